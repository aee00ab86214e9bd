"""The example accounts (MODE_CONTOH): one per function, named after it, all with one password."""

import datetime as dt

from django.db import transaction

from akun.models import Pengguna
from akun.penugasan import angkat
from dasar.jejak import SISTEM
from wilayah.models import Wilayah

# account, name, function, area. Kisaran Timur, Perkebunan Bandar Selamat and Teras are the villages of the samples.
AKUN_CONTOH = (
    ("desa", "Nurhasanah", "pengisi_desa", "1209201008"),
    ("desa2", "Rohmat Hidayat", "pengisi_desa", "3604172004"),
    ("desa3", "Sutrisno", "pengisi_desa", "1209212002"),
    ("kecamatan", "Lamhot Simbolon", "pemantau_kecamatan", "120920"),
    ("kabupaten", "Dewi Lestari", "pengisi_kabupaten", "1209"),
    ("kabupaten2", "Asep Sunandar", "pengisi_kabupaten", "3604"),
    ("verifikator", "Rahmad Hidayat", "verifikator", "1209"),
    ("verifikator2", "Imas Komariah", "verifikator", "3604"),
    ("kepala", "Zulkifli Harahap", "kepala", "1209"),
    ("kepala2", "Tubagus Fadhil", "kepala", "3604"),
    ("admin.kab", "Sri Wahyuni", "admin_kabupaten", "1209"),
    ("provinsi", "Togar Panggabean", "pemantau_provinsi", "12"),
    ("kl", "Ratna Puspita", "kl", "00"),
    ("penilai", "Bambang Wijayanto", "pekerja_informasi", "00"),
    ("menteri", "Anita Kusuma", "manajemen", "00"),
    ("teknis", "Yohanes Lamba", "petugas_teknis", "00"),
    ("pengembang", "Gilang Ramadhan", "pengembang", "00"),
    ("auditor", "Maria Ginting", "auditor", "00"),
    ("mutu", "Hasan Basri", "perguruan_tinggi", "00"),
    ("pusdatin", "Lia Amalia", "pusdatin", "00"),
    ("warga", "Siti Aminah", "warga", "1209201008"),
)


@transaction.atomic
def buat_akun_contoh(kata_sandi: str) -> int:
    """Make the accounts that are missing, each with its one assignment. Returns how many were made."""
    ada = set(Pengguna.objects.values_list("username", flat=True))
    wilayah = Wilayah.objects.in_bulk([a[3] for a in AKUN_CONTOH])
    baru = 0
    for nomor, (akun, nama, fungsi, kode) in enumerate(AKUN_CONTOH, 1):
        if akun in ada:
            continue
        pengguna = Pengguna(username=akun, nama=nama, nik=f"990101010180{nomor:04d}", email=f"{akun}@contoh.invalid")
        pengguna.set_password(kata_sandi)
        pengguna.save()
        angkat(
            pengguna,
            fungsi,
            wilayah[kode],
            nomor_sk=f"SK/{nomor:03d}/CONTOH",
            mulai=dt.date(2026, 1, 1),
            selesai=dt.date(2099, 12, 31),
            oleh=SISTEM,
        )
        baru += 1
    return baru
