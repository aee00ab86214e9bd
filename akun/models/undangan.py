from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from akun.models.penugasan import Penugasan


class Undangan(models.Model):
    """One link to one invited assignment. Only the SHA-256 of its code is kept: who reads the table cannot use it."""

    penugasan = models.ForeignKey(Penugasan, on_delete=models.PROTECT, related_name="undangan")
    sidik = models.CharField(max_length=64, unique=True, db_collation="C")
    surel = models.EmailField(blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    kedaluwarsa_pada = models.DateTimeField()
    dipakai_pada = models.DateTimeField(null=True)
    dicabut_pada = models.DateTimeField(null=True)
    salah = models.SmallIntegerField("salah menyebut NIK", default=0, db_default=0)

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        constraints = [
            models.UniqueConstraint(
                fields=["penugasan"],
                condition=Q(dipakai_pada__isnull=True, dicabut_pada__isnull=True),
                name="undangan_satu_tautan",
            ),
            models.UniqueConstraint(
                fields=["penugasan"], condition=Q(dipakai_pada__isnull=False), name="undangan_dipakai_sekali"
            ),
            models.CheckConstraint(
                condition=Q(dipakai_pada__isnull=True) | Q(dicabut_pada__isnull=True), name="undangan_satu_akhir"
            ),
            models.CheckConstraint(
                condition=Q(dipakai_pada__isnull=True) | Q(dipakai_pada__lte=F("kedaluwarsa_pada")),
                name="undangan_dipakai_selagi_berlaku",
            ),
        ]

    def __str__(self) -> str:
        return f"Undangan {self.penugasan_id}"


class Pakta(models.Model):
    """The confidentiality pledge of one term, with its words as they were signed. Never changed, never deleted."""

    penugasan = models.OneToOneField(Penugasan, on_delete=models.PROTECT, related_name="pakta")
    versi = models.CharField(max_length=12)
    teks = models.TextField()
    nama = models.CharField("nama penanda tangan", max_length=100)
    pada = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "pakta integritas"
        verbose_name_plural = "pakta integritas"
        constraints = [models.CheckConstraint(condition=~Q(teks="") & ~Q(versi=""), name="pakta_berisi")]

    def __str__(self) -> str:
        return f"Pakta {self.penugasan_id} versi {self.versi}"


class PemberitahuanMasa(models.Model):
    """That the officer and his administrator were told of the end of a term, `ambang` days before it; once each."""

    penugasan = models.ForeignKey(Penugasan, on_delete=models.PROTECT, related_name="pemberitahuan")
    ambang = models.SmallIntegerField()
    pada = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "pemberitahuan masa tugas"
        verbose_name_plural = "pemberitahuan masa tugas"
        constraints = [models.UniqueConstraint(fields=["penugasan", "ambang"], name="pemberitahuan_sekali")]

    def __str__(self) -> str:
        return f"{self.penugasan_id}: {self.ambang} hari"
