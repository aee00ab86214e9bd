"""Sign-in, work list, my account, and the table of who may do what."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun import masuk as pintu
from akun.beranda import isi_beranda
from akun.contoh import AKUN_CONTOH
from akun.forms import GantiSandiForm, MasukForm
from akun.fungsi import DAFTAR_FUNGSI, FUNGSI, IZIN_BACA, IZIN_TULIS
from akun.kosong import KOSONG
from dasar.galat import Ditolak
from dasar.tengah import alamat_pengunjung
from wilayah.hak import HAK_WILAYAH
from wilayah.models import Wilayah

NAMA_IZIN = dict(HAK_WILAYAH)


@login_not_required
@sensitive_post_parameters("sandi")
@never_cache
@require_http_methods(["GET", "POST"])
def masuk(request: HttpRequest) -> HttpResponse:
    """Sign in. The page knows no more about an account than the visitor: one sentence for every refusal."""
    lanjut = request.POST.get("next", "") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(lanjut, {request.get_host()}, require_https=request.is_secure()):
        lanjut = ""
    if request.user.is_authenticated:
        return redirect(lanjut or "akun:beranda")
    form = MasukForm(request.POST or None, initial={"akun": request.GET.get("akun", "")[:150]})
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                pintu.masuk(request, form.cleaned_data["akun"], form.cleaned_data["sandi"])
                return redirect(lanjut or "akun:beranda")
            except Ditolak as ditolak:
                galat, status = ditolak, 429 if ditolak.kode == "masuk-ditahan" else 409
    contoh = _akun_contoh(lanjut) if settings.MODE_CONTOH else []
    return render(request, "akun/masuk.html", {"form": form, "galat": galat, "lanjut": lanjut, "contoh": contoh}, status=status)


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


@require_POST
def keluar(request: HttpRequest) -> HttpResponse:
    pintu.keluar(request)
    return redirect("dasar:depan")


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    """What waits for the person: first the most pressing, then the rest, then where nothing waits."""
    if request.pelaku is None:
        return render(request, "akun/tanpa_tugas.html", {"terakhir": _penugasan_terakhir(request)})
    butir = isi_beranda(request.pelaku)
    menunggu = [b for b in butir if b.jumlah]
    pertama = next((b for b in menunggu if b.utama), menunggu[0] if menunggu else None)
    konteks = {
        "fungsi": FUNGSI[request.pelaku.fungsi],
        "pertama": pertama,
        "menunggu": [b for b in menunggu if b is not pertama],
        "lainnya": [b for b in butir if not b.jumlah],
        "kosong": KOSONG[request.pelaku.fungsi],
    }
    return render(request, "akun/beranda.html", konteks)


def _penugasan_terakhir(request: HttpRequest):
    return request.user.penugasan.select_related("wilayah").order_by("-mulai", "-pk").first()


@require_safe
def akun(request: HttpRequest) -> HttpResponse:
    """My account: function, area, term, decree, rights."""
    penugasan = request.penugasan
    fungsi = FUNGSI[penugasan.fungsi] if penugasan else None
    konteks = {
        "penugasan": penugasan,
        "fungsi": fungsi,
        "ubah": [NAMA_IZIN[i] for i in fungsi.izin if i in IZIN_TULIS] if fungsi else [],
        "lihat": [NAMA_IZIN[i] for i in fungsi.izin if i in IZIN_BACA] if fungsi else [],
        "pengangkat": [FUNGSI[p].nama for p in fungsi.diangkat_oleh if p in FUNGSI] if fungsi else [],
    }
    return render(request, "akun/akun.html", konteks)


@require_safe
def matriks(request: HttpRequest) -> HttpResponse:
    """All functions and rights, grouped by entity, straight from the declared table."""
    izin = IZIN_TULIS + IZIN_BACA
    sendiri = request.pelaku.fungsi if request.pelaku else ""
    kelompok: dict[str, list[dict]] = {}
    for f in DAFTAR_FUNGSI:
        hak = [(NAMA_IZIN[i], i in f.izin) for i in izin]
        kelompok.setdefault(f.entitas, []).append({"nama": f.nama, "sendiri": f.kode == sendiri, "hak": hak})
    konteks = {
        "kelompok": kelompok,
        "tulis": [NAMA_IZIN[i] for i in IZIN_TULIS],
        "baca": [NAMA_IZIN[i] for i in IZIN_BACA],
        "kolom": len(izin) + 1,
    }
    return render(request, "akun/matriks.html", konteks)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def ganti_sandi(request: HttpRequest) -> HttpResponse:
    """Change one's own password. Other sessions of the account end by it, this one goes on."""
    form = GantiSandiForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            pintu.catat_akun(request.user, "ganti_sandi", alamat_pengunjung(request))
        update_session_auth_hash(request, form.user)
        messages.success(request, "Kata sandi sudah diganti. Sesi Anda di perangkat lain sudah diakhiri.")
        return redirect("akun:akun")
    return render(request, "akun/sandi.html", {"form": form}, status=422 if form.is_bound else 200)
