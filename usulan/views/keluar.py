"""Proposing that somebody leaves a programme or the register: look the person up, then say what and why."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from akun.akses import butuh_izin
from dasar.bacaan import LIHAT, catat_daftar, kata_saringan
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat
from dasar.subjek import sidik
from dtks.register.kunci import buka, samarkan
from dtks.register.models import Individu, Kepesertaan
from usulan import penyusunan
from usulan.forms.keluar import CariOrangForm, KeluarForm
from usulan.models import Usulan
from usulan.views.ambil import ambil_musyawarah, kembali, remah_musyawarah

HASIL_MAKS = 30


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan")
def buat(request: HttpRequest, pk: int) -> HttpResponse:
    """Three stages on one address, all by POST so that no name stands in an address: cari, pilih (`orang`: the opaque key of the
    person, so that no number stands in the page either), simpan."""
    musyawarah = ambil_musyawarah(request, pk)
    if not musyawarah.terbuka:
        return kembali(request, musyawarah, "Daftar usulan sudah disegel. Catat musyawarah baru untuk menambah nama.")
    konteks = {
        "musyawarah": musyawarah,
        "remah": remah_musyawarah(musyawarah, "Usulkan keluar"),
        "cari": CariOrangForm(request.POST if "cari" in request.POST else None),
    }
    if "orang" in request.POST:
        return _isi(request, musyawarah, konteks)
    if konteks["cari"].is_bound and konteks["cari"].is_valid():
        konteks["hasil"] = _cari(request.pelaku, konteks["cari"].cleaned_data["cari"])
        catat_daftar(
            request.pelaku,
            "dtks_individu",
            jumlah=len(konteks["hasil"]),
            saringan=kata_saringan(konteks["cari"]),
            dicari=konteks["cari"].cleaned_data["cari"],
        )
        konteks["terpotong"] = len(konteks["hasil"]) == HASIL_MAKS
    status = 422 if konteks["cari"].is_bound and not konteks["cari"].is_valid() else 200
    return render(request, "usulan/keluar_cari.html", konteks, status=status)


def _cari(oleh: Pelaku, teks: str) -> list[Individu]:
    syarat = Q(nik=teks) if teks.isdigit() else Q(nama__icontains=teks)
    orang = list(Individu.objects.berlaku().terlihat_oleh(oleh).filter(syarat).order_by("nama", "nik")[:HASIL_MAKS])
    for satu in orang:
        satu.bantuan, satu.kunci = [], samarkan("nik", satu.nik)
    peserta = Kepesertaan.objects.berlaku().filter(nik__in=[o.nik for o in orang]).exclude(program="NONBANSOS")
    per_nik = {o.nik: o for o in orang}
    for nik, kode, nama in peserta.order_by("program").values_list("nik", "program", "program__nama"):
        per_nik[nik].bantuan.append((kode, nama))
    return orang


def _isi(request: HttpRequest, musyawarah, konteks: dict) -> HttpResponse:
    nik = buka("nik", request.POST["orang"])
    orang = next(iter(_cari(request.pelaku, nik)), None) if nik else None
    if orang is None:
        galat = Ditolak("Orang ini tidak tercatat aktif dalam DTKS desa/kelurahan Anda.", "tidak-terdaftar")
        return render(request, "usulan/keluar_cari.html", konteks | {"galat": galat}, status=409)
    catat(request.pelaku, LIHAT, "dtks_individu", wilayah=orang.wilayah_id, catatan="usulan keluar", subjek=sidik(orang.nik))
    terisi = request.POST.get("aksi") == "simpan"
    formulir = KeluarForm(request.POST if terisi else None, program=orang.bantuan)
    galat, status = None, 200
    if terisi:
        status = 422
        if formulir.is_valid():
            c = formulir.cleaned_data
            try:
                usulan = penyusunan.susun_keluar(
                    musyawarah,
                    orang.nik,
                    c["jenis"],
                    c["sebab"],
                    oleh=request.pelaku,
                    program=c.get("program") if c["jenis"] == Usulan.Jenis.PENGHENTIAN else "NONBANSOS",
                    catatan=c["catatan"],
                )
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, f"{usulan.uraian} untuk {usulan.nama} masuk ke daftar.")
                return kembali(request, musyawarah)
    return render(
        request, "usulan/keluar_isi.html", konteks | {"orang": orang, "formulir": formulir, "galat": galat}, status=status
    )
