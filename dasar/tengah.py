"""Middleware of every request."""

import logging
import re
import secrets
import time

from django.conf import settings
from django.http import HttpRequest

from dasar.jejak import nomor_permintaan

log = logging.getLogger("dtks.permintaan")

_SAH = re.compile(r"[A-Za-z0-9._-]{8,36}")
_TANPA_CATATAN = ("/sehat/", "/siap/", "/static/")


def alamat_pengunjung(request: HttpRequest) -> str:
    """Network address of the visitor. Behind the trusted proxy (BEHIND_PROXY) it is what that proxy appended itself, the
    last one: everything before it is the visitor's own claim."""
    diteruskan = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    return (diteruskan if settings.SECURE_PROXY_SSL_HEADER and diteruskan else request.META.get("REMOTE_ADDR", ""))[:45]


class NomorPermintaanMiddleware:
    """Give each request a number: the proxy's `X-Request-ID` if it has the form of one, else a new one.

    The number goes back in the answer's header and stands in every log line of the request, and on the error page, so that
    what a person reads out on the telephone leads to the line that explains it. One line is logged per request: method, path
    without its query (a query may hold a name or a NIK), status and milliseconds.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        dari_luar = request.headers.get("X-Request-ID", "")
        request.nomor = dari_luar if _SAH.fullmatch(dari_luar) else secrets.token_hex(8)
        tanda = nomor_permintaan.set(request.nomor)
        mulai = time.perf_counter()
        try:
            jawaban = self.get_response(request)
            jawaban["X-Request-ID"] = request.nomor
            if not request.path.startswith(_TANPA_CATATAN):
                ms = round((time.perf_counter() - mulai) * 1000)
                log.info("%s %s %s %d ms", request.method, request.path, jawaban.status_code, ms)
            return jawaban
        finally:
            nomor_permintaan.reset(tanda)
