"""Sealing the event log: blocks of events under a Merkle root, each chained to the one before, and the check of it all."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from celery import shared_task
from django.db import connection, transaction

from dasar.jangkauan import seluruh_negeri
from dasar.models import SegelJejak

BLOK = 8192

# Every column that says something, in a fixed order and form; the id is part of it, so a row cannot change place. The text
# of a row value quotes its parts: a word moved from one column to the next gives another text. `subjek` came later: an
# event without it keeps the text, and so the seal, that it always had; a text of fourteen parts is never one of thirteen.
_DAUN = """
select id, sha256(convert_to(case when subjek is null
         then row(id, extract(epoch from pada), tabel, objek, langkah, dari, ke, oleh, fungsi, wilayah, alasan, catatan,
                  permintaan)::text
         else row(id, extract(epoch from pada), tabel, objek, langkah, dari, ke, oleh, fungsi, wilayah, alasan, catatan,
                  permintaan, subjek)::text end, 'UTF8'))
  from dasar_jejak where id > %s and id <= %s order by id
"""
_TERENDAH = -(2**63)


def akar_merkle(daun: Sequence[bytes]) -> bytes:
    """Root over at least one leaf hash; an odd one at the end of a level moves up as it is."""
    lapis = list(daun)
    while len(lapis) > 1:
        lapis = [
            hashlib.sha256(b"".join(lapis[i : i + 2])).digest() if i + 1 < len(lapis) else lapis[i]
            for i in range(0, len(lapis), 2)
        ]
    return lapis[0]


def segel() -> int:
    """Seal every committed event that is not sealed yet. Returns how many.

    Numbers are given before commit, so a lower one may appear later: a brief lock waits for all writers under way, and
    what stands then up to the highest number is complete.
    """
    with seluruh_negeri(), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("select pg_advisory_xact_lock(hashtext('segel_jejak'))")
        kursor.execute("select dasar_kunci_jejak()")
        kursor.execute("select coalesce(max(id), 0) from dasar_jejak")
        batas = kursor.fetchone()[0]
        terakhir = SegelJejak.objects.order_by("-sampai_id").first()
        awal, rantai = (terakhir.sampai_id, bytes(terakhir.rantai)) if terakhir else (0, b"")
        kursor.execute(_DAUN, [awal, batas])
        jumlah = 0
        while baris := kursor.fetchmany(BLOK):
            daun = [bytes(d) for _, d in baris]
            akar = akar_merkle(daun)
            rantai = hashlib.sha256(rantai + akar).digest()
            SegelJejak.objects.create(
                dari_id=awal + 1,
                sampai_id=baris[-1][0],
                jumlah=len(baris),
                nomor_objek=[n for n, _ in baris],
                daun=b"".join(daun),
                akar=akar,
                rantai=rantai,
            )
            awal = baris[-1][0]
            jumlah += len(baris)
    return jumlah


@dataclass(frozen=True, slots=True)
class Kerusakan:
    """One event that is not as it was sealed: `apa` is diubah, hilang, disisipkan, or segel (the block itself)."""

    apa: str
    nomor: int


@seluruh_negeri()
def periksa(batas: int = 20, lapor: Callable[[int, str], None] | None = None) -> tuple[int, list[Kerusakan]]:
    """Recompute every block. Returns the number of sealed events and the first `batas` damages, located by number.

    `lapor` hears now and then how far it is (per cent, sentence): a long log takes minutes.
    """
    rusak: list[Kerusakan] = []
    jumlah, rantai, sampai = 0, b"", 0
    semua = SegelJejak.objects.count() if lapor else 0
    for nomor, s in enumerate(SegelJejak.objects.order_by("sampai_id").iterator(chunk_size=16)):
        if lapor and nomor % 16 == 0:
            lapor(100 * nomor // max(semua, 1), f"Blok {nomor + 1} dari {semua}")
        jumlah += s.jumlah
        if s.dari_id != sampai + 1 or not _blok_utuh(s, rantai):
            rusak.append(Kerusakan("segel", s.pk))
        # A block out of shape still tells what it can of its events.
        tersimpan = dict(zip(s.nomor_objek, _daun_blok(s), strict=False))
        rantai = bytes(s.rantai)
        with connection.cursor() as kursor:
            # Nothing stands before the first event: an earlier number was slipped in.
            kursor.execute(_DAUN, [sampai or _TERENDAH, s.sampai_id])
            kini = {n: bytes(d) for n, d in kursor.fetchall()}
        rusak += [Kerusakan("hilang", n) for n in tersimpan if n not in kini]
        rusak += [Kerusakan("disisipkan", n) for n in kini if n not in tersimpan]
        rusak += [Kerusakan("diubah", n) for n, d in kini.items() if n in tersimpan and tersimpan[n] != d]
        sampai = s.sampai_id
        if len(rusak) >= batas:
            break
    return jumlah, sorted(rusak, key=lambda r: r.nomor)[:batas]


@dataclass(frozen=True, slots=True)
class Letak:
    """One event and its block: `apa` is utuh, diubah, hilang, disisipkan or belum (not sealed yet)."""

    apa: str
    blok: SegelJejak | None = None


def letak(nomor: int) -> Letak:
    """How one event stands against its seal. The chain up to its block is the matter of `periksa`."""
    blok = SegelJejak.objects.filter(sampai_id__gte=nomor).order_by("sampai_id").first()
    if blok is None:
        return Letak("belum")
    tersimpan = dict(zip(blok.nomor_objek, _daun_blok(blok), strict=False)).get(nomor)
    with connection.cursor() as kursor:
        kursor.execute(_DAUN, [nomor - 1, nomor])
        kini = kursor.fetchone()
    if kini is None:
        return Letak("hilang", blok) if tersimpan is not None else Letak("belum", blok)
    if tersimpan is None:
        return Letak("disisipkan", blok)
    return Letak("utuh" if bytes(kini[1]) == tersimpan else "diubah", blok)


def _daun_blok(s: SegelJejak) -> list[bytes]:
    return [bytes(s.daun)[i : i + 32] for i in range(0, len(s.daun), 32)]


def _blok_utuh(s: SegelJejak, rantai: bytes) -> bool:
    """Whether a block's own columns agree with each other and with the chain up to it."""
    daun = _daun_blok(s)
    if not daun or not len(daun) == len(s.nomor_objek) == s.jumlah or s.nomor_objek[-1] != s.sampai_id:
        return False
    akar = akar_merkle(daun)
    return akar == bytes(s.akar) and hashlib.sha256(rantai + akar).digest() == bytes(s.rantai)


@shared_task(name="dasar.segel_jejak", ignore_result=True)
def segel_jejak() -> None:
    """Every five minutes, by beat."""
    segel()
