"""Headers and cookies of every kind of page, and no template that the content policy would break."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db
AKAR = Path(settings.BASE_DIR)
HALAMAN = """
/ /masuk/ /bantuan/ /beranda/ /akun/sesi/ /admin/ /admin/usulan/kodealasan/ /api/v1/skema/ /api/v1/saya/ /tidak-ada/
""".split()
ADMIN = "/admin/ /admin/usulan/kodealasan/ /admin/usulan/kodealasan/add/ /admin/akun/pengguna/ /admin/usulan/kodealasan/import/"
SUMBER = ("default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'")
LARANGAN = ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")


@pytest.mark.parametrize("alamat", HALAMAN)
def test_setiap_halaman_membawa_kepala_keamanan(masuk, alamat):
    jawaban = masuk("pusdatin").get(alamat)
    kebijakan = jawaban["Content-Security-Policy"]
    for arahan in SUMBER + LARANGAN:
        assert arahan in kebijakan
    assert "unsafe" not in kebijakan and "nonce" not in kebijakan
    assert jawaban["X-Content-Type-Options"] == "nosniff" and jawaban["X-Frame-Options"] == "DENY"
    assert jawaban["Referrer-Policy"] == "same-origin"
    assert jawaban["Cross-Origin-Opener-Policy"] == jawaban["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "microphone=()" in jawaban["Permissions-Policy"]
    assert "no-store" in jawaban["Cache-Control"]


def test_tidak_ada_halaman_admin_dengan_gaya_atau_skrip_sebaris(masuk):
    klien = masuk("pusdatin")
    sebaris = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*application/json)|\son\w+=\"|javascript:")
    for alamat in ADMIN.split():
        assert sebaris.findall(klien.get(alamat).content.decode()) == [], alamat


def test_halaman_tamu_boleh_disimpan_peramban(client):
    assert "Cache-Control" not in client.get("/bantuan/").headers


def _setelan_produksi(pernyataan: str) -> str:
    lingkungan = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgres://dtks@127.0.0.1:1/dtks",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "kunci-Panjang-91827364-yang-tidak-dipakai-di-mana-pun-ABCDEFG",
        "ALLOWED_HOSTS": "portal.example",
    }
    perintah = [sys.executable, "-c", f"from dtks import settings as s; print({pernyataan})"]
    return subprocess.run(perintah, cwd=AKAR, env=lingkungan, capture_output=True, text=True, check=True).stdout.strip()


def test_di_produksi_kuki_hanya_untuk_tuan_rumah_ini_lewat_https():
    nilai = (
        "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY"
    )
    assert _setelan_produksi(nilai) == "__Host-sesi __Host-csrf True True True"
    assert _setelan_produksi("s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT, s.MODE_CONTOH") == "31536000 True False"
