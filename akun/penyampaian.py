"""Delivery of notices outside the portal: one mail or message per person, never one per notice (security.md, Never).

It says that there is news and what about, nothing else: a mail is read by whoever holds the telephone. What could not be
handed over is tried again at the next round; after three days it counts as told by the portal alone.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from akun import gerbang_pesan
from akun.models import Kontak, Pemberitahuan, Pengguna, Saluran
from akun.pemberitahuan import JENIS
from akun.surel import kirim_sekarang

log = logging.getLogger(__name__)

COBA_SELAMA = dt.timedelta(days=3)
JUDUL = "ada kabar untuk Anda"


def sampaikan(*, segera: bool) -> int:
    """Tell everybody with undelivered notices, all of them in one piece; `segera`: only those who have an urgent one.

    Returns how many persons got a mail or message. Two rounds at once do not tell anybody twice.
    """
    belum = Pemberitahuan.objects.belum_disampaikan()
    if segera:
        belum = belum.filter(jenis__in=[kode for kode, jenis in JENIS.items() if jenis.segera])
    penerima = list(belum.order_by("penerima").values_list("penerima", flat=True).distinct())
    koneksi = get_connection()
    try:
        return sum(_sampaikan_satu(nomor, koneksi) for nomor in penerima)
    finally:
        koneksi.close()


@transaction.atomic
def _sampaikan_satu(penerima: int, koneksi: object) -> bool:
    semua = Pemberitahuan.objects.belum_disampaikan().filter(penerima=penerima)
    baris = list(semua.select_for_update(skip_locked=True).order_by("pk"))
    if not baris:
        return False
    belum_dibaca = [b for b in baris if b.dibaca_pada is None]
    cara, alamat = _cara(Pengguna.objects.get(pk=penerima))
    if not belum_dibaca or not alamat:
        cara = Saluran.PORTAL
    elif not _kirim(cara, alamat, belum_dibaca, koneksi):
        if timezone.now() - baris[0].dibuat_pada < COBA_SELAMA:
            return False
        cara = Saluran.PORTAL
    nomor = [b.pk for b in baris]
    Pemberitahuan.objects.filter(pk__in=nomor).update(disampaikan_pada=timezone.now(), lewat=cara)
    return cara != Saluran.PORTAL


def _cara(pengguna: Pengguna) -> tuple[Saluran, str]:
    """The way that the person chose, and the address; without a choice mail, as officers have it."""
    kontak = Kontak.objects.filter(pengguna=pengguna).first()
    cara = Saluran(kontak.kabar) if kontak else Saluran.SUREL
    if cara == Saluran.PESAN:
        return cara, kontak.telepon
    return cara, pengguna.email if cara == Saluran.SUREL else ""


def ringkasan(baris: Sequence[Pemberitahuan]) -> str:
    """The whole text: how many, what about, where to read them."""
    perihal = list(dict.fromkeys(JENIS[b.jenis].perihal for b in baris if b.jenis in JENIS)) or ["layanan portal"]
    awal, akhir = perihal[:-1], perihal[-1]
    tentang = f"{', '.join(awal)} dan {akhir}" if awal else akhir
    jumlah = f"{len(baris)} kabar" if len(baris) > 1 else "kabar"
    return (
        f"Ada {jumlah} tentang {tentang}. Buka portal untuk membacanya: {settings.ALAMAT_PORTAL}{reverse('akun:pemberitahuan')}"
    )


def _kirim(cara: Saluran, alamat: str, baris: Sequence[Pemberitahuan], koneksi: object) -> bool:
    teks = ringkasan(baris)
    if cara == Saluran.SUREL:
        return kirim_sekarang(alamat, JUDUL, teks + "\n", koneksi)
    # The same notices are the same message, also when the answer to the first attempt was lost.
    kunci = hashlib.sha256(("kabar:" + ",".join(str(b.pk) for b in baris)).encode()).hexdigest()
    return gerbang_pesan.kirim(alamat, f"Portal DTKS: {teks}", jenis="kabar", idempotensi=kunci) == gerbang_pesan.Hasil.TERKIRIM
