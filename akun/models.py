from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F as Kolom
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from akun.alur import AKTIF, BERAKHIR
from akun.fungsi import FUNGSI, PILIHAN_FUNGSI
from dasar.jejak import Pelaku
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


class PenugasanQuerySet(models.QuerySet):
    def berlaku(self) -> "PenugasanQuerySet":
        """Active assignments whose term holds today."""
        hari_ini = timezone.localdate()
        return self.filter(status=AKTIF, mulai__lte=hari_ini, selesai__gte=hari_ini)


class Penugasan(models.Model):
    """Person × function × area × term × decree. One active per person: Kepmensos 73/HUK/2024, "tidak dirangkap".

    The constraint stands on the account and on the NIK, so a second account of the same person does not help.
    """

    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="penugasan")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    fungsi = models.CharField(max_length=24, choices=PILIHAN_FUNGSI)
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    nomor_sk = models.CharField("nomor SK", max_length=80)
    mulai = models.DateField()
    selesai = models.DateField()
    status = models.CharField(max_length=20, choices=[(AKTIF, "Aktif"), (BERAKHIR, "Berakhir")], default=AKTIF)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        constraints = [
            models.UniqueConstraint(fields=["pengguna"], condition=Q(status=AKTIF), name="satu_fungsi_per_akun"),
            models.UniqueConstraint(fields=["nik"], condition=Q(status=AKTIF), name="satu_fungsi_per_orang"),
            models.CheckConstraint(condition=Q(selesai__gte=Kolom("mulai")), name="penugasan_masa_urut"),
            models.CheckConstraint(condition=angka_16("nik"), name="penugasan_nik_16"),
            models.CheckConstraint(condition=Q(fungsi__in=list(FUNGSI)), name="penugasan_fungsi_dikenal"),
            models.CheckConstraint(condition=Q(status__in=[AKTIF, BERAKHIR]), name="penugasan_status_dikenal"),
        ]

    def __str__(self) -> str:
        return f"{self.get_fungsi_display()} {self.wilayah_id}"

    @property
    def pelaku(self) -> Pelaku:
        return Pelaku(self.pengguna_id, self.fungsi, self.wilayah_id, self.pengguna.nama)


class IzinWilayahPengguna(UserObjectPermissionBase):
    """guardian permission of one person on one area: the direct-key form, one row per right, never one per village."""

    content_object = models.ForeignKey("wilayah.Wilayah", on_delete=models.CASCADE, related_name="izin_pengguna")


class IzinWilayahGrup(GroupObjectPermissionBase):
    """guardian asks for the group form beside the user form; no function is given to a group."""

    content_object = models.ForeignKey("wilayah.Wilayah", on_delete=models.CASCADE, related_name="izin_grup")
