"""A forgotten password: the officer's administrator makes a link that sets a new one, once, within a day.

The link does not touch the second step: whoever holds it still needs the officer's code app or a recovery code.
"""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from akun.mata_kedua import SANDI, pastikan_mata_kedua
from akun.models import Pengguna, TautanSandi
from akun.peristiwa import TABEL_AKUN
from akun.sandi import ganti_sandi
from akun.surel import kabari_pemilik
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, atas_nama, catat

UMUR = dt.timedelta(days=1)
PESAN_TAUTAN = "Tautan ini sudah dipakai, sudah diganti, atau lewat satu hari. Minta tautan baru kepada admin Anda."


def _sidik(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def buat_tautan(pengguna: Pengguna, *, oleh: Pelaku) -> str:
    """A new link for the officer; earlier ones stop working. Returns its token, in clear for the only time.

    Event `buat_tautan_sandi`; the officer is told by mail, without the link. Whether `oleh` may is asked before
    (akun.views_pemulihan). Raises Ditolak (`mata-kedua`) for who switched the code app of the same officer off.
    """
    pastikan_mata_kedua(pengguna, SANDI, oleh=oleh)
    kini = timezone.now()
    TautanSandi.objects.filter(pengguna=pengguna, selesai_pada=None).update(selesai_pada=kini)
    token = secrets.token_urlsafe(32)
    with atas_nama(oleh, "buat_tautan_sandi"):
        TautanSandi.objects.create(
            pengguna=pengguna, sidik=_sidik(token), dibuat_oleh_id=oleh.pengguna_id, kedaluwarsa=kini + UMUR
        )
    catat(oleh, "buat_tautan_sandi", TABEL_AKUN, pengguna.pk, oleh.wilayah)
    siapa = oleh.nama or "Admin Anda"
    kabari_pemilik(pengguna, "tautan kata sandi dibuat", f"{siapa} membuat tautan untuk mengganti kata sandi akun Anda.")
    return token


def tautan_berlaku(token: str) -> TautanSandi | None:
    """The link behind a token; None when it is none, was used or withdrawn, or its day is over."""
    berlaku = TautanSandi.objects.filter(sidik=_sidik(token), selesai_pada=None, kedaluwarsa__gt=timezone.now())
    return berlaku.filter(pengguna__is_active=True).select_related("pengguna").first()


@transaction.atomic
def pakai_tautan(token: str, baru: str) -> Pengguna:
    """Set the password by a link and spend the link; every session of the account ends. Event `atur_ulang_sandi`.

    Raises Ditolak (`tautan-tidak-berlaku`), and django's ValidationError when the password breaks a rule.
    """
    tautan = tautan_berlaku(token)
    if tautan is None or not TautanSandi.objects.filter(pk=tautan.pk, selesai_pada=None).update(selesai_pada=timezone.now()):
        raise Ditolak(PESAN_TAUTAN, "tautan-tidak-berlaku")
    ganti_sandi(tautan.pengguna, baru, kejadian="atur_ulang_sandi", catatan=f"tautan {tautan.pk}")
    return tautan.pengguna
