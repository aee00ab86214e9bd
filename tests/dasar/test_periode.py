"""Months as numbers."""

import datetime as dt

import pytest
from django.utils import timezone

from dasar import periode


def test_bulan_berikut_dan_sebelum_saling_membalik_sepanjang_abad():
    bulan = 202101
    for _ in range(1200):
        lanjut = periode.berikut(bulan)
        assert periode.sebelum(lanjut) == bulan
        assert 1 <= lanjut % 100 <= 12
        assert lanjut > bulan
        bulan = lanjut
    assert bulan == 212101


def test_nama_bulan_berbahasa_indonesia():
    assert [periode.nama(p) for p in (202601, 202608, 202612)] == ["Januari 2026", "Agustus 2026", "Desember 2026"]


@pytest.mark.parametrize(("teks", "hasil"), [("2026-11", 202611), ("202611", 202611), (" 2026-01 ", 202601)])
def test_bulan_tertulis_terbaca(teks, hasil):
    assert periode.urai(teks) == hasil


@pytest.mark.parametrize("teks", ["", "2026-13", "2026-00", "2026/11", "26-11", "November 2026", "2026-11-01", "２０２６-1x"])
def test_bulan_yang_bukan_bulan_ditolak_dengan_contoh(teks):
    with pytest.raises(ValueError, match="misalnya 2026-11"):
        periode.urai(teks)


def test_hari_pertama_dan_terakhir():
    assert periode.tanggal_pertama(202402) == dt.date(2024, 2, 1)
    assert [periode.tanggal_terakhir(p).day for p in (202402, 202602, 202604, 202612)] == [29, 28, 30, 31]


@pytest.mark.parametrize(
    ("saat_utc", "bulan"),
    [(dt.datetime(2026, 10, 31, 16, 59, tzinfo=dt.UTC), 202610), (dt.datetime(2026, 10, 31, 17, 0, tzinfo=dt.UTC), 202611)],
)
def test_bulan_berganti_pada_tengah_malam_jakarta(saat_utc, bulan, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: saat_utc)
    assert periode.periode_kini() == bulan
