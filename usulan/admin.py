from itertools import pairwise

from django import forms
from django.contrib import admin
from import_export.resources import ModelResource

from akun.situs import RujukanAdmin
from dasar import periode as bulan
from usulan.models import Jadwal, KodeAlasan
from wilayah.models import Tingkat, Wilayah


class KodeAlasanResource(ModelResource):
    class Meta:
        model = KodeAlasan
        import_id_fields = ["kode"]
        fields = ["kode", "kelompok", "teks", "tindakan", "aktif"]
        clean_model_instances = True
        skip_unchanged = True


@admin.register(KodeAlasan)
class KodeAlasanAdmin(RujukanAdmin):
    resource_classes = [KodeAlasanResource]
    list_display = ["kode", "kelompok", "teks", "tindakan", "aktif"]
    list_filter = ["kelompok", "aktif"]
    search_fields = ["kode", "teks"]

    def get_readonly_fields(self, request, obj=None):
        return ["kode"] if obj else []  # decisions point at the code


BATAS = ["batas_desa", "batas_kabupaten", "batas_pengesahan", "batas_penilaian", "batas_penetapan"]
KOLOM_JADWAL = ["periode", "wilayah", *BATAS]


class JadwalForm(forms.ModelForm):
    """The calendar holds for the nation, a province or a kabupaten/kota; its dates stand in the order of the pipeline."""

    wilayah = forms.ModelChoiceField(Wilayah.objects.filter(tingkat__lte=Tingkat.KABUPATEN).order_by("kode"))

    class Meta:
        model = Jadwal
        fields = KOLOM_JADWAL

    def clean_periode(self) -> int:
        nilai = self.cleaned_data["periode"]
        try:
            return bulan.urai(str(nilai))
        except ValueError as galat:
            raise forms.ValidationError(str(galat)) from galat

    def clean(self) -> dict:
        isi = super().clean()
        for awal, akhir in pairwise(BATAS):
            if isi.get(awal) and isi.get(akhir) and isi[akhir] < isi[awal]:
                self.add_error(akhir, f"Tanggal ini tidak boleh sebelum {self.fields[awal].label.lower()}.")
        return isi


class JadwalResource(ModelResource):
    class Meta:
        model = Jadwal
        import_id_fields = ["periode", "wilayah"]
        fields = KOLOM_JADWAL
        clean_model_instances = True
        skip_unchanged = True


@admin.register(Jadwal)
class JadwalAdmin(RujukanAdmin):
    resource_classes = [JadwalResource]
    form = JadwalForm
    list_display = [
        "periode",
        "wilayah",
        "batas_desa",
        "batas_kabupaten",
        "batas_pengesahan",
        "batas_penilaian",
        "batas_penetapan",
    ]
    list_select_related = ["wilayah"]
    ordering = ["-periode", "wilayah"]
