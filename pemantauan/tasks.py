"""Jobs of this app: each a few lines around one act."""

from celery import shared_task
from django.urls import reverse

from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import SISTEM, Pelaku, catat
from dasar.models import Pekerjaan
from dasar.pekerjaan import Lapor, pekerjaan
from dasar.penyegelan import periksa
from pemantauan import berkala, kejanggalan, rekap, sampel


@pekerjaan("periksa_rantai")
def periksa_rantai(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    """Recompute every block of the chain. Result: how many sealed events, and the damages by number."""
    jumlah, rusak = periksa(lapor=lapor)
    kata = f"{jumlah} peristiwa, " + (f"{len(rusak)} kerusakan, mulai nomor {rusak[0].nomor}" if rusak else "utuh")
    catat(oleh, "periksa_jejak_selesai", "dasar_jejak", wilayah=oleh.wilayah, catatan=kata)
    return {"url": reverse("pemantauan:rantai"), "jumlah": jumlah, "rusak": [[r.apa, r.nomor] for r in rusak]}


@pekerjaan("buat_sampel")
def buat_sampel(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    sampel.buat(kerja.argumen["ekspor"], lapor, oleh=oleh)
    return {"url": reverse("ekspor:rincian", args=[kerja.argumen["ekspor"]])}


@shared_task(name="pemantauan.lipat_rekap", ignore_result=True)
def lipat_rekap() -> None:
    """Every minute, by beat."""
    with dalam_jangkauan(SISTEM):
        rekap.lipat()


@shared_task(name="pemantauan.hitung_berkala", ignore_result=True)
def hitung_berkala() -> None:
    """Every five minutes, by beat."""
    with dalam_jangkauan(SISTEM):
        berkala.hitung_berkala()


@shared_task(name="pemantauan.periksa_kejanggalan", ignore_result=True)
def periksa_kejanggalan() -> None:
    """Every hour, by beat."""
    with dalam_jangkauan(SISTEM):
        kejanggalan.periksa()
