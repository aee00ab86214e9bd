"""Notices: the list, opening one, marking them as read. Everybody with a function has some, officers and citizens alike."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from akun.models import Pemberitahuan
from akun.pemberitahuan import JENIS, tandai_dibaca
from dasar.halaman import potong


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    milik = Pemberitahuan.objects.terlihat_oleh(request.pelaku)
    belum = request.GET.get("belum") == "1"
    halaman = potong(milik.belum_dibaca() if belum else milik, request, urut=("-id",), jumlah=30)
    for satu in halaman.baris:
        satu.nama_jenis = JENIS[satu.jenis].nama if satu.jenis in JENIS else satu.jenis
    return render(request, "akun/pemberitahuan.html", {"halaman": halaman, "belum": belum})


@require_POST
def buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go to what it is about."""
    satu = get_object_or_404(Pemberitahuan.objects.terlihat_oleh(request.pelaku), pk=pk)
    tandai_dibaca(oleh=request.pelaku, nomor=[satu.pk])
    return redirect(satu.alamat or "akun:pemberitahuan")


@require_POST
def baca(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    jumlah = tandai_dibaca(oleh=request.pelaku) if request.pelaku else 0
    messages.success(request, f"{jumlah} pemberitahuan ditandai sudah dibaca." if jumlah else "Semua sudah dibaca.")
    return redirect("akun:pemberitahuan")
