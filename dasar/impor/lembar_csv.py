"""CSV rows, streamed: `;` `,` or tab; UTF-8 with or without BOM, else Windows-1252."""

import codecs
import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice

from dasar.nilai.kolom import ringkas_judul

from .penolakan import TabelDitolak

_POTONG = 1 << 18
_BARIS_TERPANJANG = 1_600_000


class LembarCsv:
    """The rows of a CSV file. Encoding and separator are settled once, by reading it through and by its heading row."""

    jenis = "csv"
    catatan: tuple[str, ...] = ()

    def __init__(self, berkas, dikenal: Mapping[str, str]):
        self.berkas = berkas
        self.penyandian = self._kenali_penyandian()
        self.pemisah = self._kenali_pemisah(dikenal)
        if self.penyandian == "cp1252":
            self.catatan = (
                "Berkas dibaca sebagai Windows-1252. Periksa huruf beraksen; bila salah, simpan sebagai CSV UTF-8.",
            )

    def semua(self) -> Iterator[list[str]]:
        """Every record from the first, blank ones as []. Raises TabelDitolak where the quoting breaks."""
        with self._terbuka() as potongan:
            if self.berkutip:
                yield from self._urai(chain.from_iterable(map(_baris, potongan)))
                return
            # Without a quote in the whole file a line is a record and a separator always separates: no parser is needed.
            pemisah, nomor = self.pemisah, 0
            for teks in potongan:
                baris = _baris(teks)
                if max(map(len, baris)) > csv.field_size_limit():
                    yield from self._urai(baris, nomor)
                else:
                    for satu in baris:
                        polos = satu.rstrip("\r\n")
                        yield polos.split(pemisah) if polos else []
                nomor += len(baris)

    def _urai(self, baris: Iterable[str], nomor: int = 0) -> Iterator[list[str]]:
        pembaca = csv.reader(baris, delimiter=self.pemisah)
        try:
            yield from pembaca
        except csv.Error as galat:
            raise TabelDitolak(
                f"Baris {nomor + pembaca.line_num} CSV tidak bisa dibaca; biasanya karena tanda kutip yang tidak ditutup. "
                "Buka di Excel, perbaiki, simpan sebagai .xlsx, lalu unggah lagi."
            ) from galat

    @contextmanager
    def _biner(self):
        if isinstance(self.berkas, str | os.PathLike):
            with open(self.berkas, "rb") as terbuka:
                yield terbuka
        else:
            self.berkas.seek(0)
            yield self.berkas

    @contextmanager
    def _terbuka(self):
        with self._biner() as biner:
            pembaca = codecs.getreader(self.penyandian)(biner, "strict")
            yield _potongan(pembaca)

    def _kenali_penyandian(self) -> str:
        """UTF-8 when the whole file is, else Windows-1252 when the whole file is; NUL bytes and UTF-16 are refused."""
        cara = "Simpan ulang dari Excel sebagai .xlsx atau CSV UTF-8, lalu unggah lagi."
        calon = {"utf-8-sig": codecs.getincrementaldecoder("utf-8-sig")(), "cp1252": codecs.getincrementaldecoder("cp1252")()}
        with self._biner() as biner:
            awal, self.berkutip = True, False  # whether a quote occurs at all: `semua` reads such a file otherwise
            while potongan := biner.read(_POTONG):
                if awal and potongan.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    raise TabelDitolak(f"Berkas ini bersandi UTF-16. {cara}")
                awal = False
                if b"\0" in potongan:
                    raise TabelDitolak(f"Berkas ini bukan CSV atau rusak (ada byte NUL). {cara}")
                self.berkutip = self.berkutip or b'"' in potongan
                calon = {nama: pengurai for nama, pengurai in calon.items() if _terurai(pengurai, potongan)}
        calon = {nama: pengurai for nama, pengurai in calon.items() if _terurai(pengurai, b"", akhir=True)}
        if not calon:
            raise TabelDitolak(f"Sandi huruf berkas ini tidak dikenal (bukan UTF-8 atau Windows-1252). {cara}")
        return next(iter(calon))

    def _kenali_pemisah(self, dikenal: Mapping[str, str]) -> str:
        """The separator under which most headings are known; ';' when none is."""
        with self._terbuka() as potongan:
            awal = list(islice(chain.from_iterable(map(_baris, potongan)), 11))
        nilai = {}
        for pemisah in ";,\t":
            try:
                catatan = list(csv.reader(awal, delimiter=pemisah))
            except csv.Error:
                catatan = []
            nilai[pemisah] = max((sum(ringkas_judul(sel) in dikenal for sel in satu) for satu in catatan), default=0)
        return max(nilai, key=nilai.get)


def _potongan(pembaca) -> Iterator[str]:
    """The text in pieces that end where a line ends, each of at most a bounded length: a file that is one endless line must
    not be read into memory whole."""
    sisa = ""
    while potongan := pembaca.read(_POTONG):
        teks = sisa + potongan
        # A CR at the very end may be half of a CR LF: keep it for the next piece.
        batas = max(teks.rfind("\n"), teks.rfind("\r", 0, len(teks) - 1)) + 1
        if not batas and len(teks) > _BARIS_TERPANJANG:
            raise TabelDitolak(
                "Satu baris CSV terlalu panjang. Pastikan berkas ini tabel CSV, simpan ulang dari Excel, lalu unggah lagi."
            )
        if batas:
            yield teks[:batas]
        sisa = teks[batas:]
    if sisa:
        yield sisa


def _baris(teks: str) -> list[str]:
    """The lines with their ends. Only CR and LF end one, so the quicker splitlines must not meet the other signs it knows."""
    if any(tanda in teks for tanda in "\v\f\x1c\x1d\x1e\x85\u2028\u2029"):
        return list(io.StringIO(teks, newline=""))
    return teks.splitlines(keepends=True)


def _terurai(pengurai, potongan: bytes, *, akhir: bool = False) -> bool:
    try:
        pengurai.decode(potongan, akhir)
    except UnicodeDecodeError:
        return False
    return True
