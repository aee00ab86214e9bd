"""Registration without an account: data, code, photos, promise; and the way back to what was begun.

The visitor's session holds the number of the one registration that a code has proved to be his.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from akun import kode_sekali, pakta, pendaftaran
from akun.alur import SP_BARU, SP_DISETUJUI, SP_DITOLAK, SP_MENUNGGU, SP_TERBUKTI
from akun.forms_warga import DaftarForm, FotoForm, KirimForm, KodePesanForm, LanjutForm, OrangForm
from akun.models import Pendaftaran
from akun.pendaftaran import FOTO, KODE_DAFTAR, KODE_LANJUT
from akun.persetujuan import perbaikan, tenggat
from akun.views_masuk import KODE_CONTOH
from dasar.galat import Ditolak
from dasar.templatetags.siks import nik_samar, tanggal
from dasar.tengah import alamat_pengunjung

KUNCI, LANJUT = "pendaftaran", "pendaftaran_lanjut"
LANGKAH = ("Data diri", "Kode", "Foto", "Kirim")
_STATUS = {"kode-sering": 429}
# Which field of the form a refusal is about.
_ISIAN_GALAT = {"di-bawah-umur": "tanggal_lahir", "desa-tetap": "wilayah"}
_HALAMAN = {SP_BARU: "akun:warga_kode", SP_TERBUKTI: "akun:warga_foto", SP_DITOLAK: "akun:warga_keadaan"}


def _halaman(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A visitor's page: open to everybody, kept by no browser."""
    return login_not_required(never_cache(require_http_methods(["GET", "HEAD", "POST"])(view)))


