"""What waits for whom. Apps above akun say it: settings.ISI_BERANDA and settings.ISI_MENU name their functions by path."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from dasar.jejak import Pelaku


@dataclass(frozen=True, slots=True)
class Butir:
    """One line of a work list: what waits, how much, where to go, until when. `utama` marks what to do first."""

    judul: str
    jumlah: int
    url: str
    keterangan: str = ""
    tenggat: dt.date | None = None
    utama: bool = False
    # Concerns the person (the own term), not the work of the area: a successor does not inherit it.
    pribadi: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """One entry of the navigation: shown when the declared table gives the function one of the rights, or to the functions
    named where no right tells them from others."""

    teks: str
    url: str
    ikon: str
    izin: tuple[str, ...]
    fungsi: tuple[str, ...] = ()


def isi_beranda(pelaku: Pelaku) -> list[Butir]:
    """Everything that waits for this person, in the order of the pipeline."""
    return [butir for nama in settings.ISI_BERANDA for butir in import_string(nama)(pelaku)]


@cache
def isi_menu() -> tuple[Menu, ...]:
    """All entries, in the order of the pipeline; the context processor leaves out what a function may not see."""
    return tuple(menu for nama in settings.ISI_MENU for menu in import_string(nama)())
