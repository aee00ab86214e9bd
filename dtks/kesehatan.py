"""`/sehat/`: this process answers. `/siap/`: it can also work (database, migrations, queue)."""

import logging

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


def _basis_data() -> None:
    with connection.cursor() as cursor:
        # As owner of the tables (or a superuser) the portal would see past row-level security.
        cursor.execute(
            "select rolsuper or rolbypassrls or exists (select from pg_class where relname = 'usulan_usulan'"
            " and pg_has_role(relowner, 'usage')) from pg_roles where rolname = current_user"
        )
        if cursor.fetchone()[0]:
            raise RuntimeError("DATABASE_URL memakai peran pemilik tabel; pakai peran dtks_aplikasi, lihat README")


_migrasi_lengkap = False


def _migrasi() -> None:
    # Reading every migration file costs 0.1 s; once complete, only a new release of the code can make it incomplete.
    global _migrasi_lengkap
    if not _migrasi_lengkap:
        pelaksana = MigrationExecutor(connection)
        if pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()):
            raise RuntimeError("ada migrasi yang belum diterapkan")
        _migrasi_lengkap = True


def _antrean() -> None:
    with current_app.connection_for_write(connect_timeout=2) as antrean:
        antrean.ensure_connection(max_retries=1, timeout=2)
        antrean.default_channel.client.ping()


PEMERIKSAAN = {"basis_data": _basis_data, "migrasi": _migrasi, "antrean": _antrean}


@login_not_required
@require_safe
@never_cache
def sehat(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "sehat"})


@login_not_required
@require_safe
@never_cache
def siap(request: HttpRequest) -> JsonResponse:
    """200 when every part works, else 503. The cause goes to the log: the answer is public."""
    hasil = {}
    for nama, periksa in PEMERIKSAAN.items():
        try:
            periksa()
            hasil[nama] = "ok"
        except Exception:
            log.exception("siap: %s gagal", nama)
            hasil[nama] = "gagal"
    lengkap = set(hasil.values()) == {"ok"}
    return JsonResponse({"status": "siap" if lengkap else "belum siap", **hasil}, status=200 if lengkap else 503)
