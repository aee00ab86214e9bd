"""Months. DTKS is determined every month (Pasal 12(3) Permensos 3/2021), so the portal's clock ticks in months.

A period is an int YYYYMM (202611): it sorts, reads and stores as what it is.
"""

import calendar
import datetime as dt
import re

from django.utils import timezone

BULAN = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()


def periode_kini() -> int:
    """The current month in Jakarta time."""
    return dari_tanggal(timezone.localdate())


def dari_tanggal(tanggal: dt.date) -> int:
    return tanggal.year * 100 + tanggal.month


def berikut(periode: int) -> int:
    return periode + 1 if periode % 100 < 12 else periode + 89


def sebelum(periode: int) -> int:
    return periode - 1 if periode % 100 > 1 else periode - 89


def nama(periode: int) -> str:
    """`202611` → `November 2026`."""
    return f"{BULAN[periode % 100 - 1]} {periode // 100}"


def tanggal_pertama(periode: int) -> dt.date:
    return dt.date(periode // 100, periode % 100, 1)


def tanggal_terakhir(periode: int) -> dt.date:
    tahun, bulan = divmod(periode, 100)
    return dt.date(tahun, bulan, calendar.monthrange(tahun, bulan)[1])


def urai(teks: str) -> int:
    """`2026-11` or `202611` → 202611. Raises ValueError with a sentence for the user."""
    cocok = re.fullmatch(r"(\d{4})-?(\d{2})", teks.strip())
    if not cocok or not 1 <= int(cocok[2]) <= 12:
        raise ValueError(f"“{teks}” bukan bulan. Tulis tahun dan bulan, misalnya 2026-11.")
    return int(cocok[1]) * 100 + int(cocok[2])
