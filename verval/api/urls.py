"""Addresses of this app's resources."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from verval.api.batch import BatchViewSet
from verval.api.putusan import KelengkapanView, PutusanView

app_name = "api-verval"

rute = SimpleRouter(use_regex_path=False)
rute.register("batch", BatchViewSet, basename="batch")

urlpatterns = [
    path("verval/kelengkapan/", KelengkapanView.as_view(), name="kelengkapan"),
    path("verval/putusan/", PutusanView.as_view(), name="putusan"),
    *rute.urls,
]
