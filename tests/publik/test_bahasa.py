"""Two languages on public pages, one on the officers'; every sentence has its English, and no page is half and half."""

import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

from dasar.publik import BITA_JAWABAN

AKAR = Path(settings.BASE_DIR)
KATALOG = AKAR / "locale" / "en" / "LC_MESSAGES"
TEMPLAT = [*(AKAR / "templates" / "publik").glob("*.html"), AKAR / "templates/komponen/galat_ringkas.html"]
_PANGGIL = re.compile(r"(?:gettext(?:_lazy)?|\b_)\(\s*((?:u?(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\s*)+)", re.S)
_TEKS = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")


def _dipakai() -> set[str]:
    """Every text that the public pages ask to be translated: templates as Django reads them, and the modules behind them."""
    sumber = {p: templatize(p.read_text("utf-8")) for p in TEMPLAT}
    for nama in ("dasar", "dtks/register", "usulan", "sanggahan", "pemantauan"):
        sumber |= {p: t for p in (AKAR / nama).rglob("*.py") if "gettext" in (t := p.read_text("utf-8"))}
    teks = set()
    for isi in sumber.values():
        for panggilan in _PANGGIL.findall(isi):
            teks.add("".join(a or b for a, b in _TEKS.findall(panggilan)).replace('\\"', '"').replace("\\'", "'"))
    return teks


def test_setiap_kalimat_halaman_publik_punya_bahasa_inggris_dalam_katalog_terkompilasi():
    with open(KATALOG / "django.mo", "rb") as berkas:
        katalog = gettext.GNUTranslations(berkas)
    dipakai = _dipakai()
    assert len(dipakai) > 180
    assert sorted(t for t in dipakai if t not in katalog._catalog) == []


def test_katalog_terkompilasi_berasal_dari_berkas_po():
    po = (KATALOG / "django.po").read_text("utf-8")
    pasangan = re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', po, re.M)
    with open(KATALOG / "django.mo", "rb") as berkas:
        katalog = gettext.GNUTranslations(berkas)
    assert {a.replace('\\"', '"'): b.replace('\\"', '"') for a, b in pasangan} == {
        k: v for k, v in katalog._catalog.items() if k
    }
    assert [a for a, b in pasangan if not b] == [] and "fuzzy" not in po


@pytest.mark.django_db
@pytest.mark.parametrize(
    "alamat",
    ["/", "/cek/", "/cek/1209201008/", "/lacak/", "/statistik/", "/statistik/waktu/", "/bantuan/", "/bantuan/aksesibilitas/"]
    + ["/bantuan/privasi/"],
)
def test_pilihan_bahasa_diingat_dan_tidak_ditebak_dari_peramban(alamat):
    klien = Client(HTTP_ACCEPT_LANGUAGE="en")
    semula = klien.get(alamat)
    assert semula["Content-Language"] == "id" and '<html lang="id"' in semula.content.decode()
    assert klien.get(alamat, {"bahasa": "en"})["Content-Language"] == "en"
    kedua = klien.get(alamat)
    isi = kedua.content.decode()
    assert '<html lang="en"' in isi and "Bahasa Indonesia" in isi and "Lacak usulan" not in isi
    assert klien.get(alamat, {"bahasa": "xx"})["Content-Language"] == "en"
    assert klien.get(alamat, {"bahasa": "id"})["Content-Language"] == "id"


@pytest.mark.django_db
def test_tautan_halaman_depan_mendarat_pada_bagian_yang_ada():
    klien = Client()
    tujuan = set(re.findall(r'<a href="(/[^"]*)"', klien.get("/").content.decode()))
    assert {"/bantuan/#menyanggah", "/bantuan/#diusulkan"} <= tujuan
    for alamat in tujuan:
        jalur, _, bagian = alamat.partition("#")
        jawaban = klien.get(jalur)
        assert jawaban.status_code == 200, alamat
        assert not bagian or f'id="{bagian}"' in jawaban.content.decode(), alamat


@pytest.mark.django_db
def test_halaman_petugas_tetap_berbahasa_indonesia(masuk):
    klien = masuk("desa")
    klien.get("/", {"bahasa": "en"})
    assert '<html lang="id"' in klien.get("/beranda/").content.decode()


@pytest.mark.django_db
def test_jawaban_dalam_bahasa_inggris_sama_panjangnya(tamu):
    tamu.klien.get("/", {"bahasa": "en"})
    jawaban = tamu.cek("1209201008", "Orang Yang Tiada")
    assert "Not found" in jawaban.content.decode() and len(jawaban.content) == BITA_JAWABAN
