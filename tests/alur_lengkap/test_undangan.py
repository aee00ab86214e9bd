"""A village operator is invited, signs, works, and hands over to a successor: in a real browser."""

import base64
import datetime as dt
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from django_otp.oath import totp
from playwright.sync_api import expect

from akun.models import Penugasan
from akun.penugasan import akhiri
from dasar.jejak import SISTEM
from tests.alur_lengkap.layar import Layar
from tests.fixtures.dasar import SANDI

AKAR = Path(settings.BASE_DIR)
SK = AKAR / "docs" / "contoh" / "berita-acara.pdf"
SANDI_BARU = "kebun karet di tepi jalan raya"

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def layar(page, live_server):
    simpan = Path(os.environ.get("LAYAR_DIR") or Path(settings.DATA_DIR) / "layar") / "undangan"
    return Layar(page, live_server.url, simpan)


def isi_tanggal(layar: Layar, kelompok: str, tanggal: dt.date) -> None:
    kotak = layar.page.get_by_role("group", name=kelompok)
    for label, nilai in (("Tanggal", tanggal.day), ("Bulan", tanggal.month), ("Tahun", tanggal.year)):
        kotak.get_by_label(label, exact=True).fill(str(nilai))


def isi_calon(layar: Layar, nama: str, nik: str, nomor_sk: str) -> None:
    for label, nilai in (("Nama lengkap", nama), ("NIK", nik), ("Nomor surat keputusan", nomor_sk)):
        layar.isi(label, nilai)
    layar.pilih_berkas("Berkas surat keputusan", SK)
    isi_tanggal(layar, "Masa tugas sampai", timezone.localdate() + dt.timedelta(days=300))


def ambil_tautan(layar: Layar) -> str:
    expect(layar.page.get_by_role("heading", level=1)).to_have_text("Undangan siap diserahkan")
    alamat = layar.page.get_by_label("Tautan undangan").input_value()
    return re.search(r"/undangan/\?kode=.+", alamat)[0]


def terima(layar: Layar, tautan: str, nama: str, nik: str, akun: str) -> None:
    layar.buka(tautan)
    expect(layar.page.locator("main")).to_contain_text(nama)
    layar.lihat("undangan", axe=True)
    layar.isi("NIK Anda", nik)
    layar.isi("Nama akun", akun)
    layar.isi("Kata sandi", SANDI_BARU)
    layar.isi("Ulangi kata sandi", SANDI_BARU)
    layar.page.get_by_label("Data di atas benar").check()
    layar.klik("Terima dan tandatangani")


def masuk_pertama(layar: Layar, akun: str) -> None:
    """The first sign-in: password, then the code app is set up."""
    layar.isi("Nama akun", akun)
    layar.isi("Kata sandi", SANDI_BARU)
    layar.klik("Masuk")
    rahasia = layar.page.locator(".s-kunci").inner_text().replace(" ", "")
    kunci = base64.b32decode(rahasia + "=" * (-len(rahasia) % 8))
    layar.isi("Kode dari aplikasi", f"{totp(kunci):06d}")
    layar.klik("Pasang")
    layar.klik("Sudah saya simpan, lanjut")


def keluar(layar: Layar) -> None:
    layar.page.get_by_role("button", name="Keluar").click()
    layar.page.wait_for_load_state("load")


def masuk_contoh(layar: Layar, akun: str) -> None:
    layar.buka("/masuk/")
    layar.isi_masuk(akun, SANDI)


def test_admin_mengundang_operator_desa_lalu_tugasnya_diserahterimakan(layar):
    # The village has no operator: the former one has left.
    akhiri(Penugasan.objects.get(pengguna__username="desa", status="aktif"), alasan="Mutasi", oleh=SISTEM)

    masuk_contoh(layar, "admin.kab")
    layar.menu("Petugas")
    layar.lihat("petugas-daftar", axe=True)
    layar.klik("Undang petugas")
    layar.page.get_by_label("Pengisi Data Desa/Kelurahan").check()
    layar.kolom("Kecamatan").select_option(label="Kota Kisaran Timur")
    layar.page.wait_for_load_state("networkidle")
    layar.kolom("Desa/kelurahan").select_option(label="Kisaran Timur")
    isi_calon(layar, "Ahmad Rifai", "9901010101900101", "800/11/SK/2026")
    layar.lihat("petugas-undang", axe=True)
    layar.klik("Buat undangan")
    tautan = ambil_tautan(layar)
    layar.lihat("tautan", axe=True)
    layar.klik("Ke halaman petugas")
    layar.tampak("Diundang")
    layar.lihat("petugas-diundang", axe=True)
    keluar(layar)

    terima(layar, tautan, "Ahmad Rifai", "9901010101900101", "ahmad.rifai")
    masuk_pertama(layar, "ahmad.rifai")
    expect(layar.page.get_by_role("heading", level=1)).to_have_text("Pekerjaan Anda")
    layar.tampak("Musyawarah yang perlu dicatat: 1")
    layar.buka("/matriks-peran/")
    layar.lihat("matriks-peran", axe=True)
    keluar(layar)
    layar.buka(tautan)
    expect(layar.page.get_by_role("heading", level=1)).to_have_text("Undangan tidak berlaku")
    layar.galat.clear()  # the browser's own note on the 410

    masuk_contoh(layar, "admin.kab")
    layar.menu("Petugas")
    layar.klik("Ahmad Rifai")
    layar.lihat("petugas-aktif", axe=True)
    layar.klik("Serah terima")
    isi_calon(layar, "Siti Rahmah", "9901010101900202", "800/12/SK/2026")
    layar.lihat("serah-terima", axe=True)
    layar.klik("Undang penerus")
    penerus = ambil_tautan(layar)
    keluar(layar)

    terima(layar, penerus, "Siti Rahmah", "9901010101900202", "siti.rahmah")
    masuk_pertama(layar, "siti.rahmah")
    layar.tampak("Musyawarah yang perlu dicatat: 1")
    keluar(layar)
    lama, baru = (Penugasan.objects.get(nik=nik) for nik in ("9901010101900101", "9901010101900202"))
    assert (lama.status, lama.alasan, baru.status) == ("berakhir", "serah_terima", "aktif")

    masuk_contoh(layar, "admin.kab")
    layar.buka(f"/petugas/{lama.pk}/")
    layar.lihat("petugas-berakhir", axe=True)
    layar.tampak("Penugasan berakhir")
