"""Addresses of officers, invitations and eligibility; names live in the namespace `akun`."""

from django.urls import path

from akun import views_kelayakan, views_matriks, views_petugas, views_undangan

urlpatterns = [
    path("matriks-peran/", views_matriks.matriks, name="matriks_peran"),
    path("undangan/", views_undangan.terima, name="undangan"),
    path("pakta/", views_undangan.tanda_tangan, name="pakta"),
    path("petugas/", views_petugas.daftar, name="petugas"),
    path("petugas/undang/", views_petugas.undang, name="petugas_undang"),
    path("petugas/<int:pk>/", views_petugas.rincian, name="petugas_rincian"),
    path("petugas/<int:pk>/sk/", views_petugas.unduh_sk, name="petugas_sk"),
    path("petugas/<int:pk>/tautan/", views_petugas.kirim_ulang, name="petugas_kirim_ulang"),
    path("petugas/<int:pk>/batalkan/", views_petugas.batalkan, name="petugas_batalkan"),
    path("petugas/<int:pk>/tangguhkan/", views_petugas.tangguhkan, name="petugas_tangguhkan"),
    path("petugas/<int:pk>/aktifkan/", views_petugas.aktifkan, name="petugas_aktifkan"),
    path("petugas/<int:pk>/perpanjang/", views_petugas.perpanjang, name="petugas_perpanjang"),
    path("petugas/<int:pk>/serah-terima/", views_petugas.serah, name="petugas_serah_terima"),
    path("petugas/<int:pk>/akhiri/", views_petugas.akhiri, name="petugas_akhiri"),
    path("petugas/kelayakan/", views_kelayakan.daftar, name="kelayakan"),
    path("petugas/kelayakan/<int:pk>/tindak-lanjut/", views_kelayakan.tanggapi, name="kelayakan_tanggapi"),
    path("petugas/kelayakan/<int:pk>/pengecualian/", views_kelayakan.kecualikan, name="kelayakan_kecualikan"),
    path("petugas/pengecualian/", views_kelayakan.buat, name="pengecualian_buat"),
    path("petugas/pengecualian/<int:pk>/cabut/", views_kelayakan.cabut, name="pengecualian_cabut"),
]
