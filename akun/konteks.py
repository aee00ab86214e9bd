"""What every signed-in page shows of the person: the navigation of the one function."""

from django.http import HttpRequest

from akun.beranda import isi_menu
from akun.fungsi import punya_izin


def menu(request: HttpRequest) -> dict[str, object]:
    """`menu`: entries of the function as dicts (url, ikon, teks, aktif)."""
    pelaku = getattr(request, "pelaku", None)
    if pelaku is None:
        return {"menu": []}
    butir = [("/beranda/", "home", "Beranda", ())]
    butir += [(m.url, m.ikon, m.teks, m.izin) for m in isi_menu() if any(punya_izin(pelaku.fungsi, izin) for izin in m.izin)]
    # The longest address that the current one begins with is where one is.
    aktif = max((url for url, *_ in butir if request.path.startswith(url)), key=len, default="")
    return {"menu": [{"url": url, "ikon": ikon, "teks": teks, "aktif": url == aktif} for url, ikon, teks, _ in butir]}
