"""The register: search, one person, one family. Numbers and names travel in bodies or as opaque keys, never in addresses."""

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.api.isi import BukaNomorSerializer, NamaSamar, NomorSamar, NomorTerbukaSerializer, TeksKetat
from dasar.bacaan import LIHAT, kata_isi
from dasar.jejak import NEGARA, catat
from dasar.pembukaan import buka_nomor
from dasar.periode import urai
from dasar.subjek import sidik
from dtks.register import pencarian
from dtks.register.forms import PILIH_KABUPATEN, salah_angka
from dtks.register.kunci import buka, samarkan
from dtks.register.models import Individu, Keluarga, Kepesertaan

TAG = ["Register"]
JUMLAH_MAKS = 50
HURUF_MINIMAL = 3


class BulanSerializer(serializers.Serializer):
    periode = serializers.CharField(
        required=False, max_length=7, help_text="Keadaan bulan itu, misalnya 2026-11; kosong = kini."
    )

    def validate_periode(self, nilai: str) -> int:
        try:
            return urai(nilai)
        except ValueError as galat:
            raise serializers.ValidationError(str(galat)) from galat


class CariSerializer(BulanSerializer):
    teks = TeksKetat(max_length=100, help_text="NIK atau nomor KK 16 angka, 6 angka awal atau akhir NIK atau lebih, atau nama.")
    dalam = serializers.CharField(required=False, default="", max_length=10, help_text="Kode bagian dari wilayah tugas.")

    def validate_teks(self, teks: str) -> str:
        teks = " ".join(teks.split())
        angka = teks.replace(" ", "").replace(".", "")
        if angka.isascii() and angka.isdigit():
            if salah := salah_angka(angka):
                raise serializers.ValidationError(salah)
            return angka
        if len(teks) < HURUF_MINIMAL:
            raise serializers.ValidationError(f"Tulis paling sedikit {HURUF_MINIMAL} huruf awal nama.")
        return teks

    def validate(self, attrs: dict) -> dict:
        luas = attrs["dalam"] or self.context["pelaku"].wilayah
        if not pencarian.nomor_lengkap(attrs["teks"]) and (luas == NEGARA or len(luas) < pencarian.PANJANG_KABUPATEN):
            raise serializers.ValidationError({"dalam": [PILIH_KABUPATEN]})
        return attrs


class IndividuSerializer(serializers.ModelSerializer):
    kunci = serializers.SerializerMethodField(help_text="Kunci alamat orang ini.")
    nik = NomorSamar()
    nomor_kk = NomorSamar()

    class Meta:
        model = Individu
        fields = ["kunci", "nik", "nomor_kk", "nama", "tanggal_lahir", "jenis_kelamin", "hubungan", "wilayah", "dari", "sampai"]
        read_only_fields = fields

    def get_kunci(self, orang: Individu) -> str:
        return samarkan("nik", orang.nik)


class TemuanSerializer(IndividuSerializer):
    program = serializers.ListField(child=serializers.CharField(), read_only=True, source="daftar_program")

    class Meta(IndividuSerializer.Meta):
        fields = [*IndividuSerializer.Meta.fields, "program"]
        read_only_fields = fields


class MiripSerializer(TemuanSerializer):
    sebab = serializers.CharField(read_only=True, help_text="Mengapa orang ini mungkin yang dicari.")

    class Meta(TemuanSerializer.Meta):
        fields = [*TemuanSerializer.Meta.fields, "sebab"]
        read_only_fields = fields


class HasilCariSerializer(serializers.Serializer):
    hasil = TemuanSerializer(many=True)
    mirip = MiripSerializer(many=True, help_text="Ejaan lain, urutan lain, atau salah ketik; yang paling mirip lebih dulu.")
    masih_ada = serializers.BooleanField(help_text="Lebih banyak dari yang ditampilkan: persempit pencarian.")


