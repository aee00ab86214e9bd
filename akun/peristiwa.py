"""Events about an account, written by its owner: signing in and out, codes, passwords."""

from akun.akses import penugasan_kini
from akun.models import Pengguna
from dasar.jejak import Pelaku, catat

TABEL_AKUN = "akun_pengguna"


def pelaku_akun(pengguna: Pengguna) -> Pelaku:
    """The owner in the function and area held now; without one, a person with no area."""
    penugasan = penugasan_kini(pengguna)
    return penugasan.pelaku if penugasan else Pelaku(pengguna.pk, "", "")


def catat_akun(pengguna: Pengguna, kejadian: str, catatan: str = "") -> None:
    """An event about the account by its owner."""
    pelaku = pelaku_akun(pengguna)
    catat(pelaku, kejadian, TABEL_AKUN, pengguna.pk, pelaku.wilayah, catatan)
