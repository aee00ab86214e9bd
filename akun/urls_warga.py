"""Addresses of masyarakat: registration, the queue, the citizen's own account; names live in the namespace `akun`."""

from django.urls import path

from akun import views_daftar, views_masuk, views_pendaftaran, views_warga

urlpatterns = [
    path("daftar/", views_daftar.daftar, name="warga_daftar"),
    path("daftar/kode/", views_daftar.kode, name="warga_kode"),
    path("daftar/kode/ulang/", views_daftar.kode_ulang, name="warga_kode_ulang"),
    path("daftar/foto/", views_daftar.foto, name="warga_foto"),
    path("daftar/isian/", views_daftar.isian, name="warga_isian"),
    path("daftar/kirim/", views_daftar.kirim, name="warga_kirim"),
    path("daftar/keadaan/", views_daftar.keadaan, name="warga_keadaan"),
    path("daftar/selesai/", views_daftar.selesai, name="warga_selesai"),
    path("daftar/lanjut/", views_daftar.lanjut, name="warga_lanjut"),
    path("daftar/lanjut/kode/", views_daftar.lanjut_kode, name="warga_lanjut_kode"),
    path("masuk/pesan/", views_masuk.masuk_pesan, name="masuk_pesan"),
    path("masuk/pesan/ulang/", views_masuk.masuk_pesan_ulang, name="masuk_pesan_ulang"),
    path("lupa-sandi/", views_warga.lupa_sandi, name="lupa_sandi"),
    path("lupa-sandi/kode/", views_warga.lupa_sandi_kode, name="lupa_sandi_kode"),
    path("akun/kontak/", views_warga.kontak, name="kontak"),
    path("akun/kontak/kode/", views_warga.kontak_kode, name="kontak_kode"),
    path("akun/kabar/", views_warga.kabar, name="kabar"),
    path("akun/pindah/", views_warga.pindah, name="pindah"),
    path("akun/tutup/", views_warga.tutup, name="tutup"),
    path("pendaftaran/", views_pendaftaran.daftar, name="pendaftaran"),
    path("pendaftaran/<int:pk>/", views_pendaftaran.rincian, name="pendaftaran_rincian"),
    path("pendaftaran/<int:pk>/foto/<str:jenis>/", views_pendaftaran.foto, name="pendaftaran_foto"),
    path("pendaftaran/<int:pk>/setujui/", views_pendaftaran.setujui, name="pendaftaran_setujui"),
    path("pendaftaran/<int:pk>/tolak/", views_pendaftaran.tolak, name="pendaftaran_tolak"),
]
