from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from akun.alur import SP_BARU, SP_LEWAT, STATUS_PENDAFTARAN
from akun.fungsi import punya_izin
from akun.models.pemberitahuan import Saluran
from akun.models.pengguna import Pengguna
from dasar.jejak import Pelaku
from dasar.kendala import angka_16
from dasar.models import Berkas

SALURAN_BUKTI = [(s.value, s.label) for s in (Saluran.SUREL, Saluran.PESAN)]


class PendaftaranQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None) -> "PendaftaranQuerySet":
        """Those of the area that were sent, for who manages users there (security.md, 4); for Pusdatin, which appoints those
        administrators, the ones that waited past their day."""
        if pelaku is None:
            return self.none()
        awal, akhir = pelaku.rentang
        baris = self.filter(wilayah__gte=awal, wilayah__lt=akhir).exclude(diajukan_pada=None)
        if punya_izin(pelaku.fungsi, "kelola_pengguna"):
            return baris
        return baris.exclude(dieskalasi_pada=None) if punya_izin(pelaku.fungsi, "kelola_pengguna_pusat") else self.none()


class Pendaftaran(models.Model):
    """A person's request for an account of masyarakat, or to take the account along to another village.

    Until an officer has looked at it there is no account: whoever types somebody else's NIK takes nothing from that person.
    Once its time is over the row keeps its history and loses every word about the person (akun.penghapusan).
    """

    class Jenis(models.TextChoices):
        DAFTAR = "daftar", "Akun baru"
        PINDAH = "pindah", "Pindah desa/kelurahan"

    jenis = models.CharField(max_length=8, choices=Jenis, default=Jenis.DAFTAR)
    nik = models.CharField("NIK", max_length=16, null=True, db_collation="C")
    nomor_kk = models.CharField("nomor KK", max_length=16, null=True, db_collation="C")
    nama = models.CharField(max_length=100, blank=True)
    tanggal_lahir = models.DateField(null=True)
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    saluran = models.CharField(max_length=8, choices=SALURAN_BUKTI)
    surel = models.EmailField(blank=True, default="")
    telepon = models.CharField(max_length=16, blank=True, default="")
    # The hash of the password that the account will have.
    sandi = models.CharField(max_length=128, blank=True, default="")
    foto_ktp = models.ForeignKey(Berkas, on_delete=models.PROTECT, null=True, related_name="+")
    swafoto = models.ForeignKey(Berkas, on_delete=models.PROTECT, null=True, related_name="+")
    # What the civil registry answered when it was sent (settings.PEMADAN): '' when nobody was asked.
    padan = models.CharField(max_length=16, blank=True, default="")
    padan_beda = models.CharField(max_length=100, blank=True, default="")
    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, null=True, related_name="pendaftaran")
    status = models.CharField(max_length=20, choices=STATUS_PENDAFTARAN, default=SP_BARU)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    diajukan_pada = models.DateTimeField(null=True)
    # When the night found it undecided past its day; sent anew, its days begin anew.
    dieskalasi_pada = models.DateTimeField(null=True)
    diputus_pada = models.DateTimeField(null=True)
    diputus_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PendaftaranQuerySet.as_manager()

    class Meta:
        verbose_name = "pendaftaran warga"
        verbose_name_plural = "pendaftaran warga"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[k for k, _ in STATUS_PENDAFTARAN]), name="pendaftaran_akun_status_dikenal"
            ),
            models.CheckConstraint(condition=Q(jenis__in=["daftar", "pindah"]), name="pendaftaran_akun_jenis_dikenal"),
            models.CheckConstraint(condition=angka_16("nik"), name="pendaftaran_akun_nik_16"),
            models.CheckConstraint(condition=angka_16("nomor_kk"), name="pendaftaran_akun_kk_16"),
            # Either everything about the person, or nothing.
            models.CheckConstraint(
                condition=Q(
                    status=SP_LEWAT,
                    nik=None,
                    nomor_kk=None,
                    tanggal_lahir=None,
                    nama="",
                    surel="",
                    telepon="",
                    sandi="",
                    foto_ktp=None,
                    swafoto=None,
                )
                | ~Q(status=SP_LEWAT) & Q(nik__isnull=False, nomor_kk__isnull=False, tanggal_lahir__isnull=False) & ~Q(nama=""),
                name="pendaftaran_akun_utuh_atau_terhapus",
            ),  # fmt: skip
            models.CheckConstraint(
                condition=Q(status__in=["baru", "terbukti", "kedaluwarsa"])
                | Q(diajukan_pada__isnull=False) & Q(foto_ktp__isnull=False, swafoto__isnull=False),
                name="pendaftaran_akun_diajukan_berfoto",
            ),
            models.CheckConstraint(
                condition=Q(
                    diputus_pada__isnull=False, diputus_oleh__isnull=False, status__in=["disetujui", "ditolak", "kedaluwarsa"]
                )
                | Q(diputus_pada=None, diputus_oleh=None, status__in=["baru", "terbukti", "menunggu", "kedaluwarsa"]),
                name="pendaftaran_akun_berputusan",
            ),
            models.CheckConstraint(
                condition=~Q(status="disetujui") | Q(pengguna__isnull=False), name="pendaftaran_akun_berakun"
            ),
        ]
        indexes = [
            models.Index(
                fields=["wilayah", "diajukan_pada", "id"], condition=Q(status="menunggu"), name="pendaftaran_akun_antrean"
            ),
            models.Index(fields=["nik"], name="pendaftaran_akun_nik"),
            models.Index(fields=["pengguna"], name="pendaftaran_akun_pengguna"),
        ]

    def __str__(self) -> str:
        return f"pendaftaran {self.pk}"

    @property
    def alamat(self) -> str:
        """The address that proves itself by a code."""
        return self.surel if self.saluran == Saluran.SUREL else self.telepon


