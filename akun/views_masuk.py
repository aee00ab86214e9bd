"""The door: password, second step, setting the code app up, a forgotten password."""

from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from akun import dua_langkah, pemulihan
from akun import masuk as pintu
from akun.akses import penugasan_kini
from akun.akun_warga import alamat_samar, kirim_kode_masuk, kontak_dari
from akun.contoh import AKUN_CONTOH
from akun.draf import draf_milik
from akun.forms import DaftarKodeForm, KodeForm, MasukForm, PemulihanForm, SandiBaruForm
from akun.forms_warga import KodePesanForm
from akun.fungsi import FUNGSI
from dasar.galat import Ditolak
from dasar.tengah import alamat_pengunjung
from wilayah.models import Wilayah

_STATUS = {"masuk-ditahan": 429, "kode-tunggu": 429}
# In example mode nobody has the telephone: the code that was just sent, for the page that asks for it.
KODE_CONTOH = "kode_contoh"


def _lanjut(request: HttpRequest) -> str:
    """Where to go afterwards, as the page says; '' when that is no address of ours."""
    lanjut = request.POST.get("next", "") or request.GET.get("next", "")
    sah = url_has_allowed_host_and_scheme(lanjut, {request.get_host()}, require_https=request.is_secure())
    return lanjut if sah else ""


def _alamat(nama: str, lanjut: str) -> str:
    return reverse(nama) + ("?" + urlencode({"next": lanjut}) if lanjut else "")


def _setelah_masuk(request: HttpRequest, lanjut: str) -> HttpResponse:
    """On to the second step where it is missing; then to what was typed and not sent, if anything; then where one wanted to go."""
    if dua_langkah.kurang_langkah(request.user, penugasan_kini(request.user)):
        langkah = dua_langkah.langkah_berikut(request.user, penugasan_kini(request.user))
        return redirect(_alamat(f"akun:{langkah}", lanjut))
    if draf_milik(request.user.pk).exists():
        return redirect(_alamat("akun:draf", lanjut))
    return redirect(lanjut or "akun:beranda")


@login_not_required
@sensitive_post_parameters("sandi")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def masuk(request: HttpRequest) -> HttpResponse:
    """Sign in. The page knows no more about an account than the visitor: one sentence for every refusal."""
    lanjut = _lanjut(request)
    if request.user.is_authenticated:
        return _setelah_masuk(request, lanjut)
    form = MasukForm(request.POST or None, initial={"akun": request.GET.get("akun", "")[:150]})
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                pintu.masuk(request, form.cleaned_data["akun"], form.cleaned_data["sandi"])
                _kirim_kode(request)
                return _setelah_masuk(request, lanjut)
            except Ditolak as ditolak:
                galat, status = ditolak, _STATUS.get(ditolak.kode, 409)
    konteks = {
        "form": form,
        "galat": galat,
        "lanjut": lanjut,
        "habis": request.GET.get("habis", "") if request.method != "POST" else "",
        "contoh": _akun_contoh(lanjut) if settings.MODE_CONTOH else [],
    }
    return render(request, "akun/masuk.html", konteks, status=status)


def _kirim_kode(request: HttpRequest) -> None:
    """A citizen's second step begins with a code on its way; too many of them is said on the page that asks for it."""
    tugas = penugasan_kini(request.user)
    if not dua_langkah.kurang_langkah(request.user, tugas):
        return
    if dua_langkah.langkah_berikut(request.user, tugas) != "masuk_pesan":
        return
    try:
        request.session[KODE_CONTOH] = kirim_kode_masuk(request.user, pengunjung=alamat_pengunjung(request))
    except Ditolak as galat:
        messages.warning(request, galat.pesan)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def masuk_pesan(request: HttpRequest) -> HttpResponse:
    """A citizen's second step: the code that was sent to the proved contact."""
    lanjut = _lanjut(request)
    if not request.kurang_langkah or dua_langkah.langkah_berikut(request.user, penugasan_kini(request.user)) != "masuk_pesan":
        return _setelah_masuk(request, lanjut)
    form = KodePesanForm(request.POST or None, contoh=request.session.get(KODE_CONTOH, ""))
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            pintu.masuk_pesan(request, form.cleaned_data["kode"])
            request.session.pop(KODE_CONTOH, None)
            return _setelah_masuk(request, lanjut)
        except Ditolak as ditolak:
            galat, status = ditolak, _STATUS.get(ditolak.kode, 409)
    kontak = kontak_dari(request.user)
    konteks = {"form": form, "galat": galat, "lanjut": lanjut, "ke": alamat_samar(kontak) if kontak else ""}
    return render(request, "akun/warga/masuk_pesan.html", konteks, status=status)


@require_POST
def masuk_pesan_ulang(request: HttpRequest) -> HttpResponse:
    """Another code."""
    _kirim_kode(request)
    return _setelah_masuk(request, _lanjut(request))


