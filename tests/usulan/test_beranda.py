"""The work list of the village and of the sub-district."""

import datetime as dt

from usulan import beranda, pengajuan
from verval import kelengkapan


def test_desa_tanpa_musyawarah_diminta_mencatat(pelaku):
    assert [b.judul for b in beranda.isi(pelaku("desa"))] == ["Musyawarah yang perlu dicatat"]


def test_musyawarah_terbuka_menunggu_dengan_tenggat_desa(pelaku, pabrik):
    pabrik.disusun(n=2)
    (butir,) = beranda.isi(pelaku("desa"))
    assert "belum diajukan" in butir.judul and butir.jumlah == 2 and butir.tenggat.day == 11


def test_usulan_dikembalikan_berdiri_paling_atas(pelaku, pabrik):
    usulan = pabrik.diajukan()[0]
    kelengkapan.kembalikan_ke_desa(oleh=pelaku("kabupaten"), usulan=[usulan.pk], alasan="C06", catatan="")
    pabrik.musyawarah()
    butir = beranda.isi(pelaku("desa"))
    assert butir[0].judul == "Usulan dikembalikan" and butir[0].utama and len(butir) == 2


def test_musyawarah_berikutnya_diingatkan_menjelang_tiga_bulan(pelaku, pabrik):
    usulan = pabrik.disusun(musyawarah=pabrik.musyawarah(hari_lalu=80))[0]
    pengajuan.setujui_forum(usulan.musyawarah, oleh=pelaku("desa"))
    pengajuan.ajukan(usulan.musyawarah, oleh=pelaku("desa"), catatan_peringatan="Diperiksa.")
    (butir,) = beranda.isi(pelaku("desa"))
    assert butir.judul == "Musyawarah berikutnya" and "80 hari" in butir.keterangan
    assert butir.tenggat == usulan.musyawarah.tanggal + dt.timedelta(days=92)


def test_kecamatan_melihat_desa_yang_belum_bermusyawarah(pelaku, pabrik):
    sebelum = beranda.isi(pelaku("kecamatan"))[0].jumlah
    pabrik.musyawarah()
    assert beranda.isi(pelaku("kecamatan"))[0].jumlah == sebelum - 1


def test_fungsi_lain_tidak_mendapat_butir_dari_usulan(pelaku, pabrik):
    pabrik.diajukan()
    assert beranda.isi(pelaku("kabupaten")) == beranda.isi(pelaku("auditor")) == []


def test_daftar_kerja_desa_murah(pelaku, pabrik, django_assert_max_num_queries):
    pabrik.disusun(n=3)
    oleh = pelaku("desa")
    with django_assert_max_num_queries(4):
        beranda.isi(oleh)
