"""The completeness check through the door of the pengisi data kabupaten/kota."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from dasar.alur import jalankan
from dasar.jejak import atas_nama
from dasar.models import Jejak
from usulan.alur import KEMBALIKAN_KAB
from usulan.models import Usulan

pytestmark = pytest.mark.django_db

PROSES = "/verval/kelengkapan/proses/"


def _isi(jawaban) -> str:
    return jawaban.content.decode()


def _status(usulan) -> list[str]:
    return list(Usulan.objects.filter(pk__in=[u.pk for u in usulan]).order_by("pk").values_list("status", flat=True))


def test_musyawarah_yang_diajukan_terdaftar_dengan_jumlah_nama_dan_lama_menunggu(masuk, pabrik):
    pabrik.diajukan(n=3)
    isi = _isi(masuk("kabupaten").get(reverse("verval:kelengkapan_daftar")))
    assert "Kisaran Timur" in isi and 'class="num">3<' in isi and "hari ini" in isi


def test_musyawarah_yang_belum_diajukan_tidak_terdaftar_dan_tidak_dapat_dibuka(masuk, pabrik):
    usulan = pabrik.disusun()
    klien = masuk("kabupaten")
    assert "Tidak ada musyawarah yang menunggu" in _isi(klien.get(reverse("verval:kelengkapan_daftar")))
    assert klien.get(reverse("verval:kelengkapan_rincian", args=[usulan[0].musyawarah_id])).status_code == 404


def test_rincian_menampilkan_empat_dokumen_dan_isian_yang_kosong(masuk, pabrik):
    usulan = pabrik.diajukan()
    isi = _isi(masuk("kabupaten").get(reverse("verval:kelengkapan_rincian", args=[usulan[0].musyawarah_id])))
    for dokumen in ("Berita acara", "Foto kegiatan", "Daftar hadir", "Bukti publikasi"):
        assert dokumen in isi
    assert isi.count("(unduh)") == 4
    assert usulan[0].nik not in isi


def test_usulan_yang_dicentang_dinyatakan_lengkap_dan_yang_lain_tetap_menunggu(masuk, pabrik):
    usulan = pabrik.diajukan(n=3)
    jawaban = masuk("kabupaten").post(
        PROSES,
        {"musyawarah": usulan[0].musyawarah_id, "usulan": [u.pk for u in usulan[:2]], "aksi": "lengkap"},
        follow=True,
    )
    assert _status(usulan) == ["lengkap", "lengkap", "diajukan"]
    assert "2 usulan dinyatakan lengkap" in _isi(jawaban)


def test_satu_tombol_menyatakan_lengkap_semua_nama_satu_musyawarah(masuk, pabrik):
    usulan, lain = pabrik.diajukan(n=3), pabrik.diajukan()
    jawaban = masuk("kabupaten").post(PROSES, {"musyawarah": usulan[0].musyawarah_id, "aksi": "lengkap_semua"})
    assert jawaban.url == reverse("verval:kelengkapan_daftar")
    assert _status(usulan) == ["lengkap"] * 3 and _status(lain) == ["diajukan"]


def test_tanpa_centang_tidak_ada_yang_berubah_dan_petugas_diberi_tahu(masuk, pabrik):
    usulan = pabrik.diajukan()
    for musyawarah in ({"musyawarah": usulan[0].musyawarah_id}, {}):
        jawaban = masuk("kabupaten").post(PROSES, {**musyawarah, "aksi": "lengkap"})
        assert jawaban.status_code == 409 and "Centang paling sedikit satu usulan" in _isi(jawaban)
    assert _status(usulan) == ["diajukan"]


def test_pengembalian_lebih_dulu_meminta_alasan(masuk, pabrik):
    usulan = pabrik.diajukan()
    klien = masuk("kabupaten")
    isian = {"musyawarah": usulan[0].musyawarah_id, "usulan": usulan[0].pk, "aksi": "kembalikan"}
    jawaban = klien.post(PROSES, isian)
    assert jawaban.status_code == 200 and "Bukti publikasi tidak ada" in _isi(jawaban)
    jawaban = klien.post(PROSES, {**isian, "kirim": "1", "catatan": "Halaman dua hilang"})
    assert jawaban.status_code == 422 and "Pilih paling sedikit satu alasan" in _isi(jawaban)
    assert "Halaman dua hilang" in _isi(jawaban)
    assert _status(usulan) == ["diajukan"]


def test_pengembalian_dengan_alasan_sampai_ke_desa_beserta_catatannya(masuk, pabrik):
    usulan = pabrik.diajukan(n=2)
    masuk("kabupaten").post(
        PROSES,
        {
            "musyawarah": usulan[0].musyawarah_id,
            "aksi": "kembalikan_semua",
            "kirim": "1",
            "alasan": ["C04", "C01"],
            "catatan": "Halaman dua hilang",
        },
    )
    assert _status(usulan) == ["dikembalikan"] * 2
    baris = Usulan.objects.get(pk=usulan[0].pk)
    assert (baris.alasan, baris.catatan) == ("C01,C04", "Halaman dua hilang")
    assert Jejak.objects.filter(tabel="usulan_usulan", langkah="kembalikan", alasan="C01,C04").count() == 2


def test_alasan_dari_kelompok_lain_ditolak(masuk, pabrik):
    usulan = pabrik.diajukan()
    isian = {"musyawarah": usulan[0].musyawarah_id, "usulan": usulan[0].pk, "aksi": "kembalikan", "kirim": "1"}
    assert masuk("kabupaten").post(PROSES, {**isian, "alasan": "E08"}).status_code == 422
    assert _status(usulan) == ["diajukan"]


def test_kabupaten_lain_tidak_melihat_musyawarah_dan_tidak_menyentuhnya_dengan_nomor_palsu(masuk, pabrik):
    usulan = pabrik.diajukan()
    klien = masuk("kabupaten2")
    pk = usulan[0].musyawarah_id
    assert klien.get(reverse("verval:kelengkapan_rincian", args=[pk])).status_code == 404
    assert klien.post(PROSES, {"musyawarah": pk, "aksi": "lengkap_semua"}).status_code == 404
    klien.post(PROSES, {"usulan": [usulan[0].pk], "aksi": "lengkap"})
    klien.post(PROSES, {"usulan": [usulan[0].pk], "aksi": "kembalikan", "kirim": "1", "alasan": "C01"})
    assert _status(usulan) == ["diajukan"]


@pytest.mark.parametrize("akun", ["desa", "kecamatan", "verifikator", "kepala", "auditor", "penilai", "warga"])
def test_fungsi_lain_tidak_menemukan_pemeriksaan_kelengkapan(masuk, pabrik, akun):
    usulan = pabrik.diajukan()
    klien = masuk(akun)
    assert klien.get(reverse("verval:kelengkapan_daftar")).status_code == 404
    assert klien.post(PROSES, {"musyawarah": usulan[0].musyawarah_id, "aksi": "lengkap_semua"}).status_code == 404
    assert _status(usulan) == ["diajukan"]


def test_usulan_yang_dikembalikan_kementerian_terdaftar_dengan_alasannya(masuk, pabrik, pelaku):
    usulan = pabrik.diteruskan()
    jalankan(Usulan.objects.filter(pk=usulan[0].pk), KEMBALIKAN_KAB, oleh=pelaku("penilai"), alasan="IE", catatan="RT kosong")
    klien = masuk("kabupaten")
    isi = _isi(klien.get(reverse("verval:kelengkapan_dikembalikan")))
    assert usulan[0].nama in isi and "Atribut tidak lengkap" in isi and "RT kosong" in isi
    klien.post(PROSES, {"usulan": usulan[0].pk, "aksi": "lengkap"})
    assert _status(usulan) == ["lengkap"]


def test_yang_membuat_usulan_tidak_dapat_memeriksanya(pelaku, pabrik):
    usulan = pabrik.diajukan()
    with (
        pytest.raises(IntegrityError, match="usulan_pembuat_bukan_pemutus"),
        transaction.atomic(),
        atas_nama(pelaku("kabupaten"), "lengkapkan"),
        connection.cursor() as kursor,
    ):
        kursor.execute(
            "update usulan_usulan set status = 'lengkap', diperiksa_pada = now(), diperiksa_oleh_id = dibuat_oleh_id"
            " where id = %s",
            [usulan[0].pk],
        )


def test_daftar_dan_rincian_paling_banyak_dua_belas_pernyataan(masuk, pabrik, django_assert_max_num_queries):
    usulan = pabrik.diajukan(n=12)
    klien = masuk("kabupaten")
    with django_assert_max_num_queries(12):
        klien.get(reverse("verval:kelengkapan_daftar"))
    with django_assert_max_num_queries(12):
        klien.get(reverse("verval:kelengkapan_dikembalikan"))
    with django_assert_max_num_queries(12):
        klien.get(reverse("verval:kelengkapan_rincian", args=[usulan[0].musyawarah_id]))
