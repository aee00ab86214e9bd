"""The completeness check of the pengisi kabupaten/kota (Pasal 6(2), 8(3)e; Kepmensos 73/HUK/2024)."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from dasar.alur import jalankan
from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from usulan.alur import KEMBALIKAN, LENGKAPKAN
from usulan.kabar import kabarkan
from usulan.kepentingan import tanpa_keluarga_sendiri
from usulan.models import Musyawarah, Usulan


def pilih(musyawarah: Musyawarah | None, usulan: Collection[int] | None) -> QuerySet[Usulan]:
    """The proposals meant: those ticked, or all of the deliberation when nothing was ticked but everything chosen."""
    baris = Usulan.objects.all() if musyawarah is None else Usulan.objects.filter(musyawarah=musyawarah)
    return baris if usulan is None else baris.filter(pk__in=usulan)


def nyatakan_lengkap(*, oleh: Pelaku, musyawarah: Musyawarah | None = None, usulan: Collection[int] | None = None) -> int:
    """Pass proposals on to the verifikator. Returns how many moved; rows in another state or area stay."""
    _pastikan_terpilih(musyawarah, usulan)
    return jalankan(_buatan_orang_lain(musyawarah, usulan, oleh), LENGKAPKAN, oleh=oleh)


def kembalikan_ke_desa(
    *,
    alasan: str,
    catatan: str = "",
    oleh: Pelaku,
    musyawarah: Musyawarah | None = None,
    usulan: Collection[int] | None = None,
) -> int:
    """Return proposals to the village with reason codes and a note. Returns how many moved; what came without a
    deliberation has no village to go back to and stays."""
    _pastikan_terpilih(musyawarah, usulan)
    baris = _buatan_orang_lain(musyawarah, usulan, oleh).filter(musyawarah__isnull=False)
    with transaction.atomic():
        kabarkan(baris, KEMBALIKAN, oleh=oleh)
        return jalankan(baris, KEMBALIKAN, oleh=oleh, alasan=alasan, catatan=catatan.strip())


def _buatan_orang_lain(musyawarah: Musyawarah | None, usulan: Collection[int] | None, oleh: Pelaku) -> QuerySet[Usulan]:
    """Without what the same person wrote in an earlier function, and without the own family: who makes does not check
    (Kepmensos 73/HUK/2024)."""
    return tanpa_keluarga_sendiri(pilih(musyawarah, usulan).exclude(dibuat_oleh=oleh.pengguna_id), oleh)


def _pastikan_terpilih(musyawarah: Musyawarah | None, usulan: Collection[int] | None) -> None:
    if musyawarah is None and not usulan:
        raise Ditolak("Belum ada usulan yang dipilih. Centang paling sedikit satu usulan.", "tidak-ada-pilihan")
