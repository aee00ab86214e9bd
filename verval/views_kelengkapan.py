"""The completeness check: what villages handed in, and what the ministry sent back (pengisi data kabupaten/kota)."""

from django.contrib import messages
from django.db.models import BigIntegerField, Count, Min, Q
from django.db.models.functions import Cast, Extract
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from akun.akses import butuh_izin
from dasar.bacaan import catat_daftar
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.jejak import Pelaku
from dasar.periode import periode_kini
from dasar.templatetags.siks import angka
from usulan.alur import SM, S
from usulan.linimasa import TABEL
from usulan.models import DokumenMusyawarah, Jadwal, Musyawarah, Usulan
from verval.forms import KembalikanForm
from verval.kelengkapan import kembalikan_ke_desa, nyatakan_lengkap
from verval.tampilan import beri_alasan, lengkapi
from verval.views_putusan import nomor_terpilih
from wilayah.models import nama_jalur_banyak


def _jumlah(pelaku: Pelaku) -> dict[str, int]:
    return (
        Usulan.objects.terlihat_oleh(pelaku)
        .filter(status__in=[S.DIAJUKAN, S.DIKEMBALIKAN_KAB])
        .aggregate(
            masuk=Count("pk", filter=Q(status=S.DIAJUKAN, musyawarah__isnull=False)),
            langsung=Count("pk", filter=Q(status=S.DIAJUKAN, musyawarah__isnull=True)),
            musyawarah=Count("musyawarah", filter=Q(status=S.DIAJUKAN), distinct=True),
            berperingatan=Count("pk", filter=Q(status=S.DIAJUKAN) & ~Q(peringatan="")),
            kab=Count("pk", filter=Q(status=S.DIKEMBALIKAN_KAB)),
        )
    )


def _bingkai(request: HttpRequest, tab: str) -> dict:
    """Heading, number strip and tabs that both lists share."""
    pelaku = request.pelaku
    jumlah = _jumlah(pelaku)
    return {
        "ket": request.penugasan.wilayah.nama,
        "ringkas": [
            {
                "label": "Musyawarah menunggu",
                "nilai": jumlah["musyawarah"],
                "warna": "peringatan" if jumlah["musyawarah"] else "",
            },
            {"label": "Usulan di dalamnya", "nilai": jumlah["masuk"]},
            {"label": "Berperingatan", "nilai": jumlah["berperingatan"]},
            {
                "label": "Tanpa musyawarah",
                "nilai": jumlah["langsung"],
                "warna": "peringatan" if jumlah["langsung"] else "",
                "url": reverse("verval:kelengkapan_langsung"),
            },
            {
                "label": "Dikembalikan Kemensos",
                "nilai": jumlah["kab"],
                "warna": "peringatan" if jumlah["kab"] else "",
                "url": reverse("verval:kelengkapan_dikembalikan"),
            },
        ],
        "batas": Jadwal.untuk(periode_kini(), pelaku.wilayah).batas_kabupaten,
        "jumlah": jumlah,
        "tab": [
            ("Dari desa/kelurahan", reverse("verval:kelengkapan_daftar"), tab == "masuk"),
            ("Tanpa musyawarah", reverse("verval:kelengkapan_langsung"), tab == "langsung"),
            ("Dikembalikan Kementerian Sosial", reverse("verval:kelengkapan_dikembalikan"), tab == "kab"),
        ],
    }


@require_safe
@butuh_izin("periksa_kelengkapan")
def daftar(request: HttpRequest) -> HttpResponse:
    """Deliberations with proposals that wait, the longest waiting first."""
    awal, akhir = request.pelaku.rentang
    menunggu = Q(usulan__status=S.DIAJUKAN, usulan__wilayah__gte=awal, usulan__wilayah__lt=akhir)
    baris = (
        Musyawarah.objects.terlihat_oleh(request.pelaku)
        .filter(menunggu, status=SM.DIAJUKAN)
        .annotate(
            jumlah=Count("usulan"),
            peringatan=Count("usulan", filter=~Q(usulan__peringatan="")),
            sejak=Min("usulan__diajukan_pada"),
            # A paging key is digits: the moment in microseconds.
            urut=Cast(Extract(Min("usulan__diajukan_pada"), "epoch") * 1_000_000, BigIntegerField()),
        )
    )
    halaman = potong(baris, request, urut=("urut", "id"))
    jalur = nama_jalur_banyak({m.wilayah_id for m in halaman.baris})
    for m in halaman.baris:
        m.jalur = jalur[m.wilayah_id]
    return render(request, "verval/kelengkapan_daftar.html", {"halaman": halaman, **_bingkai(request, "masuk")})


@require_safe
@butuh_izin("periksa_kelengkapan")
def dikembalikan(request: HttpRequest) -> HttpResponse:
    """Single proposals that the ministry sent back, each with its reason."""
    return render(request, "verval/kelengkapan_dikembalikan.html", _isi_dikembalikan(request))


