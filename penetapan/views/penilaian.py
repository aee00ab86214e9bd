"""The assessment of integrity on screen (Pasal 8): what waits, a look first, then the act itself."""

from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.akses import boleh, butuh_izin
from dasar.bacaan import catat_daftar
from dasar.halaman import potong
from dasar.jejak import NEGARA, Pelaku
from dasar.models import Pekerjaan
from dasar.pekerjaan import antrekan
from penetapan.forms import TemuanForm
from penetapan.kriteria import KRITERIA
from penetapan.models import Penilaian, TemuanIntegritas
from penetapan.ringkasan import kriteria_temuan, per_wilayah
from penetapan.views.wilayah import area_terpilih
from usulan.alur import S
from usulan.models import Usulan
from wilayah.models import Tingkat

# The words of Pasal 8(3) Permensos 3/2021.
BUNYI = {
    "a": "data perorangan bersifat individual dan tunggal",
    "b": "data perorangan mempunyai nomor induk kependudukan, nama, alamat sesuai dengan data kependudukan",
    "c": "data keluarga, kelompok, dan masyarakat merupakan himpunan data perorangan",
    "d": "data anggota keluarga tidak tumpang tindih dengan anggota keluarga lain",
    "e": "kelengkapan atribut data",
}


def _nama_area(wilayah) -> str:
    return "Indonesia" if wilayah.pk == NEGARA else str(wilayah)


@butuh_izin("nilai_integritas", "lihat_jejak")
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """What waits below the area, and the assessments made so far."""
    area = area_terpilih(request)
    menunggu = Usulan.objects.terlihat_oleh(request.pelaku, area.kode).filter(status=S.DITERUSKAN)
    baris = per_wilayah(menunggu, area.kode, "jenis", sampai=Tingkat.KABUPATEN, semua=False)
    riwayat = potong(Penilaian.objects.select_related("wilayah", "dibuat_oleh"), request, urut=("-id",), jumlah=20)
    for p in riwayat.baris:
        p.area = _nama_area(p.wilayah)
    url = reverse("penetapan:penilaian")
    konteks = {
        "area": area,
        "baris": baris,
        "jumlah": sum(b.jumlah for b in baris),
        "riwayat": riwayat,
        "boleh_menilai": boleh(request, "nilai_integritas"),
        "remah": area.remah("Penilaian integritas", url),
    }
    return render(request, "penetapan/penilaian.html", konteks)


def _antrekan(pelaku: Pelaku, wilayah: str, *, terapkan: bool, kembali: str) -> Pekerjaan:
    return antrekan(
        "nilai_integritas",
        f"{wilayah}:{'terapkan' if terapkan else 'periksa'}",
        {"wilayah": wilayah, "terapkan": terapkan, "kembali": kembali},
        oleh=pelaku,
    )


@butuh_izin("nilai_integritas")
@require_POST
def periksa(request: HttpRequest) -> HttpResponse:
    """Look only: queue an assessment that moves nothing."""
    area = area_terpilih(request)
    kembali = f"{reverse('penetapan:penilaian')}?{urlencode({'wilayah': area.kode})}"
    kerja = _antrekan(request.pelaku, area.kode, terapkan=False, kembali=kembali)
    return redirect("dasar:pekerjaan", kerja.pk)


@butuh_izin("nilai_integritas", "lihat_jejak")
@require_safe
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """One assessment: findings per criterion, and the failing items of one criterion with their evidence."""
    penilaian = get_object_or_404(Penilaian.objects.select_related("wilayah", "dibuat_oleh"), pk=pk)
    formulir = TemuanForm(request.GET)
    formulir.fields["wilayah"].awal = penilaian.wilayah_id
    formulir.is_valid()
    dipilih = formulir.cleaned_data.get("wilayah")
    temuan = TemuanIntegritas.objects.filter(penilaian=penilaian)
    if dipilih:
        awal, akhir = dipilih.rentang
        temuan = temuan.filter(wilayah__gte=awal, wilayah__lt=akhir)
    per_huruf = kriteria_temuan(temuan)
    # Findings are read criterion by criterion: the first that has any, until another is chosen.
    huruf = formulir.cleaned_data.get("kriteria") or next((h for h, n in per_huruf.items() if n), "a")
    halaman = potong(temuan.filter(kriteria=huruf).select_related("usulan", "wilayah", "wilayah__induk"), request)
    catat_daftar(
        request.pelaku,
        "penetapan_penilaian",
        pk,
        wilayah=dipilih.kode if dipilih else penilaian.wilayah_id,
        jumlah=len(halaman.baris),
        saringan=f"Kriteria {huruf}",
    )
    masih = (
        Usulan.objects.terlihat_oleh(request.pelaku, penilaian.wilayah_id)
        .filter(status=S.DITERUSKAN)
        .aggregate(n=Count("pk"))["n"]
        if not penilaian.diterapkan
        else 0
    )
    konteks = {
        "penilaian": penilaian,
        "area": _nama_area(penilaian.wilayah),
        "kriteria": [(k, BUNYI[k.huruf], per_huruf[k.huruf]) for k in KRITERIA],
        "huruf": huruf,
        "nama_huruf": next(k.nama for k in KRITERIA if k.huruf == huruf),
        "jumlah_huruf": per_huruf[huruf],
        "formulir": formulir,
        "dipilih": dipilih,
        "halaman": halaman,
        "masih": masih,
        "boleh_terapkan": not penilaian.diterapkan and masih > 0 and boleh(request, "nilai_integritas"),
        "remah": [("Penilaian integritas", reverse("penetapan:penilaian")), (f"Penilaian {penilaian.pk}", "")],
    }
    return render(request, "penetapan/penilaian_rincian.html", konteks)


@butuh_izin("nilai_integritas")
@require_http_methods(["GET", "HEAD", "POST"])
def terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then queue the act: what fails goes back to the kabupaten/kota, the rest passes."""
    penilaian = get_object_or_404(Penilaian.objects.select_related("wilayah"), pk=pk, diterapkan=False)
    kembali = reverse("penetapan:penilaian_rincian", args=[pk])
    if request.method == "POST":
        kerja = _antrekan(request.pelaku, penilaian.wilayah_id, terapkan=True, kembali=kembali)
        return redirect("dasar:pekerjaan", kerja.pk)
    konteks = {
        "penilaian": penilaian,
        "area": _nama_area(penilaian.wilayah),
        "kembali": kembali,
        "remah": [
            ("Penilaian integritas", reverse("penetapan:penilaian")),
            (f"Penilaian {pk}", kembali),
            ("Terapkan", ""),
        ],
    }
    return render(request, "penetapan/terapkan.html", konteks)
