"""The progress page of a job, and the public pages."""

import pytest
from django.utils import timezone

from akun.models import Pengguna
from dasar.models import Pekerjaan

pytestmark = pytest.mark.django_db


@pytest.fixture
def kerja():
    def buat(akun: str = "desa", **isi) -> Pekerjaan:
        pengguna = Pengguna.objects.get(username=akun)
        selesai = timezone.now() if isi.get("status") in ("selesai", "gagal") else None
        return Pekerjaan.objects.create(
            jenis="periksa_impor",
            kunci=f"uji-{Pekerjaan.objects.count()}",
            pengguna=pengguna.pk,
            fungsi="pengisi_desa",
            wilayah="1209201008",
            selesai_pada=selesai,
            **isi,
        )

    return buat


def buka(klien, kerja, lanjut="", **kepala):
    return klien.get(f"/pekerjaan/{kerja.pk}/", {"lanjut": lanjut} if lanjut else {}, headers=kepala)


def test_pekerjaan_orang_lain_tidak_ada(masuk, kerja, client):
    milik = kerja("desa")
    assert buka(masuk("desa"), milik).status_code == 200
    assert buka(masuk("desa3"), milik).status_code == 404
    assert buka(masuk("pusdatin"), milik).status_code == 404
    assert buka(client, milik).status_code == 302


def test_yang_berjalan_memuat_ulang_sendiri_dengan_dan_tanpa_javascript(masuk, kerja):
    isi = buka(masuk("desa"), kerja(status="berjalan", kemajuan=40, pesan="Memeriksa baris 400"), "/lanjut/").content.decode()
    assert "40% selesai. Memeriksa baris 400" in isi
    assert 'hx-trigger="every 2s"' in isi and 'http-equiv="refresh"' in isi
    assert "?lanjut=%2Flanjut%2F" in isi and 'href="/lanjut/"' not in isi


def test_htmx_mendapat_hanya_bagian_yang_berubah(masuk, kerja):
    jawaban = buka(masuk("desa"), kerja(), **{"HX-Request": "true"})
    isi = jawaban.content.decode()
    assert "Menunggu giliran" in isi and "<html" not in isi
    assert "HX-Request" in jawaban["Vary"]


def test_yang_selesai_berhenti_bertanya_dan_menawarkan_lanjut(masuk, kerja):
    isi = buka(masuk("desa"), kerja(status="selesai", kemajuan=100), "/usulan/impor/7/").content.decode()
    assert 'href="/usulan/impor/7/"' in isi and "hx-get" not in isi and "refresh" not in isi


def test_tanpa_lanjut_tombolnya_menuju_hasil_pekerjaan(masuk, kerja):
    assert 'href="/usulan/9/"' in buka(masuk("desa"), kerja(status="selesai", hasil={"url": "/usulan/9/"})).content.decode()


@pytest.mark.parametrize("lanjut", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)", "/\\jahat.example"])
def test_lanjut_ke_luar_portal_diabaikan(masuk, kerja, lanjut):
    jawaban = buka(masuk("desa"), kerja(status="selesai"), lanjut)
    assert jawaban.context["lanjut"] == ""


def test_yang_gagal_menyebut_sebab_dan_rinciannya(masuk, kerja):
    gagal = kerja(status="gagal", pesan="Berkas ini bukan buku kerja.", hasil={"rincian": ["Baris 3: NIK kosong"]})
    isi = buka(masuk("desa"), gagal, "/usulan/").content.decode()
    assert "Berkas ini bukan buku kerja." in isi and "Baris 3: NIK kosong" in isi and "Kembali" in isi


@pytest.mark.parametrize("alamat", ["/", "/bantuan/", "/bantuan/aksesibilitas/", "/bantuan/privasi/"])
def test_halaman_publik_terbuka_tanpa_masuk(client, alamat):
    isi = client.get(alamat).content.decode()
    assert all(f'href="{ke}"' in isi for ke in ("/verifikasi/", "/cek/", "/lacak/", "/statistik/"))


def test_halaman_depan_menyebut_lima_kata(client):
    isi = client.get("/").content.decode()
    letak = [isi.index(kata) for kata in ("Diusulkan", "Diverifikasi", "Disahkan", "Dinilai", "Ditetapkan")]
    assert letak == sorted(letak)
