"""What waits around officers: for whoever manages them, and the end of one's own term."""

import datetime as dt

from django.conf import settings
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from akun.alur import AKTIF, DIUNDANG, SP_MENUNGGU, TERBUKA
from akun.beranda import Butir
from akun.fungsi import F, punya_izin, yang_diangkat
from akun.masa import AMBANG
from akun.models import Pendaftaran, Penugasan, TemuanKelayakan
from dasar.jejak import Pelaku


def isi(pelaku: Pelaku) -> list[Butir]:
    mengelola = any(punya_izin(pelaku.fungsi, izin) for izin in ("kelola_pengguna", "kelola_pengguna_pusat"))
    return (_kelola(pelaku) + _pendaftaran(pelaku) if mengelola else []) + _masa_sendiri(pelaku)


def _pendaftaran(pelaku: Pelaku) -> list[Butir]:
    menunggu = Pendaftaran.objects.terlihat_oleh(pelaku).filter(status=SP_MENUNGGU)
    isi = menunggu.aggregate(jumlah=Count("pk"), tertua=Min("diajukan_pada"))
    batas = timezone.localdate(isi["tertua"]) + dt.timedelta(days=settings.PENDAFTARAN_HARI) if isi["tertua"] else None
    ket = "Cocokkan isian dan wajah dengan KTP, lalu setujui atau minta diperbaiki."
    return [Butir("Pendaftaran warga menunggu diperiksa", isi["jumlah"], reverse("akun:pendaftaran"), ket, batas)]


def _kelola(pelaku: Pelaku) -> list[Butir]:
    batas = timezone.localdate() + dt.timedelta(days=max(AMBANG))
    segera = Q(status=AKTIF, selesai__lte=batas)
    jumlah = Penugasan.objects.dikelola_oleh(pelaku).aggregate(
        undang=Count("pk", filter=Q(status=DIUNDANG)),
        segera=Count("pk", filter=segera),
        terdekat=Min("selesai", filter=segera),
    )
    temuan = TemuanKelayakan.objects.terlihat_oleh(pelaku).filter(status=TERBUKA)
    if pelaku.fungsi != F.PUSDATIN:
        temuan = temuan.filter(penugasan__fungsi__in=yang_diangkat(pelaku.fungsi))
    alamat = reverse("akun:petugas")
    return [
        Butir(
            "Temuan kelayakan petugas",
            temuan.count(),
            reverse("akun:kelayakan"),
            "SDM Kesos atau terdaftar dalam DTKS: akhiri penugasannya atau catat tindak lanjutnya.",
            utama=True,
        ),
        Butir(
            "Masa tugas petugas segera berakhir",
            jumlah["segera"],
            f"{alamat}?segera=on",
            "Perpanjang dengan surat keputusan baru, atau serahkan kepada penerus.",
            jumlah["terdekat"],
        ),
        Butir("Undangan belum diterima", jumlah["undang"], f"{alamat}?status=diundang", "Tautan berlaku tujuh hari."),
    ]


def _masa_sendiri(pelaku: Pelaku) -> list[Butir]:
    """The officer's own term, once its end is near."""
    batas = timezone.localdate() + dt.timedelta(days=max(AMBANG))
    selesai = (
        Penugasan.objects.filter(pengguna_id=pelaku.pengguna_id, status=AKTIF, selesai__lte=batas)
        .values_list("selesai", flat=True)
        .first()
    )
    if selesai is None:
        return []
    ket = "Bila tugas dilanjutkan, serahkan surat keputusan baru kepada yang mengangkat Anda."
    return [Butir("Masa tugas Anda segera berakhir", 1, reverse("akun:akun"), ket, selesai, pribadi=True)]
