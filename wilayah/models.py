"""Provinces to villages. The Kemendagri code is the primary key and, by its prefixes, the tree."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Left, Length, Substr
from django.db.models.lookups import Exact

from wilayah import kode as kode_wilayah
from wilayah.hak import HAK_WILAYAH


class Tingkat(models.IntegerChoices):
    NEGARA = 0, "Negara"
    PROVINSI = 1, "Provinsi"
    KABUPATEN = 2, "Kabupaten/kota"
    KECAMATAN = 3, "Kecamatan"
    DESA = 4, "Desa/kelurahan"


class Jenis(models.TextChoices):
    NEGARA = "negara", "Negara"
    PROVINSI = "provinsi", "Provinsi"
    KABUPATEN = "kabupaten", "Kabupaten"
    KOTA = "kota", "Kota"
    KECAMATAN = "kecamatan", "Kecamatan"
    DESA = "desa", "Desa"
    KELURAHAN = "kelurahan", "Kelurahan"
    DESA_ADAT = "desa_adat", "Desa adat"


JENIS_DESA = {"1": Jenis.KELURAHAN, "2": Jenis.DESA, "3": Jenis.DESA_ADAT}  # by the seventh digit


class WilayahQuerySet(models.QuerySet):
    def di_bawah(self, kode: str) -> "WilayahQuerySet":
        """The subtree of `kode`, itself included; everything for '00'."""
        awal, akhir = kode_wilayah.rentang(kode)
        return self.filter(kode__gte=awal, kode__lt=akhir)

    def provinsi(self) -> "WilayahQuerySet":
        return self.filter(tingkat=Tingkat.PROVINSI)

    def kabupaten(self) -> "WilayahQuerySet":
        return self.filter(tingkat=Tingkat.KABUPATEN)

    def kecamatan(self) -> "WilayahQuerySet":
        return self.filter(tingkat=Tingkat.KECAMATAN)

    def desa(self) -> "WilayahQuerySet":
        return self.filter(tingkat=Tingkat.DESA)

    def berlaku(self) -> "WilayahQuerySet":
        """Regions that exist now. Replaced ones stay in the table: old NIK and old documents carry their codes."""
        return self.filter(berlaku_sampai=None)

    def cari(self, teks: str) -> "WilayahQuerySet":
        """Regions whose name holds every word of `teks`, or, when digits are typed, whose code begins so.

        `kunci` carries the trigram index that serves the words. Text without a single letter or digit finds nothing.
        """
        kode = kode_wilayah.tanpa_titik(teks)
        if kode.isascii() and kode.isdigit():
            return self.filter(Q(kode__gte=kode, kode__lt=kode + kode_wilayah.AKHIR) | Q(kunci__contains=teks.strip()))
        kata = kode_wilayah.kunci_nama(teks).split()
        if not kata:
            return self.none()
        return self.filter(*[Q(kunci__contains=k) for k in kata])

    def urut_sesudah(self, kode: str) -> "WilayahQuerySet":
        """Ordered from province to village, then by code, beginning after `kode` ('' = from the start): keyset."""
        urut = self.order_by("tingkat", "kode")
        if not kode:
            return urut
        t = kode_wilayah.tingkat(kode)
        return urut.filter(tingkat__gte=t).filter(Q(tingkat__gt=t) | Q(kode__gt=kode))


def nama_jalur_banyak(kode: Iterable[str]) -> dict[str, list[str]]:
    """Names from the province down to each code, in one query: {'1209': ['Sumatera Utara', 'Kabupaten Asahan']}.

    Codes that the table does not know are left out of the path.
    """
    jalur = {k: kode_wilayah.jalur(k) for k in kode}
    perlu = {bagian for bagian_bagian in jalur.values() for bagian in bagian_bagian}
    nama = dict(Wilayah.objects.filter(kode__in=perlu).values_list("kode", "nama"))
    return {k: [nama[bagian] for bagian in bagian_bagian if bagian in nama] for k, bagian_bagian in jalur.items()}


def nama_jalur(kode: str) -> list[str]:
    """Names from the province down to `kode`, in one query."""
    return nama_jalur_banyak([kode])[kode]


def anak_per_induk(induk: Iterable[str]) -> dict[str, list["Wilayah"]]:
    """Regions in force directly below each given code, ordered by name, in one query."""
    hasil: dict[str, list[Wilayah]] = defaultdict(list)
    for wilayah in Wilayah.objects.berlaku().filter(induk__in=list(induk)).order_by("nama", "kode"):
        hasil[wilayah.induk_id].append(wilayah)
    return hasil


def _kode_setingkat(tingkat: int) -> Q:
    """The code has the length of its level, and the parent is its own prefix (the nation, for a province).

    Without IS NOT NULL a missing parent would make the condition unknown, and CHECK lets the unknown pass.
    """
    panjang = Q(Exact(Length("kode"), kode_wilayah.PANJANG[tingkat]), tingkat=tingkat)
    if tingkat == Tingkat.NEGARA:
        return panjang & Q(kode=kode_wilayah.NEGARA, induk=None)
    if tingkat == Tingkat.PROVINSI:
        return panjang & ~Q(kode=kode_wilayah.NEGARA) & Q(induk=kode_wilayah.NEGARA, induk__isnull=False)
    awalan = Left("kode", kode_wilayah.PANJANG[tingkat - 1])
    return panjang & Q(Exact(F("induk"), awalan), induk__isnull=False)


def _jenis_setingkat() -> Q:
    """The kind fits the level; for villages the seventh digit tells it (1 kelurahan, 2 desa, 3 desa adat)."""
    syarat = (
        Q(tingkat=Tingkat.NEGARA, jenis=Jenis.NEGARA)
        | Q(tingkat=Tingkat.PROVINSI, jenis=Jenis.PROVINSI)
        | Q(tingkat=Tingkat.KABUPATEN, jenis__in=[Jenis.KABUPATEN, Jenis.KOTA])
        | Q(tingkat=Tingkat.KECAMATAN, jenis=Jenis.KECAMATAN)
    )
    for angka, jenis in JENIS_DESA.items():
        syarat |= Q(Exact(Substr("kode", 7, 1), Value(angka)), tingkat=Tingkat.DESA, jenis=jenis)
    return syarat


class Wilayah(models.Model):
    """One region. Only `wilayah.pemuatan` writes it; one that ceases to exist gets `berlaku_sampai`, never deleted."""

    kode = models.CharField("kode", max_length=10, primary_key=True, db_collation="C")
    nama = models.CharField("nama", max_length=80)
    tingkat = models.PositiveSmallIntegerField("tingkat", choices=Tingkat.choices)
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices)
    induk = models.ForeignKey(
        "self", verbose_name="induk", null=True, blank=True, on_delete=models.PROTECT, related_name="anak"
    )
    kunci = models.CharField("kunci nama", max_length=80, editable=False)
    # The day of the list that first brought the code here, not the day the region was founded: no list tells that.
    berlaku_dari = models.DateField("berlaku dari")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    dasar_hukum = models.CharField("dasar hukum", max_length=120)

    objects = WilayahQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ["kode"]
        permissions = HAK_WILAYAH
        indexes = [
            GinIndex(OpClass("kunci", name="gin_trgm_ops"), name="wilayah_kunci_trgm"),
            models.Index(fields=["tingkat", "kode"], name="wilayah_tingkat_kode"),
        ]
        constraints = [
            models.CheckConstraint(
                name="wilayah_kode_angka",
                condition=Q(kode__regex=r"^[0-9]+$"),
                violation_error_message="Kode wilayah hanya berisi angka.",
            ),
            models.CheckConstraint(
                name="wilayah_kode_setingkat",
                condition=reduce(or_, map(_kode_setingkat, range(len(kode_wilayah.PANJANG)))),
                violation_error_message="Panjang kode atau induk tidak sesuai dengan tingkat wilayah.",
            ),
            models.CheckConstraint(
                name="wilayah_jenis_setingkat",
                condition=_jenis_setingkat(),
                violation_error_message="Jenis tidak sesuai dengan tingkat wilayah.",
            ),
            models.CheckConstraint(
                name="wilayah_masa_berlaku_urut",
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=F("berlaku_dari")),
                violation_error_message="Masa berlaku berakhir sebelum dimulai.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama_lengkap

    @property
    def rentang(self) -> tuple[str, str]:
        return kode_wilayah.rentang(self.kode)

    @property
    def kode_titik(self) -> str:
        return kode_wilayah.titik(self.kode)

    @property
    def jalur(self) -> tuple[str, ...]:
        return kode_wilayah.jalur(self.kode)

    @property
    def kode_provinsi(self) -> str | None:
        """None for the nation."""
        return self.kode[:2] if self.tingkat >= Tingkat.PROVINSI else None

    @property
    def kode_kabupaten(self) -> str | None:
        """None above the kabupaten."""
        return self.kode[:4] if self.tingkat >= Tingkat.KABUPATEN else None

    @property
    def sebutan(self) -> str:
        """The word for this kind of region; the kecamatan of Papua are called distrik (UU 2/2021)."""
        if self.jenis == Jenis.KECAMATAN and self.kode >= "91":
            return "Distrik"
        return self.get_jenis_display()

    @property
    def nama_lengkap(self) -> str:
        """`Kelurahan Kisaran Timur`. Names of kabupaten and kota already carry their word in the list."""
        if self.jenis in (Jenis.NEGARA, Jenis.KABUPATEN, Jenis.KOTA):
            return self.nama
        return f"{self.sebutan} {self.nama}"
