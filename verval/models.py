from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from akun.akses import saring_wilayah
from akun.fungsi import punya_izin
from akun.models import Pengguna
from dasar.jejak import Pelaku
from dasar.models import Berkas
from usulan.models import Usulan
from verval.alur import SB


class BatchQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "BatchQuerySet":
        """Batches of the area, for those who handle proposals and, without names, for those who monitor."""
        izin = "lihat_usulan" if pelaku and punya_izin(pelaku.fungsi, "lihat_usulan") else "pantau_wilayah"
        if pelaku is not None and len(pelaku.wilayah) > 4:
            return self.none()
        return saring_wilayah(self, pelaku, izin, dalam=dalam)


class Batch(models.Model):
    """What the head of the district's office signs at once: proposals found `layak`, of one kabupaten/kota."""

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    periode = models.IntegerField()
    nomor_surat = models.CharField("nomor surat pengesahan", max_length=80, blank=True, default="")
    status = models.CharField(max_length=20, choices=SB, default=SB.DISUSUN)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    # How many proposals the signature covers, and the hash of their list; both are printed on the letter.
    jumlah = models.IntegerField(default=0)
    sidik = models.CharField("SHA-256 daftar usulan", max_length=64, blank=True, default="", db_collation="C")
    kode_verifikasi = models.CharField(max_length=20, null=True, unique=True, db_collation="C")
    surat = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", null=True)
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    disahkan_pada = models.DateTimeField(null=True)
    disahkan_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas pengesahan"
        verbose_name_plural = "berkas pengesahan"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SB.values), name="batch_status_dikenal"),
            models.CheckConstraint(
                condition=Q(
                    status=SB.DISAHKAN,
                    disahkan_pada__isnull=False,
                    disahkan_oleh__isnull=False,
                    jumlah__gt=0,
                    kode_verifikasi__isnull=False,
                )
                & ~Q(nomor_surat="")
                & ~Q(sidik="")
                | ~Q(status=SB.DISAHKAN) & Q(disahkan_pada__isnull=True, disahkan_oleh__isnull=True),
                name="batch_pengesahan_utuh",
            ),
            models.CheckConstraint(condition=~Q(disahkan_oleh=F("dibuat_oleh")), name="batch_penyusun_bukan_pengesah"),
            models.UniqueConstraint(fields=["wilayah", "nomor_surat"], condition=~Q(nomor_surat=""), name="batch_nomor_surat"),
        ]
        indexes = [models.Index(fields=["wilayah", "status", "-id"], name="batch_daftar")]

    def __str__(self) -> str:
        return f"Berkas pengesahan {self.pk}"


class ItemBatch(models.Model):
    """A proposal's place in a batch. A row stays when the proposal is taken out again, with the moment."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="item")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="item_batch")
    dikeluarkan_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "isi berkas pengesahan"
        verbose_name_plural = "isi berkas pengesahan"
        constraints = [models.UniqueConstraint(fields=["batch", "usulan"], name="item_batch_sekali")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.usulan_id}"
