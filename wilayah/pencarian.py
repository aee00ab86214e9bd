"""The look-up of regions: one page of results with the full path of each."""

from dataclasses import dataclass

from wilayah import kode as kode_wilayah
from wilayah.models import Wilayah, nama_jalur_banyak

PER_HALAMAN = 25


@dataclass(frozen=True, slots=True)
class Temuan:
    """One result: the region and the names above it, nearest last."""

    wilayah: Wilayah
    jalur: list[str]


@dataclass(frozen=True, slots=True)
class Halaman:
    """One page of results; `sesudah` is the code to continue after, '' on the last page."""

    temuan: list[Temuan]
    sesudah: str


def cari_wilayah(teks: str, *, di: str = kode_wilayah.NEGARA, sesudah: str = "", jumlah: int = PER_HALAMAN) -> Halaman:
    """Regions in force inside `di`: those that match `teks`, or without it the direct children of `di`.

    `sesudah` continues after that code (keyset paging: the list may change between two pages without a row lost or
    shown twice). Two queries, whatever the size of the page.
    """
    daftar = Wilayah.objects.berlaku()
    daftar = daftar.di_bawah(di).cari(teks) if teks.strip() else daftar.filter(induk=di)
    baris = list(daftar.urut_sesudah(sesudah)[: jumlah + 1])
    halaman, lagi = baris[:jumlah], len(baris) > jumlah
    jalur = nama_jalur_banyak(w.kode for w in halaman)
    return Halaman(
        temuan=[Temuan(w, jalur[w.kode][:-1]) for w in halaman],
        sesudah=halaman[-1].kode if lagi else "",
    )
