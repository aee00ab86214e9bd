from django.apps import AppConfig


class DasarConfig(AppConfig):
    name = "dasar"
    verbose_name = "Dasar"

    def ready(self) -> None:
        from . import pemeriksaan  # noqa: F401  registers the checks
