"""What is recorded about oneself, and requests to correct it: the citizen's own, and the offices' steps on those of their area."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.api.halaman import jawab_halaman
from dasar.api.isi import NomorSamar
from dasar.bacaan import LIHAT, catat_daftar
from dasar.jejak import catat
from dasar.subjek import sidik
from usulan import koreksi as koreksi_data
from usulan.api.bentuk import UsulanSerializer
from usulan.api.mandiri import BACA, KejadianSerializer, isi_sah
from usulan.api.rujukan import CatatanField, DaftarAlasan
from usulan.milik import TABEL_KOREKSI, data_register, garis_koreksi, pembacaan, usulan_tentang
from usulan.models import Koreksi

TAG_SAYA = ["Data saya"]


class KoreksiSerializer(serializers.ModelSerializer):
    nomor = serializers.CharField(read_only=True, help_text="Nomor tanda terima.")
    alasan = serializers.ListField(child=serializers.CharField(), source="daftar_alasan", read_only=True)
    bukti = serializers.SerializerMethodField(help_text="Ada lampiran.")

    class Meta:
        model = Koreksi
        fields = ["id", "nomor", "wilayah", "kolom", "isi_benar", "bukti", "status", "alasan", "catatan", "dibuat_pada"]
        read_only_fields = fields

    def get_bukti(self, k: Koreksi) -> bool:
        return k.berkas_id is not None


class KoreksiRincianSerializer(KoreksiSerializer):
    riwayat = KejadianSerializer(many=True)

    class Meta(KoreksiSerializer.Meta):
        fields = [*KoreksiSerializer.Meta.fields, "riwayat"]
        read_only_fields = fields


class KoreksiIsianSerializer(serializers.Serializer):
    kolom = serializers.ChoiceField(choices=Koreksi.Kolom.choices)
    isi_benar = serializers.CharField(max_length=1000)
    bukti = serializers.FileField(required=False, default=None, allow_null=True, help_text="Foto atau PDF (multipart).")


class CatatanSerializer(serializers.Serializer):
    catatan = CatatanField()


class TolakKoreksiSerializer(CatatanSerializer):
    alasan = DaftarAlasan(allow_empty=False)


@extend_schema_view(
    list=extend_schema(tags=TAG_SAYA, summary="Permintaan koreksi sendiri, atau di wilayah tugas"),
    retrieve=extend_schema(tags=TAG_SAYA, summary="Satu permintaan koreksi", responses=KoreksiRincianSerializer),
)
class KoreksiViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Koreksi.objects.none()
    serializer_class = KoreksiSerializer
    lookup_value_converter = "int"
    izin = {
        "list": BACA,
        "retrieve": BACA,
        "create": ("usul_mandiri",),
        "batalkan": ("usul_mandiri",),
        "teruskan": ("ajukan_usulan",),
        "terima": ("ajukan_usulan", "periksa_kelengkapan"),
        "tolak": ("ajukan_usulan", "periksa_kelengkapan"),
        "selesai": ("ajukan_usulan", "periksa_kelengkapan"),
    }

    def get_queryset(self):
        pelaku = getattr(self.request, "pelaku", None)
        warga = pelaku is not None and pelaku.fungsi == "warga"
        return Koreksi.objects.milik(pelaku) if warga else Koreksi.objects.terlihat_oleh(pelaku)

    def list(self, request) -> Response:
        jawaban = jawab_halaman(request, self.get_queryset(), KoreksiSerializer, ("id",))
        catat_daftar(request.pelaku, TABEL_KOREKSI, jumlah=len(jawaban.data["hasil"]), saringan="Permintaan koreksi")
        return jawaban

    def retrieve(self, request, pk: int) -> Response:
        return self._rinci(self.get_object())

    def _rinci(self, k: Koreksi, status: int = 200) -> Response:
        catat(self.request.pelaku, LIHAT, TABEL_KOREKSI, k.pk, k.wilayah_id, subjek=sidik(k.nik))
        k.riwayat = garis_koreksi(k, sendiri=self.request.pelaku.pengguna_id if k.pemohon_id == self.request.user.pk else 0)
        return Response(KoreksiRincianSerializer(k).data, status=status)

    @extend_schema(
        tags=TAG_SAYA, summary="Minta koreksi", request=KoreksiIsianSerializer, responses={201: KoreksiRincianSerializer}
    )
    def create(self, request) -> Response:
        isi = isi_sah(request, KoreksiIsianSerializer)
        k = koreksi_data.ajukan_koreksi(isi["kolom"], isi["isi_benar"], bukti=isi["bukti"], oleh=request.pelaku)
        return self._rinci(k, 201)

    def _langkah(self, request, act, bentuk=None) -> Response:
        k = self.get_object()
        act(k, oleh=request.pelaku, **(isi_sah(request, bentuk) if bentuk else {}))
        return self._rinci(Koreksi.objects.get(pk=k.pk))

    @extend_schema(tags=TAG_SAYA, summary="Batalkan permintaan", request=None, responses=KoreksiRincianSerializer)
    @action(detail=True, methods=["post"])
    def batalkan(self, request, pk: int) -> Response:
        return self._langkah(request, koreksi_data.batalkan_koreksi)

    @extend_schema(tags=TAG_SAYA, summary="Teruskan", request=CatatanSerializer, responses=KoreksiRincianSerializer)
    @action(detail=True, methods=["post"])
    def teruskan(self, request, pk: int) -> Response:
        return self._langkah(request, koreksi_data.teruskan_koreksi, CatatanSerializer)

    @extend_schema(tags=TAG_SAYA, summary="Terima", request=CatatanSerializer, responses=KoreksiRincianSerializer)
    @action(detail=True, methods=["post"])
    def terima(self, request, pk: int) -> Response:
        return self._langkah(request, koreksi_data.terima_koreksi, CatatanSerializer)

    @extend_schema(tags=TAG_SAYA, summary="Tolak", request=TolakKoreksiSerializer, responses=KoreksiRincianSerializer)
    @action(detail=True, methods=["post"])
    def tolak(self, request, pk: int) -> Response:
        return self._langkah(request, koreksi_data.tolak_koreksi, TolakKoreksiSerializer)

    @extend_schema(tags=TAG_SAYA, summary="Nyatakan selesai", request=CatatanSerializer, responses=KoreksiRincianSerializer)
    @action(detail=True, methods=["post"])
    def selesai(self, request, pk: int) -> Response:
        return self._langkah(request, koreksi_data.selesaikan_koreksi, CatatanSerializer)

    def get_parsers(self):
        return [JSONParser(), MultiPartParser()]


class VersiSayaSerializer(serializers.Serializer):
    nama = serializers.CharField()
    nomor_kk = NomorSamar()
    wilayah = serializers.CharField(source="wilayah_id")
    dari = serializers.IntegerField()
    sampai = serializers.IntegerField(allow_null=True)


class ProgramSayaSerializer(serializers.Serializer):
    program = serializers.CharField(source="program_id")
    dari = serializers.IntegerField()
    sampai = serializers.IntegerField(allow_null=True)


class PembacaanSerializer(serializers.Serializer):
    pada = serializers.DateTimeField()
    apa = serializers.CharField()
    fungsi = serializers.CharField()
    wilayah = serializers.CharField()
    tujuan = serializers.CharField()


class DataSayaSerializer(serializers.Serializer):
    """What is recorded about the one who asks; numbers masked here as everywhere on the wire."""

    tercatat = serializers.BooleanField()
    riwayat = VersiSayaSerializer(many=True)
    program = ProgramSayaSerializer(many=True)
    usulan = UsulanSerializer(many=True)
    pembacaan = PembacaanSerializer(many=True)


class DataSayaView(APIView):
    izin = {"GET": ("lihat_data_saya",)}

    @extend_schema(tags=TAG_SAYA, summary="Yang tercatat tentang saya, dan siapa yang melihatnya", responses=DataSayaSerializer)
    def get(self, request) -> Response:
        pelaku, nik = request.pelaku, request.user.nik
        tercatat = data_register(nik)
        catat(pelaku, LIHAT, "dtks_individu", wilayah=pelaku.wilayah, catatan="data saya", subjek=sidik(nik))
        isi = {
            "tercatat": tercatat.orang is not None and tercatat.orang.sampai is None,
            "riwayat": [r.versi for r in tercatat.riwayat],
            "program": tercatat.program,
            "usulan": usulan_tentang(nik, pelaku.wilayah) if nik else [],
            "pembacaan": pembacaan(nik, tercatat.nomor_kk),
        }
        return Response(DataSayaSerializer(isi).data, headers={"Cache-Control": "private, no-store"})
