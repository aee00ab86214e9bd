import datetime as dt

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from akun.fungsi import F
from akun.penugasan import MASA_BAWAAN
from akun.undangan import Calon, alamat_tautan, undang
from dasar.galat import Ditolak
from dasar.jejak import NEGARA, SISTEM
from wilayah.models import Wilayah


class Command(BaseCommand):
    help = "Mengundang petugas Administrasi Pusdatin, yang tidak diangkat siapa pun di portal. Mencetak tautannya sekali."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--nama", required=True)
        parser.add_argument("--nik", required=True)
        parser.add_argument("--nomor-sk", required=True)
        parser.add_argument("--surel", default="")
        parser.add_argument("--selesai", type=dt.date.fromisoformat, help="Akhir masa tugas, misalnya 2027-11-21.")

    def handle(self, *args, nama: str, nik: str, nomor_sk: str, surel: str, selesai: dt.date | None, **options) -> None:
        mulai = timezone.localdate()
        try:
            _, kode = undang(
                Calon(nama, nik, surel),
                F.PUSDATIN,
                Wilayah.objects.get(pk=NEGARA),
                nomor_sk=nomor_sk,
                sk=None,
                mulai=mulai,
                selesai=selesai or mulai + MASA_BAWAAN,
                oleh=SISTEM,
            )
        except Ditolak as galat:
            raise CommandError(galat.pesan) from galat
        self.stdout.write(alamat_tautan(kode))
