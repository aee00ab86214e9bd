from django import forms

from wilayah.fields import PilihWilayahField


class CariWilayahForm(forms.Form):
    """The look-up page: an area to look in, and a name or a code."""

    wilayah = PilihWilayahField(label="Pilih dari daftar")
    q = forms.CharField(
        label="Cari nama atau kode",
        required=False,
        max_length=80,
        help_text="Contoh: Kisaran Timur, atau 12.09.20",
        widget=forms.TextInput(attrs={"class": "govuk-input", "type": "search", "autocomplete": "off"}),
    )
