"""The assessment of integrity (Pasal 8)."""

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from dasar.api.halaman import jawab_halaman
from dasar.api.pekerjaan import PekerjaanSerializer, jawab_pekerjaan
from dasar.bacaan import catat_daftar, kata_isi
from dasar.pekerjaan import antrekan
from penetapan.api.bentuk import (
    NilaiSerializer,
    PenilaianRincianSerializer,
    PenilaianSerializer,
    SaringTemuanSerializer,
    TemuanIntegritasSerializer,
    saring_dari,
)
from penetapan.models import Penilaian, TemuanIntegritas
from penetapan.ringkasan import kriteria_temuan

TAG = ["Penilaian integritas"]


@extend_schema_view(list=extend_schema(tags=TAG, summary="Penilaian yang pernah dilakukan"))
class PenilaianViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Penilaian.objects.all()
    serializer_class = PenilaianSerializer
    lookup_value_converter = "int"
    izin = {
        "list": ("nilai_integritas", "lihat_jejak"),
        "retrieve": ("nilai_integritas", "lihat_jejak"),
        "temuan": ("nilai_integritas", "lihat_jejak"),
        "create": ("nilai_integritas",),
    }

    def list(self, request) -> Response:
        return jawab_halaman(request, Penilaian.objects.all(), PenilaianSerializer, ("-id",))

    @extend_schema(tags=TAG, summary="Satu penilaian", responses=PenilaianRincianSerializer)
    def retrieve(self, request, pk: int) -> Response:
        penilaian = self.get_object()
        penilaian.temuan_per_kriteria = kriteria_temuan(penilaian.temuan.all())
        return Response(PenilaianRincianSerializer(penilaian).data)

    @extend_schema(
        tags=TAG,
        summary="Nilai integritas: periksa saja, atau terapkan",
        request=NilaiSerializer,
        responses={202: PekerjaanSerializer},
        examples=[OpenApiExample("Periksa saja", value={"wilayah": "00", "terapkan": False}, request_only=True)],
    )
    def create(self, request) -> Response:
        isian = NilaiSerializer(data=request.data)
        isian.is_valid(raise_exception=True)
        isi = dict(isian.validated_data)
        kunci = f"{isi['wilayah']}:{'terapkan' if isi['terapkan'] else 'periksa'}"
        return jawab_pekerjaan(
            antrekan("nilai_integritas", kunci, isi | {"kembali": "/penetapan/penilaian/"}, oleh=request.pelaku)
        )

    @extend_schema(
        tags=TAG,
        summary="Temuan satu penilaian dengan buktinya",
        parameters=[SaringTemuanSerializer],
        responses=TemuanIntegritasSerializer(many=True),
    )
    @action(detail=True)
    def temuan(self, request, pk: int) -> Response:
        penilaian, saring = self.get_object(), saring_dari(SaringTemuanSerializer, request)
        temuan = TemuanIntegritas.objects.filter(penilaian=penilaian, **saring)
        jawaban = jawab_halaman(
            request, temuan.select_related("usulan"), TemuanIntegritasSerializer, ("kriteria", "wilayah_id", "id")
        )
        catat_daftar(
            request.pelaku,
            "penetapan_penilaian",
            penilaian.pk,
            wilayah=penilaian.wilayah_id,
            jumlah=len(jawaban.data["hasil"]),
            saringan=kata_isi(saring),
        )
        return jawaban
