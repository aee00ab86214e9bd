"""A village's workbook: its check, its findings, the take-over, the workbook that goes back."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from dasar.api.halaman import jawab_halaman
from dasar.api.isi import JenisApaPun, NomorSamar
from dasar.api.pekerjaan import PekerjaanSerializer, jawab_pekerjaan
from dasar.bacaan import catat_daftar, kata_isi
from dasar.berkas import XLSX
from dasar.models import Pekerjaan
from dasar.pekerjaan import antrekan
from dasar.unduh import kirim
from usulan.models import BarisImpor, Impor

TAG = ["Impor"]


class ImporSerializer(serializers.ModelSerializer):
    nama = serializers.CharField(source="berkas.nama", read_only=True)
    jumlah_baris = serializers.IntegerField(read_only=True)

    class Meta:
        model = Impor
        fields = [
            "id", "musyawarah", "nama", "sha256", "status", "pesan", "kolom_diabaikan", "jumlah_baris", "jumlah_diterima",
            "jumlah_peringatan", "jumlah_ditolak", "jumlah_masuk", "dibuat_pada", "diterapkan_pada",
        ]  # fmt: skip
        read_only_fields = fields


class BarisImporSerializer(serializers.ModelSerializer):
    kode = serializers.SerializerMethodField()
    kolom = serializers.SerializerMethodField()
    nik = NomorSamar()

    class Meta:
        model = BarisImpor
        fields = ["nomor", "status", "kode", "penjelasan", "kolom", "nik", "nama", "program"]
        read_only_fields = fields

    def get_kode(self, baris: BarisImpor) -> list[str]:
        return [k for k in baris.kode.split(",") if k]

    def get_kolom(self, baris: BarisImpor) -> list[str]:
        return [k for k in baris.kolom.split(",") if k]


class BukuDiterimaSerializer(serializers.Serializer):
    impor = ImporSerializer()
    pekerjaan = PekerjaanSerializer(allow_null=True, help_text="Pemeriksaannya; null bila berkas ini sudah pernah diterima.")


class SaringBarisSerializer(serializers.Serializer):
    status = serializers.ChoiceField(choices=BarisImpor.Status.choices, required=False)


def jawab_buku(impor: Impor, kerja: Pekerjaan | None) -> Response:
    """202 with the job that checks the workbook; 200 when this file is already here."""
    impor.refresh_from_db()
    if kerja is None:
        return Response(BukuDiterimaSerializer({"impor": impor, "pekerjaan": None}).data)
    jawaban = jawab_pekerjaan(kerja)
    jawaban.data = BukuDiterimaSerializer({"impor": impor, "pekerjaan": kerja}).data
    return jawaban


@extend_schema_view(retrieve=extend_schema(tags=TAG, summary="Satu impor: keadaan dan jumlah"))
class ImporViewSet(mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Impor.objects.none()
    serializer_class = ImporSerializer
    lookup_value_converter = "int"
    izin = {
        "retrieve": ("lihat_usulan",),
        "baris": ("lihat_usulan",),
        "terapkan": ("ajukan_usulan",),
        "hasil": ("lihat_usulan",),
    }

    def get_queryset(self):
        return Impor.objects.terlihat_oleh(getattr(self.request, "pelaku", None)).select_related("berkas", "hasil")

    @extend_schema(
        tags=TAG,
        summary="Baris dan temuannya",
        description="Setelah diterapkan, yang tersisa adalah baris berperingatan dan yang ditolak.",
        parameters=[SaringBarisSerializer],
        responses=BarisImporSerializer(many=True),
    )
    @action(detail=True)
    def baris(self, request, pk: int) -> Response:
        impor = self.get_object()
        saring = SaringBarisSerializer(data=request.query_params)
        saring.is_valid(raise_exception=True)
        semua = BarisImpor.objects.filter(impor_id=impor.pk, **saring.validated_data)
        jawaban = jawab_halaman(request, semua, BarisImporSerializer, ("nomor",))
        catat_daftar(
            request.pelaku,
            "usulan_impor",
            impor.pk,
            wilayah=impor.wilayah_id,
            jumlah=len(jawaban.data["hasil"]),
            saringan=kata_isi(saring.validated_data),
        )
        return jawaban

    @extend_schema(
        tags=TAG,
        summary="Masukkan baris yang diterima ke daftar musyawarah",
        description="Dijalankan sekali lagi, tidak ada yang bertambah.",
        request=None,
        responses={202: PekerjaanSerializer},
    )
    @action(detail=True, methods=["post"])
    def terapkan(self, request, pk: int) -> Response:
        impor = self.get_object()
        return jawab_pekerjaan(antrekan("terapkan_impor", str(impor.pk), {"impor": impor.pk}, oleh=request.pelaku))

    @extend_schema(tags=TAG, summary="Unduh buku kerja hasil", responses={(200, XLSX): OpenApiTypes.BINARY})
    @action(detail=True, content_negotiation_class=JenisApaPun)
    def hasil(self, request, pk: int):
        impor = self.get_object()
        if impor.hasil is None:
            raise Http404
        return kirim(impor.hasil, oleh=request.pelaku)
