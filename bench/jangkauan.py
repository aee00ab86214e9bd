"""What row-level security costs: the same statements as the application (filter and policy) and as the owner (filter alone)."""

import statistics
import time

from django.db import connection, transaction

from bench.alat import Catatan
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import Pelaku, rentang_wilayah
from penetapan.contoh.petugas import pelaku

_RENTANG = "wilayah_id >= %(awal)s and wilayah_id < %(akhir)s"
_KUERI = {
    "daftar 50 baris": f"select * from dtks_individu where {_RENTANG} and sampai is null order by wilayah_id, nik limit 50",
    "hitungan": f"select count(*) from dtks_individu where {_RENTANG} and sampai is null",
    "agregat per desa": f"select wilayah_id, count(*) from dtks_kepesertaan where {_RENTANG} and sampai is null group by 1",
    "NIK": f"select nama from dtks_individu where nik = %(nik)s and sampai is null and {_RENTANG}",
}
_MASSAL = f"create temporary table t on commit drop as select * from dtks_individu where {_RENTANG} and sampai is null"


def _ms(sql: str, isi: dict, kali: int, *, pemilik: bool) -> float:
    waktu = []
    with transaction.atomic(), connection.cursor() as kursor:
        if pemilik:
            kursor.execute("set local role none")
        for _ in range(kali):
            mulai = time.perf_counter()
            kursor.execute(sql, isi)
            if kursor.description:
                kursor.fetchall()
            waktu.append((time.perf_counter() - mulai) * 1000)
            if sql == _MASSAL:
                kursor.execute("drop table t")
    return statistics.median(waktu)


def jangkauan(catatan: Catatan) -> None:
    """Ratios for a kecamatan and a kabupaten; the sides take turns, so that a noisy moment meets both."""
    kabupaten = pelaku("verifikator")
    kecamatan = Pelaku(kabupaten.pengguna_id, "verifikator", "120920")
    for nama, oleh in (("kecamatan", kecamatan), ("kabupaten", kabupaten)):
        awal, akhir = rentang_wilayah(oleh.wilayah)
        with connection.cursor() as kursor:
            kursor.execute("select nik from dtks_individu where sampai is null and wilayah_id >= %s limit 1", [awal])
            isi = {"awal": awal, "akhir": akhir, "nik": kursor.fetchone()[0]}
        for kueri, sql in {**_KUERI, "massal (salin seluruh area)": _MASSAL}.items():
            kali = 3 if sql == _MASSAL else 101
            kami, pemilik = [], []
            for _ in range(5):
                with dalam_jangkauan(oleh):
                    kami.append(_ms(sql, isi, kali, pemilik=False))
                pemilik.append(_ms(sql, isi, kali, pemilik=True))
            banding = statistics.median(kami) / statistics.median(pemilik)
            catatan.tulis(f"{nama}: {kueri}, tanpa RLS", statistics.median(pemilik), "md")
            catatan.tulis("  dengan RLS terhadap tanpa", banding, "x", "<= 1,10", banding <= 1.1)
