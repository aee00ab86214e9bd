"""Tables out: CSV, XLSX and Parquet as streams, and the result workbook of an import.

The XLSX writer is our own and small: sheet XML is written row by row into the zip with text kept in the cells, so memory
does not grow with the rows and 5,000 rows take a fraction of what openpyxl needs. Every cell is written as text in a text
format: NIK and KK keep their sixteen digits, and a spreadsheet never takes a cell for a formula.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq

from dasar.impor import Tabel, buka_tabel
from dasar.nilai import DITERIMA, DITOLAK, INFO, PERINGATAN, TOLAK, Temuan, status_dari

# A cell that begins with one of these may run as a formula when the file is opened (OWASP, CSV injection).
_AWALAN_RUMUS = ("=", "+", "-", "@", "\t", "\r")
_ANGKA_BIASA = re.compile(r"[+-]?\d*(?:[.,]\d+)?")
_TAK_SAH_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEKS_TERPANJANG = 32_767
KOLOM_HASIL = ("STATUS", "KODE", "PENJELASAN")
BIASA, JUDUL, MERAH, KUNING = 0, 1, 2, 3
_WARNA = {DITOLAK: MERAH, PERINGATAN: KUNING}


@dataclass(frozen=True, slots=True)
class HasilBaris:
    """What the check says of one row: status (DITERIMA, PERINGATAN, DITOLAK), rule codes, the explanation, and the keys of
    the cells concerned, with the status each of them is coloured by."""

    status: str
    kode: tuple[str, ...] = ()
    penjelasan: str = ""
    kolom_salah: tuple[tuple[str, str], ...] = ()


def hasil_dari(temuan: Iterable[Temuan]) -> HasilBaris:
    """The result of a row from its findings: codes and explanations with the gravest first, each code once."""
    urut = sorted(temuan, key=lambda satu: "EWI".index(satu.tingkat))
    return HasilBaris(
        status_dari(urut),
        tuple(dict.fromkeys(satu.kode for satu in urut)),
        " ".join(satu.pesan for satu in urut),
        tuple(
            (kunci, DITOLAK if satu.tingkat == TOLAK else PERINGATAN)
            for satu in urut
            if satu.tingkat != INFO
            for kunci in satu.kolom
        ),
    )


def teks_sel(nilai) -> str:
    """A cell's value as text: dates dd/mm/yyyy, yes/no as YA/TIDAK, whole numbers without '.0', nothing as ''."""
    if isinstance(nilai, str):
        return nilai
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "YA" if nilai else "TIDAK"
    if isinstance(nilai, datetime):
        return f"{nilai:%d/%m/%Y %H:%M}" if nilai.hour or nilai.minute or nilai.second else f"{nilai:%d/%m/%Y}"
    if isinstance(nilai, date):
        return f"{nilai:%d/%m/%Y}"
    if isinstance(nilai, float) and nilai.is_integer():
        return str(int(nilai))
    return str(nilai)


def netralkan(teks: str) -> str:
    """The text with an apostrophe before it when a spreadsheet could take it for a formula; plain numbers and a lone dash stay."""
    if teks.startswith(_AWALAN_RUMUS) and not _ANGKA_BIASA.fullmatch(teks):
        return f"'{teks}"
    return teks


def tulis_csv(
    judul: Sequence[str], baris: Iterable[Sequence], *, pemisah: str = ";", pembuka: Sequence[str] = ()
) -> Iterator[bytes]:
    """The table as CSV in pieces of bytes (UTF-8 with BOM, CR LF), for a streaming response; formulas are neutralised.

    `pembuka`: lines of one cell above the headings.
    """
    wadah = io.StringIO()
    penulis = csv.writer(wadah, delimiter=pemisah)
    wadah.write("\ufeff")
    penulis.writerows([netralkan(teks)] for teks in pembuka)
    penulis.writerow([netralkan(teks_sel(sel)) for sel in judul])
    for satu in baris:
        penulis.writerow([netralkan(teks_sel(sel)) for sel in satu])
        if wadah.tell() > 1 << 16:
            yield wadah.getvalue().encode()
            wadah.seek(0)
            wadah.truncate()
    yield wadah.getvalue().encode()


def tulis_xlsx(
    tujuan: BinaryIO, judul: Sequence[str], baris: Iterable[Sequence], *, lembar: str = "DATA", pembuka: Sequence[str] = ()
) -> None:
    """Write the table to `tujuan` as one sheet with a frozen heading row; all cells are text, formulas are neutralised.

    `pembuka`: lines of one cell above the headings, frozen with them.
    """
    _tulis_buku(tujuan, judul, ((satu, ()) for satu in baris), lembar, pembuka)


