"""The browser that the suite drives is there and reaches the portal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from tests.basis_data import sebagai_pemilik

AKAR = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_chromium_membuka_portal(live_server, page):
    jawaban = page.goto(f"{live_server.url}/sehat/")
    assert jawaban.status == 200
    assert "sehat" in page.content()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kali", [1, 2])
def test_uji_yang_menyimpan_berakhir_dengan_rujukan_dari_migrasi(kali):
    jumlah = ContentType.objects.count()
    assert jumlah > 10
    with transaction.atomic(), sebagai_pemilik() as kursor:
        kursor.execute("insert into django_content_type (app_label, model) values ('sisa', 'uji')")
    assert ContentType.objects.count() == jumlah + 1
    assert not ContentType.objects.filter(app_label="sisa", pk__lt=ContentType.objects.latest("pk").pk).exists()


@pytest.mark.parametrize(("ci", "kode"), [("", 0), ("true", 1)])
def test_tanpa_chromium_dilewati_dengan_petunjuk_dan_gagal_di_ci(tmp_path, ci, kode):
    # The environment of this run, and so its servers; only the browser is out of sight.
    lingkungan = {**os.environ, "PATH": str(tmp_path), "HOME": str(tmp_path), "CHROMIUM": "", "CI": ci}
    lingkungan = {k: v for k, v in lingkungan.items() if not k.startswith(("PYTEST_", "PLAYWRIGHT_"))}
    berkas = "tests/infra/test_peramban.py::test_chromium_membuka_portal"
    hasil = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", berkas], cwd=AKAR, env=lingkungan, capture_output=True, text=True
    )
    assert "Uji peramban dilewati" in hasil.stdout, hasil.stdout + hasil.stderr
    assert hasil.returncode == kode
