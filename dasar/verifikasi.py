"""Codes printed on documents: short, unguessable, readable aloud."""

import secrets

_ABJAD = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def kode_baru() -> str:
    """A new code `XXXX-XXXX-XXXX`: 12 characters of 30, about 59 bits, from the system's randomness."""
    huruf = "".join(secrets.choice(_ABJAD) for _ in range(12))
    return f"{huruf[:4]}-{huruf[4:8]}-{huruf[8:]}"


def rapikan_kode(teks: str) -> str:
    """A typed code as it is stored: upper case, hyphens where they belong."""
    huruf = "".join(c for c in teks.upper() if c.isalnum())
    return f"{huruf[:4]}-{huruf[4:8]}-{huruf[8:]}" if len(huruf) == 12 else teks.strip().upper()
