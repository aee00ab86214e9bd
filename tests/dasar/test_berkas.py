"""What is uploaded: told by its content, made harmless, on disk before its row, or not there at all."""

import errno
import hashlib
import importlib
import io
import os
import struct
import time
import tracemalloc
import zlib
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from dasar import berkas as modul
from dasar.berkas import JPEG, PDF, XLSX, simpan_dokumen, simpan_foto, simpan_isi
from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from dasar.models import Berkas

pytestmark = pytest.mark.django_db
OLEH = Pelaku(5, "pengisi_desa", "1209201008")
TEMPAT = {"wilayah": "1209201008", "oleh": OLEH}


@pytest.fixture(autouse=True)
def gudang(tmp_path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return settings.MEDIA_ROOT


def _unggah(isi: bytes, nama: str = "berkas.pdf", tipe: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi, tipe)


def _gambar(ukuran=(64, 48), bentuk="JPEG", mode="RGB", **isi) -> bytes:
    keluaran = io.BytesIO()
    Image.new(mode, ukuran).save(keluaran, bentuk, **isi)
    return keluaran.getvalue()


def _pdf(ubah=lambda pdf: None, **simpan) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    ubah(pdf)
    keluaran = io.BytesIO()
    pdf.save(keluaran, **simpan)
    return keluaran.getvalue()


def _tersisa() -> list[Path]:
    return [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()] if Path(settings.MEDIA_ROOT).exists() else []


def _ditolak(kode: str, unggahan, simpan=simpan_dokumen) -> str:
    """The sentence of the refusal; nothing may be left behind by it."""
    with pytest.raises(Ditolak) as galat:
        simpan(unggahan, **TEMPAT)
    assert galat.value.kode == kode
    assert unggahan.name in galat.value.pesan
    assert not Berkas.objects.exists()
    assert _tersisa() == []
    return galat.value.pesan


def _js() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _akar(pdf, **isi) -> None:
    for kunci, nilai in isi.items():
        pdf.Root[f"/{kunci}"] = nilai


def _anotasi(pdf, **isi) -> None:
    pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 1, 1], **isi)])


def _aksi(**isi) -> pikepdf.Dictionary:
    return pikepdf.Dictionary({f"/{k}": v for k, v in isi.items()})


def _lampiran(pdf) -> None:
    pdf.attachments["rahasia.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="rahasia.exe")


N, Teks = pikepdf.Name, pikepdf.String
PDF_AKTIF = {
    "JavaScript saat dibuka": lambda pdf: _akar(pdf, OpenAction=_js()),
    "JavaScript bernomor saat dibuka": lambda pdf: _akar(pdf, OpenAction=pdf.make_indirect(_js())),
    "nama JavaScript": lambda pdf: _akar(
        pdf, Names=_aksi(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([Teks("a"), _js()])))
    ),
    "aksi halaman": lambda pdf: pdf.pages[0].obj.__setitem__("/AA", pikepdf.Dictionary(O=_js())),
    "tautan yang menjalankan program": lambda pdf: _anotasi(pdf, Subtype=N.Link, A=_aksi(S=N.Launch, F=Teks("cmd.exe"))),
    "tautan JavaScript": lambda pdf: _anotasi(pdf, Subtype=N.Link, A=_js()),
    "formulir yang mengirim": lambda pdf: _anotasi(pdf, Subtype=N.Link, A=_aksi(S=N.SubmitForm, F=Teks("http://x.invalid"))),
    "formulir XFA": lambda pdf: _akar(pdf, AcroForm=pikepdf.Dictionary(XFA=Teks("<xdp/>"), Fields=pikepdf.Array([]))),
    "lampiran": _lampiran,
    "media kaya": lambda pdf: _anotasi(pdf, Subtype=N.RichMedia),
}


@pytest.mark.parametrize("jenis", PDF_AKTIF)
@pytest.mark.parametrize("padat", [False, True], ids=["biasa", "objek dipadatkan"])
def test_pdf_berisi_program_atau_lampiran_ditolak(jenis, padat):
    cara = pikepdf.ObjectStreamMode.generate if padat else pikepdf.ObjectStreamMode.disable
    pesan = _ditolak("pdf-aktif", _unggah(_pdf(PDF_AKTIF[jenis], object_stream_mode=cara)))
    assert "Cetak ke PDF baru" in pesan


def test_nama_kunci_pdf_yang_disamarkan_tetap_dikenali():
    isi = _pdf(PDF_AKTIF["tautan JavaScript"], object_stream_mode=pikepdf.ObjectStreamMode.disable)
    samar = isi.replace(b"/JavaScript", b"/J#61vaScrip#74").replace(b"/JS", b"/#4a#53")
    assert samar != isi
    _ditolak("pdf-aktif", _unggah(samar))


def _bertujuan(pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.XYZ, None, None, 0])


def _bertautan(pdf) -> None:
    _anotasi(pdf, Subtype=N.Link, A=_aksi(S=N.URI, URI=Teks("https://contoh.invalid")))


