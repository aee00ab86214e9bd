from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from akun.akses import saring_wilayah
from akun.models import Pengguna
from dasar.jejak import Pelaku
from dasar.models import Berkas
from usulan.alur import SM


class MusyawarahQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "MusyawarahQuerySet":
        return saring_wilayah(self, pelaku, "lihat_usulan", dalam=dalam)


class Musyawarah(models.Model):
    """A musdes/muskel: the forum through which every proposal must pass (Kepmensos 73/HUK/2024; Pasal 4a, 5, 6).

    Its list of names is open while it is `disusun` and sealed with it: a trigger refuses any later name.
    """

    class Jenis(models.TextChoices):
        MUSDES = "musdes", "Musyawarah desa"
        MUSKEL = "muskel", "Musyawarah kelurahan"
        MUSDESUS = "musdesus", "Musyawarah desa khusus"

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="musyawarah")
    jenis = models.CharField(max_length=10, choices=Jenis)
    nomor_berita_acara = models.CharField("nomor berita acara", max_length=60)
    tanggal = models.DateField("tanggal musyawarah")
    tempat = models.CharField(max_length=120)
    pimpinan = models.CharField("pimpinan musyawarah", max_length=100)
    notulis = models.CharField(max_length=100)
    jumlah_hadir = models.PositiveSmallIntegerField("jumlah peserta hadir")
    ringkasan = models.TextField("pokok pembahasan", blank=True, default="")
    catatan_peringatan = models.TextField("penjelasan atas baris berperingatan", blank=True, default="")
    status = models.CharField(max_length=20, choices=SM, default=SM.DISUSUN)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    diajukan_pada = models.DateTimeField(null=True, editable=False)
    diajukan_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", null=True)

    objects = MusyawarahQuerySet.as_manager()

    class Meta:
        verbose_name = "musyawarah"
        verbose_name_plural = "musyawarah"
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah", "nomor_berita_acara"], condition=~Q(status=SM.DIBATALKAN), name="musyawarah_nomor_ba"
            ),
            models.CheckConstraint(condition=Q(status__in=SM.values), name="musyawarah_status_dikenal"),
            models.CheckConstraint(
                condition=Q(status=SM.DIAJUKAN, diajukan_pada__isnull=False, diajukan_oleh__isnull=False)
                | (~Q(status=SM.DIAJUKAN) & Q(diajukan_pada__isnull=True, diajukan_oleh__isnull=True)),
                name="musyawarah_ajuan_bercap",
            ),
            models.CheckConstraint(condition=Q(jumlah_hadir__gt=0), name="musyawarah_ada_hadir"),
        ]
        indexes = [models.Index(fields=["wilayah", "-tanggal"], name="musyawarah_desa")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tanggal:%d-%m-%Y}"

    @property
    def terbuka(self) -> bool:
        """Whether names may still be added."""
        return self.status == SM.DISUSUN


class DokumenMusyawarah(models.Model):
    """One of the four documents that Kepmensos 73/HUK/2024 asks for. A newer one of its kind replaces an older."""

    class Jenis(models.TextChoices):
        BERITA_ACARA = "berita_acara", "Berita acara"
        FOTO_KEGIATAN = "foto_kegiatan", "Foto kegiatan"
        DAFTAR_HADIR = "daftar_hadir", "Daftar hadir"
        BUKTI_PUBLIKASI = "bukti_publikasi", "Bukti publikasi hasil musyawarah"

    musyawarah = models.ForeignKey(Musyawarah, on_delete=models.PROTECT, related_name="dokumen")
    jenis = models.CharField(max_length=16, choices=Jenis)
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+")
    digantikan_pada = models.DateTimeField(null=True, editable=False)
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "dokumen musyawarah"
        verbose_name_plural = "dokumen musyawarah"
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=["berita_acara", "foto_kegiatan", "daftar_hadir", "bukti_publikasi"]),
                name="dokumen_jenis_dikenal",
            ),
            models.UniqueConstraint(
                fields=["musyawarah", "jenis"],
                condition=Q(digantikan_pada__isnull=True) & ~Q(jenis="foto_kegiatan"),
                name="dokumen_satu_berlaku",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.berkas}"
