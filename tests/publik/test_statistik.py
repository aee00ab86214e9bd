"""Public statistics, open data, response times: what the determination left, small counts hidden at every level."""

import csv
import io
import json
import re

import pytest
from django.core.cache import cache
from django.test import Client

from dasar.periode import periode_kini, sebelum
from pemantauan.samaran import BATAS
from pemantauan.statistik import tabel
from penetapan.models import WaktuJawab
from penetapan.penetapan import tetapkan

pytestmark = pytest.mark.django_db
LALU, KINI = sebelum(periode_kini()), periode_kini()
DESA = "1209201008"


def _nilai(hasil, kode: str, objek: str) -> int | None:
    kolom = [k for k, _ in hasil.objek].index(objek)
    return next(b.nilai[kolom] for b in hasil.baris if b.wilayah.kode == kode)


@pytest.fixture
def banyak(pabrik):
    """Seven families in one village of Asahan, six in one of Serang."""
    pabrik.lolos("desa2", 6, "BPNT")
    return pabrik.ditetapkan("desa", 7)[0]


def test_setiap_tingkat_dari_negara_sampai_desa_menyebut_jumlah_yang_sama(banyak):
    for atas, bagian in (("00", "12"), ("12", "1209"), ("1209", "120920"), ("120920", DESA)):
        hasil = tabel(atas, LALU)
        assert _nilai(hasil, bagian, "INDIVIDU") == 7
        assert _nilai(hasil, bagian, "KELUARGA") == 7
        assert _nilai(hasil, bagian, "PKH") == 7
    assert dict(zip([k for k, _ in tabel("00", LALU).objek], tabel("00", LALU).total, strict=True))["INDIVIDU"] == 13


def test_bulan_yang_tidak_mengubah_desa_memakai_hitungan_terakhir(banyak, pelaku):
    tetapkan(KINI, nomor_sk="TETAP/HUK/2026", oleh=pelaku("menteri"))
    assert _nilai(tabel("120920", KINI), DESA, "INDIVIDU") == 7


def test_jumlah_kecil_tidak_tampil_di_halaman_unduhan_dan_rinciannya(pabrik):
    pabrik.lolos("desa2", 3)
    pabrik.ditetapkan("desa", 8)
    klien = Client()
    # Serang holds 3: hidden, and Asahan with it, because the total is shown; and nothing of the parts of either.
    hasil = tabel("00", LALU)
    assert (_nilai(hasil, "12", "INDIVIDU"), _nilai(hasil, "36", "INDIVIDU"), hasil.total[0]) == (None, None, 11)
    for kode in ("00", "36", "3604", "12", "1209", "120920"):
        isi = klien.get(f"/statistik/?wilayah={kode}").content.decode()
        sel = re.findall(r'<td role="cell" class="num"[^>]*>(.*?)</td>', isi)
        angka = {int(re.sub(r"<[^>]+>", "", s)) for s in sel if re.sub(r"<[^>]+>", "", s).isdigit()}
        assert not {n for n in angka if 0 < n < BATAS} and (kode == "00" or angka <= {0})
        assert "disamarkan" in isi
        baris = json.loads(klien.get(f"/statistik/unduh/?wilayah={kode}&bentuk=json").content)["baris"]
        assert all(b["jumlah"] in (None, 0) and b["disamarkan"] == (b["jumlah"] is None) for b in baris)


def test_data_terbuka_sama_dengan_halaman_dan_tanpa_data_orang(banyak, pabrik):
    klien = Client()
    jawaban = klien.get(f"/statistik/unduh/?wilayah=120920&bulan={LALU}")
    assert jawaban["Content-Type"].startswith("text/csv") and ".csv" in jawaban["Content-Disposition"]
    baris = list(csv.DictReader(io.StringIO(jawaban.content.decode())))
    assert {(b["objek"], b["jumlah"]) for b in baris if b["kode_wilayah"] == DESA} >= {
        ("INDIVIDU", "7"),
        ("PKH", "7"),
        ("PBI", "0"),
    }
    assert list(baris[0]) == ["bulan", "kode_wilayah", "wilayah", "objek", "nama_objek", "jumlah", "disamarkan"]
    assert json.loads(klien.get("/statistik/unduh/?bentuk=json").content)["lisensi"] == "CC BY 4.0"


@pytest.mark.parametrize("kueri", ["wilayah=9", "wilayah=99", f"wilayah={DESA}", "bulan=202001", "bulan=abc", "wilayah=12'"])
def test_wilayah_atau_bulan_yang_tidak_ada_tidak_ditemukan(banyak, kueri):
    assert Client().get(f"/statistik/?{kueri}").status_code == 404
    assert Client().get(f"/statistik/unduh/?{kueri}").status_code == 404


def test_sebelum_penetapan_pertama_halaman_memberi_tahu():
    cache.clear()
    assert "Belum ada penetapan" in Client().get("/statistik/").content.decode()
    assert "Belum ada hitungan" in Client().get("/statistik/waktu/").content.decode()
    assert Client().get("/statistik/unduh/").status_code == 404


def test_waktu_jawab_terbuka_dengan_umurnya_dan_hitungan_kecil_tidak_tampil():
    WaktuJawab.objects.create(wilayah_id="1209", dijawab=80, menunggu=20, median_hari=6.25, lewat=25)
    WaktuJawab.objects.create(wilayah_id="3604", dijawab=2, menunggu=1, median_hari=1.5, lewat=1)
    isi = Client().get("/statistik/waktu/").content.decode()
    assert "Kabupaten Asahan" in isi and "6,2" in isi and "25%" in isi and "Dihitung" in isi
    assert "1,5" not in isi and "33%" not in isi and "terlalu sedikit" in isi
