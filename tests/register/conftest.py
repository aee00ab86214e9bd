"""Persons straight into the register through a determination's own writer, for tests that need many."""

import pytest

from dtks.register.models import Individu


@pytest.fixture
def terdaftar(pabrik):
    """`terdaftar("desa", 2)` → (determination of last month, the persons it brought in)."""

    def buat(akun: str = "desa", n: int = 1, program: str = "PKH", periode: int | None = None):
        penetapan, usulan = pabrik.ditetapkan(akun, n, program, periode)
        return penetapan, list(Individu.objects.filter(nik__in=[u.nik for u in usulan]).order_by("nik"))

    return buat
