"""The names behind a dashboard's numbers, for functions that may see them, and asking for them as an export."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from akun.akses import boleh, butuh_izin
from dasar import periode as bulan
from dasar.bacaan import catat_daftar, kata_isi
from dasar.halaman import potong
from dasar.lembar_ekspor import jawab_minta
from dtks.register.kunci import samarkan
from dtks.register.models import Keluarga
from pemantauan.bagian import KURANG
from pemantauan.berkala import SASARAN
from pemantauan.daftar_nama import (
    ORANG,
    baris_daftar,
    ekspor_daftar,
    ekspor_pengembalian,
    judul,
    pengembalian,
    sedesa,
    tempat,
    urutan,
    usulan_dari,
)
from penetapan.forms import BulanForm
from penetapan.views.wilayah import Area, area_terpilih
from usulan.alur import RUPA, S
from usulan.models import KodeAlasan, Survei
from usulan.nomor import nomor_tanda_terima
from wilayah.models import Tingkat

# Named, so that the sources are registered wherever these pages are.
SUMBER = (ekspor_daftar, ekspor_pengembalian)


def _daftar(request: HttpRequest, kunci: str) -> tuple[Area, str]:
    """The area and the title of a list; 404 for one that there is not, or not for so wide an area."""
    teks, area = judul(kunci, request.pelaku), area_terpilih(request)
    if not teks or (sedesa(kunci) and area.wilayah.tingkat < Tingkat.DESA):
        raise Http404
    return area, teks


@butuh_izin("lihat_register")
@require_safe
def daftar(request: HttpRequest, kunci: str) -> HttpResponse:
    """One list, village by village. Numbers are masked; the way on is the family's or person's page."""
    area, teks = _daftar(request, kunci)
    baris = baris_daftar(kunci, request.pelaku, area.kode)
    halaman = potong(baris, request, urut=urutan(baris))
    catat_daftar(request.pelaku, baris.model._meta.db_table, wilayah=area.kode, jumlah=len(halaman.baris), saringan=teks)
    for b in halaman.baris:
        _hias(b)
    dasbor = reverse("pemantauan:dasbor")
    konteks = {
        "judul": teks,
        "kerja": kunci in SASARAN,
        "kurang": kunci in KURANG,
        "area": area,
        "halaman": halaman,
        "keluarga": baris.model in (Keluarga, Survei),
        "ekspor": _ekspor(request, "pemantauan:sasaran_ekspor", kunci, halaman.baris),
        "remah": [("Dasbor", f"{dasbor}?wilayah={area.kode}"), ("Daftar kerja" if kunci in SASARAN else teks, "")],
    }
    return render(request, "pemantauan/sasaran.html", konteks)


def _ekspor(request: HttpRequest, nama: str, kunci: str, baris: list) -> str:
    """The address that asks for an export of this list, or ''."""
    if not baris or not boleh(request, "ekspor_data"):
        return ""
    kueri = {k: request.GET[k] for k in ("wilayah", "periode") if request.GET.get(k)}
    return reverse(nama, args=[kunci]) + (f"?{urlencode(kueri)}" if kueri else "")


def _hias(b) -> None:
    """What the page says of a row: title, number, how many criteria are met, address."""
    orang = isinstance(b, ORANG)
    b.nomor, b.jumlah = (b.nik, None) if orang else (b.nomor_kk, _terpenuhi(b))
    if orang:
        b.judul = b.nama
    else:
        b.judul = f"{b.alamat}, RT {b.rt}/RW {b.rw}" if isinstance(b, Keluarga) else "Keluarga yang disurvei"
    if isinstance(b, Survei):
        b.url = reverse("usulan:musyawarah_rincian", args=[b.musyawarah_id])
    else:
        b.url = reverse(
            "register:individu" if orang else "register:keluarga", args=[samarkan("nik" if orang else "kk", b.nomor)]
        )


def _terpenuhi(b: Keluarga | Survei) -> int:
    """How many of the nine scored criteria the family meets."""
    if isinstance(b, Survei):
        return b.jumlah_kriteria
    huruf = {nama: b.kriteria[int(nama[2:])] for nama in Survei.JAWABAN_MISKIN}
    return sum(huruf[nama] == ("Y" if miskin else "T") for nama, miskin in Survei.JAWABAN_MISKIN.items())


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("lihat_register")
@butuh_izin("ekspor_data")
def ekspor(request: HttpRequest, kunci: str) -> HttpResponse:
    area, teks = _daftar(request, kunci)
    return jawab_minta(
        request,
        "daftar_kerja",
        {"kunci": kunci, "wilayah": area.kode},
        saringan=kata_isi({"Daftar": teks, "Wilayah": area.nama}),
        cakupan=area.kode,
        boleh_penuh=boleh(request, "buka_data_pribadi"),
        kembali=f"{reverse('pemantauan:sasaran', args=[kunci])}?wilayah={area.kode}",
    )


def _alasan(request: HttpRequest, kode: str) -> tuple[Area, KodeAlasan, int]:
    alasan = KodeAlasan.objects.filter(pk=kode).first()
    if alasan is None:
        raise Http404
    formulir = BulanForm(request.GET)
    periode = (formulir.cleaned_data["periode"] if formulir.is_valid() else None) or bulan.periode_kini()
    return area_terpilih(request), alasan, periode


@butuh_izin("lihat_usulan")
@require_safe
def alasan(request: HttpRequest, kode: str) -> HttpResponse:
    """What was returned or refused for one reason in a month, each time one row, the latest first."""
    area, sebab, periode = _alasan(request, kode)
    jejak = pengembalian(sebab.pk, periode, request.pelaku, area.kode)
    halaman = potong(jejak, request, urut=("-id",))
    ada = usulan_dari(halaman.baris, request.pelaku)
    for j in halaman.baris:
        j.usulan, j.nomor = ada.get(j.objek), nomor_tanda_terima(j.objek)
        j.keadaan, (j.warna, j.ikon) = S(j.ke).label, RUPA[S(j.ke)]
    teks = f"{sebab}, {bulan.nama(periode)}"
    catat_daftar(request.pelaku, "usulan_usulan", wilayah=area.kode, jumlah=len(halaman.baris), saringan=f"Alasan: {teks}")
    konteks = {
        "alasan": sebab,
        "periode": periode,
        "area": area,
        "halaman": halaman,
        "ekspor": _ekspor(request, "pemantauan:alasan_ekspor", kode, halaman.baris),
        "remah": [("Dasbor", f"{reverse('pemantauan:dasbor')}?wilayah={area.kode}&periode={periode}"), (str(sebab), "")],
    }
    return render(request, "pemantauan/alasan.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@butuh_izin("lihat_usulan")
@butuh_izin("ekspor_data")
def alasan_ekspor(request: HttpRequest, kode: str) -> HttpResponse:
    area, sebab, periode = _alasan(request, kode)
    return jawab_minta(
        request,
        "pengembalian",
        {"kode": sebab.pk, "periode": periode, "wilayah": area.kode},
        saringan=kata_isi({"Alasan": sebab, "Bulan": bulan.nama(periode), "Wilayah": tempat(area.kode)}),
        cakupan=area.kode,
        boleh_penuh=boleh(request, "buka_data_pribadi"),
        kembali=f"{reverse('pemantauan:alasan', args=[kode])}?wilayah={area.kode}&periode={periode}",
    )
