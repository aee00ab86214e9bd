from time import perf_counter

from django.core.management.base import BaseCommand, CommandError

from dasar.galat import Ditolak
from wilayah.models import Tingkat
from wilayah.pemuatan import DASAR_HUKUM, muat


class Command(BaseCommand):
    help = "Memuat atau memperbarui daftar wilayah dari daftar yang disertakan. Aman diulang; tidak ada yang dihapus."

    def handle(self, *args, **options) -> None:
        mulai = perf_counter()
        try:
            hasil = muat()
        except Ditolak as galat:
            raise CommandError(galat.pesan) from galat
        self.stdout.write(f"Daftar: {DASAR_HUKUM}")
        for tingkat, jumlah in hasil.per_tingkat.items():
            if tingkat != Tingkat.NEGARA:
                self.stdout.write(f"  {tingkat.label:<16}{f'{jumlah:,}'.replace(',', '.'):>8}")
        lama = f"{perf_counter() - mulai:.1f}".replace(".", ",")
        self.stdout.write(f"{hasil.baru} baru, {hasil.berubah} berubah, {hasil.berakhir} berakhir ({lama} detik)")
