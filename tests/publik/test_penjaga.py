"""What stands before the public questions: the challenge, and the counts by network and by subject."""

import datetime as dt
import json
import os
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.test import RequestFactory

from dasar import pembatas, tantangan
from dasar.galat import Ditolak
from dasar.tantangan_soal import benar, jawaban_benar, soal_acak, teks_soal
from dasar.tembolok import TembolokBersama

pytestmark = pytest.mark.django_db
DESA = "1209201008"


@pytest.fixture
def batas(settings):
    """`batas(cek_alamat=3)`: a small limit for one test."""

    def pasang(**kecil: int) -> None:
        settings.BATAS_PUBLIK = settings.BATAS_PUBLIK | {k.replace("_", "-"): (n, 3600) for k, n in kecil.items()}

    return pasang


# --- challenge -------------------------------------------------------------------------------------------------------------


def test_setiap_soal_dapat_dijawab_dengan_angka_atau_kata_dalam_huruf_apa_pun():
    for _ in range(300):
        soal = soal_acak()
        assert teks_soal(soal).endswith("?")
        for jawaban in jawaban_benar(soal):
            assert benar(soal, f" {jawaban.upper()}. ")
        assert not benar(soal, "") and not benar(soal, "tidak tahu")
    assert benar(["hari", 0], "Hari Selasa") and benar(["hari", 0], "tuesday")
    assert benar(["tambah", 3, 4], "tujuh") and not benar(["tambah", 3, 4], "8")


def test_tantangan_yang_sama_hanya_berlaku_sekali(tamu):
    isi = tamu.jawab("cek")
    assert tamu.cek(DESA, "Siti Aminah", **isi).status_code == 200
    kedua = tamu.cek(DESA, "Siti Aminah", **isi)
    assert kedua.status_code == 422 and "sudah pernah dijawab" in kedua.content.decode()


def test_jawaban_salah_menghabiskan_tantangan_dan_memberi_pertanyaan_baru(tamu):
    isi = tamu.jawab("cek")
    salah = tamu.cek(DESA, "Siti Aminah", **isi | {"jawaban": "99999"})
    halaman = salah.content.decode()
    assert salah.status_code == 422 and "belum benar" in halaman
    assert isi["tantangan"] not in halaman and 'value="Siti Aminah"' in halaman
    assert tamu.cek(DESA, "Siti Aminah", **isi).status_code == 422


def test_isian_lain_yang_keliru_tidak_menghabiskan_tantangan(tamu):
    isi = tamu.jawab("cek")
    assert tamu.cek(DESA, "", **isi).status_code == 422
    assert tamu.cek(DESA, "Siti Aminah", **isi).status_code == 200


def test_tantangan_kedaluwarsa_dan_palsu_ditolak(tamu, monkeypatch):
    isi = tamu.jawab("cek")
    asli = time.time
    monkeypatch.setattr(time, "time", lambda: asli() + tantangan.UMUR + 5)
    assert "terlalu lama terbuka" in tamu.cek(DESA, "Siti Aminah", **isi).content.decode()
    monkeypatch.undo()
    rusak = isi["tantangan"][:-6] + ("A" * 6 if not isi["tantangan"].endswith("A" * 6) else "B" * 6)
    for token in (rusak, "", "x", "é", json.dumps({"s": ["tambah", 1, 1]})):
        with pytest.raises(Ditolak) as galat:
            tantangan.periksa("cek", token, isi["jawaban"])
        assert galat.value.kode == "tantangan-kedaluwarsa"


def test_tantangan_satu_formulir_tidak_berlaku_pada_yang_lain(tamu):
    isi = tamu.jawab("lacak")
    with pytest.raises(Ditolak, match="terlalu lama"):
        tantangan.periksa("cek", isi["tantangan"], isi["jawaban"])


