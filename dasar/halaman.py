"""Keyset paging: pages of a changing list by the last row seen, never by OFFSET."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest

PEMISAH = "~"


@dataclass(frozen=True, slots=True)
class Halaman:
    """One page: its rows, and the addresses of its neighbours ('' where there is none)."""

    baris: list
    sebelumnya: str
    berikutnya: str


def potong(
    baris: QuerySet,
    request: HttpRequest,
    urut: Sequence[str] = ("wilayah_id", "id"),
    jumlah: int = 50,
    *,
    teks: bool = False,
) -> Halaman:
    """The page that the address asks for by `?sesudah=` or `?sebelum=`, ordered by the unique columns `urut`.

    A leading `-` on a column turns it round. One query; a key that cannot be read gives the first page. Keys are digits
    (numbers, codes); with `teks` they may be any text, and the caller has seen to it that only we can have written them.
    """
    sebelum = _kunci(request, "sebelum", urut, teks)
    sesudah = None if sebelum else _kunci(request, "sesudah", urut, teks)
    balik = sebelum is not None
    kunci = sebelum or sesudah
    terurut = baris.order_by(*(_balik(k) if balik else k for k in urut))
    if kunci:
        terurut = terurut.filter(_melewati(urut, kunci, balik))
    isi = list(terurut[: jumlah + 1])
    lebih = len(isi) > jumlah
    isi = isi[:jumlah]
    if balik:
        isi.reverse()
    ada_sebelum = lebih if balik else sesudah is not None
    ada_sesudah = True if balik else lebih
    return Halaman(
        isi,
        _alamat(request, "sebelum", isi[0], urut) if isi and ada_sebelum else "",
        _alamat(request, "sesudah", isi[-1], urut) if isi and ada_sesudah else "",
    )


def _balik(kolom: str) -> str:
    return kolom[1:] if kolom.startswith("-") else "-" + kolom


def _kunci(request: HttpRequest, nama: str, urut: Sequence[str], teks: bool) -> list[str] | None:
    bagian = request.GET.get(nama, "").split(PEMISAH)
    sah = len(bagian) == len(urut) and (teks or all(b.isascii() and b.isdigit() and len(b) < 19 for b in bagian))
    return bagian if sah else None


def _melewati(urut: Sequence[str], kunci: Sequence[str], balik: bool) -> Q:
    """(a, b) beyond (x, y), written out column by column, each in its own direction."""
    syarat, sama = Q(), Q()
    for kolom, nilai in zip(urut, kunci, strict=True):
        nama = kolom.removeprefix("-")
        arah = "lt" if kolom.startswith("-") != balik else "gt"
        syarat |= sama & Q(**{f"{nama}__{arah}": nilai})
        sama &= Q(**{nama: nilai})
    return syarat


def _alamat(request: HttpRequest, arah: str, baris, urut: Sequence[str]) -> str:
    kueri = request.GET.copy()
    for nama in ("sesudah", "sebelum"):
        kueri.pop(nama, None)
    kueri[arah] = PEMISAH.join(str(getattr(baris, k.removeprefix("-"))) for k in urut)
    return "?" + kueri.urlencode()
