"""Self-registrations: the citizen's own, and the offices' steps on those of their area."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from dasar.api.halaman import jawab_halaman
from dasar.api.isi import JenisApaPun, NomorSamar, daftar_nomor
from dasar.bacaan import LIHAT, catat_daftar
from dasar.jejak import catat
from dasar.subjek import sidik
from dasar.unduh import kirim
from usulan import mandiri, verval_mandiri
from usulan.api.bentuk import KeluargaSerializer, PembatalanSerializer, UnggahFotoSerializer, UsulanSerializer
from usulan.milik import (
    TABEL_PENDAFTARAN,
    garis_pendaftaran,
    usulan_dari,
)
from usulan.models import AnggotaPendaftaran, Musyawarah, Pendaftaran, Usulan

TAG = ["Pendaftaran mandiri"]
BACA = ("lihat_usulan", "usul_mandiri")


class KejadianSerializer(serializers.Serializer):
    """One entry of the life line, in words; officers by function, never by name."""

    pada = serializers.DateTimeField(source="waktu")
    kejadian = serializers.CharField(source="judul")
    oleh = serializers.CharField(source="pelaku")
    alasan = serializers.CharField()
    catatan = serializers.CharField()


class AnggotaSerializer(serializers.ModelSerializer):
    nik = NomorSamar()
    peringatan = serializers.SerializerMethodField(help_text="Kode peringatan; hanya untuk petugas.")

    class Meta:
        model = AnggotaPendaftaran
        fields = ["id", "nik", "nama", "program", "hubungan", "tempat_lahir", "tanggal_lahir", "pekerjaan", "peringatan"]
        read_only_fields = fields

    def get_peringatan(self, anggota) -> list[str]:
        # What the rules found about others is not the citizen's to know (usulan.mandiri).
        return anggota.daftar_peringatan if self.context.get("petugas") else []


class PendaftaranSerializer(serializers.ModelSerializer):
    nomor = serializers.CharField(read_only=True, help_text="Nomor tanda terima.")
    nomor_kk = NomorSamar()
    alasan = serializers.ListField(child=serializers.CharField(), source="daftar_alasan", read_only=True)

    class Meta:
        model = Pendaftaran
        fields = [
            "id", "nomor", "wilayah", "untuk", "nomor_kk", "alamat", "rt", "rw", "status", "alasan", "catatan", "tenggat",
            "dikirim_pada", "dialihkan_pada",
        ]  # fmt: skip
        read_only_fields = fields


class PendaftaranRincianSerializer(PendaftaranSerializer):
    anggota = AnggotaSerializer(many=True, source="anggota_urut")
    foto_rumah = serializers.BooleanField(help_text="Foto rumah sudah ada.")
    usulan = UsulanSerializer(many=True, source="usulan_kini", help_text="Usulan yang lahir dari pendaftaran ini.")
    riwayat = KejadianSerializer(many=True)

    class Meta(PendaftaranSerializer.Meta):
        fields = [*PendaftaranSerializer.Meta.fields, "keterangan", "anggota", "foto_rumah", "usulan", "riwayat"]
        read_only_fields = fields


class PendaftaranIsianSerializer(KeluargaSerializer):
    untuk = serializers.ChoiceField(choices=Pendaftaran.Untuk.choices)
    keterangan = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)
    kontak = serializers.RegexField(r"^\+?\d{8,15}$", required=False, default="", allow_blank=True, max_length=16)


class KirimSerializer(serializers.Serializer):
    benar = serializers.BooleanField(help_text="Pernyataan bahwa isian ini benar.")


class VervalKemensosSerializer(serializers.Serializer):
    cara = serializers.ChoiceField(choices=Usulan.Cara.choices)
    catatan = serializers.CharField(max_length=1000, help_text="Dasar pengecualian dan hasil verifikasi.")


class MusyawarahkanSerializer(serializers.Serializer):
    musyawarah = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    pendaftaran = daftar_nomor()


class DitolakMasukSerializer(serializers.Serializer):
    nomor = serializers.CharField()
    pesan = serializers.CharField()


class HasilMasukSerializer(serializers.Serializer):
    pendaftaran = serializers.IntegerField(help_text="Banyaknya yang masuk.")
    usulan = serializers.ListField(child=serializers.IntegerField())
    ditolak = DitolakMasukSerializer(many=True)


def isi_sah(request, bentuk) -> dict:
    """What was sent, by the serializer `bentuk`; raises ValidationError."""
    serializer = bentuk(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


@extend_schema_view(
    list=extend_schema(tags=TAG, summary="Pendaftaran sendiri, atau di wilayah tugas"),
    retrieve=extend_schema(tags=TAG, summary="Satu pendaftaran dengan perjalanannya", responses=PendaftaranRincianSerializer),
)
class PendaftaranViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Pendaftaran.objects.none()
    serializer_class = PendaftaranSerializer
    lookup_value_converter = "int"
    izin = {
        "list": BACA,
        "retrieve": BACA,
        "foto_rumah": BACA,
        "create": ("usul_mandiri",),
        "update": ("usul_mandiri",),
        "unggah_foto_rumah": ("usul_mandiri",),
        "kirim": ("usul_mandiri",),
        "batalkan": ("usul_mandiri",),
        "musyawarahkan": ("ajukan_usulan",),
        "minta_perbaikan": ("ajukan_usulan", "periksa_kelengkapan"),
        "alihkan": ("ajukan_usulan",),
        "terima": ("periksa_kelengkapan",),
        "tolak": ("periksa_kelengkapan",),
        "verval_kemensos": ("nilai_integritas",),
    }

    def _warga(self) -> bool:
        pelaku = getattr(self.request, "pelaku", None)
        return pelaku is not None and pelaku.fungsi == "warga"

    def get_queryset(self):
        pelaku = getattr(self.request, "pelaku", None)
        return Pendaftaran.objects.milik(pelaku) if self._warga() else Pendaftaran.objects.terlihat_oleh(pelaku)

    def list(self, request) -> Response:
        jawaban = jawab_halaman(request, self.get_queryset(), PendaftaranSerializer, ("id",))
        catat_daftar(request.pelaku, TABEL_PENDAFTARAN, jumlah=len(jawaban.data["hasil"]), saringan="Pendaftaran mandiri")
        return jawaban

    def retrieve(self, request, pk: int) -> Response:
        return self._rinci(self.get_object())

    def _rinci(self, p: Pendaftaran, status: int = 200) -> Response:
        pelaku = self.request.pelaku
        catat(pelaku, LIHAT, TABEL_PENDAFTARAN, p.pk, p.wilayah_id, subjek=sidik(p.nomor_kk))
        p.anggota_urut = list(p.anggota.order_by("pk"))
        p.foto_rumah = p.survei.foto_rumah_id is not None
        if self._warga():
            p.usulan_kini = usulan_dari([p])[p.pk]
            p.riwayat = garis_pendaftaran(p, p.usulan_kini, sendiri=pelaku.pengguna_id)
        else:
            p.usulan_kini = list(Usulan.objects.terlihat_oleh(pelaku).filter(pendaftaran=p).order_by("hubungan", "id"))
            p.riwayat = garis_pendaftaran(p, p.usulan_kini)
        isi = PendaftaranRincianSerializer(p, context={"petugas": not self._warga()})
        return Response(isi.data, status=status)

    def _segar(self, p: Pendaftaran, status: int = 200) -> Response:
        """After a step: what it is now. It may have left the sight of whoever took the step, never its own answer."""
        return self._rinci(Pendaftaran.objects.get(pk=p.pk), status)

    @extend_schema(
        tags=TAG,
        summary="Simpan pendaftaran; belum terkirim",
        request=PendaftaranIsianSerializer,
        responses={201: PendaftaranRincianSerializer},
    )
    def create(self, request) -> Response:
        isian = PendaftaranIsianSerializer(data=request.data)
        isian.is_valid(raise_exception=True)
        p = mandiri.susun_pendaftaran(isian.baris(), isian.validated_data["survei"], oleh=request.pelaku, **self._milik(isian))
        return self._segar(p, 201)

    @extend_schema(
        tags=TAG,
        summary="Ganti isian yang belum dikirim atau diminta diperbaiki",
        request=PendaftaranIsianSerializer,
        responses=PendaftaranRincianSerializer,
    )
    def update(self, request, pk: int) -> Response:
        p = self.get_object()
        isian = PendaftaranIsianSerializer(data=request.data)
        isian.is_valid(raise_exception=True)
        isi = isian.validated_data["survei"]
        mandiri.perbaiki_pendaftaran(p, isian.baris(), isi, oleh=request.pelaku, **self._milik(isian))
        return self._segar(p)

    @staticmethod
    def _milik(isian: PendaftaranIsianSerializer) -> dict:
        return {k: isian.validated_data[k] for k in ("untuk", "keterangan", "kontak")}

    @extend_schema(tags=TAG, summary="Kirim", request=KirimSerializer, responses=PendaftaranRincianSerializer)
    @action(detail=True, methods=["post"])
    def kirim(self, request, pk: int) -> Response:
        p = self.get_object()
        mandiri.kirim_pendaftaran(p, oleh=request.pelaku, **isi_sah(request, KirimSerializer))
        return self._segar(p)

    @extend_schema(tags=TAG, summary="Batalkan pendaftaran sendiri", request=None, responses=PendaftaranRincianSerializer)
    @action(detail=True, methods=["post"])
    def batalkan(self, request, pk: int) -> Response:
        p = self.get_object()
        mandiri.batalkan_pendaftaran(p, oleh=request.pelaku)
        return self._segar(p)

    @extend_schema(tags=TAG, summary="Unduh foto rumah", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    @action(detail=True, url_path="foto-rumah", content_negotiation_class=JenisApaPun)
    def foto_rumah(self, request, pk: int):
        p = get_object_or_404(
            self.get_queryset().filter(survei__foto_rumah__isnull=False).select_related("survei__foto_rumah"), pk=pk
        )
        return kirim(p.survei.foto_rumah, oleh=request.pelaku, nomor=p.nomor_kk)

    @extend_schema(tags=TAG, summary="Unggah foto rumah", request=UnggahFotoSerializer, responses=PendaftaranRincianSerializer)
    @foto_rumah.mapping.post
    def unggah_foto_rumah(self, request, pk: int) -> Response:
        p = self.get_object()
        mandiri.simpan_foto_rumah(p, isi_sah(request, UnggahFotoSerializer)["foto_rumah"], oleh=request.pelaku)
        return self._segar(p)

    @extend_schema(
        tags=TAG,
        summary="Masukkan ke daftar musyawarah yang terbuka",
        request=MusyawarahkanSerializer,
        responses=HasilMasukSerializer,
    )
    @action(detail=False, methods=["post"])
    def musyawarahkan(self, request) -> Response:
        isi = isi_sah(request, MusyawarahkanSerializer)
        musyawarah = get_object_or_404(Musyawarah.objects.terlihat_oleh(request.pelaku), pk=isi["musyawarah"])
        nomor = list(self.get_queryset().filter(pk__in=isi["pendaftaran"]).values_list("pk", flat=True))
        hasil = verval_mandiri.musyawarahkan(musyawarah, nomor, oleh=request.pelaku)
        ditolak = [{"nomor": n, "pesan": p} for n, p in hasil.ditolak]
        return Response({"pendaftaran": hasil.pendaftaran, "usulan": [u.pk for u in hasil.usulan], "ditolak": ditolak})

    def _langkah(self, request, act, bentuk=None) -> Response:
        p = self.get_object()
        act(p, oleh=request.pelaku, **(isi_sah(request, bentuk) if bentuk else {}))
        return self._segar(p)

    @extend_schema(
        tags=TAG, summary="Minta pemohon memperbaiki", request=PembatalanSerializer, responses=PendaftaranRincianSerializer
    )
    @action(detail=True, methods=["post"], url_path="minta-perbaikan")
    def minta_perbaikan(self, request, pk: int) -> Response:
        return self._langkah(request, verval_mandiri.minta_perbaikan, PembatalanSerializer)

    @extend_schema(
        tags=TAG, summary="Alihkan ke kabupaten/kota", request=PembatalanSerializer, responses=PendaftaranRincianSerializer
    )
    @action(detail=True, methods=["post"])
    def alihkan(self, request, pk: int) -> Response:
        return self._langkah(request, verval_mandiri.alihkan, PembatalanSerializer)

    @extend_schema(tags=TAG, summary="Terima untuk diputus verifikator", request=None, responses=PendaftaranRincianSerializer)
    @action(detail=True, methods=["post"])
    def terima(self, request, pk: int) -> Response:
        return self._langkah(request, verval_mandiri.verval_kab)

    @extend_schema(tags=TAG, summary="Tolak", request=PembatalanSerializer, responses=PendaftaranRincianSerializer)
    @action(detail=True, methods=["post"])
    def tolak(self, request, pk: int) -> Response:
        return self._langkah(request, verval_mandiri.tolak_pendaftaran, PembatalanSerializer)

    @extend_schema(
        tags=TAG,
        summary="Verifikasi oleh Kementerian Sosial, sebagai pengecualian",
        request=VervalKemensosSerializer,
        responses=PendaftaranRincianSerializer,
    )
    @action(detail=True, methods=["post"], url_path="verval-kemensos")
    def verval_kemensos(self, request, pk: int) -> Response:
        return self._langkah(request, verval_mandiri.verval_kemensos, VervalKemensosSerializer)

    def get_parsers(self):
        # DRF asks before it knows the action.
        aksi = getattr(self, "action", None) or self.action_map.get(self.request.method.lower(), "")
        return [MultiPartParser()] if aksi.startswith("unggah_") else super().get_parsers()
