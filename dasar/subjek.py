"""By whom an event is found again: a keyed fingerprint of a NIK or nomor KK, so that the log itself holds no number.

Without the portal's key nobody can try all sixteen digits against the log; with it "who read this person's data" is one
look into an index.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac

_GARAM = "dasar.subjek"


def sidik(nomor: str | None) -> int | None:
    """63 bits that stand for a NIK or nomor KK of sixteen digits; None for anything else."""
    return _hitung(nomor, settings.KUNCI_JEJAK[0]) if _angka_16(nomor) else None


def semua_sidik(*nomor: str) -> list[int]:
    """The fingerprints of these numbers under every key that was ever in use: what to search the log for."""
    return [_hitung(satu, kunci) for satu in nomor if _angka_16(satu) for kunci in settings.KUNCI_JEJAK]


def _angka_16(nomor: str | None) -> bool:
    return bool(nomor) and len(nomor) == 16 and nomor.isascii() and nomor.isdigit()


def _hitung(nomor: str, kunci: str) -> int:
    return int.from_bytes(salted_hmac(_GARAM, nomor, secret=kunci, algorithm="sha256").digest()[:8]) >> 1
