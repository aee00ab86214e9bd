"""Encryption of what lies in the database and must not be read there: AES-SIV (RFC 5297) under keys made from SECRET_KEY.

A key belongs to one purpose (`untuk`): what was sealed for one cannot be opened for another. After SECRET_KEY was changed,
SECRET_KEY_FALLBACKS still open what was sealed before.
"""

import functools
import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

_NONCE = 16


@functools.lru_cache(maxsize=32)
def sandi_untuk(untuk: str, rahasia: str) -> AESSIV:
    """The cipher of one purpose under one secret of the portal."""
    return AESSIV(hashlib.sha512(f"{untuk}:{rahasia}".encode()).digest())


def segel_rahasia(untuk: str, isi: bytes, terikat: str = "") -> bytes:
    """`isi` encrypted and authenticated, never twice the same. `terikat`: whose it is; needed again to open it."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + sandi_untuk(untuk, settings.SECRET_KEY).encrypt(isi, [terikat.encode(), nonce])


def buka_rahasia(untuk: str, segel: bytes, terikat: str = "") -> bytes | None:
    """What was sealed; None when it is not ours, was altered, or belongs to somebody else."""
    nonce, sandi = bytes(segel[:_NONCE]), bytes(segel[_NONCE:])
    for rahasia in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return sandi_untuk(untuk, rahasia).decrypt(sandi, [terikat.encode(), nonce])
        except (InvalidTag, ValueError):
            continue
    return None
