from django.apps import AppConfig


class SanggahanConfig(AppConfig):
    name = "sanggahan"
    verbose_name = "Sanggahan"
