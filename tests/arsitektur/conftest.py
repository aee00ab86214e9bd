import pytest
from django.test import Client

from akun.alur import AKTIF
from akun.models import Penugasan
from akun.penugasan import akhiri
from dasar.jejak import SISTEM
from tests.arsitektur.alamat import AKUN, SEMUA, TANPA, Dunia


@pytest.fixture
def dunia(pabrik) -> Dunia:
    return Dunia(pabrik)


@pytest.fixture
def para_klien(masuk) -> dict[str, Client]:
    """A client per function, one of an account without assignment, one of a visitor."""
    # An account that no factory acts as.
    akhiri(Penugasan.objects.get(pengguna__username="desa3", status=AKTIF), alasan="uji", oleh=SISTEM)
    klien = {f: masuk(AKUN[f]) for f in sorted(SEMUA)} | {TANPA: masuk("desa3"), "tamu": Client()}
    for satu in klien.values():
        satu.raise_request_exception = False
    return klien
