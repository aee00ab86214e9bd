"""Charts and maps for the colour-blind: the palette as it stands in the style sheet and in the downloaded pictures, seen through
deuteranopia and protanopia (matrices of Machado, Oliveira and Fernandes 2009, severity 1.0)."""

import re
from itertools import pairwise

import pytest
from django.conf import settings

from pemantauan.bagan import _GAYA

GAYA = (settings.BASE_DIR / "static" / "siks" / "siks.css").read_text()
PENGLIHATAN = {
    "penuh": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}
# Steps of lightness (CIE L*) between neighbouring classes, and between a line and its ground; contrast of text (WCAG).
LANGKAH_MIN, KONTRAS_TEKS, KONTRAS_GAMBAR = 5, 4.5, 3


def _token(gelap: bool) -> dict[str, str]:
    blok = GAYA.split(":root[data-tema=gelap]{")[1] if gelap else GAYA.split(":root{")[1]
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", blok.split("}")[0]))


def _halaman(gelap: bool) -> dict[str, str]:
    """Colours of the page: classes k0-k5, lines, ground, letters on light and dark tiles."""
    t = _token(gelap)
    # The plain rule comes before the dark ones; each class has one of either kind.
    k = {0: t["kelabu-muda"]}
    for n in range(1, 6):
        awal = r":root\[data-tema=gelap\] " if gelap else r"\}"
        k[n] = re.search(awal + rf"\.k{n}\{{fill:(#\w+)\}}", GAYA)[1]
    huruf = ("#e9eef3", "#14202e") if gelap else ("#14202e", "#ffffff")
    return {f"k{n}": w for n, w in k.items()} | {
        "garis": t["merek"], "garis2": t["merah"], "dasar": t["muka"], "huruf": huruf[0], "huruf_gelap": huruf[1],
        "huruf_nol": t["tinta"],
    }  # fmt: skip


def _berkas() -> dict[str, str]:
    """Colours of the pictures that are downloaded."""
    k = {f"k{n}": re.search(rf"\.k{n}\{{fill:(#\w+)\}}", _GAYA)[1] for n in range(6)}
    return k | {
        "garis": re.search(r"\.g0\{stroke:(#\w+)", _GAYA)[1], "garis2": re.search(r"\.g1\{stroke:(#\w+)", _GAYA)[1],
        "dasar": "#ffffff", "huruf": "#14202e", "huruf_gelap": "#ffffff", "huruf_nol": "#14202e",
    }  # fmt: skip


def _linear(warna: str) -> list[float]:
    w = warna.lstrip("#")
    w = "".join(h * 2 for h in w) if len(w) == 3 else w
    nilai = [int(w[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    return [n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4 for n in nilai]


def _terang(warna: str, mata) -> float:
    """Relative luminance as that eye sees it."""
    rgb = _linear(warna)
    dilihat = [min(1, max(0, sum(m * n for m, n in zip(baris, rgb, strict=True)))) for baris in mata]
    return sum(b * n for b, n in zip((0.2126, 0.7152, 0.0722), dilihat, strict=True))


def _bintang(y: float) -> float:
    return 116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27


def _kontras(a: float, b: float) -> float:
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


@pytest.mark.parametrize("mata", PENGLIHATAN.values(), ids=PENGLIHATAN)
@pytest.mark.parametrize("palet", [_halaman(False), _halaman(True), _berkas()], ids=["terang", "gelap", "berkas"])
def test_kelas_peta_tetap_terurut_dan_huruf_tetap_terbaca(palet, mata):
    y = [_terang(palet[f"k{n}"], mata) for n in range(6)]
    langkah = [_bintang(b) - _bintang(a) for a, b in pairwise(y[1:])]
    assert all(n <= -LANGKAH_MIN for n in langkah) or all(n >= LANGKAH_MIN for n in langkah), langkah
    # What is empty is told from the first class too, if by less: it is grey, and the tile's number stands in its title.
    assert abs(_bintang(y[1]) - _bintang(y[0])) >= 2
    for n in range(6):
        huruf = palet["huruf_nol"] if n == 0 else palet["huruf_gelap"] if n >= 4 else palet["huruf"]
        assert _kontras(_terang(huruf, mata), y[n]) >= KONTRAS_TEKS, n


@pytest.mark.parametrize("mata", PENGLIHATAN.values(), ids=PENGLIHATAN)
@pytest.mark.parametrize("palet", [_halaman(False), _halaman(True), _berkas()], ids=["terang", "gelap", "berkas"])
def test_garis_bagan_terlihat_di_atas_dasarnya(palet, mata):
    for nama in ("garis", "garis2"):
        assert _kontras(_terang(palet[nama], mata), _terang(palet["dasar"], mata)) >= KONTRAS_GAMBAR, nama


def test_dua_garis_dibedakan_juga_tanpa_warna():
    """The second line is dashed and each is named at its end, on the page and in the file."""
    assert re.search(r"\.g-garis-2\{[^}]*stroke-dasharray", GAYA)
    assert re.search(r"\.g1\{[^}]*stroke-dasharray", _GAYA)
