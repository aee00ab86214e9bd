"""What a citizen types: registration, photos, codes, contact; and the officer's reasons."""

import re

from django import forms
from django.contrib.auth import password_validation
from django.utils import timezone

from akun import gerbang_pesan
from akun.forms import PETUNJUK_SANDI, isian_kode, isian_sandi
from akun.forms_petugas import NikField
from akun.models import Pendaftaran, Pengguna, Saluran
from akun.pendaftaran import Isian
from akun.persetujuan import ALASAN
from dasar.isian import TanggalField
from wilayah.fields import PilihWilayahField
from wilayah.models import Tingkat

_FOTO = {"accept": "image/jpeg,image/png", "data-perkecil": 1600}
_TELEPON = re.compile(r"\+62[2-9]\d{7,11}\Z")


class TeleponField(forms.CharField):
    """A number in Indonesia as people write it; cleans to +62…"""

    def to_python(self, value) -> str:
        angka = re.sub(r"[\s().-]", "", super().to_python(value))
        if not angka:
            return ""
        for awal in ("+62", "62", "0"):
            if angka.startswith(awal):
                angka = "+62" + angka.removeprefix(awal)
                break
        if not _TELEPON.match(angka):
            raise forms.ValidationError("Nomor ponsel ini tidak lengkap. Contoh: 0812 3456 7890.")
        return angka


class KontakForm(forms.Form):
    """An address for codes: e-mail, or a telephone where the portal can send messages."""

    saluran = forms.ChoiceField(
        label="Kode dikirim lewat",
        choices=[(Saluran.SUREL.value, "Surel (e-mail)"), (Saluran.PESAN.value, "SMS atau WhatsApp")],
        widget=forms.RadioSelect,
        initial=Saluran.SUREL,
        error_messages={"required": "Pilih ke mana kode dikirim."},
    )
    surel = forms.EmailField(
        label="Alamat surel",
        required=False,
        help_text="Contoh: nama@contoh.com. Surel anak atau saudara boleh, asal Anda dapat membacanya.",
        error_messages={"invalid": "Alamat surel ini tidak lengkap. Contoh: nama@contoh.com."},
        widget=forms.EmailInput({"autocomplete": "email", "autocapitalize": "none"}),
    )
    telepon = TeleponField(
        label="Nomor ponsel",
        required=False,
        max_length=24,
        help_text="Contoh: 0812 3456 7890.",
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"}),
    )
    tandai_opsional = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not gerbang_pesan.tersedia():
            del self.fields["saluran"], self.fields["telepon"]

    def clean(self) -> dict:
        isi = super().clean()
        saluran = isi["saluran"] = isi.get("saluran") or Saluran.SUREL.value
        kolom = "surel" if saluran == Saluran.SUREL else "telepon"
        if not isi.get(kolom) and kolom not in self.errors:
            self.add_error(kolom, "Isi alamat surel Anda." if kolom == "surel" else "Isi nomor ponsel Anda.")
        return isi

    @property
    def kontak(self) -> dict[str, str]:
        """`saluran` and `alamat`."""
        saluran = self.cleaned_data["saluran"]
        return {"saluran": saluran, "alamat": self.cleaned_data["surel" if saluran == Saluran.SUREL else "telepon"]}


