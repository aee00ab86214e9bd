"""The register of an area as a table, read from the server as it is written: no list grows in memory."""

from collections.abc import Generator, Iterator

from django.db import connection

from akun.fungsi import punya_izin
from akun.pandangan import nama_terbatas
from dasar.galat import TidakBerwenang
from dasar.jejak import Pelaku, rentang_wilayah
from dasar.nilai import SHDK_NAMA
from dasar.pengeksporan import Sumber, sumber
from dtks.register.bnba import SEKALIGUS, berlaku, sql_kecamatan

_JUDUL = (
    "NIK", "NOMOR KK", "NAMA", "NAMA IBU KANDUNG", "HUBUNGAN DALAM KK", "TEMPAT LAHIR", "TANGGAL LAHIR", "JENIS KELAMIN",
    "PEKERJAAN", "STATUS KAWIN", "ALAMAT", "RT", "RW", "KODE WILAYAH", "DESA/KELURAHAN", "PROGRAM", "SEJAK",
)  # fmt: skip

_SQL = f"""
select i.nik, i.nomor_kk, i.nama, i.ibu_kandung, i.hubungan, i.tempat_lahir, i.tanggal_lahir, i.jenis_kelamin, i.pekerjaan,
       i.status_kawin, coalesce(k.alamat, ''), coalesce(k.rt, ''), coalesce(k.rw, ''), i.wilayah_id, d.nama,
       coalesce((select string_agg(p.program_id, ', ' order by p.program_id) from {{kepesertaan}} p
                  where p.nik = i.nik and {berlaku("p")}), ''), i.dari
  from dtks_individu i
  left join dtks_keluarga k on k.nomor_kk = i.nomor_kk and {berlaku("k")}
  join wilayah_wilayah d on d.kode = i.wilayah_id
 where i.wilayah_id >= %(awal)s and i.wilayah_id < %(akhir)s and {berlaku("i")} {{kecamatan}}
 order by i.wilayah_id, i.nomor_kk, i.hubungan, i.nik
"""


@sumber("register", "Daftar register")
def daftar_register(argumen: dict, oleh: Pelaku) -> Sumber:
    """Everybody of one area (`wilayah`), now or as of a month (`periode`, YYYYMM or None).

    Raises TidakBerwenang for a function that does not see the register, and for an area outside its own.
    """
    wilayah = argumen["wilayah"]
    if not punya_izin(oleh.fungsi, "lihat_register") or not (oleh.mencakup(wilayah) or oleh.wilayah == wilayah):
        raise TidakBerwenang()
    return Sumber(_JUDUL, _sebut(_baris(wilayah, argumen["periode"], oleh)), nik=0, nomor_kk=1, ibu_kandung=3)


def _baris(wilayah: str, periode: int | None, oleh: Pelaku) -> Iterator[tuple]:
    awal, akhir = rentang_wilayah(wilayah)
    sql = _SQL.format(kepesertaan=nama_terbatas("dtks_kepesertaan", oleh.program), kecamatan=sql_kecamatan("i", oleh))
    isi = {"awal": awal, "akhir": akhir, "bulan": periode, "kecamatan": list(oleh.kecamatan)}
    with connection.chunked_cursor() as kursor:
        kursor.execute(sql, isi)
        while baris := kursor.fetchmany(SEKALIGUS):
            yield from baris


def _sebut(baris: Iterator[tuple]) -> Generator[tuple]:
    for b in baris:
        yield (*b[:4], SHDK_NAMA.get(str(b[4]), ""), *b[5:-1], str(b[-1]))
