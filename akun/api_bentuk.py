"""Shapes of officers, invitations, findings and overrides as they go over the wire."""

from rest_framework import serializers

from akun.alur import STATUS_PENUGASAN
from akun.fungsi import FUNGSI, PILIHAN_FUNGSI, F, yang_diangkat
from akun.models import JenisHalangan, Pengecualian, Penugasan, TemuanKelayakan
from akun.undangan import Calon
from dasar.api.isi import NomorSamar, TeksKetat
from wilayah.models import Wilayah


class SaringPetugasSerializer(serializers.Serializer):
    """Narrows the list as on the screen."""

    status = serializers.ChoiceField(choices=STATUS_PENUGASAN, required=False)
    fungsi = serializers.ChoiceField(choices=[p for p in PILIHAN_FUNGSI if p[0] != F.WARGA], required=False)
    q = serializers.CharField(required=False, max_length=100, help_text="Nama, nama akun, atau nomor SK.")


class PetugasSerializer(serializers.ModelSerializer):
    nama = serializers.CharField(source="pengguna.nama", read_only=True)
    nik = NomorSamar()
    pakta_ditandatangani = serializers.SerializerMethodField()

    class Meta:
        model = Penugasan
        fields = [
            "id", "nama", "nik", "fungsi", "wilayah", "nomor_sk", "program", "kecamatan", "pelaksana", "menggantikan", "mulai",
            "selesai", "status", "catatan", "pakta_ditandatangani",
        ]  # fmt: skip
        read_only_fields = fields

    def get_pakta_ditandatangani(self, penugasan: Penugasan) -> bool:
        return hasattr(penugasan, "pakta")


class UndanganDibuatSerializer(serializers.Serializer):
    """The one answer that holds the link: it is kept as its hash only."""

    petugas = PetugasSerializer()
    tautan = serializers.URLField(help_text="Tampil sekali ini saja. Serahkan hanya kepada yang diundang.")
    berlaku_sampai = serializers.DateTimeField()


class SkSerializer(serializers.Serializer):
    """The decree behind a term."""

    nomor_sk = serializers.CharField(max_length=80)
    sk = serializers.FileField(allow_empty_file=True, help_text="PDF paling besar 5 MB, atau foto.")
    selesai = serializers.DateField()


class BagianSerializer(serializers.Serializer):
    """What narrows an assignment (akun.bagian)."""

    program = serializers.ListField(
        child=serializers.CharField(max_length=12), required=False, help_text="Kode program; untuk petugas_teknis dan kl."
    )
    kecamatan = serializers.ListField(
        child=serializers.CharField(max_length=6),
        required=False,
        help_text="Kode kecamatan; untuk verifikator. Tanpa ini: seluruh kabupaten/kota.",
    )


class PerpanjangSerializer(BagianSerializer, SkSerializer):
    """A new term; lists that are not sent stay as they were."""


class CalonSerializer(SkSerializer):
    nama = serializers.CharField(max_length=100)
    nik = TeksKetat(max_length=16, min_length=16)
    surel = serializers.EmailField(required=False, default="", allow_blank=True)
    mulai = serializers.DateField()

    def validate(self, attrs: dict) -> dict:
        attrs["calon"] = Calon(attrs.pop("nama"), attrs.pop("nik"), attrs.pop("surel"))
        return attrs


class UndangSerializer(BagianSerializer, CalonSerializer):
    fungsi = serializers.ChoiceField(choices=[p for p in PILIHAN_FUNGSI if p[0] != F.WARGA])
    wilayah = serializers.PrimaryKeyRelatedField(queryset=Wilayah.objects.berlaku(), pk_field=serializers.CharField())
    pelaksana = serializers.BooleanField(required=False, default=False, help_text="Pelaksana tugas; hanya untuk kepala.")

    def validate_fungsi(self, fungsi: str) -> str:
        if fungsi not in yang_diangkat(self.context["request"].pelaku.fungsi):
            raise serializers.ValidationError(f"Fungsi {FUNGSI[fungsi].nama} tidak diangkat oleh fungsi Anda.")
        return fungsi

    def validate(self, attrs: dict) -> dict:
        attrs = super().validate(attrs)
        attrs["pelaksana"] = attrs["pelaksana"] and attrs["fungsi"] == F.KEPALA
        return attrs


class AlasanPetugasSerializer(serializers.Serializer):
    alasan = serializers.CharField(max_length=1000, help_text="Dibaca petugas dan pemeriksa.")


class TemuanKelayakanSerializer(serializers.ModelSerializer):
    nama = serializers.CharField(source="penugasan.pengguna.nama", read_only=True)
    fungsi = serializers.CharField(source="penugasan.fungsi", read_only=True)

    class Meta:
        model = TemuanKelayakan
        fields = ["id", "penugasan", "nama", "fungsi", "wilayah", "jenis", "status", "catatan", "ditemukan_pada"]
        read_only_fields = fields


class PengecualianSerializer(serializers.ModelSerializer):
    nik = NomorSamar()

    class Meta:
        model = Pengecualian
        fields = [
            "id",
            "nik",
            "wilayah",
            "jenis",
            "nomor_berkas",
            "dasar",
            "berlaku_sampai",
            "status",
            "catatan",
            "dibuat_pada",
        ]
        read_only_fields = fields


class KecualikanSerializer(serializers.Serializer):
    """Pusdatin's override of a finding."""

    nomor_berkas = serializers.CharField(max_length=80)
    alasan = serializers.CharField(max_length=1000)
    berlaku_sampai = serializers.DateField(help_text="Paling lama satu tahun dari hari ini.")


class PengecualianBaruSerializer(KecualikanSerializer):
    """The same before an appointment is tried again."""

    nik = TeksKetat(max_length=16, min_length=16)
    jenis = serializers.ChoiceField(choices=JenisHalangan.choices)
    wilayah = serializers.PrimaryKeyRelatedField(
        queryset=Wilayah.objects.berlaku().kabupaten(), pk_field=serializers.CharField()
    )
