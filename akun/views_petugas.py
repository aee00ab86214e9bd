"""Officers of an administration: list, page, invitation, hand-over, suspension, end, decree file."""

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun import penugasan as tugas
from akun import serah_terima, undangan
from akun.akses import boleh, butuh_izin
from akun.alur import AKTIF, DIUNDANG, TERBUKA
from akun.bagian import sebut_bagian
from akun.forms_petugas import AlasanPetugasForm, CalonForm, PerpanjangForm, SaringPetugas, SkForm, UndangForm
from akun.fungsi import FUNGSI, yang_diangkat
from akun.masa import AMBANG
from akun.models import Penugasan, TemuanKelayakan
from akun.tampilan_petugas import WARNA, garis_hidup, tindakan
from akun.undangan import SALAH_MAKS, UMUR, alamat_tautan
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.templatetags.siks import nik_samar, tanggal
from dasar.unduh import kirim

KELOLA = ("kelola_pengguna", "kelola_pengguna_pusat")
LIHAT = (*KELOLA, "lihat_petugas")

# Which field of the form a refusal of the act is about.
_ISIAN_GALAT = {
    "nik-salah": "nik",
    "diri-sendiri": "nik",
    "fungsi-rangkap": "nik",
    "tidak-layak": "nik",
    "penerus-sama": "nik",
    "nama-berbeda": "nama",
    "program-kosong": "program",
    "program-tidak-dikenal": "program",
    "program-bukan-tempatnya": "program",
    "kecamatan-bukan-tempatnya": "kecamatan",
    "kecamatan-di-luar": "kecamatan",
    "tingkat-wilayah": "wilayah",
    "di-luar-wilayah": "wilayah",
    "kepala-sudah-ada": "wilayah",
    "masa-terbalik": "selesai",
    "masa-panjang": "selesai",
    "masa-lewat": "selesai",
    "masa-tidak-bertambah": "selesai",
}


def _tolak(formulir, galat: Ditolak) -> None:
    isian = "sk" if galat.kode.startswith(("berkas-", "pdf-", "bukan-dokumen", "foto-")) else _ISIAN_GALAT.get(galat.kode)
    formulir.add_error(isian if isian in formulir.fields else None, galat.pesan)


def _yang_dikelola(request: HttpRequest, pk: int) -> Penugasan:
    """What the actor does not administer does not exist for him as an object of work."""
    return get_object_or_404(Penugasan.objects.dikelola_oleh(request.pelaku).select_related("pengguna", "wilayah"), pk=pk)


def _remah(penugasan: Penugasan | None = None, *ujung: str) -> list[tuple[str, str]]:
    remah = [("Petugas", reverse("akun:petugas"))]
    if penugasan:
        remah.append((penugasan.pengguna.nama, reverse("akun:petugas_rincian", args=[penugasan.pk]) if ujung else ""))
    return remah + [(teks, "") for teks in ujung]


@require_safe
@butuh_izin(*LIHAT)
def daftar(request: HttpRequest) -> HttpResponse:
    pelaku, hari_ini = request.pelaku, timezone.localdate()
    saring = SaringPetugas(request.GET)
    pilih = saring.cleaned_data if saring.is_valid() else {}
    segera = Q(status=AKTIF, selesai__lte=hari_ini + dt.timedelta(days=max(AMBANG)))
    semua = Penugasan.objects.terlihat_oleh(pelaku)
    baris = semua
    if pilih.get("q"):
        teks = pilih["q"]
        cocok = Q(pengguna__nama__icontains=teks) | Q(pengguna__username__icontains=teks) | Q(nomor_sk__icontains=teks)
        baris = baris.filter(cocok | Q(nik=teks.replace(" ", "")))
    for kolom in ("status", "fungsi"):
        if pilih.get(kolom):
            baris = baris.filter(**{kolom: pilih[kolom]})
    if pilih.get("segera"):
        baris = baris.filter(segera)
    ada_temuan = Exists(TemuanKelayakan.objects.filter(penugasan=OuterRef("pk"), status=TERBUKA))
    halaman = potong(
        baris.select_related("pengguna", "wilayah").annotate(ada_temuan=ada_temuan), request, urut=("-id",), jumlah=30
    )
    for p in halaman.baris:
        p.warna, p.ikon = WARNA[p.status]
    jumlah = semua.aggregate(
        aktif=Count("pk", filter=Q(status=AKTIF)),
        undang=Count("pk", filter=Q(status=DIUNDANG)),
        segera=Count("pk", filter=segera),
    )
    temuan = TemuanKelayakan.objects.terlihat_oleh(pelaku).filter(status=TERBUKA).count()
    mengelola = boleh(request, *KELOLA)
    alamat = reverse("akun:petugas")
    konteks = {
        "halaman": halaman,
        "saring": saring,
        "tersaring": any(pilih.values()),
        "ket": "Siapa memegang fungsi apa, di wilayah mana, sampai kapan. Satu orang memegang satu fungsi.",
        "tombol": [{"teks": "Undang petugas", "url": reverse("akun:petugas_undang"), "ikon": "user-plus", "gaya": "utama"}]
        if mengelola
        else [],
        "ringkas": [
            {"label": label, "nilai": nilai, "warna": warna if nilai else "", "url": url}
            for label, nilai, warna, url in (
                ("Aktif", jumlah["aktif"], "sukses", f"{alamat}?status=aktif"),
                ("Menunggu diterima", jumlah["undang"], "info", f"{alamat}?status=diundang"),
                ("Segera berakhir", jumlah["segera"], "peringatan", f"{alamat}?segera=on"),
                ("Temuan kelayakan", temuan, "galat", reverse("akun:kelayakan")),
            )
        ],
    }
    return render(request, "akun/petugas/daftar.html", konteks)


