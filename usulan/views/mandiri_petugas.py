"""Self-registrations at the offices: the village's list with its days, the kabupaten/kota's, the ministry's exceptions."""

from collections import Counter

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.akses import boleh, butuh_izin
from dasar.bacaan import LIHAT, catat_daftar, kata_saringan
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.jejak import catat
from dasar.nilai import SHDK_NAMA
from dasar.subjek import sidik
from dasar.templatetags.siks import nama_samar, nik_samar, tanggal
from dasar.unduh import kirim
from usulan import verval_mandiri
from usulan.alur import SM
from usulan.alur_mandiri import (
    ALIHKAN,
    MENUNGGU,
    MINTA_PERBAIKAN,
    MINTA_PERBAIKAN_KAB,
    MUSYAWARAHKAN,
    SP,
    TOLAK_PENDAFTARAN,
    VERVAL_KAB,
    VERVAL_KEMENSOS,
)
from usulan.forms.mandiri import (
    ALASAN_ALIHKAN,
    ALASAN_PERBAIKAN,
    ALASAN_TOLAK,
    AlasanMandiriForm,
    VervalKemensosForm,
)
from usulan.linimasa import teks_alasan
from usulan.milik import TABEL_PENDAFTARAN, garis_pendaftaran
from usulan.models import Musyawarah, Pendaftaran, Usulan
from usulan.views.ambil import ambil_musyawarah, kiriman, nama_musyawarah
from usulan.views.usulan import jawaban_survei

_ARTI = {
    "V-PRG-01": "Sudah terdaftar dalam DTKS, atau sudah peserta program itu.",
    "V-PRG-02": "Dalam DTKS atau usulan lain tercatat pada nomor KK lain.",
    "V-PRG-03": "Nama, tanggal lahir, dan ibu kandung sama dengan orang lain yang NIK-nya berbeda.",
    "V-PRG-04": "Sedang diusulkan untuk program yang sama.",
    "V-PRG-05": "NIK tidak padan dengan data kependudukan.",
    "V-PRG-06": "Menurut data kependudukan sudah meninggal.",
}


class SaringPendaftaran(forms.Form):
    tandai_opsional = False
    status = forms.ChoiceField(
        label="Status",
        choices=[("", "Yang menunggu"), *(c for c in SP.choices if c[0] != SP.DISUSUN), ("semua", "Semua status")],
        required=False,
    )

    def saring(self, baris: QuerySet[Pendaftaran], menunggu: tuple[str, ...]) -> QuerySet[Pendaftaran]:
        dipilih = self.cleaned_data.get("status", "") if self.is_valid() else ""
        if dipilih == "semua":
            return baris
        return baris.filter(status__in=[dipilih] if dipilih else menunggu)


@require_safe
@butuh_izin("lihat_usulan")
def daftar(request: HttpRequest) -> HttpResponse:
    """Without a filter: what waits for this office. Oldest first, because days are counted."""
    pelaku = request.pelaku
    terlihat = Pendaftaran.objects.terlihat_oleh(pelaku)
    saring = SaringPendaftaran(request.GET)
    # What waits here: the village may still table what went up already.
    menunggu = (SP.DIKIRIM, SP.DIALIHKAN) if pelaku.fungsi == "pengisi_desa" else (SP.DIALIHKAN,)
    baris = saring.saring(terlihat, menunggu)
    halaman = potong(baris.select_related("wilayah").prefetch_related("anggota"), request, urut=("id",))
    for p in halaman.baris:
        p.nama = ", ".join(dict.fromkeys(a.nama for a in sorted(p.anggota.all(), key=lambda a: a.pk)))
    jumlah = Counter(terlihat.filter(status__in=MENUNGGU).values_list("status", flat=True))
    desa = boleh(request, "ajukan_usulan")
    catat_daftar(
        pelaku, TABEL_PENDAFTARAN, jumlah=len(halaman.baris), saringan=kata_saringan(saring) or "Pendaftaran yang menunggu"
    )
    konteks = {
        "halaman": halaman,
        "saring": saring,
        "tersaring": bool(request.GET.get("status")),
        "bertingkat": len(pelaku.wilayah) < 10,
        "musyawarah": _musyawarah_terbuka(pelaku) if desa else [],
        "desa": desa,
        "ringkas": [
            {"label": "Menunggu musyawarah", "nilai": jumlah[SP.DIKIRIM], "url": f"?status={SP.DIKIRIM}"},
            {
                "label": "Menunggu verifikasi langsung",
                "nilai": jumlah[SP.DIALIHKAN],
                "url": f"?status={SP.DIALIHKAN}",
                "warna": "peringatan" if jumlah[SP.DIALIHKAN] else "",
            },
            {"label": "Diperbaiki pemohon", "nilai": jumlah[SP.PERBAIKAN], "url": f"?status={SP.PERBAIKAN}"},
        ],
    }
    return render(request, "usulan/mandiri/daftar.html", konteks)


