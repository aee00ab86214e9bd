from django.db import models
from django.utils import timezone

from akun.models.pengguna import Pengguna


class Draf(models.Model):
    """A form that was typed and not sent, kept for its owner until `kedaluwarsa`; the content is encrypted (akun.draf)."""

    pengguna = models.ForeignKey(Pengguna, on_delete=models.CASCADE, related_name="draf")
    jalur = models.CharField(max_length=500)
    isi = models.BinaryField()
    # Kept while it was typed; False: it was sent when the session had already ended.
    otomatis = models.BooleanField(default=False)
    diubah = models.DateTimeField(default=timezone.now)
    kedaluwarsa = models.DateTimeField()

    class Meta:
        verbose_name = "draf"
        verbose_name_plural = "draf"
        constraints = [models.UniqueConstraint(fields=["pengguna", "jalur"], name="satu_draf_per_alamat")]

    def __str__(self) -> str:
        return f"draf {self.jalur}"
