"""From a telephone of 360 px: register, code, photos, queue, approval, sign-in, as docs/panduan-warga.md tells it."""

import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from akun.models import Pendaftaran
from tests.alur_lengkap.layar import PONSEL, Layar
from tests.fixtures.dasar import SANDI
from tests.fixtures.warga import KK_WARGA, NIK_WARGA, SANDI_WARGA, SUREL, gambar_kartu, kode_terkirim

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.peramban]


@pytest.fixture
def layar(live_server, page, settings, tmp_path) -> Layar:
    settings.MEDIA_ROOT = tmp_path
    return Layar(page, live_server.url, Path(tempfile.gettempdir()) / "dtks-layar" / "warga")


def _gelap(layar: Layar) -> None:
    """The same page in the dark, judged on the telephone."""
    layar.page.context.add_cookies([{"name": "tema", "value": "gelap", "url": layar.alamat}])
    layar.page.reload()
    layar.page.set_viewport_size(PONSEL)
    layar.periksa_akses("gelap")
    layar.page.context.clear_cookies(name="tema")
    layar.page.reload()


def test_mendaftar_diperiksa_lalu_masuk(layar, tmp_path):
    page = layar.page
    layar.buka("/masuk/")
    page.set_viewport_size(PONSEL)
    layar.klik("buat akun")
    layar.isi("NIK", NIK_WARGA)
    layar.isi("Nomor kartu keluarga", KK_WARGA)
    layar.isi("Nama lengkap", "Siti Rahmah")
    for kotak, nilai in (("Tanggal", "1"), ("Bulan", "7"), ("Tahun", "1990")):
        layar.isi(kotak, nilai)
    for kotak, nilai in (("Provinsi", "12"), ("Kabupaten/kota", "1209"), ("Kecamatan", "120920")):
        # Each choice fetches the next list, which answers to a change once htmx has settled it.
        page.evaluate(
            "() => { const b = document.body; delete b.dataset.tenang;"
            " b.addEventListener('htmx:afterSettle', () => { b.dataset.tenang = 'ya' }, {once: true}) }"
        )
        layar.kolom(kotak).select_option(value=nilai)
        expect(page.locator("body[data-tenang]")).to_be_attached()
    layar.kolom("Desa/kelurahan").select_option(value="1209201008")
    layar.lihat("daftar", axe=True)
    layar.isi("Alamat surel", SUREL)
    layar.klik("Lanjutkan")
    layar.lihat("kode", axe=True)
    layar.isi("Kode enam angka", kode_terkirim())
    layar.klik("Lanjutkan")
    kecil, baik = tmp_path / "kecil.jpg", tmp_path / "baik.jpg"
    gambar_kartu(300, 200).save(kecil)
    gambar_kartu().save(baik)
    layar.pilih_berkas("Foto KTP", kecil)
    layar.pilih_berkas("Foto diri dengan KTP", baik)
    layar.klik("Simpan dan lanjutkan")
    expect(page.get_by_role("alert")).to_contain_text("Foto terlalu kecil")
    layar.galat.clear()  # the browser notes the refusal
    layar.lihat("foto-ditolak", axe=True)
    gambar_kartu().save(baik)
    layar.pilih_berkas("Foto KTP", baik)
    layar.klik("Simpan dan lanjutkan")
    layar.isi("Kata sandi baru", SANDI_WARGA)
    layar.isi("Ulangi kata sandi baru", SANDI_WARGA)
    page.get_by_label("Saya menyatakan keempat hal di atas").check()
    layar.lihat("kirim", axe=True)
    layar.klik("Kirim untuk diperiksa")
    expect(page.locator("main")).to_contain_text("Menunggu diperiksa")
    layar.lihat("menunggu", axe=True)
    layar.klik("Lupakan di peramban ini")

    layar.buka("/masuk/")
    layar.isi_masuk("admin.kab", SANDI)
    layar.menu("Pendaftaran warga")
    layar.lihat("antrean", axe=True)
    layar.klik("Siti Rahmah")
    page.locator("img[alt^='Foto KTP']").evaluate("e => e.decode()")
    layar.lihat("periksa", axe=True)
    _gelap(layar)
    layar.klik("Setujui")
    expect(page.get_by_role("status")).to_contain_text("Akun Siti Rahmah aktif")
    assert Pendaftaran.objects.get().status == "disetujui"
    page.get_by_role("button", name="Keluar").click()

    layar.buka("/masuk/")
    layar.isi("Nama akun", NIK_WARGA)
    layar.isi("Kata sandi", SANDI_WARGA)
    page.get_by_role("button", name="Masuk", exact=True).click()
    layar.lihat("kode-masuk", axe=True)
    layar.isi("Kode enam angka", kode_terkirim())
    layar.klik("Lanjutkan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Siti Rahmah")
    layar.lihat("beranda", axe=True)
    _gelap(layar)
    layar.klik("1 pemberitahuan belum dibaca")
    layar.lihat("pemberitahuan", axe=True)
    layar.buka("/akun/kontak/")
    layar.lihat("kontak", axe=True)
    layar.buka("/akun/pindah/")
    layar.lihat("pindah", axe=True)
    layar.buka("/akun/tutup/")
    layar.lihat("tutup", axe=True)
