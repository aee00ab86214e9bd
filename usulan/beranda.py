"""What waits in the village, and what the sub-district watches."""

import datetime as dt

from django.conf import settings
from django.db.models import Count, Max, Min, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from akun.beranda import Butir, Menu
from akun.fungsi import F
from dasar import periode as bulan
from dasar.jejak import Pelaku
from dasar.templatetags.siks import tanggal
from usulan.alur import DRAF, SM, S
from usulan.alur_mandiri import SP, SR
from usulan.models import Jadwal, Koreksi, Musyawarah, Pendaftaran, Usulan
from usulan.pencatatan import UMUR_MAKS
from wilayah.models import Wilayah

# Days before the three months are over at which the village is told to plan the next deliberation.
AWAS = 14


def menu() -> list[Menu]:
    return [
        Menu("Usulan", reverse("usulan:daftar"), "list-details", ("lihat_usulan",)),
        Menu("Musyawarah", reverse("usulan:musyawarah_daftar"), "users-group", ("lihat_usulan",)),
        Menu(
            "Pendaftaran mandiri",
            reverse("mandiri:daftar"),
            "user-plus",
            ("ajukan_usulan", "periksa_kelengkapan", "nilai_integritas"),
        ),
        Menu("Koreksi", reverse("koreksi:daftar"), "edit", ("ajukan_usulan", "periksa_kelengkapan")),
        Menu("Usulan saya", reverse("usulan_saya:daftar"), "list-details", ("usul_mandiri",)),
        Menu("Data saya", reverse("data_saya:data"), "user", ("lihat_data_saya",)),
    ]


def isi(pelaku: Pelaku) -> list[Butir]:
    pembuat = {
        F.PENGISI_DESA: _desa,
        F.PEMANTAU_KECAMATAN: _kecamatan,
        F.PENGISI_KABUPATEN: _kabupaten,
        F.PEKERJA_INFORMASI: _kemensos,
        F.WARGA: _warga,
    }.get(pelaku.fungsi)
    return pembuat(pelaku) if pembuat else []


def _warga(pelaku: Pelaku) -> list[Butir]:
    """What the citizen has to do first, then what is on its way."""
    n = Pendaftaran.objects.milik(pelaku).aggregate(
        perbaikan=Count("pk", filter=Q(status=SP.PERBAIKAN)),
        draf=Count("pk", filter=Q(status=SP.DISUSUN)),
        jalan=Count("pk", filter=Q(status__in=[SP.DIKIRIM, SP.DIALIHKAN])),
    )
    alamat = reverse("usulan_saya:daftar")
    ket = "Baca alasannya, perbaiki isian, lalu kirim lagi."
    butir = [Butir("Pendaftaran yang perlu Anda perbaiki", n["perbaikan"], alamat, ket, utama=True)] if n["perbaikan"] else []
    if n["draf"]:
        butir.append(Butir("Pendaftaran yang belum dikirim", n["draf"], alamat, "Periksa, lalu kirim."))
    if n["jalan"]:
        butir.append(Butir("Pendaftaran yang sedang diproses", n["jalan"], alamat, "Lihat sampai di mana dan batas waktunya."))
    return butir


def _menunggu(pelaku: Pelaku, status: SP, tertua: str, koreksi: SR) -> tuple[int, object, int]:
    """(registrations in a state, the oldest `tertua` of them, corrections in a state): one statement for both lists."""
    kolom = Pendaftaran._meta.get_field(tertua)
    daftar = Pendaftaran.objects.terlihat_oleh(pelaku).filter(status=status).order_by()
    minta = Koreksi.objects.terlihat_oleh(pelaku).filter(status=koreksi).order_by()
    tanpa = Cast(Value(None), output_field=kolom)
    baris = dict.fromkeys(("pendaftaran", "koreksi"), (0, None))
    for hal, n, batas in (
        daftar.values(hal=Value("pendaftaran"))
        .annotate(n=Count("pk"), batas=Min(tertua))
        .values_list("hal", "n", "batas")
        .union(
            minta.values(hal=Value("koreksi")).annotate(n=Count("pk"), batas=tanpa).values_list("hal", "n", "batas"), all=True
        )
    ):
        baris[hal] = (n, batas)
    return (*baris["pendaftaran"], baris["koreksi"][0])


def _kabupaten(pelaku: Pelaku) -> list[Butir]:
    """Registrations that the villages let lie or handed on, and corrections passed on."""
    jumlah, tertua, koreksi = _menunggu(pelaku, SP.DIALIHKAN, "dialihkan_pada", SR.DITERUSKAN)
    butir = []
    if jumlah:
        batas = timezone.localdate(tertua) + dt.timedelta(days=settings.MANDIRI_HARI_KABUPATEN)
        ket = "Lewat batas waktu desa/kelurahan atau dialihkan. Periksa kelengkapannya; verifikator memutus tanpa musyawarah."
        butir.append(Butir("Pendaftaran mandiri menunggu verifikasi langsung", jumlah, reverse("mandiri:daftar"), ket, batas))
    return butir + _koreksi(koreksi)


def _kemensos(pelaku: Pelaku) -> list[Butir]:
    """Only what the kabupaten/kota has left lying too long (Pasal 9 ayat (3) huruf a)."""
    sejak = timezone.now() - dt.timedelta(days=settings.MANDIRI_HARI_KABUPATEN)
    macet = Pendaftaran.objects.terlihat_oleh(pelaku).filter(status=SP.DIALIHKAN, dialihkan_pada__lte=sejak).count()
    ket = "Kabupaten/kota membiarkannya terlalu lama. Kementerian Sosial dapat memverifikasi sendiri sebagai pengecualian."
    return [Butir("Pendaftaran mandiri yang macet di kabupaten/kota", macet, reverse("mandiri:daftar"), ket)] if macet else []


def _koreksi(n: int) -> list[Butir]:
    ket = "Warga menyatakan datanya salah. Terima, teruskan, atau tolak dengan alasan."
    return [Butir("Permintaan koreksi data", n, reverse("koreksi:daftar"), ket)] if n else []


def _mandiri_desa(jumlah: int, batas: dt.date | None) -> list[Butir]:
    ket = "Masukkan ke daftar musyawarah sebelum batasnya; bila lewat, kabupaten/kota mengambilnya."
    url = reverse("mandiri:daftar")
    return [Butir("Pendaftaran mandiri menunggu musyawarah", jumlah, url, ket, batas)] if jumlah else []


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
    mandiri, tenggat, koreksi = _menunggu(pelaku, SP.DIKIRIM, "tenggat", SR.DIAJUKAN)
    butir += _mandiri_desa(mandiri, tenggat) + _koreksi(koreksi)
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
