"""Self-registrations at the offices."""

from django.urls import path

from usulan.views import mandiri_petugas as v

app_name = "mandiri"

urlpatterns = [
    path("", v.daftar, name="daftar"),
    path("masukkan/", v.masukkan, name="masukkan"),
    path("<int:pk>/", v.rincian, name="rincian"),
    path("<int:pk>/perbaikan/", v.minta_perbaikan, name="minta_perbaikan"),
    path("<int:pk>/alihkan/", v.alihkan, name="alihkan"),
    path("<int:pk>/terima/", v.terima, name="terima"),
    path("<int:pk>/tolak/", v.tolak, name="tolak"),
    path("<int:pk>/kemensos/", v.verval_kemensos, name="verval_kemensos"),
    path("<int:pk>/foto-rumah/", v.foto_rumah, name="foto_rumah"),
]
