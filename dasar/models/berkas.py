from pathlib import Path

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class Berkas(models.Model):
    """One stored document or photo. The bytes lie under MEDIA_ROOT by their hash, outside every web root.

    A row is never changed: a new version is a new row. The area decides who may fetch it (`dasar.berkas`).
    """

    nama = models.CharField("nama berkas", max_length=150)
    tipe = models.CharField("jenis isi", max_length=80)
    ukuran = models.BigIntegerField("ukuran")
    sha256 = models.CharField(max_length=64, db_collation="C")
    # The code only: dasar stands below wilayah and knows no app.
    wilayah = models.CharField("wilayah", max_length=10, db_collation="C")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = models.BigIntegerField("dibuat oleh")

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"
        indexes = [
            models.Index(fields=["sha256"], name="berkas_sha256"),
            BrinIndex(fields=["dibuat_pada"], pages_per_range=32, name="berkas_dibuat"),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def jalur(self) -> Path:
        """Where the bytes lie."""
        return Path(settings.MEDIA_ROOT) / self.sha256[:2] / self.sha256
