"""The public check of printed codes."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from dasar.jangkauan import seluruh_negeri
from dasar.verifikasi import rapikan_kode
from penetapan.api.bentuk import (
    VerifikasiSerializer,
)
from penetapan.models import Penetapan
from verval.alur import SB
from verval.models import Batch


class ThrottlePublik(AnonRateThrottle):
    scope = "publik"


class VerifikasiView(APIView):
    authentication_classes: list = []
    permission_classes = [AllowAny]
    throttle_classes = [ThrottlePublik]

    @extend_schema(
        tags=["Verifikasi dokumen"], summary="Periksa kode pada dokumen tercetak", responses=VerifikasiSerializer, auth=[]
    )
    def get(self, request, kode: str) -> Response:
        kode = rapikan_kode(kode)
        # The caller has no area; what is told of the letter is its fingerprint.
        with seluruh_negeri():
            batch = Batch.objects.filter(kode_verifikasi=kode, status=SB.DISAHKAN).select_related("wilayah", "surat").first()
        satu = Penetapan.objects.filter(kode_verifikasi=kode).select_related("keputusan").first()
        if batch:
            isi = {
                "jenis": "surat_pengesahan", "nomor": batch.nomor_surat, "tanggal": batch.disahkan_pada, "periode": batch.periode,
                "wilayah": batch.wilayah.nama_lengkap, "jumlah": batch.jumlah, "sidik": batch.sidik,
                "sidik_berkas": batch.surat.sha256 if batch.surat else "",
            }  # fmt: skip
        elif satu:
            isi = {
                "jenis": "keputusan", "nomor": satu.nomor_sk, "tanggal": satu.ditetapkan_pada, "periode": satu.periode,
                "wilayah": "Indonesia", "jumlah": satu.jumlah_aktif, "sidik": bytes(satu.akar).hex(),
                "sidik_berkas": satu.keputusan.sha256 if satu.keputusan else "",
            }  # fmt: skip
        else:
            raise Http404
        return Response(VerifikasiSerializer(isi).data)
