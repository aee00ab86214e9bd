"""The auditor's entry and everybody's own exports in the navigation."""

from django.urls import reverse

from akun.beranda import Menu


def menu() -> list[Menu]:
    return [
        Menu("Jejak", reverse("pemantauan:muka"), "history", ("lihat_jejak",)),
        Menu("Ekspor", reverse("ekspor:daftar"), "download", ("ekspor_data",)),
    ]
