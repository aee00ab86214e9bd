"""The monthly determination from the command line: dry unless told."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from akun.fungsi import F
from akun.models import Penugasan
from dasar import periode as bulan
from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import Pelaku
from dasar.templatetags.siks import angka
from penetapan import ringkasan
from penetapan.keputusan import lampirkan_keputusan
from penetapan.models import Penetapan
from penetapan.penetapan import Rencana, rencanakan, tetapkan
from usulan.alur import S
from usulan.models import Usulan

AKUN_CONTOH = "menteri"


def nomor_bawaan(periode: int) -> str:
    """A decree number for the example: `11/HUK/CONTOH/2026`."""
    return f"{periode % 100}/HUK/CONTOH/{periode // 100}"


class Command(BaseCommand):
    help = "Menampilkan rencana penetapan DTKS satu bulan; dengan --tetapkan menetapkannya."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--periode", required=True, help="bulan, misalnya 2026-11")
        parser.add_argument("--nomor-sk", default="", help="nomor keputusan")
        parser.add_argument("--tetapkan", action="store_true", help="tetapkan, bukan hanya rencana")
        parser.add_argument("--yakin", action="store_true", help="jangan bertanya lagi")
        parser.add_argument("--akun", default="", help="akun berfungsi manajemen yang menetapkan")

    @seluruh_negeri()
    def handle(self, *args, **options) -> None:
        try:
            periode = bulan.urai(options["periode"])
        except ValueError as galat:
            raise CommandError(str(galat)) from galat
        rencana = rencanakan(periode)
        self._tampilkan(rencana)
        if not options["tetapkan"]:
            self.stdout.write("Belum ada yang berubah. Tambahkan --tetapkan untuk menetapkan.")
            return
        if rencana.halangan:
            raise CommandError(rencana.halangan)
        oleh = self._pelaku(options["akun"])
        nomor_sk = options["nomor_sk"] or (nomor_bawaan(periode) if settings.MODE_CONTOH else "")
        if not options["yakin"]:
            jawab = input(f"Tetapkan {bulan.nama(periode)} dengan keputusan {nomor_sk}? Ketik “ya”: ")
            if jawab.strip().lower() != "ya":
                raise CommandError("Dibatalkan. Tidak ada yang berubah.")
        try:
            penetapan = tetapkan(periode, nomor_sk=nomor_sk, oleh=oleh)
        except Ditolak as galat:
            raise CommandError(galat.pesan) from galat
        berkas = lampirkan_keputusan(penetapan, oleh=oleh)
        self.stdout.write(
            self.style.SUCCESS(
                f"{bulan.nama(periode)} ditetapkan dengan {penetapan.nomor_sk}: {angka(penetapan.jumlah_usulan)} usulan, "
                f"{angka(penetapan.jumlah_masuk)} orang masuk, {angka(penetapan.jumlah_keluar)} keluar, "
                f"{angka(penetapan.jumlah_aktif)} orang dalam DTKS."
            )
        )
        self.stdout.write(f"Keputusan: {berkas.jalur}")

    def _pelaku(self, akun: str) -> Pelaku:
        akun = akun or (AKUN_CONTOH if settings.MODE_CONTOH else "")
        if not akun:
            raise CommandError("Sebutkan akun yang menetapkan dengan --akun.")
        penugasan = Penugasan.objects.berlaku().filter(pengguna__username=akun).select_related("pengguna").first()
        if penugasan is None or penugasan.fungsi != F.MANAJEMEN:
            raise CommandError(f"Akun {akun} tidak berfungsi manajemen, sehingga tidak dapat menetapkan.")
        return penugasan.pelaku

    def _tampilkan(self, rencana: Rencana) -> None:
        akibat = dict(Usulan.Jenis.choices)
        self.stdout.write(f"Rencana penetapan {bulan.nama(rencana.periode)}")
        self._tabel("Akan ditetapkan", [(f"{akibat[j]}, {p}", n) for j, p, n in ringkasan.menurut_program()])
        self._tabel(
            "Akan dikembalikan karena register berubah sejak penilaian",
            [(f"kriteria {h}: {bukti}", n) for h, bukti, n in ringkasan.akan_dikembalikan()],
        )
        self._tabel("Belum sampai, tidak ikut", [(S(s).label, n) for s, n in rencana.menunggu.items()])
        if not rencana.jumlah:
            self.stdout.write("  Tanpa perubahan: bulan ini dapat ditetapkan sesuai bulan terakhir (Pasal 12 ayat (4)).")
        terakhir = Penetapan.objects.order_by("-periode").first()
        self.stdout.write(f"Penetapan terakhir: {bulan.nama(terakhir.periode) if terakhir else 'belum ada'}")
        if rencana.halangan:
            self.stdout.write(self.style.WARNING(f"Halangan: {rencana.halangan}"))

    def _tabel(self, judul: str, baris: list[tuple[str, int]]) -> None:
        self.stdout.write(f"{judul}: {angka(sum(n for _, n in baris))}")
        for nama, n in baris:
            self.stdout.write(f"  {angka(n):>12}  {nama}")
