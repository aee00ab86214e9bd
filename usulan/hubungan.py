"""Rules between a row and everything else: the file itself, the register, the open proposals, the civil registry.

One rule is one SELECT over a relation `b` of rows that passed the rules of `dasar.nilai`; a form asks with one row, an
import with a hundred thousand, and the number of statements is the same (domain.md 6.2; Pasal 8(3)a, d).
"""

from dataclasses import dataclass

from usulan.alur import TERBUKA

# Written as the partial unique index has it, so that the planner can use that index.
_TERBUKA = "(" + ", ".join(f"'{s.value}'" for s in TERBUKA) + ")"


@dataclass(frozen=True, slots=True)
class AturanHubungan:
    """`sql` selects (nomor, pesan) from `b` (nomor, nik, nomor_kk, program, nama, tanggal_lahir, ibu_kandung, hubungan).

    Parameters in reach: %(awal)s, %(akhir)s, the range of the kecamatan; %(kecuali)s, ids of proposals to leave out.
    """

    kode: str
    tingkat: str
    kolom: str
    sql: str
    dasar: str


ATURAN_HUBUNGAN: tuple[AturanHubungan, ...] = (
    AturanHubungan(
        "V-PRG-04",
        "E",
        "nik,program",
        """select g.nomor, format('Orang dan program yang sama sudah ada di baris %%s berkas ini. Hapus salah satu baris.', g.pertama)
             from (select nomor, min(nomor) over (partition by nik, program) as pertama from b) g
            where g.nomor > g.pertama""",
        "Pasal 8(3)a",
    ),
    AturanHubungan(
        "V-PRG-04",
        "E",
        "nik,program",
        f"""select b.nomor, format('Sudah diusulkan untuk program yang sama di %%s pada %%s dan masih diproses. '
                   'Tunggu hasilnya atau hubungi desa/kelurahan itu.', w.nama, 
                   to_char(u.dibuat_pada at time zone 'Asia/Jakarta', 'DD-MM-YYYY'))
             from b
             join usulan_usulan u on u.nik = b.nik and u.program_id = b.program and u.status in {_TERBUKA}
             join wilayah_wilayah w on w.kode = u.wilayah_id
            where u.id <> all(%(kecuali)s)""",
        "Pasal 8(3)a",
    ),
    AturanHubungan(
        "V-PRG-01",
        "E",
        "nik,program",
        """select b.nomor, format('NIK ini sudah terdaftar dalam DTKS di %%s. Pilih program bantuan, atau hapus baris ini.', w.nama)
             from b
             join dtks_individu i on i.nik = b.nik and i.sampai is null
             join wilayah_wilayah w on w.kode = i.wilayah_id
            where b.program = 'NONBANSOS'""",
        "Pasal 8(3)a",
    ),
    AturanHubungan(
        "V-PRG-01",
        "E",
        "nik,program",
        """select b.nomor, format('Orang ini sudah menjadi peserta %%s. Hapus baris ini.', b.program)
             from b join dtks_kepesertaan k on k.nik = b.nik and k.program_id = b.program and k.sampai is null""",
        "Pasal 8(3)a",
    ),
    AturanHubungan(
        "V-PRG-02",
        "E",
        "nik,nomor_kk",
        """select b.nomor, format('Dalam DTKS orang ini anggota keluarga dengan nomor KK lain (berakhiran %%s). '
                   'Perbaiki nomor KK, atau urus perpindahan keluarga lebih dulu.', right(i.nomor_kk, 4))
             from b join dtks_individu i on i.nik = b.nik and i.sampai is null and i.nomor_kk <> b.nomor_kk""",
        "Pasal 8(3)d",
    ),
    AturanHubungan(
        "V-PRG-02",
        "E",
        "nik,nomor_kk",
        f"""select b.nomor, format('Dalam usulan lain di %%s orang ini tercatat pada nomor KK lain (berakhiran %%s). Samakan nomor KK-nya.',
                   w.nama, right(u.nomor_kk, 4))
             from b
             join usulan_usulan u on u.nik = b.nik and u.status in {_TERBUKA} and u.nomor_kk <> b.nomor_kk
             join wilayah_wilayah w on w.kode = u.wilayah_id
            where u.id <> all(%(kecuali)s)""",
        "Pasal 8(3)d",
    ),
    AturanHubungan(
        "V-PRG-02",
        "E",
        "nik,nomor_kk",
        """select g.nomor, 'Orang yang sama ada di baris lain dengan nomor KK berbeda. Satu orang hanya dalam satu keluarga.'
             from (select nomor, nomor_kk, first_value(nomor_kk) over (partition by nik order by nomor) as pertama from b) g
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
        """select g.nomor, 'Nama, tanggal lahir, dan ibu kandung sama dengan baris lain yang NIK-nya berbeda. '
                   'Pastikan bukan orang yang sama.'
             from (select nomor, min(nik) over kembar <> max(nik) over kembar as beda
                     from b window kembar as (partition by upper(nama), tanggal_lahir, upper(ibu_kandung))) g
            where g.beda""",
        "domain.md 6.2",
    ),
    AturanHubungan(
        "V-PRG-05",
        "W",
        "nik",
        """select b.nomor, 'NIK tidak padan dengan data kependudukan. Periksa KTP dan KK; bila benar, urus ke Dinas Dukcapil.'
             from b join dtks_padanan p on p.nik = b.nik and p.status in ('tidak_padan', 'tidak_ditemukan')""",
        "Pasal 8(3)b",
    ),
    AturanHubungan(
        "V-PRG-06",
        "E",
        "nik",
        """select b.nomor, 'Menurut data kependudukan orang ini sudah meninggal. Bila benar, usulkan penonaktifan.'
             from b join dtks_padanan p on p.nik = b.nik and p.status = 'meninggal'""",
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


def sql_temuan(sumber: str) -> str:
    """One statement: (nomor, kode, tingkat, kolom, pesan) of every finding over the rows that `sumber` (a SELECT) gives.

    `sumber` may name a table that was filled and analysed just before: rows are read once, whatever their number.
    """
    bagian = " union all ".join(
        f"select nomor, '{a.kode}', '{a.tingkat}', '{a.kolom}', pesan from ({a.sql}) as t(nomor, pesan)"
        for a in ATURAN_HUBUNGAN
    )
    return f"with b as materialized ({sumber}) {bagian}"
