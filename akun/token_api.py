"""API tokens: one per account, given only for password and code, shown once."""

from django.db import transaction
from rest_framework.authtoken.models import Token

from akun.models import Pengguna
from akun.peristiwa import TABEL_AKUN
from akun.sandi import pastikan_langkah_naik
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat


def terbitkan(pengguna: Pengguna, sandi: str, kode: str, *, oleh: Pelaku) -> str:
    """A new token in place of the old one. Event `terbitkan_token`. Raises Ditolak as `pastikan_langkah_naik` does."""
    pastikan_langkah_naik(pengguna, sandi, kode, oleh=oleh)
    with transaction.atomic():
        Token.objects.filter(user=pengguna).delete()
        token = Token.objects.create(user=pengguna)
        catat(oleh, "terbitkan_token", TABEL_AKUN, pengguna.pk, oleh.wilayah)
    return token.key


@transaction.atomic
def cabut(pengguna: Pengguna, *, oleh: Pelaku) -> None:
    """Take the token away; whoever uses it is a visitor from then on. Event `cabut_token`. Raises Ditolak without one."""
    if not Token.objects.filter(user=pengguna).delete()[0]:
        raise Ditolak("Akun Anda tidak memiliki token.", "tanpa-token")
    catat(oleh, "cabut_token", TABEL_AKUN, pengguna.pk, oleh.wilayah)
