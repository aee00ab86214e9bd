"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict:
    """`mode_contoh` (bool: the banner), `nomor_permintaan` (str), `pelaku` (`Pelaku` or None). No query is made here."""
    return {
        "mode_contoh": settings.MODE_CONTOH,
        "nomor_permintaan": getattr(request, "nomor", ""),
        "pelaku": getattr(request, "pelaku", None),
    }
