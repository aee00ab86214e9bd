"""Usulan saya: a citizen's registrations, from the empty form to the decision."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from akun.akses import butuh_izin
from akun.draf import buang_draf, buka_draf, draf_milik, simpan_draf
from dasar.bacaan import CETAK, LIHAT
from dasar.galat import Ditolak
from dasar.jejak import catat
from dasar.nilai import SHDK_NAMA
from dasar.pdf import VARIAN_WARGA, buat_pdf
from dasar.subjek import sidik
from dasar.templatetags.siks import nik_samar, tanggal
from dasar.unduh import kirim as kirim_berkas
from usulan import mandiri
from usulan.alur_mandiri import BATALKAN_PENDAFTARAN, SP
from usulan.forms.keluarga import ubah_baris
from usulan.forms.mandiri import IsianPendaftaran, KirimForm, ketikan
from usulan.galat import IsianDitolak
from usulan.linimasa import teks_alasan
from usulan.milik import TABEL_PENDAFTARAN, garis_pendaftaran, usulan_dari
from usulan.models import Pendaftaran, Usulan
from usulan.views.keluarga import FOTO_HILANG
from wilayah.models import nama_jalur

# Under it what was typed is kept: another address than the form's own, whose draft goes as soon as the form is sent.
_TERSIMPAN = "?tersimpan=1"


@require_safe
@butuh_izin("usul_mandiri")
def daftar(request: HttpRequest) -> HttpResponse:
    baris = list(Pendaftaran.objects.milik(request.pelaku).prefetch_related("anggota").order_by("-pk")[:50])
    usulan = usulan_dari(baris)
    for p in baris:
        p.nama = ", ".join(dict.fromkeys(a.nama for a in sorted(p.anggota.all(), key=lambda a: a.pk)))
        p.usulan_kini = usulan[p.pk]
    buat = reverse("usulan_saya:buat")
    konteks = {
        "baris": baris,
        "hari": settings.MANDIRI_HARI,
        "tersimpan": draf_milik(request.user.pk).filter(jalur=buat + _TERSIMPAN).exists(),
        "tombol": [{"teks": "Usulkan diri atau orang lain", "url": buat, "ikon": "user-plus", "gaya": "utama"}],
    }
    return render(request, "usulan/saya/daftar.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("usul_mandiri")
def buat(request: HttpRequest) -> HttpResponse:
    """Buttons `aksi`: tambah, hapus-<n> change the number of members; nanti keeps what was typed; simpan judges and keeps it."""
    return _isi(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("usul_mandiri")
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    pendaftaran = _ambil(request, pk)
    if not pendaftaran.bisa_diubah:
        messages.error(request, "Pendaftaran ini sudah dikirim dan tidak dapat diubah lagi.")
        return redirect("usulan_saya:rincian", pk)
    return _isi(request, pendaftaran)


def _isi(request: HttpRequest, pendaftaran: Pendaftaran | None) -> HttpResponse:
    galat, status = None, 200
    aksi = request.POST.get("aksi", "simpan")
    if request.method != "POST":
        isian = _isian_awal(request, pendaftaran)
    elif aksi == "nanti":
        return _simpan_dulu(request)
    elif aksi != "simpan":
        isian = IsianPendaftaran(ubah_baris(request.POST, aksi), diam=True)
    else:
        isian = IsianPendaftaran(request.POST, request.FILES)
        status = 422
        if isian.sah():
            try:
                tersimpan = _simpan(request, pendaftaran, isian)
            except IsianDitolak as ditolak:
                isian.pasang(ditolak.temuan)
            except Ditolak as ditolak:
                status = 409
                if "foto" in ditolak.kode or ditolak.kode == "berkas-besar":
                    isian.survei.add_error("foto_rumah", ditolak.pesan)
                else:
                    galat = ditolak
            else:
                buang_draf(request.user.pk, request.path + _TERSIMPAN)
                messages.success(request, "Isian tersimpan. Periksa sekali lagi, lalu kirim.")
                return redirect("usulan_saya:rincian", tersimpan.pk)
    judul = f"Perbaiki pendaftaran {pendaftaran.nomor}" if pendaftaran else "Usulkan diri atau orang lain"
    konteks = {
        "isian": isian,
        "galat": galat,
        "judul": judul,
        "foto_hilang": FOTO_HILANG if request.FILES else "",
        "foto_ada": bool(pendaftaran and pendaftaran.survei.foto_rumah_id),
        "baru": len(isian.anggota.forms) - 1 if aksi == "tambah" else None,
        "desa": request.penugasan.wilayah.nama_lengkap,
        "batal": reverse("usulan_saya:rincian", args=[pendaftaran.pk]) if pendaftaran else reverse("usulan_saya:daftar"),
        "remah": [("Usulan saya", reverse("usulan_saya:daftar")), (judul, "")],
    }
    return render(request, "usulan/saya/isi.html", konteks, status=status)


def _isian_awal(request: HttpRequest, pendaftaran: Pendaftaran | None) -> IsianPendaftaran:
    draf = draf_milik(request.user.pk).filter(jalur=request.path + _TERSIMPAN).first()
    if draf is not None:
        data = QueryDict(mutable=True)
        for nama, nilai in buka_draf(draf).isi:
            data.setlist(nama, nilai)
        if "anggota-TOTAL_FORMS" in data:
            messages.info(request, "Isian yang Anda simpan tadi dimuat kembali. Foto perlu dipilih lagi.")
            return IsianPendaftaran(ubah_baris(data, ""), diam=True)
    if pendaftaran is not None:
        return IsianPendaftaran(ketikan(pendaftaran), diam=True)
    return IsianPendaftaran()


def _simpan_dulu(request: HttpRequest) -> HttpResponse:
    isi = request.POST.copy()
    isi.pop("aksi", None)
    if simpan_draf(request.user.pk, request.path + _TERSIMPAN, isi, [], otomatis=False):
        messages.success(request, "Isian Anda disimpan selama 24 jam. Buka lagi untuk melanjutkan.")
    else:
        messages.error(request, "Isian tidak dapat disimpan. Hapus draf lama di halaman Akun, lalu coba lagi.")
    return redirect("usulan_saya:daftar")


def _simpan(request: HttpRequest, pendaftaran: Pendaftaran | None, isian: IsianPendaftaran) -> Pendaftaran:
    isi = isian.pendaftaran.cleaned_data | {
        "oleh": request.pelaku,
        "foto_rumah": isian.survei.cleaned_data["foto_rumah"],
    }
    if pendaftaran is None:
        return mandiri.susun_pendaftaran(isian.nilai(), isian.survei.nilai(), **isi)
    mandiri.perbaiki_pendaftaran(pendaftaran, isian.nilai(), isian.survei.nilai(), **isi)
    return pendaftaran


def _ambil(request: HttpRequest, pk: int) -> Pendaftaran:
    milik = Pendaftaran.objects.milik(request.pelaku).select_related("wilayah", "survei__foto_rumah")
    return get_object_or_404(milik, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("usul_mandiri")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it is, who has it, until when, why not; a POST sends it (`benar`)."""
    pendaftaran = _ambil(request, pk)
    formulir, galat, status = KirimForm(request.POST if request.method == "POST" else None), None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                pendaftaran = mandiri.kirim_pendaftaran(pendaftaran, oleh=request.pelaku, benar=True)
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(
                    request, f"Terkirim. Simpan nomor tanda terima {pendaftaran.nomor}: dengan nomor itu Anda dapat bertanya."
                )
                return redirect("usulan_saya:rincian", pk)
    anggota = list(pendaftaran.anggota.select_related("program").order_by("pk"))
    usulan = usulan_dari([pendaftaran])[pendaftaran.pk]
    konteks = {
        "p": pendaftaran,
        "formulir": formulir,
        "galat": galat,
        "data": _data(pendaftaran),
        "anggota": [
            {"nama": a.nama, "nik": nik_samar(a.nik), "hubungan": SHDK_NAMA.get(str(a.hubungan), ""), "program": a.program.nama}
            for a in anggota
        ],
        "usulan": usulan,
        "alasan": list(teks_alasan(pendaftaran.daftar_alasan).values()) if pendaftaran.alasan else [],
        "garis": garis_pendaftaran(pendaftaran, usulan, sendiri=request.pelaku.pengguna_id),
        "langkah": _langkah(pendaftaran, usulan),
        "bisa_dibatalkan": pendaftaran.status in BATALKAN_PENDAFTARAN.dari,
        "remah": [("Usulan saya", reverse("usulan_saya:daftar")), (pendaftaran.nomor, "")],
    }
    catat(request.pelaku, LIHAT, TABEL_PENDAFTARAN, pendaftaran.pk, pendaftaran.wilayah_id, subjek=sidik(pendaftaran.nomor_kk))
    return render(request, "usulan/saya/rincian.html", konteks, status=status)


