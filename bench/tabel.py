"""Reading tables: processor time of our XLSX reader beside openpyxl's, and the memory that staging a large file takes."""

import io
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from dasar.ekspor import tulis_xlsx
from dasar.impor import Batas, buka_tabel
from dasar.impor.penolakan import MB

if TYPE_CHECKING:
    from bench.alat import Catatan

_MEMORI = "bench.memori"


def ke_xlsx(csv: Path) -> Path:
    """The same rows as a workbook."""
    with csv.open("rb") as isi:
        tabel = buka_tabel(isi, csv.name, batas=Batas(berkas=256 * MB))
        tujuan = io.BytesIO()
        tulis_xlsx(tujuan, list(tabel.judul), (sel for _, sel in tabel.baris()))
    hasil = csv.with_suffix(".xlsx")
    hasil.write_bytes(tujuan.getvalue())
    return hasil


def baca_xlsx(catatan: "Catatan", xlsx: Path) -> None:
    mulai = time.process_time()
    with xlsx.open("rb") as isi:
        kami_baris = sum(1 for _ in buka_tabel(isi, xlsx.name, batas=Batas(berkas=256 * MB)).baris())
    kami = time.process_time() - mulai
    mulai = time.process_time()
    mereka_baris = sum(1 for _ in openpyxl.load_workbook(xlsx, read_only=True).active.iter_rows(values_only=True)) - 1
    mereka = time.process_time() - mulai
    if kami_baris != mereka_baris:
        raise RuntimeError("dua pembaca, dua jumlah baris")
    catatan.tulis(
        f"membaca XLSX {kami_baris} baris terhadap openpyxl read_only (CPU)",
        kami / mereka,
        "x",
        "<= 0,25",
        kami / mereka <= 0.25,
    )


def memori(catatan: "Catatan", berkas: Path, maks: int) -> None:
    """Peak resident memory of a process that reads and judges the file, less that of one that only starts."""
    puncak = int(
        subprocess.run([sys.executable, "-m", _MEMORI, str(berkas)], check=True, capture_output=True, text=True).stdout
    )
    catatan.tulis(
        f"memori puncak pemeriksaan {berkas.suffix[1:].upper()}", puncak / 1024, "MB", f"<= {maks}", puncak / 1024 <= maks
    )


def puncak_kb() -> int:
    """Peak resident memory of this process; getrusage would count that of the process which started it."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
