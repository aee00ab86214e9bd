"""Rules between a row and everything else: the file itself, the register, the open proposals, the civil registry.

One rule is one SELECT over a relation `b` of rows that passed the rules of `dasar.nilai`; a form asks with one row, an
import with a hundred thousand, and the number of statements is the same (domain.md 6.2; Pasal 8(3)a, d).
"""

from dataclasses import dataclass

from usulan.alur import TERBUKA

# Written as the partial unique index has it, so that the planner can use that index.
_TERBUKA = "(" + ", ".join(f"'{s.value}'" for s in TERBUKA) + ")"


# What the rules ask of the tables, asked once for all of them.
_BAHAN = f"""
g as materialized (
  select nik, min(nomor_kk) <> max(nomor_kk) as beda_kk from b group by nik having count(*) > 1),
r as materialized (
  select b.nomor, b.nik, b.program, b.nomor_kk, i.nomor_kk as kk_register, w.nama as desa
    from b join ({{terdaftar}}) i using (nomor) join wilayah_wilayah w on w.kode = i.wilayah_id),
u as materialized (
  select b.nomor, b.program, b.nomor_kk, u.program_id, u.nomor_kk as kk_usulan, w.nama as desa,
         to_char(u.dibuat_pada at time zone 'Asia/Jakarta', 'DD-MM-YYYY') as tanggal
    from b join usulan_usulan u on u.nik = b.nik and u.status in {_TERBUKA} join wilayah_wilayah w on w.kode = u.wilayah_id
   where u.id <> all(%(kecuali)s)),
p as materialized (
  select b.nomor, p.status from b join dtks_padanan p on p.nik = b.nik and p.status <> 'padan')"""


@dataclass(frozen=True, slots=True)
class AturanHubungan:
    """`sql` selects (nomor, pesan) from the rows `b` (nomor, nik, nomor_kk, program, nama, tanggal_lahir, ibu_kandung,
    hubungan) and what is known of them: `g` persons in more than one row, `r` in the
    register, `u` in open proposals, `p` in the civil registry.

    Parameters in reach: %(awal)s, %(akhir)s, the range of the kecamatan; %(kecuali)s, ids of proposals to leave out;
    %(nik_petugas)s and %(kk_petugas)s, the family of who fills in.
    """

    kode: str
    tingkat: str
    kolom: str
    sql: str
    dasar: str


