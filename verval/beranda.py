"""What waits in the district: for completeness, for a verdict, for a batch, for the signature."""

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from akun.akses import saring_wilayah
from akun.beranda import Butir, Menu
from akun.fungsi import F
from dasar.jejak import Pelaku
from dasar.periode import periode_kini
from usulan.alur import S
from usulan.models import Jadwal, Usulan
from verval.alur import SB
from verval.models import Batch


def isi(pelaku: Pelaku) -> list[Butir]:
    """Two queries for the functions of this app, none for others."""
    pembuat = {F.PENGISI_KABUPATEN: _pengisi, F.VERIFIKATOR: _verifikator, F.KEPALA: _kepala}.get(pelaku.fungsi)
    return pembuat(pelaku) if pembuat else []


def _antre(pelaku: Pelaku, *status: S):
    return saring_wilayah(Usulan.objects.filter(status__in=status), pelaku, "lihat_usulan")


def _pengisi(pelaku: Pelaku) -> list[Butir]:
    jadwal = Jadwal.untuk(periode_kini(), pelaku.wilayah)
    n = _antre(pelaku, S.DIAJUKAN, S.DIKEMBALIKAN_KAB, S.LAYAK).aggregate(
        masuk=Count("pk", filter=Q(status=S.DIAJUKAN, musyawarah__isnull=False)),
        langsung=Count("pk", filter=Q(status=S.DIAJUKAN, musyawarah__isnull=True)),
        kab=Count("pk", filter=Q(status=S.DIKEMBALIKAN_KAB)),
        layak=Count("pk", filter=Q(status=S.LAYAK)),
    )
    butir = [
        Butir(
            "Usulan menunggu pemeriksaan kelengkapan",
            n["masuk"],
            reverse("verval:kelengkapan_daftar"),
            "Periksa dokumen musyawarah dan isian usulan.",
            jadwal.batas_kabupaten,
            utama=n["masuk"] > 0,
        )
    ]
    if n["langsung"]:
        butir.append(
            Butir(
                "Usulan tanpa musyawarah menunggu pemeriksaan",
                n["langsung"],
                reverse("verval:kelengkapan_langsung"),
                "Pengunduran diri, hasil sanggahan, keberatan yang diterima, dan pendaftaran mandiri.",
                jadwal.batas_kabupaten,
            )
        )
    if n["kab"]:
        butir.append(
            Butir(
                "Usulan dikembalikan Kementerian Sosial",
                n["kab"],
                reverse("verval:kelengkapan_dikembalikan"),
                "Tidak memenuhi kriteria integritas. Perbaiki atau kembalikan ke desa/kelurahan.",
                jadwal.batas_kabupaten,
            )
        )
    butir.append(
        Butir(
            "Usulan layak, belum masuk berkas pengesahan",
            n["layak"],
            reverse("verval:batch_susun"),
            "Susun berkas agar kepala dinas dapat mengesahkannya.",
            jadwal.batas_pengesahan,
        )
    )
    return butir


def _verifikator(pelaku: Pelaku) -> list[Butir]:
    n = _antre(pelaku, S.LENGKAP).aggregate(jumlah=Count("pk"), tertua=Min("diperiksa_pada"))
    hari = (timezone.now() - n["tertua"]).days if n["tertua"] else 0
    return [
        Butir(
            "Usulan menunggu putusan Anda",
            n["jumlah"],
            reverse("verval:antrean"),
            f"Yang tertua menunggu {hari} hari." if hari else "",
            Jadwal.untuk(periode_kini(), pelaku.wilayah).batas_kabupaten,
            utama=n["jumlah"] > 0,
        )
    ]


def _kepala(pelaku: Pelaku) -> list[Butir]:
    n = (
        Batch.objects.terlihat_oleh(pelaku)
        .filter(status=SB.DISUSUN)
        .aggregate(berkas=Count("pk", distinct=True), usulan=Count("item", filter=Q(item__dikeluarkan_pada__isnull=True)))
    )
    return [
        Butir(
            "Berkas menunggu pengesahan Anda",
            n["berkas"],
            reverse("verval:batch_daftar"),
            f"Memuat {n['usulan']} usulan." if n["berkas"] else "",
            Jadwal.untuk(periode_kini(), pelaku.wilayah).batas_pengesahan,
            utama=n["berkas"] > 0,
        )
    ]


def menu() -> list[Menu]:
    return [
        Menu("Kelengkapan", reverse("verval:kelengkapan_daftar"), "clipboard-list", ("periksa_kelengkapan",)),
        Menu("Verifikasi", reverse("verval:antrean"), "list-check", ("putuskan_usulan",)),
        Menu("Pengesahan", reverse("verval:batch_daftar"), "signature", ("susun_batch", "sahkan_batch", "pantau_wilayah")),
    ]
