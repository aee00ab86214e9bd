"""Forms that were typed and not sent: kept for their owner for a day, encrypted, and never in the browser."""

import datetime as dt
import json
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone

from akun.models import Draf
from dasar.rahasia import buka_rahasia, segel_rahasia

UMUR = dt.timedelta(hours=24)
UKURAN_MAKS = 200_000  # bytes of one draft
JUMLAH_MAKS = 20  # per person
_UNTUK = "akun.draf"
# Proofs of who one is are not content: they are asked again.
_RAHASIA = ("sandi", "password", "csrfmiddlewaretoken", "kode", "segel")
# Addresses whose forms are about signing in, or about the draft itself; the admin and the API have forms of their own kind.
_TANPA_DRAF = ("/masuk/", "/keluar/", "/atur-sandi/", "/undangan/", "/admin/", "/api/")
# That an account objects is told by the address alone.
_TANPA_DRAF += ("/sanggahan/saya/",)
_TANPA_DRAF += tuple(f"/akun/{bagian}/" for bagian in ("sandi", "sesi", "kode", "draf", "token", "keamanan"))


@dataclass(frozen=True, slots=True)
class IsianTersimpan:
    """A draft as its owner sees it. `isi`: (name, values) as typed; `berkas`: names of file fields, whose files are gone."""

    draf: Draf
    isi: list[tuple[str, list[str]]]
    berkas: list[str]


def simpan_draf(pengguna_id: int, jalur: str, isi: QueryDict, berkas: list[str], *, otomatis: bool) -> bool:
    """Keep what was typed for the address `jalur`, in place of what was kept for it before.

    Passwords, codes and the CSRF token are left out. Returns False, and keeps nothing, for an address of the account's
    own, one that the portal does not have, and content that is empty or too large.
    """
    data = {n: nilai for n, nilai in isi.lists() if not _rahasia(n)}
    terisi = any(v.strip() for nilai in data.values() for v in nilai)
    if not (terisi or berkas) or not _boleh(jalur):
        return False
    teks = json.dumps({"isi": data, "berkas": berkas}).encode()
    milik = Draf.objects.filter(pengguna=pengguna_id)
    if len(teks) > UKURAN_MAKS or (milik.count() >= JUMLAH_MAKS and not milik.filter(jalur=jalur).exists()):
        return False
    kini = timezone.now()
    Draf.objects.update_or_create(
        pengguna_id=pengguna_id,
        jalur=jalur,
        defaults={
            "isi": segel_rahasia(_UNTUK, teks, str(pengguna_id)),
            "otomatis": otomatis,
            "diubah": kini,
            "kedaluwarsa": kini + UMUR,
        },
    )
    return True


def simpan_kiriman(pengguna_id: int, request: HttpRequest) -> bool:
    """Keep a form that was sent when its session had already ended, for the account of that session."""
    return simpan_draf(pengguna_id, request.get_full_path()[:500], request.POST, sorted(request.FILES), otomatis=False)


def _rahasia(nama: str) -> bool:
    kecil = nama.lower()
    return kecil in _RAHASIA or "sandi" in kecil or "password" in kecil


def _boleh(jalur: str) -> bool:
    if not jalur.startswith("/") or jalur.startswith(("//", *_TANPA_DRAF)) or len(jalur) > 500:
        return False
    try:
        resolve(jalur.split("?", 1)[0])
    except Resolver404:
        return False
    return True


def draf_milik(pengguna_id: int) -> QuerySet[Draf]:
    """The person's drafts that still count, the newest first."""
    return Draf.objects.filter(pengguna=pengguna_id, kedaluwarsa__gt=timezone.now()).order_by("-diubah")


def buka_draf(draf: Draf) -> IsianTersimpan:
    """The draft with its content; without any when the portal's key has changed since."""
    teks = buka_rahasia(_UNTUK, draf.isi, str(draf.pengguna_id))
    data = json.loads(teks) if teks else {"isi": {}, "berkas": []}
    return IsianTersimpan(draf, list(data["isi"].items()), data["berkas"])


def buang_draf(pengguna_id: int, jalur: str) -> None:
    """What was kept for the address has been sent, or is not wanted."""
    Draf.objects.filter(pengguna=pengguna_id, jalur=jalur).delete()


def buang_draf_otomatis(pengguna_id: int) -> None:
    """Who signs out leaves on purpose: what was kept while typing goes; what was sent too late stays."""
    Draf.objects.filter(pengguna=pengguna_id, otomatis=True).delete()


def buang_kedaluwarsa() -> int:
    """Delete the drafts whose day is over; returns how many."""
    return Draf.objects.filter(kedaluwarsa__lte=timezone.now()).delete()[0]
