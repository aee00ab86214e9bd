"""Run as a process of its own by bench.rekap: makes one export and prints its figures, the peak of the memory among them."""

import json
import os
import sys
import time
from collections.abc import Generator
from itertools import islice

import django

from dtks import lingkungan

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtks.settings")
lingkungan.sebagai_pemilik()
django.setup()

from django.db import connection, transaction  # noqa: E402  (needs Django)

from bench.alat import NAMA_BASIS, pakai_aplikasi  # noqa: E402
from bench.tabel import puncak_kb  # noqa: E402
from dasar.jangkauan import dalam_jangkauan  # noqa: E402
from dasar.jejak import Pelaku  # noqa: E402
from dasar.models import Tujuan  # noqa: E402
from dasar.pengeksporan import Sumber, daftarkan_ekspor, isi_ekspor, sumber  # noqa: E402
from dtks.register.ekspor import daftar_register  # noqa: E402
from penetapan.contoh.petugas import pelaku  # noqa: E402

BARIS = 1_000_000


@sumber("ukur", "Rekap perorangan")
def _ukur(argumen: dict, oleh: Pelaku) -> Sumber:
    asal = daftar_register(argumen, oleh)
    return Sumber(asal.judul, _potong(asal.baris), nik=asal.nik, nomor_kk=asal.nomor_kk, ibu_kandung=asal.ibu_kandung)


def _potong(baris: Generator) -> Generator:
    yield from islice(baris, BARIS)


connection.settings_dict["NAME"] = NAMA_BASIS
pakai_aplikasi()
oleh = pelaku("penilai")
mulai = time.perf_counter()
with dalam_jangkauan(oleh), transaction.atomic():
    isi = {"saringan": "", "cakupan": "00", "bentuk": sys.argv[1], "penuh": False, "tujuan": Tujuan.PEMERIKSAAN}
    ekspor = daftarkan_ekspor("ukur", {"wilayah": "00", "periode": None}, oleh=oleh, **isi)
    isi_ekspor(ekspor, lambda persen, teks: None, oleh=oleh)
    berkas, jumlah = ekspor.berkas, ekspor.jumlah
    transaction.set_rollback(True)
detik = time.perf_counter() - mulai
berkas.jalur.unlink()
print(json.dumps({"baris": jumlah, "detik": detik, "mb": puncak_kb() / 1024, "berkas": berkas.ukuran}))
