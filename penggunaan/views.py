"""Requests for data on screen: the ministry that asks, who decides, who hands over, who audits."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.akses import butuh_izin
from akun.fungsi import F
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.jejak import catat
from dasar.pengeksporan import TABEL as TABEL_EKSPOR
from dasar.templatetags.siks import angka, tanggal, waktu
from dasar.unduh import kirim, rentang
from penggunaan import penyerahan
from penggunaan.alur import AJUKAN, BATALKAN, LAPORKAN, SERAHKAN, SETUJUI, SPD, WARNA
from penggunaan.forms import LaporanForm, PermintaanForm, PutusanForm, SerahkanForm
from penggunaan.models import MELIHAT_SEMUA, Permintaan

PEMBACA = (F.KL, *MELIHAT_SEMUA)
UNDUH = "unduh_ekspor"


def _untuk(*fungsi: str) -> Callable:
    """Let the view answer these functions only; all of them monitor, so a visitor's and a citizen's door stays shut too."""

    def bungkus(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @butuh_izin("pantau_wilayah")
        @wraps(view)
        def terjaga(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
            if request.pelaku.fungsi not in fungsi:
                raise Http404
            return view(request, *args, **kwargs)

        return terjaga

    return bungkus


def _permintaan(request: HttpRequest, pk: int) -> Permintaan:
    baris = Permintaan.objects.terlihat_oleh(request.pelaku).select_related(
        "cakupan",
        "program",
        "surat",
        "bast",
        "laporan",
        "pemusnahan",
        "ekspor__berkas",
        "dibuat_oleh",
        "disetujui_oleh",
        "diserahkan_oleh",
    )
    return get_object_or_404(baris, pk=pk)


@_untuk(*PEMBACA)
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    baris = Permintaan.objects.terlihat_oleh(request.pelaku).select_related("cakupan", "program")
    halaman = potong(baris, request, urut=("-id",), jumlah=30)
    for p in halaman.baris:
        p.warna = WARNA[p.status]
        p.terlambat = p.status == SPD.DISERAHKAN and p.laporan_jatuh < timezone.localdate()
    boleh_ajukan = AJUKAN.boleh(request.pelaku)
    tombol = [{"teks": "Ajukan permintaan", "url": reverse("penggunaan:ajukan"), "ikon": "file-plus"}] if boleh_ajukan else []
    return render(request, "penggunaan/daftar.html", {"halaman": halaman, "tombol": tombol})


@_untuk(F.KL)
@require_http_methods(["GET", "HEAD", "POST"])
def ajukan(request: HttpRequest) -> HttpResponse:
    formulir = PermintaanForm(request.POST or None, request.FILES or None, pelaku=request.pelaku)
    if formulir.is_valid():
        isi = dict(formulir.cleaned_data)
        isi.pop("setuju")
        try:
            permintaan = penyerahan.ajukan(isi.pop("surat"), oleh=request.pelaku, **isi)
        except Ditolak as galat:
            formulir.add_error("cakupan" if galat.kode == "terlalu-luas" else "surat", galat.pesan)
        else:
            messages.success(request, f"{permintaan} diajukan.")
            return redirect("penggunaan:rincian", pk=permintaan.pk)
    konteks = {"formulir": formulir, "remah": [("Permintaan data", reverse("penggunaan:daftar")), ("Ajukan", "")]}
    return render(request, "penggunaan/ajukan.html", konteks, status=422 if formulir.is_bound else 200)


@_untuk(*PEMBACA)
@require_safe
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    return _tampilkan(request, _permintaan(request, pk))


def _tampilkan(request: HttpRequest, p: Permintaan, status: int = 200, **formulir) -> HttpResponse:
    pelaku = request.pelaku
    tindakan = {
        "putusan": (SETUJUI, PutusanForm, "penggunaan:putuskan", "Simpan putusan"),
        "serahkan": (SERAHKAN, SerahkanForm, "penggunaan:serahkan", "Serahkan data"),
        "laporkan": (LAPORKAN, LaporanForm, "penggunaan:laporkan", "Kirim laporan"),
    }
    bisa = [
        {"formulir": formulir.get(nama) or form(), "aksi": reverse(alamat, args=[p.pk]), "teks": teks, "judul": langkah.label}
        for nama, (langkah, form, alamat, teks) in tindakan.items()
        if langkah.boleh(pelaku) and p.status in langkah.dari
    ]
    ekspor = p.ekspor
    konteks = {
        "permintaan": p,
        "warna": WARNA[p.status],
        "tindakan": bisa,
        "boleh_batal": BATALKAN.boleh(pelaku) and p.status in BATALKAN.dari,
        "boleh_unduh": pelaku.fungsi == F.KL and ekspor is not None and ekspor.tersedia,
        "ekspor": ekspor,
        "data": [
            ("Kementerian/lembaga", f"{p.lembaga} ({p.singkatan})"),
            ("Pemohon", f"{p.dibuat_oleh}, {p.jabatan}"),
            ("Surat permintaan", p.nomor_surat),
            ("Dasar hukum", p.dasar_hukum),
            ("Tujuan", p.tujuan),
            ("Yang diminta", f"Penerima {p.program} di {p.cakupan}"),
            ("Kolom", ", ".join(p.kolom)),
            ("NIK dan nomor KK", "Lengkap" if p.penuh else "Disamarkan"),
            ("Lama pemakaian", f"{p.lama_hari} hari"),
            ("Diajukan", waktu(p.dibuat_pada)),
            ("Disetujui", f"{waktu(p.disetujui_pada)} oleh {p.disetujui_oleh}" if p.disetujui_oleh else ""),
            ("Catatan", p.catatan),
        ],
        "serah": [
            ("Diserahkan", f"{waktu(p.diserahkan_pada)} oleh {p.diserahkan_oleh}"),
            ("Jumlah baris", angka(ekspor.jumlah)),
            ("SHA-256", ekspor.berkas.sha256),
            ("Kode salinan", ekspor.kode),
            ("Boleh dipakai sampai", tanggal(p.dipakai_sampai)),
            ("Laporan paling lambat", tanggal(p.laporan_jatuh)),
            ("Dilaporkan", waktu(p.dilaporkan_pada) if p.dilaporkan_pada else ""),
        ]
        if p.diserahkan_pada
        else [],
        "dokumen": [
            (label, reverse("penggunaan:dokumen", args=[p.pk, nama]))
            for nama, label in DOKUMEN.items()
            if getattr(p, f"{nama}_id")
        ],
        "remah": [("Permintaan data", reverse("penggunaan:daftar")), (p.nomor, "")],
    }
    return render(request, "penggunaan/rincian.html", konteks, status=status)


DOKUMEN = {
    "surat": "Surat permintaan",
    "bast": "Berita acara serah terima",
    "laporan": "Laporan penggunaan",
    "pemusnahan": "Bukti pemusnahan",
}


def _jalankan(request: HttpRequest, pk: int, nama: str, form, kerjakan: Callable) -> HttpResponse:
    p = _permintaan(request, pk)
    formulir = form(request.POST, request.FILES)
    if formulir.is_valid():
        try:
            return kerjakan(p, formulir.cleaned_data)
        except Ditolak as galat:
            formulir.add_error(None, galat.pesan)
    return _tampilkan(request, p, 422, **{nama: formulir})


def _kembali(request: HttpRequest, p: Permintaan, pesan: str) -> HttpResponse:
    messages.success(request, pesan)
    return redirect("penggunaan:rincian", pk=p.pk)


@_untuk(F.PUSDATIN, F.MANAJEMEN)
@require_POST
def putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    def kerjakan(p: Permintaan, isi: dict) -> HttpResponse:
        putus = penyerahan.setujui if isi["putusan"] == "setujui" else penyerahan.tolak
        putus(p, oleh=request.pelaku, catatan=isi["catatan"])
        return _kembali(request, p, "Putusan disimpan dan pemohon diberi tahu.")

    return _jalankan(request, pk, "putusan", PutusanForm, kerjakan)


@_untuk(F.PUSDATIN)
@require_POST
def serahkan(request: HttpRequest, pk: int) -> HttpResponse:
    def kerjakan(p: Permintaan, isi: dict) -> HttpResponse:
        kerja = penyerahan.mulai_penyerahan(p, bentuk=isi["bentuk"], oleh=request.pelaku)
        return redirect(f"{reverse('dasar:pekerjaan', args=[kerja.pk])}?lanjut={reverse('penggunaan:rincian', args=[p.pk])}")

    return _jalankan(request, pk, "serahkan", SerahkanForm, kerjakan)


@_untuk(F.KL)
@require_POST
def laporkan(request: HttpRequest, pk: int) -> HttpResponse:
    def kerjakan(p: Permintaan, isi: dict) -> HttpResponse:
        penyerahan.laporkan(p, isi["laporan"], isi["pemusnahan"], oleh=request.pelaku, catatan=isi["catatan"])
        return _kembali(request, p, "Laporan diterima. Terima kasih.")

    return _jalankan(request, pk, "laporkan", LaporanForm, kerjakan)


@_untuk(F.KL)
@require_POST
def batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    p = _permintaan(request, pk)
    try:
        penyerahan.batalkan(p, oleh=request.pelaku)
    except Ditolak as galat:
        messages.error(request, galat.pesan)
        return redirect("penggunaan:rincian", pk=pk)
    return _kembali(request, p, "Permintaan dibatalkan.")


@_untuk(*PEMBACA)
@require_safe
def dokumen(request: HttpRequest, pk: int, nama: str) -> HttpResponseBase:
    berkas = getattr(_permintaan(request, pk), nama) if nama in DOKUMEN else None
    if berkas is None:
        raise Http404
    return kirim(berkas, oleh=request.pelaku)


@_untuk(F.KL)
@require_safe
def unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, for the one it is marked for, as long as it lasts; a broken download goes on (Range)."""
    ekspor = _permintaan(request, pk).ekspor
    if ekspor is None or not ekspor.tersedia or not ekspor.berkas.jalur.exists():
        raise Http404
    bagian = rentang(request, ekspor.berkas)
    lanjutan = f", dilanjutkan dari byte {bagian[0]}" if bagian and bagian[0] else ""
    catat(request.pelaku, UNDUH, TABEL_EKSPOR, ekspor.pk, ekspor.cakupan, f"{ekspor.kode}{lanjutan}")
    return kirim(ekspor.berkas, oleh=None, request=request)