# Rows held at once: a group is written when it is full. The writer's own buffers grow with the group: of 20,000 rows they were
# 36 MB more than of 5,000.
_KELOMPOK_PARQUET = 5_000
_JENIS_PARQUET = {date: pa.date32(), int: pa.int64(), bool: pa.bool_()}


def tulis_parquet(tujuan: BinaryIO, judul: Sequence[str], baris: Iterable[Sequence], *, pembuka: Sequence[str] = ()) -> None:
    """Write the table to `tujuan` as Parquet, group by group; `pembuka` stands in the file's own metadata, under `tanda`.

    A column of dates, whole numbers or yes/no keeps its type, by what the first group holds; every other one is text, so
    that NIK and KK keep their sixteen digits.
    """
    penulis = None
    sisa = iter(baris)
    try:
        while kelompok := list(islice(sisa, _KELOMPOK_PARQUET)):
            kolom = list(zip(*kelompok, strict=True))
            if penulis is None:
                skema = _skema_parquet(judul, kolom, pembuka)
                penulis = pq.ParquetWriter(tujuan, skema, compression="zstd")
            isi = [
                pa.array([teks_sel(n) for n in satu] if jenis == pa.string() else satu, jenis)
                for satu, jenis in zip(kolom, skema.types, strict=True)
            ]
            penulis.write_table(pa.Table.from_arrays(isi, schema=skema))
        if penulis is None:
            penulis = pq.ParquetWriter(tujuan, _skema_parquet(judul, [()] * len(judul), pembuka))
    finally:
        if penulis is not None:
            penulis.close()


def _skema_parquet(judul: Sequence[str], kolom: Sequence[Sequence], pembuka: Sequence[str]) -> pa.Schema:
    def jenis(isi: Sequence) -> pa.DataType:
        macam = {type(n) for n in isi if n is not None}
        return _JENIS_PARQUET.get(macam.pop(), pa.string()) if len(macam) == 1 else pa.string()

    bidang = [pa.field(j, jenis(isi)) for j, isi in zip(judul, kolom, strict=True)]
    return pa.schema(bidang, metadata={"tanda": "\n".join(pembuka)})


def buku_hasil(berkas, nama: str, hasil: Mapping[int, HasilBaris], tujuan: BinaryIO, *, bentuk: str = "xlsx") -> None:
    """Write the uploaded table back with STATUS, KODE and PENJELASAN behind it; faulty cells red (refused) or yellow (warned).

    berkas: what was uploaded (path or binary file). hasil: row number in the sheet -> HasilBaris; a row that is not in it
    is DITERIMA. bentuk: 'xlsx', or 'csv' (no colours). Columns, their order and every value are those of the upload, as
    text; title rows above the headings and other sheets are left out. Earlier result columns are replaced. A corrected
    file can be uploaded again as it is. Raises TabelDitolak as `buka_tabel` does.
    """
    tabel = buka_tabel(berkas, nama)
    asli = [nomor for nomor, judul in enumerate(tabel.judul) if judul.upper() not in KOLOM_HASIL]
    judul = [tabel.judul[nomor] for nomor in asli] + list(KOLOM_HASIL)
    baris = _baris_hasil(tabel, asli, hasil)
    if bentuk == "csv":
        for potongan in tulis_csv(judul, (sel for sel, _ in baris)):
            tujuan.write(potongan)
    else:
        _tulis_buku(tujuan, judul, baris, "DATA")


def _baris_hasil(tabel: Tabel, asli: list[int], hasil: Mapping[int, HasilBaris]) -> Iterator[tuple[list, tuple]]:
    letak = {kunci: tempat for tempat, nomor in enumerate(asli) if (kunci := tabel.kunci[nomor])}
    diterima = HasilBaris(DITERIMA)
    for nomor, sel in tabel.baris():
        satu = hasil.get(nomor, diterima)
        warna = tuple(
            (letak[kunci], _WARNA[status]) for kunci, status in satu.kolom_salah if kunci in letak and status in _WARNA
        )
        if satu.status in _WARNA:
            warna += ((len(asli), _WARNA[satu.status]),)
        yield [sel[tempat] for tempat in asli] + [satu.status, ",".join(satu.kode), satu.penjelasan], warna


