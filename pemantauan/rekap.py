"""Counts kept with what they count: per village × month × kind × programme × state, reasons, and the register.

Statement-level triggers (sql_pemicu) add up what a statement changed and insert the differences into `Gerak`, in the same
transaction: a count is never older than what it counts, whoever changed it and by which statement. `lipat` folds these rows
into `Rekap`, once per level from the village to the nation. `baca` adds both, so the answer is the same before and after.

Why not an upsert by the trigger: a hundred thousand verdicts would hold the rows of all their villages until they end, and
two acts in opposite order would lock each other out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from akun.pandangan import nama_terbatas
from dasar.jejak import rentang_wilayah
from usulan.alur import TERBUKA, S
from wilayah.kode import PANJANG

HAL = ("usulan", "alasan", "orang", "keluarga", "peserta")
KOLOM = ("hal", "periode", "jenis", "program", "keadaan", "alasan")
# To where something is returned or refused, with a reason.
KEADAAN_BERALASAN = (S.DITOLAK_MUSDES, S.DIKEMBALIKAN, S.TIDAK_LAYAK, S.DIKEMBALIKAN_KAB)
_BERALASAN = ", ".join(f"'{s.value}'" for s in KEADAAN_BERALASAN)
# Of families whose criteria answers are known: the month of the version that brought them.
_UMUR = "case when kriteria = '----------' then 0 else dari end"
_BULAN = "to_char({} at time zone 'Asia/Jakarta', 'YYYYMM')::int"

# (table, SQL of its counts over a relation named by {0}, with the sign {1}): the one place that says what is counted. The
# raw moment is grouped first: a bulk import has one, and turning it into a month is dear.
_USULAN = (
    "select wilayah_id, 'usulan' as hal, {bulan} as periode, jenis, program_id as program, status as keadaan, '' as alasan,"
    " n from (select wilayah_id, dibuat_pada, jenis, program_id, status, sum(n)::bigint as n from ({{sumber}}) s"
    " group by 1, 2, 3, 4, 5) t"
).format(bulan=_BULAN.format("dibuat_pada"))
_REGISTER = {
    "dtks_individu": ("'orang'", "0", "''"),
    "dtks_keluarga": ("'keluarga'", _UMUR, "''"),
    "dtks_kepesertaan": ("'peserta'", "0", "program_id"),
}


def _register(tabel: str, sumber: str) -> str:
    hal, periode, program = _REGISTER[tabel]
    return (
        f"select wilayah_id, {hal} as hal, {periode} as periode, '' as jenis, {program} as program, '' as keadaan,"
        f" '' as alasan, n from ({sumber}) t where sampai is null"
    )


def _gerak(isi: str) -> str:
    return (
        f"insert into pemantauan_gerak (wilayah_id, {', '.join(KOLOM)}, jumlah)"
        f" select wilayah_id, {', '.join(KOLOM)}, sum(n) from ({isi}) g group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0"
    )


_LAMA_BARU = "select {0}, -1 as n from lama union all select {0}, 1 as n from baru"
# A proposal has sixty columns: both sides of a hundred thousand changed ones are copied for the five that are counted.
_DIHITUNG = "wilayah_id, dibuat_pada, jenis, program_id, status"
_ALASAN = (
    "select b.wilayah_id, 'alasan' as hal, " + _BULAN.format("now()") + " as periode, '' as jenis, '' as program,"
    " b.status as keadaan, trim(k) as alasan, 1 as n from baru b join lama l using (id)"
    " cross join lateral unnest(string_to_array(b.alasan, ',')) k"
    f" where b.alasan <> '' and l.status <> b.status and b.status in ({_BERALASAN})"
)

_PEMICU = """
create or replace function rekap_{tabel}_{kejadian}() returns trigger language plpgsql set enable_nestloop = off as $$
begin
  {isi};
  {tambahan}
  return null;
