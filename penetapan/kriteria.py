"""The five integrity criteria of Pasal 8(3) Permensos 3/2021 as named checks.

Each check is one SELECT (usulan_id, bukti) over the temporary table `dinilai` (the proposals under assessment): the failing
items with their evidence, in words that the kabupaten/kota can act on.

`offset 0` keeps the planner from turning a look-up per proposal into a walk through the whole register: under row-level
security it takes any area for a small one. A check costs what is assessed, not what is registered.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kriteria:
    """One letter of Pasal 8(3): its name, the reason code under which an item goes back, and its checks."""

    huruf: str
    nama: str
    kode_alasan: str
    periksa: tuple[str, ...]


_MASUK = "d.jenis in ('masuk', 'bansos')"

# a. data perorangan bersifat individual dan tunggal
_TUNGGAL_DI_REGISTER = """
select d.id, format('NIK sudah aktif dalam DTKS di %%s sejak %%s.', w.nama, i.dari)
  from dinilai d
 cross join lateral (select wilayah_id, dari from dtks_individu where nik = d.nik and sampai is null offset 0) i
  join wilayah_wilayah w on w.kode = i.wilayah_id
 where d.jenis = 'masuk'"""
_TUNGGAL_ORANGNYA_ADA = """
select d.id, 'Orang ini tidak lagi tercatat aktif dalam DTKS, sehingga tidak ada yang dapat diubah.'
  from dinilai d
 where d.jenis in ('bansos', 'penghentian', 'penonaktifan')
   and not exists (select from dtks_individu i where i.nik = d.nik and i.sampai is null offset 0)"""
_TUNGGAL_KEPESERTAAN = """
select d.id, format('Orang ini sudah menjadi peserta %%s.', d.program_id)
  from dinilai d
 where d.jenis = 'bansos' and exists (
   select from dtks_kepesertaan k where k.nik = d.nik and k.program_id = d.program_id and k.sampai is null offset 0)
 union all
select d.id, format('Orang ini bukan peserta %%s, sehingga tidak ada yang dihentikan.', d.program_id)
  from dinilai d
 where d.jenis = 'penghentian' and not exists (
   select from dtks_kepesertaan k where k.nik = d.nik and k.program_id = d.program_id and k.sampai is null offset 0)"""
_TUNGGAL_SATU_IDENTITAS = """
select g.id, 'NIK yang sama diusulkan dengan nama atau tanggal lahir yang berbeda.'
  from (select id, min(upper(nama) || tanggal_lahir) over w <> max(upper(nama) || tanggal_lahir) over w as beda
          from dinilai where jenis in ('masuk', 'bansos') window w as (partition by nik)) g
 where g.beda"""

# b. NIK, nama, alamat sesuai dengan data kependudukan
_PADAN = f"""
select d.id, case p.status
         when 'tidak_padan' then format('Berbeda dari data kependudukan pada: %%s.', replace(replace(p.beda, '_', ' '), ',', ', '))
         when 'tidak_ditemukan' then 'NIK tidak ditemukan dalam data kependudukan.'
         when 'meninggal' then 'Tercatat meninggal dalam data kependudukan.'
         else 'Belum dicocokkan dengan data kependudukan.' end
  from dinilai d left join dtks_padanan p on p.nik = d.nik
 where {_MASUK} and coalesce(p.status, '') <> 'padan'"""

# c. data keluarga merupakan himpunan data perorangan
_SATU_KEPALA = """
select d.id, 'Keluarga ini akan mempunyai lebih dari satu kepala keluarga.'
  from dinilai d
  join (select nomor_kk
          from (select nomor_kk, nik from dinilai where jenis = 'masuk' and hubungan = 1
                 union
                select b.nomor_kk, i.nik
                  from (select distinct nomor_kk from dinilai where jenis = 'masuk' and hubungan = 1) b
                 cross join lateral (select nik from dtks_individu
                                      where nomor_kk = b.nomor_kk and sampai is null and hubungan = 1 offset 0) i
                 where i.nik not in (select nik from dinilai where jenis = 'penonaktifan')) k
         group by nomor_kk having count(*) > 1) g using (nomor_kk)
 where d.jenis = 'masuk' and d.hubungan = 1"""
_SATU_DESA = f"""
select d.id, 'Nomor KK yang sama diusulkan atau tercatat di desa/kelurahan lain.'
  from dinilai d
 where {_MASUK}
   and (exists (select from dtks_keluarga k where k.nomor_kk = d.nomor_kk and k.sampai is null and k.wilayah_id <> d.wilayah_id offset 0)
        or d.nomor_kk in (select nomor_kk from dinilai where jenis in ('masuk', 'bansos')
                           group by nomor_kk having min(wilayah_id) <> max(wilayah_id)))"""

# d. anggota keluarga tidak tumpang tindih dengan keluarga lain
_SATU_KELUARGA = f"""
select d.id, format('Dalam DTKS orang ini anggota keluarga lain (nomor KK berakhiran %%s).', right(i.nomor_kk, 4))
  from dinilai d
 cross join lateral (select nomor_kk from dtks_individu where nik = d.nik and sampai is null offset 0) i
 where {_MASUK} and i.nomor_kk <> d.nomor_kk
 union all
