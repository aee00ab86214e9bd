"""Shapes of proposals and deliberations as they go over the wire. NIK and nomor KK leave masked."""

from rest_framework import serializers

from dasar.api.isi import NamaSamar, NomorSamar, TeksKetat, daftar_nomor
from dtks.register.models import Program
from usulan.alur import S
from usulan.api.rujukan import CatatanField, DaftarAlasan
from usulan.models import DokumenMusyawarah, Musyawarah, Survei, Usulan

_ISI_MUSYAWARAH = [
    "jenis", "nomor_berita_acara", "tanggal", "tempat", "pimpinan", "notulis", "jumlah_hadir", "ringkasan",
]  # fmt: skip


class MusyawarahIsianSerializer(serializers.ModelSerializer):
    jumlah_hadir = serializers.IntegerField(min_value=1, max_value=32767)
    ringkasan = serializers.CharField(required=False, allow_blank=True, max_length=20000)

    class Meta:
        model = Musyawarah
        fields = _ISI_MUSYAWARAH


class MusyawarahSerializer(serializers.ModelSerializer):
    class Meta:
        model = Musyawarah
        fields = ["id", "wilayah", *_ISI_MUSYAWARAH, "catatan_peringatan", "status", "dibuat_pada", "diajukan_pada"]
        read_only_fields = fields


class DokumenSerializer(serializers.ModelSerializer):
    nama = serializers.CharField(source="berkas.nama", read_only=True)
    tipe = serializers.CharField(source="berkas.tipe", read_only=True)
    ukuran = serializers.IntegerField(source="berkas.ukuran", read_only=True)
    sha256 = serializers.CharField(source="berkas.sha256", read_only=True)

    class Meta:
        model = DokumenMusyawarah
        fields = ["id", "jenis", "nama", "tipe", "ukuran", "sha256", "dibuat_pada", "digantikan_pada"]
        read_only_fields = fields


class MusyawarahRincianSerializer(MusyawarahSerializer):
    """With what the operator needs next: counts per state, documents, and what still stands in the way."""

    jumlah_per_status = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    dokumen = DokumenSerializer(many=True, read_only=True, source="dokumen_berlaku")
    halangan = serializers.ListField(child=serializers.CharField(), read_only=True, help_text="Kosong: dapat diajukan.")

    class Meta(MusyawarahSerializer.Meta):
        fields = [*MusyawarahSerializer.Meta.fields, "jumlah_per_status", "dokumen", "halangan"]
        read_only_fields = fields


class UnggahDokumenSerializer(serializers.Serializer):
    jenis = serializers.ChoiceField(choices=DokumenMusyawarah.Jenis.choices)
    berkas = serializers.FileField()


class UnggahFotoSerializer(serializers.Serializer):
    foto_rumah = serializers.FileField(help_text="Foto rumah tampak depan, JPG atau PNG.")


class UnggahBukuSerializer(serializers.Serializer):
    # An empty file is refused by the act, in words that say what to do.
    berkas = serializers.FileField(allow_empty_file=True, help_text="Buku kerja .xlsx atau .csv, paling besar 20 MB.")


class KeputusanForumSerializer(serializers.Serializer):
    putusan = serializers.ChoiceField(choices=[("setuju", "Disetujui forum"), ("tolak", "Ditolak forum")])
    usulan = daftar_nomor(required=False, help_text="Tanpa ini, semua nama yang belum diputus (hanya untuk setuju).")
    alasan = DaftarAlasan(required=False, default="")
    catatan = CatatanField()

    def validate(self, attrs: dict) -> dict:
        if attrs["putusan"] == "tolak" and "usulan" not in attrs:
            raise serializers.ValidationError({"usulan": ["Sebut nama yang ditolak forum."]})
        return attrs


class AjukanSerializer(serializers.Serializer):
    catatan_peringatan = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=5000, help_text="Penjelasan atas nama berperingatan."
    )


class PembatalanSerializer(serializers.Serializer):
    alasan = DaftarAlasan(allow_empty=False)
    catatan = CatatanField()


class BatalkanUsulanSerializer(PembatalanSerializer):
    usulan = daftar_nomor()


class HasilLangkahSerializer(serializers.Serializer):
    """How many rows the step moved. Rows in another state or outside the area stay where they are."""

    diminta = serializers.IntegerField(allow_null=True, help_text="Banyaknya yang disebut; null bila seluruhnya.")
    berpindah = serializers.IntegerField()


def hasil_langkah(berpindah: int, diminta: int | None = None) -> dict:
    return HasilLangkahSerializer({"diminta": diminta, "berpindah": berpindah}).data


class AnggotaSerializer(serializers.Serializer):
    """One person × one programme, by the column keys of the workbook; the value rules judge the content."""

    nik = TeksKetat(max_length=40)
    program = TeksKetat(max_length=40, help_text="NONBANSOS, PKH, BPNT, PBI, atau kode lain dari rujukan/program/.")
    nama = TeksKetat(max_length=100)
    tempat_lahir = TeksKetat(max_length=100)
    tanggal_lahir = TeksKetat(max_length=20, help_text="2001-05-17 atau 17/05/2001.")
    ibu_kandung = TeksKetat(max_length=100)
    jenis_kelamin = TeksKetat(max_length=20)
    pekerjaan = TeksKetat(max_length=100)
    status_kawin = TeksKetat(max_length=20)
    shdk = TeksKetat(required=False, max_length=40, help_text="Hubungan dalam KK: 1 kepala keluarga sampai 11 lainnya.")
    pendidikan = TeksKetat(required=False, max_length=40)
    disabilitas = TeksKetat(required=False, max_length=10, help_text="YA atau TIDAK.")
    kode_disabilitas = TeksKetat(required=False, max_length=10)
    hamil = TeksKetat(required=False, max_length=10, help_text="YA atau TIDAK.")
    tanggal_mulai_hamil = TeksKetat(required=False, max_length=20)
    kat = TeksKetat(required=False, max_length=10, help_text="Komunitas adat terpencil: YA atau TIDAK.")
    nama_suku = TeksKetat(required=False, max_length=100)


