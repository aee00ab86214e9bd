"""Appeals for the head of the office, and for those whose verdict they are about."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from akun.akses import boleh, butuh_izin
from dasar.bacaan import LIHAT, catat_daftar
from dasar.halaman import potong
from dasar.jejak import catat
from dasar.subjek import sidik
from dasar.templatetags.siks import nik_samar, tanggal
from sanggahan import banding
from sanggahan.alasan import SEBAB
from sanggahan.alur import SK
from sanggahan.forms import PutusKeberatanForm
from sanggahan.linimasa import TABEL_KEBERATAN
from sanggahan.models import Keberatan
from sanggahan.views.isian import isian, kiriman
from sanggahan.views.petugas import PENUH


@require_safe
@butuh_izin(*PENUH)
def daftar(request: HttpRequest) -> HttpResponse:
    baris = Keberatan.objects.terlihat_oleh(request.pelaku).select_related("wilayah")
    halaman = potong(baris, request, urut=("-id",))
    catat_daftar(request.pelaku, TABEL_KEBERATAN, jumlah=len(halaman.baris), saringan="Daftar keberatan")
    return render(request, "sanggahan/keberatan_daftar.html", {"halaman": halaman, "ket": request.penugasan.wilayah.nama})


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(*PENUH)
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """The appeal with what it is about; the head decides it here."""
    memutus = boleh(request, "putuskan_keberatan")
    if request.method == "POST" and not memutus:
        raise Http404
    k = get_object_or_404(
        Keberatan.objects.terlihat_oleh(request.pelaku).select_related("sanggahan", "usulan", "wilayah"), pk=pk
    )
    catat(request.pelaku, LIHAT, TABEL_KEBERATAN, k.pk, k.wilayah_id, subjek=sidik(k.nik))

    def lakukan(isi: dict) -> HttpResponse:
        terima = isi.pop("putusan") == "terima"
        banding.putuskan_keberatan(k, terima, **isi, oleh=request.pelaku)
        messages.success(
            request, f"Keberatan {k.nomor} {'diterima' if terima else 'ditolak'}. Kedua pihak dan provinsi diberi tahu."
        )
        return redirect("sanggahan:keberatan_rincian", k.pk)

    konteks = {
        "keberatan": k,
        "judul": f"Keberatan {k.nomor}",
        "remah": [("Keberatan", reverse("sanggahan:keberatan_daftar")), (k.nomor, "")],
        "data": [
            ("Pihak", k.get_pihak_display()),
            ("Menyangkut", k.nama),
            ("NIK", nik_samar(k.nik)),
            ("Diajukan", tanggal(k.diajukan_tanggal)),
            ("Alasan keberatan", k.isi),
        ],
        "pertama": _pertama(k),
        "memutus": memutus and k.status == SK.DIAJUKAN,
        "hasil": [h.usulan for h in k.hasil.select_related("usulan")],
        "teks": "Putuskan",
    }
    keluar = banding.mengeluarkan(k)
    awal = {"sebab": SEBAB[k.sanggahan.alasan_sanggah]} if keluar else {}
    data = kiriman(request)[0] if memutus else None
    formulir = PutusKeberatanForm(data, keluar=keluar, initial=awal)
    return isian(request, formulir, lakukan, konteks, "sanggahan/keberatan_rincian.html")


def _pertama(k: Keberatan) -> list[tuple[str, str]]:
    """The decision that is appealed."""
    if k.sanggahan_id:
        s = k.sanggahan
        return [("Putusan pertama", s.get_status_display()), ("Dasar", s.alasan_kata), ("Penjelasan", s.catatan)]
    u = k.usulan
    return [("Putusan pertama", f"{u.uraian}: {u.get_status_display()}"), ("Penjelasan", u.catatan or "–")]
