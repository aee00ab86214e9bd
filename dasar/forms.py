"""What every app asks before personal data is shown in full or leaves the portal."""

import functools

from django import forms
from django.utils.safestring import SafeString, mark_safe

from dasar.galat import Ditolak
from dasar.models import Ekspor, Tujuan
from dasar.pembukaan import sebut_tujuan


class TujuanForm(forms.Form):
    """What for. `lainnya` must be explained."""

    tandai_opsional = False

    tujuan = forms.ChoiceField(
        label="Untuk apa data ini dibuka?",
        choices=[("", "Pilih tujuan"), *Tujuan.choices],
        error_messages={"required": "Pilih untuk apa data ini dibuka."},
    )
    keterangan = forms.CharField(
        label="Penjelasan", help_text="Wajib untuk “Lainnya”. Jangan menulis NIK di sini.", max_length=300, required=False
    )

    @property
    def isian(self) -> SafeString:
        """Both fields as HTML."""
        # Every page of a person carries the empty question, and it was a fifth of that page's work.
        return _isian(self) if self.is_bound else _isian_kosong()

    def clean(self) -> dict:
        isi = super().clean()
        if isi.get("tujuan"):
            try:
                sebut_tujuan(isi["tujuan"], isi.get("keterangan", ""))
            except Ditolak as galat:
                self.add_error("keterangan", galat.pesan)
        return isi


def _isian(formulir: TujuanForm) -> SafeString:
    return mark_safe(formulir["tujuan"].as_field_group() + formulir["keterangan"].as_field_group())


@functools.cache
def tujuan_kosong() -> TujuanForm:
    """The question before it is answered, the same on every page."""
    return TujuanForm()


@functools.cache
def _isian_kosong() -> SafeString:
    return _isian(tujuan_kosong())


class EksporForm(TujuanForm):
    """How the export looks and what it is for; numbers in full only for functions that may open them."""

    bentuk = forms.ChoiceField(label="Bentuk berkas", choices=Ekspor.Bentuk.tabel(), initial="xlsx", widget=forms.RadioSelect)
    penuh = forms.BooleanField(
        label="Sertakan NIK, nomor KK, dan nama ibu kandung secara lengkap",
        help_text="Tanpa centang, nomor disamarkan. Sertakan hanya bila pekerjaan tidak dapat dilakukan tanpanya.",
        required=False,
    )
    field_order = ("bentuk", "penuh", "tujuan", "keterangan")

    def __init__(self, *args, boleh_penuh: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tujuan"].label = "Untuk apa data ini diekspor?"
        self.fields["tujuan"].error_messages["required"] = "Pilih untuk apa data ini diekspor."
        if not boleh_penuh:
            del self.fields["penuh"]
