from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from akun.akses import saring_wilayah
from akun.models import Pengguna
from dasar.jejak import Pelaku
from dasar.kendala import angka_16
from dasar.models import Berkas
from dtks.register.models import Individu, Program
from usulan.alur import DRAF, LABEL_WARGA, RUPA, TERBUKA, S
from usulan.models.impor import Impor
from usulan.models.musyawarah import Musyawarah
from usulan.models.pendaftaran import Pendaftaran
from usulan.nomor import nomor_tanda_terima


class UsulanQuerySet(models.QuerySet):
    def terlihat_oleh(self, pelaku: Pelaku | None, dalam: str = "") -> "UsulanQuerySet":
        """Proposals of the area. What a village has not handed in yet is the village's own."""
        baris = saring_wilayah(self, pelaku, "lihat_usulan", dalam=dalam)
        if pelaku is not None and pelaku.fungsi not in ("pengisi_desa", "auditor"):
            baris = baris.exclude(status__in=[*DRAF, S.DIBATALKAN])
        return baris


def _cap(nama: str, status: list[S], *, di_daerah: bool = False) -> list:
    """The stamp `nama` is whole or absent, and present in every state that rests on it.

    `di_daerah`: a stamp of the kabupaten/kota, which what the ministry verified by itself does not have (Pasal 9(3) huruf a).
    """
    ada = Q(**{f"{nama}_pada__isnull": False, f"{nama}_oleh__isnull": False})
    tiada = Q(**{f"{nama}_pada__isnull": True, f"{nama}_oleh__isnull": True})
    return [
        models.CheckConstraint(
            condition=ada | (tiada & (~Q(status__in=status) | Q(verval_pusat=True) if di_daerah else ~Q(status__in=status))),
            name=f"usulan_{nama}_bercap",
        ),
    ]


_SETELAH_AJU = [s for s in S if s not in (*DRAF, S.DIBATALKAN)]
_SETELAH_PERIKSA = [s for s in _SETELAH_AJU if s not in (S.DIAJUKAN, S.DIKEMBALIKAN)]
_SETELAH_PUTUS = [S.LAYAK, S.TIDAK_LAYAK, S.DIBUNDEL, S.DISAHKAN, S.DITERUSKAN, S.DIKEMBALIKAN_KAB, S.LOLOS, S.DITETAPKAN]
_SETELAH_SAH = [S.DISAHKAN, S.DITERUSKAN, S.DIKEMBALIKAN_KAB, S.LOLOS, S.DITETAPKAN]
_SETELAH_NILAI = [S.DIKEMBALIKAN_KAB, S.LOLOS, S.DITETAPKAN]


def _petugas() -> models.ForeignKey:
    # No key constraint and no index: these columns are written a hundred thousand at a time, and officers are never
    # deleted (PROTECT everywhere else, and the admin offers no deletion).
    return models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )


