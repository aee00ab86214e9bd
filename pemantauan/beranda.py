"""The dashboard, the auditor's entry and everybody's own exports in the navigation."""

from django.urls import reverse

from akun.beranda import Menu
from pemantauan.models import IZIN_DASBOR


def menu() -> list[Menu]:
    return [
        Menu("Dasbor", reverse("pemantauan:dasbor"), "chart-bar", IZIN_DASBOR),
        Menu("Jejak", reverse("pemantauan:muka"), "history", ("lihat_jejak",)),
        Menu("Ekspor", reverse("ekspor:daftar"), "download", ("ekspor_data",)),
    ]
