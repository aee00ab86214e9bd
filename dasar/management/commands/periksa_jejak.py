from django.core.management.base import BaseCommand

from dasar.penyegelan import periksa, segel


class Command(BaseCommand):
    help = "Memeriksa rantai segel jejak; menyebut peristiwa pertama yang diubah, hilang, atau disisipkan."

    def handle(self, *args, **options) -> None:
        segel()
        jumlah, rusak = periksa()
        if not rusak:
            self.stdout.write(self.style.SUCCESS(f"Utuh: {jumlah} peristiwa tersegel, semuanya cocok."))
            return
        for satu in rusak:
            self.stderr.write(
                f"Peristiwa {satu.nomor}: {satu.apa}" if satu.apa != "segel" else f"Segel {satu.nomor}: tidak cocok"
            )
        raise SystemExit(1)
