"""Deliberations: recording, documents, the forum's decisions, the list on its way to the district."""

from django.db.models import Count
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from dasar.api.halaman import jawab_halaman
from dasar.api.isi import JenisApaPun
from dasar.unduh import kirim
from usulan import pencatatan, pengajuan, penyusunan
from usulan.api.bentuk import (
    AjukanSerializer,
    DokumenSerializer,
    HasilLangkahSerializer,
    KeluargaSerializer,
    KeputusanForumSerializer,
    MusyawarahIsianSerializer,
    MusyawarahRincianSerializer,
    MusyawarahSerializer,
    PembatalanSerializer,
    UnggahBukuSerializer,
    UnggahDokumenSerializer,
    UsulanKeluarSerializer,
    UsulanSerializer,
    hasil_langkah,
)
from usulan.api.impor import BukuDiterimaSerializer, ImporSerializer, jawab_buku
from usulan.models import DokumenMusyawarah, Impor, Musyawarah, Usulan
from usulan.pengimporan import terima_buku

TAG = ["Musyawarah"]

_CONTOH_KELUARGA = {
    "nomor_kk": "9901010101180001",
    "alamat": "Jalan Melati 1",
    "rt": "001",
    "rw": "002",
    "anggota": [
        {
            "nik": "9901014505900001",
            "program": "PKH",
            "nama": "SITI CONTOH",
            "tempat_lahir": "KISARAN",
            "tanggal_lahir": "1990-05-05",
            "ibu_kandung": "AMINAH",
            "jenis_kelamin": "P",
            "pekerjaan": "BURUH HARIAN LEPAS",
            "status_kawin": "CERAI MATI",
            "shdk": "1",
        }
    ],
    "survei": {"sk0": True, "sk1": True, "sk2": False},
}


