"""The monthly report of a region: families, persons and recipients, as kabupaten print them, from the village counts.

The figures are those that offices publish: families in DTKS, PKH and BPNT families, PBI persons, villages, and the decree that
determined them (Asahan, November 2024; Serang, June 2021). They are read from counts that the determination writes, never
counted from the register.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.db import connection
from django.utils import timezone

from akun.fungsi import punya_izin
from dasar import periode as bulan
from dasar.jejak import Pelaku, rentang_wilayah
from dasar.samar import Samar
from dtks.register.models import NONBANSOS, Program
from penetapan.models import Penetapan, RekapPenetapan
from wilayah.kode import PANJANG
from wilayah.models import Tingkat, Wilayah

# Whoever holds one of these reads the reports of the own area.
IZIN = ("pantau_wilayah", "lihat_register")
KELUARGA, INDIVIDU = RekapPenetapan.KELUARGA, RekapPenetapan.INDIVIDU

# Per region of the level asked for: the latest count of each village not after the month, and the one not after the month before.
# Registrations first sent in a month, by the log, which does not change when an applicant mends and sends again; per region
# of the level asked for: this month, the month before, since January. Reads the year's entries of one small index.
_SQL_MANDIRI = """
select left(wilayah, %(panjang)s), count(*) filter (where pada >= %(bulan)s),
       count(*) filter (where pada >= %(lalu)s and pada < %(bulan)s), count(*) filter (where pada >= %(januari)s)
  from dasar_jejak
 where tabel = 'usulan_pendaftaran' and langkah = 'kirim' and dari = 'disusun'
   and pada >= least(%(lalu)s, %(januari)s) and pada < %(akhir_bulan)s and wilayah >= %(awal)s and wilayah < %(akhir)s
 group by 1
"""
MANDIRI, KATA_MANDIRI = "MANDIRI", "Pendaftaran mandiri (keluarga)"

_SQL = """
select left(wilayah_id, %(panjang)s), objek, sum(kini), sum(lalu) from (
  select wilayah_id, objek,
         coalesce((array_agg(aktif order by periode desc) filter (where periode <= %(bulan)s))[1], 0) as kini,
         coalesce((array_agg(aktif order by periode desc) filter (where periode < %(bulan)s))[1], 0) as lalu
    from dtks_rekapdesa
   where wilayah_id >= %(awal)s and wilayah_id < %(akhir)s and periode <= %(bulan)s group by 1, 2) v
 group by 1, 2
"""


@dataclass(slots=True)
class Baris:
    """One region's counts by object, this month and the month before."""

    wilayah: Wilayah
    kini: dict[str, int] = field(default_factory=dict)
    lalu: dict[str, int] = field(default_factory=dict)
    sel: list[tuple[str, int]] = field(default_factory=list)  # (words of the column, count)

    def tambah(self, objek: str, kini: int, lalu: int) -> None:
        self.kini[objek] = self.kini.get(objek, 0) + kini
        self.lalu[objek] = self.lalu.get(objek, 0) + lalu


@dataclass(frozen=True, slots=True)
class Laporan:
    """One report: what heads it, its indicators, and a table per level below the region."""

    wilayah: Wilayah
    periode: int
    penetapan: Penetapan | None
    indikator: list[tuple[str, int, int, int]]  # name, this month, month before, difference
    kolom: list[str]
    tabel: list[tuple[str, list[Baris]]]  # what a row is, the rows
    samar: bool = False  # counts are rounded

    @property
    def judul(self) -> str:
        return f"Laporan DTKS {self.wilayah} {bulan.nama(self.periode)}"

    @property
    def nama_berkas(self) -> str:
        return f"laporan-dtks-{self.wilayah.kode}-{self.periode}"


def bulan_laporan() -> list[int]:
    """Months that were determined, the latest first."""
    return list(Penetapan.objects.order_by("-periode").values_list("periode", flat=True))


def boleh_melihat(pelaku: Pelaku, kode: str) -> bool:
    """Whether the area lies in the actor's own and the function reads reports."""
    return any(punya_izin(pelaku.fungsi, izin) for izin in IZIN) and (pelaku.mencakup(kode) or kode == pelaku.wilayah)


def objek(hanya: Collection[str] = ()) -> list[tuple[str, str]]:
    """Objects of the report in their order, with the words for their column; of the programmes `hanya` alone, if any."""
    program = Program.objects.exclude(kode=NONBANSOS).order_by("kode").values_list("kode", "nama", "per_keluarga")
    program = program.filter(pk__in=hanya) if hanya else program
    satuan = {True: "KPM", False: "jiwa"}
    return [
        (KELUARGA, "Keluarga dalam DTKS (KK)"),
        (INDIVIDU, "Orang dalam DTKS (jiwa)"),
        *((kode, f"{nama} ({satuan[per_keluarga]})") for kode, nama, per_keluarga in program),
        (MANDIRI, KATA_MANDIRI),
    ]


