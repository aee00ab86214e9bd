"""Takes the screenshots of the guides (docs/gambar) on a portal of its own: `make docs`.

A scratch DATA_DIR with the example data, the portal on a free port, headless Chromium; then one month is played by the
screens, and photographed on the way. Everything is stopped and thrown away at the end. Pictures show the day on which
they were taken; apart from that they come out the same.
"""

import os
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from panggung import AKAR, GAMBAR, SANDI, Kamera, portal
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(AKAR))

from tests.peramban import cari_peramban  # noqa: E402

DOKUMEN = AKAR / "docs" / "contoh"
BUKU = AKAR / "tests" / "data"
# Parts of names: one of them is borne by somebody in the example's register of the village.
NAMA_UMUM = ("siti", "sri", "nur", "ani", "ati", "man", "sar")


def _catat_musyawarah(k: Kamera, nomor: str) -> None:
    hari = datetime.now(ZoneInfo("Asia/Jakarta"))
    k.menu("Musyawarah")
    k.klik("Catat musyawarah")
    for label, nilai in (
        ("Tanggal", str(hari.day)),
        ("Bulan", str(hari.month)),
        ("Tahun", str(hari.year)),
        ("Nomor berita acara", nomor),
        ("Tempat", "Kantor lurah"),
        ("Nama pimpinan musyawarah", "Ahmad Fauzi"),
        ("Nama notulis", "Rina Marlina"),
        ("Jumlah peserta yang hadir", "25"),
        ("Pokok pembahasan", "Usulan keluarga miskin"),
    ):
        k.isi(label, nilai)


def _unggah_dokumen(k: Kamera, foto: str = "") -> None:
    k.klik("Unggah dokumen")
    k.unggah("berita_acara", DOKUMEN / "berita-acara.pdf")
    k.unggah("foto_kegiatan", DOKUMEN / "foto-kegiatan.jpg")
    k.unggah("daftar_hadir", DOKUMEN / "daftar-hadir.pdf")
    k.unggah("bukti_publikasi", DOKUMEN / "bukti-publikasi.jpg")
    k.page.wait_for_timeout(1000)  # the photo is made smaller in the browser
    if foto:
        k.foto(foto)
    k.klik("Unggah")


def _terapkan_buku(k: Kamera) -> None:
    k.klik("Terapkan")
    k.klik("Lanjut")
    k.klik("Lihat daftar usulan")


def _unggah_buku(k: Kamera, nama: str) -> None:
    k.klik("Unggah buku kerja")
    k.unggah("berkas", BUKU / nama)
    k.klik("Unggah dan periksa")
    k.klik("Lanjut")


def desa_dengan_salah(k: Kamera) -> None:
    """A workbook with faults, in another village; what only warns goes on and fails the ministry's criteria later."""
    k.masuk("desa3")
    _catat_musyawarah(k, "470/07/BA/2026")
    k.klik("Simpan")
    _unggah_buku(k, "asahan-kotor.xlsx")
    k.foto("desa-4", tinggi=1050)
    _terapkan_buku(k)
    _unggah_dokumen(k)
    k.klik("Setujui semua yang belum diputus")
    k.klik("Segel dan ajukan")
    k.isi("Penjelasan atas nama berperingatan", "Sudah dicocokkan dengan KTP dan KK asli.")
    k.klik("Segel dan ajukan")


def desa(k: Kamera) -> None:
    k.masuk("desa")
    k.foto("desa-1")
    k.ponsel("desa-11")
    _catat_musyawarah(k, "470/12/BA/2026")
    k.foto("desa-2")
    k.klik("Simpan")
    lembar = k.page.url
    _unggah_dokumen(k, "desa-3")
    _unggah_buku(k, "asahan-bersih.xlsx")
    _terapkan_buku(k)
    k.klik("Tambah keluarga")
    k.foto("desa-5", tinggi=1200)
    k.page.goto(lembar)
    k.klik("Usulkan keluar")
    for nama in NAMA_UMUM:
        k.isi("Nama atau NIK", nama)
        k.klik("Cari")
        if k.tombol("Pilih", tepat=False).count():
            break
    k.klik("Pilih", tepat=False)
    k.foto("desa-6")
    k.page.goto(lembar)
    k.centang(2)
    k.foto("desa-7")
    k.klik("Setujui semua yang belum diputus")
    k.klik("Segel dan ajukan")
    k.foto("desa-8")
    k.klik("Segel dan ajukan")


def kelengkapan(k: Kamera) -> None:
    k.masuk("kabupaten")
    k.foto("kabupaten-1")
    k.menu("Kelengkapan")
    k.foto("kabupaten-2", tinggi=900)
    k.klik("Kisaran Timur")
    k.foto("kabupaten-3", tinggi=1600)
    k.centang(2, mulai=3)
    k.klik("Kembalikan")
    k.page.get_by_label("Isian belum lengkap").check()
    k.isi("Catatan untuk desa/kelurahan", "Nama ibu kandung belum sesuai kartu keluarga.")
    k.foto("kabupaten-4", tinggi=1150)
    k.klik("Kembalikan 2 usulan")
    k.klik("Nyatakan semua lengkap")
    k.klik("Perkebunan Bandar Selamat")
    k.klik("Nyatakan semua lengkap")


def dikembalikan(k: Kamera) -> None:
    k.masuk("desa")
    k.menu("Musyawarah")
    k.page.locator("tbody a").first.click()
    k.foto("desa-9", tinggi=700)
    k.klik("Lihat yang dikembalikan")
    k.page.locator("tbody a").first.click()
    k.foto("desa-10", tinggi=900)


