"""What an officer meets before the first page: the invitation, and the pledge of a new term."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from akun import pakta, undangan
from akun.bagian import sebut_bagian
from akun.forms_petugas import PaktaForm, TerimaForm
from akun.fungsi import FUNGSI
from akun.models import Penugasan
from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from dasar.templatetags.siks import nik_samar, tanggal

_ISIAN_GALAT = {"nik-tidak-cocok": "nik", "nama-akun-terpakai": "username"}


def _data(penugasan: Penugasan) -> list[tuple]:
    pendahulu = penugasan.menggantikan
    butir = [
        ("Nama", penugasan.pengguna.nama),
        ("NIK", nik_samar(penugasan.nik)),
        ("Fungsi", FUNGSI[penugasan.fungsi].nama + (" (pelaksana tugas)" if penugasan.pelaksana else "")),
        ("Wilayah", penugasan.wilayah.nama_lengkap),
        *sebut_bagian(penugasan),
        ("Masa tugas", f"{tanggal(penugasan.mulai)} sampai {tanggal(penugasan.selesai)}"),
        ("Nomor SK", penugasan.nomor_sk),
    ]
    return butir + ([("Menggantikan", pendahulu.pengguna.nama)] if pendahulu else [])


@login_not_required
@sensitive_post_parameters("sandi", "ulang", "nik", "kode")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def terima(request: HttpRequest) -> HttpResponse:
    """The invited person checks the data, signs the pledge, chooses a password. A link that does not work is told in one
    and the same sentence, whatever is wrong with it."""
    kode = (request.POST if request.method == "POST" else request.GET).get("kode", "")[:100]
    temu = undangan.cari(kode)
    if temu is None:
        return render(request, "akun/petugas/undangan_mati.html", {"pesan": undangan.PESAN_TIDAK_BERLAKU}, status=410)
    penugasan = temu.penugasan
    pengguna = penugasan.pengguna
    sendiri = request.user.is_authenticated and request.user.pk == pengguna.pk
    konteks = {"p": penugasan, "data": _data(penugasan), "janji": pakta.BUTIR, "halangan": ""}
    if request.user.is_authenticated and not sendiri:
        return render(request, "akun/petugas/undangan.html", konteks | {"halangan": "akun-lain"}, status=409)
    if pengguna.has_usable_password() and not sendiri:
        masuk = reverse("akun:masuk") + "?" + urlencode({"next": f"{request.path}?{urlencode({'kode': kode})}"})
        return render(request, "akun/petugas/undangan.html", konteks | {"halangan": "perlu-masuk", "masuk": masuk})
    formulir = TerimaForm(request.POST if request.method == "POST" else None, pengguna=pengguna, initial={"kode": kode})
    status = 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            isi = formulir.cleaned_data
            try:
                undangan.terima(
                    kode,
                    nik=isi["nik"],
                    setuju=isi["setuju"],
                    username=isi.get("username", ""),
                    sandi=isi.get("sandi", ""),
                    masuk_sebagai=request.user.pk if sendiri else None,
                )
            except Ditolak as galat:
                formulir.add_error(_ISIAN_GALAT.get(galat.kode), galat.pesan)
                status = 409
            else:
                messages.success(request, "Undangan diterima. Masuk dengan nama akun dan kata sandi Anda.")
                return redirect("akun:beranda" if sendiri else "akun:masuk")
    return render(request, "akun/petugas/undangan.html", konteks | {"formulir": formulir}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tanda_tangan(request: HttpRequest) -> HttpResponse:
    """The pledge of a new term, before anything else (akun.pakta)."""
    penugasan = pakta.belum_ditandatangani(request.user)
    if penugasan is None:
        return redirect("akun:beranda")
    formulir = PaktaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulir.is_valid():
        pelaku = Pelaku(request.user.pk, penugasan.fungsi, penugasan.wilayah_id, request.user.nama)
        pakta.tanda_tangani(penugasan, oleh=pelaku)
        messages.success(request, "Pakta integritas ditandatangani.")
        return redirect("akun:beranda")
    konteks = {"formulir": formulir, "data": _data(penugasan), "janji": pakta.butir(penugasan.fungsi)}
    return render(request, "akun/petugas/pakta.html", konteks, status=422 if formulir.is_bound else 200)
