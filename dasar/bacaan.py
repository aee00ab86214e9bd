"""Reads of individual data as events: one per record opened, one per page of a list, never one per row.

A page of a list is said by its filter in words, numbers of sixteen digits in it masked; whoever was looked for by such a
number is named by fingerprint (dasar.subjek).
"""

from collections.abc import Mapping

from django.forms import Form

from dasar.catatan import samarkan
from dasar.jejak import Pelaku, catat
from dasar.subjek import sidik

LIHAT, DAFTAR, CARI, CETAK, UNDUH = "lihat", "lihat_daftar", "cari", "cetak", "unduh"
CARI_POTONGAN = "cari_potongan"
BACAAN = (LIHAT, DAFTAR, CARI, CARI_POTONGAN, CETAK, UNDUH)
PANJANG_SARINGAN = 300


def catat_daftar(
    pelaku: Pelaku,
    tabel: str,
    objek: int | None = None,
    *,
    jumlah: int,
    wilayah: str = "",
    saringan: str = "",
    dicari: str = "",
) -> None:
    """A page of a list was shown: of which table or container (`objek`), narrowed how, how many rows, `dicari`: what was
    typed into the search box."""
    catat(
        pelaku,
        DAFTAR,
        tabel,
        objek,
        wilayah or pelaku.wilayah,
        f"{saringan or 'Tanpa saringan'} ({jumlah} baris)",
        subjek=sidik(angka(dicari)),
    )


def angka(teks: str) -> str:
    """What somebody may have typed as a number, without its spaces and dots."""
    return (teks or "").replace(" ", "").replace(".", "")


def kata_saringan(formulir: Form) -> str:
    """What narrows a list, in the words of its form: `Status: Layak, Cari nama: SITI`."""
    isi = getattr(formulir, "cleaned_data", {})
    return kata_isi(
        {
            str(kolom.label or nama): True
            if isi[nama] is True
            else dict(getattr(kolom, "choices", ())).get(isi[nama], isi[nama])
            for nama, kolom in formulir.fields.items()
            if isi.get(nama) not in (None, "", False)
        }
    )


def kata_isi(isi: Mapping[str, object]) -> str:
    """Names and values in one line, what is empty left out, sixteen digits masked."""
    bagian = [nama if nilai is True else f"{nama}: {nilai}" for nama, nilai in isi.items() if nilai not in (None, "", False)]
    return samarkan(", ".join(bagian))[:PANJANG_SARINGAN]