@require_safe
@butuh_izin(*LIHAT)
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    p = get_object_or_404(
        Penugasan.objects.terlihat_oleh(request.pelaku).select_related(
            "pengguna", "wilayah", "berkas_sk", "menggantikan__pengguna", "pakta"
        ),
        pk=pk,
    )
    fungsi = FUNGSI[p.fungsi]
    pakta = getattr(p, "pakta", None)
    penerus = p.penerus.select_related("pengguna").order_by("-pk").first()
    tautan = p.undangan.order_by("-pk").first() if p.status == DIUNDANG else None
    warna, ikon = WARNA[p.status]
    konteks = {
        "p": p,
        "warna": warna,
        "ikon": ikon,
        "remah": _remah(p),
        "ket": f"{fungsi.nama}{' (Plt.)' if p.pelaksana else ''}, {p.wilayah.nama_lengkap}",
        "butir": [
            ("Nama akun", "belum dibuat" if p.pengguna.username.startswith("undangan-") else p.pengguna.username),
            ("NIK", nik_samar(p.nik)),
            ("Surel", p.pengguna.email),
            ("Fungsi", fungsi.nama),
            ("Wilayah", p.wilayah.nama_lengkap),
            *sebut_bagian(p),
            ("Masa tugas", f"{tanggal(p.mulai)} sampai {tanggal(p.selesai)}"),
            ("Nomor SK", p.nomor_sk),
            ("Pakta integritas", f"Ditandatangani {tanggal(pakta.pada)}" if pakta else "Belum ditandatangani"),
            ("Diangkat oleh", ", ".join(FUNGSI[f].nama for f in fungsi.diangkat_oleh if f in FUNGSI)),
        ],
        "tautan_sampai": tautan.kedaluwarsa_pada if tautan else None,
        "tautan_mati": tautan is not None and (tautan.salah >= SALAH_MAKS or tautan.kedaluwarsa_pada <= timezone.now()),
        "penerus": penerus,
        "pendahulu": p.menggantikan,
        "tindakan": tindakan(p, request.pelaku),
        "temuan": list(p.temuan.filter(status=TERBUKA).order_by("pk")),
        "garis": garis_hidup(p),
    }
    return render(request, "akun/petugas/rincian.html", konteks)


@require_safe
@butuh_izin(*LIHAT)
def unduh_sk(request: HttpRequest, pk: int) -> HttpResponseBase:
    p = get_object_or_404(Penugasan.objects.terlihat_oleh(request.pelaku).select_related("berkas_sk"), pk=pk)
    if p.berkas_sk is None:
        raise Http404
    return kirim(p.berkas_sk, oleh=request.pelaku)


def _tautan_jadi(request: HttpRequest, penugasan: Penugasan, kode: str) -> HttpResponse:
    """The one time that the link is shown: in the answer to the POST, so that no page and no session keeps it."""
    konteks = {
        "p": penugasan,
        "alamat": alamat_tautan(kode),
        "sampai": timezone.now() + UMUR,
        "remah": _remah(penugasan, "Tautan undangan"),
        "kembali": reverse("akun:petugas_rincian", args=[penugasan.pk]),
    }
    return render(request, "akun/petugas/tautan.html", konteks)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(*KELOLA)
def undang(request: HttpRequest) -> HttpResponse:
    terkirim = request.method == "POST"
    formulir = UndangForm(
        request.POST if terkirim else None, request.FILES or None, pelaku=request.pelaku, initial=SkForm.masa_awal()
    )
    status = 200
    if terkirim:
        status = 422
        if formulir.is_valid():
            isi = formulir.cleaned_data
            try:
                penugasan, kode = undangan.undang(
                    formulir.calon(),
                    isi["fungsi"],
                    isi["wilayah"],
                    pelaksana=isi.get("pelaksana", False) and isi["fungsi"] == "kepala",
                    program=isi.get("program", ()),
                    kecamatan=isi.get("kecamatan", ()),
                    oleh=request.pelaku,
                    **formulir.keputusan(),
                )
                return _tautan_jadi(request, penugasan, kode)
            except Ditolak as galat:
                _tolak(formulir, galat)
                status = 409
    konteks = {
        "formulir": formulir,
        "remah": _remah(None, "Undang petugas"),
        "fungsi": [FUNGSI[f] for f in yang_diangkat(request.pelaku.fungsi)],
    }
    return render(request, "akun/petugas/undang.html", konteks, status=status)


