"""Documents and photos: typed by content, made harmless, stored by their hash outside every web root.

A photo is re-encoded (size, no EXIF); a PDF with active content is refused; a workbook is kept as it came. The file is on
disk before its row exists, so there is no row without its file; a file whose row was rolled back is an orphan that holds
no name and is found by its hash.
"""

import datetime as dt
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import pikepdf
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

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
CSV = "text/csv"
PARQUET = "application/vnd.apache.parquet"

# What runs, sends or hides: by the key that holds it, or by the kind of an action or annotation.
_KUNCI_AKTIF = frozenset(("/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/EF", "/XFA"))
_JENIS_AKTIF = frozenset(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMedia", "/FileAttachment", "/Movie", "/Sound")
)


def simpan_foto(unggahan: UploadedFile, *, wilayah: str, oleh: Pelaku) -> Berkas:
    """Store a photo as JPEG of at most 1600 px, without EXIF.

    Raises Ditolak for what is no JPEG or PNG, is broken, over 15 MB or over 50 megapixels.
    """
    if unggahan.size > UKURAN_FOTO:
        raise Ditolak(f"Foto “{unggahan.name}” lebih dari 15 MB. Perkecil dulu, lalu unggah lagi.", "berkas-besar")
    # WeasyPrint, once loaded, makes Pillow fill half a picture with grey instead of refusing it.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
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


@dataclass(frozen=True, slots=True)
class Posisi:
    """Where and when a photo says it was taken, as far as it says so."""

    lintang: Decimal | None = None
    bujur: Decimal | None = None
    pada: dt.datetime | None = None


def baca_posisi(unggahan: UploadedFile) -> Posisi:
    """Place and time out of a photo's EXIF, before `simpan_foto` strips it; nothing where it holds none that makes sense."""
    try:
        exif = Image.open(unggahan, formats=("JPEG", "PNG")).getexif()
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        waktu = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Posisi()
    finally:
        unggahan.seek(0)
    lintang = _derajat(gps, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S")
    bujur = _derajat(gps, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W")
    if lintang is None or bujur is None:
        lintang = bujur = None
    return Posisi(lintang, bujur, _waktu_foto(waktu))


def _derajat(gps: dict, kunci: int, arah: int, negatif: str) -> Decimal | None:
    try:
        jam, menit, detik = (float(b) for b in gps[kunci])
        nilai = jam + menit / 60 + detik / 3600
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    if not 0 <= nilai <= 180:  # NaN is neither
        return None
    return Decimal(-nilai if gps.get(arah) == negatif else nilai).quantize(Decimal("0.000001"))


def _waktu_foto(teks: object) -> dt.datetime | None:
    try:
        pada = dt.datetime.strptime(str(teks), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    pada = timezone.make_aware(pada)
    return pada if pada <= timezone.now() else None


def hapus_isi(berkas: Collection[Berkas]) -> int:
    """Erase the bytes of these files for good; their rows stay. Returns how many files went.

    Bytes that another document shares (the same photo sent twice) stay until that one goes too.
    """
    nomor = [b.pk for b in berkas]
    dipakai = set(
        Berkas.objects.filter(sha256__in={b.sha256 for b in berkas}).exclude(pk__in=nomor).values_list("sha256", flat=True)
    )
    jalur = {b.jalur for b in berkas if b.sha256 not in dipakai}
    ada = [satu for satu in jalur if satu.exists()]
    for satu in ada:
        satu.unlink(missing_ok=True)
    return len(ada)


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
            aktif = any(_aktif(o) for o in pdf.objects)
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


def _aktif(objek: pikepdf.Object) -> bool:
    """Whether one numbered object of a PDF, with all that is written inside it, runs, sends or hides something."""
    antre = [objek]
    while antre:
        satu = antre.pop()
        if isinstance(satu, pikepdf.Stream):
            satu = satu.stream_dict
        if isinstance(satu, pikepdf.Dictionary):
            if any(_isi_aktif(k, v) for k, v in satu.items()):
                return True
            anak = [v for _, v in satu.items()]
        elif isinstance(satu, pikepdf.Array):
            anak = list(satu)
        else:
            continue
        # What has a number of its own is looked at in its turn.
        antre += [a for a in anak if isinstance(a, pikepdf.Object) and not a.is_indirect]
    return False


def _isi_aktif(kunci: str, nilai: object) -> bool:
    if kunci == "/OpenAction":
        # Office programs write the page to open at; that is no action.
        return not isinstance(nilai, pikepdf.Array) and not (
            isinstance(nilai, pikepdf.Dictionary) and nilai.get("/S") == pikepdf.Name.GoTo
        )
    return kunci in _KUNCI_AKTIF or (
        kunci in ("/S", "/Subtype") and isinstance(nilai, pikepdf.Name) and str(nilai) in _JENIS_AKTIF
    )


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


def simpan_aliran(sumber: BinaryIO, nama: str, tipe: str, *, wilayah: str, oleh: Pelaku) -> Berkas:
    """Store what the portal wrote into an open file, from its beginning, without holding it in memory; and its row."""
    sumber.seek(0)
    sidik = hashlib.file_digest(sumber, "sha256").hexdigest()
    berkas = Berkas(
        nama=Path(nama).name[-150:],
        tipe=tipe,
        ukuran=sumber.seek(0, os.SEEK_END),
        sha256=sidik,
        wilayah=wilayah,
        dibuat_oleh=oleh.pengguna_id,
    )
    sumber.seek(0)
    _taruh(berkas.jalur, sumber)
    berkas.save()
    return berkas


def buang_isi(berkas: Berkas) -> bool:
    """Take a file's bytes away for good, unless another row has the same ones; its row stays. Returns whether it did."""
    if Berkas.objects.filter(sha256=berkas.sha256).exclude(pk=berkas.pk).exists():
        return False
    berkas.jalur.unlink(missing_ok=True)
    return True


def _taruh(jalur: Path, isi: bytes | BinaryIO) -> None:
    """Write once, whole or not at all: a temporary file in the same folder, flushed to disk, then renamed."""
    if jalur.exists():
        return
    jalur.parent.mkdir(parents=True, exist_ok=True)
    nomor, nama = tempfile.mkstemp(dir=jalur.parent)
    try:
        with open(nomor, "wb") as sementara:
            shutil.copyfileobj(io.BytesIO(isi) if isinstance(isi, bytes) else isi, sementara)
            sementara.flush()
            os.fsync(sementara.fileno())
        os.replace(nama, jalur)
    except OSError:
        Path(nama).unlink(missing_ok=True)
        raise
