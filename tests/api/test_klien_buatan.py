"""The OpenAPI document is enough to work with: a client generated from it, by a tool that is not ours, does a village's work."""

import datetime as dt
import importlib
import json
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.fixtures.token import buat_token
from usulan.models import Musyawarah

ATUR = {
    "post_hooks": [],
    # Documents come as bytes; the tool knows one word for them.
    "content_type_overrides": {
        "application/pdf": "application/octet-stream",
        "image/jpeg": "application/octet-stream",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "application/octet-stream",
    },
}


@pytest.fixture(scope="module")
def klien_buatan(tmp_path_factory):
    """The generated package, importable as `klien_dtks`."""
    folder = tmp_path_factory.mktemp("klien")
    skema, atur = folder / "skema.json", folder / "atur.json"
    call_command("spectacular", file=str(skema), format="openapi-json")
    atur.write_text(json.dumps(ATUR))
    hasil = subprocess.run(
        [
            Path(sys.executable).parent / "openapi-python-client", "generate", "--path", skema, "--config", atur, "--meta", "none",
            "--output-path", folder / "klien_dtks", "--fail-on-warning",
        ],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert hasil.returncode == 0, hasil.stdout + hasil.stderr
    sys.path.insert(0, str(folder))
    yield importlib.import_module("klien_dtks")
    sys.path.remove(str(folder))


def _panggil(jalur: str):
    return importlib.import_module(f"klien_dtks.api.{jalur}").sync_detailed


@pytest.mark.django_db(transaction=True)
def test_klien_buatan_masuk_membaca_berhalaman_dan_mencatat_sekali(klien_buatan, live_server, pabrik):
    usulan = pabrik.disusun(n=3)
    klien = klien_buatan.AuthenticatedClient(base_url=live_server.url, token=buat_token("desa"), prefix="Token")

    saya = _panggil("akun.saya_retrieve")(client=klien).parsed
    assert (saya.username, saya.wilayah.kode) == ("desa", "1209201008")

    dilihat, kursor = [], klien_buatan.types.UNSET
    while True:
        halaman = _panggil("usulan.usulan_list")(client=klien, jumlah=2, kursor=kursor).parsed
        dilihat += [u.id for u in halaman.hasil]
        if not halaman.berikutnya:
            break
        kursor = halaman.berikutnya.split("kursor=")[1].split("&")[0]
    assert dilihat == [u.pk for u in usulan]

    model = importlib.import_module("klien_dtks.models")
    isi = model.MusyawarahIsianRequest(
        jenis=model.JenisMusyawarah("muskel"),
        nomor_berita_acara="470/KLIEN/2026",
        tanggal=timezone.localdate() - dt.timedelta(days=1),
        tempat="Aula",
        pimpinan="Lurah",
        notulis="Sekretaris",
        jumlah_hadir=20,
    )
    kunci = str(uuid.uuid4())
    satu, dua = (_panggil("musyawarah.musyawarah_create")(client=klien, body=isi, idempotency_key=kunci) for _ in range(2))
    assert satu.status_code == dua.status_code == 201 and satu.parsed.id == dua.parsed.id
    assert Musyawarah.objects.filter(nomor_berita_acara="470/KLIEN/2026").count() == 1

    asing = _panggil("usulan.usulan_retrieve")(client=klien, id=987_654_321)
    assert asing.status_code == 404 and asing.parsed.kode == "tidak-ada"
    tamu = klien_buatan.AuthenticatedClient(base_url=live_server.url, token="dtks_bukan", prefix="Token")
    assert _panggil("akun.saya_retrieve")(client=tamu).parsed.status == 401