def _milik(*status: str) -> Callable:
    """The registration of this session, in one of these states; otherwise on to the page that fits."""

    def bungkus(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def terjaga(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            daftar = pendaftaran.baca(request.session.get(KUNCI))
            if daftar is None:
                return redirect("akun:warga_daftar")
            if daftar.status not in status:
                return redirect(_HALAMAN.get(daftar.status, "akun:warga_keadaan"))
            return view(request, daftar, *args, **kwargs)

        return terjaga

    return bungkus


def _galat(form, galat: Ditolak) -> int:
    isian = _ISIAN_GALAT.get(galat.kode)
    form.add_error(isian if isian in form.fields else None, galat.pesan)
    return _STATUS.get(galat.kode, 409)


@_halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """Step 1. Whatever the portal knows about the NIK, the answer is the same."""
    if request.user.is_authenticated:
        return redirect("akun:beranda")
    form = DaftarForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            baru, contoh = pendaftaran.mulai(form.isian(), **form.kontak, pengunjung=alamat_pengunjung(request))
        except Ditolak as galat:
            status = _galat(form, galat)
        else:
            request.session[KUNCI], request.session[KODE_CONTOH] = baru.pk, contoh
            return redirect("akun:warga_kode")
    return render(request, "akun/warga/daftar.html", {"form": form, "langkah": LANGKAH}, status=status)


@_halaman
@_milik(SP_BARU)
def kode(request: HttpRequest, daftar: Pendaftaran) -> HttpResponse:
    """Step 2: the address is proved before anything is uploaded."""
    form = KodePesanForm(request.POST or None, contoh=request.session.get(KODE_CONTOH, ""))
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            pendaftaran.buktikan(daftar, form.cleaned_data["kode"])
        except Ditolak as ditolak:
            galat, status = ditolak, 409
        else:
            request.session.pop(KODE_CONTOH, None)
            request.session.cycle_key()
            return redirect("akun:warga_foto")
    konteks = {"form": form, "galat": galat, "langkah": LANGKAH, "ke": daftar.alamat}
    return render(request, "akun/warga/kode.html", konteks, status=status)


@login_not_required
@require_POST
@_milik(SP_BARU)
def kode_ulang(request: HttpRequest, daftar: Pendaftaran) -> HttpResponse:
    try:
        request.session[KODE_CONTOH] = kode_sekali.kirim(
            KODE_DAFTAR,
            str(daftar.pk),
            saluran=daftar.saluran,
            alamat=daftar.alamat,
            pengunjung=alamat_pengunjung(request),
        )
        messages.success(request, "Kode baru sudah dikirim. Kode yang lama tidak berlaku lagi.")
    except Ditolak as galat:
        messages.warning(request, galat.pesan)
    return redirect("akun:warga_kode")


@_halaman
@_milik(SP_TERBUKTI, SP_DITOLAK)
def foto(request: HttpRequest, daftar: Pendaftaran) -> HttpResponse:
    """Step 3. Each photo is judged by itself: a good one is kept while the other is taken again."""
    kirim = request.method == "POST"
    form = FotoForm(request.POST, request.FILES, daftar=daftar) if kirim else FotoForm(daftar=daftar)
    if kirim:
        form.is_valid()
        for nama in FOTO:
            unggahan = form.cleaned_data.get(nama)
            if not unggahan:
                continue
            try:
                pendaftaran.simpan_foto(daftar, nama, unggahan)
            except Ditolak as galat:
                for satu in galat.rincian or [galat.pesan]:
                    form.add_error(nama, satu)
            else:
                form[nama].help_text += " Foto ini sudah tersimpan; tidak perlu dipilih lagi."
        if not form.errors:
            return redirect("akun:warga_kirim")
    konteks = {"form": form, "langkah": LANGKAH}
    return render(request, "akun/warga/foto.html", konteks, status=422 if kirim else 200)


@_halaman
@_milik(SP_DITOLAK, SP_TERBUKTI)
def isian(request: HttpRequest, daftar: Pendaftaran) -> HttpResponse:
    """Correct what was typed. The village stays: it decides which office looks."""
    tetap = ("nik", "nama", "wilayah") if daftar.pengguna_id else ("wilayah",)
    awal = {k: getattr(daftar, k) for k in ("nik", "nomor_kk", "nama", "tanggal_lahir")}
    form = OrangForm(request.POST or None, initial=awal, tetap=tetap)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            pendaftaran.ubah_isian(daftar, form.isian(daftar))
        except Ditolak as galat:
            status = _galat(form, galat)
        else:
            messages.success(request, "Isian diperbaiki.")
            return redirect("akun:warga_kirim" if daftar.foto_ktp_id and daftar.swafoto_id else "akun:warga_foto")
    return render(request, "akun/warga/isian.html", {"form": form, "wilayah": daftar.wilayah}, status=status)


@sensitive_post_parameters("sandi", "ulang")
@_halaman
@_milik(SP_TERBUKTI, SP_DITOLAK)
def kirim(request: HttpRequest, daftar: Pendaftaran) -> HttpResponse:
    """Step 4: what will be sent, the password, the promise."""
    if not (daftar.foto_ktp_id and daftar.swafoto_id):
        return redirect("akun:warga_foto")
    form = KirimForm(request.POST or None, daftar=daftar, perlu_sandi=pendaftaran.perlu_sandi(daftar))
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            pendaftaran.kirim(daftar, setuju=form.cleaned_data["setuju"], sandi=form.cleaned_data.get("sandi", ""))
        except Ditolak as ditolak:
            galat, status = ditolak, 409
        else:
            return redirect("akun:warga_keadaan")
    konteks = {
        "form": form,
        "galat": galat,
        "langkah": LANGKAH,
        "butir": _butir(daftar),
        "janji": pakta.BUTIR_WARGA,
        "pindah": daftar.jenis == Pendaftaran.Jenis.PINDAH,
    }
    return render(request, "akun/warga/kirim.html", konteks, status=status)


def _butir(daftar: Pendaftaran) -> list[tuple]:
    ubah_isian, ubah_foto = reverse("akun:warga_isian"), reverse("akun:warga_foto")
    return [
        ("NIK", nik_samar(daftar.nik), ubah_isian, "Ubah"),
        ("Nomor kartu keluarga", nik_samar(daftar.nomor_kk), ubah_isian, "Ubah"),
        ("Nama", daftar.nama, ubah_isian, "Ubah"),
        ("Tanggal lahir", tanggal(daftar.tanggal_lahir), ubah_isian, "Ubah"),
        ("Desa/kelurahan", daftar.wilayah.nama_lengkap),
        ("Kontak", daftar.alamat),
        ("Foto", "KTP, dan diri dengan KTP: tersimpan", ubah_foto, "Ganti"),
    ]


@_halaman
@_milik(SP_MENUNGGU, SP_DISETUJUI, SP_DITOLAK)
def keadaan(request: HttpRequest, daftar: Pendaftaran) -> HttpResponse:
    """Where it stands, who has it, until when; or what to repair."""
    konteks = {
        "daftar": daftar,
        "tenggat": tenggat(daftar) if daftar.status == SP_MENUNGGU else None,
        "perbaikan": perbaikan(daftar.alasan) if daftar.status == SP_DITOLAK else [],
        "pindah": daftar.jenis == Pendaftaran.Jenis.PINDAH,
    }
    return render(request, "akun/warga/keadaan.html", konteks)


@login_not_required
@require_POST
def selesai(request: HttpRequest) -> HttpResponse:
    """On a borrowed telephone: the browser forgets the registration; a code brings it back."""
    for kunci in (KUNCI, LANJUT, KODE_CONTOH):
        request.session.pop(kunci, None)
    messages.success(request, "Peramban ini tidak menyimpan pendaftaran Anda lagi.")
    return redirect("akun:warga_lanjut")


@_halaman
def lanjut(request: HttpRequest) -> HttpResponse:
    """Back to a registration, by NIK and the address that was given: a code goes there, whether there is one or not."""
    form = LanjutForm(request.POST or None)
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            request.session[LANJUT], request.session[KODE_CONTOH] = pendaftaran.kode_lanjut(
                form.cleaned_data["nik"], **form.kontak, pengunjung=alamat_pengunjung(request)
            )
            return redirect("akun:warga_lanjut_kode")
        except Ditolak as ditolak:
            galat, status = ditolak, _STATUS.get(ditolak.kode, 409)
    return render(request, "akun/warga/lanjut.html", {"form": form, "galat": galat}, status=status)


@_halaman
def lanjut_kode(request: HttpRequest) -> HttpResponse:
    sasaran = request.session.get(LANJUT)
    if sasaran is None:
        return redirect("akun:warga_lanjut")
    form = KodePesanForm(request.POST or None, contoh=request.session.get(KODE_CONTOH, ""))
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            kode_sekali.pakai((KODE_LANJUT, sasaran, form.cleaned_data["kode"]))
        except Ditolak as ditolak:
            galat, status = ditolak, 409
        else:
            request.session.pop(LANJUT)
            request.session.pop(KODE_CONTOH, None)
            daftar = pendaftaran.baca(int(sasaran))
            if daftar is not None and daftar.status == SP_BARU:
                pendaftaran.akui_kontak(daftar)
            request.session[KUNCI] = int(sasaran)
            request.session.cycle_key()
            return redirect("akun:warga_keadaan")
    return render(request, "akun/warga/lanjut_kode.html", {"form": form, "galat": galat}, status=status)
