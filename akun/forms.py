from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm

from akun.aturan_sandi import PANJANG_MAKS
from akun.contoh import kode_contoh
from akun.token_api import MASA_HARI
from wilayah.hak import HAK_WILAYAH

PETUNJUK_SANDI = "Paling sedikit 12 huruf. Beberapa kata yang panjang mudah diingat; simbol tidak diwajibkan. Boleh ditempel."


def isian_sandi(label: str, galat: str, *, bantuan: str = "", baru: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=bantuan,
        max_length=PANJANG_MAKS,
        strip=False,
        error_messages={"required": galat},
        widget=forms.PasswordInput({"autocomplete": "new-password" if baru else "current-password"}),
    )


def isian_kode(
    label: str = "Kode dari aplikasi", bantuan: str = "Enam angka di aplikasi kode pada ponsel Anda."
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=bantuan,
        max_length=20,
        error_messages={"required": f"Isi {label[0].lower()}{label[1:]}."},
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class MasukForm(forms.Form):
    akun = forms.CharField(
        label="Nama akun",
        help_text="Masyarakat: ketik NIK Anda, 16 angka.",
        max_length=150,
        error_messages={"required": "Isi nama akun."},
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    sandi = isian_sandi("Kata sandi", "Isi kata sandi.")


class KodeForm(forms.Form):
    """The second step. `pengguna`: an example account is shown its present code."""

    kode = isian_kode()

    def __init__(self, *args, pengguna=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kode"].help_text += kode_contoh(pengguna)


class LangkahNaikForm(KodeForm):
    """Password and code once more, before what cannot be undone; other forms are made from it."""

    sandi = isian_sandi("Kata sandi Anda", "Masukkan kata sandi Anda.")
    field_order = ["sandi", "kode"]


class TokenForm(LangkahNaikForm):
    """A new API token: for which application of whom, for which rights, for how long. `izin`: the account's own rights."""

    nama = forms.CharField(label="Nama aplikasi", max_length=60, error_messages={"required": "Isi nama aplikasi."})
    lembaga = forms.CharField(
        label="Lembaga yang memakainya",
        max_length=120,
        help_text="Misalnya Dinas Sosial Kabupaten Asahan.",
        error_messages={"required": "Isi lembaga yang memakainya."},
    )
    lingkup = forms.MultipleChoiceField(
        label="Yang boleh dilakukan token ini",
        help_text="Pilih yang diperlukan aplikasi itu saja.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu izin."},
    )
    hari = forms.TypedChoiceField(
        label="Berlaku selama", coerce=int, choices=[(h, f"{h} hari") for h in MASA_HARI], initial=MASA_HARI[1]
    )
    field_order = ["nama", "lembaga", "lingkup", "hari", "sandi", "kode"]

    def __init__(self, *args, izin: frozenset[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lingkup"].choices = [(kode, nama) for kode, nama in HAK_WILAYAH if kode in izin]


class PemulihanForm(forms.Form):
    kode = forms.CharField(
        label="Kode pemulihan",
        help_text="Contoh: 4K7Q2-MXW9P. Setiap kode hanya berlaku satu kali.",
        max_length=20,
        error_messages={"required": "Isi kode pemulihan."},
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off", "autocapitalize": "characters"}),
    )


class DaftarKodeForm(forms.Form):
    kode = isian_kode()
    segel = forms.CharField(widget=forms.HiddenInput)


class GantiPerangkatForm(forms.Form):
    sandi = isian_sandi("Kata sandi Anda", "Masukkan kata sandi Anda.")
    kode_lama = isian_kode("Kode lama", "Enam angka dari aplikasi yang lama, atau satu kode pemulihan bila ponsel lama hilang.")
    kode = isian_kode("Kode baru", "Enam angka dari aplikasi yang baru saja memindai kode QR di atas.")
    segel = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kode_lama"].widget.attrs["inputmode"] = "text"


class SandiBaruForm(SetPasswordForm):
    """Django's form with its checks, in the words of the portal."""

    error_messages = SetPasswordForm.error_messages | {
        "password_mismatch": "Kata sandi baru dan ulangannya berbeda. Ketik keduanya sekali lagi.",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ulangan = self.fields["new_password2"].label = "Ulangi kata sandi baru"
        self.fields["new_password2"].help_text = ""
        self.fields["new_password2"].error_messages["required"] = f"Isi {ulangan[0].lower()}{ulangan[1:]}."
        self.fields["new_password1"].label = "Kata sandi baru"
        self.fields["new_password1"].help_text = PETUNJUK_SANDI
        self.fields["new_password1"].error_messages["required"] = "Isi kata sandi baru."
        for isian in self.fields.values():
            isian.widget.attrs.pop("autofocus", None)


class GantiSandiForm(SandiBaruForm, PasswordChangeForm):
    error_messages = SandiBaruForm.error_messages | {
        "password_incorrect": "Kata sandi sekarang tidak cocok. Ketik sekali lagi.",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Kata sandi sekarang"
        self.fields["old_password"].error_messages["required"] = "Isi kata sandi sekarang."


class AlasanForm(forms.Form):
    """Why an administrator switches an officer's code app off."""

    alasan = forms.CharField(
        label="Alasan",
        help_text="Contoh: ponsel hilang, dilaporkan langsung pada 14 November dengan menunjukkan KTP.",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Tulis alasannya."},
    )
