from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from akun.models import Pengguna
from dasar.models import Berkas
from sanggahan.models.sanggahan import Sanggahan

FOTO_MIN = 2


class Kunjungan(models.Model):
    """The report of one visit: the ten questions of the survey, photos, place and time. A repeated visit is a further row."""

    sanggahan = models.ForeignKey(Sanggahan, on_delete=models.PROTECT, related_name="kunjungan")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    dikunjungi_pada = models.DateTimeField("waktu kunjungan")
    # One letter per question of the survey: Y, T or - (could not be asked), as the register keeps them.
    jawaban = models.CharField("jawaban sepuluh pertanyaan", max_length=10)
    bertemu = models.BooleanField("bertemu keluarganya")
    uraian = models.TextField("yang ditemukan", max_length=2000)
    lintang = models.DecimalField(max_digits=9, decimal_places=6)
    bujur = models.DecimalField(max_digits=9, decimal_places=6)
    jumlah_foto = models.PositiveSmallIntegerField()
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "laporan kunjungan"
        verbose_name_plural = "laporan kunjungan"
        constraints = [
            models.CheckConstraint(condition=Q(jumlah_foto__gte=FOTO_MIN), name="kunjungan_dua_foto"),
            models.CheckConstraint(condition=Q(jawaban__regex="^[YT-]{10}$"), name="kunjungan_sepuluh_jawaban"),
        ]

    def __str__(self) -> str:
        return f"Kunjungan {self.sanggahan_id}"


class FotoKunjungan(models.Model):
    kunjungan = models.ForeignKey(Kunjungan, on_delete=models.PROTECT, related_name="foto")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", db_index=False)
    dihapus_pada = models.DateTimeField("gambar dihapus", null=True)

    class Meta:
        verbose_name = "foto kunjungan"
        verbose_name_plural = "foto kunjungan"

    def __str__(self) -> str:
        return f"Foto kunjungan {self.kunjungan_id}"
