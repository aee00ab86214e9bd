"""Celery finds its tasks here; they live beside what they run."""

from dasar.pekerjaan import kerjakan, pulihkan_pekerjaan
from dasar.penyegelan import segel_jejak

__all__ = ["kerjakan", "pulihkan_pekerjaan", "segel_jejak"]
