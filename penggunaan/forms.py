"""What another ministry writes to ask for data, and what it sends back."""

from django import forms

from dasar.jejak import Pelaku
from dasar.models import Ekspor
from dasar.periode import nama
from dtks.register.bnba import JUDUL
from dtks.register.models import NONBANSOS, Program
from penetapan.models import Penetapan
from penggunaan.models import Kejadian, Permintaan
from penggunaan.penyerahan import WAJIB
from wilayah.fields import PilihWilayahField

PILIHAN_KOLOM = [(k, k.capitalize().replace("kk", "KK")) for k in JUDUL if k not in WAJIB]


class PermintaanForm(forms.ModelForm):
    """A request: who asks, on which ground, for which people and columns, for how long."""

    surat = forms.FileField(label="Surat permintaan", help_text="PDF atau foto surat bertanda tangan, paling besar 5 MB.")
    program = forms.ModelChoiceField(
        Program.objects.filter(aktif=True).exclude(kode=NONBANSOS), label="Penerima program", empty_label="Pilih program"
    )
    cakupan = PilihWilayahField(label="Wilayah", required=True)
    kolom = forms.MultipleChoiceField(
        label="Kolom yang diperlukan",
        choices=PILIHAN_KOLOM,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="NIK dan nama selalu ada. Minta hanya yang diperlukan untuk tujuan di atas (UU 27/2022 Pasal 16).",
    )
    setuju = forms.BooleanField(
        label="Saya mewakili lembaga ini dan menyetujui perjanjian kerahasiaan: data dipakai hanya untuk tujuan di atas, tidak"
        " diteruskan, dimusnahkan setelah masanya, dan dilaporkan penggunaannya dalam 30 hari.",
        error_messages={"required": "Data hanya diserahkan kepada lembaga yang menyetujui perjanjian kerahasiaan."},
    )

    class Meta:
        model = Permintaan
        # The letter is stored by the act: a file is no value of the row.
        fields = [
            "lembaga", "singkatan", "jabatan", "nomor_surat", "dasar_hukum", "tujuan", "program", "cakupan", "kolom", "penuh",
            "lama_hari",
        ]  # fmt: skip
        widgets = {"tujuan": forms.Textarea({"rows": 4})}
        labels = {"penuh": "Perlu NIK dan nomor KK lengkap untuk dipadankan"}
        help_texts = {
            "lama_hari": "Paling lama 365 hari.",
            "dasar_hukum": "Peraturan atau perjanjian kerja sama yang mendasarinya.",
        }

    field_order = (
        "lembaga", "singkatan", "jabatan", "nomor_surat", "surat", "dasar_hukum", "tujuan", "program", "cakupan", "kolom",
        "penuh", "lama_hari", "setuju",
    )  # fmt: skip

    def __init__(self, *args, pelaku: Pelaku, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = self.fields["program"].queryset.filter(pk__in=pelaku.program)

    def clean_singkatan(self) -> str:
        singkatan = "".join(self.cleaned_data["singkatan"].upper().split())
        if not singkatan.isalnum():
            raise forms.ValidationError("Singkatan ditulis dengan huruf dan angka saja, misalnya KEMENKES.", code="singkatan")
        return singkatan

    def clean_lama_hari(self) -> int:
        lama = self.cleaned_data["lama_hari"]
        if not 1 <= lama <= 365:
            raise forms.ValidationError("Lama pemakaian 1 sampai 365 hari.", code="lama")
        return lama


class PutusanForm(forms.Form):
    """The decision on a request."""

    tandai_opsional = False

    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[("setujui", "Setujui"), ("tolak", "Tolak")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih setujui atau tolak."},
    )
    catatan = forms.CharField(
        label="Catatan untuk pemohon",
        help_text="Wajib bila ditolak.",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class SerahkanForm(forms.Form):
    """How the file looks."""

    tandai_opsional = False

    bentuk = forms.ChoiceField(label="Bentuk berkas", choices=Ekspor.Bentuk.tabel(), initial="csv", widget=forms.RadioSelect)


class LaporanForm(forms.Form):
    """The report on the use, and the proof of destruction."""

    tandai_opsional = False

    laporan = forms.FileField(label="Laporan penggunaan", help_text="PDF, paling besar 5 MB.")
    pemusnahan = forms.FileField(label="Berita acara pemusnahan", help_text="PDF atau foto, paling besar 5 MB.")
    catatan = forms.CharField(label="Catatan", max_length=500, required=False)


class PilihLaporanForm(forms.Form):
    """Which region and which determined month."""

    tandai_opsional = False

    wilayah = PilihWilayahField(label="Wilayah")
    periode = forms.TypedChoiceField(label="Bulan", required=False, coerce=int, empty_value=None)

    def __init__(self, *args, pelaku: Pelaku, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pelaku = pelaku
        self.penetapan = {p.periode: p for p in Penetapan.objects.order_by("-periode")}
        self.fields["wilayah"].awal = pelaku.wilayah
        self.fields["periode"].choices = [("", "Bulan terakhir yang ditetapkan"), *((b, nama(b)) for b in self.penetapan)]

    @property
    def kode(self) -> str:
        """The code of the region asked for; the actor's own without a choice."""
        wilayah = self.cleaned_data.get("wilayah")
        return wilayah.kode if wilayah else self.pelaku.wilayah

    @property
    def pada(self) -> int | None:
        """The month asked for; the latest without a choice, None before the first determination."""
        return self.cleaned_data.get("periode") or next(iter(self.penetapan), None)


class KabarForm(forms.Form):
    """An address that wants to be told."""

    tandai_opsional = False

    url = forms.CharField(
        label="Alamat (https)",
        max_length=300,
        help_text="Misalnya https://aplikasi.dinas.go.id/kabar-dtks.",
        error_messages={"required": "Tulis alamat yang menerima kabar."},
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    kejadian = forms.MultipleChoiceField(
        label="Yang dikabarkan",
        choices=Kejadian.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu kejadian."},
    )
