import datetime as dt
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from akun.models.pengguna import Pengguna
from akun.models.perangkat import PerangkatKode


class Sesi(AbstractBaseSession):
    """One browser's session: what Django keeps of it, whose it is, and what its owner needs to recognise it.

    `session_key` is a fingerprint of the cookie: whoever reads this table cannot take over a session with it.
    """

    pengguna = models.ForeignKey(Pengguna, null=True, on_delete=models.CASCADE, related_name="sesi")
    # The code app that passed the second step, if that was taken: it comes along with the row, without a statement of its own.
    perangkat = models.ForeignKey(PerangkatKode, null=True, on_delete=models.SET_NULL, related_name="+")
    alamat = models.CharField(max_length=45, blank=True, default="")
    peramban = models.CharField(max_length=200, blank=True, default="")
    dibuat = models.DateTimeField(default=timezone.now)
    terakhir = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "sesi"
        verbose_name_plural = "sesi"

    def __str__(self) -> str:
        return f"sesi {self.session_key[:8]}"

    @classmethod
    def get_session_store_class(cls):
        return import_module(settings.SESSION_ENGINE).SessionStore

    @property
    def batas(self) -> dt.datetime:
        """When it ends: of an account after SESI_DIAM_MENIT without a request, and after SESI_UMUR_JAM in any case."""
        if self.pengguna_id is None:
            return self.expire_date
        diam = self.terakhir + dt.timedelta(minutes=settings.SESI_DIAM_MENIT)
        return min(diam, self.batas_umur)

    @property
    def batas_umur(self) -> dt.datetime:
        return self.dibuat + dt.timedelta(hours=settings.SESI_UMUR_JAM)
