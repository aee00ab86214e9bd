"""The database itself: what the migrations installed is what the code declares."""

import hashlib
import re

import pytest
from django.apps import apps
from django.db import connection, models

from akun.alur import ALUR as ALUR_PENUGASAN
from akun.alur import ALUR_PENDAFTARAN, ALUR_PENGECUALIAN, ALUR_TEMUAN
from dasar.alur import urai_alur
from dasar.jejak import sql_pemicu
from penetapan.alur import ALUR_PENETAPAN
from penggunaan.alur import ALUR_PERMINTAAN
from sanggahan.alur import ALUR_KEBERATAN, ALUR_SANGGAHAN
from usulan.alur import ALUR, ALUR_MUSYAWARAH
from usulan.alur_mandiri import ALUR_KOREKSI, ALUR_MANDIRI
from verval.alur import ALUR_BATCH

ALUR_TABEL = {
    "akun_penugasan": ALUR_PENUGASAN,
    "akun_temuankelayakan": ALUR_TEMUAN,
    "akun_pengecualian": ALUR_PENGECUALIAN,
    "akun_pendaftaran": ALUR_PENDAFTARAN,
    "usulan_usulan": ALUR,
    "usulan_musyawarah": ALUR_MUSYAWARAH,
    "usulan_pendaftaran": ALUR_MANDIRI,
    "usulan_koreksi": ALUR_KOREKSI,
    "verval_batch": ALUR_BATCH,
    "sanggahan_sanggahan": ALUR_SANGGAHAN,
    "sanggahan_keberatan": ALUR_KEBERATAN,
    "penetapan_penetapan": ALUR_PENETAPAN,
    "penggunaan_permintaan": ALUR_PERMINTAAN,
}
# A state, but no person's decision: a job's own life, a file's, a staged line's, and what the civil registry answered.
TANPA_PEMICU = {"dasar_pekerjaan", "usulan_impor", "usulan_barisimpor", "dtks_padanan"}

# Fingerprint of the trigger functions that the latest migration of each table installed. A migration reads `alur.py` as it is
# today, so a fresh database always agrees with it; one that is in use does not. Whoever changes a table of steps, or the
# trigger itself, adds a migration with `pasang_jejak` and writes the new fingerprint here.
SIDIK_PEMICU = {
    "akun_penugasan": "e66316d4f356f3a6",
    "akun_temuankelayakan": "d0a518af121d9c6d",
    "akun_pengecualian": "c02bdd48a1ca8e73",
    "akun_pendaftaran": "037815d63da2afa5",
    "usulan_usulan": "a01f74b0deb10569",
    "usulan_musyawarah": "f5ab01943971ab82",
    "usulan_pendaftaran": "6c2bb5cb76ad97cf",
    "usulan_koreksi": "2e30c229fab10e50",
    "sanggahan_sanggahan": "a28186ae7a5d4cd0",
    "sanggahan_keberatan": "26b3f22bf9d8a65f",
    "verval_batch": "3006001532ebac06",
    "penetapan_penetapan": "b8f608df14f50268",
    "penggunaan_permintaan": "5795aca04157e228",
}
APLIKASI = ("dasar", "wilayah", "akun", "dtks", "usulan", "verval", "sanggahan", "penetapan", "penggunaan", "pemantauan")


def _model_portal() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m._meta.app_label in APLIKASI]


def _fungsi_terpasang(nama: str) -> str:
    with connection.cursor() as kursor:
        kursor.execute("select prosrc from pg_proc where proname = %s", [nama])
        return kursor.fetchone()[0]


def _langkah_terpasang(badan: str) -> set[tuple[str, ...]]:
    isi = re.search(r"from \(values (.*?)\) as g\(n, d, k, u\)", badan, re.DOTALL)[1]
    return {tuple(re.findall(r"'([^']*)'", baris)) for baris in isi.split("\n")}


@pytest.mark.django_db
@pytest.mark.parametrize("kejadian", ["insert", "update"])
@pytest.mark.parametrize("tabel", ALUR_TABEL)
def test_pemicu_terpasang_memuat_tabel_langkah_dari_kode(tabel, kejadian):
    badan = _fungsi_terpasang(f"jejak_{tabel}_{kejadian}")
    assert _langkah_terpasang(badan) == set(urai_alur(ALUR_TABEL[tabel]))


