"""Infrastructure of the suite: browser, network. Fixtures of the domain are in tests/fixtures."""

import ipaddress
import os
import socket

import pytest

from akun.perlindungan import PERAN
from dasar.jangkauan import jangkauan, jangkauan_kini
from dasar.jejak import SISTEM
from tests import basis_data
from tests.fixtures.dasar import kode, masuk, muat_basis, pelaku, setiap_akun  # noqa: F401
from tests.fixtures.pabrik import pabrik  # noqa: F401
from tests.fixtures.sanggahan import perkara  # noqa: F401
from tests.peramban import cari_peramban

# Playwright's synchronous API runs an event loop in the thread that also uses the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

SYARAT_PERAMBAN = "Uji peramban dilewati: Chromium tidak ada. Pasang dengan `apt-get install chromium`, atau isi CHROMIUM."


PERAMBAN = cari_peramban()


def _butuh_peramban(item) -> bool:
    return item.get_closest_marker("peramban") or {"page", "browser", "context"} & set(getattr(item, "fixturenames", ()))


# A minute or more each. First, so that no worker is left alone with one at the end.
_TERLAMA = ("test_alamat.py", "test_wilayah_akses.py", "test_schemathesis.py", "test_rahasia.py")


def _lama(item) -> bool:
    return item.path.name in _TERLAMA or bool(_butuh_peramban(item))


def pytest_collection_modifyitems(items):
    items.sort(key=_lama, reverse=True)
    for item in items:
        if _butuh_peramban(item) and PERAMBAN is None:
            item.add_marker(pytest.mark.skip(reason=SYARAT_PERAMBAN))


def pytest_terminal_summary(terminalreporter):
    if any(SYARAT_PERAMBAN in str(u.longrepr) for u in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(SYARAT_PERAMBAN, yellow=True)


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session, exitstatus):
    hasil = yield
    pelapor = session.config.pluginmanager.getplugin("terminalreporter")
    dilewati = pelapor.stats.get("skipped", []) if pelapor else []
    # Under CI nobody reads the line: a suite without its browser tests has not passed.
    if os.environ.get("CI") and any(SYARAT_PERAMBAN in str(u.longrepr) for u in dilewati):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return hasil


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    # The background switches: Chromium otherwise calls home at every start, and no test leaves this machine.
    argumen = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    argumen += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
    if os.geteuid() == 0 or os.environ.get("CI"):
        argumen.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": PERAMBAN, "args": argumen}


_sambung_asli = socket.socket.connect


def _sambung_setempat(self, alamat):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        tuan_rumah = alamat[0]
        setempat = tuan_rumah == "localhost"
        if not setempat:
            try:
                setempat = ipaddress.ip_address(tuan_rumah.split("%")[0]).is_loopback
            except ValueError:
                setempat = False
        if not setempat:
            raise AssertionError(f"Uji tidak boleh keluar dari mesin ini: {alamat}")
    return _sambung_asli(self, alamat)


@pytest.fixture(autouse=True, scope="session")
def tanpa_jaringan():
    """Every connection of Python code that leaves the machine fails its test."""
    socket.socket.connect = _sambung_setempat
    yield
    socket.socket.connect = _sambung_asli


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The migrated database; a test that commits (live_server, transaction=True) ends with what stood here."""
    with django_db_blocker.unblock():
        muat_basis()
        basis_data.ingat_keadaan_awal()
        kosongkan = basis_data.pengosong()
        basis_data.pakai_peran(PERAN)
    with kosongkan:
        yield
    with django_db_blocker.unblock():
        basis_data.pakai_peran(None)


@pytest.fixture(autouse=True)
def mata_uji():
    """What a test reads by itself it reads in the whole nation; every request and job brings a scope of its own."""
    tanda = jangkauan_kini.set(jangkauan(SISTEM))
    yield
    jangkauan_kini.reset(tanda)
