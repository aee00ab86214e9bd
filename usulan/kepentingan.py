"""Nobody handles the family card that holds their own NIK, nor judges twice (security.md, Who may do what, 5).

The database refuses it by trigger (migration 0004), for one row as for a hundred thousand; the acts leave such rows out
beforehand, so that one's own family waits for a colleague and everybody else's goes on.
"""

from django.db import connection
from django.db.models import Q, QuerySet

from dasar.jejak import Pelaku
from usulan.models import Usulan


def keluarga_petugas(pengguna_id: int) -> tuple[str, list[str]]:
    """(own NIK, nomor KK of the family cards that hold it: in the register, in open proposals). ('', []) without a NIK."""
    with connection.cursor() as kursor:
        kursor.execute("select nik, kk from usulan_keluarga_petugas(%s)", [pengguna_id])
        baris = kursor.fetchone()
    return (baris[0], baris[1]) if baris else ("", [])


def tanpa_keluarga_sendiri(baris: QuerySet[Usulan], oleh: Pelaku) -> QuerySet[Usulan]:
    """Without the actor's own family."""
    nik, kk = keluarga_petugas(oleh.pengguna_id)
    return baris.exclude(nik=nik).exclude(nomor_kk__in=kk) if nik else baris


def pernah_diputus(oleh: Pelaku) -> QuerySet[Usulan]:
    """Proposals of an accepted appeal against a verdict of the actor's own: on an objection, or on an earlier proposal.

    Somebody else judges them (Kepmensos 73/HUK/2024); the database refuses it too (sanggahan, migration 0003).
    """
    siapa = oleh.pengguna_id
    return Usulan.objects.filter(
        Q(hasil_sanggahan__keberatan__sanggahan__diputus_oleh=siapa)
        | Q(hasil_sanggahan__keberatan__usulan__diputus_oleh=siapa),
        saluran=Usulan.Saluran.KEBERATAN,
    )
