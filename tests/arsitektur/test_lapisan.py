"""The tree's own manners: who stands on whom, and what no file may hold."""

import ast
import functools
from pathlib import Path

from django.apps import apps
from django.conf import settings

AKAR = Path(settings.BASE_DIR)
# From the ground up; `dtks` is the label of dtks.register.
LAPISAN = ("dasar", "wilayah", "akun", "dtks", "usulan", "verval", "sanggahan", "penetapan", "penggunaan", "pemantauan")
FOLDER = ("dasar", "wilayah", "akun", "dtks/register", "usulan", "verval", "sanggahan", "penetapan", "penggunaan", "pemantauan")

# Imports inside a function, as `file: line's text`. None: a circle is mended by moving code, not hidden in a function.
IMPOR_DALAM_FUNGSI: set[str] = set()
NAMA_TERLARANG = {"utils", "helpers", "services", "signals", "common", "misc", "managers"}
BARIS_MAKS = 400


def _berkas_portal() -> list[Path]:
    return sorted(p for f in FOLDER for p in (AKAR / f).rglob("*.py") if "migrations" not in p.parts)


def test_kunci_luar_menunjuk_ke_lapisan_bawah():
    for model in (m for m in apps.get_models() if m._meta.app_label in LAPISAN):
        for kolom in (k for k in model._meta.get_fields() if k.is_relation and k.concrete):
            tujuan = kolom.related_model._meta.app_label
            if tujuan in LAPISAN:
                assert LAPISAN.index(tujuan) <= LAPISAN.index(model._meta.app_label), f"{model.__name__}.{kolom.name}"


def test_setiap_aplikasi_portal_punya_tempat_dalam_lapisan():
    sendiri = {a.label for a in apps.get_app_configs() if Path(a.path).is_relative_to(AKAR) and ".venv" not in a.path}
    assert sendiri == set(LAPISAN)


@functools.cache
def _pohon() -> list[tuple[str, ast.Module]]:
    return [(str(jalur.relative_to(AKAR)), ast.parse(jalur.read_text())) for jalur in _berkas_portal()]


def _impor(pohon: ast.AST) -> set[str]:
    modul = set()
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Import):
            modul |= {a.name for a in simpul.names}
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            modul |= {simpul.module, *(f"{simpul.module}.{a.name}" for a in simpul.names)}
    return modul


def _mengimpor(pohon: ast.AST, *awalan: str) -> list[str]:
    return [m for m in _impor(pohon) if any(m == a or m.startswith(a + ".") for a in awalan)]


def test_berkas_portal_ditemukan():
    nama = {n for n, _ in _pohon()}
    assert {"dasar/jejak.py", "dtks/register/pencatatan.py", "penetapan/penetapan.py"} <= nama


def test_tidak_ada_impor_ke_lapisan_atas():
    """The same order as import-linter's first contract, seen without it."""
    paket = [f.replace("/", ".") for f in FOLDER]
    salah = []
    for nama, pohon in _pohon():
        milik = next(n for n, f in enumerate(FOLDER) if nama.startswith(f + "/"))
        salah += [(nama, m) for m in _mengimpor(pohon, *paket[milik + 1 :])] if milik + 1 < len(paket) else []
    assert salah == []


def test_aplikasi_tidak_mengenal_kabel():
    """dtks/ names the apps by string; no app names it back, the register inside it excepted."""
    kabel = [f"dtks.{p.stem}" for p in (AKAR / "dtks").glob("*.py")] + ["dtks.tertanam"]
    assert [(nama, m) for nama, pohon in _pohon() for m in _mengimpor(pohon, *kabel)] == []


def test_hanya_penetapan_yang_menulis_register():
    pemakai = {n.split("/")[0] for n, pohon in _pohon() if _mengimpor(pohon, "dtks.register.pencatatan")}
    assert pemakai <= {"penetapan"}


def test_tidak_ada_impor_di_dalam_fungsi():
    temuan = {
        f"{nama}: {ast.unparse(simpul)}"
        for nama, pohon in _pohon()
        for fungsi in ast.walk(pohon)
        if isinstance(fungsi, ast.FunctionDef | ast.AsyncFunctionDef)
        for simpul in ast.walk(fungsi)
        if isinstance(simpul, ast.Import | ast.ImportFrom)
        or (isinstance(simpul, ast.Call) and getattr(simpul.func, "id", "") == "__import__")
    }
    assert temuan == IMPOR_DALAM_FUNGSI


def test_tidak_ada_sinyal():
    sinyal = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")
    assert [(nama, m) for nama, pohon in _pohon() for m in _mengimpor(pohon, *sinyal)] == []


def test_tidak_ada_modul_serba_guna():
    assert [n for n, _ in _pohon() if set(Path(n).with_suffix("").parts) & NAMA_TERLARANG] == []


def test_menyimpan_baris_tidak_melakukan_hal_lain():
    """An act says what it does where it is called: no model overrides save() or delete()."""
    ditimpa = [
        f"{nama}: {kelas.name}.{f.name}"
        for nama, pohon in _pohon()
        if "models" in Path(nama).with_suffix("").parts
        for kelas in ast.walk(pohon)
        if isinstance(kelas, ast.ClassDef)
        for f in kelas.body
        if isinstance(f, ast.FunctionDef) and f.name in ("save", "delete")
    ]
    assert ditimpa == []


def test_modul_yang_memindahkan_baris_tidak_mengenal_http_dan_antrean():
    """Acts, steps and models take and give plain values, so that a page, the API and a job call the same."""
    http = ("django.http", "django.views", "django.shortcuts", "rest_framework", "celery")
    salah = [
        (nama, m)
        for nama, pohon in _pohon()
        if _mengimpor(pohon, "dasar.alur.jalankan", "dasar.jejak.atas_nama") or Path(nama).name in ("alur.py", "models.py")
        for m in _mengimpor(pohon, *http)
    ]
    assert salah == []


def test_berkas_tidak_lebih_dari_empat_ratus_baris():
    assert [p.name for p in _berkas_portal() if len(p.read_text().splitlines()) > BARIS_MAKS] == []


def test_galat_tidak_ditelan():
    telan = [
        f"{nama}:{penangan.lineno}"
        for nama, pohon in _pohon()
        for penangan in ast.walk(pohon)
        if isinstance(penangan, ast.ExceptHandler)
        and (penangan.type is None or all(isinstance(s, ast.Pass) for s in penangan.body))
    ]
    assert telan == []
