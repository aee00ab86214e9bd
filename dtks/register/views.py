"""The register on screen: search, one person, one family. Every reading of a person or family is an event."""

import functools
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.akses import boleh, butuh_izin
from dasar.bacaan import LIHAT, catat_daftar
from dasar.forms import tujuan_kosong
from dasar.galat import Ditolak
from dasar.jejak import CATAT, catat, isi_catatan
from dasar.kueri_tetap import KueriPelaku
from dasar.lembar_nomor import jawab_buka_nomor
from dasar.nilai import IJAZAH_NAMA, JENIS_DISABILITAS, SHDK_NAMA
from dasar.periode import nama as nama_bulan
from dasar.periode import sebelum
from dasar.subjek import sidik
from dasar.templatetags.siks import nama_samar, nik_samar, tanggal
from dtks.register import pencarian
from dtks.register.forms import CariRegisterForm
from dtks.register.kunci import buka, samarkan
from dtks.register.models import Individu, Keluarga, Kepesertaan
from wilayah.models import Wilayah

# The page that is opened most: its statements are compiled once.
_VERSI = KueriPelaku(
    lambda pelaku, nik: Individu.objects.terlihat_oleh(pelaku).filter(nik=nik).select_related("wilayah").order_by("-dari"),
    "nik yang dicari",
)
_PROGRAM = KueriPelaku(
    lambda pelaku, nik: (
        Kepesertaan.objects.terlihat_oleh(pelaku).filter(nik=nik).select_related("program").order_by("-dari", "program")
    ),
    "nik yang dicari",
    sambil=CATAT,
)
PANJANG_DESA = 10
DESA_MAKS = 5


@butuh_izin("lihat_register")
@require_http_methods(["GET", "HEAD", "POST"])
def daftar(request: HttpRequest) -> HttpResponse:
    """Search. What is typed arrives by POST and goes on as an opaque key: names and numbers stay out of addresses."""
    if request.method == "POST":
        formulir = CariRegisterForm(request.POST, pelaku=request.pelaku)
        if not formulir.is_valid():
            return render(request, "register/daftar.html", {"formulir": formulir}, status=422)
        isi, luas = formulir.cleaned_data, formulir.dalam or request.pelaku.wilayah
        try:
            pencarian.catat_pencarian(isi["teks"], luas=luas, kata=formulir.kata, oleh=request.pelaku)
        except Ditolak as galat:
            formulir.add_error("teks", galat.pesan)
            return render(request, "register/daftar.html", {"formulir": formulir}, status=422)
        kueri = {
            "cari": samarkan("cari", isi["teks"]) if isi["teks"] else "",
            "wilayah": formulir.dalam,
            "periode": isi["periode"] or "",
        }
        return redirect(f"{reverse('register:daftar')}?{urlencode({k: v for k, v in kueri.items() if v})}")
    data = {
        "teks": buka("cari", request.GET.get("cari", "")),
        "wilayah": request.GET.get("wilayah", ""),
        "periode": request.GET.get("periode", ""),
    }
    formulir = CariRegisterForm(data, pelaku=request.pelaku)
    if not formulir.is_valid():
        return render(request, "register/daftar.html", {"formulir": formulir}, status=422)
    return render(request, "register/daftar.html", {"formulir": formulir, **_hasil(request, formulir)})


