"""Shapes of checks, verdicts and batches as they go over the wire."""

from rest_framework import serializers

from dasar.api.isi import daftar_nomor
from usulan.api.rujukan import CatatanField, DaftarAlasan
from usulan.models import Usulan
from verval.models import Batch


class KelengkapanSerializer(serializers.Serializer):
    """Ticked proposals, or everything of one deliberation."""

    putusan = serializers.ChoiceField(choices=[("lengkap", "Lengkap"), ("kembalikan", "Kembalikan ke desa/kelurahan")])
    musyawarah = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    usulan = daftar_nomor(required=False)
    alasan = DaftarAlasan(required=False, default="")
    catatan = CatatanField()

    def validate(self, attrs: dict) -> dict:
        if "musyawarah" not in attrs and "usulan" not in attrs:
            raise serializers.ValidationError({"usulan": ["Sebut usulan, atau musyawarah untuk seluruh daftarnya."]})
        return attrs


class SaringAntreanSerializer(serializers.Serializer):
    """Narrows the queue as on the screen; empty = everything that waits in the area."""

    q = serializers.CharField(required=False, max_length=80, help_text="Nama atau NIK.")
    jenis = serializers.ChoiceField(choices=Usulan.Jenis.choices, required=False)
    program = serializers.CharField(required=False, max_length=12)
    peringatan = serializers.ChoiceField(choices=[("ada", "Ada"), ("tidak", "Tidak")], required=False)
    wilayah = serializers.CharField(required=False, max_length=10)


class PutusanSerializer(serializers.Serializer):
    putusan = serializers.ChoiceField(
        choices=[("layak", "Layak"), ("tidak_layak", "Tidak layak"), ("dikembalikan", "Dikembalikan")]
    )
    usulan = daftar_nomor(required=False)
    saring = SaringAntreanSerializer(required=False, help_text="Semua yang menunggu menurut saringan; dikerjakan di belakang.")
    alasan = DaftarAlasan(required=False, default="")
    catatan = CatatanField()
    cara = serializers.ChoiceField(choices=Usulan.Cara.choices, default=Usulan.Cara.MEJA)

    def validate(self, attrs: dict) -> dict:
        if ("usulan" in attrs) == ("saring" in attrs):
            raise serializers.ValidationError({"usulan": ["Sebut usulan, atau saring, salah satu."]})
        return attrs


class BatchSerializer(serializers.ModelSerializer):
    class Meta:
        model = Batch
        fields = [
            "id", "wilayah", "periode", "nomor_surat", "status", "catatan", "jumlah", "sidik", "kode_verifikasi",
            "dibuat_pada", "disahkan_pada",
        ]  # fmt: skip
        read_only_fields = fields


class BatchRincianSerializer(BatchSerializer):
    isi = serializers.DictField(read_only=True, help_text="Yang kini termuat: jumlah dan sidik daftarnya.")

    class Meta(BatchSerializer.Meta):
        fields = [*BatchSerializer.Meta.fields, "isi"]
        read_only_fields = fields


class SusunBatchSerializer(serializers.Serializer):
    usulan = daftar_nomor(required=False, help_text="Tanpa ini, semua yang dinyatakan layak.")


class KeluarkanSerializer(serializers.Serializer):
    usulan = daftar_nomor()
    alasan = DaftarAlasan(allow_empty=False)
    catatan = CatatanField()


class BatalkanBatchSerializer(serializers.Serializer):
    catatan = serializers.CharField(max_length=500, help_text="Mengapa berkas ini dibatalkan.")


class SahkanSerializer(serializers.Serializer):
    nomor_surat = serializers.CharField(max_length=80)
    sidik = serializers.RegexField(
        "^[0-9a-f]{64}$", help_text="`isi.sidik` dari rincian berkas: daftar yang dilihat penanda tangan."
    )
    sandi = serializers.CharField(max_length=256, trim_whitespace=False, write_only=True)
    kode = serializers.RegexField(
        r"^[0-9]{6}$", write_only=True, help_text="Enam angka dari aplikasi kode; satu kode hanya berlaku untuk satu langkah."
    )


def isi_dari(bentuk, request) -> dict:
    serializer = bentuk(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
