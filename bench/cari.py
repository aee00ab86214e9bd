"""Look-ups in the register: by NIK, by the beginning of a name within a kabupaten, by a name written otherwise; idle and
during a determination."""

import contextvars
import random
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from akun.models import Penugasan
from bench.alat import Catatan
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import Pelaku
from dtks.register.pencarian import cari as cari_orang
from dtks.register.pencarian import mirip, urutan

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
    _cari_lentur(catatan, verifikator, orang)


def _salah_tulis(nama: str, acak: random.Random) -> str:
    """The name as somebody else would write it: another order, old spelling, a letter dropped or swapped."""
    kata = nama.strip().upper().split()
    match acak.randrange(4):
        case 0:
            kata.reverse()
        case 1:
            kata = [k.replace("U", "OE").replace("J", "DJ") for k in kata]
        case 2:
            satu = acak.randrange(len(kata))
            tempat = acak.randrange(1, max(2, len(kata[satu]) - 1))
            kata[satu] = kata[satu][:tempat] + kata[satu][tempat + 1 :]
        case _:
            kata[-1] = kata[-1][:4]
    return " ".join(kata)


def _cari_lentur(catatan: Catatan, oleh: Pelaku, orang: list[tuple[str, str]]) -> None:
    """A whole search as the page makes it, the exact list and the similar ones, in a kabupaten under row-level security."""
    acak, waktu, ketemu = random.Random(7), [], 0
    with dalam_jangkauan(oleh):
        for nik, nama in [o for o in orang if o[1].strip()][:400]:
            teks = nik[-8:] if len(waktu) % 10 == 9 else _salah_tulis(nama, acak)
            mulai = time.perf_counter()
            hasil = list(cari_orang(oleh, teks).order_by(*urutan(teks))[:51])
            hasil += [m.orang for m in mirip(oleh, teks)]
            waktu.append((time.perf_counter() - mulai) * 1000)
            ketemu += any(o.nik == nik or o.nama == nama for o in hasil)
    p95 = statistics.quantiles(waktu, n=100)[94]
    catatan.tulis("nama salah tulis atau akhir NIK dalam kabupaten (p95)", p95, "md", "<= 200", p95 <= 200)
    catatan.tulis("  median", statistics.median(waktu), "md")
    catatan.tulis("  yang dimaksud ada di antaranya (orang di kabupaten itu)", ketemu / len(waktu), "bagian")


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

    waktu = []
    # The scope of this thread is the other one's too; a fault of the other one ends the measurement.
    with ThreadPoolExecutor(1) as kolam, connection.cursor() as kursor:
        kerja = kolam.submit(contextvars.copy_context().run, tetapkan)
        berjalan.wait()
        while not kerja.done():
            mulai = time.perf_counter()
            kursor.execute(_NIK, orang[len(waktu) % len(orang)])
            kursor.fetchall()
            waktu.append((time.perf_counter() - mulai) * 1000)
        kerja.result()
    ramai = statistics.quantiles(waktu, n=100)[98]
    catatan.tulis("NIK dalam register selagi menetapkan (p99 terhadap sepi)", ramai / sepi, "x", "<= 5", ramai / sepi <= 5)
