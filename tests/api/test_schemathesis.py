"""Requests made from the OpenAPI document itself: no 5xx, and no answer that the document does not describe.

In process, inside the test's transaction, each request rolled back; the same requests for the same tree (derandomize).
"""

import contextlib
import json

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, Verbosity, given, settings, strategies
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from dtks.register.kunci import samarkan
from tests.arsitektur.alamat import Dunia

PEMERIKSAAN = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
TOKEN_CSRF = "u" * 32
ALAMAT = "http://localhost"  # the only host for which schemathesis sends cookies to an application in process
# Per operation and function: bodies as the document describes them, and bodies that break it.
CONTOH = {GenerationMode.POSITIVE: 4, GenerationMode.NEGATIVE: 3}


@contextlib.contextmanager
def aplikasi():
    """The portal as a server calls it, but on the test's own connection: that stays open from request to request.

    Django's own client does the same for each of its requests, so none may be made inside.
    """
    tanda = (request_started, request_finished)
    for satu in tanda:
        satu.disconnect(close_old_connections)
    yield get_wsgi_application()
    for satu in tanda:
        satu.connect(close_old_connections)


@pytest.fixture
def nyata(pabrik) -> dict[str, list]:
    """Values of the address's parameters that exist, by the first word of the path; the generator alone would hit nothing."""
    dunia = Dunia(pabrik)
    penetapan, (usulan, *_) = dunia.ditetapkan
    return {
        "musyawarah": [dunia.musyawarah.pk, dunia.disusun.musyawarah_id, dunia.diajukan.musyawarah_id],
        "usulan": [dunia.disusun.pk, dunia.diajukan.pk, dunia.lengkap.pk, usulan.pk],
        "pendaftaran-mandiri": [dunia.pendaftaran.pk, dunia.dialihkan.pk],
        "koreksi": [dunia.koreksi.pk, dunia.koreksi_diteruskan.pk],
        "impor": [dunia.impor.pk],
        "petugas": [dunia.petugas.pk, dunia.undangan.pk],
        "batch": [dunia.dibundel[0].pk, dunia.disahkan.pk],
        "penilaian": [dunia.penilaian.pk],
        "penetapan": [penetapan.periode],
        "pekerjaan": [dunia.pekerjaan().pk, dunia.pekerjaan("pekerja_informasi").pk],
        "dokumen": [dunia.dokumen.pk],
        "wilayah": ["12", "1209", "120920", "1209201008"],
        "individu": [samarkan("nik", usulan.nik)],
        "keluarga": [samarkan("kk", usulan.nomor_kk)],
        "masalah": ["tidak-ada", "isian"],
        "verifikasi": [penetapan.kode_verifikasi],
    }


def _tempatkan(kasus, nyata: dict[str, list], data) -> None:
    """Three times in four the address is one that exists."""
    bagian = [b for b in kasus.path.removeprefix("/api/v1/").split("/") if b]
    isi = dict(kasus.path_parameters or {})
    for sebelum, nama in zip(bagian, bagian[1:], strict=False):
        if nama.startswith("{") and sebelum in nyata and data.draw(strategies.integers(0, 3)):
            isi[nama.strip("{}")] = data.draw(strategies.sampled_from(nyata[sebelum]))
    kasus.path_parameters = isi


def _uraikan(galat: Failure | FailureGroup) -> list[str]:
    return [f"{g.title}: {g.message[:400]}" for g in getattr(galat, "exceptions", [galat])]


@pytest.mark.django_db
@pytest.mark.parametrize("akun", ["desa", "verifikator", "penilai"])
def test_setiap_jawaban_api_sesuai_dokumennya(akun, masuk, nyata, capsys):
    klien = masuk(akun)
    skema = schemathesis.openapi.from_dict(
        json.loads(klien.get("/api/v1/skema/", headers={"Accept": "application/json"}).content)
    )
    salah, jumlah, status = {}, 0, {}
    kuki = {nama: morsel.value for nama, morsel in klien.cookies.items()} | {"csrftoken": TOKEN_CSRF}

    def periksa(operasi, mode: GenerationMode) -> None:
        @settings(
            max_examples=CONTOH[mode], derandomize=True, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck), verbosity=Verbosity.quiet,
        )  # fmt: skip
        @given(data=strategies.data())
        def satu(data) -> None:
            nonlocal jumlah
            kasus = data.draw(operasi.as_strategy(generation_mode=mode))
            _tempatkan(kasus, nyata, data)
            for nama in ("Cookie", "Authorization"):
                kasus.headers.pop(nama, None)
            kasus.cookies = {}
            jumlah += 1
            with transaction.atomic():
                jawaban = kasus.call(base_url=ALAMAT, app=portal, headers={"X-CSRFToken": TOKEN_CSRF}, cookies=kuki)
                transaction.set_rollback(True)
            status[jawaban.status_code] = status.get(jawaban.status_code, 0) + 1
            try:
                kasus.validate_response(jawaban, checks=PEMERIKSAAN)
            except (Failure, FailureGroup) as galat:
                for uraian in _uraikan(galat):
                    salah.setdefault(f"{operasi.label}: {uraian}", kasus.as_curl_command())

        satu()

    with aplikasi() as portal:
        for hasil in skema.get_all_operations():
            operasi = hasil.ok()
            cache.clear()  # limits per hour are not what is asked about here
            for mode in CONTOH:
                if mode is GenerationMode.POSITIVE or operasi.body:
                    periksa(operasi, mode)
    with capsys.disabled():
        print(f"\n{akun}: {jumlah} permintaan, {dict(sorted(status.items()))}", end="")
    assert status.get(401, 0) == 0, "sesi tidak ikut terkirim"
    if salah:
        pytest.fail("\n\n".join(f"{k}\n  {v[:400]}" for k, v in salah.items()), pytrace=False)
