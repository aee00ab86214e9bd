"""What the country holds, month by month.

A version of a family, a person or a participation is valid from a month (`dari`) to a month (`sampai`, exclusive; null =
in force). Both months are those of determinations: `dibuka` and `ditutup` name them. Only `pencatatan` writes here.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Left, Upper

from akun.akses import saring_wilayah
from dasar.jejak import Pelaku
from dasar.kendala import angka_16

# Digits of a kabupaten/kota code.
PANJANG_KABUPATEN = 4
# The code that stands for no aid.
NONBANSOS = "NONBANSOS"


class Program(models.Model):
    """A programme that draws its recipients from DTKS; NONBANSOS stands for being in the register without aid."""

    kode = models.CharField(max_length=12, primary_key=True, db_collation="C")
    nama = models.CharField(max_length=100)
    sinonim = models.CharField("sebutan lain dalam buku kerja, dipisah koma", max_length=200, blank=True)
    per_keluarga = models.BooleanField("diterima per keluarga", default=True)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.nama


class VersiQuerySet(models.QuerySet):
    def berlaku(self) -> "VersiQuerySet":
        """Versions in force now."""
        return self.filter(sampai__isnull=True)

    def pada(self, periode: int) -> "VersiQuerySet":
        """Versions in force in the month `periode` (YYYYMM): what the determination of that month left standing."""
        return self.filter(Q(sampai__isnull=True) | Q(sampai__gt=periode), dari__lte=periode)

    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "VersiQuerySet":
        return saring_wilayah(self, pelaku, "lihat_register", dalam=dalam)


class Versi(models.Model):
    """Common to the three kinds of versions: area, validity, and the determinations that opened and closed it."""

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    dari = models.IntegerField("berlaku dari bulan")
    sampai = models.IntegerField("berlaku sampai sebelum bulan", null=True)
    # Numbers of determinations. The register stands below penetapan, which adds the foreign keys in its own migration.
    dibuka = models.BigIntegerField("dibuka oleh penetapan")
    ditutup = models.BigIntegerField("ditutup oleh penetapan", null=True)

    objects = VersiQuerySet.as_manager()

    class Meta:
        abstract = True


def _kendala_versi(nama: str, kunci: list[str]) -> list:
    return [
        models.UniqueConstraint(fields=kunci, condition=Q(sampai__isnull=True), name=f"{nama}_satu_berlaku"),
        models.CheckConstraint(condition=Q(sampai__isnull=True) | Q(sampai__gt=F("dari")), name=f"{nama}_masa_urut"),
        models.CheckConstraint(
            condition=Q(sampai__isnull=True, ditutup__isnull=True) | Q(sampai__isnull=False, ditutup__isnull=False),
            name=f"{nama}_tutup_berketetapan",
        ),
    ]


class Keluarga(Versi):
    """A family card as the register holds it. Pasal 8(3)c: a family is a set of persons, linked by `nomor_kk`."""

    pk = models.CompositePrimaryKey("nomor_kk", "dari")
    nomor_kk = models.CharField("nomor KK", max_length=16, db_collation="C")
    alamat = models.CharField(max_length=200)
    rt = models.CharField("RT", max_length=3)
    rw = models.CharField("RW", max_length=3)
    # Answers to the ten criteria questions in order: Y, T or - (not asked).
    kriteria = models.CharField("jawaban sepuluh kriteria", max_length=10, default="----------")

    class Meta:
        verbose_name = "keluarga"
        verbose_name_plural = "keluarga"
        constraints = [
            *_kendala_versi("keluarga", ["nomor_kk"]),
            models.CheckConstraint(condition=angka_16("nomor_kk"), name="keluarga_kk_16"),
        ]
        indexes = [
            models.Index(fields=["wilayah", "nomor_kk"], condition=Q(sampai__isnull=True), name="keluarga_desa_berlaku"),
            models.Index(fields=["dibuka", "wilayah"], name="keluarga_dibuka"),
            models.Index(fields=["ditutup", "wilayah"], condition=Q(ditutup__isnull=False), name="keluarga_ditutup"),
        ]

    def __str__(self) -> str:
        return f"Keluarga {self.nomor_kk}"


class Individu(Versi):
    """A person as the register holds it. One version in force per NIK: Pasal 8(3)a and, by the family card, 8(3)d."""

    class JenisKelamin(models.TextChoices):
        LAKI = "L", "Laki-laki"
        PEREMPUAN = "P", "Perempuan"

    pk = models.CompositePrimaryKey("nik", "dari")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    nomor_kk = models.CharField("nomor KK", max_length=16, db_collation="C")
    nama = models.CharField(max_length=100)
    tempat_lahir = models.CharField(max_length=100)
    tanggal_lahir = models.DateField()
    ibu_kandung = models.CharField("nama ibu kandung", max_length=100)
    jenis_kelamin = models.CharField(max_length=1, choices=JenisKelamin)
    pekerjaan = models.CharField(max_length=100, blank=True, default="")
    status_kawin = models.CharField(max_length=20, blank=True, default="")
    pendidikan = models.CharField(max_length=40, blank=True, default="")
    hubungan = models.SmallIntegerField("hubungan dalam KK", null=True)
    disabilitas = models.SmallIntegerField("kode disabilitas", null=True)
    # For the search by name: under row-level security only plain comparisons of columns find their way into an index.
    kabupaten = models.GeneratedField(
        expression=Left("wilayah", PANJANG_KABUPATEN),
        output_field=models.CharField(max_length=4, db_collation="C"),
        db_persist=True,
    )
    nama_cari = models.GeneratedField(
        expression=Upper("nama"), output_field=models.CharField(max_length=100, db_collation="C"), db_persist=True
    )
    # The words of the name by their sound and the last digits of the NIK, each behind the code of the kabupaten/kota: what
    # `akun.pintu_data` searches, past versions too.
    kata_cari = models.GeneratedField(
        expression=Func(F("wilayah"), F("nik"), F("nama"), function="dtks_kata_cari"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    class Meta:
        verbose_name = "individu"
        verbose_name_plural = "individu"
        constraints = [
            *_kendala_versi("individu", ["nik"]),
            models.CheckConstraint(condition=angka_16("nik"), name="individu_nik_16"),
            models.CheckConstraint(condition=angka_16("nomor_kk"), name="individu_kk_16"),
        ]
        indexes = [
            models.Index(fields=["wilayah", "nik"], condition=Q(sampai__isnull=True), name="individu_desa_berlaku"),
            models.Index(fields=["nomor_kk"], condition=Q(sampai__isnull=True), name="individu_kk_berlaku"),
            # The beginning of a name within a kabupaten/kota, in the order in which the list shows it.
            models.Index(
                fields=["kabupaten", "nama_cari", "nik"], condition=Q(sampai__isnull=True), name="individu_nama_kabupaten"
            ),
            GinIndex(fields=["kata_cari"], name="individu_kata"),
            models.Index(fields=["dibuka", "wilayah"], name="individu_dibuka"),
            models.Index(fields=["ditutup", "wilayah"], condition=Q(ditutup__isnull=False), name="individu_ditutup"),
        ]

    def __str__(self) -> str:
        return self.nama


class KataNama(models.Model):
    """A word that stands in some name of the register, by its sound: what a mistyped word is compared with. No person."""

    kata = models.CharField(max_length=100, primary_key=True, db_collation="C")

    class Meta:
        verbose_name = "kata nama"
        verbose_name_plural = "kata nama"
        indexes = [GinIndex(fields=["kata"], opclasses=["gin_trgm_ops"], name="kata_nama_mirip")]

    def __str__(self) -> str:
        return self.kata


class KepesertaanQuerySet(VersiQuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "VersiQuerySet":
        """Participation in the area; whoever is narrowed by programme gets the rows of those alone, by way of their view."""
        if pelaku is None or not pelaku.program:
            return super().terlihat_oleh(pelaku, dalam)
        return saring_wilayah(kepesertaan_dari(pelaku), pelaku, "lihat_register", dalam=dalam)


def kepesertaan_dari(pelaku: Pelaku) -> VersiQuerySet:
    """What the database shows this person of participation, in whatever area (akun.pandangan)."""
    if not pelaku.program:
        return Kepesertaan.objects.all()
    return KepesertaanTerbatas.objects.filter(program__in=pelaku.program)


class Kepesertaan(Versi):
    """A person named for a programme by a determination. Payment and quota are the programme's own matter."""

    pk = models.CompositePrimaryKey("nik", "program_id", "dari")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = KepesertaanQuerySet.as_manager()

    class Meta:
        verbose_name = "kepesertaan"
        verbose_name_plural = "kepesertaan"
        constraints = _kendala_versi("kepesertaan", ["nik", "program"])
        indexes = [
            models.Index(fields=["wilayah", "program"], condition=Q(sampai__isnull=True), name="kepesertaan_desa"),
            models.Index(fields=["dibuka", "wilayah"], name="kepesertaan_dibuka"),
            models.Index(fields=["ditutup", "wilayah"], condition=Q(ditutup__isnull=False), name="kepesertaan_ditutup"),
        ]

    def __str__(self) -> str:
        return f"{self.nik} {self.program_id}"


