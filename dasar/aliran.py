"""A generator as the file that COPY reads."""

from collections.abc import Iterator


class AliranTeks:
    """A generator of text lines as the file that COPY reads: no more than one chunk stands in memory."""

    def __init__(self, baris: Iterator[str]) -> None:
        self.baris = baris
        self.sisa = ""

    def read(self, ukuran: int = -1) -> str:
        potongan, panjang = [self.sisa], len(self.sisa)
        while ukuran < 0 or panjang < ukuran:
            satu = next(self.baris, None)
            if satu is None:
                break
            potongan.append(satu)
            panjang += len(satu)
        semua = "".join(potongan)
        self.sisa = semua[ukuran:] if ukuran >= 0 else ""
        return semua[:ukuran] if ukuran >= 0 else semua
