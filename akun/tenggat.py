"""What time does to a registration that nobody looks at: it goes up a level, and stays what it was (berdasarkan praktik).

After its days (settings.PENDAFTARAN_HARI) Pusdatin, which appoints the administrators of a kab/kota, may decide beside them;
the head of the office hears of it, and so does whoever waits. Nothing is approved or refused by it.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from akun.alur import ESKALASI_PENDAFTARAN, SP_MENUNGGU
from akun.fungsi import F
from akun.models import Pendaftaran, Penugasan
from akun.pemberitahuan import beri_tahu
from akun.persetujuan import kabari
from dasar.alur import jalankan
from dasar.jejak import SISTEM


@transaction.atomic
def eskalasi() -> list[Pendaftaran]:
    """Mark every registration that waits past its day, once, and tell who should act. Returns them. Safe to run twice."""
    batas = timezone.localdate() - dt.timedelta(days=settings.PENDAFTARAN_HARI)
    menunggu = Pendaftaran.objects.filter(status=SP_MENUNGGU, dieskalasi_pada=None, diajukan_pada__date__lt=batas)
    lewat = list(menunggu.select_for_update(skip_locked=True).order_by("pk"))
    if not lewat:
        return []
    jalankan(Pendaftaran.objects.filter(pk__in=[p.pk for p in lewat]), ESKALASI_PENDAFTARAN, oleh=SISTEM, dieskalasi_pada=Now())
    kabupaten = {p.wilayah_id[:4] for p in lewat}
    _beri_tahu({"fungsi": F.PUSDATIN}, "Ada pendaftaran akun warga yang lewat batas waktu kabupaten/kota.")
    _beri_tahu(
        {"fungsi": F.ADMIN_KABUPATEN, "wilayah__in": kabupaten},
        "Ada pendaftaran akun warga yang lewat batas waktu. Pusdatin sekarang dapat memutusnya juga.",
    )
    kalimat = "Ada pendaftaran akun warga yang lewat batas waktu Administrasi Pengguna kabupaten/kota Anda."
    _beri_tahu({"fungsi": F.KEPALA, "wilayah__in": kabupaten}, kalimat, "")
    for satu in lewat:
        kabari(
            satu,
            "pendaftaran Anda masih diperiksa",
            "Pendaftaran Portal DTKS Anda belum diperiksa dalam waktunya dan diteruskan ke Kementerian Sosial. Anda tidak perlu"
            " mendaftar lagi.",
        )
    return lewat


def _beri_tahu(siapa: dict, kalimat: str, alamat: str | None = None) -> None:
    petugas = Penugasan.objects.berlaku().filter(**siapa)
    tujuan = reverse("akun:pendaftaran") if alamat is None else alamat
    beri_tahu(petugas.values_list("pengguna", flat=True), "tugas", kalimat, tujuan)
