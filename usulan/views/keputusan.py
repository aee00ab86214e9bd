"""What the forum decided name by name, and the list on its way: seal, hand in again, withdraw."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from akun.akses import butuh_izin
from dasar.bacaan import catat_daftar
from dasar.galat import Ditolak
from usulan import pengajuan, penyusunan
from usulan.alur import S
from usulan.forms.musyawarah import AlasanForm, PengajuanForm
from usulan.models import Musyawarah, Usulan
from usulan.pencatatan import dokumen_kurang
from usulan.views.ambil import (
    ambil_dari_musyawarah,
    ambil_musyawarah,
    catat_lihat,
    kembali,
    kiriman,
    nama_musyawarah,
    remah_musyawarah,
)

MUSYAWARAH = "usulan_musyawarah"
_BERALASAN = {
    # aksi: (group of reasons, heading, button, sentence of success)
    "tolak": ("M", "Ditolak forum", "Catat penolakan", "{} nama dicatat ditolak forum."),
    "batalkan": ("B", "Hapus dari daftar", "Hapus dari daftar", "{} nama dihapus dari daftar."),
}


@require_POST
@butuh_izin("ajukan_usulan")
def putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    """`aksi`: setujui_semua (all undecided), setujui, tolak, batalkan (those in `usulan`); the last two ask for a reason first."""
    musyawarah = ambil_musyawarah(request, pk)
    aksi = request.POST.get("aksi", "")
    dipilih = _dipilih(request, musyawarah)
    if aksi != "setujui_semua" and not dipilih:
        return kembali(
            request, musyawarah, "Belum ada nama yang dicentang. Centang dulu nama di daftar, lalu pilih tindakannya."
        )
    if aksi in _BERALASAN:
        return _dengan_alasan(request, musyawarah, aksi, dipilih)
    try:
        jumlah = pengajuan.setujui_forum(
            musyawarah, oleh=request.pelaku, usulan=None if aksi == "setujui_semua" else [u.pk for u in dipilih]
        )
    except Ditolak as galat:
        return kembali(request, musyawarah, galat.pesan)
    messages.success(request, f"{jumlah} nama dicatat disetujui forum.")
    return kembali(request, musyawarah)


def _dipilih(request: HttpRequest, musyawarah: Musyawarah) -> list[Usulan]:
    nomor = {int(n) for n in request.POST.getlist("usulan") if n.isascii() and n.isdigit() and len(n) < 19}
    return list(Usulan.objects.terlihat_oleh(request.pelaku).filter(musyawarah=musyawarah, pk__in=nomor).order_by("nama"))


def _catat_nama(request: HttpRequest, musyawarah: Musyawarah, judul: str, usulan: list[Usulan]) -> None:
    catat_daftar(request.pelaku, MUSYAWARAH, musyawarah.pk, wilayah=musyawarah.wilayah_id, saringan=judul, jumlah=len(usulan))


def _dengan_alasan(request: HttpRequest, musyawarah: Musyawarah, aksi: str, dipilih: list[Usulan]) -> HttpResponse:
    kelompok, judul, teks, sukses = _BERALASAN[aksi]
    terisi = "kirim" in request.POST
    formulir = AlasanForm(request.POST if terisi else None, kelompok=kelompok)
    galat, status = None, 200
    if terisi:
        status = 422
        if formulir.is_valid():
            nomor = [u.pk for u in dipilih]
            try:
                if aksi == "tolak":
                    jumlah = pengajuan.tolak_forum(musyawarah, oleh=request.pelaku, usulan=nomor, **formulir.isi())
                else:
                    jumlah = penyusunan.batalkan_usulan(nomor, oleh=request.pelaku, **formulir.isi())
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, sukses.format(jumlah))
                return kembali(request, musyawarah)
    konteks = {
        "formulir": formulir,
        "galat": galat,
        "judul": f"{judul}: {len(dipilih)} nama",
        "teks": teks,
        "aksi": aksi,
        "dipilih": dipilih,
        "remah": remah_musyawarah(musyawarah, judul),
        "batal": reverse("usulan:musyawarah_rincian", args=[musyawarah.pk]),
    }
    _catat_nama(request, musyawarah, judul, dipilih)
    return render(request, "usulan/alasan.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan")
def batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw one draft or returned proposal."""
    usulan = ambil_dari_musyawarah(request, pk)
    formulir = AlasanForm(kiriman(request), kelompok="B")
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                if not penyusunan.batalkan_usulan([usulan.pk], oleh=request.pelaku, **formulir.isi()):
                    raise Ditolak("Usulan ini sudah diajukan dan tidak dapat dibatalkan.", "tidak-dapat-diubah")
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, f"Usulan {usulan.nama} dibatalkan.")
                return redirect("usulan:rincian", usulan.pk)
    konteks = {
        "formulir": formulir,
        "galat": galat,
        "judul": f"Batalkan usulan {usulan.nama}",
        "keterangan": "Usulan yang dibatalkan tidak dapat dihidupkan lagi. Orangnya dapat diusulkan kembali.",
        "teks": "Batalkan usulan",
        "remah": remah_musyawarah(usulan.musyawarah, "Batalkan usulan"),
        "batal": "../",
    }
    catat_lihat(request, usulan)
    return render(request, "usulan/alasan.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan")
