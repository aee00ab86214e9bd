"""The heading row: find it, match it by name, and the table that results."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dasar.nilai.kolom import JUDUL, KUNCI_DARI_JUDUL, KUNCI_WAJIB, ringkas_judul

from .penolakan import Batas, TabelDitolak


@dataclass(frozen=True)
class Tabel:
    """An open table.

    jenis: 'xlsx' or 'csv'. judul: the headings as typed, in file order. kunci: the column key of each heading ('' for one that
    is not known). tak_dikenal: headings that are ignored. baris_judul: row number of the headings, counted from 1 as Excel
    shows it. catatan: what the uploader should know although the file was taken.
    """

    jenis: str
    judul: tuple[str, ...]
    kunci: tuple[str, ...]
    tak_dikenal: tuple[str, ...]
    baris_judul: int
    _sumber: Callable[[], Iterator[Sequence]] = field(repr=False)
    catatan: tuple[str, ...] = ()

    def baris(self) -> Iterator[tuple[int, list]]:
        """(row number in the sheet, cells in file order) of every row below the headings that is not blank.

        Cells are as found: text, or a true number, date or bool of a workbook; blank is ''. Walks the file anew each time.
        """
        lebar = len(self.judul)
        for nomor, sel in islice(enumerate(self._sumber(), 1), self.baris_judul, None):
            if _berisi(sel):
                kurang = lebar - len(sel)
                yield nomor, sel if not kurang else (sel + [""] * kurang if kurang > 0 else sel[:lebar])


def _berisi(sel: Sequence) -> bool:
    """The row is not blank. Nearly always its first cell tells."""
    if sel and type(sel[0]) is str and sel[0].strip():
        return True
    return any(sel) and not all(isinstance(satu, str) and not satu.strip() for satu in sel)


def susun_tabel(
    jenis: str,
    sumber: Callable[[], Iterator[Sequence]],
    batas: Batas,
    *,
    wajib: Iterable[str] = KUNCI_WAJIB,
    dikenal: Mapping[str, str] = KUNCI_DARI_JUDUL,
    catatan: tuple[str, ...] = (),
) -> Tabel:
    """Find the heading row among the first rows and answer the table; TabelDitolak when headings or rows are missing."""
    wajib = tuple(wajib)
    terbaik: tuple[int, int, list[str]] = (0, 0, [])
    kosong = True
    for nomor, sel in enumerate(islice(sumber(), batas.judul), 1):
        judul = [" ".join(str(satu).split()) for satu in sel]
        kosong = kosong and not any(judul)
        cocok = len({dikenal[ringkas_judul(satu)] for satu in judul if ringkas_judul(satu) in dikenal})
        if cocok > terbaik[0]:
            terbaik = (cocok, nomor, judul)
    cocok, nomor, judul = terbaik
    if kosong:
        raise TabelDitolak("Berkas ini kosong. Unduh templat, isi barisnya, lalu unggah lagi.")
    if cocok < min(3, len(wajib)):
        raise TabelDitolak(
            f"Judul kolom tidak ditemukan di {batas.judul} baris pertama. Pakai templat: satu baris judul mulai dari NIK, "
            "tanpa sel yang digabung, lalu unggah lagi."
        )
    while judul and not judul[-1]:
        judul.pop()
    kunci = [dikenal.get(ringkas_judul(satu), "") for satu in judul]
    _tolak_judul_ganda(judul, kunci)
    _tolak_judul_kurang(wajib, kunci)
    tabel = Tabel(
        jenis=jenis,
        judul=tuple(judul),
        kunci=tuple(kunci),
        tak_dikenal=tuple(satu for satu, nama in zip(judul, kunci, strict=True) if satu and not nama),
        baris_judul=nomor,
        _sumber=sumber,
        catatan=catatan,
    )
    if next(tabel.baris(), None) is None:
        raise TabelDitolak("Berkas ini hanya berisi judul kolom, belum ada baris data. Isi datanya, lalu unggah lagi.")
    return tabel


def _tolak_judul_ganda(judul: list[str], kunci: list[str]):
    ganda = [satu for nomor, satu in enumerate(judul) if kunci[nomor] and kunci[nomor] in kunci[:nomor]]
    if ganda:
        raise TabelDitolak(f"Judul kolom {', '.join(ganda)} ada lebih dari satu. Sisakan satu kolom saja, lalu unggah lagi.")


def _tolak_judul_kurang(wajib: tuple[str, ...], kunci: list[str]):
    kurang = [JUDUL.get(nama, nama) for nama in wajib if nama not in kunci]
    if kurang:
        raise TabelDitolak(
            f"Kolom yang tidak ditemukan: {', '.join(kurang)}. Tulis judulnya persis seperti pada templat, "
            "satu judul per sel tanpa sel yang digabung, lalu unggah lagi."
        )
