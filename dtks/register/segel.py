"""The seal of a month: what it opened and closed, hashed per village, chained to the village's seal before.

The root of the month hashes the seals of the villages that changed, chained to the root of the month before; it is
printed on the decree. Both cost what the month changed, and both can be recomputed from the versions for any month.
"""

import hashlib

from django.db import connection

# One line per version as it was opened (its content) or closed (its key). Order and words are part of the seal; the text of
# a row value quotes its parts, so that no two rows share one.
_BARIS = """
  select wilayah_id, row('I+', nik, nomor_kk, nama, tempat_lahir, tanggal_lahir, ibu_kandung, jenis_kelamin, pekerjaan, status_kawin,
                         pendidikan, hubungan, disabilitas)::text as isi
    from dtks_individu where dibuka = {penetapan}
  union all
  select wilayah_id, row('I-', nik, dari)::text from dtks_individu where ditutup = {penetapan}
  union all
  select wilayah_id, row('K+', nomor_kk, alamat, rt, rw, kriteria)::text from dtks_keluarga where dibuka = {penetapan}
  union all
  select wilayah_id, row('K-', nomor_kk, dari)::text from dtks_keluarga where ditutup = {penetapan}
  union all
  select wilayah_id, row('P+', nik, program_id)::text from dtks_kepesertaan where dibuka = {penetapan}
  union all
  select wilayah_id, row('P-', nik, program_id, dari)::text from dtks_kepesertaan where ditutup = {penetapan}
"""

# Lines are hashed one by one and their hashes sorted: sorting 32 bytes is cheaper than sorting whole rows.
_ISI_DESA = f"""
select wilayah_id, count(*)::int as jumlah, sha256(string_agg(h, ''::bytea order by h)) as isi
  from (select wilayah_id, sha256(convert_to(isi, 'UTF8')) as h from ({_BARIS.format(penetapan="%(penetapan)s")}) b) d
 group by wilayah_id
"""

_SEGEL = f"""
insert into dtks_segeldesa (wilayah_id, periode, penetapan, jumlah, akar)
select d.wilayah_id, %(periode)s, %(penetapan)s, d.jumlah, sha256(coalesce(s.akar, ''::bytea) || d.isi)
  from ({_ISI_DESA}) d
  left join lateral (select akar from dtks_segeldesa s
                      where s.wilayah_id = d.wilayah_id and s.periode < %(periode)s order by periode desc limit 1) s on true
"""

_AKAR = "select coalesce(string_agg(akar, ''::bytea order by wilayah_id), ''::bytea) from dtks_segeldesa where penetapan = %s"


def segel_desa(penetapan: int, periode: int) -> bytes:
    """Seal every village that the determination changed; returns the hash over their seals, unchained (32 bytes)."""
    with connection.cursor() as kursor:
        kursor.execute(_SEGEL, {"penetapan": penetapan, "periode": periode})
        kursor.execute(_AKAR, [penetapan])
        return hashlib.sha256(kursor.fetchone()[0]).digest()


def rantai(akar_sebelum: bytes, isi: bytes) -> bytes:
    """Root of a month from the root before and the month's own hash."""
    return hashlib.sha256(bytes(akar_sebelum) + isi).digest()


_PERIKSA = f"""
select coalesce(d.wilayah_id, s.wilayah_id)
  from ({_ISI_DESA}) d
  full join (select * from dtks_segeldesa where penetapan = %(penetapan)s) s using (wilayah_id)
  left join lateral (select akar from dtks_segeldesa l
                      where l.wilayah_id = s.wilayah_id and l.periode < s.periode order by periode desc limit 1) l on true
 where s.akar is distinct from sha256(coalesce(l.akar, ''::bytea) || d.isi)
 order by 1
"""


def desa_tidak_cocok(penetapan: int) -> list[str]:
    """Codes of villages whose versions of this determination no longer give the seal that was taken then."""
    with connection.cursor() as kursor:
        kursor.execute(_PERIKSA, {"penetapan": penetapan})
        return [k for (k,) in kursor.fetchall()]


def akar_bulan(penetapan: int) -> bytes:
    """Hash over the village seals of a determination, as `segel_desa` returned it."""
    with connection.cursor() as kursor:
        kursor.execute(_AKAR, [penetapan])
        return hashlib.sha256(kursor.fetchone()[0]).digest()
