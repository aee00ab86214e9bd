"""Recording a deliberation through the pages: its date, its documents, the seal."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.fixtures.pabrik import foto
from usulan.models import DokumenMusyawarah, Musyawarah, Usulan
from verval import kelengkapan


def catatan(hari_lalu: int = 3, **ubahan) -> dict:
    hari = timezone.localdate() - dt.timedelta(days=hari_lalu)
    return {
        "jenis": "muskel",
        "tanggal_0": hari.day,
        "tanggal_1": hari.month,
        "tanggal_2": hari.year,
        "nomor_berita_acara": "470/9/BA/2026",
        "tempat": "Balai kelurahan",
        "pimpinan": "Lurah",
        "notulis": "Sekretaris",
        "jumlah_hadir": "31",
        "ringkasan": "Usulan bantuan",
    } | ubahan


def test_operator_mencatat_musyawarah_lalu_sampai_di_halamannya(masuk):
    jawaban = masuk("desa").post(reverse("usulan:musyawarah_buat"), catatan(), follow=True)
    musyawarah = Musyawarah.objects.get()
    assert jawaban.request["PATH_INFO"] == reverse("usulan:musyawarah_rincian", args=[musyawarah.pk])
    assert musyawarah.wilayah_id == "1209201008" and musyawarah.jumlah_hadir == 31
    assert "Berita acara belum diunggah." in jawaban.content.decode()


@pytest.mark.parametrize(
    ("hari_lalu", "kalimat"),
    [(-1, "belum terjadi. Catat musyawarah setelah dilaksanakan."), (150, "Adakan musyawarah baru, lalu catat di sini.")],
)
def test_musyawarah_besok_atau_lima_bulan_lalu_ditolak_dan_ketikannya_tetap_ada(masuk, hari_lalu, kalimat):
    jawaban = masuk("desa").post(reverse("usulan:musyawarah_buat"), catatan(hari_lalu))
    isi = jawaban.content.decode()
    assert jawaban.status_code == 409 and kalimat in isi
    assert 'value="470/9/BA/2026"' in isi and "Usulan bantuan" in isi
    assert not Musyawarah.objects.exists()


def test_nomor_berita_acara_yang_sudah_dipakai_disebut_pada_isiannya(masuk):
    klien = masuk("desa")
    klien.post(reverse("usulan:musyawarah_buat"), catatan())
    jawaban = klien.post(reverse("usulan:musyawarah_buat"), catatan())
    assert jawaban.status_code == 409
    assert "sudah dipakai musyawarah lain" in str(jawaban.context["formulir"].errors["nomor_berita_acara"])


def test_catatan_yang_kosong_menyebut_setiap_isian(masuk):
    jawaban = masuk("desa").post(reverse("usulan:musyawarah_buat"), {})
    assert jawaban.status_code == 422
    assert {"jenis", "tanggal", "nomor_berita_acara", "tempat", "jumlah_hadir"} <= set(jawaban.context["formulir"].errors)


def test_jumlah_hadir_nol_ditolak(masuk):
    jawaban = masuk("desa").post(reverse("usulan:musyawarah_buat"), catatan(jumlah_hadir="0"))
    assert jawaban.status_code == 422 and not Musyawarah.objects.exists()


def test_catatan_dapat_diperbaiki_selama_daftar_terbuka(masuk, pabrik):
    musyawarah = pabrik.musyawarah()
    masuk("desa").post(reverse("usulan:musyawarah_ubah", args=[musyawarah.pk]), catatan(tempat="Aula"))
    musyawarah.refresh_from_db()
    assert musyawarah.tempat == "Aula"


def test_catatan_musyawarah_tersegel_tidak_dapat_diubah(masuk, pabrik):
    musyawarah = pabrik.diajukan()[0].musyawarah
    jawaban = masuk("desa").post(reverse("usulan:musyawarah_ubah", args=[musyawarah.pk]), catatan(tempat="Aula"))
    assert jawaban.status_code == 409
    musyawarah.refresh_from_db()
    assert musyawarah.tempat == "Balai desa"


def test_empat_dokumen_diunggah_sekaligus_dengan_beberapa_foto(masuk, pabrik):
    musyawarah = pabrik.musyawarah(dokumen=False)
    kirim = {
        "berita_acara": foto("ba.jpg"),
        "foto_kegiatan": [foto("a.jpg"), foto("b.jpg")],
        "daftar_hadir": foto("hadir.jpg"),
        "bukti_publikasi": foto("publikasi.jpg"),
    }
    jawaban = masuk("desa").post(reverse("usulan:dokumen_unggah", args=[musyawarah.pk]), kirim)
    assert jawaban.status_code == 302
    jenis = sorted(DokumenMusyawarah.objects.values_list("jenis", flat=True))
    assert jenis == ["berita_acara", "bukti_publikasi", "daftar_hadir", "foto_kegiatan", "foto_kegiatan"]


def test_dokumen_yang_salah_ditolak_tanpa_menggugurkan_dokumen_lain(masuk, pabrik):
    musyawarah = pabrik.musyawarah(dokumen=False)
    kirim = {"berita_acara": SimpleUploadedFile("ba.pdf", b"bukan pdf"), "daftar_hadir": foto("hadir.jpg")}
    jawaban = masuk("desa").post(reverse("usulan:dokumen_unggah", args=[musyawarah.pk]), kirim)
    assert jawaban.status_code == 409
    assert "bukan PDF atau foto" in str(jawaban.context["formulir"].errors["berita_acara"])
    assert list(musyawarah.dokumen.values_list("jenis", flat=True)) == ["daftar_hadir"]


def test_unggah_tanpa_berkas_memberi_tahu(masuk, pabrik):
    jawaban = masuk("desa").post(reverse("usulan:dokumen_unggah", args=[pabrik.musyawarah(dokumen=False).pk]), {})
    assert jawaban.status_code == 422 and "Belum ada berkas yang dipilih" in jawaban.content.decode()


def test_dokumen_dapat_dibuka_dinas_sosial_tetapi_bukan_desa_lain(masuk, pabrik):
    dokumen = pabrik.musyawarah().dokumen.first()
    alamat = reverse("usulan:dokumen_unduh", args=[dokumen.musyawarah_id, dokumen.pk])
    assert masuk("kabupaten").get(alamat).status_code == 200
    assert masuk("desa3").get(alamat).status_code == 404
    assert masuk("kabupaten2").get(alamat).status_code == 404


def test_pengajuan_tanpa_dokumen_menyebut_dokumen_yang_kurang(masuk, pabrik):
    musyawarah = pabrik.musyawarah(dokumen=False)
    pabrik.disusun(musyawarah=musyawarah)
    jawaban = masuk("desa").post(reverse("usulan:ajukan", args=[musyawarah.pk]), {"catatan_peringatan": "Sudah diperiksa."})
    isi = jawaban.content.decode()
    assert jawaban.status_code == 409
    for kurang in ("Berita acara", "Foto kegiatan", "Daftar hadir", "Bukti publikasi hasil musyawarah"):
        assert f"{kurang} belum diunggah." in isi
    assert Usulan.objects.get().status == "disusun"


def test_operator_memutus_menyegel_dan_mengajukan(masuk, pabrik):
    klien, musyawarah = masuk("desa"), pabrik.musyawarah()
    setuju, tolak = pabrik.disusun(n=2, musyawarah=musyawarah)
    alamat = reverse("usulan:keputusan", args=[musyawarah.pk])
    halaman = klien.post(alamat, {"aksi": "tolak", "usulan": [tolak.pk]})
    assert "Forum menilai sudah mampu" in halaman.content.decode()
    klien.post(
        alamat, {"aksi": "tolak", "usulan": [tolak.pk], "kirim": "1", "alasan": ["M01", "M03"], "catatan": "Punya sawah"}
    )
    klien.post(alamat, {"aksi": "setujui_semua"})
    tolak.refresh_from_db()
    assert (tolak.status, tolak.alasan, tolak.catatan) == ("ditolak_musdes", "M01,M03", "Punya sawah")
    konfirmasi = klien.get(reverse("usulan:ajukan", args=[musyawarah.pk])).content.decode()
    assert "<strong>1 usulan</strong> dari 1 keluarga" in konfirmasi
    jawaban = klien.post(
        reverse("usulan:ajukan", args=[musyawarah.pk]), {"catatan_peringatan": "Sesuai KTP asli."}, follow=True
    )
    setuju.refresh_from_db()
    assert setuju.status == "diajukan" and "1 usulan disegel dan diajukan" in jawaban.content.decode()


def test_penolakan_forum_tanpa_alasan_diminta_alasannya(masuk, pabrik):
    usulan = pabrik.disusun()[0]
    alamat = reverse("usulan:keputusan", args=[usulan.musyawarah_id])
    jawaban = masuk("desa").post(alamat, {"aksi": "tolak", "usulan": [usulan.pk], "kirim": "1"})
    assert jawaban.status_code == 422 and "Pilih paling sedikit satu alasan." in jawaban.content.decode()


def test_keputusan_tanpa_centang_memberi_tahu_apa_yang_harus_dilakukan(masuk, pabrik):
    musyawarah = pabrik.musyawarah()
    jawaban = masuk("desa").post(reverse("usulan:keputusan", args=[musyawarah.pk]), {"aksi": "setujui"}, follow=True)
    assert "Belum ada nama yang dicentang" in jawaban.content.decode()


def test_nama_dari_musyawarah_lain_tidak_ikut_diputus(masuk, pabrik):
    satu, lain = pabrik.disusun()[0], pabrik.disusun()[0]
    masuk("desa").post(
        reverse("usulan:keputusan", args=[satu.musyawarah_id]), {"aksi": "setujui", "usulan": [satu.pk, lain.pk]}
    )
    assert [Usulan.objects.get(pk=u.pk).status for u in (satu, lain)] == ["disetujui_musdes", "disusun"]


def test_nama_berperingatan_menuntut_penjelasan(masuk, pabrik):
    musyawarah = pabrik.musyawarah()
    usulan = pabrik.disusun(musyawarah=musyawarah)[0]
    klien = masuk("desa")
    isian = {"nik": usulan.nik, "nama": "ALM BUDI", "shdk": "1", "program": "PKH", "tempat_lahir": "Asahan"}
    lahir = usulan.tanggal_lahir
    isian |= {"tanggal_lahir_0": lahir.day, "tanggal_lahir_1": lahir.month, "tanggal_lahir_2": lahir.year}
    isian |= {"jenis_kelamin": usulan.jenis_kelamin, "ibu_kandung": "SITI", "status_kawin": "KAWIN", "pekerjaan": "PETANI"}
    isian |= {"nomor_kk": usulan.nomor_kk, "alamat": usulan.alamat, "rt": usulan.rt, "rw": usulan.rw}
    assert klien.post(reverse("usulan:ubah", args=[usulan.pk]), isian).status_code == 302
    klien.post(reverse("usulan:keputusan", args=[musyawarah.pk]), {"aksi": "setujui_semua"})
    assert "1 nama berperingatan" in klien.get(reverse("usulan:musyawarah_rincian", args=[musyawarah.pk])).content.decode()
    rincian = klien.get(reverse("usulan:rincian", args=[usulan.pk])).content.decode()
    assert "Nama memuat ALM" in rincian
    alamat = reverse("usulan:ajukan", args=[musyawarah.pk])
    kosong = klien.post(alamat, {"catatan_peringatan": ""})
    assert kosong.status_code == 422 and "Tulis penjelasan atas nama berperingatan." in kosong.content.decode()
    assert klien.post(alamat, {"catatan_peringatan": "Sesuai KTP."}).status_code == 302
    musyawarah.refresh_from_db()
    assert musyawarah.catatan_peringatan == "Sesuai KTP."


def test_setelah_disegel_tidak_ada_pintu_untuk_menambah_nama(masuk, pabrik, isian_keluarga):
    musyawarah = pabrik.diajukan()[0].musyawarah
    klien = masuk("desa")
    halaman = klien.get(reverse("usulan:musyawarah_rincian", args=[musyawarah.pk])).content.decode()
    assert "Tambah keluarga" not in halaman and "Disegel dan diajukan" in halaman
    for nama in ("keluarga_buat", "keluar_buat", "impor_buat"):
        jawaban = klien.post(reverse(f"usulan:{nama}", args=[musyawarah.pk]), isian_keluarga(), follow=True)
        assert "disegel" in jawaban.content.decode()
    assert Usulan.objects.count() == 1


def test_usulan_dikembalikan_diperbaiki_dan_diajukan_kembali(masuk, pabrik, pelaku):
    usulan = pabrik.diajukan(n=2)
    kelengkapan.kembalikan_ke_desa(
        oleh=pelaku("kabupaten"), usulan=[usulan[0].pk], alasan="C06", catatan="Tidak ada di berita acara"
    )
    klien = masuk("desa")
    rincian = klien.get(reverse("usulan:rincian", args=[usulan[0].pk])).content.decode()
    assert "Nama tidak tercantum dalam berita acara" in rincian and "Tidak ada di berita acara" in rincian
    assert "Perbaiki isian" in rincian
    musyawarah = usulan[0].musyawarah
    assert "1 usulan dikembalikan" in klien.get(reverse("usulan:musyawarah_rincian", args=[musyawarah.pk])).content.decode()
    unggah = klien.post(reverse("usulan:dokumen_unggah", args=[musyawarah.pk]), {"berita_acara": foto("baru.jpg")})
    assert unggah.status_code == 302
    jawaban = klien.post(reverse("usulan:ajukan_ulang", args=[musyawarah.pk]), follow=True)
    assert "1 usulan diajukan kembali" in jawaban.content.decode()
    usulan[0].refresh_from_db()
    assert usulan[0].status == "diajukan"
    lagi = klien.post(reverse("usulan:ajukan_ulang", args=[musyawarah.pk]))
    assert lagi.status_code == 409 and "Tidak ada usulan yang dikembalikan" in lagi.content.decode()


def test_musyawarah_terbuka_dapat_dibatalkan_yang_tersegel_tidak(masuk, pabrik):
    terbuka, tersegel = pabrik.disusun()[0].musyawarah, pabrik.diajukan()[0].musyawarah
    klien, isi = masuk("desa"), {"alasan": ["B01"], "catatan": ""}
    assert klien.post(reverse("usulan:musyawarah_batalkan", args=[terbuka.pk]), isi).status_code == 302
    assert klien.post(reverse("usulan:musyawarah_batalkan", args=[tersegel.pk]), isi).status_code == 409
    assert Musyawarah.objects.get(pk=terbuka.pk).status == "dibatalkan"
    assert Musyawarah.objects.get(pk=tersegel.pk).status == "diajukan"
