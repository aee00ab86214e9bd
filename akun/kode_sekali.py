"""Codes of six digits that prove an address: sent by e-mail or message, kept as a fingerprint, good once, for ten minutes.

Throttled three ways (berdasarkan praktik): by address, so that nobody is flooded; by what the code is for; and by visitor,
generously, because a village shares one connection. Refusals do not depend on whether an account exists.
"""

import datetime as dt
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from akun import gerbang_pesan
from akun.models import KodeSekali, Saluran
from akun.surel import kirim_sekarang
from dasar.galat import Ditolak

UMUR = dt.timedelta(minutes=10)
SALAH_MAKS = 5
# (column, how many, within)
BATAS = (
    ("alamat", 3, dt.timedelta(minutes=10)),
    ("alamat", 12, dt.timedelta(days=1)),
    ("sasaran", 6, dt.timedelta(hours=1)),
    ("pengunjung", 40, dt.timedelta(hours=1)),
)
PESAN_SALAH = "Kode tidak cocok. Periksa enam angka di pesan terakhir yang Anda terima."
PESAN_HABIS = "Kode ini tidak berlaku lagi: sudah dipakai, lewat sepuluh menit, atau terlalu sering salah. Minta kode baru."


def _sidik(apa: str, nilai: str) -> str:
    return salted_hmac(f"akun.kode_sekali.{apa}", nilai, algorithm="sha256").hexdigest()


def kirim(untuk: str, sasaran: str, *, saluran: str, alamat: str, pengunjung: str) -> str:
    """Send a new code to the address; earlier ones for the same purpose and subject stop working.

    Returns the code in example mode, where nobody has the telephone, and '' otherwise. Raises Ditolak `kode-sering` beyond
    the limits, and `kode-gagal` when it could not be handed over.
    """
    kode = f"{secrets.randbelow(10**6):06d}"
    siapkan(untuk, sasaran, kode, alamat=alamat, pengunjung=pengunjung)
    teks = (
        f"Kode Portal DTKS Anda: {kode}. Berlaku 10 menit, sekali pakai. Jangan beri tahu siapa pun, juga petugas. "
        "Bila Anda tidak meminta kode ini, abaikan."
    )
    if not antar(saluran, alamat, "kode Anda", teks, jenis="kode"):
        raise Ditolak("Kode belum dapat dikirim sekarang. Coba lagi beberapa menit lagi.", "kode-gagal")
    return kode if settings.MODE_CONTOH else ""


@transaction.atomic
def siapkan(untuk: str, sasaran: str, kode: str, *, alamat: str, pengunjung: str) -> None:
    """Count against the limits and note the code; '' notes an attempt for which no code exists. Raises Ditolak `kode-sering`."""
    kini = timezone.now()
    sidik = {
        "alamat": _sidik("alamat", alamat),
        "sasaran": _sidik(untuk, sasaran),
        "pengunjung": _sidik("pengunjung", pengunjung),
    }
    for kolom, maks, dalam in BATAS:
        if KodeSekali.objects.filter(**{kolom: sidik[kolom]}, dibuat_pada__gt=kini - dalam).count() >= maks:
            raise Ditolak(
                "Terlalu banyak kode diminta. Periksa pesan yang sudah masuk, juga kotak spam, atau coba lagi nanti.",
                "kode-sering",
            )
    KodeSekali.objects.filter(untuk=untuk, sasaran=sidik["sasaran"], dipakai_pada=None).update(dipakai_pada=kini)
    garam = secrets.token_urlsafe(16)
    KodeSekali.objects.create(
        untuk=untuk,
        garam=garam,
        sidik=_sidik(garam, kode) if kode else "",
        kedaluwarsa_pada=kini + UMUR,
        **sidik,
    )


def antar(saluran: str, alamat: str, judul: str, teks: str, *, jenis: str) -> bool:
    """Hand a text over at once by mail or message; whether that worked."""
    if saluran == Saluran.SUREL:
        return kirim_sekarang(alamat, judul, teks + "\n")
    return gerbang_pesan.kirim(alamat, teks, jenis=jenis, idempotensi=secrets.token_hex(16)) == gerbang_pesan.Hasil.TERKIRIM


class KodeKeliru(Ditolak):
    """A code that was not taken; `untuk` says which one, where several were asked for."""

    def __init__(self, pesan: str, kode: str, untuk: str) -> None:
        super().__init__(pesan, kode)
        self.untuk = untuk


def pakai(*kode: tuple[str, str, str]) -> None:
    """Spend codes, each (purpose, subject, what was typed): all of them, or none.

    Raises KodeKeliru: `kode-salah` (counted, not rolled back; five of them end the code) or `kode-habis`.
    """
    keliru = None
    with transaction.atomic():
        cocok = []
        for untuk, sasaran, diketik in kode:
            baris = (
                KodeSekali.objects.select_for_update()
                .filter(untuk=untuk, sasaran=_sidik(untuk, sasaran), dipakai_pada=None)
                .order_by("-pk")
                .first()
            )
            if baris is None or baris.salah >= SALAH_MAKS or baris.kedaluwarsa_pada <= timezone.now():
                keliru = keliru or KodeKeliru(PESAN_HABIS, "kode-habis", untuk)
            elif not constant_time_compare(baris.sidik, _sidik(baris.garam, "".join(diketik.split()))):
                KodeSekali.objects.filter(pk=baris.pk).update(salah=baris.salah + 1)
                keliru = keliru or KodeKeliru(PESAN_SALAH, "kode-salah", untuk)
            else:
                cocok.append(baris.pk)
        if keliru is None:
            KodeSekali.objects.filter(pk__in=cocok).update(dipakai_pada=timezone.now())
    if keliru is not None:
        raise keliru


def buang_lama() -> int:
    """Take away what no limit counts any more. Returns how many."""
    return KodeSekali.objects.filter(dibuat_pada__lt=timezone.now() - dt.timedelta(days=2)).delete()[0]
