from django.urls import path, re_path

from pemantauan import (
    views,
    views_dasbor,
    views_kejanggalan,
    views_kunjungan,
    views_petugas,
    views_rantai,
    views_rincian,
    views_sampel,
    views_sasaran,
)

app_name = "pemantauan"

urlpatterns = [
    path("", views.muka, name="muka"),
    path("dasbor/", views_dasbor.dasbor, name="dasbor"),
    re_path(r"^dasbor/(?P<kunci>[a-z]+)\.(?P<bentuk>csv|xlsx)$", views_dasbor.tabel, name="dasbor_tabel"),
    re_path(r"^dasbor/(?P<kunci>[a-z]+)\.(?P<bentuk>svg|png)$", views_dasbor.gambar, name="dasbor_gambar"),
    path("dasbor/ingatkan/<str:kode>/", views_dasbor.kirim_pengingat, name="ingatkan"),
    path("kunjungan/", views_kunjungan.kunjungan, name="kunjungan"),
    path("dasbor/rincian/<str:ukuran>/", views_rincian.rincian, name="rincian"),
    re_path(r"^dasbor/rincian/(?P<ukuran>[^/]+)/unduh\.(?P<bentuk>csv|xlsx)$", views_rincian.unduh, name="rincian_unduh"),
    path("sasaran/<str:kunci>/", views_sasaran.daftar, name="sasaran"),
    path("sasaran/<str:kunci>/ekspor/", views_sasaran.ekspor, name="sasaran_ekspor"),
    path("alasan/<str:kode>/", views_sasaran.alasan, name="alasan"),
    path("alasan/<str:kode>/ekspor/", views_sasaran.alasan_ekspor, name="alasan_ekspor"),
    path("orang/<str:kunci>/", views.orang, name="orang"),
    path("petugas/", views_petugas.daftar, name="petugas"),
    path("petugas/<int:pk>/", views_petugas.rincian, name="petugas_rincian"),
    path("objek/", views.objek, name="objek"),
    path("peristiwa/", views.peristiwa, name="peristiwa"),
    path("peristiwa/<int:pk>/", views.satu_peristiwa, name="satu_peristiwa"),
    path("kejanggalan/", views_kejanggalan.daftar, name="kejanggalan"),
    re_path(r"^kejanggalan\.(?P<bentuk>csv|xlsx)$", views_kejanggalan.unduh, name="kejanggalan_unduh"),
    path("kejanggalan/<int:pk>/", views_kejanggalan.rincian, name="kejanggalan_rincian"),
    path("sampel/", views_sampel.muka, name="sampel"),
    path("rantai/", views_rantai.rantai, name="rantai"),
    path("rantai/periksa/", views_rantai.periksa, name="periksa"),
]
