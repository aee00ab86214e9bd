"""The example accounts (MODE_CONTOH): one per function, named after it, all with one password."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from akun.fungsi import F
from akun.models import Pengguna, PerangkatKode
from akun.pakta import tanda_tangani
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
# What narrows an assignment by programme. Both see every programme that the example knows, but for one of them.
PROGRAM_CONTOH = {"kl": ("BPNT", "PBI", "PKH"), "teknis": ("BPNT", "PKH")}


def kode_contoh(pengguna) -> str:
    """A sentence with the present code of an example account, for its own second step; '' for everybody else.

    There is no telephone in a demonstration. The code is asked for and spent as any other.
    """
    if not settings.MODE_CONTOH or pengguna is None or pengguna.username not in {a[0] for a in AKUN_CONTOH}:
        return ""
    perangkat = PerangkatKode.objects.filter(user=pengguna.pk, confirmed=True).first()
    if perangkat is None:
        return ""
    kode = perangkat.kode_belum_terpakai()
    if not kode:
        return " Mode contoh: kode akun ini sudah terpakai; muat ulang halaman ini dalam setengah menit."
    return f" Mode contoh: kode akun ini sekarang {kode}"


def _pasang_kode(akun: str) -> None:
    """The account's code app, with a secret made from its name."""
    pengguna = Pengguna.objects.get(username=akun)
    rahasia = salted_hmac("akun.contoh", akun).digest()
    PerangkatKode.objects.get_or_create(
        user=pengguna, defaults={"name": "contoh", "rahasia": PerangkatKode.sandikan(rahasia, pengguna.pk)}
    )


@transaction.atomic
def buat_akun_contoh(kata_sandi: str) -> int:
    """Make the accounts that are missing, each with its one assignment and code app. Returns how many were made."""
    ada = set(Pengguna.objects.values_list("username", flat=True))
    wilayah = Wilayah.objects.in_bulk([a[3] for a in AKUN_CONTOH])
    baru = 0
    for nomor, (akun, nama, fungsi, kode) in enumerate(AKUN_CONTOH, 1):
        if akun in ada:
            continue
        pengguna = Pengguna(username=akun, nama=nama, nik=f"990101010180{nomor:04d}", email=f"{akun}@contoh.invalid")
        pengguna.set_password(kata_sandi)
        pengguna.save()
        penugasan = angkat(
            pengguna,
            fungsi,
            wilayah[kode],
            nomor_sk=f"SK/{nomor:03d}/CONTOH",
            mulai=dt.date(2026, 1, 1),
            selesai=dt.date(2099, 12, 31),
            program=PROGRAM_CONTOH.get(akun, ()),
            oleh=SISTEM,
        )
        tanda_tangani(penugasan, oleh=penugasan.pelaku)
        baru += 1
    for akun in (a[0] for a in AKUN_CONTOH if a[2] != F.WARGA):
        _pasang_kode(akun)
    return baru
