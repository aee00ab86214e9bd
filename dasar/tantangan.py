"""The challenge of public forms, made here: a plain question, and a small computation that the browser does by itself.

A person answers one question in words; a browser with JavaScript also finds a number whose hash begins with zeros
(`static/siks/tantangan.js`), which makes asking a million times expensive. Without JavaScript the question alone is enough,
with a tighter limit (dasar.pembatas). No picture, no sound, no third party: a screen reader reads it like any other field.

A challenge belongs to one form, expires, and counts once, whether the answer was right or wrong. It travels encrypted and
authenticated (dasar.rahasia), so nothing is stored when a page is merely opened.
"""

import base64
import binascii
import hashlib
import json
import secrets
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from dasar.galat import Ditolak
from dasar.rahasia import buka_rahasia, segel_rahasia
from dasar.tantangan_soal import benar, soal_acak, teks_soal

UMUR = 20 * 60  # seconds: enough to fetch one's card from another room
BIT = 15  # zeros that the hash begins with: some 30,000 attempts, about a second on an old phone


@dataclass(frozen=True, slots=True)
class Tantangan:
    """What the form carries: the sealed token, and the question in the language of the page."""

    token: str
    soal: str


def buat(untuk: str) -> Tantangan:
    """A new challenge for the form `untuk`. Writes nothing."""
    isi = {"i": secrets.token_hex(8), "t": int(time.time()), "s": soal_acak()}
    sandi = segel_rahasia("dasar.tantangan", json.dumps(isi).encode(), terikat=untuk)
    return Tantangan(base64.urlsafe_b64encode(sandi).decode().rstrip("="), teks_soal(isi["s"]))


def soal_token(untuk: str, token: str) -> list:
    """The question inside a token, not yet put into words: for who makes challenges himself (tests, bench)."""
    return _buka(untuk, token)["s"]


def soal_dari(untuk: str, token: str) -> str:
    """The question of a challenge still open by its time; '' when it is none, so that a new one is made."""
    isi = _buka(untuk, token)
    return teks_soal(isi["s"]) if isi and not _habis(isi) else ""


def periksa(untuk: str, token: str, jawaban: str, bukti: str = "") -> bool:
    """Spend a challenge. Returns whether the browser's computation is there and right.

    Raises Ditolak with a sentence for the visitor: `tantangan-kedaluwarsa` (too old, or not ours), `tantangan-terpakai`,
    `tantangan-salah`.
    """
    isi = _buka(untuk, token)
    if isi is None or _habis(isi):
        raise Ditolak(kalimat_kedaluwarsa(), "tantangan-kedaluwarsa")
    if not cache.add(f"tantangan:{isi['i']}", 1, UMUR + 60):
        raise Ditolak(_("Pertanyaan pemeriksaan ini sudah pernah dijawab. Jawab pertanyaan yang baru."), "tantangan-terpakai")
    if not benar(isi["s"], jawaban):
        raise Ditolak(_("Jawaban pertanyaan pemeriksaan belum benar. Jawab pertanyaan yang baru."), "tantangan-salah")
    return bukti_sah(token, bukti)


def kalimat_kedaluwarsa() -> str:
    """What the visitor is told of a challenge too old, or not ours."""
    return _("Pertanyaan pemeriksaan sudah terlalu lama terbuka. Jawab pertanyaan yang baru.")


def bukti_sah(token: str, bukti: str) -> bool:
    """The hash of the token's fingerprint and this number begins with `BIT` zero bits."""
    if not (bukti.isascii() and bukti.isdigit() and len(bukti) <= 12):
        return False
    kunci = hashlib.sha256(token.encode()).hexdigest()[:32]
    return int.from_bytes(hashlib.sha256(f"{kunci}:{bukti}".encode()).digest()) >> (256 - BIT) == 0


def _buka(untuk: str, token: str) -> dict | None:
    try:
        sandi = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    isi = buka_rahasia("dasar.tantangan", sandi, terikat=untuk)
    return None if isi is None else json.loads(isi)


def _habis(isi: dict) -> bool:
    return time.time() - isi["t"] > UMUR
