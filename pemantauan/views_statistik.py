"""Public statistics, their open data, and how quickly each kabupaten/kota answers. No sign-in, counts only."""

import csv
import io

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dasar import periode as bulan
from dasar.bahasa import dua_bahasa
from pemantauan.samaran import BATAS, kecil
from pemantauan.statistik import INDIVIDU, KELUARGA, Tabel, bulan_tersedia, tabel
from penetapan.models import WaktuJawab
from wilayah.fields import kode_sah
from wilayah.kode import NEGARA
from wilayah.models import Wilayah

LISENSI = "CC BY 4.0"
DIJAWAB_MIN = 5  # a median over fewer answers would be somebody's own waiting time


def _minta(request: HttpRequest) -> tuple[Tabel | None, list[int]]:
    """The table that the address asks for, and the months there are. 404 for a region or a month that does not exist."""
    daftar = bulan_tersedia()
    kode, teks = request.GET.get("wilayah") or NEGARA, request.GET.get("bulan", "")
    if not kode_sah(kode):
        raise Http404
    try:
        periode = bulan.urai(teks) if teks else (daftar[0] if daftar else 0)
    except ValueError as galat:
        raise Http404 from galat
    if not daftar:
        return None, []
    hasil = tabel(kode, periode) if periode in daftar else None
    if hasil is None:
        raise Http404
    return hasil, daftar


@login_not_required
@require_safe
@dua_bahasa
def statistik(request: HttpRequest) -> HttpResponse:
    """The parts of one region in one month."""
    hasil, daftar = _minta(request)
    konteks = {"tabel": hasil, "daftar_bulan": daftar, "batas": BATAS, "galat": None}
    if hasil:
        kata = {INDIVIDU: _("Orang"), KELUARGA: _("Keluarga")}
        label = [kata.get(kunci, kunci) for kunci, _nama in hasil.objek]
        konteks |= {
            "kolom": list(zip(label, [nama for _kunci, nama in hasil.objek], strict=True)),
            "baris": [(b.wilayah, list(zip(label, b.nilai, strict=True))) for b in hasil.baris],
            "jumlah": list(zip(label, hasil.total, strict=True)),
        }
    return render(request, "publik/statistik.html", konteks)


@login_not_required
@require_safe
def unduh(request: HttpRequest) -> HttpResponse:
    """The same table as open data: `?bentuk=csv` (default) or `json`, one line per region and object."""
    hasil, _daftar = _minta(request)
    bentuk = request.GET.get("bentuk", "csv")
    if hasil is None or bentuk not in ("csv", "json"):
        raise Http404
    baris = [
        {
            "bulan": f"{hasil.periode // 100}-{hasil.periode % 100:02d}", "kode_wilayah": b.wilayah.kode,
            "wilayah": b.wilayah.nama_lengkap, "objek": kunci, "nama_objek": nama, "jumlah": nilai, "disamarkan": nilai is None,
        }
        for b in hasil.baris
        for (kunci, nama), nilai in zip(hasil.objek, b.nilai, strict=True)
    ]  # fmt: skip
    nama_berkas = f"dtks-{hasil.wilayah.kode}-{hasil.periode}.{bentuk}"
    kepala = {"Content-Disposition": f'attachment; filename="{nama_berkas}"', "Access-Control-Allow-Origin": "*"}
    if bentuk == "json":
        keterangan = f"Jumlah di bawah {BATAS} dan jumlah lain yang dapat menguraikannya disamarkan (jumlah kosong)."
        return JsonResponse({"lisensi": LISENSI, "keterangan": keterangan, "baris": baris}, headers=kepala)
    isi = io.StringIO()
    tulis = csv.DictWriter(isi, baris[0].keys() if baris else ["bulan"], lineterminator="\r\n")
    tulis.writeheader()
    for satu in baris:
        tulis.writerow(
            satu | {"jumlah": "" if satu["jumlah"] is None else satu["jumlah"], "disamarkan": int(satu["disamarkan"])}
        )
    return HttpResponse(isi.getvalue(), content_type="text/csv; charset=utf-8", headers=kepala)


@login_not_required
@require_safe
@dua_bahasa
def waktu(request: HttpRequest) -> HttpResponse:
    """Median days to an answer and the share beyond the deadline, per kabupaten/kota, as counted last night."""
    baris = list(WaktuJawab.objects.select_related("wilayah").order_by("wilayah_id"))
    nama = dict(Wilayah.objects.provinsi().values_list("kode", "nama"))
    daftar = [
        {
            "wilayah": w.wilayah,
            "provinsi": nama.get(w.wilayah_id[:2], ""),
            "dijawab": None if kecil(w.dijawab) else w.dijawab,
            "menunggu": None if kecil(w.menunggu) else w.menunggu,
            "median": round(w.median_hari, 1) if w.median_hari is not None and w.dijawab >= DIJAWAB_MIN else None,
            "lewat": round(100 * w.lewat / n) if (n := w.dijawab + w.menunggu) >= DIJAWAB_MIN else None,
        }
        for w in baris
    ]
    konteks = {
        "daftar": daftar,
        "dihitung_pada": baris[0].dihitung_pada if baris else None,
        "batas": DIJAWAB_MIN,
        "galat": None,
    }
    return render(request, "publik/waktu.html", konteks)
