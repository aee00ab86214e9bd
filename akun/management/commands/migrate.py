"""`manage.py migrate`, followed by what no migration can hold: the application's role, its grants and the row policies."""

from django.core.management.commands import migrate
from django.db import connection

from akun.perlindungan import pasang


class Command(migrate.Command):
    """Django's command; afterwards the second wall stands as `akun.perlindungan` declares it, also for new tables."""

    def handle(self, *args, **options) -> None:
        super().handle(*args, **options)
        # A partial or planned migration leaves tables that the declaration does not fit.
        if not (options["app_label"] or options["plan"] or options["check_unapplied"]) and not connection.needs_rollback:
            pasang()
