"""Events name a person by a keyed fingerprint: findable, but not readable, in the log."""

import pytest

from dasar.jejak import SISTEM, catat
from dasar.models import Jejak
from dasar.subjek import semua_sidik, sidik

NIK = "9901010101800001"


def test_sidik_selalu_sama_dan_berbeda_untuk_nomor_lain():
    assert sidik(NIK) == sidik(NIK) != sidik("9901010101800002")
    assert 0 <= sidik(NIK) < 2**63


@pytest.mark.parametrize("bukan", ["", None, "SITI", "990101010180000", "99010101018000011", "٩٩٠١٠١٠١٠١٨٠٠٠٠١"])
def test_yang_bukan_enam_belas_angka_tidak_bersidik(bukan):
    assert sidik(bukan) is None


def test_kunci_lama_tetap_menemukan_peristiwa_lama(settings, db):
    catat(SISTEM, "lihat", subjek=sidik(NIK))
    lama = settings.KUNCI_JEJAK
    settings.KUNCI_JEJAK = ["kunci-baru-" + "x" * 40, *lama]
    catat(SISTEM, "lihat", subjek=sidik(NIK))
    assert len(set(semua_sidik(NIK))) == 2
    assert Jejak.objects.filter(subjek__in=semua_sidik(NIK)).count() == 2


def test_jejak_tidak_memuat_nik(db):
    catat(SISTEM, "lihat", subjek=sidik(NIK))
    assert NIK not in str(Jejak.objects.values().latest("pk"))
