"""Who is to leave a programme or the register, and why."""

from collections.abc import Sequence

from django import forms

from usulan.models import Usulan


class CariOrangForm(forms.Form):
    cari = forms.CharField(
        label="Nama atau NIK",
        help_text="Tulis NIK lengkap 16 angka, atau paling sedikit tiga huruf dari nama.",
        max_length=100,
        error_messages={"required": "Tulis nama atau NIK yang dicari."},
    )

    def clean_cari(self) -> str:
        teks = self.cleaned_data["cari"].strip()
        angka = teks.replace(" ", "").replace(".", "")
        if angka.isdigit():
            if len(angka) != 16:
                raise forms.ValidationError(f"NIK harus 16 angka. Yang ditulis {len(angka)} angka.")
            return angka
        if len(teks) < 3:
            raise forms.ValidationError("Tulis paling sedikit tiga huruf dari nama.")
        return teks


class KeluarForm(forms.Form):
    """What is asked for one person of the register. Programmes offered are those that the person receives."""

    tandai_opsional = False

    jenis = forms.ChoiceField(
        label="Yang diusulkan",
        widget=forms.RadioSelect,
        choices=[
            (Usulan.Jenis.PENGHENTIAN.value, "Hentikan bantuan, tetap dalam DTKS"),
            (Usulan.Jenis.PENONAKTIFAN.value, "Keluarkan dari DTKS"),
        ],
        error_messages={"required": "Pilih yang diusulkan."},
    )
    program = forms.ChoiceField(
        label="Bantuan yang dihentikan",
        help_text="Pilih hanya bila bantuannya yang dihentikan.",
        widget=forms.RadioSelect,
        required=False,
    )
    sebab = forms.ChoiceField(
        label="Sebab", widget=forms.RadioSelect, choices=Usulan.Sebab.choices, error_messages={"required": "Pilih sebabnya."}
    )
    catatan = forms.CharField(
        label="Keterangan (boleh kosong)",
        help_text="Misalnya nomor surat kematian, atau apa yang dilihat forum.",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, program: Sequence[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = program
        if not program:
            del self.fields["program"]
            self.fields["jenis"].choices = self.fields["jenis"].choices[1:]
            self.fields["jenis"].initial = Usulan.Jenis.PENONAKTIFAN.value

    def clean(self) -> dict:
        bersih = super().clean()
        if bersih.get("jenis") == Usulan.Jenis.PENGHENTIAN and not bersih.get("program"):
            self.add_error("program", "Pilih bantuan yang dihentikan.")
        return bersih
