"""Refusals as problem details (RFC 9457), the same for every API view.

An error answers `application/problem+json` with `kode` (the rule that refused) and a `detail` in Indonesian that says what to
do. 400 = cannot be read, 422 = read, but the content breaks a rule, 409 = right, but not in this state.
"""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.encoding import escape_uri_path
from rest_framework import exceptions
from rest_framework.views import set_rollback

from dasar.api.isi import AlamatKeliru
from dasar.galat import Ditolak, TidakBerwenang
from dasar.pembatas import TerlaluSering

# kind: (status, title, what it means). The type of a problem is the address of its entry: /api/v1/masalah/<kind>/.
MASALAH: dict[str, tuple[int, str, str]] = {
    "tidak-terbaca": (400, "Permintaan tidak terbaca", "Isi atau alamat permintaan tidak dapat dibaca. Periksa bentuknya."),
    "belum-masuk": (401, "Belum masuk", "Masuk lebih dulu, atau kirim token pada kepala Authorization."),
    "tidak-berwenang": (403, "Tidak berwenang", "Fungsi Anda tidak mencakup langkah ini."),
    "tidak-ada": (404, "Tidak ditemukan", "Data ini tidak ada, atau berada di luar wilayah tugas Anda."),
    "metode": (405, "Metode tidak dilayani", "Alamat ini tidak melayani metode permintaan itu."),
    "bentuk-jawaban": (406, "Bentuk jawaban tidak tersedia", "Jawaban tidak tersedia dalam bentuk yang diminta kepala Accept."),
    "ditolak": (409, "Ditolak", "Permintaan benar bentuknya, tetapi tidak dapat dijalankan pada keadaan data sekarang."),
    "terlalu-besar": (413, "Isi terlalu besar", "Isi permintaan melampaui batas. Bagi menjadi beberapa permintaan."),
    "jenis-isi": (415, "Jenis isi tidak dilayani", "Kirim isi sebagai JSON, atau multipart/form-data untuk unggahan berkas."),
    "isian": (422, "Isian belum benar", "Ada isian yang kosong atau melanggar aturan. Perbaiki menurut rincian."),
    "terlalu-sering": (429, "Terlalu sering", "Permintaan terlalu sering. Tunggu sebentar, lalu ulangi."),
    "sistem": (500, "Kesalahan sistem", "Terjadi kesalahan pada sistem. Ulangi nanti; bila berulang, sebutkan nomornya."),
}  # fmt: skip
_MENURUT_STATUS = {status: jenis for jenis, (status, _, _) in MASALAH.items()}


def masalah(
    request: HttpRequest, jenis: str, detail: str = "", kode: str = "", rincian: Sequence[object] = (), **lain: object
) -> JsonResponse:
    """One problem as an answer. Not a DRF response: it stays JSON whatever the view renders."""
    status, judul, uraian = MASALAH[jenis]
    isi = {
        "type": f"/api/v1/masalah/{jenis}/",
        "title": judul,
        "status": status,
        "detail": detail or uraian,
        "instance": escape_uri_path(request.path),
        "kode": kode or jenis,
        "rincian": list(rincian),
        "nomor": getattr(request, "nomor", ""),
        **lain,
    }
    return JsonResponse(isi, status=status, content_type="application/problem+json")


def galat_masalah(exc: Exception, context: Mapping[str, object]) -> JsonResponse | None:
    """The exception handler of every API view. What it does not know is a defect: handler500 answers and logs it."""
    request = context["request"]
    jawaban = _terjemahkan(exc, request)
    if jawaban is not None:
        set_rollback()
    return jawaban


def _terjemahkan(exc: Exception, request: HttpRequest) -> JsonResponse | None:
    if isinstance(exc, TidakBerwenang):
        return masalah(request, "tidak-berwenang", exc.pesan, exc.kode, exc.rincian)
    if isinstance(exc, TerlaluSering):
        jawaban = masalah(request, "terlalu-sering", exc.pesan, exc.kode)
        jawaban["Retry-After"] = str(exc.tunggu)
        return jawaban
    if isinstance(exc, Ditolak):
        # Findings of the value rules come per member of a family, by their own codes and columns.
        temuan = getattr(exc, "temuan", None)
        if temuan is None:
            return masalah(request, "ditolak", exc.pesan, exc.kode, exc.rincian)
        rincian = [
            {"anggota": nomor, "kode": t.kode, "tingkat": t.tingkat, "kolom": list(t.kolom), "pesan": t.pesan}
            for nomor, satu in temuan.items()
            for t in satu
        ]
        return masalah(request, "isian", exc.pesan, exc.kode, rincian)
    if isinstance(exc, Http404):
        return masalah(request, "tidak-ada")
    if isinstance(exc, RequestDataTooBig):
        return masalah(request, "terlalu-besar")
    if isinstance(exc, PermissionDenied):
        return masalah(request, "tidak-berwenang")
    if isinstance(exc, exceptions.ValidationError):
        galat = exc.detail if isinstance(exc.detail, dict) else {"umum": exc.detail}
        return masalah(request, "isian", galat=galat)
    if not isinstance(exc, exceptions.APIException):
        return None
    jenis = _MENURUT_STATUS.get(exc.status_code)
    if jenis is None:
        return None
    if "CSRF Failed" in str(exc.detail):
        return masalah(request, jenis, "Token CSRF tidak ada atau tidak cocok. Kirim kepala X-CSRFToken.", "csrf")
    jawaban = masalah(request, jenis, exc.detail if isinstance(exc, AlamatKeliru) else "")
    if getattr(exc, "auth_header", None):
        jawaban["WWW-Authenticate"] = exc.auth_header
    if getattr(exc, "wait", None):
        jawaban["Retry-After"] = str(int(exc.wait) + 1)
    return jawaban
