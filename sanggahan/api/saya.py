"""Objections for citizens: find whom, object, follow, answer, appeal. By the session of the portal alone, never by a token.

Two resources, as on the screens: `sanggahan-saya` are those that the account sent, `sanggahan-keluarga` those about the own
family. Neither names the other side, and the objection itself is written by the portal (`sanggahan.pengajuan`).
"""

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import exceptions, mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.response import Response

from akun.izin_api import BerizinSesi
from dasar.api.halaman import jawab_halaman
from dasar.api.isi import NamaSamar
from dasar.bacaan import LIHAT, catat_daftar
from dasar.jejak import catat
from dasar.subjek import sidik
from sanggahan import banding, pelaporan, pencarian, pengajuan
from sanggahan.alasan import AlasanSanggah
from sanggahan.keluarga import hitung_tanggapan
from sanggahan.linimasa import TABEL, garis_warga
from sanggahan.milik import milik, tentang_keluarga
from sanggahan.models import Keberatan, Sanggahan
from usulan.kepentingan import keluarga_petugas

TAG = ["Sanggahan warga"]
SESI = [{"cookieAuth": []}]
WARGA = ("ajukan_sanggahan",)
TABEL_PENYANGGAH = "sanggahan_penyanggah"


class KejadianSanggahanSerializer(serializers.Serializer):
    """One entry of the life line, in words; offices, never names."""

    pada = serializers.DateTimeField(source="waktu")
    kejadian = serializers.CharField(source="judul")
    oleh = serializers.CharField(source="pelaku")
    alasan = serializers.CharField()
    catatan = serializers.CharField()


class _Sanggahan(serializers.ModelSerializer):
    nomor = serializers.CharField(read_only=True)
    keadaan = serializers.CharField(source="label_warga", read_only=True, help_text="Keadaan dalam kata untuk warga.")
    batas_keberatan = serializers.DateField(read_only=True, allow_null=True)


class SanggahanSayaSerializer(_Sanggahan):
    nama = NamaSamar()

    class Meta:
        model = Sanggahan
        fields = [
            "id",
            "nomor",
            "nama",
            "rt",
            "rw",
            "alasan_sanggah",
            "dikirim_tanggal",
            "status",
            "keadaan",
            "batas_keberatan",
        ]
        read_only_fields = fields


class SanggahanKeluargaSerializer(_Sanggahan):
    boleh_dijawab = serializers.BooleanField(read_only=True)

    class Meta:
        model = Sanggahan
        fields = ["id", "nomor", "nama", "pokok", "status", "keadaan", "batas_jawab", "boleh_dijawab", "batas_keberatan"]
        read_only_fields = fields


class _Rinci(serializers.Serializer):
    catatan = serializers.CharField(help_text="Penjelasan putusan.")
    masih_layak = serializers.IntegerField(help_text="Tanggapan warga; tidak menentukan putusan.")
    tidak_layak = serializers.IntegerField()
    bisa_keberatan = serializers.BooleanField()
    riwayat = KejadianSanggahanSerializer(many=True)


_RINCI = ["catatan", "masih_layak", "tidak_layak", "bisa_keberatan", "riwayat"]


class SanggahanSayaRincianSerializer(SanggahanSayaSerializer, _Rinci):
    pernyataan = serializers.CharField(source="aduan.pernyataan")

    class Meta(SanggahanSayaSerializer.Meta):
        fields = [*SanggahanSayaSerializer.Meta.fields, "pernyataan", *_RINCI]
        read_only_fields = fields


class SanggahanKeluargaRincianSerializer(SanggahanKeluargaSerializer, _Rinci):
    jawaban = serializers.ListField(child=serializers.CharField(), source="jawaban_sendiri", help_text="Jawaban dari akun ini.")

    class Meta(SanggahanKeluargaSerializer.Meta):
        fields = [*SanggahanKeluargaSerializer.Meta.fields, "jawaban", *_RINCI]
        read_only_fields = fields


class CariDisanggahSerializer(serializers.Serializer):
    nama = serializers.CharField(max_length=100, help_text="Paling sedikit lima huruf pertama dari namanya.")


