"""The only code that writes the register. Its input is a determination (Pasal 12 Permensos 3/2021).

The caller fills the temporary table `perubahan` (made by `siapkan`), one row per proposal; `terapkan` closes and opens
versions from it with a handful of statements, whatever the number of rows.
"""

from dataclasses import dataclass

from django.db import connection

from dtks.register import cek, rekap_desa
from dtks.register.segel import segel_desa

KOLOM_PERUBAHAN = (
    "jenis", "nik", "nomor_kk", "wilayah_id", "program_id", "nama", "tempat_lahir", "tanggal_lahir", "ibu_kandung",
    "jenis_kelamin", "pekerjaan", "status_kawin", "pendidikan", "hubungan", "disabilitas", "alamat", "rt", "rw",
    "kriteria",
)  # fmt: skip

# Two determinations inside one transaction of a caller: each begins with empty tables.
_SIAPKAN = """
drop table if exists perubahan, keluarga_baru;
create temporary table perubahan (
  jenis text not null, nik text collate "C" not null, nomor_kk text collate "C" not null,
  wilayah_id varchar(10) collate "C" not null, program_id varchar(12) collate "C" not null, nama text, tempat_lahir text,
  tanggal_lahir date, ibu_kandung text, jenis_kelamin text, pekerjaan text, status_kawin text, pendidikan text,
  hubungan smallint, disabilitas smallint, alamat text, rt text, rw text, kriteria text
) on commit drop
"""


@dataclass(frozen=True, slots=True)
class HasilCatat:
    """What a determination changed in the register: counts per kabupaten and object, and in all."""

    rekap: list[tuple[str, str, int, int]]  # (kabupaten, INDIVIDU | KELUARGA | programme, entered, left)
    masuk: int
    keluar: int
    akar: bytes


def siapkan() -> None:
    """Make the empty temporary table `perubahan` for this transaction."""
    with connection.cursor() as kursor:
        kursor.execute(_SIAPKAN)


# The head of the family speaks for its address; without a known head the first name does.
_KELUARGA_BARU = """
create temporary table keluarga_baru on commit drop as
select distinct on (nomor_kk) nomor_kk, wilayah_id, alamat, rt, rw, coalesce(kriteria, '----------') as kriteria
  from perubahan where jenis in ('masuk', 'bansos')
 order by nomor_kk, kriteria is null, hubungan nulls last, nik
"""

_TUTUP_KELUARGA_BERUBAH = """
update dtks_keluarga k set sampai = %(periode)s, ditutup = %(penetapan)s
  from keluarga_baru b
 where k.nomor_kk = b.nomor_kk and k.sampai is null
   and (k.alamat, k.rt, k.rw, k.wilayah_id) is distinct from (b.alamat, b.rt, b.rw, b.wilayah_id)
    or k.nomor_kk = b.nomor_kk and k.sampai is null and b.kriteria <> '----------' and b.kriteria <> k.kriteria
"""

_BUKA_KELUARGA = """
insert into dtks_keluarga (nomor_kk, dari, wilayah_id, alamat, rt, rw, kriteria, dibuka)
select b.nomor_kk, %(periode)s, b.wilayah_id, b.alamat, b.rt, b.rw,
       case when b.kriteria = '----------' then coalesce(l.kriteria, b.kriteria) else b.kriteria end, %(penetapan)s
  from keluarga_baru b
  left join dtks_keluarga l on l.nomor_kk = b.nomor_kk and l.sampai = %(periode)s and l.ditutup = %(penetapan)s
 where not exists (select from dtks_keluarga k where k.nomor_kk = b.nomor_kk and k.sampai is null)
"""

_BUKA_INDIVIDU = """
insert into dtks_individu (nik, dari, nomor_kk, wilayah_id, nama, tempat_lahir, tanggal_lahir, ibu_kandung, jenis_kelamin,
    pekerjaan, status_kawin, pendidikan, hubungan, disabilitas, dibuka)
select distinct on (nik) nik, %(periode)s, nomor_kk, wilayah_id, nama, tempat_lahir, tanggal_lahir, ibu_kandung,
    jenis_kelamin, pekerjaan, status_kawin, pendidikan, hubungan, disabilitas, %(penetapan)s
  from perubahan where jenis = 'masuk'
 order by nik, program_id
"""

