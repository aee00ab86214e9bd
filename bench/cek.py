"""The public look-up under load: a paced stream of questions, known and unknown subjects mixed, side by side.

Served by gunicorn as `make run` starts it, asked from a second process; challenges are made beforehand with the portal's own
key, as a visitor's browser would bring them. The limits stand aside (bench.setelan): one address asks everything here.
"""

import multiprocessing
import random
import statistics
import urllib.parse
from bisect import bisect_right

from django.conf import settings
from django.db import connection

from bench.alat import Catatan
from bench.beban import beban_berjadwal
from bench.halaman import jalankan_gunicorn
from dasar import tantangan
from dasar.rekaan import keluarga_rekaan
from dasar.tantangan_soal import jawaban_benar

LAJU = 200  # questions a second
BANYAK = 2_000  # of each kind
PEMANASAN = 400
_CSRF = "c" * 32
# Families of the generator that no kabupaten of the example reaches.
_NOMOR_ASING = 9_800_000


def _pertanyaan(nama: str, nik: str, desa: str) -> tuple[str, str]:
    """(address, body) of one question, its challenge answered."""
    satu = tantangan.buat("cek")
    jawaban = jawaban_benar(tantangan.soal_token("cek", satu.token))[0]
    isi = {"nama": nama, "nik": nik, "tantangan": satu.token, "jawaban": jawaban, "csrfmiddlewaretoken": _CSRF}
    return f"/cek/{desa}/", urllib.parse.urlencode(isi)


def _dikenal() -> list[tuple[str, str, str]]:
    with connection.cursor() as kursor:
        kursor.execute("select nama, nik, wilayah_id from dtks_individu where sampai is null order by nik limit 200000")
        return random.Random(5).sample(kursor.fetchall(), BANYAK)


def _asing(desa: list[str]) -> list[tuple[str, str, str]]:
    """Persons of the same villages whom the register does not know."""
    keluarga = keluarga_rekaan(desa, BANYAK, benih=11, nomor_awal=_NOMOR_ASING)
    orang = [(o.nama, o.nik, k.desa) for k in keluarga for o in k.anggota][:BANYAK]
    with connection.cursor() as kursor:
        kursor.execute("select nik from dtks_individu where nik = any(%s)", [[nik for _, nik, _ in orang]])
        if ada := kursor.fetchall():
            raise RuntimeError(f"{len(ada)} orang asing ternyata terdaftar; ganti _NOMOR_ASING")
    return orang


def _kolmogorov(satu: list[float], dua: list[float]) -> float:
    """The largest distance between the two distributions, 0 (alike) to 1 (apart)."""
    a, b = sorted(satu), sorted(dua)
    return max(abs(bisect_right(a, x) / len(a) - bisect_right(b, x) / len(b)) for x in [*a, *b])


def _tanya(porta: int, urutan: list[tuple[str, str, str, str]], laju: float) -> list[tuple]:
    """Ask about each (kind, name, NIK, village) at that rate, from a process of its own."""
    konteks = multiprocessing.get_context("spawn")
    hasil = konteks.Queue()
    permintaan = [(jenis, *_pertanyaan(*orang)) for jenis, *orang in urutan]
    proses = konteks.Process(target=beban_berjadwal, args=(porta, permintaan, settings.CSRF_COOKIE_NAME, _CSRF, laju, hasil))
    proses.start()
    jawaban = hasil.get()
    proses.join()
    return jawaban


def cek(catatan: Catatan) -> None:
    dikenal = _dikenal()
    asing = _asing(sorted({desa for _, _, desa in dikenal}))
    urutan = [("dikenal", *o) for o in dikenal] + [("tidak dikenal", *o) for o in asing]
    random.Random(7).shuffle(urutan)
    with jalankan_gunicorn() as porta:
        # A server that has just started compiles its templates and opens its connections: nobody measures that.
        _tanya(porta, urutan[:PEMANASAN], LAJU / 2)
        jawaban = _tanya(porta, urutan, LAJU)
    waktu = {j: [w for jenis, _, w, *_ in jawaban if jenis == j] for j in ("dikenal", "tidak dikenal")}
    semua = [w for _, w, *_ in jawaban]
    p99 = statistics.quantiles(semua, n=100)[98]
    catatan.tulis(f"/cek/ pada {LAJU} permintaan per detik (p99)", p99, "md", "<= 150", p99 <= 150)
    for jenis, w in waktu.items():
        persen = statistics.quantiles(w, n=100)
        catatan.tulis(f"  {jenis}: median", statistics.median(w), "md")
        catatan.tulis(f"  {jenis}: p95", persen[94], "md")
        catatan.tulis(f"  {jenis}: p99", persen[98], "md")
    # Two samples of one distribution differ by more than this in one of a hundred tries.
    batas = 1.628 * (2 / BANYAK) ** 0.5
    jarak = _kolmogorov(*waktu.values())
    catatan.tulis("  jarak Kolmogorov dikenal dan tidak dikenal", jarak, "", f"<= {batas:.3f}", jarak <= batas)
    salah = sum(status != 200 for *_, status, _ in jawaban)
    catatan.tulis("  jawaban selain 200", salah, "kali", "0", salah == 0)
    panjang = {n for *_, n in jawaban}
    catatan.tulis("  panjang jawaban yang berbeda", len(panjang), "macam", "1", len(panjang) == 1)
