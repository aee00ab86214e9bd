"""Refusals of this app that carry more than a sentence."""

from collections.abc import Mapping, Sequence

from dasar.galat import Ditolak
from dasar.nilai import TOLAK, Baris, Temuan


class IsianDitolak(Ditolak):
    """The entry breaks rules that block. `temuan[n]` holds the findings of member n, by the rules' own codes; `nik[n]` whom it
    is about, as far as the rows are given."""

    def __init__(self, temuan: Mapping[int, list[Temuan]], baris: Sequence[Baris] = ()) -> None:
        semua = [t for satu in temuan.values() for t in satu if t.tingkat == TOLAK]
        super().__init__(semua[0].pesan, semua[0].kode, [t.pesan for t in semua])
        self.temuan = temuan
        self.nik = [b.nik for b in baris]
