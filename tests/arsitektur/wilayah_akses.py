"""Officers of every function that has an area, in several areas, and where they stand to an object of Kisaran Timur."""

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client

from akun.fungsi import DAFTAR_FUNGSI
from akun.models import Pengguna, Penugasan, PerangkatKode
from akun.pakta import tanda_tangani
from akun.penugasan import angkat
from dasar.jejak import SISTEM
from tests.arsitektur.alamat import DESA, MILIK, NEGERI, UMUM, Alamat
from tests.fixtures.dasar import bagian_uji
from wilayah.models import Wilayah
from wilayah.pemuatan import muat_sebagian

# By level: province, kab/kota, kecamatan, village. The first covers the objects; then come areas beside it under the same
# parent, and areas far away. The village after the first lies in the same kecamatan.
TEMPAT = {
    1: ("12", "36"),
    2: ("1209", "1210", "3604"),
    3: ("120920", "120921", "360417"),
    4: (DESA, "1209201007", "1209212002", "3604172004"),
}
BERWILAYAH = tuple(f for f in DAFTAR_FUNGSI if f.tingkat > 0)
NASIONAL = tuple(f for f in DAFTAR_FUNGSI if f.tingkat == 0)

_nik = itertools.count(1)


@dataclass(frozen=True)
class Petugas:
    """One officer, signed in."""

    fungsi: str
    wilayah: str
    akun: str
    klien: Client

    def __str__(self) -> str:
        return f"{self.fungsi} {self.wilayah}"

    def hubungan(self, letak: str) -> str:
        """Where this officer's area stands to that of the object."""
        if letak in (MILIK, UMUM):
            return letak
        if self.wilayah == letak:
            return "sendiri"
        if self.wilayah == NEGERI or letak.startswith(self.wilayah):
            return "leluhur"
        if letak == NEGERI or self.wilayah.startswith(letak):
            return "keturunan"
        return "saudara" if self.wilayah[:2] == letak[:2] else "lain"

    def melihat(self, letak: str) -> bool:
        """Whether the object can be there at all for this officer. What is nobody's, or the nation's, is for all."""
        return letak in (UMUM, NEGERI) or self.hubungan(letak) in ("sendiri", "leluhur")


def kumpulkan(fungsi: tuple, masuk: Callable[[str], Client]) -> list[Petugas]:
    """Sign in one officer per function and area; accounts that the examples lack are appointed."""
    muat_sebagian(["1210"])
    ada = {
        (p.fungsi, p.wilayah_id): p.pengguna.username
        for p in Penugasan.objects.filter(status="aktif").select_related("pengguna").order_by("-pk")
    }
    hasil = []
    for f in fungsi:
        for kode in TEMPAT.get(f.tingkat, (NEGERI,)):
            akun = ada.get((f.kode.value, kode)) or _angkat(f.kode.value, kode)
            klien = masuk(akun)
            klien.raise_request_exception = False
            hasil.append(Petugas(f.kode.value, kode, akun, klien))
    return hasil


def _angkat(fungsi: str, kode: str) -> str:
    nomor = next(_nik)
    akun = f"{fungsi}-{kode}"
    pengguna = Pengguna.objects.create(username=akun, nama=f"Petugas {nomor}", nik=f"99020101018{nomor:05d}")
    penugasan = angkat(
        pengguna,
        fungsi,
        Wilayah.objects.get(pk=kode),
        nomor_sk=f"SK/{nomor}/UJI",
        mulai=dt.date(2026, 1, 1),
        selesai=dt.date(2099, 12, 31),
        oleh=SISTEM,
        **bagian_uji(fungsi),
    )
    tanda_tangani(penugasan, oleh=penugasan.pelaku)
    rahasia = PerangkatKode.sandikan(akun.encode().ljust(20, b"-"), pengguna.pk)
    PerangkatKode.objects.create(user=pengguna, name="uji", rahasia=rahasia, confirmed=True)
    return akun


def harap_baca(alamat: Alamat, siapa: Petugas) -> int:
    """What a GET answers: the row's word where the object can be seen, 404 elsewhere; the right is asked before the area."""
    if siapa.fungsi not in alamat.fungsi:
        return alamat.lain
    boleh = siapa.akun == alamat.pemilik if alamat.letak == MILIK else siapa.melihat(alamat.letak)
    return alamat.harap(siapa.fungsi) if boleh else 404
