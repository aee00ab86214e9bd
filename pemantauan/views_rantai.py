"""The chain of seals: its last check, its last roots, the roots on the decrees, and a new check as a job."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from akun.akses import butuh_izin
from dasar.jejak import catat
from dasar.models import Jejak, Pekerjaan, SegelJejak
from dasar.pekerjaan import antrekan
from dasar.periode import nama as nama_bulan
from pemantauan import penelusuran
from pemantauan.kejadian import PERIKSA
from penetapan.models import Penetapan

KERUSAKAN = {
    "diubah": "Peristiwa diubah setelah disegel",
    "hilang": "Peristiwa dihapus",
    "disisipkan": "Peristiwa disisipkan",
    "segel": "Blok segel tidak cocok dengan rantainya",
}


@butuh_izin("lihat_jejak")
@require_safe
def rantai(request: HttpRequest) -> HttpResponse:
    periksa_terakhir = Pekerjaan.objects.filter(jenis="periksa_rantai").order_by("-id").first()
    hasil = periksa_terakhir.hasil if periksa_terakhir and periksa_terakhir.status == Pekerjaan.Status.SELESAI else None
    segel = list(SegelJejak.objects.defer("daun", "nomor_objek").order_by("-sampai_id")[:6])
    keputusan = list(Penetapan.objects.exclude(akar_jejak=None).order_by("-periode")[:6])
    ada = {
        bytes(r)
        for r in SegelJejak.objects.filter(rantai__in=[k.akar_jejak for k in keputusan]).values_list("rantai", flat=True)
    }
    konteks = {
        "kerja": periksa_terakhir,
        "hasil": hasil,
        "rusak": _rusak(hasil["rusak"]) if hasil else [],
        "segel": [(s, bytes(s.rantai).hex()) for s in segel],
        "keputusan": [
            {
                "bulan": nama_bulan(k.periode),
                "nomor": k.nomor_sk,
                "url": reverse("penetapan:rincian", args=[k.pk]),
                "akar": bytes(k.akar_jejak).hex(),
                "cocok": bytes(k.akar_jejak) in ada,
            }
            for k in keputusan
        ],
        "remah": [("Jejak", reverse("pemantauan:muka")), ("Rantai segel", "")],
    }
    return render(request, "pemantauan/rantai.html", konteks)


def _rusak(daftar: list[list]) -> list[dict]:
    """Each damage with its number, and what stands at that number now."""
    nomor = [n for apa, n in daftar if apa != "segel"]
    kini = {j.pk: j for j in penelusuran.dengan_nama(Jejak.objects.filter(pk__in=nomor))}
    baris = dict(zip(kini, penelusuran.baca(kini.values()), strict=True))
    return [
        {
            "nomor": n,
            "apa": KERUSAKAN[apa],
            "peristiwa": baris.get(n) if apa != "segel" else None,
            "url": "" if apa == "segel" or n < 0 else reverse("pemantauan:satu_peristiwa", args=[n]),
        }
        for apa, n in daftar
    ]


@butuh_izin("lihat_jejak")
@require_POST
def periksa(request: HttpRequest) -> HttpResponse:
    """Queue a check of the whole chain; one at a time for everybody."""
    catat(request.pelaku, PERIKSA, "dasar_jejak", wilayah=request.pelaku.wilayah)
    kerja = antrekan("periksa_rantai", "jejak", {"kembali": reverse("pemantauan:rantai")}, oleh=request.pelaku)
    if kerja.pengguna != request.pelaku.pengguna_id:
        return redirect("pemantauan:rantai")
    return redirect("dasar:pekerjaan", kerja.pk)
