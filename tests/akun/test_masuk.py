"""Signing in and out: events, one sentence for every refusal, and a brake on guessing."""

import datetime as dt

import pytest
from axes.models import AccessAttempt
from django.test import Client, override_settings
from django.utils import timezone

from akun import masuk as pintu
from akun import penahan
from akun.alur import AKTIF
from akun.models import Pengguna, Penugasan
from akun.penugasan import akhiri
from dasar.jejak import SISTEM
from dasar.models import Jejak
from tests.fixtures.dasar import SANDI, kode_kini

pytestmark = pytest.mark.django_db
MASUK = "/masuk/"


def kirim(klien: Client, akun: str = "desa", sandi: str = SANDI, **isi):
    return klien.post(
        MASUK, {"akun": akun, "sandi": sandi} | isi, **({"REMOTE_ADDR": isi.pop("dari")} if "dari" in isi else {})
    )


def masuk_dua_langkah(klien: Client, akun: str = "desa", **isi):
    """Password and code; the answer to the last of them."""
    jawaban = kirim(klien, akun, **isi)
    assert jawaban.status_code == 302, jawaban.content.decode()[:500]
    return klien.post(jawaban.url, {"kode": kode_kini(akun), **{k: v for k, v in isi.items() if k == "next"}})


def kejadian(akun: str) -> list[str]:
    nomor = Pengguna.objects.get(username=akun).pk
    return list(Jejak.objects.filter(tabel="akun_pengguna", objek=nomor).order_by("pk").values_list("langkah", flat=True))


def test_petugas_masuk_dengan_sandi_dan_kode_lalu_sampai_di_beranda_dan_masuknya_tercatat(client):
    assert kirim(client).url == "/masuk/kode/"
    assert kejadian("desa") == []
    assert client.post("/masuk/kode/", {"kode": kode_kini("desa")}).url == "/beranda/"
    catatan = Jejak.objects.get(tabel="akun_pengguna", langkah="masuk")
    assert (catatan.fungsi, catatan.wilayah, catatan.catatan) == ("pengisi_desa", "1209201008", "127.0.0.1")
    assert client.get("/beranda/").status_code == 200


def test_warga_masuk_dengan_kata_sandi_saja(client):
    assert kirim(client, "warga").url == "/beranda/"
    assert kejadian("warga") == ["masuk"]


def test_keluar_hanya_dengan_post_dan_tercatat(masuk):
    klien = masuk("desa")
    assert klien.get("/keluar/").status_code == 405
    assert klien.post("/keluar/").url == "/"
    assert kejadian("desa") == ["keluar"]
    assert klien.get("/beranda/").status_code == 302


def test_penolakan_tidak_memberi_tahu_apakah_akun_ada(client):
    Pengguna.objects.filter(username="kl").update(is_active=False)
    ada = kirim(client, "desa", "salah sekali")
    tidak_ada = kirim(client, "tidak.ada", "salah sekali")
    nonaktif = kirim(client, "kl", SANDI)
    assert {ada.status_code, tidak_ada.status_code, nonaktif.status_code} == {409}
    assert {j.context["galat"].pesan for j in (ada, tidak_ada, nonaktif)} == {pintu.PESAN_SALAH}


def test_percobaan_gagal_tercatat_tanpa_kata_sandi_dan_nama_yang_tidak_dikenal(client):
    kirim(client, "desa", "rahasia-yang-salah")
    kirim(client, "rahasia-di-kolom-nama", "x")
    assert kejadian("desa") == ["masuk_ditolak"]
    assert Jejak.objects.filter(langkah="masuk_ditolak", tabel="akun_pengguna", objek__lt=0).count() == 1
    assert not Jejak.objects.filter(catatan__contains="rahasia").exists()


@pytest.mark.parametrize("akun", ["desa", "tidak.ada"])
def test_setelah_delapan_kegagalan_akun_ditahan_ada_atau_tidak(client, akun):
    for _ in range(penahan.MAKS_PER_AKUN):
        assert kirim(client, akun, "salah").status_code == 409
    ditahan = kirim(client, akun, SANDI)
    assert ditahan.status_code == 429 and "Tunggu 15 menit" in ditahan.content.decode()
    assert f'value="{akun}"' in ditahan.content.decode()
    assert kirim(client, "kabupaten").status_code == 302


def test_akun_yang_ditahan_bebas_lagi_setelah_lima_belas_menit(client):
    for _ in range(penahan.MAKS_PER_AKUN):
        kirim(client, "desa", "salah")
    assert kirim(client, "desa").status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=15, seconds=1))
    assert kirim(client, "desa").status_code == 302


