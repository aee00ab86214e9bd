"""Asking for an export of one village's register."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from akun.akses import boleh, butuh_izin
from dasar.bacaan import kata_isi
from dasar.lembar_ekspor import jawab_minta
from dasar.periode import nama as nama_bulan
from dtks.register.ekspor import daftar_register
from dtks.register.forms import CariRegisterForm
from wilayah.models import Wilayah

# Named, so that the source is registered wherever this page is.
SUMBER = daftar_register
PANJANG_DESA = 10


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("lihat_register")
@butuh_izin("ekspor_data")
def minta(request: HttpRequest) -> HttpResponse:
    """`?wilayah=` a village (without it the actor's own), `?periode=` a month. Less than a village is not exported whole."""
    kueri = {"wilayah": request.GET.get("wilayah", ""), "periode": request.GET.get("periode", "")}
    formulir = CariRegisterForm({"teks": "", **kueri}, pelaku=request.pelaku)
    if not formulir.is_valid():
        raise Http404
    desa, periode = formulir.dalam or request.pelaku.wilayah, formulir.cleaned_data["periode"]
    if len(desa) < PANJANG_DESA:
        raise Http404
    tempat = formulir.cleaned_data["wilayah"] or Wilayah.objects.get(pk=desa)
    saringan = kata_isi({"Desa/kelurahan": tempat, "Keadaan": nama_bulan(periode) if periode else "sekarang"})
    return jawab_minta(
        request,
        "register",
        {"wilayah": desa, "periode": periode},
        saringan=saringan,
        cakupan=desa,
        boleh_penuh=boleh(request, "buka_data_pribadi"),
        kembali=f"{reverse('register:daftar')}?{urlencode({k: n for k, n in kueri.items() if n})}",
    )
