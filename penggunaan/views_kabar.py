"""Addresses that are told (webhooks), and how the last messages went."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from akun.akses import butuh_izin
from dasar.galat import Ditolak
from penggunaan import kabar
from penggunaan.forms import KabarForm
from penggunaan.laporan import IZIN
from penggunaan.models import AlamatKabar, Kejadian, KirimanKabar

KIRIMAN_LAYAR = 20
_JAWABAN = {
    "dihentikan": "Alamat dihentikan",
    "penugasan berakhir": "Penugasan Anda berakhir",
    "TimeoutError": "Tidak dijawab dalam lima detik",
    "SSLCertVerificationError": "Sertifikat aplikasi tidak sah",
    "Ditolak": "Alamat tidak lagi terbuka di Internet",
}
_WARNA = {"menunggu": "peringatan", "terkirim": "sukses", "gagal": "galat"}


def _kata(jawaban: str) -> str:
    """What became of the last try: a status, or why there was none."""
    if jawaban.isdigit():
        return f"Dijawab {jawaban}"
    return _JAWABAN.get(jawaban, "Tidak tersambung" if jawaban else "")


@butuh_izin(*IZIN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def daftar(request: HttpRequest) -> HttpResponse:
    """The actor's own addresses; a new one shows its secret once."""
    formulir = KabarForm(request.POST or None)
    rahasia, status = "", 422 if formulir.is_bound else 200
    if formulir.is_valid():
        try:
            _, rahasia = kabar.daftarkan(**formulir.cleaned_data, oleh=request.pelaku)
            status, formulir = 200, KabarForm()
        except Ditolak as galat:
            formulir.add_error("url" if galat.kode == "alamat" else None, galat.pesan)
    milik = AlamatKabar.objects.filter(pengguna=request.pelaku.pengguna_id)
    kiriman = list(KirimanKabar.objects.filter(alamat__in=milik).select_related("alamat").order_by("-pk")[:KIRIMAN_LAYAR])
    for k in kiriman:
        k.warna, k.kata = _WARNA[k.keadaan], _kata(k.jawaban)
    alamat = list(milik.filter(dihentikan_pada=None).order_by("pk"))
    for a in alamat:
        a.sebutan = [Kejadian(k).label for k in a.kejadian]
    konteks = {
        "formulir": formulir,
        "rahasia": rahasia,
        "alamat": alamat,
        "kiriman": kiriman,
        "remah": [("Laporan", reverse("laporan:muka")), ("Kabar untuk aplikasi", "")],
    }
    return render(request, "penggunaan/kabar.html", konteks, status=status)


@butuh_izin(*IZIN)
@require_POST
def henti(request: HttpRequest) -> HttpResponse:
    nomor = request.POST.get("nomor", "")
    try:
        kabar.hentikan(int(nomor) if nomor.isascii() and nomor.isdigit() and len(nomor) < 19 else 0, oleh=request.pelaku)
        messages.success(request, "Alamat itu tidak dikabari lagi.")
    except Ditolak as galat:
        messages.warning(request, galat.pesan)
    return redirect("penggunaan:kabar")
