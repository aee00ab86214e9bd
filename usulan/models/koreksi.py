from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from akun.akses import saring_wilayah
from akun.models import Pengguna
from dasar.jejak import Pelaku
from dasar.models import Berkas
from usulan.alur_mandiri import RUPA_KOREKSI, SR
from usulan.nomor import nomor_tanda_terima


class KoreksiQuerySet(models.QuerySet):
    def milik(self, pelaku: Pelaku | None) -> "KoreksiQuerySet":
        """Those that this very person asked for."""
        return self.none() if pelaku is None else self.filter(pemohon=pelaku.pengguna_id)

    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "KoreksiQuerySet":
        return saring_wilayah(self, pelaku, "lihat_usulan", dalam=dalam)


class Koreksi(models.Model):
    """A citizen says that something recorded about them is wrong, what is right, and shows it (UU 27/2022 Pasal 6).

    It never writes the register: an office takes it as its task, or says why not.
    """

    class Kolom(models.TextChoices):
        NAMA = "nama", "Nama"
        NIK = "nik", "NIK"
        NOMOR_KK = "nomor_kk", "Nomor KK"
        LAHIR = "lahir", "Tempat atau tanggal lahir"
        IBU_KANDUNG = "ibu_kandung", "Nama ibu kandung"
        ALAMAT = "alamat", "Alamat, RT, atau RW"
        PEKERJAAN = "pekerjaan", "Pekerjaan"
        STATUS_KAWIN = "status_kawin", "Status perkawinan"
        PENDIDIKAN = "pendidikan", "Ijazah tertinggi"
        DISABILITAS = "disabilitas", "Disabilitas"
        ANGGOTA = "anggota", "Susunan anggota keluarga"
        KEADAAN = "keadaan", "Keadaan rumah atau ekonomi keluarga"
        BANTUAN = "bantuan", "Bantuan yang diterima"
        LAINNYA = "lainnya", "Lainnya"

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    pemohon = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    kolom = models.CharField("data yang salah", max_length=12, choices=Kolom)
    isi_benar = models.TextField("yang benar")
    berkas = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", null=True)
    status = models.CharField(max_length=20, choices=SR, default=SR.DIAJUKAN)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    diputus_pada = models.DateTimeField(null=True)
    diputus_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)

    objects = KoreksiQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan koreksi"
        verbose_name_plural = "permintaan koreksi"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SR.values), name="koreksi_status_dikenal"),
            models.CheckConstraint(
                condition=Q(diputus_pada__isnull=False, diputus_oleh__isnull=False)
                | (
                    Q(diputus_pada__isnull=True, diputus_oleh__isnull=True)
                    & ~Q(status__in=[SR.DITERIMA, SR.SELESAI, SR.DITOLAK])
                ),
                name="koreksi_putusan_bercap",
            ),
            models.CheckConstraint(condition=~Q(diputus_oleh=F("pemohon")), name="koreksi_pemohon_bukan_pemutus"),
        ]
        indexes = [models.Index(fields=["status", "wilayah", "id"], name="koreksi_antrean")]

    def __str__(self) -> str:
        return self.nomor

    @property
    def nomor(self) -> str:
        """Receipt number."""
        return nomor_tanda_terima(self.pk, "K")

    @property
    def warna(self) -> str:
        return RUPA_KOREKSI[SR(self.status)][0]

    @property
    def ikon(self) -> str:
        return RUPA_KOREKSI[SR(self.status)][1]

    @property
    def daftar_alasan(self) -> list[str]:
        return [k for k in self.alasan.split(",") if k]
