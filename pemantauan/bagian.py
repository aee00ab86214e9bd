"""Sections of a dashboard, each a table: the page draws it, the export writes it, the chart is drawn from it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse

from akun.fungsi import F
from dasar import periode as bulan
from dasar.samar import Samar
from dasar.templatetags.siks import tanggal
from pemantauan import berkala
from pemantauan.angka import Angka, Hal
from pemantauan.rincian import SASARAN_TEKS
from pemantauan.tautan import Tautan
from pemantauan.umur import KELAS_UMUR, kelas_umur
from usulan.alur import DRAF
from usulan.filters import CORONG
from usulan.tenggat import PEMEGANG
from wilayah.models import Tingkat

ALASAN_TERBANYAK = 8
KURANG = (berkala.BELUM_MASUK, berkala.BELUM_DAPAT)


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


def _persen(bagian: int, semua: int) -> str:
    return f"{100 * bagian / semua:.0f}%" if semua else "–"


def _lama(jam: int | None) -> str:
    if jam is None:
        return "–"
    return f"{round(jam / 24)} hari" if jam >= 48 else f"{jam} jam" if jam else "<1 jam"


def _menuju(t: Tautan, n: int | None, ukuran: str, *, kode: str = "", periode: int | None = None, tanda: str = "") -> Sel:
    """A number with the way to the list behind it; nothing leads nowhere."""
    return Sel(n, t.daftar(ukuran, kode=kode, periode=periode) if n else "", tanda if n else "")


def corong(a: Angka, t: Tautan) -> Bagian:
    n = {k: sum(a.keadaan[s] for s in keadaan) for k, (_, keadaan) in CORONG.items()}
    baris = [[Sel(label), _menuju(t, n[k], f"corong.{k}")] for k, (label, _) in CORONG.items()]
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
        baris.append(
            [
                Sel(s.label if s not in DRAF else f"{s.label}, belum diajukan"),
                Sel(siapa),
                _menuju(t, kini, f"tunggu.{s.value}"),
                _menuju(t, lama, f"sisa.{s.value}"),
                _menuju(t, telat, f"terlambat.{s.value}", tanda="peringatan" if telat else ""),
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
            akhir = _menuju(t, tanpa, "tanpa_musdes", kode=w.kode, tanda="peringatan")
        baris.append(
            [
                Sel(str(w), isi),
                _menuju(t, n.get("masuk", 0), "corong.masuk", kode=w.kode),
                _menuju(t, n.get("menunggu", 0), "menunggu", kode=w.kode),
                _menuju(t, n.get("terlambat", 0), "terlambat", kode=w.kode, tanda="peringatan"),
                _menuju(t, n.get("kembali", 0), "kembali", kode=w.kode),
                _menuju(t, n.get("tetap", 0), "corong.tetap", kode=w.kode),
                _menuju(t, n.get("orang", 0), "orang", kode=w.kode),
                akhir,
            ]
        )
    return Bagian("wilayah", "Menurut wilayah", kepala, baris, lebar=True, ada=a.tingkat < Tingkat.DESA)


def masuk(a: Angka, t: Tautan) -> Bagian:
    baris = [
        [Sel(bulan.nama(p)), _menuju(t, m, "corong.masuk", periode=p), _menuju(t, d, "corong.tetap", periode=p)]
        for p, (m, d) in a.tren.items()
    ]
    ada = any(m for m, _ in a.tren.values())
    return Bagian("masuk", "Usulan masuk dan ditetapkan", ["Bulan masuk", "Masuk", "Ditetapkan"], baris if ada else [],
                  "Usulan menurut bulan masuknya, dan yang di antaranya sudah ditetapkan", "garis",
                  kosong="Belum ada usulan dalam dua belas bulan terakhir.")  # fmt: skip


def alasan(a: Angka, t: Tautan) -> Bagian:
    urut = sorted(a.alasan.items(), key=lambda b: (-b[1].total(), b[0]))
    teks = a.teks_alasan([k for k, _ in urut]) if urut else {}
    baris = [[Sel(f"{k} {teks.get(k, '')}".strip()), _menuju(t, n.total(), f"alasan.{k}")] for k, n in urut]
    return Bagian("alasan", "Alasan dikembalikan atau ditolak", ["Alasan", "Kali"], baris,
                  f"Paling sering: {baris[0][0].nilai}" if baris else "", "batang",
                  kosong="Belum ada usulan yang dikembalikan atau ditolak pada bulan ini.")  # fmt: skip


def cakupan(a: Angka, t: Tautan) -> Bagian:
    orang, keluarga = a.register("orang"), a.register("keluarga")
    baris = [
        [Sel("Orang dalam DTKS"), _menuju(t, orang, "orang"), Sel("")],
        [Sel("Keluarga dalam DTKS"), _menuju(t, keluarga, "keluarga"), Sel("")],
    ]
    for p in a.program:
        n = a.peserta[p.kode]
        dasar = _persen(n, keluarga) + " dari keluarga" if p.per_keluarga else _persen(n, orang) + " dari orang"
        baris.append([Sel(p.nama), _menuju(t, n, f"peserta.{p.kode}"), Sel(dasar if orang else "–")])
    return Bagian("cakupan", "Cakupan program", ["Program", "Peserta", "Dibanding isi DTKS"], baris if orang else [],
                  kosong="Register wilayah ini belum berisi.")  # fmt: skip


def sasaran(a: Angka, t: Tautan) -> Bagian:
    """Work lists against errors of exclusion and inclusion: counts, and the way to the names for who may see them."""
    baris = []
    for kunci, teks in SASARAN_TEKS.items():
        n = a.berkala(Hal.SASARAN, kunci)
        jenis = "Mungkin belum terjangkau" if kunci in KURANG else "Mungkin tidak tepat"
        baris.append([Sel(teks), Sel(jenis), _menuju(t, n, f"sasaran.{kunci}")])
    return Bagian("sasaran", "Daftar kerja ketepatan sasaran", ["Tanda", "Arah", "Jumlah"], baris, lebar=False,
                  catatan="Tanda untuk diperiksa petugas, bukan putusan.")  # fmt: skip


def umur(a: Angka, t: Tautan) -> Bagian:
    """How old the answers to the criteria are of the families in the register."""
    n = Counter()
    for p, jumlah in a.umur_jawaban.items():
        n[kelas_umur(p)] += jumlah
    baris = [[Sel(nama), _menuju(t, n[k], f"umur.{k}")] for k, (nama, _, _) in KELAS_UMUR.items()]
    semua = n.total()
    lewat = semua - n["12"]
    return Bagian("umur", "Umur jawaban kriteria keluarga", ["Umur", "Keluarga"], baris if semua else [],
                  f"{_persen(lewat, semua)} keluarga dalam DTKS belum ditanya dalam setahun terakhir" if lewat else
                  "Semua keluarga dalam DTKS sudah ditanya dalam setahun terakhir", "batang",
                  kosong="Register wilayah ini belum berisi.")  # fmt: skip


def riwayat(a: Angka, t: Tautan) -> Bagian:
    """The determinations, month by month."""
    lihat = t.boleh("pantau_wilayah")
    baris = []
    for p in a.riwayat:
        # What came in and went out is kept per kabupaten/kota: the page of the determination holds it, for who monitors.
        url = f"{reverse('penetapan:rincian', args=[p.pk])}?wilayah={a.kode}" if lihat else ""
        masuk, keluar = p.masuk or 0, p.keluar or 0
        baris.append(
            [
                Sel(bulan.nama(p.periode), url),
                _menuju(t, p.aktif or 0, "isi", periode=p.periode),
                Sel(masuk, url if masuk else ""),
                Sel(keluar, url if keluar else ""),
            ]
        )
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
