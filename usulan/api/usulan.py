"""Proposals: the list, one with its life line, mending and withdrawing."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from dasar.api.halaman import jawab_halaman
from dasar.api.isi import BukaNomorSerializer, JenisApaPun, NomorTerbukaSerializer
from dasar.bacaan import LIHAT, catat_daftar, kata_isi
from dasar.jejak import catat
from dasar.pembukaan import buka_nomor
from dasar.subjek import sidik
from dasar.unduh import kirim
from usulan import penyusunan
from usulan.api.bentuk import (
    BatalkanUsulanSerializer,
    HasilLangkahSerializer,
    SaringUsulanSerializer,
    SurveiSerializer,
    UbahUsulanSerializer,
    UnggahFotoSerializer,
    UsulanRincianSerializer,
    UsulanSerializer,
    hasil_langkah,
)
from usulan.linimasa import TABEL, peristiwa
from usulan.models import Survei, Usulan

TAG = ["Usulan"]


def saring_usulan(request):
    """The proposals of the actor's area, narrowed by the query."""
    saring = SaringUsulanSerializer(data=request.query_params)
    saring.is_valid(raise_exception=True)
    isi = dict(saring.validated_data)
    return Usulan.objects.terlihat_oleh(request.pelaku, isi.pop("dalam")).filter(**isi)


def _isian(usulan: Usulan) -> dict[str, object]:
    """A proposal as the rules take it, by column key: what stands before a change."""
    return {
        **{k: getattr(usulan, k) for k in (
            "nik", "nomor_kk", "nama", "tempat_lahir", "tanggal_lahir", "ibu_kandung", "jenis_kelamin", "pekerjaan",
            "status_kawin", "pendidikan", "alamat", "rt", "rw", "nama_suku",
        )},
        "program": usulan.program_id,
        "shdk": str(usulan.hubungan or ""),
        "disabilitas": "YA" if usulan.disabilitas else "TIDAK",
        "kode_disabilitas": str(usulan.disabilitas or ""),
        "hamil": "YA" if usulan.hamil_sejak else "TIDAK",
        "tanggal_mulai_hamil": usulan.hamil_sejak,
        "kat": "YA" if usulan.nama_suku else "TIDAK",
    }  # fmt: skip


