"""Findings on eligibility: who may not be an officer although in office, and Pusdatin's overrides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from akun import kelayakan
from akun.akses import boleh, butuh_izin
from akun.alur import BERLAKU, TERBUKA
from akun.forms_petugas import AlasanPetugasForm, PengecualianBaruForm, PengecualianForm
from akun.fungsi import FUNGSI, yang_diangkat
from akun.models import Pengecualian, TemuanKelayakan
from akun.views_petugas import KELOLA, LIHAT
from dasar.galat import Ditolak
from dasar.halaman import potong

_ISIAN_GALAT = {"nik-salah": "nik", "sudah-dikecualikan": "nik", "masa-pengecualian": "berlaku_sampai"}
PUSAT = "kelola_pengguna_pusat"


def _remah(*ujung: str) -> list[tuple[str, str]]:
    kelola = reverse("akun:kelayakan") if ujung else ""
    return [("Petugas", reverse("akun:petugas")), ("Kelayakan", kelola), *((teks, "") for teks in ujung)]


@require_safe
@butuh_izin(*LIHAT)
def daftar(request: HttpRequest) -> HttpResponse:
    pelaku = request.pelaku
    pusat = boleh(request, PUSAT)
    baris = TemuanKelayakan.objects.terlihat_oleh(pelaku).filter(status=TERBUKA)
    halaman = potong(baris.select_related("penugasan__pengguna", "wilayah"), request, urut=("id",), jumlah=30)
    diurus = yang_diangkat(pelaku.fungsi)
    for t in halaman.baris:
        t.fungsi = FUNGSI[t.penugasan.fungsi].nama
        t.dapat_ditanggapi = t.penugasan.fungsi in diurus
    awal, akhir = pelaku.rentang
    pengecualian = Pengecualian.objects.filter(
        status=BERLAKU, berlaku_sampai__gte=timezone.localdate(), wilayah__gte=awal, wilayah__lt=akhir
    )
    konteks = {
        "halaman": halaman,
        "pusat": pusat,
        "remah": _remah(),
        "pengecualian": list(pengecualian.select_related("wilayah").order_by("berlaku_sampai", "pk")[:50]),
        "tombol": [{"teks": "Beri pengecualian", "url": reverse("akun:pengecualian_buat"), "ikon": "file-plus"}]
        if pusat
        else [],
    }
    return render(request, "akun/petugas/kelayakan.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(*KELOLA)
def tanggapi(request: HttpRequest, pk: int) -> HttpResponse:
    """The administrator writes down what is being done; to end the assignment, he goes to the officer's page."""
    temuan = get_object_or_404(
        TemuanKelayakan.objects.dikelola_oleh(request.pelaku).select_related("penugasan__pengguna"), pk=pk, status=TERBUKA
    )
    formulir = AlasanPetugasForm(request.POST if request.method == "POST" else None)
    formulir.fields["alasan"].label = "Tindak lanjut"
    formulir.fields["alasan"].error_messages["required"] = "Tulis tindak lanjutnya."
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                kelayakan.tanggapi(temuan, catatan=formulir.cleaned_data["alasan"], oleh=request.pelaku)
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, "Tindak lanjut dicatat. Temuan tetap terbuka sampai penugasan diakhiri.")
                return redirect("akun:kelayakan")
    konteks = {
        "formulir": formulir,
        "galat": galat,
        "judul": f"Tindak lanjut atas {temuan.penugasan.pengguna.nama}",
        "keterangan": f"{temuan.get_jenis_display()}. Akhiri penugasannya, atau mintakan pengecualian kepada Pusdatin; catat"
        " di sini apa yang sedang dilakukan.",
        "teks": "Catat tindak lanjut",
        "gaya": "",
        "remah": _remah("Tindak lanjut"),
        "batal": reverse("akun:kelayakan"),
    }
    return render(request, "akun/petugas/alasan.html", konteks, status=status)


def _buat(request: HttpRequest, formulir, judul: str, keterangan: str, isi) -> HttpResponse:
    """The form of an override; `isi` gives (nik, kind, area) of what was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            data = formulir.cleaned_data
            try:
                kelayakan.kecualikan(
                    *isi(data),
                    nomor_berkas=data["nomor_berkas"],
                    alasan=data["alasan"],
                    berlaku_sampai=data["berlaku_sampai"],
                    oleh=request.pelaku,
                )
            except Ditolak as galat:
                isian = _ISIAN_GALAT.get(galat.kode)
                formulir.add_error(isian if isian in formulir.fields else None, galat.pesan)
                status = 409
            else:
                messages.success(request, "Pengecualian dicatat.")
                return redirect("akun:kelayakan")
    konteks = {
        "formulir": formulir,
        "judul": judul,
        "keterangan": keterangan,
        "teks": "Beri pengecualian",
        "gaya": "",
        "remah": _remah("Pengecualian"),
        "batal": reverse("akun:kelayakan"),
    }
    return render(request, "akun/petugas/alasan.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(PUSAT)
def kecualikan(request: HttpRequest, pk: int) -> HttpResponse:
    temuan = get_object_or_404(
        TemuanKelayakan.objects.terlihat_oleh(request.pelaku).select_related("penugasan__pengguna", "wilayah"),
        pk=pk,
        status=TERBUKA,
    )
    return _buat(
        request,
        PengecualianForm(request.POST if request.method == "POST" else None),
        f"Pengecualian untuk {temuan.penugasan.pengguna.nama}",
        f"{temuan.get_jenis_display()}. Setelah masanya lewat, temuan dibuka lagi.",
        lambda data: (temuan.penugasan.nik, temuan.jenis, temuan.wilayah),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(PUSAT)
def buat(request: HttpRequest) -> HttpResponse:
    return _buat(
        request,
        PengecualianBaruForm(request.POST if request.method == "POST" else None),
        "Pengecualian sebelum pengangkatan",
        "Untuk calon petugas yang undangannya ditolak karena tercatat sebagai SDM Kesos atau terdaftar dalam DTKS.",
        lambda data: (data["nik"], data["jenis"], data["wilayah"]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(PUSAT)
def cabut(request: HttpRequest, pk: int) -> HttpResponse:
    pengecualian = get_object_or_404(Pengecualian, pk=pk, status=BERLAKU)
    formulir = AlasanPetugasForm(request.POST if request.method == "POST" else None)
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                kelayakan.cabut_pengecualian(pengecualian, alasan=formulir.cleaned_data["alasan"], oleh=request.pelaku)
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, "Pengecualian dicabut.")
                return redirect("akun:kelayakan")
    konteks = {
        "formulir": formulir,
        "galat": galat,
        "judul": "Cabut pengecualian",
        "keterangan": f"Berkas {pengecualian.nomor_berkas}. Petugas yang menjabat karenanya muncul lagi sebagai temuan.",
        "teks": "Cabut pengecualian",
        "gaya": "bahaya",
        "remah": _remah("Cabut"),
        "batal": reverse("akun:kelayakan"),
    }
    return render(request, "akun/petugas/alasan.html", konteks, status=status)
