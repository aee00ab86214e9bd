"""Officers, invitations, findings on eligibility and overrides, by the same acts as the screens."""

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from akun import kelayakan, serah_terima, undangan
from akun import penugasan as tugas
from akun.alur import BERLAKU, TERBUKA
from akun.api_bentuk import (
    AlasanPetugasSerializer,
    CalonSerializer,
    KecualikanSerializer,
    PengecualianBaruSerializer,
    PengecualianSerializer,
    PerpanjangSerializer,
    PetugasSerializer,
    SaringPetugasSerializer,
    TemuanKelayakanSerializer,
    UndanganDibuatSerializer,
    UndangSerializer,
)
from akun.models import Pengecualian, Penugasan, TemuanKelayakan
from akun.undangan import UMUR, alamat_tautan
from dasar.api.halaman import jawab_halaman
from dasar.api.isi import JenisApaPun
from dasar.unduh import kirim

KELOLA = ("kelola_pengguna", "kelola_pengguna_pusat")
LIHAT = (*KELOLA, "lihat_petugas")
PUSAT = ("kelola_pengguna_pusat",)
# These bring the decree along.
_BERBERKAS = ("create", "perpanjang", "serah_terima")
TAG, TAG_KELAYAKAN = ["Petugas"], ["Kelayakan petugas"]


