"""Pages under load: a person's page beside a bare Django page with the same sign-in and right, one query and the portal's
frame (goal 7); for the record also beside one line of text without any frame. The sides take turns: the median of the ratios
of neighbours says more than the ratio of medians when something else runs for a while.

All are served by gunicorn as `make run` starts it; the load comes from a second process on the loopback address.
"""

import contextlib
import multiprocessing
import os
import queue
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import login
from django.db import connection
from django.test import RequestFactory
from django_otp import login as otp_login

from akun.models import Pengguna, PerangkatKode
from akun.penyimpan_sesi import SessionStore
from bench.alat import NAMA_BASIS, Catatan
from bench.beban import beban
from bench.cari import contoh_orang
from dtks.register.kunci import samarkan

DETIK = 3
GILIRAN = 11
PROSES_MAKS = 8


def _porta() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def sesi_akun(akun: str) -> str:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    # Both steps look at `request.user`, which only the middleware sets; without it the second one does nothing.
    request.user = pengguna = Pengguna.objects.get(username=akun)
    login(request, pengguna, "akun.backends.AkunBackend")
    otp_login(request, PerangkatKode.objects.get(user=pengguna))
    request.session.save()
    return request.session.session_key


def _ukur(porta: int, alamat: list[str], sesi: str, klien: int, jeda: float = 0) -> tuple[float, float, int]:
    """(requests per second, p99 milliseconds, answers that were not 200)."""
    waktu, gagal = waktu_halaman(porta, alamat, sesi, klien, jeda)
    return len(waktu) / DETIK, statistics.quantiles(waktu, n=100)[98], gagal


def waktu_halaman(
    porta: int, alamat: list[str], sesi: str, klien: int, jeda: float = 0, detik: float = DETIK
) -> tuple[list[float], int]:
    """(milliseconds of each request, answers that were not 200) of `klien` readers at once, `jeda` seconds between pages.

    Many readers who mostly read are threads: fifty processes would cost the machine more than what they ask for.
    """
    if klien > PROSES_MAKS:
        hasil, buat = queue.Queue(), threading.Thread
    else:
        konteks = multiprocessing.get_context("spawn")
        hasil, buat = konteks.Queue(), konteks.Process
    proses = [buat(target=beban, args=(porta, alamat, sesi, detik, jeda, hasil)) for _ in range(klien)]
    for p in proses:
        p.start()
    semua = [hasil.get() for _ in proses]
    for p in proses:
        p.join()
    return [w for satu, _ in semua for w in satu], sum(g for _, g in semua)


@contextlib.contextmanager
def jalankan_gunicorn() -> Iterator[int]:
    """The portal over the bench database, as `make run` starts it; gives its port."""
    basis = settings.DATABASES["default"]
    porta = _porta()
    # As the application, whose rows pass through the policies.
    peran, sandi = settings.LOGIN_APLIKASI
    alamat_basis = f"postgres://{peran}:{sandi}@{basis['HOST']}:{basis['PORT']}/{NAMA_BASIS}"
    lingkungan = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.setelan",
        "DATABASE_URL": alamat_basis,
        "REDIS_URL": settings.CELERY_BROKER_URL,
        "DATA_DIR": str(settings.DATA_DIR),
        "MODE_CONTOH": "1",
        "LOG_LEVEL": "WARNING",
    }
    proses = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "dtks.wsgi", "-b", f"127.0.0.1:{porta}", "-k", "gthread", "-w", "2", "--threads", "4",
         "--keep-alive", "30"],
        env=lingkungan, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _tunggu(porta)
        yield porta
    finally:
        proses.send_signal(signal.SIGTERM)
        proses.wait(20)
        connection.close()


def halaman(catatan: Catatan) -> None:
    with jalankan_gunicorn() as porta:
        sesi = sesi_akun("verifikator")
        orang = contoh_orang(200)
        kami = [f"/register/individu/{samarkan('nik', nik)}/" for nik, _ in orang]
        polos, baris = ([f"/ukur-{nama}/{nik}/" for nik, _ in orang] for nama in ("polos", "baris"))
        laju, salah = {}, 0
        for _ in range(GILIRAN):
            for nama, alamat in (("polos", polos), ("kami", kami), ("baris", baris)):
                n, _, gagal = _ukur(porta, alamat, sesi, 4)
                laju.setdefault(nama, []).append(n)
                salah += gagal
        n = {nama: statistics.median(semua) for nama, semua in laju.items()}
        catatan.tulis("halaman Django polos (masuk, hak, satu kueri, bingkai)", n["polos"], "per detik")
        catatan.tulis("halaman orang dalam register", n["kami"], "per detik")
        banding = statistics.median(k / p for k, p in zip(laju["kami"], laju["polos"], strict=True))
        catatan.tulis("  terhadap halaman polos", banding, "x", ">= 0,60", banding >= 0.6)
        banding = statistics.median(k / p for k, p in zip(laju["kami"], laju["baris"], strict=True))
        catatan.tulis("  terhadap satu baris teks tanpa bingkai", banding, "x")
        jeda = 4 / n["kami"]
        _, p99, gagal_santai = _ukur(porta, kami, sesi, 4, jeda)
        catatan.tulis("halaman orang pada setengah beban (p99)", p99, "md", "<= 100", p99 <= 100)
        salah += gagal_santai
        catatan.tulis("jawaban selain 200", salah, "kali", "0", salah == 0)


def _tunggu(porta: int) -> None:
    for _ in range(150):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", porta)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("gunicorn tidak menyala")
