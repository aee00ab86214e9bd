"""Regions: public names, for everyone who is signed in."""

from django.http import Http404
from django.urls import path, register_converter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.api.halaman import JUMLAH_BAWAAN, JUMLAH_MAKS, HalamanKunci
from dasar.api.isi import AlamatKeliru
from wilayah.fields import kode_sah
from wilayah.kode import NEGARA, tanpa_titik
from wilayah.models import Wilayah, nama_jalur
from wilayah.pencarian import cari_wilayah


class WilayahSerializer(serializers.ModelSerializer):
    nama_lengkap = serializers.CharField(read_only=True)

    class Meta:
        model = Wilayah
        fields = ["kode", "nama", "nama_lengkap", "tingkat", "jenis", "induk", "berlaku_dari", "berlaku_sampai"]
        read_only_fields = fields


class WilayahTemuanSerializer(serializers.Serializer):
    wilayah = WilayahSerializer()
    jalur = serializers.ListField(child=serializers.CharField(), help_text="Nama wilayah di atasnya, terdekat terakhir.")


class WilayahRincianSerializer(WilayahSerializer):
    jalur = serializers.SerializerMethodField(help_text="Nama dari provinsi sampai wilayah ini.")

    class Meta(WilayahSerializer.Meta):
        fields = [*WilayahSerializer.Meta.fields, "jalur"]

    def get_jalur(self, wilayah: Wilayah) -> list[str]:
        return nama_jalur(wilayah.kode)


class SaringWilayahSerializer(serializers.Serializer):
    q = serializers.CharField(required=False, default="", allow_blank=True, help_text="Nama atau awal kode.")
    di = serializers.CharField(required=False, default=NEGARA, help_text="Kode wilayah tempat mencari; 00 = seluruh negara.")
    jumlah = serializers.IntegerField(required=False, default=JUMLAH_BAWAAN, min_value=1, max_value=JUMLAH_MAKS)
    kursor = serializers.CharField(required=False, default="")


class HalamanWilayah(HalamanKunci):
    """Its two parameters stand in SaringWilayahSerializer: the key is the code itself."""

    def get_schema_operation_parameters(self, view) -> list[dict]:
        return []


def _jawab(request, teks: str, di: str, jumlah: int, kursor: str) -> Response:
    di = tanpa_titik(di)
    if not kode_sah(di) or kursor and not kode_sah(kursor):
        raise AlamatKeliru("Kode wilayah tidak dikenal. Tulis 2, 4, 6, atau 10 angka.")
    halaman = cari_wilayah(teks, di=di, sesudah=kursor, jumlah=jumlah)
    berikutnya = None
    if halaman.sesudah:
        kueri = request.query_params.copy()
        kueri["kursor"] = halaman.sesudah
        berikutnya = request.build_absolute_uri("?" + kueri.urlencode())
    return Response({"hasil": WilayahTemuanSerializer(halaman.temuan, many=True).data, "berikutnya": berikutnya})


class WilayahView(APIView):
    permission_classes = [IsAuthenticated]
    pagination_class = HalamanWilayah

    @extend_schema(
        operation_id="wilayah_daftar",
        tags=["Wilayah"],
        summary="Cari wilayah, atau daftar wilayah langsung di bawah satu wilayah",
        parameters=[SaringWilayahSerializer],
        responses=WilayahTemuanSerializer(many=True),
    )
    def get(self, request) -> Response:
        saring = SaringWilayahSerializer(data=request.query_params)
        saring.is_valid(raise_exception=True)
        isi = saring.validated_data
        return _jawab(request, isi["q"], isi["di"], isi["jumlah"], isi["kursor"])


class WilayahRincianView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(tags=["Wilayah"], summary="Satu wilayah", responses=WilayahRincianSerializer)
    def get(self, request, kode: str) -> Response:
        return Response(WilayahRincianSerializer(get_object_or_404(Wilayah, kode=kode)).data)


class AnakWilayahView(APIView):
    permission_classes = [IsAuthenticated]
    pagination_class = HalamanKunci

    @extend_schema(
        operation_id="wilayah_anak",
        tags=["Wilayah"],
        summary="Wilayah langsung di bawahnya",
        responses=WilayahTemuanSerializer(many=True),
    )
    def get(self, request, kode: str) -> Response:
        if not Wilayah.objects.filter(kode=kode).exists():
            raise Http404
        saring = SaringWilayahSerializer(
            data={k: request.query_params[k] for k in ("jumlah", "kursor") if k in request.query_params}
        )
        saring.is_valid(raise_exception=True)
        return _jawab(request, "", kode, saring.validated_data["jumlah"], saring.validated_data["kursor"])


class KonverterKode:
    """A region code in an address: digits only, of a length that a level has."""

    regex = r"\d{2}|\d{4}|\d{6}|\d{10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KonverterKode, "kode_wilayah")

app_name = "api-wilayah"

urlpatterns = [
    path("wilayah/", WilayahView.as_view(), name="daftar"),
    path("wilayah/<kode_wilayah:kode>/", WilayahRincianView.as_view(), name="rincian"),
    path("wilayah/<kode_wilayah:kode>/anak/", AnakWilayahView.as_view(), name="anak"),
]
