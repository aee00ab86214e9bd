"""Counts that the dashboards show. They are kept beside what they count: see rekap.py (exact, by triggers) and berkala.py (by a job).

No row of these tables is about a person; below a kabupaten/kota a count can still point at one, so they lie behind the same
wall of areas as what they count.
"""

from django.db import models

from akun.akses import saring_wilayah
from akun.fungsi import punya_izin
from dasar.jejak import Pelaku
from wilayah.models import Tingkat

# Whoever holds one of these has a dashboard of the own area.
IZIN_DASBOR = ("pantau_wilayah", "lihat_usulan", "kelola_pengguna")

# Units of the maps' grid per degree: about eleven metres, finer than any screen shows.
SATUAN = 10_000


class RekapQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "RekapQuerySet":
        """Counts of the actor's area, for every function that has a dashboard."""
        izin = next((i for i in IZIN_DASBOR if pelaku is not None and punya_izin(pelaku.fungsi, i)), "")
        return saring_wilayah(self, pelaku, izin, dalam=dalam)


class Hitungan(models.Model):
    """What is counted. `hal` says of what (see `Hal`); a dimension that does not apply is '' or 0."""

    class Hal(models.TextChoices):
        USULAN = "usulan", "Usulan menurut keadaannya"  # periode: month in which it was entered
        ALASAN = "alasan", "Alasan pengembalian dan penolakan"  # periode: month in which it was returned; keadaan: to where
        ORANG = "orang", "Orang dalam register"
        KELUARGA = "keluarga", "Keluarga dalam register"  # periode: month of its criteria answers, 0 without any
        PESERTA = "peserta", "Peserta program"

    wilayah = models.ForeignKey(
        "wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    hal = models.CharField(max_length=10, choices=Hal)
    periode = models.IntegerField("bulan", default=0)
    jenis = models.CharField(max_length=12, blank=True, default="")
    program = models.CharField(max_length=12, blank=True, default="", db_collation="C")
    keadaan = models.CharField(max_length=20, blank=True, default="")
    alasan = models.CharField(max_length=20, blank=True, default="", db_collation="C")
    jumlah = models.BigIntegerField()

    objects = RekapQuerySet.as_manager()

    class Meta:
        abstract = True


class Rekap(Hitungan):
    """Counts of one region, at every level from the village to the nation: a page reads one level, never a subtree."""

    tingkat = models.PositiveSmallIntegerField(choices=Tingkat)

    class Meta:
        verbose_name = "rekap"
        verbose_name_plural = "rekap"
        constraints = [
            models.UniqueConstraint(
                fields=["hal", "tingkat", "wilayah", "periode", "jenis", "program", "keadaan", "alasan"], name="rekap_satu"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(jumlah=0), name="rekap_habis")]

    def __str__(self) -> str:
        return f"{self.wilayah_id} {self.hal} {self.periode}"


class Gerak(Hitungan):
    """What a change added to the counts of its villages, not yet folded into `Rekap`.

    Triggers only insert here: two acts at once never wait for each other over a count, which a row updated by both would
    make them do. Readers add these rows to those of `Rekap`.
    """

    class Meta:
        verbose_name = "gerak rekap"
        verbose_name_plural = "gerak rekap"

    def __str__(self) -> str:
        return f"{self.wilayah_id} {self.hal} {self.jumlah:+}"


class RekapBerkala(models.Model):
    """A measure that time itself changes (waiting, months without a deliberation), computed by a job; it says when."""

    class Hal(models.TextChoices):
        DESA = "desa", "Desa/kelurahan"
        TANPA_MUSDES = "tanpa_musdes", "Desa/kelurahan tanpa musyawarah dalam 92 hari"
        TANPA_PETUGAS = "tanpa_petugas", "Desa/kelurahan tanpa pengisi data yang bertugas"
        TUNGGU = "tunggu", "Median jam menunggu menurut keadaan"
        TUNGGU_LAMA = "tunggu_lama", "Jam menunggu yang terlama menurut keadaan"
        SASARAN = "sasaran", "Daftar kerja ketepatan sasaran"

    wilayah = models.ForeignKey(
        "wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    tingkat = models.PositiveSmallIntegerField(choices=Tingkat)
    hal = models.CharField(max_length=14, choices=Hal)
    kunci = models.CharField(max_length=20, blank=True, default="")
    jumlah = models.BigIntegerField()
    dihitung_pada = models.DateTimeField()

    objects = RekapQuerySet.as_manager()

    class Meta:
        verbose_name = "rekap berkala"
        verbose_name_plural = "rekap berkala"
        constraints = [models.UniqueConstraint(fields=["hal", "tingkat", "wilayah", "kunci"], name="rekap_berkala_satu")]

    def __str__(self) -> str:
        return f"{self.wilayah_id} {self.hal} {self.kunci}"


class BatasWilayah(models.Model):
    """The outline of a region as one SVG path, in whole units of a grid that all regions share (pemantauan.batas)."""

    wilayah = models.OneToOneField("wilayah.Wilayah", on_delete=models.PROTECT, related_name="batas", primary_key=True)
    jalur = models.TextField("jalur SVG")
    kiri = models.IntegerField()
    atas = models.IntegerField()
    kanan = models.IntegerField()
    bawah = models.IntegerField()
    sumber = models.CharField("sumber data", max_length=200)

    class Meta:
        verbose_name = "batas wilayah"
        verbose_name_plural = "batas wilayah"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kiri__lte=models.F("kanan")) & models.Q(atas__lte=models.F("bawah")), name="batas_kotak_urut"
            )
        ]

    def __str__(self) -> str:
        return str(self.wilayah_id)
