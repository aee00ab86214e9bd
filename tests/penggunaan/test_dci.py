"""The DCI search: another ministry asks about a NIK it holds, on the ground of its own approved request, and every look is an event."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from dasar.models import Jejak
from dasar.subjek import sidik
from dtks.register.models import Program
from penggunaan.api import PembatasDci
from tests.basis_data import tanpa_pemicu
from tests.fixtures.token import buat_token
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db
ALAMAT = "/api/v1/dci/registry/sync/search"


@pytest.fixture(autouse=True)
def tanpa_hitungan():
    cache.clear()


def _satu(nik: str, jenis: str = "NIK", cara: str = "idtype-value", rujukan: str = "r-1") -> dict:
    return {
        "reference_id": rujukan,
        "timestamp": "2026-11-27T03:00:00Z",
        "search_criteria": {
            "query_type": cara,
            "query": {"type": jenis, "value": nik},
            "authorize": {"purpose": {"text": "Pemadanan peserta"}},
        },
    }


def _pesan(*pertanyaan: dict, **kepala) -> dict:
    return {
        "header": {"message_id": "m-1", "message_ts": "2026-11-27T03:00:00Z", "action": "search", "sender_id": "kemenkes"}
        | kepala,
        "message": {"transaction_id": "t-1", "search_request": list(pertanyaan)},
    }


@pytest.fixture
def tanya(permintaan):
    def kirim(pesan: dict, akun: str = "kl"):
        klien = Client(headers={"Authorization": f"Token {buat_token(akun)}"})
        return klien.post(ALAMAT, pesan, content_type="application/json")

    return kirim


def test_penerima_program_ditemukan_dengan_jawaban_sependek_mungkin(pabrik, permintaan, tanya):
    _, (u,) = pabrik.ditetapkan()
    permintaan("disetujui")
    jawaban = tanya(_pesan(_satu(u.nik)))
    assert jawaban.status_code == 200, jawaban.content
    isi = jawaban.json()
    assert isi["header"]["version"] == "1.0.0" and isi["header"]["receiver_id"] == "kemenkes"
    assert isi["message"]["transaction_id"] == "t-1"
    (satu,) = isi["message"]["search_response"]
    assert (satu["reference_id"], satu["status"], satu["pagination"]["total_count"]) == ("r-1", "succ", 1)
    (catatan,) = satu["data"]["reg_records"]
    assert catatan["identifier"][0]["identifier_value"] == u.nik
    assert {"key": "wilayah", "value": u.wilayah_id} in catatan["additional_attributes"]
    assert "PKH" in {a["value"] for a in catatan["additional_attributes"]}
    for rahasia in (u.nama, u.nomor_kk, u.ibu_kandung, u.alamat):
        assert rahasia not in jawaban.content.decode()
    assert jawaban["Cache-Control"] == "private, no-store"


def test_setiap_nik_yang_ditanyakan_adalah_peristiwa_dengan_tujuannya(pabrik, permintaan, tanya, pelaku):
    _, (u,) = pabrik.ditetapkan()
    permintaan("disetujui")
    tanya(_pesan(_satu(u.nik), _satu("9901010101800009", rujukan="r-2")))
    jejak = list(Jejak.objects.filter(langkah="cari_dci", oleh=pelaku("kl").pengguna_id).order_by("pk"))
    assert [(j.subjek, j.catatan) for j in jejak] == [
        (sidik(u.nik), "Pemadanan peserta (ada)"),
        (sidik("9901010101800009"), "Pemadanan peserta (tidak ada)"),
    ]


@pytest.mark.parametrize(
    ("status", "isi"),
    [
        ("diajukan", {}),
        ("disetujui", {"program": "BPNT"}),
        ("disetujui", {"cakupan": "3604"}),
        ("diserahkan", {"habis": True}),
    ],
)
def test_tanpa_dasar_atau_di_luar_dasarnya_tidak_ada_jawaban(pabrik, permintaan, tanya, status, isi):
    _, (u,) = pabrik.ditetapkan()
    lain = {}
    if "program" in isi:
        lain["program"] = Program.objects.get(pk=isi["program"])
    if "cakupan" in isi:
        lain["cakupan"] = Wilayah.objects.get(pk=isi["cakupan"])
    p = permintaan(status, **lain)
    if isi.get("habis"):
        with tanpa_pemicu() as kursor:
            kursor.execute(
                "update penggunaan_permintaan set dipakai_sampai = %s where id = %s",
                [timezone.localdate() - dt.timedelta(days=1), p.pk],
            )
    jawaban = tanya(_pesan(_satu(u.nik)))
    if lain:
        assert jawaban.json()["message"]["search_response"][0]["data"]["reg_records"] == []
    else:
        assert jawaban.status_code == 403 and jawaban.json()["kode"] == "tanpa-dasar"


@pytest.mark.parametrize("akun", ["menteri", "provinsi", "auditor", "verifikator", "desa"])
def test_hanya_untuk_lembaga_lain(permintaan, tanya, akun):
    permintaan("disetujui")
    assert tanya(_pesan(_satu("9901010101800001")), akun).status_code == 403


@pytest.mark.parametrize(
    "pertanyaan",
    [
        _satu("9901010101800001", cara="expression"),
        _satu("9901010101800001", jenis="MOBILE"),
        _satu("99010101"),
        _satu("9901010101800001") | {"search_criteria": _satu("1")["search_criteria"] | {"query": [1]}},
    ],
)
def test_yang_tidak_dilayani_ditolak_dengan_kode_standar(permintaan, tanya, pertanyaan):
    permintaan("disetujui")
    (satu,) = tanya(_pesan(pertanyaan)).json()["message"]["search_response"]
    assert (satu["status"], satu["status_reason_code"]) == ("rjct", "rjct.search_criteria.invalid")
    assert not Jejak.objects.filter(langkah="cari_dci").exists()


@pytest.mark.parametrize(
    "pesan",
    [{}, _pesan(), _pesan(*[_satu("1")] * 51), _pesan(_satu("1"), is_msg_encrypted=True), _pesan(_satu("1"), action="notify")],
)
def test_pesan_yang_tidak_utuh_ditolak(permintaan, tanya, pesan):
    permintaan("disetujui")
    assert tanya(pesan).status_code == 422


def test_tujuan_wajib_pada_setiap_pertanyaan(permintaan, tanya):
    permintaan("disetujui")
    satu = _satu("9901010101800001")
    del satu["search_criteria"]["authorize"]
    assert tanya(_pesan(_satu("9901010101800001"), satu)).status_code == 422


def test_pencarian_dci_dibatasi(permintaan, tanya, monkeypatch):
    permintaan("disetujui")
    monkeypatch.setattr(PembatasDci, "THROTTLE_RATES", {"dci": "1/min"})
    assert [tanya(_pesan(_satu("9901010101800001"))).status_code for _ in range(2)] == [200, 429]
