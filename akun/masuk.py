"""Signing in and out, as events; guessing is slowed down by account and by address.

The event log is the memory of the throttle: it is there in every process, survives a restart and needs no second table.
A name that no account carries is counted like one that does, so the answers tell nothing about which accounts exist.
"""

import datetime as dt

from django.contrib.auth import authenticate, login, logout
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from akun.akses import penugasan_kini
from akun.models import Pengguna
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat
from dasar.models import Jejak
from dasar.tengah import alamat_pengunjung

JENDELA = dt.timedelta(minutes=15)
# A village office shares one address, a person does not share an account.
MAKS_PER_AKUN = 8
MAKS_PER_ALAMAT = 40

TABEL_AKUN, TABEL_ALAMAT = "akun_pengguna", "akun_alamat"
TAMU = Pelaku(0, "tamu", "")

PESAN_SALAH = "Nama akun atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi."
PESAN_DITAHAN = (
    "Terlalu banyak percobaan masuk yang gagal. Tunggu 15 menit lalu coba lagi. "
    "Bila lupa kata sandi, hubungi admin kabupaten/kota Anda."
)


def masuk(request: HttpRequest, akun: str, sandi: str) -> Pengguna:
    """Sign the person in and write the event `masuk`.

    Raises Ditolak with one sentence for every wrong pair (code `masuk-salah`; the refused attempt is an event), and
    after 8 failures on the account or 40 from the address within 15 minutes (`masuk-ditahan`), right password or not.
    """
    alamat = alamat_pengunjung(request)
    nomor_akun, nomor_alamat = _nomor_akun(akun), _sidik(alamat)
    if _gagal(TABEL_AKUN, nomor_akun) >= MAKS_PER_AKUN or _gagal(TABEL_ALAMAT, nomor_alamat) >= MAKS_PER_ALAMAT:
        raise Ditolak(PESAN_DITAHAN, "masuk-ditahan")
    pengguna = authenticate(request, username=akun, password=sandi)
    if pengguna is None:
        catat(TAMU, "masuk_ditolak", TABEL_AKUN, nomor_akun, catatan=alamat)
        catat(TAMU, "masuk_ditolak", TABEL_ALAMAT, nomor_alamat, catatan=alamat)
        raise Ditolak(PESAN_SALAH, "masuk-salah")
    login(request, pengguna)
    catat_akun(pengguna, "masuk", alamat)
    return pengguna


def keluar(request: HttpRequest) -> None:
    """End the session; an event for whoever was signed in."""
    if request.user.is_authenticated:
        catat_akun(request.user, "keluar", alamat_pengunjung(request))
    logout(request)


def catat_akun(pengguna: Pengguna, kejadian: str, catatan: str = "") -> None:
    """An event about the account by its owner, in the function and area that the owner holds now, if any."""
    penugasan = penugasan_kini(pengguna)
    pelaku = penugasan.pelaku if penugasan else Pelaku(pengguna.pk, "", "")
    catat(pelaku, kejadian, TABEL_AKUN, pengguna.pk, pelaku.wilayah, catatan)


def _nomor_akun(akun: str) -> int:
    """The account's number; a negative one, made from the name, for a name that no account carries."""
    nomor = Pengguna.objects.filter(username=akun).values_list("pk", flat=True).first()
    return nomor if nomor is not None else -_sidik(akun)


def _sidik(teks: str) -> int:
    """62 bits by which the log finds a text again; without the portal's key they cannot be computed."""
    return int.from_bytes(salted_hmac("akun.masuk", teks, algorithm="sha256").digest()[:8]) >> 2


def _gagal(tabel: str, nomor: int) -> int:
    """Refused attempts within the window, since the last time it went well."""
    kejadian = Jejak.objects.filter(tabel=tabel, objek=nomor)
    berhasil = kejadian.filter(langkah="masuk").aggregate(n=Max("pk"))["n"] or 0
    return kejadian.filter(langkah="masuk_ditolak", pada__gt=timezone.now() - JENDELA, pk__gt=berhasil).count()
