from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "dtks.register"
    label = "dtks"
    verbose_name = "Register DTKS"
