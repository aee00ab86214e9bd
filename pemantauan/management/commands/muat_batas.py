from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dasar.galat import Ditolak
from pemantauan.batas import muat_batas


class Command(BaseCommand):
    help = "Memuat batas wilayah dari GeoJSON (derajat, WGS 84) untuk peta pada dasbor; bentuknya disederhanakan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--sumber", required=True, help="sumber dan lisensi, tercetak di bawah peta")
        parser.add_argument(
            "--kolom", default="", help="nama sifat yang memuat kode wilayah (bawaan: kode, kode_wilayah, code, id)"
        )

    def handle(self, *args, **opsi) -> None:
        if not opsi["berkas"].is_file():
            raise CommandError(f"Berkas {opsi['berkas']} tidak ada.")
        try:
            hasil = muat_batas(opsi["berkas"], opsi["sumber"], opsi["kolom"])
        except Ditolak as galat:
            raise CommandError(galat.pesan) from galat
        for kode, sebab in hasil.dilewati[:20]:
            self.stderr.write(f"{kode}: {sebab}")
        if len(hasil.dilewati) > 20:
            self.stderr.write(f"dan {len(hasil.dilewati) - 20} lainnya")
        self.stdout.write(f"{hasil.disimpan} batas disimpan, {len(hasil.dilewati)} dilewati.")
