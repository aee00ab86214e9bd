"""A dashboard in a browser: at both widths, light and dark, by keyboard, judged by axe, with nothing that the policy forbids."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import expect

from pemantauan import berkala
from tests.alur_lengkap.layar import ATURAN_AXE, LEBAR, LINGKUP_AXE, PONSEL
from wilayah.models import Wilayah

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def isi_dasbor(pabrik, tmp_path):
    """Proposals of two kabupaten, a determination, outlines of the kecamatan of Asahan as squares."""
    pabrik.ditetapkan("desa", 2)
    pabrik.diajukan("desa", 2)
    pabrik.layak("desa2", 1)
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


def _masuk(page, live_server, klien, tema: str) -> None:
    page.context.clear_cookies()
    page.context.add_cookies(
        [
            {"name": nama, "value": nilai, "url": live_server.url}
            for nama, nilai in (("sessionid", klien.cookies["sessionid"].value), ("tema", tema))
        ]
    )


def test_dasbor_terbaca_di_ponsel_desktop_dan_gelap(live_server, page, masuk, isi_dasbor):
    galat: list[str] = []
    page.on("console", lambda m: galat.append(m.text) if m.type in ("error", "warning") else None)
    for akun, ukuran, tema in (
        ("menteri", PONSEL, "terang"), ("kepala", LEBAR, "terang"), ("kepala", LEBAR, "gelap"),
    ):  # fmt: skip
        _masuk(page, live_server, masuk(akun), tema)
        page.set_viewport_size(ukuran)
        page.goto(f"{live_server.url}/pemantauan/dasbor/")
        assert page.evaluate("document.documentElement.scrollWidth") <= ukuran["width"]
        page.locator("details").evaluate_all("semua => semua.forEach(d => d.open = true)")
        hasil = Axe().run(page, context=LINGKUP_AXE, options=ATURAN_AXE)
        assert hasil.violations_count == 0, f"{akun} {tema}: {hasil.generate_report()}"
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
