"""The OpenAPI document: whole, valid, and only for those who are signed in."""

import io
import json

from django.core.management import call_command


def test_skema_sah_tanpa_peringatan():
    keluaran, galat = io.StringIO(), io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--api-version", "1", stdout=keluaran, stderr=galat)
    assert "openapi: 3.1.0" in keluaran.getvalue()


def test_skema_hanya_untuk_yang_masuk_dan_menyebut_penolakan(client, klien):
    assert client.get("/api/v1/skema/").status_code == 401
    jawaban = klien("warga").klien.get("/api/v1/skema/", headers={"Accept": "application/json"})
    assert jawaban.status_code == 200
    skema = json.loads(jawaban.content)
    sahkan = skema["paths"]["/api/v1/batch/{id}/sahkan/"]["post"]
    assert sahkan["tags"] == ["Pengesahan"]
    for status in ("401", "403", "404", "409", "422"):
        bentuk = sahkan["responses"][status]["content"]["application/problem+json"]["schema"]
        assert bentuk == {"$ref": "#/components/schemas/Masalah"}
    for operasi in (o for jalur in skema["paths"].values() for o in jalur.values()):
        assert operasi["summary"]
        assert operasi["tags"]
    assert "401" not in skema["paths"]["/api/v1/verifikasi/{kode}/"]["get"]["responses"]
