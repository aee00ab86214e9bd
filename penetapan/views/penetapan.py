"""The monthly determination on screen (Pasal 12): the list, one month, the dry run, the act with the password once more."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.akses import boleh, butuh_izin
from akun.fungsi import F
from akun.sandi import pastikan_langkah_naik
from dasar import periode as bulan
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.jejak import NEGARA
from dasar.models import Pekerjaan
from dasar.pekerjaan import antrekan
from dasar.samar import Samar
from dasar.unduh import kirim
from penetapan import ringkasan
from penetapan.forms import BulanForm, TetapkanForm, pilihan_bulan
from penetapan.models import Penetapan, RekapPenetapan
from penetapan.penetapan import Rencana, halangan_periode, rencanakan
from penetapan.views.wilayah import area_terpilih
from usulan.alur import S
from usulan.models import Usulan
from wilayah.models import Tingkat

_NOL = {"masuk": 0, "keluar": 0, "aktif": 0}
# Who holds what still waits.
PEMEGANG = {
    S.DIAJUKAN: "Pengisi data kabupaten/kota",
    S.LENGKAP: "Verifikator",
    S.LAYAK: "Pengisi data kabupaten/kota",
    S.DIBUNDEL: "Kepala perangkat daerah",
    S.DITERUSKAN: "Pekerja informasi Kementerian Sosial",
    S.DIKEMBALIKAN_KAB: "Pengisi data kabupaten/kota",
}
AKIBAT = {
    "masuk": "Orang masuk",
    "bansos": "Bantuan dimulai",
    "penghentian": "Bantuan berhenti",
    "penonaktifan": "Orang keluar",
}


@butuh_izin("pantau_wilayah")
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """All determinations, newest first; national counts, as the decrees publish them."""
    halaman = potong(Penetapan.objects.select_related("keputusan"), request, urut=("-periode",), jumlah=24)
    tombol = []
    if boleh(request, "tetapkan_dtks"):
        tombol = [{"teks": "Rencana bulan ini", "url": reverse("penetapan:rencana"), "ikon": "gavel", "gaya": ""}]
    return render(request, "penetapan/daftar.html", {"halaman": halaman, "tombol": tombol})


@butuh_izin("pantau_wilayah")
@require_safe
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """One determination: what it changed in the actor's area, its seal and its document."""
    penetapan = get_object_or_404(Penetapan.objects.select_related("keputusan", "ditetapkan_oleh"), pk=pk)
    area = area_terpilih(request)
    rekap = RekapPenetapan.objects.terlihat_oleh(request.pelaku, area.kode).filter(penetapan=penetapan)
    objek = ringkasan.objek_rekap(request.pelaku.program)
    # Beside each other only the short names of the programmes fit.
    kolom = [(k, n if k == RekapPenetapan.KELUARGA else k) for k, n in objek[1:]]
    baris = ringkasan.rekap_per_wilayah(rekap, Tingkat.PROVINSI if area.kode == NEGARA else Tingkat.KABUPATEN)
    total = {k: {g: sum(b.isi.get(k, _NOL)[g] for b in baris) for g in _NOL} for k, _ in objek}
    samar = request.pelaku.fungsi == F.KL
    if samar:
        total = {k: {g: Samar(m) for g, m in n.items()} for k, n in total.items()}
    for b in ringkasan.samarkan(baris, request.pelaku):
        b.orang = b.isi.get(RekapPenetapan.INDIVIDU, _NOL)
        b.angka = [(n, b.isi.get(k, _NOL)["aktif"]) for k, n in kolom]
    berkas = penetapan.keputusan
    konteks = {
        "penetapan": penetapan,
        "area": area,
        "samar": samar,
        "objek": [(n, total[k]) for k, n in objek],
        "kepala": [n for _, n in kolom],
        "baris": baris,
        "berkas": berkas,
        "sedang_dibuat": berkas is None
        and Pekerjaan.objects.filter(jenis="dokumen_keputusan", kunci=str(pk), status__in=["antre", "berjalan"]).exists(),
        "boleh_buat": berkas is None and boleh(request, "tetapkan_dtks"),
        "segel": bytes(penetapan.akar).hex(),
        "segel_jejak": bytes(penetapan.akar_jejak).hex() if penetapan.akar_jejak else "",
        "sebelum": Penetapan.objects.filter(periode=bulan.sebelum(penetapan.periode)).first(),
        "remah": [("Penetapan", reverse("penetapan:daftar")), *area.remah(bulan.nama(penetapan.periode), request.path)],
    }
    return render(request, "penetapan/rincian.html", konteks)


@butuh_izin("pantau_wilayah")
@require_safe
def keputusan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The decree's PDF. It holds counts only, so everybody who monitors may read it."""
    penetapan = get_object_or_404(Penetapan.objects.select_related("keputusan"), pk=pk, keputusan__isnull=False)
    return kirim(penetapan.keputusan, oleh=request.pelaku)


