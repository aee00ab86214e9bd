"""The individual-level recap of a million persons as XLSX and Parquet: seconds, and the whole process's memory at its peak.

Each form is made by a process of its own (`python -m bench.rekap_satu xlsx`), through the same export that officers use.
"""

import json
import os
import subprocess
import sys

from bench.alat import Catatan

BENTUK = {"xlsx": "XLSX", "parq": "Parquet"}
MB_MAKS = 300


def rekap(catatan: Catatan) -> None:
    for bentuk, nama in BENTUK.items():
        anak = subprocess.run(
            [sys.executable, "-m", "bench.rekap_satu", bentuk], capture_output=True, text=True, check=True, env=os.environ
        )
        hasil = json.loads(anak.stdout.splitlines()[-1])
        catatan.tulis(f"rekap {hasil['baris']} orang sebagai {nama}", hasil["detik"], "detik")
        catatan.tulis("  ukuran berkas", hasil["berkas"] / 2**20, "MB")
        catatan.tulis("  puncak memori proses", hasil["mb"], "MB", f"< {MB_MAKS}", hasil["mb"] < MB_MAKS)
