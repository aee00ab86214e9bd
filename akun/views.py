"""Sign-in, work list, my account, and the table of who may do what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from akun.akun_warga import kontak_dari
from akun.bagian import sebut_bagian
from akun.beranda import isi_beranda
from akun.fungsi import FUNGSI, IZIN_BACA, IZIN_TULIS, F
from akun.kosong import KOSONG
from wilayah.hak import HAK_WILAYAH

NAMA_IZIN = dict(HAK_WILAYAH)


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    """What waits for the person: first the most pressing, then the rest, then where nothing waits."""
    if request.pelaku is None:
        return render(request, "akun/tanpa_tugas.html", {"terakhir": _penugasan_terakhir(request)})
    butir = isi_beranda(request.pelaku)
    menunggu = [b for b in butir if b.jumlah]
    pertama = next((b for b in menunggu if b.utama), menunggu[0] if menunggu else None)
    if request.pelaku.fungsi == F.WARGA:
        punya_kontak = kontak_dari(request.user) is not None
        konteks = {"menunggu": menunggu, "tugas": request.penugasan, "punya_kontak": punya_kontak}
        return render(request, "akun/warga/beranda.html", konteks)
    konteks = {
        "fungsi": FUNGSI[request.pelaku.fungsi],
        "pertama": pertama,
        "menunggu": [b for b in menunggu if b is not pertama],
        "lainnya": [b for b in butir if not b.jumlah],
        "kosong": KOSONG[request.pelaku.fungsi],
    }
    return render(request, "akun/beranda.html", konteks)


def _penugasan_terakhir(request: HttpRequest):
    return request.user.penugasan.select_related("wilayah").order_by("-mulai", "-pk").first()


@require_safe
def akun(request: HttpRequest) -> HttpResponse:
    """My account: function, area, term, decree, rights."""
    penugasan = request.penugasan
    fungsi = FUNGSI[penugasan.fungsi] if penugasan else None
    konteks = {
        "penugasan": penugasan,
        "fungsi": fungsi,
        "bagian": sebut_bagian(penugasan) if penugasan else [],
        "ubah": [NAMA_IZIN[i] for i in fungsi.izin if i in IZIN_TULIS] if fungsi else [],
        "lihat": [NAMA_IZIN[i] for i in fungsi.izin if i in IZIN_BACA] if fungsi else [],
        "pengangkat": [FUNGSI[p].nama for p in fungsi.diangkat_oleh if p in FUNGSI] if fungsi else [],
    }
    return render(request, "akun/akun.html", konteks)
