"""One number of a dashboard by the regions below: what it is called, and how much of it each of them has.

Whoever may not see names follows a number by this way down to the village. The parts always add up to the number.
"""

from collections import Counter
from collections.abc import Callable

from django.db import connection

from dasar import periode as bulan
from dasar.jejak import rentang_wilayah
from dtks.register.models import Program
from pemantauan import berkala, rekap
from pemantauan.angka import Angka, Hal
from pemantauan.models import RekapBerkala
from pemantauan.umur import KELAS_UMUR, kelas_umur
from usulan.alur import TERBUKA, S
from usulan.filters import CORONG
from usulan.models import KodeAlasan
from wilayah.kode import PANJANG

SASARAN_TEKS = {
    berkala.BELUM_MASUK: f"Keluarga disurvei, {berkala.BANYAK_KRITERIA} kriteria atau lebih terpenuhi, belum masuk DTKS",
    berkala.BELUM_DAPAT: f"Keluarga dalam DTKS, {berkala.BANYAK_KRITERIA} kriteria atau lebih terpenuhi, tanpa program",
    berkala.MENINGGAL: "Orang dalam DTKS tercatat meninggal di data kependudukan",
    berkala.TIDAK_PADAN: "Orang dalam DTKS tidak padan dengan data kependudukan",
    berkala.MAMPU: f"Keluarga dalam DTKS, paling banyak {berkala.SEDIKIT_KRITERIA} kriteria terpenuhi",
    berkala.PERINGATAN: "Orang dalam DTKS yang usulannya berperingatan",
}
_LANGSUNG = {
    "menunggu": "Usulan yang menunggu tindakan",
    "terlambat": "Usulan yang melewati batas waktunya",
    "kembali": "Usulan yang dikembalikan dan menunggu diperbaiki",
    "orang": "Orang dalam DTKS",
    "keluarga": "Keluarga dalam DTKS",
    "tanpa_musdes": "Desa/kelurahan tanpa musyawarah dalam 92 hari",
    "tanpa_petugas": "Desa/kelurahan tanpa pengisi data",
    "isi": "Orang dalam DTKS setelah penetapan",
}


def judul(ukuran: str, periode: int) -> str:
    """What the measure is called; '' for one that there is not."""
    hal, _, isi = ukuran.partition(".")
    bulan_ini = bulan.nama(periode)
    if not isi:
        teks = _LANGSUNG.get(hal, "")
        return f"{teks} {bulan_ini}" if hal == "isi" else teks
    if hal == "corong" and isi in CORONG:
        return f"Usulan {bulan_ini}: {CORONG[isi][0].lower()}"
    if hal in ("tunggu", "sisa", "terlambat") and isi in TERBUKA:
        masa = {"tunggu": f"masuk {bulan_ini}", "sisa": f"masuk sebelum {bulan_ini}", "terlambat": "terlambat"}[hal]
        return f"Usulan {masa}: {S(isi).label.lower()}"
    if hal == "alasan":
        teks = KodeAlasan.objects.filter(pk=isi).values_list("teks", flat=True).first()
        return f"Dikembalikan atau ditolak {bulan_ini}: {teks}" if teks else ""
    if hal == "peserta":
        nama = Program.objects.filter(pk=isi).values_list("nama", flat=True).first()
        return f"Peserta {nama}" if nama else ""
    if hal == "umur" and isi in KELAS_UMUR:
        return f"Keluarga dalam DTKS, umur jawaban kriteria: {KELAS_UMUR[isi][0].lower()}"
    return SASARAN_TEKS.get(isi, "") if hal == "sasaran" else ""


def per_wilayah(a: Angka, ukuran: str) -> Counter:
    """{region below: how much of `ukuran`}; `judul` has seen to it that there is such a measure. At most two statements."""
    hal, _, isi = ukuran.partition(".")
    return _HITUNG[hal](a, isi)


