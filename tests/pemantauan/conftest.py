"""A person whose data was read, opened, exported and refused, by several officers."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from dasar.jangkauan import jangkauan, jangkauan_kini
from dasar.jejak import SISTEM
from dasar.periode import periode_kini
from dtks.register.kunci import samarkan
from pemantauan import berkala, rekap
from penetapan.contoh.petugas import pelaku as petugas_contoh
from tests.basis_data import tanpa_pemicu
from tests.fixtures.pabrik import Pabrik
from usulan import pengajuan
from usulan.models import Jadwal, Usulan
from verval import kelengkapan, putusan


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


@pytest.fixture(scope="module")
def acak(django_db_setup, django_db_blocker):
    """Two kabupaten, two months, all states, by a seeded throw of dice; calendars that differ by area.

    Made once for a module, inside a transaction around those of its tests: dear to make, and changed by none for the next.
    """
    with django_db_blocker.unblock():
        tanda = jangkauan_kini.set(jangkauan(SISTEM))
        with transaction.atomic():
            _acak(Pabrik(petugas_contoh), petugas_contoh)
            yield
            transaction.set_rollback(True)
        jangkauan_kini.reset(tanda)


def _acak(pabrik: Pabrik, pelaku: Callable) -> None:
    dadu = random.Random(2024)
    pabrik.ditetapkan("desa", 3)
    pabrik.lolos("desa2", 1)
    for akun in ("desa", "desa2"):
        _mundurkan(pabrik.diajukan(akun, dadu.randint(1, 3)))
        for buat in (pabrik.disusun, pabrik.diajukan, pabrik.lengkap, pabrik.layak, pabrik.diteruskan):
            buat(akun, dadu.randint(1, 3), program=dadu.choice(["PKH", "BPNT", "NONBANSOS"]))
    lengkap = pabrik.lengkap("desa", 3)
    ditolak = Usulan.objects.filter(pk=lengkap[0].pk)
    putusan.putuskan(ditolak, "tidak_layak", oleh=pelaku("verifikator"), alasan="E01,E08", catatan="Sudah mampu.")
    kembali = pabrik.diajukan("desa", 2)
    kelengkapan.kembalikan_ke_desa(oleh=pelaku("kabupaten"), usulan=[kembali[0].pk], alasan="C06")
    pengajuan.setujui_forum(pabrik.disusun("desa2", 2)[0].musyawarah, oleh=pelaku("desa2"))
    hari = timezone.localdate()
    batas = [f"batas_{n}" for n in ("desa", "kabupaten", "pengesahan", "penilaian", "penetapan")]
    for kode, geser in (("00", 5), ("1209", -1)):
        isi = dict.fromkeys(batas, hari + dt.timedelta(days=geser))
        Jadwal.objects.create(periode=periode_kini(), wilayah_id=kode, **isi)
    berkala.hitung_waktu()
    berkala.hitung_sasaran()


def _mundurkan(usulan: list[Usulan]) -> None:
    """Entered last month: behind the triggers, so the recap is counted anew."""
    with tanpa_pemicu() as kursor:
        kursor.execute(
            "update usulan_usulan set dibuat_pada = dibuat_pada - interval '31 days' where id = any(%s)",
            [[u.pk for u in usulan]],
        )
    with connection.cursor() as kursor:
        kursor.execute(rekap.sql_susun())