class OrangForm(forms.Form):
    """Who one is, as the card says it."""

    nik = NikField(label="NIK", help_text="16 angka, salin dari KTP.")
    nomor_kk = NikField(label="Nomor kartu keluarga", help_text="16 angka di bagian atas kartu keluarga.")
    nama = forms.CharField(
        label="Nama lengkap",
        help_text="Seperti pada KTP.",
        max_length=100,
        error_messages={"required": "Isi nama lengkap seperti pada KTP."},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    tanggal_lahir = TanggalField(label="Tanggal lahir", help_text="Contoh: 5 7 1990.")
    pernah_kawin = forms.BooleanField(
        label="Saya sudah atau pernah kawin", help_text="Hanya perlu dicentang bila belum berumur 17 tahun.", required=False
    )
    wilayah = PilihWilayahField(label="Desa atau kelurahan di KTP", tuntas=True)
    tandai_opsional = False

    def __init__(self, *args, tetap: tuple[str, ...] = (), **kwargs) -> None:
        """`tetap`: fields that this registration can no longer change."""
        super().__init__(*args, **kwargs)
        self.fields["tanggal_lahir"].error_messages["required"] = "Isi tanggal lahir seperti pada KTP."
        pesan = self.fields["nomor_kk"].error_messages
        pesan["required"] = "Isi nomor kartu keluarga, 16 angka."
        for nama in tetap:
            del self.fields[nama]

    def clean_nomor_kk(self) -> str:
        nomor = self.cleaned_data["nomor_kk"]
        if nomor == self.cleaned_data.get("nik"):
            raise forms.ValidationError("Nomor kartu keluarga sama dengan NIK. Salin dari bagian atas kartu keluarga.")
        return nomor

    def clean_tanggal_lahir(self):
        lahir = self.cleaned_data["tanggal_lahir"]
        if not timezone.localdate().replace(year=timezone.localdate().year - 120, day=1) < lahir <= timezone.localdate():
            raise forms.ValidationError("Tanggal lahir ini tidak mungkin. Periksa tahunnya.")
        return lahir

    def clean_wilayah(self):
        wilayah = self.cleaned_data["wilayah"]
        if wilayah is None or wilayah.tingkat != Tingkat.DESA:
            raise forms.ValidationError("Pilih sampai desa atau kelurahan.")
        return wilayah

    def isian(self, lama: Pendaftaran | None = None) -> Isian:
        """What was typed, completed by what this registration holds already."""
        isi = self.cleaned_data
        ambil = {k: isi[k] if k in isi else getattr(lama, k) for k in ("nik", "nomor_kk", "nama", "tanggal_lahir", "wilayah")}
        return Isian(**ambil, pernah_kawin=isi.get("pernah_kawin", False))


class DaftarForm(OrangForm, KontakForm):
    field_order = ("nik", "nomor_kk", "nama", "tanggal_lahir", "pernah_kawin", "wilayah", "saluran", "surel", "telepon")


class LanjutForm(KontakForm):
    """Back to what was begun, or to an account whose password is forgotten: NIK and the address that was proved."""

    nik = NikField(label="NIK")
    field_order = ("nik", "saluran", "surel", "telepon")


class KodePesanForm(forms.Form):
    """A code that was sent. `contoh`: in example mode, the code itself."""

    kode = isian_kode("Kode enam angka", "Enam angka di pesan yang baru Anda terima. Periksa juga kotak spam.")

    def __init__(self, *args, contoh: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if contoh:
            self.fields["kode"].help_text += f" Mode contoh: kodenya {contoh}."


class KodeGandaForm(forms.Form):
    """Both sides of a change of contact."""

    kode_lama = isian_kode("Kode dari kontak lama", "Enam angka yang dikirim ke kontak Anda yang lama.")
    kode_baru = isian_kode("Kode dari kontak baru", "Enam angka yang dikirim ke kontak Anda yang baru.")

    def __init__(self, *args, contoh: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for nama, kode in zip(("kode_lama", "kode_baru"), contoh.split(), strict=False):
            self.fields[nama].help_text += f" Mode contoh: kodenya {kode}."


class SandiMixin(forms.Form):
    """A new password, typed twice. Hand `pengguna` over for the rules that compare."""

    sandi = isian_sandi("Kata sandi baru", "Pilih kata sandi.", bantuan=PETUNJUK_SANDI, baru=True)
    ulang = isian_sandi("Ulangi kata sandi baru", "Ketik kata sandi yang sama sekali lagi.", baru=True)
    pengguna: Pengguna | None = None

    def clean(self) -> dict:
        isi = super().clean()
        sandi = isi.get("sandi")
        if sandi and isi.get("ulang") and sandi != isi["ulang"]:
            self.add_error("ulang", "Kata sandi baru dan ulangannya berbeda. Ketik keduanya sekali lagi.")
        if sandi:
            try:
                password_validation.validate_password(sandi, self.pengguna)
            except forms.ValidationError as galat:
                self.add_error("sandi", galat)
        return isi


class PulihForm(SandiMixin, KodePesanForm):
    field_order = ("kode", "sandi", "ulang")


class FotoForm(forms.Form):
    """Both photos; one that is kept already need not come again."""

    foto_ktp = forms.FileField(
        label="Foto KTP",
        help_text="KTP asli, bukan fotokopi. Pegang ponsel mendatar; seluruh KTP tampak dan tulisannya terbaca lurus.",
        allow_empty_file=True,
        error_messages={"required": "Pilih foto KTP Anda."},
        widget=forms.FileInput(_FOTO),
    )
    swafoto = forms.FileField(
        label="Foto diri dengan KTP",
        help_text="Wajah Anda dan KTP yang Anda pegang tampak jelas, tanpa masker.",
        allow_empty_file=True,
        error_messages={"required": "Pilih foto diri Anda yang memegang KTP."},
        widget=forms.FileInput(_FOTO | {"capture": "user"}),
    )
    tandai_opsional = False

    def __init__(self, *args, daftar: Pendaftaran, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for nama, isian in self.fields.items():
            if getattr(daftar, f"{nama}_id"):
                isian.required = False
                isian.help_text += " Foto sudah tersimpan; pilih lagi hanya untuk menggantinya."


class KirimForm(SandiMixin):
    """The last step: password (where there is none yet) and promise."""

    setuju = forms.BooleanField(
        label="Saya menyatakan keempat hal di atas", error_messages={"required": "Baca pernyataannya, lalu beri tanda centang."}
    )

    def __init__(self, *args, daftar: Pendaftaran, perlu_sandi: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pengguna = Pengguna(nama=daftar.nama, email=daftar.surel)
        if not perlu_sandi:
            del self.fields["sandi"], self.fields["ulang"]


class GantiKontakForm(KontakForm):
    sandi_kini = isian_sandi("Kata sandi Anda", "Masukkan kata sandi Anda.")


class TutupForm(forms.Form):
    sandi = isian_sandi("Kata sandi Anda", "Masukkan kata sandi Anda.")
    yakin = forms.BooleanField(
        label="Saya ingin menutup akun saya", error_messages={"required": "Beri tanda centang bila yakin."}
    )


class PindahForm(OrangForm):
    field_order = ("wilayah", "nomor_kk", "tanggal_lahir")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, tetap=("nik", "nama", "pernah_kawin"), **kwargs)
        self.fields["wilayah"].label = "Desa atau kelurahan yang baru"


class KabarForm(forms.Form):
    kabar = forms.ChoiceField(label="Kabar dikirim lewat", choices=Saluran.choices, widget=forms.RadioSelect)


class TolakForm(forms.Form):
    alasan = forms.MultipleChoiceField(
        label="Apa yang perlu diperbaiki",
        choices=[(kode, f"{kode} {a.label}") for kode, a in ALASAN.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu alasan."},
    )
    catatan = forms.CharField(
        label="Keterangan untuk pendaftar",
        help_text="Dibaca pendaftar. Jangan menulis NIK.",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )


class SaringPendaftaran(forms.Form):
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Menunggu diperiksa"), ("ditolak", "Perlu diperbaiki"), ("disetujui", "Disetujui")],
    )
