"""A citizen's own registrations."""

from django.urls import path

from usulan.views import mandiri_warga as v

app_name = "usulan_saya"

urlpatterns = [
    path("", v.daftar, name="daftar"),
    path("baru/", v.buat, name="buat"),
    path("<int:pk>/", v.rincian, name="rincian"),
    path("<int:pk>/ubah/", v.ubah, name="ubah"),
    path("<int:pk>/batalkan/", v.batalkan, name="batalkan"),
    path("<int:pk>/foto-rumah/", v.foto_rumah, name="foto_rumah"),
    path("<int:pk>/tanda-terima/", v.tanda_terima, name="tanda_terima"),
]
