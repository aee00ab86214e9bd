from django.apps import AppConfig


class PenggunaanConfig(AppConfig):
    name = "penggunaan"
    verbose_name = "Penggunaan data"
