"""The first sign-in in a real browser, as docs/panduan-masuk.md tells it; and a session whose end costs nothing."""

import datetime as dt
import re
import tempfile
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from akun.models import Draf, PerangkatKode, Sesi
from tests.akun.test_dua_langkah import kode_untuk
from tests.alur_lengkap.layar import Layar
from tests.fixtures.dasar import SANDI, lepas_perangkat

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.peramban]


@pytest.fixture
def layar(live_server, page) -> Layar:
    return Layar(page, live_server.url, Path(tempfile.gettempdir()) / "dtks-layar" / "masuk")


def isi_sandi(layar: Layar, akun: str) -> None:
    layar.buka("/masuk/")
    layar.isi("Nama akun", akun)
    layar.isi("Kata sandi", SANDI)
    layar.page.get_by_role("button", name="Masuk", exact=True).click()


def masuk(layar: Layar, akun: str) -> None:
    isi_sandi(layar, akun)
    layar.isi_kode()
    layar.klik("Lanjutkan")


def di_beranda(layar: Layar) -> None:
    expect(layar.page.get_by_role("heading", level=1)).to_have_text("Pekerjaan Anda")


def test_masuk_pertama_memasang_aplikasi_menyimpan_kode_lalu_masuk_lagi_dengan_kode_dan_kode_pemulihan(layar):
    lepas_perangkat("verifikator")
    isi_sandi(layar, "verifikator")
    layar.lihat("pasang-kode", axe=True)
    kunci = layar.page.locator(".s-kunci").inner_text()
    layar.isi("Kode dari aplikasi", "000000")
    layar.klik("Pasang")
    expect(layar.page.get_by_role("alert")).to_contain_text("Kode tidak cocok. Ketik enam angka yang sekarang tampil")
    assert layar.page.locator(".s-kunci").inner_text() == kunci
    layar.galat.clear()  # the browser notes the refusal
    layar.isi("Kode dari aplikasi", kode_untuk(kunci))
    layar.klik("Pasang")
    layar.lihat("kode-pemulihan", axe=True)
    pemulihan = layar.page.get_by_role("list", name="Kode pemulihan").get_by_role("listitem").all_inner_texts()
    assert len(pemulihan) == 10
    layar.klik("Sudah saya simpan, lanjut")
    di_beranda(layar)

    layar.page.get_by_role("button", name="Keluar").click()
    isi_sandi(layar, "verifikator")
    layar.lihat("kode", axe=True)
    layar.isi_kode()
    layar.klik("Lanjutkan")
    di_beranda(layar)

    layar.page.get_by_role("button", name="Keluar").click()
    isi_sandi(layar, "verifikator")
    layar.klik("Ponsel tidak ada? Pakai kode pemulihan")
    layar.isi("Kode pemulihan", pemulihan[4])
    layar.lihat("masuk-pemulihan", axe=True)
    layar.klik("Lanjutkan")
    di_beranda(layar)
    expect(layar.page.locator("main")).to_contain_text("tersisa 9")
    layar.lihat("beranda-setelah-pemulihan")


def test_halaman_keamanan_akun_terbaca_di_kedua_lebar(layar, masuk, settings):
    klien = masuk("desa")
    assert klien.get("/akun/").status_code == 200
    layar.page.context.add_cookies([{"name": "sessionid", "value": klien.cookies["sessionid"].value, "url": layar.alamat}])
    for bagian in ("", "sesi/", "kode/", "kode/ganti/", "token/", "sandi/"):
        layar.buka(f"/akun/{bagian}")
        layar.lihat("akun-" + bagian.replace("/", "-"), axe=True)
    isian = layar.page.get_by_label("Kata sandi baru", exact=True)
    isian.fill("payung teduh")
    assert isian.get_attribute("type") == "password"
    layar.page.get_by_role("button", name="Tampilkan isian ini").nth(1).click()
    assert isian.get_attribute("type") == "text"
    admin = masuk("admin.kab")
    layar.page.context.add_cookies([{"name": "sessionid", "value": admin.cookies["sessionid"].value, "url": layar.alamat}])
    nomor = PerangkatKode.objects.get(user__username="desa").user_id
    layar.buka(f"/akun/keamanan/{nomor}/")
    layar.lihat("keamanan-petugas", axe=True)
    layar.klik("Buat tautan kata sandi")
    layar.lihat("keamanan-tautan", axe=True)
    layar.buka(re.search(r"/atur-sandi/\S+", layar.page.locator(".s-kunci").inner_text())[0])
    layar.lihat("atur-sandi", axe=True)


