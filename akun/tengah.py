"""Middleware that ends sessions in time, asks for the second step, and tells every view who acts."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_otp.middleware import OTPMiddleware

from akun.akses import penugasan_kini
from akun.draf import buang_draf, simpan_kiriman
from akun.dua_langkah import kurang_langkah
from akun.models import Sesi
from dasar.api.masalah import masalah
from dasar.jangkauan import dalam_jangkauan

# A row per request would be a write per request: once a minute is enough to count half an hour.
JEDA_CATAT = 60
# Requests that the page makes by itself: they do not say that anybody is there.
BUKAN_KEGIATAN = {"akun:sesi_sisa", "dasar:pekerjaan"}
# What a session that has passed the password only may open.
LANGKAH_KEDUA = {"akun:masuk_kode", "akun:masuk_pemulihan", "akun:daftar_kode", "akun:keluar", "akun:sesi_sisa"}
LANGKAH_KEDUA |= {"akun:masuk_pesan", "akun:masuk_pesan_ulang"}
API = "/api/"
# Mark of a session whose citizen has typed the code that was sent to the proved contact.
LEWAT_PESAN = "lewat_pesan"


def alamat_masuk(request: HttpRequest, nama: str = "", **kueri: str) -> str:
    """Address of the sign-in page (or of its step `nama`) that leads back to where the person is."""
    lanjut = request.get_full_path()
    if request.method not in ("GET", "HEAD") or getattr(request, "htmx", False) or request.headers.get("HX-Request"):
        asal = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
        sah = url_has_allowed_host_and_scheme(asal, {request.get_host()}, require_https=request.is_secure())
        bagian = urlsplit(asal)
        lanjut = (bagian.path + (f"?{bagian.query}" if bagian.query else "")) if sah else ""
    isi = ({"next": lanjut} if lanjut else {}) | kueri
    return (reverse(nama) if nama else settings.LOGIN_URL) + ("?" + urlencode(isi) if isi else "")


def _ke(request: HttpRequest, alamat: str) -> HttpResponse:
    """A redirect of the whole page; for htmx, which would put the new page into a piece of the old one, its own kind."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": alamat})
    return redirect(alamat)


class SesiMiddleware:
    """Ends a session whose time is over, and notes that the others are in use.

    Stands after the CSRF check and before authentication. A form that arrives with an ended session is kept for its owner
    (akun.draf), whether the browser runs scripts or not. Sets `request.sesi_habis` (bool).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.session.get(SESSION_KEY)  # loads the row, if the browser named one
        baris = getattr(request.session, "baris", None)
        habis = baris is not None and request.session.session_key is None
        request.sesi_habis = habis and baris.pengguna_id is not None
        request._pemilik_habis = baris.pengguna_id if request.sesi_habis else None
        if habis:
            baris.delete()
        jawaban = self.get_response(request)
        if request.method == "POST" and jawaban.status_code < 400 and request.user.is_authenticated:
            buang_draf(request.user.pk, request.get_full_path()[:500])
        return jawaban

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        nama = request.resolver_match.view_name
        if request.sesi_habis:
            if request.path.startswith(API) or getattr(view, "login_required", True) is False:
                return None
            tersimpan = request.method == "POST" and simpan_kiriman(request._pemilik_habis, request)
            return _ke(request, alamat_masuk(request, habis="isian" if tersimpan else "1"))
        baris = getattr(request.session, "baris", None)
        if baris is not None and baris.pengguna_id is not None and nama not in BUKAN_KEGIATAN:
            kini = timezone.now()
            if (kini - baris.terakhir).total_seconds() >= JEDA_CATAT:
                Sesi.objects.filter(pk=baris.pk).update(terakhir=kini)
                baris.terakhir = kini
        return None


class PerangkatMiddleware(OTPMiddleware):
    """django-otp's own, with the device that came along with the session's row: one statement less on every page."""

    def _verify_user_sync(self, request: HttpRequest, user):
        self._init_user_fields(user)
        if user.is_authenticated:
            baris = getattr(request.session, "baris", None)
            user.otp_device = self._finalize_device(request, user, baris.perangkat if baris else None)
            user.lewat_pesan = request.session.get(LEWAT_PESAN) == user.pk
        return user


class PelakuMiddleware:
    """Sets `request.penugasan` (Penugasan or None) and `request.pelaku` (Pelaku or None), and what the database shows them.

    An officer who has passed the password only is nobody yet: no assignment, no actor, and no page but the second step,
    sign-out, and what a visitor may see. The API answers 403 (`langkah-kedua`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        penugasan = penugasan_kini(request.user)
        request.kurang_langkah = kurang_langkah(request.user, penugasan)
        request.penugasan = None if request.kurang_langkah else penugasan
        request.pelaku = request.penugasan.pelaku if request.penugasan else None
        with dalam_jangkauan(request.pelaku):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.kurang_langkah or request.resolver_match.view_name in LANGKAH_KEDUA:
            return None
        if request.path.startswith(API):
            return masalah(request, "tidak-berwenang", "Selesaikan langkah kedua masuk lebih dulu.", "langkah-kedua")
        if getattr(view, "login_required", True) is False:
            return None
        return _ke(request, alamat_masuk(request, "akun:masuk_kode"))
