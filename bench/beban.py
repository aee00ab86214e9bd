"""One client of the load on pages. Imports nothing of Django: it runs in a process of its own."""

import http.client
import random
import time


def beban(porta: int, alamat: list[str], sesi: str, detik: float, jeda: float, hasil) -> None:
    """One client: requests one after another for `detik` seconds, `jeda` seconds apart; puts (milliseconds, failures)."""
    waktu, gagal = [], 0
    sambungan = http.client.HTTPConnection("127.0.0.1", porta, timeout=30)
    # Readers do not all begin at once.
    time.sleep(random.uniform(0, jeda))
    akhir = time.monotonic() + detik
    while time.monotonic() < akhir:
        mulai = time.perf_counter()
        sambungan.request("GET", alamat[len(waktu) % len(alamat)], headers={"Cookie": f"sessionid={sesi}"})
        jawaban = sambungan.getresponse()
        jawaban.read()
        waktu.append((time.perf_counter() - mulai) * 1000)
        gagal += jawaban.status != 200
        time.sleep(jeda)
    hasil.put((waktu, gagal))
