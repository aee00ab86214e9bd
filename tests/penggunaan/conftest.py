import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dasar.pekerjaan import jalankan_pekerjaan
from dtks.register.models import Program
from penggunaan import penyerahan
from penggunaan.models import Permintaan
from tests.fixtures.pabrik import foto
from wilayah.models import Wilayah


def berkas(nama: str = "surat.jpg") -> SimpleUploadedFile:
    return foto(nama)


@pytest.fixture
def permintaan(pelaku):
    """`permintaan("disetujui", penuh=True)` → a request of the example ministry in that state."""

    def buat(status: str = "diajukan", bentuk: str = "csv", **isi) -> Permintaan:
        p = penyerahan.ajukan(
            berkas(),
            oleh=pelaku("kl"),
            **{
                "lembaga": "Kementerian Kesehatan",
                "singkatan": "KEMENKES",
                "jabatan": "Kepala Pusat Data",
                "nomor_surat": "S-12/2026",
                "dasar_hukum": "Perjanjian kerja sama 4/2026",
                "tujuan": "Pemadanan peserta jaminan kesehatan",
                "program": Program.objects.get(pk="PKH"),
                "cakupan": Wilayah.objects.get(pk="1209"),
                "kolom": ["NOMOR KK", "ALAMAT"],
                "penuh": False,
                "lama_hari": 90,
            }
            | isi,
        )
        if status != "diajukan":
            penyerahan.setujui(p, oleh=pelaku("menteri"))
        if status in ("diserahkan", "dilaporkan"):
            kerja = penyerahan.mulai_penyerahan(p, bentuk=bentuk, oleh=pelaku("pusdatin"))
            jalankan_pekerjaan(kerja.pk)
            kerja.refresh_from_db()
            assert kerja.status == "selesai", kerja.pesan
            p.refresh_from_db()
        if status == "dilaporkan":
            penyerahan.laporkan(p, berkas("laporan.jpg"), berkas("musnah.jpg"), oleh=pelaku("kl"))
        return p

    return buat
