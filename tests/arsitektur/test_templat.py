"""Templates: each is used, none reads a variable that nobody gave, and no list page asks the database too often."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import FilterExpression, Variable, VariableDoesNotExist

from tests.arsitektur.alamat import GUGUS, gabung
from tests.arsitektur.kueri import BATAS_DAFTAR, ambil

AKAR = Path(settings.BASE_DIR)
TEMPLAT = AKAR / "templates"
APLIKASI = ("akun", "dasar", "dtks", "pemantauan", "penetapan", "penggunaan", "sanggahan", "usulan", "verval", "wilayah")
# Error pages are named by status; Django itself asks for the form templates and for the frame of its admin.
OLEH_DJANGO = re.compile(r"(400|403|403_csrf|404|500)\.html|(django|admin)/.*")
# Components say at their top what may be left out; `galat` is what dasar.html shows of a refused act, if there was one.
BEBAS = ("komponen/", "django/", "wilayah/rantai.html", "wilayah/pilih.html")
BOLEH_HILANG = {"galat"}


def test_setiap_templat_dipakai():
    sumber = (
        [p for a in APLIKASI for p in (AKAR / a).rglob("*.py")]
        + list(TEMPLAT.rglob("*.html"))
        + list(AKAR.glob("tests/**/*.py"))
    )
    disebut = {n for p in sumber for n in re.findall(r"[\"']([\w/.-]+\.(?:html|txt))[\"']", p.read_text("utf-8"))}
    nama = {str(p.relative_to(TEMPLAT)) for p in TEMPLAT.rglob("*.html")}
    assert sorted(n for n in nama - disebut if not OLEH_DJANGO.fullmatch(n)) == []


@pytest.fixture
def hilang(monkeypatch) -> set[tuple[str, str]]:
    """(template, expression) of every variable that a template of ours read and nobody had given."""
    catatan = set()
    asli = FilterExpression.resolve

    def periksa(self, context, ignore_failures=False):
        templat = context.render_context.template
        sumber = templat.origin.name if templat else ""
        if not ignore_failures and isinstance(self.var, Variable) and sumber.startswith(f"{TEMPLAT}/"):
            nama = sumber.removeprefix(f"{TEMPLAT}/")
            try:
                self.var.resolve(context)
            except VariableDoesNotExist:
                if not nama.startswith(BEBAS) and self.var.var not in BOLEH_HILANG:
                    catatan.add((nama, self.token))
        return asli(self, context, ignore_failures)

    monkeypatch.setattr(FilterExpression, "resolve", periksa)
    return catatan


@pytest.mark.django_db
@pytest.mark.parametrize("gugus", GUGUS, ids=len)
def test_halaman_tidak_membaca_variabel_kosong_dan_daftar_hemat_kueri(gugus, dunia, para_klien, hilang):
    boros = []
    for nama, alamat in gabung(gugus).items():
        url = alamat.url(nama, dunia)
        siapa = [s for s in para_klien if alamat.harap(s) == 200]
        for s in siapa if nama == "akun:beranda" else siapa[:1]:
            kueri = ambil(para_klien[s], url)[1]
            if alamat.daftar and len(kueri) > BATAS_DAFTAR:
                boros.append(f"{nama} sebagai {s}: {len(kueri)} kueri")
    assert sorted(hilang) == []
    assert boros == []
