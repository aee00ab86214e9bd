"""Counts that other institutions read: rounded, so that no single person stands out of them."""

AMBANG_SAMAR = 5


class Samar(int):
    """A count rounded to fives, and under five only said to be so.

    Rounding the sum and its parts each for itself keeps one part from being found by subtraction.
    """

    def __new__(cls, nilai: int):
        return super().__new__(cls, nilai if 0 < nilai < AMBANG_SAMAR else round(nilai / AMBANG_SAMAR) * AMBANG_SAMAR)

    def __format__(self, bentuk: str) -> str:
        return f"<{AMBANG_SAMAR}" if 0 < self < AMBANG_SAMAR else format(int(self), bentuk)

    def __str__(self) -> str:
        return format(self, "")

    @property
    def bilangan(self) -> int:
        """For a machine, which reads numbers only: a count under five is 0."""
        return 0 if self < AMBANG_SAMAR else int(self)
