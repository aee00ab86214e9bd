import pytest
from django.template.base import Template
from django.test import Client
from django.test.utils import _TestState

from akun.alur import AKTIF
from akun.models import Penugasan
from akun.penugasan import akhiri
from dasar import jangkauan
from dasar.jejak import SISTEM
from tests.arsitektur.alamat import AKUN, SEMUA, TANPA, Dunia
from tests.arsitektur.asing import Asing, Uji, buat_asing


@pytest.fixture(autouse=True)
def templat_tanpa_catatan(monkeypatch):
    """Django's test client keeps a copy of every context of every template; nothing here looks at them, and pages are many."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)


@pytest.fixture
def dunia(pabrik) -> Dunia:
    dunia = Dunia(pabrik)
    # Some objections put the citizen into the register: who stands there registers no more.
    assert dunia.dialihkan
    return dunia


@pytest.fixture
def para_klien(masuk) -> dict[str, Client]:
    """A client per function, one of an account without assignment, one of a visitor."""
    # An account that no factory acts as.
    akhiri(Penugasan.objects.get(pengguna__username="desa3", status=AKTIF), alasan="uji", oleh=SISTEM)
    klien = {f: masuk(AKUN[f]) for f in sorted(SEMUA)} | {TANPA: masuk("desa3"), "tamu": Client()}
    for satu in klien.values():
        satu.raise_request_exception = False
    return klien


@pytest.fixture
def hanya_dinding_pertama(monkeypatch):
    """Row-level security lets every request and job see the whole nation: what a view forgot is not hidden by it."""
    monkeypatch.setattr(jangkauan, "jangkauan", lambda pelaku: ("", "~", "sistem", "", ""))


@pytest.fixture
def asing(pabrik) -> Asing:
    return buat_asing(pabrik)


@pytest.fixture
def uji(asing, masuk, pelaku) -> Uji:
    """`uji("desa", "what is asked", lambda klien: klien.get(...))`; afterwards `uji.salah` is empty."""
    return Uji(asing, masuk, pelaku)
