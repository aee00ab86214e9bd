from django.urls import path

from dtks.register import views_cek

app_name = "cek"

urlpatterns = [
    path("", views_cek.pilih, name="pilih"),
    path("<str:desa>/", views_cek.periksa, name="periksa"),
]
