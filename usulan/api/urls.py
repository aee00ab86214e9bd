"""Addresses of this app's resources."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from usulan.api.impor import ImporViewSet
from usulan.api.koreksi import DataSayaView, KoreksiViewSet
from usulan.api.mandiri import PendaftaranViewSet
from usulan.api.musyawarah import MusyawarahViewSet
from usulan.api.rujukan import AlasanView, JadwalView, ProgramView
from usulan.api.usulan import UsulanViewSet

app_name = "api-usulan"

rute = SimpleRouter(use_regex_path=False)
rute.register("musyawarah", MusyawarahViewSet, basename="musyawarah")
rute.register("impor", ImporViewSet, basename="impor")
rute.register("usulan", UsulanViewSet, basename="usulan")
rute.register("pendaftaran-mandiri", PendaftaranViewSet, basename="pendaftaran")
rute.register("koreksi", KoreksiViewSet, basename="koreksi")

urlpatterns = [
    path("rujukan/program/", ProgramView.as_view(), name="program"),
    path("rujukan/alasan/", AlasanView.as_view(), name="alasan"),
    path("rujukan/jadwal/", JadwalView.as_view(), name="jadwal"),
    path("data-saya/", DataSayaView.as_view(), name="data-saya"),
    *rute.urls,
]
