"""The verifikator's queue, the verdict, and the way from one proposal to the next."""

import datetime as dt

from django.contrib import messages
from django.db.models import Count, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from akun.akses import butuh_izin
from dasar import periode
from dasar.bacaan import LIHAT, catat_daftar, kata_saringan
from dasar.forms import tujuan_kosong
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.jejak import Pelaku, catat
from dasar.pekerjaan import antrekan
from dasar.subjek import sidik
from dasar.templatetags.siks import angka, nama_samar, nik_samar
from usulan.alur import S
from usulan.kepentingan import pernah_diputus
from usulan.linimasa import TABEL, arti_peringatan, garis_hidup, peristiwa
from usulan.models import DokumenMusyawarah, Jadwal, Survei, Usulan
from verval import putusan as tindakan
from verval.filters import AntreanForm, hasil_saringan, menunggu_putusan, sesudah
from verval.forms import LayakForm, PulangkanForm, TolakForm
from verval.tampilan import dengan_latar, jawaban_survei, lengkapi
from wilayah.models import nama_jalur

# More rows than this are decided by the worker: 100,000 take about six seconds, a page should not.
BATAS_LANGSUNG = 5000

_PAGING = ("sesudah", "sebelum", "semua")
_FORMULIR = {"layak": LayakForm, "dikembalikan": PulangkanForm, "tidak_layak": TolakForm}
_RUPA = {
    "layak": ("Nyatakan layak", "check", "hijau", "dinyatakan layak"),
    "dikembalikan": ("Kembalikan ke desa/kelurahan", "arrow-back-up", "", "dikembalikan ke desa/kelurahan"),
    "tidak_layak": ("Nyatakan tidak layak", "x", "bahaya", "dinyatakan tidak layak"),
}
_AKIBAT = {
    "layak": "Usulan yang layak masuk ke berkas pengesahan kepala dinas.",
    "dikembalikan": "Desa/kelurahan dapat memperbaikinya dan mengajukannya kembali.",
    "tidak_layak": "Usulan yang tidak layak selesai di sini. Warga membaca alasan dan penjelasan Anda.",
}
AKSI = [
    {"nama": "aksi", "nilai": "layak", "teks": "Layak", "ikon": "check", "gaya": "hijau"},
    {"nama": "aksi", "nilai": "dikembalikan", "teks": "Kembalikan", "ikon": "arrow-back-up", "gaya": "kedua"},
    {"nama": "aksi", "nilai": "tidak_layak", "teks": "Tidak layak", "ikon": "x", "gaya": "bahaya"},
]


def nomor_terpilih(request: HttpRequest, nama: str = "usulan") -> list[int]:
    """Ticked rows of a form; what is no number is left out."""
    return sorted({int(n) for n in request.POST.getlist(nama) if n.isascii() and n.isdigit() and len(n) < 19})


def _saringan(kueri) -> str:
    """The filter of an address without its paging, as a query string."""
    kueri = kueri.copy()
    for nama in _PAGING:
        kueri.pop(nama, None)
    return kueri.urlencode()


def _ringkas(pelaku: Pelaku) -> list[dict]:
    awal_bulan = timezone.make_aware(dt.datetime.combine(periode.tanggal_pertama(periode.periode_kini()), dt.time()))
    bulan_ini = Q(diputus_pada__gte=awal_bulan)
    n = Usulan.objects.terlihat_oleh(pelaku).aggregate(
        menunggu=Count("pk", filter=Q(status=S.LENGKAP)),
        tertua=Min("diperiksa_pada", filter=Q(status=S.LENGKAP)),
        layak=Count("pk", filter=bulan_ini & ~Q(status__in=[S.DIKEMBALIKAN, S.TIDAK_LAYAK])),
        kembali=Count("pk", filter=bulan_ini & Q(status=S.DIKEMBALIKAN)),
        tidak=Count("pk", filter=bulan_ini & Q(status=S.TIDAK_LAYAK)),
    )
    sisa = (Jadwal.untuk(periode.periode_kini(), pelaku.wilayah).batas_kabupaten - timezone.localdate()).days
    tunggu = (timezone.now() - n["tertua"]).days if n["tertua"] else 0
    return [
        {
            "label": "Menunggu",
            "nilai": n["menunggu"],
            "warna": "peringatan" if n["menunggu"] else "",
            "ket": f"tertua {tunggu} hari" if tunggu else "",
        },
        {"label": "Layak bulan ini", "nilai": n["layak"]},
        {"label": "Dikembalikan bulan ini", "nilai": n["kembali"]},
        {"label": "Tidak layak bulan ini", "nilai": n["tidak"]},
        {
            "label": "Batas waktu",
            "nilai": f"{sisa} hari" if sisa > 0 else "hari ini" if sisa == 0 else f"lewat {-sisa} hari",
            "warna": "galat" if sisa < 0 and n["menunggu"] else "",
        },
    ]


