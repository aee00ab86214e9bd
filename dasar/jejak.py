"""The event log: no change of a stateful row without its event, also by raw SQL.

A statement-level trigger with transition tables writes one narrow event per changed row, takes who / in which function
/ by which step from the transaction, and refuses

* a change without a who,
* a step that the app's table of steps (`alur.py`) does not hold for that function,
* a row outside the area of the person who acts, or moved to another area or number.

So a loop, `queryset.update()`, COPY and hand-written SQL all leave the same trail. The table of steps is baked into the
trigger function when it is installed by a migration: it can be neither emptied nor edited as data.
"""

import contextlib
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.migrations import RunSQL

from dasar.pernyataan import PernyataanTetap

# Set by the request-id middleware and by the job runner, so that an event, a log line and an error page can be matched.
nomor_permintaan: ContextVar[str] = ContextVar("nomor_permintaan", default="")

NEGARA = "00"
# Digits of a kecamatan code.
PANJANG_KECAMATAN = 6


def rentang_wilayah(kode: str) -> tuple[str, str]:
    """Half-open prefix range of a region's subtree, for `kode >= awal AND kode < akhir`; '00' is the whole nation."""
    return ("0", "~") if kode == NEGARA else (kode, kode + "~")


@dataclass(frozen=True, slots=True)
class Pelaku:
    """Who acts: one person in one function over one area (Kepmensos 73/HUK/2024).

    `program`: codes of the programmes whose participation the person sees, `kecamatan`: codes of the part of the area; empty
    where the assignment is not narrowed so.
    """

    pengguna_id: int
    fungsi: str
    wilayah: str
    nama: str = ""
    program: tuple[str, ...] = ()
    kecamatan: tuple[str, ...] = ()

    @property
    def rentang(self) -> tuple[str, str]:
        return rentang_wilayah(self.wilayah)

    @property
    def bagian(self) -> dict[str, list[str]]:
        """What narrows the assignment, as a job keeps it; empty for most."""
        return {k: list(isi) for k, isi in (("program", self.program), ("kecamatan", self.kecamatan)) if isi}

    @property
    def jangkauan(self) -> tuple[str, str, str, str, str]:
        """What the database is told: first code, end of the range, function, account, and the list that narrows it."""
        return (*self.rentang, self.fungsi, str(self.pengguna_id), ",".join(self.program or self.kecamatan))

    def mencakup(self, kode: str) -> bool:
        """Whether the region lies in the area, and in the part of it; what lies above a kecamatan belongs to all its parts."""
        awal, akhir = self.rentang
        sebagian = not self.kecamatan or len(kode) < PANJANG_KECAMATAN or kode[:PANJANG_KECAMATAN] in self.kecamatan
        return awal <= kode < akhir and sebagian


SISTEM = Pelaku(0, "sistem", NEGARA, "Sistem")

# Whose rows this thread sees (Pelaku.jangkauan): dasar.jangkauan.
jangkauan_kini: ContextVar[tuple[str, str, str, str, str]] = ContextVar("jangkauan_kini", default=("", "", "", "", ""))

_SETELAN = ("dtks.oleh", "dtks.fungsi", "dtks.awal", "dtks.akhir", "dtks.langkah", "dtks.permintaan")
_JANGKAUAN = ("dtks.lihat_awal", "dtks.lihat_akhir", "dtks.lihat_fungsi", "dtks.lihat_oleh", "dtks.lihat_bagian")


@contextlib.contextmanager
def atas_nama(pelaku: Pelaku, langkah: str = "") -> Iterator[None]:
    """One transaction in which the database knows who acts, by which step, over which area, and shows what they may see.

    The settings are local to the transaction. When the block sits inside an outer one, the outer values come back at
    its end. This is the only place that tells the database who acts.
    """
    jangkauan = pelaku.jangkauan
    nilai = (str(pelaku.pengguna_id), pelaku.fungsi, *pelaku.rentang, langkah, nomor_permintaan.get(), *jangkauan)
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("select " + ", ".join(f"coalesce(current_setting('{s}', true), '')" for s in (*_SETELAN, *_JANGKAUAN)))
        semula = kursor.fetchone()
        _setel(kursor, nilai)
        tanda = jangkauan_kini.set(jangkauan)
        try:
            yield
        finally:
            jangkauan_kini.reset(tanda)
        _setel(kursor, semula)


