"""Form fields that the pages share: a date typed in three boxes, and numbers that are text."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class TanggalWidget(forms.MultiWidget):
    """Day, month and year in three boxes: a birthday is typed from the card quicker than it is found in a calendar."""

    template_name = "django/forms/widgets/tanggal_pisah.html"
    use_fieldset = True
    JUDUL = (gettext_lazy("Tanggal"), gettext_lazy("Bulan"), gettext_lazy("Tahun"))

    def __init__(self, attrs=None):
        angka = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            [
                forms.TextInput({**angka, "class": "govuk-input--width-2", "maxlength": 2}),
                forms.TextInput({**angka, "class": "govuk-input--width-2", "maxlength": 2}),
                forms.TextInput({**angka, "class": "govuk-input--width-4", "maxlength": 4}),
            ],
            attrs,
        )

    def decompress(self, value):
        return [value.day, value.month, value.year] if isinstance(value, dt.date) else [None, None, None]

    def get_context(self, name, value, attrs):
        konteks = super().get_context(name, value, attrs)
        for sub, judul in zip(konteks["widget"]["subwidgets"], self.JUDUL, strict=True):
            sub["judul"] = judul
        return konteks


class TanggalField(forms.Field):
    """A date from three boxes. Result: `datetime.date` or None; says which part is missing or that the day does not exist."""

    widget = TanggalWidget

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, dt.date):
            return value or None
        bagian = [str(b or "").strip() for b in value]
        if not any(bagian):
            return None
        kosong = [str(j).lower() for j, b in zip(TanggalWidget.JUDUL, bagian, strict=True) if not b]
        if kosong:
            raise ValidationError(_("Isi juga %(bagian)s.") % {"bagian": _(" dan ").join(kosong)}, code="kurang")
        if not all(b.isascii() and b.isdigit() for b in bagian):
            raise ValidationError(_("Tulis tanggal, bulan, dan tahun dengan angka, misalnya 5 7 1990."), code="bukan_angka")
        hari, bulan, tahun = map(int, bagian)
        if tahun < 1000:
            raise ValidationError(_("Tulis tahun dengan empat angka, misalnya 1990."), code="tahun")
        try:
            return dt.date(tahun, bulan, hari)
        except ValueError:
            raise ValidationError(_("Tanggal ini tidak ada. Periksa tanggal dan bulannya."), code="tidak_ada") from None

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


def isian_nomor(**attrs) -> forms.TextInput:
    """The box for a NIK, a nomor KK or another number that is text: digits keyboard, no spinner, no rounding."""
    return forms.TextInput(
        {
            "inputmode": "numeric",
            "autocomplete": "off",
            "spellcheck": "false",
            "class": "govuk-input--width-20 s-angka",
            **attrs,
        }
    )
