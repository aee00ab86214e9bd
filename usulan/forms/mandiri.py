"""What a citizen types: a self-registration with its family, the declaration before it is sent, a request for correction."""

from django import forms
from django.http import QueryDict

from usulan.forms.keluarga import AnggotaForm, IsianKeluarga
from usulan.forms.musyawarah import AlasanForm
from usulan.forms.survei import Diam, SurveiForm
from usulan.models import Koreksi, Pendaftaran, Usulan

# Reasons that fit a step: the list of reasons has them all under one letter.
ALASAN_PERBAIKAN = ("D01", "D02", "D03", "D04")
ALASAN_ALIHKAN = ("D06",)
ALASAN_TOLAK = ("D04", "D05", "D07")


class PendaftaranForm(Diam, forms.Form):
    """Whom it is about, and what the citizen wants to tell."""

    untuk = forms.ChoiceField(
        label="Siapa yang Anda usulkan?",
        choices=Pendaftaran.Untuk.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih siapa yang Anda usulkan."},
    )
    keterangan = forms.CharField(
        label="Ceritakan keadaan keluarga ini",
        help_text="Misalnya pekerjaan, rumah, atau anggota yang sakit. Petugas membacanya.",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    kontak = forms.CharField(
        label="Nomor telepon yang dapat dihubungi",
        max_length=20,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-20", "inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_kontak(self) -> str:
        nomor = "".join(h for h in self.cleaned_data["kontak"] if h not in " -.")
        if nomor and not (nomor.lstrip("+").isascii() and nomor.lstrip("+").isdigit() and 8 <= len(nomor) <= 16):
            raise forms.ValidationError("Tulis nomor telepon dengan angka saja, misalnya 081234567890.")
        return nomor


class IsianPendaftaran(IsianKeluarga):
    """The family form with the citizen's own part in front."""

    def __init__(self, data: QueryDict | None = None, files=None, *, diam: bool = False) -> None:
        super().__init__(data, files, diam=diam)
        self.pendaftaran = PendaftaranForm(data)
        self.pendaftaran.diam = diam

    @property
    def forms(self) -> list[forms.Form]:
        return [self.pendaftaran, *super().forms]

    def sah(self) -> bool:
        return all([self.pendaftaran.is_valid(), super().sah()])


def ketikan(pendaftaran: Pendaftaran) -> QueryDict:
    """A stored registration as the form that would have sent it, for mending."""
    isi = QueryDict(mutable=True)
    for nama in ("untuk", "keterangan", "kontak", "nomor_kk", "alamat", "rt", "rw"):
        isi[nama] = getattr(pendaftaran, nama)
    anggota = list(pendaftaran.anggota.order_by("pk"))
    isi["anggota-TOTAL_FORMS"], isi["anggota-INITIAL_FORMS"] = str(len(anggota)), "0"
    for nomor, satu in enumerate(anggota):
        for nama, nilai in AnggotaForm.dari(satu).items():
            kunci = f"anggota-{nomor}-{nama}"
            if nama in ("tanggal_lahir", "tanggal_mulai_hamil"):
                bagian = (nilai.day, nilai.month, nilai.year) if nilai else ("", "", "")
                for n, b in enumerate(bagian):
                    isi[f"{kunci}_{n}"] = str(b)
            elif nama == "hamil":
                if nilai:
                    isi[kunci] = "on"
            else:
                isi[kunci] = nilai or ""
    for nama, nilai in SurveiForm.dari(pendaftaran.survei).items():
        isi[nama] = "" if nilai is None else str(nilai)
    return isi


class KirimForm(forms.Form):
    benar = forms.BooleanField(
        label="Saya menyatakan isian ini benar, dan bersedia rumahnya dikunjungi petugas.",
        help_text="Memalsukan data fakir miskin diancam pidana (UU 13/2011 Pasal 42).",
        error_messages={"required": "Centang pernyataan bahwa isian Anda benar sebelum mengirim."},
    )


class AlasanMandiriForm(AlasanForm):
    """Reasons of a registration or correction, those alone that fit the step."""

    def __init__(self, *args, kelompok: str = "D", kode: tuple[str, ...] = (), wajib_catatan: bool = False, **kwargs) -> None:
        super().__init__(*args, kelompok=kelompok, **kwargs)
        if kode:
            self.fields["alasan"].choices = [(k, t) for k, t in self.fields["alasan"].choices if k in kode]
        self.fields["catatan"].label = "Penjelasan untuk pemohon"
        self.fields["catatan"].required = wajib_catatan
        self.fields["catatan"].error_messages["required"] = "Tulis penjelasan yang dapat dipahami warga."


class VervalKemensosForm(forms.Form):
    """The ministry's own verification: a marked exception."""

    cara = forms.ChoiceField(
        label="Cara verifikasi",
        choices=Usulan.Cara.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih cara verifikasi."},
    )
    catatan = forms.CharField(
        label="Dasar pengecualian dan hasil verifikasi",
        help_text="Mengapa Kementerian Sosial memverifikasi sendiri, dan apa yang ditemukan. Dibaca kabupaten/kota dan pemohon.",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Tulis dasar pengecualian ini dan apa yang ditemukan."},
    )


class KoreksiForm(forms.Form):
    kolom = forms.ChoiceField(
        label="Data mana yang salah?",
        choices=[("", "Pilih"), *Koreksi.Kolom.choices],
        error_messages={"required": "Pilih data yang salah."},
    )
    isi_benar = forms.CharField(
        label="Apa yang benar?",
        help_text="Tulis seperti pada KTP, KK, atau surat Anda.",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Tulis apa yang benar."},
    )
    bukti = forms.FileField(
        label="Foto atau PDF bukti",
        help_text="Misalnya foto KK terbaru. Foto diperkecil di perangkat ini sebelum dikirim; PDF paling besar 5 MB.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png", "data-perkecil": 1600}),
    )


class CatatanForm(forms.Form):
    """Words that go with a step on a request for correction."""

    catatan = forms.CharField(
        label="Keterangan untuk warga", required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args, wajib: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["catatan"].required = wajib
        self.fields["catatan"].error_messages["required"] = "Tulis apa yang sudah dilakukan; warga membacanya."
