"""Look-up of regions for everyone who is signed in. Region names are public; nothing here depends on the function."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wilayah import kode as kode_wilayah
from wilayah.fields import LABEL_PILIHAN, kode_sah, kode_terpilih, konteks_rantai
from wilayah.forms import CariWilayahForm
from wilayah.models import nama_jalur
from wilayah.pencarian import cari_wilayah


def _alamat(kueri: dict[str, str]) -> str:
    return f"{reverse('wilayah:daftar')}?{urlencode(kueri)}"


def _remah(kode: str) -> list[tuple[str, str]]:
    """Breadcrumb from the list of provinces down to `kode`; the last one has no link."""
    if kode == kode_wilayah.NEGARA:
        return [("Wilayah", "")]
    jalur = list(zip(nama_jalur(kode), kode_wilayah.jalur(kode), strict=True))
    atas = [(nama, _alamat({"wilayah": k})) for nama, k in jalur[:-1]]
    return [("Wilayah", reverse("wilayah:daftar")), *atas, (jalur[-1][0], "")]


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """Chained selects and a search box; the children of the chosen region, or what the text finds inside it."""
    form = CariWilayahForm(request.GET)
    sah = form.is_valid()
    wilayah = form.cleaned_data.get("wilayah") if sah else None
    teks = form.cleaned_data.get("q", "") if sah else ""
    sesudah = request.GET.get("sesudah", "")
    if sesudah and not kode_sah(sesudah):
        raise Http404
    di = wilayah.kode if wilayah else kode_wilayah.NEGARA
    halaman = cari_wilayah(teks, di=di, sesudah=sesudah) if sah else None
    kueri = {nama: nilai for nama, nilai in {"q": teks, "wilayah": wilayah and wilayah.kode}.items() if nilai}
    konteks = {
        "form": form,
        "wilayah": wilayah,
        "keterangan": f"Kode {wilayah.kode_titik}" if wilayah else "",
        "remah": _remah(di),
        "teks": teks,
        "halaman": halaman,
        "alamat_awal": _alamat(kueri) if sesudah else "",
        "alamat_berikut": _alamat(kueri | {"sesudah": halaman.sesudah}) if halaman and halaman.sesudah else "",
    }
    return render(request, "wilayah/daftar.html", konteks)


@login_not_required
@require_safe
def rantai(request: HttpRequest) -> HttpResponse:
    """The chained selects alone, for htmx, also of a visitor's form. It shows public names only, so the scope it is asked for need not be
    checked: the form that receives the choice checks it (`PilihWilayahField`)."""
    nama = request.GET.get("nama", "")
    awal = request.GET.get("awal", "")
    id_dasar = request.GET.get("id", "")
    sampai = request.GET.get("sampai", "")
    if not (nama.isidentifier() and id_dasar.replace("-", "_").isidentifier() and kode_sah(awal)):
        raise Http404
    if not (sampai.isdecimal() and int(sampai) in LABEL_PILIHAN):
        raise Http404
    konteks = konteks_rantai(
        kode_terpilih(request.GET, nama),
        awal=awal,
        sampai=int(sampai),
        nama=nama,
        id_dasar=id_dasar,
        sebut_awal="ringkas" not in request.GET,
        tuntas="tuntas" in request.GET,
    )
    return render(request, "wilayah/rantai.html", {"rantai": konteks})