class KepesertaanTerbatas(Versi):
    """The same rows for persons who are narrowed by programme: a view (akun.pandangan), to read only."""

    pk = models.CompositePrimaryKey("nik", "program_id", "dari")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    program = models.ForeignKey(Program, on_delete=models.DO_NOTHING, related_name="+", db_index=False)

    class Meta:
        managed = False
        db_table = "dtks_kepesertaan_program"
        verbose_name = "kepesertaan program yang ditugaskan"
        verbose_name_plural = "kepesertaan program yang ditugaskan"

    def __str__(self) -> str:
        return f"{self.nik} {self.program_id}"


class Padanan(models.Model):
    """What the civil registry (Dukcapil) says of a NIK, beside what was claimed; never overwritten by each other."""

    class Status(models.TextChoices):
        PADAN = "padan", "Padan"
        TIDAK_PADAN = "tidak_padan", "Tidak padan"
        TIDAK_DITEMUKAN = "tidak_ditemukan", "NIK tidak ditemukan"
        MENINGGAL = "meninggal", "Tercatat meninggal"

    nik = models.CharField(max_length=16, primary_key=True, db_collation="C")
    status = models.CharField(max_length=16, choices=Status)
    beda = models.CharField("kolom yang berbeda", max_length=100, blank=True, default="")
    sumber = models.CharField(max_length=40)
    dicek_pada = models.DateTimeField()
    # Where the person was proposed when the registry was asked: who of that area judges the proposal may read the answer.
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)

    class Meta:
        verbose_name = "hasil padan"
        verbose_name_plural = "hasil padan"

    def __str__(self) -> str:
        return f"{self.nik}: {self.status}"


