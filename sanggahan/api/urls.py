"""Addresses of this app's resources."""

from rest_framework.routers import SimpleRouter

from sanggahan.api.perkara import KeberatanViewSet, SanggahanViewSet
from sanggahan.api.saya import SanggahanKeluargaViewSet, SanggahanSayaViewSet

app_name = "api-sanggahan"

rute = SimpleRouter(use_regex_path=False)
rute.register("sanggahan", SanggahanViewSet, basename="sanggahan")
rute.register("sanggahan-saya", SanggahanSayaViewSet, basename="sanggahan-saya")
rute.register("sanggahan-keluarga", SanggahanKeluargaViewSet, basename="sanggahan-keluarga")
rute.register("keberatan", KeberatanViewSet, basename="keberatan")

urlpatterns = rute.urls
