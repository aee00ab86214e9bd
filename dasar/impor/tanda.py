"""What a file is, by its first bytes; the door to the two readers."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from dasar.nilai.kolom import KUNCI_DARI_JUDUL, KUNCI_WAJIB

from .kepala import Tabel, susun_tabel
from .lembar_csv import LembarCsv
from .lembar_xlsx import LembarXlsx
from .penolakan import BATAS_BAWAAN, MB, Batas, TabelDitolak

_KERANJANG_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_GAMBAR = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_SANDI_OFFICE = "EncryptedPackage".encode("utf-16-le")


def buka_tabel(
    berkas: str | os.PathLike | BinaryIO,
    nama: str = "",
    *,
    batas: Batas = BATAS_BAWAAN,
    wajib: Iterable[str] = KUNCI_WAJIB,
    dikenal: Mapping[str, str] = KUNCI_DARI_JUDUL,
) -> Tabel:
    """Open an uploaded table.

    berkas: a path or a seekable binary file (it must stay open while rows are walked). nama: the name it was sent under, for
    messages only. wajib, dikenal: required column keys, and heading (as `ringkas_judul` reduces it) to key; bawaan: the
    columns of a village's workbook. Raises TabelDitolak.
    """
    ukuran = _ukuran(berkas)
    sebutan = f"Berkas {Path(nama).name}" if nama else "Berkas ini"
    if ukuran == 0:
        raise TabelDitolak(f"{sebutan} kosong (0 byte). Simpan ulang dari Excel, lalu unggah lagi.")
    if ukuran > batas.berkas:
        raise TabelDitolak(
            f"{sebutan} berukuran {ukuran / MB:.0f} MB, paling besar {batas.berkas / MB:.0f} MB. "
            "Hapus gambar dan lembar lain, atau bagi menjadi beberapa berkas, lalu unggah lagi."
        )
    awal = _awal(berkas, 4096)
    _tolak_bukan_tabel(awal, berkas, ukuran, sebutan)
    lembar = LembarXlsx(berkas, batas) if awal[:4] == b"PK\x03\x04" else LembarCsv(berkas, dikenal)
    return susun_tabel(lembar.jenis, lembar.semua, batas, wajib=wajib, dikenal=dikenal, catatan=lembar.catatan)


def _tolak_bukan_tabel(awal: bytes, berkas, ukuran: int, sebutan: str):
    kepala = awal.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    cara = "Simpan data sebagai .xlsx (atau .csv) dari Excel, lalu unggah berkas itu."
    if b"%PDF-" in awal[:1024]:
        raise TabelDitolak(f"{sebutan} adalah PDF walaupun namanya mungkin lain. PDF tidak bisa dibaca sebagai tabel. {cara}")
    if awal.startswith(_GAMBAR) or kepala.startswith(b"<svg") or awal[4:8] == b"ftyp":
        raise TabelDitolak(f"{sebutan} adalah gambar, bukan tabel. {cara}")
    if awal.startswith(_KERANJANG_OLE):
        if _memuat(berkas, _SANDI_OFFICE, min(ukuran, 20 * MB)):
            raise TabelDitolak(
                f"{sebutan} dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya "
                "(Info > Lindungi Buku Kerja), simpan, lalu unggah lagi."
            )
        raise TabelDitolak(
            f"{sebutan} adalah Excel lama (.xls). Buka di Excel, pilih Simpan Sebagai > Buku Kerja Excel (.xlsx), lalu unggah berkas itu."
        )
    if kepala.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise TabelDitolak(f"{sebutan} adalah halaman web (HTML/XML), bukan tabel Excel. {cara}")
    if awal.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")):
        raise TabelDitolak(f"{sebutan} adalah arsip atau dokumen, bukan tabel. Keluarkan isinya. {cara}")


def _ukuran(berkas) -> int:
    if isinstance(berkas, str | os.PathLike):
        return os.path.getsize(berkas)
    berkas.seek(0, os.SEEK_END)
    return berkas.tell()


def _awal(berkas, panjang: int) -> bytes:
    if isinstance(berkas, str | os.PathLike):
        with open(berkas, "rb") as terbuka:
            return terbuka.read(panjang)
    berkas.seek(0)
    return berkas.read(panjang)


def _memuat(berkas, dicari: bytes, panjang: int) -> bool:
    return dicari in _awal(berkas, panjang)