class DisanggahSerializer(serializers.Serializer):
    kunci = serializers.CharField(help_text="Untuk menyanggah orang ini; hanya berlaku bagi akun ini.")
    nama = serializers.CharField()
    rt = serializers.CharField()
    rw = serializers.CharField()


class SanggahSerializer(serializers.Serializer):
    kunci = serializers.CharField(max_length=200)
    alasan = serializers.ChoiceField(choices=AlasanSanggah.choices)
    pernyataan = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)
    foto = serializers.ListField(child=serializers.FileField(), min_length=1, max_length=pengajuan.FOTO_MAKS)
    lintang = serializers.DecimalField(max_digits=9, decimal_places=6, required=False, default=None, allow_null=True)
    bujur = serializers.DecimalField(max_digits=9, decimal_places=6, required=False, default=None, allow_null=True)
    setuju = serializers.BooleanField(help_text="Pernyataan bahwa keterangan ini benar.")

    def validate_setuju(self, nilai: bool) -> bool:
        if not nilai:
            raise serializers.ValidationError("Nyatakan bahwa keterangan Anda benar.")
        return nilai


class IsiSerializer(serializers.Serializer):
    isi = serializers.CharField(max_length=2000)


class KeberatanSayaSerializer(serializers.ModelSerializer):
    nomor = serializers.CharField(read_only=True)
    alasan = serializers.CharField(source="alasan_kata", read_only=True)

    class Meta:
        model = Keberatan
        fields = ["id", "nomor", "isi", "diajukan_tanggal", "status", "alasan", "catatan"]
        read_only_fields = fields


