"""Shapes of objections and appeals as they go over the wire. No field leads to the objector."""

from rest_framework import serializers

from dasar.api.isi import NomorSamar
from sanggahan.alasan import AlasanBantah, AlasanKeberatan, AlasanTolakAwal, AlasanUlang
from sanggahan.models import Keberatan, Sanggahan
from usulan.models import Usulan

SEBAB = Usulan.Sebab.choices


class SanggahanSerializer(serializers.ModelSerializer):
    nomor = serializers.CharField(read_only=True)
    nik = NomorSamar()
    nomor_kk = NomorSamar()
    batas = serializers.DateField(read_only=True)

    class Meta:
        model = Sanggahan
        fields = [
            "id", "nomor", "wilayah", "nik", "nomor_kk", "nama", "rt", "rw", "alasan_sanggah", "pokok", "dikirim_tanggal",
            "status", "alasan", "catatan", "batas_jawab", "batas", "dieskalasi_pada", "diputus_pada",
        ]  # fmt: skip
        read_only_fields = fields


class KeberatanSerializer(serializers.ModelSerializer):
    nomor = serializers.CharField(read_only=True)
    nik = NomorSamar()
    nomor_kk = NomorSamar()

    class Meta:
        model = Keberatan
        fields = [
            "id", "nomor", "wilayah", "sanggahan", "usulan", "pihak", "nik", "nomor_kk", "nama", "isi", "diajukan_tanggal", "status",
            "alasan", "catatan", "diputus_pada", "dilaksanakan_pada",
        ]  # fmt: skip
        read_only_fields = fields


class TolakAwalSerializer(serializers.Serializer):
    alasan = serializers.ChoiceField(choices=AlasanTolakAwal.choices)
    catatan = serializers.CharField(max_length=1000)


class TugaskanSerializer(serializers.Serializer):
    pengunjung = serializers.IntegerField(min_value=1, max_value=2**63 - 1, help_text="Nomor akun petugas desa/kelurahan.")
    pokok = serializers.CharField(max_length=500, required=False, default="", allow_blank=True)


class BuktikanSerializer(serializers.Serializer):
    hasil = serializers.ChoiceField(choices=Sanggahan.Hasil.choices)
    sebab = serializers.ChoiceField(choices=SEBAB)
    penjelasan = serializers.CharField(max_length=1500)


class BantahSerializer(serializers.Serializer):
    alasan = serializers.ChoiceField(choices=AlasanBantah.choices)
    penjelasan = serializers.CharField(max_length=1500)


class UlangiSerializer(serializers.Serializer):
    alasan = serializers.ChoiceField(choices=AlasanUlang.choices)
    catatan = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)


class PutuskanKeberatanSerializer(serializers.Serializer):
    terima = serializers.BooleanField()
    alasan = serializers.ChoiceField(choices=AlasanKeberatan.choices)
    penjelasan = serializers.CharField(max_length=1500)
    hasil = serializers.ChoiceField(choices=Sanggahan.Hasil.choices, required=False, default="", allow_blank=True)
    sebab = serializers.ChoiceField(choices=SEBAB, required=False, default="", allow_blank=True)
