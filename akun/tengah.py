"""Middleware that tells every view who acts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from akun.akses import penugasan_kini


class PelakuMiddleware:
    """Sets `request.penugasan` (Penugasan or None) and `request.pelaku` (Pelaku or None)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.penugasan = penugasan_kini(request.user)
        request.pelaku = request.penugasan.pelaku if request.penugasan else None
        return self.get_response(request)
