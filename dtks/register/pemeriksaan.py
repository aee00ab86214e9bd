"""The five integrity criteria (Pasal 8(3), 12(5) Permensos 3/2021) asked of the register itself, now or in any past month.

Each check is one SELECT over the views `orang`, `keluarga` and `peserta`, the versions in force in the month asked for
(`semua` = the versions themselves, over time): rows (kunci, wilayah, keterangan) of what is wrong. The database's own
constraints make most of it impossible; the checks also see what was done to the tables around them.
"""

from dataclasses import dataclass

from django.db import connection

CONTOH_MAKS = 20


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """One check: the letter of Pasal 8(3) it belongs to ('' = about the versions themselves), what it asks, and its SQL."""

    huruf: str
    nama: str
    sql: str


@dataclass(frozen=True, slots=True)
class Hasil:
    """What a check found: how many, and the first of them as (key, area, explanation)."""

    pemeriksaan: Pemeriksaan
    jumlah: int
    contoh: list[tuple[str, str, str]]


_BERLAKU = {
    "orang": "dtks_individu",
    "keluarga": "dtks_keluarga",
    "peserta": "dtks_kepesertaan",
}
_PADA = "select * from {tabel} where sampai is null"
_PADA_BULAN = "select * from {tabel} where dari <= %(periode)s and (sampai is null or sampai > %(periode)s)"

_TUMPANG = """
select {kunci}::text, wilayah_id, format('versi %%s dan %%s berlaku bersamaan', dari, lanjut)
  from (select {kunci}, wilayah_id, dari, sampai, lead(dari) over (partition by {partisi} order by dari) as lanjut
          from {tabel}) v
 where lanjut is not null and (sampai is null or sampai > lanjut)"""

PEMERIKSAAN: tuple[Pemeriksaan, ...] = (
    Pemeriksaan(
        "a",
        "Satu NIK satu orang",
        "select nik, min(wilayah_id), format('%%s versi berlaku', count(*)) from orang group by nik having count(*) > 1",
    ),
    Pemeriksaan(
        "a",
        "Peserta program adalah orang dalam DTKS di desa yang sama",
        """select p.nik, p.wilayah_id, format('peserta %%s tanpa data orang di desa ini', p.program_id)
             from peserta p left join orang o on o.nik = p.nik and o.wilayah_id = p.wilayah_id where o.nik is null""",
    ),
    Pemeriksaan(
        "b",
        "NIK dikenal data kependudukan dan belum meninggal",
        """select o.nik, o.wilayah_id, case d.status when 'meninggal' then 'tercatat meninggal' else 'NIK tidak ditemukan' end
             from orang o join dtks_padanan d on d.nik = o.nik where d.status in ('meninggal', 'tidak_ditemukan')""",
    ),
    Pemeriksaan(
        "c",
        "Keluarga mempunyai anggota",
        """select k.nomor_kk, k.wilayah_id, 'tidak ada anggota yang berlaku'
             from keluarga k left join orang o on o.nomor_kk = k.nomor_kk where o.nik is null""",
    ),
    Pemeriksaan(
        "c",
        "Keluarga mempunyai paling banyak satu kepala",
        """select nomor_kk, min(wilayah_id), format('%%s kepala keluarga', count(*))
             from orang where hubungan = 1 group by nomor_kk having count(*) > 1""",
    ),
    Pemeriksaan(
        "c",
        "Keluarga tinggal di satu desa",
        """select o.nik, o.wilayah_id, format('keluarganya di desa %%s', k.wilayah_id)
             from orang o join keluarga k on k.nomor_kk = o.nomor_kk and k.wilayah_id <> o.wilayah_id""",
    ),
    Pemeriksaan(
        "d",
        "Setiap orang dalam tepat satu keluarga",
        """select o.nik, o.wilayah_id, format('%%s keluarga berlaku untuk nomor KK-nya', coalesce(k.n, 0))
             from orang o left join (select nomor_kk, count(*) as n from keluarga group by nomor_kk) k on k.nomor_kk = o.nomor_kk
            where coalesce(k.n, 0) <> 1""",
    ),
    Pemeriksaan(
        "e",
        "Data orang lengkap",
        """select nik, wilayah_id, 'ada isian wajib yang kosong' from orang
            where '' in (nama, tempat_lahir, ibu_kandung, pekerjaan, status_kawin)""",
    ),
    Pemeriksaan(
        "e",
        "Data keluarga lengkap",
        "select nomor_kk, wilayah_id, 'ada isian wajib yang kosong' from keluarga where '' in (alamat, rt, rw)",
    ),
    Pemeriksaan(
        "",
        "Versi orang tidak tumpang tindih",
        _TUMPANG.format(kunci="nik", partisi="nik", tabel="dtks_individu"),
    ),
    Pemeriksaan(
        "",
        "Versi keluarga tidak tumpang tindih",
        _TUMPANG.format(kunci="nomor_kk", partisi="nomor_kk", tabel="dtks_keluarga"),
    ),
    Pemeriksaan(
        "",
        "Versi kepesertaan tidak tumpang tindih",
        _TUMPANG.format(kunci="nik", partisi="nik, program_id", tabel="dtks_kepesertaan"),
    ),
)


def periksa(pemeriksaan: Pemeriksaan, periode: int | None = None) -> Hasil:
    """Run one check for the present (None) or for a month (YYYYMM): one statement, whatever the size of the register."""
    pola = _PADA if periode is None else _PADA_BULAN
    berlaku = ", ".join(f"{nama} as not materialized ({pola.format(tabel=tabel)})" for nama, tabel in _BERLAKU.items())
    with connection.cursor() as kursor:
        kursor.execute(
            f"""with {berlaku}, salah (kunci, wilayah, keterangan) as materialized ({pemeriksaan.sql})
                select (select count(*) from salah), s.* from (select * from salah order by 2, 1 limit {CONTOH_MAKS}) s""",
            {"periode": periode},
        )
        baris = kursor.fetchall()
    return Hasil(pemeriksaan, baris[0][0] if baris else 0, [b[1:] for b in baris])