@require_safe
@butuh_izin("putuskan_usulan")
def antrean(request: HttpRequest) -> HttpResponse:
    """What waits for a verdict, narrowed by the filter; `?semua=1` selects everything that the filter holds."""
    return render(request, "verval/antrean.html", _isi_antrean(request, request.GET))


def _isi_antrean(request: HttpRequest, kueri) -> dict:
    formulir = AntreanForm(kueri, pelaku=request.pelaku)
    baris = formulir.saring(menunggu_putusan(request.pelaku))
    ringkas = _ringkas(request.pelaku)
    tersaring = formulir.has_changed()
    jumlah = baris.count() if tersaring else ringkas[0]["nilai"]
    halaman = potong(dengan_latar(baris).select_related("musyawarah", "wilayah"), request)
    lengkapi(halaman.baris)
    catat_daftar(
        request.pelaku,
        TABEL,
        wilayah=formulir.cleaned_data.get("wilayah", ""),
        jumlah=len(halaman.baris),
        saringan=kata_saringan(formulir) or "Antrean putusan",
        dicari=formulir.cleaned_data.get("q", ""),
    )
    semua = "semua" in kueri and not formulir.errors and jumlah > 0
    saring = _saringan(kueri)
    return {
        "saring": formulir,
        "halaman": halaman,
        "jumlah": jumlah,
        "semua": semua,
        "boleh_semua": jumlah > len(halaman.baris) and not formulir.errors,
        "saringan": saring,
        "tersaring": tersaring,
        "alamat_semua": f"?{saring}&semua=1" if saring else "?semua=1",
        "alamat_batal": f"?{saring}" if saring else reverse("verval:antrean"),
        "ringkas": ringkas,
        "ket": request.penugasan.wilayah.nama,
        "aksi": AKSI,
        "sekarang": timezone.now().isoformat(),
    }


