"""What a village does in the example: deliberations, documents, workbooks, persons who leave."""

import datetime as dt
import io
import tempfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from dasar.jejak import Pelaku
from dasar.rekaan import TempatRekaan, buat_buku
from dtks.register.models import Individu, Kepesertaan
from usulan import pemeriksaan, pencatatan, pengimporan, penyusunan
from usulan.models import DokumenMusyawarah, Musyawarah, Usulan
from wilayah.models import Wilayah, nama_jalur


def diam(persen: int, pesan: str) -> None:
    """Progress that nobody watches."""


def gambar(judul: str) -> SimpleUploadedFile:
    """A picture that says what it stands for; no photo of anybody."""
    isi = io.BytesIO()
    kertas = Image.new("RGB", (800, 600), "#eef2f6")
    ImageDraw.Draw(kertas).multiline_text((60, 260), f"CONTOH\n{judul}", fill="#14202e")
    kertas.save(isi, "JPEG", quality=70)
    return SimpleUploadedFile("contoh.jpg", isi.getvalue(), "image/jpeg")


def catat_musyawarah(oleh: Pelaku, nomor: str, hari_lalu: int = 2) -> Musyawarah:
    """A deliberation with its four documents."""
    desa = Wilayah.objects.get(pk=oleh.wilayah)
    musyawarah = pencatatan.catat_musyawarah(
        oleh=oleh,
        jenis="muskel" if desa.jenis == "kelurahan" else "musdes",
        nomor_berita_acara=nomor,
        tanggal=timezone.localdate() - dt.timedelta(days=hari_lalu),
        tempat=f"Kantor {desa.nama_lengkap}",
        pimpinan="Ketua musyawarah",
        notulis="Sekretaris",
        jumlah_hadir=24,
        ringkasan="Pembahasan daftar usulan dan data warga yang meninggal, pindah, atau sudah mampu.",
    )
    for jenis in DokumenMusyawarah.Jenis:
        pencatatan.unggah_dokumen(musyawarah, jenis, gambar(f"{jenis.label} {nomor}"), oleh=oleh)
    return musyawarah


def impor_buku(musyawarah: Musyawarah, n_baris: int, nomor_awal: int, *, oleh: Pelaku, kotor: float = 0.02) -> tuple[int, int]:
    """A workbook of synthetic families through check and take-over. Returns (rows read, proposals made)."""
    tempat = TempatRekaan(oleh.wilayah, *nama_jalur(oleh.wilayah))
    with tempfile.TemporaryDirectory() as folder:
        jalur = Path(folder) / f"usulan-{oleh.wilayah}.csv"
        buat_buku(
            jalur, tempat, n_baris, benih=nomor_awal, kotor=kotor, nomor_awal=nomor_awal, versi=2, pada=timezone.localdate()
        )
        unggahan = SimpleUploadedFile(jalur.name, jalur.read_bytes(), "text/csv")
    impor, _ = pengimporan.terima_buku(musyawarah, unggahan, oleh=oleh)
    pemeriksaan.periksa_impor(impor, oleh=oleh, lapor=diam)
    impor.refresh_from_db()
    return impor.jumlah_baris, pengimporan.terapkan_impor(impor, oleh=oleh, lapor=diam)


def usulkan_keluar(musyawarah: Musyawarah, jumlah: int, *, oleh: Pelaku) -> int:
    """Propose persons of the village's register to leave it, or to lose a programme. Returns how many."""
    orang = list(
        Individu.objects.berlaku()
        .filter(wilayah=oleh.wilayah)
        .exclude(hubungan=1)
        .order_by("nik")
        .values_list("nik", flat=True)[:jumlah]
    )
    for nik in orang:
        penyusunan.susun_keluar(musyawarah, nik, Usulan.Jenis.PENONAKTIFAN, Usulan.Sebab.PINDAH, oleh=oleh)
    peserta = (
        Kepesertaan.objects.berlaku()
        .filter(wilayah=oleh.wilayah)
        .exclude(nik__in=orang)
        .order_by("nik")
        .values_list("nik", "program")
    )[:jumlah]
    for nik, program in peserta:
        penyusunan.susun_keluar(musyawarah, nik, Usulan.Jenis.PENGHENTIAN, Usulan.Sebab.MAMPU, oleh=oleh, program=program)
    return len(orang) + len(peserta)
