"""Where the families live whose proposals are being judged: points on a map, for those who judge and visit them.

A position is personal data: nothing is shown before a purpose was given, and each look is an event.
"""

from dataclasses import dataclass

from django.urls import reverse

from akun.akses import saring_wilayah
from dasar.jejak import Pelaku, catat
from dasar.pembukaan import BUKA, sebut_tujuan
from pemantauan.models import SATUAN, BatasWilayah
from usulan.models import Survei, Usulan

MAKS = 300


@dataclass(frozen=True, slots=True)
class Titik:
    """One family: its place on the grid of the outlines, its head or first name, whether it was visited, its page."""

    x: int
    y: int
    nama: str
    desa: str
    status: str
    dikunjungi: bool
    url: str


@dataclass(frozen=True, slots=True)
class PetaKunjungan:
    """The points, newest first, at most MAKS of `jumlah`; the outline of the area where it is known."""

    titik: list[Titik]
    jumlah: int
    kotak: str
    jari: float
    jalur: str

    @property
    def dikunjungi(self) -> int:
        return sum(t.dikunjungi for t in self.titik)


def peta_kunjungan(kode: str, *, tujuan: str, keterangan: str = "", oleh: Pelaku) -> PetaKunjungan:
    """Families of the area whose survey has a position and whose proposal was handed in; written down with the purpose.

    Raises Ditolak without a purpose.
    """
    catatan = sebut_tujuan(tujuan, keterangan)
    usulan = Usulan.objects.terlihat_oleh(oleh, kode)
    baris = (
        saring_wilayah(Survei.objects.all(), oleh, "lihat_usulan", dalam=kode)
        .filter(lintang__isnull=False, bujur__isnull=False, musyawarah__in=usulan.values("musyawarah"))
        .select_related("wilayah")
    )
    survei = list(baris.order_by("-id")[:MAKS])
    jumlah = len(survei) if len(survei) < MAKS else baris.count()
    milik: dict[tuple[int, str], Usulan] = {}
    for u in usulan.filter(nomor_kk__in={s.nomor_kk for s in survei}).order_by("hubungan", "pk"):
        milik.setdefault((u.musyawarah_id, u.nomor_kk), u)
    titik = [
        Titik(
            round(s.bujur * SATUAN),
            round(-s.lintang * SATUAN),
            u.nama,
            str(s.wilayah),
            u.get_status_display(),
            u.cara_verval == Usulan.Cara.KUNJUNGAN,
            reverse("usulan:rincian", args=[u.pk]),
        )
        for s in survei
        if (u := milik.get((s.musyawarah_id, s.nomor_kk)))
    ]
    catat(oleh, BUKA, "usulan_survei", None, kode, f"Peta kunjungan, {len(titik)} titik: {catatan}")
    return _bingkai(titik, jumlah, BatasWilayah.objects.filter(pk=kode).first())


def _bingkai(titik: list[Titik], jumlah: int, batas: BatasWilayah | None) -> PetaKunjungan:
    x, y = [t.x for t in titik], [t.y for t in titik]
    if batas:
        x, y = [*x, batas.kiri, batas.kanan], [*y, batas.atas, batas.bawah]
    if not x:
        return PetaKunjungan([], jumlah, "0 0 1 1", 1, "")
    lebar, tinggi = max(max(x) - min(x), 40), max(max(y) - min(y), 40)
    tepi = max(lebar, tinggi) / 12
    kotak = f"{min(x) - tepi:.0f} {min(y) - tepi:.0f} {lebar + 2 * tepi:.0f} {tinggi + 2 * tepi:.0f}"
    return PetaKunjungan(titik, jumlah, kotak, round(max(lebar, tinggi) / 60, 1), batas.jalur if batas else "")