def _isi(bentuk, request) -> dict:
    serializer = bentuk(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


class _Warga(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """What both resources share. `pihak`: on which side the account stands."""

    queryset = Sanggahan.objects.none()
    lookup_value_converter = "int"
    permission_classes = [BerizinSesi]
    pihak = ""
    rincian: type[serializers.Serializer]

    def _lengkap(self, s: Sanggahan, status: int = 200) -> Response:
        s.masih_layak, s.tidak_layak = hitung_tanggapan(s)
        s.bisa_keberatan = banding.bisa_keberatan(s, self.pihak)
        s.riwayat = garis_warga(s)
        return Response(self.rincian(s).data, status=status, headers={"Cache-Control": "private, no-store"})

    @extend_schema(
        tags=TAG,
        auth=SESI,
        summary="Ajukan keberatan atas putusannya",
        request=IsiSerializer,
        responses={201: KeberatanSayaSerializer},
        examples=[
            OpenApiExample(
                "Bukti baru", value={"isi": "Mobil itu milik tetangga, surat kendaraannya ada pada kami."}, request_only=True
            )
        ],
    )
    @action(detail=True, methods=["post"])
    def keberatan(self, request, pk: int) -> Response:
        k = banding.ajukan_keberatan(self.get_object(), _isi(IsiSerializer, request)["isi"], oleh=request.pelaku)
        return Response(KeberatanSayaSerializer(k).data, status=201)


@extend_schema_view(
    list=extend_schema(tags=TAG, auth=SESI, summary="Sanggahan yang saya kirim"),
    retrieve=extend_schema(tags=TAG, auth=SESI, summary="Satu sanggahan saya", responses=SanggahanSayaRincianSerializer),
)
class SanggahanSayaViewSet(_Warga):
    serializer_class = SanggahanSayaSerializer
    rincian = SanggahanSayaRincianSerializer
    pihak = Keberatan.Pihak.PENYANGGAH
    izin = {"list": WARGA, "retrieve": WARGA, "create": WARGA, "cari": WARGA, "keberatan": WARGA}

    def get_queryset(self):
        pelaku = getattr(self.request, "pelaku", None)
        return milik(pelaku).select_related("aduan") if pelaku else Sanggahan.objects.none()

    def list(self, request) -> Response:
        jawaban = jawab_halaman(request, self.get_queryset(), SanggahanSayaSerializer, ("-id",))
        catat(request.pelaku, "lihat_daftar", TABEL_PENYANGGAH, catatan="Sanggahan saya")
        return jawaban

    def retrieve(self, request, pk: int) -> Response:
        s = self.get_object()
        catat(request.pelaku, LIHAT, TABEL_PENYANGGAH, s.pk)
        return self._lengkap(s)

    @extend_schema(
        tags=TAG,
        auth=SESI,
        summary="Cari penerima di desa/kelurahan sendiri yang ingin disanggah",
        request=CariDisanggahSerializer,
        responses=DisanggahSerializer(many=True),
        examples=[OpenApiExample("Awal nama", value={"nama": "SUPAR"}, request_only=True)],
    )
    @action(detail=False, methods=["post"])
    def cari(self, request) -> Response:
        hasil = pencarian.cari_disanggah(_isi(CariDisanggahSerializer, request)["nama"], oleh=request.pelaku)
        return Response(DisanggahSerializer(hasil, many=True).data)

    @extend_schema(
        tags=TAG,
        auth=SESI,
        summary="Sanggah, dengan foto rumah (multipart)",
        request={"multipart/form-data": SanggahSerializer},
        responses={201: SanggahanSayaRincianSerializer},
    )
    def create(self, request) -> Response:
        isi = _isi(SanggahSerializer, request)
        orang = pencarian.buka_kunci(isi.pop("kunci"), oleh=request.pelaku)
        if orang is None:
            raise exceptions.NotFound("Orang ini tidak ditemukan. Cari lagi, lalu pakai kunci yang baru.")
        isi.pop("setuju")
        s = pengajuan.sanggah(orang, **isi, oleh=request.pelaku)
        return self._lengkap(self.get_queryset().get(pk=s.pk), 201)

    def get_parsers(self):
        # DRF asks before it knows the action.
        aksi = getattr(self, "action", None) or self.action_map.get(self.request.method.lower(), "")
        return [MultiPartParser()] if aksi == "create" else [JSONParser()]


@extend_schema_view(
    list=extend_schema(tags=TAG, auth=SESI, summary="Sanggahan tentang keluarga saya"),
    retrieve=extend_schema(
        tags=TAG, auth=SESI, summary="Satu sanggahan tentang keluarga saya", responses=SanggahanKeluargaRincianSerializer
    ),
)
class SanggahanKeluargaViewSet(_Warga):
    serializer_class = SanggahanKeluargaSerializer
    rincian = SanggahanKeluargaRincianSerializer
    pihak = Keberatan.Pihak.KELUARGA
    izin = {"list": WARGA, "retrieve": WARGA, "jawab": WARGA, "keberatan": WARGA}

    def get_queryset(self):
        pelaku = getattr(self.request, "pelaku", None)
        return tentang_keluarga(*keluarga_petugas(pelaku.pengguna_id)) if pelaku else Sanggahan.objects.none()

    def list(self, request) -> Response:
        jawaban = jawab_halaman(request, self.get_queryset(), SanggahanKeluargaSerializer, ("-id",))
        catat_daftar(request.pelaku, TABEL, jumlah=len(jawaban.data["hasil"]), saringan="Tentang keluarga saya")
        return jawaban

    def retrieve(self, request, pk: int) -> Response:
        return self._rinci(self.get_object())

    def _rinci(self, s: Sanggahan, status: int = 200) -> Response:
        pelaku = self.request.pelaku
        catat(pelaku, LIHAT, TABEL, s.pk, subjek=sidik(s.nik))
        s = self.get_queryset().get(pk=s.pk)
        isi = s.jawaban.filter(dibuat_oleh=pelaku.pengguna_id).order_by("id").values_list("isi", flat=True)
        s.jawaban_sendiri = list(isi)
        return self._lengkap(s, status)

    @extend_schema(
        tags=TAG,
        auth=SESI,
        summary="Jawab sanggahan tentang keluarga saya",
        request=IsiSerializer,
        responses={201: SanggahanKeluargaRincianSerializer},
        examples=[
            OpenApiExample("Jawaban", value={"isi": "Mobil itu milik tetangga yang menumpang parkir."}, request_only=True)
        ],
    )
    @action(detail=True, methods=["post"])
    def jawab(self, request, pk: int) -> Response:
        s = self.get_object()
        pelaporan.jawab(s, _isi(IsiSerializer, request)["isi"], oleh=request.pelaku)
        return self._rinci(s, 201)
