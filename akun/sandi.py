"""The password once more, before what cannot be undone: an open session or a token is not enough (security.md, Sign-in)."""

import datetime as dt

from django.utils import timezone

from akun.models import Pengguna
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat
from dasar.models import Jejak

# Wrong passwords before the question is closed, and for how long; one count for page and API.
SALAH_MAKS, SALAH_DALAM = 5, dt.timedelta(minutes=15)


def pastikan_sandi(pengguna: Pengguna, sandi: str, *, oleh: Pelaku) -> None:
    """Raises Ditolak when the password is wrong (an event), and after five wrong ones within a quarter of an hour."""
    salah = Jejak.objects.filter(
        tabel="akun_pengguna", objek=pengguna.pk, langkah="sandi_salah", pada__gte=timezone.now() - SALAH_DALAM
    )
    if salah.count() >= SALAH_MAKS:
        raise Ditolak("Kata sandi salah terlalu sering. Coba lagi setelah 15 menit.", "sandi-terkunci")
    if not pengguna.check_password(sandi):
        catat(oleh, "sandi_salah", "akun_pengguna", pengguna.pk, oleh.wilayah)
        raise Ditolak("Kata sandi tidak cocok. Masukkan kata sandi akun Anda.", "sandi-salah")
