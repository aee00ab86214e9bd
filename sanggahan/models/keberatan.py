from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import GreaterThanOrEqual

from akun.akses import saring_wilayah
from dasar.jejak import Pelaku
from dasar.kendala import angka_16
from sanggahan.alasan import kata
from sanggahan.alur import SK, WARNA_KEBERATAN
from sanggahan.models.sanggahan import Sanggahan, cap, kolom_petugas
from usulan.models import Usulan


class KeberatanQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "KeberatanQuerySet":
        """Appeals of the area, for the kabupaten/kota and above: a village reads none."""
        if pelaku is not None and len(pelaku.wilayah) > 4:
            return self.none()
        return saring_wilayah(self, pelaku, "lihat_sanggahan", dalam=dalam)


class Keberatan(models.Model):
    """An appeal to the head of the office: against the verdict on an objection, by either side, or by a family against its own
    refusal or exclusion. Decided by another person than the first time; what it changes becomes an ordinary proposal.
    """

    class Pihak(models.TextChoices):
        PENYANGGAH = "penyanggah", "Pihak yang menyanggah"
        KELUARGA = "keluarga", "Keluarga yang bersangkutan"

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    sanggahan = models.ForeignKey(Sanggahan, on_delete=models.PROTECT, related_name="keberatan", null=True)
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="keberatan", null=True)
    pihak = models.CharField(max_length=10, choices=Pihak)
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    nomor_kk = models.CharField("nomor KK", max_length=16, db_collation="C")
    nama = models.CharField(max_length=100)
    isi = models.TextField("alasan keberatan", max_length=2000)
    diajukan_tanggal = models.DateField()
    # Null for the objecting side: who that is stands in Penyanggah alone.
    dibuat_oleh = kolom_petugas()
    status = models.CharField(max_length=20, choices=SK, default=SK.DIAJUKAN)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    diputus_pada = models.DateTimeField(null=True)
    diputus_oleh = kolom_petugas()
    # When the decision was carried out: by a proposal, or because there was nothing to undo.
    dilaksanakan_pada = models.DateTimeField(null=True)
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)

    objects = KeberatanQuerySet.as_manager()

    class Meta:
        verbose_name = "keberatan"
        verbose_name_plural = "keberatan"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SK.values), name="keberatan_status_dikenal"),
            models.CheckConstraint(condition=angka_16("nik"), name="keberatan_nik_16"),
            models.CheckConstraint(condition=angka_16("nomor_kk"), name="keberatan_kk_16"),
            models.CheckConstraint(condition=Q(GreaterThanOrEqual(Length("isi"), 30)), name="keberatan_diterangkan"),
            models.CheckConstraint(
                condition=Q(sanggahan__isnull=False, usulan__isnull=True)
                | Q(sanggahan__isnull=True, usulan__isnull=False, pihak="keluarga"),
                name="keberatan_atas_satu_hal",
            ),
            models.CheckConstraint(
                condition=Q(pihak="penyanggah", dibuat_oleh__isnull=True) | Q(pihak="keluarga", dibuat_oleh__isnull=False),
                name="keberatan_penyanggah_tanpa_nama",
            ),
            cap("keberatan", "diputus", [SK.DITERIMA, SK.DITOLAK]),
            models.CheckConstraint(
                condition=Q(status=SK.DIAJUKAN) | ~Q(alasan="") & ~Q(catatan=""), name="keberatan_putusan_beralasan"
            ),
            models.UniqueConstraint(fields=["sanggahan", "pihak"], name="keberatan_sekali_per_pihak"),
            models.UniqueConstraint(fields=["usulan"], name="keberatan_sekali_per_usulan"),
        ]
        indexes = [models.Index(fields=["status", "wilayah", "id"], name="keberatan_antrean")]

    def __str__(self) -> str:
        return f"Keberatan {self.nomor}"

    @property
    def nomor(self) -> str:
        return f"K-{self.pk:06d}"

    @property
    def warna(self) -> str:
        return WARNA_KEBERATAN[SK(self.status)]

    @property
    def alasan_kata(self) -> str:
        return kata(self.alasan)


class UsulanHasil(models.Model):
    """Which proposal came of which objection or appeal: its evidence, and its life line for both sides."""

    sanggahan = models.ForeignKey(Sanggahan, on_delete=models.PROTECT, related_name="hasil", null=True)
    keberatan = models.ForeignKey(Keberatan, on_delete=models.PROTECT, related_name="hasil", null=True)
    usulan = models.OneToOneField(Usulan, on_delete=models.PROTECT, related_name="hasil_sanggahan")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "usulan hasil sanggahan"
        verbose_name_plural = "usulan hasil sanggahan"
        constraints = [
            models.CheckConstraint(
                condition=Q(sanggahan__isnull=False, keberatan__isnull=True)
                | Q(sanggahan__isnull=True, keberatan__isnull=False),
                name="hasil_dari_satu_perkara",
            )
        ]

    def __str__(self) -> str:
        return f"Hasil {self.usulan_id}"