_BUKA_KEPESERTAAN = """
insert into dtks_kepesertaan (nik, program_id, dari, wilayah_id, dibuka)
select distinct nik, program_id, %(periode)s, wilayah_id, %(penetapan)s
  from perubahan where jenis in ('masuk', 'bansos') and program_id <> 'NONBANSOS'
"""

_TUTUP_KEPESERTAAN = """
update dtks_kepesertaan k set sampai = %(periode)s, ditutup = %(penetapan)s
  from perubahan p
 where k.nik = p.nik and k.sampai is null
   and (p.jenis = 'penonaktifan' or p.jenis = 'penghentian' and k.program_id = p.program_id)
"""

_TUTUP_INDIVIDU = """
update dtks_individu i set sampai = %(periode)s, ditutup = %(penetapan)s
  from perubahan p
 where p.jenis = 'penonaktifan' and i.nik = p.nik and i.sampai is null
"""

# A family without a living member in the register is no family (Pasal 8(3)c).
_TUTUP_KELUARGA_KOSONG = """
update dtks_keluarga k set sampai = %(periode)s, ditutup = %(penetapan)s
 where k.sampai is null
   and k.nomor_kk in (select nomor_kk from dtks_individu where ditutup = %(penetapan)s)
   and not exists (select from dtks_individu i where i.nomor_kk = k.nomor_kk and i.sampai is null)
"""


# Words of names that the register has not held yet, for the search that forgives.
_KATA_BARU = """
insert into dtks_katanama (kata)
select distinct substr(k, 5) from dtks_individu i, unnest(i.kata_cari) k
 where i.dibuka = %(penetapan)s and substr(k, 5, 1) <> '#'
    on conflict do nothing
"""


def _rekap(tabel: str, objek: str) -> str:
    # A family whose address changed is closed and opened by the same determination: neither entered nor left its kabupaten;
    # one that moved to another left the one and entered the other.
    kunci = {"dtks_individu": "nik", "dtks_keluarga": "nomor_kk", "dtks_kepesertaan": "nik, program_id"}[tabel]
    return f"""
    select kabupaten, {objek}, count(*) filter (where masuk and not keluar), count(*) filter (where keluar and not masuk)
      from (select {kunci}, left(wilayah_id, 4) as kabupaten, coalesce(bool_or(dibuka = %(penetapan)s), false) as masuk,
                   coalesce(bool_or(ditutup = %(penetapan)s), false) as keluar
              from {tabel} where dibuka = %(penetapan)s or ditutup = %(penetapan)s group by {kunci}, left(wilayah_id, 4)) v
     group by 1, 2"""


_REKAP = " union all ".join(
    [
        _rekap("dtks_individu", "'INDIVIDU'"),
        _rekap("dtks_keluarga", "'KELUARGA'"),
        _rekap("dtks_kepesertaan", "program_id"),
    ]
)


def terapkan(penetapan: int, periode: int) -> HasilCatat:
    """Write the changes gathered in `perubahan` as versions of month `periode`, and seal the villages they touch.

    `penetapan` is the number of the determination, which must exist before the transaction ends (deferred foreign key).
    Runs inside the caller's transaction. Raises IntegrityError when a change contradicts the register: the caller sorts
    such rows out beforehand (`penetapan.penetapan`).
    """
    isi = {"penetapan": penetapan, "periode": periode}
    with connection.cursor() as kursor:
        kursor.execute("analyze perubahan")
        kursor.execute(_KELUARGA_BARU)
        kursor.execute("analyze keluarga_baru")
        for perintah in (
            _TUTUP_KELUARGA_BERUBAH, _BUKA_KELUARGA, _BUKA_INDIVIDU, _BUKA_KEPESERTAAN, _TUTUP_KEPESERTAAN, _TUTUP_INDIVIDU,
            _TUTUP_KELUARGA_KOSONG, _KATA_BARU,
        ):  # fmt: skip
            kursor.execute(perintah, isi)
        kursor.execute(_REKAP, isi)
        rekap = kursor.fetchall()
    cek.catat_perubahan()
    rekap_desa.catat_perubahan(penetapan, periode)
    masuk = sum(r[2] for r in rekap if r[1] == "INDIVIDU")
    keluar = sum(r[3] for r in rekap if r[1] == "INDIVIDU")
    return HasilCatat(rekap, masuk, keluar, segel_desa(penetapan, periode))
