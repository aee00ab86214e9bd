"""Who is of which family, as far as the portal knows it: by NIK and by the family cards that hold it."""

from django.db import connection

from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from sanggahan.models import Sanggahan
from usulan.kepentingan import keluarga_petugas


def sekeluarga(oleh: Pelaku, nik: str, nomor_kk: str) -> bool:
    """Whether this person is of the actor's own family, the actor included."""
    sendiri, kk = keluarga_petugas(oleh.pengguna_id)
    return bool(sendiri) and (nik == sendiri or nomor_kk in kk)


def berkerabat(sanggahan: Sanggahan, pengguna: int) -> bool:
    """Whether an officer is of the family objected to, or of the objector's. Not which: that would tell who objected."""
    with connection.cursor() as kursor:
        kursor.execute("select sanggahan_berkerabat(%s, %s)", [sanggahan.pk, pengguna])
        return kursor.fetchone()[0]


def pastikan_tidak_berkerabat(sanggahan: Sanggahan, oleh: Pelaku) -> None:
    """Raises Ditolak for an officer who is of either family (security.md, 5)."""
    if berkerabat(sanggahan, oleh.pengguna_id):
        raise Ditolak(
            "Perkara ini menyangkut keluarga Anda. Petugas lain dengan fungsi yang sama harus menanganinya.", "keluarga-sendiri"
        )


def hitung_tanggapan(sanggahan: Sanggahan) -> tuple[int, int]:
    """How many residents hold the family for eligible still, and how many not."""
    with connection.cursor() as kursor:
        kursor.execute("select layak, tidak from sanggahan_hitung(%s)", [sanggahan.pk])
        return kursor.fetchone()
