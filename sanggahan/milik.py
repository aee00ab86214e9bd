"""Which objections a citizen may open: the own ones, those about the own family, those that neighbours are asked about."""

from django.db.models import Q, QuerySet

from dasar.jejak import Pelaku
from sanggahan.alur import BELUM_DIDENGAR, SS
from sanggahan.models import Sanggahan, Tanggapan


def milik(pelaku: Pelaku) -> QuerySet[Sanggahan]:
    """Those that this very account sent."""
    return Sanggahan.objects.filter(penyanggah__pengguna=pelaku.pengguna_id)


def tentang_keluarga(nik: str, kk: list[str]) -> QuerySet[Sanggahan]:
    """Those about the own family, from the visit on. `nik`, `kk`: as `keluarga_petugas` gives them."""
    if not nik:
        return Sanggahan.objects.none()
    return Sanggahan.objects.filter(Q(nik=nik) | Q(nomor_kk__in=kk)).exclude(status__in=BELUM_DIDENGAR)


def untuk_ditanggapi(pelaku: Pelaku, nik: str, kk: list[str]) -> QuerySet[Sanggahan]:
    """Open ones of the own village that the person has no part in and has not answered yet."""
    sudah = Tanggapan.objects.filter(pengguna=pelaku.pengguna_id).values("sanggahan")
    baris = Sanggahan.objects.filter(wilayah=pelaku.wilayah, status__in=(SS.CEK_LAPANGAN, SS.DIKUNJUNGI))
    baris = baris.exclude(pk__in=milik(pelaku).values("pk")).exclude(pk__in=sudah)
    return baris.exclude(nik=nik).exclude(nomor_kk__in=kk)
