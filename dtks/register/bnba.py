"""BNBA (by name by address): the recipients of one programme in one area, for those who serve them."""

from collections.abc import Generator, Iterator

from django.db import connection

from akun.fungsi import punya_izin
from akun.pandangan import nama_terbatas
from dasar.galat import TidakBerwenang
from dasar.jejak import PANJANG_KECAMATAN, Pelaku, rentang_wilayah
from dasar.nilai import SHDK_NAMA
from dasar.pengeksporan import Sumber, sumber

JUDUL = (
    "NIK", "NOMOR KK", "NAMA", "HUBUNGAN DALAM KK", "TANGGAL LAHIR", "JENIS KELAMIN", "ALAMAT", "RT", "RW", "KODE WILAYAH",
    "KECAMATAN", "DESA/KELURAHAN", "PROGRAM", "SEJAK",
)  # fmt: skip
SEKALIGUS = 2000


def berlaku(alias: str) -> str:
    """SQL: the version stands in the month, or now without one."""
    return (
        f"case when %(bulan)s is null then {alias}.sampai is null"
        f" else {alias}.dari <= %(bulan)s and ({alias}.sampai is null or {alias}.sampai > %(bulan)s) end"
    )


def sql_kecamatan(alias: str, oleh: Pelaku) -> str:
    """SQL: the row lies in the kecamatan of the assignment; '' for who has the whole area."""
    return f"and left({alias}.wilayah_id, {PANJANG_KECAMATAN}) = any(%(kecamatan)s)" if oleh.kecamatan else ""


# Recipients, each with the person and the family as of the same month. Ordered as a village hands a list out.
_SQL = f"""
select i.nik, i.nomor_kk, i.nama, i.hubungan, i.tanggal_lahir, i.jenis_kelamin, coalesce(k.alamat, ''), coalesce(k.rt, ''),
       coalesce(k.rw, ''), i.wilayah_id, kec.nama, d.nama, p.program_id, p.dari
  from {{kepesertaan}} p
  join dtks_individu i on i.nik = p.nik and {berlaku("i")}
  left join dtks_keluarga k on k.nomor_kk = i.nomor_kk and {berlaku("k")}
  join wilayah_wilayah d on d.kode = p.wilayah_id
  left join wilayah_wilayah kec on kec.kode = d.induk_id
 where p.program_id = %(program)s and p.wilayah_id >= %(awal)s and p.wilayah_id < %(akhir)s and {berlaku("p")} {{kecamatan}}
 order by p.wilayah_id, i.nomor_kk, i.hubungan, i.nik
"""


@sumber("bnba", "BNBA program")
def penerima_program(argumen: dict, oleh: Pelaku) -> Sumber:
    """Recipients of `program` in the area `wilayah`, now or as of a month (`periode`, YYYYMM or None).

    Raises TidakBerwenang for a function that may not export, for an area outside its own, and for a programme that the
    assignment does not name.
    """
    program, wilayah = argumen["program"], argumen["wilayah"]
    if not punya_izin(oleh.fungsi, "ekspor_data") or not (oleh.mencakup(wilayah) or oleh.wilayah == wilayah):
        raise TidakBerwenang()
    if oleh.program and program not in oleh.program:
        raise TidakBerwenang("Program ini tidak termasuk penugasan Anda.", "di-luar-program")
    return Sumber(JUDUL, _sebut(baris_penerima(program, wilayah, argumen["periode"], oleh=oleh)), nik=0, nomor_kk=1)


def _sebut(baris: Generator) -> Generator:
    for b in baris:
        yield (*b[:3], SHDK_NAMA.get(str(b[3]), ""), *b[4:-1], str(b[-1]))


def baris_penerima(program: str, wilayah: str, periode: int | None, *, oleh: Pelaku) -> Iterator[tuple]:
    """The rows, read from the server a few thousand at a time: row-level security applies, and no list grows in memory."""
    awal, akhir = rentang_wilayah(wilayah)
    sql = _SQL.format(kepesertaan=nama_terbatas("dtks_kepesertaan", oleh.program), kecamatan=sql_kecamatan("p", oleh))
    isi = {"program": program, "awal": awal, "akhir": akhir, "bulan": periode, "kecamatan": list(oleh.kecamatan)}
    with connection.chunked_cursor() as kursor:
        kursor.execute(sql, isi)
        while baris := kursor.fetchmany(SEKALIGUS):
            yield from baris
