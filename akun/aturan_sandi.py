"""Rules for passwords (NIST SP 800-63B-4, OWASP ASVS 5.0 V6.2): long enough, not known, not about the person or the portal.

No rule on kinds of characters and no periodic change: both make passwords worse. The list of common passwords is Django's
(20,000 entries); what is common about this portal, its users and this country stands here.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError

PANJANG_MIN, PANJANG_MAKS = 12, 256
# What must be left of a password when all that an outsider would try first is taken out of it.
SISA_MIN = 8
HURUF_BERBEDA_MIN = 5
KATA = (
    "dtks siks siksng kemensos kementerian sosial dinsos pusdatin portal bansos desa kelurahan kecamatan kabupaten kota "
    "indonesia merdeka pancasila rahasia sandi katasandi password admin administrator petugas bismillah sayang cinta "
    "qwerty qwertyuiop asdfgh zxcvbn garuda jakarta"
).split()
_URUTAN = re.compile(r"(?:19|20)\d\d|(\d)\1{2,}|0?123\d*|(?:098|987|321)\d*")


class KataKonteksValidator:
    """Refuses a password that is little more than the name of the portal, of its user, account or area, or the NIK."""

    def validate(self, password: str, user=None) -> None:
        nik = getattr(user, "nik", None) or ""
        if any(nik[i : i + 8] in password for i in range(max(0, len(nik) - 7))):
            raise ValidationError("Kata sandi ini memuat bagian dari NIK Anda. Pilih yang lain.", "sandi_nik")
        kata = sorted({*KATA, *_kata_pengguna(user)}, key=len, reverse=True)
        if (
            min(_sisa(password.lower(), kata), _sisa(_rata(password), kata)) < SISA_MIN
            or len(set(password)) < HURUF_BERBEDA_MIN
        ):
            raise ValidationError(
                "Kata sandi ini mudah ditebak: isinya hampir hanya kata umum, angka, atau nama Anda, akun, dan wilayah Anda. "
                "Pilih beberapa kata yang tidak ada hubungannya.",
                "sandi_konteks",
            )

    def get_help_text(self) -> str:
        return "Bukan nama Anda, nama portal, wilayah, atau NIK."


class PanjangMaksimumValidator:
    """A limit far above every passphrase, so that hashing cannot be made to take long."""

    def validate(self, password: str, user=None) -> None:
        if len(password) > PANJANG_MAKS:
            raise ValidationError(f"Kata sandi paling panjang {PANJANG_MAKS} huruf.", "sandi_panjang")

    def get_help_text(self) -> str:
        return f"Paling panjang {PANJANG_MAKS} huruf."


def _sisa(sandi: str, kata: list[str]) -> int:
    """Characters that are left without the words, years, and digits in a row."""
    for satu in kata:
        sandi = sandi.replace(satu, " ")
    return len(re.sub(r"[\s_.!-]", "", _URUTAN.sub(" ", sandi)))


def _rata(teks: str) -> str:
    """Small letters without accents, and letters for the digits that stand in for them."""
    polos = "".join(h for h in unicodedata.normalize("NFKD", teks.lower()) if not unicodedata.combining(h))
    return polos.translate(str.maketrans("013457@$", "oieastas"))


def _kata_pengguna(user) -> set[str]:
    """Words of the person's name, account and area, four letters or more."""
    if user is None or user.pk is None:
        milik = [getattr(user, "nama", ""), getattr(user, "username", "")]
    else:
        milik = [user.nama, user.username]
        for tugas in user.penugasan.select_related("wilayah"):
            milik.append(tugas.wilayah.nama)
    return {k for teks in milik for k in re.split(r"[^a-z]+", _rata(teks)) if len(k) >= 4}
