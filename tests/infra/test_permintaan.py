"""What every request carries: a number, a strict content policy, an error page that helps; and what no log line carries."""

import json
import logging
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from celery import current_app
from django.test import Client, override_settings
from django.urls import path

from dasar import kesalahan
from dasar.catatan import BarisJson, samarkan
from dtks import settings

AKAR = Path(__file__).resolve().parents[2]


def rusak(request):
    raise RuntimeError("NIK 9912010101900001 tidak dapat diproses")


rusak.login_required = False
urlpatterns = [path("rusak/", rusak), path("api/v1/rusak/", rusak)]
handler500 = kesalahan.kesalahan_server


@pytest.mark.django_db
def test_sehat_dan_siap_menjawab_tanpa_masuk(client):
    assert client.get("/sehat/").json() == {"status": "sehat"}
    jawaban = client.get("/siap/")
    assert jawaban.status_code == 200
    assert jawaban.json() == {"status": "siap", "basis_data": "ok", "migrasi": "ok", "antrean": "ok"}


@pytest.mark.django_db
def test_siap_503_menyebut_bagian_yang_gagal_tanpa_membocorkan_sebab(client, monkeypatch):
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://:rahasia@127.0.0.1:1/0")
    # Pools of its own: those of the process serve other tests afterwards.
    monkeypatch.setattr(current_app, "_pool", None)
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    jawaban = client.get("/siap/")
    assert jawaban.status_code == 503
    assert jawaban.json()["antrean"] == "gagal"
    assert jawaban.json()["basis_data"] == "ok"
    assert "rahasia" not in jawaban.content.decode()


def test_nomor_permintaan_dari_proksi_dikembalikan_dan_yang_aneh_diganti(client):
    assert client.get("/sehat/", headers={"X-Request-ID": "abc-12345"})["X-Request-ID"] == "abc-12345"
    baru = client.get("/sehat/", headers={"X-Request-ID": "<script>alert(1)</script>"})["X-Request-ID"]
    assert baru.isalnum()
    assert client.get("/sehat/")["X-Request-ID"] != baru


def test_kebijakan_isi_tidak_mengizinkan_apa_pun_yang_unsafe(client):
    kebijakan = client.get("/sehat/")["Content-Security-Policy"]
    assert "default-src 'self'" in kebijakan
    assert "unsafe" not in kebijakan
    assert "http" not in kebijakan


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_halaman_500_menampilkan_nomor_yang_sama_dengan_catatan_tanpa_nik(caplog):
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.ERROR, logger="django.request"):
        jawaban = client.get("/rusak/", headers={"X-Request-ID": "nomor-uji-1"})
    assert jawaban.status_code == 500
    assert "nomor-uji-1" in jawaban.content.decode()
    baris = BarisJson().format(caplog.records[-1])
    assert "\n" not in baris
    assert "9912010101900001" not in baris
    assert "9912********0001" in json.loads(baris)["jejak_galat"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_api_yang_rusak_menjawab_problem_json():
    jawaban = Client(raise_request_exception=False).get("/api/v1/rusak/")
    assert jawaban.status_code == 500
    assert jawaban["Content-Type"] == "application/problem+json"
    assert jawaban.json()["nomor"] == jawaban["X-Request-ID"]


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("nik=9912010101900001;", "nik=9912********0001;"),
        ("9912 0101 0190 0001", "9912********0001"),
        ("99.12.01.010190.0001", "9912********0001"),
        ("/register/9912010101900001/x", "/register/9912********0001/x"),
        ("2026-11-21 123456789012345", "2026-11-21 123456789012345"),
        ("desa 9912012001", "desa 9912012001"),
    ],
)
def test_nomor_enam_belas_digit_disamarkan_di_catatan(teks, hasil):
    assert samarkan(teks) == hasil


def test_kata_sandi_disimpan_dengan_argon2_di_pemasangan_sungguhan():
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def periksa_produksi(**lingkungan):
    dasar = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgres://dtks@127.0.0.1:1/dtks",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "kunci-Panjang-91827364-yang-tidak-dipakai-di-mana-pun-ABCDEFG",
        "ALLOWED_HOSTS": "portal.example",
    }
    perintah = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(perintah, cwd=AKAR, env=dasar | lingkungan, capture_output=True, text=True)


def test_check_deploy_lulus_untuk_produksi_dan_gagal_selama_mode_contoh():
    lulus = periksa_produksi()
    assert lulus.returncode == 0, lulus.stderr
    gagal = periksa_produksi(MODE_CONTOH="1")
    assert gagal.returncode != 0
    assert "dtks.E001" in gagal.stderr


def test_produksi_tanpa_secret_key_tidak_berjalan():
    gagal = periksa_produksi(SECRET_KEY="")
    assert gagal.returncode != 0
    assert "SECRET_KEY" in gagal.stderr


def test_uji_tidak_dapat_keluar_dari_mesin():
    with pytest.raises(AssertionError, match="tidak boleh keluar"), socket.socket() as s:
        s.connect(("192.0.2.1", 80))
