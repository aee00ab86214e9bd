"""Statements of every request, prepared by the server once per connection (settings.PERNYATAAN_TETAP).

Planning a short statement with its row policies takes the database several times as long as running it.
"""

import itertools
from collections.abc import Sequence

from django.conf import settings
from django.db.backends.utils import CursorWrapper
from psycopg2.extensions import AsIs

_nomor = itertools.count(1)


class PernyataanTetap:
    """A statement with `%s` for each value. `isi` says what stands there: (which of the values, None), or (None, a value that
    is always the same, which the planner then knows). `nama` begins its name in the server's log."""

    def __init__(self, sql: str, isi: Sequence[tuple[int | None, object]] | None = None, nama: str = "tetap") -> None:
        self.sql, self._nama = sql, nama
        self.isi = tuple(isi) if isi is not None else tuple((n, None) for n in range(sql.count("%s")))
        self._banyak = 1 + max((n for n, _ in self.isi if n is not None), default=-1)

    def sambil(self, lain: "PernyataanTetap") -> "PernyataanTetap":
        """This statement and, in the same message and transaction, `lain`, which returns nothing; its values come first."""
        isi = [(n if n is None else n + lain._banyak, tetap) for n, tetap in self.isi]
        return PernyataanTetap(f"with sambil as ({lain.sql}) {self.sql}", [*lain.isi, *isi])

    def jalankan(self, kursor: CursorWrapper, nilai: Sequence[object]) -> None:
        """Execute it on `kursor`, prepared the first time that the connection meets it."""
        if not settings.PERNYATAAN_TETAP:
            kursor.execute(self.sql, [tetap if n is None else nilai[n] for n, tetap in self.isi])
            return
        siap = kursor.connection.siap
        if nama := siap.get(self):
            kursor.execute(self._panggil(nama), nilai)
            return
        # Never the same name twice: what was prepared before an error stays with the connection.
        nama = f"{self._nama}_{next(_nomor)}"
        tempat = [tetap if n is None else AsIs(f"${n + 1}") for n, tetap in self.isi]
        kursor.execute(f"prepare {nama} as {self.sql}; {self._panggil(nama)}", [*tempat, *nilai])
        siap[self] = nama

    def _panggil(self, nama: str) -> str:
        return f"execute {nama}" + (f"({', '.join(['%s'] * self._banyak)})" if self._banyak else "")
