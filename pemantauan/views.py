"""The auditor's screens, read-only. Whoever looks into the log is in the log as well."""

import datetime as dt

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from akun.akses import butuh_izin
from dasar.bacaan import kata_saringan
from dasar.halaman import potong
from dasar.jejak import catat
from dasar.models import Jejak
from dasar.pembukaan import BUKA
from dasar.penyegelan import letak
from dasar.subjek import sidik
from dasar.templatetags.siks import nik_samar
from dtks.register.kunci import buka, samarkan
from pemantauan import penelusuran
from pemantauan.forms import MASA, CariObjekForm, CariOrangForm, CariPetugasForm, SaringJejak
from pemantauan.kejadian import KELOMPOK, PENOLAKAN, TELUSURI
from pemantauan.objek import Objek, temukan

AKAR = "Jejak"
JUMLAH_HALAMAN = 50


def _remah(*ujung: tuple[str, str]) -> list[tuple[str, str]]:
    return [(AKAR, reverse("pemantauan:muka")), *ujung]


@butuh_izin("lihat_jejak")
@require_http_methods(["GET", "HEAD", "POST"])
def muka(request: HttpRequest) -> HttpResponse:
    """Where an audit begins: by person (the NIK arrives by POST and goes on as an opaque key), by officer, by object."""
    formulir = CariOrangForm(request.POST if request.method == "POST" else None)
    if formulir.is_valid():
        return redirect("pemantauan:orang", samarkan("nik", formulir.cleaned_data["nik"]))
    konteks = {
        "formulir": formulir,
        "objek": CariObjekForm(),
        "petugas": CariPetugasForm(),
        "ringkas": _ringkas(),
    }
    return render(request, "pemantauan/muka.html", konteks, status=422 if formulir.is_bound else 200)


def _ringkas() -> list[dict]:
    """The last day in four numbers, each leading to its list."""
    sehari = Jejak.objects.filter(ke=None, pada__gte=timezone.now() - dt.timedelta(days=1))
    n = sehari.filter(langkah__in=[*PENOLAKAN, BUKA, "ekspor", "masuk"]).aggregate(
        ditolak=Count("pk", filter=Q(langkah__in=PENOLAKAN)),
        buka=Count("pk", filter=Q(langkah=BUKA)),
        ekspor=Count("pk", filter=Q(langkah="ekspor")),
        masuk=Count("pk", filter=Q(langkah="masuk")),
    )
    alamat = reverse("pemantauan:peristiwa")
    label = {"ditolak": "Percobaan ditolak", "buka": "Nomor lengkap dibuka", "ekspor": "Ekspor", "masuk": "Petugas masuk"}
    return [
        {"label": teks, "nilai": n[k], "ket": "24 jam terakhir", "url": f"{alamat}?kelompok={k}&masa=1"}
        for k, teks in label.items()
    ]


@butuh_izin("lihat_jejak")
@require_safe
def orang(request: HttpRequest, kunci: str) -> HttpResponse:
    """Everything that touched one person, as one story in time, and who looked at this person."""
    nik = buka("nik", kunci)
    if not nik:
        raise Http404
    satu = penelusuran.orang_dari(nik, request.pelaku)
    catat(request.pelaku, TELUSURI, "dtks_individu", wilayah=request.pelaku.wilayah, catatan=kunci, subjek=sidik(nik))
    saring = SaringJejak(request.GET)
    halaman = potong(penelusuran.dengan_nama(saring.saring(satu.jejak)), request, urut=("-id",), jumlah=JUMLAH_HALAMAN)
    baris = penelusuran.baca(halaman.baris)
    pertama = not halaman.sebelumnya
    if saring.polos:
        lain = penelusuran.versi_register(satu) + penelusuran.ekspor_memuat(satu)
        baris = penelusuran.gabung(baris, lain, awal=pertama, akhir=not halaman.berikutnya)
    konteks = {
        "orang": satu,
        "judul": satu.nama or f"NIK {nik_samar(nik)}",
        "saring": saring,
        "baris": baris,
        "halaman": halaman,
        "pembaca": penelusuran.pembaca(satu) if pertama and saring.polos else [],
        "url_register": reverse("register:individu", args=[kunci]) if satu.register else "",
        "remah": _remah((satu.nama or nik_samar(nik), "")),
    }
    return render(request, "pemantauan/orang.html", konteks)


