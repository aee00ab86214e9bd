"""Numbers in full: only with a purpose, only for functions that may, one record at a time, and never unnoticed."""

import pytest
from django.urls import reverse

from dasar import pembukaan
from dasar.models import Jejak
from dasar.pembukaan import BUKA
from dasar.subjek import sidik
from dasar.templatetags.siks import nama_samar, nik_penuh
from dtks.register.kunci import samarkan

pytestmark = pytest.mark.django_db
TUJUAN = {"tujuan": "pencocokan_dukcapil", "keterangan": ""}


@pytest.fixture
def usulan(pabrik):
    return pabrik.lengkap()[0]


@pytest.fixture
def orang(pabrik):
    return pabrik.ditetapkan()[1][0]


def _alamat(usulan) -> str:
    return reverse("usulan:buka_nomor", args=[usulan.pk])


@pytest.mark.parametrize(
    ("akun", "nama"), [("verifikator", "verval:putusan"), ("kabupaten", "usulan:rincian"), ("desa", "usulan:rincian")]
)
def test_halaman_menyamarkan_nik_nomor_kk_dan_nama_ibu(masuk, usulan, akun, nama):
    isi = masuk(akun).get(reverse(nama, args=[usulan.pk])).content.decode()
    for nomor in (usulan.nik, usulan.nomor_kk):
        assert nomor not in isi
        assert nik_penuh(nomor) not in isi
    assert usulan.ibu_kandung not in isi
    assert nama_samar(usulan.ibu_kandung) in isi
    assert "Tampilkan nomor lengkap" in isi


def test_nomor_lengkap_tampil_sekali_dengan_tujuan_dan_dicatat(masuk, pelaku, usulan):
    klien = masuk("verifikator")
    jawaban = klien.post(_alamat(usulan), TUJUAN)
    isi = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert nik_penuh(usulan.nik) in isi and nik_penuh(usulan.nomor_kk) in isi and usulan.ibu_kandung in isi
    assert jawaban["Cache-Control"] == "private, no-store"
    j = Jejak.objects.get(langkah=BUKA)
    assert (j.tabel, j.objek, j.oleh, j.fungsi) == (
        "usulan_usulan", usulan.pk, pelaku("verifikator").pengguna_id, "verifikator"
    )  # fmt: skip
    assert (j.subjek, j.catatan, j.wilayah) == (sidik(usulan.nik), "Pencocokan Dukcapil", usulan.wilayah_id)
    assert nik_penuh(usulan.nik) not in klien.get(reverse("verval:putusan", args=[usulan.pk])).content.decode()


def test_dengan_htmx_hanya_bagiannya_yang_dikirim(masuk, usulan):
    jawaban = masuk("verifikator").post(_alamat(usulan), TUJUAN, headers={"HX-Request": "true"})
    isi = jawaban.content.decode()
    assert nik_penuh(usulan.nik) in isi
    assert "<html" not in isi


@pytest.mark.parametrize(
    "kiriman",
    [{}, {"tujuan": "iseng"}, {"tujuan": "lainnya", "keterangan": "  "}],
    ids=["tanpa tujuan", "tujuan tak dikenal", "lainnya tanpa penjelasan"],
)
def test_tanpa_tujuan_tidak_ada_yang_terbuka(masuk, usulan, kiriman):
    jawaban = masuk("verifikator").post(_alamat(usulan), kiriman)
    assert jawaban.status_code == 422
    assert nik_penuh(usulan.nik) not in jawaban.content.decode()
    assert not Jejak.objects.filter(langkah=BUKA).exists()


def test_nik_dalam_penjelasan_disamarkan_dalam_jejak(masuk, usulan):
    masuk("verifikator").post(_alamat(usulan), {"tujuan": "lainnya", "keterangan": f"cocokkan {usulan.nik}"})
    catatan = Jejak.objects.get(langkah=BUKA).catatan
    assert catatan.startswith("Lainnya: cocokkan ")
    assert usulan.nik not in catatan


def test_get_tidak_membuka_apa_pun(masuk, usulan):
    assert masuk("verifikator").get(_alamat(usulan)).status_code == 405


