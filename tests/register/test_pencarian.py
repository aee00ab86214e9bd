"""Searching and reading the register through the officer's door."""

import re

import pytest
from django.urls import reverse

from dasar.models import Jejak
from dasar.periode import periode_kini, sebelum
from dtks.register.kunci import buka, samarkan
from dtks.register.models import Individu

DAFTAR = "/register/"


def _cari(klien, teks: str, **isi):
    jawaban = klien.post(DAFTAR, {"teks": teks, **isi})
    assert jawaban.status_code == 302, jawaban.content.decode()
    return klien.get(jawaban.url)


@pytest.mark.parametrize("kolom", ["nik", "nomor_kk", "nama"])
def test_orang_ditemukan_dengan_nik_nomor_kk_atau_nama(terdaftar, masuk, kolom):
    _, (orang,) = terdaftar()
    teks = getattr(orang, kolom)
    halaman = _cari(masuk("desa"), teks.lower())
    # The box keeps what was typed; the list shows numbers masked.
    _, daftar = halaman.content.decode().split("<caption>")
    assert orang.nama in daftar
    assert orang.nik not in daftar
    assert orang.nomor_kk not in daftar


def test_nik_tidak_pernah_ada_di_alamat(terdaftar, masuk):
    _, (orang,) = terdaftar()
    klien = masuk("desa")
    tujuan = klien.post(DAFTAR, {"teks": orang.nik}).url
    isi = klien.get(tujuan).content.decode()
    alamat = re.findall(r'href="([^"]+)"', isi)
    assert any("/register/individu/" in a for a in alamat)
    for satu in (tujuan, *alamat):
        assert orang.nik not in satu
        assert orang.nomor_kk not in satu


def test_pindah_halaman_tanpa_nik_di_alamat_dan_tanpa_orang_yang_terlewat(terdaftar, masuk, monkeypatch):
    monkeypatch.setattr("dtks.register.pencarian.potong.__defaults__", (("wilayah_id", "id"), 2))
    _, orang = terdaftar(n=5)
    klien = masuk("desa")
    dilihat, alamat = [], DAFTAR
    while alamat:
        halaman = klien.get(alamat).context["halaman"]
        dilihat += [o.nik for o in halaman.baris]
        assert not any(o.nik in halaman.berikutnya for o in orang)
        alamat = DAFTAR + halaman.berikutnya if halaman.berikutnya else ""
    assert dilihat == [o.nik for o in orang]


@pytest.mark.parametrize("teks", ["12345", "99010101010101010", "ab"])
def test_isian_pencarian_yang_kurang_dijawab_dengan_petunjuk(masuk, teks):
    jawaban = masuk("desa").post(DAFTAR, {"teks": teks})
    assert jawaban.status_code == 422
    assert teks in jawaban.content.decode()
    assert "govuk-error-summary" in jawaban.content.decode()


def test_nama_tidak_dicari_di_seluruh_negara(masuk):
    jawaban = masuk("auditor").post(DAFTAR, {"teks": "Siti"})
    assert jawaban.status_code == 422
    assert "Pilih kabupaten/kota lebih dulu" in jawaban.content.decode()


def test_kabupaten_tidak_disajikan_utuh_tanpa_pencarian(terdaftar, masuk):
    _, (orang,) = terdaftar()
    assert orang.nama not in masuk("kabupaten").get(DAFTAR).content.decode()
    assert orang.nama in masuk("kabupaten").get(DAFTAR, {"wilayah": orang.wilayah_id}).content.decode()


def test_operator_desa_tidak_melihat_orang_desa_lain(terdaftar, masuk):
    _, (orang,) = terdaftar("desa2")
    klien = masuk("desa")
    assert orang.nama not in _cari(klien, orang.nik).content.decode()
    assert klien.get(reverse("register:individu", args=[samarkan("nik", orang.nik)])).status_code == 404
    assert klien.get(reverse("register:keluarga", args=[samarkan("kk", orang.nomor_kk)])).status_code == 404
    assert klien.get(DAFTAR, {"wilayah": orang.wilayah_id}).status_code == 422