class Usulan(models.Model):
    """One proposal: one person × one programme. A family is the rows with one nomor KK.

    `saluran` says by which way it came. A deliberation carries it (Pasal 4 huruf a; with `pendaftaran` when a citizen's
    registration was its source, Pasal 5 huruf e), but for what the rules let go without one: a self-registration that is
    verified directly (Pasal 4 huruf c, 9), and what an objection, an appeal or a resignation asks for (domain.md 4.2;
    `usulan.penerbitan`). Then `musyawarah` is null, and it never lies in a village's hands.
    """

    class Jenis(models.TextChoices):
        MASUK = "masuk", "Masuk DTKS"
        BANSOS = "bansos", "Bantuan sosial"
        PENGHENTIAN = "penghentian", "Penghentian bantuan"
        PENONAKTIFAN = "penonaktifan", "Penonaktifan dari DTKS"

    class Sebab(models.TextChoices):
        """Grounds for ending (domain.md 4.2, berdasarkan praktik)."""

        MENINGGAL = "meninggal", "Meninggal dunia"
        PINDAH = "pindah", "Pindah dari desa/kelurahan"
        MAMPU = "mampu", "Sudah mampu"
        TIDAK_DITEMUKAN = "tidak_ditemukan", "Tidak ditemukan"
        GANDA = "ganda", "Data ganda"
        MENGUNDURKAN_DIRI = "mengundurkan_diri", "Mengundurkan diri"
        PEKERJAAN = "pekerjaan", "Pekerjaan tidak sesuai ketentuan"

    class Saluran(models.TextChoices):
        """By which way a proposal came."""

        MUSYAWARAH = "musyawarah", "Musyawarah desa/kelurahan"
        SANGGAHAN = "sanggahan", "Hasil sanggahan"
        KEBERATAN = "keberatan", "Keberatan yang diterima"
        PENGUNDURAN = "pengunduran", "Pengunduran diri"
        MANDIRI = "mandiri", "Pendaftaran mandiri"

    class Cara(models.TextChoices):
        MEJA = "meja", "Periksa dokumen"
        KUNJUNGAN = "kunjungan", "Kunjungan rumah"

    # Indexed by `usulan_keluarga`, which begins with it.
    musyawarah = models.ForeignKey(Musyawarah, on_delete=models.PROTECT, related_name="usulan", null=True, db_index=False)
    saluran = models.CharField(
        "melalui", max_length=12, choices=Saluran, default=Saluran.MUSYAWARAH, db_default=Saluran.MUSYAWARAH
    )
    pendaftaran = models.ForeignKey(Pendaftaran, on_delete=models.PROTECT, related_name="usulan", null=True, db_index=False)
    verval_pusat = models.BooleanField("diverifikasi Kementerian Sosial", default=False, db_default=False)
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+", db_index=False)
    jenis = models.CharField(max_length=12, choices=Jenis)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+", db_index=False)
    sebab = models.CharField(max_length=20, choices=Sebab, blank=True, default="")
    nik = models.CharField("NIK", max_length=16, db_collation="C")
    nomor_kk = models.CharField("nomor KK", max_length=16, db_collation="C")
    nama = models.CharField("nama sesuai KTP", max_length=100)
    tempat_lahir = models.CharField(max_length=100)
    tanggal_lahir = models.DateField()
    ibu_kandung = models.CharField("nama ibu kandung", max_length=100)
    jenis_kelamin = models.CharField(max_length=1, choices=Individu.JenisKelamin)
    pekerjaan = models.CharField(max_length=100, blank=True, default="")
    status_kawin = models.CharField(max_length=20, blank=True, default="")
    pendidikan = models.CharField(max_length=40, blank=True, default="")
    hubungan = models.SmallIntegerField("hubungan dalam KK", null=True, blank=True)
    alamat = models.CharField(max_length=200)
    rt = models.CharField("RT", max_length=3)
    rw = models.CharField("RW", max_length=3)
    disabilitas = models.SmallIntegerField("kode disabilitas", null=True, blank=True)
    hamil_sejak = models.DateField(null=True, blank=True)
    nama_suku = models.CharField(max_length=100, blank=True, default="")
    peringatan = models.CharField("kode peringatan", max_length=80, blank=True, default="")
    impor = models.ForeignKey(Impor, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    baris_impor = models.IntegerField("baris dalam buku kerja", null=True)
    status = models.CharField(max_length=20, choices=S, default=S.DISUSUN)
    alasan = models.CharField(max_length=80, blank=True, default="")
    catatan = models.TextField(blank=True, default="")
    cara_verval = models.CharField(max_length=10, choices=Cara, blank=True, default="")
    dibuat_pada = models.DateTimeField(db_default=Now(), editable=False)
    dibuat_oleh = _petugas()
    diajukan_pada = models.DateTimeField(null=True)
    diajukan_oleh = _petugas()
    diperiksa_pada = models.DateTimeField(null=True)
    diperiksa_oleh = _petugas()
    diputus_pada = models.DateTimeField(null=True)
    diputus_oleh = _petugas()
    disahkan_pada = models.DateTimeField(null=True)
    disahkan_oleh = _petugas()
    dinilai_pada = models.DateTimeField(null=True)
    dinilai_oleh = _petugas()
    ditetapkan_pada = models.DateTimeField(null=True)
    ditetapkan_oleh = _petugas()
    ditetapkan_periode = models.IntegerField(null=True)

    objects = UsulanQuerySet.as_manager()

    class Meta:
        verbose_name = "usulan"
        verbose_name_plural = "usulan"
        constraints = [
            # V-PRG-04: one open proposal per person and programme in the whole country.
            models.UniqueConstraint(fields=["nik", "program"], condition=Q(status__in=TERBUKA), name="usulan_satu_terbuka"),
            models.CheckConstraint(condition=Q(status__in=S.values), name="usulan_status_dikenal"),
            models.CheckConstraint(condition=angka_16("nik"), name="usulan_nik_16"),
            models.CheckConstraint(condition=angka_16("nomor_kk"), name="usulan_kk_16"),
            models.CheckConstraint(condition=Q(jenis_kelamin__in=["L", "P"]), name="usulan_jk"),
            models.CheckConstraint(
                condition=Q(jenis__in=["masuk", "bansos"], sebab="")
                | (Q(jenis__in=["penghentian", "penonaktifan"]) & ~Q(sebab="")),
                name="usulan_sebab_untuk_keluar",
            ),
            models.CheckConstraint(
                condition=~Q(jenis__in=["bansos", "penghentian"]) | ~Q(program="NONBANSOS"), name="usulan_bansos_program"
            ),
            models.CheckConstraint(condition=Q(dibuat_oleh__isnull=False), name="usulan_berpembuat"),
            models.CheckConstraint(
                condition=Q(saluran="musyawarah", musyawarah__isnull=False)
                | Q(saluran="mandiri", musyawarah__isnull=True, pendaftaran__isnull=False)
                | Q(saluran__in=["sanggahan", "keberatan", "pengunduran"], musyawarah__isnull=True, pendaftaran__isnull=True),
                name="usulan_saluran_bermusyawarah",
            ),
            # Without a deliberation there is no list of a village that it could go back to.
            models.CheckConstraint(
                condition=Q(saluran="musyawarah") | ~Q(status__in=[*DRAF, S.DIKEMBALIKAN]), name="usulan_langsung_bukan_di_desa"
            ),
            models.CheckConstraint(
                condition=Q(verval_pusat=False)
                | (Q(musyawarah__isnull=True) & (Q(dinilai_oleh__isnull=True) | ~Q(dinilai_oleh=F("diputus_oleh")))),
                name="usulan_verval_pusat",
            ),
            *_cap("diajukan", _SETELAH_AJU),
            *_cap("diperiksa", _SETELAH_PERIKSA, di_daerah=True),
            *_cap("diputus", _SETELAH_PUTUS),
            *_cap("disahkan", _SETELAH_SAH, di_daerah=True),
            *_cap("dinilai", _SETELAH_NILAI),
            *_cap("ditetapkan", [S.DITETAPKAN]),
            models.CheckConstraint(
                condition=Q(status=S.DITETAPKAN, ditetapkan_periode__isnull=False)
                | (~Q(status=S.DITETAPKAN) & Q(ditetapkan_periode__isnull=True)),
                name="usulan_ditetapkan_berperiode",
            ),
            # Maker ≠ checker ≠ signer, per item (Kepmensos 73/HUK/2024: functions are not combined).
            models.CheckConstraint(
                condition=~Q(diperiksa_oleh=F("dibuat_oleh"))
                & ~Q(diputus_oleh=F("dibuat_oleh"))
                & ~Q(disahkan_oleh=F("dibuat_oleh")),
                name="usulan_pembuat_bukan_pemutus",
            ),
            models.CheckConstraint(
                condition=~Q(diputus_oleh=F("diperiksa_oleh"))
                & ~Q(disahkan_oleh=F("diperiksa_oleh"))
                & ~Q(disahkan_oleh=F("diputus_oleh")),
                name="usulan_tiga_orang",
            ),
        ]
        indexes = [
            # Work lists: one state, one area, in a stable order; also the count of both.
            models.Index(fields=["status", "wilayah", "id"], name="usulan_antrean"),
            models.Index(fields=["musyawarah", "nomor_kk"], name="usulan_keluarga"),
            models.Index(
                fields=["wilayah", "id"],
                condition=Q(status=S.DIAJUKAN, musyawarah__isnull=True),
                name="usulan_langsung_menunggu",
            ),
            # Few rows have one: a bulk of a hundred thousand pays nothing for it.
            models.Index(fields=["pendaftaran"], condition=Q(pendaftaran__isnull=False), name="usulan_dari_pendaftaran"),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.get_jenis_display()})"

    @property
    def nomor(self) -> str:
        """Receipt number."""
        return nomor_tanda_terima(self.pk)

    @property
    def asal(self) -> str:
        """By which way it came, in words; '' for the ordinary one."""
        if self.verval_pusat:
            return "Pendaftaran mandiri, diverifikasi Kementerian Sosial (pengecualian, Pasal 9 ayat (3) huruf a)"
        if self.pendaftaran_id is None:
            return "" if self.saluran == self.Saluran.MUSYAWARAH else f"{self.get_saluran_display()}, tanpa musyawarah"
        return "Pendaftaran mandiri" + ("" if self.musyawarah_id else ", diverifikasi langsung (Pasal 9)")

    @property
    def label_warga(self) -> str:
        return LABEL_WARGA[S(self.status)]

    @property
    def warna(self) -> str:
        return RUPA[S(self.status)][0]

    @property
    def ikon(self) -> str:
        return RUPA[S(self.status)][1]

    @property
    def daftar_alasan(self) -> list[str]:
        return [k for k in self.alasan.split(",") if k]

    @property
    def daftar_peringatan(self) -> list[str]:
        return [k for k in self.peringatan.split(",") if k]

    @property
    def uraian(self) -> str:
        """What is asked for, in one phrase: `Masuk DTKS dan PKH`."""
        if self.jenis == self.Jenis.MASUK:
            return "Masuk DTKS" if self.program_id == "NONBANSOS" else f"Masuk DTKS dan {self.program_id}"
        if self.jenis == self.Jenis.PENONAKTIFAN:
            return "Penonaktifan dari DTKS"
        return f"{'Bantuan' if self.jenis == self.Jenis.BANSOS else 'Penghentian'} {self.program_id}"


