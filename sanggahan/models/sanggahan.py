import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from akun.akses import saring_wilayah
from akun.fungsi import punya_izin
from akun.models import Pengguna
from dasar.jejak import Pelaku
from dasar.kendala import angka_16
from sanggahan.alasan import AlasanSanggah, kata
from sanggahan.alur import BELUM_DIDENGAR, DIPUTUS, LABEL_WARGA, RUPA, SS, TERBUKA


def kolom_petugas() -> models.ForeignKey:
    return models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)


def cap(model: str, nama: str, status: list) -> models.CheckConstraint:
    """The stamp `nama` is whole or absent, and present in every state that rests on it."""
    ada = Q(**{f"{nama}_pada__isnull": False, f"{nama}_oleh__isnull": False})
    tiada = Q(**{f"{nama}_pada__isnull": True, f"{nama}_oleh__isnull": True})
    return models.CheckConstraint(condition=ada | (tiada & ~Q(status__in=status)), name=f"{model}_{nama}_bercap")


class SanggahanQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "SanggahanQuerySet":
        """Objections of the area; a village sees one from the moment it is to be visited, the province from its escalation."""
        if pelaku is not None and punya_izin(pelaku.fungsi, "pantau_sanggahan"):
            return saring_wilayah(self, pelaku, "pantau_sanggahan", dalam=dalam).filter(dieskalasi_pada__isnull=False)
        baris = saring_wilayah(self, pelaku, "lihat_sanggahan", dalam=dalam)
        if pelaku is not None and punya_izin(pelaku.fungsi, "kunjungi_sanggahan"):
            baris = baris.exclude(status__in=BELUM_DIDENGAR)
        return baris

    def terbuka(self) -> "SanggahanQuerySet":
        return self.filter(status__in=TERBUKA)


