"""Printed documents."""

import datetime as dt
import io
import re
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.utils.safestring import mark_safe

from dasar.pdf import VARIAN_ARSIP, AlamatTerlarang, PengambilStatis, buat_pdf, qr_svg

STATIC = Path(settings.BASE_DIR) / "static"
KONTEKS = {
    "judul": "Pengesahan Usulan",
    "nomor": "460/112/DINSOS/XI/2026",
    "instansi_induk": "Pemerintah Kabupaten Asahan",
    "instansi": "Dinas Sosial",
    "kota": "Kisaran",
    "tanggal": dt.date(2026, 11, 14),
    "jabatan": "Kepala Dinas Sosial",
    "penandatangan": "Contoh Rekaan",
    "kode_verifikasi": "K7QF-2M9D",
    "url_verifikasi": "https://dtks.contoh.go.id/verifikasi/K7QF2M9D/",
}


def buka(isi: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(isi))


def peta_huruf(fon) -> dict[int, str]:
    """Glyph number → text, out of the font's ToUnicode table."""
    cmap = fon.ToUnicode.read_bytes().decode("ascii")
    return {
        int(kode, 16): bytes.fromhex(teks).decode("utf-16-be")
        for blok in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S)
        for kode, teks in re.findall(r"<(\w+)>\s*<(\w+)>", blok)
    }


def teks_halaman(halaman) -> str:
    fon, hasil = {}, []
    for operan, operator in pikepdf.parse_content_stream(halaman):
        if str(operator) == "Tf":
            fon = peta_huruf(halaman.Resources.Font[str(operan[0])])
        elif str(operator) in ("Tj", "TJ"):
            for bagian in operan[0] if str(operator) == "TJ" else operan:
                if isinstance(bagian, pikepdf.String):
                    bita = bytes(bagian)
                    hasil += [fon.get(int.from_bytes(bita[i : i + 2], "big"), "") for i in range(0, len(bita), 2)]
    return "".join(hasil)


def test_surat_memuat_kop_nomor_dan_penandatangan_dan_dapat_dibaca_pembaca_layar():
    isi = buat_pdf("pdf/dasar.html", KONTEKS)
    assert isi.startswith(b"%PDF-")
    with buka(isi) as pdf:
        assert len(pdf.pages) == 1
        tampak = teks_halaman(pdf.pages[0])
        for potongan in ("DINAS SOSIAL", "Nomor: 460/112/DINSOS/XI/2026", "14 November 2026", "Contoh Rekaan", "K7QF-2M9D"):
            assert potongan in tampak
        assert str(pdf.Root.Lang) == "id"
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == "Pengesahan Usulan nomor 460/112/DINSOS/XI/2026"


def test_semua_huruf_tertanam_sehingga_surat_tampak_sama_di_mana_pun():
    with buka(buat_pdf("pdf/dasar.html", KONTEKS)) as pdf:
        fon = pdf.pages[0].Resources.Font
        assert len(fon) == 2
        for _, satu in fon.items():
            turunan = satu.DescendantFonts[0]
            assert "Arimo" in str(turunan.BaseFont)
            assert "/FontFile2" in turunan.FontDescriptor or "/FontFile3" in turunan.FontDescriptor


def test_salinan_arsip_memakai_pdf_a():
    with buka(buat_pdf("pdf/dasar.html", KONTEKS, varian=VARIAN_ARSIP)) as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")


def test_dokumen_di_lingkungan_latihan_menyebut_dirinya_contoh():
    with buka(buat_pdf("pdf/dasar.html", {**KONTEKS, "mode_contoh": True})) as pdf:
        assert "DOKUMEN CONTOH" in teks_halaman(pdf.pages[0])
    with buka(buat_pdf("pdf/dasar.html", {**KONTEKS, "mode_contoh": False})) as pdf:
        assert "DOKUMEN CONTOH" not in teks_halaman(pdf.pages[0])


def test_isian_orang_tidak_menjadi_html_di_dalam_surat():
    with buka(buat_pdf("pdf/dasar.html", {**KONTEKS, "penandatangan": '<img src="file:///etc/passwd">'})) as pdf:
        assert '<img src="file:///etc/passwd">' in teks_halaman(pdf.pages[0])


@pytest.mark.parametrize(
    "alamat",
    [
        "file:///etc/passwd",
        f"{STATIC.as_uri()}/../manage.py",
        f"{STATIC.as_uri()}/%2e%2e/manage.py",
        "file://server-lain/static/siks/surat.css",
        "http://127.0.0.1:9/x.png",
        "data:text/css,body{}",
        f"{STATIC.as_uri()}/tidak-ada.css",
    ],
)
def test_pembuatan_surat_tidak_mengambil_apa_pun_dari_luar(alamat):
    with pytest.raises(AlamatTerlarang):
        PengambilStatis(STATIC).fetch(alamat)


def test_gambar_dari_luar_menggagalkan_surat_bukan_diam_diam_hilang():
    gambar = mark_safe('<img src="http://127.0.0.1:9/x.png">')
    with pytest.raises(AlamatTerlarang):
        buat_pdf("pdf/dasar.html", {**KONTEKS, "keterangan_ttd": gambar})


def test_kode_qr_berupa_gambar_tanpa_gaya_sebaris():
    svg = qr_svg("https://dtks.contoh.go.id/verifikasi/<x>/")
    assert svg.startswith("<svg") and 'class="qr"' in svg
    assert "style=" not in svg and "<x>" not in svg
