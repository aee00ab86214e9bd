"""Small counts in public tables: hidden, together with others, so that nobody can compute them.

A count from 1 to 4 points at persons (domain.md 10.5). Hiding it alone is no use where the total and its neighbours are
printed, so another cell of the same column is hidden with it; and a region whose own count is hidden shows nothing of its
parts. Zeros are shown unless a whole column must go. Berdasarkan praktik; that it holds against somebody who knows this very
rule is tested by trying all tables of small numbers (tests/publik/test_samaran.py).
"""

import zlib
from collections.abc import Mapping

BATAS = 5


def kecil(nilai: int) -> bool:
    """A count that must not be shown."""
    return 0 < nilai < BATAS


def samarkan(kolom: Mapping[str, int], *, total_terbuka: bool = True) -> dict[str, int | None]:
    """One column of a table, {region: count}, with None for what is hidden.

    `total_terbuka`: the sum of the column is shown somewhere; without it the whole column is hidden. Beside the small ones
    one larger cell is hidden, chosen by the code of its region and never by its value: the smallest would tell that it is no
    larger than the shown ones. It must be large enough that each small one may still be anything from 1 to 4, else the whole
    column is hidden, zeros too.
    """
    hilang = [k for k, n in kolom.items() if kecil(n)]
    if total_terbuka and not hilang:
        return dict(kolom)
    lain = sorted((k for k, n in kolom.items() if n >= BATAS), key=_urutan)
    paling_sedikit = len(hilang) + BATAS + (BATAS - 2)
    if not total_terbuka or not lain or sum(kolom[k] for k in [*hilang, lain[0]]) < paling_sedikit:
        return dict.fromkeys(kolom)
    return {k: None if kecil(n) or k == lain[0] else n for k, n in kolom.items()}


def _urutan(kode: str) -> tuple[int, str]:
    return zlib.crc32(kode.encode()), kode
