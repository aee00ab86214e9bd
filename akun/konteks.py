"""What every signed-in page shows of the person: the navigation of the one function."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from akun.beranda import isi_menu
from akun.fungsi import punya_izin
from akun.pemberitahuan import jumlah_belum_dibaca


def menu(request: HttpRequest) -> dict[str, object]:
    """`menu`: entries of the function as dicts (url, ikon, teks, aktif)."""
    pelaku = getattr(request, "pelaku", None)
    if pelaku is None:
        return {"menu": []}
    butir = [("/beranda/", "home", "Beranda")]
    butir += [
        (m.url, m.ikon, m.teks)
        for m in isi_menu()
        if pelaku.fungsi in m.fungsi or any(punya_izin(pelaku.fungsi, izin) for izin in m.izin)
    ]
    # The longest address that the current one begins with is where one is.
    aktif = max((url for url, *_ in butir if request.path.startswith(url)), key=len, default="")
    return {"menu": [{"url": url, "ikon": ikon, "teks": teks, "aktif": url == aktif} for url, ikon, teks in butir]}


def sesi(request: HttpRequest) -> dict[str, object]:
    """`sesi`: seconds until it ends (`sisa`), seconds without a request that it lasts (`diam`), way back after signing in
    (`lanjut`, a query string); empty for a visitor."""
    baris = getattr(getattr(request, "session", None), "baris", None)
    if baris is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"sesi": {}}
    sisa = min((baris.batas_umur - timezone.now()).total_seconds(), settings.SESI_DIAM_MENIT * 60)
    lanjut = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return {"sesi": {"sisa": int(sisa), "diam": settings.SESI_DIAM_MENIT * 60, "lanjut": lanjut}}


def kabar(request: HttpRequest) -> dict[str, object]:
    """`kabar`: unread notices, counted to 100 when a page first asks; 0 for whoever has no function."""
    pelaku = getattr(request, "pelaku", None)
    # Where the view asked for a right, the number came along (akun.akses).
    return {"kabar": SimpleLazyObject(lambda: request.kabar if hasattr(request, "kabar") else jumlah_belum_dibaca(pelaku))}
