"""Printed documents: HTML templates to PDF by WeasyPrint, with a QR code that leads to the check of the document.

A document never reaches out: fonts and styles come from the project's own `static` folder, every other address is refused, so a
value typed by a user cannot make the server fetch a page or read a file.
"""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

VARIAN_WARGA = "pdf/ua-1"  # tagged, for screen readers: what people receive
VARIAN_ARSIP = "pdf/a-3a"  # self-contained, for decades: what the office keeps


class AlamatTerlarang(FatalURLFetchingError):
    """The template asks for something outside the project's own static files."""


class PengambilStatis(URLFetcher):
    """Gives WeasyPrint files below `folder` and nothing else; raises AlamatTerlarang, which ends the making of the PDF."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=["file"], allow_redirects=False, fail_on_errors=True)
        self.folder = folder.resolve()

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        alamat = urlsplit(url)
        # resolve() also follows "..", so that a path cannot climb out
        berkas = Path(unquote(alamat.path)).resolve()
        if alamat.scheme != "file" or alamat.netloc or not berkas.is_relative_to(self.folder):
            raise AlamatTerlarang(f"dokumen hanya boleh memakai berkas di folder static, bukan {url}")
        if not berkas.is_file():
            raise AlamatTerlarang(f"berkas tidak ada: {url}")
        jenis = mimetypes.guess_type(berkas.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, berkas.read_bytes(), {"Content-Type": jenis})


def qr_svg(teks: str) -> SafeString:
    """QR code of `teks` as inline SVG without size (the style sheet gives it), error correction M: a folded letter still scans."""
    # the text goes only into the modules of the code, never into the markup
    return mark_safe(
        segno.make(teks, error="m", micro=False).svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None)
    )


def buat_pdf(template: str, konteks: dict, *, varian: str = VARIAN_WARGA) -> bytes:
    """The PDF of `template` (usually one that extends pdf/dasar.html) with `konteks`.

    `url_verifikasi` in the context gives the page its QR code. `varian` is one of WeasyPrint's PDF variants.
    Raises AlamatTerlarang when the template refers to anything but our static files.
    """
    folder = Path(settings.BASE_DIR) / "static"
    isi = dict(konteks)
    isi.setdefault("mode_contoh", settings.MODE_CONTOH)
    if isi.get("url_verifikasi"):
        isi["qr"] = qr_svg(isi["url_verifikasi"])
    html = HTML(
        string=render_to_string(template, isi), base_url=f"{folder.resolve().as_uri()}/", url_fetcher=PengambilStatis(folder)
    )
    # a tagged file is what makes ua-1 and the "a" levels of PDF/A true
    return html.write_pdf(pdf_variant=varian, pdf_tags=True)
