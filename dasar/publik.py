"""Public forms that may be asked about anybody: the challenge, the limits, and answers that do not differ in size."""

import time
from collections.abc import Callable, Iterable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dasar import pembatas, tantangan
from dasar.galat import Ditolak
from dasar.tantangan import BIT

# Every answer is filled up to a multiple of this, so that its length says nothing about what was found.
BITA_JAWABAN = 16_384
# And it leaves at a multiple of this many seconds after it was asked for: writing out a person takes a little longer than
# writing that there is none.
LANGKAH_WAKTU = 0.01
TANDA_RATA = "<!--rata-->"


class FormTertantang(forms.Form):
    """A form that ends with the challenge. Subclasses set `untuk`, the name under which its limits stand in BATAS_PUBLIK."""

    untuk = ""
    tandai_opsional = False

    jawaban = forms.CharField(
        max_length=30,
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off", "autocapitalize": "none"}),
        help_text=gettext_lazy("Pertanyaan ini menahan mesin pencari data. Jawab dengan angka atau satu kata."),
        error_messages={"required": gettext_lazy("Jawab pertanyaan pemeriksaan.")},
    )
    tantangan = forms.CharField(max_length=600, required=False, widget=forms.HiddenInput)
    bukti = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput({"data-bukti": BIT}))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(
            [*(n for n in self.fields if n not in ("jawaban", "tantangan", "bukti")), "jawaban", "tantangan", "bukti"]
        )
        soal = tantangan.soal_dari(self.untuk, self.data.get("tantangan", "")) if self.is_bound else ""
        if soal:
            self.fields["jawaban"].label = soal
            return
        if self.is_bound:
            self.fields["jawaban"].error_messages["required"] = tantangan.kalimat_kedaluwarsa()
        self.tantangan_baru()

    def tantangan_baru(self) -> None:
        """Ask another question; everything else that was typed stays."""
        baru = tantangan.buat(self.untuk)
        self.fields["jawaban"].label = baru.soal
        self.initial["tantangan"] = baru.token
        if self.is_bound:
            self.data = self.data.copy()
            self.data["tantangan"], self.data["jawaban"], self.data["bukti"] = baru.token, "", ""

    def lewati_penjaga(self, request: HttpRequest, subjek: Iterable[tuple[str, str]]) -> None:
        """Spend the challenge and count the question; `subjek` are (limit, whom it is about). Call it on a valid form.

        Raises Ditolak: a challenge not met, or a limit reached (TerlaluSering). A question whose challenge was not met counts for
        the network only: nobody can use up another's limit without answering.
        """
        isi, jaringan = self.cleaned_data, pembatas.jaringan(request)
        try:
            dihitung = tantangan.periksa(self.untuk, isi["tantangan"], isi["jawaban"], isi["bukti"])
        except Ditolak:
            pembatas.hitung((f"{self.untuk}-alamat", jaringan))
            raise
        tanpa = () if dihitung else ((f"{self.untuk}-tanpa-hitungan", jaringan),)
        pembatas.hitung((f"{self.untuk}-alamat", jaringan), *tanpa, *subjek)


def kalimat_tunggu(detik: int) -> str:
    """What somebody held back is told."""
    menit = -(-detik // 60)
    return _("Terlalu banyak pertanyaan dari jaringan ini atau tentang orang ini. Coba lagi sesudah %(menit)s menit.") % {
        "menit": menit
    }


def layani(
    request: HttpRequest,
    form_kelas: type[FormTertantang],
    templat: str,
    cari: Callable[[FormTertantang], dict],
    subjek: Callable[[FormTertantang], Iterable[tuple[str, str]]],
    konteks: dict,
) -> HttpResponse:
    """One public question by form: GET shows it, POST answers it on the same address, so that nothing stands in a URL.

    The template gets `formulir`, `jawaban` (what `cari` returned, None before) and `galat`. Answers are never kept by a
    browser or a proxy, never compressed (a compressed length tells what it holds), and all of one size and time.
    """
    mulai = time.perf_counter()
    form = form_kelas(request.POST or None)
    isi = konteks | {"formulir": form, "jawaban": None, "galat": None}
    status, kepala = 200, {}
    if request.method == "POST":
        sah = form.is_valid()
        try:
            if sah:
                form.lewati_penjaga(request, subjek(form))
                isi["jawaban"] = cari(form)
            else:
                pembatas.hitung((f"{form.untuk}-alamat", pembatas.jaringan(request)))
                status = 422
        except pembatas.TerlaluSering as galat:
            status, kepala = 429, {"Retry-After": str(galat.tunggu)}
            isi["galat"] = kalimat_tunggu(galat.tunggu)
            form.tantangan_baru()
        except Ditolak as galat:
            status = 422
            form.add_error("jawaban", galat.pesan)
            form.tantangan_baru()
    jawaban = render(request, templat, isi, status=status)
    kepala |= {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store, no-transform"}
    for nama, nilai in kepala.items():
        jawaban.headers[nama] = nilai
    ratakan(jawaban)
    if request.method == "POST":
        time.sleep(LANGKAH_WAKTU - (time.perf_counter() - mulai) % LANGKAH_WAKTU)
    return jawaban


def ratakan(jawaban: HttpResponse) -> HttpResponse:
    """Fill the page up to the next multiple of BITA_JAWABAN, at the place of TANDA_RATA."""
    isi, tanda = jawaban.content, TANDA_RATA.encode()
    if tanda not in isi:
        raise ValueError(f"halaman publik tanpa {TANDA_RATA}")
    kurang = -len(isi) % BITA_JAWABAN
    jawaban.content = isi.replace(tanda, tanda[:-3] + b" " * kurang + b"-->", 1)
    return jawaban
