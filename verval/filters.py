"""The filter of the verifikator's queue: the list, its count, "all of this filter" and the job all read the same rows."""

import datetime as dt

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from dasar.jejak import Pelaku, rentang_wilayah
from dtks.register.models import Program
from dtks.register.pencarian import serupa
from usulan.alur import S
from usulan.models import Usulan
from wilayah import kode as kode_wilayah
from wilayah.fields import PilihWilayahField, PilihWilayahWidget, kode_sah


class KodeWilayahField(PilihWilayahField):
    """The code of an area inside the scope: a filter needs no row of the area to compare codes with."""

    def to_python(self, value) -> str:
        if value and not (kode_sah(value) and kode_wilayah.memuat(self.awal, value)):
            raise forms.ValidationError(self.error_messages["tidak_ada"], code="tidak_ada")
        return value or ""


class AntreanForm(forms.Form):
    """What narrows the queue (GET); the search box comes first, the rest folds on phones."""

    tandai_opsional = False

    q = forms.CharField(
        label="Cari nama atau NIK",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    jenis = forms.ChoiceField(label="Jenis usulan", required=False, choices=[("", "Semua jenis"), *Usulan.Jenis.choices])
    program = forms.ChoiceField(label="Program", required=False)
    peringatan = forms.ChoiceField(
        label="Peringatan",
        required=False,
        choices=[("", "Semua"), ("ada", "Hanya yang berperingatan"), ("tidak", "Hanya yang tanpa peringatan")],
    )
    wilayah = KodeWilayahField(label="Wilayah", widget=PilihWilayahWidget(sebut_awal=False))

    def __init__(self, *args, pelaku: Pelaku, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wilayah"].awal = pelaku.wilayah
        self.fields["program"].choices = [("", "Semua program"), *Program.objects.values_list("kode", "kode").order_by("kode")]

    def saring(self, baris: QuerySet[Usulan]) -> QuerySet[Usulan]:
        """`baris` narrowed by what was chosen; a value that is no choice narrows nothing and is shown as wrong."""
        self.full_clean()
        isi = self.cleaned_data
        if q := isi.get("q", "").strip():
            angka = q.replace(" ", "").replace(".", "")
            nik = angka.isascii() and angka.isdigit()
            baris = baris.filter(Q(nik__startswith=angka) if nik else Q(nama__icontains=q) | serupa(q))
        for nama in ("jenis", "program"):
            if isi.get(nama):
                baris = baris.filter(**{nama: isi[nama]})
        if isi.get("peringatan"):
            baris = baris.exclude(peringatan="") if isi["peringatan"] == "ada" else baris.filter(peringatan="")
        if isi.get("wilayah"):
            awal, akhir = rentang_wilayah(isi["wilayah"])
            baris = baris.filter(wilayah__gte=awal, wilayah__lt=akhir)
        return baris


def menunggu_putusan(pelaku: Pelaku) -> QuerySet[Usulan]:
    """Proposals of the area that wait for a verdict."""
    return Usulan.objects.terlihat_oleh(pelaku).filter(status=S.LENGKAP)


def hasil_saringan(pelaku: Pelaku, kueri: str, sampai: dt.datetime | None = None) -> QuerySet[Usulan]:
    """What the queue shows for this query string.

    `sampai` leaves out what joined the queue later: a person decides what they saw counted, not what slipped in since.
    Raises ValueError for a filter that cannot be read: it must not become a wider one.
    """
    formulir = AntreanForm(QueryDict(kueri), pelaku=pelaku)
    baris = formulir.saring(menunggu_putusan(pelaku))
    if formulir.errors:
        raise ValueError(f"saringan tidak terbaca: {kueri}")
    return baris.filter(diperiksa_pada__lte=sampai) if sampai else baris


def sesudah(baris: QuerySet[Usulan], usulan: Usulan) -> Usulan | None:
    """The next row of the queue after `usulan`, from the top again at its end; None when nothing else waits."""
    lain = baris.exclude(pk=usulan.pk).order_by("wilayah_id", "id")
    lewat = Q(wilayah__gt=usulan.wilayah_id) | Q(wilayah=usulan.wilayah_id, id__gt=usulan.pk)
    return lain.filter(lewat).first() or lain.first()
