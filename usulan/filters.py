"""Narrowing of the lists: GET forms that clean what the address says and narrow a queryset by it."""

import datetime as dt

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from dasar import periode as periode_bulan
from dasar.jejak import Pelaku
from dtks.register.pencarian import serupa
from usulan.alur import DRAF, TERBUKA, S
from usulan.forms.keluarga import pilihan_program
from usulan.models import Usulan
from usulan.nomor import urai_tanda_terima
from usulan.tenggat import terlambat
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

_LENGKAP = (
    S.LENGKAP, S.LAYAK, S.TIDAK_LAYAK, S.DIBUNDEL, S.DISAHKAN, S.DITERUSKAN, S.DIKEMBALIKAN_KAB, S.LOLOS, S.DITETAPKAN,
)  # fmt: skip
# How far proposals of one month have come: each stage holds those of the stages after it. The funnel of the dashboards.
CORONG = {
    "masuk": ("Dimasukkan ke daftar", tuple(s for s in S if s != S.DIBATALKAN)),
    "ajukan": ("Diajukan desa", (S.DIAJUKAN, S.DIKEMBALIKAN, *_LENGKAP)),
    "lengkap": ("Dinyatakan lengkap", _LENGKAP),
    "layak": ("Dinilai layak", tuple(s for s in _LENGKAP if s not in (S.LENGKAP, S.TIDAK_LAYAK))),
    "sah": ("Disahkan kepala dinas", (S.DISAHKAN, S.DITERUSKAN, S.DIKEMBALIKAN_KAB, S.LOLOS, S.DITETAPKAN)),
    "lolos": ("Lolos penilaian", (S.LOLOS, S.DITETAPKAN)),
    "tetap": ("Ditetapkan", (S.DITETAPKAN,)),
}
# What still waits at the end of a month, of that month and of those before it.
HAL = {
    "menunggu": ("Menunggu tindakan", TERBUKA),
    "terlambat": ("Terlambat", TERBUKA),
    "kembali": ("Dikembalikan", (S.DIKEMBALIKAN, S.DIKEMBALIKAN_KAB)),
}
JUMLAH_BULAN = 12


def pilihan_bulan() -> list[tuple[int, str]]:
    """This month and those of the year before it."""
    pilihan, p = [], periode_bulan.periode_kini()
    for _ in range(JUMLAH_BULAN):
        pilihan.append((p, periode_bulan.nama(p)))
        p = periode_bulan.sebelum(p)
    return pilihan


def _sejak(periode: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(periode_bulan.tanggal_pertama(periode), dt.time()))


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
    bulan = forms.TypedChoiceField(
        label="Bulan masuk",
        required=False,
        coerce=int,
        empty_value=None,
        choices=lambda: [("", "Semua bulan"), *pilihan_bulan()],
    )
    tahap = forms.ChoiceField(
        label="Tahap", choices=[("", ""), *((k, v[0]) for k, v in TAHAP.items())], required=False, widget=forms.HiddenInput
    )
    # By these the numbers of a dashboard lead to their rows.
    capai = forms.ChoiceField(
        label="Mencapai", choices=[("", ""), *((k, v[0]) for k, v in CORONG.items())], required=False, widget=forms.HiddenInput
    )
    lama = forms.TypedChoiceField(
        label="Masuk sebelum",
        required=False,
        coerce=int,
        empty_value=None,
        choices=lambda: [("", ""), *pilihan_bulan()],
        widget=forms.HiddenInput,
    )

    hal = forms.ChoiceField(
        label="Keadaan", choices=[("", ""), *((k, v[0]) for k, v in HAL.items())], required=False, widget=forms.HiddenInput
    )
    pada = forms.TypedChoiceField(
        label="Pada",
        required=False,
        coerce=int,
        empty_value=None,
        choices=lambda: [("", ""), *pilihan_bulan()],
        widget=forms.HiddenInput,
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
        if c.get("capai"):
            baris = baris.filter(status__in=CORONG[c["capai"]][1])
        if c.get("bulan"):
            baris = baris.filter(dibuat_pada__gte=_sejak(c["bulan"]), dibuat_pada__lt=_sejak(periode_bulan.berikut(c["bulan"])))
        if c.get("lama"):
            baris = baris.filter(dibuat_pada__lt=_sejak(c["lama"]))
        if c.get("hal"):
            baris = self._saring_hal(baris, c["hal"], c.get("pada") or periode_bulan.periode_kini())
        return baris.exclude(peringatan="") if c.get("peringatan") else baris

    @staticmethod
    def _saring_hal(baris: QuerySet, hal: str, periode: int) -> QuerySet:
        baris = baris.filter(status__in=HAL[hal][1], dibuat_pada__lt=_sejak(periode_bulan.berikut(periode)))
        return baris.filter(Q(dibuat_pada__lt=_sejak(periode)) | terlambat(periode)) if hal == "terlambat" else baris

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
