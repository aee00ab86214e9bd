"""Whose rows the database shows: the second wall under `terlihat_oleh` (security.md, 6).

Row-level security lets a statement see the rows of one area, and of some tables only for some functions. The scope lies
in settings local to a transaction, which the function dtks_jangkauan sets (akun.syarat_baris); whoever says nothing sees
nothing. `dasar.basis_data` sends the scope of the running thread along with each transaction, so neither a view nor a job
has to think of it.
"""

import contextlib
import functools
import re
from collections.abc import Iterator

import psycopg2.extensions as pg
from django.db import connection
from django.db.models import Q

from dasar.jejak import SISTEM, Pelaku, jangkauan_kini, rentang_wilayah

TANPA = ("", "", "", "", "")
_SAH = re.compile(r"[0-9A-Za-z_~,.-]*\Z")


def jangkauan(pelaku: Pelaku | None) -> tuple[str, str, str, str, str]:
    """The scope of an actor: its area, function and account, and what narrows it; nothing for nobody."""
    return TANPA if pelaku is None else pelaku.jangkauan


def syarat_wilayah(pelaku: Pelaku, kolom: str) -> Q:
    """Rows whose area (`kolom`) is the actor's; of a part of the area, those in its kecamatan and those of the area as a whole."""
    awal, akhir = pelaku.rentang
    syarat = Q(**{f"{kolom}__gte": awal, f"{kolom}__lt": akhir})
    if not pelaku.kecamatan:
        return syarat
    sebagian = Q(**{kolom: pelaku.wilayah})
    for kode in pelaku.kecamatan:
        awal, akhir = rentang_wilayah(kode)
        sebagian |= Q(**{f"{kolom}__gte": awal, f"{kolom}__lt": akhir})
    return syarat & sebagian


# In front of every statement outside a transaction, and a process serves few people at a time.
@functools.lru_cache(maxsize=1024)
def sql_setel(nilai: tuple[str, str, str, str, str]) -> str:
    """The statement that sets the scope for the rest of the transaction. Raises ValueError for what is no scope."""
    if not all(_SAH.match(n) for n in nilai):
        raise ValueError(f"bukan jangkauan: {nilai}")
    return "select dtks_jangkauan('{}', '{}', '{}', '{}', '{}')".format(*nilai)


@contextlib.contextmanager
def dalam_jangkauan(pelaku: Pelaku | None) -> Iterator[None]:
    """Inside the block the database shows this thread what the actor may see; None: nothing at all."""
    tanda = jangkauan_kini.set(jangkauan(pelaku))
    try:
        _terapkan()
        yield
    finally:
        jangkauan_kini.reset(tanda)
        _terapkan()


@contextlib.contextmanager
def seluruh_negeri() -> Iterator[None]:
    """Inside the block rows of the whole nation are visible: for rules that the law makes national, such as one open
    proposal per person. What is found must not be shown. A test lists every place that calls this.
    """
    with dalam_jangkauan(SISTEM):
        yield


def pakai_jangkauan(pelaku: Pelaku | None) -> None:
    """From here to the end of the enclosing `dalam_jangkauan`: for who is known only in the middle of a request."""
    jangkauan_kini.set(jangkauan(pelaku))
    _terapkan()


def _terapkan() -> None:
    # The next transaction brings the scope along; one that is under way has to be told now. Below Django's cursor: the
    # statement belongs to no page.
    koneksi = connection.connection
    if koneksi is not None and koneksi.info.transaction_status == pg.TRANSACTION_STATUS_INTRANS:
        with koneksi.cursor() as kursor:
            kursor.execute(sql_setel(jangkauan_kini.get()))
