"""The citizen's own account: forgotten password, contact, way of notices, moving, closing."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from akun import akun_warga, pendaftaran
from akun.forms_warga import GantiKontakForm, KabarForm, KodeGandaForm, LanjutForm, PindahForm, PulihForm, TutupForm
from akun.fungsi import F
from akun.models import Kontak
from akun.pendaftaran import Isian
from akun.views_daftar import KUNCI
from akun.views_masuk import KODE_CONTOH
from dasar.galat import Ditolak
from dasar.tengah import alamat_pengunjung

PULIH, BARU = "pulih", "kontak_baru"
_STATUS = {"kode-sering": 429, "sandi-terkunci": 429}
_ISIAN_GALAT = {
    "sandi-salah": "sandi_kini",
    "sandi-terkunci": "sandi_kini",
    "kontak_lama": "kode_lama",
    "kontak_baru": "kode_baru",
    "desa-sama": "wilayah",
}


def _galat(form, galat: Ditolak) -> int:
    isian = _ISIAN_GALAT.get(getattr(galat, "untuk", galat.kode))
    form.add_error(isian if isian in form.fields else None, galat.pesan)
    return _STATUS.get(galat.kode, 409)


def _kontak(request: HttpRequest) -> Kontak:
    """The contact of a citizen who is one now; nobody else has these pages."""
    if request.pelaku is None or request.pelaku.fungsi != F.WARGA:
        raise Http404
    kontak = akun_warga.kontak_dari(request.user)
    if kontak is None:
        raise Http404
    return kontak


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lupa_sandi(request: HttpRequest) -> HttpResponse:
    """NIK and contact; the same answer whether there is such an account or not."""
    form = LanjutForm(request.POST or None)
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            request.session[PULIH], request.session[KODE_CONTOH] = akun_warga.kode_pulih(
                form.cleaned_data["nik"], **form.kontak, pengunjung=alamat_pengunjung(request)
            )
            return redirect("akun:lupa_sandi_kode")
        except Ditolak as ditolak:
            galat, status = ditolak, _STATUS.get(ditolak.kode, 409)
    return render(request, "akun/warga/lupa_sandi.html", {"form": form, "galat": galat}, status=status)


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lupa_sandi_kode(request: HttpRequest) -> HttpResponse:
    sasaran = request.session.get(PULIH)
    if sasaran is None:
        return redirect("akun:lupa_sandi")
    form = PulihForm(request.POST or None, contoh=request.session.get(KODE_CONTOH, ""))
    galat, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            akun_warga.pulihkan(sasaran, form.cleaned_data["kode"], form.cleaned_data["sandi"])
        except Ditolak as ditolak:
            galat, status = ditolak, 409
        else:
            request.session.pop(PULIH, None)
            request.session.pop(KODE_CONTOH, None)
            messages.success(request, "Kata sandi baru tersimpan. Masuk dengan NIK dan kata sandi itu.")
            return redirect("akun:masuk")
    return render(request, "akun/warga/lupa_sandi_kode.html", {"form": form, "galat": galat}, status=status)


@sensitive_post_parameters("sandi_kini")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kontak(request: HttpRequest) -> HttpResponse:
    """Contact now, way of notices, and the first half of a change: codes to both addresses."""
    kini = _kontak(request)
    form = GantiKontakForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            contoh = akun_warga.kirim_kode_kontak(
                request.user,
                **form.kontak,
                sandi=form.cleaned_data["sandi_kini"],
                oleh=request.pelaku,
                pengunjung=alamat_pengunjung(request),
            )
        except Ditolak as galat:
            status = _galat(form, galat)
        else:
            request.session[BARU], request.session[KODE_CONTOH] = form.kontak, " ".join(contoh)
            return redirect("akun:kontak_kode")
    konteks = {"form": form, "kini": kini, "cara_kabar": KabarForm(initial={"kabar": kini.kabar})}
    return render(request, "akun/warga/kontak.html", konteks, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kontak_kode(request: HttpRequest) -> HttpResponse:
    """Second half: both codes."""
    _kontak(request)
    baru = request.session.get(BARU)
    if baru is None:
        return redirect("akun:kontak")
    form = KodeGandaForm(request.POST or None, contoh=request.session.get(KODE_CONTOH, ""))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            akun_warga.ganti_kontak(request.user, **baru, **form.cleaned_data)
        except Ditolak as galat:
            status = _galat(form, galat)
        else:
            request.session.pop(BARU)
            request.session.pop(KODE_CONTOH, None)
            messages.success(request, "Kontak Anda diganti. Kode masuk berikutnya dikirim ke kontak yang baru.")
            return redirect("akun:kontak")
    return render(request, "akun/warga/kontak_kode.html", {"form": form, "baru": baru["alamat"]}, status=status)


@require_POST
def kabar(request: HttpRequest) -> HttpResponse:
    """On which way notices come."""
    _kontak(request)
    form = KabarForm(request.POST)
    try:
        if not form.is_valid():
            raise Ditolak("Pilih salah satu cara.", "kabar-kosong")
        akun_warga.pilih_kabar(request.user, form.cleaned_data["kabar"])
        messages.success(request, "Pilihan Anda tersimpan.")
    except Ditolak as galat:
        messages.warning(request, galat.pesan)
    return redirect("akun:kontak")


@require_http_methods(["GET", "HEAD", "POST"])
def pindah(request: HttpRequest) -> HttpResponse:
    """Moved to another village: new card, new look; the account stays meanwhile."""
    _kontak(request)
    form = PindahForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        isi = form.cleaned_data
        isian = Isian(request.user.nik, isi["nomor_kk"], request.user.nama, isi["tanggal_lahir"], isi["wilayah"])
        try:
            baru = pendaftaran.mulai_pindah(request.user, isian)
        except Ditolak as galat:
            status = _galat(form, galat)
        else:
            if baru.wilayah_id != isian.wilayah.pk:
                messages.info(request, "Permintaan pindah Anda yang lama masih berjalan. Lanjutkan yang ini.")
            request.session[KUNCI] = baru.pk
            return redirect("akun:warga_foto")
    return render(request, "akun/warga/pindah.html", {"form": form, "tugas": request.penugasan}, status=status)


@sensitive_post_parameters("sandi")
@require_http_methods(["GET", "HEAD", "POST"])
def tutup(request: HttpRequest) -> HttpResponse:
    """Close the own account."""
    _kontak(request)
    form = TutupForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            akun_warga.tutup(request.user, form.cleaned_data["sandi"], oleh=request.pelaku)
        except Ditolak as galat:
            form.add_error("sandi" if galat.kode.startswith("sandi") else None, galat.pesan)
            status = _STATUS.get(galat.kode, 409)
        else:
            logout(request)
            messages.success(request, "Akun Anda sudah ditutup. Kontak dan kata sandinya dihapus.")
            return redirect("akun:masuk")
    return render(request, "akun/warga/tutup.html", {"form": form}, status=status)
