"""Sections of a dashboard, each a table: the page draws it, the export writes it, the chart is drawn from it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse

from akun.fungsi import F, punya_izin
from dasar import periode as bulan
from dasar.templatetags.siks import tanggal
from pemantauan import berkala
from pemantauan.angka import PEMEGANG, Angka, Hal
from usulan.alur import DRAF
from usulan.filters import CORONG
from wilayah.models import Tingkat

AMBANG_SAMAR = 5
ALASAN_TERBANYAK = 8
SASARAN_TEKS = {
    berkala.BELUM_MASUK: f"Keluarga disurvei, {berkala.BANYAK_KRITERIA} kriteria atau lebih terpenuhi, belum masuk DTKS",
    berkala.BELUM_DAPAT: f"Keluarga dalam DTKS, {berkala.BANYAK_KRITERIA} kriteria atau lebih terpenuhi, tanpa program",
    berkala.MENINGGAL: "Orang dalam DTKS tercatat meninggal di data kependudukan",
    berkala.TIDAK_PADAN: "Orang dalam DTKS tidak padan dengan data kependudukan",
    berkala.MAMPU: f"Keluarga dalam DTKS, paling banyak {berkala.SEDIKIT_KRITERIA} kriteria terpenuhi",
    berkala.PERINGATAN: "Orang dalam DTKS yang usulannya berperingatan",
}
KURANG = (berkala.BELUM_MASUK, berkala.BELUM_DAPAT)


class Samar(int):
    """A count that other institutions read: rounded to fives, and under five only said to be so.

    Rounding the sum and its parts each for itself keeps one part from being found by subtraction.
    """

    def __new__(cls, nilai: int):
        return super().__new__(cls, nilai if 0 < nilai < AMBANG_SAMAR else round(nilai / AMBANG_SAMAR) * AMBANG_SAMAR)

    def __format__(self, bentuk: str) -> str:
        return f"<{AMBANG_SAMAR}" if 0 < self < AMBANG_SAMAR else format(int(self), bentuk)

    def __str__(self) -> str:
        return format(self, "")


@cache
def alamat(nama: str) -> str:
    """An address without parts that vary: a page asks for the same few a hundred times."""
    return reverse(nama)


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell: what stands there, and the list behind it ('' where the reader has none)."""

    nilai: object
    url: str = ""
    tanda: str = ""  # colour role

    @property
    def angka(self) -> bool:
        return isinstance(self.nilai, int | float) or self.nilai is None


@dataclass(frozen=True, slots=True)
class Bagian:
    """One section. `kepala` names the columns, the first cell of each row names the row; `grafik` says how it is drawn:
    batang (first number column), garis (all number columns), '' (the table itself). `teks` is the finding in a sentence.
    """

    kunci: str
    judul: str
    kepala: list[str]
    baris: list[list[Sel]]
    teks: str = ""
    grafik: str = ""
    lebar: bool = False
    kosong: str = "Belum ada data."
    catatan: str = ""
    ada: bool = True
    deret_tergambar: int = 2  # how many number columns the lines show

    @property
    def batang(self) -> list[tuple]:
        return [(b[0].nilai, b[1].nilai, None, b[1].url or b[0].url) for b in self.baris]

    @property
    def label(self) -> list[str]:
        return [str(b[0].nilai) for b in self.baris]

    @property
    def deret(self) -> list[dict]:
        nama = self.kepala[1 : 1 + self.deret_tergambar]
        return [{"nama": satu, "nilai": [b[n].nilai or 0 for b in self.baris]} for n, satu in enumerate(nama, 1)]

    @property
    def label_singkat(self) -> list[str]:
        """Months short enough for an axis: `Nov 26`."""
        return [f"{t[:3]} {t[-2:]}" for t in self.label]

    @property
    def kolom(self) -> list[tuple[str, bool]]:
        """Names of the columns, and whether numbers stand there."""
        return [(nama, n > 0 and all(b[n].angka for b in self.baris)) for n, nama in enumerate(self.kepala)]

    @property
    def sel(self) -> list[list[tuple[str, Sel]]]:
        return [list(zip(self.kepala, b, strict=True)) for b in self.baris]

    @property
    def polos(self) -> list[list[object]]:
        """The table for an export: values only."""
        return [[s.nilai for s in b] for b in self.baris]


