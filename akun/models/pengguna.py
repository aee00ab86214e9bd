from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from dasar.kendala import angka_16


class Pengguna(AbstractUser):
    """A person who signs in. What they may do hangs on their one active Penugasan, never on this row."""

    first_name = None
    last_name = None
    nama = models.CharField("nama lengkap", max_length=100)
    nik = models.CharField("NIK", max_length=16, unique=True, null=True, blank=True, db_collation="C")

    REQUIRED_FIELDS = ["nama", "email"]

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        constraints = [
            models.CheckConstraint(condition=Q(nik__isnull=True) | angka_16("nik"), name="pengguna_nik_16"),
        ]

    def __str__(self) -> str:
        return self.nama or self.username

    def get_full_name(self) -> str:
        return self.nama

    def get_short_name(self) -> str:
        return self.nama
