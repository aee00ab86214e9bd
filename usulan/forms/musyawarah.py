"""What is typed around a deliberation: its record, its documents, the forum's decisions, the workbook."""

from django import forms

from dasar.isian import TanggalField
from dasar.jejak import Pelaku
from usulan.models import DokumenMusyawarah, KodeAlasan, Musyawarah
from usulan.pencatatan import FOTO_MAKS

_DOKUMEN = "application/pdf,image/jpeg,image/png"


class MusyawarahForm(forms.ModelForm):
    """The record of a deliberation. Rules of its date and number are those of `usulan.pencatatan`, not of this form."""

    tanggal = TanggalField(label="Tanggal musyawarah", help_text="Contoh: 14 11 2026. Paling lama tiga bulan yang lalu.")

    class Meta:
        model = Musyawarah
        fields = ("jenis", "tanggal", "nomor_berita_acara", "tempat", "pimpinan", "notulis", "jumlah_hadir", "ringkasan")
        labels = {
            "jenis": "Jenis musyawarah",
            "nomor_berita_acara": "Nomor berita acara",
            "tempat": "Tempat",
            "pimpinan": "Nama pimpinan musyawarah",
            "notulis": "Nama notulis",
            "jumlah_hadir": "Jumlah peserta yang hadir",
            "ringkasan": "Pokok pembahasan",
        }
        help_texts = {
            "nomor_berita_acara": "Seperti tertulis pada berita acara, misalnya 470/12/BA/2026.",
            "tempat": "Misalnya: Balai desa.",
        }
        widgets = {
            "jenis": forms.RadioSelect,
            "nomor_berita_acara": forms.TextInput({"class": "govuk-input--width-20"}),
            "jumlah_hadir": forms.NumberInput({"class": "govuk-input--width-4", "inputmode": "numeric", "min": 1}),
            "ringkasan": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = Musyawarah.Jenis.choices
        self.fields["jumlah_hadir"].min_value = 1
        for nama, isian in self.fields.items():
            isian.error_messages["required"] = {
                "jenis": "Pilih jenis musyawarah.",
                "tanggal": "Isi tanggal musyawarah.",
            }.get(nama, f"Isi {isian.label.lower()}.")

    def clean_jumlah_hadir(self) -> int:
        jumlah = self.cleaned_data["jumlah_hadir"]
        if jumlah < 1:
            raise forms.ValidationError("Jumlah peserta yang hadir paling sedikit 1.")
        return jumlah

    @staticmethod
    def awal(oleh: Pelaku) -> dict[str, str]:
        """A kelurahan holds a muskel, a desa a musdes: told by the seventh digit of the code."""
        return {"jenis": Musyawarah.Jenis.MUSKEL if oleh.wilayah[6:7] == "1" else Musyawarah.Jenis.MUSDES}


class BanyakBerkasInput(forms.FileInput):
    allow_multiple_selected = True


class BanyakBerkasField(forms.FileField):
    """Several files from one box. Cleans to a list, empty when none was chosen."""

    widget = BanyakBerkasInput

    def clean(self, data, initial=None) -> list:
        return [super(BanyakBerkasField, self).clean(satu, initial) for satu in data or []]


class DokumenForm(forms.Form):
    """The four documents at once; each may be sent alone. What a file holds is judged when it is stored."""

    berita_acara = forms.FileField(
        label="Berita acara",
        help_text="Sudah ditandatangani. PDF paling besar 5 MB, atau foto.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": _DOKUMEN, "data-perkecil": 1600}),
    )
    foto_kegiatan = BanyakBerkasField(
        label="Foto kegiatan",
        help_text=f"Boleh lebih dari satu, paling banyak {FOTO_MAKS}. Foto diperkecil di perangkat ini sebelum dikirim.",
        required=False,
        allow_empty_file=True,
        widget=BanyakBerkasInput({"accept": "image/jpeg,image/png", "data-perkecil": 1600}),
    )
    daftar_hadir = forms.FileField(
        label="Daftar hadir",
        help_text="PDF paling besar 5 MB, atau foto.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": _DOKUMEN, "data-perkecil": 1600}),
    )
    bukti_publikasi = forms.FileField(
        label="Bukti publikasi hasil musyawarah",
        help_text="Misalnya foto pengumuman di balai desa atau tangkapan layar laman desa.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": _DOKUMEN, "data-perkecil": 1600}),
    )
    tandai_opsional = False

    def clean(self) -> dict:
        bersih = super().clean()
        if not self.errors and not any(bersih.values()):
            raise forms.ValidationError("Belum ada berkas yang dipilih. Pilih paling sedikit satu berkas.")
        return bersih

    def unggahan(self) -> list[tuple[str, object]]:
        """(kind, file) of everything chosen, in the order of the decree."""
        hasil = []
        for jenis in DokumenMusyawarah.Jenis.values:
            isi = self.cleaned_data.get(jenis)
            hasil += [(jenis, satu) for satu in (isi if isinstance(isi, list) else [isi]) if satu]
        return hasil


class AlasanForm(forms.Form):
    """Reason codes of one group and a note, for a step that must say why."""

    alasan = forms.MultipleChoiceField(
        label="Alasan", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Pilih paling sedikit satu alasan."}
    )
    catatan = forms.CharField(label="Catatan", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, kelompok: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alasan"].choices = list(
            KodeAlasan.objects.filter(kelompok=kelompok, aktif=True).values_list("kode", "teks")
        )

    def isi(self) -> dict[str, str]:
        return {"alasan": ",".join(self.cleaned_data["alasan"]), "catatan": self.cleaned_data["catatan"]}


class PengajuanForm(forms.Form):
    """The explanation that rows with warnings need before a list is sealed."""

    catatan_peringatan = forms.CharField(
        label="Penjelasan atas nama berperingatan",
        help_text="Satu penjelasan untuk semua, misalnya: sudah dicocokkan dengan KTP dan KK asli oleh sekretaris desa.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Tulis penjelasan atas nama berperingatan."},
    )


class BukuForm(forms.Form):
    """A village's workbook. Size and content are judged by the acts, each with its own sentence."""

    berkas = forms.FileField(
        label="Buku kerja (.xlsx atau .csv)",
        help_text="Paling besar 20 MB.",
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(
            {"accept": ".xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"}
        ),
        error_messages={"required": "Pilih buku kerja yang akan diunggah."},
    )
