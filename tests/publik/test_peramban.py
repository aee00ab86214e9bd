"""The public pages in a real browser: at 360 px, with and without JavaScript, by keyboard, within their bytes."""

import re
import tempfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import expect

from dasar import tantangan
from dasar.periode import nama as nama_bulan
from dasar.periode import periode_kini, sebelum
from dasar.tantangan_soal import jawaban_benar
from penetapan.models import WaktuJawab
from tests.alur_lengkap.layar import ATURAN_AXE, PONSEL, Layar, ukuran_terkirim

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.peramban]
KUNJUNGAN_PERTAMA_MAKS = 60_000


def jawab(page, untuk: str) -> None:
    """Read the question, answer it."""
    soal = tantangan.soal_token(untuk, page.locator("[name=tantangan]").input_value())
    page.locator("[name=jawaban]").fill(jawaban_benar(soal)[-1])


def gelap(layar: Layar, nama: str) -> None:
    """axe once more in the dark theme, at the width of a phone."""
    layar.page.set_viewport_size(PONSEL)
    layar.page.emulate_media(color_scheme="dark")
    layar.periksa_akses(f"{nama} gelap")
    layar.page.emulate_media(color_scheme="light")


@pytest.fixture
def layar(live_server, page) -> Layar:
    cache.clear()
    return Layar(page, live_server.url, Path(tempfile.gettempdir()) / "dtks-layar" / "publik")


def test_warga_mengecek_melacak_dan_membaca_statistik(layar, pabrik):
    (diajukan,) = pabrik.diajukan("desa3")
    pabrik.lolos("desa2", 6, "BPNT")
    u = pabrik.ditetapkan("desa", 7)[1][0]
    WaktuJawab.objects.create(wilayah_id="1209", dijawab=80, menunggu=20, median_hari=6.25, lewat=25)
    page = layar.page

    # Front page, then the village by its name, all by links.
    layar.buka("/")
    layar.lihat("depan", axe=True)
    gelap(layar, "depan")
    page.locator(".s-pintu a").first.click()
    layar.isi("Nama desa atau kelurahan", "kisaran timur")
    layar.klik("Cari desa")
    layar.lihat("cek-desa", axe=True)
    layar.klik(u.wilayah.nama_lengkap)
    # What is wrong is told, and nothing typed is lost.
    layar.isi("Nama lengkap seperti pada KTP", u.nama)
    layar.isi("NIK", "123")
    jawab(page, "cek")
    layar.klik("Cek")
    expect(page.get_by_role("alert")).to_contain_text("NIK terdiri dari 16 angka")
    layar.galat.clear()  # the browser notes the refusal
    layar.lihat("cek-galat", axe=True)
    layar.isi("NIK", u.nik)
    # The script finds its number; without it the limit for visitors without scripts would count.
    expect(page.locator("[name=bukti]")).to_have_value(re.compile(r"\d+"), timeout=20_000)
    assert tantangan.bukti_sah(page.locator("[name=tantangan]").input_value(), page.locator("[name=bukti]").input_value())
    layar.klik("Cek")
    layar.lihat("cek-jawaban", axe=True)
    expect(page.locator("main")).to_contain_text(f"sejak {nama_bulan(sebelum(periode_kini()))}")
    assert u.nik not in page.content() and u.nama not in page.content()
    gelap(layar, "cek-jawaban")

    layar.buka("/lacak/")
    layar.lihat("lacak", axe=True)
    layar.isi("Nomor tanda terima", diajukan.nomor)
    for kolom, nilai in (("Tanggal", "day"), ("Bulan", "month"), ("Tahun", "year")):
        page.get_by_label(kolom, exact=True).fill(str(getattr(diajukan.tanggal_lahir, nilai)))
    jawab(page, "lacak")
    # By keyboard, before the computation may have ended: the form waits for it and goes.
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Dinas sosial Kabupaten Asahan", timeout=20_000)
    layar.lihat("lacak-jawaban", axe=True)
    gelap(layar, "lacak-jawaban")

    layar.buka("/statistik/?wilayah=1209")
    layar.lihat("statistik", axe=True, banyak_baris=True)
    gelap(layar, "statistik")
    layar.buka("/statistik/waktu/")
    layar.lihat("waktu", axe=True)
    layar.buka("/bantuan/")
    layar.lihat("bantuan", axe=True)
    layar.klik("Cek nama")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check a name in DTKS")
    layar.lihat("cek-inggris", axe=True)
    assert page.locator("html").get_attribute("lang") == "en"


def test_kunjungan_pertama_di_bawah_60_kb_dan_halaman_berikut_hanya_isinya(layar, page):
    jumlah = ukuran_terkirim(page, layar.alamat + "/")
    assert 15_000 < jumlah < KUNJUNGAN_PERTAMA_MAKS, jumlah


def test_tanpa_javascript_pertanyaan_saja_cukup(live_server, browser, pabrik):
    cache.clear()
    u = pabrik.ditetapkan("desa")[1][0]
    konteks = browser.new_context(java_script_enabled=False, viewport=PONSEL)
    page = konteks.new_page()
    page.goto(f"{live_server.url}/cek/{u.wilayah_id}/")
    page.get_by_label("Nama lengkap seperti pada KTP").fill(u.nama)
    page.get_by_label("NIK").fill(u.nik)
    jawab(page, "cek")
    page.get_by_role("button", name="Cek").click()
    expect(page.locator("main")).to_contain_text("Program Keluarga Harapan")
    konteks.close()


def test_halaman_ditahan_memberi_tahu_kapan_mencoba_lagi(layar, settings):
    settings.BATAS_PUBLIK = settings.BATAS_PUBLIK | {"lacak-alamat": (0, 600)}
    page = layar.page
    layar.buka("/lacak/")
    layar.isi("Nomor tanda terima", "U-0Z0000-0")
    page.locator("form").evaluate("f => f.submit()")
    page.wait_for_load_state("load")
    layar.galat.clear()
    expect(page.get_by_role("alert").first).to_contain_text("Coba lagi sesudah")
    assert Axe().run(page, options=ATURAN_AXE).response["violations"] == []
