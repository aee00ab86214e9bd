"""Asking for an export: one village's register, or the recipients of one programme."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from akun.akses import boleh, butuh_izin
from dasar.bacaan import kata_isi
from dasar.lembar_ekspor import jawab_minta
from dasar.periode import nama as nama_bulan
from dtks.register.bnba import penerima_program
from dtks.register.ekspor import daftar_register
from dtks.register.forms import BnbaForm, CariRegisterForm
from wilayah.models import Wilayah

# Named, so that the sources are registered wherever these pages are.
SUMBER = (daftar_register, penerima_program)
PANJANG_DESA = 10


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("lihat_register")
@butuh_izin("ekspor_data")
def minta(request: HttpRequest) -> HttpResponse:
    """`?wilayah=` a village (without it the actor's own), `?periode=` a month. Less than a village is not exported whole."""
    kueri = {"wilayah": request.GET.get("wilayah", ""), "periode": request.GET.get("periode", "")}
    formulir = CariRegisterForm({"teks": "", **kueri}, pelaku=request.pelaku)
    if not formulir.is_valid():
        raise Http404
    desa, periode = formulir.dalam or request.pelaku.wilayah, formulir.cleaned_data["periode"]
    if len(desa) < PANJANG_DESA:
        raise Http404
    tempat = formulir.cleaned_data["wilayah"] or Wilayah.objects.get(pk=desa)
    saringan = kata_isi({"Desa/kelurahan": tempat, "Keadaan": nama_bulan(periode) if periode else "sekarang"})
    return jawab_minta(
        request,
        "register",
        {"wilayah": desa, "periode": periode},
        saringan=saringan,
        cakupan=desa,
        boleh_penuh=boleh(request, "buka_data_pribadi"),
        kembali=f"{reverse('register:daftar')}?{urlencode({k: n for k, n in kueri.items() if n})}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ekspor_data")
def bnba(request: HttpRequest) -> HttpResponse:
    """`?program=`, `?wilayah=` (at most a kabupaten/kota), `?periode=`: first what, then what for."""
    pilihan = BnbaForm(request.GET if request.GET else None, pelaku=request.pelaku)
    if not pilihan.is_valid():
        konteks = {"formulir": pilihan, "remah": [("Ekspor", reverse("ekspor:daftar")), ("BNBA program", "")]}
        return render(request, "register/bnba.html", konteks, status=422 if pilihan.is_bound else 200)
    isi = pilihan.cleaned_data
    return jawab_minta(
        request,
        "bnba",
        {"program": isi["program"].pk, "wilayah": pilihan.dalam, "periode": isi["periode"]},
        saringan=kata_isi(
            {
                "Program": isi["program"],
                "Wilayah": isi["wilayah"] or Wilayah.objects.get(pk=pilihan.dalam),
                "Keadaan": nama_bulan(isi["periode"]) if isi["periode"] else "sekarang",
            }
        ),
        cakupan=pilihan.dalam,
        boleh_penuh=boleh(request, "buka_data_pribadi"),
        kembali=reverse("register:bnba"),
    )
