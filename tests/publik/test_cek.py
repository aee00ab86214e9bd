"""The public look-up through its door: same answer for known and unknown, five rows at most, nothing that names anybody."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dasar.periode import nama as nama_bulan
from dasar.periode import periode_kini, sebelum
from dasar.publik import BITA_JAWABAN
from dtks.register.cek import sidik_nama
from dtks.register.models import Cek
from tests.basis_data import tanpa_pemicu

pytestmark = pytest.mark.django_db
DESA = "1209201008"


@pytest.fixture
def orang(pabrik):
    return pabrik.ditetapkan("desa", 2)[1]


def _teks(jawaban) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", jawaban.content.decode().split("<main", 1)[1].split("</main>")[0]))


def test_dengan_nik_nama_dan_desa_terlihat_program_bulan_dan_status(tamu, orang):
    u = orang[0]
    jawaban = tamu.cek(DESA, u.nama.title(), f"{u.nik[:4]} {u.nik[4:]}")
    assert jawaban.status_code == 200
    teks = _teks(jawaban)
    assert "Terdaftar" in teks and "Ditetapkan" in teks and "Program Keluarga Harapan" in teks
    assert f"sejak {nama_bulan(sebelum(periode_kini()))}" in teks


def test_jawaban_tidak_memuat_nomor_alamat_nama_lengkap_atau_desil(tamu, orang):
    u = orang[0]
    isi = tamu.cek(DESA, u.nama, u.nik).content.decode()
    for rahasia in (u.nik, u.nomor_kk, u.alamat, u.nama, u.ibu_kandung, u.tanggal_lahir.isoformat()):
        assert rahasia.upper() not in isi.upper()
    assert "desil" not in isi.lower()
    assert set(re.findall(r"lahir ([^<]+)<", isi)) == {f"{u.tanggal_lahir.year // 10 * 10}-an"}


def test_dikenal_salah_faktor_dan_tidak_dikenal_sama_panjang_dan_sama_kuerinya(tamu, orang):
    """Known with the right factor, known with a wrong one, unknown; with NIK and without."""
    u, lain = orang
    kasus = {
        "dikenal": (u.nama, u.nik),
        "nama salah": (lain.nama + "A", u.nik),
        "tidak dikenal": ("Orang Yang Tiada", "9999990101010001"),
        "nama saja dikenal": (u.nama, ""),
        "nama saja tidak dikenal": ("Orang Yang Tiada", ""),
    }
    hasil = {}
    for nama, (siapa, nik) in kasus.items():
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            jawaban = tamu.cek(DESA, siapa, nik)
        pola = [re.sub(r"'[^']*'::uuid", "?", q["sql"]) for q in kueri]
        if not nik:
            pola = [p.replace('"dtks_cek"."keluar" IS NULL AND ', "") for p in pola]
        kepala = sorted((k, v) for k, v in jawaban.items() if k != "X-Request-ID")
        hasil[nama] = (jawaban.status_code, len(jawaban.content), len(kueri), kepala)
        assert len(jawaban.content) % BITA_JAWABAN == 0
    assert len({str(h) for h in hasil.values()}) == 1, hasil
    salah, tiada = tamu.cek(DESA, lain.nama + "A", u.nik), tamu.cek(DESA, "Orang Yang Tiada", "9999990101010001")
    assert _teks(salah) == _teks(tiada)


def test_pernyataan_sql_sama_bagi_yang_dikenal_dan_yang_tidak(tamu, orang):
    def pola(nama: str, nik: str) -> list[str]:
        with CaptureQueriesContext(connection) as kueri:
            tamu.cek(DESA, nama, nik)
        return [re.sub(r"'[^']*'(::uuid)?", "?", q["sql"]) for q in kueri]

    assert pola(orang[0].nama, orang[0].nik) == pola("Orang Yang Tiada", "9999990101010001")
    assert pola(orang[0].nama, "") == pola("Orang Yang Tiada", "")


def test_tanpa_nik_paling_banyak_lima_nama_samar_dan_jumlahnya_tidak_disebut(tamu, orang):
    u = orang[0]
    with tanpa_pemicu() as kursor:
        kursor.execute(
            "insert into dtks_cek (sidik_nik, sidik_nama, wilayah_id, nama_samar, lahir, program)"
            " select gen_random_uuid(), c.sidik_nama, c.wilayah_id, c.nama_samar, c.lahir, c.program"
            " from dtks_cek c, generate_series(1, 7) where c.nama_samar = %s",
            [Cek.objects.get(sidik_nama=sidik_nama(u.nama, DESA)).nama_samar],
        )
    isi = _teks(tamu.cek(DESA, u.nama))
    assert isi.count("•••") >= 5 and isi.count("Terdaftar") == 5
    assert "lebih dari 5" in isi and not re.search(r"\b[678]\b", isi)


def test_nama_yang_tidak_lengkap_tidak_menemukan_siapa_pun(tamu, orang):
    assert "Tidak ditemukan" in _teks(tamu.cek(DESA, orang[0].nama.split()[0] + " X"))


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"nama": ""}, "Tulis nama lengkapnya."),
        ({"nama": "A."}, "sedikitnya tiga huruf"),
        ({"nik": "123"}, "NIK terdiri dari 16 angka"),
        ({"jawaban": ""}, "Jawab pertanyaan pemeriksaan."),
    ],
)
def test_isian_keliru_disebut_dan_yang_sudah_ditulis_tidak_hilang(tamu, isi, kalimat):
    jawaban = tamu.cek(DESA, **({"nama": "Siti Aminah", "nik": "9901010101909001"} | isi))
    assert jawaban.status_code == 422
    halaman = jawaban.content.decode()
    assert kalimat in halaman
    assert "nama" in isi or 'value="Siti Aminah"' in halaman


def test_desa_yang_tidak_ada_dan_wilayah_di_atasnya_bukan_halaman(tamu):
    for kode in ("1209201999", "1209", "00", "abc"):
        assert tamu.klien.get(f"/cek/{kode}/").status_code == 404


def test_halaman_tidak_diindeks_tidak_disimpan_dan_tidak_dimampatkan(tamu, orang):
    for jawaban in (tamu.klien.get(f"/cek/{DESA}/"), tamu.cek(DESA, orang[0].nama)):
        assert jawaban["X-Robots-Tag"] == "noindex, nofollow"
        assert jawaban["Cache-Control"] == "no-store, no-transform"
        assert "noindex" in jawaban.content.decode()


def test_desa_ditemukan_dengan_nama_dan_dengan_menelusuri(tamu):
    isi = tamu.klien.get("/cek/?q=kisaran timur").content.decode()
    assert f'href="/cek/{DESA}/"' in isi
    isi = tamu.klien.get("/cek/?di=1209").content.decode()
    assert 'href="/cek/?di=120920"' in isi
    assert "Periksa ejaannya" in tamu.klien.get("/cek/?q=qqqq").content.decode()
    assert tamu.klien.get("/cek/?di=99x").status_code == 404


def test_membuka_halaman_tidak_menulis_apa_pun(tamu):
    with CaptureQueriesContext(connection) as kueri:
        tamu.klien.get(f"/cek/{DESA}/")
    assert [q["sql"] for q in kueri if not q["sql"].lower().startswith("select")] == []
