"""Tables that leave this app: the empty workbooks that a village fills in."""

from typing import BinaryIO

from dasar.ekspor import tulis_xlsx
from dasar.nilai import KOLOM, KOLOM_V1

# version → (columns, name of the file)
TEMPLAT = {1: (KOLOM_V1, "templat-usulan.xlsx"), 2: (KOLOM, "templat-usulan-versi-2.xlsx")}


def tulis_templat(tujuan: BinaryIO, versi: int) -> None:
    """The empty workbook: one sheet DATA, one heading row, every column formatted as text. `versi` 1 (21 columns) or 2."""
    kolom, _ = TEMPLAT[versi]
    tulis_xlsx(tujuan, [k.judul for k in kolom], ())