@butuh_izin("tetapkan_dtks")
@require_POST
def buat_keputusan(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a document that is missing, because making it failed after the determination."""
    penetapan = get_object_or_404(Penetapan, pk=pk)
    kembali = reverse("penetapan:rincian", args=[pk])
    if penetapan.keputusan_id:
        messages.success(request, "Dokumen keputusan sudah ada.")
        return redirect(kembali)
    kerja = antrekan("dokumen_keputusan", str(pk), {"penetapan": pk, "kembali": kembali}, oleh=request.pelaku)
    return redirect("dasar:pekerjaan", kerja.pk)


def _periode(request: HttpRequest, isi) -> int:
    """The month asked for; by default the one that is due."""
    teks = isi.get("periode", "")
    if teks:
        try:
            return bulan.urai(teks)
        except ValueError as galat:
            raise Http404 from galat
    terakhir = Penetapan.objects.order_by("-periode").values_list("periode", flat=True).first()
    kini = bulan.periode_kini()
    return min(bulan.berikut(terakhir), kini) if terakhir else kini


@butuh_izin("tetapkan_dtks")
@require_safe
def rencana(request: HttpRequest) -> HttpResponse:
    """The dry run: what a determination would do, what still waits where, what stands against it."""
    periode = _periode(request, request.GET)
    formulir = BulanForm({"periode": periode})
    if periode not in dict(pilihan_bulan()):
        formulir.fields["periode"].choices = [(periode, bulan.nama(periode)), *pilihan_bulan()]
    perubahan = ringkasan.menurut_program()
    wilayah = ringkasan.per_wilayah(
        Usulan.objects.filter(status__in=list(PEMEGANG)), NEGARA, "status", sampai=Tingkat.PROVINSI, semua=False
    )
    rencana_bulan = Rencana(
        periode,
        halangan_periode(periode),
        {jenis: sum(n for j, _, n in perubahan if j == jenis) for jenis in AKIBAT},
        {s: sum(b.isi.get(s, 0) for b in wilayah) for s in PEMEGANG},
    )
    konteks = {
        "rencana": rencana_bulan,
        "periode": periode,
        "formulir": formulir,
        "ringkas": [{"label": label, "nilai": rencana_bulan.per_jenis.get(jenis, 0)} for jenis, label in AKIBAT.items()],
        "perubahan": [(AKIBAT[jenis], program, n) for jenis, program, n in perubahan],
        "dikembalikan": ringkasan.akan_dikembalikan() if rencana_bulan.jumlah else [],
        "menunggu": [(s.label, PEMEGANG[s], rencana_bulan.menunggu[s]) for s in PEMEGANG],
        "menunggu_wilayah": [(b.wilayah.nama, b.jumlah) for b in sorted(wilayah, key=lambda b: -b.jumlah)[:10]],
        "jumlah_menunggu": sum(rencana_bulan.menunggu.values()),
        "remah": [("Penetapan", reverse("penetapan:daftar")), ("Rencana", "")],
    }
    return render(request, "penetapan/rencana.html", konteks)


@sensitive_post_parameters("sandi")
@butuh_izin("tetapkan_dtks")
@require_http_methods(["GET", "HEAD", "POST"])
def tetapkan(request: HttpRequest) -> HttpResponse:
    """Confirm with decree number, password and code, then queue the determination."""
    periode = _periode(request, request.POST if request.method == "POST" else request.GET)
    formulir = TetapkanForm(request.POST or None, pengguna=request.user)
    konteks = {
        "formulir": formulir,
        "periode": periode,
        "rencana": rencanakan(periode),
        "kembali": f"{reverse('penetapan:rencana')}?periode={periode}",
        "remah": [("Penetapan", reverse("penetapan:daftar")), ("Tetapkan", "")],
    }
    if request.method != "POST":
        return render(request, "penetapan/tetapkan.html", konteks)
    if not formulir.is_valid():
        return render(request, "penetapan/tetapkan.html", konteks, status=422)
    nomor_sk = formulir.cleaned_data["nomor_sk"]
    try:
        pastikan_dapat(periode, nomor_sk)
        isi = formulir.cleaned_data
        pastikan_langkah_naik(request.user, isi["sandi"], isi["kode"], oleh=request.pelaku)
    except Ditolak as galat:
        return render(request, "penetapan/tetapkan.html", konteks | {"galat": galat}, status=409)
    argumen = {"periode": periode, "nomor_sk": nomor_sk, "kembali": konteks["kembali"]}
    kerja = antrekan("tetapkan_bulan", str(periode), argumen, oleh=request.pelaku)
    return redirect("dasar:pekerjaan", kerja.pk)


def pastikan_dapat(periode: int, nomor_sk: str) -> None:
    """Say at once, with everything typed still there, what the job would refuse. The act itself checks again."""
    halangan = halangan_periode(periode)
    if halangan:
        raise Ditolak(halangan, "bulan-tidak-dapat-ditetapkan")
    if Penetapan.objects.filter(nomor_sk=nomor_sk).exists():
        raise Ditolak(f"Nomor keputusan {nomor_sk} sudah dipakai. Periksa nomornya.", "nomor-terpakai")