def _isi_dikembalikan(request: HttpRequest) -> dict:
    baris = Usulan.objects.terlihat_oleh(request.pelaku).filter(status=S.DIKEMBALIKAN_KAB)
    halaman = potong(baris.select_related("wilayah"), request)
    beri_alasan(lengkapi(halaman.baris, periksa=False))
    catat_daftar(request.pelaku, TABEL, jumlah=len(halaman.baris), saringan="Dikembalikan Kementerian Sosial")
    return {"halaman": halaman, "aksi": _AKSI, **_bingkai(request, "kab")}


@require_safe
@butuh_izin("periksa_kelengkapan")
def langsung(request: HttpRequest) -> HttpResponse:
    """Single proposals that no deliberation carries: resignations, decided objections and appeals, self-registration."""
    return render(request, "verval/kelengkapan_langsung.html", _isi_langsung(request))


def _isi_langsung(request: HttpRequest) -> dict:
    baris = Usulan.objects.terlihat_oleh(request.pelaku).filter(status=S.DIAJUKAN, musyawarah__isnull=True)
    halaman = potong(baris.select_related("wilayah"), request)
    lengkapi(halaman.baris, periksa=False)
    catat_daftar(request.pelaku, TABEL, jumlah=len(halaman.baris), saringan="Tanpa musyawarah")
    return {"halaman": halaman, "aksi": _AKSI[:1], **_bingkai(request, "langsung")}


_AKSI = [
    {"nama": "aksi", "nilai": "lengkap", "teks": "Nyatakan lengkap", "ikon": "check", "gaya": "hijau"},
    {"nama": "aksi", "nilai": "kembalikan", "teks": "Kembalikan", "ikon": "arrow-back-up", "gaya": "kedua"},
]


@require_safe
@butuh_izin("periksa_kelengkapan")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """One deliberation: its documents, its data, and the names that wait."""
    return render(request, "verval/kelengkapan_rincian.html", _isi_rincian(request, _musyawarah(request, pk)))


def _musyawarah(request: HttpRequest, pk: str | int) -> Musyawarah:
    return get_object_or_404(Musyawarah.objects.terlihat_oleh(request.pelaku).filter(status=SM.DIAJUKAN), pk=pk)


def _isi_rincian(request: HttpRequest, musyawarah: Musyawarah) -> dict:
    milik = Usulan.objects.terlihat_oleh(request.pelaku).filter(musyawarah=musyawarah)
    jumlah = milik.aggregate(
        menunggu=Count("pk", filter=Q(status=S.DIAJUKAN)),
        peringatan=Count("pk", filter=Q(status=S.DIAJUKAN) & ~Q(peringatan="")),
        kembali=Count("pk", filter=Q(status=S.DIKEMBALIKAN)),
        semua=Count("pk"),
    )
    halaman = potong(milik.filter(status=S.DIAJUKAN), request, urut=("id",))
    lengkapi(halaman.baris, periksa=False)
    catat_daftar(request.pelaku, "usulan_musyawarah", musyawarah.pk, wilayah=musyawarah.wilayah_id, jumlah=len(halaman.baris))
    jalur = nama_jalur_banyak([musyawarah.wilayah_id])[musyawarah.wilayah_id]
    per_jenis = {j: [] for j in DokumenMusyawarah.Jenis}
    for d in musyawarah.dokumen.filter(digantikan_pada__isnull=True).select_related("berkas").order_by("id"):
        per_jenis[DokumenMusyawarah.Jenis(d.jenis)].append(d)
    return {
        "musyawarah": musyawarah,
        "jalur": jalur,
        "remah": [("Kelengkapan", reverse("verval:kelengkapan_daftar")), (" › ".join(jalur[2:]), "")],
        "jumlah": jumlah,
        "ringkas": [
            {"label": "Menunggu diperiksa", "nilai": jumlah["menunggu"], "warna": "peringatan" if jumlah["menunggu"] else ""},
            {"label": "Berperingatan", "nilai": jumlah["peringatan"]},
            {"label": "Sedang di desa/kelurahan", "nilai": jumlah["kembali"]},
            {"label": "Seluruh usulan", "nilai": jumlah["semua"]},
        ],
        "dokumen": [(j.label, d) for j, isi in per_jenis.items() for d in (isi or [None])],
        "data": [
            ("Jenis", musyawarah.get_jenis_display()),
            ("Nomor berita acara", musyawarah.nomor_berita_acara),
            ("Tempat", musyawarah.tempat),
            ("Pimpinan", musyawarah.pimpinan),
            ("Notulis", musyawarah.notulis),
            ("Peserta hadir", f"{musyawarah.jumlah_hadir} orang"),
            ("Pokok pembahasan", musyawarah.ringkasan),
            ("Penjelasan peringatan", musyawarah.catatan_peringatan),
        ],
        "halaman": halaman,
        "aksi": _AKSI,
    }


