"""The monthly report on screen, as PDF, as workbook and as Parquet: one set of figures."""

import io

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from akun.akses import butuh_izin
from akun.fungsi import F
from dasar.berkas import PARQUET, PDF, XLSX
from dasar.ekspor import tulis_parquet, tulis_xlsx
from dasar.pdf import VARIAN_ARSIP, buat_pdf
from penggunaan.forms import PilihLaporanForm
from penggunaan.langganan import atur_langganan
from penggunaan.laporan import IZIN, Laporan, baris_terbawah, samarkan, susun, tanggal_laporan
from penggunaan.models import LanggananLaporan
from wilayah.models import Tingkat

# A page lists no more rows than somebody reads; the files hold them all.
BARIS_LAYAR = 60


def _laporan(request: HttpRequest) -> tuple[PilihLaporanForm, Laporan | None]:
    formulir = PilihLaporanForm(request.GET, pelaku=request.pelaku)
    if not formulir.is_valid() or formulir.pada is None:
        return formulir, None
    wilayah = formulir.cleaned_data["wilayah"] or request.penugasan.wilayah
    laporan = susun(formulir.kode, formulir.pada, wilayah, formulir.penetapan[formulir.pada], request.pelaku.program)
    if request.pelaku.fungsi != F.KL:
        return formulir, laporan
    if laporan.wilayah.tingkat > Tingkat.KABUPATEN:
        raise Http404
    return formulir, samarkan(laporan)


@butuh_izin(*IZIN)
@require_safe
def muka(request: HttpRequest) -> HttpResponse:
    """`?wilayah=`, `?periode=` (YYYYMM): the report, and the files that hold it."""
    formulir, laporan = _laporan(request)
    konteks = {
        "formulir": formulir,
        "laporan": laporan,
        "langganan": LanggananLaporan.objects.filter(pengguna=request.pelaku.pengguna_id).exists(),
        "tabel": [(label, baris[:BARIS_LAYAR], len(baris) - BARIS_LAYAR) for label, baris in laporan.tabel] if laporan else [],
        "unduhan": [
            (teks, f"{reverse('laporan:unduh', args=[bentuk])}?wilayah={laporan.wilayah.pk}&periode={laporan.periode}")
            for bentuk, teks in (("pdf", "PDF"), ("xlsx", "Excel"), ("parquet", "Parquet"))
        ]
        if laporan
        else [],
    }
    return render(request, "laporan/muka.html", konteks, status=200 if formulir.is_valid() else 422)


@butuh_izin(*IZIN)
@require_safe
def unduh(request: HttpRequest, bentuk: str) -> HttpResponse:
    """The report as a file."""
    _, laporan = _laporan(request)
    if laporan is None or bentuk not in _BENTUK:
        raise Http404
    tipe, tulis = _BENTUK[bentuk]
    jawaban = HttpResponse(tulis(laporan), content_type=tipe)
    jawaban["Content-Disposition"] = f'attachment; filename="{laporan.nama_berkas}.{bentuk}"'
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def _pdf(laporan: Laporan) -> bytes:
    konteks = {
        "judul": laporan.judul,
        "instansi_induk": "Kementerian Sosial Republik Indonesia",
        "instansi": "Portal Data Terpadu Kesejahteraan Sosial",
        "tanggal": tanggal_laporan(laporan),
        "laporan": laporan,
    }
    return buat_pdf("laporan/pdf/bulanan.html", konteks, varian=VARIAN_ARSIP)


def _tabel(tulis, laporan: Laporan) -> bytes:
    isi = io.BytesIO()
    judul, baris = baris_terbawah(laporan)
    tulis(isi, judul, baris, pembuka=[laporan.judul])
    return isi.getvalue()


_BENTUK = {
    "pdf": (PDF, _pdf),
    "xlsx": (XLSX, lambda laporan: _tabel(tulis_xlsx, laporan)),
    "parquet": (PARQUET, lambda laporan: _tabel(tulis_parquet, laporan)),
}


@butuh_izin(*IZIN)
@require_POST
def langganan(request: HttpRequest) -> HttpResponse:
    """Begin or end being told by mail."""
    nyala = request.POST.get("nyala") == "1"
    atur_langganan(nyala, oleh=request.pelaku)
    messages.success(request, "Tautan laporan akan dikirim setiap bulan." if nyala else "Surel laporan dihentikan.")
    return redirect("laporan:muka")
