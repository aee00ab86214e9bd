import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from akun.contoh import buat_akun_contoh
from dasar import periode as bulan
from dtks.register.models import Keluarga
from penetapan.contoh.berjalan import jalankan_sebagian
from penetapan.contoh.petugas import pelaku
from penetapan.contoh.register_awal import tetapkan_awal
from penetapan.contoh.warga import ramaikan
from wilayah.models import Wilayah


class Command(BaseCommand):
    help = "Memuat data contoh: akun, register yang ditetapkan bulan lalu, dan usulan yang sedang berjalan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kabupaten", action="append", help="kode kabupaten/kota; dapat diulang (bawaan: 12.09 dan 36.04)")
        parser.add_argument("--skala", type=float, default=0.05, help="bagian dari jumlah keluarga yang dipublikasikan")
        parser.add_argument("--ulang", action="store_true", help="hapus seluruh isi basis data contoh, lalu muat kembali")

    def handle(self, *args, **opsi) -> None:
        if not settings.MODE_CONTOH:
            raise CommandError("Data contoh hanya dimuat dengan MODE_CONTOH=1.")
        if opsi["ulang"]:
            self._kosongkan()
        if not Wilayah.objects.exists():
            call_command("muat_wilayah", stdout=self.stdout)
        if Keluarga.objects.exists():
            raise CommandError("Register sudah berisi. Untuk memulai dari awal: make demo.")
        kabupaten = [k.replace(".", "") for k in opsi["kabupaten"] or ["12.09", "36.04"]]
        mulai = time.perf_counter()
        with transaction.atomic():
            buat_akun_contoh(settings.SANDI_CONTOH)
            penetapan = tetapkan_awal(kabupaten, opsi["skala"], bulan.sebelum(bulan.periode_kini()), oleh=pelaku("menteri"))
            self.stdout.write(f"{penetapan}: {penetapan.jumlah_aktif} orang ({time.perf_counter() - mulai:.1f} detik)")
            jumlah = sum(jalankan_sebagian(k, n, self.stdout.write) for n, k in enumerate(kabupaten))
            perkara = ramaikan(self.stdout.write)
        self.stdout.write(f"{perkara} pendaftaran, koreksi, dan sanggahan warga")
        self.stdout.write(f"{jumlah} usulan sedang berjalan ({time.perf_counter() - mulai:.1f} detik)")

    def _kosongkan(self) -> None:
        """Start from an empty schema: rows of the event log and of proposals cannot be deleted, and should not be."""
        with connection.cursor() as kursor:
            kursor.execute("drop schema public cascade; create schema public")
        call_command("migrate", verbosity=0, interactive=False)