@require_POST
@butuh_izin("periksa_kelengkapan")
def proses(request: HttpRequest) -> HttpResponse:
    """Declare complete or return: the ticked rows, or everything of one deliberation that waits.

    Returning first shows what it is about and asks for the reasons; only the form with the reasons acts.
    """
    nomor = request.POST.get("musyawarah", "")
    musyawarah = _musyawarah(request, nomor) if nomor.isascii() and nomor.isdigit() else None
    aksi, _, semua = request.POST.get("aksi", "").partition("_")
    pilihan = None if semua and musyawarah else nomor_terpilih(request)
    dari_langsung = request.POST.get("asal") == "langsung"
    nama = "rincian" if musyawarah else "langsung" if dari_langsung else "dikembalikan"
    kembali = reverse(f"verval:kelengkapan_{nama}", args=[musyawarah.pk] if musyawarah else [])
    status = S.DIAJUKAN if musyawarah or dari_langsung else S.DIKEMBALIKAN_KAB
    menunggu = Usulan.objects.terlihat_oleh(request.pelaku).filter(status=status)
    if musyawarah:
        menunggu = menunggu.filter(musyawarah=musyawarah)
    try:
        if pilihan is None:
            diminta = menunggu.count()
            pilihan = list(menunggu.values_list("pk", flat=True)) if aksi == "kembalikan" else None
        else:
            diminta = len(pilihan)
        if not diminta:
            raise Ditolak("Belum ada usulan yang dipilih. Centang paling sedikit satu usulan.", "tidak-ada-pilihan")
        if aksi == "lengkap":
            jumlah = nyatakan_lengkap(oleh=request.pelaku, musyawarah=musyawarah, usulan=pilihan)
            kata = "dinyatakan lengkap dan menunggu putusan verifikator"
        elif aksi == "kembalikan":
            formulir = KembalikanForm(request.POST if "kirim" in request.POST else None)
            if not formulir.is_valid():
                return _minta_alasan(request, formulir, musyawarah, menunggu.filter(pk__in=pilihan), semua, kembali)
            jumlah = kembalikan_ke_desa(oleh=request.pelaku, musyawarah=musyawarah, usulan=pilihan, **formulir.cleaned_data)
            kata = "dikembalikan ke desa/kelurahan"
        else:
            raise Ditolak("Pilih tindakan: nyatakan lengkap atau kembalikan.", "tindakan-tidak-dikenal")
    except Ditolak as galat:
        isi = {"langsung": _isi_langsung, "dikembalikan": _isi_dikembalikan}
        konteks = _isi_rincian(request, musyawarah) if musyawarah else isi[nama](request)
        return render(request, f"verval/kelengkapan_{nama}.html", {**konteks, "galat": galat}, status=409)
    if jumlah:
        messages.success(request, f"{angka(jumlah)} usulan {kata}.")
    if jumlah < diminta:
        messages.warning(
            request, f"{angka(diminta - jumlah)} usulan tidak berubah, karena tidak lagi menunggu pemeriksaan kelengkapan."
        )
    habis = musyawarah is not None and jumlah and not menunggu.exists()
    return redirect("verval:kelengkapan_daftar" if habis else kembali)


def _minta_alasan(request, formulir, musyawarah, baris, semua: str, kembali: str) -> HttpResponse:
    contoh = list(baris.order_by("id")[:10])
    catat_daftar(request.pelaku, TABEL, jumlah=len(contoh), saringan="Sebelum dikembalikan ke desa/kelurahan")
    jumlah = baris.count()
    tersembunyi = [("aksi", "kembalikan_semua" if semua else "kembalikan"), ("kirim", "1")]
    if musyawarah:
        tersembunyi.append(("musyawarah", musyawarah.pk))
    if not semua:
        tersembunyi += [("usulan", pk) for pk in baris.values_list("pk", flat=True)]
    return render(
        request,
        "verval/konfirmasi.html",
        {
            "judul": "Kembalikan ke desa/kelurahan",
            "remah": [("Kelengkapan", reverse("verval:kelengkapan_daftar")), ("Kembalikan", "")],
            "jumlah": jumlah,
            "contoh": contoh,
            "sisa": jumlah - len(contoh),
            "formulir": formulir,
            "tersembunyi": tersembunyi,
            "tujuan": reverse("verval:kelengkapan_proses"),
            "teks": f"Kembalikan {angka(jumlah)} usulan",
            "ikon": "arrow-back-up",
            "batal": kembali,
            "akibat": "Desa/kelurahan dapat memperbaiki isian dan dokumennya, lalu mengajukannya kembali tanpa musyawarah baru.",
        },
        status=422 if formulir.is_bound else 200,
    )