end $$;
drop trigger if exists rekap_{kejadian} on {tabel};
create trigger rekap_{kejadian} after {kejadian} on {tabel}
  referencing {rujukan} for each statement execute function rekap_{tabel}_{kejadian}();
"""


def sql_pemicu() -> str:
    """SQL that installs (or replaces) the triggers that count proposals, reasons and the register."""
    bagian = []
    for tabel in ("usulan_usulan", *_REGISTER):
        for kejadian, sumber, rujukan in (
            ("insert", "select *, 1 as n from baru", "new table as baru"),
            ("update", _LAMA_BARU, "old table as lama new table as baru"),
        ):
            sumber = sumber.format(_DIHITUNG if tabel == "usulan_usulan" else "*")
            isi = _USULAN.format(sumber=sumber) if tabel == "usulan_usulan" else _register(tabel, sumber)
            tambahan = ""
            if (tabel, kejadian) == ("usulan_usulan", "update"):
                tambahan = f"if exists (select from baru where alasan <> '') then {_gerak(_ALASAN)}; end if;"
            bagian.append(_PEMICU.format(tabel=tabel, kejadian=kejadian, rujukan=rujukan, isi=_gerak(isi), tambahan=tambahan))
    return "".join(bagian)


def _naik(isi: str) -> str:
    """`isi` (rows per village, counted as n) once per level from the nation to the village."""
    tingkat = ", ".join(f"({t}, {PANJANG[t]})" for t in range(len(PANJANG)))
    return (
        f"select t.tingkat, case when t.tingkat = 0 then '00' else left(wilayah_id, t.panjang) end as wilayah_id,"
        f" {', '.join(KOLOM)}, sum(n) as jumlah from ({isi}) g cross join (values {tingkat}) as t(tingkat, panjang)"
        " group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0"
    )


_KUNCI = f"hal, tingkat, wilayah_id, {', '.join(KOLOM[1:])}"
_TULIS = (
    f"insert into pemantauan_rekap (tingkat, wilayah_id, {', '.join(KOLOM)}, jumlah) {{isi}}"
    f" on conflict ({_KUNCI}) do update set jumlah = pemantauan_rekap.jumlah + excluded.jumlah"
)


@transaction.atomic
def lipat() -> int:
    """Fold what the triggers gathered into the recap of every level. Returns how many rows were folded.

    One at a time: who finds it running leaves it to the other. A reader sees the counts before or after, never between.
    """
    with connection.cursor() as kursor:
        kursor.execute("select pg_try_advisory_xact_lock(hashtext('pemantauan_rekap'))")
        if not kursor.fetchone()[0]:
            return 0
        isi = _naik(f"select wilayah_id, {', '.join(KOLOM)}, jumlah as n from habis")
        kursor.execute(
            "with habis as (delete from pemantauan_gerak returning *), tulis as (" + _TULIS.format(isi=isi) + " returning 1)"
            " select count(*) from habis"
        )
        jumlah = kursor.fetchone()[0]
        kursor.execute("delete from pemantauan_rekap where jumlah = 0")
    return jumlah


def sql_hitung() -> str:
    """Everything counted from the tables themselves, per village: for the first filling and for a check.

    Reasons are counted from the event log, which keeps them when the proposal has long moved on.
    """
    usulan = _USULAN.format(sumber="select *, 1 as n from usulan_usulan")
    alasan = (
        "select wilayah as wilayah_id, 'alasan', " + _BULAN.format("pada") + ", '', '', ke, trim(k), 1"
        " from dasar_jejak cross join lateral unnest(string_to_array(alasan, ',')) k"
        f" where tabel = 'usulan_usulan' and alasan <> '' and dari <> ke and ke in ({_BERALASAN})"
    )
    register = [_register(tabel, f"select *, 1 as n from {tabel}") for tabel in _REGISTER]
    return " union all ".join([usulan, alasan, *register])


def sql_susun() -> str:
    """SQL that fills the recap anew from the tables."""
    return "delete from pemantauan_gerak; delete from pemantauan_rekap; " + _TULIS.format(isi=_naik(sql_hitung()))


def selisih() -> list[tuple]:
    """Where the recap differs from a recount: (level, region, *dimensions, kept, counted); nothing when all is well.

    Reads every table that is counted: for a job at night and for tests.
    """
    kini = _naik(f"select wilayah_id, {', '.join(KOLOM)}, jumlah as n from pemantauan_gerak")
    kolom = f"tingkat, wilayah_id, {', '.join(KOLOM)}"
    with connection.cursor() as kursor:
        kursor.execute(
            f"with simpan as (select {kolom}, sum(jumlah) as n from (select {kolom}, jumlah from pemantauan_rekap union all"
            f" {kini}) s group by {kolom} having sum(jumlah) <> 0), hitung as ({_naik(sql_hitung())})"
            f" select {kolom}, coalesce(s.n, 0), coalesce(h.jumlah, 0) from simpan s full join hitung h using ({kolom})"
            f" where coalesce(s.n, 0) <> coalesce(h.jumlah, 0) order by {kolom}"
        )
        return kursor.fetchall()


@dataclass(frozen=True, slots=True)
class Baris:
    """One count of one region."""

    wilayah: str
    hal: str
    periode: int
    jenis: str
    program: str
    keadaan: str
    alasan: str
    jumlah: int


def baca(
    kode: str,
    tingkat: int,
    hal: Iterable[str],
    *,
    sejak: int = 0,
    sampai: int = 999912,
    sisa: bool = False,
    kolom: Iterable[str] = KOLOM[1:],
    program: tuple[str, ...] = (),
) -> list[Baris]:
    """Counts inside `kode` by the regions of level `tingkat`, of the named things.

    `sejak` and `sampai` narrow those that have a month (proposals, reasons); with `sisa` the proposals of earlier months that
    still wait come too. `kolom` are the dimensions to keep apart, the others are added up. `program`: of the reader's
    assignment; counts of other programmes are left out. One statement; it reads one
    level of the recap and what is not folded yet.
    """
    awal, akhir = rentang_wilayah(kode)
    kolom = set(kolom)
    pilih = ", ".join(n if n in kolom else ("0 as periode" if n == "periode" else f"'' as {n}") for n in KOLOM[1:])
    lama = " or hal = 'usulan' and periode < %(sejak)s and keadaan = any(%(terbuka)s)" if sisa else ""
    syarat = (
        "hal = any(%(hal)s) and wilayah_id >= %(awal)s and wilayah_id < %(akhir)s"
        f" and (hal not in ('usulan', 'alasan') or periode between %(sejak)s and %(sampai)s{lama})"
    )
    if program:
        syarat += " and program = any(%(program)s)"
    simpan, gerak = (nama_terbatas(tabel, program) for tabel in ("pemantauan_rekap", "pemantauan_gerak"))
    bagian = "'00'" if tingkat == 0 else f"left(wilayah_id, {PANJANG[tingkat]})"
    with connection.cursor() as kursor:
        kursor.execute(
            f"select wilayah_id, hal, {', '.join(KOLOM[1:])}, sum(jumlah)::bigint from ("
            f"select wilayah_id, hal, {pilih}, jumlah from {simpan} where tingkat = %(tingkat)s and {syarat}"
            f" union all select {bagian}, hal, {pilih}, jumlah from {gerak} where {syarat}) s"
            " group by 1, 2, 3, 4, 5, 6, 7 having sum(jumlah) <> 0 order by 1, 2, 3, 4, 5, 6, 7",
            {
                "hal": list(hal), "awal": awal, "akhir": akhir, "tingkat": tingkat, "sejak": sejak, "sampai": sampai,
                "terbuka": [s.value for s in TERBUKA], "program": ["", *program],
            },
        )  # fmt: skip
        return [Baris(*b) for b in kursor.fetchall()]
