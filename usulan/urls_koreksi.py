"""Requests for correction at the offices."""

from django.urls import path

from usulan.views import koreksi_petugas as v

app_name = "koreksi"

urlpatterns = [
    path("", v.daftar, name="daftar"),
    path("<int:pk>/", v.rincian, name="rincian"),
    path("<int:pk>/bukti/", v.bukti, name="bukti"),
    path("<int:pk>/terima/", v.langkah, {"aksi": "terima"}, name="terima"),
    path("<int:pk>/teruskan/", v.langkah, {"aksi": "teruskan"}, name="teruskan"),
    path("<int:pk>/tolak/", v.langkah, {"aksi": "tolak"}, name="tolak"),
    path("<int:pk>/selesai/", v.langkah, {"aksi": "selesai"}, name="selesai"),
]
