"""Verdicts of the verifikator, one by one or a hundred thousand at once (Pasal 6(2) Permensos 3/2021)."""

from django.db import transaction
from django.db.models import QuerySet

from dasar.alur import Langkah, jalankan
from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from usulan.alur import LAYAKKAN, PULANGKAN, TOLAK
from usulan.kabar import kabarkan
from usulan.kepentingan import pernah_diputus, tanpa_keluarga_sendiri
from usulan.models import Usulan

PUTUSAN: dict[str, Langkah] = {"layak": LAYAKKAN, "tidak_layak": TOLAK, "dikembalikan": PULANGKAN}


def putuskan(
    usulan: QuerySet[Usulan],
    putusan: str,
    *,
    oleh: Pelaku,
    alasan: str = "",
    catatan: str = "",
    cara: str = Usulan.Cara.MEJA,
) -> int:
    """Decide the proposals of `usulan` that wait for a verdict: `layak`, `tidak_layak` or `dikembalikan`.

    `alasan`: reason codes joined by commas, required unless layak; `catatan`: a note that village and citizen read,
    required to refuse; `cara`: whether the papers were checked at the desk or the house was visited, shown ever after.
    Persons with an account, whoever registered them and the village are told (`usulan.kabar`).

    Returns how many were decided; whoever came second on a row finds it no longer waiting. What the person made or checked in
    an earlier function, decided before an appeal undid it, or is of the person's own family, stays for a colleague, and what
    came without a deliberation has no village to be returned to (Kepmensos 73/HUK/2024: functions are not combined). Raises
    Ditolak for an unknown verdict, a missing reason, a refusal without explanation.
    """
    if putusan not in PUTUSAN:
        raise Ditolak("Pilih putusan: layak, tidak layak, atau dikembalikan.", "putusan-tidak-dikenal")
    if putusan == "tidak_layak" and not catatan.strip():
        raise Ditolak(
            "Tulis penjelasan yang dapat dipahami warga. Usulan yang ditolak harus disertai penjelasan.", "catatan-kosong"
        )
    if cara not in Usulan.Cara.values:
        raise Ditolak("Pilih cara verifikasi: periksa dokumen atau kunjungan rumah.", "cara-tidak-dikenal")
    orang_lain = usulan.exclude(dibuat_oleh=oleh.pengguna_id).exclude(diperiksa_oleh=oleh.pengguna_id)
    orang_lain = tanpa_keluarga_sendiri(orang_lain, oleh).exclude(pk__in=pernah_diputus(oleh).values("pk"))
    if putusan == "dikembalikan":
        # What no deliberation carried has no village to go back to: it is decided one way or the other.
        orang_lain = orang_lain.filter(musyawarah__isnull=False)
    with transaction.atomic():
        kabarkan(orang_lain, PUTUSAN[putusan], oleh=oleh)
        return jalankan(orang_lain, PUTUSAN[putusan], oleh=oleh, alasan=alasan, catatan=catatan.strip(), cara_verval=cara)