def verifikasi(k: Kamera) -> None:
    k.masuk("verifikator")
    k.foto("verifikator-1")
    k.menu("Verifikasi")
    k.page.get_by_label("Kecamatan", exact=True).select_option(label="Kota Kisaran Timur")
    k.page.wait_for_load_state("networkidle")
    k.page.get_by_label("Desa/kelurahan", exact=True).select_option(label="Kisaran Timur")
    k.page.wait_for_load_state("networkidle")
    k.klik("Terapkan")
    k.foto("verifikator-2", tinggi=1050)
    antrean = k.page.url
    k.page.locator("tbody a").first.click()
    k.foto("verifikator-3", tinggi=1250)
    k.ponsel("verifikator-6")
    k.page.goto(antrean)
    k.centang(1)
    k.klik("Tidak layak")
    k.foto("verifikator-4")
    k.page.goto(antrean)
    k.klik("Pilih semua", tepat=False)
    k.klik("Layak")
    k.foto("verifikator-5")
    k.klik("Nyatakan layak", tepat=False)
    k.menu("Verifikasi")
    k.klik("Pilih semua", tepat=False)
    k.klik("Layak")
    k.klik("Nyatakan layak", tepat=False)


def pengesahan(k: Kamera) -> None:
    k.masuk("kabupaten")
    k.menu("Pengesahan")
    k.klik("Susun berkas")
    k.foto("kabupaten-5", tinggi=1000)
    k.klik("Susun berkas")
    k.masuk("kepala")
    k.foto("kepala-1")
    k.menu("Pengesahan")
    k.page.locator("tbody a").first.click()
    k.foto("kepala-2", tinggi=1150)
    k.ponsel("kepala-5")
    k.klik("Sahkan berkas")
    k.isi("Nomor surat pengesahan", "460/0123/DINSOS/2026")
    k.page.get_by_label("Saya sudah memeriksa isi berkas ini dan mengesahkannya.").check()
    k.isi("Kata sandi Anda", SANDI)
    k.isi_kode()
    k.foto("kepala-3")
    k.klik("Sahkan")
    k.foto("kepala-4", tinggi=800)


def provinsi_dan_penilai(k: Kamera) -> None:
    k.masuk("provinsi")
    k.foto("provinsi-1")
    k.menu("Penerusan")
    k.foto("provinsi-2", tinggi=1000)
    k.menu("Dasbor")
    k.foto("provinsi-3", tinggi=1000)
    k.masuk("penilai")
    k.menu("Penilaian")
    k.foto("penilai-1")
    k.klik("Periksa dulu")
    k.klik("Lanjut")
    k.foto("penilai-2", tinggi=1150)
    k.klik("Terapkan: kembalikan", tepat=False)
    k.foto("penilai-3")
    k.klik("Terapkan")
    k.klik("Lanjut")
    k.masuk("kabupaten")
    k.menu("Kelengkapan")
    k.klik("Dikembalikan Kementerian Sosial")
    k.foto("kabupaten-6", tinggi=900)


def penetapan(k: Kamera) -> None:
    k.masuk("menteri")
    k.foto("menteri-1")
    k.menu("Penetapan")
    k.klik("Rencana bulan ini")
    k.foto("menteri-2")
    k.klik("Tetapkan", tepat=False)
    k.isi("Nomor keputusan", "215/HUK/2026")
    k.isi("Kata sandi Anda", SANDI)
    k.isi_kode()
    k.foto("menteri-3")
    k.klik("Tetapkan")
    k.klik("Lanjut")
    for _ in range(60):
        if k.page.get_by_role("link", name="Keputusan penetapan").count():
            break
        k.page.wait_for_timeout(500)
        k.page.reload()
    k.foto("menteri-4", tinggi=1000)


def pemantau(k: Kamera) -> None:
    k.masuk("kecamatan")
    k.foto("kecamatan-1")
    k.menu("Musyawarah")
    k.foto("kecamatan-2", tinggi=900)
    k.masuk("auditor")
    k.foto("auditor-1")
    k.menu("Usulan")
    k.isi("Cari nama, NIK, atau nomor tanda terima", "9901011609010002")
    k.klik("Terapkan")
    k.page.locator("tbody a").first.click()
    k.foto("auditor-2", dari="section:has(h2:text-is('Perjalanan usulan'))", tinggi=900)
    k.menu("Penetapan")
    k.foto("auditor-3")
    k.masuk("pusdatin")
    k.menu("Data rujukan")
    k.foto("pusdatin-1", tinggi=700)
    k.page.goto(f"{k.alamat}/admin/usulan/kodealasan/")
    k.foto("pusdatin-2", tinggi=800)
    k.page.goto(f"{k.alamat}/admin/usulan/jadwal/add/")
    k.foto("pusdatin-3")


def utama() -> None:
    peramban = cari_peramban()
    if peramban is None:
        sys.exit("Chromium tidak ada. Pasang dengan `apt-get install chromium`, atau isi CHROMIUM.")
    GAMBAR.mkdir(parents=True, exist_ok=True)
    with portal() as alamat, sync_playwright() as p:
        tanpa_kotak_pasir = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = p.chromium.launch(
            executable_path=peramban, args=["--disable-gpu", "--disable-dev-shm-usage", *tanpa_kotak_pasir]
        )
        konteks = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta", reduced_motion="reduce", color_scheme="light")
        kamera = Kamera(konteks.new_page(), alamat)
        for babak in (
            desa_dengan_salah,
            desa,
            kelengkapan,
            dikembalikan,
            verifikasi,
            pengesahan,
            provinsi_dan_penilai,
            penetapan,
            pemantau,
        ):
            babak(kamera)
        browser.close()
    print(f"Semua gambar: {sum(g.stat().st_size for g in GAMBAR.glob('*.png')) // 1000} kB")


if __name__ == "__main__":
    utama()
