"""System checks of the deployment (`manage.py check --deploy`)."""

from django.conf import settings
from django.core.checks import Error


def mode_contoh_mati(app_configs, **kwargs) -> list[Error]:
    """The demonstration mode has known passwords and shows the codes of its accounts: never in production."""
    if not settings.MODE_CONTOH:
        return []
    return [Error("MODE_CONTOH menyala.", hint="Isi DATABASE_URL, atau MODE_CONTOH=0 di lingkungan.", id="dtks.E001")]
