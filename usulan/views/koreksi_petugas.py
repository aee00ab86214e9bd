"""Requests for correction at the offices: the village's first, the kabupaten/kota's once they are passed on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from akun.akses import butuh_izin
from dasar.bacaan import LIHAT, catat_daftar
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.jejak import Pelaku, catat
from dasar.subjek import sidik
from dasar.templatetags.siks import nik_samar, tanggal
from dasar.unduh import kirim
from usulan import koreksi as tindakan
from usulan.alur_mandiri import (
    KOREKSI_TERBUKA,
    SELESAIKAN_KOREKSI,
    SELESAIKAN_KOREKSI_KAB,
    SR,
    TERIMA_KOREKSI,
    TERIMA_KOREKSI_KAB,
    TERUSKAN_KOREKSI,
    TOLAK_KOREKSI,
    TOLAK_KOREKSI_KAB,
)
from usulan.forms.mandiri import AlasanMandiriForm, CatatanForm
from usulan.linimasa import teks_alasan
from usulan.milik import TABEL_KOREKSI, garis_koreksi
from usulan.models import Koreksi
from usulan.views.ambil import kiriman

# aksi of the address → (steps of the offices, heading and button, what it means, act)
_AKSI = {
    "terima": (
        (TERIMA_KOREKSI, TERIMA_KOREKSI_KAB),
        "Terima",
        "Permintaan menjadi tugas kantor Anda. DTKS tidak berubah dengan sendirinya: kerjakan perbaikannya, lalu nyatakan selesai.",
        tindakan.terima_koreksi,
    ),
    "teruskan": (
        (TERUSKAN_KOREKSI,),
        "Teruskan ke kabupaten/kota",
        "Untuk data yang tidak dapat diperbaiki di desa/kelurahan.",
        tindakan.teruskan_koreksi,
    ),
    "tolak": ((TOLAK_KOREKSI, TOLAK_KOREKSI_KAB), "Tolak", "Warga membaca alasannya.", tindakan.tolak_koreksi),
    "selesai": (
        (SELESAIKAN_KOREKSI, SELESAIKAN_KOREKSI_KAB),
        "Nyatakan selesai",
        "Tulis apa yang sudah dilakukan, misalnya usulan baru dengan data yang benar.",
        tindakan.selesaikan_koreksi,
    ),
}


@require_safe
@butuh_izin("lihat_usulan")
def daftar(request: HttpRequest) -> HttpResponse:
    """What is open, oldest first; `?semua=1` with what is over."""
    baris = Koreksi.objects.terlihat_oleh(request.pelaku).select_related("wilayah", "pemohon")
    semua = request.GET.get("semua") == "1"
    if not semua:
        baris = baris.filter(status__in=KOREKSI_TERBUKA)
    halaman = potong(baris, request, urut=("id",))
    catat_daftar(request.pelaku, TABEL_KOREKSI, jumlah=len(halaman.baris), saringan="Permintaan koreksi")
    konteks = {"halaman": halaman, "semua": semua, "bertingkat": len(request.pelaku.wilayah) < 10}
    return render(request, "usulan/koreksi/daftar.html", konteks)


def _ambil(request: HttpRequest, pk: int) -> Koreksi:
    terlihat = Koreksi.objects.terlihat_oleh(request.pelaku).select_related("wilayah", "pemohon", "berkas")
    return get_object_or_404(terlihat, pk=pk)


def _dapat(koreksi: Koreksi, pelaku: Pelaku, aksi: str) -> bool:
    return any(x.boleh(pelaku) and koreksi.status in x.dari for x in _AKSI[aksi][0])


@require_safe
@butuh_izin("lihat_usulan")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    k = _ambil(request, pk)
    catat(request.pelaku, LIHAT, TABEL_KOREKSI, k.pk, k.wilayah_id, subjek=sidik(k.nik))
    konteks = {
        "k": k,
        "data": [
            ("Nomor tanda terima", k.nomor),
            ("Pemohon", k.pemohon.nama),
            ("NIK", nik_samar(k.nik)),
            ("Desa/kelurahan", k.wilayah.nama_lengkap),
            ("Data yang salah", k.get_kolom_display()),
            ("Yang benar menurut warga", k.isi_benar),
            ("Dikirim", tanggal(k.dibuat_pada)),
        ],
        "alasan": list(teks_alasan(k.daftar_alasan).values()) if k.alasan else [],
        "garis": garis_koreksi(k),
        "aksi": [
            {"teks": _AKSI[a][1], "url": f"{a}/", "gaya": "" if a in ("terima", "selesai") else "kedua"}
            for a in _AKSI
            if _dapat(k, request.pelaku, a)
        ],
        "diterima": k.status == SR.DITERIMA,
        "remah": [("Permintaan koreksi", reverse("koreksi:daftar")), (k.nomor, "")],
    }
    return render(request, "usulan/koreksi/rincian.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan", "periksa_kelengkapan")
def langkah(request: HttpRequest, pk: int, aksi: str) -> HttpResponse:
    """One step with its words: terima, teruskan, tolak, selesai."""
    if aksi not in _AKSI or not any(x.boleh(request.pelaku) for x in _AKSI[aksi][0]):
        raise Http404
    k = _ambil(request, pk)
    _, teks, ket, act = _AKSI[aksi]
    isi = kiriman(request)
    formulir = AlasanMandiriForm(isi, kelompok="R") if aksi == "tolak" else CatatanForm(isi, wajib=aksi == "selesai")
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                act(k, oleh=request.pelaku, **(formulir.isi() if aksi == "tolak" else formulir.cleaned_data))
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, f"{k.nomor}: tersimpan. Warga melihatnya di Data saya.")
                return redirect("koreksi:daftar")
    konteks = {
        "formulir": formulir,
        "galat": galat,
        "judul": teks,
        "teks": teks,
        "keterangan": ket,
        "batal": reverse("koreksi:rincian", args=[pk]),
        "remah": [
            ("Permintaan koreksi", reverse("koreksi:daftar")),
            (k.nomor, reverse("koreksi:rincian", args=[pk])),
            (teks, ""),
        ],
    }
    return render(request, "usulan/mandiri/alasan.html", konteks, status=status)


@require_safe
@butuh_izin("lihat_usulan")
def bukti(request: HttpRequest, pk: int) -> HttpResponseBase:
    k = _ambil(request, pk)
    if k.berkas is None:
        raise Http404
    return kirim(k.berkas, oleh=request.pelaku, nomor=k.nik)
