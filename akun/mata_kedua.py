"""The second pair of eyes: nobody takes both proofs of sign-in from the same officer.

An administrator may make a link for a new password, and may switch a lost code app off. Whoever did both could sign in as the
officer. So who did the one leaves the other to a colleague, until the officer has signed in by both steps and the stated time
is over (settings.SETEL_ULANG_JEDA_JAM). The database holds the floor of it: a day (akun/migrations/0009_mata_kedua.py).
"""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from akun.fungsi import FUNGSI
from akun.models import Pengguna, Penugasan, SetelUlangKode, TautanSandi
from akun.peristiwa import TABEL_AKUN
from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from dasar.models import Jejak

SANDI, KODE = "sandi", "kode"
_LAWAN = {SANDI: SetelUlangKode, KODE: TautanSandi}
_PERNAH = {SANDI: "mematikan aplikasi kode", KODE: "membuat tautan kata sandi"}
_KINI = {SANDI: "Tautan kata sandi", KODE: "Aplikasi kode"}
_CARA = {SANDI: "dibuat", KODE: "dimatikan"}
NAMA_MAKS = 3


def pastikan_mata_kedua(pengguna: Pengguna, yang: str, *, oleh: Pelaku) -> None:
    """`yang` (SANDI or KODE) of the account may be reset by `oleh`.

    Raises Ditolak (`mata-kedua`) for who reset the other one; the sentence names the colleagues who may.
    """
    if pesan := halangan(pengguna, yang, oleh=oleh):
        raise Ditolak(pesan, "mata-kedua")


def halangan(pengguna: Pengguna, yang: str, *, oleh: Pelaku) -> str:
    """Why `oleh` leaves this to somebody else; '' when nothing is in the way."""
    lawan = _LAWAN[yang].objects.filter(pengguna=pengguna, dibuat_oleh=oleh.pengguna_id)
    pada = lawan.aggregate(t=Max("dibuat_pada"))["t"]
    jeda = dt.timedelta(hours=max(24, settings.SETEL_ULANG_JEDA_JAM))
    if pada is None or (pada <= timezone.now() - jeda and _masuk_sejak(pengguna, pada)):
        return ""
    waktu = timezone.localtime(pada)
    return (
        f"Anda {_PERNAH[yang]} petugas ini pada {waktu:%d-%m-%Y pukul %H.%M}. {_KINI[yang]} hanya {_CARA[yang]} oleh admin lain"
        f" ({_sebut(_rekan(pengguna, oleh))}), atau petugas memakai kode pemulihannya sendiri. Anda boleh lagi setelah"
        f" petugas masuk dengan kedua langkah dan {int(jeda.total_seconds() // 3600)} jam berlalu."
    )


def _masuk_sejak(pengguna: Pengguna, pada: dt.datetime) -> bool:
    masuk = Jejak.objects.filter(tabel=TABEL_AKUN, objek=pengguna.pk, langkah="masuk", ke=None, pada__gt=pada)
    return masuk.exists()


def _rekan(pengguna: Pengguna, oleh: Pelaku) -> list[str]:
    """Names of the other administrators who appoint this officer's function there."""
    tugas = Penugasan.objects.berlaku().filter(pengguna=pengguna).first()
    if tugas is None:
        return []
    calon = Penugasan.objects.berlaku().filter(fungsi__in=FUNGSI[tugas.fungsi].diangkat_oleh).select_related("pengguna")
    boleh = (p for p in calon.exclude(pengguna=oleh.pengguna_id).order_by("pk") if p.pelaku.mencakup(tugas.wilayah_id))
    return [p.pengguna.nama for p in boleh][:NAMA_MAKS]


def _sebut(nama: Iterable[str]) -> str:
    return ", ".join(nama) or "belum ada; minta pengangkat Anda mengangkat admin kedua"
