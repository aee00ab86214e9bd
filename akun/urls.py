from django.urls import include, path

from akun import views, views_draf, views_keamanan, views_masuk, views_pemberitahuan, views_pemulihan

app_name = "akun"

urlpatterns = [
    path("", include("akun.urls_petugas")),
    path("", include("akun.urls_warga")),
    path("masuk/", views_masuk.masuk, name="masuk"),
    path("masuk/kode/", views_masuk.masuk_kode, name="masuk_kode"),
    path("masuk/pemulihan/", views_masuk.masuk_pemulihan, name="masuk_pemulihan"),
    path("masuk/pasang-kode/", views_masuk.daftar_kode, name="daftar_kode"),
    path("atur-sandi/<str:token>/", views_masuk.atur_sandi, name="atur_sandi"),
    path("keluar/", views_masuk.keluar, name="keluar"),
    path("beranda/", views.beranda, name="beranda"),
    path("akun/", views.akun, name="akun"),
    path("akun/sandi/", views_keamanan.ganti_sandi, name="sandi"),
    path("akun/kode/", views_keamanan.kode, name="kode"),
    path("akun/kode/ganti/", views_keamanan.kode_ganti, name="kode_ganti"),
    path("akun/sesi/", views_keamanan.sesi, name="sesi"),
    path("akun/sesi/akhiri/", views_keamanan.sesi_akhiri, name="sesi_akhiri"),
    path("akun/sesi/sisa/", views_keamanan.sesi_sisa, name="sesi_sisa"),
    path("akun/sesi/lanjut/", views_keamanan.sesi_lanjut, name="sesi_lanjut"),
    path("akun/token/", views_keamanan.token, name="token"),
    path("akun/token/cabut/", views_keamanan.token_cabut, name="token_cabut"),
    path("akun/draf/", views_draf.draf, name="draf"),
    path("akun/draf/simpan/", views_draf.draf_simpan, name="draf_simpan"),
    path("akun/draf/<int:pk>/buang/", views_draf.draf_buang, name="draf_buang"),
    path("pemberitahuan/", views_pemberitahuan.daftar, name="pemberitahuan"),
    path("pemberitahuan/baca/", views_pemberitahuan.baca, name="pemberitahuan_baca"),
    path("pemberitahuan/<int:pk>/buka/", views_pemberitahuan.buka, name="pemberitahuan_buka"),
    path("akun/keamanan/<int:pk>/", views_pemulihan.keamanan, name="keamanan"),
    path("akun/keamanan/<int:pk>/sesi/", views_pemulihan.keamanan_sesi, name="keamanan_sesi"),
    path("akun/keamanan/<int:pk>/tautan/", views_pemulihan.keamanan_tautan, name="keamanan_tautan"),
    path("akun/keamanan/<int:pk>/kode/", views_pemulihan.keamanan_kode, name="keamanan_kode"),
]
