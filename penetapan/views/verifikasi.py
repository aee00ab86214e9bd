"""Public check of a printed document by its code. No sign-in, no names of citizens."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from akun.fungsi import FUNGSI, F
from dasar.jangkauan import seluruh_negeri
from dasar.periode import nama as nama_bulan
from dasar.templatetags.siks import angka, tanggal
from dasar.verifikasi import rapikan_kode
from penetapan.forms import KodeForm
from penetapan.models import Penetapan
from verval.alur import SB
from verval.models import Batch


@login_not_required
@require_safe
def formulir(request: HttpRequest) -> HttpResponse:
    """Type a code; the answer has an address of its own, the one in the QR code."""
    isian = KodeForm(request.GET or None)
    if isian.is_valid():
        return redirect("verifikasi:rincian", rapikan_kode(isian.cleaned_data["kode"]).replace("/", ""))
    return render(request, "penetapan/verifikasi.html", {"formulir": isian}, status=422 if isian.is_bound else 200)


@login_not_required
@require_safe
def rincian(request: HttpRequest, kode: str) -> HttpResponse:
    """What the code belongs to; an unknown one is answered by the same page with what to do."""
    kode = rapikan_kode(kode)
    dokumen = _surat(kode) or _keputusan(kode)
    konteks = {"formulir": KodeForm(), "kode": kode, "dokumen": dokumen}
    return render(request, "penetapan/verifikasi.html", konteks, status=200 if dokumen else 404)


def _surat(kode: str) -> dict | None:
    # The visitor has no area; what is shown of the letter is its fingerprint.
    with seluruh_negeri():
        batch = (
            Batch.objects.filter(kode_verifikasi=kode, status=SB.DISAHKAN)
            .select_related("wilayah", "wilayah__induk", "surat")
            .first()
        )
    if batch is None:
        return None
    return {
        "jenis": "Surat pengesahan hasil verifikasi dan validasi",
        "butir": [
            ("Nomor", batch.nomor_surat),
            ("Tanggal", tanggal(batch.disahkan_pada)),
            ("Disahkan oleh", FUNGSI[F.KEPALA].nama),
            ("Kabupaten/kota", f"{batch.wilayah}, {batch.wilayah.induk}"),
            ("Bulan", nama_bulan(batch.periode)),
            ("Jumlah usulan", angka(batch.jumlah)),
        ],
        "sidik": [("SHA-256 daftar usulan", batch.sidik), ("SHA-256 berkas surat", batch.surat.sha256 if batch.surat else "")],
    }


def _keputusan(kode: str) -> dict | None:
    satu = Penetapan.objects.filter(kode_verifikasi=kode).select_related("keputusan").first()
    if satu is None:
        return None
    return {
        "jenis": "Keputusan penetapan DTKS",
        "butir": [
            ("Nomor", satu.nomor_sk),
            ("Tanggal", tanggal(satu.ditetapkan_pada)),
            ("Ditetapkan oleh", f"{FUNGSI[F.MANAJEMEN].nama} Kementerian Sosial, atas nama Menteri Sosial"),
            ("Bulan", nama_bulan(satu.periode)),
            ("Orang masuk", angka(satu.jumlah_masuk)),
            ("Orang keluar", angka(satu.jumlah_keluar)),
            ("Orang dalam DTKS", angka(satu.jumlah_aktif)),
        ],
        "sidik": [
            ("Segel register", bytes(satu.akar).hex()),
            ("Segel jejak", bytes(satu.akar_jejak).hex() if satu.akar_jejak else ""),
            ("SHA-256 berkas keputusan", satu.keputusan.sha256 if satu.keputusan else ""),
        ],
    }
