"""Uploaded tables: what is read, and what is refused in bounded time and memory."""

import io
import json
import struct
import time
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dasar.impor import BATAS_BAWAAN, Batas, TabelDitolak, buka_tabel
from dasar.nilai import KOLOM_V1, KOLOM_V2

DATA = Path(__file__).parents[1] / "data"
JUDUL = [kolom.judul for kolom in KOLOM_V1]
ISI = ["9901011211870001", "PKH", "9901010911210002", "SITI", "KISARAN", "12/11/1987", "AMINAH", "L", "PEDAGANG", "KAWIN"]
ISI += ["Dusun II", "003", "001", "Sumatera Utara", "Asahan", "Kisaran Timur", "Kisaran Timur", "TIDAK", "", "TIDAK", ""]


def buku(*baris, lembar="DATA", ubah=None):
    buku_kerja = openpyxl.Workbook()
    buku_kerja.active.title = lembar
    for satu in baris:
        buku_kerja.active.append(satu)
    if ubah:
        ubah(buku_kerja)
    berkas = io.BytesIO()
    buku_kerja.save(berkas)
    return berkas


def csv_(*baris, pemisah=";", sandi="utf-8", akhir="\r\n"):
    return io.BytesIO(akhir.join(pemisah.join(satu) for satu in baris).encode(sandi))


def kemas(lembar_xml: bytes | list[bytes], teks_bersama: bytes = b"", metode=zipfile.ZIP_DEFLATED):
    """A hand-made workbook around the given sheet XML."""
    contoh = buku(JUDUL, ISI)
    berkas = io.BytesIO()
    with zipfile.ZipFile(contoh) as asal, zipfile.ZipFile(berkas, "w", metode) as zip_:
        for nama in asal.namelist():
            if nama == "xl/worksheets/sheet1.xml":
                with zip_.open(nama, "w", force_zip64=False) as keluar:
                    for potongan in [lembar_xml] if isinstance(lembar_xml, bytes) else lembar_xml:
                        keluar.write(potongan)
            else:
                zip_.writestr(nama, asal.read(nama))
        if teks_bersama:
            zip_.writestr("xl/sharedStrings.xml", teks_bersama)
    return berkas


def lembar_xml(isi: bytes) -> bytes:
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + isi
        + b"</sheetData></worksheet>"
    )


def baris_xml(nomor: int, isi: list[str]) -> bytes:
    sel = "".join(f'<c r="{chr(65 + n)}{nomor}" t="inlineStr"><is><t>{teks}</t></is></c>' for n, teks in enumerate(isi) if teks)
    return f'<row r="{nomor}">{sel}</row>'.encode()


def pesan_tolakan(berkas, nama="usulan.xlsx", **pilihan):
    with pytest.raises(TabelDitolak) as tolakan:
        buka_tabel(berkas, nama, **pilihan)
    return str(tolakan.value)


@pytest.mark.parametrize("nama", ["asahan-bersih.xlsx", "asahan-kotor.xlsx", "serang-kotor.csv"])
def test_contoh_terbaca_lengkap_dengan_nomor_baris_lembarnya(nama):
    harapan = json.loads((DATA / f"{nama.rsplit('.', 1)[0]}.harapan.json").read_text())
    tabel = buka_tabel(DATA / nama, nama)
    nomor = [satu for satu, _ in tabel.baris()]
    assert nomor == list(range(2, harapan["baris"] + 2))
    assert tabel.judul == tuple(JUDUL)
    assert tabel.tak_dikenal == ()
    assert [satu for satu, _ in tabel.baris()] == nomor, "a second walk gives the same rows"


def test_jenis_sel_buku_kerja_dipertahankan():
    isi = list(ISI)
    isi[0], isi[5] = 9901011211870001, date(1987, 11, 12)
    tabel = buka_tabel(buku(JUDUL, isi), "a.xlsx")
    ((nomor, sel),) = tabel.baris()
    assert nomor == 2
    assert isinstance(sel[0], float)
    assert sel[5] == date(1987, 11, 12)


def test_isi_menentukan_jenis_bukan_nama():
    assert buka_tabel(buku(JUDUL, ISI), "usulan.csv").jenis == "xlsx"
    assert buka_tabel(csv_(JUDUL, ISI), "usulan.xlsx").jenis == "csv"