@pytest.mark.parametrize("akun", ["provinsi", "menteri", "kl", "kecamatan", "kepala", "pengembang", "admin.kab", "warga"])
def test_fungsi_tanpa_hak_tidak_membuka_register(masuk, akun):
    assert masuk(akun).get(DAFTAR).status_code == 404


def test_kunci_asing_tidak_membuka_siapa_pun(masuk):
    klien = masuk("desa")
    for kunci in ("x", "9901010101800001", samarkan("kk", "9901010101800001"), "é"):
        assert klien.get(reverse("register:individu", args=[kunci])).status_code == 404


def test_kunci_satu_jenis_tidak_membuka_jenis_lain_dan_bertahan_saat_kunci_rahasia_diganti(settings):
    kunci = samarkan("nik", "9901010101800001")
    assert buka("nik", kunci) == "9901010101800001"
    assert buka("kk", kunci) == ""
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "rahasia-baru-" + "y" * 40
    assert buka("nik", kunci) == "9901010101800001"
    settings.SECRET_KEY_FALLBACKS = []
    assert buka("nik", kunci) == ""


def test_halaman_orang_menyebut_penetapan_yang_membuka_dan_menutup(terdaftar, masuk, pelaku):
    penetapan, (orang,) = terdaftar(n=1)
    isi = masuk("desa").get(reverse("register:individu", args=[samarkan("nik", orang.nik)])).content.decode()
    assert penetapan.nomor_sk in isi
    # A village officer reads the public check of the decree; who monitors reads the determination itself.
    assert f"/verifikasi/{penetapan.kode_verifikasi}/" in isi
    isi = masuk("penilai").get(reverse("register:individu", args=[samarkan("nik", orang.nik)])).content.decode()
    assert reverse("penetapan:rincian", args=[penetapan.pk]) in isi


def test_pembukaan_data_orang_dan_keluarga_dicatat_tanpa_nik(terdaftar, masuk, pelaku):
    _, (orang,) = terdaftar()
    klien = masuk("desa")
    klien.get(reverse("register:individu", args=[samarkan("nik", orang.nik)]))
    klien.get(reverse("register:keluarga", args=[samarkan("kk", orang.nomor_kk)]))
    dibaca = Jejak.objects.filter(langkah="lihat", oleh=pelaku("desa").pengguna_id).order_by("id")
    assert [j.tabel for j in dibaca] == ["dtks_individu", "dtks_keluarga"]
    assert buka("nik", dibaca[0].catatan) == orang.nik
    assert orang.nik not in "".join(j.catatan for j in dibaca)


def test_register_keadaan_bulan_lalu_tidak_memuat_yang_masuk_bulan_ini(terdaftar, masuk):
    kini, lalu = periode_kini(), sebelum(periode_kini())
    _, (lama,) = terdaftar(periode=lalu)
    _, (baru,) = terdaftar(periode=kini)
    assert set(Individu.objects.pada(lalu).values_list("nik", flat=True)) == {lama.nik}
    assert set(Individu.objects.pada(kini).values_list("nik", flat=True)) == {lama.nik, baru.nik}
    klien = masuk("desa")
    tampil = {o.nik for o in klien.get(DAFTAR, {"periode": lalu}).context["halaman"].baris}
    assert tampil == {lama.nik}


def test_daftar_dan_rincian_paling_banyak_12_perintah_sql(terdaftar, masuk, django_assert_max_num_queries):
    _, orang = terdaftar(n=3)
    klien = masuk("kabupaten")
    klien.get("/register/")
    for alamat in (
        f"{DAFTAR}?wilayah={orang[0].wilayah_id}",
        reverse("register:individu", args=[samarkan("nik", orang[0].nik)]),
        reverse("register:keluarga", args=[samarkan("kk", orang[0].nomor_kk)]),
    ):
        with django_assert_max_num_queries(12):
            assert klien.get(alamat).status_code == 200
