"""Pages of refused and failed requests. Templates: `templates/{400,403,404,500}.html`; each says what to do next.

They must not fail themselves: a page whose template cannot be rendered falls back to a sentence with the request's number.
"""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from dasar.api.masalah import masalah

log = logging.getLogger(__name__)

_PESAN = {
    400: "Permintaan ini tidak dapat dibaca. Kembali ke halaman sebelumnya lalu ulangi.",
    403: "Halaman ini tidak dapat dibuka dengan tugas Anda saat ini.",
    404: "Halaman ini tidak ditemukan. Periksa alamatnya, atau kembali ke beranda.",
    500: "Terjadi kesalahan pada sistem. Ulangi beberapa saat lagi; bila berulang, sampaikan nomor ini kepada petugas teknis.",
}
_JENIS = {400: "tidak-terbaca", 403: "tidak-berwenang", 404: "tidak-ada", 500: "sistem"}


def _halaman(request: HttpRequest, status: int, kode: str = "", templat: str = "") -> HttpResponse:
    nomor = getattr(request, "nomor", "")
    if request.path.startswith("/api/"):
        return masalah(request, _JENIS[status], kode=kode)
    try:
        isi = render_to_string(
            templat or f"{status}.html", {"pesan": _PESAN[status], "nomor_permintaan": nomor}, request=request
        )
    except Exception:
        # Also when the database is gone: the page's header asks who is signed in.
        log.exception("halaman galat %d tidak dapat dibuat", status)
        isi = f'<!doctype html><html lang="id"><title>{status}</title><h1>{status}</h1><p>{_PESAN[status]}<p>Nomor: {nomor}'
    return HttpResponse(isi, status=status)


@login_not_required
def permintaan_keliru(request, exception=None):
    return _halaman(request, 400)


@login_not_required
def dilarang(request, exception=None):
    return _halaman(request, 403)


@login_not_required
def csrf_ditolak(request, reason=""):
    log.warning("csrf ditolak: %s", reason)
    return _halaman(request, 403, "csrf", "403_csrf.html")


@login_not_required
def tidak_ditemukan(request, exception=None):
    return _halaman(request, 404)


@login_not_required
def kesalahan_server(request):
    return _halaman(request, 500)
