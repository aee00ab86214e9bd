from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class Jejak(models.Model):
    """One event: what happened to which object, from, to, by whom, in which function and area, why and when.

    Written by the triggers of `dasar.jejak.sql_pemicu` (changes of rows) and by `dasar.jejak.catat` (sign-ins, reads,
    downloads, refused attempts). Never updated, deleted or truncated: triggers refuse it.
    """

    pada = models.DateTimeField(db_default=Now(), editable=False)
    tabel = models.CharField(max_length=40)
    objek = models.BigIntegerField(null=True)
    langkah = models.CharField(max_length=40)
    dari = models.CharField(max_length=20, null=True)
    ke = models.CharField(max_length=20, null=True)
    # Plain numbers and codes: the log outlives what it points at, and dasar knows no app.
    oleh = models.BigIntegerField()
    fungsi = models.CharField(max_length=24)
    wilayah = models.CharField(max_length=10, db_collation="C")
    alasan = models.CharField(max_length=80, db_default="")
    catatan = models.TextField(db_default="")
    permintaan = models.CharField(max_length=36, db_default="")
    # Whom an event without a change of state is about: `dasar.subjek` of a NIK or nomor KK. Steps name their object instead.
    subjek = models.BigIntegerField(null=True)

    class Meta:
        # What a hundred thousand events of a bulk step pay for: the object's number alone, because few tables share one; who;
        # and a summary of when. The partial indexes hold reads, sign-ins and refusals only.
        indexes = [
            models.Index(fields=["objek"], name="jejak_objek"),
            models.Index(fields=["oleh", "id"], name="jejak_oleh"),
            BrinIndex(fields=["pada"], pages_per_range=32, name="jejak_pada"),
            models.Index(fields=["subjek", "id"], condition=models.Q(subjek__isnull=False), name="jejak_subjek"),
            models.Index(fields=["langkah", "pada"], condition=models.Q(ke__isnull=True), name="jejak_bukan_langkah"),
            # Returns and refusals: few of the steps of a month, and asked for by month ("why was it returned").
            models.Index(fields=["pada", "id"], condition=~models.Q(alasan=""), name="jejak_beralasan"),
        ]
        verbose_name = "jejak"
        verbose_name_plural = "jejak"

    def __str__(self) -> str:
        return f"{self.tabel} {self.objek}: {self.langkah}"


class SegelJejak(models.Model):
    """A sealed block of consecutive events: a Merkle root over their hashes, chained to the block before.

    `nomor_objek` and `daun` keep each event's id and SHA-256, so that `periksa_jejak` can name the one event that was
    altered, removed or slipped in, not only the block.
    """

    dari_id = models.BigIntegerField()
    sampai_id = models.BigIntegerField(unique=True)
    jumlah = models.IntegerField()
    nomor_objek = ArrayField(models.BigIntegerField())
    daun = models.BinaryField()
    akar = models.BinaryField()
    rantai = models.BinaryField()
    pada = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "segel jejak"
        verbose_name_plural = "segel jejak"
        constraints = [
            models.CheckConstraint(condition=models.Q(sampai_id__gte=models.F("dari_id")), name="segel_urut"),
            models.CheckConstraint(condition=models.Q(jumlah__gt=0), name="segel_berisi"),
        ]

    def __str__(self) -> str:
        return f"Segel {self.dari_id}–{self.sampai_id}"
