"""The columns of a village's workbook: one list for form, import, export and API.

Source: TEMPLATE_EXCEL_USULAN, sheet DATA, columns A-U, and template version 2 (domain.md 5.5). Which of them are required:
domain.md 5.2. The last four of version 1 hold only for some people (a man has no pregnancy), so they may be left blank
and even be missing from the file.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: `kunci` names it in code, `judul` is its heading in the template, `lain` are other headings it is known by."""

    kunci: str
    judul: str
    wajib: bool = False
    lain: tuple[str, ...] = ()


KOLOM_V1: tuple[Kolom, ...] = (
    Kolom("nik", "NIK", True, ("NO NIK", "NOMOR NIK")),
    Kolom("program", "PROGRAM BANSOS", True, ("PROGRAM",)),
    Kolom("nomor_kk", "NOKK", True, ("NO KK", "NOMOR KK", "KK")),
    Kolom("nama", "NAMA", True, ("NAMA LENGKAP",)),
    Kolom("tempat_lahir", "TEMPAT LAHIR", True),
    Kolom("tanggal_lahir", "TANGGAL LAHIR", True, ("TGL LAHIR", "TANGGAL LAHIR (dd/mm/yyyy)")),
    Kolom("ibu_kandung", "IBU KANDUNG", True, ("NAMA IBU KANDUNG",)),
    Kolom("jenis_kelamin", "JENIS KELAMIN", True, ("L/P",)),
    Kolom("pekerjaan", "JENIS PEKERJAAN", True, ("PEKERJAAN",)),
    Kolom("status_kawin", "STATUS KAWIN", True, ("STATUS PERKAWINAN",)),
    Kolom("alamat", "ALAMAT", True),
    Kolom("rt", "RT", True),
    Kolom("rw", "RW", True),
    Kolom("provinsi", "PROVINSI", True),
    Kolom("kabupaten", "KABUPATEN", True, ("KABUPATEN/KOTA", "KAB/KOTA")),
    Kolom("kecamatan", "KECAMATAN", True),
    Kolom("desa", "KELURAHAN", True, ("DESA", "DESA/KELURAHAN", "KELURAHAN/DESA")),
    Kolom("disabilitas", "STATUS DISABILITAS"),
    Kolom("kode_disabilitas", "KODE JENIS DISABILITAS", False, ("JENIS DISABILITAS", "KODE DISABILITAS")),
    Kolom("hamil", "STATUS HAMIL"),
    Kolom("tanggal_mulai_hamil", "TGL MULAI HAMIL", False, ("TANGGAL MULAI HAMIL",)),
)

KUNCI_SK: tuple[str, ...] = tuple(f"sk{n}" for n in range(10))

KOLOM_V2: tuple[Kolom, ...] = (
    *(Kolom(kunci, kunci.upper()) for kunci in KUNCI_SK),
    Kolom("latitude", "LATITUDE", False, ("LINTANG",)),
    Kolom("longitude", "LONGITUDE", False, ("BUJUR",)),
    Kolom("kat", "KAT"),
    Kolom("nama_suku", "NAMA_SUKU"),
    Kolom("pendidikan", "PENDIDIKAN"),
    Kolom("shdk", "SHDK"),
    Kolom("kode_desa", "KODE_DESA", False, ("KODE KELURAHAN",)),
)

KOLOM: tuple[Kolom, ...] = KOLOM_V1 + KOLOM_V2
KUNCI: tuple[str, ...] = tuple(kolom.kunci for kolom in KOLOM)
KUNCI_V1: tuple[str, ...] = tuple(kolom.kunci for kolom in KOLOM_V1)
KUNCI_V2: tuple[str, ...] = tuple(kolom.kunci for kolom in KOLOM_V2)
KUNCI_WAJIB: tuple[str, ...] = tuple(kolom.kunci for kolom in KOLOM if kolom.wajib)
JUDUL: dict[str, str] = {kolom.kunci: kolom.judul for kolom in KOLOM}


def ringkas_judul(judul: str) -> str:
    """A heading reduced to what is compared: upper-case letters and digits only ('Tgl. Lahir ' and 'TGL_LAHIR' are one)."""
    return "".join(huruf for huruf in judul.upper() if huruf.isalnum())


KUNCI_DARI_JUDUL: dict[str, str] = {
    ringkas_judul(judul): kolom.kunci for kolom in KOLOM for judul in (kolom.judul, kolom.kunci, *kolom.lain)
}
