"""Who may do what: the declared table, for everybody who signs in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from akun.fungsi import DAFTAR_FUNGSI, FUNGSI, IZIN_BACA, IZIN_TULIS, KECAMATAN_TERTENTU, PROGRAM
from wilayah.hak import HAK_WILAYAH
from wilayah.models import Tingkat

NAMA_IZIN = dict(HAK_WILAYAH)
_BAGIAN = {PROGRAM: ", program tertentu", KECAMATAN_TERTENTU: ", dapat dibatasi kecamatannya"}


@require_safe
def matriks(request: HttpRequest) -> HttpResponse:
    """All functions and rights, grouped by entity, straight from the declared table; the own function stands out."""
    sendiri = request.pelaku.fungsi if request.pelaku else ""
    kelompok: dict[str, list[dict]] = {}
    for f in DAFTAR_FUNGSI:
        kelompok.setdefault(f.entitas, []).append(
            {
                "nama": f.nama,
                "uraian": f.uraian,
                "sendiri": f.kode == sendiri,
                "tingkat": Tingkat(f.tingkat).label + _BAGIAN.get(f.bagian, ""),
                "pengangkat": ", ".join(FUNGSI[p].nama for p in f.diangkat_oleh if p in FUNGSI) or "Portal",
                "hak": [(NAMA_IZIN[i], i in f.izin) for i in IZIN_TULIS + IZIN_BACA],
                "ubah": [NAMA_IZIN[i] for i in IZIN_TULIS if i in f.izin],
                "lihat": [NAMA_IZIN[i] for i in IZIN_BACA if i in f.izin],
            }
        )
    konteks = {
        "kelompok": kelompok,
        "tulis": [NAMA_IZIN[i] for i in IZIN_TULIS],
        "baca": [NAMA_IZIN[i] for i in IZIN_BACA],
        "kolom": len(IZIN_TULIS) + len(IZIN_BACA) + 1,
    }
    return render(request, "akun/petugas/matriks.html", konteks)
