"""Jobs of this app: each a few lines around one act."""

from celery import shared_task

from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import SISTEM, Pelaku
from dasar.models import Pekerjaan
from dasar.pekerjaan import Lapor, pekerjaan
from usulan.ekspor import daftar_usulan
from usulan.models import Impor
from usulan.pemeriksaan import periksa_impor
from usulan.pengimporan import terapkan_impor
from usulan.verval_mandiri import alihkan_yang_lewat, eskalasi_yang_macet

# Named, so that the worker knows this app's export.
EKSPOR = (daftar_usulan,)


@shared_task(name="usulan.alihkan_pendaftaran", ignore_result=True)
def alihkan_pendaftaran() -> None:
    """Shortly after midnight, by beat: what the village let lie goes up."""
    with dalam_jangkauan(SISTEM):
        alihkan_yang_lewat()
        eskalasi_yang_macet()


@pekerjaan("periksa_impor")
def periksa(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    impor = Impor.objects.get(pk=kerja.argumen["impor"])
    periksa_impor(impor, oleh=oleh, lapor=lapor)
    return {"impor": impor.pk}


@pekerjaan("terapkan_impor")
def terapkan(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    impor = Impor.objects.get(pk=kerja.argumen["impor"])
    return {"impor": impor.pk, "jumlah": terapkan_impor(impor, oleh=oleh, lapor=lapor)}