class SegelDesa(models.Model):
    """Seal of one village for one month: SHA-256 over the versions that the month opened and closed, chained to the
    village's seal before. It costs what the month changed, and any past month can be recomputed from the versions.
    """

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    periode = models.IntegerField()
    penetapan = models.BigIntegerField()
    jumlah = models.IntegerField("versi yang dibuka dan ditutup")
    akar = models.BinaryField()

    class Meta:
        verbose_name = "segel desa"
        verbose_name_plural = "segel desa"
        constraints = [models.UniqueConstraint(fields=["wilayah", "periode"], name="segel_desa_satu_per_bulan")]
        indexes = [models.Index(fields=["penetapan"], name="segel_desa_penetapan")]

    def __str__(self) -> str:
        return f"{self.wilayah_id} {self.periode}"


class Cek(models.Model):
    """One person as the public look-up shows it; found by fingerprints, see `dtks.register.cek`. No NIK, no address."""

    sidik_nik = models.UUIDField("sidik NIK", primary_key=True, editable=False)
    sidik_nama = models.UUIDField("sidik nama dan desa", editable=False)
    # Written a hundred thousand at a time from rows that have the key already.
    wilayah = models.ForeignKey(
        "wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    nama_samar = models.CharField("nama yang disamarkan", max_length=300)
    lahir = models.SmallIntegerField("lahir pada dasawarsa", null=True)
    keluar = models.IntegerField("keluar dari DTKS pada bulan", null=True)
    # [[programme, from month, to month or null], ...], newest first.
    program = models.JSONField(default=list)

    class Meta:
        verbose_name = "baris cek"
        verbose_name_plural = "baris cek"
        indexes = [models.Index(fields=["sidik_nama"], name="cek_nama")]

    def __str__(self) -> str:
        return self.nama_samar


class RekapDesa(models.Model):
    """How many stand in a village from a month on, by object (INDIVIDU, KELUARGA or a programme); see `rekap_desa`."""

    pk = models.CompositePrimaryKey("wilayah_id", "objek", "periode")
    wilayah = models.ForeignKey(
        "wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    objek = models.CharField(max_length=12, db_collation="C")
    periode = models.IntegerField()
    aktif = models.IntegerField()

    class Meta:
        verbose_name = "rekap desa"
        verbose_name_plural = "rekap desa"
        constraints = [models.CheckConstraint(condition=Q(aktif__gte=0), name="rekap_desa_tidak_negatif")]

    def __str__(self) -> str:
        return f"{self.wilayah_id} {self.objek} {self.periode}"
