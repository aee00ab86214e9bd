"""Data saya: what the portal holds about the person who is signed in, who looked at it, and a request to correct it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.akses import butuh_izin
from dasar.bacaan import CETAK, LIHAT
from dasar.galat import Ditolak
from dasar.jejak import catat
from dasar.nilai import IJAZAH_NAMA, JENIS_DISABILITAS, SHDK_NAMA
from dasar.pdf import VARIAN_WARGA, buat_pdf
from dasar.subjek import sidik
from dasar.templatetags.siks import nama_samar, nik_penuh, nik_samar, tanggal
from dasar.unduh import kirim
from usulan import koreksi as tindakan
from usulan.alur_mandiri import BATALKAN_KOREKSI
from usulan.forms.mandiri import KoreksiForm
from usulan.milik import data_register, didaftarkan_orang_lain, garis_koreksi, pembacaan, usulan_tentang
from usulan.models import Koreksi
from usulan.views.ambil import kiriman


@require_safe
@butuh_izin("lihat_data_saya")
def data(request: HttpRequest) -> HttpResponse:
    jawaban = render(request, "usulan/saya/data.html", _isi(request, LIHAT))
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@require_safe
@butuh_izin("lihat_data_saya")
def cetak(request: HttpRequest) -> HttpResponse:
    """The same as a PDF, for the person to keep."""
    isi = _isi(request, CETAK) | {
        "judul": "Data Saya dalam DTKS",
        "nomor": "",
        "instansi_induk": "Portal DTKS",
        "instansi": request.penugasan.wilayah.nama_lengkap,
        "alamat": "",
        "tanggal": timezone.localdate(),
    }
    return HttpResponse(
        buat_pdf("usulan/pdf/data_saya.html", isi, varian=VARIAN_WARGA),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="data-saya.pdf"', "Cache-Control": "private, no-store"},
    )


def _isi(request: HttpRequest, kejadian: str) -> dict:
    pelaku, nik = request.pelaku, request.user.nik
    # One's own number in clear only to whoever has passed the second step.
    terang = request.user.is_verified()
    tercatat = data_register(nik)
    catat(pelaku, kejadian, "dtks_individu", wilayah=pelaku.wilayah, catatan="data saya", subjek=sidik(nik))
    return {
        "nama": request.user.nama,
        "terang": terang,
        "tercatat": tercatat,
        "data": _data(tercatat.orang, terang) if tercatat.orang else [],
        "keluarga": _keluarga(tercatat, terang) if tercatat.keluarga else [],
        "anggota": [
            {"nama": o.nama, "hubungan": SHDK_NAMA.get(str(o.hubungan), ""), "nik": nik_samar(o.nik)}
            for o in tercatat.anggota
            if o.nik != nik
        ],
        "usulan": usulan_tentang(nik, pelaku.wilayah) if nik else [],
        "didaftarkan": didaftarkan_orang_lain(nik, pelaku) if nik else [],
        "pembacaan": pembacaan(nik, tercatat.nomor_kk),
        "koreksi": list(Koreksi.objects.milik(pelaku).order_by("-pk")[:20]),
    }


def _data(o, terang: bool) -> list[tuple]:
    nomor = nik_penuh if terang else nik_samar
    return [
        ("NIK", nomor(o.nik)),
        ("Nomor KK", nomor(o.nomor_kk)),
        ("Nama", o.nama),
        ("Hubungan dalam keluarga", SHDK_NAMA.get(str(o.hubungan), "")),
        ("Tempat, tanggal lahir", f"{o.tempat_lahir}, {tanggal(o.tanggal_lahir)}"),
        ("Jenis kelamin", o.get_jenis_kelamin_display()),
        ("Nama ibu kandung", o.ibu_kandung if terang else nama_samar(o.ibu_kandung)),
        ("Status perkawinan", o.status_kawin.capitalize()),
        ("Pekerjaan", o.pekerjaan),
        ("Ijazah tertinggi", IJAZAH_NAMA.get(o.pendidikan, o.pendidikan)),
        ("Disabilitas", JENIS_DISABILITAS.get(str(o.disabilitas), "Tidak tercatat")),
    ]


def _keluarga(tercatat, terang: bool) -> list[tuple]:
    k = tercatat.keluarga
    return [
        ("Alamat", f"{k.alamat}, RT {k.rt} RW {k.rw}"),
        ("Desa/kelurahan", k.wilayah.nama_lengkap),
        ("Anggota dalam DTKS", len(tercatat.anggota)),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("usul_mandiri")
def minta_koreksi(request: HttpRequest) -> HttpResponse:
    formulir = KoreksiForm(kiriman(request), request.FILES or None)
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            isi = formulir.cleaned_data
            try:
                satu = tindakan.ajukan_koreksi(isi["kolom"], isi["isi_benar"], bukti=isi["bukti"], oleh=request.pelaku)
            except Ditolak as ditolak:
                status = 409
                if any(k in ditolak.kode for k in ("foto", "pdf", "berkas", "dokumen")):
                    formulir.add_error("bukti", ditolak.pesan)
                else:
                    galat = ditolak
            else:
                messages.success(request, f"Permintaan terkirim. Nomor tanda terima {satu.nomor}.")
                return redirect("data_saya:koreksi", satu.pk)
    konteks = {
        "formulir": formulir,
        "galat": galat,
        "remah": [("Data saya", reverse("data_saya:data")), ("Minta koreksi", "")],
    }
    return render(request, "usulan/saya/koreksi_isi.html", konteks, status=status)


def _ambil(request: HttpRequest, pk: int) -> Koreksi:
    return get_object_or_404(Koreksi.objects.milik(request.pelaku).select_related("berkas"), pk=pk)


@require_safe
@butuh_izin("usul_mandiri")
def koreksi(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _ambil(request, pk)
    konteks = {
        "k": satu,
        "garis": garis_koreksi(satu, sendiri=request.pelaku.pengguna_id),
        "bisa_dibatalkan": satu.status in BATALKAN_KOREKSI.dari,
        "remah": [("Data saya", reverse("data_saya:data")), (satu.nomor, "")],
    }
    return render(request, "usulan/saya/koreksi.html", konteks)


@require_POST
@butuh_izin("usul_mandiri")
def batalkan_koreksi(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _ambil(request, pk)
    try:
        tindakan.batalkan_koreksi(satu, oleh=request.pelaku)
    except Ditolak as galat:
        messages.error(request, galat.pesan)
    else:
        messages.success(request, f"Permintaan {satu.nomor} dibatalkan.")
    return redirect("data_saya:koreksi", pk)


@require_safe
@butuh_izin("usul_mandiri")
def bukti(request: HttpRequest, pk: int) -> HttpResponseBase:
    satu = _ambil(request, pk)
    if satu.berkas is None:
        raise Http404
    return kirim(satu.berkas, oleh=request.pelaku, nomor=satu.nik)
