"""The map of a dashboard: outlines where they were loaded, for the nation a grid of tiles, else nothing but the bars."""

from dataclasses import dataclass

from dasar.grafik import bulat
from dasar.samar import Samar
from pemantauan.angka import Angka, Hal
from pemantauan.tautan import Tautan
from wilayah.models import Tingkat

# What the map can show: (label, key of the numbers of a region).
UKURAN = {
    "menunggu": "Usulan menunggu",
    "terlambat": "Usulan terlambat",
    "tanpa_musdes": "Desa tanpa musyawarah 92 hari",
    "orang": "Orang dalam DTKS",
}
KELAS, TERBANYAK = 5, 10
SISI = 60
# 38 provinces as squares, roughly where they lie: code → (letters of ISO 3166-2:ID, column, row).
UBIN = {
    "11": ("AC", 0, 0), "12": ("SU", 1, 0), "21": ("KR", 3, 0), "65": ("KU", 6, 0), "71": ("SA", 9, 0), "82": ("MU", 11, 0),
    "13": ("SB", 1, 1), "14": ("RI", 2, 1), "19": ("BB", 3, 1), "61": ("KB", 5, 1), "64": ("KI", 6, 1), "75": ("GO", 9, 1),
    "92": ("PB", 11, 1), "96": ("PD", 12, 1),
    "17": ("BE", 1, 2), "15": ("JA", 2, 2), "62": ("KT", 5, 2), "63": ("KS", 6, 2), "76": ("SR", 7, 2), "72": ("ST", 8, 2),
    "81": ("MA", 10, 2), "94": ("PT", 12, 2), "95": ("PE", 13, 2), "91": ("PA", 14, 2),
    "16": ("SS", 2, 3), "18": ("LA", 3, 3), "31": ("JK", 4, 3), "73": ("SN", 7, 3), "74": ("SG", 8, 3), "93": ("PS", 13, 3),
    "36": ("BT", 3, 4), "32": ("JB", 4, 4), "33": ("JT", 5, 4), "35": ("JI", 6, 4),
    "34": ("YO", 5, 5), "51": ("BA", 7, 5), "52": ("NB", 8, 5), "53": ("NT", 9, 5),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bentuk:
    """One region on the map: `jalur` an SVG path, or a tile at (x, y) with `huruf`; `kelas` 0-5 is its colour."""

    nama: str
    nilai: object
    kelas: int
    url: str
    jalur: str = ""
    x: int = 0
    y: int = 0
    huruf: str = ""

    @property
    def gelap(self) -> bool:
        return self.kelas >= KELAS - 1


@dataclass(frozen=True, slots=True)
class Peta:
    """A map and its equal in bars. Without outlines `bentuk` is empty and the bars stand alone."""

    judul: str
    ukuran: str
    bentuk: list[Bentuk]
    kotak: str
    legenda: list[tuple[int, str]]
    batang: list[tuple]
    sumber: str = ""

    @property
    def terbanyak(self) -> list[tuple]:
        return self.batang[:TERBANYAK]

    @property
    def pilihan(self) -> list[tuple[str, str, bool]]:
        return [(k, t, k == self.ukuran) for k, t in UKURAN.items()]


def buat_peta(a: Angka, t: Tautan, ukuran: str) -> Peta:
    """The regions below `a` by one measure."""
    samar = a.pelaku.fungsi == "kl"
    baris = []
    for w in a.anak:
        n = (
            (a.berkala(Hal.TANPA_MUSDES, kode=w.kode) or 0)
            if ukuran == "tanpa_musdes"
            else a.per_anak.get(w.kode, {}).get(ukuran, 0)
        )
        baris.append((w, Samar(n) if samar else n, t.anak(w.kode)))
    langkah = max(1, int(bulat(max((int(n) for _, n, _ in baris), default=0)) // KELAS))
    bentuk, kotak = _bentuk(a, baris, langkah)
    urut = sorted(baris, key=lambda b: (-int(b[1]), b[0].kode))
    sumber = next((b.sumber for b in a.batas.values()), "") if bentuk and not bentuk[0].huruf else ""
    return Peta(
        UKURAN[ukuran],
        ukuran,
        bentuk,
        kotak,
        _legenda(langkah),
        [(str(w), n, None, url) for w, n, url in urut],
        sumber,
    )


def _kelas(nilai: int, langkah: int) -> int:
    return 0 if not nilai else min(KELAS, 1 + (int(nilai) - 1) // langkah)


def _legenda(langkah: int) -> list[tuple[int, str]]:
    def angka(n: int) -> str:
        return f"{n:,}".replace(",", ".")

    tengah = [(k, f"{angka((k - 1) * langkah + 1)}–{angka(k * langkah)}" if langkah > 1 else angka(k)) for k in range(1, KELAS)]
    return [(0, "0"), *tengah, (KELAS, f"{angka((KELAS - 1) * langkah + 1)} atau lebih")]


def _bentuk(a: Angka, baris: list, langkah: int) -> tuple[list[Bentuk], str]:
    """The shapes and the view box; nothing when no outline of these regions is known."""
    if a.batas:
        isi = [Bentuk(str(w), n, _kelas(n, langkah), url, a.batas[w.kode].jalur) for w, n, url in baris if w.kode in a.batas]
        b = a.batas.values()
        kiri, atas = min(x.kiri for x in b), min(x.atas for x in b)
        lebar, tinggi = max(x.kanan for x in b) - kiri, max(x.bawah for x in b) - atas
        tepi = max(1, max(lebar, tinggi) // 50)
        return isi, f"{kiri - tepi} {atas - tepi} {lebar + 2 * tepi} {tinggi + 2 * tepi}"
    if a.tingkat == Tingkat.NEGARA:
        isi = [
            Bentuk(str(w), n, _kelas(n, langkah), url, "", UBIN[w.kode][1] * SISI, UBIN[w.kode][2] * SISI, UBIN[w.kode][0])
            for w, n, url in baris
            if w.kode in UBIN
        ]
        return isi, f"0 0 {15 * SISI} {6 * SISI}"
    return [], ""
