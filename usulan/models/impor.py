from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from akun.akses import saring_wilayah
from akun.models import Pengguna
from dasar.jejak import Pelaku
from dasar.models import Berkas
from usulan.models.musyawarah import Musyawarah


class ImporQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "ImporQuerySet":
        return saring_wilayah(self, pelaku, "lihat_usulan", dalam=dalam)


class Impor(models.Model):
    """A village's workbook on its way in: checked first, shown, and only then taken over by `terapkan`.

    The same file for the same deliberation is one import (`sha256`): sending it twice changes nothing.
    """

    class Status(models.TextChoices):
        DIPERIKSA = "diperiksa", "Sedang diperiksa"
        SIAP = "siap", "Selesai diperiksa, belum diterapkan"
        DITERAPKAN = "diterapkan", "Sudah diterapkan"
        GAGAL = "gagal", "Berkas tidak dapat dibaca"

    musyawarah = models.ForeignKey(Musyawarah, on_delete=models.PROTECT, related_name="impor")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_collation="C")
    hasil = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", null=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DIPERIKSA)
    pesan = models.TextField(blank=True, default="")
    kolom_diabaikan = ArrayField(models.CharField(max_length=100), default=list)
    jumlah_diterima = models.IntegerField(default=0)
    jumlah_peringatan = models.IntegerField(default=0)
    jumlah_ditolak = models.IntegerField(default=0)
    jumlah_masuk = models.IntegerField("usulan yang dibuat", default=0)
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    diterapkan_pada = models.DateTimeField(null=True)

    objects = ImporQuerySet.as_manager()

    class Meta:
        verbose_name = "impor"
        verbose_name_plural = "impor"
        constraints = [
            models.UniqueConstraint(fields=["musyawarah", "sha256"], condition=~Q(status="gagal"), name="impor_berkas_sekali"),
        ]

    def __str__(self) -> str:
        return str(self.berkas)

    @property
    def jumlah_baris(self) -> int:
        return self.jumlah_diterima + self.jumlah_peringatan + self.jumlah_ditolak


class BarisImpor(models.Model):
    """Staging: one row of a workbook with what the checker says of it. Unlogged; emptied when the import is applied.

    A refused row keeps only its number, name, NIK as written, and the findings; the file itself keeps the rest.
    """

    class Status(models.TextChoices):
        DITERIMA = "DITERIMA", "Diterima"
        PERINGATAN = "PERINGATAN", "Peringatan"
        DITOLAK = "DITOLAK", "Ditolak"

    pk = models.CompositePrimaryKey("impor_id", "nomor")
    impor_id = models.BigIntegerField()
    nomor = models.IntegerField("nomor baris di lembar")
    status = models.CharField(max_length=10, choices=Status)
    kode = models.CharField(max_length=120)
    penjelasan = models.TextField()
    kolom = models.CharField("kolom yang salah", max_length=300)
    nik = models.CharField(max_length=40, db_collation="C")
    nama = models.CharField(max_length=100)
    program = models.CharField(max_length=12)
    nomor_kk = models.CharField(max_length=16, null=True, db_collation="C")
    tempat_lahir = models.CharField(max_length=100, null=True)
    tanggal_lahir = models.DateField(null=True)
    ibu_kandung = models.CharField(max_length=100, null=True)
    jenis_kelamin = models.CharField(max_length=1, null=True)
    pekerjaan = models.CharField(max_length=100, null=True)
    status_kawin = models.CharField(max_length=20, null=True)
    pendidikan = models.CharField(max_length=40, null=True)
    hubungan = models.SmallIntegerField(null=True)
    alamat = models.CharField(max_length=200, null=True)
    rt = models.CharField(max_length=3, null=True)
    rw = models.CharField(max_length=3, null=True)
    disabilitas = models.SmallIntegerField(null=True)
    hamil_sejak = models.DateField(null=True)
    nama_suku = models.CharField(max_length=100, null=True)
    # Ten characters Y/T/- for SK0..SK9; null when the workbook has no such columns.
    kriteria = models.CharField(max_length=10, null=True)
    lintang = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    bujur = models.DecimalField(max_digits=9, decimal_places=6, null=True)

    class Meta:
        verbose_name = "baris impor"
        verbose_name_plural = "baris impor"

    def __str__(self) -> str:
        return f"Baris {self.nomor}: {self.status}"
