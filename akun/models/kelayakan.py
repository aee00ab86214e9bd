from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from akun.alur import BERLAKU, STATUS_PENGECUALIAN, STATUS_TEMUAN, TERBUKA
from akun.fungsi import IZIN_PETUGAS, punya_izin, yang_diangkat
from akun.models.penugasan import Penugasan
from dasar.jejak import Pelaku
from dasar.kendala import angka_16


class JenisHalangan(models.TextChoices):
    """Why somebody may not be an officer of a kab/kota (Kepmensos 73/HUK/2024)."""

    SDM_KESOS = "sdm_kesos", "Tercatat sebagai SDM Kesos"
    TERDAFTAR = "terdaftar", "Terdaftar dalam DTKS"


class SdmKesos(models.Model):
    """Social-welfare workers whom the ministry assigns: the list that Pusdatin uploads."""

    class Jenis(models.TextChoices):
        PKH = "PKH", "Pendamping PKH"
        TKSK = "TKSK", "Tenaga Kesejahteraan Sosial Kecamatan"
        TAGANA = "TAGANA", "Taruna Siaga Bencana"
        PSM = "PSM", "Pekerja Sosial Masyarakat"
        LAIN = "LAIN", "Lainnya"

    nik = models.CharField("NIK", max_length=16, primary_key=True, db_collation="C")
    nama = models.CharField(max_length=100)
    jenis = models.CharField(max_length=8, choices=Jenis)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = "SDM Kesos"
        verbose_name_plural = "SDM Kesos"
        constraints = [
            models.CheckConstraint(condition=angka_16("nik"), name="sdm_kesos_nik_16"),
            models.CheckConstraint(
                condition=Q(jenis__in=["PKH", "TKSK", "TAGANA", "PSM", "LAIN"]), name="sdm_kesos_jenis_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.jenis})"


class TemuanQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> "TemuanQuerySet":
        """Findings about officers of the area, for those who manage or audit them."""
        if pelaku is None or not any(punya_izin(pelaku.fungsi, izin) for izin in IZIN_PETUGAS):
            return self.none()
        awal, akhir = pelaku.rentang
        return self.filter(wilayah__gte=awal, wilayah__lt=akhir)

    def dikelola_oleh(self, pelaku: Pelaku | None) -> "TemuanQuerySet":
        """Those whose officer the actor appoints."""
        return self.terlihat_oleh(pelaku).filter(penugasan__fungsi__in=yang_diangkat(pelaku.fungsi) if pelaku else [])


class TemuanKelayakan(models.Model):
    """An officer who may not be one. It ends nothing by itself: the administrator ends the assignment or documents."""

    penugasan = models.ForeignKey(Penugasan, on_delete=models.PROTECT, related_name="temuan")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=12, choices=JenisHalangan)
    status = models.CharField(max_length=20, choices=STATUS_TEMUAN, default=TERBUKA)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    ditemukan_pada = models.DateTimeField(db_default=Now(), editable=False)

    objects = TemuanQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan kelayakan"
        verbose_name_plural = "temuan kelayakan"
        constraints = [
            models.UniqueConstraint(fields=["penugasan", "jenis"], condition=Q(status=TERBUKA), name="temuan_satu_terbuka"),
            models.CheckConstraint(condition=Q(jenis__in=JenisHalangan.values), name="temuan_jenis_dikenal"),
            models.CheckConstraint(condition=Q(status__in=[k for k, _ in STATUS_TEMUAN]), name="temuan_status_dikenal"),
        ]
        indexes = [models.Index(fields=["wilayah"], condition=Q(status=TERBUKA), name="temuan_terbuka")]

    def __str__(self) -> str:
        return f"{self.penugasan_id}: {self.jenis}"


class Pengecualian(models.Model):
    """Pusdatin's documented override for one person: reason, file number, expiry. It names no assignment, so that it can
    be given before a refused appointment is tried again."""

    nik = models.CharField("NIK", max_length=16, db_collation="C")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=12, choices=JenisHalangan)
    nomor_berkas = models.CharField("nomor berkas", max_length=80)
    dasar = models.TextField("alasan pengecualian")
    berlaku_sampai = models.DateField()
    status = models.CharField(max_length=20, choices=STATUS_PENGECUALIAN, default=BERLAKU)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "pengecualian"
        verbose_name_plural = "pengecualian"
        constraints = [
            models.CheckConstraint(condition=angka_16("nik"), name="pengecualian_nik_16"),
            models.CheckConstraint(condition=~Q(nomor_berkas="") & ~Q(dasar=""), name="pengecualian_berdokumen"),
            models.CheckConstraint(condition=Q(jenis__in=JenisHalangan.values), name="pengecualian_jenis_dikenal"),
            models.CheckConstraint(
                condition=Q(status__in=[k for k, _ in STATUS_PENGECUALIAN]), name="pengecualian_status_dikenal"
            ),
        ]
        indexes = [models.Index(fields=["nik"], condition=Q(status=BERLAKU), name="pengecualian_berlaku")]

    def __str__(self) -> str:
        return f"{self.jenis} sampai {self.berlaku_sampai}"
