"""The list for the RT as a page to print."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from akun.akses import butuh_izin
from dasar.bacaan import CETAK
from dasar.jejak import catat
from dasar.periode import periode_kini, sebelum
from dasar.templatetags.siks import periode as nama_periode
from usulan.kabar_rt import daftar_kabar
from usulan.linimasa import TABEL


@require_safe
@butuh_izin("ajukan_usulan")
def cetak(request: HttpRequest) -> HttpResponse:
    """This month's, or with `?bulan=lalu` the month before; grouped as the sheets are handed out."""
    lalu = request.GET.get("bulan") == "lalu"
    bulan = sebelum(periode_kini()) if lalu else periode_kini()
    kabar = daftar_kabar(request.pelaku, bulan)
    catatan = f"Kabar untuk RT {nama_periode(bulan)} ({len(kabar)} orang)"
    catat(request.pelaku, CETAK, TABEL, None, request.pelaku.wilayah, catatan)
    konteks = {
        "kelompok": [(rw, rt, list(baris)) for (rw, rt), baris in groupby(kabar, key=lambda k: (k.rw, k.rt))],
        "bulan": nama_periode(bulan),
        "wilayah": request.penugasan.wilayah,
        "lalu": lalu,
        "remah": [("Usulan", reverse("usulan:daftar")), ("Kabar untuk RT", "")],
    }
    return render(request, "usulan/kabar_rt.html", konteks)
