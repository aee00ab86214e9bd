"""Resources that depend on no app: jobs, and what the kinds of problems mean."""

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.api.masalah import MASALAH
from dasar.api.pekerjaan import PekerjaanView


class JenisMasalahSerializer(serializers.Serializer):
    """Named apart from the document's `Masalah`, which is the shape of a refusal (dasar.api.skema)."""

    jenis = serializers.CharField()
    status = serializers.IntegerField()
    judul = serializers.CharField()
    uraian = serializers.CharField()


class MasalahView(APIView):
    authentication_classes: list = []
    permission_classes = [AllowAny]

    @extend_schema(tags=["Masalah"], summary="Arti satu jenis masalah", responses=JenisMasalahSerializer, auth=[])
    def get(self, request, jenis: str) -> Response:
        if jenis not in MASALAH:
            raise Http404
        status, judul, uraian = MASALAH[jenis]
        return Response({"jenis": jenis, "status": status, "judul": judul, "uraian": uraian})


app_name = "api-dasar"

urlpatterns = [
    path("pekerjaan/<int:pk>/", PekerjaanView.as_view(), name="pekerjaan"),
    path("masalah/<slug:jenis>/", MasalahView.as_view(), name="masalah"),
]
