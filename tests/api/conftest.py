"""Clients of the API: `klien("desa")` is an example account's own, with JSON in and out."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.fixtures.dasar import SANDI
from tests.fixtures.token import buat_token

API = "/api/v1/"


class Klien:
    """Speaks JSON with /api/v1/."""

    def __init__(self, klien: Client, **kepala) -> None:
        self.klien, self.kepala = klien, kepala

    def get(self, alamat: str, **kueri):
        return self.klien.get(API + alamat, kueri, headers=self.kepala)

    def kirim(self, alamat: str, isi=None, metode: str = "post"):
        return getattr(self.klien, metode)(API + alamat, isi or {}, content_type="application/json", headers=self.kepala)

    def unggah(self, alamat: str, **isi):
        return self.klien.post(API + alamat, isi, headers=self.kepala)


@pytest.fixture(autouse=True)
def tanpa_hitungan():
    """What one test asked does not throttle the next."""
    cache.clear()


@pytest.fixture
def klien(masuk):
    return lambda akun: Klien(masuk(akun))


@pytest.fixture
def klien_token(db):
    def buka(akun: str) -> Klien:
        return Klien(Client(enforce_csrf_checks=True), Authorization=f"Token {buat_token(akun)}")

    return buka


@pytest.fixture
def sandi() -> str:
    return SANDI


@pytest.fixture
def pasti(settings):
    """`pasti(jawaban, 201)` → its JSON, after making sure of the status; the body is shown when it differs."""

    def periksa(jawaban, status: int = 200):
        assert jawaban.status_code == status, jawaban.content.decode()[:2000]
        return jawaban.json()

    return periksa
