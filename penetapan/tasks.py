"""Jobs of this app: each a few lines around one act."""

from celery import shared_task
from django.urls import reverse

from dasar.jejak import Pelaku
from dasar.models import Pekerjaan
from dasar.pekerjaan import Lapor, antrekan, pekerjaan
from penetapan.keputusan import lampirkan_keputusan
from penetapan.models import Penetapan
from penetapan.penetapan import tetapkan
from penetapan.penilaian import nilai
from penetapan.waktu_jawab import hitung_waktu_jawab


@pekerjaan("nilai_integritas")
def nilai_integritas(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    lapor(10, "Memeriksa lima kriteria integritas")
    hasil = nilai(oleh=oleh, wilayah=kerja.argumen["wilayah"], terapkan=kerja.argumen["terapkan"])
    return {"penilaian": hasil.pk, "url": reverse("penetapan:penilaian_rincian", args=[hasil.pk])}


@pekerjaan("tetapkan_bulan")
def tetapkan_bulan(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    """Determine a month; its document is a job of its own, so that nothing about paper can fail the determination."""
    periode, nomor_sk = kerja.argumen["periode"], kerja.argumen["nomor_sk"]
    lapor(5, "Menuliskan perubahan ke dalam register")
    # A worker that died after the commit: the same job finds its own work done.
    penetapan = (
        kerja.percobaan > 1
        and Penetapan.objects.filter(periode=periode, nomor_sk=nomor_sk, ditetapkan_oleh=oleh.pengguna_id).first()
    )
    if not penetapan:
        penetapan = tetapkan(periode, nomor_sk=nomor_sk, oleh=oleh)
    antrekan("dokumen_keputusan", str(penetapan.pk), {"penetapan": penetapan.pk}, oleh=oleh)
    return {"penetapan": penetapan.pk, "url": reverse("penetapan:rincian", args=[penetapan.pk])}


@pekerjaan("dokumen_keputusan")
def dokumen_keputusan(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    """Make the document of a decree, when it is missing."""
    lapor(10, "Membuat dokumen keputusan")
    penetapan = Penetapan.objects.get(pk=kerja.argumen["penetapan"])
    lampirkan_keputusan(penetapan, oleh=oleh)
    return {"penetapan": penetapan.pk, "url": reverse("penetapan:rincian", args=[penetapan.pk])}


@shared_task(name="penetapan.hitung_waktu_jawab", ignore_result=True)
def hitung_waktu_jawab_malam() -> None:
    """Every night, by beat."""
    hitung_waktu_jawab()
