"""What the value rules speak in: a finding, a rule, what surrounds a row, and the row itself."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

TOLAK, INGAT, INFO = "E", "W", "I"
DITERIMA, PERINGATAN, DITOLAK = "DITERIMA", "PERINGATAN", "DITOLAK"

# A village file holds few distinct dates, jobs and addresses; a hostile one may hold any number. Beyond this many an answer
# is computed again each time, so memory stays bounded.
BATAS_INGATAN = 50_000
# A workbook's TRUE equals its 1 as a key although they read differently ("YA", "1"), so neither is kept.
MENDUA = (0, 1)


@dataclass(frozen=True, slots=True)
class Temuan:
    """One thing wrong (E), doubtful (W) or worth knowing (I): `kolom` are the keys of the cells concerned."""

    kode: str
    tingkat: str
    kolom: tuple[str, ...]
    pesan: str


@dataclass(frozen=True, slots=True)
class Aturan:
    """One rule of domain.md 6.2 or contract.md. `periksa(baris, konteks)` answers None when the row keeps it, a message when
    not, or a whole Temuan where severity or cells depend on the case. `kolom[0]` is the column it is about.

    pembacaan: the rule judges only cells that could not be read, so a row without such cells need not be asked.
    """

    kode: str
    tingkat: str
    kolom: tuple[str, ...]
    periksa: Callable[["Baris", "Konteks"], "str | Temuan | None"]
    keterangan: str
    dasar: str
    pembacaan: bool = False


class Ingatan(dict):
    """Answers of `hitung(nilai)` kept by value: most cells of a village repeat those of the row above."""

    __slots__ = ("hitung",)

    def __init__(self, hitung: Callable[[Hashable], Any]):
        super().__init__()
        self.hitung = hitung

    def __missing__(self, nilai):
        jawab = self.hitung(nilai)
        if len(self) < BATAS_INGATAN and nilai not in MENDUA:
            self[nilai] = jawab
        return jawab


PROGRAM_BAKU: dict[str, str] = {
    "NON BANSOS": "NONBANSOS",
    "PKH": "PKH",
    "BPNT": "BPNT",
    "SEMBAKO": "BPNT",
    "PBI": "PBI",
    "PBI-JK": "PBI",
}


def ringkas_kode(teks: str) -> str:
    """A code as compared: upper case, letters and digits only ('Non Bansos', 'NON-BANSOS' and 'NONBANSOS' are one)."""
    return "".join(huruf for huruf in teks.upper() if huruf.isalnum())


@dataclass
class Konteks:
    """What a rule must know beside the row.

    hari_ini: the day of checking. provinsi_sah, kabupaten_sah, kecamatan_sah: codes (2, 4, 6 digits) that ever existed; None
    leaves the rule out. Province '99' in provinsi_sah marks example mode: its districts and sub-districts are taken as they
    are. program: programme names and synonyms to codes. kode_desa (10 digits) and nama_wilayah (province, district,
    sub-district, village) are those of the uploader's village; empty leaves the region rules out. nik_ketat: a NIK whose
    date does not exist is refused instead of warned about (STRICT_NIK, domain.md V-NIK-05).
    """

    hari_ini: date
    provinsi_sah: frozenset[str] | None = None
    kabupaten_sah: frozenset[str] | None = None
    kecamatan_sah: frozenset[str] | None = None
    program: Mapping[str, str] = field(default_factory=lambda: PROGRAM_BAKU)
    kode_desa: str = ""
    nama_wilayah: tuple[str, str, str, str] | None = None
    nik_ketat: bool = False

    def __post_init__(self):
        self.program_ringkas = {ringkas_kode(nama): kode for nama, kode in self.program.items()}
        self.contoh = self.provinsi_sah is not None and "99" in self.provinsi_sah
        self.ingatan: dict[str, Ingatan] = {}

    def ingat(self, nama: str, hitung: Callable[[Hashable], Any]) -> Ingatan:
        """The memory called `nama` of this run, made on first use."""
        if nama not in self.ingatan:
            self.ingatan[nama] = Ingatan(hitung)
        return self.ingatan[nama]


class Baris:
    """One row with typed values; an attribute per column key.

    Text is '' when blank; dates, sex, yes/no and coordinates are None when blank or unreadable. `diketik` holds what was
    typed in cells that could not be read (key -> text); `sel_angka` the keys of NIK and KK cells that hold a number.
    lahir_nik is 'DDMMYY' as the NIK says it (day already reduced by 40 for women), '' when no such date exists;
    jk_nik the sex it says; lahir_ringkas the typed birth date in the same shape.

    What a blank row holds stands on the class, so that making a row costs nothing for columns that its table lacks.
    """

    nik = program = nomor_kk = nama = tempat_lahir = ibu_kandung = pekerjaan = status_kawin = alamat = rt = rw = ""
    provinsi = kabupaten = kecamatan = desa = kode_disabilitas = ""
    tanggal_lahir = jenis_kelamin = disabilitas = hamil = tanggal_mulai_hamil = None
    sk0 = sk1 = sk2 = sk3 = sk4 = sk5 = sk6 = sk7 = sk8 = sk9 = None
    latitude = longitude = kat = None
    nama_suku = pendidikan = shdk = kode_desa = ""
    diketik: Mapping[str, str] = MappingProxyType({})
    sel_angka: tuple[str, ...] = ()
    lahir_nik = jk_nik = lahir_ringkas = ""


def status_dari(temuan: Iterable[Temuan]) -> str:
    """DITOLAK when anything blocks, PERINGATAN when anything must be acknowledged, else DITERIMA (contract.md, Import)."""
    status = DITERIMA
    for satu in temuan:
        if satu.tingkat == TOLAK:
            return DITOLAK
        if satu.tingkat == INGAT:
            status = PERINGATAN
    return status
