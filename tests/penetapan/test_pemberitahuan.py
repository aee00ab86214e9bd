"""Whoever has an account hears of a determination from the portal, an end at once."""

import datetime as dt

import pytest

from akun.models import Pemberitahuan, Pengguna
from akun.penugasan import angkat
from dasar.jejak import SISTEM
from dasar.periode import periode_kini
from penetapan import penetapan
from penetapan.pemberitahuan import setelah_penetapan
from tests.basis_data import tanpa_pemicu

pytestmark = pytest.mark.django_db


def beri_akun(usulan) -> Pengguna:
    """A verified citizen's account for the person proposed."""
    pengguna = Pengguna.objects.create(username=f"warga-{usulan.pk}", nama=usulan.nama, nik=usulan.nik)
    masa = {"mulai": dt.date(2026, 1, 1), "selesai": dt.date(2099, 12, 31)}
    angkat(pengguna, "warga", usulan.wilayah, nomor_sk="Pendaftaran", oleh=SISTEM, **masa)
    return pengguna


def test_penetapan_memberi_tahu_yang_berakun_saja(pabrik, pelaku):
    satu, lain = pabrik.lolos(n=2)
    pengguna = beri_akun(satu)
    penetapan.tetapkan(periode_kini(), nomor_sk="1/HUK/2026", oleh=pelaku("menteri"))
    lain.refresh_from_db()
    assert lain.status == "ditetapkan"
    kabar = Pemberitahuan.objects.get(penerima=pengguna)
    assert kabar.jenis == "penetapan"
    # Nobody else but whoever proposed them.
    assert set(Pemberitahuan.objects.values_list("penerima", flat=True)) == {pengguna.pk, satu.dibuat_oleh_id}
    assert "ditetapkan untuk" in kabar.kalimat and satu.nik not in kabar.kalimat


def test_penghentian_adalah_kabar_mendesak(pabrik, pelaku):
    satu = pabrik.lolos()[0]
    beri_akun(satu)
    hasil = penetapan.tetapkan(periode_kini(), nomor_sk="1/HUK/2026", oleh=pelaku("menteri"))
    Pemberitahuan.objects.update(jenis="umum")
    with tanpa_pemicu() as kursor:
        kursor.execute("update usulan_usulan set jenis = 'penghentian', sebab = 'mampu' where id = %s", [satu.pk])
    setelah_penetapan(hasil)
    kabar = Pemberitahuan.objects.get(jenis="penghentian")
    assert "dihentikan mulai" in kabar.kalimat and "Bila keberatan" in kabar.kalimat
