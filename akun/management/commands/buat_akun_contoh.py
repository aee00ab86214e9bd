from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from akun.contoh import buat_akun_contoh


class Command(BaseCommand):
    help = "Membuat akun contoh, satu untuk setiap fungsi (hanya dengan MODE_CONTOH=1)."

    def handle(self, *args, **options) -> None:
        if not settings.MODE_CONTOH:
            raise CommandError("Akun contoh hanya dibuat dengan MODE_CONTOH=1.")
        self.stdout.write(f"{buat_akun_contoh(settings.SANDI_CONTOH)} akun contoh dibuat")
