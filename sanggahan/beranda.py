"""What waits around objections, for each function, with its deadline."""

import datetime as dt

from django.conf import settings
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from akun.beranda import Butir, Menu
from akun.fungsi import F
from dasar.jejak import Pelaku
from sanggahan.alur import SK, SS, TERBUKA
from sanggahan.models import Keberatan, Sanggahan
from usulan.kepentingan import keluarga_petugas


def menu() -> list[Menu]:
    return [
        Menu("Sanggahan", reverse("sanggahan:daftar"), "flag", ("lihat_sanggahan", "pantau_sanggahan")),
        Menu("Keberatan", reverse("sanggahan:keberatan_daftar"), "message-report", ("putuskan_keberatan",)),
        Menu("Sanggahan", reverse("sanggahan:saya"), "flag", ("ajukan_sanggahan",)),
    ]


def isi(pelaku: Pelaku) -> list[Butir]:
    pembuat = {
        F.WARGA: _warga, F.PENGISI_DESA: _desa, F.PENGISI_KABUPATEN: _kabupaten, F.VERIFIKATOR: _verifikator,
        F.KEPALA: _kepala, F.PEMANTAU_PROVINSI: _provinsi,
    }.get(pelaku.fungsi)  # fmt: skip
    return pembuat(pelaku) if pembuat else []


def _batas(tertua: dt.date | None) -> dt.date | None:
    return tertua + dt.timedelta(days=settings.SANGGAHAN_HARI_ESKALASI) if tertua else None


def _antre(pelaku: Pelaku, judul: str, ket: str, **saring) -> list[Butir]:
    n = Sanggahan.objects.terlihat_oleh(pelaku).filter(**saring).aggregate(n=Count("pk"), tertua=Min("dikirim_tanggal"))
    if not n["n"]:
        return []
    url = reverse("sanggahan:daftar") + f"?status={saring['status']}"
    return [Butir(judul, n["n"], url, ket, _batas(n["tertua"]))]


def _desa(pelaku: Pelaku) -> list[Butir]:
    return _antre(
        pelaku,
        "Kunjungan sanggahan yang ditugaskan kepada Anda",
        "Kunjungi rumahnya, lalu kirim laporannya.",
        status=SS.CEK_LAPANGAN,
        petugas=pelaku.pengguna_id,
    )


def _kabupaten(pelaku: Pelaku) -> list[Butir]:
    ket = "Teruskan ke kunjungan, atau jelaskan mengapa tidak."
    return _antre(pelaku, "Sanggahan menunggu pemeriksaan awal", ket, status=SS.DIKIRIM)


def _verifikator(pelaku: Pelaku) -> list[Butir]:
    ket = "Baca laporan kunjungan dan jawaban keluarga, lalu putuskan."
    return _antre(pelaku, "Sanggahan menunggu putusan Anda", ket, status=SS.DIKUNJUNGI)


def _kepala(pelaku: Pelaku) -> list[Butir]:
    lewat = Sanggahan.objects.terlihat_oleh(pelaku).filter(status__in=TERBUKA, dieskalasi_pada__isnull=False).count()
    banding = Keberatan.objects.terlihat_oleh(pelaku).filter(status=SK.DIAJUKAN).count()
    butir = []
    if banding:
        url = reverse("sanggahan:keberatan_daftar")
        butir.append(Butir("Keberatan menunggu putusan Anda", banding, url, "Putusan pertama diambil orang lain."))
    if lewat:
        butir.append(_yang_lewat(lewat, "Pastikan petugas menyelesaikannya."))
    return butir


def _provinsi(pelaku: Pelaku) -> list[Butir]:
    lewat = Sanggahan.objects.terlihat_oleh(pelaku).filter(status__in=TERBUKA).count()
    return [_yang_lewat(lewat, "Ingatkan kabupaten/kota yang bersangkutan.")] if lewat else []


def _yang_lewat(jumlah: int, ket: str) -> Butir:
    return Butir("Sanggahan melewati batas waktu", jumlah, reverse("sanggahan:daftar") + "?lewat=on", ket)


def _warga(pelaku: Pelaku) -> list[Butir]:
    nik, kk = keluarga_petugas(pelaku.pengguna_id)
    if not nik:
        return []
    n = (
        Sanggahan.objects.filter(Q(nik=nik) | Q(nomor_kk__in=kk), status__in=(SS.CEK_LAPANGAN, SS.DIKUNJUNGI))
        .filter(batas_jawab__gte=timezone.localdate())
        .aggregate(n=Count("pk"), batas=Min("batas_jawab"))
    )
    if not n["n"]:
        return []
    ket = "Kelayakan keluarga Anda disanggah. Anda berhak menjawab."
    return [
        Butir("Sanggahan yang dapat Anda jawab", n["n"], reverse("sanggahan:saya"), ket, n["batas"], utama=True, pribadi=True)
    ]
