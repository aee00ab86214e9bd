"""What is typed about officers: invitation, term, reasons, the answers to findings, and the acceptance of an invitation."""

import datetime as dt

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils import timezone

from akun.alur import STATUS_PENUGASAN
from akun.bagian import daftar_kecamatan, daftar_program
from akun.fungsi import (
    FUNGSI,
    FUNGSI_BERKECAMATAN,
    FUNGSI_BERPROGRAM,
    KABUPATEN,
    NEGARA,
    PILIHAN_FUNGSI,
    F,
    yang_diangkat,
)
from akun.models import JenisHalangan, Pengguna, Penugasan
from akun.penugasan import MASA_BAWAAN
from akun.undangan import Calon
from dasar.isian import TanggalField, isian_nomor
from dasar.jejak import Pelaku
from wilayah.fields import PilihWilayahField
from wilayah.models import Wilayah

_DOKUMEN = forms.FileInput({"accept": "application/pdf,image/jpeg,image/png", "data-perkecil": 1600})


class NikField(forms.CharField):
    """Sixteen digits; blanks and dots of a copied number are dropped, nothing else is changed."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            max_length=24, widget=isian_nomor(), error_messages={"required": "Isi NIK, 16 angka seperti pada KTP."}, **kwargs
        )

    def to_python(self, value) -> str:
        return super().to_python(value).replace(" ", "").replace(".", "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not (len(value) == 16 and value.isascii() and value.isdigit()):
            raise forms.ValidationError("NIK terdiri atas 16 angka. Salin dari KTP.")


class SkForm(forms.Form):
    """The decree behind a term."""

    nomor_sk = forms.CharField(
        label="Nomor surat keputusan",
        max_length=80,
        error_messages={"required": "Isi nomor surat keputusan penunjukan."},
        widget=forms.TextInput({"class": "govuk-input--width-20"}),
    )
    sk = forms.FileField(
        label="Berkas surat keputusan",
        help_text="PDF paling besar 5 MB, atau foto.",
        allow_empty_file=True,
        error_messages={"required": "Pilih berkas surat keputusan."},
        widget=_DOKUMEN,
    )
    selesai = TanggalField(label="Masa tugas sampai", help_text="Biasanya satu tahun.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["selesai"].error_messages["required"] = "Isi tanggal akhir masa tugas."

    @staticmethod
    def masa_awal() -> dict[str, dt.date]:
        hari_ini = timezone.localdate()
        return {"mulai": hari_ini, "selesai": hari_ini + MASA_BAWAAN}


def _pilih_program() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Program",
        help_text="Untuk Petugas Teknis dan Pejabat Kementerian/Lembaga Lain: hanya kepesertaan program ini yang terlihat.",
        required=False,
        choices=daftar_program,
        widget=forms.CheckboxSelectMultiple,
    )


def _pilih_kecamatan(wilayah: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Kecamatan yang diverifikasi",
        help_text="Untuk Verifikator: hanya usulan dari kecamatan ini yang diputus. Kosongkan untuk seluruh kabupaten/kota.",
        required=False,
        choices=daftar_kecamatan(wilayah),
        widget=forms.CheckboxSelectMultiple,
    )


class PerpanjangForm(SkForm):
    """A new term; where the function is narrowed, the lists of the old one to keep or to change."""

    def __init__(self, *args, penugasan: Penugasan, **kwargs) -> None:
        awal = self.masa_awal() | {"program": penugasan.program, "kecamatan": penugasan.kecamatan}
        super().__init__(*args, initial=awal, **kwargs)
        match FUNGSI[penugasan.fungsi].bagian:
            case "program":
                self.fields["program"] = _pilih_program()
            case "kecamatan":
                self.fields["kecamatan"] = _pilih_kecamatan(penugasan.wilayah_id)


class CalonForm(SkForm):
    """Who comes, by which decree, for how long."""

    nama = forms.CharField(
        label="Nama lengkap", help_text="Seperti pada KTP.", max_length=100, error_messages={"required": "Isi nama lengkap."}
    )
    nik = NikField(label="NIK")
    surel = forms.EmailField(
        label="Alamat surel (bila ada)",
        required=False,
        help_text="Tautan undangan dikirim ke sini. Tanpa surel, Anda menyerahkan tautannya sendiri.",
        error_messages={"invalid": "Alamat surel ini tidak lengkap. Contoh: nama@contoh.go.id."},
    )
    mulai = TanggalField(label="Masa tugas mulai")
    field_order = ("nama", "nik", "surel", "nomor_sk", "sk", "mulai", "selesai")
    tandai_opsional = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mulai"].error_messages["required"] = "Isi tanggal mulai masa tugas."

    def calon(self) -> Calon:
        return Calon(self.cleaned_data["nama"], self.cleaned_data["nik"], self.cleaned_data["surel"])

    def keputusan(self) -> dict[str, object]:
        return {kunci: self.cleaned_data[kunci] for kunci in ("nomor_sk", "sk", "mulai", "selesai")}


class UndangForm(CalonForm):
    """An invitation: the functions that the inviter appoints, the areas below the inviter's."""

    fungsi = forms.ChoiceField(
        label="Fungsi", widget=forms.RadioSelect, error_messages={"required": "Pilih fungsi petugas ini."}
    )
    pelaksana = forms.BooleanField(label="Sebagai pelaksana tugas (Plt.)", required=False)

    def __init__(self, *args, pelaku: Pelaku, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pelaku = pelaku
        boleh = yang_diangkat(pelaku.fungsi)
        self.fields["fungsi"].choices = [(f, FUNGSI[f].nama) for f in boleh]
        self.fields["wilayah"] = PilihWilayahField(label="Wilayah tugas", awal=pelaku.wilayah)
        if F.KEPALA not in boleh:
            del self.fields["pelaksana"]
        if set(boleh) & set(FUNGSI_BERPROGRAM):
            self.fields["program"] = _pilih_program()
        if set(boleh) & set(FUNGSI_BERKECAMATAN):
            self.fields["kecamatan"] = _pilih_kecamatan(pelaku.wilayah)
        self.order_fields(("fungsi", "pelaksana", "wilayah", "program", "kecamatan", *self.field_order))

    def clean(self) -> dict:
        isi = super().clean()
        fungsi = FUNGSI.get(isi.get("fungsi", ""))
        # Where only one area fits, nothing has to be chosen: the nation, or the inviter's own kab/kota.
        if fungsi and not isi.get("wilayah") and "wilayah" not in self.errors:
            sendiri = fungsi.tingkat == NEGARA or (fungsi.tingkat == KABUPATEN and len(self.pelaku.wilayah) == 4)
            if sendiri:
                isi["wilayah"] = Wilayah.objects.get(pk=self.pelaku.wilayah)
            else:
                self.add_error("wilayah", "Pilih wilayah tugas yang setingkat dengan fungsinya.")
        return isi


class AlasanPetugasForm(forms.Form):
    """Why: for a suspension, an end, a cancelled invitation, a withdrawn override, the handling of a finding."""

    alasan = forms.CharField(
        label="Alasan",
        help_text="Dibaca petugas dan pemeriksa. Sebutkan dasar atau nomor suratnya bila ada.",
        max_length=1000,
        error_messages={"required": "Tulis alasannya."},
        widget=forms.Textarea({"rows": 4}),
    )


class PengecualianForm(forms.Form):
    """Pusdatin's override: file number, reason, expiry."""

    nomor_berkas = forms.CharField(
        label="Nomor berkas",
        max_length=80,
        error_messages={"required": "Isi nomor berkas yang menjadi dasar pengecualian."},
        widget=forms.TextInput({"class": "govuk-input--width-20"}),
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        error_messages={"required": "Tulis alasan pengecualian."},
        widget=forms.Textarea({"rows": 4}),
    )
    berlaku_sampai = TanggalField(label="Berlaku sampai", help_text="Paling lama satu tahun.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berlaku_sampai"].error_messages["required"] = "Isi tanggal berakhirnya pengecualian."


class PengecualianBaruForm(PengecualianForm):
    """An override before an appointment is tried again."""

    nik = NikField(label="NIK calon petugas")
    jenis = forms.ChoiceField(
        label="Halangan yang dikecualikan",
        choices=JenisHalangan.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih halangannya."},
    )
    wilayah = PilihWilayahField(label="Kabupaten/kota tempat bertugas", sampai=KABUPATEN, tuntas=True)
    field_order = ("nik", "jenis", "wilayah", "nomor_berkas", "alasan", "berlaku_sampai")
    tandai_opsional = False

    def clean_wilayah(self) -> Wilayah:
        wilayah = self.cleaned_data["wilayah"]
        if wilayah is None or wilayah.tingkat != KABUPATEN:
            raise forms.ValidationError("Pilih kabupaten/kota tempat calon petugas bertugas.")
        return wilayah


class SaringPetugas(forms.Form):
    """The list of officers. An unknown value in the address narrows nothing."""

    tandai_opsional = False

    q = forms.CharField(
        label="Cari nama, akun, atau SK",
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )
    status = forms.ChoiceField(label="Status", choices=[("", "Semua status"), *STATUS_PENUGASAN], required=False)
    fungsi = forms.ChoiceField(
        label="Fungsi",
        choices=[("", "Semua fungsi"), *(p for p in PILIHAN_FUNGSI if p[0] != F.WARGA)],
        required=False,
    )
    segera = forms.BooleanField(label="Berakhir dalam 30 hari", required=False)


class TerimaForm(forms.Form):
    """Acceptance. `pengguna` is the invited account; one that has a password already is asked for none."""

    kode = forms.CharField(max_length=100, widget=forms.HiddenInput)
    nik = NikField(label="NIK Anda", help_text="Ketik dari KTP. Ini memastikan undangan sampai kepada orang yang tepat.")
    username = forms.CharField(
        label="Nama akun",
        help_text="Huruf kecil, angka, titik. Dipakai setiap kali masuk.",
        max_length=150,
        min_length=4,
        validators=[UnicodeUsernameValidator()],
        error_messages={
            "required": "Isi nama akun.",
            "min_length": "Nama akun paling sedikit 4 huruf.",
            "invalid": "Nama akun hanya berisi huruf, angka, titik, garis bawah, atau tanda hubung, tanpa spasi.",
        },
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    sandi = forms.CharField(
        label="Kata sandi",
        help_text="Paling sedikit 12 huruf atau angka. Beberapa kata yang panjang mudah diingat.",
        strip=False,
        max_length=200,
        error_messages={"required": "Isi kata sandi."},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    ulang = forms.CharField(
        label="Ulangi kata sandi",
        strip=False,
        max_length=200,
        error_messages={"required": "Ulangi kata sandi."},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    setuju = forms.BooleanField(
        label="Data di atas benar, dan saya menandatangani pakta integritas ini",
        error_messages={"required": "Setujui pakta integritas untuk melanjutkan."},
    )

    def __init__(self, *args, pengguna: Pengguna, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pengguna = pengguna
        if pengguna.has_usable_password():
            for nama in ("username", "sandi", "ulang"):
                del self.fields[nama]

    def clean_username(self) -> str:
        return self.cleaned_data["username"].lower()

    def clean(self) -> dict:
        isi = super().clean()
        if "sandi" in self.fields and isi.get("sandi") and isi.get("ulang"):
            if isi["sandi"] != isi["ulang"]:
                self.add_error("ulang", "Kata sandi dan ulangannya berbeda. Ketik keduanya sekali lagi.")
            else:
                calon = Pengguna(username=isi.get("username", ""), nama=self.pengguna.nama, email=self.pengguna.email)
                try:
                    password_validation.validate_password(isi["sandi"], calon)
                except forms.ValidationError as galat:
                    self.add_error("sandi", galat)
        return isi


class PaktaForm(forms.Form):
    setuju = forms.BooleanField(
        label="Saya sudah membaca dan menandatangani pakta integritas ini",
        error_messages={"required": "Setujui pakta integritas untuk melanjutkan."},
    )
