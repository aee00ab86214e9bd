"""What the worker must know of this app: the export of the register."""

from dtks.register.ekspor import daftar_register

__all__ = ["daftar_register"]