class UsulanTerhitung(models.Model):
    """The columns of proposals that are counted, for persons who are narrowed by programme: a view (akun.pandangan), no person in it."""

    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.DO_NOTHING, related_name="+")
    jenis = models.CharField(max_length=12, choices=Usulan.Jenis)
    program = models.ForeignKey(Program, on_delete=models.DO_NOTHING, related_name="+")
    status = models.CharField(max_length=20, choices=S)
    disahkan_pada = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "usulan_usulan_program"
        verbose_name = "usulan program yang ditugaskan"
        verbose_name_plural = "usulan program yang ditugaskan"

    def __str__(self) -> str:
        return f"usulan {self.pk}"


class Survei(models.Model):
    """The ten criteria questions for one family in one deliberation or self-registration (Kepmensos 262/HUK/2022; the form: domain.md 5.1).

    Null means not asked. The count of poor answers is shown, never decided upon: the decree gives no threshold.
    """

    musyawarah = models.ForeignKey(Musyawarah, on_delete=models.PROTECT, related_name="survei", null=True)
    pendaftaran = models.OneToOneField(Pendaftaran, on_delete=models.PROTECT, related_name="survei", null=True)
    wilayah = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    nomor_kk = models.CharField("nomor KK", max_length=16, db_collation="C")
    sk0 = models.BooleanField("Memiliki tempat berteduh tetap sehari-hari?", null=True)
    sk1 = models.BooleanField("Pernah khawatir tidak makan atau pernah tidak makan dalam setahun terakhir?", null=True)
    sk2 = models.BooleanField("Ada pengeluaran untuk pakaian dalam setahun terakhir?", null=True)
    sk3 = models.BooleanField("Sebagian besar dinding dari bambu, kawat, atau kayu?", null=True)
    sk4 = models.BooleanField("Penerangan dari listrik PLN 450 watt atau bukan listrik?", null=True)
    sk5 = models.BooleanField("Kepala atau pengurus keluarga masih bekerja?", null=True)
    sk6 = models.BooleanField("Pengeluaran pangan lebih besar dari separuh seluruh pengeluaran?", null=True)
    sk7 = models.BooleanField("Sebagian besar lantai dari tanah atau plesteran?", null=True)
    sk8 = models.BooleanField("Punya fasilitas buang air besar sendiri?", null=True)
    sk9 = models.BooleanField("Tinggal bersama anggota keluarga lain?", null=True)
    persen_pangan = models.PositiveSmallIntegerField("perkiraan persen pengeluaran pangan", null=True, blank=True)
    foto_rumah = models.ForeignKey(Berkas, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    lintang = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    bujur = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    diisi_pada = models.DateTimeField(db_default=Now(), editable=False)
    diisi_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")

    # The answer that counts as poor; sk9 is neutral.
    JAWABAN_MISKIN = {
        "sk0": False,
        "sk1": True,
        "sk2": False,
        "sk3": True,
        "sk4": True,
        "sk5": False,
        "sk6": True,
        "sk7": True,
        "sk8": False,
    }
    PERTANYAAN = tuple(f"sk{n}" for n in range(10))

    class Meta:
        verbose_name = "survei kriteria"
        verbose_name_plural = "survei kriteria"
        constraints = [
            models.UniqueConstraint(fields=["musyawarah", "nomor_kk"], name="survei_satu_per_keluarga"),
            models.CheckConstraint(
                condition=Q(musyawarah__isnull=False, pendaftaran__isnull=True)
                | Q(musyawarah__isnull=True, pendaftaran__isnull=False),
                name="survei_berasal",
            ),
            models.CheckConstraint(
                condition=Q(persen_pangan__isnull=True) | Q(persen_pangan__lte=100), name="survei_persen_pangan"
            ),
            models.CheckConstraint(condition=angka_16("nomor_kk"), name="survei_kk_16"),
        ]

    def __str__(self) -> str:
        return f"Survei {self.nomor_kk}"

    @classmethod
    def keluarga(cls, usulan: Usulan) -> models.QuerySet["Survei"]:
        """The survey of the family of one proposal: the deliberation's, or the self-registration's that was verified directly."""
        if usulan.musyawarah_id is None:
            return cls.objects.filter(pendaftaran=usulan.pendaftaran_id)
        return cls.objects.filter(musyawarah=usulan.musyawarah_id, nomor_kk=usulan.nomor_kk)

    @property
    def jumlah_kriteria(self) -> int:
        """How many of the nine scored criteria are met."""
        return sum(getattr(self, nama) is miskin for nama, miskin in self.JAWABAN_MISKIN.items())

    @property
    def lengkap(self) -> bool:
        return all(getattr(self, nama) is not None for nama in self.PERTANYAAN)
