"""Object → heard → visited → decided → appeal in a real browser at 360 px; axe on phone, desktop and in the dark."""

import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from sanggahan.models import Keberatan, Sanggahan
from tests.alur_lengkap.layar import PONSEL, Layar
from tests.fixtures.pabrik import foto
from tests.fixtures.sanggahan import foto_berlokasi, warga_baru

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.peramban]


class Walk(Layar):
    """The screen of one account after the other, by its session."""

    def __init__(self, *args, masuk) -> None:
        super().__init__(*args)
        self._masuk = masuk

    def sebagai(self, akun: str, jalur: str) -> None:
        kunci = self._masuk(akun).cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": kunci, "url": self.alamat}])
        self.page.set_viewport_size(PONSEL)
        self.buka(jalur)

    def lihat(self, nama: str, **kwargs) -> None:
        super().lihat(nama, axe=True)
        self.page.set_viewport_size(PONSEL)

    def lihat_gelap(self, nama: str) -> None:
        self.page.emulate_media(color_scheme="dark")
        self.periksa_akses(f"{nama} gelap")
        self.page.screenshot(path=self.simpan / f"{nama}-gelap.png", full_page=True)
        self.page.emulate_media(color_scheme="light")

    def berkas(self, label: str, *isi) -> None:
        jalur = []
        for n, satu in enumerate(isi):
            jalur.append(self.simpan / f"unggah-{self.nomor}-{n}.jpg")
            jalur[-1].write_bytes(satu.read())
        kolom = self.kolom(label)
        if kolom.evaluate("e => e.type") == "file":
            kolom.set_input_files(jalur)
            return
        with self.page.expect_file_chooser() as pemilih:
            kolom.click()
        pemilih.value.set_files(jalur)

    def pesan(self, teks: str) -> None:
        expect(self.page.get_by_role("status").filter(has_text=teks).first).to_be_visible()


@pytest.fixture
def layar(live_server, page, masuk) -> Walk:
    return Walk(page, live_server.url, Path(tempfile.gettempdir()) / "dtks-layar" / "sanggahan", masuk=masuk)


def test_menyanggah_didengar_dikunjungi_diputus_dan_dikeberati_di_ponsel(layar, perkara):
    (orang,) = perkara.penerima()
    warga_baru("Ibu Keluarga", orang.nik, akun="keluarga")

    layar.sebagai("warga", reverse("sanggahan:saya"))
    layar.lihat("saya-kosong")
    layar.klik("Sanggah penerima")
    layar.isi("Nama orang yang ingin disanggah", orang.nama)
    layar.klik("Cari")
    layar.lihat("cari")
    layar.page.get_by_role("link", name="Sanggah " + orang.nama[:3]).first.click()
    layar.page.get_by_label("Sudah mampu", exact=True).check()
    layar.isi("Pernyataan Anda", "Rumahnya sudah bertingkat dan ada mobil.")
    layar.berkas("Foto rumah", foto_berlokasi())
    layar.page.get_by_label("Keterangan saya benar", exact=False).check()
    layar.lihat("isi-sanggahan")
    layar.lihat_gelap("isi-sanggahan")
    layar.klik("Kirim sanggahan")
    layar.pesan("Sanggahan terkirim")
    layar.lihat("sanggahan-saya")
    s = Sanggahan.objects.get()
    berkas = reverse("sanggahan:rincian", args=[s.pk])

    layar.sebagai("kabupaten", berkas)
    layar.lihat("rincian-kabupaten")
    layar.klik("Tugaskan kunjungan")
    layar.page.get_by_label("Nurhasanah").check()
    layar.isi("Pokok sanggahan untuk keluarga", "Keluarga dinilai sudah mampu.")
    layar.lihat("tugaskan")
    layar.klik("Tugaskan")
    layar.pesan("Kunjungan ditugaskan")

    layar.sebagai("keluarga", "/beranda/")
    layar.klik("Sanggahan yang dapat Anda jawab")
    layar.page.get_by_role("link", name=s.nomor).click()
    layar.isi("Jawaban keluarga", "Mobil itu milik tetangga yang menumpang parkir.")
    layar.lihat("jawab")
    layar.klik("Kirim jawaban")
    layar.pesan("Jawaban Anda terkirim")

    layar.sebagai("desa", berkas)
    layar.lihat("rincian-desa")
    layar.klik("Kirim laporan kunjungan")
    _isi_laporan(layar)
    layar.lihat("laporan")
    layar.klik("Kirim laporan")
    layar.pesan("Laporan kunjungan terkirim")

    layar.sebagai("verifikator", berkas)
    layar.lihat("rincian-verifikator")
    layar.lihat_gelap("rincian-verifikator")
    layar.klik("Terbukti")
    layar.page.get_by_label("Penghentian bantuan", exact=True).check()
    layar.isi("Penjelasan", "Kunjungan menunjukkan keluarga ini sudah mampu.")
    layar.lihat("buktikan")
    layar.klik("Putus terbukti")
    layar.pesan("Diputus terbukti")

    layar.sebagai("keluarga", reverse("sanggahan:keluarga_rincian", args=[s.pk]))
    layar.lihat("putusan-keluarga")
    layar.lihat_gelap("putusan-keluarga")
    layar.klik("Ajukan keberatan")
    layar.isi("Alasan keberatan", "Mobil itu milik tetangga, surat kendaraannya ada pada kami.")
    layar.lihat("keberatan")
    layar.klik("Kirim keberatan")
    layar.pesan("terkirim ke kepala dinas sosial")

    layar.sebagai("kepala", "/beranda/")
    layar.klik("Keberatan menunggu putusan Anda")
    layar.lihat("daftar-keberatan")
    layar.page.get_by_role("link", name=Keberatan.objects.get().nomor).click()
    layar.page.get_by_label("Terima keberatan").check()
    layar.page.get_by_label("Ada bukti baru").check()
    layar.isi("Penjelasan", "Surat kendaraan membuktikan mobil milik tetangga.")
    layar.lihat("putus-keberatan")
    layar.klik("Putuskan")
    layar.pesan("diterima")
    layar.sebagai("warga", reverse("sanggahan:saya_rincian", args=[s.pk]))
    layar.lihat("akhir-penyanggah")
    expect(layar.page.locator("main")).to_contain_text("Surat kendaraan membuktikan")


def _isi_laporan(layar: Walk) -> None:
    waktu = layar.page.evaluate("new Date(Date.now() - 864e5).toISOString()")
    for nama, nilai in (("Tanggal", waktu[8:10]), ("Bulan", waktu[5:7]), ("Tahun", waktu[:4])):
        layar.page.get_by_label(nama, exact=True).fill(nilai)
    layar.isi("Jam kunjungan", "10:30")
    for kelompok in layar.page.get_by_role("group").all():
        if kelompok.get_by_label("Ya", exact=True).count():
            kelompok.get_by_label("Ya", exact=True).first.check()
    layar.isi("Yang ditemukan", "Rumah tembok dua lantai, lantai keramik.")
    layar.berkas("Foto kunjungan", foto(), foto())
    layar.isi("Lintang", "2,98")
    layar.isi("Bujur", "99,61")
