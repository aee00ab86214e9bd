"""The ten questions of a family, its house and its place."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.forms.utils import ErrorDict

from usulan.models import Survei


class Diam:
    """A form that can show what was typed without judging it: for a button that only adds a row."""

    diam = False

    def full_clean(self) -> None:
        if self.diam:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


class SurveiForm(Diam, forms.Form):
    """The ten questions, none answered beforehand: half of them have the poor answer at Ya, half at Tidak."""

    persen_pangan = forms.IntegerField(
        label="Perkiraan bagian pengeluaran untuk pangan (persen)",
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    foto_rumah = forms.FileField(
        label="Foto rumah tampak depan",
        help_text="JPG atau PNG. Foto diperkecil di perangkat ini sebelum dikirim.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": "image/jpeg,image/png", "data-perkecil": 1600}),
    )
    lintang = forms.CharField(
        label="Lintang", help_text="Contoh: 2,984321", max_length=12, required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10", "data-lintang": ""}),
    )  # fmt: skip
    bujur = forms.CharField(
        label="Bujur", help_text="Contoh: 99,615432", max_length=12, required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10", "data-bujur": ""}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for nomor, nama in enumerate(Survei.PERTANYAAN, 1):
            self.fields[nama] = forms.TypedChoiceField(
                label=f"{nomor}. {Survei._meta.get_field(nama).verbose_name}",
                choices=[("ya", "Ya"), ("tidak", "Tidak")],
                coerce=lambda jawab: jawab == "ya",
                widget=forms.RadioSelect,
                error_messages={"required": f"Jawab pertanyaan {nomor} dengan Ya atau Tidak."},
            )
        self.order_fields([*Survei.PERTANYAAN, "persen_pangan", "foto_rumah", "lintang", "bujur"])

    @property
    def pertanyaan(self) -> list:
        return [self[nama] for nama in Survei.PERTANYAAN]

    def clean_lintang(self) -> Decimal | None:
        return koordinat(self.cleaned_data["lintang"], "Lintang", -11.5, 6.5)

    def clean_bujur(self) -> Decimal | None:
        return koordinat(self.cleaned_data["bujur"], "Bujur", 94.5, 141.5)

    def nilai(self) -> dict[str, object]:
        return {k: self.cleaned_data[k] for k in (*Survei.PERTANYAAN, "persen_pangan", "lintang", "bujur")}

    @staticmethod
    def dari(survei: Survei | None) -> dict[str, object]:
        if survei is None:
            return {}
        jawab = {nama: {True: "ya", False: "tidak"}.get(getattr(survei, nama)) for nama in Survei.PERTANYAAN}
        return jawab | {"persen_pangan": survei.persen_pangan, "lintang": survei.lintang, "bujur": survei.bujur}


def koordinat(teks: str, nama: str, bawah: float, atas: float) -> Decimal | None:
    if not teks.strip():
        return None
    try:
        nilai = Decimal(teks.strip().replace(",", ".")).quantize(Decimal("0.000001"))
    except InvalidOperation:
        raise forms.ValidationError(f"{nama} bukan angka. Salin dari peta, atau kosongkan.") from None
    if not bawah <= nilai <= atas:
        raise forms.ValidationError(f"{nama} berada di luar Indonesia. Periksa angkanya, atau kosongkan.")
    return nilai
