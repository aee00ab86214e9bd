"""What one may type around objections."""

import datetime as dt

from django import forms
from django.utils import timezone

from akun.forms import LangkahNaikForm
from dasar.isian import TanggalField, isian_nomor
from sanggahan.alasan import AlasanBantah, AlasanKeberatan, AlasanSanggah, AlasanTolakAwal, AlasanUlang
from sanggahan.alur import SS
from sanggahan.models import Sanggahan
from sanggahan.models.penyanggah import PANJANG_LAINNYA
from sanggahan.pencarian import PANJANG_MIN
from usulan.forms.musyawarah import BanyakBerkasField, BanyakBerkasInput
from usulan.forms.survei import koordinat
from usulan.models import Survei, Usulan

_FOTO = "image/jpeg,image/png"


def kalimat(label: str, bantuan: str = "", *, maks: int = 2000, baris: int = 4, wajib: str = "", **kwargs) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=bantuan,
        max_length=maks,
        widget=forms.Textarea({"rows": baris}),
        error_messages={"required": wajib or f"Isi {label[0].lower()}{label[1:]}."},
        **kwargs,
    )


def pilihan(label: str, pilihan_: list, wajib: str, **kwargs) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=pilihan_, widget=forms.RadioSelect, error_messages={"required": wajib}, **kwargs
    )


class FotoBerlokasi(forms.Form):
    """Photos as the camera made them (they may hold their place), and the place by hand for those that do not."""

    # Not made smaller on the device: that would strip the place before it was read.
    foto = BanyakBerkasField(
        label="Foto rumah",
        help_text="JPG atau PNG, paling besar 15 MB per foto. Lokasi dibaca dari foto, lalu dihapus dari berkasnya.",
        allow_empty_file=True,
        widget=BanyakBerkasInput({"accept": _FOTO}),
        error_messages={"required": "Pilih foto rumahnya."},
    )
    lintang = forms.CharField(
        label="Lintang",
        help_text="Bila foto tidak menyimpan lokasi. Contoh: 2,984321",
        max_length=12,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10", "data-lintang": ""}),
    )
    bujur = forms.CharField(
        label="Bujur",
        help_text="Contoh: 99,615432",
        max_length=12,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10", "data-bujur": ""}),
    )

    def clean_foto(self) -> list:
        if not self.cleaned_data["foto"]:
            raise forms.ValidationError("Pilih foto rumahnya.")
        return self.cleaned_data["foto"]

    def clean_lintang(self):
        return koordinat(self.cleaned_data["lintang"], "Lintang", -11.5, 6.5)

    def clean_bujur(self):
        return koordinat(self.cleaned_data["bujur"], "Bujur", 94.5, 141.5)


class CariForm(forms.Form):
    nama = forms.CharField(
        label="Nama orang yang ingin disanggah",
        help_text=f"Paling sedikit {PANJANG_MIN} huruf pertama, seperti di KTP.",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Tulis namanya."},
    )


class SanggahForm(FotoBerlokasi):
    alasan = pilihan("Apa yang Anda sanggah?", AlasanSanggah.choices, "Pilih apa yang Anda sanggah.")
    pernyataan = kalimat(
        "Pernyataan Anda",
        f"Ceritakan yang Anda ketahui. Wajib paling sedikit {PANJANG_LAINNYA} huruf untuk “Alasan lain”. Hanya dibaca dinas "
        "sosial, tidak oleh desa/kelurahan dan keluarga yang disanggah.",
        required=False,
    )
    setuju = forms.BooleanField(
        label="Keterangan saya benar, dan saya bersedia dimintai penjelasan oleh dinas sosial.",
        error_messages={"required": "Centang pernyataan bahwa keterangan Anda benar."},
    )
    field_order = ["alasan", "pernyataan", "foto", "lintang", "bujur", "setuju"]


class JawabForm(forms.Form):
    isi = kalimat("Jawaban keluarga", "Jelaskan keadaan keluarga Anda sekarang.", wajib="Tulis jawaban keluarga.")


class JawabDesaForm(JawabForm):
    penjawab = forms.CharField(
        label="Nama anggota keluarga yang menjawab", max_length=100, error_messages={"required": "Tulis nama yang menjawab."}
    )
    field_order = ["penjawab", "isi"]


