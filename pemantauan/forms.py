"""What an auditor may ask for."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from akun.fungsi import PILIHAN_FUNGSI
from dasar.isian import isian_nomor
from dasar.jejak import NEGARA
from pemantauan.kejadian import KELOMPOK
from pemantauan.models import Kejanggalan
from usulan.models import Usulan
from wilayah.fields import PilihWilayahField

MASA = (("1", "24 jam terakhir"), ("7", "7 hari terakhir"), ("30", "30 hari terakhir"), ("90", "90 hari terakhir"))
# More in one file is no sample that a person reads.
SAMPEL_MAKS = 50
SEMUA_MASA = (*MASA, ("366", "Setahun terakhir"), ("semua", "Sejak awal"))


class CariOrangForm(forms.Form):
    """Whose story: by a whole NIK, posted so that it stands in no address."""

    nik = forms.CharField(
        label="NIK",
        help_text="16 angka. Yang tampil: usulan, versi register, pembacaan, pembukaan nomor, dan ekspor.",
        widget=isian_nomor(),
        error_messages={"required": "Tulis NIK yang ditelusuri."},
    )

    def clean_nik(self) -> str:
        angka = self.cleaned_data["nik"].replace(" ", "").replace(".", "")
        if not (angka.isascii() and angka.isdigit() and len(angka) == 16):
            raise ValidationError(f"NIK harus 16 angka. Yang ditulis {len(angka)} angka.")
        return angka


class CariPetugasForm(forms.Form):
    tandai_opsional = False

    q = forms.CharField(
        label="Nama atau akun petugas", max_length=80, required=False, widget=forms.TextInput({"type": "search"})
    )
    fungsi = forms.ChoiceField(label="Fungsi", choices=[("", "Semua fungsi"), *PILIHAN_FUNGSI], required=False)


class CariObjekForm(forms.Form):
    """By what officers write on papers and read out on the telephone."""

    JENIS = (
        ("usulan", "Usulan (nomor tanda terima)"),
        ("musyawarah", "Musyawarah (nomor berita acara)"),
        ("berkas", "Berkas pengesahan (nomor surat atau nomor berkas)"),
        ("penetapan", "Penetapan (nomor keputusan atau bulan, misalnya 2026-11)"),
        ("ekspor", "Ekspor (kode pada berkasnya)"),
        ("permintaan", "Nomor permintaan (90 hari terakhir)"),
    )
    jenis = forms.ChoiceField(label="Jenis", choices=JENIS)
    nomor = forms.CharField(label="Nomor", max_length=80, error_messages={"required": "Tulis nomornya."})


class SaringJejak(forms.Form):
    """Narrows a list of events: kind, time, function, area. `bawaan` is the time when nothing was chosen."""

    tandai_opsional = False

    kelompok = forms.ChoiceField(
        label="Jenis peristiwa", choices=[("", "Semua jenis"), *((k, v[0]) for k, v in KELOMPOK.items())], required=False
    )
    masa = forms.ChoiceField(label="Masa", required=False)
    fungsi = forms.ChoiceField(
        label="Fungsi",
        choices=[("", "Semua fungsi"), *PILIHAN_FUNGSI, ("sistem", "Sistem"), ("tamu", "Pengunjung")],
        required=False,
    )
    wilayah = PilihWilayahField(label="Wilayah")

    def __init__(self, isi, *, bawaan: str = "semua", masa=SEMUA_MASA, **kwargs) -> None:
        super().__init__(isi, **kwargs)
        self.bawaan = bawaan
        # The default stands first and has no value: an address without it is the plain list.
        self.fields["masa"].choices = [("", dict(masa)[bawaan]), *((k, t) for k, t in masa if k != bawaan)]
        self.fields["wilayah"].awal = NEGARA

    def saring(self, jejak: QuerySet) -> QuerySet:
        """`jejak` narrowed by what was chosen; a value that is no choice narrows nothing."""
        self.is_valid()
        c = self.cleaned_data
        if sejak := self.sejak:
            jejak = jejak.filter(pada__gte=sejak)
        if c.get("kelompok"):
            nama = KELOMPOK[c["kelompok"]][1]
            # Events that are no step stand in an index of their own.
            jejak = jejak.filter(langkah__in=nama, ke=None) if nama else jejak.filter(Q(ke__isnull=False))
        if c.get("fungsi"):
            jejak = jejak.filter(fungsi=c["fungsi"])
        if c.get("wilayah"):
            awal, akhir = c["wilayah"].rentang
            jejak = jejak.filter(wilayah__gte=awal, wilayah__lt=akhir)
        return jejak

    @property
    def area(self) -> str:
        """The code of the chosen area, '' for the whole nation."""
        wilayah = self.cleaned_data.get("wilayah")
        return wilayah.kode if wilayah else ""

    @property
    def polos(self) -> bool:
        """Nothing narrows the list."""
        c = self.cleaned_data
        return not any(c.get(n) for n in ("kelompok", "masa", "fungsi", "wilayah"))

    @property
    def sejak(self) -> dt.datetime | None:
        """The moment from which events count; None for all of them. A wrong choice counts as the default."""
        hari = self.cleaned_data.get("masa") or self.bawaan
        return None if hari == "semua" else timezone.now() - dt.timedelta(days=int(hari))


class SaringKejanggalan(forms.Form):
    """Narrows the findings: kind, time, area."""

    tandai_opsional = False
    BAWAAN = "30"

    jenis = forms.ChoiceField(label="Jenis", choices=[("", "Semua jenis"), *Kejanggalan.Jenis.choices], required=False)
    masa = forms.ChoiceField(
        label="Masa",
        choices=[("", dict(SEMUA_MASA)[BAWAAN]), *((k, t) for k, t in SEMUA_MASA if k != "30")],
        required=False,
    )
    wilayah = PilihWilayahField(label="Wilayah")

    def __init__(self, isi, **kwargs) -> None:
        super().__init__(isi, **kwargs)
        self.fields["wilayah"].awal = NEGARA
        self.is_valid()

    def saring(self, temuan: QuerySet) -> QuerySet:
        """`temuan` narrowed by what was chosen; a value that is no choice narrows nothing."""
        c = self.cleaned_data
        hari = c.get("masa") or self.BAWAAN
        if hari != "semua":
            temuan = temuan.filter(sampai__gte=timezone.now() - dt.timedelta(days=int(hari)))
        if c.get("jenis"):
            temuan = temuan.filter(jenis=c["jenis"])
        if c.get("wilayah"):
            awal, akhir = c["wilayah"].rentang
            temuan = temuan.filter(wilayah__gte=awal, wilayah__lt=akhir)
        return temuan

    @property
    def bawaan_sejak(self) -> dt.datetime:
        return timezone.now() - dt.timedelta(days=int(self.BAWAAN))

    @property
    def area(self) -> str:
        """The code of the chosen area, '' for the whole nation."""
        wilayah = self.cleaned_data.get("wilayah")
        return wilayah.kode if wilayah else ""


class SampelForm(forms.Form):
    """The frame of a sample and how it is drawn."""

    tandai_opsional = False

    dari = forms.TypedChoiceField(label="Ditetapkan mulai bulan", coerce=int)
    sampai = forms.TypedChoiceField(label="Sampai bulan", coerce=int)
    wilayah = PilihWilayahField(label="Wilayah")
    jenis = forms.ChoiceField(label="Jenis usulan", choices=[("", "Semua jenis"), *Usulan.Jenis.choices], required=False)
    jumlah = forms.IntegerField(
        label="Jumlah berkas perkara",
        min_value=1,
        max_value=SAMPEL_MAKS,
        initial=20,
        help_text=f"Paling banyak {SAMPEL_MAKS} dalam satu penarikan.",
        widget=forms.NumberInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            "required": "Tulis berapa berkas perkara yang ditarik.",
            "invalid": "Tulis jumlahnya dengan angka.",
            "min_value": "Tarik paling sedikit satu berkas perkara.",
            "max_value": f"Paling banyak {SAMPEL_MAKS} berkas perkara dalam satu penarikan. Tarik lagi dengan benih lain bila perlu.",
        },
    )
    benih = forms.CharField(
        label="Benih",
        required=False,
        max_length=64,
        help_text="Kosongkan untuk penarikan baru. Untuk mengulang penarikan, tulis benih yang tercetak pada berkasnya.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    keterangan = forms.CharField(
        label="Untuk pemeriksaan apa",
        required=False,
        max_length=200,
        help_text="Misalnya nomor surat tugas. Jangan menulis NIK.",
    )

    def __init__(self, *args, bulan: list[tuple[int, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dari"].choices = self.fields["sampai"].choices = bulan
        self.fields["wilayah"].awal = NEGARA

    def clean_benih(self) -> str:
        benih = self.cleaned_data["benih"].strip()
        if benih and not (benih.isascii() and benih.isalnum()):
            raise ValidationError("Benih terdiri atas huruf dan angka saja, seperti tercetak pada berkas sampelnya.")
        return benih

    def clean(self) -> dict:
        isi = super().clean()
        if isi.get("dari") and isi.get("sampai") and isi["dari"] > isi["sampai"]:
            self.add_error("sampai", "Bulan terakhir tidak boleh sebelum bulan pertama.")
        return isi