def _hasil(request: HttpRequest, formulir: CariRegisterForm) -> dict:
    isi = formulir.cleaned_data
    luas = formulir.dalam or request.pelaku.wilayah
    # Without a search only a village is listed: nobody leafs through a whole kabupaten.
    if not isi["teks"] and len(luas) < PANJANG_DESA:
        return {"petunjuk": True}
    orang = pencarian.cari(request.pelaku, isi["teks"], dalam=formulir.dalam, periode=isi["periode"])
    halaman = pencarian.potong_samar(orang.select_related("wilayah"), request, pencarian.urutan(isi["teks"]))
    program = pencarian.program_aktif([o.nik for o in halaman.baris], request.pelaku, isi["periode"])
    for o in halaman.baris:
        o.alamat, o.program = _alamat("individu", "nik", o.nik), program.get(o.nik, [])
        o.hubungan_nama = SHDK_NAMA.get(str(o.hubungan), "")
    # Those who were perhaps meant stand once, under the first page of those who were.
    mirip = (
        [] if halaman.sebelumnya else pencarian.mirip(request.pelaku, isi["teks"], dalam=formulir.dalam, periode=isi["periode"])
    )
    for m in mirip:
        m.orang.alamat = _alamat("individu", "nik", m.orang.nik)
    catat_daftar(
        request.pelaku,
        "dtks_individu",
        wilayah=luas,
        jumlah=len(halaman.baris) + len(mirip),
        saringan=formulir.kata,
        dicari=isi["teks"],
    )
    ekspor = ""
    if not isi["teks"] and boleh(request, "ekspor_data"):
        kueri = {"wilayah": luas, "periode": isi["periode"] or ""}
        ekspor = f"{reverse('register:ekspor')}?{urlencode({k: n for k, n in kueri.items() if n})}"
    return {
        "halaman": halaman,
        "mirip": mirip,
        "desa": _desa_bernama(isi["teks"], luas),
        "ekspor": ekspor if halaman.baris else "",
        "keadaan": nama_bulan(isi["periode"]) if isi["periode"] else "",
        "teks": isi["teks"],
    }


def _desa_bernama(teks: str, luas: str) -> list[Wilayah]:
    """Villages of the area whose name holds the words that were searched: their lists may be what is wanted."""
    if not teks or teks.isdigit() or len(luas) >= PANJANG_DESA:
        return []
    return list(Wilayah.objects.berlaku().di_bawah(luas).desa().cari(teks).order_by("nama", "kode")[:DESA_MAKS])


def _sebut(request: HttpRequest, versi: list) -> None:
    """Give each version `buka` and `tutup`: the determinations that opened and closed it, with a link the actor may open."""
    sebutan = pencarian.sebutan_penetapan([n for v in versi for n in (v.dibuka, v.ditutup)])
    pantau = boleh(request, "pantau_wilayah")

    @functools.cache
    def tautan(nomor: int | None) -> dict | None:
        s = sebutan.get(nomor) if nomor is not None else None
        if s is None:
            return None
        url = reverse("penetapan:rincian", args=[nomor]) if pantau else reverse("verifikasi:rincian", args=[s["kode"]])
        return {**s, "url": url}

    for v in versi:
        v.buka, v.tutup = tautan(v.dibuka), tautan(v.ditutup)


@functools.cache
def _pola(nama: str) -> str:
    return reverse(f"register:{nama}", args=["KUNCI"])


def _alamat(nama: str, jenis: str, nomor: str) -> str:
    """An address of a person or family. Its pattern is reversed once: a list names fifty of them."""
    return _pola(nama).replace("KUNCI", samarkan(jenis, nomor))


def _nomor(request: HttpRequest, jenis: str, kunci: str) -> str:
    """The number behind the key of an address. A refusal is then an event about that person or family."""
    nomor = buka(jenis, kunci)
    request.subjek = sidik(nomor)
    return nomor


def _versi_orang(request: HttpRequest, nik: str) -> list[Individu]:
    """All versions of a person that the actor may see, the latest first. Raises Http404 when there is none."""
    versi = _VERSI(request.pelaku, nik)
    if not versi:
        raise Http404
    return versi


@butuh_izin("lihat_register")
@butuh_izin("buka_data_pribadi")
@require_POST
def buka_nomor(request: HttpRequest, kunci: str) -> HttpResponse:
    """Numbers of one person in full, for a stated purpose, on this answer only."""
    kini = _versi_orang(request, _nomor(request, "nik", kunci))[0]
    return jawab_buka_nomor(
        request, "dtks_individu", None, kini, wilayah=kini.wilayah_id, kembali=reverse("register:individu", args=[kunci])
    )