class TanggapForm(forms.Form):
    layak = pilihan(
        "Menurut Anda, apakah keluarga ini masih layak menerima?",
        [("ya", "Masih layak"), ("tidak", "Tidak layak lagi")],
        "Pilih salah satu.",
    )
    keterangan = kalimat("Yang Anda ketahui", "Tidak wajib.", maks=500, baris=3, required=False)


class KeberatanForm(forms.Form):
    isi = kalimat(
        "Alasan keberatan",
        "Paling sedikit 30 huruf. Dibaca kepala dinas sosial, yang memutus keberatan ini.",
        wajib="Tulis alasan keberatan Anda.",
    )


class TolakAwalForm(forms.Form):
    alasan = pilihan("Mengapa tidak diteruskan?", AlasanTolakAwal.choices, "Pilih alasannya.")
    catatan = kalimat("Penjelasan untuk yang menyanggah", maks=1000, wajib="Tulis penjelasannya.")


class TugaskanForm(forms.Form):
    """`petugas`: [(account, name)] of the village's officers."""

    pengunjung = forms.TypedChoiceField(
        label="Siapa yang mengunjungi?",
        help_text="Tidak boleh berkerabat dengan salah satu pihak; portal memeriksanya dari NIK dan kartu keluarga.",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih petugas yang mengunjungi."},
    )
    pokok = kalimat(
        "Pokok sanggahan untuk keluarga",
        "Dibaca keluarga dan desa/kelurahan. Jangan menulis apa pun yang menunjukkan siapa yang menyanggah. Kosongkan bila "
        "alasannya sudah cukup jelas.",
        maks=500,
        baris=3,
        required=False,
    )

    def __init__(self, *args, petugas: list[tuple[int, str]], ganti: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pengunjung"].choices = petugas
        if ganti:
            del self.fields["pokok"]


class LaporanForm(FotoBerlokasi):
    """The report of a visit: when, the ten questions, what was found, at least two photos."""

    tanggal = TanggalField(label="Tanggal kunjungan", error_messages={"required": "Isi tanggal kunjungan."})
    jam = forms.TimeField(
        label="Jam kunjungan",
        help_text="Contoh: 14:30",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput({"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Isi jam kunjungan.", "invalid": "Tulis jam seperti 14:30."},
    )
    bertemu = pilihan("Apakah bertemu keluarganya?", [("ya", "Ya"), ("tidak", "Tidak")], "Pilih apakah bertemu keluarganya.")
    uraian = kalimat("Yang ditemukan", wajib="Tulis yang ditemukan saat kunjungan.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["foto"].label = "Foto kunjungan"
        self.fields["foto"].help_text = (
            "Paling sedikit dua: tampak depan dan bagian dalam rumah. " + self.fields["foto"].help_text
        )
        for nomor, nama in enumerate(Survei.PERTANYAAN, 1):
            self.fields[nama] = pilihan(
                f"{nomor}. {Survei._meta.get_field(nama).verbose_name}",
                [("ya", "Ya"), ("tidak", "Tidak"), ("-", "Tidak dapat ditanyakan")],
                f"Jawab pertanyaan {nomor}.",
            )
        self.order_fields(["tanggal", "jam", "bertemu", *Survei.PERTANYAAN, "uraian", "foto", "lintang", "bujur"])

    def nilai(self) -> dict[str, object]:
        c = self.cleaned_data
        return {
            "dikunjungi_pada": timezone.make_aware(dt.datetime.combine(c["tanggal"], c["jam"])),
            "jawaban": {n: {"ya": True, "tidak": False}.get(c[n]) for n in Survei.PERTANYAAN},
            "bertemu": c["bertemu"] == "ya",
            "uraian": c["uraian"],
            "foto": c["foto"],
            "lintang": c["lintang"],
            "bujur": c["bujur"],
        }


class HasilForm(forms.Form):
    """What is proposed when it is proven, and on which ground."""

    hasil = pilihan("Apa yang diusulkan?", Sanggahan.Hasil.choices, "Pilih apa yang diusulkan.")
    sebab = forms.ChoiceField(
        label="Sebab", choices=[("", "Pilih sebab"), *Usulan.Sebab.choices], error_messages={"required": "Pilih sebabnya."}
    )


def _penjelasan() -> forms.CharField:
    return kalimat(
        "Penjelasan", "Paling sedikit 20 huruf. Dibaca kedua pihak; tulis dengan kalimat yang mudah dipahami.", maks=1500
    )


class BuktikanForm(HasilForm):
    penjelasan = _penjelasan()


class BantahForm(forms.Form):
    alasan = pilihan("Mengapa tidak terbukti?", AlasanBantah.choices, "Pilih alasannya.")
    penjelasan = _penjelasan()


class UlangiForm(forms.Form):
    alasan = pilihan("Mengapa perlu dikunjungi lagi?", AlasanUlang.choices, "Pilih alasannya.")
    catatan = kalimat("Catatan untuk petugas", maks=1000, baris=3, required=False)


class PutusKeberatanForm(HasilForm):
    """`keluar`: accepting takes somebody out, so what is proposed has to be said."""

    putusan = pilihan("Putusan", [("terima", "Terima keberatan"), ("tolak", "Tolak keberatan")], "Pilih putusan.")
    alasan = pilihan("Dasar putusan", AlasanKeberatan.choices, "Pilih dasar putusan.")
    penjelasan = _penjelasan()
    field_order = ["putusan", "alasan", "hasil", "sebab", "penjelasan"]

    def __init__(self, *args, keluar: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for nama in ("hasil", "sebab"):
            if keluar:
                self.fields[nama].required = False
                self.fields[nama].help_text = "Diisi bila keberatan diterima."
            else:
                del self.fields[nama]


class MundurForm(LangkahNaikForm):
    """`pilihan_`: what the person may resign from."""

    dari = pilihan("Anda ingin berhenti dari apa?", [], "Pilih salah satu.")
    pernyataan = kalimat("Alasan", "Tidak wajib.", maks=1000, baris=3, required=False)
    field_order = ["dari", "pernyataan", "sandi", "kode"]

    def __init__(self, *args, pilihan_: list, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dari"].choices = pilihan_


class MundurPesanForm(MundurForm):
    """The same where the code is sent, once the password is right."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kode"]


class MundurCariForm(forms.Form):
    nik = forms.RegexField(
        r"^\d{16}$",
        label="NIK orang yang mengundurkan diri",
        widget=isian_nomor(maxlength=16),
        error_messages={"required": "Isi NIK.", "invalid": "NIK terdiri atas 16 angka."},
    )


class MundurDesaForm(forms.Form):
    dari = pilihan("Berhenti dari apa?", [], "Pilih salah satu.")
    pernyataan = kalimat("Alasan yang disampaikan", "Tidak wajib.", maks=1000, baris=3, required=False)
    ktp = forms.FileField(
        label="Foto KTP asli",
        help_text="Difoto di hadapan Anda.",
        widget=forms.FileInput({"accept": _FOTO, "data-perkecil": 1600}),
        error_messages={"required": "Unggah foto KTP orang yang mengundurkan diri."},
    )
    surat = forms.FileField(
        label="Surat pernyataan bertanda tangan",
        help_text="PDF paling besar 5 MB, atau foto.",
        widget=forms.FileInput({"accept": f"application/pdf,{_FOTO}", "data-perkecil": 1600}),
        error_messages={"required": "Unggah surat pernyataan yang sudah ditandatangani."},
    )

    def __init__(self, *args, pilihan_: list, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dari"].choices = pilihan_


class SaringForm(forms.Form):
    """The list of objections. An unknown value in the address narrows nothing."""

    tandai_opsional = False

    status = forms.ChoiceField(label="Status", choices=[("", "Semua status"), *SS.choices], required=False)
    lewat = forms.BooleanField(label="Hanya yang melewati batas waktu", required=False)

    def saring(self, baris):
        self.is_valid()
        c = self.cleaned_data
        if c.get("status"):
            baris = baris.filter(status=c["status"])
        return baris.terbuka().filter(dieskalasi_pada__isnull=False) if c.get("lewat") else baris
