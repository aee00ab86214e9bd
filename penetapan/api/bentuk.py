"""Shapes of assessments and determinations as they go over the wire."""

from rest_framework import serializers

from dasar.api.isi import NomorSamar
from dasar.jejak import NEGARA
from dasar.samar import Samar
from penetapan.models import Penetapan, Penilaian, RekapPenetapan, TemuanIntegritas
from usulan.api.rujukan import PeriodeField
from wilayah.models import Wilayah


class PenilaianSerializer(serializers.ModelSerializer):
    class Meta:
        model = Penilaian
        fields = ["id", "wilayah", "diterapkan", "jumlah_dinilai", "jumlah_lolos", "jumlah_gagal", "dibuat_pada"]
        read_only_fields = fields


class PenilaianRincianSerializer(PenilaianSerializer):
    temuan_per_kriteria = serializers.DictField(
        child=serializers.IntegerField(), read_only=True, help_text="Banyaknya temuan per huruf Pasal 8 ayat (3)."
    )

    class Meta(PenilaianSerializer.Meta):
        fields = [*PenilaianSerializer.Meta.fields, "temuan_per_kriteria"]
        read_only_fields = fields


class NilaiSerializer(serializers.Serializer):
    wilayah = serializers.CharField(
        required=False, default=NEGARA, max_length=10, help_text="Kode wilayah; 00 = seluruh negara."
    )
    terapkan = serializers.BooleanField(
        default=False, help_text="false hanya memeriksa; true mengembalikan yang gagal dan meloloskan yang lain."
    )

    def validate_wilayah(self, kode: str) -> str:
        if not Wilayah.objects.filter(pk=kode).exists():
            raise serializers.ValidationError("Kode wilayah tidak dikenal.")
        return kode


class TemuanIntegritasSerializer(serializers.ModelSerializer):
    nama = serializers.CharField(source="usulan.nama", read_only=True)
    nik = NomorSamar(source="usulan.nik")

    class Meta:
        model = TemuanIntegritas
        fields = ["id", "usulan", "wilayah", "nama", "nik", "kriteria", "bukti"]
        read_only_fields = fields


class SaringTemuanSerializer(serializers.Serializer):
    kriteria = serializers.ChoiceField(choices=TemuanIntegritas.Kriteria.choices, required=False)


class RencanaSerializer(serializers.Serializer):
    """The dry run of a determination."""

    periode = serializers.IntegerField()
    halangan = serializers.CharField(help_text="Kosong: bulan ini dapat ditetapkan.")
    per_jenis = serializers.DictField(child=serializers.IntegerField())
    menunggu = serializers.DictField(child=serializers.IntegerField())
    jumlah = serializers.IntegerField()


class SaringBulanSerializer(serializers.Serializer):
    periode = PeriodeField(required=False)


class SaringPenerusanSerializer(SaringBulanSerializer):
    dalam = serializers.CharField(required=False, default="", max_length=10, help_text="Kode bagian dari wilayah tugas.")


class HitunganField(serializers.IntegerField):
    """A count; for other institutions rounded to fives, and 0 under five."""

    def to_representation(self, nilai: int) -> int:
        return nilai.bilangan if isinstance(nilai, Samar) else super().to_representation(nilai)


class PenerusanSerializer(serializers.Serializer):
    """Counts of one region by stage: no names."""

    wilayah = serializers.CharField(source="wilayah.kode")
    nama = serializers.CharField(source="wilayah.nama_lengkap")
    per_status = serializers.DictField(child=HitunganField(), source="isi")
    jumlah = HitunganField(help_text="Untuk K/L dibulatkan ke kelipatan lima; di bawah lima 0.")


class TetapkanSerializer(serializers.Serializer):
    periode = PeriodeField()
    nomor_sk = serializers.CharField(max_length=80)
    sandi = serializers.CharField(max_length=256, trim_whitespace=False, write_only=True)
    kode = serializers.RegexField(
        r"^[0-9]{6}$", write_only=True, help_text="Enam angka dari aplikasi kode; satu kode hanya berlaku untuk satu langkah."
    )


class PenetapanSerializer(serializers.ModelSerializer):
    akar = serializers.SerializerMethodField(help_text="Segel register bulan ini, heksadesimal.")
    tanpa_perubahan = serializers.BooleanField(read_only=True)

    class Meta:
        model = Penetapan
        fields = [
            "periode", "nomor_sk", "status", "ditetapkan_pada", "jumlah_usulan", "jumlah_masuk", "jumlah_keluar",
            "jumlah_aktif", "tanpa_perubahan", "akar", "kode_verifikasi",
        ]  # fmt: skip
        read_only_fields = fields

    def get_akar(self, penetapan: Penetapan) -> str:
        return bytes(penetapan.akar).hex()


class RekapSerializer(serializers.ModelSerializer):
    masuk = HitunganField(help_text="Untuk K/L angka dibulatkan ke kelipatan lima; di bawah lima 0.")
    keluar = HitunganField()
    aktif = HitunganField()

    class Meta:
        model = RekapPenetapan
        fields = ["wilayah", "objek", "masuk", "keluar", "aktif"]
        read_only_fields = fields


class RekapSamarSerializer(RekapSerializer):
    """What other institutions read of it."""

    def to_representation(self, rekap: RekapPenetapan) -> dict:
        for nama in ("masuk", "keluar", "aktif"):
            setattr(rekap, nama, Samar(getattr(rekap, nama)))
        return super().to_representation(rekap)


class VerifikasiSerializer(serializers.Serializer):
    """What a printed code belongs to. No names of citizens."""

    jenis = serializers.ChoiceField(choices=[("surat_pengesahan", "Surat pengesahan"), ("keputusan", "Keputusan penetapan")])
    nomor = serializers.CharField()
    tanggal = serializers.DateTimeField()
    periode = serializers.IntegerField()
    wilayah = serializers.CharField()
    jumlah = serializers.IntegerField(help_text="Usulan yang disahkan, atau orang dalam DTKS.")
    sidik = serializers.CharField(help_text="SHA-256 daftar usulan, atau segel register.")
    sidik_berkas = serializers.CharField(help_text="SHA-256 berkas PDF; kosong bila belum dibuat.")


def saring_dari(bentuk, request) -> dict:
    saring = bentuk(data=request.query_params)
    saring.is_valid(raise_exception=True)
    return dict(saring.validated_data)
