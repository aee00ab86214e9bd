"""A citizen's registration in a real browser at 360 px: proposed, followed, tabled by the village, decided; axe in light and dark."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.alur_lengkap.layar import ATURAN_AXE, HTML_MAKS, LEBAR, LINGKUP_AXE, PONSEL, Layar
from usulan import pengajuan
from usulan.models import Musyawarah, Pendaftaran, Usulan
from verval import kelengkapan, putusan

FOTO = Path(settings.BASE_DIR) / "docs" / "contoh" / "foto-kegiatan.jpg"

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def layar(page: Page, live_server) -> Layar:
    simpan = Path(os.environ.get("LAYAR_DIR") or Path(settings.DATA_DIR) / "layar") / "mandiri"
    hasil = Layar(page, live_server.url, simpan, cepat=True)
    page.set_viewport_size(PONSEL)
    return hasil


def _sebagai(layar: Layar, klien) -> None:
    layar.page.context.clear_cookies()
    kuki = [{"name": n, "value": m.value, "url": layar.alamat} for n, m in klien.cookies.items()]
    layar.page.context.add_cookies(kuki)


def _bersih(layar: Layar, nama: str) -> None:
    """Photographed and weighed at 360 px; axe there, at the wide width, and in dark."""
    layar.lihat(nama, banyak_baris=True)
    assert len(layar.page.content().encode()) < 8 * HTML_MAKS
    for ukuran, tema in ((PONSEL, "light"), (LEBAR, "light"), (PONSEL, "dark")):
        layar.page.set_viewport_size(ukuran)
        layar.page.emulate_media(color_scheme=tema)
        temuan = Axe().run(layar.page, context=LINGKUP_AXE, options=ATURAN_AXE).response["violations"]
        assert not temuan, f"{nama} {tema}: " + "; ".join(
            f"{t['id']} {[n['html'][:160] for n in t['nodes'][:3]]}" for t in temuan
        )
    layar.page.emulate_media(color_scheme="light")
    layar.page.set_viewport_size(PONSEL)


def _isi_keluarga(page: Page, orang: dict) -> None:
    page.get_by_label("Orang lain yang miskin di desa/kelurahan saya").check()
    for nama in ("nomor_kk", "alamat", "rt", "rw"):
        page.locator(f"#id_{nama}").fill(orang[nama])
    for nama in ("nik", "nama", "tempat_lahir", "ibu_kandung", "pekerjaan"):
        page.locator(f"#id_anggota-0-{nama}").fill(orang[nama])
    for nama in ("shdk", "program", "status_kawin"):
        page.locator(f"#id_anggota-0-{nama}").select_option(orang[nama])
    lahir = orang["tanggal_lahir"]
    for n, nilai in enumerate((lahir.day, lahir.month, lahir.year)):
        page.locator(f"#id_anggota-0-tanggal_lahir_{n}").fill(str(nilai))
    page.locator(f'input[name="anggota-0-jenis_kelamin"][value="{orang["jenis_kelamin"]}"]').check()
    for n in range(10):
        page.locator(f'input[name="sk{n}"][value="{"ya" if n % 2 else "tidak"}"]').check()


def test_warga_mengusulkan_mengikuti_dan_membaca_putusannya_di_ponsel(layar, masuk, pabrik, pelaku):
    page, orang = layar.page, pabrik.anggota("warga", program="NONBANSOS")[0]
    musyawarah = pabrik.musyawarah()

    _sebagai(layar, masuk("warga"))
    layar.buka("/usulan-saya/")
    _bersih(layar, "usulan-saya-kosong")
    layar.klik("Mulai mengisi")
    _isi_keluarga(page, orang)
    with page.expect_file_chooser() as pemilih:
        layar.kolom("Foto rumah tampak depan").click()
    pemilih.value.set_files(FOTO)
    _bersih(layar, "isi")
    page.get_by_role("button", name="Simpan dan periksa").last.click()
    expect(page.get_by_text("Belum dikirim: petugas belum melihatnya.")).to_be_visible()
    page.get_by_label("Saya menyatakan isian ini benar").check()
    layar.klik("Kirim")
    expect(page.get_by_text("Sekarang di desa/kelurahan.")).to_be_visible()
    _bersih(layar, "terkirim")
    p = Pendaftaran.objects.get()

    _sebagai(layar, masuk("desa"))
    layar.buka("/pendaftaran-mandiri/")
    page.get_by_label(f"Pilih {orang['nama']}").check()
    _bersih(layar, "desa-daftar")
    layar.klik("Masukkan ke musyawarah")
    expect(page.get_by_text("1 pendaftaran (1 nama) masuk ke daftar musyawarah.")).to_be_visible()
    assert Usulan.objects.get().musyawarah_id == musyawarah.pk

    desa = pelaku("desa")
    pengajuan.setujui_forum(musyawarah, oleh=desa)
    pengajuan.ajukan(Musyawarah.objects.get(pk=musyawarah.pk), oleh=desa, catatan_peringatan="Sudah diperiksa.")
    kelengkapan.nyatakan_lengkap(oleh=pelaku("kabupaten"), musyawarah=musyawarah)
    catatan = "Rumah sudah layak huni."
    putusan.putuskan(Usulan.objects.all(), "tidak_layak", oleh=pelaku("verifikator"), alasan="E01", catatan=catatan)

    _sebagai(layar, masuk("warga"))
    layar.buka(f"/usulan-saya/{p.pk}/")
    expect(page.get_by_text("Selesai: ditolak dinas sosial").first).to_be_visible()
    expect(page.get_by_text(catatan)).to_be_visible()
    _bersih(layar, "diputus")
    layar.buka("/data-saya/")
    _bersih(layar, "data-saya")
    layar.klik("Minta koreksi")
    _bersih(layar, "koreksi")
