"""A table of steps under test."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import models

from dasar.alur import Langkah


@dataclass
class Alat:
    """One workflow under test: a row per state, and what a raw statement must set beside the state to please the CHECKs.

    `isi` maps a target state to further columns (SQL expressions); `lahir` a target state to the columns of a new row.
    """

    model: type[models.Model]
    alur: tuple[Langkah, ...]
    baris: dict[str, int]
    isi: Callable[[str], dict[str, str]] = lambda ke: {}
    lahir: Callable[[str], dict[str, object]] = lambda ke: {}
    induk: int = 0
    isi_langkah: dict[str, dict[str, object]] = field(default_factory=dict)
    # Who acts in a function where it is not anybody: {function: account}. And the columns that name whoever makes a new row.
    pelaku: dict[str, int] = field(default_factory=dict)
    pembuat: tuple[str, ...] = ()
    # A function that the table of steps names but that these very rows do not admit: it does not appoint their function.
    asing: str = ""

    @property
    def tabel(self) -> str:
        return self.model._meta.db_table


def salin(kursor, tabel: str, asal: int, isi: dict[str, object]) -> int:
    """A copy of a row with other values; the database gives the number."""
    kursor.execute(
        f"insert into {tabel} select (jsonb_populate_record(t, %s::jsonb || jsonb_build_object("
        f"'id', nextval(pg_get_serial_sequence('{tabel}', 'id'))))).* from {tabel} t where id = %s returning id",
        [json.dumps(isi), asal],
    )
    return kursor.fetchone()[0]
