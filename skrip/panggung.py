"""The portal and the camera of the screenshots (skrip/tangkapan_layar.py)."""

import contextlib
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

AKAR = Path(__file__).resolve().parent.parent
GAMBAR = AKAR / "docs" / "gambar"
SANDI = "Contoh-DTKS-2026"
LEBAR, PONSEL = 1280, 360
TINGGI_MIN, TINGGI, TINGGI_MAKS = 500, 800, 1250
WARNA = 128
BATAS_BITA = 120_000
BATAS_SIAP = 300


# --- the portal ------------------------------------------------------------------------------------------------------


def _porta_bebas() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def portal() -> Iterator[str]:
    """Address of a portal with example data; its servers and files are gone afterwards."""
    data = Path(tempfile.mkdtemp(prefix="dtks-layar-"))
    data.chmod(0o711)  # the embedded PostgreSQL may run as another user
    porta = _porta_bebas()
    lingkungan = os.environ | {
        "DATA_DIR": str(data),
        "PORT": str(porta),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "MODE_CONTOH": "1",
        "SANDI_CONTOH": SANDI,
    }
    try:
        for perintah in (["migrate", "-v0"], ["muat_wilayah"], ["muat_contoh", "--skala", "0.01"]):
            print(f"manage.py {' '.join(perintah)}", flush=True)
            subprocess.run([sys.executable, "manage.py", *perintah], cwd=AKAR, env=lingkungan, check=True)
        with open(data / "jalankan.log", "wb") as log:
            proses = subprocess.Popen(
                [sys.executable, "manage.py", "jalankan"], cwd=AKAR, env=lingkungan, stdout=log, stderr=log
            )
        try:
            alamat = f"http://127.0.0.1:{porta}"
            _tunggu(alamat, proses, data / "jalankan.log")
            yield alamat
        finally:
            proses.terminate()
            proses.wait(60)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _tunggu(alamat: str, proses: subprocess.Popen, log: Path) -> None:
    buka = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
    batas = time.monotonic() + BATAS_SIAP
    while time.monotonic() < batas and proses.poll() is None:
        with contextlib.suppress(OSError), buka(f"{alamat}/siap/", timeout=15):
            return
        time.sleep(0.5)
    sys.exit("Portal untuk tangkapan layar tidak siap:\n" + log.read_text(errors="replace"))


# --- the camera ------------------------------------------------------------------------------------------------------


class Kamera:
    """A browser page that works by the labels of the screens and photographs what it sees."""

    def __init__(self, page: Page, alamat: str) -> None:
        self.page, self.alamat = page, alamat
        page.set_viewport_size({"width": LEBAR, "height": TINGGI})
        page.set_default_timeout(30_000)

    def masuk(self, akun: str) -> None:
        self.page.context.clear_cookies()
        self.page.goto(f"{self.alamat}/masuk/")
        self.isi("Nama akun", akun)
        self.isi("Kata sandi", SANDI)
        self.page.get_by_role("button", name="Masuk", exact=True).click()
        self.isi_kode()
        self.page.get_by_role("button", name="Lanjutkan", exact=True).click()
        self.page.wait_for_url("**/beranda/")

    def isi_kode(self) -> None:
        """The code that the page of an example account shows; when those of this half minute are spent, the next one."""
        while True:
            kode = re.search(r"sekarang (\d{6})", self.page.locator("main").inner_text())
            if kode:
                return self.isi("Kode dari aplikasi", kode[1])
            self.page.wait_for_timeout(1000)
            self.page.reload()

    def menu(self, label: str) -> None:
        self.page.get_by_role("navigation", name="Menu utama").get_by_role("link", name=label, exact=True).click()
        self.page.wait_for_load_state("load")

    def tombol(self, label: str, tepat: bool = True) -> Locator:
        utama = self.page.locator("main")
        cari = utama.get_by_role("button", name=label, exact=tepat).or_(utama.get_by_role("link", name=label, exact=tepat))
        return cari.filter(visible=True).first

    def klik(self, label: str, tepat: bool = True) -> None:
        self.tombol(label, tepat).click()
        self.page.wait_for_load_state("load")

    def isi(self, label: str, nilai: str) -> None:
        pola = re.compile(rf"^{re.escape(label)}( \(boleh kosong\))?$")
        self.page.get_by_label(pola).filter(visible=True).first.fill(nilai)

    def unggah(self, nama: str, berkas: Path) -> None:
        self.page.locator(f"input[type=file][name={nama}]").set_input_files(berkas)

    def centang(self, jumlah: int, mulai: int = 0) -> None:
        """Tick so many rows of the list, from row `mulai` (0-based)."""
        kotak = self.page.locator("tbody input[type=checkbox]")
        for n in range(mulai, mulai + jumlah):
            kotak.nth(n).check()

    def foto(self, nama: str, *, lebar: int = LEBAR, tinggi: int = TINGGI_MAKS, dari: str = "") -> None:
        """Save docs/gambar/<nama>.png: the page from its top, or from the element `dari`, at most `tinggi` pixels of it."""
        self.page.mouse.move(0, 0)
        self.page.set_viewport_size({"width": lebar, "height": TINGGI})
        self.page.evaluate("document.fonts.ready.then(() => 0)")
        atas = int(self.page.locator(dari).first.bounding_box()["y"]) if dari else 0
        sisa = self.page.evaluate("document.documentElement.scrollHeight") - atas
        # The window takes the picture's height: what sticks to its bottom then stands where a person sees it.
        self.page.set_viewport_size({"width": lebar, "height": max(min(sisa, tinggi), TINGGI_MIN)})
        self.page.evaluate("y => scrollTo(0, y)", atas)
        _simpan(nama, self.page.screenshot(animations="disabled", caret="hide"))
        self.page.set_viewport_size({"width": LEBAR, "height": TINGGI})

    def ponsel(self, nama: str) -> None:
        self.foto(nama, lebar=PONSEL, tinggi=TINGGI)


def _simpan(nama: str, isi: bytes) -> None:
    gambar = Image.open(io.BytesIO(isi)).convert("RGB")
    # The most frequent colours stay exactly as they are; a palette that is computed would shift the pale ones.
    sering = sorted(gambar.getcolors(gambar.width * gambar.height), reverse=True)[:WARNA]
    palet = Image.new("P", (1, 1))
    palet.putpalette([nilai for _, warna in sering for nilai in warna])
    gambar = gambar.quantize(palette=palet, dither=Image.Dither.NONE)
    tujuan = GAMBAR / f"{nama}.png"
    gambar.save(tujuan, optimize=True)
    ukuran = tujuan.stat().st_size
    print(f"{tujuan.relative_to(AKAR)}: {ukuran // 1000} kB", flush=True)
    if ukuran > BATAS_BITA:
        sys.exit(f"{tujuan.name} terlalu besar; potong lebih pendek.")
