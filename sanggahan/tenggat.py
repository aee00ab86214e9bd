"""What time does to an objection: it is reminded of, then shown higher up. Nothing lapses into exclusion by itself.

The sources disagree whether an objection that nobody checked wins after 14 or after 30 days (domain.md 0.2, no. 9). Here 14
is a reminder and 30 an escalation to the head of the office and the province. `SANGGAHAN_LEWAT_TIDAK_LAYAK` makes a proposal
of it, for an installation that must do as the system in use does: an ordinary one, which people still check, decide and sign.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dasar.alur import jalankan
from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import SISTEM
from sanggahan import kabar
from sanggahan.alasan import LEWAT, SEBAB
from sanggahan.alur import LAMPAUI, SK, TEGUR, TERBUKA
from sanggahan.banding import laksanakan
from sanggahan.hasil import HASIL, keluarkan
from sanggahan.models import Keberatan, Sanggahan

CATATAN_LEWAT = "Dibuat otomatis karena batas waktu pemeriksaan sanggahan {nomor} lewat; belum ada yang memutusnya."


def jaga() -> dict[str, int]:
    """The night's work, safe to run twice: remind, escalate, carry out accepted appeals. Returns how many of each."""
    with seluruh_negeri():
        hasil = {"diingatkan": _ingatkan(), "dieskalasi": _eskalasi(), "dilampaui": 0, "dilaksanakan": 0}
        if settings.SANGGAHAN_LEWAT_TIDAK_LAYAK:
            hasil["dilampaui"] = _lampaui()
        menunggu = Keberatan.objects.filter(status=SK.DITERIMA, dilaksanakan_pada__isnull=True)
        hasil["dilaksanakan"] = sum(laksanakan(k) for k in menunggu.order_by("id"))
    return hasil


def _lewat(hari: int):
    batas = timezone.localdate() - dt.timedelta(days=hari)
    return Sanggahan.objects.filter(status__in=TERBUKA, dikirim_tanggal__lte=batas).order_by("id")


def _ingatkan() -> int:
    return _tandai(_lewat(settings.SANGGAHAN_HARI_INGAT).filter(diingatkan_pada__isnull=True), "diingatkan_pada")


def _eskalasi() -> int:
    baris = _lewat(settings.SANGGAHAN_HARI_ESKALASI).filter(dieskalasi_pada__isnull=True)
    jumlah = 0
    for satu in baris:
        with transaction.atomic():
            if _tandai(baris.filter(pk=satu.pk), "dieskalasi_pada"):
                kabar.dieskalasi(satu)
                jumlah += 1
    return jumlah


def _tandai(baris, kolom: str) -> int:
    """The mark is set once; the reason of the last step stays on the row."""
    jumlah = 0
    for satu in baris:
        jumlah += jalankan(
            baris.filter(pk=satu.pk), TEGUR, oleh=SISTEM, alasan=satu.alasan, catatan=satu.catatan, **{kolom: timezone.now()}
        )
    return jumlah


def _lampaui() -> int:
    jumlah = 0
    for satu in _lewat(settings.SANGGAHAN_HARI_ESKALASI):
        try:
            with transaction.atomic():
                catatan = CATATAN_LEWAT.format(nomor=satu.nomor)
                terkunci = Sanggahan.objects.filter(pk=satu.pk)
                if jalankan(terkunci, LAMPAUI, oleh=SISTEM, alasan=LEWAT, catatan=catatan):
                    keluarkan(satu, _hasil_bawaan(satu), SEBAB[satu.alasan_sanggah], catatan=catatan)
                    jumlah += 1
        except Ditolak:
            continue  # gone from the register, or proposed already: the objection stays with the head of the office
    return jumlah


def _hasil_bawaan(sanggahan: Sanggahan) -> str:
    """Who died, moved or is entered twice leaves the register; for everybody else the aid would end."""
    return HASIL.PENONAKTIFAN if sanggahan.alasan_sanggah in ("SG2", "SG3", "SG6") else HASIL.PENGHENTIAN