@pytest.mark.parametrize("ubah", [lambda pdf: None, _bertujuan, _bertautan], ids=["kosong", "halaman pembuka", "tautan"])
def test_pdf_biasa_disimpan_apa_adanya(ubah, gudang):
    isi = _pdf(ubah)
    berkas = simpan_dokumen(_unggah(isi, "Berita Acara.pdf"), **TEMPAT)
    assert berkas.jalur.read_bytes() == isi
    assert (berkas.tipe, berkas.nama, berkas.ukuran, berkas.wilayah, berkas.dibuat_oleh) == (
        PDF,
        "Berita Acara.pdf",
        len(isi),
        "1209201008",
        5,
    )
    assert berkas.sha256 == hashlib.sha256(isi).hexdigest()
    assert berkas.jalur.is_relative_to(gudang)


@pytest.mark.parametrize("sandi", [{"owner": "a", "user": "b"}, {"owner": "a", "user": ""}], ids=["terkunci", "terbatas"])
def test_pdf_bersandi_ditolak(sandi):
    assert "tanpa kata sandi" in _ditolak("pdf-terkunci", _unggah(_pdf(encryption=pikepdf.Encryption(**sandi))))


@pytest.mark.parametrize("isi", [b"%PDF-", b"%PDF-1.7\n" + b"\0" * 2000, b"%PDF-1.7\nx" + os.urandom(4000)], ids=len)
def test_pdf_rusak_ditolak(isi):
    assert "Pindai ulang" in _ditolak("pdf-rusak", _unggah(isi))


def test_pdf_terlalu_besar_ditolak_sebelum_dibaca():
    assert "5 MB" in _ditolak("berkas-besar", _unggah(b"%PDF-1.7" + b" " * (5 * 2**20)))


BUKAN_DOKUMEN = {
    "naskah bernama foto": b"<script>alert(1)</script>",
    "SVG bernaskah": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "program": b"MZ" + b"\0" * 500,
    "kosong": b"",
    "GIF": _gambar(bentuk="GIF"),
    "TIFF": _gambar(bentuk="TIFF"),
    "JPEG terpotong di kepala": _gambar()[:40],
    "JPEG terpotong di isi": _gambar((400, 400))[:700],
    "PNG terpotong": _gambar((400, 400), "PNG")[:60],
    "PNG berisi acak": _gambar((40, 40), "PNG")[:50] + b"\xff" * 200,
    "PDF di balik sampah": b"\n%PDF-1.7",
}


@pytest.mark.parametrize("nama", ["foto.jpg", "berita.pdf", "gambar.png"])
@pytest.mark.parametrize("jenis", BUKAN_DOKUMEN)
def test_isi_yang_bukan_dokumen_ditolak_apa_pun_namanya(jenis, nama):
    _ditolak("bukan-dokumen", _unggah(BUKAN_DOKUMEN[jenis], nama, "image/jpeg"))
    _ditolak("bukan-foto", _unggah(BUKAN_DOKUMEN[jenis], nama, "image/jpeg"), simpan_foto)


def test_foto_terpotong_ditolak_juga_setelah_pembuat_pdf_dimuat(monkeypatch):
    """WeasyPrint tells Pillow, for the whole process, to take half a picture for a whole one."""
    importlib.import_module("weasyprint.images")
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    _ditolak("bukan-foto", _unggah(BUKAN_DOKUMEN["JPEG terpotong di isi"], "foto.jpg", "image/jpeg"), simpan_foto)


def test_pdf_bernama_foto_bukan_foto():
    _ditolak("bukan-foto", _unggah(_pdf(), "foto.jpg", "image/jpeg"), simpan_foto)


@pytest.mark.parametrize("bentuk", ["JPEG", "PNG"])
def test_gambar_yang_dirusak_acak_ditolak_atau_disimpan_tetapi_tidak_gagal(bentuk):
    utuh = bytearray(_gambar((120, 90), bentuk))
    for benih in range(150):
        isi = bytearray(utuh)
        for n in range(1 + benih % 4):
            isi[(benih * 7919 + n * 104729) % len(isi)] = (benih * 31 + n * 17) % 256
        try:
            simpan_foto(_unggah(bytes(isi), "foto.jpg"), **TEMPAT)
        except Ditolak as galat:
            assert galat.kode in ("bukan-foto", "foto-piksel"), benih


