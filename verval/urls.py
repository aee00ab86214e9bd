from django.urls import path

from verval import views, views_berkas, views_kelengkapan, views_putusan

app_name = "verval"

urlpatterns = [
    path("", views.muka, name="muka"),
    path("kelengkapan/", views_kelengkapan.daftar, name="kelengkapan_daftar"),
    path("kelengkapan/dikembalikan/", views_kelengkapan.dikembalikan, name="kelengkapan_dikembalikan"),
    path("kelengkapan/langsung/", views_kelengkapan.langsung, name="kelengkapan_langsung"),
    path("kelengkapan/proses/", views_kelengkapan.proses, name="kelengkapan_proses"),
    path("kelengkapan/<int:pk>/", views_kelengkapan.rincian, name="kelengkapan_rincian"),
    path("antrean/", views_putusan.antrean, name="antrean"),
    path("usulan/<int:pk>/", views_putusan.putusan, name="putusan"),
    path("putuskan/", views_putusan.putuskan, name="putuskan"),
    path("berkas/", views_berkas.daftar, name="batch_daftar"),
    path("berkas/susun/", views_berkas.susun, name="batch_susun"),
    path("berkas/<int:pk>/", views_berkas.rincian, name="batch_rincian"),
    path("berkas/<int:pk>/batalkan/", views_berkas.batalkan, name="batch_batalkan"),
    path("berkas/<int:pk>/keluarkan/", views_berkas.keluarkan, name="batch_keluarkan"),
    path("berkas/<int:pk>/sahkan/", views_berkas.sahkan, name="batch_sahkan"),
    path("berkas/<int:pk>/surat/", views_berkas.surat, name="surat"),
    path("berkas/<int:pk>/surat/buat/", views_berkas.buat_surat, name="surat_buat"),
]