def test_judul_dicocokkan_tanpa_beda_huruf_spasi_dan_garis_bawah():
    judul = [satu.lower().replace(" ", "_") + " " for satu in JUDUL]
    assert buka_tabel(buku(judul, ISI)).kunci == tuple(kolom.kunci for kolom in KOLOM_V1)


def test_judul_di_bawah_baris_kepala_surat_ditemukan():
    tabel = buka_tabel(buku(["DAFTAR USULAN DESA"], [], ["Tahun 2026"], [], JUDUL, ISI, [], ISI))
    assert tabel.baris_judul == 5
    assert [nomor for nomor, _ in tabel.baris()] == [6, 8]


def test_kolom_versi_dua_dikenal_dan_yang_asing_disebut():
    judul = JUDUL + [kolom.judul for kolom in KOLOM_V2] + ["CATATAN SAYA"]
    tabel = buka_tabel(buku(judul, ISI))
    assert tabel.tak_dikenal == ("CATATAN SAYA",)
    assert tabel.kunci[-2] == "kode_desa"


def test_kolom_kosong_di_kiri_tidak_menggeser_judul():
    tabel = buka_tabel(buku([None, None, *JUDUL], [None, None, *ISI]))
    assert tabel.kunci[2] == "nik"
    assert next(tabel.baris())[1][2] == ISI[0]


def test_lembar_data_didahulukan():
    def lain(buku_kerja):
        buku_kerja.create_sheet("PETUNJUK", 0).append(["Cara mengisi"])

    assert len(list(buka_tabel(buku(JUDUL, ISI, ubah=lain)).baris())) == 1
    assert len(list(buka_tabel(buku(JUDUL, ISI, lembar="Sheet1")).baris())) == 1


@pytest.mark.parametrize("pemisah", [";", ",", "\t"])
@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_dengan_pemisah_dan_sandi_lazim_terbaca(pemisah, sandi):
    isi = list(ISI)
    isi[3] = "RENÉE O’NEIL"
    ((_, sel),) = buka_tabel(csv_(JUDUL, isi, pemisah=pemisah, sandi=sandi)).baris()
    assert sel == isi


def test_csv_dengan_akhir_baris_mac_dan_sel_bergaris_baru_terbaca():
    isi = list(ISI)
    isi[10] = '"Dusun II\nRT 3"'
    assert [nomor for nomor, _ in buka_tabel(csv_(JUDUL, isi, [], ISI)).baris()] == [2, 4]
    assert len(list(buka_tabel(csv_(JUDUL, ISI, ISI, akhir="\r")).baris())) == 2


@pytest.mark.parametrize("akhir", ["\n", "\r\n", "\r"])
def test_csv_dengan_dan_tanpa_tanda_kutip_terbaca_sama(akhir):
    isi = list(ISI)
    isi[10] = "Dusun\x0bII\x1c RT\x85 3\u2028 \f"
    terkutip = [f'"{satu}"' for satu in isi]
    polos, kutip = (
        list(buka_tabel(csv_(JUDUL, satu, [], ["", ""], satu[:3], [*satu, "x"], akhir=akhir)).baris())
        for satu in (isi, terkutip)
    )
    assert polos == kutip
    assert [nomor for nomor, _ in polos] == [2, 5, 6]
    assert polos[0][1] == isi


def test_sel_csv_yang_sangat_panjang_ditolak_dengan_nomor_barisnya():
    for tambahan in ("", '"x"'):
        berkas = csv_(JUDUL, ISI, [*ISI[:20], tambahan], ["9" * 140_000])
        with pytest.raises(TabelDitolak, match="Baris 4 CSV"):
            list(buka_tabel(berkas).baris())


def test_baris_csv_pendek_dilengkapi_dan_yang_panjang_dipotong():
    tabel = buka_tabel(csv_(JUDUL, ISI[:5], [*ISI, "lebih"]))
    assert {len(sel) for _, sel in tabel.baris()} == {len(JUDUL)}


