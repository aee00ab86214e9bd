import pytest

from wilayah import kode


def test_tingkat_terbaca_dari_panjang_kode():
    assert [kode.tingkat(k) for k in ("00", "12", "1209", "120920", "1209201008")] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("bukan", ["", "1", "120", "12.09", "12092010", "12092010080", "1209²0", "ab"])
def test_yang_bukan_kode_ditolak(bukan):
    with pytest.raises(ValueError, match="Bukan kode wilayah"):
        kode.tingkat(bukan)


def test_rentang_memuat_seluruh_bawahan_dan_tidak_lebih():
    awal, akhir = kode.rentang("1209")
    di_dalam = [k for k in ("12", "1208719999", "1209", "120901", "1209201008", "1210", "13") if awal <= k < akhir]
    assert di_dalam == ["1209", "120901", "1209201008"]


def test_rentang_negara_memuat_semua():
    awal, akhir = kode.rentang("00")
    assert all(awal <= k < akhir for k in ("00", "11", "9671021001"))


def test_jalur_dari_provinsi_sampai_dirinya():
    assert kode.jalur("1209201008") == ("12", "1209", "120920", "1209201008")
    assert kode.jalur("00") == ("00",)


def test_induk_provinsi_adalah_negara():
    assert (kode.induk("1209201008"), kode.induk("12"), kode.induk("00")) == ("120920", "00", None)


def test_titik_dipasang_dan_dilepas():
    assert kode.titik("1209201008") == "12.09.20.1008"
    assert kode.titik("12") == "12"
    assert kode.tanpa_titik(" 12.09.20 ") == "120920"


def test_negara_memuat_semua_dan_wilayah_memuat_dirinya():
    assert kode.memuat("00", "12") and kode.memuat("1209", "1209") and not kode.memuat("1209", "1210011001")


@pytest.mark.parametrize(
    ("tulisan", "kunci"),
    [
        ("KAB. ASAHAN", "asahan"),
        ("Kabupaten Asahan", "asahan"),
        ("Kota Administrasi Jakarta Pusat", "jakarta pusat"),
        ("Bagan Batu Kota", "bagan batu kota"),
        ("Kota", "kota"),
        ("Asahan (Kab.)", "asahan"),
        ("Pa'u", "pau"),
        ("Lubuk Pakam I,II", "lubuk pakam i ii"),
        ("DKI Jakarta", "daerah khusus ibukota jakarta"),
        ("---", ""),
    ],
)
def test_kunci_nama_membuang_tanda_dan_kata_jenis_di_depan(tulisan, kunci):
    assert kode.kunci_nama(tulisan) == kunci
