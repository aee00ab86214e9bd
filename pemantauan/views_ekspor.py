"""The register of exports: one's own for whoever may export, everybody's for the auditor."""

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from akun.akses import boleh, butuh_izin
from dasar.halaman import potong
from dasar.jejak import catat
from dasar.models import Ekspor, Jejak
from dasar.pengeksporan import TABEL, nama_jenis
from dasar.templatetags.siks import tanggal, ukuran_berkas, waktu
from dasar.unduh import kirim, rentang
from pemantauan.kejadian import nama_fungsi
from wilayah.models import Wilayah

UNDUH = "unduh_ekspor"


def _terlihat(request: HttpRequest):
    """All exports for the auditor; for others those of their own, made in the function and area that they hold now."""
    if boleh(request, "lihat_jejak"):
        return Ekspor.objects.all()
    pelaku = request.pelaku
    return Ekspor.objects.milik(pelaku.pengguna_id).filter(fungsi=pelaku.fungsi, wilayah=pelaku.wilayah)


@butuh_izin("ekspor_data", "lihat_jejak")
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    halaman = potong(_terlihat(request).select_related("berkas", "pekerjaan"), request, urut=("-id",), jumlah=30)
    unduhan = dict(
        Jejak.objects.filter(tabel=TABEL, langkah=UNDUH, objek__in=[e.pk for e in halaman.baris])
        .values_list("objek")
        .annotate(n=Count("pk"))
    )
    for e in halaman.baris:
        e.unduhan, e.nama_jenis, e.nama_fungsi = unduhan.get(e.pk, 0), nama_jenis(e.jenis), nama_fungsi(e.fungsi)
        e.keadaan = keadaan(e)
    konteks = {
        "halaman": halaman,
        "semua": boleh(request, "lihat_jejak"),
        "bnba": reverse("register:bnba") if boleh(request, "ekspor_data") else "",
    }
    return render(request, "ekspor/daftar.html", konteks)


def keadaan(e: Ekspor) -> dict:
    if e.dihapus_pada:
        return {"teks": "Berkas dihapus", "warna": "netral"}
    if e.berkas_id:
        return {"teks": f"Tersedia sampai {tanggal(e.kedaluwarsa_pada)}", "warna": "sukses"}
    if e.pekerjaan and not e.pekerjaan.aktif:
        return {"teks": "Gagal dibuat", "warna": "galat"}
    return {"teks": "Sedang dibuat", "warna": "info"}


@butuh_izin("ekspor_data", "lihat_jejak")
@require_safe
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    e = get_object_or_404(_terlihat(request).select_related("berkas", "pekerjaan"), pk=pk)
    tempat = {w.kode: str(w) for w in Wilayah.objects.filter(kode__in={e.wilayah, e.cakupan})}
    milik = e.pengguna == request.pelaku.pengguna_id
    konteks = {
        "ekspor": e,
        "keadaan": keadaan(e),
        "data": [
            ("Kode pada berkas", e.kode),
            ("Isi", f"{nama_jenis(e.jenis)}, {'nomor lengkap' if e.penuh else 'nomor disamarkan'}"),
            ("Saringan", e.saringan),
            ("Wilayah yang diekspor", tempat.get(e.cakupan, e.cakupan)),
            ("Tujuan", f"{e.get_tujuan_display()}{f': {e.keterangan}' if e.keterangan else ''}"),
            ("Diminta oleh", f"{e.nama_pengguna}, {nama_fungsi(e.fungsi)}, {tempat.get(e.wilayah, e.wilayah)}"),
            ("Diminta", waktu(e.dibuat_pada)),
            ("Jumlah baris", e.jumlah),
            ("Ukuran", ukuran_berkas(e.berkas.ukuran) if e.berkas else ""),
            ("SHA-256", e.berkas.sha256 if e.berkas else ""),
            ("Diunduh", f"{Jejak.objects.filter(tabel=TABEL, langkah=UNDUH, objek=pk).count()} kali"),
        ],
        "dapat_diunduh": milik and e.tersedia,
        "pesan_gagal": e.pekerjaan.pesan if e.pekerjaan and not e.pekerjaan.aktif and not e.berkas_id else "",
        "remah": [("Ekspor", reverse("ekspor:daftar")), (e.kode, "")],
    }
    return render(request, "ekspor/rincian.html", konteks)


@butuh_izin("ekspor_data")
@require_safe
def unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, for the one it is marked for and for nobody else, as long as it lasts; a broken download goes on (Range)."""
    milik = _terlihat(request).milik(request.pelaku.pengguna_id)
    e = get_object_or_404(milik.filter(berkas__isnull=False, dihapus_pada=None).select_related("berkas"), pk=pk)
    if not e.berkas.jalur.exists():
        raise Http404
    bagian = rentang(request, e.berkas)
    lanjutan = f", dilanjutkan dari byte {bagian[0]}" if bagian and bagian[0] else ""
    catat(request.pelaku, UNDUH, TABEL, e.pk, e.cakupan, f"{e.kode}{lanjutan}")
    return kirim(e.berkas, oleh=None, request=request)
