from django.urls import path

from pemantauan import views, views_petugas, views_rantai

app_name = "pemantauan"

urlpatterns = [
    path("", views.muka, name="muka"),
    path("orang/<str:kunci>/", views.orang, name="orang"),
    path("petugas/", views_petugas.daftar, name="petugas"),
    path("petugas/<int:pk>/", views_petugas.rincian, name="petugas_rincian"),
    path("objek/", views.objek, name="objek"),
    path("peristiwa/", views.peristiwa, name="peristiwa"),
    path("peristiwa/<int:pk>/", views.satu_peristiwa, name="satu_peristiwa"),
    path("rantai/", views_rantai.rantai, name="rantai"),
    path("rantai/periksa/", views_rantai.periksa, name="periksa"),
]
