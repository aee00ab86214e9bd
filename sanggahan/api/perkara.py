"""Objections and appeals for officers: lists, one of each, and the acts of each function. Citizens: saya.py."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from dasar.api.halaman import jawab_halaman
from dasar.bacaan import LIHAT, catat_daftar
from dasar.jejak import catat
from dasar.subjek import sidik
from sanggahan import banding, pemeriksaan, putusan
from sanggahan.api.bentuk import (
    BantahSerializer,
    BuktikanSerializer,
    KeberatanSerializer,
    PutuskanKeberatanSerializer,
    SanggahanSerializer,
    TolakAwalSerializer,
    TugaskanSerializer,
    UlangiSerializer,
)
from sanggahan.linimasa import TABEL, TABEL_KEBERATAN
from sanggahan.models import Keberatan, Sanggahan

TAG = ["Sanggahan"]
PENUH = ("periksa_sanggahan", "putuskan_sanggahan", "putuskan_keberatan", "lihat_jejak")


def _isi(bentuk, request) -> dict:
    serializer = bentuk(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _langkah(ringkas: str, bentuk):
    return extend_schema(tags=TAG, summary=ringkas, request=bentuk, responses=SanggahanSerializer)


@extend_schema_view(
    list=extend_schema(tags=TAG, summary="Sanggahan di wilayah tugas"),
    retrieve=extend_schema(tags=TAG, summary="Satu sanggahan"),
)
class SanggahanViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Sanggahan.objects.none()
    serializer_class = SanggahanSerializer
    lookup_value_converter = "int"
    izin = {
        "list": ("lihat_sanggahan",),
        "retrieve": ("lihat_sanggahan",),
        "tolak_awal": ("periksa_sanggahan",),
        "tugaskan": ("periksa_sanggahan",),
        "buktikan": ("putuskan_sanggahan",),
        "bantah": ("putuskan_sanggahan",),
        "ulangi": ("putuskan_sanggahan",),
    }

    def get_queryset(self):
        return Sanggahan.objects.terlihat_oleh(getattr(self.request, "pelaku", None))

    def list(self, request) -> Response:
        jawaban = jawab_halaman(request, self.get_queryset(), SanggahanSerializer, ("-id",))
        catat_daftar(request.pelaku, TABEL, jumlah=len(jawaban.data["hasil"]))
        return jawaban

    def retrieve(self, request, pk: int) -> Response:
        sanggahan = self.get_object()
        catat(request.pelaku, LIHAT, TABEL, sanggahan.pk, sanggahan.wilayah_id, subjek=sidik(sanggahan.nik))
        return Response(SanggahanSerializer(sanggahan).data)

    def _lakukan(self, request, langkah, bentuk) -> Response:
        sanggahan = self.get_object()
        isi = _isi(bentuk, request)
        langkah(sanggahan, **isi, oleh=request.pelaku)
        return Response(SanggahanSerializer(Sanggahan.objects.get(pk=sanggahan.pk)).data)

    @_langkah("Jangan teruskan sanggahan", TolakAwalSerializer)
    @action(detail=True, methods=["post"], url_path="tolak-awal")
    def tolak_awal(self, request, pk: int) -> Response:
        return self._lakukan(request, pemeriksaan.tolak_awal, TolakAwalSerializer)

    @_langkah("Tugaskan kunjungan, atau ganti petugasnya", TugaskanSerializer)
    @action(detail=True, methods=["post"])
    def tugaskan(self, request, pk: int) -> Response:
        return self._lakukan(request, pemeriksaan.tugaskan, TugaskanSerializer)

    @_langkah("Putus terbukti dan terbitkan usulannya", BuktikanSerializer)
    @action(detail=True, methods=["post"])
    def buktikan(self, request, pk: int) -> Response:
        return self._lakukan(request, putusan.buktikan, BuktikanSerializer)

    @_langkah("Putus tidak terbukti", BantahSerializer)
    @action(detail=True, methods=["post"])
    def bantah(self, request, pk: int) -> Response:
        return self._lakukan(request, putusan.bantah, BantahSerializer)

    @_langkah("Minta kunjungan ulang", UlangiSerializer)
    @action(detail=True, methods=["post"])
    def ulangi(self, request, pk: int) -> Response:
        return self._lakukan(request, putusan.ulangi, UlangiSerializer)


@extend_schema_view(
    list=extend_schema(tags=TAG, summary="Keberatan di wilayah tugas"),
    retrieve=extend_schema(tags=TAG, summary="Satu keberatan"),
)
class KeberatanViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Keberatan.objects.none()
    serializer_class = KeberatanSerializer
    lookup_value_converter = "int"
    izin = {"list": PENUH, "retrieve": PENUH, "putuskan": ("putuskan_keberatan",)}

    def get_queryset(self):
        return Keberatan.objects.terlihat_oleh(getattr(self.request, "pelaku", None))

    def list(self, request) -> Response:
        jawaban = jawab_halaman(request, self.get_queryset(), KeberatanSerializer, ("-id",))
        catat_daftar(request.pelaku, TABEL_KEBERATAN, jumlah=len(jawaban.data["hasil"]))
        return jawaban

    def retrieve(self, request, pk: int) -> Response:
        keberatan = self.get_object()
        catat(request.pelaku, LIHAT, TABEL_KEBERATAN, keberatan.pk, keberatan.wilayah_id, subjek=sidik(keberatan.nik))
        return Response(KeberatanSerializer(keberatan).data)

    @extend_schema(tags=TAG, summary="Putuskan keberatan", request=PutuskanKeberatanSerializer, responses=KeberatanSerializer)
    @action(detail=True, methods=["post"])
    def putuskan(self, request, pk: int) -> Response:
        keberatan = self.get_object()
        isi = _isi(PutuskanKeberatanSerializer, request)
        banding.putuskan_keberatan(keberatan, isi.pop("terima"), **isi, oleh=request.pelaku)
        return Response(KeberatanSerializer(Keberatan.objects.get(pk=keberatan.pk)).data)
