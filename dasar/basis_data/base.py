"""Django's PostgreSQL backend, with the thread's scope (`dasar.jangkauan`) sent at the start of every transaction.

The scope travels in the same message as the first statement of a transaction: psycopg2 sends the text as it is, and the
server runs a message of several statements as one transaction. A statement on its own is a transaction of its own. So the
scope costs no message, holds for exactly one transaction, and a connection that goes on to the next request carries none.
"""

import psycopg2.extensions as pg
from django.db.backends.postgresql import base

from dasar.jangkauan import TANPA, jangkauan_kini, sql_setel


class _Kursor(pg.cursor):
    def execute(self, query, vars=None):
        if self._awal_transaksi():
            setel = sql_setel(jangkauan_kini.get()) + ";\n"
            if self.name is not None:
                # psycopg2 puts DECLARE in front of a named cursor's query, so the scope goes ahead on its own.
                with self.connection.cursor() as kursor:
                    kursor.execute("select 1")
            elif isinstance(query, bytes):
                query = setel.encode() + query
            else:
                query = setel + (query if isinstance(query, str) else query.as_string(self))
        return super().execute(query, vars)

    def executemany(self, query, vars_list):
        self._dahului()
        return super().executemany(query, vars_list)

    def copy_expert(self, sql, file, size=8192):
        self._dahului()
        return super().copy_expert(sql, file, size)

    def _awal_transaksi(self) -> bool:
        return self.connection.info.transaction_status == pg.TRANSACTION_STATUS_IDLE and jangkauan_kini.get() != TANPA

    def _dahului(self) -> None:
        if self._awal_transaksi():
            # In autocommit this has no lasting effect, and the rows stay unseen: the wall errs on the closed side.
            super().execute(sql_setel(jangkauan_kini.get()))


class _Koneksi(pg.connection):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # What the server has prepared for this connection, by statement: dasar.pernyataan.
        self.siap: dict[object, str] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        return super().get_new_connection(conn_params | {"connection_factory": _Koneksi, "cursor_factory": _Kursor})
