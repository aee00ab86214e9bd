from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from akun.models.pengguna import Pengguna


class TokenQuerySet(models.QuerySet):
    def berlaku(self) -> "TokenQuerySet":
        return self.filter(dicabut_pada=None, berlaku_sampai__gt=timezone.now())

    def cabut(self) -> int:
        """Take those in force away: whoever uses one is a visitor from then on."""
        return self.berlaku().update(dicabut_pada=timezone.now())


class TokenApi(models.Model):
    """A key by which an application acts for an account: for some of its rights, until a day, known to us by fingerprint only.

    A row stays when the token is over: the log's "by which token" leads here.
    """

    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="token_api")
    nama = models.CharField("aplikasi", max_length=60)
    lembaga = models.CharField("lembaga pemakai", max_length=120)
    sidik = models.CharField("SHA-256", max_length=64, unique=True, db_collation="C")
    awalan = models.CharField("delapan huruf pertama", max_length=8)
    lingkup = ArrayField(models.CharField(max_length=30), verbose_name="izin")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    berlaku_sampai = models.DateTimeField()
    dipakai_pada = models.DateTimeField("terakhir dipakai", null=True)
    dicabut_pada = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = "token API"
        verbose_name_plural = "token API"
        indexes = [models.Index(fields=["pengguna", "-id"], name="token_pengguna")]
        constraints = [
            models.CheckConstraint(condition=Q(sidik__regex=r"^[0-9a-f]+$"), name="token_tersidik"),
            models.CheckConstraint(condition=Q(berlaku_sampai__gt=F("dibuat_pada")), name="token_bermasa"),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.awalan}…)"
