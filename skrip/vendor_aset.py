"""Produces everything under static/vendor from npm packages. Run by a maintainer when a version changes, never at install time.

    npm install --ignore-scripts --prefix DIR govuk-frontend@6.6.0 htmx.org@2.0.11 @tabler/icons@3.51.0 \
        @fontsource-variable/plus-jakarta-sans@5.3.0 @fontsource/arimo@5.3.0
    python skrip/vendor_aset.py DIR/node_modules

What it does besides copying, and why:
- govuk-frontend: removes the GDS Transport font and the crest, which the licence of GOV.UK reserves for GOV.UK services, and the source-map
  lines, which a manifest storage would try to resolve; the licence text is written here because the npm package carries none.
- fonts: cut to the characters Indonesian screens and letters use (names with other letters fall back to a system font on screen).
- icons: one sprite of the icons named in IKON; the package's own sprite is twenty times as large.
"""

import re
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TUJUAN = Path(__file__).resolve().parent.parent / "static" / "vendor"

HURUF = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\u00a0\u00a9\u00ab\u00b0\u00b1\u00b2\u00b7\u00bb\u00bd\u00d7\u00c9\u00e0\u00e8\u00e9\u00ea\u00eb\u00f6\u00fc"
    + "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u203a\u2212"
)

IKON = """
adjustments alert-circle alert-triangle archive arrow-back-up arrow-left arrow-right ban bell building building-community
calendar calendar-due camera certificate chart-bar check checks chevron-down chevron-left chevron-right chevron-up
circle-check circle-x clipboard-list clock copy database device-floppy device-mobile download edit external-link eye eye-off
file-check file-plus file-spreadsheet file-text filter flag folder gavel heart-handshake help-circle history home hourglass id
id-badge info-circle key link list-check list-details lock lock-open login logout mail map map-pin menu-2 message message-report
minus moon paperclip pencil phone photo player-pause player-play player-stop plus printer qrcode refresh report-analytics
scale search select-all send server settings shield-check shield-lock signature sort-ascending rubber-stamp star sun table tag trash
upload user user-check user-circle user-minus user-off user-plus user-search user-x users users-group wifi wifi-off world writing x
""".split()

LISENSI_GOVUK = """MIT License

Copyright (c) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def buka_folder(nama: str) -> Path:
    """The package's folder under static/vendor, created when missing."""
    folder = TUJUAN / nama
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def bersihkan_css(css: str) -> str:
    """govuk-frontend's stylesheet without its reserved font and crest; raises ValueError when a trace of either is left."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"/\*!.*?\*/\s*", "", css, flags=re.S)
    css = re.sub(r"/\*# sourceMappingURL.*?\*/\s*", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", "var(--huruf,system-ui,sans-serif)")
    # rules that draw the crest, and with them the footer logo they belong to
    css = re.sub(r"\.govuk-footer__copyright-logo[^{},]*\{[^}]*\}", "", css)
    css = re.sub(r"@(?:media|supports)[^{}]*\{\s*\}", "", css)
    for jejak in ("GDS", "crest", "url(", "sourceMapping", "Calvert"):
        if jejak in css:
            raise ValueError(f"govuk-frontend.min.css still contains {jejak!r} after stripping")
    return css


def govuk(modul: Path) -> None:
    asal, folder = modul / "govuk-frontend" / "dist" / "govuk", buka_folder("govuk-frontend-6.6.0")
    (folder / "govuk-frontend.min.css").write_text(bersihkan_css((asal / "govuk-frontend.min.css").read_text("utf-8")), "utf-8")
    skrip = re.sub(r"//# sourceMappingURL=.*\n?", "", (asal / "govuk-frontend.min.js").read_text("utf-8"))
    (folder / "govuk-frontend.min.js").write_text(skrip, "utf-8")
    (folder / "LICENSE").write_text(LISENSI_GOVUK, "utf-8")


def htmx(modul: Path) -> None:
    folder = buka_folder("htmx-2.0.11")
    shutil.copyfile(modul / "htmx.org" / "dist" / "htmx.min.js", folder / "htmx.min.js")
    shutil.copyfile(modul / "htmx.org" / "LICENSE", folder / "LICENSE")


def ikon(modul: Path) -> None:
    asal, folder = modul / "@tabler" / "icons", buka_folder("tabler-icons-3.51.0")
    simbol = []
    for nama in IKON:
        isi = (asal / "icons" / "outline" / f"{nama}.svg").read_text("utf-8")
        gambar = re.sub(r"\s+", " ", re.search(r"<svg[^>]*>(.*)</svg>", isi, re.S).group(1)).strip()
        simbol.append(
            f'<symbol id="{nama}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{gambar}</symbol>'
        )
    (folder / "ikon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(simbol) + "\n</svg>\n", "utf-8")
    shutil.copyfile(asal / "LICENSE", folder / "LICENSE")


def potong_huruf(asal: Path, tujuan: Path, *, berat: tuple[int, int] | None = None) -> None:
    """Writes a woff2 of `asal` with only HURUF; a variable font is also limited to the weight range `berat`."""
    huruf = TTFont(asal)
    if berat:
        huruf = instancer.instantiateVariableFont(huruf, {"wght": berat})
    pilihan = subset.Options(
        flavor="woff2", layout_features=["kern", "liga", "tnum", "ccmp", "locl", "mark", "mkmk"], hinting=False
    )
    pemotong = subset.Subsetter(pilihan)
    pemotong.populate(text=HURUF)
    pemotong.subset(huruf)
    subset.save_font(huruf, str(tujuan), pilihan)


def fon(modul: Path) -> None:
    asal, folder = modul / "@fontsource-variable" / "plus-jakarta-sans", buka_folder("plus-jakarta-sans-5.3.0")
    potong_huruf(
        asal / "files" / "plus-jakarta-sans-latin-wght-normal.woff2", folder / "plus-jakarta-sans-id.woff2", berat=(400, 700)
    )
    shutil.copyfile(asal / "LICENSE", folder / "OFL.txt")
    asal, folder = modul / "@fontsource" / "arimo", buka_folder("arimo-5.3.0")
    for tebal in (400, 700):
        # letters carry people's names in full: no fallback font exists in a PDF, so the whole Latin-1 file is kept
        shutil.copyfile(asal / "files" / f"arimo-latin-{tebal}-normal.woff2", folder / f"arimo-{tebal}.woff2")
    shutil.copyfile(asal / "LICENSE", folder / "OFL.txt")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sumber = Path(sys.argv[1])
    govuk(sumber)
    htmx(sumber)
    ikon(sumber)
    fon(sumber)
    for berkas in sorted(TUJUAN.rglob("*.*")):
        print(f"{berkas.stat().st_size:>8} {berkas.relative_to(TUJUAN)}")
