"""Weigh an .xlsx package before a reader unpacks it.

A zip directory may lie, so the parts a reader would open are unpacked here in small pieces, against a limit, and looked at
as bytes: how many rows, how far the farthest cell, formulas without a value, texts repeated without end. Only then may
calamine build its grid, whose size these figures bound.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import join, normpath
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .penolakan import MB, Batas, TabelDitolak

_RUSAK = "Buku kerja ini rusak atau bukan .xlsx sebenarnya. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
_BESAR = (
    "Isi buku kerja ini terlalu besar. Salin hanya baris yang berisi data ke templat baru (hapus baris kosong berformat di "
    "bawahnya), atau simpan sebagai CSV, lalu unggah lagi."
)
_POTONG = 1 << 20
_BAGIAN_TERBANYAK = 2_000
# Every program in use writes a cell as <c r="A1" ...>; only in that shape can its place be known without parsing, so another
# is sent back to be saved by Excel. References to columns of two letters or to six-digit rows are read, the rest are near.
_SEL_TANPA_ACUAN = re.compile(rb"""<c(?! r="[A-Z])(?=[\s>/])""")
_ACUAN_JAUH = re.compile(rb"""<c r="([A-Z]{2,}|[A-Z](?=[0-9]{6}))([0-9]*)""")
_BARIS_DEKAT, _KOLOM_DEKAT = 99_999, 26
_RUMUS_TANPA_NILAI = re.compile(rb"(?:</f>|<f(?:\s[^<>]*)?/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_NS_LEMBAR = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NS_LEMBAR_KETAT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ID_HUBUNGAN = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


@dataclass(frozen=True, slots=True)
class IsiKemasan:
    """What weighing found: the sheet to read, and notes for the uploader."""

    lembar: str
    catatan: tuple[str, ...]


def timbang(berkas, batas: Batas) -> IsiKemasan:
    """Judge the package and name the sheet to read; TabelDitolak when it is too large, damaged or of another kind."""
    try:
        with zipfile.ZipFile(berkas) as zip_:
            return _timbang(zip_, batas)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        OSError,
        NotImplementedError,
        ParseError,
        DefusedXmlException,
        ValueError,
        IndexError,
        OverflowError,
    ) as galat:
        raise TabelDitolak(_RUSAK) from galat


def _timbang(zip_: zipfile.ZipFile, batas: Batas) -> IsiKemasan:
    bagian = {satu.filename: satu for satu in zip_.infolist()}
    _tolak_jenis_lain(bagian)
    if len(bagian) > _BAGIAN_TERBANYAK or sum(satu.file_size for satu in bagian.values()) > batas.urai:
        raise TabelDitolak(_BESAR)
    if any(satu.flag_bits & 1 for satu in bagian.values()):
        raise TabelDitolak("Buku kerja ini dikunci dengan kata sandi. Hapus kata sandinya di Excel, simpan, lalu unggah lagi.")
    nama, jalur = _lembar_data(zip_, bagian)
    for lain in bagian:
        if lain.startswith("xl/") and lain.endswith((".xml", ".rels")) and lain != jalur and "/" not in lain[3:]:
            _habiskan(zip_, bagian[lain], batas.urai)
    sel, rumus = _timbang_lembar(zip_, bagian[jalur], batas)
    _timbang_teks_bersama(zip_, bagian, sel, batas)
    catatan = (f"Ada {rumus} sel rumus; yang dibaca adalah hasil terakhir yang disimpan Excel.",) if rumus else ()
    return IsiKemasan(nama, catatan)


def _tolak_jenis_lain(bagian: dict[str, zipfile.ZipInfo]):
    if "xl/workbook.xml" in bagian and "[Content_Types].xml" in bagian:
        return
    cara = "Simpan sebagai Buku Kerja Excel (.xlsx), lalu unggah berkas itu."
    if "xl/workbook.bin" in bagian:
        raise TabelDitolak(f"Berkas ini buku kerja biner (.xlsb). {cara}")
    if "content.xml" in bagian:
        raise TabelDitolak(f"Berkas ini OpenDocument (.ods). {cara}")
    if any(nama.startswith(("word/", "ppt/")) for nama in bagian):
        raise TabelDitolak(
            "Berkas ini dokumen Word atau PowerPoint, bukan tabel. Salin tabelnya ke templat Excel, lalu unggah."
        )
    raise TabelDitolak("Berkas ini arsip ZIP, bukan buku kerja Excel. Keluarkan isinya, lalu unggah berkas .xlsx-nya.")


