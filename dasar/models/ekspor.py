from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from dasar.models.berkas import Berkas
from dasar.models.pekerjaan import Pekerjaan


class Tujuan(models.TextChoices):
    """What personal data may be opened or exported for (berdasarkan praktik; Pasal 16 UU 27/2022: a stated purpose)."""

    VERIFIKASI = "verifikasi_dokumen", "Verifikasi dokumen"
    PENCOCOKAN = "pencocokan_dukcapil", "Pencocokan Dukcapil"
    PENGADUAN = "layanan_pengaduan", "Layanan pengaduan"
    PEMERIKSAAN = "pemeriksaan_auditor", "Pemeriksaan auditor"
    LAINNYA = "lainnya", "Lainnya"


class EksporQuerySet(models.QuerySet):
    def milik(self, pengguna: int) -> "EksporQuerySet":
        return self.filter(pengguna=pengguna)


class Ekspor(models.Model):
    """One export of individual data: who took what, out of which area, by which filter, what for. The row stays for good.

    `kode` stands on the file and in each of its rows, so a copy that turns up somewhere leads back to this row. The file
    itself is taken away at `kedaluwarsa_pada`.
    """

    class Bentuk(models.TextChoices):
        XLSX = "xlsx", "Excel (.xlsx)"
        CSV = "csv", "CSV (.csv)"
        PARQUET = "parq", "Parquet (.parquet), untuk alat analisis"
        PDF = "pdf", "PDF (.pdf)"

        @classmethod
        def tabel(cls) -> list[tuple[str, str]]:
            """Choices of an export that is a table."""
            return [(b.value, b.label) for b in cls if b != cls.PDF]

        @property
        def akhiran(self) -> str:
            """What the name of the file ends in."""
            return "parquet" if self == "parq" else self.value

    kode = models.CharField("kode tanda", max_length=16, unique=True, db_collation="C")
    jenis = models.CharField(max_length=20)
    bentuk = models.CharField(max_length=4, choices=Bentuk)
    penuh = models.BooleanField("nomor lengkap", default=False)
    tujuan = models.CharField(max_length=24, choices=Tujuan)
    keterangan = models.CharField(max_length=300, blank=True, default="")
    saringan = models.CharField("saringan dalam kata", max_length=400)
    argumen = models.JSONField(default=dict)
    # Plain numbers and codes, as in the event log: dasar knows no app.
    pengguna = models.BigIntegerField()
    nama_pengguna = models.CharField(max_length=100)
    fungsi = models.CharField(max_length=24)
    wilayah = models.CharField("wilayah tugas", max_length=10, db_collation="C")
    cakupan = models.CharField("wilayah yang diekspor", max_length=10, db_collation="C")
    pekerjaan = models.ForeignKey(Pekerjaan, on_delete=models.PROTECT, related_name="+", null=True)
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", null=True)
    jumlah = models.IntegerField("baris", null=True)
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    selesai_pada = models.DateTimeField(null=True)
    kedaluwarsa_pada = models.DateTimeField(null=True)
    dihapus_pada = models.DateTimeField("berkas dihapus", null=True)

    objects = EksporQuerySet.as_manager()

    class Meta:
        verbose_name = "ekspor"
        verbose_name_plural = "ekspor"
        indexes = [
            models.Index(fields=["pengguna", "id"], name="ekspor_pengguna"),
            models.Index(fields=["kedaluwarsa_pada"], condition=Q(dihapus_pada__isnull=True), name="ekspor_kedaluwarsa"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(tujuan__in=Tujuan.values), name="ekspor_bertujuan"),
            models.CheckConstraint(condition=~Q(tujuan="lainnya") | ~Q(keterangan=""), name="ekspor_lainnya_berketerangan"),
            models.CheckConstraint(
                condition=Q(berkas__isnull=True, jumlah__isnull=True, selesai_pada__isnull=True, kedaluwarsa_pada__isnull=True)
                | Q(berkas__isnull=False, jumlah__isnull=False, selesai_pada__isnull=False, kedaluwarsa_pada__isnull=False),
                name="ekspor_selesai_utuh",
            ),
            models.CheckConstraint(
                condition=Q(dihapus_pada__isnull=True) | Q(berkas__isnull=False), name="ekspor_hapus_berkas"
            ),
        ]

    def __str__(self) -> str:
        return f"Ekspor {self.kode}"

    @property
    def tersedia(self) -> bool:
        """Whether the file can still be fetched."""
        return self.berkas_id is not None and self.dihapus_pada is None


class IsiEkspor(models.Model):
    """Whom an export holds, as fingerprints (`dasar.subjek`): which files left the portal with this person in them?"""

    ekspor = models.OneToOneField(Ekspor, on_delete=models.PROTECT, primary_key=True, related_name="isi")
    subjek = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = "isi ekspor"
        verbose_name_plural = "isi ekspor"

    def __str__(self) -> str:
        return f"Isi ekspor {self.ekspor_id}"