def test_hanya_masuk_sampai_langkah_kedua_yang_menghapus_hitungan_kegagalan(client):
    for _ in range(penahan.MAKS_PER_AKUN - 1):
        kirim(client, "desa", "salah")
    assert kirim(client, "desa").status_code == 302
    assert AccessAttempt.objects.exists()
    client.post("/masuk/kode/", {"kode": kode_kini("desa")})
    assert not AccessAttempt.objects.exists()
    client.post("/keluar/")
    assert kirim(client, "desa", "salah").status_code == 409


def test_kode_yang_salah_dihitung_seperti_kata_sandi_yang_salah(client):
    for _ in range(penahan.MAKS_PER_AKUN - 1):
        kirim(client, "desa", "salah")
    kirim(client, "desa")
    assert client.post("/masuk/kode/", {"kode": "000000"}).status_code == 409
    ditahan = client.post("/masuk/kode/", {"kode": kode_kini("desa")})
    assert ditahan.status_code == 429 and "Tunggu 15 menit" in ditahan.content.decode()
    assert client.post("/masuk/pemulihan/", {"kode": "0AAAA-AAAAA"}).status_code == 429
    assert kejadian("desa").count("masuk_ditolak") == penahan.MAKS_PER_AKUN
    assert kirim(Client(), "desa").status_code == 429


def test_satu_alamat_yang_menebak_banyak_akun_ditahan_dan_alamat_lain_tidak(client):
    for n in range(penahan.MAKS_PER_ALAMAT):
        kirim(client, f"tebakan{n}", "salah")
    assert kirim(client, "desa").status_code == 429
    assert client.post(MASUK, {"akun": "desa", "sandi": SANDI}, REMOTE_ADDR="10.1.2.3").status_code == 302


def test_penahan_tidak_menyimpan_nama_atau_kata_sandi_yang_diketik(client):
    kirim(client, "rahasia-di-kolom-nama", "rahasia-lain")
    (baris,) = AccessAttempt.objects.all()
    assert not any("rahasia" in str(nilai) for nilai in vars(baris).values())


def test_alamat_di_belakang_proksi_adalah_yang_ditambahkan_proksi_itu(client):
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        client.post(MASUK, {"akun": "x", "sandi": "y"}, headers={"X-Forwarded-For": "1.1.1.1, 10.9.8.7"})
        assert client.post(MASUK, {"akun": "w", "sandi": "y"}, headers={"X-Forwarded-For": "bukan alamat"}).status_code == 409
    client.post(MASUK, {"akun": "x", "sandi": "y"}, headers={"X-Forwarded-For": "1.1.1.1"})
    assert list(Jejak.objects.filter(langkah="masuk_ditolak").order_by("pk").values_list("catatan", flat=True)) == [
        "10.9.8.7",
        "bukan alamat",
        "127.0.0.1",
    ]
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"10.9.8.7", None, "127.0.0.1"}


@pytest.mark.parametrize(
    ("next_", "tujuan"),
    [("/akun/", "/akun/"), ("https://jahat.example/", "/beranda/"), ("//jahat.example", "/beranda/"), ("", "/beranda/")],
)
def test_sesudah_masuk_hanya_ke_alamat_portal_sendiri(client, next_, tujuan):
    langkah = kirim(client, next=next_)
    assert client.post(langkah.url, {"kode": kode_kini("desa")}).url == tujuan


def test_isian_kosong_ditolak_dengan_petunjuk_dan_nama_akun_tetap_tertulis(client):
    jawaban = kirim(client, "desa", "")
    assert jawaban.status_code == 422
    isi = jawaban.content.decode()
    assert "Isi kata sandi." in isi and 'value="desa"' in isi


def test_nama_yang_memuat_nol_ditolak_bukan_galat_sistem(client):
    assert kirim(client, "desa\x00", "x").status_code == 422


def test_akun_latihan_dan_petunjuk_sandi_hanya_dalam_mode_contoh_tanpa_sandinya(client, settings):
    isi = client.get(MASUK).content.decode()
    assert "?akun=admin.kab" in isi and "make run" in isi
    assert settings.SANDI_CONTOH not in isi
    assert 'value="penilai"' in client.get(MASUK, {"akun": "penilai"}).content.decode()
    settings.MODE_CONTOH = False
    assert "Akun latihan" not in client.get(MASUK).content.decode()


def test_yang_sudah_masuk_tidak_ditanya_lagi(masuk):
    assert masuk("desa").get(MASUK).url == "/beranda/"


def test_tanpa_penugasan_yang_berlaku_halaman_mengatakan_apa_yang_harus_dilakukan(masuk):
    akhiri(Penugasan.objects.get(pengguna__username="verifikator", status=AKTIF), alasan="pindah", oleh=SISTEM)
    klien = masuk("verifikator")
    isi = klien.get("/beranda/").content.decode()
    assert "Belum ada penugasan yang berlaku" in isi and "surat keputusan" in isi and "berakhir" in isi
    assert klien.get("/akun/").status_code == 200 and klien.get("/admin/").status_code == 404