class AlamatSerializer(serializers.Serializer):
    nomor_kk = TeksKetat(max_length=40)
    alamat = TeksKetat(max_length=200)
    rt = TeksKetat(max_length=5)
    rw = TeksKetat(max_length=5)


class UbahUsulanSerializer(AnggotaSerializer, AlamatSerializer):
    """What is not sent stays as it is."""


class SurveiSerializer(serializers.ModelSerializer):
    persen_pangan = serializers.IntegerField(min_value=0, max_value=100, required=False, allow_null=True)

    class Meta:
        model = Survei
        fields = [*Survei.PERTANYAAN, "persen_pangan", "lintang", "bujur"]


class KeluargaSerializer(AlamatSerializer):
    """A family: its address once, its members, its ten answers."""

    anggota = AnggotaSerializer(many=True, allow_empty=False, max_length=40)
    survei = SurveiSerializer(required=False, default=dict)

    def baris(self) -> list[dict]:
        """The members as the rules take them, each with the family's number and address."""
        bersama = {k: self.validated_data[k] for k in ("nomor_kk", "alamat", "rt", "rw")}
        return [{**satu, **bersama} for satu in self.validated_data["anggota"]]


class UsulanKeluarSerializer(serializers.Serializer):
    nik = TeksKetat(max_length=16)
    jenis = serializers.ChoiceField(choices=[j for j in Usulan.Jenis.choices if j[0] in ("penghentian", "penonaktifan")])
    sebab = serializers.ChoiceField(choices=Usulan.Sebab.choices)
    program = serializers.PrimaryKeyRelatedField(
        queryset=Program.objects.exclude(kode="NONBANSOS"), required=False, help_text="Bantuan yang dihentikan."
    )
    catatan = CatatanField()

    def validate(self, attrs: dict) -> dict:
        if attrs["jenis"] == Usulan.Jenis.PENGHENTIAN and "program" not in attrs:
            raise serializers.ValidationError({"program": ["Pilih bantuan yang dihentikan."]})
        return attrs


class UsulanSerializer(serializers.ModelSerializer):
    """One proposal in a list."""

    nomor = serializers.CharField(read_only=True, help_text="Nomor tanda terima.")
    nik = NomorSamar()
    nomor_kk = NomorSamar()
    uraian = serializers.CharField(read_only=True)
    alasan = serializers.ListField(child=serializers.CharField(), source="daftar_alasan", read_only=True)
    peringatan = serializers.ListField(child=serializers.CharField(), source="daftar_peringatan", read_only=True)

    class Meta:
        model = Usulan
        fields = [
            "id", "nomor", "musyawarah", "saluran", "wilayah", "jenis", "program", "uraian", "nik", "nomor_kk", "nama", "status",
            "alasan", "catatan", "peringatan", "diajukan_pada",
        ]  # fmt: skip
        read_only_fields = fields


class PeristiwaSerializer(serializers.Serializer):
    """One event of the life line."""

    pada = serializers.DateTimeField()
    langkah = serializers.CharField()
    dari = serializers.CharField()
    ke = serializers.CharField()
    fungsi = serializers.CharField()
    alasan = serializers.ListField(child=serializers.CharField())
    catatan = serializers.CharField()


class UsulanRincianSerializer(UsulanSerializer):
    ibu_kandung = NamaSamar()
    # Declared here because the document would not say that they may be empty.
    sebab = serializers.ChoiceField(choices=Usulan.Sebab.choices, allow_blank=True, read_only=True)
    cara_verval = serializers.ChoiceField(choices=Usulan.Cara.choices, allow_blank=True, read_only=True)
    survei = SurveiSerializer(read_only=True, allow_null=True)
    riwayat = PeristiwaSerializer(many=True, read_only=True)

    class Meta(UsulanSerializer.Meta):
        fields = [
            *UsulanSerializer.Meta.fields, "sebab", "tempat_lahir", "tanggal_lahir", "ibu_kandung", "jenis_kelamin",
            "pekerjaan", "status_kawin", "pendidikan", "hubungan", "alamat", "rt", "rw", "disabilitas", "hamil_sejak",
            "nama_suku", "cara_verval", "impor", "baris_impor", "dibuat_pada", "diperiksa_pada", "diputus_pada",
            "disahkan_pada", "dinilai_pada", "ditetapkan_pada", "ditetapkan_periode", "survei", "riwayat",
        ]  # fmt: skip
        read_only_fields = fields


class SaringUsulanSerializer(serializers.Serializer):
    status = serializers.ChoiceField(choices=S.choices, required=False)
    jenis = serializers.ChoiceField(choices=Usulan.Jenis.choices, required=False)
    program = serializers.CharField(required=False, max_length=12)
    musyawarah = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    dalam = serializers.CharField(required=False, default="", max_length=10, help_text="Kode bagian dari wilayah tugas.")
