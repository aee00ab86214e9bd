"""What only the objector and those who decide may know. Row-level security of its own: akun/perlindungan.py."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import GreaterThanOrEqual

from akun.models import Pengguna
from dasar.models import Berkas
from sanggahan.models.sanggahan import Sanggahan

PANJANG_LAINNYA = 30


class Penyanggah(models.Model):
    """Who objected. Seen by the verifikator, the auditor and the objector; by no function of a village.

    `nik_disanggah` and `terbuka` repeat the objection, for the constraint: one open objection per recipient and account. A
    trigger closes it with the objection.
    """

    sanggahan = models.OneToOneField(Sanggahan, on_delete=models.PROTECT, related_name="penyanggah")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    nik_disanggah = models.CharField(max_length=16, db_collation="C")
    terbuka = models.BooleanField(default=True)
    dikirim_pada = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "penyanggah"
        verbose_name_plural = "penyanggah"
        constraints = [
            models.UniqueConstraint(
                fields=["pengguna", "nik_disanggah"], condition=Q(terbuka=True), name="penyanggah_satu_terbuka"
            ),
            models.CheckConstraint(condition=~Q(nik=models.F("nik_disanggah")), name="penyanggah_bukan_diri_sendiri"),
        ]

    def __str__(self) -> str:
        return f"Penyanggah {self.sanggahan_id}"


class Aduan(models.Model):
    """The objector's own words: they may tell who wrote them, so the village and the family read `Sanggahan.pokok` instead."""

    sanggahan = models.OneToOneField(Sanggahan, on_delete=models.PROTECT, related_name="aduan")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    alasan_sanggah = models.CharField(max_length=3)
    pernyataan = models.TextField(max_length=2000)

    class Meta:
        verbose_name = "aduan"
        verbose_name_plural = "aduan"
        constraints = [
            models.CheckConstraint(
                condition=~Q(alasan_sanggah="SG9") | Q(GreaterThanOrEqual(Length("pernyataan"), PANJANG_LAINNYA)),
                name="aduan_lainnya_diterangkan",
            )
        ]

    def __str__(self) -> str:
        return f"Aduan {self.sanggahan_id}"


class Bukti(models.Model):
    """A photo of the objector, with its place. The file belongs to the kabupaten/kota and names nobody as its maker."""

    sanggahan = models.ForeignKey(Sanggahan, on_delete=models.PROTECT, related_name="bukti")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", db_index=False)
    lintang = models.DecimalField(max_digits=9, decimal_places=6)
    bujur = models.DecimalField(max_digits=9, decimal_places=6)
    diambil_pada = models.DateTimeField("waktu foto", null=True)
    dihapus_pada = models.DateTimeField("gambar dihapus", null=True)

    class Meta:
        verbose_name = "bukti"
        verbose_name_plural = "bukti"

    def __str__(self) -> str:
        return f"Bukti {self.sanggahan_id}"
