from django.apps import AppConfig
from django.core.checks import Tags, register

from dasar.pemeriksaan import mode_contoh_mati


class DasarConfig(AppConfig):
    name = "dasar"
    verbose_name = "Dasar"

    def ready(self) -> None:
        register(mode_contoh_mati, Tags.security, deploy=True)
