from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dasar.isian import TanggalField
from dasar.publik import FormTertantang
from usulan.lacak import kenali


class LacakForm(FormTertantang):
    """What stands on the receipt, and what its holder knows."""

    untuk = "lacak"

    nomor = forms.CharField(
        label=_("Nomor tanda terima"),
        help_text=_("Tercetak pada tanda terima, misalnya U-003RJ0-E. Pendaftaran mandiri mulai M, koreksi K, sanggahan S."),
        max_length=20,
        widget=forms.TextInput(
            {"class": "govuk-input--width-10 s-angka", "autocomplete": "off", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Tulis nomor tanda terima.")},
    )
    tanggal_lahir = TanggalField(
        label=_("Tanggal lahir orang yang diusulkan"),
        help_text=_("Untuk koreksi data: tanggal lahir yang meminta. Untuk sanggahan: tanggal lahir yang disanggah."),
        error_messages={"required": _("Tulis tanggal lahir orang yang diusulkan.")},
    )

    def clean_nomor(self) -> str:
        nomor = self.cleaned_data["nomor"]
        # A slip of the hand is told at once: the check character gives nothing away about which numbers exist.
        if kenali(nomor) is None:
            raise ValidationError(
                _("Nomor ini keliru. Tulis persis seperti pada tanda terima, misalnya U-003RJ0-E."), code="bentuk"
            )
        return nomor