def _huruf_kolom(nomor: int) -> str:
    huruf = ""
    while nomor:
        nomor, sisa = divmod(nomor - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf


def _tulis_buku(
    tujuan: BinaryIO,
    judul: Sequence[str],
    baris: Iterable[tuple[Sequence, Sequence[tuple[int, int]]]],
    lembar: str,
    pembuka: Sequence[str] = (),
):
    atas = len(pembuka) + 1  # the row of the headings
    kolom = [_huruf_kolom(nomor) for nomor in range(1, len(judul) + 1)]
    lebar = "".join(
        f'<col min="{nomor}" max="{nomor}" width="{_lebar(satu)}" customWidth="1" style="{BIASA}"/>'
        for nomor, satu in enumerate(judul, 1)
    )
    with zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as zip_:
        for jalur, isi in _BAGIAN_TETAP.items():
            zip_.writestr(jalur, isi)
        zip_.writestr("xl/workbook.xml", _BUKU.format(lembar=escape(lembar, {'"': "&quot;"})))
        with zip_.open("xl/worksheets/sheet1.xml", "w") as keluar:
            keluar.write((_AWAL_LEMBAR.format(atas=atas, bawah=atas + 1) + f"<cols>{lebar}</cols><sheetData>").encode())
            for nomor, teks in enumerate(pembuka, 1):
                keluar.write(_baris_xml(nomor, kolom, [teks], ()))
            keluar.write(_baris_xml(atas, kolom, judul, [(nomor, JUDUL) for nomor in range(len(judul))]))
            jumlah = atas
            for jumlah, (sel, warna) in enumerate(baris, atas + 1):
                keluar.write(_baris_xml(jumlah, kolom, sel, warna))
            keluar.write(f'</sheetData><autoFilter ref="A{atas}:{kolom[-1]}{jumlah}"/></worksheet>'.encode())


def _lebar(judul: str) -> int:
    return 80 if judul == "PENJELASAN" else min(max(len(judul) + 4, 12), 60)


def _baris_xml(nomor: int, kolom: list[str], sel: Sequence, warna: Sequence[tuple[int, int]]) -> bytes:
    gaya = dict(reversed(warna)) if warna else {}
    isi = []
    for tempat, nilai in enumerate(sel):
        tulisan = nilai if type(nilai) is str else teks_sel(nilai)
        corak = gaya.get(tempat, BIASA) if gaya else BIASA
        if not tulisan:
            if corak:
                isi.append(f'<c r="{kolom[tempat]}{nomor}" s="{corak}"/>')
            continue
        if not tulisan.isalnum():
            tulisan = _aman_xml(tulisan)
        isi.append(
            f'<c r="{kolom[tempat]}{nomor}" s="{corak}" t="inlineStr"><is><t xml:space="preserve">{tulisan}</t></is></c>'
        )
    return f'<row r="{nomor}">{"".join(isi)}</row>'.encode()


def _aman_xml(tulisan: str) -> str:
    return escape(_TAK_SAH_XML.sub("", netralkan(tulisan))[:_TEKS_TERPANJANG])


_KEPALA = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RUANG = "http://schemas.openxmlformats.org"
_AWAL_LEMBAR = (
    f'{_KEPALA}<worksheet xmlns="{_RUANG}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="{atas}" topLeftCell="A{bawah}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/>'
)
_BUKU = (
    f'{_KEPALA}<workbook xmlns="{_RUANG}/spreadsheetml/2006/main" xmlns:r="{_RUANG}/officeDocument/2006/relationships">'
    '<sheets><sheet name="{lembar}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_JENIS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HUBUNGAN = f"{_RUANG}/officeDocument/2006/relationships"
_KUMPULAN_HUBUNGAN = f'{_KEPALA}<Relationships xmlns="{_RUANG}/package/2006/relationships">'


def _isian(warna: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor rgb="{warna}"/></patternFill></fill>'


# Number format 49 is "text" (@). Styles in the order of BIASA, JUDUL, MERAH, KUNING.
_BAGIAN_TETAP = {
    "[Content_Types].xml": f'{_KEPALA}<Types xmlns="{_RUANG}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_JENIS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_JENIS}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_JENIS}.styles+xml"/></Types>',
    "_rels/.rels": f'{_KUMPULAN_HUBUNGAN}<Relationship Id="rId1" Type="{_HUBUNGAN}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/_rels/workbook.xml.rels": f"{_KUMPULAN_HUBUNGAN}"
    f'<Relationship Id="rId1" Type="{_HUBUNGAN}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_HUBUNGAN}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'{_KEPALA}<styleSheet xmlns="{_RUANG}/spreadsheetml/2006/main">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts>'
    '<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    f"{_isian('FF1F3A5F')}{_isian('FFF8B4B4')}{_isian('FFFFE599')}</fills>"
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="49" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="49" fillId="3" applyNumberFormat="1" applyFill="1"/>'
    '<xf numFmtId="49" fillId="4" applyNumberFormat="1" applyFill="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
