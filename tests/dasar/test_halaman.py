"""Pages of a list that changes while it is read."""

import pytest
from django.test import RequestFactory

from dasar.halaman import potong
from dasar.models import Berkas

URUT = (("wilayah", "id"), ("-id",), ("-wilayah", "id"), ("ukuran", "-wilayah", "id"))


@pytest.fixture
def daftar(db):
    Berkas.objects.bulk_create(
        Berkas(nama=f"b{n}", tipe="x", ukuran=n % 3, sha256="0" * 64, wilayah=f"12092010{n % 4:02d}", dibuat_oleh=0)
        for n in range(23)
    )
    return Berkas.objects.all()


def _minta(alamat: str = ""):
    return RequestFactory().get("/" + alamat)


def _jelajah(daftar, urut, jumlah=5, awal=""):
    halaman, alamat = [], awal
    while True:
        satu = potong(daftar, _minta(alamat), urut, jumlah)
        halaman.append(satu)
        if not satu.berikutnya:
            return halaman
        alamat = satu.berikutnya


@pytest.mark.parametrize("urut", URUT)
def test_setiap_baris_muncul_tepat_sekali_dan_berurutan(daftar, urut):
    halaman = _jelajah(daftar, urut)
    assert [len(h.baris) for h in halaman] == [5, 5, 5, 5, 3]
    assert [b.pk for h in halaman for b in h.baris] == list(daftar.order_by(*urut).values_list("pk", flat=True))
    assert halaman[0].sebelumnya == ""


@pytest.mark.parametrize("urut", URUT)
def test_mundur_membuka_halaman_yang_sama(daftar, urut):
    maju = _jelajah(daftar, urut)
    alamat, mundur = maju[-1].sebelumnya, []
    while alamat:
        satu = potong(daftar, _minta(alamat), urut, 5)
        mundur.append([b.pk for b in satu.baris])
        assert satu.berikutnya
        alamat = satu.sebelumnya
    assert mundur == [[b.pk for b in h.baris] for h in reversed(maju[:-1])]


def test_satu_kueri_per_halaman_tanpa_offset(daftar, django_assert_num_queries):
    alamat = potong(daftar, _minta(), ("-id",), 5).berikutnya
    with django_assert_num_queries(1) as kueri:
        potong(daftar, _minta(alamat), ("-id",), 5)
    assert "OFFSET" not in kueri[0]["sql"]


def test_baris_baru_tidak_menggeser_halaman_berikutnya(daftar):
    pertama = potong(daftar, _minta(), ("-id",), 5)
    Berkas.objects.create(nama="baru", tipe="x", ukuran=0, sha256="0" * 64, wilayah="12", dibuat_oleh=0)
    kedua = potong(daftar, _minta(pertama.berikutnya), ("-id",), 5)
    assert kedua.baris[0].pk < pertama.baris[-1].pk
    assert len({b.pk for b in pertama.baris + kedua.baris}) == 10


def test_saringan_di_alamat_terbawa(daftar):
    alamat = potong(daftar, _minta("?status=layak&q=a%26b&sesudah=xx"), ("-id",), 5).berikutnya
    assert alamat.startswith("?status=layak&q=a%26b&sesudah=")
    assert alamat.count("sesudah") == 1


@pytest.mark.parametrize(
    "kunci", ["x", "1", "1~2~3", "~", "1~", "'; drop~1", "1~-1", "٣~٣", "1~" + "9" * 19, "1~" + "9" * 400, "1.5~1", "%00~1"]
)
@pytest.mark.parametrize("arah", ["sesudah", "sebelum"])
def test_kunci_yang_tidak_terbaca_memberi_halaman_pertama(daftar, arah, kunci):
    halaman = potong(daftar, _minta(f"?{arah}={kunci}"), ("ukuran", "id"), 5)
    assert [b.pk for b in halaman.baris] == list(daftar.order_by("ukuran", "id").values_list("pk", flat=True)[:5])
    assert halaman.sebelumnya == ""


def test_kunci_besar_tetap_terjawab(daftar):
    """Digits that no column holds are a page beyond the end, not an error of the database."""
    assert potong(daftar, _minta("?sesudah=" + "9" * 18), ("id",), 5).baris == []
    assert potong(daftar, _minta("?sesudah=" + "9" * 18 + "~1"), ("ukuran", "id"), 5).baris == []


def test_daftar_kosong_tanpa_tetangga(db):
    halaman = potong(Berkas.objects.none(), _minta(), ("id",))
    assert (halaman.baris, halaman.sebelumnya, halaman.berikutnya) == ([], "", "")
