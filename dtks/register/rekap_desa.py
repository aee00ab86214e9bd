"""How many persons, families and participants stand in each village, month by month: what the public statistics read.

One row per village and object and only for the months in which the count moved; the count of a month is the latest row not
after it. Written by the determination, so no page counts the register.
"""

from django.db import connection

# What a village gained (+1) and lost (-1) by object; a family that moves leaves one village and enters another.
_OBJEK = {"dtks_individu": "'INDIVIDU'", "dtks_keluarga": "'KELUARGA'", "dtks_kepesertaan": "program_id"}


def _gerak(syarat_buka: str, syarat_tutup: str) -> str:
    return " union all ".join(
        f"select wilayah_id, {objek} as objek, dari as periode, 1 as geser from {tabel} {syarat_buka}"
        f" union all select wilayah_id, {objek}, sampai, -1 from {tabel} {syarat_tutup}"
        for tabel, objek in _OBJEK.items()
    )


_CATAT = f"""
insert into dtks_rekapdesa (wilayah_id, objek, periode, aktif)
select g.wilayah_id, g.objek, %(periode)s, coalesce(l.aktif, 0) + g.geser
  from (select wilayah_id, objek, sum(geser) as geser
          from ({_gerak("where dibuka = %(penetapan)s", "where ditutup = %(penetapan)s")}) v group by 1, 2) g
  left join lateral (select aktif from dtks_rekapdesa r where r.wilayah_id = g.wilayah_id and r.objek = g.objek
                      order by r.periode desc limit 1) l on true
 where g.geser <> 0
"""
_SEMUA = f"""
select wilayah_id, objek, periode, sum(geser) over (partition by wilayah_id, objek order by periode)::int as aktif
  from (select wilayah_id, objek, periode, sum(geser) as geser
          from ({_gerak("", "where sampai is not null")}) v group by 1, 2, 3) g
 where geser <> 0
"""
_BEDA = f"""
with seharusnya as materialized ({_SEMUA})
select coalesce(r.wilayah_id, s.wilayah_id), count(*)
  from dtks_rekapdesa r full join seharusnya s using (wilayah_id, objek, periode)
 where r.aktif is distinct from s.aktif group by 1 order by 1
"""


def catat_perubahan(penetapan: int, periode: int) -> int:
    """Add the counts that this determination moved; one statement. Only `pencatatan` calls it."""
    with connection.cursor() as kursor:
        kursor.execute(_CATAT, {"penetapan": penetapan, "periode": periode})
        return kursor.rowcount


def susun_ulang() -> int:
    """Write all counts anew from the versions. Needs the tables' owner (`manage.py susun_publik`)."""
    with connection.cursor() as kursor:
        kursor.execute("delete from dtks_rekapdesa")
        kursor.execute(f"insert into dtks_rekapdesa (wilayah_id, objek, periode, aktif) {_SEMUA}")
        return kursor.rowcount


def beda_dengan_register() -> list[tuple[str, int]]:
    """(village, how many counts) that the versions do not give; nothing when they agree."""
    with connection.cursor() as kursor:
        kursor.execute(_BEDA)
        return kursor.fetchall()
