"""Synthetic families for demo data, tests and benchmarks. No value describes a real person.

Every NIK and No. KK lies under the fictitious province 99. They are unique by construction, without a memory of what was
given out: each family has a number, each number owns eight person slots, and region digits and serial are the slot written
in another base (`keluarga.py`). So any two runs whose family numbers differ never collide, whatever their seeds; 9,899,010
numbers exist, about 34 million persons. kabupaten digits 10-19 are used for KK, 20-99 for NIK; hand-made samples may use
01-09.

The same (seed, number) gives the same family however the work is cut into pieces.
"""

from .buku import TempatRekaan, baris_buku, buat_buku
from .keluarga import JUMLAH_NOMOR, TANGGAL_ACUAN, KeluargaRekaan, OrangRekaan, keluarga_rekaan
from .sebaran import SEBARAN, Sebaran

__all__ = [
    "JUMLAH_NOMOR",
    "SEBARAN",
    "TANGGAL_ACUAN",
    "KeluargaRekaan",
    "OrangRekaan",
    "Sebaran",
    "TempatRekaan",
    "baris_buku",
    "buat_buku",
    "keluarga_rekaan",
]