@dataclass(frozen=True, slots=True)
class Tautan:
    """Where the numbers lead, for this reader: the list of proposals when they may see it, else a region further down."""

    angka: Angka

    def boleh(self, izin: str) -> bool:
        return punya_izin(self.angka.pelaku.fungsi, izin)

    def _wilayah(self, kode: str) -> dict:
        kode = kode or self.angka.kode
        return {"wilayah": kode} if kode != self.angka.pelaku.wilayah else {}

    def usulan(self, *, kode: str = "", lama: bool = False, **saring: str) -> str:
        """The list of proposals with this filter, in the month or before it."""
        if not self.boleh("lihat_usulan"):
            return "#wilayah" if self.angka.tingkat < Tingkat.DESA else ""
        masa = {"lama" if lama else "bulan": self.angka.periode}
        return f"{alamat('usulan:daftar')}?{urlencode(saring | masa | self._wilayah(kode))}"

    def anak(self, kode: str) -> str:
        """The dashboard of a region below; other institutions go no further than the kabupaten/kota."""
        batas = Tingkat.KABUPATEN if self.angka.pelaku.fungsi == F.KL else Tingkat.DESA
        if kode == self.angka.kode or self.angka.tingkat_anak > batas:
            return ""
        return self.dasbor(kode)

    def register(self, kode: str = "") -> str:
        if not self.boleh("lihat_register"):
            return ""
        return f"{alamat('register:daftar')}?{urlencode(self._wilayah(kode))}".rstrip("?")

    def dasbor(self, kode: str) -> str:
        kueri = self._wilayah(kode) | ({"periode": self.angka.periode} if self.angka.periode != bulan.periode_kini() else {})
        return alamat("pemantauan:dasbor") + (f"?{urlencode(kueri)}" if kueri else "")

    def sasaran(self, kunci: str) -> str:
        tertutup = self.angka.pelaku.program and kunci in berkala.SASARAN_SEMUA_PROGRAM
        if tertutup or not self.boleh("lihat_register"):
            return "#wilayah" if self.angka.tingkat < Tingkat.DESA else ""
        return f"{reverse('pemantauan:sasaran', args=[kunci])}?{urlencode(self._wilayah(''))}".rstrip("?")


def _persen(bagian: int, semua: int) -> str:
    return f"{100 * bagian / semua:.0f}%" if semua else "–"


def _lama(jam: int | None) -> str:
    if jam is None:
        return "–"
    return f"{round(jam / 24)} hari" if jam >= 48 else f"{jam} jam" if jam else "<1 jam"


def corong(a: Angka, t: Tautan) -> Bagian:
    n = {k: sum(a.keadaan[s] for s in keadaan) for k, (_, keadaan) in CORONG.items()}
    # A village's drafts are in no list but its own.
    baris = [
        [Sel(label), Sel(n[k], t.usulan(capai=k) if n[k] and (k != "masuk" or t.boleh("ajukan_usulan")) else "")]
        for k, (label, _) in CORONG.items()
    ]
    teks = f"{_persen(n['tetap'], n['masuk'])} dari usulan yang masuk bulan ini sudah ditetapkan" if n["masuk"] else ""
    return Bagian("corong", "Perjalanan usulan bulan ini", ["Tahap", "Usulan"], baris if n["masuk"] else [], teks, "batang",
                  kosong="Belum ada usulan yang dimasukkan pada bulan ini.")  # fmt: skip


def tunggu(a: Angka, t: Tautan) -> Bagian:
    """What waits, for whom, how long, and how much of it is past the date of the calendar."""
    baris = []
    for s, (siapa, nama_batas) in PEMEGANG.items():
        kini, lama, telat = a.keadaan[s], a.sisa[s], a.jumlah_terlambat(s)
        if not kini and not lama:
            continue
        daftar = s not in DRAF or t.boleh("ajukan_usulan")
        baris.append(
            [
                Sel(s.label if s not in DRAF else f"{s.label}, belum diajukan"),
                Sel(siapa),
                Sel(kini, t.usulan(status=s.value) if kini and daftar else ""),
                Sel(lama, t.usulan(status=s.value, lama=True) if lama and daftar else ""),
                Sel(telat, tanda="peringatan" if telat else ""),
                Sel(tanggal(getattr(a.jadwal(a.kode), nama_batas))),
                Sel(_lama(a.berkala(Hal.TUNGGU, s.value))),
                Sel(_lama(a.berkala(Hal.TUNGGU_LAMA, s.value))),
            ]
        )
    telat = a.jumlah_terlambat()
    teks = f"{telat:,} usulan melewati batas waktunya".replace(",", ".") if telat else "Tidak ada yang melewati batas waktu"
    kepala = [
        "Keadaan",
        "Menunggu siapa",
        "Bulan ini",
        "Bulan sebelumnya",
        "Terlambat",
        "Batas bulan ini",
        "Lama (median)",
        "Terlama",
    ]
    return Bagian("tunggu", "Menunggu siapa, dan yang terlambat", kepala, baris, teks if baris else "", lebar=True,
                  kosong="Tidak ada usulan yang menunggu.",
                  catatan="Usulan bulan sebelumnya yang masih menunggu dihitung terlambat.")  # fmt: skip


