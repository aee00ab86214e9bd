"""Sessions: seen and ended by their owner and by the administrator, over in time, and gone with a password or an assignment."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from akun import penugasan
from akun.models import Pengguna, Penugasan, Sesi, TokenApi
from akun.penyimpan_sesi import sidik_kunci
from akun.sesi import akhiri_sesi, akhiri_sesi_tanpa_tugas, sebutan_perangkat
from dasar.models import Jejak
from tests.basis_data import tanpa_pemicu
from tests.fixtures.dasar import SANDI, kode_kini
from tests.fixtures.token import buat_token

pytestmark = pytest.mark.django_db
MENIT = dt.timedelta(minutes=1)


def pengguna(akun: str = "desa") -> Pengguna:
    return Pengguna.objects.get(username=akun)


def sesi_dari(klien: Client) -> Sesi:
    return Sesi.objects.get(pk=sidik_kunci(klien.session.session_key))


def tuakan(klien: Client, **kolom) -> None:
    Sesi.objects.filter(pk=sidik_kunci(klien.session.session_key)).update(**{k: timezone.now() - v for k, v in kolom.items()})


def test_sesi_tersimpan_dengan_pemilik_alamat_dan_peramban_tanpa_kunci_kukinya(client):
    client.post(
        "/masuk/", {"akun": "desa", "sandi": SANDI}, headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126.0"}
    )
    client.post("/masuk/kode/", {"kode": kode_kini("desa")})
    baris = sesi_dari(client)
    assert (baris.pengguna, baris.alamat) == (pengguna(), "127.0.0.1")
    assert sebutan_perangkat(baris.peramban) == "Chrome di Android"
    kuki = client.cookies["sessionid"].value
    assert kuki not in (baris.session_key, baris.session_data) and not Sesi.objects.filter(pk=kuki).exists()


def test_daftar_sesi_menandai_sesi_ini_dan_yang_lain_dapat_diakhiri(masuk):
    ini, lain, ketiga = masuk("desa"), masuk("desa"), masuk("desa")
    isi = ini.get("/akun/sesi/").content.decode()
    assert isi.count("sesi ini</") == 1 and isi.count(">Akhiri<") == 2
    ini.post("/akun/sesi/akhiri/", {"sesi": sesi_dari(lain).pk})
    assert lain.get("/akun/").status_code == 302 and ketiga.get("/akun/").status_code == 200
    ini.post("/akun/sesi/akhiri/")
    assert ketiga.get("/akun/").status_code == 302 and ini.get("/akun/").status_code == 200
    assert Jejak.objects.filter(langkah="akhiri_sesi", objek=pengguna().pk).count() == 2


def test_sesi_orang_lain_tidak_dapat_diakhiri_dari_halaman_sendiri(masuk):
    ini, orang_lain = masuk("desa"), masuk("kepala")
    ini.post("/akun/sesi/akhiri/", {"sesi": sesi_dari(orang_lain).pk})
    assert orang_lain.get("/akun/").status_code == 200


@pytest.mark.parametrize(
    ("admin", "petugas", "boleh"),
    [
        ("admin.kab", "desa", True),
        ("admin.kab", "verifikator", True),
        ("admin.kab", "desa2", False),
        ("admin.kab", "kepala", False),
        ("admin.kab", "admin.kab", False),
        ("admin.kab", "pusdatin", False),
        ("pusdatin", "admin.kab", True),
        ("pusdatin", "kepala", True),
        ("pusdatin", "desa", False),
        ("pusdatin", "pusdatin", False),
        ("kabupaten", "desa", False),
        ("auditor", "desa", False),
    ],
)
def test_administrator_hanya_menjangkau_petugas_yang_diangkatnya_di_wilayahnya(masuk, admin, petugas, boleh):
    klien, sasaran = masuk(admin), masuk(petugas)
    nomor = pengguna(petugas).pk
    status = 200 if boleh else 404
    assert klien.get(reverse("akun:keamanan", args=[nomor])).status_code == status
    assert klien.post(reverse("akun:keamanan_tautan", args=[nomor])).status_code == status
    assert klien.post(reverse("akun:keamanan_kode", args=[nomor]), {}).status_code == (422 if boleh else 404)
    assert klien.post(reverse("akun:keamanan_sesi", args=[nomor])).status_code == (302 if boleh else 404)
    assert sasaran.get("/akun/").status_code == (302 if boleh else 200)


def test_sesi_yang_diam_tiga_puluh_menit_berakhir(masuk, settings):
    klien = masuk("desa")
    tuakan(klien, terakhir=settings.SESI_DIAM_MENIT * MENIT - MENIT)
    assert klien.get("/akun/").status_code == 200
    tuakan(klien, terakhir=settings.SESI_DIAM_MENIT * MENIT)
    jawaban = klien.get("/akun/?a=1")
    assert jawaban.url == "/masuk/?next=%2Fakun%2F%3Fa%3D1&habis=1"
    assert "sudah berakhir karena lama tidak dipakai" in klien.get(jawaban.url).content.decode()
    assert not Sesi.objects.filter(pengguna=pengguna()).exists()


def test_sesi_berumur_dua_belas_jam_berakhir_walau_dipakai_terus(masuk, settings):
    klien = masuk("desa")
    tuakan(klien, dibuat=dt.timedelta(hours=settings.SESI_UMUR_JAM))
    assert klien.get("/akun/").status_code == 302


def test_pemakaian_dicatat_paling_sering_sekali_semenit_dan_tidak_oleh_pertanyaan_halaman(masuk, django_assert_num_queries):
    klien = masuk("desa")
    tuakan(klien, terakhir=5 * MENIT)
    assert 1490 <= klien.get("/akun/sesi/sisa/").json()["sisa"] <= 1500
    assert sesi_dari(klien).terakhir < timezone.now() - 4 * MENIT
    klien.get("/akun/")
    pertama = sesi_dari(klien).terakhir
    assert pertama > timezone.now() - MENIT
    klien.get("/akun/")
    assert sesi_dari(klien).terakhir == pertama


def test_tetap_masuk_memperpanjang_sesi(masuk):
    klien = masuk("desa")
    tuakan(klien, terakhir=29 * MENIT)
    assert klien.get("/akun/sesi/sisa/").json()["sisa"] <= 60
    assert klien.post("/akun/sesi/lanjut/").json()["sisa"] > 1790


def test_sisa_sesi_tamu_adalah_nol(client):
    assert client.get("/akun/sesi/sisa/").json() == {"sisa": 0, "umur": 0}


def test_akhiri_sesi_juga_mencabut_token(masuk):
    klien = masuk("desa")
    buat_token("desa")
    assert akhiri_sesi(pengguna()) == 1
    assert klien.get("/akun/").status_code == 302 and not TokenApi.objects.berlaku().exists()


@pytest.mark.parametrize("cara", ["akhiri", "tangguhkan"])
def test_penugasan_yang_berakhir_atau_ditangguhkan_mengakhiri_sesi_dan_token(masuk, pelaku, cara):
    klien = masuk("desa")
    buat_token("desa")
    tugas = Penugasan.objects.get(pengguna=pengguna(), status="aktif")
    getattr(penugasan, cara)(tugas, alasan="pindah tugas", oleh=pelaku("admin.kab"))
    assert klien.get("/akun/").status_code == 302 and not TokenApi.objects.berlaku().exists()


def test_masa_tugas_yang_habis_mengakhiri_sesi_yang_tidak_bertugas_lagi(masuk):
    habis, tetap = masuk("desa"), masuk("kepala")
    assert akhiri_sesi_tanpa_tugas([pengguna().pk, pengguna("kepala").pk]) == 0
    with tanpa_pemicu() as kursor:
        kursor.execute("update akun_penugasan set status = 'berakhir' where pengguna_id = %s", [pengguna().pk])
    assert akhiri_sesi_tanpa_tugas([pengguna().pk, pengguna("kepala").pk]) == 1
    assert habis.get("/akun/").status_code == 302 and tetap.get("/akun/").status_code == 200


def test_sesi_habis_di_tengah_htmx_memindahkan_seluruh_halaman(masuk, settings):
    klien = masuk("desa")
    tuakan(klien, terakhir=settings.SESI_DIAM_MENIT * MENIT)
    jawaban = klien.get("/usulan/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/usulan/?desil=1"})
    assert jawaban.status_code == 204
    assert jawaban["HX-Redirect"] == "/masuk/?next=%2Fusulan%2F%3Fdesil%3D1&habis=1"


def test_sesi_yang_tidak_dikenal_adalah_tamu(client):
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/akun/").status_code == 302
