"""One dashboard per function: the numbers of the own area, its tables and charts as files."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from akun.akses import boleh, butuh_izin
from akun.fungsi import F
from dasar import periode as bulan
from dasar.ekspor import tulis_csv, tulis_xlsx
from dasar.galat import Ditolak
from dasar.samar import Samar
from pemantauan import bagan
from pemantauan.angka import Angka, Hal
from pemantauan.bagian import SUSUNAN, Bagian, susun
from pemantauan.models import IZIN_DASBOR
from pemantauan.pengingat import ingatkan
from pemantauan.peta import UKURAN, buat_peta
from pemantauan.tautan import Tautan
from penetapan.forms import BulanForm
from penetapan.views.wilayah import area_terpilih
from usulan.alur import TERBUKA, S
from wilayah.models import Tingkat, Wilayah

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def angka_diminta(request: HttpRequest) -> tuple[Angka, object]:
    """The numbers that the address asks for: `?wilayah=` inside the reader's area (else 404), `?periode=` a month of the last
    twelve (else this one). Other institutions look no further down than the kabupaten/kota."""
    formulir = BulanForm(request.GET)
    periode = (formulir.cleaned_data["periode"] if formulir.is_valid() else None) or bulan.periode_kini()
    area = area_terpilih(request)
    if request.pelaku.fungsi == F.KL and area.wilayah.tingkat > Tingkat.KABUPATEN:
        raise Http404
    return Angka(area.wilayah, periode, request.pelaku), area


def _susunan(request: HttpRequest) -> tuple[str, ...]:
    return SUSUNAN[request.pelaku.fungsi]


@butuh_izin(*IZIN_DASBOR)
@require_safe
def dasbor(request: HttpRequest) -> HttpResponse:
    a, area = angka_diminta(request)
    t = Tautan(a)
    bagian = [b for b in (susun(a, k) for k in _susunan(request)) if b.ada]
    ukuran = request.GET.get("peta", "")
    peta = buat_peta(a, t, ukuran if ukuran in UKURAN else "menunggu") if a.tingkat < Tingkat.KECAMATAN else None
    kueri = request.GET.copy()
    kueri.pop("peta", None)
    konteks = {
        "area": area,
        "angka": a,
        "formulir": BulanForm({"periode": a.periode}),
        "ringkas": _ringkas(request, a, t),
        "bagian": bagian,
        "peta": peta,
        "kueri": kueri.urlencode(),
        "samar": request.pelaku.fungsi == F.KL,
        "ingatkan": a.perlu_diingatkan if request.pelaku.fungsi == F.PEMANTAU_KECAMATAN else None,
        "kunjungan": f"{reverse('pemantauan:kunjungan')}?wilayah={a.kode}"
        if boleh(request, "putuskan_usulan", "periksa_kelengkapan")
        else "",
        "remah": area.remah("Dasbor", t.dasbor(request.pelaku.wilayah).partition("?")[0], f"periode={a.periode}"),
    }
    return render(request, "pemantauan/dasbor.html", konteks)


def _hanya_kecamatan(view):
    """Only the kecamatan reminds; for others there is no such address."""

    @wraps(view)
    def terjaga(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.pelaku.fungsi != F.PEMANTAU_KECAMATAN:
            raise Http404
        return view(request, *args, **kwargs)

    return terjaga


@butuh_izin("pantau_wilayah")
@_hanya_kecamatan
@require_POST
def kirim_pengingat(request: HttpRequest, kode: str) -> HttpResponse:
    """Remind the officer of one village below."""
    awal, akhir = request.pelaku.rentang
    desa = get_object_or_404(Wilayah.objects.berlaku().desa().filter(kode__gte=awal, kode__lt=akhir), pk=kode)
    try:
        ingatkan(desa, oleh=request.pelaku)
    except Ditolak as galat:
        messages.error(request, galat.pesan)
    else:
        messages.success(request, f"Pengingat terkirim kepada pengisi data {desa}.")
    return redirect(f"{reverse('pemantauan:dasbor')}#ingatkan")


def _ringkas(request: HttpRequest, a: Angka, t: Tautan) -> list[dict]:
    """The strip of numbers at the top."""
    fungsi = request.pelaku.fungsi
    desa = a.tingkat == Tingkat.DESA
    masuk = sum(n for s, n in a.keadaan.items() if s != S.DIBATALKAN)
    menunggu = sum(n for s, n in (a.keadaan + a.sisa).items() if s in TERBUKA)
    telat = a.jumlah_terlambat()
    tetap = a.keadaan[S.DITETAPKAN]
    butir = [
        {"label": "Masuk bulan ini", "nilai": masuk, "ukuran": "corong.masuk"},
        {"label": "Menunggu tindakan", "nilai": menunggu, "ukuran": "menunggu"},
        {"label": "Terlambat", "nilai": telat, "warna": "peringatan" if telat else "", "ukuran": "terlambat"},
        {"label": "Ditetapkan", "nilai": tetap, "warna": "sukses" if tetap else "", "ukuran": "corong.tetap"},
        {"label": "Orang dalam DTKS", "nilai": a.register("orang"), "ukuran": "orang"},
    ]
    if not desa:
        tanpa, semua = a.berkala(Hal.TANPA_MUSDES), a.berkala(Hal.DESA)
        butir.append(
            {
                "label": "Desa tanpa musyawarah 92 hari",
                "nilai": tanpa,
                "ket": f"dari {semua:,}".replace(",", ".") if semua else "",
                "warna": "peringatan" if tanpa else "",
                "ukuran": "tanpa_musdes",
            }
        )
    if boleh(request, "kelola_pengguna", "kelola_pengguna_pusat"):
        n = a.berkala(Hal.TANPA_PETUGAS)
        warna = "peringatan" if n else ""
        butir.append({"label": "Desa tanpa pengisi data", "nilai": n, "warna": warna, "ukuran": "tanpa_petugas"})
    for b in butir:
        b["url"] = t.daftar(b["ukuran"]) if b["nilai"] else ""
    if fungsi == F.KL:
        butir = [b | {"nilai": Samar(b["nilai"])} if isinstance(b["nilai"], int) else b for b in butir]
    return butir


def _bagian(request: HttpRequest, kunci: str) -> tuple[Angka, Bagian]:
    if kunci not in _susunan(request):
        raise Http404
    a, _ = angka_diminta(request)
    b = susun(a, kunci)
    if not b.ada:
        raise Http404
    return a, b


def _nama(a: Angka, kunci: str, bentuk: str) -> str:
    return f"dasbor-{kunci}-{a.kode}-{a.periode}.{bentuk}"


def _judul(a: Angka, judul: str) -> str:
    """Heading of a file: what, where, when."""
    tempat = "Indonesia" if a.tingkat == Tingkat.NEGARA else str(a.wilayah)
    return f"{judul}: {tempat}, {bulan.nama(a.periode)}"


@butuh_izin(*IZIN_DASBOR)
@require_safe
def tabel(request: HttpRequest, kunci: str, bentuk: str) -> HttpResponse:
    """One section's table as CSV or XLSX. Counts only: no purpose is asked."""
    a, b = _bagian(request, kunci)
    pembuka = [_judul(a, b.judul), *([b.catatan] if b.catatan else [])]
    if bentuk == "csv":
        jawaban = StreamingHttpResponse(tulis_csv(b.kepala, b.polos, pembuka=pembuka), content_type="text/csv; charset=utf-8")
    else:
        jawaban = HttpResponse(content_type=XLSX)
        tulis_xlsx(jawaban, b.kepala, b.polos, pembuka=pembuka)
    return unduhan(jawaban, _nama(a, kunci, bentuk))


@butuh_izin(*IZIN_DASBOR)
@require_safe
def gambar(request: HttpRequest, kunci: str, bentuk: str) -> HttpResponse:
    """One chart or the map as a picture that stands alone: SVG with its style inside, or PNG made from it."""
    if kunci == "peta":
        a, _ = angka_diminta(request)
        if a.tingkat >= Tingkat.KECAMATAN:
            raise Http404
        ukuran = request.GET.get("peta", "")
        peta = buat_peta(a, Tautan(a), ukuran if ukuran in UKURAN else "menunggu")
        svg = bagan.svg_peta(peta, _judul(a, peta.judul))
    else:
        a, b = _bagian(request, kunci)
        if not b.grafik:
            raise Http404
        svg = bagan.svg(b, _judul(a, b.judul))
    if bentuk == "png":
        return unduhan(HttpResponse(bagan.png(svg), content_type="image/png"), _nama(a, kunci, bentuk))
    return unduhan(HttpResponse(svg, content_type="image/svg+xml"), _nama(a, kunci, bentuk))


def unduhan(jawaban: HttpResponse, nama: str) -> HttpResponse:
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}"'
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