def _turun(url: str, n: int, bagian: str, tanda: str = "") -> Sel:
    """A number that leads to a section of the dashboard `url` of a region below."""
    return Sel(n, f"{url}#{bagian}" if n and url else "", tanda if n else "")


def wilayah(a: Angka, t: Tautan) -> Bagian:
    """The regions below: every number of the map and the bars, and the way down."""
    desa = a.tingkat_anak == Tingkat.DESA
    kepala = ["Wilayah", "Masuk", "Menunggu", "Terlambat", "Dikembalikan", "Ditetapkan", "Orang dalam DTKS"]
    kepala.append("Musyawarah terakhir" if desa else "Desa tanpa musyawarah 92 hari")
    baris = []
    # What is late first, then what waits: on a phone the quiet ones would hide them.
    for w in sorted(
        a.anak, key=lambda w: tuple(-a.per_anak.get(w.kode, {}).get(k, 0) for k in ("terlambat", "menunggu", "masuk"))
    ):
        isi, n = t.anak(w.kode), a.per_anak.get(w.kode, {})
        if desa:
            hari = a.musdes_terakhir.get(w.kode)
            akhir = Sel(tanggal(hari) if hari else "belum pernah", tanda="" if a.musdes_sah(hari) else "peringatan")
        else:
            tanpa = a.berkala(Hal.TANPA_MUSDES, kode=w.kode)
            akhir = Sel(tanpa, isi if tanpa else "", "peringatan" if tanpa else "")
        baris.append(
            [
                Sel(str(w), isi),
                _turun(isi, n.get("masuk", 0), "corong"),
                _turun(isi, n.get("menunggu", 0), "tunggu"),
                _turun(isi, n.get("terlambat", 0), "tunggu", "peringatan"),
                _turun(isi, n.get("kembali", 0), "alasan"),
                _turun(isi, n.get("tetap", 0), "corong"),
                Sel(n.get("orang", 0), (t.register(w.kode) or (f"{isi}#cakupan" if isi else "")) if n.get("orang") else ""),
                akhir,
            ]
        )
    return Bagian("wilayah", "Menurut wilayah", kepala, baris, lebar=True, ada=a.tingkat < Tingkat.DESA)


def masuk(a: Angka, t: Tautan) -> Bagian:
    baris = [[Sel(bulan.nama(p)), Sel(m), Sel(d)] for p, (m, d) in a.tren.items()]
    ada = any(m for m, _ in a.tren.values())
    return Bagian("masuk", "Usulan masuk dan ditetapkan", ["Bulan masuk", "Masuk", "Ditetapkan"], baris if ada else [],
                  "Usulan menurut bulan masuknya, dan yang di antaranya sudah ditetapkan", "garis",
                  kosong="Belum ada usulan dalam dua belas bulan terakhir.")  # fmt: skip


def alasan(a: Angka, t: Tautan) -> Bagian:
    urut = sorted(a.alasan.items(), key=lambda b: (-b[1].total(), b[0]))
    teks = a.teks_alasan([k for k, _ in urut]) if urut else {}
    baris = [[Sel(f"{k} {teks.get(k, '')}".strip()), Sel(n.total())] for k, n in urut]
    return Bagian("alasan", "Alasan dikembalikan atau ditolak", ["Alasan", "Kali"], baris,
                  f"Paling sering: {baris[0][0].nilai}" if baris else "", "batang",
                  kosong="Belum ada usulan yang dikembalikan atau ditolak pada bulan ini.")  # fmt: skip


def cakupan(a: Angka, t: Tautan) -> Bagian:
    orang, keluarga = a.register("orang"), a.register("keluarga")
    url = t.register()
    baris = [[Sel("Orang dalam DTKS"), Sel(orang, url), Sel("")], [Sel("Keluarga dalam DTKS"), Sel(keluarga, url), Sel("")]]
    for p in a.program:
        n = a.peserta[p.kode]
        dasar = _persen(n, keluarga) + " dari keluarga" if p.per_keluarga else _persen(n, orang) + " dari orang"
        baris.append([Sel(p.nama), Sel(n, url), Sel(dasar if orang else "–")])
    return Bagian("cakupan", "Cakupan program", ["Program", "Peserta", "Dibanding isi DTKS"], baris if orang else [],
                  kosong="Register wilayah ini belum berisi.")  # fmt: skip


def sasaran(a: Angka, t: Tautan) -> Bagian:
    """Work lists against errors of exclusion and inclusion: counts, and the way to the names for who may see them."""
    baris = []
    for kunci, teks in SASARAN_TEKS.items():
        n = a.berkala(Hal.SASARAN, kunci)
        jenis = "Mungkin belum terjangkau" if kunci in KURANG else "Mungkin tidak tepat"
        baris.append([Sel(teks), Sel(jenis), Sel(n, t.sasaran(kunci) if n else "")])
    return Bagian("sasaran", "Daftar kerja ketepatan sasaran", ["Tanda", "Arah", "Jumlah"], baris, lebar=False,
                  catatan="Tanda untuk diperiksa petugas, bukan putusan.")  # fmt: skip


