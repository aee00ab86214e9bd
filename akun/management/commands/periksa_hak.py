from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from akun import hak, perlindungan


class Command(BaseCommand):
    help = (
        "Membandingkan izin dengan tabel fungsi dan penugasan aktif, dan hak tabel serta kebijakan baris di basis data dengan"
        " yang dinyatakan. Keluar dengan kode 1 bila ada selisih."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--perbaiki", action="store_true", help="Kembalikan setiap selisih dan catat dalam jejak.")

    def handle(self, *args, perbaiki: bool, **options) -> None:
        beda, dinding = hak.selisih(), perlindungan.penyimpangan()
        for satu in (*beda, *dinding):
            self.stdout.write(str(satu))
        jumlah = len(beda) + len(dinding)
        if not jumlah:
            self.stdout.write("Izin sesuai dengan tabel fungsi dan penugasan aktif; dinding basis data sesuai pernyataan.")
        elif perbaiki:
            if dinding:
                _pasang_dinding(dinding)
            hak.perbaiki(beda)
            self.stdout.write(f"{jumlah} selisih diperbaiki.")
        else:
            self.stdout.write(f"{jumlah} selisih. Jalankan dengan --perbaiki untuk mengembalikannya.")
            raise SystemExit(1)


def _pasang_dinding(dinding: list[str]) -> None:
    try:
        perlindungan.pasang()
    except ProgrammingError as galat:
        raise CommandError("Dinding basis data hanya dapat dipasang ulang oleh pemilik tabelnya.") from galat
    hak.catat_dinding(dinding)