@require_safe
@butuh_izin("putuskan_usulan")
def putusan(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that a verdict on one proposal rests on."""
    return render(request, "verval/putusan.html", _isi_putusan(request, pk, _saringan(request.GET)))


def _isi_putusan(request: HttpRequest, pk: int, saringan: str) -> dict:
    terlihat = Usulan.objects.terlihat_oleh(request.pelaku)
    usulan = get_object_or_404(dengan_latar(terlihat).select_related("musyawarah", "wilayah"), pk=pk)
    lengkapi([usulan])
    seasal = {"musyawarah": usulan.musyawarah_id, "pendaftaran": usulan.pendaftaran_id, "nomor_kk": usulan.nomor_kk}
    keluarga = list(terlihat.filter(**seasal).order_by("hubungan", "id")[:30])
    jalur = nama_jalur(usulan.wilayah_id)
    dokumen = DokumenMusyawarah.objects.filter(musyawarah=usulan.musyawarah_id, digantikan_pada__isnull=True)
    survei: Survei | None = usulan.survei
    antrean_url = reverse("verval:antrean") + (f"?{saringan}" if saringan else "")
    catat(request.pelaku, LIHAT, TABEL, usulan.pk, usulan.wilayah_id, subjek=sidik(usulan.nik))
    milik_sendiri = request.pelaku.pengguna_id in (usulan.dibuat_oleh_id, usulan.diperiksa_oleh_id)
    return {
        "usulan": usulan,
        "remah": [("Verifikasi", antrean_url), (" › ".join(jalur[2:]), "")],
        "tujuan": tujuan_kosong(),
        "orang": [
            ("NIK", nik_samar(usulan.nik)),
            ("Nomor KK", nik_samar(usulan.nomor_kk)),
            ("Tempat dan tanggal lahir", f"{usulan.tempat_lahir}, {usulan.tanggal_lahir:%d-%m-%Y}"),
            ("Jenis kelamin", usulan.get_jenis_kelamin_display()),
            ("Nama ibu kandung", nama_samar(usulan.ibu_kandung)),
            ("Pekerjaan", usulan.pekerjaan),
            ("Status kawin", usulan.status_kawin),
            ("Alamat", f"{usulan.alamat}, RT {usulan.rt} RW {usulan.rw}"),
            ("Desa/kelurahan", " › ".join(jalur[1:][::-1])),
        ],
        "sebab": usulan.get_sebab_display() if usulan.sebab else "",
        "keluarga": keluarga,
        "survei": survei,
        "jawaban": jawaban_survei(survei) if survei else [],
        "dokumen": list(dokumen.select_related("berkas").order_by("id")),
        "garis": garis_hidup(peristiwa(usulan)),
        "arti": arti_peringatan(usulan),
        "menunggu": usulan.status == S.LENGKAP,
        "milik_sendiri": milik_sendiri,
        "pernah_diputus": pernah_diputus(request.pelaku).filter(pk=usulan.pk).exists(),
        "formulir": LayakForm(),
        "saringan": saringan,
        "berikutnya": _berikutnya(request.pelaku, usulan, saringan),
        "antrean_url": antrean_url,
    }


def _berikutnya(pelaku: Pelaku, usulan: Usulan, saringan: str) -> str:
    """Address of the next proposal of the same filter, '' at the end."""
    try:
        lanjut = sesudah(hasil_saringan(pelaku, saringan), usulan)
    except ValueError:
        return ""
    if lanjut is None:
        return ""
    return reverse("verval:putusan", args=[lanjut.pk]) + (f"?{saringan}" if saringan else "")


@require_POST
@butuh_izin("putuskan_usulan")
def putuskan(request: HttpRequest) -> HttpResponse:
    """Decide the ticked rows, one proposal, or all of a filter.

    Without `kirim` it shows what is about to be decided and asks for reasons and way of verifying; a single proposal
    that is found layak carries its way of verifying already and needs no second page.
    """
    aksi, saringan = request.POST.get("aksi", ""), request.POST.get("saring", "")
    lanjut = request.POST.get("lanjut", "")
    semua = request.POST.get("semua") == "1"
    kembali = reverse("verval:antrean") + (f"?{saringan}" if saringan else "")
    try:
        if aksi not in _FORMULIR:
            raise Ditolak("Pilih putusan: layak, tidak layak, atau dikembalikan.", "putusan-tidak-dikenal")
        baris, sampai = _dipilih(request, semua, saringan)
        # Ticked rows that are out of sight do not count; those decided by somebody else meanwhile do.
        diminta = baris.count()
        if not diminta:
            raise Ditolak("Belum ada usulan yang dipilih. Centang paling sedikit satu usulan.", "tidak-ada-pilihan")
        langsung = "kirim" in request.POST or (aksi == "layak" and lanjut and "cara" in request.POST)
        formulir = _FORMULIR[aksi](request.POST if langsung else None)
        if not formulir.is_valid():
            return _minta_putusan(request, formulir, aksi, baris, diminta, semua, sampai, saringan, lanjut)
        isi = {"alasan": "", "catatan": "", **formulir.cleaned_data}
        janji = _angka(request.POST.get("diminta")) if semua else diminta
        if semua and diminta > BATAS_LANGSUNG:
            kerja = antrekan(
                "putuskan_banyak",
                str(request.pelaku.pengguna_id),
                {
                    "saring": saringan,
                    "putusan": aksi,
                    "sampai": sampai.isoformat(),
                    "diminta": diminta,
                    "kembali": kembali,
                    **isi,
                },
                oleh=request.pelaku,
            )
            return redirect(f"{reverse('dasar:pekerjaan', args=[kerja.pk])}?lanjut={reverse('verval:antrean')}")
        jumlah = tindakan.putuskan(baris, aksi, oleh=request.pelaku, **isi)
    except Ditolak as galat:
        if lanjut.isascii() and lanjut.isdigit():
            return _tampil_putusan(request, int(lanjut), saringan, galat)
        return render(request, "verval/antrean.html", {**_isi_antrean(request, request.GET), "galat": galat}, status=409)
    if lanjut.isascii() and lanjut.isdigit():
        return _setelah_satu(request, int(lanjut), saringan, aksi, jumlah)
    if jumlah:
        messages.success(request, f"{angka(jumlah)} usulan {_RUPA[aksi][3]}.")
    if jumlah < (janji or diminta):
        messages.warning(
            request,
            f"{angka((janji or diminta) - jumlah)} usulan tidak berubah: sudah diputus petugas lain, atau Anda sendiri yang dulu "
            "mengisi atau memeriksanya.",
        )
    return redirect(kembali)


def _angka(teks: str | None) -> int:
    return int(teks) if teks and teks.isascii() and teks.isdigit() and len(teks) < 10 else 0


def _dipilih(request: HttpRequest, semua: bool, saringan: str):
    """The rows meant, and for "all" the moment up to which they count."""
    if not semua:
        return Usulan.objects.terlihat_oleh(request.pelaku).filter(pk__in=nomor_terpilih(request)), None
    sampai = parse_datetime(request.POST.get("sampai", "")) or timezone.now()
    try:
        return hasil_saringan(request.pelaku, saringan, sampai), sampai
    except ValueError as galat:
        raise Ditolak("Saringan tidak terbaca. Saring ulang antrean, lalu pilih lagi.", "saringan-tidak-sah") from galat


def _minta_putusan(request, formulir, aksi, baris, diminta, semua, sampai, saringan, lanjut) -> HttpResponse:
    contoh = list(baris.order_by("wilayah_id", "id")[:10])
    catat_daftar(request.pelaku, TABEL, jumlah=len(contoh), saringan=f"Sebelum putusan: {_RUPA[aksi][0]}")
    rekap = baris.order_by().values("jenis", "program").annotate(n=Count("pk"), p=Count("pk", filter=~Q(peringatan="")))
    nama = dict(Usulan.Jenis.choices)
    tersembunyi = [("aksi", aksi), ("kirim", "1"), ("saring", saringan), ("lanjut", lanjut)]
    if semua:
        tersembunyi += [("semua", "1"), ("sampai", sampai.isoformat()), ("diminta", diminta)]
    else:
        tersembunyi += [("usulan", pk) for pk in baris.values_list("pk", flat=True)]
    teks, ikon, gaya, _ = _RUPA[aksi]
    rekap = [(nama[r["jenis"]], r["program"], r["n"], r["p"]) for r in rekap.order_by("jenis", "program")]
    antrean_url = reverse("verval:antrean") + (f"?{saringan}" if saringan else "")
    batal = antrean_url
    if lanjut.isascii() and lanjut.isdigit():
        batal = reverse("verval:putusan", args=[int(lanjut)]) + (f"?{saringan}" if saringan else "")
    return render(
        request,
        "verval/konfirmasi.html",
        {
            "judul": teks,
            "remah": [("Verifikasi", antrean_url), (teks, "")],
            "jumlah": diminta,
            "contoh": contoh,
            "sisa": diminta - len(contoh),
            "rekap": rekap,
            "berperingatan": sum(r[3] for r in rekap),
            "semua": semua,
            "formulir": formulir,
            "tersembunyi": tersembunyi,
            "tujuan": reverse("verval:putuskan"),
            "teks": f"{teks} ({angka(diminta)} usulan)" if diminta > 1 else teks,
            "ikon": ikon,
            "gaya": gaya,
            "batal": batal,
            "akibat": _AKIBAT[aksi],
        },
        status=422 if formulir.is_bound else 200,
    )


def _tampil_putusan(request: HttpRequest, pk: int, saringan: str, galat: Ditolak) -> HttpResponse:
    return render(request, "verval/putusan.html", {**_isi_putusan(request, pk, saringan), "galat": galat}, status=409)


def _setelah_satu(request: HttpRequest, pk: int, saringan: str, aksi: str, jumlah: int) -> HttpResponse:
    """After a verdict from the detail page: on to the next, or say why nothing happened."""
    usulan = Usulan.objects.terlihat_oleh(request.pelaku).select_related("diputus_oleh").filter(pk=pk).first()
    if usulan is None:
        raise Http404
    if not jumlah:
        if usulan.status == S.LENGKAP:
            pesan = "Anda sendiri yang dulu mengisi atau memeriksa usulan ini. Verifikator lain harus memutusnya."
        elif usulan.diputus_oleh:
            waktu = timezone.localtime(usulan.diputus_pada)
            pesan = f"Usulan ini sudah diputus oleh {usulan.diputus_oleh} pada {waktu:%d-%m-%Y pukul %H.%M}."
        else:
            pesan = "Usulan ini tidak lagi menunggu putusan."
        return _tampil_putusan(request, pk, saringan, Ditolak(pesan, "tidak-menunggu"))
    messages.success(request, f"{usulan.nama}: {_RUPA[aksi][3]}.")
    berikut = _berikutnya(request.pelaku, usulan, saringan)
    if berikut:
        return redirect(berikut)
    messages.success(request, "Tidak ada lagi usulan yang menunggu dalam saringan ini.")
    return redirect("verval:antrean")
