"""Refused attempts as events: what a signed-in person asked for and did not get (security.md, the event log).

Every 403 and 404 of an address that the portal knows is one, whether the right is missing, the object lies in another
area or does not exist: the answers do not differ, so the log does not ask either. A step refused for want of a function is
one too, even where the page shows it as a sentence.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dasar.galat import tidak_berwenang
from dasar.jejak import Pelaku, catat

DITOLAK = "akses_ditolak"
_BIGINT = 2**63


class PenolakanMiddleware:
    """Writes one event per refused request; stands after the middleware that sets `request.pelaku`.

    A view that knows whom the request was about sets `request.subjek` (dasar.subjek.sidik) before it looks the row up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tanda = tidak_berwenang.set("")
        try:
            jawaban = self.get_response(request)
            pesan = tidak_berwenang.get()
        finally:
            tidak_berwenang.reset(tanda)
        # A person whom only the API's token names is known after the view has run.
        if (jawaban.status_code in (403, 404) or pesan) and request.resolver_match and request.user.is_authenticated:
            self._catat(request, jawaban.status_code, pesan)
        return jawaban

    def _catat(self, request: HttpRequest, status: int, pesan: str) -> None:
        alamat = request.resolver_match
        objek = alamat.kwargs.get("pk")
        pelaku = getattr(request, "pelaku", None) or Pelaku(request.user.pk, "", "")
        catat(
            pelaku,
            DITOLAK,
            objek=objek if isinstance(objek, int) and objek < _BIGINT else None,
            wilayah=pelaku.wilayah,
            catatan=f"{status} {request.method} {alamat.view_name}" + (f": {pesan}" if pesan else ""),
            subjek=getattr(request, "subjek", None),
        )
