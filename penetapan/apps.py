from django.apps import AppConfig


class PenetapanConfig(AppConfig):
    name = "penetapan"
    verbose_name = "Penetapan"
