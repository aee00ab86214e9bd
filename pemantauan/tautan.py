"""Where the numbers of a dashboard lead: to the list of names behind them for who may see it, else to the same number by region.

A number is named by its measure (`ukuran`): `corong.ajukan`, `tunggu.lengkap`, `alasan.C06`, `orang` … (rincian.py counts them).
"""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse

from akun.fungsi import F, punya_izin
from dasar import periode as bulan
from pemantauan.angka import Angka
from pemantauan.berkala import SASARAN_SEMUA_PROGRAM
from usulan.alur import DRAF
from wilayah import kode as kode_wilayah
from wilayah.models import Tingkat

# Functions whose list of proposals holds what a village has not handed in yet.
MELIHAT_DRAF = (F.PENGISI_DESA, F.AUDITOR)


@cache
def alamat(nama: str) -> str:
    """An address without parts that vary: a page asks for the same few a hundred times."""
    return reverse(nama)


@dataclass(frozen=True, slots=True)
class Tautan:
    """The links of one reader on one dashboard; '' where there is no list that this reader may see."""

    angka: Angka

    def boleh(self, izin: str) -> bool:
        return punya_izin(self.angka.pelaku.fungsi, izin)

    def _wilayah(self, kode: str) -> dict:
        kode = kode or self.angka.kode
        return {"wilayah": kode} if kode != self.angka.pelaku.wilayah else {}

    def anak(self, kode: str) -> str:
        """The dashboard of a region below; other institutions go no further than the kabupaten/kota."""
        batas = Tingkat.KABUPATEN if self.angka.pelaku.fungsi == F.KL else Tingkat.DESA
        if kode == self.angka.kode or self.angka.tingkat_anak > batas:
            return ""
        return self.dasbor(kode)

    def dasbor(self, kode: str) -> str:
        kueri = self._wilayah(kode) | self._periode()
        return alamat("pemantauan:dasbor") + (f"?{urlencode(kueri)}" if kueri else "")

    def _periode(self, periode: int | None = None) -> dict:
        periode = periode or self.angka.periode
        return {"periode": periode} if periode != bulan.periode_kini() else {}

    def daftar(self, ukuran: str, *, kode: str = "", periode: int | None = None) -> str:
        """The list behind the number `ukuran` of a region (the dashboard's own without it), in the dashboard's month or another."""
        kode = kode or self.angka.kode
        hal, _, isi = ukuran.partition(".")
        cara = _NAMA.get(hal)
        return (cara(self, hal, isi, kode, periode) if cara else "") or self.rincian(ukuran, kode, periode)

    def rincian(self, ukuran: str, kode: str, periode: int | None = None) -> str:
        """The same number by the regions below; of the lowest region its dashboard, unless that is this very page."""
        tingkat = kode_wilayah.tingkat(kode)
        kl = self.angka.pelaku.fungsi == F.KL
        if tingkat < Tingkat.DESA and not (kl and tingkat > Tingkat.KABUPATEN):
            kueri = urlencode(self._wilayah(kode) | self._periode(periode))
            return reverse("pemantauan:rincian", args=[ukuran]) + (f"?{kueri}" if kueri else "")
        return "" if kl or kode == self.angka.kode else self.dasbor(kode)

    # --- lists of names ---------------------------------------------------------------------------------------------------

    def _usulan(self, hal: str, isi: str, kode: str, periode: int | None) -> str:
        """The list of proposals, where it holds all of them: a village's drafts are in few lists."""
        if not self.boleh("lihat_usulan"):
            return ""
        periode = periode or self.angka.periode
        if self.angka.pelaku.fungsi not in MELIHAT_DRAF and (
            ukuran_berdraf(hal, isi) or hal in ("menunggu", "terlambat") and not isi
        ):
            return ""
        match hal:
            case "corong":
                saring = {"capai": isi, "bulan": periode}
            case "tunggu":
                saring = {"status": isi, "bulan": periode}
            case "sisa":
                saring = {"status": isi, "lama": periode}
            case _:
                saring = {"hal": hal, "pada": periode} | ({"status": isi} if isi else {})
        return f"{alamat('usulan:daftar')}?{urlencode(saring | self._wilayah(kode))}"

    def _alasan(self, hal: str, isi: str, kode: str, periode: int | None) -> str:
        if not self.boleh("lihat_usulan"):
            return ""
        kueri = urlencode(self._wilayah(kode) | self._periode(periode))
        return reverse("pemantauan:alasan", args=[isi]) + (f"?{kueri}" if kueri else "")

    def _orang(self, hal: str, isi: str, kode: str, periode: int | None) -> str:
        """The register is leafed through village by village."""
        if not self.boleh("lihat_register") or kode_wilayah.tingkat(kode) < Tingkat.DESA:
            return ""
        kueri = urlencode(self._wilayah(kode))
        return alamat("register:daftar") + (f"?{kueri}" if kueri else "")

    def _keluarga(self, hal: str, isi: str, kode: str, periode: int | None) -> str:
        return "" if kode_wilayah.tingkat(kode) < Tingkat.DESA else self._sasaran(hal, isi, kode, periode)

    def _sasaran(self, hal: str, isi: str, kode: str, periode: int | None) -> str:
        # Narrowed to some programmes, one gets the count: the list would tell of the others.
        tertutup = self.angka.pelaku.program and isi in SASARAN_SEMUA_PROGRAM
        if tertutup or not self.boleh("lihat_register"):
            return ""
        kunci = isi if hal == "sasaran" else f"{hal}-{isi}" if isi else hal
        kueri = urlencode(self._wilayah(kode))
        return reverse("pemantauan:sasaran", args=[kunci]) + (f"?{kueri}" if kueri else "")


def ukuran_berdraf(hal: str, isi: str) -> bool:
    """Whether the measure counts what no list but the village's own holds."""
    return isi in DRAF or (hal, isi) == ("corong", "masuk")


_NAMA = {
    "corong": Tautan._usulan,
    "tunggu": Tautan._usulan,
    "sisa": Tautan._usulan,
    "menunggu": Tautan._usulan,
    "terlambat": Tautan._usulan,
    "kembali": Tautan._usulan,
    "alasan": Tautan._alasan,
    "orang": Tautan._orang,
    "keluarga": Tautan._keluarga,
    "peserta": Tautan._keluarga,
    "umur": Tautan._sasaran,
    "sasaran": Tautan._sasaran,
}
