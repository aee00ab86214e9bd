"""A visitor without an account, who answers the challenge as a person does, and a count that begins anew."""

import itertools
import time

import pytest
from django.core.cache import cache
from django.test import Client

from dasar import tantangan
from dasar.tantangan_soal import jawaban_benar
from dtks.register import views_cek

_alamat = itertools.count(1)


def hitung_bukti(token: str) -> str:
    """What the browser's script finds."""
    return next(str(n) for n in itertools.count() if tantangan.bukti_sah(token, str(n)))


class Tamu:
    """One visitor at one network address."""

    def __init__(self) -> None:
        n = next(_alamat)
        self.klien = Client(REMOTE_ADDR=f"10.{n // 65536}.{n // 256 % 256}.{n % 256}")

    def jawab(self, untuk: str, *, hitungan: bool = True) -> dict:
        """The fields of a fresh challenge, answered rightly."""
        satu = tantangan.buat(untuk)
        soal = tantangan.soal_token(untuk, satu.token)
        bukti = hitung_bukti(satu.token) if hitungan else ""
        return {"tantangan": satu.token, "jawaban": jawaban_benar(soal)[0], "bukti": bukti}

    def cek(self, desa: str, nama: str, nik: str = "", *, hitungan: bool = True, **isi):
        isi = self.jawab("cek", hitungan=hitungan) | {"nama": nama, "nik": nik} | isi
        return self.klien.post(f"/cek/{desa}/", isi)

    def lacak(self, nomor: str, lahir, *, hitungan: bool = True, **isi):
        tanggal = {"tanggal_lahir_0": lahir.day, "tanggal_lahir_1": lahir.month, "tanggal_lahir_2": lahir.year}
        return self.klien.post("/lacak/", self.jawab("lacak", hitungan=hitungan) | {"nomor": nomor} | tanggal | isi)


@pytest.fixture
def tamu(monkeypatch) -> Tamu:
    # The computation itself has its test; here a short one will do.
    monkeypatch.setattr(tantangan, "BIT", 6)
    cache.clear()
    return Tamu()


@pytest.fixture
def tamu_lain(tamu) -> Tamu:
    return Tamu()


@pytest.fixture(autouse=True)
def nama_terbaca(db) -> None:
    """Pages keep names of programmes and villages for some minutes: here the page has them already."""
    saat = int(time.time()) // views_cek.UMUR_NAMA
    for daftar, kunci in ((views_cek._nama_program, ()), (views_cek._desa, ("1209201008",))):
        daftar.cache_clear()
        daftar(*kunci, saat)
