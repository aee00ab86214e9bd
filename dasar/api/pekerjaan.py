"""Long jobs as a resource: accepted with 202, asked for until they end."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.models import Pekerjaan


class PekerjaanSerializer(serializers.ModelSerializer):
    """How far a long job is; `hasil` says what came of it, `pesan` why it failed."""

    hasil = serializers.DictField(read_only=True)

    class Meta:
        model = Pekerjaan
        fields = ["id", "jenis", "status", "kemajuan", "pesan", "hasil", "dibuat_pada", "mulai_pada", "selesai_pada"]
        read_only_fields = fields


def jawab_pekerjaan(kerja: Pekerjaan) -> Response:
    """202: accepted, not done. `Location` is where to ask how far it is."""
    # Eager queues end the job before the answer: what it says is what stands now.
    kerja.refresh_from_db()
    alamat = reverse("api-dasar:pekerjaan", args=[kerja.pk])
    return Response(PekerjaanSerializer(kerja).data, status=202, headers={"Location": alamat})


class PekerjaanView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(tags=["Pekerjaan"], summary="Kemajuan satu pekerjaan milik sendiri", responses=PekerjaanSerializer)
    def get(self, request, pk: int) -> Response:
        return Response(PekerjaanSerializer(get_object_or_404(Pekerjaan, pk=pk, pengguna=request.user.pk)).data)