@butuh_izin("lihat_register")
@require_safe
def individu(request: HttpRequest, kunci: str) -> HttpResponse:
    """One person: the version in force or the last one, all versions, family, programmes with their months."""
    nik = _nomor(request, "nik", kunci)
    versi = _versi_orang(request, nik)
    kini = versi[0]
    # The key stands for the number: the log leads to the page without holding a NIK itself.
    dibaca = isi_catatan(request.pelaku, LIHAT, "dtks_individu", None, kini.wilayah_id, kunci, sidik(nik))
    program = _PROGRAM(request.pelaku, nik, sambil=dibaca)
    _sebut(request, [*versi, *program])
    # A person who left is shown with the family as it stood in the last month.
    pada = None if kini.sampai is None else sebelum(kini.sampai)
    keluarga = pencarian.anggota(request.pelaku, kini.nomor_kk, pada)
    for o in keluarga:
        o.alamat, o.hubungan_nama = _alamat("individu", "nik", o.nik), SHDK_NAMA.get(str(o.hubungan), "")
    konteks = {
        "orang": kini,
        "alamat_buka": _alamat("buka_nomor", "nik", nik),
        "tujuan": tujuan_kosong() if boleh(request, "buka_data_pribadi") else None,
        "data": _data_orang(kini),
        "riwayat": pencarian.riwayat(versi),
        "program": program,
        "keluarga": keluarga,
        "alamat_keluarga": _alamat("keluarga", "kk", kini.nomor_kk),
        "remah": [("Register", reverse("register:daftar")), (kini.nama, "")],
    }
    return render(request, "register/individu.html", konteks)


def _data_orang(o: Individu) -> list[tuple[str, object]]:
    return [
        ("NIK", nik_samar(o.nik)),
        ("Nomor KK", nik_samar(o.nomor_kk)),
        ("Hubungan dalam KK", SHDK_NAMA.get(str(o.hubungan), "")),
        ("Tempat, tanggal lahir", f"{o.tempat_lahir}, {tanggal(o.tanggal_lahir)}"),
        ("Jenis kelamin", o.get_jenis_kelamin_display()),
        ("Ibu kandung", nama_samar(o.ibu_kandung)),
        ("Status kawin", o.status_kawin.capitalize()),
        ("Pekerjaan", o.pekerjaan),
        ("Ijazah tertinggi", IJAZAH_NAMA.get(o.pendidikan, o.pendidikan)),
        ("Disabilitas", JENIS_DISABILITAS.get(str(o.disabilitas), "Tidak tercatat")),
        ("Desa/kelurahan", o.wilayah),
    ]


@butuh_izin("lihat_register")
@require_safe
def keluarga(request: HttpRequest, kunci: str) -> HttpResponse:
    """One family: its address and members, and the versions through time."""
    nomor_kk = _nomor(request, "kk", kunci)
    versi = list(
        Keluarga.objects.terlihat_oleh(request.pelaku).filter(nomor_kk=nomor_kk).select_related("wilayah").order_by("-dari")
    )
    if not versi:
        raise Http404
    kini = versi[0]
    catat(request.pelaku, LIHAT, "dtks_keluarga", wilayah=kini.wilayah_id, catatan=kunci, subjek=sidik(nomor_kk))
    _sebut(request, versi)
    pada = None if kini.sampai is None else sebelum(kini.sampai)
    keluarga_ini = pencarian.anggota(request.pelaku, nomor_kk, pada)
    program = pencarian.program_aktif([o.nik for o in keluarga_ini], request.pelaku, pada)
    for o in keluarga_ini:
        o.alamat, o.hubungan_nama = _alamat("individu", "nik", o.nik), SHDK_NAMA.get(str(o.hubungan), "")
        o.program = program.get(o.nik, [])
    kepala = next((o for o in keluarga_ini if o.hubungan == 1), None)
    konteks = {
        "kini": kini,
        "judul": f"Keluarga {kepala.nama}" if kepala else "Keluarga",
        "data": [
            ("Nomor KK", nik_samar(nomor_kk)),
            ("Alamat", kini.alamat),
            ("RT/RW", f"{kini.rt}/{kini.rw}"),
            ("Desa/kelurahan", kini.wilayah),
            ("Jumlah anggota dalam DTKS", len(keluarga_ini)),
        ],
        "anggota": keluarga_ini,
        "riwayat": pencarian.riwayat(versi),
        "remah": [("Register", reverse("register:daftar")), ("Keluarga", "")],
    }
    return render(request, "register/keluarga.html", konteks)
