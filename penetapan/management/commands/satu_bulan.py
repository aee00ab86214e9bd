from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from akun.models import Penugasan
from dasar import periode as bulan
from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from penetapan.contoh.sebulan import HasilBulan, mainkan


class Command(BaseCommand):
    help = "Memainkan satu bulan penuh melalui tindakan para petugas: dari musyawarah desa sampai register ditetapkan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--periode", required=True, help="bulan, misalnya 2026-11")
        parser.add_argument("--kabupaten", default="12.09", help="kode kabupaten/kota (bawaan: 12.09)")
        parser.add_argument("--desa", type=int, default=10, help="jumlah desa/kelurahan yang bermusyawarah")
        parser.add_argument("--baris", type=int, default=2000, help="jumlah baris buku kerja seluruhnya")

    @seluruh_negeri()
    def handle(self, *args, **opsi) -> None:
        if not settings.MODE_CONTOH:
            raise CommandError("Perintah ini bekerja dengan data contoh: jalankan dengan MODE_CONTOH=1.")
        try:
            periode = bulan.urai(opsi["periode"])
        except ValueError as galat:
            raise CommandError(str(galat)) from galat
        if not Penugasan.objects.exists():
            self.stdout.write("Data contoh belum ada; memuatnya lebih dulu.")
            call_command("muat_contoh", stdout=self.stdout)
        try:
            hasil = mainkan(
                periode,
                opsi["kabupaten"].replace(".", ""),
                jumlah_desa=opsi["desa"],
                baris=opsi["baris"],
                kata=lambda teks: self.stdout.write(f"… {teks}"),
            )
        except Ditolak as galat:
            raise CommandError(galat.pesan) from galat
        self._cetak(hasil)

    def _cetak(self, hasil: HasilBulan) -> None:
        self.stdout.write(f"\n{'Tahap':<42}{'Butir':>10}{'Detik':>10}{'Butir/detik':>14}")
        for t in hasil.tahap:
            self.stdout.write(f"{t.nama:<42}{t.jumlah:>10}{t.detik:>10.2f}{t.per_detik:>14.0f}")
        p = hasil.penetapan
        self.stdout.write(
            f"\n{p}: {p.nomor_sk}; {p.jumlah_masuk} orang masuk, {p.jumlah_keluar} keluar, {p.jumlah_aktif} aktif."
        )
        self.stdout.write(f"Segel register: {bytes(p.akar).hex()}")
        self.stdout.write(self.style.SUCCESS(f"Keputusan: {p.keputusan.jalur}"))
