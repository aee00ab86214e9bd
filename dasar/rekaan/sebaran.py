"""What differs between regions: names, birth places, jobs, and how many receive which programme."""

from dataclasses import dataclass
from math import sqrt

from .nama import BANTEN, BATAK, JAWA, MELAYU, SUNDA, TIMUR, Logat, tabel_zipf

# Need counts for this much in who receives a programme; the rest is chance (errors of inclusion and exclusion are real).
BOBOT_TARAF = 0.7
# Share of families with a component of PKH (child, pregnancy, old age, disability) in this generator; a test measures it.
BAGIAN_BERKOMPONEN = 0.886


def ambang(bagian: float) -> float:
    """The value that 0.7·U + 0.3·V stays under with probability `bagian` (U, V uniform)."""
    lain = 1 - BOBOT_TARAF
    tepi = lain / BOBOT_TARAF / 2
    if bagian <= tepi:
        return sqrt(2 * BOBOT_TARAF * lain * bagian)
    if bagian >= 1 - tepi:
        return 1 - sqrt(2 * BOBOT_TARAF * lain * (1 - bagian))
    return lain / 2 + BOBOT_TARAF * bagian


@dataclass(frozen=True, slots=True)
class Sebaran:
    """One region. `pkh` and `bpnt` are shares of families in DTKS, `pbi` of persons."""

    logat: list[Logat]  # a table for uniform draws
    tempat_lahir: list[str]
    pekerjaan: list[str]  # of household heads, for uniform draws
    pkh: float
    bpnt: float
    pbi: float
    titik: tuple[float, float] | None = None  # latitude, longitude around which houses stand
    jari: float = 0.0  # degrees
    kampung: tuple[str, ...] = ()  # where addresses name a kampung in place of a numbered dusun

    @property
    def ambang_pkh(self) -> float:
        return ambang(self.pkh / BAGIAN_BERKOMPONEN)

    @property
    def ambang_bpnt(self) -> float:
        return ambang(self.bpnt)

    @property
    def ambang_pbi(self) -> float:
        return ambang(self.pbi)


_ANGGOTA_RATA = 3.855  # persons per family in this generator; a test measures it

# Asahan, October 2024: 132,243 families in DTKS, PKH 21,164 and BPNT 34,807 families, PBI 231,809 persons.
_PBI_ASAHAN = 231_809 / (132_243 * _ANGGOTA_RATA)

ASAHAN = Sebaran(
    logat=[BATAK] * 8 + [MELAYU] * 4 + [JAWA] * 8,
    tempat_lahir=tabel_zipf(
        ["KISARAN", "ASAHAN", "TANJUNG BALAI", "MEDAN", "BATU BARA", "RANTAUPRAPAT", "PEMATANGSIANTAR", "AEK KANOPAN"], 0.7
    ),
    pekerjaan=tabel_zipf(
        [
            "BURUH TANI/PERKEBUNAN",
            "PETANI/PEKEBUN",
            "BURUH HARIAN LEPAS",
            "WIRASWASTA",
            "NELAYAN/PERIKANAN",
            "PEDAGANG",
            "KARYAWAN SWASTA",
            "TUKANG BATU",
            "SOPIR",
        ],
        2.0,
    ),
    pkh=21_164 / 132_243,
    bpnt=34_807 / 132_243,
    pbi=_PBI_ASAHAN,
    titik=(2.78, 99.55),
    jari=0.22,
)
# Serang: 150,602 in DTKS (October 2020; the source does not say families or persons, taken as families because PKH 42,588 and
# BPNT 61,202 of January and February 2021 count families). No figure for PBI was published: Asahan's share stands in.
SERANG = Sebaran(
    logat=[SUNDA] * 9 + [BANTEN] * 7 + [JAWA] * 4,
    tempat_lahir=tabel_zipf(["SERANG", "PANDEGLANG", "TANGERANG", "CILEGON", "LEBAK", "BOGOR", "JAKARTA"], 0.5),
    pekerjaan=tabel_zipf(
        [
            "BURUH HARIAN LEPAS",
            "KARYAWAN SWASTA",
            "PETANI/PEKEBUN",
            "BURUH TANI/PERKEBUNAN",
            "WIRASWASTA",
            "PEDAGANG",
            "NELAYAN/PERIKANAN",
            "TUKANG OJEK",
            "SOPIR",
        ],
        2.0,
    ),
    pkh=42_588 / 150_602,
    bpnt=61_202 / 150_602,
    pbi=_PBI_ASAHAN,
    titik=(-6.15, 106.08),
    jari=0.14,
    kampung=("KP. BARU", "KP. MASJID", "KP. PASIR", "KP. SAWAH", "KP. KEBON", "KP. CIKADU", "KP. TEGAL", "KP. RAWA"),
)
UMUM = Sebaran(
    logat=[JAWA] * 8 + [SUNDA] * 4 + [MELAYU] * 5 + [BATAK] + [TIMUR] * 2,
    tempat_lahir=tabel_zipf(["JAKARTA", "BANDUNG", "SURABAYA", "SEMARANG", "PALEMBANG", "MAKASSAR", "PADANG", "KUPANG"]),
    pekerjaan=tabel_zipf(
        ["PETANI/PEKEBUN", "BURUH HARIAN LEPAS", "WIRASWASTA", "BURUH TANI/PERKEBUNAN", "PEDAGANG", "KARYAWAN SWASTA", "SOPIR"],
        2.0,
    ),
    pkh=ASAHAN.pkh,
    bpnt=ASAHAN.bpnt,
    pbi=_PBI_ASAHAN,
)
SEBARAN = {"1209": ASAHAN, "3604": SERANG}  # by the kabupaten's code; others take UMUM