def _setel(kursor, nilai: Iterable[str]) -> None:
    setelan = ", ".join(f"set_config('{s}', %s, true)" for s in _SETELAN)
    # What the database shows: akun.syarat_baris.
    kursor.execute(f"select {setelan}, dtks_jangkauan(%s, %s, %s, %s, %s)", list(nilai))


CATAT = PernyataanTetap(
    "insert into dasar_jejak (tabel, objek, langkah, oleh, fungsi, wilayah, catatan, permintaan, subjek)"
    " values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
    nama="jejak",
)


def isi_catatan(
    pelaku: Pelaku, kejadian: str, tabel: str, objek: int | None, wilayah: str, catatan: str, subjek: int | None
) -> list[object]:
    """The values of CATAT, for whoever sends it along with another statement (dasar.kueri_tetap); else `catat`."""
    return [tabel, objek, kejadian, pelaku.pengguna_id, pelaku.fungsi, wilayah, catatan, nomor_permintaan.get(), subjek]


def catat(
    pelaku: Pelaku,
    kejadian: str,
    tabel: str = "",
    objek: int | None = None,
    wilayah: str = "",
    catatan: str = "",
    subjek: int | None = None,
) -> None:
    """Write an event that is no change of state: a sign-in, a read, a download, a refused attempt.

    `subjek` is the person or family that was read or looked for, as `dasar.subjek.sidik` gives it: "who read X" asks for it.
    """
    with connection.cursor() as kursor:
        CATAT.jalankan(kursor, isi_catatan(pelaku, kejadian, tabel, objek, wilayah, catatan, subjek))


# The planner knows nothing of transition tables and takes nested loops: a hundred thousand rows against each other.
_BANYAK_BARIS = "set enable_nestloop = off "


def sql_pemicu(
    tabel: str,
    langkah: Iterable[tuple[str, str, str, str]],
    saat_insert: str = "",
    saat_update: str = "",
    *,
    banyak_baris: bool = False,
) -> str:
    """SQL that installs (or replaces) the event trigger of one table.

    `tabel` needs columns id, status, wilayah_id, alasan, catatan. `langkah` yields (name, from, to, function); from is
    '' for the birth of a row; from = to stands for a change of content that leaves the state alone. `saat_insert` and
    `saat_update` are PL/pgSQL run before the events are written, with the transition tables `baru` (and `lama`) in reach:
    the place for rules that span rows. Rows are never deleted. `banyak_baris`: updates move many rows at once, and
    `saat_update` compares only `lama` with `baru`.
    """
    sah = ",\n      ".join(f"('{n}', '{d}', '{k}', '{f}')" for n, d, k, f in sorted(set(langkah)))
    return "\n".join(
        [
            *(
                _FUNGSI.format(
                    tabel=tabel, kejadian=kejadian, sumber=sumber, rujukan=rujukan, sah=sah, tambahan=tambahan, setelan=setelan
                )
                for kejadian, sumber, rujukan, tambahan, setelan in (
                    ("insert", _SUMBER_INSERT, "new table as baru", saat_insert, ""),
                    (
                        "update",
                        _SUMBER_UPDATE,
                        "old table as lama new table as baru",
                        saat_update,
                        _BANYAK_BARIS if banyak_baris else "",
                    ),
                )
            ),
            sql_tanpa_hapus(tabel),
        ]
    )