ATURAN_HUBUNGAN: tuple[AturanHubungan, ...] = (
    AturanHubungan(
        "V-PTG-01",
        "E",
        "nik,nomor_kk",
        """select nomor, 'Orang ini sekeluarga dengan petugas yang mengisi. Usulan keluarga petugas diisi petugas lain; '
                         'hubungi admin pengguna kabupaten/kota.'
             from b where nik = %(nik_petugas)s or nomor_kk = any(%(kk_petugas)s)""",
        "Kepmensos 73/HUK/2024",
    ),
    AturanHubungan(
        "V-PRG-04",
        "E",
        "nik,program",
        """select g.nomor, format('Orang dan program yang sama sudah ada di baris %%s berkas ini. Hapus salah satu baris.', g.pertama)
             from (select b.nomor, min(b.nomor) over (partition by b.nik, b.program) as pertama from b join g using (nik)) g
            where g.nomor > g.pertama""",
        "Pasal 8(3)a",
    ),
    AturanHubungan(
        "V-PRG-04",
        "E",
        "nik,program",
        """select nomor, format('Sudah diusulkan untuk program yang sama di %%s pada %%s dan masih diproses. '
                   'Tunggu hasilnya atau hubungi desa/kelurahan itu.', desa, tanggal)
             from u where program = program_id""",
        "Pasal 8(3)a",
    ),
    AturanHubungan(
        "V-PRG-01",
        "E",
        "nik,program",
        """select nomor, format('NIK ini sudah terdaftar dalam DTKS di %%s. Pilih program bantuan, atau hapus baris ini.', desa)
             from r where program = 'NONBANSOS'""",
        "Pasal 8(3)a",
    ),
    AturanHubungan(
        "V-PRG-01",
        "E",
        "nik,program",
        """select r.nomor, format('Orang ini sudah menjadi peserta %%s. Hapus baris ini.', r.program)
             from r join dtks_kepesertaan k on k.nik = r.nik and k.program_id = r.program and k.sampai is null""",
        "Pasal 8(3)a",
    ),
    AturanHubungan(
        "V-PRG-02",
        "E",
        "nik,nomor_kk",
        """select nomor, format('Dalam DTKS orang ini anggota keluarga dengan nomor KK lain (berakhiran %%s). '
                   'Perbaiki nomor KK, atau urus perpindahan keluarga lebih dulu.', right(kk_register, 4))
             from r where kk_register <> nomor_kk""",
        "Pasal 8(3)d",
    ),
    AturanHubungan(
        "V-PRG-02",
        "E",
        "nik,nomor_kk",
        """select nomor, format('Dalam usulan lain di %%s orang ini tercatat pada nomor KK lain (berakhiran %%s). Samakan nomor KK-nya.',
                   desa, right(kk_usulan, 4))
             from u where kk_usulan <> nomor_kk""",
        "Pasal 8(3)d",
    ),
    AturanHubungan(
        "V-PRG-02",
        "E",
        "nik,nomor_kk",
        """select g.nomor, 'Orang yang sama ada di baris lain dengan nomor KK berbeda. Satu orang hanya dalam satu keluarga.'
             from (select b.nomor, b.nomor_kk, first_value(b.nomor_kk) over (partition by b.nik order by b.nomor) as pertama
                     from b join g on g.nik = b.nik and g.beda_kk) g
            where g.nomor_kk <> g.pertama""",
        "Pasal 8(3)d",
    ),
    AturanHubungan(
        "V-PRG-03",
        "W",
        "nama,tanggal_lahir,ibu_kandung",
        """select b.nomor, 'Nama, tanggal lahir, dan ibu kandung sama dengan orang lain (NIK berbeda) di kecamatan ini. '
                           'Pastikan bukan orang yang sama.'
             from b
            where exists (select from dtks_individu i
                           where i.sampai is null and i.wilayah_id >= %(awal)s and i.wilayah_id < %(akhir)s
                             and upper(i.nama) = upper(b.nama) and i.tanggal_lahir = b.tanggal_lahir
                             and upper(i.ibu_kandung) = upper(b.ibu_kandung) and i.nik <> b.nik)""",
        "domain.md 6.2",
    ),
    AturanHubungan(
        "V-PRG-03",
        "W",
        "nama,tanggal_lahir,ibu_kandung",
        """select b.nomor, 'Nama, tanggal lahir, dan ibu kandung sama dengan baris lain yang NIK-nya berbeda. '
                           'Pastikan bukan orang yang sama.'
             from b
             join (select upper(nama) as nama, tanggal_lahir, upper(ibu_kandung) as ibu from b group by 1, 2, 3
                   having min(nik) <> max(nik)) g
               on g.nama = upper(b.nama) and g.tanggal_lahir = b.tanggal_lahir and g.ibu = upper(b.ibu_kandung)""",
        "domain.md 6.2",
    ),
    AturanHubungan(
        "V-PRG-05",
        "W",
        "nik",
        """select nomor, 'NIK tidak padan dengan data kependudukan. Periksa KTP dan KK; bila benar, urus ke Dinas Dukcapil.'
             from p where status in ('tidak_padan', 'tidak_ditemukan')""",
        "Pasal 8(3)b",
    ),
    AturanHubungan(
        "V-PRG-06",
        "E",
        "nik",
        """select nomor, 'Menurut data kependudukan orang ini sudah meninggal. Bila benar, usulkan penonaktifan.'
             from p where status = 'meninggal'""",
        "Pasal 8(3)b",
    ),
    AturanHubungan(
        "V-KK-05",
        "E",
        "hubungan",
        """select g.nomor, 'Kepala keluarga untuk nomor KK ini sudah ada di baris lain. Satu KK hanya punya satu kepala keluarga.'
             from (select nomor, nik, first_value(nik) over (partition by nomor_kk order by nomor) as pertama
                     from b where hubungan = 1) g
            where g.nik <> g.pertama""",
        "Pasal 8(3)c",
    ),
)


# Who of `b` stands in the register. An import asks it once and keeps the answer: it needs it again to tell the kinds apart.
TERDAFTAR = "select b.nomor, i.nomor_kk, i.wilayah_id from b join dtks_individu i on i.nik = b.nik and i.sampai is null"


def sql_temuan(sumber: str, terdaftar: str = TERDAFTAR) -> str:
    """One statement: (nomor, kode, tingkat, kolom, pesan) of every finding over the rows that `sumber` (a SELECT) gives.

    `sumber` may name a table that was filled and analysed just before: rows are read once, whatever their number.
    `terdaftar` may name a table that holds what `TERDAFTAR` selects.
    """
    bagian = " union all ".join(
        f"select nomor, '{a.kode}', '{a.tingkat}', '{a.kolom}', pesan from ({a.sql}) as t(nomor, pesan)"
        for a in ATURAN_HUBUNGAN
    )
    return f"with b as materialized ({sumber}), {_BAHAN.format(terdaftar=terdaftar)} {bagian}"
