"""Signing in and out: events, one sentence for every refusal, and a brake on guessing."""

import datetime as dt

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from akun import masuk as pintu
from akun.alur import AKTIF
from akun.models import Pengguna, Penugasan
from akun.penugasan import akhiri
from dasar.jejak import SISTEM
from dasar.models import Jejak
from tests.fixtures.dasar import SANDI

pytestmark = pytest.mark.django_db
MASUK = "/masuk/"


def kirim(klien: Client, akun: str = "desa", sandi: str = SANDI, **isi):
    return klien.post(
        MASUK, {"akun": akun, "sandi": sandi} | isi, **({"REMOTE_ADDR": isi.pop("dari")} if "dari" in isi else {})
    )


def kejadian(akun: str) -> list[str]:
    nomor = Pengguna.objects.get(username=akun).pk
    return list(Jejak.objects.filter(tabel="akun_pengguna", objek=nomor).order_by("pk").values_list("langkah", flat=True))


def test_petugas_masuk_lalu_sampai_di_beranda_dan_masuknya_tercatat(client):
    jawaban = kirim(client)
    assert jawaban.status_code == 302 and jawaban.url == "/beranda/"
    catatan = Jejak.objects.get(tabel="akun_pengguna", langkah="masuk")
    assert (catatan.fungsi, catatan.wilayah, catatan.catatan) == ("pengisi_desa", "1209201008", "127.0.0.1")


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
    for _ in range(pintu.MAKS_PER_AKUN):
        assert kirim(client, akun, "salah").status_code == 409
    ditahan = kirim(client, akun, SANDI)
    assert ditahan.status_code == 429 and "Tunggu 15 menit" in ditahan.content.decode()
    assert kirim(client, "kabupaten").status_code == 302


def test_akun_yang_ditahan_bebas_lagi_setelah_lima_belas_menit(client, monkeypatch):
    for _ in range(pintu.MAKS_PER_AKUN):
        kirim(client, "desa", "salah")
    nanti = timezone.now() + pintu.JENDELA + dt.timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: nanti)
    assert kirim(client, "desa").status_code == 302


def test_masuk_yang_berhasil_menghapus_hitungan_kegagalan(client):
    for _ in range(pintu.MAKS_PER_AKUN - 1):
        kirim(client, "desa", "salah")
    assert kirim(client, "desa").status_code == 302
    client.post("/keluar/")
    assert kirim(client, "desa", "salah").status_code == 409


def test_satu_alamat_yang_menebak_banyak_akun_ditahan_dan_alamat_lain_tidak(client):
    for n in range(pintu.MAKS_PER_ALAMAT):
        kirim(client, f"tebakan{n}", "salah")
    assert kirim(client, "desa").status_code == 429
    assert client.post(MASUK, {"akun": "desa", "sandi": SANDI}, REMOTE_ADDR="10.1.2.3").status_code == 302


def test_alamat_di_belakang_proksi_adalah_yang_ditambahkan_proksi_itu(client):
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        client.post(MASUK, {"akun": "x", "sandi": "y"}, headers={"X-Forwarded-For": "1.1.1.1, 10.9.8.7"})
    client.post(MASUK, {"akun": "x", "sandi": "y"}, headers={"X-Forwarded-For": "1.1.1.1"})
    assert list(Jejak.objects.filter(tabel="akun_alamat").order_by("pk").values_list("catatan", flat=True)) == [
        "10.9.8.7",
        "127.0.0.1",
    ]


@pytest.mark.parametrize(
    ("next_", "tujuan"),
    [("/akun/", "/akun/"), ("https://jahat.example/", "/beranda/"), ("//jahat.example", "/beranda/"), ("", "/beranda/")],
)
def test_sesudah_masuk_hanya_ke_alamat_portal_sendiri(client, next_, tujuan):
    assert kirim(client, next=next_).url == tujuan


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


def test_ganti_sandi_mengakhiri_sesi_lain_dan_tercatat(masuk):
    klien, lain = masuk("desa"), masuk("desa")
    baru = "payung-teduh-di-pasar"
    salah = klien.post(reverse("akun:sandi"), {"old_password": "x", "new_password1": baru, "new_password2": baru})
    assert salah.status_code == 422 and "Kata sandi sekarang tidak cocok" in salah.content.decode()
    benar = klien.post(reverse("akun:sandi"), {"old_password": SANDI, "new_password1": baru, "new_password2": baru})
    assert benar.url == "/akun/"
    assert klien.get("/akun/").status_code == 200
    assert lain.get("/akun/").status_code == 302
    assert kejadian("desa") == ["ganti_sandi"]
