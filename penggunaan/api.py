"""The DCI search endpoint (`/registry/sync/search`): what is read of a message, and how it is answered."""

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from dasar.galat import TidakBerwenang
from penggunaan import dci

TAG = ["DCI Social Registry"]


class PembatasDci(SimpleRateThrottle):
    """So many messages a minute by one account, whatever its tokens."""

    scope = "dci"

    def get_cache_key(self, request, view) -> str | None:
        return f"batas-dci-{request.user.pk}" if request.user.is_authenticated else None


class KepalaPesanSerializer(serializers.Serializer):
    version = serializers.CharField(max_length=20, default=dci.VERSI)
    message_id = serializers.CharField(max_length=99)
    message_ts = serializers.CharField(max_length=40)
    action = serializers.ChoiceField(choices=["search"])
    sender_id = serializers.CharField(max_length=99)
    receiver_id = serializers.CharField(max_length=99, required=False, default="")
    total_count = serializers.IntegerField(required=False, min_value=0)
    is_msg_encrypted = serializers.BooleanField(required=False, default=False)


class NilaiPengenalSerializer(serializers.Serializer):
    type = serializers.CharField(max_length=40, help_text="NIK; UIN dan NationalID berarti sama.")
    value = serializers.CharField(max_length=40)


class TujuanDciSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=200)
    code = serializers.CharField(max_length=40, required=False, default="")


class IzinDciSerializer(serializers.Serializer):
    purpose = TujuanDciSerializer()


class KriteriaDciSerializer(serializers.Serializer):
    version = serializers.CharField(max_length=20, required=False, default=dci.VERSI)
    reg_type = serializers.CharField(max_length=99, required=False, default="")
    reg_record_type = serializers.CharField(max_length=99, required=False, default="")
    query_type = serializers.CharField(max_length=20, help_text="Hanya idtype-value yang dilayani.")
    query = serializers.JSONField(help_text='{"type": "NIK", "value": "9901…"}')
    authorize = IzinDciSerializer(help_text="Tujuan pencarian; dicatat.")


class PermintaanCariSerializer(serializers.Serializer):
    reference_id = serializers.CharField(max_length=99)
    timestamp = serializers.CharField(max_length=40)
    search_criteria = KriteriaDciSerializer()
    locale = serializers.CharField(max_length=10, required=False, default="ind")


class IsiCariSerializer(serializers.Serializer):
    transaction_id = serializers.CharField(max_length=99)
    search_request = PermintaanCariSerializer(many=True)

    def validate_search_request(self, isi: list) -> list:
        if not 1 <= len(isi) <= dci.MAKS:
            raise serializers.ValidationError(f"Satu pesan memuat 1 sampai {dci.MAKS} pertanyaan.")
        return isi


class PesanCariSerializer(serializers.Serializer):
    signature = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    header = KepalaPesanSerializer()
    message = IsiCariSerializer()

    def validate(self, attrs: dict) -> dict:
        if attrs["header"]["is_msg_encrypted"]:
            raise serializers.ValidationError({"header": ["Pesan terenkripsi tidak dilayani; pakai TLS."]})
        return attrs


class KepalaJawabanSerializer(serializers.Serializer):
    version = serializers.CharField()
    message_id = serializers.CharField()
    message_ts = serializers.CharField()
    action = serializers.CharField()
    status = serializers.CharField()
    total_count = serializers.IntegerField()
    completed_count = serializers.IntegerField()
    sender_id = serializers.CharField()
    receiver_id = serializers.CharField()
    is_msg_encrypted = serializers.BooleanField()


class JawabanSatuSerializer(serializers.Serializer):
    reference_id = serializers.CharField()
    timestamp = serializers.CharField()
    status = serializers.ChoiceField(choices=["succ", "rjct"])
    status_reason_code = serializers.CharField(required=False)
    status_reason_message = serializers.CharField(required=False)
    data = serializers.DictField(required=False)
    pagination = serializers.DictField(required=False)
    locale = serializers.CharField(required=False)


class IsiJawabanSerializer(serializers.Serializer):
    transaction_id = serializers.CharField()
    correlation_id = serializers.CharField()
    search_response = JawabanSatuSerializer(many=True)