@pytest.mark.parametrize("akun", ["kecamatan", "kepala", "provinsi", "menteri", "admin.kab", "teknis"])
def test_fungsi_tanpa_hak_tidak_ditawari_dan_tidak_dapat_membuka(masuk, usulan, akun):
    klien = masuk(akun)
    assert "Tampilkan nomor lengkap" not in klien.get(reverse("usulan:rincian", args=[usulan.pk])).content.decode()
    assert klien.post(_alamat(usulan), TUJUAN).status_code == 404
    assert not Jejak.objects.filter(langkah=BUKA).exists()


def test_usulan_daerah_lain_tidak_terbuka(masuk, usulan):
    assert masuk("verifikator2").post(_alamat(usulan), TUJUAN).status_code == 404


def test_lewat_batas_dalam_satu_jam_ditolak_dengan_kalimat(masuk, usulan, monkeypatch):
    monkeypatch.setattr(pembukaan, "MAKS", 2)
    klien = masuk("verifikator")
    assert [klien.post(_alamat(usulan), TUJUAN).status_code for _ in range(3)] == [200, 200, 409]
    jawaban = klien.post(_alamat(usulan), TUJUAN, headers={"HX-Request": "true"})
    assert jawaban.status_code == 422
    assert "Anda sudah membuka 2 data lengkap dalam satu jam" in jawaban.content.decode()
    assert Jejak.objects.filter(langkah=BUKA).count() == 2
    assert masuk("kabupaten").post(_alamat(usulan), TUJUAN).status_code == 200


def test_orang_dalam_register_terbuka_dengan_cara_yang_sama(masuk, orang):
    alamat = reverse("register:buka_nomor", args=[samarkan("nik", orang.nik)])
    klien = masuk("desa")
    biasa = klien.get(reverse("register:individu", args=[samarkan("nik", orang.nik)])).content.decode()
    assert orang.ibu_kandung not in biasa
    isi = klien.post(alamat, TUJUAN).content.decode()
    assert nik_penuh(orang.nik) in isi and orang.ibu_kandung in isi
    assert masuk("desa2").post(alamat, TUJUAN).status_code == 404
    assert masuk("teknis").post(alamat, TUJUAN).status_code == 404
    assert Jejak.objects.get(langkah=BUKA).subjek == sidik(orang.nik)


def test_api_membuka_dengan_tujuan_dan_menolak_yang_lain(masuk, orang):
    alamat = f"/api/v1/register/individu/{samarkan('nik', orang.nik)}/nomor/"

    def kirim(akun: str, isi: dict, tujuan: str = alamat):
        return masuk(akun).post(tujuan, isi, content_type="application/json")

    jawaban = kirim("penilai", {"tujuan": "layanan_pengaduan"})
    assert jawaban.json() == {"nik": orang.nik, "nomor_kk": orang.nomor_kk, "ibu_kandung": orang.ibu_kandung}
    assert jawaban["Cache-Control"] == "private, no-store"
    assert kirim("penilai", {}).status_code == 422
    assert kirim("penilai", {"tujuan": "lainnya"}).status_code == 409
    assert kirim("teknis", {"tujuan": "layanan_pengaduan"}).status_code == 403
    assert kirim("desa2", {"tujuan": "layanan_pengaduan"}).status_code == 404
    usulan = kirim("auditor", {"tujuan": "pemeriksaan_auditor"}, f"/api/v1/usulan/{orang.pk}/nomor/")
    assert usulan.json()["nik"] == orang.nik
    assert Jejak.objects.filter(langkah=BUKA).count() == 2


def test_api_menyamarkan_nama_ibu(masuk, orang):
    for alamat in (f"/api/v1/usulan/{orang.pk}/", f"/api/v1/register/individu/{samarkan('nik', orang.nik)}/"):
        isi = masuk("penilai").get(alamat).content.decode()
        assert orang.ibu_kandung not in isi
        assert nama_samar(orang.ibu_kandung) in isi


def test_riwayat_usulan_lewat_api_tidak_memuat_siapa_yang_membaca(masuk, orang):
    masuk("auditor").get(reverse("usulan:rincian", args=[orang.pk]))
    riwayat = masuk("desa").get(f"/api/v1/usulan/{orang.pk}/").json()["riwayat"]
    assert riwayat and "lihat" not in {r["langkah"] for r in riwayat}