@extend_schema_view(
    list=extend_schema(tags=TAG, summary="Petugas di wilayah tugas", parameters=[SaringPetugasSerializer]),
    retrieve=extend_schema(tags=TAG, summary="Satu penugasan"),
)
class PetugasViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Penugasan.objects.none()
    serializer_class = PetugasSerializer
    lookup_value_converter = "int"
    izin = {
        "list": LIHAT, "retrieve": LIHAT, "sk": LIHAT, "create": KELOLA, "tautan": KELOLA, "batalkan": KELOLA,
        "tangguhkan": KELOLA, "aktifkan": KELOLA, "perpanjang": KELOLA, "serah_terima": KELOLA, "akhiri": KELOLA,
    }  # fmt: skip

    def get_parsers(self):
        # Known before `action` is: DRF asks for parsers while it wraps the request.
        aksi = self.action_map.get(self.request.method.lower(), "") if self.request else getattr(self, "action", "")
        return [MultiPartParser()] if aksi in _BERBERKAS else super().get_parsers()

    def get_queryset(self):
        return Penugasan.objects.terlihat_oleh(getattr(self.request, "pelaku", None)).select_related("pengguna", "pakta")

    def _yang_dikelola(self, pk: int) -> Penugasan:
        milik = Penugasan.objects.dikelola_oleh(self.request.pelaku).select_related("pengguna", "wilayah")
        return get_object_or_404(milik, pk=pk)

    def _isi(self, bentuk) -> dict:
        serializer = bentuk(data=self.request.data, context={"request": self.request})
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def _jawab(self, pk: int, status: int = 200) -> Response:
        return Response(PetugasSerializer(self.get_queryset().get(pk=pk)).data, status=status)

    def _bertautan(self, penugasan: Penugasan, kode: str) -> Response:
        isi = {
            "petugas": self.get_queryset().get(pk=penugasan.pk),
            "tautan": alamat_tautan(kode),
            "berlaku_sampai": timezone.now() + UMUR,
        }
        jawaban = Response(UndanganDibuatSerializer(isi).data, status=201)
        jawaban["Cache-Control"] = "no-store"
        return jawaban

    def _beralasan(self, pk: int, langkah) -> Response:
        langkah(self._yang_dikelola(pk), alasan=self._isi(AlasanPetugasSerializer)["alasan"], oleh=self.request.pelaku)
        return self._jawab(pk)

    def list(self, request) -> Response:
        saring = SaringPetugasSerializer(data=request.query_params)
        saring.is_valid(raise_exception=True)
        pilih = dict(saring.validated_data)
        baris = self.get_queryset()
        if teks := pilih.pop("q", ""):
            baris = baris.filter(
                Q(pengguna__nama__icontains=teks) | Q(pengguna__username__icontains=teks) | Q(nomor_sk__icontains=teks)
            )
        return jawab_halaman(request, baris.filter(**pilih), PetugasSerializer, ("-id",))

    @extend_schema(
        tags=TAG,
        summary="Undang petugas",
        description="Tautannya hanya ada dalam jawaban ini.",
        request={"multipart/form-data": UndangSerializer},
        responses={201: UndanganDibuatSerializer},
    )
    def create(self, request) -> Response:
        isi = self._isi(UndangSerializer)
        return self._bertautan(
            *undangan.undang(isi.pop("calon"), isi.pop("fungsi"), isi.pop("wilayah"), oleh=request.pelaku, **isi)
        )

    @extend_schema(tags=TAG, summary="Buat tautan undangan baru", request=None, responses={201: UndanganDibuatSerializer})
    @action(detail=True, methods=["post"])
    def tautan(self, request, pk: int) -> Response:
        penugasan = self._yang_dikelola(pk)
        return self._bertautan(penugasan, undangan.kirim_ulang(penugasan, oleh=request.pelaku))

    @extend_schema(tags=TAG, summary="Batalkan undangan", request=AlasanPetugasSerializer)
    @action(detail=True, methods=["post"])
    def batalkan(self, request, pk: int) -> Response:
        return self._beralasan(pk, undangan.batalkan)

    @extend_schema(tags=TAG, summary="Tangguhkan penugasan", request=AlasanPetugasSerializer)
    @action(detail=True, methods=["post"])
    def tangguhkan(self, request, pk: int) -> Response:
        return self._beralasan(pk, tugas.tangguhkan)

    @extend_schema(tags=TAG, summary="Akhiri penugasan", request=AlasanPetugasSerializer)
    @action(detail=True, methods=["post"])
    def akhiri(self, request, pk: int) -> Response:
        return self._beralasan(pk, tugas.akhiri)

    @extend_schema(tags=TAG, summary="Aktifkan kembali", request=None)
    @action(detail=True, methods=["post"])
    def aktifkan(self, request, pk: int) -> Response:
        tugas.aktifkan(self._yang_dikelola(pk), oleh=request.pelaku)
        return self._jawab(pk)

    @extend_schema(
        tags=TAG,
        summary="Perpanjang masa tugas",
        request={"multipart/form-data": PerpanjangSerializer},
        responses={201: PetugasSerializer},
    )
    @action(detail=True, methods=["post"])
    def perpanjang(self, request, pk: int) -> Response:
        lama = self._yang_dikelola(pk)
        return self._jawab(tugas.perpanjang(lama, oleh=request.pelaku, **self._isi(PerpanjangSerializer)).pk, 201)

    @extend_schema(
        tags=TAG,
        summary="Serah terima kepada penerus",
        description="Penugasan lama berjalan sampai penerus menerima undangannya.",
        request={"multipart/form-data": CalonSerializer},
        responses={201: UndanganDibuatSerializer},
    )
    @action(detail=True, methods=["post"], url_path="serah-terima")
    def serah_terima(self, request, pk: int) -> Response:
        lama, isi = self._yang_dikelola(pk), self._isi(CalonSerializer)
        return self._bertautan(*serah_terima.serahkan(lama, isi.pop("calon"), oleh=request.pelaku, **isi))

    @extend_schema(
        tags=TAG, summary="Unduh surat keputusan", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}
    )
    @action(detail=True, content_negotiation_class=JenisApaPun)
    def sk(self, request, pk: int):
        penugasan = get_object_or_404(self.get_queryset().select_related("berkas_sk"), pk=pk)
        if penugasan.berkas_sk is None:
            raise Http404
        return kirim(penugasan.berkas_sk, oleh=request.pelaku)