select g.id, 'Orang ini diusulkan sebagai anggota dua keluarga.'
  from (select id, min(nomor_kk) over w <> max(nomor_kk) over w as beda from dinilai
         where jenis in ('masuk', 'bansos') window w as (partition by nik)) g
 where g.beda"""

# e. kelengkapan atribut data
_LENGKAP = f"""
select d.id, format('Belum diisi: %%s.', d.kosong)
  from (select d.id, d.jenis, concat_ws(', ', case when nama = '' then 'nama' end, case when tempat_lahir = '' then 'tempat lahir' end,
               case when ibu_kandung = '' then 'nama ibu kandung' end, case when alamat = '' then 'alamat' end,
               case when rt = '' then 'RT' end, case when rw = '' then 'RW' end,
               case when pekerjaan = '' then 'pekerjaan' end, case when status_kawin = '' then 'status kawin' end) as kosong
          from dinilai d) d
 where {_MASUK} and d.kosong <> ''"""

KRITERIA: tuple[Kriteria, ...] = (
    Kriteria(
        "a",
        "Individual dan tunggal",
        "IA",
        (_TUNGGAL_DI_REGISTER, _TUNGGAL_ORANGNYA_ADA, _TUNGGAL_KEPESERTAAN, _TUNGGAL_SATU_IDENTITAS),
    ),
    Kriteria("b", "Sesuai data kependudukan", "IB", (_PADAN,)),
    Kriteria("c", "Keluarga adalah himpunan perorangan", "IC", (_SATU_KEPALA, _SATU_DESA)),
    Kriteria("d", "Tidak tumpang tindih dengan keluarga lain", "ID", (_SATU_KELUARGA,)),
    Kriteria("e", "Atribut lengkap", "IE", (_LENGKAP,)),
)

# The proposals under assessment: those of one state in one area.
DINILAI = """
select u.id, u.wilayah_id, u.jenis, u.program_id, u.nik, u.nomor_kk, u.nama, u.tempat_lahir, u.tanggal_lahir, u.ibu_kandung,
       u.jenis_kelamin, u.hubungan, u.alamat, u.rt, u.rw, u.pekerjaan, u.status_kawin
  from usulan_usulan u
 where u.status = %(status)s and u.wilayah_id >= %(awal)s and u.wilayah_id < %(akhir)s
"""
SIAPKAN = f"create temporary table dinilai on commit drop as {DINILAI}"


def sql_semua(huruf: str = "abcde") -> str:
    """One SELECT (id, kriteria, bukti) of every failing item under the given letters."""
    return " union all ".join(
        f"select id, '{k.huruf}', bukti from ({periksa}) as t(id, bukti)"
        for k in KRITERIA
        if k.huruf in huruf
        for periksa in k.periksa
    )
