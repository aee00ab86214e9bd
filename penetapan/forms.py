"""What may be typed on the ministry's pages and on the check of printed documents."""

from django import forms

from akun.forms import LangkahNaikForm
from dasar import periode as bulan
from penetapan.models import TemuanIntegritas
from wilayah.fields import PilihWilayahField
from wilayah.models import Tingkat

JUMLAH_BULAN = 12


def pilihan_bulan(jumlah: int = JUMLAH_BULAN) -> list[tuple[int, str]]:
    """This month and those before it."""
    pilihan, p = [], bulan.periode_kini()
    for _ in range(jumlah):
        pilihan.append((p, bulan.nama(p)))
        p = bulan.sebelum(p)
    return pilihan


class BulanForm(forms.Form):
    """One month."""

    tandai_opsional = False

    periode = forms.TypedChoiceField(
        label="Bulan",
        required=False,
        coerce=int,
        empty_value=None,
        choices=pilihan_bulan,
        widget=forms.Select({"data-kirim": ""}),
    )


class TemuanForm(forms.Form):
    """Narrows the findings of an assessment to one kabupaten/kota."""

    tandai_opsional = False

    wilayah = PilihWilayahField(label="Kabupaten/kota", sampai=Tingkat.KABUPATEN)
    kriteria = forms.ChoiceField(choices=TemuanIntegritas.Kriteria, widget=forms.HiddenInput, required=False)


class TetapkanForm(LangkahNaikForm):
    """Number of the decree, password and code once more: what is determined is not undone."""

    nomor_sk = forms.CharField(
        label="Nomor keputusan",
        max_length=80,
        help_text="Contoh: 215/HUK/2026",
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Tulis nomor keputusan penetapan."},
    )
    field_order = ["nomor_sk", "sandi", "kode"]


class KodeForm(forms.Form):
    """The code printed on a letter or a decree."""

    kode = forms.CharField(
        label="Kode verifikasi",
        max_length=40,
        help_text="Tertulis di samping kode QR pada dokumen. Contoh: K7QF-2M9D-X4TA",
        widget=forms.TextInput({"class": "govuk-input--width-20 s-angka", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Tulis kode yang tercetak pada dokumen."},
    )
