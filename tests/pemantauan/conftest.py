"""A person whose data was read, opened, exported and refused, by several officers."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from dtks.register.kunci import samarkan
from usulan.models import Usulan


@dataclass(frozen=True)
class Cerita:
    usulan: Usulan

    @property
    def kunci(self) -> str:
        return samarkan("nik", self.usulan.nik)

    @property
    def url(self) -> str:
        return reverse("pemantauan:orang", args=[self.kunci])


@pytest.fixture
def cerita(pabrik, masuk) -> Cerita:
    """A determined person of `desa`: read by desa and kabupaten, opened by the verifikator, refused to desa2."""
    _, (usulan,) = pabrik.ditetapkan()
    satu = Cerita(usulan)
    individu = reverse("register:individu", args=[satu.kunci])
    for akun, kali in (("desa", 2), ("kabupaten", 1)):
        klien = masuk(akun)
        for _ in range(kali):
            assert klien.get(individu).status_code == 200
    assert masuk("kabupaten").get(reverse("usulan:rincian", args=[usulan.pk])).status_code == 200
    isi = {"tujuan": "pencocokan_dukcapil"}
    assert masuk("verifikator").post(reverse("usulan:buka_nomor", args=[usulan.pk]), isi).status_code == 200
    assert masuk("desa2").get(individu).status_code == 404
    return satu
