"""What every app asks before personal data is shown in full or leaves the portal."""

from django import forms

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

    def clean(self) -> dict:
        isi = super().clean()
        if isi.get("tujuan"):
            try:
                sebut_tujuan(isi["tujuan"], isi.get("keterangan", ""))
            except Ditolak as galat:
                self.add_error("keterangan", galat.pesan)
        return isi


class EksporForm(TujuanForm):
    """How the export looks and what it is for; numbers in full only for functions that may open them."""

    bentuk = forms.ChoiceField(label="Bentuk berkas", choices=Ekspor.Bentuk.choices, initial="xlsx", widget=forms.RadioSelect)
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
