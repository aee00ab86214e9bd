"""Steps and the one mover. A workflow is a table of steps; buttons, guards, API, tests and the database read the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Expression, QuerySet
from django.db.models.functions import Now

from dasar.galat import Ditolak, TidakBerwenang
from dasar.jangkauan import syarat_wilayah
from dasar.jejak import Pelaku, atas_nama


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step of one kind of object.

    `dari` holds the states that it starts from ('' = the object does not exist yet), `ke` the state it leads to ('' =
    the state stays and only the content changes), `fungsi` the functions that may take it. `cap` names the stamp that it
    sets (`diputus` → `diputus_pada`, `diputus_oleh`), `hapus_cap` the stamps that it takes back because the work behind
    them must be done again.
    """

    nama: str
    dari: tuple[str, ...]
    ke: str
    fungsi: tuple[str, ...]
    label: str = ""
    wajib_alasan: bool = False
    cap: str = ""
    hapus_cap: tuple[str, ...] = ()

    def urai(self) -> Iterator[tuple[str, str, str, str]]:
        """(name, from, to, function) quadruples, as the database's trigger wants them."""
        for dari in self.dari:
            for fungsi in self.fungsi:
                yield self.nama, dari, self.ke or dari, fungsi

    def boleh(self, pelaku: Pelaku | None) -> bool:
        return pelaku is not None and pelaku.fungsi in self.fungsi


def urai_alur(alur: Iterable[Langkah]) -> list[tuple[str, str, str, str]]:
    return [baris for langkah in alur for baris in langkah.urai()]


def pastikan_boleh(langkah: Langkah, oleh: Pelaku, wilayah: str | None = None) -> None:
    """Raise TidakBerwenang unless the function takes this step and the area holds the object."""
    if oleh.fungsi not in langkah.fungsi:
        raise TidakBerwenang()
    if wilayah is not None and not oleh.mencakup(wilayah):
        raise TidakBerwenang("Data ini berada di luar wilayah tugas Anda.", "di-luar-wilayah")


def jalankan(
    baris: QuerySet, langkah: Langkah, *, oleh: Pelaku, alasan: str = "", catatan: str | Expression = "", **isi: object
) -> int:
    """Move the rows of `baris` that stand in `langkah.dari`; one UPDATE for one row or a million. Returns how many moved.

    Rows in another state or outside the area of `oleh` stay where they are: the caller compares the number with what it
    asked for. The trigger of the table writes one event per row. `alasan` holds reason codes joined by commas,
    `catatan` the free text (or an expression that gives each row its own); `isi` further columns to set with the step.

    Raises TidakBerwenang for a function that the step does not name, Ditolak when a reason is required and missing.
    """
    pastikan_boleh(langkah, oleh)
    if langkah.wajib_alasan and not alasan:
        raise Ditolak(
            "Pilih paling sedikit satu alasan, agar pihak yang menerima tahu apa yang harus diperbaiki.", "alasan-kosong"
        )
    perubahan: dict[str, object] = {"alasan": alasan, "catatan": catatan, **isi}
    if langkah.ke:
        perubahan["status"] = langkah.ke
    if langkah.cap:
        perubahan[f"{langkah.cap}_pada"] = Now()
        perubahan[f"{langkah.cap}_oleh_id"] = oleh.pengguna_id
    for cap in langkah.hapus_cap:
        perubahan[f"{cap}_pada"] = None
        perubahan[f"{cap}_oleh_id"] = None
    with atas_nama(oleh, langkah.nama):
        return baris.filter(syarat_wilayah(oleh, "wilayah"), status__in=langkah.dari).update(**perubahan)
