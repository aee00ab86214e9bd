"""Objections for citizens: one's own, those about the own family, and those that neighbours are asked about."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from akun.akses import butuh_izin
from dasar.bacaan import LIHAT
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import catat
from dasar.subjek import sidik
from dasar.templatetags.siks import nama_samar, tanggal
from sanggahan import banding, pelaporan, pencarian, pengajuan
from sanggahan.alur import DIPUTUS, SS
from sanggahan.forms import CariForm, JawabForm, KeberatanForm, SanggahForm, TanggapForm
from sanggahan.keluarga import hitung_tanggapan
from sanggahan.linimasa import TABEL, garis_warga
from sanggahan.milik import milik, tentang_keluarga, untuk_ditanggapi
from sanggahan.models import Keberatan, Sanggahan
from sanggahan.views.isian import isian, kiriman
from usulan.kepentingan import keluarga_petugas

_HALAMAN = ["GET", "HEAD", "POST"]
TAMPIL = 20


@require_safe
@butuh_izin("ajukan_sanggahan")
def daftar(request: HttpRequest) -> HttpResponse:
    pelaku = request.pelaku
    sendiri = keluarga_petugas(pelaku.pengguna_id)
    with seluruh_negeri():
        ditolak = [
            {"pk": u.pk, "nama": u.nama, "uraian": u.uraian, "nomor": u.nomor, "label": u.label_warga}
            for u in banding.usulan_sendiri(*sendiri).filter(keberatan__isnull=True).order_by("-id")[:TAMPIL]
        ]
    banding_sendiri = Keberatan.objects.filter(dibuat_oleh=pelaku.pengguna_id, usulan__isnull=False).order_by("-id")
    konteks = {
        "milik": list(milik(pelaku).order_by("-id")[:TAMPIL]),
        "keluarga": list(tentang_keluarga(*sendiri).order_by("-id")[:TAMPIL]),
        "tanggapan": list(untuk_ditanggapi(pelaku, *sendiri).order_by("batas_jawab", "id")[:TAMPIL]),
        "ditolak": ditolak,
        "banding": list(banding_sendiri[:TAMPIL]),
    }
    for s in konteks["milik"]:
        s.samar = nama_samar(s.nama)
    catat(pelaku, "lihat_daftar", TABEL, catatan="Sanggahan saya")
    return render(request, "sanggahan/saya.html", konteks)


@require_http_methods(_HALAMAN)
@butuh_izin("ajukan_sanggahan")
def cari(request: HttpRequest) -> HttpResponse:
    """By POST, so that no name stands in an address."""

    def lakukan(isi: dict) -> HttpResponse:
        hasil = pencarian.cari_disanggah(isi["nama"], oleh=request.pelaku)
        return render(request, "sanggahan/cari.html", konteks | {"hasil": hasil, "formulir": formulir, "dicari": True})

    konteks = {
        "remah": [("Sanggahan", reverse("sanggahan:saya")), ("Cari", "")], "hasil": [], "dicari": False,
        "desa": request.penugasan.wilayah.nama,
    }  # fmt: skip
    formulir = CariForm(kiriman(request)[0])
    return isian(request, formulir, lakukan, konteks, "sanggahan/cari.html")


@require_http_methods(_HALAMAN)
@butuh_izin("ajukan_sanggahan")
def buat(request: HttpRequest, kunci: str) -> HttpResponse:
    orang = pencarian.buka_kunci(kunci, oleh=request.pelaku)
    if orang is None:
        raise Http404
    # Without a subject: whoever asks "who looked at my data" must not be told that a neighbour is about to object.
    catat(request.pelaku, LIHAT, "sanggahan_penyanggah")

    def lakukan(isi: dict) -> HttpResponse:
        isi = {k: isi[k] for k in ("alasan", "pernyataan", "foto", "lintang", "bujur")}
        s = pengajuan.sanggah(orang, **isi, oleh=request.pelaku)
        messages.success(
            request, f"Sanggahan terkirim dengan nomor {s.nomor}. Identitas Anda tidak dibuka kepada desa/kelurahan."
        )
        return redirect("sanggahan:saya_rincian", s.pk)

    konteks = {
        "judul": "Sanggah",
        "remah": [("Sanggahan", reverse("sanggahan:saya")), ("Cari", reverse("sanggahan:saya_cari")), ("Sanggah", "")],
        "rincian": [("Yang disanggah", pencarian.sebut(orang, pencarian.rumah_dari(orang)))],
        "keterangan": "Nama Anda hanya dapat dilihat verifikator dan auditor. Desa/kelurahan dan keluarga yang disanggah tidak dapat "
        "melihatnya.",
        "teks": "Kirim sanggahan",
        "ikon": "send",
        "kembali": reverse("sanggahan:saya"),
        "peta": True,
    }
    return isian(request, SanggahForm(*kiriman(request)), lakukan, konteks)


def _dasar(s: Sanggahan, pihak: str) -> dict:
    layak, tidak = hitung_tanggapan(s)
    putusan = []
    if s.status in (*DIPUTUS, SS.DITOLAK_AWAL, SS.LEWAT_WAKTU):
        putusan = [("Hasil", s.label_warga), ("Dasar", s.alasan_kata), ("Penjelasan", s.catatan)]
    return {
        "sanggahan": s,
        "remah": [("Sanggahan", reverse("sanggahan:saya")), (s.nomor, "")],
        "putusan": putusan,
        "garis": garis_warga(s),
        "layak": layak,
        "tidak": tidak,
        "bisa_keberatan": banding.bisa_keberatan(s, pihak),
        "batas_keberatan": s.batas_keberatan,
        "pihak": pihak,
    }


@require_safe
@butuh_izin("ajukan_sanggahan")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """The objector's own view."""
    s = get_object_or_404(milik(request.pelaku).select_related("aduan"), pk=pk)
    catat(request.pelaku, LIHAT, "sanggahan_penyanggah", s.pk)
    konteks = _dasar(s, Keberatan.Pihak.PENYANGGAH) | {
        "data": [
            ("Yang disanggah", f"{nama_samar(s.nama)}, RT {s.rt} RW {s.rw}"),
            ("Alasan", s.get_alasan_sanggah_display()),
            ("Pernyataan Anda", s.aduan.pernyataan or "–"),
            ("Dikirim", tanggal(s.dikirim_tanggal)),
        ]
    }
    return render(request, "sanggahan/saya_rincian.html", konteks)