def sql_tanpa_hapus(tabel: str, kejadian: str = "delete") -> str:
    """SQL that forbids the named events, and emptying the table, to everybody: its owner too."""
    return f"""
create or replace function dasar_tolak_hapus() returns trigger language plpgsql as $$
begin
  raise exception '% tidak boleh di-%', tg_table_name, lower(tg_op) using errcode = 'insufficient_privilege';
end $$;
drop trigger if exists tanpa_hapus on {tabel};
create trigger tanpa_hapus before {kejadian} on {tabel} for each statement execute function dasar_tolak_hapus();
drop trigger if exists tanpa_kosong on {tabel};
create trigger tanpa_kosong before truncate on {tabel} for each statement execute function dasar_tolak_hapus();
"""


def pasang_jejak(
    tabel: str,
    langkah: Iterable[tuple[str, str, str, str]],
    saat_insert: str = "",
    saat_update: str = "",
    *,
    banyak_baris: bool = False,
) -> RunSQL:
    """The migration operation that installs the triggers of `sql_pemicu`. A changed table of steps needs a new one."""
    return RunSQL(sql_pemicu(tabel, langkah, saat_insert, saat_update, banyak_baris=banyak_baris), RunSQL.noop)


_SUMBER_INSERT = "select b.id, ''::varchar as dari, b.status as ke, b.wilayah_id, b.alasan, b.catatan from baru b"
# A row that changed its number has no old self here, and one that changed its area would slip into the actor's own: both
# stand in no area at all, which the check of areas refuses.
_SUMBER_UPDATE = (
    "select b.id, l.status as dari, b.status as ke, case when l.wilayah_id = b.wilayah_id then b.wilayah_id else '' end"
    " as wilayah_id, b.alasan, b.catatan from baru b left join lama l using (id)"
    " where l.status <> b.status or l.* is distinct from b.*"
)

_FUNGSI = """
create or replace function jejak_{tabel}_{kejadian}() returns trigger language plpgsql {setelan}as $$
declare
  pelaku bigint := nullif(current_setting('dtks.oleh', true), '')::bigint;
  f text := current_setting('dtks.fungsi', true);
  l text := current_setting('dtks.langkah', true);
  awal text := nullif(current_setting('dtks.awal', true), '');
  akhir text := current_setting('dtks.akhir', true);
  nomor_permintaan text := coalesce(current_setting('dtks.permintaan', true), '');
  salah text;
begin
  if not exists (select from baru) then
    return null;
  end if;
  if pelaku is null then
    raise exception 'perubahan {tabel} tanpa pelaku' using errcode = 'insufficient_privilege';
  end if;
  {tambahan}
  with catatan as (
    insert into dasar_jejak (tabel, objek, langkah, dari, ke, oleh, fungsi, wilayah, alasan, catatan, permintaan)
    select '{tabel}', s.id, l, s.dari, s.ke, pelaku, f, s.wilayah_id, s.alasan, s.catatan, nomor_permintaan
      from ({sumber}) s
    returning dari, ke, wilayah)
  select case when a.luar then format('wilayah %s di luar wilayah pelaku', coalesce(nullif(a.contoh, ''), 'yang berpindah'))
              else format('langkah %s oleh fungsi %s tidak sah: %s -> %s', l, f, a.dari, a.ke) end
    into salah
    from (select c.dari, c.ke, (c.wilayah >= awal and c.wilayah < akhir) is not true as luar, min(c.wilayah) as contoh
            from catatan c group by 1, 2, 3) a
   where a.luar or not exists (
     select from (values {sah}) as g(n, d, k, u)
      where g.n = l and g.d = a.dari and g.k = a.ke and g.u = f)
   limit 1;
  if salah is not null then
    raise exception '{tabel}: %', salah using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
drop trigger if exists jejak_{kejadian} on {tabel};
create trigger jejak_{kejadian} after {kejadian} on {tabel}
  referencing {rujukan} for each statement execute function jejak_{tabel}_{kejadian}();
"""
