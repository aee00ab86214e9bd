"""Being told by mail that the report of a month is there: the mail holds a link, the page asks who reads it."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from akun.akses import penugasan_kini
from akun.models import Pengguna
from akun.surel import kirim_setelah_simpan
from dasar import periode as bulan
from dasar.jejak import Pelaku, catat
from penggunaan.laporan import boleh_melihat, bulan_laporan
from penggunaan.models import LanggananLaporan

TABEL = "penggunaan_langgananlaporan"


@transaction.atomic
def atur_langganan(nyala: bool, *, oleh: Pelaku) -> None:
    """Begin or end the mails. Months determined before it began are not told."""
    milik = LanggananLaporan.objects.filter(pengguna=oleh.pengguna_id)
    if nyala == milik.exists():
        return
    if nyala:
        LanggananLaporan.objects.create(pengguna_id=oleh.pengguna_id, terkirim=next(iter(bulan_laporan()), 0))
    else:
        milik.delete()
    catat(oleh, "langganan_laporan" if nyala else "henti_langganan_laporan", TABEL, oleh.pengguna_id, oleh.wilayah)


def kirim_laporan() -> int:
    """Tell the subscribers of the latest determined month, each once and only while they may read it. Returns how many."""
    terbaru = next(iter(bulan_laporan()), 0)
    jumlah = 0
    for langganan in LanggananLaporan.objects.filter(terkirim__lt=terbaru).select_related("pengguna"):
        penugasan = penugasan_kini(langganan.pengguna) if langganan.pengguna.is_active else None
        with transaction.atomic():
            if penugasan is not None and boleh_melihat(penugasan.pelaku, penugasan.wilayah_id):
                _kabari(langganan.pengguna, penugasan.wilayah_id, terbaru)
                jumlah += 1
            LanggananLaporan.objects.filter(pk=langganan.pk).update(terkirim=terbaru)
    return jumlah


def _kabari(pengguna: Pengguna, wilayah: str, periode: int) -> None:
    alamat = f"{settings.ALAMAT_PORTAL}{reverse('laporan:muka')}?wilayah={wilayah}&periode={periode}"
    isi = (
        f"Laporan DTKS {bulan.nama(periode)} untuk wilayah tugas Anda sudah ada. Buka setelah masuk ke portal:\n\n{alamat}\n\n"
        "Surel ini dikirim karena Anda memintanya di halaman Laporan; berhenti berlangganan juga di sana.\n"
    )
    kirim_setelah_simpan(pengguna.email, f"laporan {bulan.nama(periode)}", isi)
