from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from akun.akses import saring_wilayah
from akun.models import Pengguna
from dasar.jejak import Pelaku
from dasar.models import Berkas
from dasar.periode import nama as nama_periode
from penetapan.alur import SP
from usulan.models import Usulan


class Penetapan(models.Model):
    """The determination of one month: one row per month, the months without change included (Pasal 12(3)-(4))."""

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    periode = models.IntegerField("bulan", unique=True)
    nomor_sk = models.CharField("nomor keputusan", max_length=80, unique=True)
    status = models.CharField(max_length=20, choices=SP, default=SP.DITETAPKAN)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    ditetapkan_pada = models.DateTimeField(db_default=Now(), editable=False)
    ditetapkan_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    jumlah_usulan = models.IntegerField("usulan yang ditetapkan", default=0)
    jumlah_masuk = models.IntegerField("orang masuk", default=0)
    jumlah_keluar = models.IntegerField("orang keluar", default=0)
    jumlah_aktif = models.IntegerField("orang aktif sesudahnya", default=0)
    # Seal of the month: over the seals of the changed villages, chained to the month before.
    akar = models.BinaryField("segel register", default=b"")
    akar_jejak = models.BinaryField("segel jejak terakhir", null=True)
    kode_verifikasi = models.CharField(max_length=20, unique=True, db_collation="C")
    keputusan = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = "penetapan"
        verbose_name_plural = "penetapan"
        ordering = ["-periode"]
        constraints = [
            models.CheckConstraint(condition=Q(periode__gte=202101, periode__lte=299912), name="penetapan_periode_masuk_akal"),
            models.CheckConstraint(condition=Q(status__in=SP.values), name="penetapan_status_dikenal"),
        ]

    def __str__(self) -> str:
        return f"Penetapan DTKS {nama_periode(self.periode)}"

    @property
    def tanpa_perubahan(self) -> bool:
        """Pasal 12(4): the month was determined as the one before."""
        return self.jumlah_usulan == 0


class RekapPenetapanQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "RekapPenetapanQuerySet":
        """Counts only; every officer who monitors an area may read them, of the programmes of the assignment."""
        baris = saring_wilayah(self, pelaku, "pantau_wilayah", dalam=dalam)
        if pelaku is None or not pelaku.program:
            return baris
        return baris.filter(objek__in=(RekapPenetapan.INDIVIDU, RekapPenetapan.KELUARGA, *pelaku.program))


class RekapPenetapan(models.Model):
    """Counts of one determination per kabupaten/kota and object: persons, families, and each programme."""

    INDIVIDU, KELUARGA = "INDIVIDU", "KELUARGA"

    penetapan = models.ForeignKey(Penetapan, on_delete=models.PROTECT, related_name="rekap")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    objek = models.CharField(max_length=12, db_collation="C")
    masuk = models.IntegerField(default=0)
    keluar = models.IntegerField(default=0)
    aktif = models.IntegerField(default=0)

    objects = RekapPenetapanQuerySet.as_manager()

    class Meta:
        verbose_name = "rekap penetapan"
        verbose_name_plural = "rekap penetapan"
        constraints = [
            models.UniqueConstraint(fields=["penetapan", "wilayah", "objek"], name="rekap_sekali"),
            models.CheckConstraint(condition=Q(aktif__gte=0), name="rekap_tidak_negatif"),
        ]

    def __str__(self) -> str:
        return f"{self.wilayah_id} {self.objek}"


class WaktuJawab(models.Model):
    """How long one kabupaten/kota takes to answer its villages, as last counted (`waktu_jawab`). Counts only."""

    wilayah = models.OneToOneField("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", primary_key=True)
    dijawab = models.IntegerField("usulan yang dijawab")
    menunggu = models.IntegerField("usulan yang menunggu")
    median_hari = models.FloatField("median hari sampai dijawab", null=True)
    lewat = models.IntegerField("lewat tenggat, dijawab maupun menunggu")
    dihitung_pada = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "waktu jawab"
        verbose_name_plural = "waktu jawab"
        constraints = [
            models.CheckConstraint(
                condition=Q(lewat__gte=0) & Q(lewat__lte=models.F("dijawab") + models.F("menunggu")), name="waktu_jawab_lewat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wilayah_id}: {self.median_hari}"


class Penilaian(models.Model):
    """One assessment of integrity (Pasal 8): a look (`diterapkan` false) or the act itself."""

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    diterapkan = models.BooleanField(default=False)
    jumlah_dinilai = models.IntegerField(default=0)
    jumlah_lolos = models.IntegerField(default=0)
    jumlah_gagal = models.IntegerField(default=0)
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "penilaian integritas"
        verbose_name_plural = "penilaian integritas"

    def __str__(self) -> str:
        return f"Penilaian {self.pk}"


class TemuanIntegritas(models.Model):
    """One failing item with its evidence, under one letter of Pasal 8(3)."""

    class Kriteria(models.TextChoices):
        TUNGGAL = "a", "Individual dan tunggal"
        PADAN = "b", "Sesuai data kependudukan"
        HIMPUNAN = "c", "Keluarga adalah himpunan perorangan"
        TUMPANG_TINDIH = "d", "Tidak tumpang tindih dengan keluarga lain"
        LENGKAP = "e", "Atribut lengkap"

    penilaian = models.ForeignKey(Penilaian, on_delete=models.PROTECT, related_name="temuan")
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="temuan")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    kriteria = models.CharField(max_length=1, choices=Kriteria)
    bukti = models.TextField()

    class Meta:
        verbose_name = "temuan integritas"
        verbose_name_plural = "temuan integritas"
        indexes = [models.Index(fields=["penilaian", "kriteria", "wilayah", "id"], name="temuan_daftar")]

    def __str__(self) -> str:
        return f"{self.usulan_id}: kriteria {self.kriteria}"
