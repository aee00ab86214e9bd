"""Dashboards before anything was entered, and the jobs that count."""

import pytest

from dasar.jangkauan import dalam_jangkauan
from pemantauan import tasks
from pemantauan.models import Gerak, Rekap, RekapBerkala
from tests.pemantauan.hitungan import PUNYA_DASBOR, URL

pytestmark = pytest.mark.django_db


def test_bulan_tanpa_data_dan_sebelum_dihitung_tetap_terbaca(masuk):
    for akun in PUNYA_DASBOR:
        isi = masuk(akun).get(URL).content.decode()
        assert "belum dihitung" in isi
    assert "Belum ada usulan yang dimasukkan pada bulan ini." in isi


def test_pekerjaan_berkala_melipat_dan_menghitung_seluruh_negeri(pabrik, masuk):
    pabrik.diajukan("desa", 2)
    with dalam_jangkauan(None):
        tasks.lipat_rekap()
        tasks.hitung_berkala()
    assert not Gerak.objects.exists()
    assert Rekap.objects.get(tingkat=0, hal="usulan", keadaan="diajukan").jumlah == 2
    pertama = RekapBerkala.objects.filter(hal="sasaran").first().dihitung_pada
    assert RekapBerkala.objects.get(hal="tanpa_musdes", wilayah="120920").jumlah == 11
    # The work lists wait for a day or a determination; what the clock moves does not.
    tasks.hitung_berkala()
    assert RekapBerkala.objects.filter(hal="sasaran").first().dihitung_pada == pertama
    pabrik.ditetapkan("desa")
    tasks.hitung_berkala()
    assert RekapBerkala.objects.filter(hal="sasaran").count() >= 1