@extend_schema_view(
    list=extend_schema(tags=TAG, summary="Musyawarah di wilayah tugas"),
    retrieve=extend_schema(
        tags=TAG, summary="Satu musyawarah: jumlah, dokumen, halangan", responses=MusyawarahRincianSerializer
    ),
)
class MusyawarahViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Musyawarah.objects.none()
    serializer_class = MusyawarahSerializer
    lookup_value_converter = "int"
    izin = {
        "list": ("lihat_usulan",),
        "retrieve": ("lihat_usulan",),
        "create": ("kelola_musyawarah",),
        "partial_update": ("kelola_musyawarah",),
        "dokumen": ("lihat_usulan",),
        "unggah_dokumen": ("kelola_musyawarah",),
        "isi_dokumen": ("lihat_usulan",),
        "keputusan_forum": ("kelola_musyawarah",),
        "ajukan": ("ajukan_usulan",),
        "ajukan_ulang": ("ajukan_usulan",),
        "batalkan": ("kelola_musyawarah",),
        "keluarga": ("ajukan_usulan",),
        "usulan_keluar": ("ajukan_usulan",),
        "impor": ("lihat_usulan",),
        "unggah_buku": ("ajukan_usulan",),
    }

    def get_queryset(self):
        return Musyawarah.objects.terlihat_oleh(getattr(self.request, "pelaku", None))

    def _isi(self, bentuk, **kwargs) -> dict:
        serializer = bentuk(data=self.request.data, **kwargs)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def _rinci(self, musyawarah: Musyawarah, status: int = 200) -> Response:
        musyawarah.jumlah_per_status = dict(
            Usulan.objects.terlihat_oleh(self.request.pelaku)
            .filter(musyawarah=musyawarah)
            .values_list("status")
            .annotate(n=Count("pk"))
            .order_by("status")
        )
        musyawarah.dokumen_berlaku = (
            musyawarah.dokumen.filter(digantikan_pada__isnull=True).select_related("berkas").order_by("id")
        )
        musyawarah.halangan = pengajuan.halangan_pengajuan(musyawarah) if musyawarah.terbuka else []
        return Response(MusyawarahRincianSerializer(musyawarah).data, status=status)

    def list(self, request) -> Response:
        return jawab_halaman(request, self.get_queryset(), MusyawarahSerializer, ("-id",))

    def retrieve(self, request, pk: int) -> Response:
        return self._rinci(self.get_object())

    @extend_schema(
        tags=TAG,
        summary="Catat musyawarah",
        request=MusyawarahIsianSerializer,
        responses={201: MusyawarahRincianSerializer},
        examples=[
            OpenApiExample(
                "Musyawarah kelurahan",
                value={
                    "jenis": "muskel",
                    "nomor_berita_acara": "470/12/BA/2026",
                    "tanggal": "2026-11-05",
                    "tempat": "Aula kelurahan",
                    "pimpinan": "Lurah",
                    "notulis": "Sekretaris",
                    "jumlah_hadir": 25,
                },
                request_only=True,
            )
        ],
    )
    def create(self, request) -> Response:
        musyawarah = pencatatan.catat_musyawarah(oleh=request.pelaku, **self._isi(MusyawarahIsianSerializer))
        musyawarah.refresh_from_db()
        return self._rinci(musyawarah, 201)

    @extend_schema(
        tags=TAG,
        summary="Perbaiki catatan musyawarah",
        request=MusyawarahIsianSerializer(partial=True),
        responses=MusyawarahRincianSerializer,
    )
    def partial_update(self, request, pk: int) -> Response:
        musyawarah = self.get_object()
        pencatatan.perbaiki_musyawarah(musyawarah, oleh=request.pelaku, **self._isi(MusyawarahIsianSerializer, partial=True))
        return self._rinci(self.get_object())

    @extend_schema(tags=TAG, summary="Dokumen, yang sudah digantikan juga", responses=DokumenSerializer(many=True))
    @action(detail=True, pagination_class=None)
    def dokumen(self, request, pk: int) -> Response:
        semua = self.get_object().dokumen.select_related("berkas").order_by("id")
        return Response(DokumenSerializer(semua, many=True).data)

    @extend_schema(
        tags=TAG,
        summary="Unggah satu dokumen musyawarah",
        request=UnggahDokumenSerializer,
        responses={201: DokumenSerializer},
    )
    @dokumen.mapping.post
    def unggah_dokumen(self, request, pk: int) -> Response:
        musyawarah = self.get_object()
        isi = self._isi(UnggahDokumenSerializer)
        dokumen = pencatatan.unggah_dokumen(musyawarah, isi["jenis"], isi["berkas"], oleh=request.pelaku)
        dokumen.refresh_from_db()
        return Response(DokumenSerializer(dokumen).data, status=201)

    @extend_schema(
        tags=TAG,
        summary="Unduh satu dokumen",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, (200, "image/jpeg"): OpenApiTypes.BINARY},
    )
    @action(detail=True, url_path="dokumen/<int:dokumen>", content_negotiation_class=JenisApaPun)
    def isi_dokumen(self, request, pk: int, dokumen: int):
        semua = DokumenMusyawarah.objects.filter(musyawarah=self.get_object()).select_related("berkas")
        return kirim(get_object_or_404(semua, pk=dokumen).berkas, oleh=request.pelaku)

    @extend_schema(
        tags=TAG,
        summary="Catat keputusan forum atas nama-nama",
        request=KeputusanForumSerializer,
        responses=HasilLangkahSerializer,
        examples=[
            OpenApiExample("Semua disetujui", value={"putusan": "setuju"}, request_only=True),
            OpenApiExample(
                "Sebagian ditolak", value={"putusan": "tolak", "usulan": [12, 15], "alasan": ["M01"]}, request_only=True
            ),
        ],
    )
    @action(detail=True, methods=["post"], url_path="keputusan-forum")
    def keputusan_forum(self, request, pk: int) -> Response:
        musyawarah = self.get_object()
        isi = self._isi(KeputusanForumSerializer)
        usulan = isi.get("usulan")
        if isi["putusan"] == "setuju":
            jumlah = pengajuan.setujui_forum(musyawarah, oleh=request.pelaku, usulan=usulan)
        else:
            jumlah = pengajuan.tolak_forum(
                musyawarah, oleh=request.pelaku, usulan=usulan, alasan=isi["alasan"], catatan=isi["catatan"]
            )
        return Response(hasil_langkah(jumlah, None if usulan is None else len(usulan)))

    @extend_schema(
        tags=TAG,
        summary="Segel daftar dan ajukan ke dinas sosial",
        request=AjukanSerializer,
        responses=HasilLangkahSerializer,
        examples=[
            OpenApiExample("Dengan penjelasan", value={"catatan_peringatan": "Sudah dicocokkan dengan KK."}, request_only=True)
        ],
    )
    @action(detail=True, methods=["post"])
    def ajukan(self, request, pk: int) -> Response:
        musyawarah = self.get_object()
        return Response(hasil_langkah(pengajuan.ajukan(musyawarah, oleh=request.pelaku, **self._isi(AjukanSerializer))))

    @extend_schema(
        tags=TAG, summary="Ajukan lagi yang dikembalikan dan sudah diperbaiki", request=None, responses=HasilLangkahSerializer
    )
    @action(detail=True, methods=["post"], url_path="ajukan-ulang")
    def ajukan_ulang(self, request, pk: int) -> Response:
        return Response(hasil_langkah(pengajuan.ajukan_ulang(self.get_object(), oleh=request.pelaku)))

    @extend_schema(
        tags=TAG,
        summary="Batalkan musyawarah yang belum diajukan",
        request=PembatalanSerializer,
        responses=MusyawarahRincianSerializer,
    )
    @action(detail=True, methods=["post"])
    def batalkan(self, request, pk: int) -> Response:
        musyawarah = self.get_object()
        pencatatan.batalkan_musyawarah(musyawarah, oleh=request.pelaku, **self._isi(PembatalanSerializer))
        return self._rinci(self.get_object())

    @extend_schema(
        tags=TAG,
        summary="Masukkan satu keluarga ke daftar",
        description="Temuan aturan dijawab 422 dengan `rincian` per anggota: kode, tingkat, kolom, pesan.",
        request=KeluargaSerializer,
        responses={201: UsulanSerializer(many=True)},
        examples=[OpenApiExample("Satu anggota", value=_CONTOH_KELUARGA, request_only=True)],
    )
    @action(detail=True, methods=["post"], pagination_class=None)
    def keluarga(self, request, pk: int) -> Response:
        musyawarah = self.get_object()
        isian = KeluargaSerializer(data=request.data)
        isian.is_valid(raise_exception=True)
        hasil = penyusunan.susun_keluarga(musyawarah, isian.baris(), isian.validated_data["survei"], oleh=request.pelaku)
        return Response(UsulanSerializer(hasil, many=True).data, status=201)

    @extend_schema(
        tags=TAG,
        summary="Usulkan penghentian bantuan atau penonaktifan",
        request=UsulanKeluarSerializer,
        responses={201: UsulanSerializer},
    )
    @action(detail=True, methods=["post"], url_path="usulan-keluar")
    def usulan_keluar(self, request, pk: int) -> Response:
        musyawarah = self.get_object()
        isi = self._isi(UsulanKeluarSerializer)
        if "program" in isi:
            isi["program"] = isi["program"].pk
        return Response(UsulanSerializer(penyusunan.susun_keluar(musyawarah, oleh=request.pelaku, **isi)).data, status=201)

    @extend_schema(tags=["Impor"], summary="Buku kerja musyawarah ini", responses=ImporSerializer(many=True))
    @action(detail=True)
    def impor(self, request, pk: int) -> Response:
        semua = Impor.objects.filter(musyawarah=self.get_object()).select_related("berkas")
        return jawab_halaman(request, semua, ImporSerializer, ("-id",))

    @extend_schema(
        tags=["Impor"],
        summary="Unggah buku kerja",
        description="Berkas yang sama dijawab 200 dengan impor yang sudah ada; tidak ada yang berubah.",
        request=UnggahBukuSerializer,
        responses={200: BukuDiterimaSerializer, 202: BukuDiterimaSerializer},
    )
    @impor.mapping.post
    def unggah_buku(self, request, pk: int) -> Response:
        musyawarah = self.get_object()
        return jawab_buku(*terima_buku(musyawarah, self._isi(UnggahBukuSerializer)["berkas"], oleh=request.pelaku))

    def get_parsers(self):
        # DRF asks before it knows the action.
        aksi = getattr(self, "action", None) or self.action_map.get(self.request.method.lower(), "")
        return [MultiPartParser()] if aksi.startswith("unggah_") else super().get_parsers()
