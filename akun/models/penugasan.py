import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F as Kolom
from django.db.models import Func, Q, Value
from django.db.models.functions import Now
from django.utils import timezone

from akun.alur import AKTIF, HIDUP, STATUS_PENUGASAN
from akun.fungsi import (
    FUNGSI,
    FUNGSI_BERKECAMATAN,
    FUNGSI_BERPROGRAM,
    IZIN_PETUGAS,
    PILIHAN_FUNGSI,
    F,
    punya_izin,
    yang_diangkat,
)
from akun.models.pengguna import Pengguna
from dasar.jejak import Pelaku
from dasar.kendala import angka_16
from dasar.models import Berkas


class PenugasanQuerySet(models.QuerySet):
    def berlaku(self, hari: dt.date | None = None) -> "PenugasanQuerySet":
        """Active assignments whose term holds on a day, by default today."""
        hari = hari or timezone.localdate()
        return self.filter(status=AKTIF, mulai__lte=hari, selesai__gte=hari)

    def hidup(self) -> "PenugasanQuerySet":
        """Invited, active or suspended: what stands in the way of another function."""
        return self.filter(status__in=HIDUP)

    def terlihat_oleh(self, pelaku: Pelaku | None) -> "PenugasanQuerySet":
        """Officers of the area, for those who manage or audit them; citizens are no officers."""
        if pelaku is None or not any(punya_izin(pelaku.fungsi, izin) for izin in IZIN_PETUGAS):
            return self.none()
        awal, akhir = pelaku.rentang
        return self.filter(wilayah__gte=awal, wilayah__lt=akhir).exclude(fungsi=F.WARGA)

    def dikelola_oleh(self, pelaku: Pelaku | None) -> "PenugasanQuerySet":
        """Those of them whose function the actor appoints (security.md, 4)."""
        return self.terlihat_oleh(pelaku).filter(fungsi__in=yang_diangkat(pelaku.fungsi) if pelaku else [])


# The days of a term, both ends included.
MASA = Func(Kolom("mulai"), Kolom("selesai"), Value("[]"), function="daterange")


def _satu_per_masa(kolom: str, nama: str) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=nama,
        expressions=[(kolom, RangeOperators.EQUAL), (MASA, RangeOperators.OVERLAPS)],
        condition=Q(status__in=HIDUP),
    )


def _satu_kepala(nama: str, pelaksana: bool) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["wilayah"], condition=Q(fungsi=F.KEPALA.value, status=AKTIF, pelaksana=pelaksana), name=nama
    )


class Penugasan(models.Model):
    """Person × function × area × term × decree. One at a time per person: Kepmensos 73/HUK/2024, "tidak dirangkap".

    The constraints stand on the account and on the NIK, so a second account of the same person does not help. A row is
    one term: an extension and a hand-over end it and open another, so each term has its own decree and its own pledge.
    """

    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="penugasan")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    fungsi = models.CharField(max_length=24, choices=PILIHAN_FUNGSI)
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    nomor_sk = models.CharField("nomor SK", max_length=80)
    berkas_sk = models.ForeignKey(Berkas, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pelaksana = models.BooleanField("pelaksana tugas", default=False, db_default=False)
    menggantikan = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="penerus")
    # Codes, not keys: the list of programmes stands above this app. The trigger of the table knows both lists.
    program = ArrayField(models.CharField(max_length=12, db_collation="C"), default=list, blank=True, db_default=[])
    kecamatan = ArrayField(models.CharField(max_length=6, db_collation="C"), default=list, blank=True, db_default=[])
    mulai = models.DateField()
    selesai = models.DateField()
    status = models.CharField(max_length=20, choices=STATUS_PENUGASAN, default=AKTIF)
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
            _satu_per_masa("pengguna", "satu_fungsi_per_masa_akun"),
            _satu_per_masa("nik", "satu_fungsi_per_masa_orang"),
            _satu_kepala("satu_kepala_definitif", pelaksana=False),
            _satu_kepala("satu_kepala_pelaksana", pelaksana=True),
            models.UniqueConstraint(fields=["menggantikan"], condition=Q(status__in=HIDUP), name="satu_penerus"),
            models.CheckConstraint(condition=Q(pelaksana=False) | Q(fungsi=F.KEPALA.value), name="pelaksana_hanya_kepala"),
            models.CheckConstraint(
                condition=Q(fungsi__in=FUNGSI_BERPROGRAM) & ~Q(program=[]) | ~Q(fungsi__in=FUNGSI_BERPROGRAM) & Q(program=[]),
                name="penugasan_berprogram",
            ),
            models.CheckConstraint(
                condition=Q(fungsi__in=FUNGSI_BERKECAMATAN) | Q(kecamatan=[]), name="penugasan_berkecamatan"
            ),
            models.CheckConstraint(condition=Q(selesai__gte=Kolom("mulai")), name="penugasan_masa_urut"),
            models.CheckConstraint(condition=angka_16("nik"), name="penugasan_nik_16"),
            models.CheckConstraint(condition=Q(fungsi__in=list(FUNGSI)), name="penugasan_fungsi_dikenal"),
            models.CheckConstraint(
                condition=Q(status__in=[kode for kode, _ in STATUS_PENUGASAN]), name="penugasan_status_dikenal"
            ),
        ]
        indexes = [
            models.Index(fields=["wilayah", "status"], name="penugasan_wilayah_status"),
            models.Index(fields=["selesai"], condition=Q(status__in=HIDUP), name="penugasan_selesai"),
        ]

    def __str__(self) -> str:
        return f"{self.get_fungsi_display()} {self.wilayah_id}"

    @property
    def pelaku(self) -> Pelaku:
        return Pelaku(
            self.pengguna_id, self.fungsi, self.wilayah_id, self.pengguna.nama, tuple(self.program), tuple(self.kecamatan)
        )