@butuh_izin("lihat_jejak")
@require_safe
def peristiwa(request: HttpRequest) -> HttpResponse:
    """The log itself, newest first, narrowed by kind, time, function and area."""
    saring = SaringJejak(request.GET, bawaan="7", masa=MASA)
    halaman = potong(penelusuran.dengan_nama(saring.saring(Jejak.objects.all())), request, urut=("-id",), jumlah=JUMLAH_HALAMAN)
    catat(request.pelaku, TELUSURI, "dasar_jejak", wilayah=saring.area or request.pelaku.wilayah, catatan=kata_saringan(saring))
    nama = KELOMPOK.get(saring.cleaned_data.get("kelompok", ""), ("Semua peristiwa", ()))[0]
    konteks = {
        "saring": saring,
        "judul": nama,
        "baris": penelusuran.baca(halaman.baris),
        "halaman": halaman,
        "remah": _remah((nama, "")),
    }
    return render(request, "pemantauan/peristiwa.html", konteks)


@butuh_izin("lihat_jejak")
@require_safe
def satu_peristiwa(request: HttpRequest, pk: int) -> HttpResponse:
    """One event with all its columns, the seal over it, and its neighbours. A number that holds no event says so."""
    sekitar = list(penelusuran.dengan_nama(Jejak.objects.filter(pk__range=(pk - 3, pk + 3)).order_by("-id")))
    ini = next((j for j in sekitar if j.pk == pk), None)
    segel = letak(pk)
    if ini is None and segel.apa == "belum":
        raise Http404
    catat(request.pelaku, TELUSURI, "dasar_jejak", pk, request.pelaku.wilayah, subjek=ini.subjek if ini else None)
    konteks = {
        "nomor": pk,
        "judul": f"Peristiwa nomor {pk}",
        "ini": ini,
        "segel": segel,
        "akar": bytes(segel.blok.akar).hex() if segel.blok else "",
        "data": _kolom(ini) if ini else [],
        "baris": penelusuran.baca(sekitar),
        "url_permintaan": penelusuran.alamat_objek("permintaan", ini.permintaan) if ini and ini.permintaan else "",
        "remah": _remah(("Peristiwa", reverse("pemantauan:peristiwa")), (f"Nomor {pk}", "")),
    }
    return render(request, "pemantauan/satu.html", konteks)


def _kolom(j: Jejak) -> list[tuple[str, object]]:
    (baris,) = penelusuran.baca([j])
    return [
        ("Waktu", timezone.localtime(j.pada).strftime("%d-%m-%Y %H.%M.%S.%f")),
        ("Peristiwa", f"{baris.judul} ({j.langkah})"),
        ("Objek", baris.objek),
        ("Dari keadaan", j.dari),
        ("Ke keadaan", j.ke),
        ("Oleh", baris.oleh),
        ("Fungsi", baris.fungsi),
        ("Wilayah", f"{baris.wilayah} {j.wilayah}".strip()),
        ("Alasan", baris.alasan),
        ("Catatan", baris.catatan),
        ("Nomor permintaan", j.permintaan),
    ]


@butuh_izin("lihat_jejak")
@require_safe
def objek(request: HttpRequest) -> HttpResponse:
    """By receipt number, batch, deliberation, determination, export or request: all events of it."""
    formulir = CariObjekForm(request.GET if "nomor" in request.GET else None)
    konteks = {"formulir": formulir, "remah": _remah(("Menurut objek", "")), "ditemukan": None, "halaman": None, "baris": []}
    if not formulir.is_bound or not formulir.is_valid():
        return render(request, "pemantauan/objek.html", konteks, status=422 if formulir.is_bound else 200)
    satu: Objek | None = temukan(request.pelaku, **formulir.cleaned_data)
    if satu is not None:
        catat(request.pelaku, TELUSURI, satu.tabel, satu.nomor, satu.wilayah or request.pelaku.wilayah, subjek=sidik(satu.nik))
        halaman = potong(penelusuran.dengan_nama(satu.jejak), request, urut=("-id",), jumlah=JUMLAH_HALAMAN)
        konteks |= {"ditemukan": satu, "halaman": halaman, "baris": penelusuran.baca(halaman.baris)}
    return render(request, "pemantauan/objek.html", konteks)
