"""Proposing that somebody leaves: only a person of the own village's register, and only an aid that the person receives."""

import pytest
from django.urls import reverse

from dtks.register.kunci import samarkan
from usulan.models import Usulan


@pytest.fixture
def peserta(pabrik):
    """A person of Kisaran Timur who stands in the register and receives PKH."""
    return pabrik.ditetapkan()[1][0]


@pytest.fixture
def alamat(pabrik):
    return reverse("usulan:keluar_buat", args=[pabrik.musyawarah().pk])


def test_orang_ditemukan_dengan_nama_atau_nik_beserta_bantuannya(masuk, peserta, alamat):
    for teks in (peserta.nama[:4].lower(), peserta.nik):
        halaman = masuk("desa").post(alamat, {"cari": teks}).content.decode()
        assert peserta.nama in halaman and ">PKH<" in halaman


def test_orang_desa_lain_tidak_ditemukan(masuk, peserta, pabrik):
    alamat = reverse("usulan:keluar_buat", args=[pabrik.musyawarah("desa3").pk])
    halaman = masuk("desa3").post(alamat, {"cari": peserta.nik}).content.decode()
    assert peserta.nama not in halaman and "Tidak ada orang dengan nama atau NIK itu" in halaman
    langsung = masuk("desa3").post(
        alamat, {"orang": samarkan("nik", peserta.nik), "aksi": "simpan", "jenis": "penonaktifan", "sebab": "pindah"}
    )
    assert langsung.status_code == 409 and not Usulan.objects.filter(jenis="penonaktifan").exists()


def test_penghentian_bantuan_masuk_ke_daftar(masuk, peserta, alamat):
    isi = {
        "orang": samarkan("nik", peserta.nik),
        "aksi": "simpan",
        "jenis": "penghentian",
        "program": "PKH",
        "sebab": "mampu",
        "catatan": "Punya toko",
    }
    assert masuk("desa").post(alamat, isi).status_code == 302
    usulan = Usulan.objects.get(jenis="penghentian")
    assert (usulan.nik, usulan.program_id, usulan.sebab, usulan.catatan) == (peserta.nik, "PKH", "mampu", "Punya toko")


def test_penonaktifan_tidak_menuntut_program(masuk, peserta, alamat):
    isi = {"orang": samarkan("nik", peserta.nik), "aksi": "simpan", "jenis": "penonaktifan", "sebab": "meninggal"}
    assert masuk("desa").post(alamat, isi).status_code == 302
    assert Usulan.objects.get(jenis="penonaktifan").program_id == "NONBANSOS"


def test_penghentian_tanpa_memilih_bantuan_atau_sebab_disebut(masuk, peserta, alamat):
    jawaban = masuk("desa").post(alamat, {"orang": samarkan("nik", peserta.nik), "aksi": "simpan", "jenis": "penghentian"})
    assert jawaban.status_code == 422 and set(jawaban.context["formulir"].errors) == {"program", "sebab"}


@pytest.mark.parametrize(("teks", "kalimat"), [("", "Tulis nama atau NIK"), ("ab", "tiga huruf"), ("12345", "harus 16 angka")])
def test_pencarian_yang_terlalu_pendek_memberi_tahu(masuk, alamat, teks, kalimat):
    jawaban = masuk("desa").post(alamat, {"cari": teks})
    assert jawaban.status_code == 422 and kalimat in jawaban.content.decode()
