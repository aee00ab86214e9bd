"""The password: changed by its owner, and asked again with a code before what cannot be undone (security.md, Sign-in)."""

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from akun.dua_langkah import daftarkan, pakai_kode_pemulihan, pastikan_cocok, periksa_kode
from akun.models import Pengguna
from akun.models.perangkat import ANGKA
from akun.peristiwa import TABEL_AKUN, catat_akun
from akun.sesi import akhiri_sesi
from akun.surel import kabari_pemilik
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat
from dasar.models import Jejak

# Wrong answers before the question is closed, and for how long; one count for page and API, password and code.
SALAH_MAKS, SALAH_DALAM = 5, dt.timedelta(minutes=15)
SALAH = ("sandi_salah", "kode_salah")


def pastikan_langkah_naik(pengguna: Pengguna, sandi: str, kode: str, *, oleh: Pelaku) -> None:
    """Both proofs once more: neither an open session nor a token is enough to sign, to determine or to get a token.

    A right pair spends the code. Raises Ditolak: `sandi-salah`, or what `dua_langkah.periksa_kode` says of the code (each
    an event, but for a code that has to wait); `sandi-terkunci` after five wrong answers within a quarter of an hour. The
    code is not looked at while the password is wrong.
    """
    pastikan_sandi(pengguna, sandi, oleh=oleh)
    try:
        periksa_kode(pengguna, kode)
    except Ditolak as galat:
        if galat.kode in ("kode-salah", "kode-terpakai"):
            catat(oleh, "kode_salah", TABEL_AKUN, pengguna.pk, oleh.wilayah, galat.kode)
        raise


def pastikan_sandi(pengguna: Pengguna, sandi: str, *, oleh: Pelaku) -> None:
    """The password alone. Raises Ditolak `sandi-salah` (an event), `sandi-terkunci`."""
    salah = Jejak.objects.filter(tabel=TABEL_AKUN, objek=pengguna.pk, langkah__in=SALAH, pada__gte=timezone.now() - SALAH_DALAM)
    if salah.count() >= SALAH_MAKS:
        raise Ditolak("Kata sandi atau kode salah terlalu sering. Coba lagi setelah 15 menit.", "sandi-terkunci")
    if not pengguna.check_password(sandi):
        catat(oleh, "sandi_salah", TABEL_AKUN, pengguna.pk, oleh.wilayah)
        raise Ditolak("Kata sandi tidak cocok. Masukkan kata sandi akun Anda.", "sandi-salah")


@transaction.atomic
def ganti_sandi(pengguna: Pengguna, baru: str, *, kecuali: str = "", kejadian: str = "ganti_sandi", catatan: str = "") -> None:
    """Set a new password; every session of the account but `kecuali` (fingerprint) ends, and its API token goes; its
    owner is told by mail.

    Raises django's ValidationError when the password breaks a rule. The event is written by the account's owner.
    """
    validate_password(baru, pengguna)
    pengguna.set_password(baru)
    pengguna.save(update_fields=["password"])
    akhiri_sesi(pengguna, kecuali=kecuali)
    catat_akun(pengguna, kejadian, catatan)
    kabari_pemilik(pengguna, "kata sandi diganti", "Kata sandi akun Anda diganti.")


def ganti_perangkat(pengguna: Pengguna, segel: str, kode: str, sandi: str, kode_lama: str, *, oleh: Pelaku) -> list[str]:
    """Another code app in place of the old one; returns ten new recovery codes, in clear for the only time.

    `kode`: of the new app, for the secret in `segel`; `kode_lama`: of the old app, or a recovery code. The new one is looked
    at first, so that no old code is spent for nothing. Raises Ditolak as `daftarkan`, `pastikan_langkah_naik` and
    `pakai_kode_pemulihan` do; every wrong answer counts towards `sandi-terkunci`.
    """
    pastikan_cocok(pengguna, segel, kode)
    if len("".join(kode_lama.split())) == ANGKA:
        pastikan_langkah_naik(pengguna, sandi, kode_lama, oleh=oleh)
    else:
        pastikan_sandi(pengguna, sandi, oleh=oleh)
        try:
            pakai_kode_pemulihan(pengguna, kode_lama)
        except Ditolak as galat:
            catat(oleh, "kode_salah", TABEL_AKUN, pengguna.pk, oleh.wilayah, galat.kode)
            raise
    return daftarkan(pengguna, segel, kode)[1]
