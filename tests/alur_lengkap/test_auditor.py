"""An officer opens a record; the auditor finds who read it, in what function, how often, and that the chain still holds."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from dasar.penyegelan import segel
from dasar.templatetags.siks import nik_penuh
from tests.alur_lengkap.layar import Layar
from tests.fixtures.dasar import SANDI

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


def _simpan() -> Path:
    return Path(os.environ.get("LAYAR_DIR") or Path(settings.DATA_DIR) / "layar") / "auditor"


def buka_nomor(layar: Layar, orang) -> None:
    """Search the register, open the person, show the numbers for a purpose."""
    layar.menu("Register")
    layar.isi("NIK, nomor KK, atau nama", orang.nik)
    layar.klik("Cari")
    layar.klik(orang.nama)
    layar.page.get_by_text("Tampilkan nomor lengkap").click()
    layar.klik("Tampilkan")
    expect(layar.page.locator("#nomor")).to_contain_text("Pilih untuk apa data ini dibuka.")
    layar.galat.clear()  # the browser notes the 422 that was asked for
    layar.kolom("Untuk apa data ini dibuka?").select_option(label="Pencocokan Dukcapil")
    layar.klik("Tampilkan")
    expect(layar.page.locator("#nomor")).to_contain_text(nik_penuh(orang.nik))
    layar.lihat("nomor-terbuka", axe=True)


def ekspor(layar: Layar) -> None:
    layar.menu("Usulan")
    layar.klik("Ekspor daftar")
    layar.kolom("Untuk apa data ini diekspor?").select_option(label="Layanan pengaduan")
    layar.lihat("ekspor-minta", axe=True)
    layar.klik("Ekspor")
    layar.klik("Lanjut")
    layar.lihat("ekspor-rincian", axe=True)
    assert layar.unduh("Unduh berkas").startswith(b"PK")


def telusuri(layar: Layar, orang, petugas: str) -> None:
    layar.menu("Jejak")
    layar.lihat("jejak-muka", axe=True)
    layar.isi("NIK", orang.nik)
    layar.klik("Telusuri orang")
    pembaca = layar.page.get_by_role("table", name="Siapa membuka data orang ini")
    baris = pembaca.get_by_role("row").filter(has_text=petugas)
    expect(baris).to_contain_text("Pengisi Data Desa/Kelurahan")
    # Searched by NIK, the list with the one found, the page, and once in full.
    assert baris.get_by_role("cell").all_inner_texts()[1:3] == ["4", "1"]
    riwayat = layar.page.get_by_role("table", name="Riwayat")
    for teks in ("Menampilkan nomor lengkap", "Pencocokan Dukcapil", "Termuat dalam berkas ekspor", "Ditetapkan"):
        expect(riwayat).to_contain_text(teks)
    assert orang.nik not in layar.page.content()
    layar.lihat("jejak-orang", axe=True, banyak_baris=True)
    baris.get_by_role("link").click()
    expect(layar.page.get_by_role("table", name="Jumlah menurut tindakan")).to_contain_text("Menampilkan nomor lengkap")
    layar.lihat("jejak-petugas", axe=True, banyak_baris=True)


def objek_dan_rantai(layar: Layar, orang) -> None:
    layar.menu("Jejak")
    layar.isi("Nomor", orang.nomor)
    layar.klik("Cari objek")
    expect(layar.page.get_by_role("table", name="Riwayat")).to_contain_text("Diputus layak")
    layar.lihat("jejak-objek", axe=True, banyak_baris=True)
    layar.menu("Jejak")
    layar.klik("Percobaan ditolak")
    expect(layar.page.get_by_role("table")).to_contain_text("Akses ditolak")
    layar.lihat("jejak-ditolak", axe=True, banyak_baris=True)
    layar.menu("Jejak")
    layar.klik("Rantai segel")
    layar.klik("Periksa sekarang")
    layar.klik("Lanjut")
    expect(layar.page.locator("main")).to_contain_text("Rantai utuh")
    layar.lihat("rantai", axe=True)
    layar.buka(reverse("ekspor:daftar"))
    layar.lihat("ekspor-daftar", axe=True)


def test_auditor_menemukan_siapa_yang_membuka_data_seseorang(live_server, page, pabrik, pelaku, masuk):
    _, (orang,) = pabrik.ditetapkan()
    assert masuk("desa2").get(reverse("usulan:rincian", args=[orang.pk])).status_code == 404
    segel()
    layar = Layar(page, live_server.url, _simpan())
    layar.buka("/masuk/")
    layar.isi_masuk("desa", SANDI)
    buka_nomor(layar, orang)
    ekspor(layar)
    layar.masuk("auditor", SANDI)
    telusuri(layar, orang, pelaku("desa").nama)
    objek_dan_rantai(layar, orang)


def test_nomor_lengkap_terbuka_tanpa_javascript(live_server, browser, pabrik):
    _, (orang,) = pabrik.ditetapkan()
    konteks = browser.new_context(java_script_enabled=False, locale="id-ID")
    layar = Layar(konteks.new_page(), live_server.url, _simpan() / "tanpa-javascript", cepat=True)
    layar.buka("/masuk/")
    layar.isi_masuk("desa", SANDI)
    layar.menu("Usulan")
    layar.klik(orang.nama)
    layar.page.get_by_text("Tampilkan nomor lengkap").click()
    layar.klik("Tampilkan")
    expect(layar.page.locator("main")).to_contain_text("Pilih untuk apa data ini dibuka.")
    layar.galat.clear()
    layar.kolom("Untuk apa data ini dibuka?").select_option(label="Verifikasi dokumen")
    layar.klik("Tampilkan")
    expect(layar.page.locator("#nomor")).to_contain_text(nik_penuh(orang.nik))
    layar.lihat("nomor-terbuka")
    layar.klik("Kembali")
    assert nik_penuh(orang.nik) not in layar.page.content()
    konteks.close()
