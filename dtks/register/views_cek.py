"""The public look-up: which village, then whom. No sign-in; nothing about a person stands in an address."""

import functools
import time
from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dasar.bahasa import dua_bahasa
from dasar.publik import layani
from dtks.register import cek
from dtks.register.forms_cek import CekForm, PilihDesaForm
from dtks.register.models import Program
from wilayah import kode as kode_wilayah
from wilayah.fields import kode_sah
from wilayah.models import Tingkat, Wilayah, nama_jalur
from wilayah.pencarian import cari_wilayah

UMUR_NAMA = 300  # seconds
PROGRAM_MAKS = 8  # shown of one person, the newest first


@login_not_required
@require_safe
@dua_bahasa
def pilih(request: HttpRequest) -> HttpResponse:
    """Search a village by its name, or walk down from the provinces. Names of regions are public."""
    form = PilihDesaForm(request.GET)
    di, sesudah = request.GET.get("di", kode_wilayah.NEGARA), request.GET.get("sesudah", "")
    if not kode_sah(di) or (sesudah and not kode_sah(sesudah)) or kode_wilayah.tingkat(di) == Tingkat.DESA:
        raise Http404
    teks = form.cleaned_data["q"] if form.is_valid() else ""
    konteks = {
        "formulir": form,
        "di": di,
        "teks": teks,
        "jalur": nama_jalur(di) if di != kode_wilayah.NEGARA else [],
        "halaman": cari_wilayah(teks, di=di, sesudah=sesudah),
        "sesudah": sesudah,
        "galat": None,
    }
    return render(request, "publik/cek_pilih.html", konteks)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@dua_bahasa
def periksa(request: HttpRequest, desa: str) -> HttpResponse:
    """Ask by name and NIK, or by name alone, in one village. See `dasar.publik.layani` for what all answers share."""
    saat = int(time.time()) // UMUR_NAMA
    wilayah, atas = _desa(desa, saat)
    if wilayah is None:
        raise Http404
    program = _nama_program(saat)

    def cari(form: CekForm) -> dict:
        isi = form.cleaned_data
        temuan = cek.cari(isi["nama"], desa, isi["nik"])
        return {
            "dengan_nik": bool(isi["nik"]),
            "orang": [_sebut(baris, program) for baris in temuan.baris],
            "lebih": temuan.lebih,
        }

    def subjek(form: CekForm) -> Iterable[tuple[str, str]]:
        # A name is as much a subject as a NIK; the village's own count stops a walk through a list of names.
        isi = form.cleaned_data
        return ("cek-subjek", isi["nik"] or f"{desa}:{cek.rapikan_nama(isi['nama'])}"), ("cek-desa", desa)

    konteks = {"desa": wilayah, "atas": atas}
    return layani(request, CekForm, "publik/cek_periksa.html", cari, subjek, konteks)


# Names change rarely and the page is asked for often: each process asks for them again only when `saat` changes.


@functools.lru_cache(maxsize=4096)
def _desa(kode: str, saat: int) -> tuple[Wilayah | None, list[str]]:
    """A village in force and the names above it; (None, []) when there is none of this code."""
    if not kode_sah(kode) or kode_wilayah.tingkat(kode) != Tingkat.DESA:
        return None, []
    jalur = list(Wilayah.objects.filter(pk__in=kode_wilayah.jalur(kode)).order_by("tingkat"))
    if not jalur or jalur[-1].kode != kode or jalur[-1].berlaku_sampai is not None:
        return None, []
    return jalur[-1], [w.nama for w in jalur[:-1]]


@functools.lru_cache(maxsize=1)
def _nama_program(saat: int) -> dict[str, str]:
    return dict(Program.objects.values_list("kode", "nama"))


def _sebut(baris: cek.Orang, program: dict[str, str]) -> dict:
    """One row in the words for citizens: masked name, decade of birth, the register, and each programme with its months."""
    return {
        "nama": baris.nama_samar,
        "lahir": baris.lahir,
        "keluar": baris.keluar,
        "status": _("Dikeluarkan") if baris.keluar else _("Terdaftar"),
        "program": [
            {
                "nama": program.get(kode, kode),
                "dari": dari,
                "sampai": sampai,
                "status": _("Berakhir") if sampai else _("Ditetapkan"),
            }
            for kode, dari, sampai in baris.program[:PROGRAM_MAKS]
        ],
    }
