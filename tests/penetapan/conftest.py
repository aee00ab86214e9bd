"""What these tests do to rows behind the portal's back."""

import pytest
from django.db import connection


@pytest.fixture
def rusak(db):
    """`rusak(sql, [values])`: run SQL as the database's superuser with every trigger off, as damage would come."""

    def jalankan(sql: str, isi: list | None = None) -> None:
        with connection.cursor() as kursor:
            kursor.execute("set constraints all immediate")
            kursor.execute("set local session_replication_role = replica")
            kursor.execute(sql, isi or [])
            kursor.execute("set local session_replication_role = origin")
            kursor.execute("set constraints all deferred")

    return jalankan