def _data(p: Pendaftaran) -> list[tuple]:
    return [
        ("Yang diusulkan", p.get_untuk_display()),
        ("Nomor KK", nik_samar(p.nomor_kk)),
        ("Alamat", f"{p.alamat}, RT {p.rt} RW {p.rw}"),
        ("Desa/kelurahan", p.wilayah.nama_lengkap),
        ("Foto rumah", "Ada" if p.survei.foto_rumah_id else "Belum ada"),
        ("Kriteria yang terpenuhi", f"{p.survei.jumlah_kriteria} dari 9 (keterangan, bukan keputusan)"),
        *([("Keterangan Anda", p.keterangan)] if p.keterangan else []),
    ]


def _langkah(p: Pendaftaran, usulan: list[Usulan]) -> str:
    """Who has it now and what comes next, in one or two sentences."""
    if p.status == SP.DIKIRIM:
        return (
            f"Sekarang di desa/kelurahan. Paling lambat {tanggal(p.tenggat)} pendaftaran ini dibawa ke musyawarah. Bila lewat, "
            "dinas sosial kabupaten/kota mengambilnya; Anda tidak perlu mendaftar lagi."
        )
    if p.status == SP.DIALIHKAN:
        return (
            "Sekarang di dinas sosial kabupaten/kota, yang memverifikasi langsung tanpa musyawarah (Pasal 9 Permensos 3/2021)."
        )
    if p.status == SP.PERBAIKAN:
        return "Perbaiki isian menurut alasan di bawah, lalu kirim lagi. Pendaftaran ini menunggu Anda."
    if p.status == SP.DISUSUN:
        return "Belum dikirim: petugas belum melihatnya."
    if p.status in (SP.DIMUSYAWARAHKAN, SP.DIVERIFIKASI) and usulan:
        return "Pendaftaran ini sudah menjadi usulan. Perjalanannya tertulis per orang di bawah."
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("usul_mandiri")
def batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    pendaftaran = _ambil(request, pk)
    galat, status = None, 200
    if request.method == "POST":
        try:
            mandiri.batalkan_pendaftaran(pendaftaran, oleh=request.pelaku)
        except Ditolak as ditolak:
            galat, status = ditolak, 409
        else:
            messages.success(request, f"Pendaftaran {pendaftaran.nomor} dibatalkan.")
            return redirect("usulan_saya:daftar")
    konteks = {
        "p": pendaftaran,
        "galat": galat,
        "remah": [
            ("Usulan saya", reverse("usulan_saya:daftar")),
            (pendaftaran.nomor, reverse("usulan_saya:rincian", args=[pk])),
            ("Batalkan", ""),
        ],
    }
    return render(request, "usulan/saya/batalkan.html", konteks, status=status)