def _akun_contoh(lanjut: str) -> list[dict[str, str]]:
    wilayah = Wilayah.objects.in_bulk({a[3] for a in AKUN_CONTOH})
    return [
        {
            "akun": akun,
            "fungsi": FUNGSI[fungsi].nama,
            "wilayah": str(wilayah.get(kode, kode)),
            "url": "?" + urlencode({"akun": akun} | ({"next": lanjut} if lanjut else {})),
        }
        for akun, _, fungsi, kode in AKUN_CONTOH
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def masuk_kode(request: HttpRequest) -> HttpResponse:
    """The second step by the code app."""
    lanjut = _lanjut(request)
    if not request.kurang_langkah or dua_langkah.perangkat_dari(request.user) is None:
        return _setelah_masuk(request, lanjut)
    form = KodeForm(request.POST or None, pengguna=request.user)
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            pintu.masuk_kode(request, form.cleaned_data["kode"])
            return _setelah_masuk(request, lanjut)
        except Ditolak as ditolak:
            galat, status = ditolak, _STATUS.get(ditolak.kode, 409)
    konteks = {"form": form, "galat": galat, "lanjut": lanjut, "lain": _alamat("akun:masuk_pemulihan", lanjut)}
    return render(request, "akun/masuk_kode.html", konteks, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def masuk_pemulihan(request: HttpRequest) -> HttpResponse:
    """The second step by a recovery code."""
    lanjut = _lanjut(request)
    if not request.kurang_langkah or dua_langkah.perangkat_dari(request.user) is None:
        return _setelah_masuk(request, lanjut)
    form = PemulihanForm(request.POST or None)
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            sisa = pintu.masuk_pemulihan(request, form.cleaned_data["kode"])
        except Ditolak as ditolak:
            galat, status = ditolak, _STATUS.get(ditolak.kode, 409)
        else:
            messages.warning(
                request,
                f"Anda masuk dengan kode pemulihan; tersisa {sisa}. Bila ponsel Anda hilang atau diganti, buka Akun, lalu "
                "“Aplikasi kode”, dan pasang aplikasi di ponsel yang baru.",
            )
            return _setelah_masuk(request, lanjut)
    konteks = {"form": form, "galat": galat, "lanjut": lanjut, "lain": _alamat("akun:masuk_kode", lanjut)}
    return render(request, "akun/masuk_pemulihan.html", konteks, status=status)


def qr_svg(alamat: str) -> str:
    """The QR code as an inline picture without a style attribute, which the content policy would refuse."""
    gambar = segno.make(alamat, error="m", micro=False)
    return mark_safe(
        gambar.svg_inline(border=3, dark="#000", light="#fff", svgclass="s-qr", lineclass=None, omitsize=True, title="Kode QR")
    )


@sensitive_variables("tawaran", "kode")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def daftar_kode(request: HttpRequest) -> HttpResponse:
    """Set the code app up at the first sign-in; ends with the recovery codes and a session that has passed both steps."""
    lanjut = _lanjut(request)
    # An account that has an app proves it first: otherwise the password alone would be enough to put another in its place.
    if dua_langkah.perangkat_dari(request.user) is not None:
        return redirect("akun:kode") if request.user.is_verified() else redirect(_alamat("akun:masuk_kode", lanjut))
    if request.kurang_langkah and dua_langkah.langkah_berikut(request.user, penugasan_kini(request.user)) == "masuk_pesan":
        return redirect(_alamat("akun:masuk_pesan", lanjut))
    form = DaftarKodeForm(request.POST or None)
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            perangkat, kode = dua_langkah.daftarkan(request.user, form.cleaned_data["segel"], form.cleaned_data["kode"])
            pintu.selesaikan(request, perangkat)
            konteks = {"kode": kode, "lanjut": lanjut or reverse("akun:beranda")}
            return render(request, "akun/kode_pemulihan.html", konteks)
        except Ditolak as ditolak:
            galat, status = ditolak, 409
    tawaran = dua_langkah.tawarkan(request.user, request.POST.get("segel", ""))
    form = dengan_segel(form, tawaran.segel)
    konteks = {"form": form, "galat": galat, "lanjut": lanjut, "rahasia": tawaran.rahasia, "qr": qr_svg(tawaran.alamat)}
    return render(request, "akun/daftar_kode.html", konteks, status=status)


def dengan_segel(form, segel: str):
    """The form with the offer that the page shows now, which may be a newer one than was posted."""
    if form.is_bound:
        form.data = form.data.copy()
        form.data["segel"] = segel
    else:
        form.initial["segel"] = segel
    return form


@require_POST
def keluar(request: HttpRequest) -> HttpResponse:
    pintu.keluar(request)
    return redirect("dasar:depan")


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def atur_sandi(request: HttpRequest, token: str) -> HttpResponse:
    """A new password by the link that the officer's administrator made. Opening the page spends nothing."""
    tautan = pemulihan.tautan_berlaku(token)
    if tautan is None:
        return render(request, "akun/atur_sandi.html", {"form": None, "galat": pemulihan.PESAN_TAUTAN, "akun": ""}, status=410)
    form = SandiBaruForm(tautan.pengguna, request.POST or None)
    galat = None
    if form.is_valid():
        try:
            pemulihan.pakai_tautan(token, form.cleaned_data["new_password1"])
        except Ditolak as ditolak:
            galat = ditolak
        else:
            messages.success(request, "Kata sandi baru tersimpan. Masuk dengan kata sandi itu dan kode dari aplikasi Anda.")
            return redirect("akun:masuk")
    status = 409 if galat else 422 if form.is_bound else 200
    return render(
        request, "akun/atur_sandi.html", {"form": form, "galat": galat, "akun": tautan.pengguna.username}, status=status
    )
