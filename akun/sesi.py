"""Sessions as rows: who is signed in where, and the acts that end them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from akun.alur import AKTIF
from akun.models import Pengguna, Penugasan, Sesi, TokenApi
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat

_PERAMBAN = (("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"))
_PERAMBAN += (("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SISTEM = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "Mac"))
_SISTEM += (("CrOS", "ChromeOS"), ("Linux", "Linux"))


@dataclass(frozen=True, slots=True)
class BarisSesi:
    """One line of a list of sessions; `kunci` names it in a form."""

    kunci: str
    perangkat: str
    sesi: Sesi
    ini: bool


def sebutan_perangkat(peramban: str) -> str:
    """'Chrome di Android' from the browser's own words; '' never: an unknown one says so."""
    nama = next((n for tanda, n in _PERAMBAN if tanda in peramban), "Peramban lain")
    sistem = next((n for tanda, n in _SISTEM if tanda in peramban), "")
    return f"{nama} di {sistem}" if sistem else nama


def sesi_berlaku(pengguna_id: int) -> QuerySet[Sesi]:
    """Rows of the account, the latest used first; those that have ended by themselves are not among them."""
    kini = timezone.now()
    hidup = [s.pk for s in Sesi.objects.filter(pengguna=pengguna_id) if s.batas > kini]
    return Sesi.objects.filter(pk__in=hidup).order_by("-terakhir", "pk")


def daftar_sesi(pengguna_id: int, kunci_ini: str = "") -> list[BarisSesi]:
    """The account's sessions for a screen; `kunci_ini`: fingerprint of the session that asks."""
    return [BarisSesi(s.pk, sebutan_perangkat(s.peramban), s, s.pk == kunci_ini) for s in sesi_berlaku(pengguna_id)]


def akhiri_sesi(pengguna: Pengguna | int, *, kecuali: str = "", oleh: Pelaku | None = None, catatan: str = "") -> int:
    """End every session of the account and take its API tokens away: the next request of any of them is a visitor's.

    For the change of a password, a suspension, the end of an assignment. `kecuali` spares one session (fingerprint).
    With `oleh` an event `akhiri_sesi` is written. Returns how many sessions ended.
    """
    pk = pengguna if isinstance(pengguna, int) else pengguna.pk
    with transaction.atomic():
        jumlah, _ = Sesi.objects.filter(pengguna=pk).exclude(pk=kecuali).delete()
        TokenApi.objects.filter(pengguna=pk).cabut()
        if oleh is not None:
            catat(oleh, "akhiri_sesi", "akun_pengguna", pk, oleh.wilayah, catatan or f"{jumlah} sesi")
    return jumlah


def akhiri_sesi_tanpa_tugas(pengguna: Iterable[int]) -> int:
    """The same for many accounts at once, as far as they hold no assignment any more. Returns how many sessions ended."""
    bertugas = Penugasan.objects.filter(status=AKTIF, pengguna__in=pengguna).values_list("pengguna", flat=True)
    lepas = set(pengguna) - set(bertugas)
    with transaction.atomic():
        TokenApi.objects.filter(pengguna__in=lepas).cabut()
        return Sesi.objects.filter(pengguna__in=lepas).delete()[0]


def akhiri_satu(pengguna_id: int, kunci: str, *, oleh: Pelaku) -> None:
    """End one session of the account. Raises Ditolak when there is no such session (any more)."""
    with transaction.atomic():
        jumlah, _ = Sesi.objects.filter(pengguna=pengguna_id, pk=kunci).delete()
        if not jumlah:
            raise Ditolak("Sesi itu sudah berakhir.", "sesi-sudah-berakhir")
        catat(oleh, "akhiri_sesi", "akun_pengguna", pengguna_id, oleh.wilayah, "1 sesi")