def _png_kosong(lebar: int, tinggi: int) -> bytes:
    """A black one-bit picture: a hundred megapixels in a few kilobytes."""

    def bagian(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 1, 0, 0, 0, 0)
    # The rows of a picture larger still are never reached: its head alone is enough to refuse it.
    baris = b"\0" * (1 + (lebar + 7) // 8) * min(tinggi, 10_000)
    return b"\x89PNG\r\n\x1a\n" + bagian(b"IHDR", kepala) + bagian(b"IDAT", zlib.compress(baris, 9)) + bagian(b"IEND", b"")


@pytest.mark.parametrize("sisi", [(10_000, 10_000), (30_000, 30_000), (50_000_001, 1)])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_gambar_raksasa_ditolak_sebelum_dibuka(sisi):
    isi = _png_kosong(10_000, 10_000) if sisi == (10_000, 10_000) else _png_kosong(*sisi)[:2000]
    assert len(isi) < 200_000
    tracemalloc.start()
    mulai = time.perf_counter()
    with pytest.raises(Ditolak) as galat:
        simpan_foto(_unggah(isi, "besar.png"), **TEMPAT)
    assert galat.value.kode in ("foto-piksel", "bukan-foto")
    assert time.perf_counter() - mulai < 5
    assert tracemalloc.get_traced_memory()[1] < 5 * 2**20
    tracemalloc.stop()
    assert _tersisa() == []


def test_foto_lebih_dari_batas_ukuran_ditolak():
    assert "15 MB" in _ditolak("berkas-besar", _unggah(_gambar() + b"\0" * (15 * 2**20), "foto.jpg"), simpan_foto)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Telepon Warga"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (2.0, 59.0, 0.0), 3: "E", 4: (99.0, 37.0, 0.0)})
    return exif


@pytest.mark.parametrize("bentuk", ["JPEG", "PNG"])
def test_foto_disimpan_ulang_tanpa_exif_dan_tegak(bentuk):
    isi = _gambar((400, 200), bentuk, exif=_exif())
    assert b"Telepon Warga" in isi
    berkas = simpan_foto(_unggah(isi, "IMG_1.HEIC.png"), **TEMPAT)
    tersimpan = berkas.jalur.read_bytes()
    assert b"Telepon Warga" not in tersimpan
    assert b"Exif" not in tersimpan
    with Image.open(berkas.jalur) as foto:
        assert (foto.format, foto.size, foto.mode, dict(foto.getexif())) == ("JPEG", (200, 400), "RGB", {})
    assert (berkas.tipe, berkas.nama) == (JPEG, "IMG_1.HEIC.jpg")


@pytest.mark.parametrize(
    ("ukuran", "hasil"),
    [((4000, 3000), (1600, 1200)), ((900, 3200), (450, 1600)), ((1600, 900), (1600, 900)), ((20, 10), (20, 10))],
)
def test_foto_paling_besar_1600_piksel_dan_tidak_dibesarkan(ukuran, hasil):
    berkas = simpan_foto(_unggah(_gambar(ukuran), "foto.jpg"), **TEMPAT)
    with Image.open(berkas.jalur) as foto:
        assert foto.size == hasil
        assert max(foto.size) <= 1600


@pytest.mark.parametrize(
    ("mode", "bentuk"), [("RGBA", "PNG"), ("P", "PNG"), ("L", "PNG"), ("I;16", "PNG"), ("CMYK", "JPEG"), ("1", "PNG")]
)
def test_foto_bermacam_warna_menjadi_jpeg_biasa(mode, bentuk):
    berkas = simpan_foto(_unggah(_gambar(bentuk=bentuk, mode=mode), "foto.png"), **TEMPAT)
    with Image.open(berkas.jalur) as foto:
        assert (foto.format, foto.mode) == ("JPEG", "RGB")


def test_foto_kertas_diterima_sebagai_dokumen():
    assert simpan_dokumen(_unggah(_gambar(), "scan.jpg"), **TEMPAT).tipe == JPEG


def test_buku_kerja_disimpan_byte_demi_byte():
    isi = (Path(__file__).parents[1] / "data" / "asahan-kotor.xlsx").read_bytes()
    berkas = simpan_isi(isi, "asahan-kotor.xlsx", XLSX, **TEMPAT)
    assert berkas.jalur.read_bytes() == isi
    assert oct(berkas.jalur.stat().st_mode & 0o077) == "0o0"


def test_nama_berkas_tidak_menentukan_tempatnya(gudang):
    berkas = simpan_isi(b"isi", "../../../etc/" + "n" * 300 + ".pdf", PDF, **TEMPAT)
    assert "/" not in berkas.nama
    assert len(berkas.nama) == 150
    assert berkas.nama.endswith(".pdf")
    assert berkas.jalur == gudang / berkas.sha256[:2] / berkas.sha256


def test_isi_yang_sama_disimpan_sekali_dengan_baris_masing_masing():
    a, b = (simpan_isi(b"sama", nama, PDF, **TEMPAT) for nama in ("a.pdf", "b.pdf"))
    assert (a.pk != b.pk, a.jalur == b.jalur, len(_tersisa())) == (True, True, 1)


@pytest.mark.parametrize("langkah", ["replace", "fsync"])
def test_cakram_penuh_tidak_meninggalkan_baris_atau_berkas(langkah, monkeypatch):
    def penuh(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(modul.os, langkah, penuh)
    with pytest.raises(OSError, match="No space"):
        simpan_isi(b"isi", "a.pdf", PDF, **TEMPAT)
    assert not Berkas.objects.exists()
    assert _tersisa() == []
