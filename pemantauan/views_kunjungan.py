"""The map of visits: asks what for, then shows the points on that answer only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from akun.akses import butuh_izin
from dasar.forms import TujuanForm
from pemantauan.kunjungan import MAKS, peta_kunjungan
from penetapan.views.wilayah import area_terpilih


@butuh_izin("putuskan_usulan", "periksa_kelengkapan")
@require_http_methods(["GET", "HEAD", "POST"])
def kunjungan(request: HttpRequest) -> HttpResponse:
    """Families of `?wilayah=` (inside the own area, else 404) by their position, for a posted purpose."""
    area = area_terpilih(request)
    dikirim = request.method == "POST"
    formulir, peta, status = TujuanForm(request.POST if dikirim else None), None, 200
    if dikirim:
        if formulir.is_valid():
            peta = peta_kunjungan(area.kode, oleh=request.pelaku, **formulir.cleaned_data)
        else:
            status = 422
    konteks = {
        "area": area,
        "formulir": formulir,
        "peta": peta,
        "maks": MAKS,
        "remah": [("Dasbor", f"{reverse('pemantauan:dasbor')}?wilayah={area.kode}"), ("Peta kunjungan", "")],
    }
    jawaban = render(request, "pemantauan/kunjungan.html", konteks, status=status)
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