@require_safe
@butuh_izin("usul_mandiri")
def foto_rumah(request: HttpRequest, pk: int) -> HttpResponseBase:
    pendaftaran = _ambil(request, pk)
    if pendaftaran.survei.foto_rumah is None:
        raise Http404
    return kirim_berkas(pendaftaran.survei.foto_rumah, oleh=request.pelaku, nomor=pendaftaran.nomor_kk)


@require_safe
@butuh_izin("usul_mandiri")
def tanda_terima(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt as PDF: number, what was asked, where it stands."""
    pendaftaran = get_object_or_404(
        Pendaftaran.objects.milik(request.pelaku).exclude(dikirim_pada=None).select_related("wilayah"), pk=pk
    )
    provinsi, kabupaten, kecamatan, _ = nama_jalur(pendaftaran.wilayah_id)
    isi = {
        "judul": "Tanda Terima Pendaftaran Mandiri",
        "nomor": pendaftaran.nomor,
        "instansi_induk": f"Pemerintah {kabupaten}",
        "instansi": pendaftaran.wilayah.nama_lengkap,
        "alamat": f"Kecamatan {kecamatan}, {kabupaten}, {provinsi}",
        "p": pendaftaran,
        "alamat_lacak": settings.ALAMAT_PORTAL + reverse("lacak:formulir"),
        "anggota": list(pendaftaran.anggota.select_related("program").order_by("pk")),
        "tanggal": pendaftaran.dikirim_pada,
    }
    catat(
        request.pelaku, CETAK, TABEL_PENDAFTARAN, pk, pendaftaran.wilayah_id, "tanda terima", subjek=sidik(pendaftaran.nomor_kk)
    )
    return HttpResponse(
        buat_pdf("usulan/pdf/tanda_terima_mandiri.html", isi, varian=VARIAN_WARGA),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="tanda-terima-{pendaftaran.nomor}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
