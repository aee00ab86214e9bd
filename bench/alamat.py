"""The portal's addresses, and two bare pages: the same sign-in and right, one look-up, one line of text.

`ukur-polos` has the portal's frame around its line, as any page here; `ukur-baris` has nothing around it.
"""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from akun.akses import butuh_izin

_BARIS = engines["django"].from_string("<!doctype html><title>{{ nama }}</title><p>{{ nama }} {{ nik }}</p>")
_POLOS = engines["django"].from_string('{% extends "dasar.html" %}{% block utama %}<p>{{ nama }} {{ nik }}</p>{% endblock %}')


def _halaman(templat):
    @butuh_izin("lihat_register")
    def view(request: HttpRequest, nik: str) -> HttpResponse:
        with connection.cursor() as kursor:
            kursor.execute("select nama from dtks_individu where nik = %s and sampai is null", [nik])
            nama = kursor.fetchone()[0]
        return HttpResponse(templat.render({"nama": nama, "nik": nik}, request))

    return view


urlpatterns = [
    path("ukur-polos/<str:nik>/", _halaman(_POLOS)),
    path("ukur-baris/<str:nik>/", _halaman(_BARIS)),
    path("", include("dtks.urls")),
]
