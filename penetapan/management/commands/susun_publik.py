"""The tables that the public pages read, written anew from the register."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from dasar.jangkauan import seluruh_negeri
from dasar.templatetags.siks import angka
from dtks.register import cek, rekap_desa
from penetapan.waktu_jawab import hitung_waktu_jawab

_TABEL = ("dtks_cek", "dtks_rekapdesa")


class Command(BaseCommand):
    help = "Menyusun ulang tabel yang dibaca halaman publik (cek, statistik, waktu jawab) dari register."

    @seluruh_negeri()
    def handle(self, *args, **options) -> None:
        # No determination may write meanwhile: it takes the same lock. Only the owner may put the guard aside.
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute("select pg_advisory_xact_lock(hashtext('penetapan'))")
            for tabel in _TABEL:
                kursor.execute(f"alter table {tabel} disable trigger user")
            orang, rekap = cek.susun_ulang(), rekap_desa.susun_ulang()
            for tabel in _TABEL:
                kursor.execute(f"alter table {tabel} enable trigger user")
        kabupaten = hitung_waktu_jawab()
        self.stdout.write(
            f"Cek: {angka(orang)} orang. Rekap desa: {angka(rekap)} baris. Waktu jawab: {kabupaten} kabupaten/kota."
        )
