"""Citizens on their way to an account."""

import pytest
from django.test import Client

from akun.models import Pendaftaran, Pengguna
from tests.fixtures.warga import (
    NIK_WARGA,
    isi_sampai_kirim,
)


@pytest.fixture
def simpan_di(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def menunggu(simpan_di) -> tuple[Client, Pendaftaran]:
    """A visitor whose registration waits in the queue."""
    klien = Client()
    isi_sampai_kirim(klien)
    return klien, Pendaftaran.objects.get()


@pytest.fixture
def warga(menunggu, masuk) -> Pengguna:
    """A citizen whose account the officer opened."""
    masuk("admin.kab").post(f"/pendaftaran/{menunggu[1].pk}/setujui/")
    return Pengguna.objects.get(nik=NIK_WARGA)
