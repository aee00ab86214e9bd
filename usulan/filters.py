"""Narrowing of the lists: GET forms that clean what the address says and narrow a queryset by it."""

from django import forms
from django.db.models import Q, QuerySet

from dasar.jejak import Pelaku
from dtks.register.pencarian import serupa
from usulan.alur import DRAF, S
from usulan.forms.keluarga import pilihan_program
from usulan.models import Usulan
from usulan.nomor import urai_tanda_terima
from wilayah.fields import PilihWilayahField

# Where a proposal stands, in the five words of the strip of numbers.
TAHAP = {
    "draf": ("Disiapkan desa", (*DRAF, S.DIBATALKAN)),
    "kembali": ("Dikembalikan ke desa", (S.DIKEMBALIKAN,)),
    "kabupaten": ("Di kabupaten", (S.DIAJUKAN, S.LENGKAP, S.LAYAK, S.DIBUNDEL, S.DISAHKAN, S.DIKEMBALIKAN_KAB)),
    "kemensos": ("Di Kemensos", (S.DITERUSKAN, S.LOLOS)),
    "ditetapkan": ("Ditetapkan", (S.DITETAPKAN,)),
    "ditolak": ("Tidak layak", (S.TIDAK_LAYAK,)),
}


def cari_orang(teks: str) -> Q:
    """Whole NIK, receipt number, part of a name, or a name spelt another way (Moh./Muhammad, oe/u, another order)."""
    angka = teks.replace(" ", "").replace(".", "")
    if angka.isascii() and angka.isdigit():
        return Q(nik=angka)
    nomor = urai_tanda_terima(teks)
    nama = Q(nama__icontains=teks) | serupa(teks)
    return nama if nomor is None else Q(pk=nomor) | nama


class SaringUsulan(forms.Form):
    """The list of proposals. An unknown value in the address narrows nothing."""

    tandai_opsional = False

    q = forms.CharField(
        label="Cari nama, NIK, atau nomor tanda terima",
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )
    status = forms.ChoiceField(label="Status", choices=[("", "Semua status"), *S.choices], required=False)
    jenis = forms.ChoiceField(label="Jenis", choices=[("", "Semua jenis"), *Usulan.Jenis.choices], required=False)
    program = forms.ChoiceField(label="Program", required=False)
    peringatan = forms.BooleanField(label="Hanya yang berperingatan", required=False)
    tahap = forms.ChoiceField(
        label="Tahap", choices=[("", ""), *((k, v[0]) for k, v in TAHAP.items())], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, pelaku: Pelaku, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = [("", "Semua program"), *pilihan_program()]
        if pelaku.fungsi not in ("pengisi_desa", "auditor"):
            self.fields["status"].choices = [(k, t) for k, t in self.fields["status"].choices if k not in (*DRAF, S.DIBATALKAN)]
        if len(pelaku.wilayah) < 10:
            self.fields["wilayah"] = PilihWilayahField(label="Wilayah", awal=pelaku.wilayah)

    def saring(self, baris: QuerySet) -> QuerySet:
        self.is_valid()
        c = self.cleaned_data
        if c.get("wilayah"):
            awal, akhir = c["wilayah"].rentang
            baris = baris.filter(wilayah__gte=awal, wilayah__lt=akhir)
        if c.get("q", "").strip():
            baris = baris.filter(cari_orang(c["q"].strip()))
        for nama in ("status", "jenis", "program"):
            if c.get(nama):
                baris = baris.filter(**{nama: c[nama]})
        if c.get("tahap"):
            baris = baris.filter(status__in=TAHAP[c["tahap"]][1])
        return baris.exclude(peringatan="") if c.get("peringatan") else baris

    @property
    def terpasang(self) -> bool:
        return self.is_bound and any(self.cleaned_data.get(n) for n in self.fields if n != "tahap")

    @property
    def area(self) -> str:
        """The code of the chosen area, '' for the whole area of the actor."""
        wilayah = self.cleaned_data.get("wilayah")
        return wilayah.kode if wilayah else ""


class SaringNama(forms.Form):
    """The names of one deliberation."""

    tandai_opsional = False

    q = forms.CharField(label="Cari nama atau NIK", max_length=100, required=False, widget=forms.TextInput({"type": "search"}))
    status = forms.ChoiceField(label="Status", choices=[("", "Semua status"), *S.choices], required=False)
    peringatan = forms.BooleanField(label="Hanya yang berperingatan", required=False)

    def saring(self, baris: QuerySet) -> QuerySet:
        self.is_valid()
        c = self.cleaned_data
        if c.get("q", "").strip():
            baris = baris.filter(cari_orang(c["q"].strip()))
        if c.get("status"):
            baris = baris.filter(status=c["status"])
        return baris.exclude(peringatan="") if c.get("peringatan") else baris

    @property
    def terpasang(self) -> bool:
        return self.is_bound and any(self.cleaned_data.values())
