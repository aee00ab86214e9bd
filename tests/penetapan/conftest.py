"""What these tests do to rows behind the portal's back."""

import pytest
from django.db import connection

from tests.basis_data import tanpa_pemicu


@pytest.fixture
def rusak(db):
    """`rusak(sql, [values])`: run SQL as the database's superuser with every trigger off, as damage would come."""

    def jalankan(sql: str, isi: list | None = None) -> None:
        with connection.cursor() as kursor:
            kursor.execute("set constraints all immediate")
        with tanpa_pemicu() as kursor:
            kursor.execute(sql, isi or [])
        with connection.cursor() as kursor:
            kursor.execute("set constraints all deferred")

    return jalankan
