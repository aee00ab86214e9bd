"""The officers in whose names the example acts."""

import datetime as dt

from akun.models import Pengguna, Penugasan
from akun.penugasan import angkat
from dasar.jejak import SISTEM, Pelaku
from wilayah.models import Wilayah


def pelaku(akun: str) -> Pelaku:
    """The officer behind an example account."""
    return Penugasan.objects.select_related("pengguna").get(pengguna__username=akun, status="aktif").pelaku


def petugas(fungsi: str, kode: str, nama: str) -> Pelaku:
    """The officer in this function and area; appointed, without a password, when there is none."""
    ada = Penugasan.objects.berlaku().filter(fungsi=fungsi, wilayah=kode).select_related("pengguna").first()
    if ada is None:
        urutan = Pengguna.objects.count() + 1
        pengguna = Pengguna(username=f"contoh.{fungsi}.{kode}", nama=nama, nik=f"99010101029{urutan:05d}")
        pengguna.set_unusable_password()
        pengguna.save()
        ada = angkat(
            pengguna,
            fungsi,
            Wilayah.objects.get(pk=kode),
            nomor_sk=f"SK/{urutan}/CONTOH",
            mulai=dt.date(2026, 1, 1),
            selesai=dt.date(2099, 12, 31),
            oleh=SISTEM,
        )
    return ada.pelaku