def _musyawarah_terbuka(pelaku) -> list[tuple[int, str]]:
    baris = Musyawarah.objects.terlihat_oleh(pelaku).filter(status=SM.DISUSUN).order_by("-tanggal", "-pk")[:10]
    return [(m.pk, f"{nama_musyawarah(m)}, BA {m.nomor_berita_acara}") for m in baris]


def _ambil(request: HttpRequest, pk: int) -> Pendaftaran:
    terlihat = Pendaftaran.objects.terlihat_oleh(request.pelaku).select_related("wilayah", "survei", "pemohon")
    return get_object_or_404(terlihat, pk=pk)


@require_safe
@butuh_izin("lihat_usulan")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "usulan/mandiri/rincian.html", _isi_rincian(request, _ambil(request, pk)))


def _isi_rincian(request: HttpRequest, p: Pendaftaran) -> dict:
    pelaku = request.pelaku
    anggota = list(p.anggota.select_related("program").order_by("pk"))
    usulan = list(Usulan.objects.terlihat_oleh(pelaku).filter(pendaftaran=p).order_by("hubungan", "id"))
    catat(pelaku, LIHAT, TABEL_PENDAFTARAN, p.pk, p.wilayah_id, subjek=sidik(p.nomor_kk))
    for a in anggota:
        catat(pelaku, LIHAT, TABEL_PENDAFTARAN, p.pk, p.wilayah_id, subjek=sidik(a.nik))

    def dapat(langkah) -> bool:
        return langkah.boleh(pelaku) and p.status in langkah.dari

    masuk = dapat(MUSYAWARAHKAN)
    return {
        "p": p,
        "remah": [("Pendaftaran mandiri", reverse("mandiri:daftar")), (p.nomor, "")],
        "data": [
            ("Nomor tanda terima", p.nomor),
            ("Pemohon", f"{p.pemohon.nama}, mengusulkan {p.get_untuk_display().lower()}"),
            ("Telepon", p.kontak or "Tidak diisi"),
            ("Nomor KK", nik_samar(p.nomor_kk)),
            ("Alamat", f"{p.alamat}, RT {p.rt} RW {p.rw}"),
            ("Desa/kelurahan", p.wilayah.nama_lengkap),
            ("Dikirim", tanggal(p.dikirim_pada) if p.dikirim_pada else "Belum"),
        ],
        "anggota": [_orang(a) for a in anggota],
        "survei": p.survei,
        "jawaban": jawaban_survei(p.survei),
        "alasan": list(teks_alasan(p.daftar_alasan).values()) if p.alasan else [],
        "garis": garis_pendaftaran(p, usulan),
        "usulan": usulan,
        "musyawarah": _musyawarah_terbuka(pelaku) if masuk else [],
        "masuk": masuk,
        "minta": dapat(MINTA_PERBAIKAN) or dapat(MINTA_PERBAIKAN_KAB),
        "alihkan": dapat(ALIHKAN),
        "terima": dapat(VERVAL_KAB),
        "tolak": dapat(TOLAK_PENDAFTARAN),
        "kemensos": dapat(VERVAL_KEMENSOS),
        "hari_kabupaten": settings.MANDIRI_HARI_KABUPATEN,
    }


def _orang(a) -> dict:
    return {
        "nama": a.nama,
        "program": a.program.nama,
        "data": [
            ("NIK", nik_samar(a.nik)),
            ("Hubungan", SHDK_NAMA.get(str(a.hubungan), "")),
            ("Tempat, tanggal lahir", f"{a.tempat_lahir}, {tanggal(a.tanggal_lahir)}"),
            ("Nama ibu kandung", nama_samar(a.ibu_kandung)),
            ("Pekerjaan", a.pekerjaan),
        ],
        "peringatan": [
            {"teks": f"{_ARTI.get(k, 'Perlu dipastikan')} ({k})", "warna": "peringatan"} for k in a.daftar_peringatan
        ],
    }


@require_POST
@butuh_izin("ajukan_usulan")
def masukkan(request: HttpRequest) -> HttpResponse:
    """Put the ticked registrations (`pendaftaran`) on the list of `musyawarah`."""
    nomor = request.POST.get("musyawarah", "")
    dipilih = {int(n) for n in request.POST.getlist("pendaftaran") if n.isascii() and n.isdigit() and len(n) < 19}
    if not (nomor.isascii() and nomor.isdigit() and len(nomor) < 19):
        messages.error(request, "Pilih musyawarahnya. Bila belum ada yang terbuka, catat musyawarah lebih dulu.")
        return redirect("mandiri:daftar")
    musyawarah = ambil_musyawarah(request, int(nomor))
    boleh_masuk = list(Pendaftaran.objects.terlihat_oleh(request.pelaku).filter(pk__in=dipilih).values_list("pk", flat=True))
    try:
        hasil = verval_mandiri.musyawarahkan(musyawarah, boleh_masuk, oleh=request.pelaku)
    except Ditolak as galat:
        messages.error(request, galat.pesan)
        return redirect("mandiri:daftar")
    for tanda_terima, pesan in hasil.ditolak:
        messages.error(request, f"{tanda_terima} tidak masuk: {pesan}")
    if not hasil.pendaftaran:
        if not hasil.ditolak:
            messages.warning(request, "Tidak ada yang masuk: pendaftaran itu sudah diproses.")
        return redirect("mandiri:daftar")
    messages.success(request, f"{hasil.pendaftaran} pendaftaran ({len(hasil.usulan)} nama) masuk ke daftar musyawarah.")
    return redirect("usulan:musyawarah_rincian", musyawarah.pk)


