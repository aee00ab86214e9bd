"""Objections for officers: the list, the file of one, and the way from a proposal to its file."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from akun.akses import boleh, butuh_izin
from dasar.bacaan import LIHAT, catat_daftar, kata_saringan
from dasar.halaman import potong
from dasar.jejak import catat
from dasar.subjek import sidik
from dasar.templatetags.siks import nik_samar, tanggal, waktu
from sanggahan.alur import SS
from sanggahan.forms import SaringForm
from sanggahan.keluarga import berkerabat, hitung_tanggapan
from sanggahan.linimasa import TABEL, garis_petugas
from sanggahan.models import Aduan, Bukti, FotoKunjungan, Kunjungan, Penyanggah, Sanggahan, Tanggapan
from sanggahan.putusan import belum_didengar
from usulan.models import Survei, Usulan
from wilayah.models import nama_jalur

PENUH = ("periksa_sanggahan", "putuskan_sanggahan", "putuskan_keberatan", "lihat_jejak")
IDENTITAS = ("putuskan_sanggahan", "lihat_jejak")


def ambil(request: HttpRequest, pk: int) -> Sanggahan:
    return get_object_or_404(
        Sanggahan.objects.terlihat_oleh(request.pelaku).select_related("wilayah", "petugas", "diputus_oleh"), pk=pk
    )


@require_safe
@butuh_izin("lihat_sanggahan", "pantau_sanggahan")
def daftar(request: HttpRequest) -> HttpResponse:
    """Objections of the area; the province sees which are late, without a name."""
    pantau = boleh(request, "pantau_sanggahan")
    saring = SaringForm(request.GET)
    baris = saring.saring(Sanggahan.objects.terlihat_oleh(request.pelaku))
    halaman = potong(baris.select_related("wilayah"), request, urut=("-id",))
    kini = timezone.localdate()
    for s in halaman.baris:
        s.umur = (kini - s.dikirim_tanggal).days
    if not pantau:
        catat_daftar(request.pelaku, TABEL, jumlah=len(halaman.baris), saringan=kata_saringan(saring))
    konteks = {
        "saring": saring, "halaman": halaman, "pantau": pantau, "ket": request.penugasan.wilayah.nama,
        "desa": boleh(request, "kunjungi_sanggahan"),
    }  # fmt: skip
    return render(request, "sanggahan/daftar.html", konteks)


@require_safe
@butuh_izin("lihat_sanggahan")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of one objection, as far as the function may read it, and what may be done next."""
    return render(request, "sanggahan/rincian.html", isi_rincian(request, ambil(request, pk)))


def isi_rincian(request: HttpRequest, sanggahan: Sanggahan) -> dict:
    penuh = boleh(request, *PENUH)
    catat(request.pelaku, LIHAT, TABEL, sanggahan.pk, sanggahan.wilayah_id, subjek=sidik(sanggahan.nik))
    jalur = nama_jalur(sanggahan.wilayah_id)
    layak, tidak = hitung_tanggapan(sanggahan)
    konteks = {
        "sanggahan": sanggahan,
        "remah": [("Sanggahan", reverse("sanggahan:daftar")), (sanggahan.nomor, "")],
        "orang": [
            ("NIK", nik_samar(sanggahan.nik)),
            ("Nomor KK", nik_samar(sanggahan.nomor_kk)),
            ("RT/RW", f"RT {sanggahan.rt} RW {sanggahan.rw}"),
            ("Desa/kelurahan", " › ".join(jalur[1:][::-1])),
            ("Yang disanggah", sanggahan.pokok or sanggahan.get_alasan_sanggah_display()),
            ("Dikirim", tanggal(sanggahan.dikirim_tanggal)),
            *([("Petugas kunjungan", sanggahan.petugas.nama)] if sanggahan.petugas else []),
            *([("Keluarga dapat menjawab sampai", tanggal(sanggahan.batas_jawab))] if sanggahan.batas_jawab else []),
        ],
        "penuh": penuh,
        "aduan": None,
        "bukti": [],
        "penyanggah": None,
        "tanggapan": [],
        "layak": layak,
        "tidak": tidak,
        "jawaban": sanggahan.jawaban.order_by("id"),
        "kunjungan": _kunjungan(sanggahan),
        "hasil": [h.usulan for h in sanggahan.hasil.select_related("usulan")] if penuh else [],
        "keberatan": list(sanggahan.keberatan.order_by("id")) if penuh else [],
        "garis": garis_petugas(sanggahan),
        "tindakan": _tindakan(request, sanggahan),
        "menunggu_keluarga": sanggahan.status == SS.DIKUNJUNGI and belum_didengar(sanggahan),
        "surat": bool(sanggahan.batas_jawab) and boleh(request, "kunjungi_sanggahan", "periksa_sanggahan"),
    }
    if penuh:
        konteks["aduan"] = Aduan.objects.filter(sanggahan=sanggahan).first()
        konteks["bukti"] = Bukti.objects.filter(sanggahan=sanggahan).order_by("id")
    if boleh(request, *IDENTITAS):
        konteks["penyanggah"] = Penyanggah.objects.select_related("pengguna").filter(sanggahan=sanggahan).first()
        konteks["tanggapan"] = Tanggapan.objects.filter(sanggahan=sanggahan).select_related("pengguna").order_by("id")[:100]
        # Of no area, as everything that speaks of the objector.
        catat(request.pelaku, LIHAT, "sanggahan_penyanggah", sanggahan.pk)
    return konteks