def umur(a: Angka, t: Tautan) -> Bagian:
    """How old the answers to the criteria are of the families in the register."""
    kelas = (("Sampai 12 bulan", 12), ("13 sampai 24 bulan", 24), ("25 sampai 36 bulan", 36), ("Lebih dari 36 bulan", None))
    hasil, sudah = [], 0
    for nama, batas in kelas:
        n = sum(v for k, v in a.umur_jawaban.items() if k is not None and (batas is None or k <= batas)) - sudah
        sudah += n
        hasil.append([Sel(nama), Sel(n)])
    tanpa = a.umur_jawaban[None]
    hasil.append([Sel("Belum ada jawaban"), Sel(tanpa)])
    semua = sudah + tanpa
    lewat = semua - hasil[0][1].nilai
    return Bagian("umur", "Umur jawaban kriteria keluarga", ["Umur", "Keluarga"], hasil if semua else [],
                  f"{_persen(lewat, semua)} keluarga dalam DTKS belum ditanya dalam setahun terakhir" if lewat else
                  "Semua keluarga dalam DTKS sudah ditanya dalam setahun terakhir", "batang",
                  kosong="Register wilayah ini belum berisi.")  # fmt: skip


def riwayat(a: Angka, t: Tautan) -> Bagian:
    """The determinations, month by month."""
    lihat = t.boleh("pantau_wilayah")
    baris = [
        [
            Sel(bulan.nama(p.periode), reverse("penetapan:rincian", args=[p.pk]) if lihat else ""),
            Sel(p.aktif or 0),
            Sel(p.masuk or 0),
            Sel(p.keluar or 0),
        ]
        for p in a.riwayat
    ]
    return Bagian("riwayat", "Riwayat penetapan", ["Bulan", "Orang", "Masuk", "Keluar"], baris,
                  "Orang dalam DTKS setelah setiap penetapan", "garis", ada=a.tingkat <= Tingkat.KABUPATEN, deret_tergambar=1,
                  kosong="Belum ada bulan yang ditetapkan.")  # fmt: skip


PENYUSUN: dict[str, Callable[[Angka, Tautan], Bagian]] = {
    "masuk": masuk,
    "corong": corong,
    "tunggu": tunggu,
    "wilayah": wilayah,
    "alasan": alasan,
    "sasaran": sasaran,
    "cakupan": cakupan,
    "umur": umur,
    "riwayat": riwayat,
}
_DAERAH = ("corong", "masuk", "alasan", "tunggu", "wilayah", "sasaran", "cakupan", "umur", "riwayat")
_PUSAT = ("masuk", "corong", "alasan", "wilayah", "tunggu", "sasaran", "cakupan", "umur", "riwayat")
# Per function, in the order of the page; the map comes after the first.
SUSUNAN: dict[str, tuple[str, ...]] = {
    F.PENGISI_DESA: ("corong", "alasan", "tunggu", "sasaran", "umur"),
    F.PEMANTAU_KECAMATAN: ("corong", "alasan", "wilayah", "tunggu", "sasaran", "umur"),
    F.PENGISI_KABUPATEN: _DAERAH,
    F.VERIFIKATOR: _DAERAH,
    F.KEPALA: _DAERAH,
    F.ADMIN_KABUPATEN: ("corong", "tunggu", "wilayah"),
    F.PEMANTAU_PROVINSI: _PUSAT,
    F.MANAJEMEN: _PUSAT,
    F.PEKERJA_INFORMASI: _PUSAT,
    F.PETUGAS_TEKNIS: ("cakupan", "sasaran", "umur", "riwayat", "corong", "wilayah"),
    F.PUSDATIN: _PUSAT,
    F.AUDITOR: _PUSAT,
    F.KL: ("cakupan", "riwayat", "umur", "wilayah", "masuk", "corong"),
}


def susun(a: Angka, kunci: str) -> Bagian:
    """One section for this reader; other institutions get rounded counts and no way to a list."""
    hasil = PENYUSUN[kunci](a, Tautan(a))
    return samarkan(hasil) if a.pelaku.fungsi == F.KL else hasil


def samarkan(b: Bagian) -> Bagian:
    """The section with its counts rounded (`Samar`)."""

    def sel(s: Sel) -> Sel:
        return replace(s, nilai=Samar(s.nilai)) if isinstance(s.nilai, int) else s

    return replace(b, baris=[[sel(s) for s in baris] for baris in b.baris])
