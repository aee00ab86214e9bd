"""Reference data that the other resources speak in: programmes, reasons, the calendar."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.periode import periode_kini, urai
from dtks.register.models import Program
from usulan.models import Jadwal, KodeAlasan

ALASAN_MAKS = 10


class DaftarAlasan(serializers.ListField):
    """Reason codes: a list outside, joined by commas inside. Unknown and retired codes are refused."""

    child = serializers.CharField(max_length=4)

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"help_text": "Paling banyak 10 kode alasan, lihat rujukan/alasan/."} | kwargs)

    def to_internal_value(self, data) -> str:
        kode = list(dict.fromkeys(super().to_internal_value(data)))
        # Here and not as max_length: that would be held against the joined codes.
        if len(kode) > ALASAN_MAKS:
            raise serializers.ValidationError(f"Sebut paling banyak {ALASAN_MAKS} alasan, yang paling penting saja.")
        sah = set(KodeAlasan.objects.filter(kode__in=kode, aktif=True).values_list("kode", flat=True))
        asing = [k for k in kode if k not in sah]
        if asing:
            raise serializers.ValidationError(f"Kode alasan tidak dikenal: {', '.join(asing)}. Lihat rujukan/alasan/.")
        return ",".join(kode)


class CatatanField(serializers.CharField):
    """Free text that goes with a step."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"required": False, "default": "", "allow_blank": True, "max_length": 1000} | kwargs)


class PeriodeField(serializers.CharField):
    """A month: `2026-11` or `202611` in, the number YYYYMM out."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"help_text": "Bulan, misalnya 2026-11."} | kwargs)

    def to_internal_value(self, data) -> int:
        try:
            return urai(super().to_internal_value(data))
        except ValueError as galat:
            raise serializers.ValidationError(str(galat)) from galat


class ProgramSerializer(serializers.ModelSerializer):
    class Meta:
        model = Program
        fields = ["kode", "nama", "sinonim", "per_keluarga", "aktif"]


class KodeAlasanSerializer(serializers.ModelSerializer):
    class Meta:
        model = KodeAlasan
        fields = ["kode", "kelompok", "teks", "tindakan", "aktif"]


class JadwalSerializer(serializers.ModelSerializer):
    class Meta:
        model = Jadwal
        fields = [
            "periode", "wilayah", "batas_desa", "batas_kabupaten", "batas_pengesahan", "batas_penilaian", "batas_penetapan",
        ]  # fmt: skip


class SaringJadwalSerializer(serializers.Serializer):
    periode = PeriodeField(required=False)


class ProgramView(APIView):
    permission_classes = [IsAuthenticated]
    pagination_class = None

    @extend_schema(tags=["Rujukan"], summary="Program", responses=ProgramSerializer(many=True))
    def get(self, request) -> Response:
        return Response(ProgramSerializer(Program.objects.order_by("kode"), many=True).data)


class AlasanView(APIView):
    permission_classes = [IsAuthenticated]
    pagination_class = None

    @extend_schema(
        tags=["Rujukan"], summary="Kode alasan pengembalian dan penolakan", responses=KodeAlasanSerializer(many=True)
    )
    def get(self, request) -> Response:
        return Response(KodeAlasanSerializer(KodeAlasan.objects.order_by("kode"), many=True).data)


class JadwalView(APIView):
    izin = {"GET": ("lihat_usulan", "pantau_wilayah")}

    @extend_schema(
        tags=["Rujukan"],
        summary="Jadwal bulan ini untuk wilayah tugas sendiri",
        parameters=[SaringJadwalSerializer],
        responses=JadwalSerializer,
    )
    def get(self, request) -> Response:
        saring = SaringJadwalSerializer(data=request.query_params)
        saring.is_valid(raise_exception=True)
        jadwal = Jadwal.untuk(saring.validated_data.get("periode", periode_kini()), request.pelaku.wilayah)
        return Response(JadwalSerializer(jadwal).data)
