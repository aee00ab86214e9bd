"""Proposals: the list, the page of one, its receipt."""

from collections import Counter

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from akun.akses import boleh, butuh_izin
from dasar.bacaan import CETAK, catat_daftar, kata_saringan
from dasar.forms import tujuan_kosong
from dasar.halaman import potong
from dasar.jejak import catat
from dasar.lembar_nomor import jawab_buka_nomor
from dasar.nilai import IJAZAH_NAMA, JENIS_DISABILITAS, SHDK_NAMA
from dasar.pdf import VARIAN_WARGA, buat_pdf
from dasar.periode import nama as nama_bulan
from dasar.periode import periode_kini
from dasar.subjek import sidik
from dasar.templatetags.siks import nama_samar, nik_samar, tanggal
from dasar.unduh import kirim
from usulan.alur import BATALKAN, UBAH, S
from usulan.filters import CORONG, HAL, TAHAP, SaringUsulan
from usulan.linimasa import TABEL, arti_peringatan, garis_hidup, pemegang, peristiwa, sejak, teks_alasan
from usulan.models import Survei, Usulan
from usulan.views.ambil import ambil_usulan, catat_lihat, nama_musyawarah
from wilayah.models import nama_jalur


@require_safe
@butuh_izin("lihat_usulan")
def daftar(request: HttpRequest) -> HttpResponse:
    pelaku = request.pelaku
    terlihat = Usulan.objects.terlihat_oleh(pelaku)
    saring = SaringUsulan(request.GET, pelaku=pelaku)
    baris = saring.saring(terlihat.select_related("program", "wilayah"))
    halaman = potong(baris, request, urut=("-id",) if len(pelaku.wilayah) == 10 else ("wilayah_id", "id"))
    jumlah = Counter(dict(terlihat.values_list("status").annotate(n=Count("pk")).order_by()))
    tahap = saring.cleaned_data.get("tahap", "")
    status = TAHAP[tahap][1] if tahap else tuple(S)
    catat_daftar(
        pelaku,
        TABEL,
        wilayah=saring.area,
        jumlah=len(halaman.baris),
        saringan=kata_saringan(saring),
        dicari=saring.cleaned_data.get("q", ""),
    )
    konteks = {
        "saring": saring,
        "tombol": _tombol(request) if halaman.baris else [],
        "halaman": halaman,
        "jumlah": "" if saring.terpasang else sum(jumlah[s] for s in status),
        "ringkas": _ringkas(jumlah, desa=len(pelaku.wilayah) == 10),
        "judul": _judul(saring.cleaned_data),
        "bertingkat": len(pelaku.wilayah) < 10,
        "mengisi": boleh(request, "ajukan_usulan"),
    }
    return render(request, "usulan/daftar.html", konteks)


def _judul(saringan: dict) -> str:
    """What the hidden filters have narrowed the list to: a stage, how far it has come, months before this one."""
    tahap, capai, lama, hal = (saringan.get(n) for n in ("tahap", "capai", "lama", "hal"))
    bagian = [TAHAP[tahap][0] if tahap else "", f"Mencapai tahap: {CORONG[capai][0]}" if capai else ""]
    bagian.append(f"Masuk sebelum {nama_bulan(lama)}" if lama else "")
    if hal:
        bagian.append(f"{HAL[hal][0]}, {nama_bulan(saringan.get('pada') or periode_kini())}")
    return ", ".join(b for b in bagian if b)


def _tombol(request: HttpRequest) -> list[dict]:
    rt = [{"teks": "Kabar untuk RT", "url": reverse("usulan:kabar_rt"), "ikon": "printer"}]
    if not boleh(request, "ekspor_data"):
        return []
    kueri = request.GET.copy()
    for nama in ("sesudah", "sebelum"):
        kueri.pop(nama, None)
    url = reverse("usulan:ekspor") + (f"?{kueri.urlencode()}" if kueri else "")
    ekspor = [{"teks": "Ekspor daftar", "url": url, "ikon": "download"}]
    return (rt if boleh(request, "ajukan_usulan") else []) + ekspor


def _ringkas(jumlah: Counter, *, desa: bool) -> list[dict]:
    butir = []
    for kunci, (label, status) in TAHAP.items():
        n = sum(jumlah[s] for s in status)
        if kunci != "draf" or desa or n:
            warna = {"kembali": "peringatan", "ditetapkan": "sukses"}.get(kunci, "") if n else ""
            butir.append({"label": label, "nilai": n, "warna": warna, "url": f"?tahap={kunci}" if n else ""})
    return butir


@require_safe
@butuh_izin("lihat_usulan")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    usulan = ambil_usulan(request, pk)
    jejak = peristiwa(usulan)
    survei = Survei.keluarga(usulan).first()
    mengisi = boleh(request, "ajukan_usulan")
    alasan = teks_alasan(usulan.daftar_alasan) if usulan.daftar_alasan else {}
    konteks = {
        "usulan": usulan,
        "tujuan": tujuan_kosong() if boleh(request, "buka_data_pribadi") else None,
        "nama_musyawarah": nama_musyawarah(usulan.musyawarah) if usulan.musyawarah else usulan.asal,
        "diminta": _diminta(usulan),
        "orang": _orang(usulan),
        "keluarga": Usulan.objects.terlihat_oleh(request.pelaku)
        .filter(musyawarah=usulan.musyawarah_id, pendaftaran=usulan.pendaftaran_id, nomor_kk=usulan.nomor_kk)
        .exclude(pk=usulan.pk)
        .exclude(status=S.DIBATALKAN)
        .order_by("hubungan", "id"),
        "survei": survei,
        "jawaban": jawaban_survei(survei),
        "peringatan": [{"teks": f"{arti} ({kode})", "warna": "peringatan"} for kode, arti in arti_peringatan(usulan)],
        "garis": garis_hidup(jejak),
        "pemegang": pemegang(usulan.status),
        "sejak": sejak(jejak, usulan.status),
        "alasan": list(alasan.values()),
        "dapat_diubah": mengisi and usulan.status in UBAH.dari and usulan.jenis in (Usulan.Jenis.MASUK, Usulan.Jenis.BANSOS),
        "dapat_dibatalkan": mengisi and usulan.status in BATALKAN.dari,
    }
    catat_lihat(request, usulan)
    return render(request, "usulan/rincian.html", konteks)


