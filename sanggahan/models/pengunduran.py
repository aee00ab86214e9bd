from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from akun.akses import saring_wilayah
from akun.models import Pengguna
from dasar.jejak import Pelaku
from dasar.kendala import angka_16
from dasar.models import Berkas
from usulan.models import Usulan


class PengunduranQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "PengunduranQuerySet":
        return saring_wilayah(self, pelaku, "lihat_sanggahan", dalam=dalam)


class Pengunduran(models.Model):
    """A resignation: by the person's own account, or at the village with proof of identity (domain.md 4.2).

    Never by another account: a trigger compares the NIK of whoever is signed in. The proposal that it makes is ordinary.
    """

    class Cara(models.TextChoices):
        AKUN = "akun", "Melalui akun sendiri"
        DESA = "desa", "Di kantor desa/kelurahan"

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    nomor_kk = models.CharField("nomor KK", max_length=16, db_collation="C")
    nama = models.CharField(max_length=100)
    cara = models.CharField(max_length=4, choices=Cara)
    pernyataan = models.TextField("alasan", max_length=1000, blank=True, default="")
    ktp = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    surat = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    berkas_dihapus_pada = models.DateTimeField("gambar dihapus", null=True)
    usulan = models.OneToOneField(Usulan, on_delete=models.PROTECT, related_name="pengunduran")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = PengunduranQuerySet.as_manager()

    class Meta:
        verbose_name = "pengunduran diri"
        verbose_name_plural = "pengunduran diri"
        constraints = [
            models.CheckConstraint(condition=angka_16("nik"), name="pengunduran_nik_16"),
            models.CheckConstraint(
                condition=Q(cara="akun") | Q(cara="desa", ktp__isnull=False, surat__isnull=False),
                name="pengunduran_berbukti_diri",
            ),
        ]
        indexes = [models.Index(fields=["nik"], name="pengunduran_nik")]

    def __str__(self) -> str:
        return f"Pengunduran {self.nama}"
