"""Back to the migrated database after a test that committed.

Django empties every table then. Here that would fail, because triggers refuse to empty the event log, and it would take away
the reference rows that migrations put in. So the emptying runs without triggers and puts those rows back.
"""

import contextlib

from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

from akun.perlindungan import PERAN

SKEMA = "keadaan_awal"
PEMILIK = "SET LOCAL ROLE NONE"
TANPA_PEMICU = "SET LOCAL session_replication_role = replica"


def ingat_keadaan_awal() -> None:
    """Copy every table that has rows now into a schema of its own."""
    with connection.cursor() as kursor:
        kursor.execute(f"DROP SCHEMA IF EXISTS {SKEMA} CASCADE")
        kursor.execute(f"CREATE SCHEMA {SKEMA}")
        for tabel in connection.introspection.django_table_names(only_existing=True, include_views=False):
            kursor.execute(f'SELECT EXISTS (SELECT FROM "{tabel}")')
            if kursor.fetchone()[0]:
                kursor.execute(f'CREATE TABLE {SKEMA}."{tabel}" AS TABLE "{tabel}"')


@contextlib.contextmanager
def tanpa_pemicu():
    """A cursor for which no trigger, foreign key or row policy holds: what a superuser could do behind the portal's back."""
    with sebagai_pemilik() as kursor:
        kursor.execute(TANPA_PEMICU)
        yield kursor
        kursor.execute("SET LOCAL session_replication_role = origin")


@contextlib.contextmanager
def sebagai_pemilik():
    """A cursor with the rights of the tables' owner, inside a transaction; the suite itself works as the application."""
    with connection.cursor() as kursor:
        kursor.execute(PEMILIK)
        yield kursor
        kursor.execute(f"SET LOCAL ROLE {PERAN}")


def _pengembalian() -> list[str]:
    with connection.cursor() as kursor:
        kursor.execute(
            """
            SELECT awal.table_name, string_agg(quote_ident(k.column_name), ', ' ORDER BY k.ordinal_position)
            FROM information_schema.tables awal
            JOIN information_schema.columns k
              ON k.table_schema = 'public' AND k.table_name = awal.table_name AND k.is_generated = 'NEVER'
            WHERE awal.table_schema = %s GROUP BY 1
            """,
            [SKEMA],
        )
        return [
            f'INSERT INTO "{tabel}" ({kolom}) OVERRIDING SYSTEM VALUE SELECT {kolom} FROM {SKEMA}."{tabel}"'
            for tabel, kolom in kursor.fetchall()
        ]


def pengosong() -> contextlib.AbstractContextManager[None]:
    """While the result is entered, Django's flush empties without triggers and then puts the first rows back."""
    asli, pengembalian = DatabaseOperations.execute_sql_flush, _pengembalian()

    def kosongkan(self, sql_list):
        asli(self, [PEMILIK, TANPA_PEMICU, *sql_list, *pengembalian])

    @contextlib.contextmanager
    def selama():
        DatabaseOperations.execute_sql_flush = kosongkan
        try:
            yield
        finally:
            DatabaseOperations.execute_sql_flush = asli

    return selama()


def pakai_peran(peran: str | None) -> None:
    """From here on every connection works as this role (None: as the owner, who made the database)."""
    connection.close()
    connection.settings_dict["OPTIONS"]["assume_role"] = peran
