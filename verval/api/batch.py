"""Batches, the head's signature and its letter."""

import logging

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from akun.sandi import pastikan_langkah_naik
from dasar.api.halaman import jawab_halaman
from dasar.api.isi import JenisApaPun
from dasar.bacaan import catat_daftar
from dasar.unduh import kirim
from usulan.api.bentuk import HasilLangkahSerializer, UsulanSerializer, hasil_langkah
from usulan.models import Usulan
from verval import pembundelan, pengesahan
from verval.api.bentuk import (
    BatalkanBatchSerializer,
    BatchRincianSerializer,
    BatchSerializer,
    KeluarkanSerializer,
    SahkanSerializer,
    SusunBatchSerializer,
    isi_dari,
)
from verval.models import Batch
from verval.surat import lampirkan_surat, usulan_batch

log = logging.getLogger(__name__)

TAG = ["Pengesahan"]


@extend_schema_view(
    list=extend_schema(tags=TAG, summary="Berkas pengesahan di wilayah tugas"),
    retrieve=extend_schema(tags=TAG, summary="Satu berkas pengesahan", responses=BatchRincianSerializer),
)
class BatchViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Batch.objects.none()
    serializer_class = BatchSerializer
    lookup_value_converter = "int"
    izin = {
        "list": ("lihat_usulan", "pantau_wilayah"),
        "retrieve": ("lihat_usulan", "pantau_wilayah"),
        "create": ("susun_batch",),
        "usulan": ("lihat_usulan",),
        "keluarkan": ("sahkan_batch",),
        "batalkan": ("susun_batch",),
        "sahkan": ("sahkan_batch",),
        "surat": ("lihat_usulan",),
        "buat_surat": ("susun_batch", "sahkan_batch"),
    }

    def get_queryset(self):
        return Batch.objects.terlihat_oleh(getattr(self.request, "pelaku", None))

    def _rinci(self, batch: Batch, status: int = 200) -> Response:
        jumlah, sidik = pengesahan.sidik_daftar(batch)
        batch.isi = {"jumlah": jumlah, "sidik": sidik}
        return Response(BatchRincianSerializer(batch).data, status=status)

    def list(self, request) -> Response:
        return jawab_halaman(request, self.get_queryset(), BatchSerializer, ("-id",))

    def retrieve(self, request, pk: int) -> Response:
        return self._rinci(self.get_object())

    @extend_schema(
        tags=TAG,
        summary="Susun berkas pengesahan",
        request=SusunBatchSerializer,
        responses={201: BatchRincianSerializer},
    )
    def create(self, request) -> Response:
        isi = isi_dari(SusunBatchSerializer, request)
        terpilih = Usulan.objects.filter(pk__in=isi["usulan"]) if "usulan" in isi else None
        batch = pembundelan.susun_batch(oleh=request.pelaku, usulan=terpilih)
        batch.refresh_from_db()
        return self._rinci(batch, 201)

    @extend_schema(tags=TAG, summary="Usulan di dalam berkas", responses=UsulanSerializer(many=True))
    @action(detail=True)
    def usulan(self, request, pk: int) -> Response:
        batch = self.get_object()
        isi = usulan_batch(batch) & Usulan.objects.terlihat_oleh(request.pelaku)
        jawaban = jawab_halaman(request, isi, UsulanSerializer)
        catat_daftar(request.pelaku, "verval_batch", batch.pk, wilayah=batch.wilayah_id, jumlah=len(jawaban.data["hasil"]))
        return jawaban

    @extend_schema(
        tags=TAG,
        summary="Minta verifikasi ulang atas sebagian isi",
        request=KeluarkanSerializer,
        responses=HasilLangkahSerializer,
    )
    @action(detail=True, methods=["post"])
    def keluarkan(self, request, pk: int) -> Response:
        batch, isi = self.get_object(), isi_dari(KeluarkanSerializer, request)
        return Response(hasil_langkah(pembundelan.keluarkan(batch, oleh=request.pelaku, **isi), len(isi["usulan"])))

    @extend_schema(
        tags=TAG,
        summary="Batalkan berkas yang belum disahkan",
        request=BatalkanBatchSerializer,
        responses=BatchRincianSerializer,
    )
    @action(detail=True, methods=["post"])
    def batalkan(self, request, pk: int) -> Response:
        pembundelan.batalkan_batch(
            self.get_object(), alasan=isi_dari(BatalkanBatchSerializer, request)["catatan"], oleh=request.pelaku
        )
        return self._rinci(self.get_object())

    @extend_schema(
        tags=TAG,
        summary="Sahkan berkas",
        description="Tidak dapat dibatalkan. Usulan di dalamnya langsung diteruskan melalui provinsi.",
        request=SahkanSerializer,
        responses=BatchRincianSerializer,
        examples=[
            OpenApiExample(
                "Pengesahan",
                value={
                    "nomor_surat": "460/0123/DINSOS/XI/2026",
                    "sidik": "0" * 64,
                    "sandi": "kata sandi Anda",
                    "kode": "123456",
                },
                request_only=True,
            )
        ],
    )
    @action(detail=True, methods=["post"])
    def sahkan(self, request, pk: int) -> Response:
        batch, isi = self.get_object(), isi_dari(SahkanSerializer, request)
        pastikan_langkah_naik(request.user, isi["sandi"], isi["kode"], oleh=request.pelaku)
        batch = pengesahan.sahkan(batch, nomor_surat=isi["nomor_surat"], oleh=request.pelaku, sidik_dilihat=isi["sidik"])
        try:
            lampirkan_surat(batch, oleh=request.pelaku)
        except OSError:
            # The signature stands whatever becomes of the paper; POST surat/ makes it on demand.
            log.exception("surat pengesahan %s tidak tersimpan", batch.pk)
        return self._rinci(self.get_object())

    @extend_schema(tags=TAG, summary="Unduh surat pengesahan", responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, content_negotiation_class=JenisApaPun)
    def surat(self, request, pk: int):
        batch = self.get_object()
        if batch.surat is None:
            raise Http404
        return kirim(batch.surat, oleh=request.pelaku)

    @extend_schema(
        tags=TAG, summary="Buat surat pengesahan yang belum terbentuk", request=None, responses=BatchRincianSerializer
    )
    @surat.mapping.post
    def buat_surat(self, request, pk: int) -> Response:
        batch = self.get_object()
        lampirkan_surat(batch, oleh=request.pelaku)
        return self._rinci(self.get_object())
