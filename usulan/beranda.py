"""What waits in the village, and what the sub-district watches."""

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone

from akun.beranda import Butir, Menu
from akun.fungsi import F
from dasar import periode as bulan
from dasar.jejak import Pelaku
from dasar.templatetags.siks import tanggal
from usulan.alur import DRAF, SM, S
from usulan.models import Jadwal, Musyawarah, Usulan
from usulan.pencatatan import UMUR_MAKS
from wilayah.models import Wilayah

# Days before the three months are over at which the village is told to plan the next deliberation.
AWAS = 14


def menu() -> list[Menu]:
    return [
        Menu("Usulan", reverse("usulan:daftar"), "list-details", ("lihat_usulan",)),
        Menu("Musyawarah", reverse("usulan:musyawarah_daftar"), "users-group", ("lihat_usulan",)),
    ]


def isi(pelaku: Pelaku) -> list[Butir]:
    if pelaku.fungsi == F.PENGISI_DESA:
        return _desa(pelaku)
    if pelaku.fungsi == F.PEMANTAU_KECAMATAN:
        return _kecamatan(pelaku)
    return []


def _desa(pelaku: Pelaku) -> list[Butir]:
    """Returned proposals first, then every open deliberation, then the next one that is due."""
    terbuka = list(Musyawarah.objects.filter(wilayah=pelaku.wilayah, status=SM.DISUSUN).order_by("tanggal", "id")[:5])
    jumlah = Usulan.objects.filter(wilayah=pelaku.wilayah, status__in=[*DRAF, S.DIKEMBALIKAN]).aggregate(
        kembali=Count("pk", filter=Q(status=S.DIKEMBALIKAN)),
        **{f"m{m.pk}": Count("pk", filter=Q(musyawarah=m, status__in=[S.DISUSUN, S.DISETUJUI_MUSDES])) for m in terbuka},
    )
    batas = Jadwal.untuk(bulan.periode_kini(), pelaku.wilayah).batas_desa
    butir = []
    if jumlah["kembali"]:
        url = reverse("usulan:daftar") + f"?status={S.DIKEMBALIKAN}"
        butir.append(
            Butir("Usulan dikembalikan", jumlah["kembali"], url, "Perbaiki sesuai alasannya, lalu ajukan kembali.", batas, True)
        )
    for m in terbuka:
        url = reverse("usulan:musyawarah_rincian", args=[m.pk])
        ket = "Lengkapi daftar nama, keputusan forum, dan empat dokumen, lalu ajukan."
        butir.append(Butir(f"{m.get_jenis_display()} {tanggal(m.tanggal)} belum diajukan", jumlah[f"m{m.pk}"], url, ket, batas))
    return butir + ([] if terbuka else _musyawarah_berikut(pelaku))


def _musyawarah_berikut(pelaku: Pelaku) -> list[Butir]:
    """The next deliberation, once the last is nearly three months old (Kepmensos 73/HUK/2024)."""
    akhir = (
        Musyawarah.objects.filter(wilayah=pelaku.wilayah).exclude(status=SM.DIBATALKAN).aggregate(akhir=Max("tanggal"))["akhir"]
    )
    url = reverse("usulan:musyawarah_buat")
    if akhir is None:
        return [Butir("Musyawarah yang perlu dicatat", 1, url, "Belum ada musyawarah. Catat untuk mulai mengusulkan.")]
    hari = (timezone.localdate() - akhir).days
    if hari <= UMUR_MAKS.days - AWAS:
        return []
    ket = f"Musyawarah terakhir {tanggal(akhir)}, {hari} hari yang lalu. Paling sedikit sekali dalam tiga bulan."
    return [Butir("Musyawarah berikutnya", 1, url, ket, akhir + UMUR_MAKS, hari > UMUR_MAKS.days)]


def _kecamatan(pelaku: Pelaku) -> list[Butir]:
    awal, akhir = pelaku.rentang
    ada = Musyawarah.objects.filter(
        wilayah__gte=awal, wilayah__lt=akhir, tanggal__gte=timezone.localdate() - UMUR_MAKS
    ).exclude(status=SM.DIBATALKAN)
    tanpa = Wilayah.objects.desa().berlaku().di_bawah(pelaku.wilayah).exclude(kode__in=ada.values("wilayah")).count()
    kembali = Usulan.objects.filter(wilayah__gte=awal, wilayah__lt=akhir, status=S.DIKEMBALIKAN).count()
    butir = []
    if tanpa:
        url = reverse("usulan:musyawarah_daftar")
        ket = "Kepmensos 73/HUK/2024 meminta musyawarah paling sedikit sekali dalam tiga bulan."
        butir.append(Butir("Desa/kelurahan tanpa musyawarah dalam tiga bulan", tanpa, url, ket))
    if kembali:
        url = reverse("usulan:daftar") + f"?status={S.DIKEMBALIKAN}"
        butir.append(Butir("Usulan dikembalikan ke desa/kelurahan", kembali, url, "Ingatkan desanya untuk memperbaiki."))
    return butir
