"""The register's own integrity: five criteria, versions, pointers, seals."""

from django.core.management.base import BaseCommand, CommandError

from dasar import periode as bulan
from dasar.jangkauan import seluruh_negeri
from dasar.templatetags.siks import angka
from dtks.register import cek, rekap_desa
from dtks.register.pemeriksaan import CONTOH_MAKS, PEMERIKSAAN, Hasil, periksa
from penetapan.pemeriksaan import PETUNJUK, periksa_segel


class Command(BaseCommand):
    help = "Memeriksa lima kriteria integritas, versi, dan segel register, sekarang atau pada satu bulan. Keluar 1 bila ada yang salah."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--periode", default="", help="bulan, misalnya 2026-11; tanpa ini keadaan sekarang")

    @seluruh_negeri()
    def handle(self, *args, **options) -> None:
        try:
            periode = bulan.urai(options["periode"]) if options["periode"] else None
        except ValueError as galat:
            raise CommandError(str(galat)) from galat
        self.stdout.write(f"Register, keadaan {bulan.nama(periode) if periode else 'sekarang'}")
        salah = 0
        for satu in (*PEMERIKSAAN, *PETUNJUK):
            salah += self._tulis(periksa(satu, periode))
        salah += self._segel(periode)
        if periode is None:
            salah += self._publik()
        if salah:
            self.stderr.write(self.style.ERROR(f"{angka(salah)} kesalahan."))
            raise SystemExit(1)
        self.stdout.write(self.style.SUCCESS("Utuh: semua pemeriksaan cocok."))

    def _tulis(self, hasil: Hasil) -> int:
        self._baris(hasil.pemeriksaan.huruf, hasil.pemeriksaan.nama, hasil.jumlah)
        for kunci, wilayah, keterangan in hasil.contoh:
            self.stdout.write(f"       {wilayah} {kunci}: {keterangan}")
        if hasil.jumlah > len(hasil.contoh):
            self.stdout.write(f"       dan {angka(hasil.jumlah - len(hasil.contoh))} lagi")
        return hasil.jumlah

    def _segel(self, periode: int | None) -> int:
        salah = 0
        for satu in periksa_segel(periode):
            nama = bulan.nama(satu.penetapan.periode)
            n = len(satu.desa) + (not satu.rantai_cocok)
            self._baris("", f"Segel {nama}", n)
            for desa in satu.desa:
                self.stdout.write(f"       {desa}: isi tidak lagi sesuai dengan segel {nama}")
            if not satu.rantai_cocok:
                self.stdout.write(f"       rantai segel {nama} tidak cocok dengan yang tercetak pada {satu.penetapan.nomor_sk}")
            salah += n
        return salah

    def _publik(self) -> int:
        """What the public reads is what the register says; `susun_publik` writes it anew."""
        salah = 0
        for nama, beda in (
            ("Cek publik sesuai dengan register", cek.beda_dengan_register()),
            ("Rekap desa sesuai dengan register", rekap_desa.beda_dengan_register()),
        ):
            n = sum(jumlah for _, jumlah in beda)
            self._baris("", nama, n)
            for desa, jumlah in beda[:CONTOH_MAKS]:
                self.stdout.write(f"       {desa}: {angka(jumlah)} baris berbeda. Susun ulang dengan perintah susun_publik.")
            salah += n
        return salah

    def _baris(self, huruf: str, nama: str, salah: int) -> None:
        self.stdout.write(f"  {huruf or '-'}  {nama:<60} {'cocok' if not salah else angka(salah) + ' salah'}")
