"""Jobs of this app: each a few lines around one act."""

from dasar.jejak import Pelaku
from dasar.models import Pekerjaan
from dasar.pekerjaan import Lapor, pekerjaan
from usulan.ekspor import daftar_usulan
from usulan.models import Impor
from usulan.pemeriksaan import periksa_impor
from usulan.pengimporan import terapkan_impor

# Named, so that the worker knows this app's export.
EKSPOR = (daftar_usulan,)


@pekerjaan("periksa_impor")
def periksa(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    impor = Impor.objects.get(pk=kerja.argumen["impor"])
    periksa_impor(impor, oleh=oleh, lapor=lapor)
    return {"impor": impor.pk}


@pekerjaan("terapkan_impor")
def terapkan(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    impor = Impor.objects.get(pk=kerja.argumen["impor"])
    return {"impor": impor.pk, "jumlah": terapkan_impor(impor, oleh=oleh, lapor=lapor)}
