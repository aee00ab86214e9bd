"""Deliberations: list, record, page, documents."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from akun.akses import butuh_izin
from dasar import periode as bulan
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.unduh import kirim
from usulan import pencatatan
from usulan.alur import SM, S
from usulan.forms.musyawarah import AlasanForm, DokumenForm, MusyawarahForm
from usulan.models import DokumenMusyawarah, Jadwal, Musyawarah, Usulan
from usulan.views.ambil import ambil_musyawarah, kembali, kiriman, nama_musyawarah, remah_musyawarah
from usulan.views.lembar_musyawarah import WARNA_MUSYAWARAH, isi_lembar
from wilayah.models import Wilayah

# Which field of the record a refusal of the act is about.
_ISIAN_GALAT = {"V-MUS-01": "tanggal", "nomor-terpakai": "nomor_berita_acara"}


@require_safe
@butuh_izin("lihat_usulan")
def daftar(request: HttpRequest) -> HttpResponse:
    pelaku = request.pelaku
    baris = Musyawarah.objects.terlihat_oleh(pelaku)
    halaman = potong(baris.select_related("wilayah"), request, urut=("-id",), jumlah=30)
    jumlah = {
        m: (n, kembali_)
        for m, n, kembali_ in Usulan.objects.terlihat_oleh(pelaku)
        .filter(musyawarah__in=[m.pk for m in halaman.baris])
        .exclude(status=S.DIBATALKAN)
        .values_list("musyawarah")
        .annotate(n=Count("pk"), k=Count("pk", filter=Q(status=S.DIKEMBALIKAN)))
        .order_by()
    }
    for m in halaman.baris:
        m.jumlah, m.dikembalikan = jumlah.get(m.pk, (0, 0))
        m.warna = WARNA_MUSYAWARAH[m.status]
    milik_desa = pelaku.fungsi == "pengisi_desa"
    konteks = {
        "halaman": halaman,
        "milik_desa": milik_desa,
        "tombol": [{"teks": "Catat musyawarah", "url": "catat/", "ikon": "plus", "gaya": "utama"}] if milik_desa else [],
        "jadwal": Jadwal.untuk(bulan.periode_kini(), pelaku.wilayah) if milik_desa else None,
        "tanpa": desa_tanpa_musyawarah(pelaku.wilayah) if 6 <= len(pelaku.wilayah) < 10 else None,
    }
    return render(request, "usulan/musyawarah_daftar.html", konteks)


def desa_tanpa_musyawarah(wilayah: str) -> list[Wilayah]:
    """Villages of the area without a deliberation in the last three months (Kepmensos 73/HUK/2024 asks for one)."""
    sejak = timezone.localdate() - pencatatan.UMUR_MAKS
    ada = Musyawarah.objects.filter(tanggal__gte=sejak, wilayah__gte=wilayah, wilayah__lt=wilayah + "~").exclude(
        status=SM.DIBATALKAN
    )
    return list(Wilayah.objects.desa().berlaku().di_bawah(wilayah).exclude(kode__in=ada.values("wilayah")).order_by("kode"))


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("kelola_musyawarah")
def buat(request: HttpRequest) -> HttpResponse:
    formulir = MusyawarahForm(kiriman(request), initial=MusyawarahForm.awal(request.pelaku))
    status = 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                musyawarah = pencatatan.catat_musyawarah(oleh=request.pelaku, **formulir.cleaned_data)
            except Ditolak as galat:
                formulir.add_error(_ISIAN_GALAT.get(galat.kode), galat.pesan)
                status = 409
            else:
                messages.success(request, "Musyawarah dicatat. Sekarang isi daftar usulannya.")
                return redirect("usulan:musyawarah_rincian", musyawarah.pk)
    konteks = {
        "formulir": formulir,
        "judul": "Catat musyawarah",
        "remah": [("Musyawarah", "../"), ("Catat", "")],
        "batal": "../",
    }
    return render(request, "usulan/musyawarah_isi.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("kelola_musyawarah")
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    musyawarah = ambil_musyawarah(request, pk)
    remah = remah_musyawarah(musyawarah, "Perbaiki catatan")
    formulir = MusyawarahForm(kiriman(request), instance=musyawarah)
    status = 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                pencatatan.perbaiki_musyawarah(musyawarah, oleh=request.pelaku, **formulir.cleaned_data)
            except Ditolak as galat:
                formulir.add_error(_ISIAN_GALAT.get(galat.kode), galat.pesan)
                status = 409
            else:
                messages.success(request, "Catatan musyawarah diperbaiki.")
                return kembali(request, musyawarah)
    konteks = {"formulir": formulir, "judul": "Perbaiki catatan musyawarah", "remah": remah, "batal": "../"}
    return render(request, "usulan/musyawarah_isi.html", konteks, status=status)


@require_safe
@butuh_izin("lihat_usulan")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "usulan/musyawarah_rincian.html", isi_lembar(request, ambil_musyawarah(request, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("kelola_musyawarah")
def batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    musyawarah = ambil_musyawarah(request, pk)
    formulir = AlasanForm(kiriman(request), kelompok="B")
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                pencatatan.batalkan_musyawarah(musyawarah, oleh=request.pelaku, **formulir.isi())
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, "Musyawarah dan daftar usulannya dibatalkan.")
                return redirect("usulan:musyawarah_daftar")
    konteks = {
        "formulir": formulir,
        "galat": galat,
        "judul": f"Batalkan {nama_musyawarah(musyawarah, awal_kecil=True)}",
        "keterangan": "Catatan musyawarah ini dan semua nama di daftarnya dibatalkan. Tindakan ini tidak dapat ditarik kembali.",
        "teks": "Batalkan musyawarah",
        "remah": remah_musyawarah(musyawarah, "Batalkan"),
        "batal": "../",
    }
    return render(request, "usulan/alasan.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("kelola_musyawarah")
def unggah(request: HttpRequest, pk: int) -> HttpResponse:
    """Each file is stored for itself: a refused one costs the others nothing."""
    musyawarah = ambil_musyawarah(request, pk)
    formulir = DokumenForm(kiriman(request), request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            tersimpan: list[str] = []
            for jenis, berkas in formulir.unggahan():
                try:
                    pencatatan.unggah_dokumen(musyawarah, jenis, berkas, oleh=request.pelaku)
                except Ditolak as galat:
                    formulir.add_error(jenis, galat.pesan)
                    status = 409
                else:
                    tersimpan.append(DokumenMusyawarah.Jenis(jenis).label)
            if tersimpan:
                messages.success(request, f"Tersimpan: {', '.join(dict.fromkeys(tersimpan))}.")
            if not formulir.errors:
                return kembali(request, musyawarah)
    konteks = {
        "formulir": formulir,
        "musyawarah": musyawarah,
        "dokumen": dokumen_berlaku(musyawarah),
        "remah": remah_musyawarah(musyawarah, "Unggah dokumen"),
    }
    return render(request, "usulan/dokumen_unggah.html", konteks, status=status)


def dokumen_berlaku(musyawarah: Musyawarah) -> list[DokumenMusyawarah]:
    return list(musyawarah.dokumen.filter(digantikan_pada__isnull=True).select_related("berkas").order_by("jenis", "id"))


@require_safe
@butuh_izin("lihat_usulan")
def unduh(request: HttpRequest, pk: int, dokumen: int) -> HttpResponseBase:
    musyawarah = ambil_musyawarah(request, pk)
    satu = get_object_or_404(musyawarah.dokumen.select_related("berkas"), pk=dokumen)
    return kirim(satu.berkas, oleh=request.pelaku)