def test_rumus_dibaca_hasilnya_dan_diberitahukan():
    isi = baris_xml(1, JUDUL) + baris_xml(2, ISI).replace(
        b"</row>", b'<c r="U2" t="str"><f>A1&amp;"x"</f><v>hasil</v></c></row>'
    )
    tabel = buka_tabel(kemas(lembar_xml(isi)))
    assert next(tabel.baris())[1][20] == "hasil"
    assert "1 sel rumus" in tabel.catatan[0]


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "kosong"),
        (b"\xef\xbb\xbf", "kosong"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0 foto", "gambar"),
        (b"\x89PNG\r\n\x1a\n", "gambar"),
        (b"<svg onload='x'>", "gambar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0k\0b\0o\0o\0k\0", ".xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        (b"<html><table>", "HTML"),
        (b"PK\x03\x04 rusak", "rusak"),
        ("NIK;NAMA".encode("utf-16"), "UTF-16"),
        (b"NIK;NAMA\n12\x003;A", "NUL"),
        (b"NIK;NAMA\n1;\x81\xff\x8d", "Sandi huruf"),
        (b"a;b;c\n1;2;3\n", "Judul kolom"),
        (";".join(JUDUL).encode(), "belum ada baris"),
        (";".join(JUDUL[1:]).encode() + b"\n1", "tidak ditemukan: NIK"),
        (";".join([*JUDUL, "NAMA"]).encode() + b"\n1", "lebih dari satu"),
    ],
)
def test_berkas_bukan_tabel_ditolak_dengan_sebab_dan_caranya(isi, kata):
    pesan = pesan_tolakan(io.BytesIO(isi))
    assert kata in pesan
    assert any(cara in pesan for cara in ("unggah", "Unduh"))


def test_kutip_csv_yang_tidak_ditutup_ditolak_terbatas():
    isi = csv_(JUDUL, ISI).getvalue() + b'\r\n"' + b"9901;x\r\n" * 100_000
    with pytest.raises(TabelDitolak, match="tanda kutip"):
        list(buka_tabel(io.BytesIO(isi)).baris())


def test_arsip_lain_disebut_jenisnya():
    for bagian, kata in (("xl/workbook.bin", "xlsb"), ("content.xml", "ods"), ("word/document.xml", "Word"), ("a.txt", "ZIP")):
        berkas = io.BytesIO()
        with zipfile.ZipFile(berkas, "w") as zip_:
            zip_.writestr(bagian, "x")
        assert kata in pesan_tolakan(berkas)


def test_judul_tergabung_ditolak_dengan_nama_kolom_yang_hilang():
    def gabung(buku_kerja):
        buku_kerja.active.merge_cells("L1:M1")

    pesan = pesan_tolakan(buku(JUDUL, ISI, ubah=gabung))
    assert "RW" in pesan
    assert "digabung" in pesan


def test_rumus_tanpa_hasil_ditolak():
    def rumus(buku_kerja):
        buku_kerja.active["D2"] = '="SITI"'

    assert "rumus" in pesan_tolakan(buku(JUDUL, ISI, ubah=rumus))


def test_unggahan_terlalu_besar_ditolak_sebelum_dibaca():
    class Besar(io.BytesIO):
        def seek(self, letak, dari=0):
            self.letak = 200 << 20 if dari == 2 else letak
            return self.letak

        def tell(self):
            return self.letak

        def read(self, *_):
            raise AssertionError("it must not be read")

    assert "200 MB" in pesan_tolakan(Besar())


def test_bom_zip_ditolak_cepat_dan_hemat():
    nol = b" " * (1 << 20)
    berkas = kemas([b"<worksheet><sheetData>", *[nol] * 300])
    tracemalloc.start()
    mulai = time.process_time()
    pesan = pesan_tolakan(berkas, batas=Batas(urai=100 << 20))
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "terlalu besar" in pesan
    assert time.process_time() - mulai < 5
    assert puncak < 80 << 20


def test_direktori_zip_yang_berbohong_tentang_ukuran_ditolak():
    berkas = bytearray(kemas([b"<worksheet><sheetData>", *[b'<row r="5"/>' * 100_000] * 80]).getvalue())
    letak = berkas.rfind(b"PK\x01\x02", 0, berkas.rfind(b"xl/worksheets/sheet1.xml"))
    berkas[letak + 24 : letak + 28] = struct.pack("<I", 1000)
    assert any(
        kata in pesan_tolakan(io.BytesIO(bytes(berkas)), batas=Batas(urai=50 << 20)) for kata in ("terlalu besar", "rusak")
    )
    assert "rusak" in pesan_tolakan(io.BytesIO(bytes(berkas)))


