"""May I act? guardian on my one area. Does the item lie in it? The prefix range of that area."""

import datetime as dt
from collections.abc import Callable
from functools import wraps

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from akun.fungsi import FUNGSI, punya_izin
from akun.models import IzinWilayahPengguna, Pemberitahuan, Penugasan
from dasar.jangkauan import syarat_wilayah
from dasar.jejak import Pelaku, rentang_wilayah
from dasar.kueri_tetap import KueriTetap


def _berlaku(pengguna: int, hari: dt.date) -> QuerySet[Penugasan]:
    return Penugasan.objects.berlaku(hari).filter(pengguna=pengguna, pakta__isnull=False).select_related("wilayah")


_PENUGASAN = KueriTetap(_berlaku, -1, dt.date.min)


def penugasan_kini(pengguna) -> Penugasan | None:
    """The one assignment in force of a signed-in person, with its area; None for anybody else.

    Until the pledge of the term is signed (akun.pakta) the assignment opens nothing, by page and by API alike.
    """
    if not pengguna.is_authenticated:
        return None
    # At most one: no two terms of one account overlap (satu_fungsi_per_masa_akun).
    for penugasan in _PENUGASAN(pengguna.pk, timezone.localdate()):
        penugasan.pengguna = pengguna
        return penugasan
    return None


def _izin(pengguna: int, wilayah: str) -> QuerySet:
    """Codes of the rights that guardian holds, each with the unread notices of the account."""
    belum = Pemberitahuan.objects.filter(penerima=OuterRef("user")).belum_dibaca().order_by().values("penerima")
    jumlah = Subquery(belum.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return IzinWilayahPengguna.objects.filter(user=pengguna, content_object=wilayah).values_list("permission__codename", jumlah)


_IZIN = KueriTetap(_izin, -1, "contoh")


def izin_pelaku(request: HttpRequest) -> frozenset[str]:
    """Rights of the signed-in person on the area of the assignment, by guardian; asked once per request.

    The same statement brings the number of unread notices, which the head of every page shows (`request.kabar`).
    """
    if not hasattr(request, "_izin_pelaku"):
        penugasan = getattr(request, "penugasan", None)
        # Both must say yes: guardian, and the declared table. Django's superuser flag alone opens nothing, and rights hang
        # on the person alone: no function is given to a group. guardian's table is asked straight; its own short cut builds
        # the same question for any model, which cost every page a millisecond.
        baris = []
        if penugasan is not None and request.user.is_active:
            baris = _IZIN.baris(request.user.pk, penugasan.wilayah_id)
        request._izin_pelaku = frozenset(kode for kode, _ in baris) & set(FUNGSI[penugasan.fungsi].izin if baris else ())
        if baris:
            request.kabar = baris[0][1] or 0
        # An application acts for the person with a part of the rights only: what its token was made for.
        lingkup = getattr(getattr(request, "auth", None), "lingkup", None)
        if lingkup is not None:
            request._izin_pelaku &= set(lingkup)
    return request._izin_pelaku


def boleh(request: HttpRequest, *izin: str) -> bool:
    """True when the person holds one of the rights."""
    return not izin_pelaku(request).isdisjoint(izin)


def butuh_izin(*izin: str) -> Callable:
    """Let a view answer only those who hold one of the rights; others get the same 404 as for what does not exist."""

    def bungkus(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def terjaga(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not boleh(request, *izin):
                raise Http404
            return view(request, *args, **kwargs)

        terjaga.izin = izin
        return terjaga

    return bungkus


def saring_wilayah(baris: QuerySet, pelaku: Pelaku | None, izin: str, kolom: str = "wilayah", dalam: str = "") -> QuerySet:
    """Rows whose area lies in the area of `pelaku`, if the function may see them at all; else none.

    The one mechanism behind every `terlihat_oleh`. `dalam` narrows to a part of that area (a filter of the screen); a
    code outside it gives nothing.
    """
    if pelaku is None or not punya_izin(pelaku.fungsi, izin):
        return baris.none()
    if not dalam:
        return baris.filter(syarat_wilayah(pelaku, kolom))
    if not pelaku.mencakup(dalam) and dalam != pelaku.wilayah:
        return baris.none()
    awal, akhir = rentang_wilayah(dalam)
    baris = baris.filter(**{f"{kolom}__gte": awal, f"{kolom}__lt": akhir})
    # A wider part than the kecamatan of the assignment holds more than they do.
    return baris.filter(syarat_wilayah(pelaku, kolom)) if pelaku.kecamatan else baris
