"""One client of the load on pages. Imports nothing of Django: it runs in a process of its own."""

import http.client
import random
import threading
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


def beban_berjadwal(porta: int, permintaan: list[tuple[str, str, str]], kuki: str, csrf: str, laju: float, hasil) -> None:
    """Forms (kind, address, body) sent `laju` a second, whether answers come or not; puts [(kind, milliseconds since
    it was due, milliseconds since it was sent, status, length)]: a server that falls behind shows it in the first.
    """
    jawaban: list[tuple[str, float, float, int, int] | None] = [None] * len(permintaan)
    nomor = iter(range(len(permintaan)))
    kunci = threading.Lock()
    mulai = time.perf_counter() + 0.5

    def klien() -> None:
        sambungan = http.client.HTTPConnection("127.0.0.1", porta, timeout=30)
        kepala = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"{kuki}={csrf}"}
        while True:
            with kunci:
                n = next(nomor, None)
            if n is None:
                return
            jenis, alamat, isi = permintaan[n]
            saat = mulai + n / laju
            if (tunggu := saat - time.perf_counter()) > 0:
                time.sleep(tunggu)
            kirim = time.perf_counter()
            sambungan.request("POST", alamat, isi, kepala)
            satu = sambungan.getresponse()
            panjang = len(satu.read())
            kini = time.perf_counter()
            jawaban[n] = (jenis, (kini - saat) * 1000, (kini - kirim) * 1000, satu.status, panjang)

    para = [threading.Thread(target=klien) for _ in range(32)]
    for t in para:
        t.start()
    for t in para:
        t.join()
    hasil.put(jawaban)
