from django import forms
from django.contrib.auth.forms import PasswordChangeForm


class MasukForm(forms.Form):
    akun = forms.CharField(
        label="Nama akun",
        max_length=150,
        error_messages={"required": "Isi nama akun."},
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    sandi = forms.CharField(
        label="Kata sandi",
        max_length=200,
        strip=False,
        error_messages={"required": "Isi kata sandi."},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class GantiSandiForm(PasswordChangeForm):
    """Django's form with its checks, in the words of the portal."""

    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": "Kata sandi sekarang tidak cocok. Ketik sekali lagi.",
        "password_mismatch": "Kata sandi baru dan ulangannya berbeda. Ketik keduanya sekali lagi.",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        isian = (
            ("old_password", "Kata sandi sekarang", ""),
            (
                "new_password1",
                "Kata sandi baru",
                "Paling sedikit 12 huruf atau angka. Beberapa kata yang panjang mudah diingat.",
            ),
            ("new_password2", "Ulangi kata sandi baru", ""),
        )
        for nama, label, bantuan in isian:
            self.fields[nama].label = label
            self.fields[nama].help_text = bantuan
            self.fields[nama].error_messages["required"] = f"Isi {label[0].lower()}{label[1:]}."
            self.fields[nama].widget.attrs.pop("autofocus", None)
