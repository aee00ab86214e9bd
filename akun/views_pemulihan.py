"""What an administrator does for the safety of an officer's account: sessions, a link for a new password, a lost code app."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from akun import dua_langkah, mata_kedua, pemulihan
from akun.alur import AKTIF
from akun.forms import AlasanForm
from akun.fungsi import FUNGSI
from akun.models import Penugasan
from akun.sesi import akhiri_satu, akhiri_sesi, daftar_sesi
from dasar.galat import Ditolak
from dasar.jejak import Pelaku


def petugas_kelolaan(pengguna_id: int, *, oleh: Pelaku | None) -> Penugasan:
    """The assignment in force of an officer whom `oleh` administers: its function appoints that one, within its area.

    Raises Http404 for everybody else, oneself included.
    """
    tugas = (
        Penugasan.objects.filter(pengguna=pengguna_id, status=AKTIF).select_related("pengguna", "wilayah").first()
        if oleh is not None and pengguna_id != oleh.pengguna_id
        else None
    )
    if tugas is None or oleh.fungsi not in FUNGSI[tugas.fungsi].diangkat_oleh or not oleh.mencakup(tugas.wilayah_id):
        raise Http404
    return tugas


def _halaman(request: HttpRequest, tugas, *, status: int = 200, **lain) -> HttpResponse:
    pengguna = tugas.pengguna
    konteks = {
        "halangan_sandi": mata_kedua.halangan(pengguna, mata_kedua.SANDI, oleh=request.pelaku),
        "halangan_kode": mata_kedua.halangan(pengguna, mata_kedua.KODE, oleh=request.pelaku),
        "tugas": tugas,
        "perangkat": dua_langkah.perangkat_dari(pengguna),
        "sisa": dua_langkah.sisa_kode_pemulihan(pengguna),
        "baris": daftar_sesi(pengguna.pk),
        "form": AlasanForm(),
        "tautan": "",
    }
    return render(request, "akun/keamanan_petugas.html", konteks | lain, status=status)


@never_cache
@require_safe
def keamanan(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer's sessions, code app and password, for the administrator who appoints that function there."""
    return _halaman(request, petugas_kelolaan(pk, oleh=request.pelaku))


@require_POST
def keamanan_sesi(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session of the officer (`sesi`), or all."""
    tugas = petugas_kelolaan(pk, oleh=request.pelaku)
    kunci = request.POST.get("sesi", "")
    try:
        if kunci:
            akhiri_satu(tugas.pengguna_id, kunci, oleh=request.pelaku)
            messages.success(request, "Sesi itu sudah diakhiri.")
        else:
            jumlah = akhiri_sesi(tugas.pengguna_id, oleh=request.pelaku)
            messages.success(request, f"{jumlah} sesi diakhiri. Token API akun ini dicabut.")
    except Ditolak as galat:
        messages.warning(request, galat.pesan)
    return redirect("akun:keamanan", pk)


@sensitive_variables("token", "tautan")
@never_cache
@require_POST
def keamanan_tautan(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link and show it, once."""
    tugas = petugas_kelolaan(pk, oleh=request.pelaku)
    try:
        token = pemulihan.buat_tautan(tugas.pengguna, oleh=request.pelaku)
    except Ditolak as galat:
        return _halaman(request, tugas, galat=galat, status=409)
    tautan = settings.ALAMAT_PORTAL + reverse("akun:atur_sandi", args=[token])
    return _halaman(request, tugas, tautan=tautan)


@require_POST
def keamanan_kode(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a lost code app off, with the reason."""
    tugas = petugas_kelolaan(pk, oleh=request.pelaku)
    form = AlasanForm(request.POST)
    if not form.is_valid():
        return _halaman(request, tugas, form=form, status=422)
    try:
        dua_langkah.setel_ulang(tugas.pengguna, alasan=form.cleaned_data["alasan"], oleh=request.pelaku)
    except Ditolak as galat:
        return _halaman(request, tugas, form=form, galat=galat, status=409)
    messages.success(request, "Aplikasi kode dimatikan. Petugas memasangnya lagi saat masuk berikutnya.")
    return redirect("akun:keamanan", pk)