class Kontak(models.Model):
    """How a citizen is reached, proved by a code, and on which way notices come. The e-mail stands in the account itself."""

    pengguna = models.OneToOneField(Pengguna, on_delete=models.CASCADE, related_name="kontak")
    # The address for codes of the second step.
    saluran = models.CharField(max_length=8, choices=SALURAN_BUKTI)
    telepon = models.CharField(max_length=16, blank=True, default="")
    # Where notices go; officers without a row get mail.
    kabar = models.CharField(max_length=8, choices=Saluran, default=Saluran.SUREL)
    terbukti_pada = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "kontak"
        verbose_name_plural = "kontak"
        constraints = [
            models.CheckConstraint(
                condition=Q(saluran="surel") | Q(saluran="pesan") & ~Q(telepon=""), name="kontak_terjangkau"
            ),
            models.CheckConstraint(condition=Q(kabar__in=Saluran.values), name="kontak_kabar_dikenal"),
        ]

    def __str__(self) -> str:
        return f"kontak {self.pengguna_id}"

    @property
    def alamat(self) -> str:
        return self.pengguna.email if self.saluran == Saluran.SUREL else self.telepon


class KodeSekali(models.Model):
    """A code of six digits sent to an address: good once, for minutes. Neither the code nor the address stands in the row."""

    untuk = models.CharField(max_length=12)
    sasaran = models.CharField(max_length=64, db_collation="C")
    alamat = models.CharField(max_length=64, db_collation="C")
    pengunjung = models.CharField(max_length=64, db_collation="C")
    garam = models.CharField(max_length=22)
    sidik = models.CharField(max_length=64, db_collation="C")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    kedaluwarsa_pada = models.DateTimeField()
    salah = models.SmallIntegerField(default=0, db_default=0)
    dipakai_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "kode sekali pakai"
        verbose_name_plural = "kode sekali pakai"
        constraints = [models.CheckConstraint(condition=Q(salah__gte=0, salah__lte=5), name="kode_sekali_salah_terbatas")]
        indexes = [
            models.Index(fields=["untuk", "sasaran", "-id"], name="kode_sekali_sasaran"),
            models.Index(fields=["alamat", "dibuat_pada"], name="kode_sekali_alamat"),
            models.Index(fields=["pengunjung", "dibuat_pada"], name="kode_sekali_pengunjung"),
        ]

    def __str__(self) -> str:
        return f"kode {self.untuk} {self.pk}"
