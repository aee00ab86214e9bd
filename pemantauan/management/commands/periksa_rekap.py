from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from pemantauan import berkala, rekap


class Command(BaseCommand):
    help = "Membandingkan rekap dasbor dengan hitungan ulang dari seluruh tabel; --susun menulisnya kembali."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--susun", action="store_true", help="susun ulang seluruh rekap, lalu hitung yang berkala")

    def handle(self, *args, **opsi) -> None:
        if opsi["susun"]:
            with transaction.atomic(), connection.cursor() as kursor:
                # Nobody writes a change in between: its difference would be counted twice or not at all.
                kursor.execute("lock table pemantauan_gerak in share row exclusive mode")
                kursor.execute(rekap.sql_susun())
            berkala.hitung_waktu()
            berkala.hitung_sasaran()
        beda = rekap.selisih()
        for b in beda[:20]:
            self.stderr.write(f"{b[1]} {b[2]}: tercatat {b[-2]}, terhitung {b[-1]} ({', '.join(str(n) for n in b[3:-2] if n)})")
        if beda:
            raise CommandError(f"{len(beda)} angka berbeda. Susun ulang dengan --susun.")
        self.stdout.write("Rekap sama dengan hitungan ulang.")