def _tinggal(detik: int, settings) -> None:
    Sesi.objects.update(terakhir=timezone.now() - dt.timedelta(minutes=settings.SESI_DIAM_MENIT) + dt.timedelta(seconds=detik))


def _majukan(layar: Layar, menit: int) -> None:
    """The page believes that so much time has passed; the server is asked, and knows better."""
    layar.page.clock.run_for(menit * 60_000)


def test_dialog_dua_menit_sebelum_habis_memperpanjang_dan_isian_yang_tertinggal_kembali_setelah_masuk(layar, settings):
    layar.page.clock.install()
    masuk(layar, "desa")
    di_beranda(layar)
    layar.buka("/usulan/musyawarah/catat/")
    layar.isi("Tempat", "Balai desa lama")
    layar.page.clock.run_for(21_000)
    for _ in range(50):
        if Draf.objects.exists():
            break
        layar.page.wait_for_timeout(100)
    assert Draf.objects.get().jalur == "/usulan/musyawarah/catat/"

    _tinggal(100, settings)
    _majukan(layar, 29)
    dialog = layar.page.get_by_role("alertdialog", name="Anda masih di sini?")
    expect(dialog).to_be_visible()
    layar.lihat("sesi-hampir-habis", axe=True)
    dialog.get_by_role("button", name="Tetap masuk").click()
    expect(dialog).to_be_hidden()
    assert Sesi.objects.filter(pengguna__username="desa", terakhir__gt=timezone.now() - dt.timedelta(minutes=1)).exists()

    _tinggal(-5, settings)
    _majukan(layar, 31)
    expect(dialog).to_contain_text("sudah berakhir")
    layar.galat.clear()
    dialog.get_by_role("link", name="Masuk lagi").click()
    layar.isi("Nama akun", "desa")
    layar.isi("Kata sandi", SANDI)
    layar.page.get_by_role("button", name="Masuk", exact=True).click()
    layar.isi_kode()
    layar.klik("Lanjutkan")
    expect(layar.page.get_by_role("heading", level=1)).to_have_text("Isian Anda masih ada")
    layar.lihat("isian-masih-ada", axe=True)
    layar.galat.clear()
    layar.klik("Kirim lagi")
    assert layar.page.get_by_label("Tempat").input_value() == "Balai desa lama"


def test_tanpa_javascript_formulir_yang_terlambat_kembali_setelah_masuk(live_server, browser, settings):
    konteks = browser.new_context(java_script_enabled=False, locale="id-ID")
    layar = Layar(
        konteks.new_page(), live_server.url, Path(tempfile.gettempdir()) / "dtks-layar" / "masuk-tanpa-js", cepat=True
    )
    masuk(layar, "desa")
    layar.buka("/usulan/musyawarah/catat/")
    layar.isi("Tempat", "Balai desa lama")
    _tinggal(-5, settings)
    layar.klik("Simpan")
    expect(layar.page.get_by_role("status")).to_contain_text("Isian yang baru Anda kirim tersimpan untuk Anda.")
    layar.isi("Nama akun", "desa")
    layar.isi("Kata sandi", SANDI)
    layar.page.get_by_role("button", name="Masuk", exact=True).click()
    layar.isi_kode()
    layar.klik("Lanjutkan")
    layar.klik("Kirim lagi")
    assert layar.page.get_by_label("Tempat").input_value() == "Balai desa lama"
    konteks.close()
