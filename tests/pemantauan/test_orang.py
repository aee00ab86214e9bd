"""By person: who read, opened, exported, decided, and what the register says, as one story."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from dasar.models import Jejak
from dasar.subjek import sidik
from dasar.templatetags.siks import nik_samar
from dtks.register.kunci import samarkan
from pemantauan import views
from pemantauan.kejadian import TELUSURI
from tests.basis_data import tanpa_pemicu

pytestmark = pytest.mark.django_db


def _judul(jawaban) -> list[str]:
    return [b.judul for b in jawaban.context["baris"]]


def test_auditor_menemukan_siapa_membuka_data_seseorang(cerita, masuk, pelaku):
    pembaca = masuk("auditor").get(cerita.url).context["pembaca"]
    dibaca = {(p["nama"], p["kali"], p["penuh"]) for p in pembaca if p["oleh"] != pelaku("auditor").pengguna_id}
    assert dibaca == {
        (pelaku("desa").nama, 2, 0),
        (pelaku("kabupaten").nama, 2, 0),
        (pelaku("verifikator").nama, 1, 1),
    }


def test_satu_cerita_memuat_langkah_pembacaan_pembukaan_penolakan_dan_register(cerita, masuk):
    judul = _judul(masuk("auditor").get(cerita.url))
    for satu in (
        "Dimasukkan ke daftar musyawarah",
        "Diputus layak",
        "Disahkan kabupaten/kota",
        "Ditetapkan",
        "Register: data orang mulai berlaku",
        "Register: program PKH mulai berlaku",
        "Membuka data",
        "Menampilkan nomor lengkap",
        "Akses ditolak",
    ):
        assert satu in judul, satu
    waktu = [b.waktu for b in masuk("auditor").get(cerita.url).context["baris"]]
    assert waktu == sorted(waktu, reverse=True)


def test_ekspor_yang_memuat_orang_itu_ikut_dalam_cerita(cerita, masuk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        masuk("desa").post(reverse("register:ekspor"), {"bentuk": "csv", "tujuan": "layanan_pengaduan"})
    baris = masuk("auditor").get(cerita.url).context["baris"]
    (ekspor,) = (b for b in baris if b.judul == "Termuat dalam berkas ekspor")
    assert ekspor.objek.startswith("E-") and "Nomor disamarkan" in ekspor.catatan
    lain = reverse("pemantauan:orang", args=[samarkan("nik", "9901010101800009")])
    assert "Termuat dalam berkas ekspor" not in _judul(masuk("auditor").get(lain))


def test_pembacaan_keluarga_terhitung_pembacaan_anggotanya(cerita, masuk, pelaku):
    masuk("penilai").get(reverse("register:keluarga", args=[samarkan("kk", cerita.usulan.nomor_kk)]))
    pembaca = masuk("auditor").get(cerita.url).context["pembaca"]
    assert pelaku("penilai").nama in {p["nama"] for p in pembaca}


def test_pencarian_dengan_nik_terhitung_walau_tidak_ada_hasilnya(masuk, pelaku):
    nik = "9901010101800077"
    masuk("desa").post("/register/", {"teks": nik})
    baris = masuk("auditor").get(reverse("pemantauan:orang", args=[samarkan("nik", nik)])).context["baris"]
    assert ("Mencari", pelaku("desa").nama) in {(b.judul, b.oleh) for b in baris}


def test_nik_dicari_dengan_post_dan_tidak_ada_di_alamat_atau_halaman(cerita, masuk):
    klien = masuk("auditor")
    jawaban = klien.post(reverse("pemantauan:muka"), {"nik": cerita.usulan.nik})
    assert jawaban.url == cerita.url
    assert cerita.usulan.nik not in jawaban.url
    isi = klien.get(jawaban.url).content.decode()
    assert cerita.usulan.nik not in isi
    assert nik_samar(cerita.usulan.nik) in isi


@pytest.mark.parametrize("nik", ["", "123", "SITI AMINAH BUDI"])
def test_nik_yang_kurang_dijawab_dengan_petunjuk(masuk, nik):
    jawaban = masuk("auditor").post(reverse("pemantauan:muka"), {"nik": nik})
    assert jawaban.status_code == 422
    assert "govuk-error-summary" in jawaban.content.decode()


def test_penelusuran_auditor_sendiri_tercatat(cerita, masuk, pelaku):
    masuk("auditor").get(cerita.url)
    j = Jejak.objects.filter(langkah=TELUSURI).latest("pk")
    assert (j.oleh, j.subjek) == (pelaku("auditor").pengguna_id, sidik(cerita.usulan.nik))


def test_saringan_jenis_dan_fungsi_mempersempit(cerita, masuk):
    klien = masuk("auditor")
    assert set(_judul(klien.get(cerita.url, {"kelompok": "buka"}))) == {"Menampilkan nomor lengkap"}
    assert set(_judul(klien.get(cerita.url, {"kelompok": "ditolak"}))) == {"Akses ditolak"}
    fungsi = {b.fungsi for b in klien.get(cerita.url, {"fungsi": "kepala"}).context["baris"]}
    assert fungsi == {"Kepala Perangkat Daerah"}
    langkah = klien.get(cerita.url, {"kelompok": "langkah"})
    assert "Membuka data" not in _judul(langkah) and "Diputus layak" in _judul(langkah)


def test_saringan_masa_menyisihkan_yang_lama(cerita, masuk):
    lama = timezone.now() - dt.timedelta(days=40)
    with tanpa_pemicu() as kursor:
        kursor.execute("update dasar_jejak set pada = %s where langkah = 'buka_nomor'", [lama])
    klien = masuk("auditor")
    assert "Menampilkan nomor lengkap" not in _judul(klien.get(cerita.url, {"masa": "30"}))
    assert "Menampilkan nomor lengkap" in _judul(klien.get(cerita.url, {"masa": "90"}))


def test_halaman_berikutnya_tidak_melewatkan_dan_tidak_mengulang(cerita, masuk, monkeypatch):
    seluruh = len(masuk("auditor").get(cerita.url).context["baris"])
    monkeypatch.setattr(views, "JUMLAH_HALAMAN", 4)
    klien, alamat, dilihat = masuk("auditor"), cerita.url, []
    while alamat:
        konteks = klien.get(alamat).context
        dilihat += [(b.nomor, b.judul, b.waktu) for b in konteks["baris"] if b.judul != "Menelusuri jejak"]
        alamat = cerita.url + konteks["halaman"].berikutnya if konteks["halaman"].berikutnya else ""
    assert len(dilihat) == len(set(dilihat)) == seluruh - 1


@pytest.mark.parametrize("akun", ["desa", "kabupaten", "verifikator", "provinsi", "penilai", "menteri", "pusdatin", "teknis"])
def test_fungsi_lain_tidak_membuka_jejak(cerita, masuk, akun):
    assert masuk(akun).get(cerita.url).status_code == 404
    assert masuk(akun).get(reverse("pemantauan:muka")).status_code == 404


def test_kunci_asing_tidak_membuka_apa_pun(masuk):
    assert masuk("auditor").get(reverse("pemantauan:orang", args=["bukan-kunci"])).status_code == 404