def test_pertanyaan_dan_jawabannya_tidak_terbaca_dari_token(tamu):
    token = tamu.jawab("cek")["tantangan"]
    for kata in ("tambah", "sisa", "besar", "hari", "huruf"):
        assert kata not in token
    assert len({len(tantangan.buat("cek").token) // 40 for _ in range(20)}) == 1


def test_hitungan_peramban_diperiksa(tamu, monkeypatch):
    monkeypatch.setattr(tantangan, "BIT", 12)
    token = tantangan.buat("cek").token
    sah = [n for n in range(40_000) if tantangan.bukti_sah(token, str(n))]
    assert 1 <= len(sah) < 40
    for bukti in ("", "-1", "abc", "1" * 13, "²"):
        assert not tantangan.bukti_sah(token, bukti)


# --- limits ----------------------------------------------------------------------------------------------------------------


def test_satu_jaringan_ditahan_setelah_batasnya_dan_yang_lain_tidak(tamu, tamu_lain, batas):
    batas(cek_alamat=2)
    assert [tamu.cek(DESA, f"Nama Ke{n * 'a'}").status_code for n in range(3)] == [200, 200, 429]
    ditahan = tamu.cek(DESA, "Nama Lain")
    assert int(ditahan["Retry-After"]) > 0 and "Coba lagi sesudah" in ditahan.content.decode()
    assert 'value="Nama Lain"' in ditahan.content.decode()
    assert tamu_lain.cek(DESA, "Nama Lain").status_code == 200


def test_satu_orang_ditahan_dari_jaringan_mana_pun_dikenal_atau_tidak(tamu, tamu_lain, batas, pabrik):
    u = pabrik.ditetapkan("desa")[1][0]
    batas(cek_subjek=1)
    for nik, nama in ((u.nik, u.nama), ("9999990101010001", "Orang Yang Tiada")):
        assert tamu.cek(DESA, nama, nik).status_code == 200
        assert tamu_lain.cek(DESA, "Tebakan Nama", nik).status_code == 429


def test_menelusuri_nama_di_satu_desa_ditahan(tamu, tamu_lain, batas):
    batas(cek_desa=2)
    assert [tamu.cek(DESA, n).status_code for n in ("Siti A", "Siti B")] == [200, 200]
    assert tamu_lain.cek(DESA, "Siti C").status_code == 429
    assert tamu_lain.cek("1209201009", "Siti C").status_code == 200


def test_tanpa_javascript_tetap_terjawab_dengan_batas_yang_lebih_ketat(tamu, batas):
    batas(cek_tanpa_hitungan=1)
    assert [tamu.cek(DESA, n, hitungan=False).status_code for n in ("Siti A", "Siti B")] == [200, 429]
    assert tamu.cek(DESA, "Siti C").status_code == 200


def test_lacak_dibatasi_per_nomor_dikenal_atau_tidak(tamu, tamu_lain, batas, pabrik):
    batas(lacak_subjek=1)
    (u,) = pabrik.diajukan()
    for nomor in (u.nomor, "U-0Z0000-0"):
        assert tamu.lacak(nomor, u.tanggal_lahir).status_code == 200
        assert tamu_lain.lacak(nomor, u.tanggal_lahir + dt.timedelta(days=1)).status_code == 429


def test_satu_pelanggan_ipv6_dihitung_satu():
    def jaringan(alamat: str) -> str:
        return pembatas.jaringan(RequestFactory(REMOTE_ADDR=alamat).get("/"))

    assert jaringan("2001:db8:1:2::1") == jaringan("2001:db8:1:2:ffff::9") != jaringan("2001:db8:1:3::1")
    assert jaringan("203.0.113.7") != jaringan("203.0.113.8")
    assert jaringan("bukan alamat") == "tidak dikenal"


_PROSES_LAIN = """
import django
django.setup()
from django.conf import settings
settings.CACHES["default"]["KEY_PREFIX"] = {awalan!r}
settings.BATAS_PUBLIK = {{"cek-subjek": (1, 3600)}}
from dasar import pembatas
try:
    pembatas.hitung(("cek-subjek", "sama"))
    print("lewat")
except pembatas.TerlaluSering:
    print("ditahan")
"""


def test_hitungan_dipakai_bersama_oleh_semua_proses(tamu, batas):
    batas(cek_subjek=1)
    naskah = _PROSES_LAIN.format(awalan=settings.CACHES["default"]["KEY_PREFIX"])

    def proses_lain() -> str:
        hasil = subprocess.run(
            [sys.executable, "-c", naskah], cwd=settings.BASE_DIR, env=os.environ, capture_output=True, text=True, check=True
        )
        return hasil.stdout.strip()

    pembatas.hitung(("cek-subjek", "sama"))
    assert proses_lain() == "ditahan"


def test_nomor_dan_alamat_tidak_terbaca_dari_hitungan(tamu):
    tamu.cek(DESA, "Siti Aminah", "9901010101909001")
    klien = cache._cache.get_client()
    kunci = b" ".join(klien.scan_iter(match=settings.CACHES["default"]["KEY_PREFIX"] + "*"))
    assert kunci and b"9901010101909001" not in kunci and b"SITI" not in kunci.upper() and b"10.0.0" not in kunci


def test_tanpa_server_tembolok_halaman_tetap_menjawab_dan_batas_tetap_ada(tamu, batas, monkeypatch, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    monkeypatch.setattr(TembolokBersama, "_putus_sampai", 0.0)
    assert isinstance(caches["default"], TembolokBersama)
    batas(cek_alamat=2)
    isi = tamu.jawab("cek")
    hasil = [tamu.cek(DESA, "Siti Aminah", **isi).status_code, tamu.cek(DESA, "Siti Aminah", **isi).status_code]
    assert hasil == [200, 422]
    assert tamu.cek(DESA, "Siti Aminah").status_code == 429
    monkeypatch.setattr(TembolokBersama, "_putus_sampai", 0.0)
