"""The monthly determination (Pasal 12), and what passed the province (Pasal 7)."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.views import APIView

from akun.fungsi import F
from akun.sandi import pastikan_langkah_naik
from dasar.api.halaman import jawab_halaman
from dasar.api.isi import JenisApaPun
from dasar.api.pekerjaan import PekerjaanSerializer, jawab_pekerjaan
from dasar.galat import Ditolak
from dasar.pekerjaan import antrekan
from dasar.periode import periode_kini
from dasar.unduh import kirim
from penetapan.api.bentuk import (
    PenerusanSerializer,
    PenetapanSerializer,
    RekapSamarSerializer,
    RekapSerializer,
    RencanaSerializer,
    SaringBulanSerializer,
    SaringPenerusanSerializer,
    TetapkanSerializer,
    saring_dari,
)
from penetapan.models import Penetapan, RekapPenetapan
from penetapan.penetapan import halangan_periode, rencanakan
from penetapan.ringkasan import diteruskan_pada, per_wilayah, samarkan, terlihat
from wilayah.models import Wilayah

TAG = ["Penetapan"]


@extend_schema_view(
    list=extend_schema(tags=TAG, summary="Penetapan, terbaru lebih dulu"),
    retrieve=extend_schema(tags=TAG, summary="Penetapan satu bulan"),
)
class PenetapanViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Penetapan.objects.all()
    serializer_class = PenetapanSerializer
    lookup_field = "periode"
    lookup_value_converter = "int"
    izin = {
        "list": ("pantau_wilayah",),
        "retrieve": ("pantau_wilayah",),
        "rekap": ("pantau_wilayah",),
        "keputusan": ("pantau_wilayah",),
        "rencana": ("tetapkan_dtks",),
        "create": ("tetapkan_dtks",),
        "buat_keputusan": ("tetapkan_dtks",),
    }

    def list(self, request) -> Response:
        return jawab_halaman(request, Penetapan.objects.all(), PenetapanSerializer, ("-periode",))

    @extend_schema(tags=TAG, summary="Rekap per kabupaten/kota di wilayah tugas", responses=RekapSerializer(many=True))
    @action(detail=True)
    def rekap(self, request, periode: int) -> Response:
        rekap = RekapPenetapan.objects.terlihat_oleh(request.pelaku).filter(penetapan=self.get_object())
        bentuk = RekapSamarSerializer if request.pelaku.fungsi == F.KL else RekapSerializer
        return jawab_halaman(request, rekap, bentuk, ("wilayah_id", "objek"))

    @extend_schema(tags=TAG, summary="Unduh keputusan", responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, content_negotiation_class=JenisApaPun)
    def keputusan(self, request, periode: int):
        penetapan = self.get_object()
        if penetapan.keputusan is None:
            raise Http404
        return kirim(penetapan.keputusan, oleh=request.pelaku)

    @extend_schema(
        tags=TAG, summary="Buat dokumen keputusan yang belum terbentuk", request=None, responses={202: PekerjaanSerializer}
    )
    @keputusan.mapping.post
    def buat_keputusan(self, request, periode: int) -> Response:
        nomor = self.get_object().pk
        argumen = {"penetapan": nomor, "kembali": f"/penetapan/{nomor}/"}
        return jawab_pekerjaan(antrekan("dokumen_keputusan", str(nomor), argumen, oleh=request.pelaku))

    @extend_schema(
        tags=TAG,
        summary="Rencana: apa yang akan berubah, tanpa menulis apa pun",
        parameters=[SaringBulanSerializer],
        responses=RencanaSerializer,
    )
    @action(detail=False)
    def rencana(self, request) -> Response:
        periode = saring_dari(SaringBulanSerializer, request).get("periode", periode_kini())
        return Response(RencanaSerializer(rencanakan(periode)).data)

    @extend_schema(
        tags=TAG,
        summary="Tetapkan DTKS satu bulan",
        description="Tidak dapat dibatalkan. Dikerjakan di belakang; keputusannya dilampirkan sesudahnya.",
        request=TetapkanSerializer,
        responses={202: PekerjaanSerializer},
        examples=[
            OpenApiExample(
                "November 2026",
                value={"periode": "2026-11", "nomor_sk": "215/HUK/2026", "sandi": "kata sandi Anda", "kode": "123456"},
                request_only=True,
            )
        ],
    )
    def create(self, request) -> Response:
        isian = TetapkanSerializer(data=request.data)
        isian.is_valid(raise_exception=True)
        isi = isian.validated_data
        # Said at once instead of by a job that fails, and before a code is spent; the act itself asks again.
        halangan = halangan_periode(isi["periode"])
        if halangan:
            raise Ditolak(halangan, "bulan-tidak-dapat-ditetapkan")
        pastikan_langkah_naik(request.user, isi["sandi"], isi["kode"], oleh=request.pelaku)
        argumen = {"periode": isi["periode"], "nomor_sk": isi["nomor_sk"], "kembali": "/penetapan/rencana/"}
        return jawab_pekerjaan(antrekan("tetapkan_bulan", str(isi["periode"]), argumen, oleh=request.pelaku))


class PenerusanView(APIView):
    izin = {"GET": ("pantau_wilayah",)}
    pagination_class = None

    @extend_schema(
        operation_id="penerusan_list",
        tags=TAG,
        summary="Yang disahkan dan diteruskan dalam satu bulan, per wilayah di bawahnya",
        parameters=[SaringPenerusanSerializer],
        responses=PenerusanSerializer(many=True),
    )
    def get(self, request) -> Response:
        isi = saring_dari(SaringPenerusanSerializer, request)
        dalam = isi["dalam"] or request.pelaku.wilayah
        if dalam != request.pelaku.wilayah and not request.pelaku.mencakup(dalam):
            raise Http404
        if not Wilayah.objects.filter(pk=dalam).exists() or not terlihat(request.pelaku, dalam):
            raise Http404
        baris = per_wilayah(diteruskan_pada(request.pelaku, isi.get("periode", periode_kini()), dalam), dalam, "status")
        return Response(PenerusanSerializer(samarkan(baris, request.pelaku), many=True).data)
