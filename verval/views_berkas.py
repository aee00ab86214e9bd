"""Batches: gathered by the pengisi kabupaten/kota, signed by the head, proved by a letter."""

import logging

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.akses import boleh, butuh_izin
from akun.sandi import pastikan_langkah_naik
from dasar.bacaan import catat_daftar
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.periode import periode_kini
from dasar.templatetags.siks import angka
from dasar.unduh import kirim
from usulan.alur import S
from usulan.models import Jadwal, Usulan
from verval import pembundelan, pengesahan
from verval.alur import SB, WARNA
from verval.forms import BatalkanForm, KeluarkanForm, SahkanForm
from verval.models import Batch, ItemBatch
from verval.surat import lampirkan_surat, rekap, usulan_batch
from verval.tampilan import dengan_latar, lengkapi
from verval.views_putusan import nomor_terpilih

log = logging.getLogger(__name__)

BATCH = "verval_batch"
LIHAT = ("susun_batch", "sahkan_batch", "putuskan_usulan", "pantau_wilayah")


@require_safe
@butuh_izin(*LIHAT)
def daftar(request: HttpRequest) -> HttpResponse:
    """Batches of the area, newest first."""
    terlihat = Batch.objects.terlihat_oleh(request.pelaku)
    baris = terlihat.select_related("wilayah", "dibuat_oleh", "disahkan_oleh").annotate(
        isi=Count("item", filter=Q(item__dikeluarkan_pada__isnull=True))
    )
    halaman = potong(baris, request, urut=("-id",), jumlah=25)
    for b in halaman.baris:
        b.warna = WARNA[b.status]
    jumlah = terlihat.aggregate(
        menunggu=Count("pk", filter=Q(status=SB.DISUSUN)), disahkan=Count("pk", filter=Q(status=SB.DISAHKAN))
    )
    boleh_susun = boleh(request, "susun_batch")
    ringkas = [
        {"label": "Menunggu pengesahan", "nilai": jumlah["menunggu"], "warna": "peringatan" if jumlah["menunggu"] else ""},
        {"label": "Sudah disahkan", "nilai": jumlah["disahkan"], "warna": ""},
    ]
    if boleh_susun:
        siap = Usulan.objects.terlihat_oleh(request.pelaku).filter(status=S.LAYAK).count()
        ringkas.insert(0, {"label": "Layak, belum masuk berkas", "nilai": siap, "warna": "peringatan" if siap else ""})
    return render(
        request,
        "verval/batch_daftar.html",
        {
            "halaman": halaman,
            "ringkas": ringkas,
            "ket": request.penugasan.wilayah.nama,
            "tombol": [{"teks": "Susun berkas", "url": reverse("verval:batch_susun"), "ikon": "file-plus"}]
            if boleh_susun
            else [],
            "batas": Jadwal.untuk(periode_kini(), request.pelaku.wilayah).batas_pengesahan,
            "banyak_wilayah": len(request.pelaku.wilayah) < 4,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("susun_batch")
def susun(request: HttpRequest) -> HttpResponse:
    """What would be gathered, and from where; posting gathers it."""
    galat = None
    if request.method == "POST":
        try:
            batch = pembundelan.susun_batch(oleh=request.pelaku)
        except Ditolak as tolak:
            galat = tolak
        else:
            messages.success(request, "Berkas pengesahan disusun dan menunggu tanda tangan kepala dinas.")
            return redirect("verval:batch_rincian", pk=batch.pk)
    siap = Usulan.objects.terlihat_oleh(request.pelaku).filter(status=S.LAYAK)
    isi = rekap(siap, 10)
    return render(
        request,
        "verval/batch_susun.html",
        {
            "rekap": isi,
            "galat": galat,
            "remah": [("Pengesahan", reverse("verval:batch_daftar")), ("Susun berkas", "")],
            "ringkas": [
                {"label": "Usulan layak", "nilai": isi["jumlah"]},
                {"label": "Desa/kelurahan", "nilai": isi["desa"]},
                *({"label": nama, "nilai": n} for nama, n in isi["jenis"]),
            ],
        },
        status=409 if galat else 200,
    )


def _batch(request: HttpRequest, pk: int) -> Batch:
    baris = Batch.objects.terlihat_oleh(request.pelaku).select_related("wilayah", "dibuat_oleh", "disahkan_oleh", "surat")
    dikeluarkan = ItemBatch.objects.filter(batch=OuterRef("pk"), dikeluarkan_pada__isnull=False)
    return get_object_or_404(baris.annotate(ada_dikeluarkan=Exists(dikeluarkan)), pk=pk)


@require_safe
@butuh_izin(*LIHAT)
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch: recap for everybody who may see it, names for those who handle proposals."""
    return render(request, "verval/batch_rincian.html", _isi_rincian(request, _batch(request, pk)))


def _isi_rincian(request: HttpRequest, batch: Batch) -> dict:
    isi = rekap(usulan_batch(batch))
    batch.warna = WARNA[batch.status]
    lihat_nama = boleh(request, "lihat_usulan")
    halaman = dikeluarkan = None
    if lihat_nama:
        nama = Usulan.objects.terlihat_oleh(request.pelaku)
        halaman = potong(dengan_latar(nama.filter(item_batch__batch=batch, item_batch__dikeluarkan_pada__isnull=True)), request)
        lengkapi(halaman.baris)
        catat_daftar(request.pelaku, BATCH, batch.pk, wilayah=batch.wilayah_id, jumlah=len(halaman.baris))
        if batch.ada_dikeluarkan and batch.status != SB.DIBATALKAN:
            dikeluarkan = list(
                nama.filter(item_batch__batch=batch, item_batch__dikeluarkan_pada__isnull=False).order_by("id")[:50]
            )
    tersusun = batch.status == SB.DISUSUN
    return {
        "batch": batch,
        "rekap": isi,
        "halaman": halaman,
        "dikeluarkan": dikeluarkan,
        "lihat_nama": lihat_nama,
        "remah": [("Pengesahan", reverse("verval:batch_daftar")), (str(batch), "")],
        "ringkas": [
            {"label": "Usulan", "nilai": isi["jumlah"]},
            {"label": "Desa/kelurahan", "nilai": isi["desa"]},
            *({"label": nama, "nilai": n} for nama, n in isi["jenis"]),
        ],
        "data": _data(batch),
        "boleh_sahkan": tersusun and boleh(request, "sahkan_batch"),
        "boleh_batalkan": tersusun and boleh(request, "susun_batch"),
        "boleh_surat": batch.status == SB.DISAHKAN and lihat_nama,
        "boleh_buat_surat": boleh(request, "susun_batch", "sahkan_batch"),
        "batas": Jadwal.untuk(periode_kini(), batch.wilayah_id).batas_pengesahan if tersusun else None,
        "aksi": [
            {"nama": "aksi", "nilai": "keluarkan", "teks": "Minta verifikasi ulang", "ikon": "arrow-back-up", "gaya": "kedua"}
        ],
    }


def _data(batch: Batch) -> list[tuple[str, object]]:
    waktu = "%d-%m-%Y pukul %H.%M"
    data: list[tuple[str, object]] = [
        ("Kabupaten/kota", batch.wilayah.nama),
        ("Disusun oleh", f"{batch.dibuat_oleh}, {timezone.localtime(batch.dibuat_pada):{waktu}}"),
    ]
    if batch.status == SB.DISAHKAN:
        data += [
            ("Disahkan oleh", f"{batch.disahkan_oleh}, {timezone.localtime(batch.disahkan_pada):{waktu}}"),
            ("Nomor surat", batch.nomor_surat),
            ("Kode verifikasi", batch.kode_verifikasi),
            ("Sidik daftar (SHA-256)", batch.sidik),
        ]
    if batch.status == SB.DIBATALKAN:
        data.append(("Sebab dibatalkan", batch.catatan))
    return data


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("susun_batch")
def batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo an unsigned batch, with the reason."""
    batch = _batch(request, pk)
    formulir, galat = BatalkanForm(request.POST if request.method == "POST" else None), None
    if formulir.is_valid():
        try:
            pembundelan.batalkan_batch(batch, alasan=formulir.cleaned_data["catatan"], oleh=request.pelaku)
        except Ditolak as tolak:
            galat = tolak
        else:
            messages.success(request, f"{batch} dibatalkan. Usulannya kembali menunggu untuk disusun.")
            return redirect("verval:batch_daftar")
    konteks = {
        "batch": batch,
        "formulir": formulir,
        "galat": galat,
        "jumlah": usulan_batch(batch).count(),
        "kembali": reverse("verval:batch_rincian", args=[pk]),
        "remah": [("Pengesahan", reverse("verval:batch_daftar")), (str(batch), reverse("verval:batch_rincian", args=[pk]))],
    }
    return render(request, "verval/batch_batalkan.html", konteks, status=409 if galat else 422 if formulir.is_bound else 200)


@require_POST
@butuh_izin("sahkan_batch")
def keluarkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Send single proposals back to verification; without `kirim` it asks for the reasons first."""
    batch = _batch(request, pk)
    kembali = reverse("verval:batch_rincian", args=[pk])
    try:
        pilihan = usulan_batch(batch).filter(pk__in=nomor_terpilih(request))
        jumlah = pilihan.count()
        if not jumlah:
            raise Ditolak("Belum ada usulan yang dipilih. Centang paling sedikit satu usulan.", "tidak-ada-pilihan")
        formulir = KeluarkanForm(request.POST if "kirim" in request.POST else None)
        nomor = list(pilihan.values_list("pk", flat=True))
        catat_daftar(
            request.pelaku, BATCH, pk, wilayah=batch.wilayah_id, jumlah=min(jumlah, 10), saringan="Sebelum verifikasi ulang"
        )
        if not formulir.is_valid():
            return render(
                request,
                "verval/konfirmasi.html",
                {
                    "judul": "Minta verifikasi ulang",
                    "remah": [("Pengesahan", reverse("verval:batch_daftar")), (str(batch), kembali)],
                    "jumlah": jumlah,
                    "contoh": list(pilihan.order_by("id")[:10]),
                    "sisa": jumlah - min(jumlah, 10),
                    "formulir": formulir,
                    "tersembunyi": [("kirim", "1"), *(("usulan", n) for n in nomor)],
                    "tujuan": reverse("verval:batch_keluarkan", args=[pk]),
                    "teks": f"Keluarkan {jumlah} usulan",
                    "ikon": "arrow-back-up",
                    "batal": kembali,
                    "akibat": "Usulan ini keluar dari berkas dan kembali ke verifikator. Usulan lain tetap di berkas.",
                },
                status=422 if formulir.is_bound else 200,
            )
        jumlah = pembundelan.keluarkan(batch, nomor, oleh=request.pelaku, **formulir.cleaned_data)
    except Ditolak as galat:
        return render(
            request, "verval/batch_rincian.html", {**_isi_rincian(request, _batch(request, pk)), "galat": galat}, status=409
        )
    messages.success(request, f"{angka(jumlah)} usulan dikeluarkan dari berkas dan kembali ke verifikator.")
    return redirect(kembali)


@sensitive_post_parameters("sandi")
@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("sahkan_batch")
def sahkan(request: HttpRequest, pk: int) -> HttpResponse:
    """What exactly is signed; posting it with the number of the letter, password and code signs."""
    batch = _batch(request, pk)
    kirim_form = request.method == "POST"
    formulir, galat = SahkanForm(request.POST if kirim_form else None, pengguna=request.user), None
    if formulir.is_valid():
        isi = formulir.cleaned_data
        try:
            pastikan_langkah_naik(request.user, isi["sandi"], isi["kode"], oleh=request.pelaku)
            batch = pengesahan.sahkan(batch, nomor_surat=isi["nomor_surat"], oleh=request.pelaku, sidik_dilihat=isi["sidik"])
        except Ditolak as tolak:
            galat = tolak
        else:
            messages.success(request, f"{angka(batch.jumlah)} usulan disahkan dan diteruskan ke Kementerian Sosial.")
            _surat_setelah_sah(request, batch)
            return redirect("verval:batch_rincian", pk=pk)
    jumlah, sidik = pengesahan.sidik_daftar(batch)
    if not kirim_form:
        formulir = SahkanForm(initial={"sidik": sidik}, pengguna=request.user)
        if batch.status != SB.DISUSUN:
            return redirect("verval:batch_rincian", pk=pk)
        if not jumlah:
            galat = Ditolak("Berkas ini kosong. Tidak ada usulan yang dapat disahkan.", "berkas-kosong")
    elif galat and galat.kode == "isi-berubah":
        # The list as it is now goes with the page that shows it; the number already typed stays.
        awal = {"sidik": sidik, "nomor_surat": formulir.cleaned_data["nomor_surat"]}
        formulir = SahkanForm(initial=awal, pengguna=request.user)
    konteks = {
        "batch": batch,
        "formulir": formulir,
        "galat": galat,
        "rekap": rekap(usulan_batch(batch)),
        "jumlah": jumlah,
        "sidik": sidik,
        "kembali": reverse("verval:batch_rincian", args=[pk]),
        "remah": [("Pengesahan", reverse("verval:batch_daftar")), (str(batch), reverse("verval:batch_rincian", args=[pk]))],
    }
    status = 409 if galat else 422 if kirim_form else 200
    return render(request, "verval/batch_sahkan.html", konteks, status=status if kirim_form else 200)


def _surat_setelah_sah(request: HttpRequest, batch: Batch) -> None:
    """The signature stands whatever becomes of the paper: a letter that cannot be stored now is made on demand."""
    try:
        lampirkan_surat(batch, oleh=request.pelaku)
    except OSError:
        log.exception("surat pengesahan %s tidak tersimpan", batch.pk)
        messages.warning(request, "Pengesahan tersimpan, tetapi suratnya belum terbentuk. Tekan “Buat surat” di halaman ini.")


@require_POST
@butuh_izin("susun_batch", "sahkan_batch")
def buat_surat(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the letter of a signed batch that has none yet."""
    batch = _batch(request, pk)
    try:
        lampirkan_surat(batch, oleh=request.pelaku)
    except Ditolak as galat:
        return render(request, "verval/batch_rincian.html", {**_isi_rincian(request, batch), "galat": galat}, status=409)
    messages.success(request, "Surat pengesahan sudah dibuat.")
    return redirect("verval:batch_rincian", pk=pk)


@require_safe
@butuh_izin("lihat_usulan")
def surat(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The letter, for those who may see the batch and the names in its annex."""
    batch = get_object_or_404(
        Batch.objects.terlihat_oleh(request.pelaku).filter(surat__isnull=False).select_related("surat"), pk=pk
    )
    return kirim(batch.surat, oleh=request.pelaku)
