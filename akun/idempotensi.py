"""The same act sent twice has one effect: `Idempotency-Key` on a POST of the API.

Same key and same request give the same answer again (`Idempotency-Replayed: true`), the same key with another request is
refused (422), a request under way is not begun a second time (409). Kept for a day. An answer that settles nothing (401, 403,
429, a defect) and one that may not be stored (a number shown in full) is not kept: such a request runs again.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed

from akun.models import KunciIdempotensi
from akun.token_api import TokenAuthentication
from dasar.api.masalah import masalah
from dasar.rahasia import buka_rahasia, segel_rahasia

KEPALA, DIULANG = "Idempotency-Key", "Idempotency-Replayed"
UMUR = dt.timedelta(hours=24)
# A worker that died holds its key no longer than this.
DITINGGAL = dt.timedelta(minutes=2)
_UNTUK = "akun.idempotensi"
_SAH = re.compile(r"[\x21-\x7e]{8,100}")
_BELUM_SELESAI = {401, 403, 408, 425, 429}


class IdempotensiMiddleware:
    """Stands inside everything that says who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kunci = request.headers.get(KEPALA)
        if kunci is None or request.method != "POST" or not request.path.startswith("/api/"):
            return self.get_response(request)
        if not _SAH.fullmatch(kunci):
            return masalah(request, "tidak-terbaca", f"{KEPALA} adalah 8 sampai 100 huruf tanpa spasi.", "kunci-idempotensi")
        if request.content_type not in ("", "application/json"):
            return masalah(request, "jenis-isi", f"{KEPALA} hanya dilayani untuk isi JSON.", "kunci-idempotensi")
        pemilik = _pemilik(request)
        if not pemilik:
            return self.get_response(request)
        try:
            sidik = hashlib.sha256(request.get_full_path().encode() + b"\0" + request.body).hexdigest()
        except RequestDataTooBig:
            return self.get_response(request)
        baris, jawaban = _pesan_tempat(request, pemilik, kunci, sidik)
        if jawaban is not None:
            return jawaban
        jawaban = self.get_response(request)
        _simpan(baris, jawaban)
        return jawaban


def _pemilik(request: HttpRequest) -> str:
    """Whose key it is: a token's, else the account's behind the session; '' for whoever the view will turn away."""
    try:
        hasil = TokenAuthentication().authenticate(request)
    except AuthenticationFailed:
        return ""
    if hasil is not None:
        return f"token-{hasil[1].pk}"
    if not request.user.is_authenticated or getattr(request, "kurang_langkah", False):
        return ""
    return f"akun-{request.user.pk}"


def _pesan_tempat(
    request: HttpRequest, pemilik: str, kunci: str, sidik: str
) -> tuple[KunciIdempotensi | None, HttpResponse | None]:
    """(the row to fill, None), or (None, what is answered instead of running the act)."""
    kini = timezone.now()
    milik = KunciIdempotensi.objects.filter(pemilik=pemilik, kunci=kunci)
    milik.filter(dibuat_pada__lt=kini - UMUR).delete()
    # One statement decides who comes first, also between two servers.
    baris, baru = KunciIdempotensi.objects.get_or_create(pemilik=pemilik, kunci=kunci, defaults={"sidik": sidik})
    if baru:
        return baris, None
    if baris.sidik != sidik:
        pesan = f"{KEPALA} ini sudah dipakai untuk permintaan lain. Pakai kunci baru untuk permintaan baru."
        return None, masalah(request, "isian", pesan, "kunci-dipakai-lain")
    if baris.kode is not None:
        return None, _ulang(baris)
    if baris.dibuat_pada < kini - DITINGGAL and milik.filter(kode=None, dibuat_pada=baris.dibuat_pada).update(dibuat_pada=kini):
        return baris, None
    jawaban = masalah(request, "ditolak", "Permintaan yang sama sedang dikerjakan. Ulangi sebentar lagi.", "sedang-dikerjakan")
    jawaban["Retry-After"] = "2"
    return None, jawaban


def _ulang(baris: KunciIdempotensi) -> HttpResponse:
    isi = buka_rahasia(_UNTUK, baris.isi, f"{baris.pemilik}:{baris.kunci}") or b""
    return HttpResponse(isi, status=baris.kode, content_type=baris.tipe or None, headers={DIULANG: "true"})


def _simpan(baris: KunciIdempotensi, jawaban: HttpResponse) -> None:
    tetap = jawaban.status_code < 500 and jawaban.status_code not in _BELUM_SELESAI
    if not tetap or jawaban.streaming or "no-store" in jawaban.get("Cache-Control", ""):
        KunciIdempotensi.objects.filter(pk=baris.pk).delete()
        return
    KunciIdempotensi.objects.filter(pk=baris.pk).update(
        kode=jawaban.status_code,
        tipe=jawaban.get("Content-Type", "")[:80],
        isi=segel_rahasia(_UNTUK, jawaban.content, f"{baris.pemilik}:{baris.kunci}"),
    )


def buang_kunci_lama() -> int:
    """Forget keys whose day is over. Returns how many."""
    return KunciIdempotensi.objects.filter(dibuat_pada__lt=timezone.now() - UMUR).delete()[0]