@extend_schema_view(list=extend_schema(tags=TAG_KELAYAKAN, summary="Temuan kelayakan yang terbuka"))
class KelayakanViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    queryset = TemuanKelayakan.objects.none()
    serializer_class = TemuanKelayakanSerializer
    lookup_value_converter = "int"
    izin = {"list": LIHAT, "tindak_lanjut": KELOLA, "pengecualian": PUSAT}

    def get_queryset(self):
        terlihat = TemuanKelayakan.objects.terlihat_oleh(getattr(self.request, "pelaku", None))
        return terlihat.filter(status=TERBUKA).select_related("penugasan__pengguna", "wilayah")

    def list(self, request) -> Response:
        return jawab_halaman(request, self.get_queryset(), TemuanKelayakanSerializer)

    @extend_schema(tags=TAG_KELAYAKAN, summary="Catat tindak lanjut", request=AlasanPetugasSerializer)
    @action(detail=True, methods=["post"], url_path="tindak-lanjut")
    def tindak_lanjut(self, request, pk: int) -> Response:
        terbuka = TemuanKelayakan.objects.dikelola_oleh(request.pelaku).filter(status=TERBUKA)
        temuan = get_object_or_404(terbuka.select_related("penugasan__pengguna"), pk=pk)
        bentuk = AlasanPetugasSerializer(data=request.data)
        bentuk.is_valid(raise_exception=True)
        kelayakan.tanggapi(temuan, catatan=bentuk.validated_data["alasan"], oleh=request.pelaku)
        temuan.refresh_from_db(fields=["status", "catatan"])
        return Response(TemuanKelayakanSerializer(temuan).data)

    @extend_schema(
        tags=TAG_KELAYAKAN,
        summary="Kecualikan temuan",
        request=KecualikanSerializer,
        responses={201: PengecualianSerializer},
    )
    @action(detail=True, methods=["post"])
    def pengecualian(self, request, pk: int) -> Response:
        temuan = get_object_or_404(self.get_queryset(), pk=pk)
        bentuk = KecualikanSerializer(data=request.data)
        bentuk.is_valid(raise_exception=True)
        return _dikecualikan(request, temuan.penugasan.nik, temuan.jenis, temuan.wilayah, bentuk.validated_data)


@extend_schema_view(list=extend_schema(tags=TAG_KELAYAKAN, summary="Pengecualian yang berlaku"))
class PengecualianViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    queryset = Pengecualian.objects.none()
    serializer_class = PengecualianSerializer
    lookup_value_converter = "int"
    izin = {"list": LIHAT, "create": PUSAT, "cabut": PUSAT}

    def get_queryset(self):
        awal, akhir = self.request.pelaku.rentang
        return Pengecualian.objects.filter(
            status=BERLAKU, berlaku_sampai__gte=timezone.localdate(), wilayah__gte=awal, wilayah__lt=akhir
        )

    def list(self, request) -> Response:
        return jawab_halaman(request, self.get_queryset(), PengecualianSerializer)

    @extend_schema(
        tags=TAG_KELAYAKAN,
        summary="Beri pengecualian sebelum pengangkatan",
        request=PengecualianBaruSerializer,
        responses={201: PengecualianSerializer},
    )
    def create(self, request) -> Response:
        bentuk = PengecualianBaruSerializer(data=request.data)
        bentuk.is_valid(raise_exception=True)
        isi = dict(bentuk.validated_data)
        return _dikecualikan(request, isi.pop("nik"), isi.pop("jenis"), isi.pop("wilayah"), isi)

    @extend_schema(tags=TAG_KELAYAKAN, summary="Cabut pengecualian", request=AlasanPetugasSerializer)
    @action(detail=True, methods=["post"])
    def cabut(self, request, pk: int) -> Response:
        pengecualian = get_object_or_404(Pengecualian, pk=pk, status=BERLAKU)
        bentuk = AlasanPetugasSerializer(data=request.data)
        bentuk.is_valid(raise_exception=True)
        kelayakan.cabut_pengecualian(pengecualian, alasan=bentuk.validated_data["alasan"], oleh=request.pelaku)
        pengecualian.refresh_from_db(fields=["status", "catatan"])
        return Response(PengecualianSerializer(pengecualian).data)


def _dikecualikan(request, nik: str, jenis: str, wilayah, isi: dict) -> Response:
    satu = kelayakan.kecualikan(nik, jenis, wilayah, oleh=request.pelaku, **isi)
    satu.refresh_from_db()
    return Response(PengecualianSerializer(satu).data, status=201)


rute = SimpleRouter(use_regex_path=False)
rute.register("petugas", PetugasViewSet, basename="petugas")
rute.register("kelayakan-petugas", KelayakanViewSet, basename="kelayakan")
rute.register("pengecualian-petugas", PengecualianViewSet, basename="pengecualian")
