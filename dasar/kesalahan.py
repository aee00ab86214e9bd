"""Pages of refused and failed requests. Templates: `templates/{400,403,404,500}.html`; each says what to do next.

They must not fail themselves: a page whose template cannot be rendered falls back to a sentence with the request's number.
"""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

log = logging.getLogger(__name__)

_PESAN = {
    400: "Permintaan ini tidak dapat dibaca. Kembali ke halaman sebelumnya lalu ulangi.",
    403: "Halaman ini tidak dapat dibuka dengan tugas Anda saat ini.",
    404: "Halaman ini tidak ditemukan. Periksa alamatnya, atau kembali ke beranda.",
    500: "Terjadi kesalahan pada sistem. Ulangi beberapa saat lagi; bila berulang, sampaikan nomor ini kepada petugas teknis.",
}


def _halaman(request: HttpRequest, status: int, kode: str = "", templat: str = "") -> HttpResponse:
    nomor = getattr(request, "nomor", "")
    if request.path.startswith("/api/"):
        isi = {"type": "about:blank", "status": status, "title": _PESAN[status], "detail": _PESAN[status], "kode": kode}
        isi["nomor"] = nomor
        return JsonResponse(isi, status=status, content_type="application/problem+json")
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
    return _halaman(request, 400, "PERMINTAAN")


@login_not_required
def dilarang(request, exception=None):
    return _halaman(request, 403, "WEWENANG")


@login_not_required
def csrf_ditolak(request, reason=""):
    log.warning("csrf ditolak: %s", reason)
    return _halaman(request, 403, "CSRF", "403_csrf.html")


@login_not_required
def tidak_ditemukan(request, exception=None):
    return _halaman(request, 404, "TIDAK-ADA")


@login_not_required
def kesalahan_server(request):
    return _halaman(request, 500, "SISTEM")
