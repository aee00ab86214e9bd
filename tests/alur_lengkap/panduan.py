"""The README's walk-through as the test reads it: what stands there in bold must stand on the screens, and the other way round."""

import re
from pathlib import Path

JUDUL = "## One month, step by step"


class Panduan:
    """Labels of the walk-through, taken in the order in which they are written. `…` in a label stands for anything."""

    def __init__(self, readme: Path) -> None:
        awal = readme.read_text("utf-8").split(JUDUL, 1)[1]
        self.teks = re.split(r"^## ", awal, maxsplit=1, flags=re.M)[0]
        self.tebal = re.findall(r"\*\*(.+?)\*\*", self.teks)
        self.terpakai: set[str] = set()
        self._di = 0

    def pola(self, label: str, *, urut: bool = True) -> re.Pattern[str]:
        """The label as it may stand on the screen. Fails when the README does not have it, from where we are on."""
        sisa = self.tebal[self._di :] if urut else self.tebal
        assert label in sisa, f"README tidak menyebut **{label}** setelah **{self.tebal[self._di - 1]}**"
        if urut:
            self._di += sisa.index(label) + 1
        self.terpakai.add(label)
        return re.compile("^" + ".+".join(map(re.escape, label.split("…"))) + "$")

    def pastikan_tertulis(self, nilai: str) -> None:
        """What the test types is what the README says to type."""
        assert f"`{nilai}`" in self.teks, f"README tidak menyebut `{nilai}`"

    def belum_dipakai(self) -> list[str]:
        """Labels that nobody followed: they may be wrong."""
        return sorted(set(self.tebal) - self.terpakai)
