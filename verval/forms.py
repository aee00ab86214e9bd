"""Forms of completeness check, verdict and signature. Reasons are chosen in words; the codes stay behind them."""

from collections import defaultdict

from django import forms

from akun.forms import LangkahNaikForm
from usulan.models import KodeAlasan, Usulan

ALASAN_MAKS = 10


class AlasanField(forms.MultipleChoiceField):
    """Reason codes of some groups, ticked in plain words under the group's name. Cleans to codes joined by commas."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "Pilih paling sedikit satu alasan, agar yang menerima tahu apa yang harus diperbaiki."
    }

    def __init__(self, *, kelompok: str, **kwargs) -> None:
        self.kelompok = kelompok
        wajib = "Pilih paling sedikit satu alasan, agar yang menerima tahu apa yang harus diperbaiki."
        kwargs.setdefault("error_messages", {"required": wajib})
        super().__init__(choices=self._pilihan, **kwargs)

    def _pilihan(self) -> list[tuple[str, list[tuple[str, str]]]]:
        per_kelompok = defaultdict(list)
        for k in KodeAlasan.objects.filter(aktif=True, kelompok__in=self.kelompok):
            per_kelompok[k.get_kelompok_display()].append((k.kode, k.teks))
        return list(per_kelompok.items())

    def clean(self, value) -> str:
        kode = super().clean(value)
        if len(kode) > ALASAN_MAKS:
            raise forms.ValidationError(f"Pilih paling banyak {ALASAN_MAKS} alasan, yang paling penting saja.")
        return ",".join(sorted(kode))


class KembalikanForm(forms.Form):
    """Return to the village: what is missing (C) or does not agree (N), and a note that the village reads."""

    alasan = AlasanField(kelompok="CN", label="Apa yang harus diperbaiki desa/kelurahan?")
    catatan = forms.CharField(
        label="Catatan untuk desa/kelurahan",
        help_text="Tulis yang perlu mereka lakukan, misalnya halaman atau nama yang dimaksud.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LayakForm(forms.Form):
    """How the proposals were verified; shown with the verdict ever after."""

    cara = forms.ChoiceField(
        label="Bagaimana Anda memverifikasinya?",
        choices=Usulan.Cara.choices,
        initial=Usulan.Cara.MEJA,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih cara verifikasi: periksa dokumen atau kunjungan rumah."},
    )


class PulangkanForm(KembalikanForm, LayakForm):
    """The verifikator returns to the village."""

    field_order = ["alasan", "catatan", "cara"]


class TolakForm(LayakForm):
    """Found not eligible: reasons, and an explanation in words that the citizen reads."""

    alasan = AlasanField(kelompok="EN", label="Mengapa tidak layak?")
    catatan = forms.CharField(
        label="Penjelasan untuk warga",
        help_text="Dibaca oleh warga yang bersangkutan dan desa/kelurahan. Tulis dengan kalimat yang mudah dipahami.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Tulis penjelasan yang dapat dipahami warga. Usulan yang ditolak harus disertai penjelasan."
        },
    )
    field_order = ["alasan", "catatan", "cara"]


class KeluarkanForm(forms.Form):
    """The head asks for a second look at single proposals of a batch."""

    alasan = AlasanField(kelompok="EN", label="Mengapa perlu diverifikasi ulang?")
    catatan = forms.CharField(
        label="Catatan untuk verifikator", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class BatalkanForm(forms.Form):
    catatan = forms.CharField(
        label="Mengapa berkas ini dibatalkan?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis mengapa berkas ini dibatalkan."},
    )


class SahkanForm(LangkahNaikForm):
    """The signature: number of the letter, an explicit statement, password and code once more."""

    nomor_surat = forms.CharField(
        label="Nomor surat pengesahan",
        help_text="Contoh: 460/0123/DINSOS/XI/2026",
        max_length=80,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Tulis nomor surat pengesahan."},
    )
    setuju = forms.BooleanField(
        label="Saya sudah memeriksa isi berkas ini dan mengesahkannya.",
        error_messages={"required": "Centang pernyataan bahwa Anda sudah memeriksa isi berkas ini."},
    )
    sidik = forms.CharField(widget=forms.HiddenInput)
    field_order = ["nomor_surat", "setuju", "sandi", "kode"]
