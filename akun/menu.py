"""Entries of the navigation that belong to no step of the pipeline."""

from akun.beranda import Menu
from akun.fungsi import IZIN_PETUGAS


def menu() -> list[Menu]:
    return [
        Menu("Petugas", "/petugas/", "users", IZIN_PETUGAS),
        Menu("Pendaftaran warga", "/pendaftaran/", "user-plus", ("kelola_pengguna", "kelola_pengguna_pusat")),
        Menu("Data rujukan", "/admin/", "database", ("kelola_rujukan",)),
    ]
