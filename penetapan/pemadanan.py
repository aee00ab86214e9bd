"""Matching against the civil registry (Pasal 8(3)b): an adapter asks, the answer stands beside what was claimed.

`settings.PEMADAN` names the adapter. There is no live Dukcapil without an agreement, so the repository ships one for the
example data only; without an adapter nothing is matched, and criterion b says so.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from dasar.aliran import AliranTeks
from dasar.nilai import jenis_kelamin_dari_nik, tanggal_lahir_dari_nik


@dataclass(frozen=True, slots=True)
class Klaim:
    """What a proposal claims of a person."""

    nik: str
    nama: str
    nomor_kk: str
    tanggal_lahir: dt.date
    jenis_kelamin: str


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What the registry says: `status` of Padanan.Status, `beda` the differing fields joined by commas."""

    nik: str
    status: str
    beda: str = ""


class Pemadan(Protocol):
    """An adapter to a civil registry."""

    sumber: str

    def padankan(self, klaim: Iterable[Klaim]) -> Iterator[Jawaban]:
        """Answer every claim, in any order."""


class PemadanContoh:
    """Stands in for the registry in example mode: it knows every person of the fictitious province 99 as the NIK tells."""

    sumber = "contoh"

    def padankan(self, klaim: Iterable[Klaim]) -> Iterator[Jawaban]:
        hari_ini = timezone.localdate()
        for k in klaim:
            if not k.nik.startswith("99") or k.nik.endswith("0000"):
                yield Jawaban(k.nik, "tidak_ditemukan")
                continue
            lahir = tanggal_lahir_dari_nik(k.nik, hari_ini)
            beda = [
                nama
                for nama, sama in (
                    (
                        "tanggal_lahir",
                        lahir is not None
                        and (lahir.day, lahir.month, lahir.year % 100)
                        == (k.tanggal_lahir.day, k.tanggal_lahir.month, k.tanggal_lahir.year % 100),
                    ),
                    ("jenis_kelamin", jenis_kelamin_dari_nik(k.nik) == k.jenis_kelamin),
                )
                if not sama
            ]
            yield Jawaban(k.nik, "tidak_padan" if beda else "padan", ",".join(beda))


_SIMPAN = """
insert into dtks_padanan (nik, status, beda, sumber, dicek_pada, wilayah_id)
select distinct on (nik) nik, status, beda, %s, now(), wilayah from padanan_baru
on conflict (nik) do update set status = excluded.status, beda = excluded.beda, sumber = excluded.sumber,
  dicek_pada = excluded.dicek_pada, wilayah_id = excluded.wilayah_id
"""


def padankan(sql_klaim: str, isi: dict) -> int:
    """Match the persons that `sql_klaim` selects (nik, nama, nomor_kk, tanggal_lahir, jenis_kelamin, wilayah). Returns
    how many.

    Runs inside the caller's transaction; claims stream to the adapter and answers back by COPY.
    """
    if not settings.PEMADAN:
        return 0
    pemadan: Pemadan = import_string(settings.PEMADAN)()
    with connection.cursor() as kursor:
        kursor.execute(sql_klaim, isi)
        baris = kursor.fetchall()
        klaim = [Klaim(*b[:-1]) for b in baris]
        wilayah = {b[0]: b[-1] for b in baris}
        if not klaim:
            return 0
        kursor.execute(
            "create temporary table if not exists padanan_baru (nik text, status text, beda text, wilayah text) on commit drop;"
            " truncate padanan_baru"
        )
        kursor.cursor.copy_expert(
            "copy padanan_baru from stdin",
            AliranTeks(f"{j.nik}\t{j.status}\t{j.beda}\t{wilayah[j.nik]}\n" for j in pemadan.padankan(klaim)),
        )
        kursor.execute(_SIMPAN, [pemadan.sumber])
    return len(klaim)
