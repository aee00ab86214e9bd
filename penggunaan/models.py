"""Data that leaves the ministry for another office, from the request to the report on its use."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from akun.fungsi import F as Fungsi
from akun.models import Pengguna
from dasar.jejak import Pelaku
from dasar.models import Berkas, Ekspor
from dtks.register.models import Program
from penggunaan.alur import SPD

# Who sees every request: those who decide on it, hand over, and audit.
MELIHAT_SEMUA = (Fungsi.PUSDATIN, Fungsi.MANAJEMEN, Fungsi.AUDITOR)
_SUDAH_DISETUJUI = [SPD.DISETUJUI, SPD.DISERAHKAN, SPD.DILAPORKAN]
_SUDAH_DISERAHKAN = [SPD.DISERAHKAN, SPD.DILAPORKAN]


class PermintaanQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> "PermintaanQuerySet":
        """Their own for officers of other ministries, all for those who decide, hand over or audit."""
        if pelaku is None:
            return self.none()
        if pelaku.fungsi in MELIHAT_SEMUA:
            return self
        return self.filter(dibuat_oleh=pelaku.pengguna_id) if pelaku.fungsi == Fungsi.KL else self.none()


class Permintaan(models.Model):
    """One request: the recipients of one programme in one area, which columns, what for, on which legal ground."""

    # Where it is decided; where the people live stands in `cakupan`.
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=SPD, default=SPD.DIAJUKAN)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    lembaga = models.CharField("kementerian/lembaga", max_length=120)
    singkatan = models.CharField("singkatan lembaga", max_length=20)
    jabatan = models.CharField("jabatan pemohon", max_length=120)
    nomor_surat = models.CharField("nomor surat permintaan", max_length=80)
    surat = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+")
    dasar_hukum = models.CharField("dasar hukum", max_length=300)
    tujuan = models.TextField("tujuan penggunaan")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    cakupan = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    kolom = ArrayField(models.CharField(max_length=40), verbose_name="kolom yang diminta")
    penuh = models.BooleanField("NIK dan nomor KK lengkap", default=False)
    lama_hari = models.PositiveSmallIntegerField("lama pemakaian (hari)")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    disetujui_pada = models.DateTimeField(null=True)
    disetujui_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", null=True)
    diserahkan_pada = models.DateTimeField(null=True)
    diserahkan_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", null=True)
    ekspor = models.OneToOneField(Ekspor, on_delete=models.PROTECT, related_name="+", null=True)
    bast = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="berita acara")
    dipakai_sampai = models.DateField("boleh dipakai sampai", null=True)
    laporan_jatuh = models.DateField("laporan paling lambat", null=True)
    dilaporkan_pada = models.DateTimeField(null=True)
    dilaporkan_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", null=True)
    laporan = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", null=True)
    pemusnahan = models.ForeignKey(
        Berkas, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="bukti pemusnahan"
    )

    objects = PermintaanQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan data"
        verbose_name_plural = "permintaan data"
        indexes = [models.Index(fields=["laporan_jatuh"], condition=Q(status=SPD.DISERAHKAN), name="permintaan_jatuh")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SPD.values), name="permintaan_status_dikenal"),
            models.CheckConstraint(condition=Q(lama_hari__gte=1, lama_hari__lte=365), name="permintaan_lama_wajar"),
            models.CheckConstraint(condition=~Q(kolom=[]), name="permintaan_berkolom"),
            models.CheckConstraint(
                condition=Q(status__in=_SUDAH_DISETUJUI, disetujui_pada__isnull=False, disetujui_oleh__isnull=False)
                | Q(status__in=[SPD.DIAJUKAN, SPD.DITOLAK], disetujui_pada__isnull=True, disetujui_oleh__isnull=True)
                | Q(status=SPD.DIBATALKAN),
                name="permintaan_persetujuan_utuh",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=_SUDAH_DISERAHKAN,
                    diserahkan_pada__isnull=False,
                    diserahkan_oleh__isnull=False,
                    ekspor__isnull=False,
                    bast__isnull=False,
                    dipakai_sampai__isnull=False,
                    laporan_jatuh__isnull=False,
                )
                | ~Q(status__in=_SUDAH_DISERAHKAN) & Q(diserahkan_pada__isnull=True, bast__isnull=True, ekspor__isnull=True),
                name="permintaan_penyerahan_utuh",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=SPD.DILAPORKAN,
                    dilaporkan_pada__isnull=False,
                    dilaporkan_oleh__isnull=False,
                    laporan__isnull=False,
                    pemusnahan__isnull=False,
                )
                | ~Q(status=SPD.DILAPORKAN) & Q(dilaporkan_pada__isnull=True, laporan__isnull=True, pemusnahan__isnull=True),
                name="permintaan_laporan_utuh",
            ),
            models.CheckConstraint(
                condition=~Q(disetujui_oleh=F("dibuat_oleh"))
                & ~Q(diserahkan_oleh=F("dibuat_oleh"))
                & ~Q(diserahkan_oleh=F("disetujui_oleh")),
                name="permintaan_tiga_orang",
            ),
        ]

    def __str__(self) -> str:
        return f"Permintaan data {self.nomor}"

    @property
    def nomor(self) -> str:
        """`001/PORTAL-DTKS/KEMENKES/XI/2026`, by the month in which it was made (berdasarkan praktik)."""
        romawi = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[self.dibuat_pada.month - 1]
        return f"{self.pk:03d}/PORTAL-DTKS/{self.singkatan}/{romawi}/{self.dibuat_pada.year}"


class LanggananLaporan(models.Model):
    """An officer who wants to be told by mail when the report of a month is there."""

    pengguna = models.OneToOneField(Pengguna, on_delete=models.PROTECT, primary_key=True, related_name="+")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    # The month of the last mail: a month is told once.
    terkirim = models.IntegerField("bulan terakhir yang dikabarkan", default=0)

    class Meta:
        verbose_name = "langganan laporan"
        verbose_name_plural = "langganan laporan"

    def __str__(self) -> str:
        return f"Langganan laporan {self.pengguna_id}"


class Kejadian(models.TextChoices):
    """What an application may be told of."""

    PENETAPAN = "penetapan", "Satu bulan ditetapkan"
    SERAH_TERIMA = "serah_terima", "Data yang saya minta diserahkan"


class AlamatKabar(models.Model):
    """Where an application of an officer wants to be told (a webhook), and the secret that its messages are signed with."""

    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    url = models.CharField("alamat", max_length=300)
    kejadian = ArrayField(models.CharField(max_length=20, choices=Kejadian), verbose_name="kejadian")
    rahasia = models.BinaryField("kunci tanda tangan, tersegel")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dihentikan_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "alamat kabar"
        verbose_name_plural = "alamat kabar"
        indexes = [models.Index(fields=["pengguna", "-id"], name="alamat_kabar_pengguna")]
        constraints = [
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="alamat_kabar_https"),
            models.CheckConstraint(condition=~Q(kejadian=[]), name="alamat_kabar_berkejadian"),
        ]

    def __str__(self) -> str:
        return self.url


class KirimanKabar(models.Model):
    """One message to one address: what it says (counts and numbers, never a person), and how its sending went."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu dikirim"
        TERKIRIM = "terkirim", "Terkirim"
        GAGAL = "gagal", "Gagal"

    alamat = models.ForeignKey(AlamatKabar, on_delete=models.PROTECT, related_name="kiriman")
    nomor = models.UUIDField(unique=True)
    kejadian = models.CharField(max_length=20, choices=Kejadian)
    isi = models.JSONField()
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.MENUNGGU)
    percobaan = models.SmallIntegerField(default=0)
    jawaban = models.CharField("jawaban terakhir", max_length=100, blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    berikutnya_pada = models.DateTimeField(db_default=Now())
    selesai_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "kiriman kabar"
        verbose_name_plural = "kiriman kabar"
        indexes = [
            models.Index(fields=["berikutnya_pada"], condition=Q(keadaan="menunggu"), name="kiriman_jatuh"),
            models.Index(fields=["alamat", "-id"], name="kiriman_alamat"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(keadaan="menunggu", selesai_pada__isnull=True)
                | Q(keadaan__in=["terkirim", "gagal"], selesai_pada__isnull=False),
                name="kiriman_selesai_bertanggal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kejadian} {self.nomor}"
