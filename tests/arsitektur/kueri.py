"""How many SQL statements a page costs."""

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

BATAS_DAFTAR = 12
# dasar.jejak.CATAT, prepared or not.
PERISTIWA = ("insert into dasar_jejak", "prepare jejak_", "execute jejak_")


def ambil(klien: Client, url: str) -> tuple[HttpResponse, list[str]]:
    """The answer and the statements that the request made, session and rights included; savepoints not, and not the one
    event that says who read."""
    with CaptureQueriesContext(connection) as catatan:
        jawaban = klien.get(url)
        if jawaban.streaming:
            jawaban.getvalue()  # a document's file is closed by reading it to its end
    return jawaban, [k["sql"] for k in catatan if "SAVEPOINT" not in k["sql"] and not k["sql"].startswith(PERISTIWA)]
