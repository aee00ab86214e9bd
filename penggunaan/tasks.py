"""Jobs of this app: each a few lines around one act."""

from celery import shared_task
from django.urls import reverse

from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import SISTEM, Pelaku
from dasar.models import Pekerjaan
from dasar.pekerjaan import Lapor, pekerjaan
from penggunaan import kabar, langganan, penyerahan


@pekerjaan("serahkan_data")
def serahkan_data(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    permintaan = penyerahan.serahkan(kerja.argumen["permintaan"], kerja.argumen["bentuk"], lapor, oleh=oleh)
    return {"url": reverse("penggunaan:rincian", args=[permintaan.pk])}


@shared_task(name="penggunaan.ingatkan_laporan", ignore_result=True)
def ingatkan_laporan() -> None:
    """Every morning, by beat."""
    with dalam_jangkauan(SISTEM):
        penyerahan.ingatkan()


@shared_task(name="penggunaan.kirim_laporan", ignore_result=True)
def kirim_laporan() -> None:
    """Every morning, by beat: the first after a determination tells the subscribers."""
    with dalam_jangkauan(SISTEM):
        langganan.kirim_laporan()


@shared_task(name="penggunaan.kirim_kabar", ignore_result=True)
def kirim_kabar() -> None:
    """Every half minute, by beat."""
    with dalam_jangkauan(SISTEM):
        kabar.kirim_jatuh()
