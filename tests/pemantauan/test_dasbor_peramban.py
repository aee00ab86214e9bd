"""A dashboard in a browser: at both widths, light and dark, by keyboard, judged by axe, with nothing that the policy forbids."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import expect

from pemantauan import berkala, kejanggalan
from pemantauan.models import Kejanggalan
from tests.alur_lengkap.layar import ATURAN_AXE, LEBAR, LINGKUP_AXE, PONSEL
from usulan.models import Usulan
from verval import putusan
from wilayah.models import Wilayah

DASBOR = "/pemantauan/dasbor/"
pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def isi_dasbor(pabrik, tmp_path, settings):
    """Proposals of two kabupaten, a determination, a refusal, outlines of the kecamatan of Asahan as squares, and a finding;
    its number."""
    pabrik.ditetapkan("desa", 2)
    pabrik.diajukan("desa", 2)
    pabrik.layak("desa2", 1)
    ditolak = Usulan.objects.filter(pk=pabrik.lengkap("desa")[0].pk)
    putusan.putuskan(ditolak, "tidak_layak", oleh=pabrik.pelaku("verifikator"), alasan="E01", catatan="Mampu.")
    settings.KEJANGGALAN = settings.KEJANGGALAN | {"putusan": 1}
    kejanggalan.periksa()
    berkala.hitung_waktu()
    berkala.hitung_sasaran()
    kotak = [
        {
            "type": "Feature",
            "properties": {"kode": w.kode},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]],
            },
        }
        for n, w in enumerate(Wilayah.objects.berlaku().filter(induk="1209"))
        for x, y in [(99 + n % 5 / 10, 2 + n // 5 / 10)]
    ]
    berkas = tmp_path / "batas.json"
    berkas.write_text(json.dumps({"type": "FeatureCollection", "features": kotak}))
    call_command("muat_batas", str(berkas), sumber="Uji", verbosity=0)
    return Kejanggalan.objects.latest("pk").pk


def _masuk(page, live_server, klien, tema: str) -> None:
    page.context.clear_cookies()
    page.context.add_cookies(
        [
            {"name": nama, "value": nilai, "url": live_server.url}
            for nama, nilai in (("sessionid", klien.cookies["sessionid"].value), ("tema", tema))
        ]
    )


# One account per function that has a dashboard, and the pages that its numbers lead to.
HALAMAN = {
    "menteri": (DASBOR, f"{DASBOR}rincian/orang/", f"{DASBOR}?peta=orang"),
    "provinsi": (DASBOR,),
    "kepala": (DASBOR, "/pemantauan/alasan/E01/"),
    "verifikator": (DASBOR, "/pemantauan/sasaran/umur-12/"),
    "kecamatan": (DASBOR,),
    "desa": (DASBOR,),
    "teknis": (DASBOR,),
    "kl": (DASBOR, "/penggunaan/kabar/"),
    "admin.kab": (DASBOR,),
    "auditor": (DASBOR, "/pemantauan/kejanggalan/", "/pemantauan/kejanggalan/{temuan}/", "/pemantauan/sampel/"),
}
GELAP = ("kepala", "auditor")


def _periksa(page, url: str, ukuran: dict, tanda: str, *, axe: bool) -> None:
    """No sideways scrolling, no label cut off, every number column of one edge; and axe."""
    page.set_viewport_size(ukuran)
    assert page.goto(url).status == 200, tanda
    assert page.evaluate("document.documentElement.scrollWidth") <= ukuran["width"], tanda
    terpotong = page.evaluate(
        "[...document.querySelectorAll('main :is(th,td,dt,dd,h1,h2,p,button,select,.govuk-tag)')].filter(e => e.offsetParent"
        " && !(innerWidth < 600 && e.closest('thead'))"
        " && !e.closest('.s-gulir,details:not([open]),.govuk-visually-hidden') && !e.matches('.govuk-visually-hidden')"
        " && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow !== 'visible'"
        " || e.getBoundingClientRect().right > innerWidth + 1)).map(e => e.textContent.trim().slice(0, 60))"
    )
    assert terpotong == [], tanda
    if axe:
        page.locator("details").evaluate_all("semua => semua.forEach(d => d.open = true)")
        hasil = Axe().run(page, context=LINGKUP_AXE, options=ATURAN_AXE)
        assert hasil.violations_count == 0, f"{tanda}: {hasil.generate_report()}"


def test_dasbor_setiap_fungsi_terbaca_di_ponsel_desktop_gelap_dan_tercetak(live_server, page, masuk, isi_dasbor):
    galat: list[str] = []
    page.on("console", lambda m: galat.append(m.text) if m.type in ("error", "warning") else None)
    for akun, halaman in HALAMAN.items():
        klien = masuk(akun)
        for tema in ("terang", "gelap") if akun in GELAP else ("terang",):
            _masuk(page, live_server, klien, tema)
            for jalur in halaman:
                url = live_server.url + jalur.format(temuan=isi_dasbor)
                for nama, ukuran in (("ponsel", PONSEL), ("desktop", LEBAR)):
                    # Both widths have the same elements: the narrow one is judged for both, the wide one on two dashboards.
                    axe = nama == "ponsel" or (jalur == DASBOR and akun in GELAP and tema == "terang")
                    _periksa(page, url, ukuran, f"{akun} {jalur} {nama} {tema}", axe=axe)
        # On paper: nothing to press, every section, no more than the width.
        page.goto(live_server.url + DASBOR)
        page.emulate_media(media="print")
        assert page.get_by_role("button", name="Tampilkan").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= LEBAR["width"], akun
        page.emulate_media(media="screen")
    assert galat == []


def test_peta_dijelajahi_dengan_papan_tombol_dan_halaman_tercetak(live_server, page, masuk, isi_dasbor):
    _masuk(page, live_server, masuk("kepala"), "terang")
    page.set_viewport_size(LEBAR)
    page.goto(f"{live_server.url}/pemantauan/dasbor/")
    page.locator("#peta").get_by_role("link", name="Usulan terlambat").click()
    kotak = page.get_by_role("link", name="Kecamatan Kota Kisaran Timur:")
    kotak.focus()
    expect(kotak).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**wilayah=120920**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kecamatan Kota Kisaran Timur")
    page.locator("#wilayah").get_by_role("link", name="Kelurahan Kisaran Timur").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kelurahan Kisaran Timur")
    page.go_back()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Tampilkan")).to_be_hidden()
    expect(page.locator("#corong")).to_be_visible()
