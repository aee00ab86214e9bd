"""The work list, my account, the table of roles."""

import datetime as dt

import pytest
from django.utils import timezone

from akun.beranda import Butir
from akun.fungsi import DAFTAR_FUNGSI, IZIN_TULIS
from akun.kosong import KOSONG

pytestmark = pytest.mark.django_db


def butir_uji(pelaku):
    besok = timezone.localdate() + dt.timedelta(days=1)
    return [
        Butir("Usulan dikembalikan", 3, "/usulan/?status=dikembalikan"),
        Butir("Usulan siap diajukan", 1250, "/usulan/?status=disusun", "Ajukan bersama musyawarahnya.", besok, utama=True),
        Butir("Musyawarah terbuka", 0, "/usulan/musyawarah/"),
    ]


def test_setiap_fungsi_punya_beranda(setiap_akun, masuk):
    jawaban = masuk(setiap_akun).get("/beranda/")
    judul = "Akun masyarakat" if setiap_akun == "warga" else "Pekerjaan Anda"
    assert jawaban.status_code == 200 and judul in jawaban.content.decode()


def test_setiap_fungsi_punya_kalimat_untuk_daftar_kosong():
    assert set(KOSONG) == {f.kode for f in DAFTAR_FUNGSI}


def test_yang_utama_di_atas_lalu_yang_lain_lalu_yang_tidak_menunggu(masuk, settings):
    settings.ISI_BERANDA = ["tests.akun.test_beranda.butir_uji"]
    jawaban = masuk("desa").get("/beranda/")
    isi = jawaban.content.decode()
    assert jawaban.context["pertama"].judul == "Usulan siap diajukan"
    assert [b.judul for b in jawaban.context["menunggu"]] == ["Usulan dikembalikan"]
    assert [b.judul for b in jawaban.context["lainnya"]] == ["Musyawarah terbuka"]
    assert "1.250" in isi and "besok" in isi


def test_tanpa_pekerjaan_beranda_berkata_apa_adanya(masuk, settings):
    settings.ISI_BERANDA = []
    assert "Pengembang tidak melihat data individual" in masuk("pengembang").get("/beranda/").content.decode()


def test_akun_menampilkan_fungsi_wilayah_masa_dan_hak_dengan_nik_tersamar(masuk):
    isi = masuk("desa").get("/akun/").content.decode()
    for teks in ("Pengisi Data Desa/Kelurahan", "12.09.20.1008", "SK/001/CONTOH", "31 Desember 2099", "9901••••••••0001"):
        assert teks in isi
    assert "Mengajukan usulan hasil musyawarah" in isi and "Menetapkan DTKS" not in isi
    assert "9901010101800001" not in isi


def test_matriks_peran_sama_dengan_tabel_yang_dinyatakan(masuk):
    jawaban = masuk("auditor").get("/matriks-peran/")
    baris = [f for isi in jawaban.context["kelompok"].values() for f in isi]
    assert [f["nama"] for f in baris if f["sendiri"]] == ["Auditor Internal Validitas Sistem"]
    assert len(baris) == len(DAFTAR_FUNGSI)
    assert sum(ada for f in baris for _, ada in f["hak"]) == sum(len(f.izin) for f in DAFTAR_FUNGSI)


@pytest.mark.parametrize("izin", IZIN_TULIS)
def test_setiap_hak_menulis_dipegang_tepat_satu_fungsi(izin):
    assert len([f for f in DAFTAR_FUNGSI if izin in f.izin]) == 1
