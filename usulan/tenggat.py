"""Who holds an open proposal, by which date of the month's calendar, and which proposals are past it.

The dates inform; nothing is refused or deleted by them (`usulan.models.Jadwal`).
"""

from django.db.models import Q
from django.utils import timezone

from dasar.jejak import NEGARA
from usulan.alur import S
from usulan.models import Jadwal
from wilayah.kode import rentang

# Who must act on what stands in a state, and by which date of the month's calendar.
PEMEGANG: dict[S, tuple[str, str]] = {
    S.DISUSUN: ("Desa/kelurahan", "batas_desa"),
    S.DISETUJUI_MUSDES: ("Desa/kelurahan", "batas_desa"),
    S.DIKEMBALIKAN: ("Desa/kelurahan", "batas_desa"),
    S.DIAJUKAN: ("Pengisi data kabupaten/kota", "batas_kabupaten"),
    S.DIKEMBALIKAN_KAB: ("Pengisi data kabupaten/kota", "batas_kabupaten"),
    S.LENGKAP: ("Verifikator", "batas_kabupaten"),
    S.LAYAK: ("Pengisi data kabupaten/kota", "batas_pengesahan"),
    S.DIBUNDEL: ("Kepala dinas sosial", "batas_pengesahan"),
    S.DISAHKAN: ("Sistem", "batas_penilaian"),
    S.DITERUSKAN: ("Pekerja informasi Kemensos", "batas_penilaian"),
    S.LOLOS: ("Manajemen Kemensos", "batas_penetapan"),
}


def terlambat(periode: int) -> Q:
    """Open proposals entered in the month that are past the date of their area's own calendar. One query for the calendars.

    What still waits of earlier months is late as well; the caller adds it, because only the caller knows the month's first day.
    """
    hari_ini = timezone.localdate()
    jadwal = {j.wilayah_id: j for j in Jadwal.objects.filter(periode=periode)}
    jadwal.setdefault(NEGARA, Jadwal.bawaan(periode))
    hasil = Q(pk__in=[])
    for status, (_, batas) in PEMEGANG.items():
        area = Q(pk__in=[])
        # From the widest area to the most local one, each deciding for its own part.
        for kode in sorted(jadwal, key=lambda k: (k != NEGARA, len(k), k)):
            awal, akhir = rentang(kode)
            dalam = Q(wilayah__gte=awal, wilayah__lt=akhir)
            area = area | dalam if hari_ini > getattr(jadwal[kode], batas) else area & ~dalam
        hasil |= Q(status=status) & area
    return hasil