def _lembar_data(zip_: zipfile.ZipFile, bagian: dict[str, zipfile.ZipInfo]) -> tuple[str, str]:
    """(name, part) of sheet DATA, else of the first visible worksheet."""
    buku = fromstring(_kecil(zip_, bagian, "xl/workbook.xml"))
    hubungan = {
        satu.get("Id"): satu.get("Target", "") for satu in fromstring(_kecil(zip_, bagian, "xl/_rels/workbook.xml.rels"))
    }
    ruang = _NS_LEMBAR_KETAT if buku.tag.startswith(_NS_LEMBAR_KETAT) else _NS_LEMBAR
    semua = []
    for lembar in buku.iterfind(f"{ruang}sheets/{ruang}sheet"):
        sasaran = next((hubungan.get(lembar.get(nama)) for nama in _ID_HUBUNGAN if lembar.get(nama)), None) or ""
        jalur = sasaran.lstrip("/") if sasaran.startswith("/") else normpath(join("xl", sasaran))
        if jalur in bagian:
            semua.append((lembar.get("name", ""), jalur, lembar.get("state", "visible") == "visible"))
    if not semua:
        raise TabelDitolak(_RUSAK)
    bernama = [satu for satu in semua if satu[0].strip().upper() == "DATA"]
    tampak = [satu for satu in semua if satu[2]]
    return (bernama or tampak or semua)[0][:2]


def _kecil(zip_: zipfile.ZipFile, bagian: dict[str, zipfile.ZipInfo], nama: str) -> bytes:
    if nama not in bagian:
        raise TabelDitolak(_RUSAK)
    return b"".join(_urai(zip_, bagian[nama], 4 * MB))


def _habiskan(zip_: zipfile.ZipFile, info: zipfile.ZipInfo, batas: int):
    for _ in _urai(zip_, info, batas):
        continue


