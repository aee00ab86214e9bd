from django.urls import path

from penetapan.views import penerusan, penetapan, penilaian

app_name = "penetapan"

urlpatterns = [
    path("", penetapan.daftar, name="daftar"),
    path("penerusan/", penerusan.penerusan, name="penerusan"),
    path("penilaian/", penilaian.daftar, name="penilaian"),
    path("penilaian/periksa/", penilaian.periksa, name="periksa"),
    path("penilaian/<int:pk>/", penilaian.rincian, name="penilaian_rincian"),
    path("penilaian/<int:pk>/terapkan/", penilaian.terapkan, name="terapkan"),
    path("rencana/", penetapan.rencana, name="rencana"),
    path("tetapkan/", penetapan.tetapkan, name="tetapkan"),
    path("<int:pk>/", penetapan.rincian, name="rincian"),
    path("<int:pk>/keputusan/", penetapan.keputusan, name="keputusan"),
    path("<int:pk>/keputusan/buat/", penetapan.buat_keputusan, name="buat_keputusan"),
]
