"""Counts for everybody: persons, families and participants by region and month, with small counts hidden.

Down to the kabupaten/kota they come from the recap that each determination leaves, below it from the register's village
counts. No page counts the register. What a page shows of a region is the row of that region in the table above it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, Sum
from django.db.models.functions import Left

from dtks.register.models import Program
from pemantauan.samaran import kecil, samarkan
from penetapan.models import Penetapan, RekapPenetapan
from wilayah.kode import NEGARA, PANJANG, jalur, rentang, tingkat
from wilayah.models import Tingkat, Wilayah

INDIVIDU, KELUARGA = RekapPenetapan.INDIVIDU, RekapPenetapan.KELUARGA

# Of each village and object the latest count not after the month, summed to the level asked for.
_DESA = """
select left(wilayah_id, %(panjang)s), objek, sum(aktif)::bigint
  from (select distinct on (wilayah_id, objek) wilayah_id, objek, aktif from dtks_rekapdesa
         where wilayah_id >= %(awal)s and wilayah_id < %(akhir)s and periode <= %(periode)s
         order by wilayah_id, objek, periode desc) r
 group by 1, 2
"""


@dataclass(frozen=True, slots=True)
class Baris:
    """One region of the table: counts by object in the table's order, None = hidden."""

    wilayah: Wilayah
    nilai: list[int | None]


@dataclass(frozen=True, slots=True)
class Tabel:
    """The parts of one region in one month, and the region's own row."""

    wilayah: Wilayah
    jalur: list[Wilayah]
    periode: int
    objek: list[tuple[str, str]]
    baris: list[Baris]
    total: list[int | None]

    @property
    def ada_samaran(self) -> bool:
        return any(n is None for baris in self.baris for n in baris.nilai) or None in self.total


def bulan_tersedia() -> list[int]:
    """Months that were determined, newest first."""
    return list(Penetapan.objects.order_by("-periode").values_list("periode", flat=True))


def daftar_objek() -> list[tuple[str, str]]:
    """(key, name) of what is counted: persons, families, then the programmes."""
    program = Program.objects.exclude(kode="NONBANSOS").order_by("kode").values_list("kode", "nama")
    return [(INDIVIDU, "Orang"), (KELUARGA, "Keluarga"), *program]


def tabel(kode: str, periode: int) -> Tabel | None:
    """The public table of a region above village level; None for a region that has no parts or does not exist.

    Suppression is decided from the nation downwards, because what a part may show depends on whether its own row is shown.
    """
    rantai = [NEGARA, *(k for k in jalur(kode) if k != NEGARA)]
    if tingkat(kode) == Tingkat.DESA:
        return None
    # The chain and the parts of each of its regions, in one query.
    wilayah = {w.kode: w for w in Wilayah.objects.filter(Q(pk__in=rantai) | Q(induk__in=rantai))}
    if kode not in wilayah:
        return None
    objek = daftar_objek()
    kunci = [k for k, _ in objek]
    sendiri: dict[str, int | None] = {}
    for n, atas in enumerate(rantai):
        mentah = _anak(atas, periode)
        # A region that no longer exists keeps its counts: without its row the others would not add up to the total.
        bagian = (w for w in wilayah.values() if w.induk_id == atas and (w.berlaku_sampai is None or w.kode in mentah))
        anak = sorted(bagian, key=lambda w: w.kode)
        if n == 0:
            jumlah = {k: sum(isi.get(k, 0) for isi in mentah.values()) for k in kunci}
            sendiri = {k: None if kecil(v) else v for k, v in jumlah.items()}
        kolom = {
            k: samarkan({w.kode: mentah.get(w.kode, {}).get(k, 0) for w in anak}, total_terbuka=sendiri[k] is not None)
            for k in kunci
        }
        if atas == kode:
            return Tabel(
                wilayah=wilayah[kode],
                jalur=[wilayah[k] for k in rantai],
                periode=periode,
                objek=objek,
                baris=[Baris(w, [kolom[k][w.kode] for k in kunci]) for w in anak],
                total=[sendiri[k] for k in kunci],
            )
        sendiri = {k: kolom[k].get(rantai[n + 1]) for k in kunci}
    return None


def _anak(atas: str, periode: int) -> dict[str, dict[str, int]]:
    """{child region: {object: count}} of a month, as they are."""
    panjang = PANJANG[tingkat(atas) + 1]
    hasil: dict[str, dict[str, int]] = defaultdict(dict)
    for kode, objek, jumlah in (
        _rekap(atas, periode, panjang) if panjang <= PANJANG[Tingkat.KABUPATEN] else _desa(atas, periode, panjang)
    ):
        hasil[kode][objek] = jumlah
    return hasil


def _rekap(atas: str, periode: int, panjang: int) -> Iterable[tuple[str, str, int]]:
    awal, akhir = rentang(atas)
    return (
        RekapPenetapan.objects.filter(penetapan__periode=periode, wilayah__gte=awal, wilayah__lt=akhir)
        .annotate(bagian=Left("wilayah_id", panjang))
        .values_list("bagian", "objek")
        .annotate(n=Sum("aktif"))
        .order_by()
    )


def _desa(atas: str, periode: int, panjang: int) -> list[tuple[str, str, int]]:
    awal, akhir = rentang(atas)
    with connection.cursor() as kursor:
        kursor.execute(_DESA, {"awal": awal, "akhir": akhir, "periode": periode, "panjang": panjang})
        return kursor.fetchall()
