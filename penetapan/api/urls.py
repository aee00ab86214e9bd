"""Addresses of this app's resources."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from penetapan.api.penetapan import PenerusanView, PenetapanViewSet
from penetapan.api.penilaian import PenilaianViewSet
from penetapan.api.publik import VerifikasiView

app_name = "api-penetapan"

rute = SimpleRouter(use_regex_path=False)
rute.register("penilaian", PenilaianViewSet, basename="penilaian")
rute.register("penetapan", PenetapanViewSet, basename="penetapan")

urlpatterns = [
    path("penerusan/", PenerusanView.as_view(), name="penerusan"),
    path("verifikasi/<str:kode>/", VerifikasiView.as_view(), name="verifikasi"),
    *rute.urls,
]
