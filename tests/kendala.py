"""Raw SQL that a constraint must refuse."""

import json

import pytest
from django.db import IntegrityError, connection

from dasar.jangkauan import seluruh_negeri


def salin(tabel: str, asal: int, **isi: object) -> int:
    """A copy of a row with other values, by one INSERT; without triggers only when the caller says so."""
    with seluruh_negeri(), connection.cursor() as kursor:
        kursor.execute(
            f"insert into {tabel} select (jsonb_populate_record(t, jsonb_build_object('id', nextval("
            f"pg_get_serial_sequence('{tabel}', 'id'))) || %s)).* from {tabel} t where id = %s returning id",
            [json.dumps(isi), asal],
        )
        return kursor.fetchone()[0]


def ubah(tabel: str, nomor: int, isi: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute(f"update {tabel} set {isi} where id = %s", [nomor])
        assert kursor.rowcount == 1


def melanggar(kendala: str):
    return pytest.raises(IntegrityError, match=f'"{kendala}"')


def sql_langsung(sql: str, *isi) -> list[tuple]:
    with connection.cursor() as kursor:
        kursor.execute(sql, list(isi))
        return kursor.fetchall() if kursor.description else []
