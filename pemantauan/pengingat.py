"""The one act of the kecamatan: to remind a village (Kepmensos 73/HUK/2024: pemantauan; berdasarkan praktik).

It changes nothing and decides nothing: the village's officer gets a notice, and the log says who reminded whom of what.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from akun.fungsi import F
from akun.models import Penugasan
from akun.pemberitahuan import beri_tahu
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jejak import Pelaku, catat
from dasar.models import Jejak
from pemantauan.berkala import HARI_MUSDES
from usulan.alur import SM, S
from usulan.models import Musyawarah, Usulan
from wilayah.models import Wilayah

INGATKAN = "ingatkan"
TABEL = "wilayah_wilayah"
SELA = dt.timedelta(days=1)


def hal_pengingat(musdes_terakhir: dt.date | None, dikembalikan: int) -> list[str]:
    """What a village is to be reminded of, as parts of a sentence; nothing when all is well."""
    hal = []
    if musdes_terakhir is None or musdes_terakhir < timezone.localdate() - dt.timedelta(days=HARI_MUSDES):
        hal.append("belum ada musyawarah yang diajukan dalam tiga bulan terakhir")
    if dikembalikan:
        hal.append(f"{dikembalikan} usulan dikembalikan dan menunggu diperbaiki")
    return hal


@transaction.atomic
def ingatkan(desa: Wilayah, *, oleh: Pelaku) -> int:
    """Send the village's officer a notice of what is late. Returns how many accounts were told.

    Raises TidakBerwenang for another function or area; Ditolak when nothing is late, nobody holds the office, or the village
    was reminded within a day.
    """
    if oleh.fungsi != F.PEMANTAU_KECAMATAN or not oleh.mencakup(desa.kode):
        raise TidakBerwenang()
    # Two clicks at once: the second waits, then finds the first.
    Wilayah.objects.select_for_update(no_key=True).get(pk=oleh.wilayah)
    milik = Musyawarah.objects.terlihat_oleh(oleh, desa.kode).filter(status=SM.DIAJUKAN)
    kembali = Usulan.objects.terlihat_oleh(oleh, desa.kode).filter(status=S.DIKEMBALIKAN).count()
    hal = hal_pengingat(milik.aggregate(t=Max("tanggal"))["t"], kembali)
    if not hal:
        raise Ditolak(f"{desa} tidak terlambat. Tidak ada yang perlu diingatkan.", "tidak-terlambat")
    baru = Jejak.objects.filter(tabel=TABEL, langkah=INGATKAN, wilayah=desa.kode, pada__gt=timezone.now() - SELA)
    if baru.exists():
        raise Ditolak(f"{desa} sudah diingatkan hari ini. Ingatkan lagi besok, atau hubungi langsung.", "sudah-diingatkan")
    penerima = list(
        Penugasan.objects.berlaku().filter(fungsi=F.PENGISI_DESA, wilayah=desa.kode).values_list("pengguna", flat=True)
    )
    if not penerima:
        raise Ditolak(
            f"{desa} belum mempunyai pengisi data yang bertugas. Sampaikan kepada Administrasi Pengguna kabupaten/kota.",
            "tanpa-petugas",
        )
    kalimat = f"Pemantau kecamatan mengingatkan: {' dan '.join(hal)}."
    alamat = (
        reverse("usulan:musyawarah_daftar") if len(hal) == 2 or not kembali else reverse("usulan:daftar") + "?tahap=kembali"
    )
    jumlah = beri_tahu(penerima, "tugas", kalimat, alamat)
    catat(oleh, INGATKAN, TABEL, None, desa.kode, "; ".join(hal))
    return jumlah