class VersiIndividuSerializer(serializers.ModelSerializer):
    ibu_kandung = NamaSamar()

    class Meta:
        model = Individu
        fields = [
            "dari", "sampai", "dibuka", "ditutup", "wilayah", "nama", "tempat_lahir", "tanggal_lahir", "ibu_kandung",
            "jenis_kelamin", "pekerjaan", "status_kawin", "pendidikan", "hubungan", "disabilitas",
        ]  # fmt: skip
        read_only_fields = fields


class KepesertaanSerializer(serializers.ModelSerializer):
    class Meta:
        model = Kepesertaan
        fields = ["program", "dari", "sampai", "dibuka", "ditutup"]
        read_only_fields = fields


class OrangSerializer(serializers.Serializer):
    """A person: versions (newest first), programmes with their months, and the family as it stands or stood."""

    kunci = serializers.CharField()
    kunci_keluarga = serializers.CharField()
    nik = NomorSamar()
    nomor_kk = NomorSamar()
    versi = VersiIndividuSerializer(many=True)
    program = KepesertaanSerializer(many=True)
    keluarga = IndividuSerializer(many=True)


class VersiKeluargaSerializer(serializers.ModelSerializer):
    class Meta:
        model = Keluarga
        fields = ["dari", "sampai", "dibuka", "ditutup", "wilayah", "alamat", "rt", "rw", "kriteria"]
        read_only_fields = fields


class KeluargaRegisterSerializer(serializers.Serializer):
    kunci = serializers.CharField()
    nomor_kk = NomorSamar()
    versi = VersiKeluargaSerializer(many=True)
    anggota = TemuanSerializer(many=True)


def _periode(request) -> int | None:
    saring = BulanSerializer(data=request.query_params)
    saring.is_valid(raise_exception=True)
    return saring.validated_data.get("periode")


def _nomor(request, jenis: str, kunci: str) -> str:
    """The number behind the key of an address. A refusal is then an event about that person or family."""
    nomor = buka(jenis, kunci)
    request._request.subjek = sidik(nomor)
    return nomor


def _beri_program(orang: list[Individu], pelaku, periode: int | None) -> list[Individu]:
    program = pencarian.program_aktif([o.nik for o in orang], pelaku, periode)
    for o in orang:
        o.daftar_program = program.get(o.nik, [])
    return orang


class CariView(APIView):
    izin = {"POST": ("lihat_register",)}

    @extend_schema(
        tags=TAG,
        summary="Cari orang dengan NIK, nomor KK, atau awal nama",
        request=CariSerializer,
        responses=HasilCariSerializer,
        examples=[OpenApiExample("Nama, keadaan November 2026", value={"teks": "SITI", "dalam": "1209", "periode": "2026-11"},
                                 request_only=True)],
    )  # fmt: skip
    def post(self, request) -> Response:
        isian = CariSerializer(data=request.data, context={"pelaku": request.pelaku})
        isian.is_valid(raise_exception=True)
        isi = isian.validated_data
        periode = isi.get("periode")
        potongan = {"teks": f"potongan NIK {len(isi['teks'])} angka"} if pencarian.potongan(isi["teks"]) else {}
        pencarian.catat_pencarian(
            isi["teks"], luas=isi["dalam"] or request.pelaku.wilayah, kata=kata_isi(isi | potongan), oleh=request.pelaku
        )
        baris = pencarian.cari(request.pelaku, isi["teks"], dalam=isi["dalam"], periode=periode)
        orang = list(baris.order_by("wilayah_id", "nik")[: JUMLAH_MAKS + 1])
        hasil, mirip = orang[:JUMLAH_MAKS], pencarian.mirip(request.pelaku, isi["teks"], dalam=isi["dalam"], periode=periode)
        for m in mirip:
            m.orang.sebab = m.sebab
        _beri_program([*hasil, *(m.orang for m in mirip)], request.pelaku, periode)
        jawaban = {"hasil": hasil, "mirip": [m.orang for m in mirip], "masih_ada": len(orang) > JUMLAH_MAKS}
        return Response(HasilCariSerializer(jawaban).data)


