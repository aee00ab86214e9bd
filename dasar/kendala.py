"""Database constraints that several apps declare."""

from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact


def angka_16(kolom: str) -> Q:
    """Sixteen digits, as NIK and nomor KK are (V-NIK-01, V-KK-01); a null passes.

    Length and pattern are two tests because a bounded repeat in a pattern costs thirty times as much in bulk (measured).
    """
    return Q(**{f"{kolom}__regex": "^[0-9]+$"}) & Q(Exact(Length(kolom), 16))
