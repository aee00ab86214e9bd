"""The resources about oneself and about the functions."""

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from akun.akses import izin_pelaku
from akun.api_petugas import rute
from akun.fungsi import DAFTAR_FUNGSI, FUNGSI
from akun.izin_api import kenali_pelaku


class WilayahTugasSerializer(serializers.Serializer):
    kode = serializers.CharField()
    nama = serializers.CharField(source="nama_lengkap")


class FungsiSerializer(serializers.Serializer):
    """One row of the declared table of functions."""

    kode = serializers.CharField()
    nama = serializers.CharField()
    entitas = serializers.CharField()
    tingkat = serializers.IntegerField(help_text="Tingkat wilayah penugasan: 0 negara sampai 4 desa/kelurahan.")
    izin = serializers.ListField(child=serializers.CharField())
    diangkat_oleh = serializers.ListField(child=serializers.CharField())
    uraian = serializers.CharField()
    bagian = serializers.CharField(help_text="Yang dapat dibatasi oleh penugasan: program, kecamatan, atau kosong.")


class SayaSerializer(serializers.Serializer):
    username = serializers.CharField()
    nama = serializers.CharField()
    fungsi = FungsiSerializer(allow_null=True, help_text="Kosong bila tidak ada penugasan yang berlaku.")
    wilayah = WilayahTugasSerializer(allow_null=True)
    program = serializers.ListField(
        child=serializers.CharField(), help_text="Program yang ditugaskan; kosong bila tidak dibatasi."
    )
    kecamatan = serializers.ListField(
        child=serializers.CharField(), help_text="Kecamatan yang ditugaskan; kosong berarti seluruh wilayah."
    )
    selesai = serializers.DateField(allow_null=True, help_text="Akhir masa penugasan.")
    izin = serializers.ListField(child=serializers.CharField())


class SayaView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(tags=["Akun"], summary="Saya: fungsi, wilayah tugas, dan izin", responses=SayaSerializer)
    def get(self, request: Request) -> Response:
        kenali_pelaku(request)
        tugas = request.penugasan
        isi = {
            "username": request.user.username,
            "nama": request.user.nama,
            "fungsi": FUNGSI.get(tugas.fungsi) if tugas else None,
            "wilayah": tugas.wilayah if tugas else None,
            "program": tugas.program if tugas else [],
            "kecamatan": tugas.kecamatan if tugas else [],
            "selesai": tugas.selesai if tugas else None,
            "izin": sorted(izin_pelaku(request)),
        }
        return Response(SayaSerializer(isi).data)


class FungsiView(APIView):
    permission_classes = [IsAuthenticated]
    pagination_class = None

    @extend_schema(tags=["Akun"], summary="Tabel fungsi dan izinnya", responses=FungsiSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(FungsiSerializer(DAFTAR_FUNGSI, many=True).data)


app_name = "api-akun"

urlpatterns = [
    path("saya/", SayaView.as_view(), name="saya"),
    path("fungsi/", FungsiView.as_view(), name="fungsi"),
    *rute.urls,
]
