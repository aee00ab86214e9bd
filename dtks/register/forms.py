"""What may be typed to search the register."""

from django import forms
from django.core.exceptions import ValidationError

from dasar import periode as bulan
from dasar.bacaan import kata_isi, kata_saringan
from dasar.jejak import NEGARA, Pelaku
from dtks.register.models import NONBANSOS, Program
from dtks.register.pencarian import PANJANG_KABUPATEN, PANJANG_NOMOR, PANJANG_POTONGAN, nomor_lengkap, potongan
from wilayah.fields import PilihWilayahField

JUMLAH_BULAN = 24
HURUF_MINIMAL = 3


def pilihan_bulan() -> list[tuple[str, str]]:
    """Now, and the months up to two years back."""
    pilihan, p = [("", "Sekarang")], bulan.periode_kini()
    for _ in range(JUMLAH_BULAN):
        pilihan.append((str(p), f"Keadaan {bulan.nama(p)}"))
        p = bulan.sebelum(p)
    return pilihan


PILIH_KABUPATEN = "Pilih kabupaten/kota lebih dulu untuk mencari nama atau potongan NIK, atau cari dengan NIK lengkap."


def salah_angka(angka: str) -> str:
    """What is wrong with digits typed as a number; '' for a whole one and for a part of a NIK that is long enough."""
    if PANJANG_POTONGAN <= len(angka) <= PANJANG_NOMOR:
        return ""
    return (
        f"NIK dan nomor KK terdiri atas {PANJANG_NOMOR} angka, potongan NIK paling sedikit {PANJANG_POTONGAN} angka."
        f" Yang ditulis {len(angka)} angka."
    )


class CariRegisterForm(forms.Form):
    """One box for NIK (or its first or last digits), nomor KK or name; an area inside the actor's own; now or a month."""

    tandai_opsional = False

    teks = forms.CharField(
        label="NIK, nomor KK, atau nama",
        required=False,
        max_length=100,
        help_text=(
            "NIK dan nomor KK ditulis lengkap 16 angka; NIK yang sebagian terbaca, paling sedikit 6 angka awal atau akhirnya."
            " Nama boleh awalnya saja, ejaan dan urutannya boleh berbeda."
        ),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    wilayah = PilihWilayahField(label="Wilayah")
    periode = forms.TypedChoiceField(label="Keadaan pada", required=False, coerce=int, empty_value=None, choices=pilihan_bulan)

    def __init__(self, *args, pelaku: Pelaku, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pelaku = pelaku
        self.fields["wilayah"].awal = pelaku.wilayah

    def clean_teks(self) -> str:
        teks = " ".join(self.cleaned_data["teks"].split())
        angka = teks.replace(" ", "").replace(".", "")
        if angka.isascii() and angka.isdigit():
            if salah := salah_angka(angka):
                raise ValidationError(salah, code="panjang")
            return angka
        if teks and len(teks) < HURUF_MINIMAL:
            raise ValidationError(f"Tulis paling sedikit {HURUF_MINIMAL} huruf awal nama.", code="pendek")
        return teks

    @property
    def dalam(self) -> str:
        """The chosen area; '' for the whole area of the actor."""
        wilayah = self.cleaned_data.get("wilayah")
        return wilayah.kode if wilayah else ""

    def clean(self) -> dict:
        isi = super().clean()
        teks, luas = isi.get("teks", ""), self.dalam or self.pelaku.wilayah
        if teks and not nomor_lengkap(teks) and (luas == NEGARA or len(luas) < PANJANG_KABUPATEN):
            self.add_error("wilayah", PILIH_KABUPATEN)
        return isi

    @property
    def kata(self) -> str:
        """The search in words, for the log: of a part of a NIK only how many digits it has."""
        teks = self.cleaned_data.get("teks", "")
        if not potongan(teks):
            return kata_saringan(self)
        isi = {"Wilayah": self.cleaned_data["wilayah"], "Keadaan pada": self.cleaned_data["periode"]}
        return kata_isi({"Potongan NIK": f"{len(teks)} angka"} | isi)


class BnbaForm(forms.Form):
    """Whose list: a programme, an area inside the actor's own and not wider than a kabupaten/kota, now or a month."""

    tandai_opsional = False

    program = forms.ModelChoiceField(
        Program.objects.filter(aktif=True).exclude(kode=NONBANSOS),
        label="Program",
        empty_label="Pilih program",
        error_messages={"required": "Pilih program yang penerimanya diekspor."},
    )
    wilayah = PilihWilayahField(label="Wilayah")
    periode = forms.TypedChoiceField(label="Keadaan pada", required=False, coerce=int, empty_value=None, choices=pilihan_bulan)

    def __init__(self, *args, pelaku: Pelaku, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pelaku = pelaku
        self.fields["wilayah"].awal = pelaku.wilayah
        if pelaku.program:
            self.fields["program"].queryset = self.fields["program"].queryset.filter(pk__in=pelaku.program)

    @property
    def dalam(self) -> str:
        """The code of the area to export."""
        wilayah = self.cleaned_data.get("wilayah")
        return wilayah.kode if wilayah else self.pelaku.wilayah

    def clean(self) -> dict:
        isi = super().clean()
        if "wilayah" not in self.errors and (self.dalam == NEGARA or len(self.dalam) < PANJANG_KABUPATEN):
            self.add_error("wilayah", "Pilih wilayah: paling luas satu kabupaten/kota.")
        return isi
