"""What a visitor types to look somebody up."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dasar.isian import isian_nomor
from dasar.publik import FormTertantang
from dtks.register.cek import rapikan_nama

HURUF_MIN = 3


class PilihDesaForm(forms.Form):
    """The first page: which village."""

    q = forms.CharField(
        label=_("Nama desa atau kelurahan"),
        help_text=_("Contoh: Kisaran Timur. Atau pilih dari daftar di bawah."),
        max_length=80,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    tandai_opsional = False


class CekForm(FormTertantang):
    """The second page: a name, and for a sure answer the NIK."""

    untuk = "cek"

    nama = forms.CharField(
        label=_("Nama lengkap seperti pada KTP"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}),
        error_messages={"required": _("Tulis nama lengkapnya.")},
    )
    nik = forms.CharField(
        label=_("NIK"),
        help_text=_("16 angka pada KTP. Boleh kosong; tanpa NIK hanya tampil paling banyak lima nama yang disamarkan."),
        max_length=30,
        required=False,
        widget=isian_nomor(maxlength=24),
    )

    def clean_nama(self) -> str:
        nama = self.cleaned_data["nama"]
        if len(rapikan_nama(nama)) < HURUF_MIN:
            raise ValidationError(_("Tulis nama lengkapnya, sedikitnya tiga huruf."), code="pendek")
        return nama

    def clean_nik(self) -> str:
        nik = "".join(c for c in self.cleaned_data["nik"] if c not in " .-")
        if nik and not (len(nik) == 16 and nik.isascii() and nik.isdigit()):
            raise ValidationError(_("NIK terdiri dari 16 angka. Periksa lagi angkanya, atau kosongkan."), code="bentuk")
        return nik
