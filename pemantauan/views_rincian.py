"""One number of a dashboard by the regions below it: a page, and the same as CSV or XLSX. Counts only."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from akun.akses import butuh_izin
from akun.fungsi import F
from dasar import periode as bulan
from dasar.ekspor import tulis_csv, tulis_xlsx
from dasar.samar import Samar
from pemantauan.angka import Angka
from pemantauan.models import IZIN_DASBOR
from pemantauan.rincian import judul, per_wilayah
from pemantauan.tautan import Tautan
from pemantauan.views_dasbor import XLSX, angka_diminta, unduhan
from penetapan.views.wilayah import Area
from wilayah.models import Tingkat, Wilayah


def _isi(request: HttpRequest, ukuran: str) -> tuple[Angka, Area, str, list[tuple[Wilayah, int]], int]:
    """What the address asks for: numbers, area, title, the regions below with theirs, their sum. Else 404."""
    a, area = angka_diminta(request)
    teks = judul(ukuran, a.periode)
    if not teks or a.tingkat == Tingkat.DESA:
        raise Http404
    n = per_wilayah(a, ukuran)
    baris = [(w, n.get(w.kode, 0)) for w in a.anak]
    # The largest first: on a phone the empty ones would hide them.
    baris.sort(key=lambda b: (-b[1], b[0].kode))
    jumlah = sum(k for _, k in baris)
    if request.pelaku.fungsi == F.KL:
        baris, jumlah = [(w, Samar(k)) for w, k in baris], Samar(jumlah)
    return a, area, teks, baris, jumlah


@butuh_izin(*IZIN_DASBOR)
@require_safe
def rincian(request: HttpRequest, ukuran: str) -> HttpResponse:
    a, area, teks, baris, jumlah = _isi(request, ukuran)
    t = Tautan(a)
    konteks = {
        "area": area,
        "angka": a,
        "judul": teks,
        "ukuran": ukuran,
        "baris": [(w, n, t.daftar(ukuran, kode=w.kode) if n else "") for w, n in baris],
        "jumlah": jumlah,
        "samar": request.pelaku.fungsi == F.KL,
        "kueri": request.GET.urlencode(),
        "remah": [("Dasbor", t.dasbor(a.kode)), (teks, "")],
    }
    return render(request, "pemantauan/rincian.html", konteks)


@butuh_izin(*IZIN_DASBOR)
@require_safe
def unduh(request: HttpRequest, ukuran: str, bentuk: str) -> HttpResponse:
    a, area, teks, baris, jumlah = _isi(request, ukuran)
    kepala = ["KODE WILAYAH", "WILAYAH", "JUMLAH"]
    isi = [[w.kode, str(w), n] for w, n in baris] + [["", "Jumlah", jumlah]]
    pembuka = [f"{teks}: {area.nama}, {bulan.nama(a.periode)}"]
    nama = f"rincian-{ukuran.replace('.', '-')}-{a.kode}-{a.periode}.{bentuk}"
    if bentuk == "csv":
        jawaban = StreamingHttpResponse(tulis_csv(kepala, isi, pembuka=pembuka), content_type="text/csv; charset=utf-8")
    else:
        jawaban = HttpResponse(content_type=XLSX)
        tulis_xlsx(jawaban, kepala, isi, pembuka=pembuka)
    return unduhan(jawaban, nama)
