"""Showing the numbers of one record in full: an act with a purpose, one at a time, counted and logged.

Pasal 16 UU 27/2022: personal data is processed for a stated purpose, no further than it needs. The limit is ours
(berdasarkan praktik): nobody works through more than one record a minute all hour long.
"""

import datetime as dt

from django.utils import timezone

from dasar.catatan import samarkan
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat
from dasar.models import Jejak, Tujuan
from dasar.subjek import sidik
from dasar.templatetags.siks import nik_penuh

BUKA = "buka_nomor"
MAKS, DALAM = 60, dt.timedelta(hours=1)


def buka_nomor(
    tabel: str, objek: int | None, nik: str, *, wilayah: str, tujuan: str, keterangan: str = "", oleh: Pelaku
) -> None:
    """Write down that `oleh` now sees the numbers of this record in full, and what for; the caller then shows them.

    `tabel`, `objek`: the record, `nik`: whose it is. Raises Ditolak for a purpose that is not on the list, for `lainnya`
    without words (`tujuan-kosong`), and after 60 records within an hour (`terlalu-banyak-dibuka`).
    """
    catatan = sebut_tujuan(tujuan, keterangan)
    dibuka = Jejak.objects.filter(oleh=oleh.pengguna_id, langkah=BUKA, ke=None, pada__gt=timezone.now() - DALAM)
    if dibuka.count() >= MAKS:
        raise Ditolak(
            f"Anda sudah membuka {MAKS} data lengkap dalam satu jam. Lanjutkan nanti, atau minta ekspor bila memang perlu "
            "banyak data.",
            "terlalu-banyak-dibuka",
        )
    catat(oleh, BUKA, tabel, objek, wilayah, catatan, subjek=sidik(nik))


def sebut_tujuan(tujuan: str, keterangan: str) -> str:
    """The purpose in words, numbers of sixteen digits in them masked.

    Raises Ditolak (`tujuan-kosong`) where nothing, or `lainnya` without words, is given.
    """
    if tujuan not in Tujuan.values:
        raise Ditolak("Pilih untuk apa data ini dibuka.", "tujuan-kosong")
    keterangan = " ".join(keterangan.split())
    if tujuan == Tujuan.LAINNYA and not keterangan:
        raise Ditolak("Tulis tujuannya: “Lainnya” perlu penjelasan.", "tujuan-kosong")
    return samarkan(": ".join(b for b in (Tujuan(tujuan).label, keterangan) if b))


def isi_nomor(nik: str, nomor_kk: str, ibu_kandung: str) -> list[tuple[str, str]]:
    """What is shown once: label and value, numbers in groups of four."""
    return [("NIK", nik_penuh(nik)), ("Nomor KK", nik_penuh(nomor_kk)), ("Nama ibu kandung", ibu_kandung)]
