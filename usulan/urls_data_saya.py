"""What is recorded about oneself."""

from django.urls import path

from usulan.views import saya as v

app_name = "data_saya"

urlpatterns = [
    path("", v.data, name="data"),
    path("cetak/", v.cetak, name="cetak"),
    path("koreksi/", v.minta_koreksi, name="minta_koreksi"),
    path("koreksi/<int:pk>/", v.koreksi, name="koreksi"),
    path("koreksi/<int:pk>/batalkan/", v.batalkan_koreksi, name="batalkan_koreksi"),
    path("koreksi/<int:pk>/bukti/", v.bukti, name="bukti"),
]
