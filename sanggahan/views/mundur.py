"""Resigning: by the own account with password and code, or at the village with proof of identity."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from akun.akses import butuh_izin
from akun.sandi import pastikan_langkah_naik
from dasar.bacaan import LIHAT
from dasar.galat import Ditolak
from dasar.jejak import catat
from dasar.subjek import sidik
from dtks.register.kunci import buka, samarkan
from dtks.register.models import Individu
from sanggahan import pengunduran
from sanggahan.forms import MundurCariForm, MundurDesaForm, MundurForm
from sanggahan.views.isian import isian, kiriman


@sensitive_post_parameters("sandi", "kode")
@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_sanggahan")
def sendiri(request: HttpRequest) -> HttpResponse:
    pilihan = pengunduran.pilihan_mundur(pengunduran.nik_sendiri(request.pelaku))
    konteks = {
        "judul": "Mengundurkan diri",
        "remah": [("Sanggahan", reverse("sanggahan:saya")), ("Mengundurkan diri", "")],
        "teks": "Undurkan diri",
        "gaya": "bahaya",
        "keterangan": "Hanya Anda sendiri yang dapat mengundurkan diri. Pengunduran diri diperiksa dinas sosial sebelum berlaku, dan "
        "diminta kata sandi serta kode agar tidak dilakukan orang lain.",
        "kembali": reverse("sanggahan:saya"),
    }
    if not pilihan:
        return render(request, "sanggahan/mundur_kosong.html", konteks)

    def lakukan(isi: dict) -> HttpResponse:
        pastikan_langkah_naik(request.user, isi["sandi"], isi["kode"], oleh=request.pelaku)
        hasil = pengunduran.mundur_sendiri(isi["dari"], isi["pernyataan"], oleh=request.pelaku)
        messages.success(
            request, f"Pengunduran diri Anda diterima dengan nomor {hasil.usulan.nomor}. Dinas sosial memeriksanya."
        )
        return redirect("sanggahan:saya")

    return isian(request, MundurForm(kiriman(request)[0], pilihan_=pilihan, pengguna=request.user), lakukan, konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("kunjungi_sanggahan")
def di_desa(request: HttpRequest) -> HttpResponse:
    """Two stages on one address, by POST so that no number stands in an address: the NIK, then what and with which proofs."""
    remah = [("Sanggahan", reverse("sanggahan:daftar")), ("Pengunduran diri", "")]
    dasar = {"judul": "Catat pengunduran diri", "remah": remah, "kembali": reverse("sanggahan:daftar")}
    if "orang" not in request.POST:

        def lanjut(isi: dict) -> HttpResponse:
            return _tahap_dua(request, isi["nik"], None, dasar)

        ket = "Orangnya datang sendiri dan membawa KTP asli. Pengunduran diri tidak diterima dari orang lain."
        return isian(request, MundurCariForm(kiriman(request)[0]), lanjut, dasar | {"teks": "Lanjut", "keterangan": ket})
    nik = buka("nik", request.POST["orang"])
    if not nik:
        raise Http404
    return _tahap_dua(request, nik, kiriman(request), dasar)


def _tahap_dua(request: HttpRequest, nik: str, data: tuple | None, dasar: dict) -> HttpResponse:
    orang = Individu.objects.terlihat_oleh(request.pelaku).berlaku().filter(nik=nik).first()
    if orang is None and data is not None:
        raise Http404
    if orang is None:
        raise Ditolak("Orang ini tidak tercatat aktif dalam DTKS desa/kelurahan Anda.", "tidak-terdaftar")
    catat(request.pelaku, LIHAT, "dtks_individu", wilayah=orang.wilayah_id, catatan="pengunduran diri", subjek=sidik(nik))
    formulir = MundurDesaForm(*(data or (None, None)), pilihan_=pengunduran.pilihan_mundur(nik))

    def lakukan(isi: dict) -> HttpResponse:
        hasil = pengunduran.mundur_di_desa(nik, **isi, oleh=request.pelaku)
        messages.success(request, f"Pengunduran diri {hasil.nama} dicatat dengan nomor {hasil.usulan.nomor}.")
        return redirect("sanggahan:daftar")

    konteks = dasar | {"teks": "Catat pengunduran diri", "rincian": [("Nama", orang.nama)], "orang": samarkan("nik", nik)}
    return isian(request, formulir, lakukan, konteks)
