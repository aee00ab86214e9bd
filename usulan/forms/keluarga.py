"""The form of one family: its card, its members, the ten answers. Faults found by the rules are shown at their fields."""

from collections.abc import Sequence

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict

from dasar.isian import TanggalField, isian_nomor
from dasar.nilai import IJAZAH_NAMA, JENIS_DISABILITAS, SHDK_NAMA, TOLAK, Temuan
from dtks.register.models import Individu, Program
from usulan.forms.survei import Diam, SurveiForm
from usulan.models import Usulan

KOSONG = [("", "Pilih")]
STATUS_KAWIN = [(s, s.capitalize()) for s in ("BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI")]
ANGGOTA_MAKS = 20


class KeluargaForm(Diam, forms.Form):
    nomor_kk = forms.CharField(label="Nomor Kartu Keluarga", help_text="16 angka.", max_length=30, widget=isian_nomor())
    alamat = forms.CharField(label="Alamat", help_text="Jalan, dusun, atau lingkungan.", max_length=200)
    rt = forms.CharField(
        label="RT",
        help_text="000 bila tidak ada.",
        max_length=3,
        widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    rw = forms.CharField(
        label="RW",
        help_text="000 bila tidak ada.",
        max_length=3,
        widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _sebut_yang_kosong(self, {"nomor_kk": "nomor Kartu Keluarga", "alamat": "alamat"})


class AnggotaForm(Diam, forms.Form):
    """One member; field names are the column keys of the workbook, so that one list of rules judges both."""

    nik = forms.CharField(label="NIK", help_text="16 angka, tertulis di KTP atau KK.", max_length=30, widget=isian_nomor())
    nama = forms.CharField(label="Nama lengkap sesuai KTP", max_length=100)
    shdk = forms.ChoiceField(label="Hubungan dalam keluarga", choices=KOSONG + list(SHDK_NAMA.items()))
    program = forms.ChoiceField(
        label="Diusulkan untuk",
        help_text="Bantuan keluarga cukup diusulkan pada satu anggota, biasanya pengurus. Anggota lain: masuk DTKS tanpa bantuan.",
    )
    tempat_lahir = forms.CharField(label="Tempat lahir", max_length=100)
    tanggal_lahir = TanggalField(label="Tanggal lahir", help_text="Contoh: 5 7 1990")
    jenis_kelamin = forms.ChoiceField(label="Jenis kelamin", choices=Individu.JenisKelamin.choices, widget=forms.RadioSelect)
    ibu_kandung = forms.CharField(label="Nama ibu kandung", max_length=100)
    status_kawin = forms.ChoiceField(label="Status perkawinan", choices=KOSONG + STATUS_KAWIN)
    pekerjaan = forms.CharField(label="Pekerjaan", help_text="Seperti tertulis di KK.", max_length=100)
    pendidikan = forms.ChoiceField(label="Ijazah tertinggi", choices=KOSONG + list(IJAZAH_NAMA.items()), required=False)
    kode_disabilitas = forms.ChoiceField(
        label="Disabilitas", choices=[("", "Tidak ada"), *JENIS_DISABILITAS.items()], required=False
    )
    hamil = forms.BooleanField(label="Sedang hamil", required=False)
    tanggal_mulai_hamil = TanggalField(
        label="Perkiraan tanggal mulai hamil", help_text="Isi hanya bila sedang hamil.", required=False
    )
    nama_suku = forms.CharField(
        label="Nama suku", help_text="Isi hanya untuk komunitas adat terpencil.", max_length=100, required=False
    )

    POKOK = (
        "nik",
        "nama",
        "shdk",
        "program",
        "tempat_lahir",
        "tanggal_lahir",
        "jenis_kelamin",
        "ibu_kandung",
        "status_kawin",
        "pekerjaan",
    )
    TAMBAHAN = ("pendidikan", "kode_disabilitas", "hamil", "tanggal_mulai_hamil", "nama_suku")

    def __init__(self, *args, program: Sequence[tuple[str, str]], diam: bool = False, nomor: int = 0, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.diam = diam
        self.fields["program"].choices = KOSONG + list(program)
        _sebut_yang_kosong(
            self,
            {"nik": "NIK", "nama": "nama lengkap"},
            {
                "shdk": "Pilih hubungan dalam keluarga.",
                "program": "Pilih program yang diusulkan.",
                "jenis_kelamin": "Pilih jenis kelamin.",
                "status_kawin": "Pilih status perkawinan.",
            },
            f" anggota {nomor}." if nomor else ".",
        )

    @property
    def isian_pokok(self) -> list:
        return [self[nama] for nama in self.POKOK]

    @property
    def isian_tambahan(self) -> list:
        return [self[nama] for nama in self.TAMBAHAN]

    @property
    def tambahan_terisi(self) -> bool:
        return any(self[nama].errors or any(_rata(self[nama].value())) for nama in self.TAMBAHAN)

    def nilai(self) -> dict[str, object]:
        """The member by column key, as the rules take it."""
        c = self.cleaned_data
        return c | {
            "disabilitas": "YA" if c["kode_disabilitas"] else "TIDAK",
            "hamil": "YA" if c["hamil"] else "TIDAK",
            "kat": "YA" if c["nama_suku"] else "TIDAK",
        }

    @staticmethod
    def dari(usulan: Usulan) -> dict[str, object]:
        return {
            "nik": usulan.nik,
            "nama": usulan.nama,
            "shdk": str(usulan.hubungan or ""),
            "program": usulan.program_id,
            "tempat_lahir": usulan.tempat_lahir,
            "tanggal_lahir": usulan.tanggal_lahir,
            "jenis_kelamin": usulan.jenis_kelamin,
            "ibu_kandung": usulan.ibu_kandung,
            "status_kawin": usulan.status_kawin,
            "pekerjaan": usulan.pekerjaan,
            "pendidikan": usulan.pendidikan,
            "kode_disabilitas": str(usulan.disabilitas or ""),
            "hamil": usulan.hamil_sejak is not None,
            "tanggal_mulai_hamil": usulan.hamil_sejak,
            "nama_suku": usulan.nama_suku,
        }


def _rata(nilai: object) -> list:
    return list(nilai) if isinstance(nilai, list | tuple) else [nilai]


def _sebut_yang_kosong(
    formulir: forms.Form, nama: dict[str, str], kalimat: dict[str, str] | None = None, akhir: str = "."
) -> None:
    for kunci, isian in formulir.fields.items():
        sebutan = nama.get(kunci, isian.label if kunci in ("rt", "rw") else isian.label.lower())
        pesan = (kalimat or {}).get(kunci, f"Isi {sebutan}.")
        isian.error_messages["required"] = pesan.removesuffix(".") + akhir


class _AnggotaFormSet(BaseFormSet):
    def get_form_kwargs(self, index: int | None) -> dict:
        # The card begins with its head; whoever follows is usually only named, not proposed for an aid.
        return {
            **super().get_form_kwargs(index),
            "nomor": (index or 0) + 1,
            "initial": {"shdk": "1"} if index == 0 else {"program": "NONBANSOS"},
        }


AnggotaFormSet = formset_factory(
    AnggotaForm, formset=_AnggotaFormSet, extra=0, min_num=1, max_num=ANGGOTA_MAKS, absolute_max=ANGGOTA_MAKS
)


def pilihan_program() -> list[tuple[str, str]]:
    """Programmes in force, being in the register without aid first."""
    baris = Program.objects.filter(aktif=True).values_list("kode", "nama")
    return sorted(baris, key=lambda p: (p[0] != "NONBANSOS", p[1]))


class IsianKeluarga:
    """The three parts of the family form as one. `is_bound`, `forms`, `non_form_errors` are what the error summary reads."""

    def __init__(self, data: QueryDict | None = None, files=None, *, diam: bool = False) -> None:
        self.keluarga = KeluargaForm(data)
        self.anggota = AnggotaFormSet(data, prefix="anggota", form_kwargs={"program": pilihan_program(), "diam": diam})
        self.survei = SurveiForm(data, files)
        self.keluarga.diam = self.survei.diam = diam
        self.is_bound = data is not None and not diam
        self.is_multipart = True

    @property
    def forms(self) -> list[forms.Form]:
        return [self.keluarga, *self.anggota.forms, self.survei]

    def non_form_errors(self) -> list[str]:
        return self.anggota.non_form_errors()

    def sah(self) -> bool:
        # Every part is asked, so that all faults are shown at once.
        return all([self.keluarga.is_valid(), self.anggota.is_valid(), self.survei.is_valid()])

    @property
    def terisi(self) -> list[AnggotaForm]:
        """Members somebody typed something for; a row left as it came is no member."""
        return [f for n, f in enumerate(self.anggota.forms) if n == 0 or f.has_changed()]

    def nilai(self) -> list[dict[str, object]]:
        return [self.keluarga.cleaned_data | f.nilai() for f in self.terisi]

    def pasang(self, temuan: dict[int, list[Temuan]]) -> None:
        """Show the findings of the rules at their fields; `temuan[n]` belongs to the n-th member typed."""
        for nomor, formulir in enumerate(self.terisi):
            pasang_temuan(temuan.get(nomor, []), formulir, self.keluarga)


def pasang_temuan(temuan: list[Temuan], anggota: AnggotaForm, keluarga: KeluargaForm) -> None:
    """Put what blocks at the first field that the finding names, once."""
    for satu in temuan:
        if satu.tingkat != TOLAK:
            continue
        for formulir in (anggota, keluarga):
            kolom = next((k for k in satu.kolom if k in formulir.fields), None)
            if kolom is not None:
                break
        if satu.pesan not in formulir.errors.get(kolom or "__all__", []):
            formulir.add_error(kolom, satu.pesan)


def ubah_baris(data: QueryDict, aksi: str) -> QueryDict:
    """The typed form with one member more (`tambah`) or without the member of `hapus-<n>`; nothing else is touched."""
    baru = data.copy()
    jumlah = data.get("anggota-TOTAL_FORMS", "")
    jumlah = min(int(jumlah), ANGGOTA_MAKS) if jumlah.isascii() and jumlah.isdigit() else 1
    if aksi == "tambah" and jumlah < ANGGOTA_MAKS:
        baru[f"anggota-{jumlah}-program"] = "NONBANSOS"
        jumlah += 1
    nomor_hapus = aksi.removeprefix("hapus-")
    if nomor_hapus.isascii() and nomor_hapus.isdigit() and jumlah > 1 and int(nomor_hapus) < jumlah:
        for nomor in range(int(nomor_hapus), jumlah):
            awalan, berikut = f"anggota-{nomor}-", f"anggota-{nomor + 1}-"
            for kunci in [k for k in baru if k.startswith(awalan)]:
                del baru[kunci]
            for kunci in [k for k in baru if k.startswith(berikut)]:
                baru.setlist(awalan + kunci.removeprefix(berikut), baru.getlist(kunci))
        jumlah -= 1
    baru["anggota-TOTAL_FORMS"] = str(jumlah)
    return baru