@require_http_methods(_HALAMAN)
@butuh_izin("ajukan_sanggahan")
def keluarga(request: HttpRequest, pk: int) -> HttpResponse:
    """The view of the family concerned: what is objected, its answer, the verdict."""
    s = get_object_or_404(tentang_keluarga(*keluarga_petugas(request.pelaku.pengguna_id)), pk=pk)
    catat(request.pelaku, LIHAT, TABEL, s.pk, subjek=sidik(s.nik))

    def lakukan(isi: dict) -> HttpResponse:
        pelaporan.jawab(s, isi["isi"], oleh=request.pelaku)
        messages.success(request, "Jawaban Anda terkirim. Verifikator membacanya sebelum memutus.")
        return redirect("sanggahan:keluarga_rincian", s.pk)

    konteks = _dasar(s, Keberatan.Pihak.KELUARGA) | {
        "data": [
            ("Menyangkut", s.nama),
            ("Yang disanggah", s.pokok),
            *([("Anda dapat menjawab sampai", tanggal(s.batas_jawab))] if s.batas_jawab else []),
        ],
        "jawaban": s.jawaban.filter(dibuat_oleh=request.pelaku.pengguna_id).order_by("id"),
        "boleh_dijawab": s.boleh_dijawab,
        "teks": "Kirim jawaban",
    }
    return isian(request, JawabForm(kiriman(request)[0]), lakukan, konteks, "sanggahan/keluarga_rincian.html")


