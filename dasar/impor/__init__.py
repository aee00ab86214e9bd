"""Open a table that somebody uploads, .xlsx or .csv, in bounded time and memory.

`buka_tabel` looks at the content, never at the name, finds the heading row and answers a `Tabel` whose rows can be walked
any number of times. Whatever cannot be read is refused as `TabelDitolak` with a message that says what to do.

Memory: a CSV is streamed, so its size does not matter; an XLSX is held as one grid by calamine, and its size is judged from
the compressed parts before calamine opens it (security.md, hostile upload).
"""

from .kepala import Tabel
from .penolakan import BATAS_BAWAAN, Batas, TabelDitolak
from .tanda import buka_tabel

__all__ = ["BATAS_BAWAAN", "Batas", "Tabel", "TabelDitolak", "buka_tabel"]
