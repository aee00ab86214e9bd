"""Resigning: by the own account with password and code, or at the village with proof of identity."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from akun import akun_warga
from akun.akses import butuh_izin
from akun.forms_warga import KodePesanForm
from akun.sandi import pastikan_langkah_naik
from dasar.bacaan import LIHAT
from dasar.galat import Ditolak
from dasar.jejak import catat
from dasar.subjek import sidik
from dasar.tengah import alamat_pengunjung
from dtks.register.kunci import buka, samarkan
from dtks.register.models import Individu
from sanggahan import pengunduran
from sanggahan.forms import MundurCariForm, MundurDesaForm, MundurForm, MundurPesanForm
from sanggahan.views.isian import isian, kiriman

# What was chosen, until the code that was sent is typed.
PILIHAN, KODE_CONTOH = "mundur", "mundur_kode_contoh"


@sensitive_post_parameters("sandi", "kode")
@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_sanggahan")
def sendiri(request: HttpRequest) -> HttpResponse:
    """Password and code at once for whoever has a code app; else the password here, and the code that is sent on the next page."""
    pilihan = pengunduran.pilihan_mundur(pengunduran.nik_sendiri(request.pelaku))
    lewat_pesan = akun_warga.masuk_dengan_pesan(request.user)
    konteks = {
        "judul": "Mengundurkan diri",
        "remah": [("Sanggahan", reverse("sanggahan:saya")), ("Mengundurkan diri", "")],
        "teks": "Kirim kode" if lewat_pesan else "Undurkan diri",
        "gaya": "" if lewat_pesan else "bahaya",
        "keterangan": "Hanya Anda sendiri yang dapat mengundurkan diri. Pengunduran diri diperiksa dinas sosial sebelum berlaku, dan "
        "diminta kata sandi serta kode agar tidak dilakukan orang lain.",
        "kembali": reverse("sanggahan:saya"),
    }
    if not pilihan:
        return render(request, "sanggahan/mundur_kosong.html", konteks)

    def lakukan(isi: dict) -> HttpResponse:
        pastikan_langkah_naik(request.user, isi["sandi"], isi["kode"], oleh=request.pelaku)
        return _undurkan(request, isi["dari"], isi["pernyataan"])

    def kirim_kode(isi: dict) -> HttpResponse:
        contoh = akun_warga.kirim_kode_naik(
            request.user, isi["sandi"], oleh=request.pelaku, pengunjung=alamat_pengunjung(request)
        )
        request.session[PILIHAN] = {"dari": isi["dari"], "pernyataan": isi["pernyataan"]}
        request.session[KODE_CONTOH] = contoh
        return redirect("sanggahan:mundur_kode")

    bentuk = MundurPesanForm if lewat_pesan else MundurForm
    formulir = bentuk(kiriman(request)[0], pilihan_=pilihan, pengguna=request.user)
    return isian(request, formulir, kirim_kode if lewat_pesan else lakukan, konteks)


@sensitive_post_parameters("kode")
@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_sanggahan")
def kode(request: HttpRequest) -> HttpResponse:
    """The code that was sent, and with it the resignation. Without a choice made before, back to it."""
    dipilih = request.session.get(PILIHAN)
    kontak = akun_warga.kontak_dari(request.user)
    if dipilih is None or kontak is None:
        return redirect("sanggahan:mundur")
    sebutan = dict(pengunduran.pilihan_mundur(pengunduran.nik_sendiri(request.pelaku))).get(dipilih["dari"], dipilih["dari"])

    def lakukan(isi: dict) -> HttpResponse:
        akun_warga.pastikan_kode_naik(request.user, isi["kode"], oleh=request.pelaku)
        jawaban = _undurkan(request, dipilih["dari"], dipilih["pernyataan"])
        del request.session[PILIHAN]
        request.session.pop(KODE_CONTOH, None)
        return jawaban

    konteks = {
        "judul": "Masukkan kode",
        "remah": [
            ("Sanggahan", reverse("sanggahan:saya")), ("Mengundurkan diri", reverse("sanggahan:mundur")), ("Kode", ""),
        ],
        "rincian": [("Yang Anda pilih", sebutan)],
        "keterangan": f"Kode dikirim ke {akun_warga.alamat_samar(kontak)}. Begitu kode ini benar, pengunduran diri Anda terkirim.",
        "teks": "Undurkan diri",
        "gaya": "bahaya",
        "kembali": reverse("sanggahan:mundur"),
    }  # fmt: skip
    formulir = KodePesanForm(kiriman(request)[0], contoh=request.session.get(KODE_CONTOH, ""))
    return isian(request, formulir, lakukan, konteks)


def _undurkan(request: HttpRequest, dari: str, pernyataan: str) -> HttpResponse:
    hasil = pengunduran.mundur_sendiri(dari, pernyataan, oleh=request.pelaku)
    messages.success(request, f"Pengunduran diri Anda diterima dengan nomor {hasil.usulan.nomor}. Dinas sosial memeriksanya.")
    return redirect("sanggahan:saya")


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
