"""The completeness check and the verdicts."""

from urllib.parse import urlencode

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.api.pekerjaan import PekerjaanSerializer, jawab_pekerjaan
from dasar.pekerjaan import antrekan
from usulan.api.bentuk import HasilLangkahSerializer, hasil_langkah
from usulan.models import Musyawarah, Usulan
from verval import kelengkapan, putusan
from verval.api.bentuk import KelengkapanSerializer, PutusanSerializer, isi_dari
from verval.filters import hasil_saringan

TAG = ["Verifikasi"]


class KelengkapanView(APIView):
    izin = {"POST": ("periksa_kelengkapan",)}

    @extend_schema(
        tags=TAG,
        summary="Nyatakan lengkap, atau kembalikan ke desa/kelurahan",
        request=KelengkapanSerializer,
        responses=HasilLangkahSerializer,
        examples=[
            OpenApiExample("Seluruh musyawarah", value={"putusan": "lengkap", "musyawarah": 7}, request_only=True),
            OpenApiExample(
                "Dikembalikan", value={"putusan": "kembalikan", "usulan": [12], "alasan": ["C07"]}, request_only=True
            ),
        ],
    )
    def post(self, request) -> Response:
        isi = isi_dari(KelengkapanSerializer, request)
        pilihan: dict[str, object] = {"usulan": isi.get("usulan")}
        if "musyawarah" in isi:
            pilihan["musyawarah"] = get_object_or_404(Musyawarah.objects.terlihat_oleh(request.pelaku), pk=isi["musyawarah"])
        if isi["putusan"] == "lengkap":
            jumlah = kelengkapan.nyatakan_lengkap(oleh=request.pelaku, **pilihan)
        else:
            jumlah = kelengkapan.kembalikan_ke_desa(
                oleh=request.pelaku, alasan=isi["alasan"], catatan=isi["catatan"], **pilihan
            )
        return Response(hasil_langkah(jumlah, len(isi["usulan"]) if "usulan" in isi else None))


class PutusanView(APIView):
    izin = {"POST": ("putuskan_usulan",)}

    @extend_schema(
        tags=TAG,
        summary="Putuskan usulan: layak, tidak layak, dikembalikan",
        description="Dengan `usulan` dijawab 200; dengan `saring` dijawab 202 dan dikerjakan di belakang.",
        request=PutusanSerializer,
        responses={200: HasilLangkahSerializer, 202: PekerjaanSerializer},
        examples=[
            OpenApiExample("Layak", value={"putusan": "layak", "usulan": [12, 13], "cara": "kunjungan"}, request_only=True),
            OpenApiExample(
                "Semua PKH satu kecamatan",
                value={"putusan": "layak", "saring": {"program": "PKH", "wilayah": "120920"}},
                request_only=True,
            ),
        ],
    )
    def post(self, request) -> Response:
        isi = isi_dari(PutusanSerializer, request)
        nilai = {k: isi[k] for k in ("alasan", "catatan", "cara")}
        if "usulan" in isi:
            baris = Usulan.objects.terlihat_oleh(request.pelaku).filter(pk__in=isi["usulan"])
            jumlah = putusan.putuskan(baris, isi["putusan"], oleh=request.pelaku, **nilai)
            return Response(hasil_langkah(jumlah, len(isi["usulan"])))
        saring, sampai = urlencode(isi["saring"]), timezone.now()
        try:
            diminta = hasil_saringan(request.pelaku, saring, sampai).count()
        except ValueError as galat:
            raise serializers.ValidationError(
                {"saring": ["Saringan tidak dikenal, atau di luar wilayah tugas Anda."]}
            ) from galat
        kerja = antrekan(
            "putuskan_banyak",
            str(request.pelaku.pengguna_id),
            {
                "saring": saring, "putusan": isi["putusan"], "sampai": sampai.isoformat(), "diminta": diminta,
                "kembali": "/verval/", **nilai,
            },
            oleh=request.pelaku,
        )  # fmt: skip
        return jawab_pekerjaan(kerja)