@pytest.mark.django_db
@pytest.mark.parametrize("kejadian", ["insert", "update"])
@pytest.mark.parametrize("tabel", ALUR_TABEL)
def test_badan_pemicu_terpasang_sama_dengan_yang_dibuat_kode(tabel, kejadian):
    """Word by word, but for the rules between rows that the app's migration adds in the middle."""
    sql = sql_pemicu(tabel, urai_alur(ALUR_TABEL[tabel]), "@@", "@@")
    badan = re.search(rf"function jejak_{tabel}_{kejadian}\(\).*?as \$\$(.*?)\$\$;", sql, re.DOTALL)[1]
    depan, belakang = badan.split("@@")
    terpasang = _fungsi_terpasang(f"jejak_{tabel}_{kejadian}")
    assert terpasang.startswith(depan)
    assert terpasang.endswith(belakang)


@pytest.mark.django_db
@pytest.mark.parametrize("tabel", ALUR_TABEL)
def test_pemicu_tidak_berubah_tanpa_migrasi(tabel):
    badan = "".join(_fungsi_terpasang(f"jejak_{tabel}_{kejadian}") for kejadian in ("insert", "update"))
    sidik = hashlib.sha256(badan.encode()).hexdigest()[:16]
    assert sidik == SIDIK_PEMICU[tabel], f"pemicu {tabel} berubah: tambah migrasi pasang_jejak, lalu tulis sidiknya di atas"


@pytest.mark.django_db
def test_setiap_tabel_berstatus_punya_pemicu_jejak():
    berstatus = {
        m._meta.db_table
        for m in _model_portal()
        if m._meta.managed and any(k.name == "status" for k in m._meta.local_concrete_fields)
    }
    with connection.cursor() as kursor:
        kursor.execute(
            "select c.relname, array_agg(t.tgname::text order by t.tgname) from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " where not t.tgisinternal and t.tgenabled = 'O' group by 1"
        )
        pemicu = {tabel: set(nama) for tabel, nama in kursor.fetchall()}
    wajib = {"jejak_insert", "jejak_update", "tanpa_hapus", "tanpa_kosong"}
    assert {t for t in berstatus if not wajib <= pemicu.get(t, set())} == TANPA_PEMICU
    assert set(ALUR_TABEL) == berstatus - TANPA_PEMICU
    for tabel in ("dasar_jejak", "dasar_segeljejak"):
        assert {"tanpa_hapus", "tanpa_kosong"} <= pemicu[tabel]


@pytest.mark.django_db
@pytest.mark.parametrize("model", _model_portal(), ids=lambda m: m._meta.label)
def test_setiap_kendala_dan_indeks_yang_ditulis_ada_di_basis_data(model):
    """Named by hand, so that an error message can be read and a test can ask for it."""
    meta = model._meta
    with connection.cursor() as kursor:
        ada = connection.introspection.get_constraints(kursor, meta.db_table)
    for kendala in meta.constraints:
        assert kendala.name in ada
        assert not re.search(r"_[0-9a-f]{8}(_|$)", kendala.name), f"{kendala.name}: nama buatan mesin"
    for indeks in meta.indexes:
        assert indeks.name in ada
        assert not re.search(r"_[0-9a-f]{6}_idx$", indeks.name), f"{indeks.name}: nama buatan mesin"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model",
    [m for m in _model_portal() if {"nik", "nomor_kk"} & {k.name for k in m._meta.local_concrete_fields}],
    ids=lambda m: m._meta.label,
)
def test_nik_dan_nomor_kk_berupa_huruf_bersusunan_c(model):
    """Never a number: a leading zero would go, and ranges and equality must not depend on a language."""
    with connection.cursor() as kursor:
        kursor.execute(
            "select column_name, data_type, collation_name from information_schema.columns"
            " where table_name = %s and column_name in ('nik', 'nomor_kk')",
            [model._meta.db_table],
        )
        kolom = kursor.fetchall()
    kunci_luar = {k.column for k in model._meta.local_concrete_fields if k.is_relation}
    salah = [k for k in kolom if k[0] not in kunci_luar and (k[1] != "character varying" or k[2] not in ("C", None))]
    assert kolom
    assert salah == []
