"""Appointing and ending: the acts that open and close a person's one function."""

import datetime as dt

from django.db import IntegrityError, transaction
from guardian.shortcuts import assign_perm, get_user_perms, remove_perm

from akun.alur import AKHIRI, ANGKAT
from akun.fungsi import FUNGSI
from akun.models import Pengguna, Penugasan
from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, atas_nama
from wilayah.models import Wilayah


def angkat(
    pengguna: Pengguna, fungsi: str, wilayah: Wilayah, *, nomor_sk: str, mulai: dt.date, selesai: dt.date, oleh: Pelaku
) -> Penugasan:
    """Open an assignment and derive its guardian permissions on the one area from the declared table.

    Raises Ditolak when the area's level does not fit the function, when `oleh` may not appoint it, when the person has
    no NIK, or when the person already holds a function (Kepmensos 73/HUK/2024: functions are not combined).
    """
    uraian = FUNGSI[fungsi]
    pastikan_boleh(ANGKAT, oleh, wilayah.pk)
    _pastikan_pengangkat(fungsi, oleh)
    if wilayah.tingkat != uraian.tingkat:
        raise Ditolak(f"Wilayah {wilayah.nama} tidak setingkat dengan fungsi {uraian.nama}.", "tingkat-wilayah")
    if selesai < mulai:
        raise Ditolak("Tanggal selesai penugasan mendahului tanggal mulainya. Periksa masa tugasnya.", "masa-terbalik")
    if not pengguna.nik:
        raise Ditolak("Isi NIK petugas lebih dulu: satu orang hanya boleh memegang satu fungsi.", "nik-kosong")
    try:
        with atas_nama(oleh, ANGKAT.nama):
            penugasan = Penugasan.objects.create(
                pengguna=pengguna,
                nik=pengguna.nik,
                fungsi=fungsi,
                wilayah=wilayah,
                nomor_sk=nomor_sk,
                mulai=mulai,
                selesai=selesai,
            )
            for izin in uraian.izin:
                assign_perm(izin, pengguna, wilayah)
    except IntegrityError as galat:
        if "satu_fungsi" in str(galat):
            raise Ditolak(
                f"{pengguna.nama} masih memegang fungsi lain. Akhiri penugasan itu lebih dulu.", "fungsi-rangkap"
            ) from galat
        raise
    return penugasan


def _pastikan_pengangkat(fungsi: str, oleh: Pelaku) -> None:
    """Nobody grants or takes away what they do not administer (security.md, 4)."""
    uraian = FUNGSI[fungsi]
    if oleh.fungsi not in uraian.diangkat_oleh and oleh.fungsi != "sistem":
        raise Ditolak(f"Fungsi {uraian.nama} tidak diangkat oleh fungsi Anda.", "bukan-pengangkat")


@transaction.atomic
def akhiri(penugasan: Penugasan, *, alasan: str, oleh: Pelaku) -> None:
    """Close an assignment and withdraw its permissions. The row and its history stay.

    Raises Ditolak when `oleh` does not appoint this function, or when the assignment has already ended.
    """
    pastikan_boleh(AKHIRI, oleh, penugasan.wilayah_id)
    _pastikan_pengangkat(penugasan.fungsi, oleh)
    if not jalankan(Penugasan.objects.filter(pk=penugasan.pk), AKHIRI, oleh=oleh, alasan="akhir", catatan=alasan):
        raise Ditolak("Penugasan ini sudah berakhir.", "sudah-berakhir")
    for izin in get_user_perms(penugasan.pengguna, penugasan.wilayah):
        remove_perm(izin, penugasan.pengguna, penugasan.wilayah)
