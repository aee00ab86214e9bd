"""A village's workbook through the web: sent, checked by a job, shown, taken over by a second job."""

import io

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.akses import butuh_izin
from dasar.bacaan import catat_daftar
from dasar.berkas import MB, XLSX
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.models import Pekerjaan
from dasar.nilai import JUDUL, KOLOM_V1, KOLOM_V2
from dasar.pekerjaan import antrekan
from dasar.unduh import kirim
from usulan.ekspor import TEMPLAT, tulis_templat
from usulan.forms.musyawarah import BukuForm
from usulan.models import BarisImpor, Impor, Musyawarah
from usulan.pengimporan import UKURAN_BUKU, terima_buku
from usulan.views.ambil import ambil_musyawarah, kembali, remah_musyawarah

# The request carries the file and a little around it.
_SELUBUNG = 64 * 1024


# The token check reads the body. A request far too large is refused by its announced length before anything of it is read;
# every other one goes through the check.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan")
def buat(request: HttpRequest, pk: int) -> HttpResponse:
    musyawarah = ambil_musyawarah(request, pk)
    panjang = request.headers.get("Content-Length", "")
    panjang = int(panjang) if panjang.isascii() and panjang.isdigit() else 0
    if request.method == "POST" and panjang > UKURAN_BUKU + _SELUBUNG:
        galat = Ditolak(
            f"Berkas ini berukuran {panjang / MB:.0f} MB, paling besar {UKURAN_BUKU // MB} MB. Hapus gambar dan lembar lain, "
            "atau bagi menjadi beberapa berkas, lalu unggah lagi.",
            "berkas-besar",
        )
        return _halaman_unggah(request, musyawarah, BukuForm(), galat, 413)
    return _terima(request, musyawarah)


@csrf_protect
def _terima(request: HttpRequest, musyawarah: Musyawarah) -> HttpResponse:
    if not musyawarah.terbuka:
        return kembali(request, musyawarah, "Daftar usulan sudah disegel. Catat musyawarah baru untuk menambah nama.")
    if request.method != "POST":
        return _halaman_unggah(request, musyawarah, BukuForm())
    formulir = BukuForm(request.POST, request.FILES)
    if not formulir.is_valid():
        return _halaman_unggah(request, musyawarah, formulir, status=422)
    try:
        impor, kerja = terima_buku(musyawarah, formulir.cleaned_data["berkas"], oleh=request.pelaku)
    except Ditolak as galat:
        return _halaman_unggah(request, musyawarah, formulir, galat, 409)
    if kerja is None:
        messages.info(request, "Berkas yang sama sudah pernah diunggah pada musyawarah ini. Ini hasilnya.")
        return redirect("usulan:impor_rincian", impor.pk)
    return redirect(_halaman_pekerjaan(kerja, impor))


def _halaman_pekerjaan(kerja: Pekerjaan, impor: Impor) -> str:
    return f"{reverse('dasar:pekerjaan', args=[kerja.pk])}?lanjut={reverse('usulan:impor_rincian', args=[impor.pk])}"


def _halaman_unggah(
    request: HttpRequest, musyawarah: Musyawarah, formulir: BukuForm, galat: Ditolak | None = None, status: int = 200
) -> HttpResponse:
    konteks = {
        "musyawarah": musyawarah,
        "formulir": formulir,
        "galat": galat,
        "kolom": KOLOM_V1,
        "kolom_tambahan": KOLOM_V2,
        "impor": Impor.objects.filter(musyawarah=musyawarah).select_related("berkas").order_by("-id")[:10],
        "remah": remah_musyawarah(musyawarah, "Unggah buku kerja"),
    }
    return render(request, "usulan/impor_unggah.html", konteks, status=status)


def _ambil(request: HttpRequest, pk: int) -> Impor:
    return get_object_or_404(
        Impor.objects.terlihat_oleh(request.pelaku).select_related("musyawarah", "berkas", "hasil", "wilayah"), pk=pk
    )


