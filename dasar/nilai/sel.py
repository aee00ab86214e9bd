"""From a cell as found to a value: nothing is altered silently.

What is taken away: spaces around and doubled inside text; spaces and dots of NIK and KK; case, spaces and punctuation where
a cell is looked up in a code list. What cannot be read is reported by a rule, never guessed.
"""

import math
import re
from datetime import date, datetime, timedelta

from .bentuk import ringkas_kode
from .daftar import TAK_TERBACA

_TANGGAL_INDONESIA = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_TANGGAL_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
# 9,90102E+15 is Excel's show of a number; 9901014605880186.0 the same number written by another program.
_ANGKA_EXCEL = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+|\d{14,}[.,]0+")
# Birth dates hardly repeat, so remembering them does not help: how nearly all are written, dd/mm/yyyy, is looked up by parts.
# 29 February is left out, because the year decides about it.
_HARI = {f"{h:%d/%m/}": (h.month, h.day, f"{h:%d%m}") for h in (date(2001, 1, 1) + timedelta(n) for n in range(365))}
_TAHUN = {str(tahun): (tahun, str(tahun)[2:]) for tahun in range(1900, 2100)}


def teks(sel) -> str:
    """The cell as text, spaces around it gone and runs of them made one. A whole number loses its '.0', a date is ISO."""
    if type(sel) is str:
        return " ".join(sel.split())
    if sel is None:
        return ""
    if isinstance(sel, bool):
        return "YA" if sel else "TIDAK"
    if isinstance(sel, float) and sel.is_integer():
        return str(int(sel))
    return " ".join(str(sel).split())


def bersihkan_nik(sel) -> str:
    """NIK or KK as typed, without spaces and dots; nothing else is taken away (V-NIK-01 judges the rest)."""
    return "".join(teks(sel).split()).replace(".", "")


def sel_berupa_angka(sel) -> bool:
    """True when a NIK or KK cell is a number or the text of one: its last digits are already lost (V-SEL-01)."""
    if isinstance(sel, str):
        return _ANGKA_EXCEL.fullmatch(sel.strip()) is not None
    return sel is not None


def baca_tanggal(sel) -> date | object | None:
    """A date from dd/mm/yyyy (also - and .), ISO text or a true date cell; None when blank, TAK_TERBACA when it is no date.

    A bare number is refused: it may be a day count or a year, and guessing would alter the value (V-TGL-01).
    """
    if isinstance(sel, datetime):
        return sel.date()
    if isinstance(sel, date):
        return sel
    ketikan = teks(sel)
    if not ketikan:
        return None
    if cocok := _TANGGAL_INDONESIA.fullmatch(ketikan):
        hari, _, bulan, tahun = cocok.groups()
    elif cocok := _TANGGAL_ISO.fullmatch(ketikan):
        tahun, bulan, hari = cocok.groups()
    else:
        return TAK_TERBACA
    try:
        return date(int(tahun), int(bulan), int(hari))
    except ValueError:
        return TAK_TERBACA


def baca_tanggal_lahir(sel) -> tuple[date | object | None, str]:
    """`baca_tanggal` together with 'DDMMYY', the shape in which a NIK says it ('' when there is no date)."""
    if type(sel) is str and (awal := _HARI.get(sel[:6])) and (akhir := _TAHUN.get(sel[6:])):
        bulan, hari, empat_angka = awal
        tahun, dua_angka = akhir
        return date(tahun, bulan, hari), empat_angka + dua_angka
    tanggal = baca_tanggal(sel)
    return tanggal, f"{tanggal:%d%m%y}" if isinstance(tanggal, date) else ""


def baca_rt(sel) -> str | object:
    """RT or RW as three digits ('4', '004', 'RT 4' and the number 4 are one); '' when blank, TAK_TERBACA when not a number."""
    ketikan = teks(sel).upper().removeprefix("RT").removeprefix("RW").strip(" .:")
    if not ketikan:
        return "" if not teks(sel) else TAK_TERBACA
    return ketikan.zfill(3) if ketikan.isascii() and ketikan.isdigit() and len(ketikan) <= 3 else TAK_TERBACA


def baca_koordinat(sel) -> float | object | None:
    """Degrees as a number (decimal point or comma); None when blank, TAK_TERBACA when not a finite number."""
    ketikan = teks(sel)
    if not ketikan:
        return None
    try:
        derajat = float(sel) if isinstance(sel, float) else float(ketikan.replace(",", "."))
    except ValueError:
        return TAK_TERBACA
    return derajat if math.isfinite(derajat) else TAK_TERBACA


def pembaca_daftar(daftar: dict, kosong=""):
    """A reader for the cells of one code list: `kosong` when blank, TAK_TERBACA when the list does not know the value."""

    def baca(sel):
        ketikan = teks(sel)
        return daftar.get(ringkas_kode(ketikan), TAK_TERBACA) if ketikan else kosong

    return baca
