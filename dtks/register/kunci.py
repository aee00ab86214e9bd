"""Opaque keys for addresses: no NIK, nomor KK or searched name stands in a URL, an access log or a browser's history.

A key is the value itself, encrypted and authenticated (AES-SIV, RFC 5297) under a key derived from SECRET_KEY. The same
value gives the same key, so a page can be bookmarked; whoever opens it is checked as on every other page.
"""

import base64
import binascii

from cryptography.exceptions import InvalidTag
from django.conf import settings

from dasar.rahasia import sandi_untuk

_UNTUK = "dtks.register.kunci"


def samarkan(jenis: str, nilai: str) -> str:
    """The key of `nilai` (not empty) for addresses of kind `jenis`; keys of one kind do not open another."""
    sandi = sandi_untuk(_UNTUK, settings.SECRET_KEY).encrypt(nilai.encode(), [jenis.encode()])
    return base64.urlsafe_b64encode(sandi).rstrip(b"=").decode()


def buka(jenis: str, kunci: str) -> str:
    """The value behind a key; '' when it is none of ours."""
    try:
        sandi = base64.urlsafe_b64decode(kunci + "=" * (-len(kunci) % 4))
    except (binascii.Error, ValueError):
        return ""
    for rahasia in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return sandi_untuk(_UNTUK, rahasia).decrypt(sandi, [jenis.encode()]).decode()
        except (InvalidTag, ValueError):
            continue
    return ""