def ajukan(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirmation page, then the seal. The explanation of warnings is written here."""
    musyawarah = ambil_musyawarah(request, pk)
    if not musyawarah.terbuka:
        return kembali(request, musyawarah, "Musyawarah ini sudah disegel.")
    baris = Usulan.objects.filter(musyawarah=musyawarah)
    setuju = baris.filter(status=S.DISETUJUI_MUSDES)
    peringatan = list(setuju.exclude(peringatan="").order_by("nomor_kk", "id")[:50])
    formulir = PengajuanForm(kiriman(request), initial={"catatan_peringatan": musyawarah.catatan_peringatan})
    formulir.fields["catatan_peringatan"].required = bool(peringatan)
    galat, status = None, 200
    if request.method == "POST":
        status = 422
        if formulir.is_valid():
            try:
                jumlah = pengajuan.ajukan(musyawarah, oleh=request.pelaku, **formulir.cleaned_data)
            except Ditolak as ditolak:
                galat, status = ditolak, 409
            else:
                messages.success(request, f"{jumlah} usulan disegel dan diajukan ke dinas sosial.")
                return kembali(request, musyawarah)
    musyawarah.catatan_peringatan = musyawarah.catatan_peringatan or "-"  # asked for on this very page
    konteks = {
        "musyawarah": musyawarah,
        "judul": f"Segel dan ajukan {nama_musyawarah(musyawarah, awal_kecil=True)}",
        "remah": remah_musyawarah(musyawarah, "Ajukan"),
        "formulir": formulir,
        "galat": galat,
        "halangan": [{"teks": h, "warna": "peringatan"} for h in pengajuan.halangan_pengajuan(musyawarah)],
        "setuju": setuju.count(),
        "ditolak": baris.filter(status=S.DITOLAK_MUSDES).count(),
        "keluarga": setuju.values("nomor_kk").distinct().count(),
        "peringatan": peringatan,
    }
    _catat_nama(request, musyawarah, "Nama berperingatan", peringatan)
    return render(request, "usulan/ajukan.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("ajukan_usulan")
def ajukan_ulang(request: HttpRequest, pk: int) -> HttpResponse:
    musyawarah = ambil_musyawarah(request, pk)
    galat, status = None, 200
    if request.method == "POST":
        try:
            jumlah = pengajuan.ajukan_ulang(musyawarah, oleh=request.pelaku)
        except Ditolak as ditolak:
            galat, status = ditolak, 409
        else:
            messages.success(request, f"{jumlah} usulan diajukan kembali ke dinas sosial.")
            return kembali(request, musyawarah)
    usulan = list(Usulan.objects.filter(musyawarah=musyawarah, status=S.DIKEMBALIKAN).order_by("nomor_kk", "id")[:200])
    konteks = {
        "musyawarah": musyawarah,
        "usulan": usulan,
        "kurang": dokumen_kurang(musyawarah),
        "galat": galat,
        "judul": "Ajukan kembali usulan yang dikembalikan",
        "remah": remah_musyawarah(musyawarah, "Ajukan kembali"),
    }
    _catat_nama(request, musyawarah, "Usulan yang dikembalikan", usulan)
    return render(request, "usulan/ajukan_ulang.html", konteks, status=status)
