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
_IZIN_PERANGKAT = "geolocation=(self), camera=(self), " + ", ".join(
    f"{nama}=()" for nama in ("microphone", "payment", "usb", "serial", "display-capture", "browsing-topics")
)
_TANPA_CATATAN = ("/sehat/", "/siap/", "/static/")


def alamat_pengunjung(request: HttpRequest) -> str:
    """Network address of the visitor. Behind the trusted proxy (BEHIND_PROXY) it is what that proxy appended itself, the
    last one: everything before it is the visitor's own claim."""
    diteruskan = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    return (diteruskan if settings.SECURE_PROXY_SSL_HEADER and diteruskan else request.META.get("REMOTE_ADDR", ""))[:45]


class KepalaKeamananMiddleware:
    """Headers of every answer beside those of Django and django-csp (OWASP ASVS 5.0, V3.4).

    What a page may ask of the device is the position of a photo, nothing else; no other site embeds what this one
    answers; and pages of a signed-in person are not kept by a browser that the next person at that desk uses.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        jawaban = self.get_response(request)
        jawaban.headers.setdefault("Permissions-Policy", _IZIN_PERANGKAT)
        jawaban.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in jawaban.headers and settings.SESSION_COOKIE_NAME in request.COOKIES:
            jawaban.headers["Cache-Control"] = "private, no-store"
        return jawaban


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
