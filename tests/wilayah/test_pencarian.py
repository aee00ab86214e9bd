import pytest
from django.db import connection

from wilayah.models import Wilayah, nama_jalur, nama_jalur_banyak
from wilayah.pencarian import cari_wilayah
from wilayah.riwayat import kode_pernah_ada


def test_wilayah_menyebut_dirinya_dengan_jenis_dan_kode_bertitik(wilayah_contoh):
    kisaran = Wilayah.objects.get(pk="1209201008")
    assert str(kisaran) == "Kelurahan Kisaran Timur"
    assert kisaran.kode_titik == "12.09.20.1008"
    assert kisaran.rentang == ("1209201008", "1209201008~")
    assert kisaran.jalur == ("12", "1209", "120920", "1209201008")
    assert (kisaran.kode_provinsi, kisaran.kode_kabupaten) == ("12", "1209")
    assert str(Wilayah.objects.get(pk="1209")) == "Kabupaten Asahan"
    assert str(Wilayah.objects.get(pk="12")) == "Provinsi Sumatera Utara"
    negara = Wilayah.objects.get(pk="00")
    assert (str(negara), negara.rentang, negara.kode_provinsi) == ("Indonesia", ("0", "~"), None)


def test_kecamatan_di_papua_disebut_distrik():
    assert Wilayah(kode="940101", nama="Nabire", tingkat=3, jenis="kecamatan").nama_lengkap == "Distrik Nabire"


def test_di_bawah_memuat_dirinya_dan_bawahan_saja(wilayah_contoh):
    kode = set(Wilayah.objects.di_bawah("120920").values_list("kode", flat=True))
    assert "120920" in kode and all(k.startswith("120920") for k in kode) and len(kode) == 13
    assert Wilayah.objects.di_bawah("00").count() == 589


def test_di_bawah_memakai_rentang_pada_kunci_utama(wilayah_contoh):
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL enable_seqscan = off")
    assert "wilayah_wilayah_pkey" in Wilayah.objects.di_bawah("120920").order_by("kode").explain()


def test_pencarian_nama_memakai_indeks_trigram(wilayah_contoh):
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL enable_seqscan = off")
    assert "wilayah_kunci_trgm" in Wilayah.objects.order_by().cari("kisaran timur").explain()


def test_nama_jalur_cukup_satu_kueri(wilayah_contoh, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert nama_jalur("1209201008") == ["Sumatera Utara", "Kabupaten Asahan", "Kota Kisaran Timur", "Kisaran Timur"]
    with django_assert_num_queries(1):
        assert nama_jalur_banyak(["3604", "12"]) == {"3604": ["Banten", "Kabupaten Serang"], "12": ["Sumatera Utara"]}


@pytest.mark.parametrize("teks", ["Kisaran Timur", "kisaran   TIMUR", "timur kisaran", "kel. kisaran timur"])
def test_nama_ditemukan_apa_pun_cara_menulisnya(wilayah_contoh, teks):
    ditemukan = [t.wilayah.kode for t in cari_wilayah(teks).temuan]
    assert ditemukan == ["120920", "1209201008"]


def test_kode_ditemukan_dengan_dan_tanpa_titik(wilayah_contoh):
    for teks in ("12.09.20.1008", "1209201008"):
        assert [t.wilayah.kode for t in cari_wilayah(teks).temuan] == ["1209201008"]


@pytest.mark.parametrize("teks", ["tidakadanamanya", "%", "_", "...", "'; DROP TABLE"])
def test_yang_tidak_ada_tidak_menemukan_apa_pun(wilayah_contoh, teks):
    assert cari_wilayah(teks).temuan == []


def test_pencarian_dibatasi_wilayah_yang_dipilih(wilayah_contoh):
    assert {t.wilayah.kode[:4] for t in cari_wilayah("baru", di="3604").temuan} == {"3604"}


def test_halaman_berikutnya_menyambung_tanpa_lompat_dan_tanpa_ulang(wilayah_contoh):
    semua, sesudah = [], ""
    while True:
        halaman = cari_wilayah("a", di="1209", sesudah=sesudah, jumlah=40)
        semua += [t.wilayah.kode for t in halaman.temuan]
        if not (sesudah := halaman.sesudah):
            break
    sebenarnya = Wilayah.objects.di_bawah("1209").cari("a").order_by("tingkat", "kode").values_list("kode", flat=True)
    assert semua == list(sebenarnya) and len(semua) > 100


def test_yang_sudah_berakhir_tidak_ditemukan(wilayah_contoh):
    Wilayah.objects.filter(pk="1209201008").update(berlaku_sampai="2026-01-01")
    assert cari_wilayah("1209201008").temuan == []


def test_satu_halaman_cukup_dua_kueri(wilayah_contoh, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(cari_wilayah("", di="1209").temuan) == 25


def test_kode_lama_termasuk_yang_pernah_ada(db):
    provinsi, kabupaten, kecamatan = kode_pernah_ada()
    assert {"12", "36", "54", "96"} <= provinsi and "07" not in provinsi and "99" not in provinsi
    assert {"1209", "9101", "6404", "9301"} <= kabupaten
    assert "120920" in kecamatan
