"""What was typed before the session ended is not lost, and nobody else sees it."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from akun.draf import UKURAN_MAKS, buang_kedaluwarsa, draf_milik
from akun.models import Draf, Pengguna, Sesi
from tests.fixtures.dasar import SANDI, kode_kini
from usulan.models import Musyawarah

pytestmark = pytest.mark.django_db
BUAT = "/usulan/musyawarah/baru/"
ISI = {"nomor_berita_acara": "470/77/BA/2026", "tempat": "Balai desa", "pimpinan": "Ahmad Fauzi"}


def pengguna(akun: str = "desa") -> Pengguna:
    return Pengguna.objects.get(username=akun)


def habiskan(akun: str = "desa") -> None:
    """Half an hour passes."""
    Sesi.objects.filter(pengguna__username=akun).update(terakhir=timezone.now() - dt.timedelta(minutes=31))


def masuk_lagi(klien: Client, akun: str = "desa", lanjut: str = ""):
    klien.post("/masuk/", {"akun": akun, "sandi": SANDI})
    return klien.post("/masuk/kode/", {"kode": kode_kini(akun), "next": lanjut})


@pytest.fixture
def alamat() -> str:
    return reverse("usulan:musyawarah_buat")


def test_formulir_yang_datang_setelah_sesi_habis_tampil_lagi_setelah_masuk_dan_dapat_dikirim(masuk, alamat):
    klien = masuk("desa")
    habiskan()
    jawaban = klien.post(alamat, ISI | {"csrfmiddlewaretoken": "x", "sandi": "rahasia-besar"})
    assert jawaban.url.startswith("/masuk/") and "habis=isian" in jawaban.url
    assert "Isian yang baru Anda kirim tersimpan" in klien.get(jawaban.url).content.decode()
    assert masuk_lagi(klien).url == "/akun/draf/"
    halaman = klien.get("/akun/draf/").content.decode()
    assert "Isian Anda masih ada" in halaman and "Balai desa" in halaman and f'action="{alamat}"' in halaman
    assert "rahasia-besar" not in halaman and 'value="x"' not in halaman
    dikirim = klien.post(alamat, ISI)
    assert dikirim.status_code in (302, 422)
    assert draf_milik(pengguna().pk).exists() == (dikirim.status_code == 422)


def test_draf_hilang_setelah_isinya_berhasil_dikirim(masuk, alamat):
    klien = masuk("desa")
    klien.post("/akun/draf/simpan/", ISI | {"_jalur": "/akun/matriks-lain/"})
    assert not Draf.objects.exists()
    klien.post("/akun/draf/simpan/", ISI | {"_jalur": alamat})
    assert Draf.objects.count() == 1
    hari = timezone.localdate()
    lengkap = {
        "tanggal_0": hari.day, "tanggal_1": hari.month, "tanggal_2": hari.year, "nomor_berita_acara": "470/1/BA", "tempat": "Balai",
        "pimpinan": "A", "notulis": "B", "jumlah_hadir": 20, "ringkasan": "Usulan", "jenis": "musdes",
    }  # fmt: skip
    jawaban = klien.post(alamat, lengkap)
    assert jawaban.status_code == 302, jawaban.context["formulir"].errors
    assert Musyawarah.objects.count() == 1 and not Draf.objects.exists()


def test_orang_lain_di_peramban_yang_sama_tidak_melihat_isian_itu(masuk, alamat):
    klien = masuk("desa")
    habiskan()
    klien.post(alamat, ISI)
    assert masuk_lagi(klien, "kabupaten").url == "/beranda/"
    assert "Balai desa" not in klien.get("/akun/draf/").content.decode()
    nomor = Draf.objects.get().pk
    assert klien.post(f"/akun/draf/{nomor}/buang/").status_code == 404
    assert Draf.objects.filter(pengguna=pengguna()).exists()


def test_berkas_tidak_tersimpan_dan_halaman_mengatakannya(masuk, pabrik):
    musyawarah = pabrik.musyawarah()
    klien = masuk("desa")
    habiskan()
    alamat = reverse("usulan:dokumen_unggah", args=[musyawarah.pk])
    klien.post(alamat, {"foto_kegiatan": SimpleUploadedFile("f.jpg", b"isi-foto")})
    masuk_lagi(klien)
    isi = klien.get("/akun/draf/").content.decode()
    assert "Berkas tidak ikut tersimpan (foto kegiatan)" in isi


def test_isian_tersimpan_terenkripsi_dan_nik_tampil_tersamar(masuk, alamat):
    klien = masuk("desa")
    klien.post("/akun/draf/simpan/", {"_jalur": alamat, "nik": "9909084507900001", "tempat": "Balai"})
    baris = Draf.objects.get()
    assert b"9909084507900001" not in bytes(baris.isi) and b"Balai" not in bytes(baris.isi)
    isi = klien.get("/akun/draf/").content.decode()
    assert "9909••••••••0001" in isi


@pytest.mark.parametrize(
    "jalur", [*"https://jahat.example/ //jahat.example/ /tidak-ada/ /masuk/ /akun/sandi/ /api/v1/usulan/".split(), ""]
)
def test_draf_hanya_untuk_alamat_portal_yang_bukan_tentang_akun(masuk, jalur):
    klien = masuk("desa")
    assert klien.post("/akun/draf/simpan/", {"_jalur": jalur, "a": "b"}).json() == {"tersimpan": False}


def test_draf_terlalu_besar_atau_kosong_tidak_disimpan(masuk, alamat):
    klien = masuk("desa")
    for isi in ({"a": "x" * UKURAN_MAKS}, {"a": "  "}, {}):
        assert klien.post("/akun/draf/simpan/", isi | {"_jalur": alamat}).json() == {"tersimpan": False}


def test_draf_berumur_sehari_tidak_tampil_dan_terhapus(masuk, alamat):
    klien = masuk("desa")
    klien.post("/akun/draf/simpan/", ISI | {"_jalur": alamat})
    Draf.objects.update(kedaluwarsa=timezone.now() - dt.timedelta(seconds=1))
    assert "Tidak ada isian yang tersimpan" in klien.get("/akun/draf/").content.decode()
    assert buang_kedaluwarsa() == 1


def test_keluar_membuang_yang_tersimpan_sendiri_tetapi_tidak_yang_terkirim_terlambat(masuk, alamat):
    klien = masuk("desa")
    habiskan()
    klien.post(alamat, ISI)
    klien = masuk("desa")
    klien.post("/akun/draf/simpan/", ISI | {"_jalur": "/usulan/"})
    klien.post("/keluar/")
    assert list(Draf.objects.values_list("jalur", "otomatis")) == [(alamat, False)]


def test_isian_yang_tidak_diinginkan_dibuang(masuk, alamat):
    klien = masuk("desa")
    klien.post("/akun/draf/simpan/", ISI | {"_jalur": alamat})
    assert klien.post(f"/akun/draf/{Draf.objects.get().pk}/buang/").url == "/beranda/"
    assert not Draf.objects.exists()


def test_formulir_tanpa_token_csrf_yang_benar_tidak_disimpan(alamat):
    klien = Client(enforce_csrf_checks=True)
    klien.force_login(pengguna())
    habiskan()
    assert klien.post(alamat, ISI).status_code == 403
    assert not Draf.objects.exists()
