"""The declared table of addresses: every URL × every function → what a GET answers.

One file per app, each a dict `ALAMAT` from URL name to `Alamat`. A URL without a row fails the suite, and so does a row
without a URL. Own-area objects come from `Dunia`; what other areas get follows from `letak`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from django.urls import URLPattern, get_resolver, reverse

from akun.fungsi import DAFTAR_FUNGSI, KABUPATEN

# The tables take them from here, with the rest.
from tests.arsitektur.dunia import AKUN as AKUN
from tests.arsitektur.dunia import DESA, Dunia
from tests.arsitektur.dunia import KAB as KAB
from tests.arsitektur.dunia import NEGERI as NEGERI

BERKAS = (
    "dasar",
    "akun",
    "wilayah",
    "admin",
    "usulan",
    "mandiri",
    "verval",
    "sanggahan",
    "penetapan",
    "register",
    "penggunaan",
    "pemantauan",
    "api",
)

# What one test goes through: some of the files at once, so that their objects and officers are made twice and not once a file.
GUGUS = (BERKAS[::2], BERKAS[1::2])

SEMUA = frozenset(f.kode.value for f in DAFTAR_FUNGSI)
DI_BAWAH_KABUPATEN = frozenset(f.kode.value for f in DAFTAR_FUNGSI if f.tingkat > KABUPATEN)
TANPA = "tanpa penugasan"
SIAPA_PUN = SEMUA | {TANPA}
# Where the object of an address lies: the code of its area, or one of these.
MILIK = "milik"  # one account's own, whatever its area
UMUM = "umum"  # nobody's: reference data, names of regions, tokens


def pemegang(*izin: str) -> frozenset[str]:
    """Functions that hold one of the rights, by the declared table."""
    return frozenset(f.kode.value for f in DAFTAR_FUNGSI if set(izin) & set(f.izin))


@dataclass(frozen=True)
class Alamat:
    """One row: `fungsi` get the answer `boleh`, everybody else who is signed in `lain`, a visitor `tamu`.
    `buta` hold the right and yet do not see the object, because it lies outside their area: 404.

    `args` makes the parameters of the address from a Dunia, `kueri` is its query string; `jalur` is the address itself where
    a pattern has no name. `daftar` marks a list page: at most 12 SQL statements (test_templat.py).
    `letak` is the area of the object that `args` name: who stands elsewhere gets 404 (test_wilayah_akses.py); for `MILIK`
    `pemilik` is the one account whose object it is.
    `pribadi` marks a page that shows data of persons, by a function that sees them there: each GET is an event (test_alamat.py).
    """

    fungsi: frozenset[str] = SEMUA
    boleh: int = 200
    lain: int = 404
    tamu: int = 302
    buta: frozenset[str] = frozenset()
    args: Callable[["Dunia"], tuple] = lambda dunia: ()
    letak: str = DESA
    pemilik: str = "desa"
    kueri: str = ""
    jalur: str = ""
    daftar: bool = False
    pribadi: str = ""

    def harap(self, siapa: str) -> int:
        if siapa == "tamu":
            return self.tamu
        if siapa in self.buta:
            return 404
        return self.boleh if siapa in self.fungsi else self.lain

    def url(self, nama: str, dunia: "Dunia") -> str:
        return (self.jalur or reverse(nama, args=self.args(dunia))) + self.kueri


def tabel(berkas: str) -> dict[str, Alamat]:
    return import_module(f"tests.arsitektur.alamat.{berkas}").ALAMAT


def gabung(gugus: tuple[str, ...]) -> dict[str, Alamat]:
    """The rows of several files."""
    return {nama: alamat for berkas in gugus for nama, alamat in tabel(berkas).items()}


def nama_alamat() -> set[str]:
    """Names of all patterns of the portal, with their namespaces; a pattern without a name goes by its route."""
    return set(semua_pola())


def semua_pola() -> dict[str, tuple[str, Callable]]:
    """(route, view) of every pattern of the portal, by that name."""
    return {nama or f"/{rute}": (rute, view) for nama, rute, view in _jelajah(get_resolver().url_patterns, "", "")}


def _jelajah(pola: list, ruang: str, rute: str) -> Iterator[tuple[str, str, Callable]]:
    for p in pola:
        di = rute + str(p.pattern)
        if isinstance(p, URLPattern):
            yield (f"{ruang}{p.name}" if p.name else ""), di, p.callback
        else:
            yield from _jelajah(p.url_patterns, f"{ruang}{p.namespace}:" if p.namespace else ruang, di)
