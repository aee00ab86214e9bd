"""One's own safety: password, code app, sessions, API token."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun import dua_langkah, token_api
from akun import sesi as daftar
from akun.akses import izin_pelaku
from akun.forms import GantiPerangkatForm, GantiSandiForm, LangkahNaikForm, TokenForm
from akun.models import TokenApi
from akun.penyimpan_sesi import sidik_kunci
from akun.peristiwa import pelaku_akun
from akun.sandi import ganti_perangkat, pastikan_langkah_naik
from akun.sandi import ganti_sandi as ganti
from akun.views_masuk import dengan_segel, qr_svg
from dasar.galat import Ditolak


def _sesi_ini(request: HttpRequest) -> str:
    return sidik_kunci(request.session.session_key)


# --- password ------------------------------------------------------------------------------------------------------------


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ganti_sandi(request: HttpRequest) -> HttpResponse:
    """Change one's own password. Other sessions of the account end by it, this one goes on."""
    form = GantiSandiForm(request.user, request.POST or None)
    if form.is_valid():
        ganti(request.user, form.cleaned_data["new_password1"], kecuali=_sesi_ini(request))
        update_session_auth_hash(request, request.user)
        messages.success(request, "Kata sandi sudah diganti. Sesi Anda di perangkat lain sudah diakhiri.")
        return redirect("akun:akun")
    return render(request, "akun/sandi.html", {"form": form}, status=422 if form.is_bound else 200)


# --- code app --------------------------------------------------------------------------------------------------------------


@sensitive_variables("kode")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kode(request: HttpRequest) -> HttpResponse:
    """State of the code app; posting password and code makes ten new recovery codes, shown once."""
    perangkat = dua_langkah.perangkat_dari(request.user)
    if perangkat is None:
        return redirect("akun:daftar_kode")
    form = LangkahNaikForm(request.POST or None, pengguna=request.user)
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            pastikan_langkah_naik(request.user, **form.cleaned_data, oleh=pelaku_akun(request.user))
            baru = dua_langkah.buat_kode_pemulihan(request.user)
            return render(request, "akun/kode_pemulihan.html", {"kode": baru, "lanjut": request.path})
        except Ditolak as ditolak:
            galat, status = ditolak, 409
    sisa = dua_langkah.sisa_kode_pemulihan(request.user)
    return render(
        request, "akun/kode.html", {"form": form, "galat": galat, "perangkat": perangkat, "sisa": sisa}, status=status
    )


@sensitive_post_parameters("sandi")
@sensitive_variables("tawaran", "kode")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kode_ganti(request: HttpRequest) -> HttpResponse:
    """Another telephone: proved by password and old code (or a recovery code), and by a code of the new app."""
    if dua_langkah.perangkat_dari(request.user) is None:
        return redirect("akun:daftar_kode")
    form = GantiPerangkatForm(request.POST or None)
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            kode = ganti_perangkat(request.user, **form.cleaned_data, oleh=pelaku_akun(request.user))
            daftar.akhiri_sesi(request.user, kecuali=_sesi_ini(request))
            return render(request, "akun/kode_pemulihan.html", {"kode": kode, "lanjut": "/akun/kode/"})
        except Ditolak as ditolak:
            galat, status = ditolak, 409
    tawaran = dua_langkah.tawarkan(request.user, request.POST.get("segel", ""))
    konteks = {
        "form": dengan_segel(form, tawaran.segel),
        "galat": galat,
        "rahasia": tawaran.rahasia,
        "qr": qr_svg(tawaran.alamat),
    }
    return render(request, "akun/kode_ganti.html", konteks, status=status)


# --- sessions ------------------------------------------------------------------------------------------------------------


@require_safe
def sesi(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    baris = daftar.daftar_sesi(request.user.pk, _sesi_ini(request))
    return render(request, "akun/sesi.html", {"baris": baris, "lain": sum(not b.ini for b in baris)})


@require_POST
def sesi_akhiri(request: HttpRequest) -> HttpResponse:
    """End one of one's sessions (`sesi`), or all others."""
    oleh = pelaku_akun(request.user)
    kunci = request.POST.get("sesi", "")
    if kunci == _sesi_ini(request):
        messages.warning(request, "Itu sesi yang sedang Anda pakai. Untuk mengakhirinya, tekan Keluar.")
    elif kunci:
        try:
            daftar.akhiri_satu(request.user.pk, kunci, oleh=oleh)
            messages.success(request, "Sesi itu sudah diakhiri.")
        except Ditolak as galat:
            messages.warning(request, galat.pesan)
    else:
        jumlah = daftar.akhiri_sesi(request.user, kecuali=_sesi_ini(request), oleh=oleh)
        messages.success(request, f"{jumlah} sesi lain sudah diakhiri.")
    return redirect("akun:sesi")


def _sisa(request: HttpRequest) -> JsonResponse:
    baris = getattr(request.session, "baris", None)
    if baris is None or not request.user.is_authenticated:
        return JsonResponse({"sisa": 0, "umur": 0})
    kini = timezone.now()
    return JsonResponse(
        {
            "sisa": max(0, int((baris.batas - kini).total_seconds())),
            "umur": max(0, int((baris.batas_umur - kini).total_seconds())),
        }
    )


@login_not_required
@never_cache
@require_safe
def sesi_sisa(request: HttpRequest) -> HttpResponse:
    """Seconds that are left, for the page's own clock; asking does not count as being there."""
    return _sisa(request)


@never_cache
@require_POST
def sesi_lanjut(request: HttpRequest) -> HttpResponse:
    """ "Tetap masuk": the request itself is what keeps the session."""
    return _sisa(request)


# --- token of the API --------------------------------------------------------------------------------------------------


@sensitive_post_parameters("sandi")
@sensitive_variables("kunci")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token(request: HttpRequest) -> HttpResponse:
    """The account's API tokens: made for password and code, shown once, taken away at any time."""
    izin = izin_pelaku(request)
    form = TokenForm(request.POST or None, pengguna=request.user, izin=izin)
    pesan, status, kunci = "", 422 if form.is_bound else 200, ""
    if form.is_valid():
        try:
            kunci = token_api.terbitkan(request.user, **form.cleaned_data, boleh=izin, oleh=pelaku_akun(request.user))
            status = 200
        except Ditolak as ditolak:
            pesan, status = ditolak.pesan, 409
    konteks = {
        "form": form if izin else None,
        "pesan": pesan,
        "kunci": kunci,
        "berlaku": TokenApi.objects.berlaku().filter(pengguna=request.user).order_by("-pk"),
    }
    return render(request, "akun/token.html", konteks, status=status)


@require_POST
def token_cabut(request: HttpRequest) -> HttpResponse:
    try:
        nomor = request.POST.get("nomor", "")
        token_api.cabut(
            request.user,
            int(nomor) if nomor.isascii() and nomor.isdigit() and len(nomor) < 19 else 0,
            oleh=pelaku_akun(request.user),
        )
        messages.success(request, "Token dicabut. Aplikasi yang memakainya tidak dapat masuk lagi.")
    except Ditolak as galat:
        messages.warning(request, galat.pesan)
    return redirect("akun:token")
