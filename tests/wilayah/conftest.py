import pytest
from django.db import connection

from tests.basis_data import tanpa_pemicu
from wilayah.pemuatan import muat_sebagian


@pytest.fixture(autouse=True)
def tanpa_wilayah(request):
    """These tests load regions themselves: what the suite's base holds is gone until the test's transaction ends."""
    if (
        "db" in request.fixturenames
        or "transactional_db" in request.fixturenames
        or request.node.get_closest_marker("django_db")
    ):
        request.getfixturevalue("db")
        with tanpa_pemicu(), connection.cursor() as kursor:
            kursor.execute("delete from wilayah_wilayah")


@pytest.fixture
def wilayah_contoh(tanpa_wilayah, db):
    """Kabupaten Asahan and Serang with their ancestors: 589 regions and the nation, in a tenth of a second."""
    return muat_sebagian(["1209", "3604"])
