from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Pekerjaan(models.Model):
    """A job is a row: what is to be done, how far it is, how it ended. One active per kind and key.

    The queue only carries the row's number. When the queue is lost, or a worker dies, the row still stands and
    `dasar.pekerjaan.pulihkan` brings it back.
    """

    class Status(models.TextChoices):
        ANTRE = "antre", "Menunggu giliran"
        BERJALAN = "berjalan", "Sedang dikerjakan"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"

    jenis = models.CharField(max_length=40)
    kunci = models.CharField(max_length=60)
    argumen = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.ANTRE)
    kemajuan = models.SmallIntegerField(default=0)
    pesan = models.CharField(max_length=300, blank=True)
    hasil = models.JSONField(default=dict)
    pengguna = models.BigIntegerField()
    fungsi = models.CharField(max_length=24)
    wilayah = models.CharField(max_length=10, db_collation="C")
    # What narrows the assignment of who asked (dasar.jejak.Pelaku.bagian).
    bagian = models.JSONField(default=dict)
    percobaan = models.SmallIntegerField(default=0)
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    mulai_pada = models.DateTimeField(null=True)
    detak_pada = models.DateTimeField(null=True)
    selesai_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "pekerjaan"
        verbose_name_plural = "pekerjaan"
        constraints = [
            models.UniqueConstraint(
                fields=["jenis", "kunci"], condition=Q(status__in=["antre", "berjalan"]), name="pekerjaan_satu_aktif"
            ),
            models.CheckConstraint(condition=Q(kemajuan__range=(0, 100)), name="pekerjaan_kemajuan_persen"),
            models.CheckConstraint(
                condition=Q(status__in=["selesai", "gagal"], selesai_pada__isnull=False)
                | Q(status__in=["antre", "berjalan"], selesai_pada__isnull=True),
                name="pekerjaan_selesai_bertanggal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.kunci}"

    @property
    def aktif(self) -> bool:
        return self.status in (self.Status.ANTRE, self.Status.BERJALAN)
