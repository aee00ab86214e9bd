"""Celery finds the nightly work on assignments here."""

from celery import shared_task

from akun import kelayakan, kode_sekali, masa, penghapusan, penyampaian, tenggat
from akun.draf import buang_kedaluwarsa
from akun.idempotensi import buang_kunci_lama
from akun.penyimpan_sesi import SessionStore
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import SISTEM


@shared_task(name="akun.jaga_penugasan", ignore_result=True)
def jaga_penugasan() -> None:
    """Shortly after midnight, by beat: terms that are over end before anybody signs in."""
    masa.jaga()


@shared_task(name="akun.buang_sesi_dan_draf", ignore_result=True)
def buang_sesi_dan_draf() -> None:
    """Every hour, by beat: rows of sessions, drafts and repeated API calls that count no more."""
    SessionStore.clear_expired()
    buang_kedaluwarsa()
    buang_kunci_lama()
    kode_sekali.buang_lama()


@shared_task(name="akun.periksa_kelayakan", ignore_result=True)
def periksa_kelayakan() -> None:
    """Every night, by beat."""
    kelayakan.periksa()


@shared_task(name="akun.sampaikan_kabar", ignore_result=True)
def sampaikan_kabar(segera: bool) -> None:
    """By beat: urgent notices every ten minutes, the digest once a day."""
    with dalam_jangkauan(SISTEM):
        penyampaian.sampaikan(segera=segera)


@shared_task(name="akun.hapus_pendaftaran", ignore_result=True)
def hapus_pendaftaran() -> None:
    """Every night, by beat: registrations whose time is over lose photos and data."""
    with dalam_jangkauan(SISTEM):
        penghapusan.hapus_lewat()


@shared_task(name="akun.eskalasi_pendaftaran", ignore_result=True)
def eskalasi_pendaftaran() -> None:
    """Shortly after midnight, by beat: what nobody decided in its days goes up a level."""
    with dalam_jangkauan(SISTEM):
        tenggat.eskalasi()
