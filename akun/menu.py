"""Entries of the navigation that belong to no step of the pipeline."""

from akun.beranda import Menu


def menu() -> list[Menu]:
    return [Menu("Data rujukan", "/admin/", "database", ("kelola_rujukan",))]
