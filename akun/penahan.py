"""The brake on guessing, by django-axes: failures are counted by account and by address, for both steps of signing in.

A village office shares one address, a person does not share an account: hence two limits. A name that no account carries
is counted like one that does, so the answers tell nothing about which accounts exist; names are kept as fingerprints,
because people type passwords into the wrong box.
"""

import ipaddress

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from dasar.galat import Ditolak
from dasar.tengah import alamat_pengunjung

MAKS_PER_AKUN = 8
MAKS_PER_ALAMAT = 40

PESAN_DITAHAN = (
    "Terlalu banyak percobaan masuk yang gagal. Tunggu 15 menit lalu coba lagi. "
    "Bila lupa kata sandi, hubungi admin kabupaten/kota Anda."
)


class PenahanHandler(AxesDatabaseHandler):
    """django-axes' table of attempts, with a limit of its own for each of the two counts."""

    def is_locked(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        per_akun, per_alamat = self.get_user_attempts(request, credentials)
        return _jumlah(per_akun) >= MAKS_PER_AKUN or _jumlah(per_alamat) >= MAKS_PER_ALAMAT


def _jumlah(percobaan) -> int:
    return percobaan.aggregate(n=Sum("failures_since_start"))["n"] or 0


def sidik_akun(request: HttpRequest, kredensial: dict | None) -> str | None:
    """What axes keeps instead of the name that was typed (AXES_USERNAME_CALLABLE)."""
    nama = (kredensial or {}).get("username")
    return None if nama is None else salted_hmac("akun.masuk", nama, algorithm="sha256").hexdigest()


def alamat_sah(request: HttpRequest) -> str | None:
    """The visitor's address as a column of addresses takes it; what is none counts as one unknown place."""
    try:
        return str(ipaddress.ip_address(alamat_pengunjung(request)))
    except ValueError:
        return None


def jawaban_semula(request: HttpRequest, jawaban: HttpResponse | None, kredensial: dict | None) -> HttpResponse:
    """The page answers a held account itself, with everything typed still there (AXES_LOCKOUT_CALLABLE)."""
    return jawaban


# --- for the two steps of signing in -------------------------------------------------------------------------------------


def pastikan_tidak_ditahan(request: HttpRequest, akun: str) -> None:
    """Raises Ditolak (`masuk-ditahan`) after 8 failures on the account or 40 from the address within 15 minutes."""
    if not AxesProxyHandler.is_allowed(request, {"username": akun}):
        raise Ditolak(PESAN_DITAHAN, "masuk-ditahan")


def hitung_gagal(request: HttpRequest, akun: str) -> None:
    """A wrong code counts like a wrong password."""
    AxesProxyHandler.user_login_failed(None, {"username": akun}, request)


def hapus_hitungan(akun: str) -> None:
    """After both steps went well the account's failures are forgotten; those of the address are not."""
    AxesProxyHandler.reset_attempts(username=sidik_akun(None, {"username": akun}))
