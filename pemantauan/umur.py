"""How old the answers to the criteria are, in classes: the chart, the list behind it and its count read the same."""

from dasar import periode as bulan

# key → (words, from and up to how many months old); None: no answers at all, or no end.
KELAS_UMUR: dict[str, tuple[str, int | None, int | None]] = {
    "12": ("Sampai 12 bulan", 0, 12),
    "24": ("13 sampai 24 bulan", 13, 24),
    "36": ("25 sampai 36 bulan", 25, 36),
    "lebih": ("Lebih dari 36 bulan", 37, None),
    "tanpa": ("Belum ada jawaban", None, None),
}
TANPA = "tanpa"


def umur(periode: int) -> int | None:
    """Months since `periode`; None for 0, which stands for no answers."""
    kini = bulan.periode_kini()
    return (kini // 100 - periode // 100) * 12 + kini % 100 - periode % 100 if periode else None


def kelas_umur(periode: int) -> str:
    """The class of answers given in `periode`."""
    n = umur(periode)
    if n is None:
        return TANPA
    return next(k for k, (_, _, sampai) in KELAS_UMUR.items() if sampai is None or n <= sampai)


def rentang_periode(kelas: str) -> tuple[int | None, int | None]:
    """The months, first and last, in which the answers of a class were given; None where it has no such end."""
    _, dari, sampai = KELAS_UMUR[kelas]
    return (None if sampai is None else _mundur(sampai)), (None if not dari else _mundur(dari))


def _mundur(n: int) -> int:
    kini = bulan.periode_kini()
    letak = kini // 100 * 12 + kini % 100 - 1 - n
    return letak // 12 * 100 + letak % 12 + 1
