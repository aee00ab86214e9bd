"""Celery finds the nightly work on objections here."""

from celery import shared_task

from sanggahan import penghapusan, tenggat


@shared_task(name="sanggahan.jaga", ignore_result=True)
def jaga() -> None:
    """Shortly after midnight, by beat: deadlines, and appeals that waited for what they undo."""
    tenggat.jaga()


@shared_task(name="sanggahan.hapus_bukti", ignore_result=True)
def hapus_bukti() -> None:
    """Every night, by beat: pictures whose time is over."""
    penghapusan.hapus_bukti()
