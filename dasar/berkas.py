"""Documents and photos: typed by content, made harmless, stored by their hash outside every web root.

A photo is re-encoded (size, no EXIF); a PDF with active content is refused; a workbook is kept as it came. The file is on
disk before its row exists, so there is no row without its file; a file whose row was rolled back is an orphan that holds
no name and is found by its hash.
"""

import hashlib
import io
import os
import tempfile
from pathlib import Path

import pikepdf
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from dasar.models import Berkas

MB = 1024 * 1024
UKURAN_FOTO = 15 * MB
UKURAN_DOKUMEN = 5 * MB
PIKSEL_MAKS = 50_000_000
SISI_FOTO = 1600

PDF, JPEG = "application/pdf", "image/jpeg"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_AKTIF = ("/OpenAction", "/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/XFA", "/Launch", "/RichMedia")


def simpan_foto(unggahan: UploadedFile, *, wilayah: str, oleh: Pelaku) -> Berkas:
    """Store a photo as JPEG of at most 1600 px, without EXIF.

    Raises Ditolak for what is no JPEG or PNG, is broken, over 15 MB or over 50 megapixels.
    """
    if unggahan.size > UKURAN_FOTO:
        raise Ditolak(f"Foto “{unggahan.name}” lebih dari 15 MB. Perkecil dulu, lalu unggah lagi.", "berkas-besar")
    try:
        gambar = Image.open(unggahan, formats=("JPEG", "PNG"))
        if gambar.width * gambar.height > PIKSEL_MAKS:
            raise Ditolak(f"Foto “{unggahan.name}” terlalu besar ukurannya. Pakai foto di bawah 50 megapiksel.", "foto-piksel")
        gambar.draft("RGB", (SISI_FOTO, SISI_FOTO))
        gambar = ImageOps.exif_transpose(gambar)
        gambar.thumbnail((SISI_FOTO, SISI_FOTO))
        keluaran = io.BytesIO()
        gambar.convert("RGB").save(keluaran, "JPEG", quality=75, progressive=True)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as galat:
        raise Ditolak(
            f"“{unggahan.name}” bukan foto JPEG atau PNG yang utuh. Foto ulang atau simpan sebagai JPG, lalu unggah lagi.",
            "bukan-foto",
        ) from galat
    return simpan_isi(keluaran.getvalue(), Path(unggahan.name).stem + ".jpg", JPEG, wilayah=wilayah, oleh=oleh)


def simpan_dokumen(unggahan: UploadedFile, *, wilayah: str, oleh: Pelaku) -> Berkas:
    """Store a PDF, or a photo of a paper. Raises Ditolak for anything else, for active or locked PDFs, and over 5 MB."""
    awal = unggahan.read(5)
    unggahan.seek(0)
    if awal != b"%PDF-":
        try:
            return simpan_foto(unggahan, wilayah=wilayah, oleh=oleh)
        except Ditolak as galat:
            if galat.kode != "bukan-foto":
                raise
            raise Ditolak(
                f"“{unggahan.name}” bukan PDF atau foto. Pindai atau foto dokumennya, lalu unggah sebagai PDF, JPG, atau PNG.",
                "bukan-dokumen",
            ) from galat
    if unggahan.size > UKURAN_DOKUMEN:
        raise Ditolak(f"Dokumen “{unggahan.name}” lebih dari 5 MB. Perkecil dulu, lalu unggah lagi.", "berkas-besar")
    isi = unggahan.read()
    try:
        with pikepdf.open(io.BytesIO(isi)) as pdf:
            if pdf.is_encrypted:
                raise Ditolak(f"“{unggahan.name}” terkunci kata sandi. Simpan ulang tanpa kata sandi.", "pdf-terkunci")
            aktif = next((k for k in _AKTIF if _mengandung(pdf, k)), None)
    except pikepdf.PasswordError as galat:
        raise Ditolak(f"“{unggahan.name}” terkunci kata sandi. Simpan ulang tanpa kata sandi.", "pdf-terkunci") from galat
    except pikepdf.PdfError as galat:
        raise Ditolak(
            f"“{unggahan.name}” rusak dan tidak dapat dibuka. Pindai ulang, lalu unggah lagi.", "pdf-rusak"
        ) from galat
    if aktif:
        raise Ditolak(
            f"“{unggahan.name}” berisi program atau lampiran tersembunyi. Cetak ke PDF baru, lalu unggah hasilnya.", "pdf-aktif"
        )
    return simpan_isi(isi, unggahan.name, PDF, wilayah=wilayah, oleh=oleh)


def _mengandung(pdf: pikepdf.Pdf, kunci: str) -> bool:
    return any(isinstance(o, pikepdf.Dictionary) and kunci in o for o in pdf.objects)


def simpan_isi(isi: bytes, nama: str, tipe: str, *, wilayah: str, oleh: Pelaku) -> Berkas:
    """Store bytes that the portal made or has checked, and their row."""
    berkas = Berkas(
        nama=Path(nama).name[-150:],
        tipe=tipe,
        ukuran=len(isi),
        sha256=hashlib.sha256(isi).hexdigest(),
        wilayah=wilayah,
        dibuat_oleh=oleh.pengguna_id,
    )
    _taruh(berkas.jalur, isi)
    berkas.save()
    return berkas


def _taruh(jalur: Path, isi: bytes) -> None:
    """Write once, whole or not at all: a temporary file in the same folder, flushed to disk, then renamed."""
    if jalur.exists():
        return
    jalur.parent.mkdir(parents=True, exist_ok=True)
    nomor, nama = tempfile.mkstemp(dir=jalur.parent)
    try:
        with open(nomor, "wb") as sementara:
            sementara.write(isi)
            sementara.flush()
            os.fsync(sementara.fileno())
        os.replace(nama, jalur)
    except OSError:
        Path(nama).unlink(missing_ok=True)
        raise
