"""The queue of registrations, for the administrator of users of the kab/kota; what waited past its day, for Pusdatin."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun import persetujuan
from akun.akses import butuh_izin
from akun.alur import SP_MENUNGGU
from akun.forms_warga import SaringPendaftaran, TolakForm
from akun.models import Pendaftaran
from akun.pendaftaran import FOTO
from dasar.bacaan import LIHAT, catat_daftar, kata_saringan
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.jejak import catat
from dasar.subjek import sidik
from dasar.templatetags.siks import nik_penuh, tanggal
from dasar.unduh import kirim

IZIN = ("kelola_pengguna", "kelola_pengguna_pusat")
TABEL = "akun_pendaftaran"
WARNA = {"menunggu": "peringatan", "disetujui": "sukses", "ditolak": "galat"}


def _satu(request: HttpRequest, pk: int) -> Pendaftaran:
    semua = Pendaftaran.objects.terlihat_oleh(request.pelaku).exclude(nik=None)
    return get_object_or_404(semua.select_related("wilayah", "foto_ktp", "swafoto", "pengguna"), pk=pk)


def _remah(daftar: Pendaftaran | None = None, ujung: str = "") -> list[tuple[str, str]]:
    remah = [("Pendaftaran warga", reverse("akun:pendaftaran"))]
    if daftar:
        remah.append((daftar.nama, reverse("akun:pendaftaran_rincian", args=[daftar.pk]) if ujung else ""))
    return remah + ([(ujung, "")] if ujung else [])


@require_safe
@butuh_izin(*IZIN)
def daftar(request: HttpRequest) -> HttpResponse:
    """The oldest first: who waits longest is looked at first."""
    saring = SaringPendaftaran(request.GET)
    status = (saring.cleaned_data.get("status") if saring.is_valid() else "") or SP_MENUNGGU
    semua = Pendaftaran.objects.terlihat_oleh(request.pelaku).exclude(nik=None)
    halaman = potong(semua.filter(status=status).select_related("wilayah"), request, urut=("id",), jumlah=30)
    for satu in halaman.baris:
        satu.tenggat = persetujuan.tenggat(satu) if satu.status == SP_MENUNGGU else None
        satu.umur = (timezone.now() - satu.diajukan_pada).days
        satu.warna = WARNA.get(satu.status, "netral")
    catat_daftar(request.pelaku, TABEL, jumlah=len(halaman.baris), saringan=kata_saringan(saring))
    return render(request, "akun/warga/antrean.html", {"halaman": halaman, "saring": saring, "remah": _remah()})


@never_cache
@require_safe
@butuh_izin(*IZIN)
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration beside its photos. The number stands in full: comparing it with the card is what the page is for."""
    satu = _satu(request, pk)
    catat(request.pelaku, LIHAT, TABEL, satu.pk, satu.wilayah_id, "Memeriksa pendaftaran", subjek=sidik(satu.nik))
    konteks = {
        "d": satu,
        "remah": _remah(satu),
        "butir": [
            ("NIK", nik_penuh(satu.nik)),
            ("Nomor kartu keluarga", nik_penuh(satu.nomor_kk)),
            ("Nama", satu.nama),
            ("Tanggal lahir", tanggal(satu.tanggal_lahir)),
            ("Desa/kelurahan", satu.wilayah.nama_lengkap),
            ("Permintaan", satu.get_jenis_display()),
        ],
        "petunjuk": persetujuan.petunjuk(satu) if satu.status == SP_MENUNGGU else [],
        "tenggat": persetujuan.tenggat(satu) if satu.status == SP_MENUNGGU else None,
        "perbaikan": persetujuan.perbaikan(satu.alasan),
        "warna": WARNA.get(satu.status, "netral"),
    }
    return render(request, "akun/warga/periksa.html", konteks)


@require_safe
@butuh_izin(*IZIN)
def foto(request: HttpRequest, pk: int, jenis: str) -> HttpResponseBase:
    """One photo, as an event about the person."""
    satu = _satu(request, pk)
    berkas = getattr(satu, jenis) if jenis in FOTO else None
    if berkas is None or not berkas.jalur.exists():
        raise Http404
    return kirim(berkas, oleh=request.pelaku, nomor=satu.nik)


@require_POST
@butuh_izin(*IZIN)
def setujui(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _satu(request, pk)
    try:
        persetujuan.setujui(satu, oleh=request.pelaku)
    except Ditolak as galat:
        messages.error(request, galat.pesan)
        return redirect("akun:pendaftaran_rincian", pk)
    messages.success(request, f"Akun {satu.nama} aktif. Pemiliknya diberi tahu.")
    return redirect("akun:pendaftaran")


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(*IZIN)
def tolak(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _satu(request, pk)
    form = TolakForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            persetujuan.tolak(satu, form.cleaned_data["alasan"], catatan=form.cleaned_data["catatan"], oleh=request.pelaku)
        except Ditolak as galat:
            form.add_error(None, galat.pesan)
            status = 409
        else:
            messages.success(request, f"{satu.nama} diberi tahu apa yang perlu diperbaiki.")
            return redirect("akun:pendaftaran")
    konteks = {"form": form, "d": satu, "remah": _remah(satu, "Minta diperbaiki")}
    return render(request, "akun/warga/tolak.html", konteks, status=status)
