"""Value rules of a proposal row: NIK, KK, dates, code lists, region names. Pure Python, no database.

`ATURAN_BARIS` is the one list; `Pemeriksa` runs it over a table, `periksa_baris` over one form or API row, `periksa_nilai`
over single values. Rules that compare rows with each other or with the register are SQL and live with the import.
"""

from .bentuk import DITERIMA, DITOLAK, INFO, INGAT, PERINGATAN, PROGRAM_BAKU, TOLAK, Aturan, Baris, Konteks, Temuan, status_dari
from .daftar import IJAZAH_NAMA, JENIS_DISABILITAS, SHDK_NAMA
from .kolom import JUDUL, KOLOM, KOLOM_V1, KOLOM_V2, KUNCI, KUNCI_V1, KUNCI_V2, KUNCI_WAJIB, Kolom
from .nik import bentuk_16_angka, jenis_kelamin_dari_nik, tanggal_lahir_dari_nik
from .orang import umur_pada
from .periksa import ATURAN_BARIS, Pemeriksa, PenandaGanda, nilai_bernama, nilai_berurut, periksa_baris, periksa_nilai
from .sel import bersihkan_nik
from .tempat import ringkas_nama_wilayah

__all__ = [
    "ATURAN_BARIS",
    "DITERIMA",
    "DITOLAK",
    "IJAZAH_NAMA",
    "INFO",
    "INGAT",
    "JENIS_DISABILITAS",
    "JUDUL",
    "KOLOM",
    "KOLOM_V1",
    "KOLOM_V2",
    "KUNCI",
    "KUNCI_V1",
    "KUNCI_V2",
    "KUNCI_WAJIB",
    "PERINGATAN",
    "PROGRAM_BAKU",
    "SHDK_NAMA",
    "TOLAK",
    "Aturan",
    "Baris",
    "Kolom",
    "Konteks",
    "Pemeriksa",
    "PenandaGanda",
    "Temuan",
    "bentuk_16_angka",
    "bersihkan_nik",
    "jenis_kelamin_dari_nik",
    "nilai_bernama",
    "nilai_berurut",
    "periksa_baris",
    "periksa_nilai",
    "ringkas_nama_wilayah",
    "status_dari",
    "tanggal_lahir_dari_nik",
    "umur_pada",
]
