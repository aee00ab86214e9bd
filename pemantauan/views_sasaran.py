"""The names behind the work lists of inclusion and exclusion, for functions that work on the register."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from akun.akses import butuh_izin, saring_wilayah
from dasar.bacaan import catat_daftar
from dasar.halaman import potong
from dasar.jejak import Pelaku
from dtks.register.kunci import samarkan
from dtks.register.models import Individu, Keluarga
from pemantauan.bagian import KURANG, SASARAN_TEKS
from pemantauan.berkala import SASARAN, SASARAN_SEMUA_PROGRAM
from penetapan.views.wilayah import area_terpilih
from usulan.models import Survei

_MODEL = {m._meta.db_table: m for m in (Individu, Keluarga, Survei)}


def baris_sasaran(kunci: str, pelaku: Pelaku, dalam: str = "") -> QuerySet:
    """The families or persons of one work list in the actor's area, by the condition that their count was made with."""
    tabel, syarat = SASARAN[kunci]
    terlihat = saring_wilayah(_MODEL[tabel].objects.all(), pelaku, "lihat_register", dalam=dalam)
    return terlihat.extra(where=[syarat]).select_related("wilayah")


@butuh_izin("lihat_register")
@require_safe
def daftar(request: HttpRequest, kunci: str) -> HttpResponse:
    """One work list, village by village. Numbers are masked; the way on is the family's or person's page."""
    if kunci not in SASARAN or (request.pelaku.program and kunci in SASARAN_SEMUA_PROGRAM):
        raise Http404
    area = area_terpilih(request)
    tabel = SASARAN[kunci][0]
    urut = {"dtks_individu": ("wilayah_id", "nik"), "dtks_keluarga": ("wilayah_id", "nomor_kk")}.get(
        tabel, ("wilayah_id", "id")
    )
    halaman = potong(baris_sasaran(kunci, request.pelaku, area.kode), request, urut=urut)
    catat_daftar(request.pelaku, tabel, wilayah=area.kode, jumlah=len(halaman.baris), saringan=SASARAN_TEKS[kunci])
    for b in halaman.baris:
        orang = tabel == "dtks_individu"
        b.nomor, b.jumlah = (b.nik, None) if orang else (b.nomor_kk, _terpenuhi(b))
        b.judul = (
            b.nama if orang else f"{b.alamat}, RT {b.rt}/RW {b.rw}" if tabel == "dtks_keluarga" else "Keluarga yang disurvei"
        )
        if tabel == "usulan_survei":
            b.url = reverse("usulan:musyawarah_rincian", args=[b.musyawarah_id])
        else:
            b.url = reverse(
                "register:individu" if orang else "register:keluarga", args=[samarkan("nik" if orang else "kk", b.nomor)]
            )
    dasbor = reverse("pemantauan:dasbor")
    konteks = {
        "judul": SASARAN_TEKS[kunci],
        "kurang": kunci in KURANG,
        "area": area,
        "halaman": halaman,
        "keluarga": tabel != "dtks_individu",
        "remah": [("Dasbor", f"{dasbor}?wilayah={area.kode}"), ("Daftar kerja", "")],
    }
    return render(request, "pemantauan/sasaran.html", konteks)


def _terpenuhi(b: Keluarga | Survei) -> int:
    """How many of the nine scored criteria the family meets."""
    if isinstance(b, Survei):
        return b.jumlah_kriteria
    huruf = {nama: b.kriteria[int(nama[2:])] for nama in Survei.JAWABAN_MISKIN}
    return sum(huruf[nama] == ("Y" if miskin else "T") for nama, miskin in Survei.JAWABAN_MISKIN.items())
