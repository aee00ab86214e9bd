"""What waits in this app for each function, and its entries in the navigation."""

from django.urls import reverse

from akun.beranda import Butir, Menu
from akun.fungsi import F
from dasar import periode as bulan
from dasar.jejak import Pelaku
from penetapan import ringkasan
from penetapan.models import Penetapan
from usulan.alur import S
from usulan.models import Jadwal, Usulan


def isi(pelaku: Pelaku) -> list[Butir]:
    """Lines of the work list; none for functions that have nothing to do here."""
    susun = {
        F.PEKERJA_INFORMASI: _penilai,
        F.MANAJEMEN: _manajemen,
        F.PEMANTAU_PROVINSI: _provinsi,
        F.AUDITOR: _auditor,
    }.get(pelaku.fungsi)
    return susun(pelaku) if susun else []


def menu() -> list[Menu]:
    return [
        Menu("Penerusan", reverse("penetapan:penerusan"), "send", ("pantau_wilayah",)),
        Menu("Penilaian", reverse("penetapan:penilaian"), "checks", ("nilai_integritas", "lihat_jejak")),
        Menu("Penetapan", reverse("penetapan:daftar"), "gavel", ("pantau_wilayah",)),
    ]


def _jadwal(pelaku: Pelaku) -> Jadwal:
    return Jadwal.untuk(bulan.periode_kini(), pelaku.wilayah)


def _penilai(pelaku: Pelaku) -> list[Butir]:
    n = Usulan.objects.terlihat_oleh(pelaku).filter(status=S.DITERUSKAN).count()
    url = reverse("penetapan:penilaian")
    batas = _jadwal(pelaku).batas_penilaian
    return [Butir("Usulan menunggu penilaian integritas", n, url, "Sudah disahkan kabupaten/kota", batas, utama=True)]


def _manajemen(pelaku: Pelaku) -> list[Butir]:
    """What passed waits until the month is determined; a month already determined says so."""
    kini = bulan.periode_kini()
    terakhir = Penetapan.objects.order_by("-periode").first()
    url, batas = reverse("penetapan:rencana"), _jadwal(pelaku).batas_penetapan
    n = ringkasan.terhitung(pelaku).filter(status=S.LOLOS).count()
    if terakhir is not None and terakhir.periode >= kini:
        rincian = reverse("penetapan:rincian", args=[terakhir.pk])
        return [
            Butir(f"{bulan.nama(terakhir.periode)} sudah ditetapkan", terakhir.jumlah_usulan, rincian, terakhir.nomor_sk),
            Butir("Usulan lolos untuk bulan berikutnya", n, url, f"Ditetapkan pada {bulan.nama(bulan.berikut(kini))}"),
        ]
    jatuh = kini if terakhir is None else bulan.berikut(terakhir.periode)
    belum = 1 + (kini // 100 - jatuh // 100) * 12 + kini % 100 - jatuh % 100
    isi_bulan = f"{n} usulan lolos menunggu" if n else "tanpa perubahan pun dapat ditetapkan"
    tenggat = batas if jatuh == kini else bulan.tanggal_terakhir(jatuh)
    return [Butir("Bulan yang belum ditetapkan", belum, url, f"{bulan.nama(jatuh)}: {isi_bulan}", tenggat, utama=True)]


def _provinsi(pelaku: Pelaku) -> list[Butir]:
    kini = bulan.periode_kini()
    url = reverse("penetapan:penerusan")
    return [
        Butir(
            "Usulan diteruskan bulan ini", ringkasan.diteruskan_pada(pelaku, kini).count(), url, "Dari seluruh kabupaten/kota"
        ),
        Butir(
            "Kabupaten/kota belum meneruskan usulan",
            ringkasan.kabupaten_terlambat(pelaku, kini),
            url,
            bulan.nama(kini),
            _jadwal(pelaku).batas_pengesahan,
            utama=True,
        ),
    ]


def _auditor(pelaku: Pelaku) -> list[Butir]:
    terakhir = Penetapan.objects.order_by("-periode").first()
    if terakhir is None:
        return [Butir("Penetapan", 0, reverse("penetapan:daftar"), "Belum ada bulan yang ditetapkan")]
    url = reverse("penetapan:rincian", args=[terakhir.pk])
    return [Butir(f"Usulan dalam penetapan {bulan.nama(terakhir.periode)}", terakhir.jumlah_usulan, url, terakhir.nomor_sk)]
