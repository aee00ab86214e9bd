import time

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP, hotp

from akun.models.pengguna import Pengguna
from dasar.rahasia import buka_rahasia, segel_rahasia

UNTUK = "akun.perangkat"
ANGKA = 6
# A code counts for its own 30 seconds and one step before and after: clocks of telephones differ.
TOLERANSI = (0, -1, 1)
# Delays double with each wrong code, up to 2**9 seconds: whoever knows the password cannot lock the owner out for days.
SALAH_DIHITUNG = 10


class PerangkatKode(TimestampMixin, ThrottlingMixin, Device):
    """The code app (TOTP, RFC 6238) of an account, a device of django-otp; the one beside its recovery codes.

    django-otp's own TOTPDevice holds the secret in clear; here it is encrypted, and bound to its owner.
    """

    rahasia = models.BinaryField()
    # Time step of the last code that was accepted: it and all before it are spent.
    langkah_terakhir = models.BigIntegerField(default=-1)

    class Meta:
        verbose_name = "aplikasi kode"
        verbose_name_plural = "aplikasi kode"
        constraints = [models.UniqueConstraint(fields=["user"], name="satu_perangkat_per_akun")]

    def __str__(self) -> str:
        return f"aplikasi kode {self.user_id}"

    @staticmethod
    def sandikan(rahasia: bytes, pengguna_id: int) -> bytes:
        """The secret as it lies in `rahasia`."""
        return segel_rahasia(UNTUK, rahasia, str(pengguna_id))

    def langkah_kode(self, kode: str) -> int | None:
        """The time step that the code belongs to, spent or not; None when it is none of the present ones."""
        rahasia = buka_rahasia(UNTUK, self.rahasia, str(self.user_id))
        if rahasia is None:
            return None
        kini = _langkah_kini(rahasia)
        cocok = [kini + g for g in TOLERANSI if constant_time_compare(_kode(rahasia, kini + g), kode)]
        return cocok[0] if cocok else None

    def verify_token(self, token: str) -> bool:
        """True once per code. Call it on a locked row (django_otp.verify_token); wrong codes slow the next one down."""
        if not self.verify_is_allowed()[0]:
            return False
        langkah = self.langkah_kode(token)
        if langkah is None or langkah <= self.langkah_terakhir:
            self.throttling_failure_count = min(self.throttling_failure_count, SALAH_DIHITUNG - 1)
            self.throttle_increment()
            return False
        self.langkah_terakhir = langkah
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()
        return True

    def get_throttle_factor(self) -> int:
        return 1

    def kode_belum_terpakai(self) -> str:
        """The next code that would be accepted now; '' when those of this half minute are spent. For example accounts only."""
        rahasia = buka_rahasia(UNTUK, self.rahasia, str(self.user_id))
        kini = _langkah_kini(rahasia)
        return next((_kode(rahasia, kini + g) for g in (0, 1) if kini + g > self.langkah_terakhir), "")


def _langkah_kini(rahasia: bytes) -> int:
    jam = TOTP(rahasia)
    jam.time = time.time()
    return jam.t()


def _kode(rahasia: bytes, langkah: int) -> str:
    return f"{hotp(rahasia, langkah, digits=ANGKA):0{ANGKA}d}"


class KodePemulihan(models.Model):
    """One of the ten codes for the day on which the telephone is gone: hashed like a password, good once."""

    pengguna = models.ForeignKey(Pengguna, on_delete=models.CASCADE, related_name="kode_pemulihan")
    nomor = models.PositiveSmallIntegerField()
    sidik = models.CharField(max_length=128)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dipakai_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "kode pemulihan"
        verbose_name_plural = "kode pemulihan"
        constraints = [models.UniqueConstraint(fields=["pengguna", "nomor"], name="kode_pemulihan_bernomor")]

    def __str__(self) -> str:
        return f"kode pemulihan {self.nomor}"


class TautanSandi(models.Model):
    """A link, made by the officer's administrator, by which its holder sets a new password once. Rows stay as a record."""

    pengguna = models.ForeignKey(Pengguna, on_delete=models.CASCADE, related_name="tautan_sandi")
    sidik = models.CharField(max_length=64, unique=True)
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    kedaluwarsa = models.DateTimeField()
    # Used, or withdrawn by a newer one.
    selesai_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "tautan kata sandi"
        verbose_name_plural = "tautan kata sandi"
        constraints = [
            models.CheckConstraint(condition=~models.Q(dibuat_oleh=models.F("pengguna")), name="tautan_sandi_orang_lain"),
        ]

    def __str__(self) -> str:
        return f"tautan kata sandi {self.pk}"


class SetelUlangKode(models.Model):
    """An administrator switched a lost code app off. Rows are the record that the second pair of eyes rests on."""

    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="setel_ulang_kode")
    dibuat_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    alasan = models.TextField()

    class Meta:
        verbose_name = "setel ulang aplikasi kode"
        verbose_name_plural = "setel ulang aplikasi kode"
        constraints = [
            models.CheckConstraint(condition=~models.Q(alasan=""), name="setel_ulang_kode_beralasan"),
            models.CheckConstraint(condition=~models.Q(dibuat_oleh=models.F("pengguna")), name="setel_ulang_kode_orang_lain"),
        ]

    def __str__(self) -> str:
        return f"setel ulang kode {self.pk}"
