"""Run as a process of its own by bench.tabel: prints the kilobytes that reading and judging a file adds at its peak."""

import datetime as dt
import sys
from pathlib import Path

from bench.tabel import puncak_kb
from dasar.impor import Batas, buka_tabel
from dasar.impor.penolakan import MB
from dasar.nilai import Konteks, Pemeriksa

awal = puncak_kb()
berkas = Path(sys.argv[1])
with berkas.open("rb") as isi:
    tabel = buka_tabel(isi, berkas.name, batas=Batas(berkas=256 * MB))
    pemeriksa = Pemeriksa(Konteks(hari_ini=dt.date.today()), tabel.kunci)
    for _, sel in tabel.baris():
        pemeriksa(sel)
print(puncak_kb() - awal)
