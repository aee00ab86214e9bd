"""Indonesian and, on public pages, English: chosen by the visitor, remembered in a cookie, never guessed from the browser.

The officers' pages stay Indonesian whatever the cookie says: their words are those of the regulation.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

BAHASA = {"id": "Bahasa Indonesia", "en": "English"}
KUKI = "bahasa"
_SETAHUN = 365 * 86400


def dua_bahasa(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer in the visitor's language: `?bahasa=en` chooses it and is remembered; otherwise the cookie; otherwise Indonesian."""

    @wraps(view)
    def terjemahkan(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        dipilih = request.GET.get(KUKI, "")
        bahasa = dipilih if dipilih in BAHASA else request.COOKIES.get(KUKI, "")
        if bahasa not in BAHASA:
            bahasa = settings.LANGUAGE_CODE
        request.bahasa = bahasa
        with translation.override(bahasa):
            jawaban = view(request, *args, **kwargs)
        jawaban.headers["Content-Language"] = bahasa
        patch_vary_headers(jawaban, ["Cookie"])
        if dipilih in BAHASA:
            jawaban.set_cookie(
                KUKI, dipilih, max_age=_SETAHUN, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
            )
        return jawaban

    return terjemahkan