@require_safe
@butuh_izin("ajukan_usulan")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview before the take-over, and the record of it afterwards. Only the village itself: its rows are drafts."""
    impor = _ambil(request, pk)
    baris = BarisImpor.objects.filter(impor_id=impor.pk).exclude(status=BarisImpor.Status.DITERIMA)
    pilih = request.GET.get("status")
    if pilih in BarisImpor.Status.values:
        baris = baris.filter(status=pilih)
    halaman = potong(baris, request, urut=("nomor",))
    catat_daftar(
        request.pelaku, "usulan_impor", impor.pk, wilayah=impor.wilayah_id, jumlah=len(halaman.baris), saringan=pilih or ""
    )
    for b in halaman.baris:
        b.daftar_kode = [k for k in b.kode.split(",") if k]
        b.warna = "galat" if b.status == BarisImpor.Status.DITOLAK else "peringatan"
        b.judul_kolom = ", ".join(JUDUL.get(k, k) for k in b.kolom.split(",") if k)
    kerja = Pekerjaan.objects.filter(jenis__in=["periksa_impor", "terapkan_impor"], kunci=str(impor.pk)).order_by("-id").first()
    masuk = impor.jumlah_diterima + impor.jumlah_peringatan
    konteks = {
        "impor": impor,
        "musyawarah": impor.musyawarah,
        "halaman": halaman,
        "masuk": masuk,
        "bermasalah": impor.jumlah_peringatan + impor.jumlah_ditolak,
        "dapat_diterapkan": impor.status == Impor.Status.SIAP and masuk and impor.musyawarah.terbuka,
        "kerja": kerja if kerja and (kerja.aktif or kerja.status == Pekerjaan.Status.GAGAL) else None,
        "url_kerja": _halaman_pekerjaan(kerja, impor) if kerja else "",
        "ringkas": _ringkas(impor),
        "remah": remah_musyawarah(impor.musyawarah, "Buku kerja"),
    }
    return render(request, "usulan/impor_rincian.html", konteks)


def _ringkas(impor: Impor) -> list[dict]:
    def butir(label: str, nilai: int, warna: str, url: str = "") -> dict:
        return {"label": label, "nilai": nilai, "warna": warna if nilai else "", "url": url if nilai else ""}

    return [
        butir("Baris dibaca", impor.jumlah_baris, ""),
        butir("Diterima", impor.jumlah_diterima, "sukses"),
        butir("Peringatan", impor.jumlah_peringatan, "peringatan", "?status=PERINGATAN"),
        butir("Ditolak", impor.jumlah_ditolak, "galat", "?status=DITOLAK"),
    ]


@require_POST
@butuh_izin("ajukan_usulan")
def terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    impor = _ambil(request, pk)
    if impor.status != Impor.Status.SIAP:
        messages.info(request, "Buku kerja ini tidak sedang menunggu untuk diterapkan.")
        return redirect("usulan:impor_rincian", impor.pk)
    if not impor.musyawarah.terbuka:
        return kembali(
            request, impor.musyawarah, "Daftar usulan sudah disegel dan tidak dapat ditambah. Catat musyawarah baru."
        )
    kerja = antrekan("terapkan_impor", str(impor.pk), {"impor": impor.pk}, oleh=request.pelaku)
    return redirect(_halaman_pekerjaan(kerja, impor))


@require_safe
@butuh_izin("ajukan_usulan")
def hasil(request: HttpRequest, pk: int) -> HttpResponseBase:
    impor = _ambil(request, pk)
    if impor.hasil is None:
        raise Http404
    return kirim(impor.hasil, oleh=request.pelaku)


@require_safe
@butuh_izin("ajukan_usulan")
def templat(request: HttpRequest, versi: int) -> HttpResponse:
    """The empty workbook; it holds no data of anybody."""
    if versi not in TEMPLAT:
        raise Http404
    tujuan = io.BytesIO()
    tulis_templat(tujuan, versi)
    return HttpResponse(
        tujuan.getvalue(),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{TEMPLAT[versi][1]}"'},
    )
