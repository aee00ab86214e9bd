"""The map of visits: for those who judge, in their area, for a purpose, written down."""

import re

import pytest

from dasar.models import Jejak
from dasar.pembukaan import BUKA
from tests.basis_data import tanpa_pemicu
from usulan.models import Usulan
from verval import putusan

pytestmark = pytest.mark.django_db
URL = "/pemantauan/kunjungan/"
TUJUAN = {"tujuan": "layanan_pengaduan"}


@pytest.fixture
def berletak(pabrik, pelaku):
    """Three families of Kisaran Timur with a position, one visited; one of Serang; one still a draft."""
    ada = [*pabrik.lengkap("desa", 3), *pabrik.lengkap("desa2", 1), *pabrik.disusun("desa", 1)]
    with tanpa_pemicu() as kursor:
        for n, u in enumerate(ada):
            kursor.execute(
                "update usulan_survei set lintang = %s, bujur = %s where nomor_kk = %s",
                [2.98 + n / 100, 99.6 + n / 100, u.nomor_kk],
            )
    dikunjungi = Usulan.objects.filter(pk=ada[0].pk)
    putusan.putuskan(dikunjungi, "layak", oleh=pelaku("verifikator"), cara="kunjungan")
    return ada


def test_titik_tampil_setelah_tujuan_ditulis_dan_pembukaannya_tercatat(berletak, masuk, pelaku):
    klien = masuk("verifikator")
    isi = klien.get(URL).content.decode()
    assert "Untuk apa data ini dibuka?" in isi
    assert "<circle" not in isi
    jawaban = klien.post(URL, {})
    assert jawaban.status_code == 422
    assert "Pilih untuk apa data ini dibuka." in jawaban.content.decode()
    assert not Jejak.objects.filter(langkah=BUKA).exists()

    jawaban = klien.post(f"{URL}?wilayah=1209201008", TUJUAN)
    assert {t.nama for t in jawaban.context["peta"].titik} == {u.nama for u in berletak[:3]}
    assert jawaban.context["peta"].dikunjungi == 1
    isi = jawaban.content.decode()
    assert len(re.findall(r'<a href="/usulan/\d+/" aria-label="', isi)) == 3
    assert jawaban["Cache-Control"] == "private, no-store"
    peristiwa = Jejak.objects.get(langkah=BUKA)
    assert (peristiwa.oleh, peristiwa.wilayah) == (pelaku("verifikator").pengguna_id, "1209201008")
    assert "3 titik: Layanan pengaduan" in peristiwa.catatan


def test_wilayah_lain_dan_fungsi_lain_tidak_melihat_titik(berletak, masuk):
    assert masuk("verifikator").post(f"{URL}?wilayah=3604", TUJUAN).status_code == 404
    for akun in ("provinsi", "kecamatan", "kepala", "auditor", "menteri", "desa"):
        assert masuk(akun).post(URL, TUJUAN).status_code == 404
    serang = masuk("kabupaten2").post(URL, TUJUAN).context["peta"].titik
    assert [t.nama for t in serang] == [berletak[3].nama]


def test_tanpa_letak_ada_kalimatnya(pabrik, masuk):
    pabrik.lengkap("desa")
    assert "Belum ada survei yang memuat letak rumah" in masuk("kabupaten").post(URL, TUJUAN).content.decode()
