"""API tokens: for an application, with a scope and an end, given only for password and code, shown once, kept as fingerprint."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from akun.models import Pengguna, TokenApi
from akun.peristiwa import TABEL_AKUN
from akun.sandi import pastikan_langkah_naik
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat

# So that a key that turns up somewhere is known for what it is.
AWALAN = "dtks_"
MASA_HARI = (30, 90, 180, 365)
# As many as the old and the new one of two applications: a rotation needs both for a while.
MAKS_BERLAKU = 5
# The moment of the last use is exact to this much: a row per request would be a write per request.
JEDA_PAKAI = dt.timedelta(minutes=10)


def sidik_token(kunci: str) -> str:
    """What is stored of a token. It holds 256 random bits, so a plain hash gives nothing away."""
    return hashlib.sha256(kunci.encode()).hexdigest()


def terbitkan(
    pengguna: Pengguna,
    sandi: str,
    kode: str,
    *,
    nama: str,
    lembaga: str,
    lingkup: Collection[str],
    hari: int,
    boleh: Collection[str],
    oleh: Pelaku,
) -> str:
    """A new token, whole for this once. `boleh` are the account's own rights: a token never opens more.

    Event `terbitkan_token`. Raises Ditolak as `pastikan_langkah_naik` does, for a scope outside `boleh` or without any
    right (`lingkup`), for another term than MASA_HARI (`masa`), and beyond MAKS_BERLAKU tokens (`terlalu-banyak-token`).
    """
    pastikan_langkah_naik(pengguna, sandi, kode, oleh=oleh)
    if not lingkup or not set(lingkup) <= set(boleh):
        raise Ditolak("Pilih izin token dari izin fungsi Anda.", "lingkup")
    if hari not in MASA_HARI:
        raise Ditolak("Pilih masa berlaku token dari daftar.", "masa")
    with transaction.atomic():
        Pengguna.objects.select_for_update().get(pk=pengguna.pk)
        if TokenApi.objects.berlaku().filter(pengguna=pengguna).count() >= MAKS_BERLAKU:
            raise Ditolak(
                f"Sudah ada {MAKS_BERLAKU} token yang berlaku. Cabut yang tidak dipakai lagi.", "terlalu-banyak-token"
            )
        kunci = AWALAN + secrets.token_urlsafe(32)
        token = TokenApi.objects.create(
            pengguna=pengguna,
            nama=nama,
            lembaga=lembaga,
            sidik=sidik_token(kunci),
            awalan=kunci[len(AWALAN) :][:8],
            lingkup=sorted(lingkup),
            berlaku_sampai=timezone.now() + dt.timedelta(days=hari),
        )
        catat(oleh, "terbitkan_token", TABEL_AKUN, pengguna.pk, oleh.wilayah, f"{token} untuk {lembaga}, {hari} hari")
    return kunci


@transaction.atomic
def cabut(pengguna: Pengguna, nomor: int, *, oleh: Pelaku) -> None:
    """Take one token away; whoever uses it is a visitor from then on. Event `cabut_token`. Raises Ditolak without one."""
    token = TokenApi.objects.berlaku().filter(pengguna=pengguna, pk=nomor).first()
    if token is None or not TokenApi.objects.filter(pk=token.pk).cabut():
        raise Ditolak("Token itu sudah tidak berlaku.", "tanpa-token")
    catat(oleh, "cabut_token", TABEL_AKUN, pengguna.pk, oleh.wilayah, str(token))


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token dtks_…` (or Bearer). `request.auth` is then the TokenApi, whose scope narrows every right."""

    def authenticate(self, request: Request) -> tuple[Pengguna, TokenApi] | None:
        bagian = get_authorization_header(request).split()
        if len(bagian) != 2 or bagian[0].lower() not in (b"token", b"bearer"):
            return None
        token = (
            TokenApi.objects.berlaku().filter(sidik=hashlib.sha256(bagian[1]).hexdigest()).select_related("pengguna").first()
        )
        if token is None or not token.pengguna.is_active:
            raise AuthenticationFailed("Token tidak dikenal, sudah berakhir, atau dicabut.")
        if token.dipakai_pada is None or timezone.now() - token.dipakai_pada > JEDA_PAKAI:
            TokenApi.objects.filter(pk=token.pk).update(dipakai_pada=timezone.now())
        return token.pengguna, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class PembatasToken(SimpleRateThrottle):
    """So many requests a minute by one token (settings, `token`); a person at a screen is not counted here."""

    scope = "token"

    def get_cache_key(self, request: Request, view) -> str | None:
        return f"batas-token-{request.auth.pk}" if isinstance(request.auth, TokenApi) else None
