"""The same API call sent twice has one effect."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import timezone

from akun.idempotensi import buang_kunci_lama
from akun.models import KunciIdempotensi
from tests.api.test_sebulan import isian_musyawarah
from usulan.models import Musyawarah

pytestmark = pytest.mark.django_db
KUNCI = {"Idempotency-Key": "permintaan-0001"}


@pytest.mark.parametrize("cara", ["sesi", "token"])
def test_permintaan_yang_sama_dijawab_sama_dan_hanya_berlaku_sekali(klien, klien_token, pasti, cara):
    desa = klien("desa") if cara == "sesi" else klien_token("desa")
    desa.kepala |= KUNCI
    satu = desa.kirim("musyawarah/", isian_musyawarah())
    dua = desa.kirim("musyawarah/", isian_musyawarah())
    assert pasti(satu, 201) == pasti(dua, 201)
    assert (dua["Idempotency-Replayed"], satu.get("Idempotency-Replayed")) == ("true", None)
    assert Musyawarah.objects.count() == 1


def test_kunci_yang_sama_untuk_isi_atau_alamat_lain_ditolak(klien, pasti):
    desa = klien("desa")
    desa.kepala |= KUNCI
    pasti(desa.kirim("musyawarah/", isian_musyawarah()), 201)
    lain = desa.kirim("musyawarah/", isian_musyawarah() | {"tempat": "Tempat lain"})
    assert pasti(lain, 422)["kode"] == "kunci-dipakai-lain"
    assert desa.kirim("register/cari/", {"teks": "SITI", "dalam": "1209201008"}).status_code == 422
    assert Musyawarah.objects.count() == 1


def test_penolakan_isian_pun_dijawab_sama(klien):
    desa = klien("desa")
    desa.kepala |= KUNCI
    satu, dua = (desa.kirim("musyawarah/", {}) for _ in range(2))
    assert satu.status_code == dua.status_code == 422
    assert satu.content == dua.content and dua["Content-Type"] == "application/problem+json"


def test_kunci_orang_lain_tidak_membuka_jawabannya(klien, pasti):
    for akun in ("desa", "desa2"):
        orang = klien(akun)
        orang.kepala |= KUNCI
        jawaban = orang.kirim("musyawarah/", isian_musyawarah())
        assert pasti(jawaban, 201)["wilayah"] == {"desa": "1209201008", "desa2": "3604172004"}[akun]
    assert Musyawarah.objects.count() == 2


def test_tanpa_hak_atau_tanpa_masuk_tidak_disimpan(klien, client):
    kepala = klien("kepala")
    kepala.kepala |= KUNCI
    assert kepala.kirim("musyawarah/", isian_musyawarah()).status_code == 403
    tamu = client.post("/api/v1/musyawarah/", {}, content_type="application/json", headers=KUNCI)
    assert tamu.status_code == 401
    assert not KunciIdempotensi.objects.exists()


def test_nomor_lengkap_tidak_pernah_disimpan_sebagai_jawaban(klien, pabrik, pasti):
    (usulan,) = pabrik.disusun()
    desa = klien("desa")
    desa.kepala |= KUNCI
    assert pasti(desa.kirim(f"usulan/{usulan.pk}/nomor/", {"tujuan": "layanan_pengaduan"}))["nik"] == usulan.nik
    assert not KunciIdempotensi.objects.exists()


@pytest.mark.parametrize("kunci", ["pendek", "a" * 101, "ada spasi di sini"])
def test_kunci_yang_bukan_kunci_ditolak(klien, kunci):
    desa = klien("desa")
    desa.kepala |= {"Idempotency-Key": kunci}
    assert desa.kirim("musyawarah/", isian_musyawarah()).status_code == 400
    assert not Musyawarah.objects.exists()


def test_jawaban_tersegel_dan_dilupakan_setelah_sehari(klien, pasti):
    desa = klien("desa")
    desa.kepala |= KUNCI
    isi = isian_musyawarah()
    pasti(desa.kirim("musyawarah/", isi), 201)
    baris = KunciIdempotensi.objects.get()
    assert isi["tempat"].encode() not in bytes(baris.isi)
    KunciIdempotensi.objects.update(dibuat_pada=timezone.now() - dt.timedelta(hours=25))
    assert buang_kunci_lama() == 1


def test_permintaan_yang_sedang_dikerjakan_tidak_dimulai_lagi_dan_yang_ditinggal_diambil_alih(klien, pasti):
    desa = klien("desa")
    desa.kepala |= KUNCI
    pasti(desa.kirim("musyawarah/", isian_musyawarah()), 201)
    KunciIdempotensi.objects.update(kode=None, isi=None)
    sedang = desa.kirim("musyawarah/", isian_musyawarah())
    assert pasti(sedang, 409)["kode"] == "sedang-dikerjakan" and sedang["Retry-After"]
    KunciIdempotensi.objects.update(dibuat_pada=timezone.now() - dt.timedelta(minutes=3))
    # The act runs again, and its own rule answers: this deliberation stands already.
    assert pasti(desa.kirim("musyawarah/", isian_musyawarah()), 409)["kode"] != "sedang-dikerjakan"


@pytest.mark.django_db(transaction=True)
def test_dua_permintaan_serentak_satu_yang_berlaku(klien_token, transactional_db):
    desa = klien_token("desa")
    desa.kepala |= KUNCI
    isi, status, mulai = isian_musyawarah(), [], threading.Barrier(4)

    def kirim() -> None:
        try:
            mulai.wait()
            status.append(desa.kirim("musyawarah/", isi).status_code)
        finally:
            connection.close()

    utas = [threading.Thread(target=kirim) for _ in range(4)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert Musyawarah.objects.count() == 1
    assert set(status) <= {201, 409} and 201 in status
