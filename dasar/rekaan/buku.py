"""Village workbooks of synthetic people, clean or with faults put in on purpose, in the styles that villages send."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from dasar.nilai.kolom import KOLOM, KOLOM_V1

from .keluarga import TANGGAL_ACUAN, KeluargaRekaan, OrangRekaan, keluarga_rekaan

_KETIKAN_PROGRAM = {"NONBANSOS": "NON BANSOS"}
(
    _NIK, _PROGRAM, _KK, _NAMA, _TEMPAT, _LAHIR, _IBU, _JK, _KERJA, _KAWIN, _ALAMAT, _RT, _RW,
    _PROV, _KAB, _KEC, _DESA, _DISABILITAS, _KODE, _HAMIL, _MULAI,
) = range(len(KOLOM_V1))  # fmt: skip


@dataclass(frozen=True, slots=True)
class TempatRekaan:
    """A village as a workbook names it; `kode` in ten digits."""

    kode: str
    provinsi: str
    kabupaten: str
    kecamatan: str
    desa: str


def _ya(nilai: bool) -> str:
    return "YA" if nilai else "TIDAK"


def baris_buku(
    keluarga: KeluargaRekaan, program: str, tempat: TempatRekaan, *, orang: OrangRekaan | None = None, versi: int = 1
) -> list[str]:
    """One row of the workbook: a person (the programme's card holder unless `orang` is given) proposed for `program`.

    21 values in the order of KOLOM_V1, with `versi=2` the 38 of KOLOM; all text, dates as dd/mm/yyyy. `program` is a code
    (NONBANSOS, PKH, BPNT, PBI) and appears as villages type it.
    """
    o = orang or keluarga.pengurus
    baris = [
        o.nik, _KETIKAN_PROGRAM.get(program, program), keluarga.nomor_kk, o.nama, o.tempat_lahir, f"{o.tanggal_lahir:%d/%m/%Y}",
        o.ibu_kandung, o.jenis_kelamin, o.pekerjaan, o.status_kawin, keluarga.alamat, keluarga.rt, keluarga.rw, tempat.provinsi,
        tempat.kabupaten, tempat.kecamatan, tempat.desa, _ya(bool(o.kode_disabilitas)), o.kode_disabilitas,
        _ya(o.mulai_hamil is not None), f"{o.mulai_hamil:%d/%m/%Y}" if o.mulai_hamil else "",
    ]  # fmt: skip
    if versi == 2:
        titik = [f"{k:.6f}" if k is not None else "" for k in (keluarga.lintang, keluarga.bujur)]
        baris += [*map(_ya, keluarga.kriteria), *titik, "TIDAK", "", o.pendidikan, o.shdk, tempat.kode]
    return baris


def _usulan(tempat: TempatRekaan, n: int, benih: int, nomor_awal: int, versi: int, pada: date) -> Iterator[list[str]]:
    """Rows as a village proposes: a card holder for PKH or BPNT, or several of the family for PBI or for the register."""
    acak = Random(benih)
    # One family gives at least one row, so n families are enough.
    for keluarga in keluarga_rekaan([tempat.kode], n, benih=benih, nomor_awal=nomor_awal, pada=pada):
        program = acak.choice(("PKH", "BPNT", "PBI", "NONBANSOS"))
        anggota = [keluarga.pengurus] if program in ("PKH", "BPNT") else keluarga.anggota[: acak.randint(1, 4)]
        for orang in anggota:
            yield baris_buku(keluarga, program, tempat, orang=orang, versi=versi)


def _geser_tanggal(teks: str) -> str:
    hari, bulan, tahun = map(int, teks.split("/"))
    return f"{date(tahun, bulan, hari) - timedelta(days=31):%d/%m/%Y}"


def _isi(kolom: int, nilai: str | Callable[[list[str]], str]) -> Callable[[list[str]], None]:
    def ubah(baris: list[str]) -> None:
        baris[kolom] = nilai if isinstance(nilai, str) else nilai(baris)

    return ubah


# code of the rule that must notice -> how a row is spoilt
_CACAT: dict[str, Callable[[list[str]], None]] = {
    "V-NIK-01": _isi(_NIK, lambda b: b[_NIK][:15]),
    "V-NIK-02": _isi(_NIK, "0" * 16),
    "V-NIK-03": _isi(_NIK, lambda b: "07" + b[_NIK][2:]),
    "V-NIK-05": _isi(_NIK, lambda b: f"{b[_NIK][:6]}35{b[_NIK][8:]}"),
    "V-NIK-06": _isi(_JK, lambda b: "L" if b[_JK] == "P" else "P"),
    "V-NIK-07": _isi(_LAHIR, lambda b: _geser_tanggal(b[_LAHIR])),
    "V-NIK-08": _isi(_NIK, lambda b: b[_NIK][:12] + "0000"),
    "V-KK-01": _isi(_KK, lambda b: b[_KK] + "7"),
    "V-KK-02": _isi(_KK, lambda b: b[_NIK]),
    "V-SEL-01": _isi(_NIK, lambda b: "9,90120E+15"),
    "V-TGL-01": _isi(_LAHIR, "31/02/1980"),
    "V-JK-01": _isi(_JK, "X"),
    "V-PGM-01": _isi(_PROGRAM, "BLT MINYAK"),
    "V-WIL-01": _isi(_DESA, "DESA ENTAH BERANTAH"),
    "V-KEL-01": _isi(_IBU, ""),
    "V-PRG-09": _isi(_NAMA, lambda b: f"{b[_NAMA][:2]}4{b[_NAMA][2:]}"),
    "V-PRG-12": _isi(_LAHIR, "17/05/2031"),
}


def buat_buku(
    path: str | Path,
    tempat: TempatRekaan,
    n_baris: int,
    *,
    benih: int,
    kotor: float = 0.0,
    nomor_awal: int = 0,
    versi: int = 1,
    pada: date = TANGGAL_ACUAN,
) -> dict[int, str]:
    """Write a workbook (.xlsx, else .csv with semicolons and BOM) of `n_baris` proposals; uses that many family numbers.

    A share `kotor` of the rows carries one fault each. Returns {row number in the sheet: code of the rule that must report
    it}; the other rows are good, though some carry what villages do (spaces around a NIK, RT as a number, a true date cell).
    The same arguments write the same rows.
    """
    acak = Random(benih)
    cacat, bersih, harapan = list(_CACAT) + ["V-PRG-04"], [], {}
    semua = []
    for nomor, baris in enumerate(_usulan(tempat, n_baris, benih, nomor_awal, versi, pada), start=2):
        if acak.random() < kotor:
            kode = cacat[len(harapan) % len(cacat)]
            if kode != "V-PRG-04":
                _CACAT[kode](baris)
                harapan[nomor] = kode
            elif bersih:
                baris[:] = acak.choice(bersih)
                harapan[nomor] = kode
        if nomor not in harapan:
            bersih.append(list(baris))
        semua.append(baris)
        if len(semua) == n_baris:
            break
    judul = [kolom.judul for kolom in (KOLOM if versi == 2 else KOLOM_V1)]
    path = Path(path)
    (_tulis_xlsx if path.suffix == ".xlsx" else _tulis_csv)(path, judul, semua, harapan, acak)
    return harapan


def _tulis_csv(path: Path, judul: list[str], semua: list[list[str]], harapan: dict[int, str], acak: Random) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as berkas:
        csv.writer(berkas, delimiter=";").writerows([judul, *semua])


def _tulis_xlsx(path: Path, judul: list[str], semua: list[list[str]], harapan: dict[int, str], acak: Random) -> None:
    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("DATA")
    lembar.append(judul)
    for nomor, baris in enumerate(semua, start=2):
        sel: list = [nilai or None for nilai in baris]
        if harapan.get(nomor) == "V-SEL-01":
            sel[_NIK] = 9_901_014_605_880_186
        elif acak.random() < 0.1 and nomor not in harapan:
            sel[_NIK] = f" {baris[_NIK]} "
        if acak.random() < 0.1:
            sel[_RT] = int(baris[_RT])
        if acak.random() < 0.4 and harapan.get(nomor) != "V-TGL-01":
            hari, bulan, tahun = map(int, baris[_LAHIR].split("/"))
            sel[_LAHIR] = WriteOnlyCell(lembar, date(tahun, bulan, hari))
            sel[_LAHIR].number_format = "dd/mm/yyyy"
        lembar.append(sel)
    buku.save(path)
