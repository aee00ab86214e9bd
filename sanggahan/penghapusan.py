"""Retention (domain.md 10.5): pictures of a closed case are erased after two years, its words and counts stay."""

import datetime as dt

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from dasar.berkas import hapus_isi
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import SISTEM, catat
from dasar.models import Berkas
from sanggahan.alur import TERBUKA
from sanggahan.models import Bukti, FotoKunjungan, Pengunduran


def hapus_bukti() -> int:
    """Erase the pictures of cases that closed more than `settings.SANGGAHAN_HARI_BUKTI` days ago; safe to run twice.

    Returns how many files went. The rows stay, with the day on which their picture was erased; one event tells of the night.
    """
    with seluruh_negeri():
        batas = timezone.now() - dt.timedelta(days=settings.SANGGAHAN_HARI_BUKTI)
        tua = _tua(Bukti.objects.all(), batas, "sanggahan")
        foto = _tua(FotoKunjungan.objects.all(), batas, "kunjungan__sanggahan")
        surat = Pengunduran.objects.filter(
            berkas_dihapus_pada__isnull=True, cara=Pengunduran.Cara.DESA, dibuat_pada__lt=batas
        ).exclude(usulan__ditetapkan_pada__gte=batas)
        nomor = [*tua.values_list("berkas", flat=True), *foto.values_list("berkas", flat=True)]
        nomor += [n for pasang in surat.values_list("ktp", "surat") for n in pasang]
        if not nomor:
            return 0
        # The files first: a night that is cut short erases again what is gone, and marks it then.
        jumlah = hapus_isi(_dengan_kembarannya(nomor))
        kini = timezone.now()
        for baris, kolom in ((tua, "dihapus_pada"), (foto, "dihapus_pada"), (surat, "berkas_dihapus_pada")):
            baris.model.objects.filter(pk__in=list(baris.values_list("pk", flat=True))).update(**{kolom: kini})
        catat(SISTEM, "hapus_bukti", "sanggahan_bukti", catatan=f"{len(nomor)} gambar perkara yang sudah lama selesai")
    return jumlah


def _tua(baris: QuerySet, batas: dt.datetime, lewat: str) -> QuerySet:
    selesai = Q(**{f"{lewat}__diputus_pada__lt": batas}) | Q(
        **{f"{lewat}__diputus_pada__isnull": True, f"{lewat}__dikirim_tanggal__lt": timezone.localdate(batas)}
    )
    return baris.filter(selesai, dihapus_pada__isnull=True).exclude(**{f"{lewat}__status__in": TERBUKA})


def _dengan_kembarannya(nomor: list[int]) -> list[Berkas]:
    """These files, and those erased on an earlier night whose bytes they share: they keep nothing alive."""
    sidik = set(Berkas.objects.filter(pk__in=nomor).values_list("sha256", flat=True))
    lama = set(nomor)
    for baris in (Bukti, FotoKunjungan):
        terhapus = baris.objects.filter(dihapus_pada__isnull=False, berkas__sha256__in=sidik)
        lama |= set(terhapus.values_list("berkas", flat=True))
    mundur = Pengunduran.objects.filter(berkas_dihapus_pada__isnull=False)
    for pasang in mundur.filter(Q(ktp__sha256__in=sidik) | Q(surat__sha256__in=sidik)).values_list("ktp", "surat"):
        lama |= set(pasang)
    return list(Berkas.objects.filter(pk__in=lama, sha256__in=sidik))
