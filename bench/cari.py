"""Look-ups in the register: by NIK, by the beginning of a name within a kabupaten, idle and during a determination."""

import random
import statistics
import threading
import time

from django.db import connection, transaction

from akun.models import Penugasan
from bench.alat import Catatan
from dasar.jejak import Pelaku
from dtks.register.pencarian import cari as cari_orang
from dtks.register.pencarian import urutan

_NIK = "select nik, nama, nomor_kk, wilayah_id from dtks_individu where nik = %s and sampai is null"


def _ms(sql: str, isi: list[list], kali: int) -> tuple[float, float]:
    """(median, p99) milliseconds of one statement over `kali` runs."""
    waktu = []
    with connection.cursor() as kursor:
        for n in range(kali):
            mulai = time.perf_counter()
            kursor.execute(sql, isi[n % len(isi)])
            kursor.fetchall()
            waktu.append((time.perf_counter() - mulai) * 1000)
    return statistics.median(waktu), statistics.quantiles(waktu, n=100)[98]


def contoh_orang(jumlah: int = 2000) -> list[tuple[str, str]]:
    """(NIK, name) of persons in force in the kabupaten of those who look them up, the same at every run."""
    with connection.cursor() as kursor:
        kursor.execute(
            "select nik, nama from dtks_individu where sampai is null and wilayah_id >= '1209' and wilayah_id < '1209~'"
            " order by nik limit 200000"
        )
        return random.Random(5).sample(kursor.fetchall(), jumlah)


def cari(catatan: Catatan) -> None:
    orang = contoh_orang()
    tengah, _ = _ms(_NIK, [[n] for n, _ in orang], 2000)
    catatan.tulis("NIK dalam register (SQL, median)", tengah, "md", "<= 0,5", tengah <= 0.5)
    verifikator: Pelaku = Penugasan.objects.select_related("pengguna").get(pengguna__username="verifikator").pelaku
    sql, isi = cari_orang(verifikator, "@@").order_by(*urutan("A"))[:51].query.sql_with_params()
    kata = [[p.replace("@@", nama[:6].strip().upper()) if isinstance(p, str) else p for p in isi] for _, nama in orang]
    _, p99 = _ms(sql, kata, 500)
    catatan.tulis("enam huruf awal nama dalam kabupaten (SQL, p99)", p99, "md", "<= 5", p99 <= 5)


def cari_selagi(catatan: Catatan, penetapan) -> None:
    """NIK look-ups while `penetapan` (a callable, rolled back) runs on another connection."""
    orang = [[n] for n, _ in contoh_orang(500)]
    _, sepi = _ms(_NIK, orang, 2000)
    berjalan = threading.Event()

    def tetapkan() -> None:
        try:
            with transaction.atomic():
                berjalan.set()
                penetapan()
                transaction.set_rollback(True)
        finally:
            connection.close()

    kerja = threading.Thread(target=tetapkan)
    kerja.start()
    berjalan.wait()
    waktu = []
    with connection.cursor() as kursor:
        while kerja.is_alive():
            mulai = time.perf_counter()
            kursor.execute(_NIK, orang[len(waktu) % len(orang)])
            kursor.fetchall()
            waktu.append((time.perf_counter() - mulai) * 1000)
    kerja.join()
    ramai = statistics.quantiles(waktu, n=100)[98]
    catatan.tulis("NIK dalam register selagi menetapkan (p99 terhadap sepi)", ramai / sepi, "x", "<= 5", ramai / sepi <= 5)
