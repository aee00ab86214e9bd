from django.urls import path

from sanggahan.views import berkas, keberatan, mundur, petugas, saya, tindakan

app_name = "sanggahan"

urlpatterns = [
    path("", petugas.daftar, name="daftar"),
    path("<int:pk>/", petugas.rincian, name="rincian"),
    path("usulan/<int:pk>/", petugas.perkara, name="perkara"),
    path("<int:pk>/tolak-awal/", tindakan.tolak_awal, name="tolak_awal"),
    path("<int:pk>/tugaskan/", tindakan.tugaskan, name="tugaskan"),
    path("<int:pk>/laporkan/", tindakan.laporkan, name="laporkan"),
    path("<int:pk>/jawaban/", tindakan.catat_jawaban, name="catat_jawaban"),
    path("<int:pk>/buktikan/", tindakan.buktikan, name="buktikan"),
    path("<int:pk>/bantah/", tindakan.bantah, name="bantah"),
    path("<int:pk>/ulangi/", tindakan.ulangi, name="ulangi"),
    path("<int:pk>/surat/", berkas.surat, name="surat"),
    path("<int:pk>/bukti/<int:bukti>/", berkas.bukti, name="bukti"),
    path("<int:pk>/foto/<int:foto>/", berkas.foto, name="foto"),
    path("keberatan/", keberatan.daftar, name="keberatan_daftar"),
    path("keberatan/<int:pk>/", keberatan.rincian, name="keberatan_rincian"),
    path("mundur/", mundur.di_desa, name="mundur_desa"),
    path("mundur/<int:pk>/<str:jenis>/", berkas.bukti_diri, name="bukti_diri"),
    path("saya/", saya.daftar, name="saya"),
    path("saya/cari/", saya.cari, name="saya_cari"),
    path("saya/sanggah/<str:kunci>/", saya.buat, name="saya_buat"),
    path("saya/<int:pk>/", saya.rincian, name="saya_rincian"),
    path("saya/keluarga/<int:pk>/", saya.keluarga, name="keluarga_rincian"),
    path("saya/tanggapi/<int:pk>/", saya.tanggapi, name="tanggapi"),
    path("saya/<int:pk>/keberatan/", saya.keberatan, name="saya_keberatan"),
    path("saya/usulan/<int:pk>/keberatan/", saya.keberatan_usulan, name="saya_keberatan_usulan"),
    path("saya/mundur/", mundur.sendiri, name="mundur"),
    path("saya/mundur/kode/", mundur.kode, name="mundur_kode"),
]