class PesanJawabanSerializer(serializers.Serializer):
    header = KepalaJawabanSerializer()
    message = IsiJawabanSerializer()


def _pertanyaan(isi: dict) -> dci.Pertanyaan:
    kriteria, rujukan = isi["search_criteria"], isi["reference_id"]

    def tolak(pesan: str) -> dci.Pertanyaan:
        return dci.Pertanyaan(rujukan, tolak="rjct.search_criteria.invalid", pesan=pesan)

    if kriteria["query_type"] != "idtype-value":
        return tolak("Hanya query_type idtype-value yang dilayani.")
    nilai = NilaiPengenalSerializer(data=kriteria["query"])
    if not nilai.is_valid() or nilai.validated_data["type"] not in dci.PENGENAL:
        return tolak("query berisi type NIK dan value 16 angka.")
    nik = nilai.validated_data["value"].strip()
    if not (nik.isascii() and nik.isdigit() and len(nik) == 16):
        return tolak("NIK terdiri atas 16 angka.")
    return dci.Pertanyaan(rujukan, nik=nik, tujuan=kriteria["authorize"]["purpose"]["text"])


class CariDciView(APIView):
    """POST registry/sync/search of the DCI Social Registry API v1.0.0."""

    izin = {"POST": ("pantau_wilayah",)}
    throttle_classes = [PembatasDci]

    @extend_schema(
        tags=TAG,
        summary="Cari satu atau beberapa NIK menurut standar DCI Social Registry v1.0.0",
        description=(
            "Untuk kementerian/lembaga lain yang permintaan datanya disetujui dan masih berlaku; hanya tentang penerima program"
            " dan wilayah permintaan itu. Setiap NIK yang ditanyakan dicatat dengan tujuannya. Yang tidak dilayani: pencarian"
            " asinkron, langganan, expression dan predicate, Group, pesan terenkripsi; lihat docs/api.md."
        ),
        request=PesanCariSerializer,
        responses=PesanJawabanSerializer,
        examples=[
            OpenApiExample(
                "Satu NIK",
                request_only=True,
                value={
                    "header": {
                        "version": "1.0.0",
                        "message_id": "7c1f",
                        "message_ts": "2026-11-27T03:00:00Z",
                        "action": "search",
                        "sender_id": "kemenkes",
                    },
                    "message": {
                        "transaction_id": "t-1",
                        "search_request": [
                            {
                                "reference_id": "r-1",
                                "timestamp": "2026-11-27T03:00:00Z",
                                "search_criteria": {
                                    "query_type": "idtype-value",
                                    "query": {"type": "NIK", "value": "9901010101800001"},
                                    "authorize": {"purpose": {"text": "Pemadanan peserta jaminan kesehatan"}},
                                },
                            }
                        ],
                    },
                },
            )
        ],
    )
    def post(self, request) -> Response:
        if request.pelaku.fungsi != "kl":
            raise TidakBerwenang("Pencarian ini untuk kementerian/lembaga lain.", "bukan-lembaga-lain")
        pesan = PesanCariSerializer(data=request.data)
        pesan.is_valid(raise_exception=True)
        kepala, isi = pesan.validated_data["header"], pesan.validated_data["message"]
        hasil = dci.jawab([_pertanyaan(p) for p in isi["search_request"]], oleh=request.pelaku)
        jawaban = {
            "header": {
                "version": dci.VERSI,
                "message_id": dci.nomor_pesan(),
                "message_ts": timezone.now().isoformat(),
                "action": "search",
                "status": "succ",
                "total_count": len(hasil),
                "completed_count": len(hasil),
                "sender_id": "dtks",
                "receiver_id": kepala["sender_id"],
                "is_msg_encrypted": False,
            },
            "message": {
                "transaction_id": isi["transaction_id"],
                "correlation_id": request._request.nomor,
                "search_response": hasil,
            },
        }
        return Response(PesanJawabanSerializer(jawaban).data, headers={"Cache-Control": "private, no-store"})


app_name = "api-penggunaan"

urlpatterns = [path("dci/registry/sync/search", CariDciView.as_view(), name="dci_cari")]
