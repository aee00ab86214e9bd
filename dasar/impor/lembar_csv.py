"""CSV rows, streamed: `;` `,` or tab; UTF-8 with or without BOM, else Windows-1252."""

import codecs
import csv
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice

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
        with self._terbuka() as teks:
            pembaca = csv.reader(teks, delimiter=self.pemisah)
            try:
                yield from pembaca
            except csv.Error as galat:
                raise TabelDitolak(
                    f"Baris {pembaca.line_num} CSV tidak bisa dibaca; biasanya karena tanda kutip yang tidak ditutup. "
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
            yield _baris_teks(pembaca)

    def _kenali_penyandian(self) -> str:
        """UTF-8 when the whole file is, else Windows-1252 when the whole file is; NUL bytes and UTF-16 are refused."""
        cara = "Simpan ulang dari Excel sebagai .xlsx atau CSV UTF-8, lalu unggah lagi."
        calon = {"utf-8-sig": codecs.getincrementaldecoder("utf-8-sig")(), "cp1252": codecs.getincrementaldecoder("cp1252")()}
        with self._biner() as biner:
            awal = True
            while potongan := biner.read(_POTONG):
                if awal and potongan.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    raise TabelDitolak(f"Berkas ini bersandi UTF-16. {cara}")
                awal = False
                if b"\0" in potongan:
                    raise TabelDitolak(f"Berkas ini bukan CSV atau rusak (ada byte NUL). {cara}")
                calon = {nama: pengurai for nama, pengurai in calon.items() if _terurai(pengurai, potongan)}
        calon = {nama: pengurai for nama, pengurai in calon.items() if _terurai(pengurai, b"", akhir=True)}
        if not calon:
            raise TabelDitolak(f"Sandi huruf berkas ini tidak dikenal (bukan UTF-8 atau Windows-1252). {cara}")
        return next(iter(calon))

    def _kenali_pemisah(self, dikenal: Mapping[str, str]) -> str:
        """The separator under which most headings are known; ';' when none is."""
        with self._terbuka() as teks:
            awal = list(islice(teks, 11))
        nilai = {}
        for pemisah in ";,\t":
            try:
                catatan = list(csv.reader(awal, delimiter=pemisah))
            except csv.Error:
                catatan = []
            nilai[pemisah] = max((sum(ringkas_judul(sel) in dikenal for sel in satu) for satu in catatan), default=0)
        return max(nilai, key=nilai.get)


def _baris_teks(pembaca) -> Iterator[str]:
    """Lines of at most a bounded length: a file that is one endless line must not be read into memory whole."""
    sisa = io.StringIO(newline="")
    while potongan := pembaca.read(_POTONG):
        sisa.write(potongan)
        teks = sisa.getvalue()
        # A CR at the very end may be half of a CR LF: keep it for the next piece.
        batas = max(teks.rfind("\n"), teks.rfind("\r", 0, len(teks) - 1)) + 1
        if not batas and len(teks) > _BARIS_TERPANJANG:
            raise TabelDitolak(
                "Satu baris CSV terlalu panjang. Pastikan berkas ini tabel CSV, simpan ulang dari Excel, lalu unggah lagi."
            )
        yield from io.StringIO(teks[:batas], newline="")
        sisa = io.StringIO(newline="")
        sisa.write(teks[batas:])
    yield from io.StringIO(sisa.getvalue(), newline="")


def _terurai(pengurai, potongan: bytes, *, akhir: bool = False) -> bool:
    try:
        pengurai.decode(potongan, akhir)
    except UnicodeDecodeError:
        return False
    return True