@never_cache
@require_POST
@butuh_izin(*KELOLA)
def kirim_ulang(request: HttpRequest, pk: int) -> HttpResponse:
    p = _yang_dikelola(request, pk)
    try:
        return _tautan_jadi(request, p, undangan.kirim_ulang(p, oleh=request.pelaku))
    except Ditolak as galat:
        messages.error(request, galat.pesan)
        return redirect("akun:petugas_rincian", p.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(*KELOLA)
def serah(request: HttpRequest, pk: int) -> HttpResponse:
    p = _yang_dikelola(request, pk)
    terkirim = request.method == "POST"
    formulir = CalonForm(request.POST if terkirim else None, request.FILES or None, initial=SkForm.masa_awal())
    status = 200
    if terkirim:
        status = 422
        if formulir.is_valid():
            try:
                penerus, kode = serah_terima.serahkan(p, formulir.calon(), oleh=request.pelaku, **formulir.keputusan())
                return _tautan_jadi(request, penerus, kode)
            except Ditolak as galat:
                _tolak(formulir, galat)
                status = 409
    konteks = {
        "p": p,
        "formulir": formulir,
        "remah": _remah(p, "Serah terima"),
        "batal": reverse("akun:petugas_rincian", args=[p.pk]),
        "pekerjaan": serah_terima.pekerjaan_terbuka(p),
    }
    return render(request, "akun/petugas/serah_terima.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(*KELOLA)
def perpanjang(request: HttpRequest, pk: int) -> HttpResponse:
    p = _yang_dikelola(request, pk)
    terkirim = request.method == "POST"
    formulir = PerpanjangForm(request.POST if terkirim else None, request.FILES or None, penugasan=p)
    status = 200
    if terkirim:
        status = 422
        if formulir.is_valid():
            try:
                baru = tugas.perpanjang(p, oleh=request.pelaku, **formulir.cleaned_data)
            except Ditolak as galat:
                _tolak(formulir, galat)
                status = 409
            else:
                messages.success(request, "Masa tugas diperpanjang. Petugas menandatangani pakta integritas saat masuk lagi.")
                return redirect("akun:petugas_rincian", baru.pk)
    konteks = {
        "formulir": formulir,
        "judul": f"Perpanjang masa tugas {p.pengguna.nama}",
        "keterangan": f"Masa tugas sekarang berakhir {tanggal(p.selesai)}. Masa tugas yang baru mulai hari ini.",
        "teks": "Perpanjang",
        "gaya": "",
        "remah": _remah(p, "Perpanjang"),
        "batal": reverse("akun:petugas_rincian", args=[p.pk]),
    }
    return render(request, "akun/petugas/alasan.html", konteks, status=status)


def _beralasan(
    request: HttpRequest, pk: int, langkah: Callable[..., None], judul: str, keterangan: str, teks: str, pesan: str
) -> HttpResponse:
    """One act that needs a written reason."""
    p = _yang_dikelola(request, pk)
    formulir = AlasanPetugasForm(request.POST if request.method == "POST" else None)
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                langkah(p, alasan=formulir.cleaned_data["alasan"], oleh=request.pelaku)
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, pesan)
                return redirect("akun:petugas_rincian", p.pk)
    konteks = {
        "formulir": formulir,
        "galat": galat,
        "judul": f"{judul} {p.pengguna.nama}",
        "keterangan": keterangan,
        "teks": teks,
        "gaya": "bahaya",
        "remah": _remah(p, teks),
        "batal": reverse("akun:petugas_rincian", args=[p.pk]),
    }
    return render(request, "akun/petugas/alasan.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(*KELOLA)
def tangguhkan(request: HttpRequest, pk: int) -> HttpResponse:
    return _beralasan(
        request, pk, tugas.tangguhkan, "Tangguhkan", "Hak petugas ini dicabut mulai sekarang sampai diaktifkan kembali.",
        "Tangguhkan", "Penugasan ditangguhkan.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(*KELOLA)
def akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    return _beralasan(
        request, pk, tugas.akhiri, "Akhiri penugasan",
        "Hak petugas ini dicabut. Riwayat pekerjaannya tetap ada. Untuk mengganti orang tanpa jeda, pakai serah terima.",
        "Akhiri penugasan", "Penugasan diakhiri.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin(*KELOLA)
def batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    return _beralasan(
        request, pk, undangan.batalkan, "Batalkan undangan", "Tautan yang sudah diserahkan tidak dapat dipakai lagi.",
        "Batalkan undangan", "Undangan dibatalkan.",
    )  # fmt: skip


@require_POST
@butuh_izin(*KELOLA)
def aktifkan(request: HttpRequest, pk: int) -> HttpResponse:
    p = _yang_dikelola(request, pk)
    try:
        tugas.aktifkan(p, oleh=request.pelaku)
        messages.success(request, "Penugasan aktif kembali.")
    except Ditolak as galat:
        messages.error(request, galat.pesan)
    return redirect("akun:petugas_rincian", p.pk)
