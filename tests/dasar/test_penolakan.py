"""Refused attempts are events: a missing right, another area, a step that belongs to another function."""

import pytest
from django.urls import reverse

from dasar.galat import TidakBerwenang
from dasar.models import Jejak
from dasar.penolakan import DITOLAK
from dasar.subjek import sidik
from dtks.register.kunci import samarkan
from tests.fixtures.token import buat_token

pytestmark = pytest.mark.django_db


def _terakhir() -> Jejak:
    return Jejak.objects.filter(langkah=DITOLAK).latest("pk")


def test_hak_yang_tidak_ada_dicatat(masuk, pelaku):
    assert masuk("provinsi").get("/register/").status_code == 404
    j = _terakhir()
    assert (j.oleh, j.fungsi, j.wilayah) == (pelaku("provinsi").pengguna_id, "pemantau_provinsi", pelaku("provinsi").wilayah)
    assert j.catatan == "404 GET register:daftar"
    assert j.permintaan


def test_usulan_daerah_lain_dicatat_dengan_nomornya(pabrik, masuk, pelaku):
    (usulan,) = pabrik.diajukan("desa2")
    assert masuk("desa").get(reverse("usulan:rincian", args=[usulan.pk])).status_code == 404
    j = _terakhir()
    assert (j.objek, j.oleh, j.catatan) == (usulan.pk, pelaku("desa").pengguna_id, "404 GET usulan:rincian")


def test_orang_daerah_lain_dicatat_dengan_sidiknya(pabrik, masuk):
    _, (usulan,) = pabrik.ditetapkan("desa2")
    assert masuk("desa").get(reverse("register:individu", args=[samarkan("nik", usulan.nik)])).status_code == 404
    assert _terakhir().subjek == sidik(usulan.nik)
    assert usulan.nik not in _terakhir().catatan


@pytest.mark.parametrize("cara", ["sesi", "token"])
def test_penolakan_api_dicatat(masuk, client, pelaku, cara):
    if cara == "sesi":
        jawaban = masuk("provinsi").get("/api/v1/usulan/")
    else:
        jawaban = client.get("/api/v1/usulan/", headers={"Authorization": f"Token {buat_token('provinsi')}"})
    assert jawaban.status_code == 403
    j = _terakhir()
    assert (j.oleh, j.fungsi, j.catatan) == (
        pelaku("provinsi").pengguna_id, "pemantau_provinsi", "403 GET api-usulan:usulan-list"
    )  # fmt: skip


def test_langkah_fungsi_lain_dicatat_walau_halaman_menampilkannya_sebagai_kalimat(masuk, pabrik, monkeypatch):
    """The page catches the refusal and answers 409; the log has it all the same."""
    batch, _ = pabrik.dibundel()

    def tolak(*args, **kwargs):
        raise TidakBerwenang

    monkeypatch.setattr("verval.views_berkas.pembundelan.batalkan_batch", tolak)
    jawaban = masuk("kabupaten").post(reverse("verval:batch_batalkan", args=[batch.pk]), {"catatan": "salah susun"})
    assert jawaban.status_code == 409
    assert _terakhir().catatan == "409 POST verval:batch_batalkan: Fungsi Anda tidak mencakup langkah ini."


def test_pengunjung_dan_alamat_yang_tidak_dikenal_tidak_memenuhi_jejak(client, masuk):
    client.get("/register/")
    masuk("desa").get("/tidak-ada/")
    assert not Jejak.objects.filter(langkah=DITOLAK).exists()


def test_nomor_yang_terlalu_besar_tetap_dicatat(masuk):
    assert masuk("desa").get(f"/usulan/{2**70}/").status_code == 404
    assert _terakhir().objek is None