class IndividuView(APIView):
    izin = {"GET": ("lihat_register",)}

    @extend_schema(
        tags=TAG,
        summary="Satu orang: semua versi, program, keluarga",
        parameters=[BulanSerializer],
        responses=OrangSerializer,
    )
    def get(self, request, kunci: str) -> Response:
        periode, nik = _periode(request), _nomor(request, "nik", kunci)
        semua = Individu.objects.terlihat_oleh(request.pelaku).filter(nik=nik)
        program = Kepesertaan.objects.terlihat_oleh(request.pelaku).filter(nik=nik)
        if periode is not None:
            semua, program = semua.pada(periode), program.pada(periode)
        versi = list(semua.order_by("-dari"))
        if not versi:
            raise Http404
        kini = versi[0]
        # The key stands for the number: the log leads to the person without holding a NIK itself.
        catat(request.pelaku, LIHAT, "dtks_individu", wilayah=kini.wilayah_id, catatan=kunci, subjek=sidik(nik))
        pada = periode if periode is not None else None if kini.sampai is None else kini.dari
        isi = {
            "kunci": kunci,
            "kunci_keluarga": samarkan("kk", kini.nomor_kk),
            "nik": kini.nik,
            "nomor_kk": kini.nomor_kk,
            "versi": versi,
            "program": program.order_by("-dari", "program"),
            "keluarga": pencarian.anggota(request.pelaku, kini.nomor_kk, pada),
        }
        return Response(OrangSerializer(isi).data)


class NomorView(APIView):
    izin = {"POST": ("buka_data_pribadi",)}

    @extend_schema(
        tags=TAG,
        summary="Tampilkan nomor lengkap satu orang, dengan tujuannya",
        description="Dicatat dalam jejak. Paling banyak 60 data dalam satu jam.",
        request=BukaNomorSerializer,
        responses=NomorTerbukaSerializer,
    )
    def post(self, request, kunci: str) -> Response:
        isian = BukaNomorSerializer(data=request.data)
        isian.is_valid(raise_exception=True)
        nik = _nomor(request, "nik", kunci)
        kini = Individu.objects.terlihat_oleh(request.pelaku).filter(nik=nik).order_by("-dari").first()
        if kini is None:
            raise Http404
        buka_nomor("dtks_individu", None, nik, wilayah=kini.wilayah_id, oleh=request.pelaku, **isian.validated_data)
        return Response(NomorTerbukaSerializer(kini).data, headers={"Cache-Control": "private, no-store"})


class KeluargaView(APIView):
    izin = {"GET": ("lihat_register",)}

    @extend_schema(
        tags=TAG,
        summary="Satu keluarga: versi dan anggotanya",
        parameters=[BulanSerializer],
        responses=KeluargaRegisterSerializer,
    )
    def get(self, request, kunci: str) -> Response:
        periode, nomor_kk = _periode(request), _nomor(request, "kk", kunci)
        semua = Keluarga.objects.terlihat_oleh(request.pelaku).filter(nomor_kk=nomor_kk)
        versi = list((semua if periode is None else semua.pada(periode)).order_by("-dari"))
        if not versi:
            raise Http404
        kini = versi[0]
        catat(request.pelaku, LIHAT, "dtks_keluarga", wilayah=kini.wilayah_id, catatan=kunci, subjek=sidik(nomor_kk))
        pada = periode if periode is not None else None if kini.sampai is None else kini.dari
        orang = list(pencarian.anggota(request.pelaku, nomor_kk, pada))
        isi = {"kunci": kunci, "nomor_kk": nomor_kk, "versi": versi, "anggota": _beri_program(orang, request.pelaku, pada)}
        return Response(KeluargaRegisterSerializer(isi).data)


app_name = "api-register"

urlpatterns = [
    path("cari/", CariView.as_view(), name="cari"),
    path("individu/<str:kunci>/", IndividuView.as_view(), name="individu"),
    path("individu/<str:kunci>/nomor/", NomorView.as_view(), name="nomor"),
    path("keluarga/<str:kunci>/", KeluargaView.as_view(), name="keluarga"),
]