def _baca(a: Angka, hal: str, sisa: bool, kolom: tuple[str, ...]) -> list[rekap.Baris]:
    masa = {"sejak": a.periode, "sampai": a.periode, "sisa": sisa}
    return rekap.baca(a.kode, a.tingkat_anak, (hal,), **masa, kolom=kolom, program=a.pelaku.program)


def _jumlahkan(baris, cocok: Callable[[rekap.Baris], bool] = lambda b: True) -> Counter:
    hasil: Counter = Counter()
    for b in baris:
        if cocok(b):
            hasil[b.wilayah] += b.jumlah
    return hasil


def _usulan(a: Angka, cocok: Callable[[rekap.Baris], bool]) -> Counter:
    return _jumlahkan(_baca(a, "usulan", True, ("periode", "keadaan")), cocok)


def _terlambat(a: Angka, isi: str) -> Counter:
    hasil: Counter = Counter()
    for (kode, keadaan), n in a.terlambat.items():
        if not isi or keadaan == isi:
            hasil[kode] += n
    return hasil


def _berkala(a: Angka, hal: Hal, kunci: str = "") -> Counter:
    awal, akhir = rentang_wilayah(a.kode)
    baris = RekapBerkala.objects.terlihat_oleh(a.pelaku, a.kode).filter(
        tingkat=a.tingkat_anak, hal=hal, kunci=kunci, wilayah__gte=awal, wilayah__lt=akhir
    )
    return Counter(dict(baris.values_list("wilayah_id", "jumlah")))


def _isi(a: Angka, _: str) -> Counter:
    """Persons that the determination of the month left standing, from the counts that it wrote (dtks_rekapdesa)."""
    awal, akhir = rentang_wilayah(a.kode)
    with connection.cursor() as kursor:
        kursor.execute(
            """select left(wilayah_id, %s), sum(aktif)::bigint from (
                 select distinct on (wilayah_id) wilayah_id, aktif from dtks_rekapdesa
                  where objek = 'INDIVIDU' and wilayah_id >= %s and wilayah_id < %s and periode <= %s
                  order by wilayah_id, periode desc) v group by 1""",
            [PANJANG[a.tingkat_anak], awal, akhir, a.periode],
        )
        return Counter(dict(kursor.fetchall()))


_HITUNG: dict[str, Callable[[Angka, str], Counter]] = {
    "corong": lambda a, k: _usulan(a, lambda b: b.periode == a.periode and b.keadaan in CORONG[k][1]),
    "tunggu": lambda a, s: _usulan(a, lambda b: b.periode == a.periode and b.keadaan == s),
    "sisa": lambda a, s: _usulan(a, lambda b: b.periode < a.periode and b.keadaan == s),
    "menunggu": lambda a, _: _usulan(a, lambda b: b.keadaan in TERBUKA),
    "kembali": lambda a, _: _usulan(a, lambda b: b.keadaan in (S.DIKEMBALIKAN, S.DIKEMBALIKAN_KAB)),
    "terlambat": _terlambat,
    "alasan": lambda a, k: _jumlahkan(_baca(a, "alasan", False, ("alasan",)), lambda b: b.alasan == k),
    "orang": lambda a, _: _jumlahkan(_baca(a, "orang", False, ())),
    "keluarga": lambda a, _: _jumlahkan(_baca(a, "keluarga", False, ())),
    "peserta": lambda a, p: _jumlahkan(_baca(a, "peserta", False, ("program",)), lambda b: b.program == p),
    "umur": lambda a, k: _jumlahkan(_baca(a, "keluarga", False, ("periode",)), lambda b: kelas_umur(b.periode) == k),
    "sasaran": lambda a, k: _berkala(a, Hal.SASARAN, k),
    "tanpa_musdes": lambda a, _: _berkala(a, Hal.TANPA_MUSDES),
    "tanpa_petugas": lambda a, _: _berkala(a, Hal.TANPA_PETUGAS),
    "isi": _isi,
}
