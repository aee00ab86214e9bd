"""`make bench`: see the package's docstring. `make bench ARG="--baris 20000 --skala 0.2"` for a quick look."""

import argparse
import datetime as dt
import json
import os

import django

from dtks import lingkungan

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtks.settings")
lingkungan.nyalakan()
# Makes the bench database; what is measured works as the application (bench.alat).
lingkungan.sebagai_pemilik()
django.setup()

from bench.alat import Catatan, pakai_aplikasi, siapkan_basis  # noqa: E402  (needs Django)
from bench.cari import cari  # noqa: E402
from bench.cek import cek  # noqa: E402
from bench.dasbor import dasbor  # noqa: E402
from bench.halaman import halaman  # noqa: E402
from bench.jangkauan import jangkauan  # noqa: E402
from bench.pipa import Pipa  # noqa: E402
from bench.rekap import rekap  # noqa: E402
from dtks.register.models import Individu  # noqa: E402

pilihan = argparse.ArgumentParser(prog="make bench", description=__doc__)
pilihan.add_argument("--baris", type=int, default=100_000, help="baris buku kerja besar")
pilihan.add_argument("--stok", type=int, default=3_000, help="baris untuk django-import-export bawaan")
pilihan.add_argument("--skala", type=float, default=1.0, help="ukuran register; 1 = sekitar 1.000.000 orang")
pilihan.add_argument("--ulang", action="store_true", help="susun ulang basis data ukur")
pilihan.add_argument(
    "--hanya",
    default="",
    help="bagian saja: impor, buku, tabel, putusan, penetapan, cari, jangkauan, selagi, halaman, cek, rekap, dasbor",
)
opsi = pilihan.parse_args()

siapkan_basis(opsi.skala, opsi.ulang)
pakai_aplikasi()
catatan = Catatan()
print(
    f"Register: {Individu.objects.filter(sampai=None).count()} orang; {opsi.baris} baris; {os.cpu_count()} inti; median 3 kali"
)
pipa = Pipa(catatan, opsi.baris, opsi.stok)
bagian = {
    "impor": pipa.impor,
    "buku": pipa.buku_kerja,
    "tabel": pipa.tabel,
    "putusan": pipa.putusan,
    "penetapan": pipa.penetapan,
    "cari": lambda: cari(catatan),
    "jangkauan": lambda: jangkauan(catatan),
    "selagi": pipa.cari_selagi,
    "halaman": lambda: halaman(catatan),
    "rekap": lambda: rekap(catatan),
    "cek": lambda: cek(catatan),
    "dasbor": lambda: dasbor(catatan, opsi.skala),
}
for nama, kerja in bagian.items():
    if not opsi.hanya or nama in opsi.hanya.split(","):
        kerja()

folder = lingkungan.DATA_DIR / "bench"
folder.mkdir(parents=True, exist_ok=True)
hasil = folder / f"{dt.datetime.now():%Y%m%d-%H%M%S}.json"
hasil.write_text(json.dumps({"opsi": vars(opsi), "hasil": catatan.hasil}, indent=1))
print(f"Hasil: {hasil}")
