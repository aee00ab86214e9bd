"""A month in a real browser, by the words of the README; and the village's part of it without JavaScript."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from dasar.periode import nama as nama_bulan
from dasar.periode import periode_kini
from tests.alur_lengkap.layar import KUNJUNGAN_PERTAMA_MAKS, Layar, ukuran_terkirim
from tests.alur_lengkap.panduan import Panduan
from tests.alur_lengkap.teks_pdf import teks_pdf
from tests.fixtures.dasar import SANDI

AKAR = Path(settings.BASE_DIR)
BUKU = AKAR / "tests" / "data" / "asahan-bersih.xlsx"
DOKUMEN = AKAR / "docs" / "contoh"
NIK, NAMA = "9901011609010002", "Hasan Wahyuni"
SURAT, KEPUTUSAN = "460/0123/DINSOS/2026", "215/HUK/2026"

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


def _simpan(nama: str) -> Path:
    return Path(os.environ.get("LAYAR_DIR") or Path(settings.DATA_DIR) / "layar") / nama


def catat_musyawarah(layar: Layar) -> None:
    hari = timezone.localdate()
    layar.menu("Musyawarah")
    layar.lihat("musyawarah-daftar")
    layar.klik("Catat musyawarah")
    for label, nilai in (("Tanggal", hari.day), ("Bulan", hari.month), ("Tahun", hari.year)):
        layar.isi(label, str(nilai), tertulis=False)
    for label, nilai in (
        ("Nomor berita acara", "470/12/BA/2026"),
        ("Tempat", "Kantor lurah"),
        ("Nama pimpinan musyawarah", "Ahmad Fauzi"),
        ("Nama notulis", "Rina Marlina"),
        ("Jumlah peserta yang hadir", "25"),
        ("Pokok pembahasan", "Usulan keluarga miskin"),
    ):
        layar.isi(label, nilai)
    layar.lihat("musyawarah-catat", axe=True)
    layar.klik("Simpan")
    layar.lihat("musyawarah-kosong")


def unggah_dokumen(layar: Layar) -> None:
    layar.klik("Unggah dokumen")
    for label, berkas in (
        ("Berita acara", "berita-acara.pdf"),
        ("Foto kegiatan", "foto-kegiatan.jpg"),
        ("Daftar hadir", "daftar-hadir.pdf"),
        ("Bukti publikasi hasil musyawarah", "bukti-publikasi.jpg"),
    ):
        layar.pilih_berkas(label, DOKUMEN / berkas)
    layar.lihat("dokumen-unggah", axe=True)
    layar.klik("Unggah")


def unggah_buku(layar: Layar) -> None:
    layar.klik("Unggah buku kerja")
    layar.pilih_berkas("Buku kerja (.xlsx atau .csv)", BUKU)
    layar.lihat("buku-kerja-unggah", axe=True)
    layar.klik("Unggah dan periksa")
    layar.lihat("pekerjaan")
    layar.klik("Lanjut")
    layar.tampak("Semua baris diterima tanpa peringatan.")
    layar.lihat("buku-kerja-pratinjau", axe=True)
    layar.klik("Terapkan")
    layar.klik("Lanjut")
    layar.lihat("buku-kerja-selesai")
    layar.klik("Lihat daftar usulan")


def ajukan(layar: Layar) -> None:
    layar.lihat("musyawarah-terisi", axe=True, banyak_baris=True)
    layar.klik("Setujui semua yang belum diputus")
    layar.tampak("Siap diajukan")
    layar.klik("Segel dan ajukan")
    layar.lihat("musyawarah-segel", axe=True)
    layar.klik("Segel dan ajukan")
    layar.lihat("musyawarah-tersegel", banyak_baris=True)


def desa(layar: Layar, sandi: str) -> None:
    layar.buka("/")
    layar.lihat("depan", axe=True)
    layar.klik("Masuk sebagai petugas")
    layar.lihat("masuk", axe=True)
    layar.isi_masuk("desa", sandi)
    layar.lihat("beranda-desa", axe=True)
    catat_musyawarah(layar)
    unggah_dokumen(layar)
    unggah_buku(layar)
    ajukan(layar)


def kabupaten(layar: Layar, sandi: str) -> None:
    layar.masuk("kabupaten", sandi)
    layar.lihat("beranda-kabupaten")
    layar.menu("Kelengkapan")
    layar.lihat("kelengkapan-daftar", axe=True)
    layar.klik("Kisaran Timur")
    layar.lihat("kelengkapan-rincian", axe=True, banyak_baris=True)
    layar.klik("Nyatakan semua lengkap")

    layar.masuk("verifikator", sandi)
    layar.lihat("beranda-verifikator")
    layar.menu("Verifikasi")
    layar.pilih("Kecamatan", "Kota Kisaran Timur")
    layar.pilih("Desa/kelurahan", "Kisaran Timur")
    layar.klik("Terapkan")
    layar.lihat("verifikasi-antrean", axe=True, banyak_baris=True)
    layar.klik(NAMA)
    layar.lihat("verifikasi-putusan", axe=True)
    layar.remah("Verifikasi")
    layar.klik("Pilih semua … usulan hasil saringan")
    layar.lihat("verifikasi-semua", banyak_baris=True)
    layar.klik("Layak")
    layar.lihat("verifikasi-konfirmasi", axe=True)
    layar.klik("Nyatakan layak (… usulan)")

    layar.masuk("kabupaten", sandi)
    layar.menu("Pengesahan")
    layar.klik("Susun berkas")
    layar.lihat("berkas-susun", axe=True)
    layar.klik("Susun berkas")
    layar.lihat("berkas-tersusun", banyak_baris=True)


def sahkan(layar: Layar, sandi: str) -> bytes:
    layar.masuk("kepala", sandi)
    layar.lihat("beranda-kepala")
    layar.menu("Pengesahan")
    layar.lihat("berkas-daftar")
    layar.klik("Berkas pengesahan …")
    layar.lihat("berkas-rincian", axe=True, banyak_baris=True)
    layar.klik("Sahkan berkas")
    layar.isi("Nomor surat pengesahan", SURAT)
    layar.kolom("Saya sudah memeriksa isi berkas ini dan mengesahkannya.").check()
    layar.isi("Kata sandi Anda", sandi, tertulis=False)
    layar.isi_kode()
    layar.lihat("berkas-sahkan", axe=True)
    layar.klik("Sahkan")
    layar.lihat("berkas-disahkan", banyak_baris=True)
    return layar.unduh("Unduh surat pengesahan")


def provinsi_dan_penilai(layar: Layar, sandi: str) -> None:
    layar.masuk("provinsi", sandi)
    layar.lihat("beranda-provinsi")
    layar.menu("Penerusan")
    layar.tampak("Menunggu penilaian")
    layar.lihat("penerusan", axe=True)

    layar.masuk("penilai", sandi)
    layar.lihat("beranda-penilai")
    layar.menu("Penilaian")
    layar.lihat("penilaian-daftar", axe=True)
    layar.klik("Periksa dulu")
    layar.klik("Lanjut")
    layar.lihat("penilaian-rincian", axe=True)
    layar.klik("Terapkan: kembalikan …, loloskan …")
    layar.lihat("penilaian-terapkan")
    layar.klik("Terapkan")
    layar.klik("Lanjut")
    layar.lihat("penilaian-diterapkan")


def tetapkan(layar: Layar, sandi: str) -> bytes:
    layar.masuk("menteri", sandi)
    layar.lihat("beranda-menteri")
    layar.menu("Penetapan")
    layar.lihat("penetapan-daftar")
    layar.klik("Rencana bulan ini")
    layar.lihat("penetapan-rencana", axe=True)
    layar.klik("Tetapkan …")
    layar.isi("Nomor keputusan", KEPUTUSAN)
    layar.isi("Kata sandi Anda", sandi, tertulis=False)
    layar.isi_kode()
    layar.lihat("penetapan-tetapkan", axe=True)
    layar.klik("Tetapkan")
    layar.klik("Lanjut")
    layar.muat_ulang_sampai_ada("Keputusan penetapan")
    layar.lihat("penetapan-rincian", axe=True)
    return layar.unduh("Keputusan penetapan")


def yang_berubah(layar: Layar, sandi: str, kode: str) -> None:
    bulan = nama_bulan(periode_kini())
    layar.masuk("desa", sandi)
    layar.menu("Register")
    layar.isi("NIK, nomor KK, atau nama", NIK)
    layar.klik("Cari")
    layar.lihat("register-cari", axe=True)
    layar.klik(NAMA)
    for teks in (KEPUTUSAN, bulan):
        expect(layar.page.get_by_role("table", name="Riwayat dalam DTKS")).to_contain_text(teks)
    layar.lihat("register-individu", axe=True)

    layar.menu("Usulan")
    layar.isi("Cari nama, NIK, atau nomor tanda terima", NIK)
    layar.klik("Terapkan")
    layar.lihat("usulan-daftar")
    layar.klik(NAMA)
    layar.tampak("Perjalanan usulan")
    for langkah in ("Disegel dan diajukan", "Diputus layak", "Disahkan", "Diteruskan", "Ditetapkan"):
        expect(layar.page.locator("ol.s-garis")).to_contain_text(langkah)
    layar.lihat("usulan-rincian", axe=True)

    layar.page.get_by_role("button", name="Keluar").click()
    layar.klik("Periksa dokumen")
    layar.isi("Kode verifikasi", kode, tertulis=False)
    layar.klik("Periksa")
    expect(layar.page.locator("main")).to_contain_text(KEPUTUSAN)
    layar.lihat("verifikasi-dokumen", axe=True)


def mainkan_sebulan(layar: Layar, sandi: str) -> None:
    """The README from its first step to its last, on whatever portal the browser is at."""
    desa(layar, sandi)
    kabupaten(layar, sandi)
    surat = sahkan(layar, sandi)
    assert surat.startswith(b"%PDF") and SURAT in teks_pdf(surat).replace(" ", "")
    provinsi_dan_penilai(layar, sandi)
    keputusan = tetapkan(layar, sandi)
    teks = teks_pdf(keputusan)
    assert keputusan.startswith(b"%PDF")
    assert nama_bulan(periode_kini()).upper().replace(" ", "") in teks.upper().replace(" ", "")
    kode = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", teks)
    assert kode, teks[-400:]
    yang_berubah(layar, sandi, kode.group())


def test_sebulan_diikuti_kata_demi_kata_menurut_readme(live_server, page):
    panduan = Panduan(AKAR / "README.md")
    mainkan_sebulan(Layar(page, live_server.url, _simpan("sebulan"), panduan), SANDI)
    assert panduan.belum_dipakai() == []


def test_kunjungan_pertama_muat_di_jaringan_lambat(live_server, page):
    assert ukuran_terkirim(page, f"{live_server.url}/masuk/") <= KUNJUNGAN_PERTAMA_MAKS


def test_desa_mengajukan_tanpa_javascript(live_server, browser):
    konteks = browser.new_context(java_script_enabled=False, locale="id-ID")
    layar = Layar(konteks.new_page(), live_server.url, _simpan("tanpa-javascript"), cepat=True)
    desa(layar, SANDI)
    expect(layar.page.locator("main")).to_contain_text("150 usulan disegel dan diajukan ke dinas sosial.")
    konteks.close()
