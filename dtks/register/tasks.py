"""What the worker must know of this app: the exports of the register."""

from dtks.register.bnba import penerima_program
from dtks.register.ekspor import daftar_register

__all__ = ["daftar_register", "penerima_program"]
