from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class KunciIdempotensi(models.Model):
    """One act by API that may be sent twice: whose, under which key, and what was answered (akun.idempotensi).

    The answer lies here encrypted, and only for as long as a caller may try again.
    """

    pemilik = models.CharField("akun atau token", max_length=24, db_collation="C")
    kunci = models.CharField(max_length=100, db_collation="C")
    sidik = models.CharField("SHA-256 permintaan", max_length=64, db_collation="C")
    kode = models.SmallIntegerField("kode jawaban", null=True)
    tipe = models.CharField("jenis isi jawaban", max_length=80, blank=True, default="")
    isi = models.BinaryField("jawaban, tersegel", null=True)
    dibuat_pada = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "kunci idempotensi"
        verbose_name_plural = "kunci idempotensi"
        indexes = [models.Index(fields=["dibuat_pada"], name="idempotensi_umur")]
        constraints = [
            models.UniqueConstraint(fields=["pemilik", "kunci"], name="idempotensi_sekali"),
            models.CheckConstraint(
                condition=Q(kode__isnull=True, isi__isnull=True) | Q(kode__isnull=False, isi__isnull=False),
                name="idempotensi_jawaban_utuh",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pemilik} {self.kunci}"
