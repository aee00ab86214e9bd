"""Retention of registrations (domain.md 10.5, berdasarkan praktik): what was begun and not sent goes after a week, what was
refused and not repaired after a year. The row and its events stay; nothing in it says whose it was.
"""

import datetime as dt

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from akun.alur import LEWATKAN_PENDAFTARAN, SP_BARU, SP_DITOLAK, SP_TERBUKTI
from akun.models import Pendaftaran
from dasar.alur import jalankan
from dasar.berkas import buang_isi
from dasar.jejak import SISTEM

_KOSONG = {
    "nik": None,
    "nomor_kk": None,
    "tanggal_lahir": None,
    "nama": "",
    "surel": "",
    "telepon": "",
    "sandi": "",
    "foto_ktp_id": None,
    "swafoto_id": None,
    "padan": "",
    "padan_beda": "",
}


def hapus_lewat() -> int:
    """Erase every registration whose time is over; returns how many.

    The bytes of a photo go before the row forgets them: no row claims that a photo is gone which still lies there.
    """
    kini = timezone.now()
    lewat = Pendaftaran.objects.filter(
        Q(status__in=(SP_BARU, SP_TERBUKTI), dibuat_pada__lt=kini - dt.timedelta(days=settings.PENDAFTARAN_LEWAT_HARI))
        | Q(status=SP_DITOLAK, diputus_pada__lt=kini - dt.timedelta(days=settings.PENDAFTARAN_DITOLAK_HARI))
    )
    jumlah = 0
    for daftar in lewat.select_related("foto_ktp", "swafoto").iterator(chunk_size=500):
        for berkas in (daftar.foto_ktp, daftar.swafoto):
            if berkas is not None:
                buang_isi(berkas)
        satu = Pendaftaran.objects.filter(pk=daftar.pk)
        jumlah += jalankan(satu, LEWATKAN_PENDAFTARAN, oleh=SISTEM, catatan="Masa simpan habis.", **_KOSONG)
    return jumlah