def test_sejuta_baris_kosong_berformat_dibaca_dalam_batas():
    kosong = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % nomor for nomor in range(3, 1_000_003))
    mulai = time.process_time()
    tabel = buka_tabel(kemas(lembar_xml(baris_xml(1, JUDUL) + baris_xml(2, ISI) + kosong)))
    assert len(list(tabel.baris())) == 1
    assert time.process_time() - mulai < 5


def test_sejuta_baris_sel_kosong_berformat_ditolak_dalam_batas():
    kosong = (
        b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(a, a + 50_000))
        for a in range(3, 1_000_003, 50_000)
    )
    awal = lembar_xml(baris_xml(1, JUDUL) + baris_xml(2, ISI)).split(b"</sheetData>")
    mulai = time.process_time()
    assert "baris kosong" in pesan_tolakan(kemas([awal[0], *kosong, b"</sheetData>" + awal[1]]))
    assert time.process_time() - mulai < 8


@pytest.mark.parametrize("acuan", ["XFD1048576", "A1048576", "ZZ9", "AAAA1", "A99999999999"])
def test_sel_yang_sangat_jauh_ditolak(acuan):
    isi = baris_xml(1, JUDUL) + baris_xml(2, ISI) + f'<row r="3"><c r="{acuan}"><v>1</v></c></row>'.encode()
    assert "terlalu besar" in pesan_tolakan(kemas(lembar_xml(isi)))


@pytest.mark.parametrize(
    "sel", [b"<c><v>1</v></c>", b"<c r='XFD1048576'><v>1</v></c>", b'<c  r="XFD1"/>', b'<c s="1" r="A1"/>']
)
def test_sel_tanpa_acuan_lazim_diminta_disimpan_ulang(sel):
    assert "simpan ulang" in pesan_tolakan(kemas(lembar_xml(baris_xml(1, JUDUL) + b'<row r="2">' + sel + b"</row>")))


def test_teks_panjang_yang_diulang_di_banyak_sel_ditolak():
    panjang = b"<sst><si><t>" + b"x" * 2_000_000 + b"</t></si></sst>"
    sel = b"".join(b'<c r="A%d" t="s"><v>0</v></c>' % nomor for nomor in range(3, 5003))
    isi = baris_xml(1, JUDUL) + baris_xml(2, ISI) + b'<row r="3">' + sel + b"</row>"
    assert "sangat panjang" in pesan_tolakan(kemas(lembar_xml(isi), teks_bersama=panjang))


def test_entitas_xml_dalam_buku_kerja_ditolak():
    contoh, berkas = buku(JUDUL, ISI), io.BytesIO()
    with zipfile.ZipFile(contoh) as asal, zipfile.ZipFile(berkas, "w") as zip_:
        for nama in asal.namelist():
            isi = asal.read(nama)
            if nama == "xl/workbook.xml":
                isi = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + isi
            zip_.writestr(nama, isi)
    assert "rusak" in pesan_tolakan(berkas)


def test_buku_kerja_terpotong_atau_rusak_selalu_ditolak_dengan_pesan():
    utuh = buku(JUDUL, *[ISI] * 50).getvalue()
    for potong in range(30, len(utuh) - 1, max(1, len(utuh) // 40)):
        pesan_tolakan(io.BytesIO(utuh[:potong]))
    for letak in range(30, len(utuh), max(1, len(utuh) // 60)):
        rusak = bytearray(utuh)
        rusak[letak] ^= 0xFF
        try:
            list(buka_tabel(io.BytesIO(bytes(rusak))).baris())
        except TabelDitolak as tolakan:
            assert "unggah" in str(tolakan).lower()


def test_memori_csv_tidak_tumbuh_dengan_jumlah_baris(tmp_path):
    def puncak(jumlah):
        jalur = tmp_path / f"{jumlah}.csv"
        jalur.write_text("\n".join([";".join(JUDUL), *[";".join(ISI)] * jumlah]))
        tracemalloc.start()
        assert sum(1 for _ in buka_tabel(jalur).baris()) == jumlah
        hasil = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return hasil

    assert puncak(20_000) < puncak(4_000) * 1.3 + 500_000


def test_batas_bawaan_menampung_seratus_ribu_baris_versi_dua():
    assert BATAS_BAWAAN.kisi >= 100_000 * 39
    assert BATAS_BAWAAN.baris >= 100_000