@extend_schema_view(
    list=extend_schema(tags=TAG, summary="Usulan di wilayah tugas", parameters=[SaringUsulanSerializer]),
    retrieve=extend_schema(tags=TAG, summary="Satu usulan dengan riwayatnya", responses=UsulanRincianSerializer),
)
class UsulanViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Usulan.objects.none()
    serializer_class = UsulanSerializer
    lookup_value_converter = "int"
    izin = {
        "list": ("lihat_usulan",),
        "retrieve": ("lihat_usulan",),
        "partial_update": ("ajukan_usulan",),
        "batalkan": ("ajukan_usulan",),
        "survei": ("ajukan_usulan",),
        "foto_rumah": ("lihat_usulan",),
        "nomor": ("buka_data_pribadi",),
        "unggah_foto_rumah": ("ajukan_usulan",),
    }

    def get_queryset(self):
        return Usulan.objects.terlihat_oleh(getattr(self.request, "pelaku", None))

    def _dari_musyawarah(self) -> Usulan:
        """What is verified directly is not the village's to mend."""
        usulan = self.get_object()
        if usulan.musyawarah_id is None:
            raise Http404
        return usulan

    def list(self, request) -> Response:
        jawaban = jawab_halaman(request, saring_usulan(request), UsulanSerializer)
        kueri = {k: n for k, n in request.query_params.items() if k not in ("kursor", "jumlah")}
        catat_daftar(
            request.pelaku,
            TABEL,
            wilayah=kueri.get("dalam", ""),
            jumlah=len(jawaban.data["hasil"]),
            saringan=kata_isi(kueri),
        )
        return jawaban

    def retrieve(self, request, pk: int) -> Response:
        usulan = self.get_object()
        catat(request.pelaku, LIHAT, TABEL, usulan.pk, usulan.wilayah_id, subjek=sidik(usulan.nik))
        usulan.survei = Survei.keluarga(usulan).first()
        usulan.riwayat = [
            {
                "pada": j.pada, "langkah": j.langkah, "dari": j.dari or "", "ke": j.ke or "", "fungsi": j.fungsi,
                "alasan": [k for k in j.alasan.split(",") if k], "catatan": j.catatan,
            }
            for j in peristiwa(usulan)
        ]  # fmt: skip
        return Response(UsulanRincianSerializer(usulan).data)

    @extend_schema(
        tags=TAG,
        summary="Perbaiki satu usulan",
        request=UbahUsulanSerializer(partial=True),
        responses=UsulanRincianSerializer,
        examples=[OpenApiExample("Nama diperbaiki", value={"nama": "SITI AMINAH"}, request_only=True)],
    )
    def partial_update(self, request, pk: int) -> Response:
        usulan = self.get_object()
        isian = UbahUsulanSerializer(data=request.data, partial=True)
        isian.is_valid(raise_exception=True)
        penyusunan.perbaiki_usulan(usulan, _isian(usulan) | isian.validated_data, oleh=request.pelaku)
        return self.retrieve(request, pk)

    @extend_schema(
        tags=TAG,
        summary="Batalkan draf atau usulan yang dikembalikan",
        request=BatalkanUsulanSerializer,
        responses=HasilLangkahSerializer,
    )
    @action(detail=False, methods=["post"])
    def batalkan(self, request) -> Response:
        isian = BatalkanUsulanSerializer(data=request.data)
        isian.is_valid(raise_exception=True)
        isi = isian.validated_data
        return Response(hasil_langkah(penyusunan.batalkan_usulan(oleh=request.pelaku, **isi), len(isi["usulan"])))

    @extend_schema(
        tags=TAG,
        summary="Perbaiki jawaban survei keluarga usulan ini",
        request=SurveiSerializer(partial=True),
        responses=SurveiSerializer,
    )
    @action(detail=True, methods=["patch"])
    def survei(self, request, pk: int) -> Response:
        usulan = self._dari_musyawarah()
        isian = SurveiSerializer(data=request.data, partial=True)
        isian.is_valid(raise_exception=True)
        survei = penyusunan.simpan_survei(usulan.musyawarah, usulan.nomor_kk, isian.validated_data, oleh=request.pelaku)
        return Response(SurveiSerializer(survei).data)

    @extend_schema(tags=TAG, summary="Unduh foto rumah", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    @action(detail=True, url_path="foto-rumah", content_negotiation_class=JenisApaPun)
    def foto_rumah(self, request, pk: int):
        usulan = self.get_object()
        survei = Survei.keluarga(usulan).filter(foto_rumah__isnull=False)
        foto = get_object_or_404(survei.select_related("foto_rumah")).foto_rumah
        return kirim(foto, oleh=request.pelaku, nomor=usulan.nomor_kk)

    @extend_schema(
        tags=TAG,
        summary="Tampilkan nomor lengkap satu usulan, dengan tujuannya",
        description="Dicatat dalam jejak. Paling banyak 60 data dalam satu jam.",
        request=BukaNomorSerializer,
        responses=NomorTerbukaSerializer,
    )
    @action(detail=True, methods=["post"])
    def nomor(self, request, pk: int) -> Response:
        usulan = self.get_object()
        isian = BukaNomorSerializer(data=request.data)
        isian.is_valid(raise_exception=True)
        buka_nomor(TABEL, usulan.pk, usulan.nik, wilayah=usulan.wilayah_id, oleh=request.pelaku, **isian.validated_data)
        return Response(NomorTerbukaSerializer(usulan).data, headers={"Cache-Control": "private, no-store"})

    @extend_schema(
        tags=TAG, summary="Unggah foto rumah keluarga usulan ini", request=UnggahFotoSerializer, responses=SurveiSerializer
    )
    @foto_rumah.mapping.post
    def unggah_foto_rumah(self, request, pk: int) -> Response:
        usulan = self._dari_musyawarah()
        isian = UnggahFotoSerializer(data=request.data)
        isian.is_valid(raise_exception=True)
        survei = penyusunan.simpan_survei(
            usulan.musyawarah, usulan.nomor_kk, {}, oleh=request.pelaku, foto_rumah=isian.validated_data["foto_rumah"]
        )
        return Response(SurveiSerializer(survei).data)

    def get_parsers(self):
        # DRF asks before it knows the action.
        aksi = getattr(self, "action", None) or self.action_map.get(self.request.method.lower(), "")
        return [MultiPartParser()] if aksi.startswith("unggah_") else super().get_parsers()