@butuh_izin("lihat_usulan")
@butuh_izin("buka_data_pribadi")
@require_POST
def buka_nomor(request: HttpRequest, pk: int) -> HttpResponse:
    """Numbers of the person proposed in full, for a stated purpose, on this answer only."""
    usulan = ambil_usulan(request, pk)
    return jawab_buka_nomor(
        request, TABEL, usulan.pk, usulan, wilayah=usulan.wilayah_id, kembali=reverse("usulan:rincian", args=[pk])
    )


def _diminta(usulan: Usulan) -> list[tuple]:
    return [
        ("Diusulkan", usulan.uraian),
        ("Program", usulan.program.nama),
        *([("Sebab", usulan.get_sebab_display())] if usulan.sebab else []),
        ("Desa/kelurahan", usulan.wilayah.nama_lengkap),
        ("Nomor tanda terima", usulan.nomor),
        *([("Asal", usulan.asal)] if usulan.asal else []),
        *([("Diisi dari buku kerja", f"baris {usulan.baris_impor}")] if usulan.baris_impor else []),
    ]


def _orang(usulan: Usulan) -> list[tuple]:
    return [
        ("NIK", nik_samar(usulan.nik)),
        ("Nomor KK", nik_samar(usulan.nomor_kk)),
        ("Nama", usulan.nama),
        ("Hubungan dalam keluarga", SHDK_NAMA.get(str(usulan.hubungan), "")),
        ("Tempat, tanggal lahir", f"{usulan.tempat_lahir}, {tanggal(usulan.tanggal_lahir)}"),
        ("Jenis kelamin", usulan.get_jenis_kelamin_display()),
        ("Nama ibu kandung", nama_samar(usulan.ibu_kandung)),
        ("Status perkawinan", usulan.status_kawin.capitalize()),
        ("Pekerjaan", usulan.pekerjaan),
        ("Ijazah tertinggi", IJAZAH_NAMA.get(usulan.pendidikan, usulan.pendidikan)),
        ("Alamat", f"{usulan.alamat}, RT {usulan.rt} RW {usulan.rw}"),
        ("Disabilitas", JENIS_DISABILITAS.get(str(usulan.disabilitas), "Tidak ada")),
        *([("Hamil sejak", tanggal(usulan.hamil_sejak))] if usulan.hamil_sejak else []),
        *([("Nama suku", usulan.nama_suku)] if usulan.nama_suku else []),
    ]


def jawaban_survei(survei: Survei | None) -> list[dict]:
    """The ten questions with the answer, and whether it is the one that counts as poor."""
    if survei is None:
        return []
    hasil = []
    for nama in Survei.PERTANYAAN:
        jawab = getattr(survei, nama)
        miskin = jawab is not None and survei.JAWABAN_MISKIN.get(nama) is jawab
        teks = {True: "Ya", False: "Tidak", None: "Tidak ditanyakan"}[jawab]
        hasil.append({"tanya": Survei._meta.get_field(nama).verbose_name, "jawab": teks, "miskin": miskin})
    return hasil


@require_safe
@butuh_izin("lihat_usulan")
def tanda_terima(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt as PDF, for the person proposed: number, what was asked, where it stands in the words for citizens."""
    usulan = ambil_usulan(request, pk)
    if usulan.status == S.DIBATALKAN:
        raise Http404
    provinsi, kabupaten, kecamatan, _ = nama_jalur(usulan.wilayah_id)
    isi = {
        "judul": "Tanda Terima Usulan",
        "nomor": usulan.nomor,
        "instansi_induk": f"Pemerintah {kabupaten}",
        "instansi": usulan.wilayah.nama_lengkap,
        "alamat": f"Kecamatan {kecamatan}, {kabupaten}, {provinsi}",
        "usulan": usulan,
        "musyawarah": usulan.musyawarah,
        "nama_musyawarah": nama_musyawarah(usulan.musyawarah) if usulan.musyawarah else usulan.asal,
        "tanggal": usulan.dibuat_pada,
        "alamat_lacak": settings.ALAMAT_PORTAL + reverse("lacak:formulir"),
    }
    catat(request.pelaku, CETAK, TABEL, usulan.pk, usulan.wilayah_id, "tanda terima", subjek=sidik(usulan.nik))
    return HttpResponse(
        buat_pdf("usulan/pdf/tanda_terima.html", isi, varian=VARIAN_WARGA),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="tanda-terima-{usulan.nomor}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


@require_safe
@butuh_izin("lihat_usulan")
def foto_rumah(request: HttpRequest, pk: int) -> HttpResponseBase:
    usulan = ambil_usulan(request, pk)
    survei = get_object_or_404(Survei.keluarga(usulan).select_related("foto_rumah"), foto_rumah__isnull=False)
    return kirim(survei.foto_rumah, oleh=request.pelaku, nomor=usulan.nomor_kk)