def _kunjungan(sanggahan: Sanggahan) -> list[Kunjungan]:
    hasil = list(
        sanggahan.kunjungan.select_related("dibuat_oleh")
        .prefetch_related(Prefetch("foto", FotoKunjungan.objects.order_by("id")))
        .order_by("-id")
    )
    tanya = [Survei._meta.get_field(n).verbose_name for n in Survei.PERTANYAAN]
    for k in hasil:
        k.daftar_jawaban = [
            (t, {"Y": "Ya", "T": "Tidak", "-": "Tidak dapat ditanyakan"}[j]) for t, j in zip(tanya, k.jawaban, strict=True)
        ]
        k.data = [
            ("Waktu", waktu(k.dikunjungi_pada)),
            ("Bertemu keluarga", "Ya" if k.bertemu else "Tidak"),
            ("Lokasi", f"{k.lintang}, {k.bujur}".replace(".", ",")),
            ("Oleh", k.dibuat_oleh.nama),
        ]
    return hasil


def _tindakan(request: HttpRequest, s: Sanggahan) -> list[dict]:
    """Buttons of what this function may do with the objection as it stands."""

    def tombol(nama: str, teks: str, ikon: str, gaya: str = "kedua") -> dict:
        return {"teks": teks, "url": reverse(f"sanggahan:{nama}", args=[s.pk]), "ikon": ikon, "gaya": gaya}

    if boleh(request, "periksa_sanggahan", "putuskan_sanggahan") and berkerabat(s, request.pelaku.pengguna_id):
        return []
    if boleh(request, "periksa_sanggahan"):
        if s.status == SS.DIKIRIM:
            return [tombol("tugaskan", "Tugaskan kunjungan", "user-check", ""), tombol("tolak_awal", "Jangan teruskan", "x")]
        return [tombol("tugaskan", "Ganti petugas kunjungan", "user-check")] if s.status == SS.CEK_LAPANGAN else []
    if boleh(request, "kunjungi_sanggahan"):
        butir = []
        if s.status == SS.CEK_LAPANGAN and s.petugas_id == request.pelaku.pengguna_id:
            butir.append(tombol("laporkan", "Kirim laporan kunjungan", "clipboard-list", ""))
        return butir + ([tombol("catat_jawaban", "Catat jawaban keluarga", "message")] if s.boleh_dijawab else [])
    if boleh(request, "putuskan_sanggahan") and s.status == SS.DIKUNJUNGI:
        ulang = tombol("ulangi", "Minta kunjungan ulang", "arrow-back-up")
        if belum_didengar(s):
            return [ulang]
        return [tombol("buktikan", "Terbukti", "check", ""), tombol("bantah", "Tidak terbukti", "x"), ulang]
    return []


@require_safe
@butuh_izin("lihat_sanggahan")
def perkara(request: HttpRequest, pk: int) -> HttpResponse:
    """From a proposal without a deliberation to what it rests on: the objection, the appeal, or the resignation."""
    usulan = get_object_or_404(
        Usulan.objects.terlihat_oleh(request.pelaku).select_related("hasil_sanggahan", "pengunduran", "wilayah"), pk=pk
    )
    hasil = getattr(usulan, "hasil_sanggahan", None)
    if hasil is not None:
        nama, nomor = ("rincian", hasil.sanggahan_id) if hasil.sanggahan_id else ("keberatan_rincian", hasil.keberatan_id)
        return redirect(f"sanggahan:{nama}", nomor)
    mundur = getattr(usulan, "pengunduran", None)
    if mundur is None:
        raise Http404
    catat(request.pelaku, LIHAT, "sanggahan_pengunduran", mundur.pk, mundur.wilayah_id, subjek=sidik(mundur.nik))
    konteks = {
        "mundur": mundur,
        "remah": [("Usulan", f"/usulan/{usulan.pk}/"), ("Pengunduran diri", "")],
        "data": [
            ("Nama", mundur.nama),
            ("NIK", nik_samar(mundur.nik)),
            ("Berhenti dari", usulan.uraian),
            ("Cara", mundur.get_cara_display()),
            ("Alasan", mundur.pernyataan or "–"),
            ("Tanggal", waktu(mundur.dibuat_pada)),
        ],
        "bukti_diri": boleh(request, *PENUH) and mundur.cara == "desa" and mundur.berkas_dihapus_pada is None,
    }
    return render(request, "sanggahan/mundur_rincian.html", konteks)
