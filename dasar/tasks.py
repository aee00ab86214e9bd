"""Celery finds its tasks here; they live beside what they run."""

from dasar.pekerjaan import kerjakan, pulihkan_pekerjaan
from dasar.pengeksporan import buat_ekspor, hapus_ekspor
from dasar.penyegelan import segel_jejak

__all__ = ["buat_ekspor", "hapus_ekspor", "kerjakan", "pulihkan_pekerjaan", "segel_jejak"]
