"""Tables out: text stays text, formulas do not run, the result workbook says what is wrong and where."""

import csv
import io
import time
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from dasar.ekspor import HasilBaris, buku_hasil, hasil_dari, netralkan, teks_sel, tulis_csv, tulis_xlsx
from dasar.impor import buka_tabel
from dasar.nilai import Temuan

DATA = Path(__file__).parents[1] / "data"
MERAH, KUNING = "FFF8B4B4", "FFFFE599"
SALAH = HasilBaris(
    "DITOLAK",
    ("V-NIK-01", "V-PRG-09"),
    "NIK berisi 15 angka. Nama memuat angka.",
    (("nik", "DITOLAK"), ("nama", "PERINGATAN"), ("nik", "PERINGATAN")),
)


def buka(berkas):
    berkas.seek(0)
    return openpyxl.load_workbook(berkas)["DATA"]


def hasil(nama, isi, **pilihan):
    tujuan = io.BytesIO()
    buku_hasil(DATA / nama, nama, isi, tujuan, **pilihan)
    return tujuan


@pytest.mark.parametrize("teks", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(1)"])
def test_sel_yang_dapat_menjadi_rumus_dinetralkan(teks):
    assert netralkan(teks) == f"'{teks}"
    isi = io.StringIO(b"".join(tulis_csv(["A"], [[teks]])).decode("utf-8-sig"), newline="")
    assert list(csv.reader(isi, delimiter=";")) == [["A"], [f"'{teks}"]]
    berkas = io.BytesIO()
    tulis_xlsx(berkas, ["A"], [[teks]])
    sel = buka(berkas)["A2"]
    assert sel.data_type == "s"
    assert sel.value.startswith("'")


@pytest.mark.parametrize("teks", ["-", "-6,178306", "+62811", "9901011211870001", "Dusun II", ""])
def test_teks_biasa_tidak_diubah(teks):
    assert netralkan(teks) == teks


def test_csv_berawalan_bom_dan_mengalir_dalam_potongan():
    potongan = list(tulis_csv(["NIK", "NAMA"], ([f"99010112118{n:05d}", "SITI; AMINAH"] for n in range(10_000))))
    assert len(potongan) > 3
    isi = b"".join(potongan)
    assert isi.startswith(b"\xef\xbb\xbfNIK;NAMA\r\n")
    baris = list(csv.reader(io.StringIO(isi.decode("utf-8-sig")), delimiter=";"))
    assert len(baris) == 10_001
    assert baris[1] == ["9901011211800000", "SITI; AMINAH"]


def test_nilai_menjadi_teks_yang_dibaca_orang():
    assert [teks_sel(nilai) for nilai in (None, True, False, 6.0, 2.5, date(1987, 11, 12))] == [
        "",
        "YA",
        "TIDAK",
        "6",
        "2.5",
        "12/11/1987",
    ]
    assert teks_sel(datetime(2026, 11, 21, 8, 5)) == "21/11/2026 08:05"


def test_xlsx_memakai_format_teks_dan_judul_yang_dibekukan():
    berkas = io.BytesIO()
    tulis_xlsx(berkas, ["NIK", "NAMA"], [["0001011211870001", "A & B <c> \x01"]])
    lembar = buka(berkas)
    assert lembar["A2"].value == "0001011211870001"
    assert lembar["A2"].number_format == "@"
    assert lembar["B2"].value == "A & B <c> "
    assert lembar.freeze_panes == "A2"
    assert lembar["A1"].font.b


def test_buku_hasil_memuat_semua_nilai_asal_dan_tiga_kolom_lagi():
    lembar = buka(hasil("asahan-kotor.xlsx", {5: SALAH}))
    asal = buka_tabel(DATA / "asahan-kotor.xlsx")
    assert [sel.value for sel in lembar[1]] == [*asal.judul, "STATUS", "KODE", "PENJELASAN"]
    for (_, sel), tulisan in zip(asal.baris(), lembar.iter_rows(min_row=2, max_col=21, values_only=True), strict=True):
        assert [satu or "" for satu in tulisan] == [teks_sel(satu) for satu in sel]
    assert [sel.value for sel in lembar[5]][21:] == ["DITOLAK", "V-NIK-01,V-PRG-09", SALAH.penjelasan]
    assert lembar["V2"].value == "DITERIMA"


def test_sel_yang_salah_diwarnai_menurut_beratnya():
    lembar = buka(
        hasil("serang-kotor.csv", {5: SALAH, 6: HasilBaris("PERINGATAN", ("V-PRG-09",), "Nama.", (("nama", "PERINGATAN"),))})
    )
    assert lembar["A5"].fill.fgColor.rgb == MERAH, "the gravest finding of a cell colours it"
    assert lembar["D5"].fill.fgColor.rgb == KUNING
    assert lembar["V5"].fill.fgColor.rgb == MERAH
    assert lembar["V6"].fill.fgColor.rgb == KUNING
    assert lembar["A2"].fill.fgColor.rgb not in (MERAH, KUNING)


def test_sel_kosong_yang_salah_pun_diwarnai():
    lembar = buka(
        hasil("asahan-kotor.xlsx", {8: HasilBaris("DITOLAK", ("V-KEL-01",), "Kosong.", (("ibu_kandung", "DITOLAK"),))})
    )
    assert lembar["G8"].value is None
    assert lembar["G8"].fill.fgColor.rgb == MERAH


def test_hasil_csv_dapat_diberikan_sebagai_csv():
    isi = hasil("serang-kotor.csv", {2: SALAH}, bentuk="csv").getvalue().decode("utf-8-sig")
    baris = list(csv.reader(io.StringIO(isi), delimiter=";"))
    assert baris[0][-3:] == ["STATUS", "KODE", "PENJELASAN"]
    assert baris[1][-3] == "DITOLAK"
    assert len(baris) == 301


def test_buku_hasil_dapat_diunggah_dan_diperiksa_lagi():
    pertama = hasil("asahan-bersih.xlsx", {2: SALAH})
    tabel = buka_tabel(pertama)
    assert tabel.tak_dikenal == ("STATUS", "KODE", "PENJELASAN")
    kedua = io.BytesIO()
    buku_hasil(pertama, "hasil.xlsx", {}, kedua)
    lembar = buka(kedua)
    assert [sel.value for sel in lembar[1]].count("STATUS") == 1
    assert lembar["V2"].value == "DITERIMA"


def test_hasil_baris_tersusun_dari_temuan_dengan_yang_terberat_di_depan():
    satu = hasil_dari(
        [
            Temuan("V-NIK-09", "I", ("nik",), "Catatan."),
            Temuan("V-PRG-09", "W", ("nama",), "Nama."),
            Temuan("V-KEL-01", "E", ("rt",), "RT."),
            Temuan("V-KEL-01", "E", ("rw",), "RW."),
        ]
    )
    assert satu.status == "DITOLAK"
    assert satu.kode == ("V-KEL-01", "V-PRG-09", "V-NIK-09")
    assert satu.penjelasan == "RT. RW. Nama. Catatan."
    assert satu.kolom_salah == (("rt", "DITOLAK"), ("rw", "DITOLAK"), ("nama", "PERINGATAN"))
    assert hasil_dari([]) == HasilBaris("DITERIMA")


def test_lima_ribu_baris_hasil_selesai_dalam_tiga_detik_prosesor():
    baris = [[str(nomor).zfill(16)] + ["teks biasa"] * 20 for nomor in range(5000)]
    asal = io.BytesIO()
    judul = buka_tabel(DATA / "asahan-bersih.xlsx").judul
    mulai = time.process_time()
    tulis_xlsx(asal, judul, baris)
    buku_hasil(asal, "besar.xlsx", dict.fromkeys(range(2, 5000, 3), SALAH), io.BytesIO())
    assert time.process_time() - mulai < 3
