"""Charts as files of their own: SVG with its style inside, and PNG made from it on the server.

The page draws with classes only and takes its colours from the style sheet; a file has no style sheet, so the same geometry
(dasar.grafik) is written again with its colours. Light colours always: the file goes into a report.
"""

import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import resvg_py
from django.conf import settings
from fontTools.ttLib import TTFont

from dasar.grafik import batang, garis
from dasar.templatetags.siks import angka
from pemantauan.bagian import Bagian
from pemantauan.peta import SISI, Peta

LEBAR = 760
_BARIS, _LABEL, _NILAI = 34, 300, 90
_HURUF_MAKS = 44
_GAYA = (
    "text{font-family:Arimo,Arial,sans-serif;font-size:13px;fill:#48545f}.j{font-size:17px;font-weight:700;fill:#14202e}"
    ".n{font-weight:700;fill:#14202e}.b{fill:#0063a8}.s{stroke:#d3dbe3}.g{fill:none;stroke-width:2.5;stroke-linejoin:round}"
    ".c0{fill:#0063a8}.c1{fill:#b3261e}.g0{stroke:#0063a8}.g1{stroke:#b3261e;stroke-dasharray:6 4}"
    ".k0{fill:#e9edf1}.k1{fill:#d3e5f3}.k2{fill:#a9cbe6}.k3{fill:#74aad6}.k4{fill:#2a6ca8}.k5{fill:#0c4c85}"
    ".w{stroke:#fff}.u{font-size:22px;font-weight:700;fill:#14202e}.p{fill:#fff}"
)


def _bingkai(lebar: float, tinggi: float, judul: str, isi: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {lebar} {tinggi}" width="{lebar}" height="{tinggi}" role="img"'
        f" aria-label={quoteattr(judul)}><style>{_GAYA}</style>"
        f'<rect width="{lebar}" height="{tinggi}" fill="#fff"/><text class="j" x="20" y="30">{escape(judul)}</text>{isi}</svg>'
    )


def _potong(teks: str) -> str:
    return teks if len(teks) <= _HURUF_MAKS else teks[: _HURUF_MAKS - 1].rstrip() + "…"


def svg(b: Bagian, judul: str) -> str:
    """The chart of a section (`batang` or `garis`) under `judul`."""
    if not b.baris:
        return _bingkai(LEBAR, 110, judul, f'<text x="20" y="70">{escape(b.kosong)}</text>')
    return _batang(b.batang, judul) if b.grafik == "batang" else _garis(b, judul)


def _batang(baris: list[tuple], judul: str) -> str:
    isi, ruang = [], LEBAR - _LABEL - _NILAI - 30
    for n, satu in enumerate(batang(baris)):
        y = 56 + n * _BARIS
        lebar = ruang * float(satu["lebar"]) / 100
        isi.append(
            f'<text x="{_LABEL}" y="{y + 16}" text-anchor="end">{escape(_potong(str(satu["label"])))}</text>'
            f'<rect class="b" x="{_LABEL + 10}" y="{y}" width="{lebar:.1f}" height="22" rx="3"/>'
            f'<text class="n" x="{_LABEL + 18 + lebar:.1f}" y="{y + 16}">{escape(angka(satu["nilai"]))}</text>'
        )
    return _bingkai(LEBAR, 76 + len(baris) * _BARIS, judul, "".join(isi))


def _garis(b: Bagian, judul: str) -> str:
    g = garis(b.label, b.deret)
    isi = [
        f'<line class="s" x1="{g["kiri"]}" x2="{g["kanan"]}" y1="{s["y"]}" y2="{s["y"]}"/>'
        f'<text x="{g["x_angka"]}" y="{s["y_teks"]}" text-anchor="end" font-size="11">{escape(s["teks"])}</text>'
        for s in g["sumbu"]
    ]
    isi += [f'<text x="{x["x"]}" y="{g["y_label"]}" text-anchor="middle">{escape(x["teks"])}</text>' for x in g["label"]]
    isi += [
        f'<polyline class="g g{n}" points="{k["titik"]}"/>'
        + "".join(f'<circle class="c{n}" cx="{x}" cy="{y}" r="3"/>' for x, y in k["bulatan"])
        + f'<text class="n" x="{k["x"]}" y="{k["y"]}">{escape(k["nama"])}</text>'
        for n, k in enumerate(g["kurva"])
    ]
    kali = (LEBAR - 40) / g["lebar"]
    tinggi = round(g["tinggi"] * kali) + 70
    return _bingkai(LEBAR, tinggi, judul, f'<g transform="translate(20 50) scale({kali:.3f})">{"".join(isi)}</g>')


def svg_peta(p: Peta, judul: str) -> str:
    """The map with its legend under `judul`; without outlines the bars."""
    if not p.bentuk:
        return _batang(p.batang, judul)
    kiri, atas, lebar, tinggi = (float(x) for x in p.kotak.split())
    kali = (LEBAR - 40) / lebar
    bentuk = []
    for s in p.bentuk:
        sebutan = f"<title>{escape(s.nama)}: {escape(angka(s.nilai))}</title>"
        if s.jalur:
            bentuk.append(f'<path class="w k{s.kelas}" stroke-width="{1 / kali:.2f}" d="{s.jalur}">{sebutan}</path>')
        else:
            bentuk.append(
                f'<g>{sebutan}<rect class="k{s.kelas}" x="{s.x + 2}" y="{s.y + 2}" width="{SISI - 4}" height="{SISI - 4}" rx="6"/>'
                f'<text class="u{" p" if s.gelap else ""}" x="{s.x + SISI / 2}" y="{s.y + SISI / 2 + 8}"'
                f' text-anchor="middle">{s.huruf}</text></g>'
            )
    tinggi_peta = tinggi * kali
    legenda = "".join(
        f'<rect class="k{k}" x="{20 + n * 118}" y="{tinggi_peta + 66:.0f}" width="16" height="16" rx="3"/>'
        f'<text x="{42 + n * 118}" y="{tinggi_peta + 79:.0f}">{escape(t)}</text>'
        for n, (k, t) in enumerate(p.legenda)
    )
    isi = f'<g transform="translate(20 50) scale({kali:.5f}) translate({-kiri} {-atas})">{"".join(bentuk)}</g>{legenda}'
    return _bingkai(LEBAR, round(tinggi_peta) + 100, judul, isi)


def png(gambar: str) -> bytes:
    """The SVG as a picture, twice its size for print."""
    return resvg_py.svg_to_bytes(svg_string=gambar, zoom=2, skip_system_fonts=True, font_files=_huruf(), font_family="Arimo")


@cache
def _huruf() -> list[str]:
    """The portal's own letters as files that the renderer reads: it knows no woff2, and no system's fonts are looked for."""
    folder = Path(tempfile.mkdtemp(prefix="dtks-huruf-"))
    hasil = []
    for berat in (400, 700):
        huruf = TTFont(settings.BASE_DIR / "static" / "vendor" / "arimo-5.3.0" / f"arimo-{berat}.woff2")
        huruf.flavor = None
        hasil.append(str(folder / f"arimo-{berat}.ttf"))
        huruf.save(hasil[-1])
    return hasil
