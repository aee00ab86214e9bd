"""Refusals of an uploaded table, and the limits that lead to them."""

from dataclasses import dataclass

MB = 1024 * 1024


class TabelDitolak(Exception):
    """The file cannot be taken. The message is plain Indonesian, for the person who sent it, and says what to do."""


@dataclass(frozen=True, slots=True)
class Batas:
    """Upper limits. berkas: bytes of the upload. urai: bytes all parts of a workbook may unpack to. kisi: rows x columns
    of the sheet's used area, baris: its last row, kolom: its last column (a stray cell far away makes the grid as large as
    many). teks: bytes that repeating the longest shared text in every cell may reach. judul: rows searched for headings."""

    berkas: int = 20 * MB
    urai: int = 600 * MB
    kisi: int = 8_000_000
    baris: int = 300_000
    kolom: int = 80
    teks: int = 1500 * MB
    judul: int = 11


BATAS_BAWAAN = Batas()
