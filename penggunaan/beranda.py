"""Reports and requests for data in the navigation, and what waits for a decision."""

from django.urls import reverse

from akun.beranda import Menu
from akun.fungsi import F
from penggunaan.laporan import IZIN
from penggunaan.models import MELIHAT_SEMUA


def menu() -> list[Menu]:
    return [
        Menu("Laporan", reverse("laporan:muka"), "file-text", IZIN),
        Menu("Permintaan data", reverse("penggunaan:daftar"), "send", (), (F.KL, *MELIHAT_SEMUA)),
    ]
