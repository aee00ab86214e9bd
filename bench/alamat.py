"""The portal's addresses, and a bare page: the same sign-in, one look-up, a template of one line."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

_TEMPLAT = Template("<!doctype html><title>{{ nama }}</title><p>{{ nama }} {{ nik }}</p>")


def polos(request: HttpRequest, nik: str) -> HttpResponse:
    with connection.cursor() as kursor:
        kursor.execute("select nama from dtks_individu where nik = %s and sampai is null", [nik])
        nama = kursor.fetchone()[0]
    return HttpResponse(_TEMPLAT.render(Context({"nama": nama, "nik": nik})))


urlpatterns = [path("ukur-polos/<str:nik>/", polos), path("", include("dtks.urls"))]
