"""Mail that the portal sends: never individual data, never one per record. A mail that fails stops nothing."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction

from akun.models import Pengguna

log = logging.getLogger(__name__)


def kirim_setelah_simpan(tujuan: str, judul: str, isi: str) -> None:
    """Send after the transaction commits; nothing without an address. Where the mail server fails, the log says so."""
    if tujuan:
        transaction.on_commit(lambda: _kirim(tujuan, judul, isi))


def kabari_pemilik(pengguna: Pengguna, judul: str, kalimat: str) -> None:
    """Tell the owner of an account what was done to it, in a sentence without secrets; nothing without an address."""
    kirim_setelah_simpan(
        pengguna.email,
        judul,
        f"Yth. {pengguna.nama},\n\n{kalimat} Bila Anda tidak melakukan atau memintanya, segera laporkan kepada admin Anda dan"
        " kepada Pusdatin.\n",
    )


def _kirim(tujuan: str, judul: str, isi: str) -> None:
    try:
        EmailMessage(f"Portal DTKS: {judul}", isi, to=[tujuan]).send()
    except (OSError, SMTPException) as galat:
        log.warning("surel tidak terkirim: %s (%s)", judul, type(galat).__name__)


def kirim_sekarang(tujuan: str, judul: str, isi: str, koneksi: object = None) -> bool:
    """Send at once; whether the mail server took it. `koneksi`: an open one, where many are sent."""
    try:
        return EmailMessage(f"Portal DTKS: {judul}", isi, to=[tujuan], connection=koneksi).send() == 1
    except (OSError, SMTPException) as galat:
        log.warning("surel tidak terkirim: %s (%s)", judul, type(galat).__name__)
        return False