def susun(
    kode: str,
    periode: int,
    wilayah: Wilayah | None = None,
    penetapan: Penetapan | None = None,
    program: Collection[str] = (),
) -> Laporan:
    """The report of region `kode` for the month `periode` (YYYYMM). Reads counts only; the caller has seen to the
    scope, and may hand over the region and the determination if it holds them; `program` as `objek` has it.

    Below a kabupaten/kota every level down to the village has its table; a province and the nation show the next level only.
    """
    wilayah = wilayah or Wilayah.objects.get(pk=kode)
    nama = objek(program)
    tingkat = _tingkat_bawah(wilayah.tingkat)
    anak = list(Wilayah.objects.berlaku().di_bawah(kode).filter(tingkat__in=tingkat).order_by("kode"))
    atas, per_kode = Baris(wilayah), {w.kode: Baris(w) for w in anak}
    for bagian, o, kini, lalu in _hitungan(kode, periode, PANJANG[tingkat[-1]]):
        for baris in (atas, *(per_kode.get(bagian[: PANJANG[t]]) for t in tingkat)):
            if baris is not None:
                baris.tambah(o, int(kini), int(lalu))
    setahun = 0
    for bagian, kini, lalu, sejak_januari in _mandiri(kode, periode, PANJANG[tingkat[-1]]):
        setahun += sejak_januari
        for baris in (atas, *(per_kode.get(bagian[: PANJANG[t]]) for t in tingkat)):
            if baris is not None:
                baris.tambah(MANDIRI, kini, lalu)
    tabel = [(Tingkat(t).label, [per_kode[w.kode] for w in anak if w.tingkat == t]) for t in tingkat]
    for _, baris in tabel:
        for b in baris:
            b.sel = [(n, b.kini.get(o, 0)) for o, n in nama]
    ada = [(o, n) for o, n in nama if o in (KELUARGA, INDIVIDU, MANDIRI) or atas.kini.get(o) or atas.lalu.get(o)]
    indikator = [(n, atas.kini.get(o, 0), atas.lalu.get(o, 0), atas.kini.get(o, 0) - atas.lalu.get(o, 0)) for o, n in ada]
    bulan_ini = atas.kini.get(MANDIRI, 0)
    indikator.append(("Pendaftaran mandiri sejak Januari (keluarga)", setahun, setahun - bulan_ini, bulan_ini))
    for label, baris in tabel:
        indikator.append((f"Jumlah {label.lower()}", len(baris), len(baris), 0))
    return Laporan(
        wilayah=wilayah,
        periode=periode,
        penetapan=penetapan or Penetapan.objects.filter(periode=periode).first(),
        indikator=indikator,
        kolom=[n for _, n in nama],
        tabel=tabel,
    )


def _tingkat_bawah(dari: int) -> list[int]:
    if dari == Tingkat.KABUPATEN:
        return [Tingkat.KECAMATAN, Tingkat.DESA]
    return [min(dari + 1, Tingkat.DESA)]


def _hitungan(kode: str, periode: int, panjang: int) -> list[tuple[str, str, int, int]]:
    """(code of `panjang` digits, object, this month, month before) inside the region `kode`."""
    awal, akhir = rentang_wilayah(kode)
    with connection.cursor() as kursor:
        kursor.execute(_SQL, {"panjang": panjang, "bulan": periode, "awal": awal, "akhir": akhir})
        return kursor.fetchall()


def _mandiri(kode: str, periode: int, panjang: int) -> list[tuple[str, int, int, int]]:
    """(code of `panjang` digits, self-registrations sent in the month, in the month before, since January)."""
    awal, akhir = rentang_wilayah(kode)
    nilai = {
        nama: timezone.make_aware(dt.datetime.combine(bulan.tanggal_pertama(p), dt.time()))
        for nama, p in (
            ("bulan", periode),
            ("lalu", bulan.sebelum(periode)),
            ("januari", periode // 100 * 100 + 1),
            ("akhir_bulan", bulan.berikut(periode)),
        )
    }
    with connection.cursor() as kursor:
        kursor.execute(_SQL_MANDIRI, nilai | {"panjang": panjang, "awal": awal, "akhir": akhir})
        return kursor.fetchall()


def samarkan(laporan: Laporan) -> Laporan:
    """The report as other institutions read it: rounded counts, no villages."""
    tabel = [(label, baris) for label, baris in laporan.tabel if label != Tingkat.DESA.label]
    for _, baris in tabel:
        for b in baris:
            b.sel = [(n, Samar(k)) for n, k in b.sel]
    wilayah = {f"Jumlah {label.lower()}" for label, _ in laporan.tabel}
    indikator = [
        baris if baris[0] in wilayah else (baris[0], Samar(baris[1]), Samar(baris[2]), _beda(baris[1], baris[2]))
        for baris in laporan.indikator
    ]
    return replace(laporan, tabel=tabel, indikator=indikator, samar=True)


def _beda(kini: int, lalu: int) -> int:
    """The difference of what is shown, not of what it was rounded from."""
    return Samar(kini).bilangan - Samar(lalu).bilangan


def tanggal_laporan(laporan: Laporan) -> dt.date:
    """When the figures came into being: the day of the determination."""
    return laporan.penetapan.ditetapkan_pada.date() if laporan.penetapan else bulan.tanggal_terakhir(laporan.periode)


def baris_terbawah(laporan: Laporan) -> tuple[list[str], list[list]]:
    """(headings, rows) of the finest table, for a spreadsheet: month, code and name of each region, then the figures."""
    label, baris = laporan.tabel[-1]
    judul = ["BULAN", "KODE WILAYAH", label.upper(), *(k.upper() for k in laporan.kolom)]
    return judul, [[laporan.periode, b.wilayah.kode, b.wilayah.nama, *(n for _, n in b.sel)] for b in baris]
