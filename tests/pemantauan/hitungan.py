"""What the dashboard's tests count the slow way, and the accounts that have one."""

from django.utils import timezone

from akun.contoh import AKUN_CONTOH
from akun.fungsi import FUNGSI
from dasar import periode as bulan
from pemantauan.angka import Angka
from pemantauan.models import IZIN_DASBOR
from usulan.models import Jadwal, Usulan
from usulan.tenggat import PEMEGANG
from wilayah.models import Wilayah

URL = "/pemantauan/dasbor/"
PUNYA_DASBOR = [a[0] for a in AKUN_CONTOH if set(FUNGSI[a[2]].izin) & set(IZIN_DASBOR)]


def angka_dasbor(pelaku, akun: str, kode: str = "") -> Angka:
    oleh = pelaku(akun)
    return Angka(Wilayah.objects.get(pk=kode or oleh.wilayah), bulan.periode_kini(), oleh)


def usulan_dalam(kode: str) -> list[Usulan]:
    return [u for u in Usulan.objects.all() if kode == "00" or u.wilayah_id.startswith(kode)]


def bulan_masuk(u: Usulan) -> int:
    return bulan.dari_tanggal(timezone.localdate(u.dibuat_pada))


def terlambat(u: Usulan) -> bool:
    """The slow way: the calendar that holds for the village itself."""
    if u.status not in PEMEGANG:
        return False
    kini = bulan.periode_kini()
    batas = getattr(Jadwal.untuk(kini, u.wilayah_id), PEMEGANG[u.status][1])
    return bulan_masuk(u) < kini or timezone.localdate() > batas
