from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from akun.models.pengguna import Pengguna
from dasar.jejak import Pelaku


class Saluran(models.TextChoices):
    """The way on which a notice reached its recipient, or shall reach him."""

    SUREL = "surel", "Surel"
    PESAN = "pesan", "SMS atau WhatsApp"
    PORTAL = "portal", "Di portal saja"


class PemberitahuanQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> "PemberitahuanQuerySet":
        """The own ones, whatever the function."""
        return self.none() if pelaku is None else self.filter(penerima=pelaku.pengguna_id)

    def belum_dibaca(self) -> "PemberitahuanQuerySet":
        return self.filter(dibaca_pada=None)

    def belum_disampaikan(self) -> "PemberitahuanQuerySet":
        return self.filter(disampaikan_pada=None)


class Pemberitahuan(models.Model):
    """One sentence for one account (pains 3 and 7 of the system in use: no feedback, cut off without notice).

    Only `akun.pemberitahuan` writes it. A row is seen by its recipient alone (akun/perlindungan.py).
    """

    penerima = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="pemberitahuan")
    jenis = models.CharField(max_length=16)
    kalimat = models.CharField(max_length=300)
    # A path of this portal, to what the sentence is about.
    alamat = models.CharField(max_length=200, blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibaca_pada = models.DateTimeField(null=True)
    disampaikan_pada = models.DateTimeField(null=True)
    lewat = models.CharField(max_length=8, choices=Saluran, blank=True, default="")

    objects = PemberitahuanQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        constraints = [
            models.CheckConstraint(condition=~Q(kalimat="") & ~Q(jenis=""), name="pemberitahuan_berisi"),
            models.CheckConstraint(
                condition=Q(alamat="") | (Q(alamat__startswith="/") & ~Q(alamat__startswith="//")),
                name="pemberitahuan_alamat_portal",
            ),
            models.CheckConstraint(
                condition=Q(disampaikan_pada=None, lewat="")
                | Q(disampaikan_pada__isnull=False, lewat__in=["surel", "pesan", "portal"]),
                name="pemberitahuan_lewat_bila_sampai",
            ),
        ]
        indexes = [
            models.Index(fields=["penerima", "-id"], name="pemberitahuan_penerima"),
            models.Index(fields=["penerima"], condition=Q(dibaca_pada=None), name="pemberitahuan_belum_dibaca"),
            models.Index(fields=["penerima", "id"], condition=Q(disampaikan_pada=None), name="pemberitahuan_belum_sampai"),
        ]

    def __str__(self) -> str:
        return f"pemberitahuan {self.pk}"
