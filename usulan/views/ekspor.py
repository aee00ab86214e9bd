"""Asking for an export of the list of proposals as it stands on the screen."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from akun.akses import boleh, butuh_izin
from dasar.bacaan import kata_saringan
from dasar.lembar_ekspor import jawab_minta
from usulan.ekspor import daftar_usulan
from usulan.filters import SaringUsulan

# Named, so that the source is registered wherever this page is.
SUMBER = daftar_usulan


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("lihat_usulan")
@butuh_izin("ekspor_data")
def minta(request: HttpRequest) -> HttpResponse:
    saring = SaringUsulan(request.GET, pelaku=request.pelaku)
    saring.is_valid()
    kueri = request.GET.urlencode()
    return jawab_minta(
        request,
        "usulan",
        {"kueri": kueri},
        saringan=kata_saringan(saring),
        cakupan=saring.area or request.pelaku.wilayah,
        boleh_penuh=boleh(request, "buka_data_pribadi"),
        kembali=reverse("usulan:daftar") + (f"?{kueri}" if kueri else ""),
    )