class Sanggahan(models.Model):
    """An objection against a person of the register. Who objected stands in `Penyanggah`, what they wrote in `Aduan`:
    this row and its events can be read in the village and name neither.
    """

    class Hasil(models.TextChoices):
        """What is proposed when it is proven."""

        PENGHENTIAN = "penghentian", "Penghentian bantuan"
        PENONAKTIFAN = "penonaktifan", "Penonaktifan dari DTKS"

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    nomor_kk = models.CharField("nomor KK", max_length=16, db_collation="C")
    nama = models.CharField(max_length=100)
    rt = models.CharField("RT", max_length=3)
    rw = models.CharField("RW", max_length=3)
    alasan_sanggah = models.CharField("yang disanggah", max_length=3, choices=AlasanSanggah)
    # What the family and the village read instead of the objector's own words.
    pokok = models.CharField("pokok sanggahan", max_length=500, blank=True, default="")
    # A day, not a moment: the moment would tell the village whose session it was.
    dikirim_tanggal = models.DateField("tanggal dikirim")
    status = models.CharField(max_length=20, choices=SS, default=SS.DIKIRIM)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    petugas = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", null=True)
    batas_jawab = models.DateField("batas jawaban keluarga", null=True)
    diperiksa_pada = models.DateTimeField(null=True)
    diperiksa_oleh = kolom_petugas()
    dikunjungi_pada = models.DateTimeField(null=True)
    dikunjungi_oleh = kolom_petugas()
    diputus_pada = models.DateTimeField(null=True)
    diputus_oleh = kolom_petugas()
    diingatkan_pada = models.DateTimeField(null=True)
    dieskalasi_pada = models.DateTimeField(null=True)

    objects = SanggahanQuerySet.as_manager()

    class Meta:
        verbose_name = "sanggahan"
        verbose_name_plural = "sanggahan"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SS.values), name="sanggahan_status_dikenal"),
            models.CheckConstraint(condition=angka_16("nik"), name="sanggahan_nik_16"),
            models.CheckConstraint(condition=angka_16("nomor_kk"), name="sanggahan_kk_16"),
            models.CheckConstraint(condition=Q(alasan_sanggah__in=AlasanSanggah.values), name="sanggahan_alasan_dikenal"),
            cap("sanggahan", "diperiksa", [s for s in SS if s not in (SS.DIKIRIM, SS.LEWAT_WAKTU)]),
            cap("sanggahan", "dikunjungi", [SS.DIKUNJUNGI, *DIPUTUS]),
            cap("sanggahan", "diputus", list(DIPUTUS)),
            # The family is told when the visit is ordered, and has its days to answer.
            models.CheckConstraint(
                condition=Q(status__in=[*BELUM_DIDENGAR, SS.LEWAT_WAKTU])
                | Q(batas_jawab__isnull=False, petugas__isnull=False) & ~Q(pokok=""),
                name="sanggahan_keluarga_diberi_tahu",
            ),
            models.CheckConstraint(
                condition=~Q(diputus_oleh=F("diperiksa_oleh"))
                & ~Q(diputus_oleh=F("dikunjungi_oleh"))
                & ~Q(dikunjungi_oleh=F("diperiksa_oleh")),
                name="sanggahan_tiga_orang",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=DIPUTUS) | ~Q(alasan="") & ~Q(catatan=""), name="sanggahan_putusan_beralasan"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "wilayah", "id"], name="sanggahan_antrean"),
            models.Index(fields=["nomor_kk"], name="sanggahan_keluarga"),
        ]

    def __str__(self) -> str:
        return f"Sanggahan {self.nomor}"

    @property
    def nomor(self) -> str:
        """How both sides and the officers cite it."""
        return f"S-{self.pk:06d}"

    @property
    def warna(self) -> str:
        return RUPA[SS(self.status)][0]

    @property
    def ikon(self) -> str:
        return RUPA[SS(self.status)][1]

    @property
    def label_warga(self) -> str:
        return LABEL_WARGA[SS(self.status)]

    @property
    def alasan_kata(self) -> str:
        return kata(self.alasan)

    @property
    def batas(self) -> dt.date:
        """The day after which it goes to the head of the office."""
        return self.dikirim_tanggal + dt.timedelta(days=settings.SANGGAHAN_HARI_ESKALASI)

    @property
    def boleh_dijawab(self) -> bool:
        """Whether the family concerned may still answer."""
        return self.status in (SS.CEK_LAPANGAN, SS.DIKUNJUNGI) and self.batas_jawab >= timezone.localdate()

    @property
    def batas_keberatan(self) -> dt.date | None:
        """Until when either side may appeal."""
        if self.status not in DIPUTUS:
            return None
        return timezone.localdate(self.diputus_pada) + dt.timedelta(days=settings.SANGGAHAN_HARI_KEBERATAN)


class Jawaban(models.Model):
    """What the family concerned says, by its own account or written down by the village."""

    class Cara(models.TextChoices):
        AKUN = "akun", "Melalui akun"
        DESA = "desa", "Dicatat desa/kelurahan"

    sanggahan = models.ForeignKey(Sanggahan, on_delete=models.PROTECT, related_name="jawaban")
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    cara = models.CharField(max_length=4, choices=Cara)
    penjawab = models.CharField("nama yang menjawab", max_length=100)
    isi = models.TextField("jawaban", max_length=2000)
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "jawaban keluarga"
        verbose_name_plural = "jawaban keluarga"
        constraints = [
            models.CheckConstraint(condition=Q(cara__in=["akun", "desa"]), name="jawaban_cara_dikenal"),
            models.CheckConstraint(condition=Q(GreaterThanOrEqual(Length("isi"), 10)), name="jawaban_berisi"),
        ]

    def __str__(self) -> str:
        return f"Jawaban atas {self.sanggahan_id}"


class Tanggapan(models.Model):
    """What another verified resident of the village says: counted and shown, never decisive (Kepmensos 73/HUK/2024)."""

    sanggahan = models.ForeignKey(Sanggahan, on_delete=models.PROTECT, related_name="tanggapan", db_index=False)
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    layak = models.BooleanField("masih layak menerima")
    keterangan = models.CharField(max_length=500, blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "tanggapan warga"
        verbose_name_plural = "tanggapan warga"
        constraints = [models.UniqueConstraint(fields=["sanggahan", "pengguna"], name="tanggapan_satu_per_warga")]

    def __str__(self) -> str:
        return f"Tanggapan atas {self.sanggahan_id}"
