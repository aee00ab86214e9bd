"""Counts that the dashboards show. They are kept beside what they count: see rekap.py (exact, by triggers) and berkala.py (by a job).

No row of these tables is about a person; below a kabupaten/kota a count can still point at one, so they lie behind the same
wall of areas as what they count.
"""

from django.db import models
from django.db.models.functions import Now

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


class KejanggalanQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "KejanggalanQuerySet":
        """For whoever reads the log: the auditor."""
        return saring_wilayah(self, pelaku, "lihat_jejak", dalam=dalam)


class Kejanggalan(models.Model):
    """Something odd in the log, found by a job (kejanggalan.py): a mark to look at, never a judgement.

    A finding stays; a later look may find more of it, never less. `ambang` is the threshold that it crossed, as it was set.
    """

    class Jenis(models.TextChoices):
        KECEPATAN = "kecepatan", "Banyak putusan dalam waktu singkat"
        BERKAS = "berkas", "Dokumen atau foto dipakai berulang"
        ALAMAT = "alamat", "Banyak akun masuk dari satu alamat"
        LUAR_JAM = "luar_jam", "Tindakan di luar jam kerja"
        BUKA = "buka", "Banyak nomor lengkap dibuka"
        BACA = "baca", "Banyak data dibaca dalam waktu singkat"

    jenis = models.CharField(max_length=10, choices=Jenis)
    # What makes it one finding: account and day, address and day, or the hash of a file.
    kunci = models.CharField(max_length=80, db_collation="C")
    # Plain numbers and codes, as in the event log; null where several accounts share it.
    pengguna = models.BigIntegerField(null=True)
    fungsi = models.CharField(max_length=24, blank=True, default="")
    wilayah = models.CharField(max_length=10, db_collation="C")
    mulai = models.DateTimeField()
    sampai = models.DateTimeField()
    jumlah = models.IntegerField()
    ambang = models.IntegerField()
    rincian = models.JSONField(default=dict)
    ditemukan_pada = models.DateTimeField(db_default=Now(), editable=False)

    objects = KejanggalanQuerySet.as_manager()

    class Meta:
        verbose_name = "kejanggalan"
        verbose_name_plural = "kejanggalan"
        constraints = [
            models.UniqueConstraint(fields=["jenis", "kunci"], name="kejanggalan_satu"),
            models.CheckConstraint(
                condition=models.Q(jenis__in=["kecepatan", "berkas", "alamat", "luar_jam", "buka", "baca"]),
                name="kejanggalan_jenis_dikenal",
            ),
            models.CheckConstraint(condition=models.Q(mulai__lte=models.F("sampai")), name="kejanggalan_masa_urut"),
            models.CheckConstraint(condition=models.Q(jumlah__gte=models.F("ambang")), name="kejanggalan_melewati_ambang"),
        ]
        indexes = [models.Index(fields=["jenis", "-id"], name="kejanggalan_daftar")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.jumlah}"


class PemeriksaanKejanggalan(models.Model):
    """How far the log has been looked through for one kind of oddity, when, and by which threshold."""

    jenis = models.CharField(max_length=10, choices=Kejanggalan.Jenis, primary_key=True)
    diperiksa_sampai = models.DateTimeField()
    ambang = models.IntegerField()

    class Meta:
        verbose_name = "pemeriksaan kejanggalan"
        verbose_name_plural = "pemeriksaan kejanggalan"

    def __str__(self) -> str:
        return f"{self.jenis} sampai {self.diperiksa_sampai}"


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
