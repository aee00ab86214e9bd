"""Outlines of regions: hand-made squares in, paths and maps out."""

import json

import pytest
from django.core.management import CommandError, call_command

from pemantauan.models import BatasWilayah
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db


def _kotak(x: float, y: float, sisi: float = 0.5) -> list:
    return [[[x, y], [x + sisi, y], [x + sisi, y + sisi], [x, y + sisi], [x, y]]]


def _fitur(kode, bidang, kolom: str = "kode", jenis: str = "Polygon") -> dict:
    return {"type": "Feature", "properties": {kolom: kode}, "geometry": {"type": jenis, "coordinates": bidang}}


@pytest.fixture
def muat(tmp_path, capsys):
    """`muat([features])` → what the command printed."""

    def jalankan(fitur: list | dict, **opsi) -> tuple[str, str]:
        berkas = tmp_path / "batas.geojson"
        isi = fitur if isinstance(fitur, dict) else {"type": "FeatureCollection", "features": fitur}
        berkas.write_text(json.dumps(isi))
        call_command("muat_batas", str(berkas), **({"sumber": "Uji, CC0"} | opsi))
        return tuple(capsys.readouterr())

    return jalankan


def test_kotak_menjadi_satu_jalur_per_kode(muat):
    keluar, _ = muat([_fitur("12.09", _kotak(99, 2.5)), _fitur("120920", _kotak(99.1, 2.6, 0.1))])
    assert "2 batas disimpan, 0 dilewati." in keluar
    asahan = BatasWilayah.objects.get(pk="1209")
    assert asahan.jalur.count("M") == 1
    assert asahan.jalur.endswith("Z")
    assert (asahan.kiri, asahan.atas, asahan.kanan, asahan.bawah) == (990000, -30000, 995000, -25000)
    assert {tuple(map(int, t.split())) for t in asahan.jalur.strip("MZ").split("L")} == {
        (990000, -25000), (995000, -25000), (995000, -30000), (990000, -30000),
    }  # fmt: skip


def test_titik_yang_tak_terlihat_dibuang_dan_pulau_kecil_hilang(muat):
    tepi = [[99 + n / 1000, 2.5 + (n % 2) / 100000] for n in range(501)]
    bidang = [[[*tepi, [99.5, 3], [99, 3], [99, 2.5]]], _kotak(100, 2, 0.001)]
    muat([_fitur("1209", bidang, jenis="MultiPolygon")])
    batas = BatasWilayah.objects.get(pk="1209")
    assert batas.jalur.count("M") == 1
    assert batas.jalur.count("L") < 10


def test_memuat_lagi_mengganti_dan_bidang_silang_dibenahi(muat):
    muat([_fitur("1209", _kotak(99, 2.5))])
    pita = [[[99, 2], [100, 3], [100, 2], [99, 3], [99, 2]]]
    muat([_fitur("1209", pita)], sumber="Uji kedua")
    batas = BatasWilayah.objects.get(pk="1209")
    assert batas.sumber == "Uji kedua"
    assert batas.jalur.count("M") == 2


def test_kode_asing_dan_bentuk_rusak_dilewati_dengan_sebabnya(muat):
    fitur = [
        _fitur("9999", _kotak(99, 2)), _fitur("1209", [[[1, 2]]]), _fitur("", _kotak(99, 2)), _fitur("120920", None),
        _fitur("120921", _kotak(99, 2)), {"type": "Feature", "properties": None, "geometry": None},
    ]  # fmt: skip
    keluar, galat = muat(fitur)
    assert "1 batas disimpan, 5 dilewati." in keluar
    assert "9999: kode tidak ada" in galat
    assert "1209: bentuk tidak terbaca" in galat
    assert "bidang ke-3: kode tidak ada" in galat


@pytest.mark.parametrize("isi", [{"type": "Topology"}, {"type": "FeatureCollection", "features": [1]}, {}])
def test_berkas_lain_ditolak_dengan_kalimat(muat, isi):
    with pytest.raises(CommandError, match="bukan GeoJSON"):
        muat(isi)
    assert not BatasWilayah.objects.exists()


def test_peta_kabupaten_tampil_bila_batas_ada_dan_batang_bila_tidak(muat, masuk, pabrik):
    pabrik.diajukan("desa", 2)
    klien = masuk("kepala")
    isi = klien.get("/pemantauan/dasbor/").content.decode()
    assert "g-peta" not in isi
    assert "Terbanyak lebih dulu" in isi
    kecamatan = Wilayah.objects.berlaku().filter(induk="1209")
    muat([_fitur(w.kode, _kotak(99 + n / 10, 2.5, 0.1)) for n, w in enumerate(kecamatan)])
    isi = klien.get("/pemantauan/dasbor/").content.decode()
    assert isi.count('class="g-batas') == len(kecamatan)
    # By keyboard and by ear: each shape a link with its name and number.
    assert '<a href="/pemantauan/dasbor/?wilayah=120920" aria-label="Kecamatan Kota Kisaran Timur: 2">' in isi
    assert "Batas wilayah: Uji, CC0" in isi
    svg = klien.get("/pemantauan/dasbor/peta.svg").content.decode()
    assert svg.count("<path") == len(kecamatan)
    assert klien.get("/pemantauan/dasbor/peta.png").content[:4] == b"\x89PNG"
