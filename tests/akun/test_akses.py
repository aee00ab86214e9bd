"""May I act here? By guardian on the one area of the assignment; and does the item lie in it? By the prefix range."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from akun.akses import boleh, butuh_izin, izin_pelaku, penugasan_kini, saring_wilayah
from akun.fungsi import FUNGSI, IZIN_BACA, IZIN_TULIS
from akun.models import Pengguna, Penugasan
from akun.penugasan import akhiri
from akun.tengah import PelakuMiddleware
from dasar.jejak import SISTEM, Pelaku
from tests.basis_data import tanpa_pemicu
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db


def _minta(pengguna):
    request = RequestFactory().get("/")
    request.user = pengguna
    pengguna.is_verified = lambda: True  # both steps of signing in
    PelakuMiddleware(lambda r: HttpResponse())(request)
    return request


@pytest.fixture
def minta():
    return lambda akun: _minta(Pengguna.objects.get(username=akun))


def test_pelaku_permintaan_adalah_penugasan_yang_berlaku(setiap_akun, minta):
    request = minta(setiap_akun)
    assert request.pelaku == request.penugasan.pelaku
    assert request.pelaku.pengguna_id == request.user.pk
    assert request.pelaku.nama == request.user.nama


def test_setiap_fungsi_hanya_dilayani_halaman_dari_haknya(setiap_akun, minta):
    request = minta(setiap_akun)
    hak = set(FUNGSI[request.pelaku.fungsi].izin)
    assert izin_pelaku(request) == hak
    for izin in (*IZIN_TULIS, *IZIN_BACA):
        view = butuh_izin(izin)(lambda r: HttpResponse("isi"))
        if izin in hak:
            assert view(request).content == b"isi"
        else:
            with pytest.raises(Http404):
                view(request)


def test_salah_satu_hak_cukup(minta):
    request = minta("desa")
    assert boleh(request, "tetapkan_dtks", "kelola_musyawarah")
    assert not boleh(request, "tetapkan_dtks", "sahkan_batch")
    assert not boleh(request)


def test_halaman_tanpa_hak_sama_dengan_halaman_yang_tidak_ada(masuk):
    """The same 404 as for an address that does not exist: nothing tells that the page is there."""

    def terjaga(request):
        return HttpResponse()

    view = butuh_izin("tetapkan_dtks")(terjaga)
    assert view.izin == ("tetapkan_dtks",)
    assert view.__name__ == "terjaga"
    with pytest.raises(Http404) as galat:
        view(_minta(AnonymousUser()))
    assert not galat.value.args


def test_hak_ditanyakan_sekali_per_permintaan(minta, django_assert_num_queries):
    request = minta("verifikator")
    boleh(request, "putuskan_usulan")
    with django_assert_num_queries(0):
        for izin in (*IZIN_TULIS, *IZIN_BACA):
            boleh(request, izin)


def _ubah(akun: str, **isi) -> Pengguna:
    """As time or an administrator would leave it: dates pass without a step."""
    with tanpa_pemicu():
        Penugasan.objects.filter(pengguna__username=akun).update(**isi)
    return Pengguna.objects.get(username=akun)


KEMARIN, BESOK = (timezone.localdate() + dt.timedelta(days=n) for n in (-1, 1))


@pytest.mark.parametrize("isi", [{"mulai": dt.date(2026, 1, 1), "selesai": KEMARIN}, {"mulai": BESOK}])
def test_masa_tugas_yang_lewat_atau_belum_mulai_tidak_punya_pelaku_dan_hak(isi):
    request = _minta(_ubah("verifikator", **isi))
    assert (request.penugasan, request.pelaku) == (None, None)
    assert izin_pelaku(request) == frozenset()
    with pytest.raises(Http404):
        butuh_izin("putuskan_usulan")(lambda r: HttpResponse())(request)


def test_penugasan_yang_diakhiri_tidak_punya_pelaku_dan_hak():
    akhiri(Penugasan.objects.get(pengguna__username="verifikator"), alasan="Mutasi", oleh=SISTEM)
    request = _minta(Pengguna.objects.get(username="verifikator"))
    assert request.pelaku is None
    assert izin_pelaku(request) == frozenset()


def test_tamu_dan_akun_tanpa_penugasan_tidak_punya_pelaku():
    assert penugasan_kini(AnonymousUser()) is None
    assert _minta(AnonymousUser()).pelaku is None
    assert _minta(Pengguna.objects.create(username="kosong", nama="Kosong", is_superuser=True)).pelaku is None


def test_akun_yang_dimatikan_tidak_punya_hak(minta):
    Pengguna.objects.filter(username="verifikator").update(is_active=False)
    assert izin_pelaku(minta("verifikator")) == frozenset()


@pytest.fixture
def semua(db):
    return Wilayah.objects.all()


@pytest.mark.parametrize(
    ("wilayah", "isi", "luar"),
    [
        ("00", {"00", "12", "3604", "1209201008"}, set()),
        ("12", {"12", "1209", "120920", "1209201008"}, {"00", "36", "3604"}),
        ("1209", {"1209", "120920", "1209201008", "1209212002"}, {"12", "3604", "3604172004"}),
        ("120920", {"120920", "1209201008"}, {"1209", "120921", "1209212002"}),
        ("1209201008", {"1209201008"}, {"120920", "1209212002"}),
    ],
)
def test_saringan_wilayah_adalah_rentang_awalan(wilayah, isi, luar, semua):
    tersaring = set(
        saring_wilayah(semua, Pelaku(1, "auditor", wilayah), "lihat_usulan", kolom="kode").values_list("kode", flat=True)
    )
    assert isi <= tersaring
    assert not luar & tersaring
    assert all(wilayah == "00" or k.startswith(wilayah) for k in tersaring)


def test_saringan_memakai_rentang_bukan_like(semua):
    sql = str(saring_wilayah(semua, Pelaku(1, "auditor", "1209"), "lihat_usulan", kolom="kode").query)
    assert "LIKE" not in sql
    assert ">= 1209" in sql
    assert "< 1209~" in sql


@pytest.mark.parametrize("pelaku", [None, Pelaku(1, "pengembang", "00"), Pelaku(1, "karangan", "00"), SISTEM])
def test_tanpa_hak_saringan_tidak_memberi_apa_pun_tanpa_bertanya(pelaku, semua, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(saring_wilayah(semua, pelaku, "lihat_usulan", kolom="kode")) == []


@pytest.mark.parametrize("dalam", ["120920", "1209201008", "1209"])
def test_penyempitan_di_dalam_wilayah_sendiri(dalam, semua):
    baris = saring_wilayah(semua, Pelaku(1, "auditor", "1209"), "lihat_usulan", kolom="kode", dalam=dalam)
    assert {k[: len(dalam)] for k in baris.values_list("kode", flat=True)} == {dalam}


@pytest.mark.parametrize("dalam", ["12", "00", "0", "3604", "3604172004", "1210", "~", "1209~", "' or 1=1", "120"])
def test_penyempitan_ke_luar_wilayah_tidak_memberi_apa_pun(dalam, semua):
    baris = saring_wilayah(semua, Pelaku(1, "auditor", "1209"), "lihat_usulan", kolom="kode", dalam=dalam)
    assert not baris.exists()


def test_pejabat_pusat_dapat_menyempitkan_ke_mana_pun(semua):
    pusat = Pelaku(1, "auditor", "00")
    for dalam in ("00", "36", "1209", "3604172004"):
        assert saring_wilayah(semua, pusat, "lihat_usulan", kolom="kode", dalam=dalam).exists()