def _urai(zip_: zipfile.ZipFile, info: zipfile.ZipInfo, batas: int) -> Iterator[bytes]:
    """The unpacked bytes of a part in pieces, whatever size its directory claims; TabelDitolak above `batas` or on a lie."""
    berkas = zip_.fp
    berkas.seek(info.header_offset)
    kepala = berkas.read(30)
    if len(kepala) < 30 or kepala[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("local header")
    panjang_nama, panjang_tambahan = struct.unpack("<HH", kepala[26:30])
    letak = info.header_offset + 30 + panjang_nama + panjang_tambahan
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError(info.compress_type)
    pengurai = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    sisa, jumlah = info.compress_size, 0
    while sisa > 0:
        berkas.seek(letak)
        mentah = berkas.read(min(sisa, 1 << 16))
        if not mentah:
            raise zipfile.BadZipFile("truncated")
        letak += len(mentah)
        sisa -= len(mentah)
        while mentah:
            keluar = pengurai.decompress(mentah, _POTONG) if pengurai else mentah
            mentah = pengurai.unconsumed_tail if pengurai else b""
            jumlah += len(keluar)
            if jumlah > batas:
                raise TabelDitolak(_BESAR)
            yield keluar
    if pengurai:
        keluar = pengurai.flush()
        jumlah += len(keluar)
        yield keluar
    if jumlah != info.file_size:
        raise zipfile.BadZipFile("size differs from directory")


def _timbang_lembar(zip_: zipfile.ZipFile, info: zipfile.ZipInfo, batas: Batas) -> tuple[int, int]:
    """(cells, formulas) of a sheet; TabelDitolak when its grid would be too large or a formula has no value."""
    sel = rumus = jauh = 0
    lebar = _KOLOM_DEKAT
    ekor = b""
    for potongan in _gabung(_urai(zip_, info, batas.urai)):
        isi = ekor + potongan
        # Only whole cells are looked at; the one cut off at the end waits for the next piece.
        ujung = max(isi.rfind(b"<c "), isi.rfind(b"<row"), isi.rfind(b"</sheetData"))
        ujung = ujung if ujung >= 0 else max(isi.rfind(b"<"), 0)
        isi, ekor = isi[:ujung], isi[ujung:]
        temu = _timbang_potongan(isi)
        sel += isi.count(b"<c ")
        rumus += temu.rumus
        jauh, lebar = max(jauh, temu.jauh), max(lebar, temu.lebar)
        if (
            len(ekor) > 4 * _POTONG
            or sel > batas.kisi
            or lebar > batas.kolom
            or jauh > batas.baris
            or max(jauh, _BARIS_DEKAT) * lebar > batas.kisi
        ):
            raise TabelDitolak(_BESAR)
    akhir = _timbang_potongan(ekor)
    if max(jauh, akhir.jauh) > batas.baris or max(jauh, akhir.jauh, _BARIS_DEKAT) * max(lebar, akhir.lebar) > batas.kisi:
        raise TabelDitolak(_BESAR)
    return sel, rumus + akhir.rumus


@dataclass(frozen=True, slots=True)
class _Potongan:
    rumus: int
    jauh: int
    lebar: int


def _timbang_potongan(isi: bytes) -> _Potongan:
    """Formulas, the farthest row and the widest column among the cells of one piece of a sheet."""
    if b"\0" in isi or b":sheetData" in isi or _SEL_TANPA_ACUAN.search(isi):
        raise TabelDitolak(_RUSAK)
    jauh, lebar = 0, _KOLOM_DEKAT
    for huruf, angka in _ACUAN_JAUH.findall(isi):
        jauh = max(jauh, int(angka[:8] or 0))
        lebar = max(lebar, _nomor_kolom(huruf))
    if b"<f" not in isi:
        return _Potongan(0, jauh, lebar)
    if _RUMUS_TANPA_NILAI.search(isi):
        raise TabelDitolak(
            "Ada sel rumus yang belum dihitung. Blok semua sel, Salin, lalu Tempel Khusus > Nilai; simpan, lalu unggah lagi."
        )
    return _Potongan(isi.count(b"<f>") + isi.count(b"<f "), jauh, lebar)


def _gabung(potongan: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces of about a megabyte, so that each is searched in one go."""
    kumpul, panjang = [], 0
    for satu in potongan:
        kumpul.append(satu)
        panjang += len(satu)
        if panjang >= _POTONG:
            yield b"".join(kumpul)
            kumpul, panjang = [], 0
    if kumpul:
        yield b"".join(kumpul)


def _nomor_kolom(huruf: bytes) -> int:
    """Column number of its letters (A is 1); of a hostile run of letters only the first four count."""
    nomor = 0
    for tanda in huruf[:4]:
        nomor = nomor * 26 + tanda - 64
    return nomor


def _timbang_teks_bersama(zip_: zipfile.ZipFile, bagian: dict[str, zipfile.ZipInfo], sel: int, batas: Batas):
    """Each cell gets its own copy of a shared text, so one long text in every cell is a bomb of its own."""
    nama = next((satu for satu in bagian if satu.lower() == "xl/sharedstrings.xml"), None)
    if nama is None:
        return
    terpanjang = jalan = 0
    for potongan in _urai(zip_, bagian[nama], batas.urai):
        bagian_ini = potongan.split(b"</si>")
        terpanjang = max(terpanjang, jalan + len(bagian_ini[0]), *map(len, bagian_ini))
        jalan = len(bagian_ini[-1]) + (jalan if len(bagian_ini) == 1 else 0)
    if terpanjang * sel > batas.teks:
        raise TabelDitolak(
            "Ada sel berisi teks yang sangat panjang. Hapus teks panjang itu dari lembar data, lalu unggah lagi."
        )
