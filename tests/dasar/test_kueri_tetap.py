"""dasar.kueri_tetap: a queryset compiled once gives what the queryset gives."""

import dataclasses
import datetime as dt

import pytest
from django.utils import timezone

from akun.models import Penugasan
from dasar.kueri_tetap import KueriPelaku, KueriTetap
from usulan.models import Usulan
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db

_BERLAKU = KueriTetap(
    lambda akun, hari: Penugasan.objects.berlaku(hari).filter(pengguna__username=akun).select_related("wilayah"),
    "contoh",
    dt.date.min,
)


def test_baris_dan_yang_ikut_sama_dengan_kuerinya(django_assert_num_queries):
    for akun in ("desa", "verifikator"):
        biasa = Penugasan.objects.berlaku().get(pengguna__username=akun)
        with django_assert_num_queries(1):
            (satu,) = _BERLAKU(akun, timezone.localdate())
            nama = satu.wilayah.nama
        assert nama == biasa.wilayah.nama
        assert {f.attname: getattr(satu, f.attname) for f in Penugasan._meta.concrete_fields} == {
            f.attname: getattr(biasa, f.attname) for f in Penugasan._meta.concrete_fields
        }


def test_hari_yang_diberikan_menentukan_bukan_hari_saat_disusun():
    selesai = Penugasan.objects.berlaku().get(pengguna__username="desa").selesai
    assert _BERLAKU("desa", selesai) != []
    assert _BERLAKU("desa", selesai + dt.timedelta(days=1)) == []


def test_contoh_yang_tidak_tampak_dalam_pernyataan_ditolak():
    with pytest.raises(ValueError, match="tidak tampak"):
        KueriTetap(lambda kode: Wilayah.objects.filter(pk__startswith=kode), "contoh")("12")


def _usulan() -> KueriPelaku:
    return KueriPelaku(lambda p, nomor: Usulan.objects.terlihat_oleh(p).filter(pk__gte=nomor), -1)


def test_tiap_pelaku_hanya_mendapat_wilayahnya_dan_yang_tak_berhak_tidak_mendapat_apa_pun(pabrik, pelaku):
    kueri = _usulan()
    (asahan,), (serang,) = pabrik.lengkap("desa"), pabrik.lengkap("desa2")
    hasil = {akun: kueri(pelaku(akun), 0) for akun in ("verifikator", "verifikator2", "auditor", "warga")}
    assert (hasil["verifikator"], hasil["verifikator2"], hasil["warga"]) == ([asahan], [serang], [])
    assert set(hasil["auditor"]) == {asahan, serang}


def test_tugas_yang_dipersempit_mendapat_bagiannya_saja(pabrik, pelaku):
    kueri, (usulan,) = _usulan(), pabrik.lengkap("desa")
    semua = pelaku("verifikator")
    assert kueri(semua, 0) == kueri(dataclasses.replace(semua, kecamatan=(usulan.wilayah_id[:6],)), 0) == [usulan]
    assert kueri(dataclasses.replace(semua, kecamatan=("120921",)), 0) == []
