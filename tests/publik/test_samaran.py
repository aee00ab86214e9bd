"""Small counts: hidden, and not to be computed from what is shown, even by somebody who knows how they are hidden."""

import itertools
import random

import pytest

from pemantauan.samaran import BATAS, samarkan


def _cetak(nilai: tuple[int, ...], terbuka: bool = True) -> tuple[int | None, ...]:
    return tuple(samarkan({str(n): v for n, v in enumerate(nilai)}, total_terbuka=terbuka).values())


@pytest.mark.parametrize(
    ("nilai", "cetak"),
    [
        ((10, 20, 0), (10, 20, 0)),
        ((3, 0, 40), (None, 0, None)),
        ((4, 4, 4, 90), (None,) * 4),
        ((4, 3, 0), (None, None, None)),
        ((1, 5, 0), (None, None, None)),
        ((1, 1, 1, 1, 1), (None,) * 5),
    ],
)
def test_yang_kecil_disamarkan_bersama_yang_lain_secukupnya(nilai, cetak):
    assert _cetak(nilai) == cetak


def test_tanpa_total_yang_terbuka_seluruh_kolom_tidak_ditampilkan():
    assert _cetak((100, 0, 7), terbuka=False) == (None, None, None)


def test_yang_tampil_tidak_pernah_kecil_dan_yang_hilang_selalu_lebih_dari_satu():
    acak = random.Random(4)
    for _ in range(3000):
        nilai = tuple(acak.choice([0, 0, 1, 2, 3, 4, 5, 6, 9, 40, 700]) for _ in range(acak.randint(2, 9)))
        cetak = _cetak(nilai)
        assert all(c is None or c == 0 or c >= BATAS for c in cetak)
        assert cetak.count(None) != 1
        assert (None in cetak) == any(0 < v < BATAS for v in nilai)


@pytest.mark.parametrize(("sel", "sampai"), [(2, 30), (3, 16), (4, 11), (5, 7)])
def test_tidak_ada_sel_tersamar_yang_dapat_dihitung_dari_total_dan_tetangganya(sel, sampai):
    """Every table of small numbers whose total is shown: the attacker knows the rule, and still sees two ways at least."""
    kemungkinan: dict[tuple, list[tuple]] = {}
    for nilai in itertools.product(range(sampai), repeat=sel):
        if sum(nilai) >= BATAS:
            kemungkinan.setdefault((_cetak(nilai), sum(nilai)), []).append(nilai)
    for (cetak, _), semua in kemungkinan.items():
        # At the edge of what was tried the other ways lie outside.
        if max(map(max, semua)) < sampai - 1:
            for n in (n for n, c in enumerate(cetak) if c is None):
                assert len({nilai[n] for nilai in semua}) > 1, (cetak, semua)