@require_http_methods(_HALAMAN)
@butuh_izin("ajukan_sanggahan")
def tanggapi(request: HttpRequest, pk: int) -> HttpResponse:
    """What a neighbour says; shown as a count, never decisive."""
    s = get_object_or_404(untuk_ditanggapi(request.pelaku, *keluarga_petugas(request.pelaku.pengguna_id)), pk=pk)
    catat(request.pelaku, LIHAT, "sanggahan_penyanggah", s.pk)

    def lakukan(isi: dict) -> HttpResponse:
        pelaporan.tanggapi(s, isi["layak"] == "ya", isi["keterangan"], oleh=request.pelaku)
        messages.success(request, "Tanggapan Anda dicatat. Nama Anda tidak ditampilkan kepada desa/kelurahan.")
        return redirect("sanggahan:saya")

    konteks = {
        "judul": "Beri tanggapan",
        "remah": [("Sanggahan", reverse("sanggahan:saya")), ("Tanggapan", "")],
        "rincian": [("Keluarga", f"{s.nama}, RT {s.rt} RW {s.rw}"), ("Yang disanggah", s.pokok)],
        "keterangan": "Tanggapan warga dihitung dan dibaca verifikator, tetapi tidak menentukan putusan.",
        "teks": "Kirim tanggapan",
        "kembali": reverse("sanggahan:saya"),
    }
    return isian(request, TanggapForm(kiriman(request)[0]), lakukan, konteks)


@require_http_methods(_HALAMAN)
@butuh_izin("ajukan_sanggahan")
def keberatan(request: HttpRequest, pk: int) -> HttpResponse:
    s = get_object_or_404(Sanggahan.objects.filter(status__in=DIPUTUS), pk=pk)
    pihak = banding.pihak_dari(s, request.pelaku)
    if not pihak:
        raise Http404
    kembali = "saya_rincian" if pihak == Keberatan.Pihak.PENYANGGAH else "keluarga_rincian"
    alamat = reverse(f"sanggahan:{kembali}", args=[s.pk])

    def lakukan(isi: dict) -> HttpResponse:
        k = banding.ajukan_keberatan(s, isi["isi"], oleh=request.pelaku)
        messages.success(request, f"Keberatan {k.nomor} terkirim ke kepala dinas sosial.")
        return redirect(alamat)

    konteks = {
        "judul": "Ajukan keberatan",
        "remah": [("Sanggahan", reverse("sanggahan:saya")), (s.nomor, alamat), ("Keberatan", "")],
        "rincian": [("Putusan", s.label_warga), ("Penjelasan", s.catatan)],
        "keterangan": "Keberatan diputus kepala dinas sosial, bukan oleh yang memutus pertama kali.",
        "teks": "Kirim keberatan",
        "kembali": alamat,
    }
    return isian(request, KeberatanForm(kiriman(request)[0]), lakukan, konteks)


@require_http_methods(_HALAMAN)
@butuh_izin("ajukan_sanggahan")
def keberatan_usulan(request: HttpRequest, pk: int) -> HttpResponse:
    """Against one's own refusal or exclusion."""
    with seluruh_negeri():
        u = get_object_or_404(banding.usulan_sendiri(*keluarga_petugas(request.pelaku.pengguna_id)), pk=pk)
    catat(request.pelaku, LIHAT, "sanggahan_penyanggah", subjek=sidik(u.nik))

    def lakukan(isi: dict) -> HttpResponse:
        k = banding.ajukan_keberatan(u.pk, isi["isi"], oleh=request.pelaku)
        messages.success(request, f"Keberatan {k.nomor} terkirim ke kepala dinas sosial.")
        return redirect("sanggahan:saya")

    konteks = {
        "judul": "Ajukan keberatan",
        "remah": [("Sanggahan", reverse("sanggahan:saya")), ("Keberatan", "")],
        "rincian": [
            ("Nama", u.nama),
            ("Usulan", f"{u.uraian} ({u.nomor})"),
            ("Hasil", u.label_warga),
            ("Penjelasan", u.catatan),
        ],
        "keterangan": "Keberatan diputus kepala dinas sosial. Bila diterima, usulan baru dibuat dan diperiksa seperti usulan lain.",
        "teks": "Kirim keberatan",
        "kembali": reverse("sanggahan:saya"),
    }
    return isian(request, KeberatanForm(kiriman(request)[0]), lakukan, konteks)
