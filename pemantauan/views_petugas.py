"""By officer: who they are, what they did, what they were refused."""

import datetime as dt

from django.db.models import Count, Max, Prefetch, Q
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from akun.akses import butuh_izin
from akun.models import Pengguna, Penugasan
from dasar.halaman import potong
from dasar.jejak import catat
from dasar.models import Jejak
from dasar.templatetags.siks import tanggal, tanggal_singkat
from pemantauan import penelusuran
from pemantauan.forms import CariPetugasForm, SaringJejak
from pemantauan.kejadian import TELUSURI, nama_tabel, sebutan

HARI_MAKS = 31


@butuh_izin("lihat_jejak")
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    """Officers by name or account, with the function that each holds now."""
    formulir = CariPetugasForm(request.GET)
    formulir.is_valid()
    c = formulir.cleaned_data
    baris = Pengguna.objects.filter(penugasan__isnull=False).distinct()
    if q := c.get("q", "").strip():
        baris = baris.filter(Q(nama__icontains=q) | Q(username__icontains=q))
    if c.get("fungsi"):
        baris = baris.filter(penugasan__fungsi=c["fungsi"])
    tugas = Penugasan.objects.select_related("wilayah").order_by("-mulai", "-id")
    halaman = potong(baris.prefetch_related(Prefetch("penugasan", tugas, to_attr="tugas")), request, urut=("id",))
    for p in halaman.baris:
        p.kini = next((t for t in p.tugas if t.status == "aktif"), p.tugas[0] if p.tugas else None)
    konteks = {
        "saring": formulir,
        "halaman": halaman,
        "remah": [("Jejak", reverse("pemantauan:muka")), ("Menurut petugas", "")],
    }
    return render(request, "pemantauan/petugas_daftar.html", konteks)


@butuh_izin("lihat_jejak")
@require_safe
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """One officer: assignments, counts by act and by day, then the events."""
    petugas = get_object_or_404(Pengguna, pk=pk)
    catat(request.pelaku, TELUSURI, "akun_pengguna", pk, request.pelaku.wilayah)
    saring = SaringJejak(request.GET, bawaan="30")
    jejak = saring.saring(Jejak.objects.filter(oleh=pk))
    halaman = potong(penelusuran.dengan_nama(jejak), request, urut=("-id",))
    pertama = not halaman.sebelumnya
    tugas = list(Penugasan.objects.filter(pengguna=pk).select_related("wilayah").order_by("-mulai", "-id"))
    per_tindakan, per_hari = _hitung(jejak) if pertama else ([], [])
    konteks = {
        "petugas": petugas,
        "tugas": [
            (
                t.get_fungsi_display(),
                str(t.wilayah),
                f"{tanggal(t.mulai)} sampai {tanggal(t.selesai)}",
                t.get_status_display(),
                t.nomor_sk,
            )
            for t in tugas
        ],
        "saring": saring,
        "per_tindakan": per_tindakan,
        "per_hari": per_hari,
        "baris": penelusuran.baca(halaman.baris),
        "halaman": halaman,
        "tentang": penelusuran.baca(penelusuran.dengan_nama(_tentang(pk, tugas)).order_by("-id")[:20]) if pertama else [],
        "remah": [
            ("Jejak", reverse("pemantauan:muka")),
            ("Menurut petugas", reverse("pemantauan:petugas")),
            (str(petugas), ""),
        ],
    }
    return render(request, "pemantauan/petugas.html", konteks)


def _tentang(pk: int, tugas: list[Penugasan]):
    """Events about the account by somebody else: appointments, invitations, attempts to sign in, resets."""
    return Jejak.objects.filter(
        Q(tabel="akun_pengguna", objek=pk) | Q(tabel="akun_penugasan", objek__in=[t.pk for t in tugas])
    ).exclude(oleh=pk)


def _hitung(jejak) -> tuple[list[dict], list[tuple]]:
    """Counts by act, and by day for komponen/grafik_batang.html (newest first), out of one statement."""
    tindakan: dict[tuple[str, str], dict] = {}
    hari: dict[dt.date, int] = {}
    for b in (
        jejak.annotate(hari=TruncDate("pada")).values("tabel", "langkah", "hari").annotate(n=Count("pk"), akhir=Max("pada"))
    ):
        satu = tindakan.setdefault((b["tabel"], b["langkah"]), {"n": 0, "terakhir": b["akhir"]})
        satu["n"] += b["n"]
        satu["terakhir"] = max(satu["terakhir"], b["akhir"])
        hari[b["hari"]] = hari.get(b["hari"], 0) + b["n"]
    per_tindakan = [
        {"judul": sebutan(tabel, langkah), "objek": nama_tabel(tabel) if tabel else "", **isi}
        for (tabel, langkah), isi in sorted(tindakan.items(), key=lambda t: (-t[1]["n"], t[0]))
    ]
    return per_tindakan, [(tanggal_singkat(h), hari[h]) for h in sorted(hari, reverse=True)[:HARI_MAKS]]
