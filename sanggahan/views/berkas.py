"""Photos, papers and the letter: each after the scope was checked, each an event."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from akun.akses import butuh_izin
from dasar.bacaan import CETAK
from dasar.jejak import catat
from dasar.pdf import VARIAN_WARGA, buat_pdf
from dasar.subjek import sidik
from dasar.unduh import kirim
from sanggahan.linimasa import TABEL
from sanggahan.models import Bukti, FotoKunjungan, Pengunduran, Sanggahan
from sanggahan.views.petugas import PENUH, ambil
from wilayah.models import nama_jalur


@require_safe
@butuh_izin(*PENUH)
def bukti(request: HttpRequest, pk: int, bukti: int) -> HttpResponseBase:
    """A photo of the objector: for the kabupaten/kota and the auditor."""
    s = ambil(request, pk)
    satu = get_object_or_404(Bukti.objects.select_related("berkas"), pk=bukti, sanggahan=s, dihapus_pada__isnull=True)
    return kirim(satu.berkas, oleh=request.pelaku, nomor=s.nik)


@require_safe
@butuh_izin("lihat_sanggahan")
def foto(request: HttpRequest, pk: int, foto: int) -> HttpResponseBase:
    s = ambil(request, pk)
    satu = get_object_or_404(
        FotoKunjungan.objects.select_related("berkas"), pk=foto, kunjungan__sanggahan=s, dihapus_pada__isnull=True
    )
    return kirim(satu.berkas, oleh=request.pelaku, nomor=s.nik)


@require_safe
@butuh_izin(*PENUH)
def bukti_diri(request: HttpRequest, pk: int, jenis: str) -> HttpResponseBase:
    """The proofs of a resignation at the village: `ktp` or `surat`."""
    mundur = get_object_or_404(
        Pengunduran.objects.terlihat_oleh(request.pelaku).select_related("ktp", "surat"),
        pk=pk,
        berkas_dihapus_pada__isnull=True,
    )
    berkas = {"ktp": mundur.ktp, "surat": mundur.surat}.get(jenis)
    if berkas is None:
        raise Http404
    return kirim(berkas, oleh=request.pelaku, nomor=mundur.nik)


@require_safe
@butuh_izin("kunjungi_sanggahan", "periksa_sanggahan")
def surat(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter for a family without an account: what is objected, until when and how it may answer."""
    s: Sanggahan = ambil(request, pk)
    if s.batas_jawab is None:
        raise Http404
    provinsi, kabupaten, kecamatan, desa = nama_jalur(s.wilayah_id)
    isi = {
        "judul": "Pemberitahuan Sanggahan dan Hak Jawab",
        "nomor": s.nomor,
        "instansi_induk": f"Pemerintah {kabupaten}",
        "instansi": "Dinas Sosial",
        "alamat": f"{kabupaten}, {provinsi}",
        "sanggahan": s,
        "alamat_lacak": settings.ALAMAT_PORTAL + reverse("lacak:formulir"),
        "desa": desa,
        "kecamatan": kecamatan,
        "hari_ini": timezone.localdate(),
    }
    catat(request.pelaku, CETAK, TABEL, s.pk, s.wilayah_id, "surat pemberitahuan", subjek=sidik(s.nik))
    return HttpResponse(
        buat_pdf("sanggahan/pdf/surat.html", isi, varian=VARIAN_WARGA),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="surat-{s.nomor}.pdf"', "Cache-Control": "private, no-store"},
    )
