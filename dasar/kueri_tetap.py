"""Querysets of every request, compiled once per process and planned once per connection (dasar.pernyataan).

Django writes the SQL of a queryset anew each time it is asked, and for a wide row that costs several times what finding it
does. `KueriTetap` keeps the SQL of one queryset and fills in the values. For the few statements in front of every page;
elsewhere the plain queryset says better what it does.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

from dasar.jejak import Pelaku
from dasar.pernyataan import PernyataanTetap


@dataclass(frozen=True, slots=True)
class _Tersusun:
    penyusun: SQLCompiler
    pernyataan: PernyataanTetap
    # By column: from the database's type to Python's.
    pengubah: dict


M = TypeVar("M", bound=models.Model)


class KueriTetap(Generic[M]):
    """`susun(*contoh)` gives the queryset; calling the object with other values gives its rows as a list.

    `contoh` are samples of the values, of the types that they have later, each unlike the others and unlike anything else in
    the statement. What depends on the moment (today, an account) must be one of the values: everything else is kept for the
    life of the process. Raises ValueError, at the first call, for a sample that is not found in the statement.

    `sambil`: a statement that goes along in the same message, such as the event of the reading; its values come first.
    """

    def __init__(
        self, susun: Callable[..., models.QuerySet[M]], *contoh: object, sambil: PernyataanTetap | None = None
    ) -> None:
        self._susun, self._contoh, self._sambil = susun, contoh, sambil

    @functools.cached_property
    def _tersusun(self) -> _Tersusun:
        penyusun = self._susun(*self._contoh).query.get_compiler("default")
        sql, nilai = penyusun.as_sql()
        letak = {c: n for n, c in enumerate(self._contoh)}
        isi = tuple((letak[v], None) if v in letak else (None, v) for v in nilai)
        if {n for n, _ in isi} - {None} != set(letak.values()):
            raise ValueError(f"contoh yang tidak tampak dalam pernyataan: {sql}")
        pernyataan = PernyataanTetap(sql, isi)
        if self._sambil:
            pernyataan = pernyataan.sambil(self._sambil)
        return _Tersusun(penyusun, pernyataan, penyusun.get_converters([kolom for kolom, *_ in penyusun.select]))

    @functools.cached_property
    def _model(self) -> tuple[type[M], int, int, list[str], list]:
        """How a row becomes an instance: its model, its columns' first and end, their names, and what fills in the related."""
        p = self._tersusun.penyusun
        kolom = p.klass_info["select_fields"]
        awal, akhir = kolom[0], kolom[-1] + 1
        nama = [k[0].target.attname for k in p.select[awal:akhir]]
        return p.klass_info["model"], awal, akhir, nama, get_related_populators(p.klass_info, p.select, "default")

    def baris(self, *nilai: object) -> list[tuple]:
        """The rows as the statement selects them, column by column."""
        t = self._tersusun
        with connection.cursor() as kursor:
            t.pernyataan.jalankan(kursor, nilai)
            baris = kursor.fetchall()
        return list(t.penyusun.apply_converters(baris, t.pengubah)) if t.pengubah else baris

    def __call__(self, *nilai: object) -> list[M]:
        """The rows as instances, with what `select_related` and `annotate` bring along."""
        model, awal, akhir, nama, pengisi = self._model
        catatan = self._tersusun.penyusun.annotation_col_map or {}
        hasil = []
        for satu in self.baris(*nilai):
            objek = model.from_db("default", nama, satu[awal:akhir])
            for isi in pengisi:
                isi.populate(satu, objek)
            for atribut, letak in catatan.items():
                setattr(objek, atribut, satu[letak])
            hasil.append(objek)
        return hasil


class KueriPelaku(Generic[M]):
    """What an actor may see, compiled once per function: `susun(pelaku, *contoh)` gives the queryset, by `terlihat_oleh`.

    The area, which differs from actor to actor, is filled in like the other values. The few whose assignment is narrowed
    further get the plain queryset.
    """

    def __init__(
        self, susun: Callable[..., models.QuerySet[M]], *contoh: object, sambil: PernyataanTetap | None = None
    ) -> None:
        self._susun, self._contoh, self._sambil = susun, contoh, sambil
        self._per: dict[str, KueriTetap[M]] = {}

    def __call__(self, pelaku: Pelaku, *nilai: object, sambil: Sequence[object] = ()) -> list[M]:
        """The rows; `sambil` are the values of the statement that goes along."""
        if pelaku.kecamatan or pelaku.program:
            return self._terpisah(pelaku, nilai, sambil)
        if pelaku.fungsi not in self._per:
            umpama = Pelaku(0, pelaku.fungsi, "wilayah pelaku")
            self._per[pelaku.fungsi] = KueriTetap(
                lambda awal, akhir, *isi: self._susun(umpama, *isi), *umpama.rentang, *self._contoh, sambil=self._sambil
            )
        try:
            return self._per[pelaku.fungsi](*sambil, *pelaku.rentang, *nilai)
        except EmptyResultSet:
            return self._terpisah(pelaku, nilai, sambil)

    def _terpisah(self, pelaku: Pelaku, nilai: Sequence[object], sambil: Sequence[object]) -> list[M]:
        if self._sambil:
            with connection.cursor() as kursor:
                self._sambil.jalankan(kursor, sambil)
        return list(self._susun(pelaku, *nilai))
