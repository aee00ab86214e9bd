from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from akun.akses import saring_wilayah
from akun.models import Pengguna
from dasar.jejak import Pelaku
from dasar.kendala import angka_16
from dtks.register.models import Individu, Program
from usulan.alur_mandiri import DAPAT_DIUBAH, LABEL_PEMOHON, RUPA_MANDIRI, SP
from usulan.nomor import nomor_tanda_terima


class PendaftaranQuerySet(models.QuerySet):
    def milik(self, pelaku: Pelaku | None) -> "PendaftaranQuerySet":
        """Those that this very person made; nobody else's."""
        return self.none() if pelaku is None else self.filter(pemohon=pelaku.pengguna_id)

    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "PendaftaranQuerySet":
        """Registrations of the area, once they were sent."""
        return saring_wilayah(self, pelaku, "lihat_usulan", dalam=dalam).exclude(status=SP.DISUSUN)


def _cap(nama: str, status: list[SP]) -> models.CheckConstraint:
    """The stamp `nama` is whole or absent, and present in every state that rests on it."""
    ada = Q(**{f"{nama}_pada__isnull": False, f"{nama}_oleh__isnull": False})
    tiada = Q(**{f"{nama}_pada__isnull": True, f"{nama}_oleh__isnull": True})
    return models.CheckConstraint(condition=ada | (tiada & ~Q(status__in=status)), name=f"pendaftaran_{nama}_bercap")


def _petugas() -> models.ForeignKey:
    return models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )


class Pendaftaran(models.Model):
    """A self-registration (Pasal 4 huruf c): one family, put forward by a verified citizen of the same village.

    Its ten answers and the photo of the house are a `Survei` of its own; its members are `AnggotaPendaftaran`.
    """

    class Untuk(models.TextChoices):
        KELUARGA = "keluarga", "Saya dan keluarga saya"
        ORANG_LAIN = "orang_lain", "Orang lain yang miskin di desa/kelurahan saya"

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    pemohon = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    untuk = models.CharField("yang diusulkan", max_length=12, choices=Untuk)
    nomor_kk = models.CharField("nomor KK", max_length=16, db_collation="C")
    alamat = models.CharField(max_length=200)
    rt = models.CharField("RT", max_length=3)
    rw = models.CharField("RW", max_length=3)
    keterangan = models.TextField("keadaan keluarga", blank=True, default="")
    kontak = models.CharField("nomor telepon", max_length=20, blank=True, default="")
    # The village's last day; set when it is first sent, moved on when it was the applicant who had to mend it.
    tenggat = models.DateField("batas musyawarah", null=True)
    status = models.CharField(max_length=20, choices=SP, default=SP.DISUSUN)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dikirim_pada = models.DateTimeField(null=True)
    dikirim_oleh = _petugas()
    dialihkan_pada = models.DateTimeField(null=True)
    dialihkan_oleh = _petugas()
    # When the night found it undecided past the days of the kabupaten/kota.
    dieskalasi_pada = models.DateTimeField(null=True)
    ditangani_pada = models.DateTimeField(null=True)
    ditangani_oleh = _petugas()

    objects = PendaftaranQuerySet.as_manager()

    class Meta:
        verbose_name = "pendaftaran mandiri"
        verbose_name_plural = "pendaftaran mandiri"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SP.values), name="pendaftaran_status_dikenal"),
            models.CheckConstraint(condition=Q(untuk__in=["keluarga", "orang_lain"]), name="pendaftaran_untuk_dikenal"),
            models.CheckConstraint(condition=angka_16("nomor_kk"), name="pendaftaran_kk_16"),
            models.CheckConstraint(
                condition=Q(tenggat__isnull=False) | Q(status__in=[SP.DISUSUN, SP.DIBATALKAN]),
                name="pendaftaran_terkirim_bertenggat",
            ),
            _cap("dikirim", [s for s in SP if s not in (SP.DISUSUN, SP.DIBATALKAN)]),
            _cap("dialihkan", [SP.DIALIHKAN, SP.DIVERIFIKASI, SP.DITOLAK]),
            _cap("ditangani", [SP.PERBAIKAN, SP.DIMUSYAWARAHKAN, SP.DIVERIFIKASI, SP.DITOLAK]),
            # Whoever asks decides nothing about it (Kepmensos 73/HUK/2024: functions are not combined).
            models.CheckConstraint(
                condition=~Q(ditangani_oleh=F("pemohon")) & ~Q(dialihkan_oleh=F("pemohon")),
                name="pendaftaran_pemohon_bukan_petugas",
            ),
            models.CheckConstraint(
                condition=Q(dikirim_oleh__isnull=True) | Q(dikirim_oleh=F("pemohon")), name="pendaftaran_dikirim_pemohon"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "wilayah", "id"], name="pendaftaran_antrean"),
            models.Index(fields=["tenggat"], condition=Q(status="dikirim"), name="pendaftaran_tenggat"),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def nomor(self) -> str:
        """Receipt number."""
        return nomor_tanda_terima(self.pk, "M")

    @property
    def label_warga(self) -> str:
        return LABEL_PEMOHON[SP(self.status)]

    @property
    def warna(self) -> str:
        return RUPA_MANDIRI[SP(self.status)][0]

    @property
    def ikon(self) -> str:
        return RUPA_MANDIRI[SP(self.status)][1]

    @property
    def bisa_diubah(self) -> bool:
        return self.status in DAPAT_DIUBAH

    @property
    def daftar_alasan(self) -> list[str]:
        return [k for k in self.alasan.split(",") if k]

    @property
    def sisa_hari(self) -> int | None:
        """Days until the village's last day, negative once it is over; None while nobody counts them."""
        if self.tenggat is None or self.status != SP.DIKIRIM:
            return None
        return (self.tenggat - timezone.localdate()).days

    @property
    def macet(self) -> bool:
        """Whether the kabupaten/kota has left it lying so long that the ministry may take it (Pasal 9 ayat (3) huruf a)."""
        return self.status == SP.DIALIHKAN and (timezone.now() - self.dialihkan_pada).days >= settings.MANDIRI_HARI_KABUPATEN


