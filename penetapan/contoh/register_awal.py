"""The register that the example starts with: a determination of last month, shaped after the published totals.

Asahan: 132,243 families in DTKS, PKH 21,164 and BPNT 34,807 families, PBI 231,809 persons (October 2024). Serang:
150,602 in DTKS, BPNT 61,202, PKH 42,588 (2020-2021; the unit of the first is not stated, families are assumed).
"""

from collections.abc import Iterator, Sequence

from django.db import connection, transaction

from dasar.aliran import AliranTeks
from dasar.jejak import Pelaku
from dasar.rekaan import KeluargaRekaan, keluarga_rekaan
from dtks.register.pencatatan import KOLOM_PERUBAHAN, siapkan
from penetapan import penetapan
from penetapan.models import Penetapan
from wilayah.models import Wilayah

KELUARGA_TERBIT = {"1209": 132_243, "3604": 150_602}
# Family numbers of the generator: each kabupaten has a range of its own, the played months another.
NOMOR_KABUPATEN = 1_000_000


def baris_perubahan(keluarga: KeluargaRekaan) -> Iterator[tuple[str, ...]]:
    """COPY lines of one family: one per member and programme, a member without programme as NONBANSOS."""
    kosong = "\\N"
    kriteria = "".join("Y" if j else "T" for j in keluarga.kriteria)
    for o in keluarga.anggota:
        for program in o.program or ("NONBANSOS",):
            yield (
                "masuk",
                o.nik,
                keluarga.nomor_kk,
                keluarga.desa,
                program,
                o.nama,
                o.tempat_lahir,
                o.tanggal_lahir.isoformat(),
                o.ibu_kandung,
                o.jenis_kelamin,
                o.pekerjaan,
                o.status_kawin,
                o.pendidikan,
                o.shdk or kosong,
                o.kode_disabilitas or kosong,
                keluarga.alamat,
                keluarga.rt,
                keluarga.rw,
                kriteria,
            )


def salin_perubahan(keluarga: Iterator[KeluargaRekaan]) -> int:
    """Stream families into the open `perubahan` table. Returns the number of lines."""
    baris = ("\t".join(satu) + "\n" for k in keluarga for satu in baris_perubahan(k))
    with connection.cursor() as kursor:
        kursor.cursor.copy_expert(f"copy perubahan ({', '.join(KOLOM_PERUBAHAN)}) from stdin", AliranTeks(baris))
        return kursor.cursor.rowcount


@transaction.atomic
def tetapkan_awal(kabupaten: Sequence[str], skala: float, periode: int, *, oleh: Pelaku) -> Penetapan:
    """Open the example's register: `skala` of the published number of families of each kabupaten, in all its villages."""
    pembuka = penetapan.buka(periode, f"CONTOH-{periode}/HUK/{periode // 100}", oleh=oleh, catatan="Data awal contoh")
    siapkan()
    jumlah = 0
    for urutan, kode in enumerate(kabupaten):
        desa = list(Wilayah.objects.di_bawah(kode).desa().berlaku().order_by("kode").values_list("kode", flat=True))
        banyak = max(1, round(KELUARGA_TERBIT.get(kode, 100_000) * skala))
        jumlah += salin_perubahan(keluarga_rekaan(desa, banyak, benih=int(kode), nomor_awal=urutan * NOMOR_KABUPATEN))
    penetapan.tutup(pembuka, jumlah, oleh=oleh)
    # A register that was empty a moment ago: until it is analysed, the first workbooks are compared with it row by row.
    with connection.cursor() as kursor:
        kursor.execute("analyze dtks_individu, dtks_keluarga, dtks_kepesertaan")
    return pembuka
