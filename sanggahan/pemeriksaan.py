"""The first look of the kabupaten/kota: an objection goes no further, or somebody visits and the family is told."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from akun.fungsi import F
from akun.models import Penugasan
from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from sanggahan import kabar
from sanggahan.alasan import AlasanSanggah, AlasanTolakAwal
from sanggahan.alur import GANTI_PETUGAS, SS, TOLAK_AWAL, TUGASKAN
from sanggahan.keluarga import berkerabat, pastikan_tidak_berkerabat
from sanggahan.models import Sanggahan


def kunci(sanggahan: Sanggahan, *status: str) -> Sanggahan:
    """Lock an objection for this transaction. Raises Ditolak, with its present state, when it stands in another one."""
    terkunci = Sanggahan.objects.select_for_update().get(pk=sanggahan.pk)
    if terkunci.status not in status:
        raise Ditolak(
            f"Sanggahan ini sekarang berstatus “{terkunci.get_status_display()}”; petugas lain sudah mengerjakannya.",
            "sudah-berubah",
        )
    return terkunci


@transaction.atomic
def tolak_awal(sanggahan: Sanggahan, *, alasan: str, catatan: str, oleh: Pelaku) -> None:
    """Let an objection go no further: outside the village, no evidence, a duplicate. The objector reads why.

    Raises Ditolak for an unknown reason, a missing explanation, one of the own family, and when somebody was first.
    """
    pastikan_boleh(TOLAK_AWAL, oleh, sanggahan.wilayah_id)
    if alasan not in AlasanTolakAwal.values or not catatan.strip():
        raise Ditolak("Pilih alasannya dan tulis penjelasan untuk warga yang menyanggah.", "alasan-kosong")
    kunci(sanggahan, SS.DIKIRIM)
    pastikan_tidak_berkerabat(sanggahan, oleh)
    jalankan(Sanggahan.objects.filter(pk=sanggahan.pk), TOLAK_AWAL, oleh=oleh, alasan=alasan, catatan=catatan.strip())
    kabar.ditolak_awal(sanggahan)


def calon_pengunjung(sanggahan: Sanggahan) -> QuerySet[Penugasan]:
    """The village's officers who may visit; whether one is related to a side is asked when he is chosen."""
    return (
        Penugasan.objects.berlaku()
        .filter(fungsi=F.PENGISI_DESA, wilayah=sanggahan.wilayah_id, pakta__isnull=False)
        .select_related("pengguna")
        .order_by("pengguna__nama")
    )


@transaction.atomic
def tugaskan(sanggahan: Sanggahan, pengunjung: int, *, pokok: str = "", oleh: Pelaku) -> int:
    """Order the visit and tell the family, which may answer for `settings.SANGGAHAN_HARI_JAWAB` days.

    `pengunjung`: account of an officer of the village who is of neither family; `pokok`: what the family and the village
    read instead of the objector's words (the reason itself, where it is empty; required for another reason). On an
    objection already ordered it changes the visitor. Returns how many of the family were reached by account; whom nobody
    reaches gets the letter. Raises Ditolak otherwise.
    """
    langkah = GANTI_PETUGAS if sanggahan.status == SS.CEK_LAPANGAN else TUGASKAN
    pastikan_boleh(langkah, oleh, sanggahan.wilayah_id)
    terkunci = kunci(sanggahan, *langkah.dari)
    pastikan_tidak_berkerabat(terkunci, oleh)
    if not calon_pengunjung(terkunci).filter(pengguna=pengunjung).exists():
        raise Ditolak("Pilih petugas desa/kelurahan ini yang masih bertugas.", "bukan-pengunjung")
    if berkerabat(terkunci, pengunjung):
        raise Ditolak(
            "Petugas ini berkerabat dengan salah satu pihak. Pilih petugas lain, atau minta admin menunjuk pelaksana tugas.",
            "pengunjung-berkerabat",
        )
    isi: dict[str, object] = {"petugas_id": pengunjung}
    if langkah is TUGASKAN:
        pokok = pokok.strip()
        if not pokok and terkunci.alasan_sanggah == AlasanSanggah.LAINNYA:
            raise Ditolak(
                "Tulis pokok sanggahan dengan kata Anda sendiri, tanpa petunjuk siapa yang menyanggah.", "pokok-kosong"
            )
        isi |= {
            "pokok": pokok or terkunci.get_alasan_sanggah_display(),
            "batas_jawab": timezone.localdate() + dt.timedelta(days=settings.SANGGAHAN_HARI_JAWAB),
        }
    jalankan(Sanggahan.objects.filter(pk=terkunci.pk), langkah, oleh=oleh, **isi)
    terkunci.refresh_from_db()
    return kabar.ditugaskan(terkunci)