class AnggotaPendaftaran(models.Model):
    """One person of a self-registration, with the programme asked for. `peringatan`: what the rules found, for the officers."""

    pendaftaran = models.ForeignKey(Pendaftaran, on_delete=models.CASCADE, related_name="anggota")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", db_index=False)
    nama = models.CharField("nama sesuai KTP", max_length=100)
    tempat_lahir = models.CharField(max_length=100)
    tanggal_lahir = models.DateField()
    ibu_kandung = models.CharField("nama ibu kandung", max_length=100)
    jenis_kelamin = models.CharField(max_length=1, choices=Individu.JenisKelamin)
    pekerjaan = models.CharField(max_length=100, blank=True, default="")
    status_kawin = models.CharField(max_length=20, blank=True, default="")
    pendidikan = models.CharField(max_length=40, blank=True, default="")
    hubungan = models.SmallIntegerField("hubungan dalam KK", null=True, blank=True)
    disabilitas = models.SmallIntegerField("kode disabilitas", null=True, blank=True)
    hamil_sejak = models.DateField(null=True, blank=True)
    nama_suku = models.CharField(max_length=100, blank=True, default="")
    peringatan = models.CharField("kode peringatan", max_length=120, blank=True, default="")

    class Meta:
        verbose_name = "anggota pendaftaran mandiri"
        verbose_name_plural = "anggota pendaftaran mandiri"
        constraints = [
            models.UniqueConstraint(fields=["pendaftaran", "nik", "program"], name="anggota_sekali_per_program"),
            models.CheckConstraint(condition=angka_16("nik"), name="anggota_nik_16"),
        ]
        indexes = [models.Index(fields=["nik"], name="anggota_nik")]

    def __str__(self) -> str:
        return self.nama

    def isian(self) -> dict[str, object]:
        """The person as the rules take it, by column key, with the family's number and address."""
        induk = self.pendaftaran
        return {
            **{k: getattr(self, k) for k in (
                "nik", "nama", "tempat_lahir", "tanggal_lahir", "ibu_kandung", "jenis_kelamin", "pekerjaan", "status_kawin",
                "pendidikan", "nama_suku",
            )},
            **{k: getattr(induk, k) for k in ("nomor_kk", "alamat", "rt", "rw")},
            "program": self.program_id,
            "shdk": str(self.hubungan or ""),
            "disabilitas": "YA" if self.disabilitas else "TIDAK",
            "kode_disabilitas": str(self.disabilitas or ""),
            "hamil": "YA" if self.hamil_sejak else "TIDAK",
            "tanggal_mulai_hamil": self.hamil_sejak,
            "kat": "YA" if self.nama_suku else "TIDAK",
        }  # fmt: skip

    @property
    def daftar_peringatan(self) -> list[str]:
        return [k for k in self.peringatan.split(",") if k]
