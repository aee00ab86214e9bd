"""What officers do with one objection: each a page with a form that calls one act."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from akun.akses import butuh_izin
from dasar.bacaan import LIHAT
from dasar.jejak import catat
from dasar.subjek import sidik
from sanggahan import pelaporan, pemeriksaan, putusan
from sanggahan.alasan import SEBAB
from sanggahan.alur import SS
from sanggahan.forms import BantahForm, BuktikanForm, JawabDesaForm, LaporanForm, TolakAwalForm, TugaskanForm, UlangiForm
from sanggahan.linimasa import TABEL
from sanggahan.models import Sanggahan
from sanggahan.views.isian import isian, kiriman
from sanggahan.views.petugas import ambil

_HALAMAN = ["GET", "HEAD", "POST"]


def _ambil(request: HttpRequest, pk: int, *status: str) -> Sanggahan:
    """The objection, where this act is possible at all."""
    sanggahan = ambil(request, pk)
    if request.method != "POST" and sanggahan.status not in status:
        raise Http404
    catat(request.pelaku, LIHAT, TABEL, sanggahan.pk, sanggahan.wilayah_id, subjek=sidik(sanggahan.nik))
    return sanggahan


def _konteks(s: Sanggahan, judul: str, teks: str, **lain) -> dict:
    kembali = reverse("sanggahan:rincian", args=[s.pk])
    return {
        "judul": judul,
        "remah": [("Sanggahan", reverse("sanggahan:daftar")), (s.nomor, kembali), (judul, "")],
        "rincian": [("Yang disanggah", s.nama), ("Pokok sanggahan", s.pokok or s.get_alasan_sanggah_display())],
        "teks": teks,
        "kembali": kembali,
        **lain,
    }


def _selesai(request: HttpRequest, s: Sanggahan, pesan: str) -> HttpResponse:
    messages.success(request, pesan)
    return redirect("sanggahan:rincian", s.pk)


@require_http_methods(_HALAMAN)
@butuh_izin("periksa_sanggahan")
def tolak_awal(request: HttpRequest, pk: int) -> HttpResponse:
    s = _ambil(request, pk, SS.DIKIRIM)

    def lakukan(isi: dict) -> HttpResponse:
        pemeriksaan.tolak_awal(s, **isi, oleh=request.pelaku)
        return _selesai(request, s, f"Sanggahan {s.nomor} tidak diteruskan. Alasannya dapat dibaca yang menyanggah.")

    formulir = TolakAwalForm(kiriman(request)[0])
    return isian(request, formulir, lakukan, _konteks(s, "Jangan teruskan sanggahan", "Jangan teruskan", gaya="bahaya"))


@require_http_methods(_HALAMAN)
@butuh_izin("periksa_sanggahan")
def tugaskan(request: HttpRequest, pk: int) -> HttpResponse:
    s = _ambil(request, pk, SS.DIKIRIM, SS.CEK_LAPANGAN)
    ganti = s.status == SS.CEK_LAPANGAN
    petugas = [(p.pengguna_id, p.pengguna.nama) for p in pemeriksaan.calon_pengunjung(s)]

    def lakukan(isi: dict) -> HttpResponse:
        tercapai = pemeriksaan.tugaskan(s, isi["pengunjung"], pokok=isi.get("pokok", ""), oleh=request.pelaku)
        kabar = "" if tercapai else " Keluarga ini tidak punya akun: minta desa/kelurahan mengantar surat pemberitahuannya."
        return _selesai(request, s, f"Kunjungan ditugaskan dan keluarga diberi tahu.{kabar}")

    judul = "Ganti petugas kunjungan" if ganti else "Tugaskan kunjungan"
    ket = "" if petugas else "Belum ada petugas desa/kelurahan yang bertugas. Minta admin mengangkatnya lebih dulu."
    formulir = TugaskanForm(kiriman(request)[0], petugas=petugas, ganti=ganti)
    return isian(request, formulir, lakukan, _konteks(s, judul, "Tugaskan", ikon="user-check", keterangan=ket))


@require_http_methods(_HALAMAN)
@butuh_izin("kunjungi_sanggahan")
def laporkan(request: HttpRequest, pk: int) -> HttpResponse:
    s = _ambil(request, pk, SS.CEK_LAPANGAN)
    if s.petugas_id != request.pelaku.pengguna_id:
        raise Http404
    formulir = LaporanForm(*kiriman(request))

    def lakukan(isi: dict) -> HttpResponse:
        pelaporan.laporkan(s, **formulir.nilai(), oleh=request.pelaku)
        return _selesai(request, s, "Laporan kunjungan terkirim ke verifikator.")

    konteks = _konteks(s, "Laporan kunjungan", "Kirim laporan", ikon="send", peta=True)
    return isian(request, formulir, lakukan, konteks)


@require_http_methods(_HALAMAN)
@butuh_izin("kunjungi_sanggahan")
def catat_jawaban(request: HttpRequest, pk: int) -> HttpResponse:
    s = _ambil(request, pk, SS.CEK_LAPANGAN, SS.DIKUNJUNGI)

    def lakukan(isi: dict) -> HttpResponse:
        pelaporan.jawab(s, isi["isi"], penjawab=isi["penjawab"], oleh=request.pelaku)
        return _selesai(request, s, "Jawaban keluarga dicatat.")

    ket = "Tulis dengan kata-kata keluarga itu sendiri, lalu bacakan kembali sebelum menyimpan."
    formulir = JawabDesaForm(kiriman(request)[0])
    return isian(request, formulir, lakukan, _konteks(s, "Catat jawaban keluarga", "Simpan jawaban", keterangan=ket))


@require_http_methods(_HALAMAN)
@butuh_izin("putuskan_sanggahan")
def buktikan(request: HttpRequest, pk: int) -> HttpResponse:
    s = _ambil(request, pk, SS.DIKUNJUNGI)

    def lakukan(isi: dict) -> HttpResponse:
        usulan = putusan.buktikan(s, **isi, oleh=request.pelaku)
        return _selesai(request, s, f"Diputus terbukti. {len(usulan)} usulan menunggu berkas pengesahan.")

    ket = "Putusan ini menerbitkan usulan biasa. Keluarga tetap menerima sampai usulan itu disahkan dan ditetapkan."
    formulir = BuktikanForm(kiriman(request)[0], initial={"sebab": SEBAB[s.alasan_sanggah]})
    return isian(request, formulir, lakukan, _konteks(s, "Putus terbukti", "Putus terbukti", keterangan=ket))


@require_http_methods(_HALAMAN)
@butuh_izin("putuskan_sanggahan")
def bantah(request: HttpRequest, pk: int) -> HttpResponse:
    s = _ambil(request, pk, SS.DIKUNJUNGI)

    def lakukan(isi: dict) -> HttpResponse:
        putusan.bantah(s, **isi, oleh=request.pelaku)
        return _selesai(request, s, "Diputus tidak terbukti. Tidak ada yang berubah bagi keluarga itu.")

    return isian(request, BantahForm(kiriman(request)[0]), lakukan, _konteks(s, "Putus tidak terbukti", "Putus tidak terbukti"))


@require_http_methods(_HALAMAN)
@butuh_izin("putuskan_sanggahan")
def ulangi(request: HttpRequest, pk: int) -> HttpResponse:
    s = _ambil(request, pk, SS.DIKUNJUNGI)

    def lakukan(isi: dict) -> HttpResponse:
        putusan.ulangi(s, **isi, oleh=request.pelaku)
        return _selesai(request, s, "Kunjungan ulang diminta.")

    return isian(
        request, UlangiForm(kiriman(request)[0]), lakukan, _konteks(s, "Minta kunjungan ulang", "Minta kunjungan ulang")
    )
