from django.urls import path

from penetapan.views import verifikasi

app_name = "verifikasi"

urlpatterns = [
    path("", verifikasi.formulir, name="formulir"),
    path("<str:kode>/", verifikasi.rincian, name="rincian"),
]
