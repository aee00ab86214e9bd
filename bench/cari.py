"""Look-ups in the register: by NIK, and by the beginning of a name within a kabupaten (performance, section 6, goal 7)."""

import random
import statistics
import time

from django.db import connection

from bench.alat import Catatan


def _ms(sql: str, isi: list[list], kali: int) -> tuple[float, float]:
    """(median, p99) milliseconds of one prepared statement over `kali` runs."""
    waktu = []
    with connection.cursor() as kursor:
        for n in range(kali):
            mulai = time.perf_counter()
            kursor.execute(sql, isi[n % len(isi)])
            kursor.fetchall()
            waktu.append((time.perf_counter() - mulai) * 1000)
    return statistics.median(waktu), statistics.quantiles(waktu, n=100)[98]


def cari(catatan: Catatan) -> None:
    with connection.cursor() as kursor:
        kursor.execute("select nik, nama from dtks_individu where sampai is null order by nik limit 200000")
        orang = random.Random(5).sample(kursor.fetchall(), 2000)
    tengah, _ = _ms(
        "select nik, nama, nomor_kk, wilayah_id from dtks_individu where nik = %s and sampai is null",
        [[n] for n, _ in orang],
        2000,
    )
    catatan.tulis("NIK dalam register (SQL, median)", tengah, "md", "<= 0,5", tengah <= 0.5)
