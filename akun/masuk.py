"""Signing in and out, as events: the password, then the code; guessing is slowed down by account and by address."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp import login as otp_login

from akun import dua_langkah, kode_sekali
from akun.akses import penugasan_kini
from akun.akun_warga import KODE_MASUK, nama_akun
from akun.draf import buang_draf_otomatis
from akun.models import Pengguna, PerangkatKode
from akun.penahan import hapus_hitungan, hitung_gagal, pastikan_tidak_ditahan
from akun.penyimpan_sesi import ASAL
from akun.peristiwa import TABEL_AKUN, catat_akun
from akun.tengah import LEWAT_PESAN
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat
from dasar.tengah import alamat_pengunjung

TAMU = Pelaku(0, "tamu", "")

PESAN_SALAH = "Nama akun atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi."


def masuk(request: HttpRequest, akun: str, sandi: str) -> Pengguna:
    """The first step. Whoever needs no second one is signed in (event `masuk`); an officer goes on with `masuk_kode`.

    Raises Ditolak with one sentence for every wrong pair (code `masuk-salah`; the refused attempt is an event), and
    after 8 failures on the account or 40 from the address within 15 minutes (`masuk-ditahan`), right password or not.
    """
    akun = nama_akun(akun)
    pastikan_tidak_ditahan(request, akun)
    pengguna = authenticate(request, username=akun, password=sandi)
    if pengguna is None:
        catat(TAMU, "masuk_ditolak", TABEL_AKUN, _nomor_akun(akun), catatan=alamat_pengunjung(request))
        raise Ditolak(PESAN_SALAH, "masuk-salah")
    login(request, pengguna)
    request.session[ASAL] = {
        "alamat": alamat_pengunjung(request),
        "peramban": request.headers.get("User-Agent", "")[:200],
        "dibuat": timezone.now().isoformat(),
    }
    pengguna.is_verified = lambda: False  # the session is new: nothing has verified it yet
    if not dua_langkah.kurang_langkah(pengguna, penugasan_kini(pengguna)):
        _selesai(request, pengguna)
    return pengguna


def masuk_kode(request: HttpRequest, kode: str) -> None:
    """The second step by a code of the app. Raises Ditolak as `dua_langkah.periksa_kode` does, or `masuk-ditahan`."""
    pengguna = request.user
    pastikan_tidak_ditahan(request, pengguna.username)
    try:
        perangkat = dua_langkah.periksa_kode(pengguna, kode)
    except Ditolak as galat:
        if galat.kode != "kode-tunggu":
            _tolak_kode(request, galat)
        raise
    selesaikan(request, perangkat)


def masuk_pemulihan(request: HttpRequest, kode: str) -> int:
    """The second step by a recovery code; returns how many are left. Raises Ditolak `pemulihan-salah`, `masuk-ditahan`."""
    pengguna = request.user
    pastikan_tidak_ditahan(request, pengguna.username)
    try:
        sisa = dua_langkah.pakai_kode_pemulihan(pengguna, kode)
    except Ditolak as galat:
        _tolak_kode(request, galat)
        raise
    selesaikan(request, dua_langkah.perangkat_dari(pengguna))
    return sisa


def masuk_pesan(request: HttpRequest, kode: str) -> None:
    """A citizen's second step by the code that was sent. Raises KodeKeliru (`kode-salah`, `kode-habis`), or `masuk-ditahan`."""
    pengguna = request.user
    pastikan_tidak_ditahan(request, pengguna.username)
    try:
        kode_sekali.pakai((KODE_MASUK, str(pengguna.pk), kode))
    except Ditolak as galat:
        _tolak_kode(request, galat)
        raise
    request.session[LEWAT_PESAN] = pengguna.pk
    pengguna.lewat_pesan = True
    request.session.cycle_key()
    _selesai(request, pengguna)


def selesaikan(request: HttpRequest, perangkat: PerangkatKode) -> None:
    """Both steps are done: the session gets a new key and is signed in."""
    otp_login(request, perangkat)
    request.session.cycle_key()
    _selesai(request, request.user)


def _selesai(request: HttpRequest, pengguna: Pengguna) -> None:
    hapus_hitungan(pengguna.username)
    catat_akun(pengguna, "masuk", alamat_pengunjung(request))


def _tolak_kode(request: HttpRequest, galat: Ditolak) -> None:
    hitung_gagal(request, request.user.username)
    catat_akun(request.user, "masuk_ditolak", f"{galat.kode} {alamat_pengunjung(request)}")


def keluar(request: HttpRequest) -> None:
    """End the session; an event for whoever was signed in. What was typed and left is left on purpose."""
    if request.user.is_authenticated:
        catat_akun(request.user, "keluar", alamat_pengunjung(request))
        buang_draf_otomatis(request.user.pk)
    logout(request)


def _nomor_akun(akun: str) -> int:
    """The account's number; a negative one, made from the name, for a name that no account carries."""
    nomor = Pengguna.objects.filter(username=akun).values_list("pk", flat=True).first()
    if nomor is not None:
        return nomor
    # 62 bits by which the log finds a name again; without the portal's key they cannot be computed.
    return -(int.from_bytes(salted_hmac("akun.masuk", akun, algorithm="sha256").digest()[:8]) >> 2)