def _beralasan(request, pk: int, izin: str, judul: str, teks: str, ket: str, formulir_untuk, jalankan) -> HttpResponse:
    """One page that asks for a reason, then takes the step."""
    if not boleh(request, izin):
        raise Http404
    p = _ambil(request, pk)
    formulir = formulir_untuk(kiriman(request))
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                jalankan(p, formulir)
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, f"{p.nomor}: {teks.lower()} tercatat. Pemohon melihatnya di Usulan saya.")
                return redirect("mandiri:daftar")
    konteks = {
        "formulir": formulir,
        "galat": galat,
        "judul": judul,
        "teks": teks,
        "keterangan": ket,
        "batal": reverse("mandiri:rincian", args=[pk]),
        "remah": [
            ("Pendaftaran mandiri", reverse("mandiri:daftar")),
            (p.nomor, reverse("mandiri:rincian", args=[pk])),
            (teks, ""),
        ],
    }
    return render(request, "usulan/mandiri/alasan.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan", "periksa_kelengkapan")
def minta_perbaikan(request: HttpRequest, pk: int) -> HttpResponse:
    izin = "ajukan_usulan" if boleh(request, "ajukan_usulan") else "periksa_kelengkapan"
    return _beralasan(
        request,
        pk,
        izin,
        "Minta pemohon memperbaiki",
        "Minta diperbaiki",
        "Pemohon membaca alasan ini, memperbaiki isiannya, lalu mengirim lagi. Tidak ada yang ditolak.",
        lambda isi: AlasanMandiriForm(isi, kode=ALASAN_PERBAIKAN),
        lambda p, f: verval_mandiri.minta_perbaikan(p, oleh=request.pelaku, **f.isi()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan")
def alihkan(request: HttpRequest, pk: int) -> HttpResponse:
    return _beralasan(
        request,
        pk,
        "ajukan_usulan",
        "Alihkan ke kabupaten/kota",
        "Alihkan",
        "Bila musyawarah tidak dapat diadakan dalam batas waktu, dinas sosial memverifikasi langsung (Pasal 9 Permensos 3/2021).",
        lambda isi: AlasanMandiriForm(isi, kode=ALASAN_ALIHKAN),
        lambda p, f: verval_mandiri.alihkan(p, oleh=request.pelaku, **f.isi()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("periksa_kelengkapan")
def tolak(request: HttpRequest, pk: int) -> HttpResponse:
    return _beralasan(
        request,
        pk,
        "periksa_kelengkapan",
        "Tolak pendaftaran",
        "Tolak",
        "Hanya bila pendaftaran ini tidak dapat diverifikasi. Layak atau tidaknya sebuah keluarga diputus verifikator.",
        lambda isi: AlasanMandiriForm(isi, kode=ALASAN_TOLAK, wajib_catatan=True),
        lambda p, f: verval_mandiri.tolak_pendaftaran(p, oleh=request.pelaku, **f.isi()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("nilai_integritas")
def verval_kemensos(request: HttpRequest, pk: int) -> HttpResponse:
    return _beralasan(
        request,
        pk,
        "nilai_integritas",
        "Verifikasi oleh Kementerian Sosial",
        "Nyatakan layak",
        f"Pengecualian menurut Pasal 9 ayat (3) huruf a: hanya setelah kabupaten/kota membiarkannya {settings.MANDIRI_HARI_KABUPATEN} "
        "hari. Penilaian integritasnya dilakukan rekan Anda, bukan Anda.",
        VervalKemensosForm,
        lambda p, f: verval_mandiri.verval_kemensos(p, oleh=request.pelaku, **f.cleaned_data),
    )


@require_POST
@butuh_izin("periksa_kelengkapan")
def terima(request: HttpRequest, pk: int) -> HttpResponse:
    """Complete: on to the verifikator, without a deliberation."""
    p = _ambil(request, pk)
    try:
        usulan = verval_mandiri.verval_kab(p, oleh=request.pelaku)
    except Ditolak as galat:
        return render(request, "usulan/mandiri/rincian.html", _isi_rincian(request, p) | {"galat": galat}, status=409)
    messages.success(request, f"{p.nomor}: {len(usulan)} nama menunggu putusan verifikator.")
    return redirect("mandiri:daftar")


@require_safe
@butuh_izin("lihat_usulan")
def foto_rumah(request: HttpRequest, pk: int) -> HttpResponseBase:
    p = _ambil(request, pk)
    if p.survei.foto_rumah is None:
        raise Http404
    return kirim(p.survei.foto_rumah, oleh=request.pelaku, nomor=p.nomor_kk)
