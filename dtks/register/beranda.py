"""The register's entry in the navigation."""

from django.urls import reverse

from akun.beranda import Menu


def menu() -> list[Menu]:
    return [Menu("Register", reverse("register:daftar"), "database", ("lihat_register",))]
