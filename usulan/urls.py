from django.urls import path

from usulan.views import ekspor, impor, kabar_rt, keluar, keluarga, keputusan, musyawarah, usulan

app_name = "usulan"

urlpatterns = [
    path("", usulan.daftar, name="daftar"),
    path("<int:pk>/", usulan.rincian, name="rincian"),
    path("kabar-rt/", kabar_rt.cetak, name="kabar_rt"),
    path("ekspor/", ekspor.minta, name="ekspor"),
    path("<int:pk>/nomor/", usulan.buka_nomor, name="buka_nomor"),
    path("<int:pk>/ubah/", keluarga.ubah, name="ubah"),
    path("<int:pk>/survei/", keluarga.ubah_survei, name="survei_ubah"),
    path("<int:pk>/batalkan/", keputusan.batalkan, name="batalkan"),
    path("<int:pk>/tanda-terima/", usulan.tanda_terima, name="tanda_terima"),
    path("<int:pk>/foto-rumah/", usulan.foto_rumah, name="foto_rumah"),
    path("musyawarah/", musyawarah.daftar, name="musyawarah_daftar"),
    path("musyawarah/catat/", musyawarah.buat, name="musyawarah_buat"),
    path("musyawarah/<int:pk>/", musyawarah.rincian, name="musyawarah_rincian"),
    path("musyawarah/<int:pk>/ubah/", musyawarah.ubah, name="musyawarah_ubah"),
    path("musyawarah/<int:pk>/batalkan/", musyawarah.batalkan, name="musyawarah_batalkan"),
    path("musyawarah/<int:pk>/dokumen/", musyawarah.unggah, name="dokumen_unggah"),
    path("musyawarah/<int:pk>/dokumen/<int:dokumen>/", musyawarah.unduh, name="dokumen_unduh"),
    path("musyawarah/<int:pk>/keputusan/", keputusan.putuskan, name="keputusan"),
    path("musyawarah/<int:pk>/ajukan/", keputusan.ajukan, name="ajukan"),
    path("musyawarah/<int:pk>/ajukan-ulang/", keputusan.ajukan_ulang, name="ajukan_ulang"),
    path("musyawarah/<int:pk>/keluarga/", keluarga.buat, name="keluarga_buat"),
    path("musyawarah/<int:pk>/keluar/", keluar.buat, name="keluar_buat"),
    path("musyawarah/<int:pk>/buku-kerja/", impor.buat, name="impor_buat"),
    path("musyawarah/buku-kerja/<int:pk>/", impor.rincian, name="impor_rincian"),
    path("musyawarah/buku-kerja/<int:pk>/terapkan/", impor.terapkan, name="impor_terapkan"),
    path("musyawarah/buku-kerja/<int:pk>/hasil/", impor.hasil, name="impor_hasil"),
    path("templat/<int:versi>/", impor.templat, name="templat"),
]
