"""Every address of the portal. Apps are named by string; the wiring imports none of them."""

from django.contrib import admin
from django.urls import include, path

from . import kesehatan

urlpatterns = [
    path("sehat/", kesehatan.sehat, name="sehat"),
    path("siap/", kesehatan.siap, name="siap"),
    # Asked most often, by everybody.
    path("cek/", include("dtks.register.urls_cek")),
    path("wilayah/", include("wilayah.urls")),
    path("usulan/", include("usulan.urls")),
    path("lacak/", include("usulan.urls_lacak")),
    path("usulan-saya/", include("usulan.urls_saya")),
    path("data-saya/", include("usulan.urls_data_saya")),
    path("pendaftaran-mandiri/", include("usulan.urls_mandiri")),
    path("koreksi/", include("usulan.urls_koreksi")),
    path("verval/", include("verval.urls")),
    path("sanggahan/", include("sanggahan.urls")),
    path("penetapan/", include("penetapan.urls")),
    path("verifikasi/", include("penetapan.urls_publik")),
    path("register/", include("dtks.register.urls")),
    path("penggunaan/", include("penggunaan.urls")),
    path("laporan/", include("penggunaan.urls_laporan")),
    path("pemantauan/", include("pemantauan.urls")),
    path("statistik/", include("pemantauan.urls_statistik")),
    path("ekspor/", include("pemantauan.urls_ekspor")),
    path("api/v1/", include("dtks.api")),
    path("admin/", admin.site.urls),
    # Those without a prefix stand last: each of their patterns would be tried for every other page.
    path("", include("akun.urls")),
    path("", include("dasar.urls")),
]

handler400 = "dasar.kesalahan.permintaan_keliru"
handler403 = "dasar.kesalahan.dilarang"
handler404 = "dasar.kesalahan.tidak_ditemukan"
handler500 = "dasar.kesalahan.kesalahan_server"
