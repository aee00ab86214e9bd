"""Families typed by hand, and mending what was typed while it is a draft or was returned."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from akun.akses import butuh_izin
from dasar.galat import Ditolak
from usulan import penyusunan
from usulan.forms.keluarga import (
    AnggotaForm,
    IsianKeluarga,
    KeluargaForm,
    pasang_temuan,
    pilihan_program,
    ubah_baris,
)
from usulan.forms.survei import SurveiForm
from usulan.galat import IsianDitolak
from usulan.models import Survei, Usulan
from usulan.views.ambil import ambil_dari_musyawarah, ambil_musyawarah, catat_lihat, kembali, kiriman, remah_musyawarah

FOTO_HILANG = "Foto rumah perlu dipilih lagi: peramban tidak menyimpan berkas yang belum terkirim."


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan")
def buat(request: HttpRequest, pk: int) -> HttpResponse:
    """Buttons `aksi`: tambah and hapus-<n> change the number of members and judge nothing; simpan puts the family on the list."""
    musyawarah = ambil_musyawarah(request, pk)
    if not musyawarah.terbuka:
        return kembali(request, musyawarah, "Daftar usulan sudah disegel. Catat musyawarah baru untuk menambah nama.")
    galat, status = None, 200
    aksi = request.POST.get("aksi", "simpan")
    if request.method != "POST":
        isian = IsianKeluarga()
    elif aksi != "simpan":
        isian = IsianKeluarga(ubah_baris(request.POST, aksi), diam=True)
    else:
        isian = IsianKeluarga(request.POST, request.FILES)
        status = 422
        if isian.sah():
            try:
                usulan = penyusunan.susun_keluarga(
                    musyawarah,
                    isian.nilai(),
                    isian.survei.nilai(),
                    oleh=request.pelaku,
                    foto_rumah=isian.survei.cleaned_data["foto_rumah"],
                )
            except IsianDitolak as ditolak:
                isian.pasang(ditolak.temuan)
            except Ditolak as ditolak:
                status = 409
                if "foto" in ditolak.kode or ditolak.kode == "berkas-besar":
                    isian.survei.add_error("foto_rumah", ditolak.pesan)
                else:
                    galat = ditolak
            else:
                _kabari(request, usulan)
                return kembali(request, musyawarah)
    konteks = {
        "isian": isian,
        "musyawarah": musyawarah,
        "galat": galat,
        "foto_hilang": FOTO_HILANG if request.FILES else "",
        "baru": len(isian.anggota.forms) - 1 if aksi == "tambah" else None,
        "remah": remah_musyawarah(musyawarah, "Tambah keluarga"),
    }
    return render(request, "usulan/keluarga.html", konteks, status=status)


def _kabari(request: HttpRequest, usulan: list[Usulan]) -> None:
    messages.success(request, f"{len(usulan)} usulan dari keluarga {usulan[0].nama} masuk ke daftar.")
    peringatan = [u.nama for u in usulan if u.peringatan]
    if peringatan:
        messages.warning(
            request,
            f"Ada peringatan pada {', '.join(peringatan)}. Buka namanya di daftar untuk membaca apa yang perlu dipastikan.",
        )


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan")
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one entering proposal."""
    usulan = ambil_dari_musyawarah(request, pk)
    program = pilihan_program()
    if request.method == "POST":
        anggota, keluarga = AnggotaForm(request.POST, program=program), KeluargaForm(request.POST)
    else:
        anggota = AnggotaForm(initial=AnggotaForm.dari(usulan), program=program)
        keluarga = KeluargaForm(initial={k: getattr(usulan, k) for k in ("nomor_kk", "alamat", "rt", "rw")})
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if all([anggota.is_valid(), keluarga.is_valid()]):
            try:
                penyusunan.perbaiki_usulan(usulan, keluarga.cleaned_data | anggota.nilai(), oleh=request.pelaku)
            except IsianDitolak as ditolak:
                pasang_temuan(ditolak.temuan[0], anggota, keluarga)
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, "Isian usulan diperbaiki.")
                return redirect("usulan:rincian", usulan.pk)
    konteks = {
        "usulan": usulan,
        "anggota": anggota,
        "keluarga": keluarga,
        "galat": galat,
        "remah": _remah_usulan(usulan, "Perbaiki isian"),
    }
    catat_lihat(request, usulan)
    return render(request, "usulan/ubah.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan")
def ubah_survei(request: HttpRequest, pk: int) -> HttpResponse:
    """The ten answers of the family that this proposal belongs to."""
    usulan = ambil_dari_musyawarah(request, pk)
    survei = Survei.keluarga(usulan).first()
    formulir = SurveiForm(kiriman(request), request.FILES or None, initial=SurveiForm.dari(survei))
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                penyusunan.simpan_survei(
                    usulan.musyawarah,
                    usulan.nomor_kk,
                    formulir.nilai(),
                    oleh=request.pelaku,
                    foto_rumah=formulir.cleaned_data["foto_rumah"],
                )
            except Ditolak as ditolak:
                status = 409
                if "foto" in ditolak.kode or ditolak.kode == "berkas-besar":
                    formulir.add_error("foto_rumah", ditolak.pesan)
                else:
                    galat = ditolak
            else:
                messages.success(request, "Jawaban sepuluh pertanyaan disimpan.")
                return redirect("usulan:rincian", usulan.pk)
    konteks = {
        "usulan": usulan,
        "formulir": formulir,
        "survei": survei,
        "galat": galat,
        "foto_hilang": FOTO_HILANG if request.FILES else "",
        "remah": _remah_usulan(usulan, "Sepuluh pertanyaan"),
    }
    catat_lihat(request, usulan)
    return render(request, "usulan/survei.html", konteks, status=status)


def _remah_usulan(usulan: Usulan, ujung: str) -> list[tuple[str, str]]:
    return [
        ("Musyawarah", reverse("usulan:musyawarah_rincian", args=[usulan.musyawarah_id])),
        (usulan.nama, reverse("usulan:rincian", args=[usulan.pk])),
        (ujung, ""),
    ]
