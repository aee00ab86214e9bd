"""`manage.py jalankan` (what `make run` calls): from nothing to a running portal, and back.

Starts the embedded servers if they are needed, migrates, loads regions and demonstration data on the first start, then runs
web server, worker and beat as child processes until Ctrl-C or SIGTERM. A step that was done before only looks and goes on.
`manage.py jalankan --statis` only brings the static files up to date.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import django

from . import langkah, lingkungan

BATAS_SIAP = 90
BATAS_HENTI = 20


class Berhenti(Exception):
    """Ctrl-C, SIGTERM or the terminal's end."""


def utama(argumen: list[str]) -> int:
    """Exit code: 0 after an orderly stop, 1 when the portal could not start."""
    if argumen == ["--statis"]:
        django.setup()
        print(f"Berkas statis: {_statis()}")
        return 0
    for sinyal in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sinyal, _terima_sinyal)
    anak = Anak()
    kode = 0
    try:
        with _satu_saja():
            _siapkan()
            _layani(anak)
    except Berhenti:
        print("\nMenghentikan portal ...", flush=True)
    except Exception as galat:
        print(f"\nPortal tidak dapat dijalankan: {galat}", file=sys.stderr, flush=True)
        kode = 1
    finally:
        anak.hentikan()
    if kode == 0:
        print("Portal berhenti.", flush=True)
    return kode


def _terima_sinyal(*_) -> None:
    for sinyal in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sinyal, signal.SIG_IGN)  # a second Ctrl-C must not cut the stopping short
    raise Berhenti


@contextlib.contextmanager
def _satu_saja():
    """Two beats on one data directory would run every nightly job twice."""
    lingkungan.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o711)
    with open(lingkungan.DATA_DIR / "jalankan.kunci", "w") as kunci:
        try:
            fcntl.flock(kunci, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RuntimeError(
                f"`make run` lain sudah berjalan dengan {lingkungan.DATA_DIR}; hentikan dulu, atau pakai DATA_DIR lain."
            ) from None
        yield


# --- steps ---------------------------------------------------------------------------------------------------------------


def _siapkan() -> None:
    with langkah.tampilkan("Menyalakan PostgreSQL dan Valkey") as hasil:
        if lingkungan.nyalakan() is None:
            hasil.append("memakai DATABASE_URL dan REDIS_URL,")
    django.setup()
    # Django's registry and settings exist only from here on.
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    _periksa_porta(settings.HOST, settings.PORT)
    with langkah.tampilkan("Menerapkan migrasi") as hasil:
        pelaksana = MigrationExecutor(connection)
        if rencana := pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        hasil.append(f"{len(rencana)} diterapkan," if rencana else "ok")
    with langkah.tampilkan("Mengumpulkan berkas statis") as hasil:
        hasil.append(f"{_statis()},")
    with langkah.tampilkan("Memuat wilayah") as hasil:
        wilayah = apps.get_model("wilayah", "Wilayah").objects
        if not wilayah.exists():
            call_command("muat_wilayah", stdout=langkah.Sisipan())
        hasil.append("ok")
    with langkah.tampilkan("Menyiapkan akun dan data contoh") as hasil:
        hasil.append(_contoh(apps, call_command) if settings.MODE_CONTOH else "tidak diminta,")
    connection.close()


def _contoh(apps, call_command) -> str:
    # Each of the two is atomic, so rows mean that it finished.
    dibuat = []
    if not apps.get_model("akun", "Penugasan").objects.exists():
        call_command("buat_akun_contoh", verbosity=0, stdout=langkah.Sisipan())
        dibuat.append("akun")
    if not apps.get_model("dtks", "Keluarga").objects.exists():
        call_command("muat_contoh", stdout=langkah.Sisipan())
        dibuat.append("data")
    return " dan ".join(dibuat) + " dibuat," if dibuat else "ok"


def _statis() -> str:
    """Collect and compress the static files if one of them, or a package that brings some, has changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    sidik = hashlib.sha256((lingkungan.BASE_DIR / "requirements.txt").read_bytes())
    for pencari in get_finders():
        for jalur, gudang in pencari.list([]):
            keadaan = os.stat(gudang.path(jalur))
            sidik.update(f"{jalur}\0{keadaan.st_size}\0{keadaan.st_mtime_ns}\n".encode())
    catatan = Path(settings.STATIC_ROOT).with_suffix(".sidik")
    if catatan.exists() and catatan.read_text() == sidik.hexdigest():
        return "tidak berubah"
    call_command("collectstatic", verbosity=0, interactive=False)
    catatan.write_text(sidik.hexdigest())
    return "diperbarui"


def _periksa_porta(host: str, porta: int) -> None:
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind((host, porta))
        except OSError:
            raise RuntimeError(
                f"porta {porta} sedang dipakai; hentikan program itu atau jalankan `make run PORT={porta + 1}`."
            ) from None


# --- children ------------------------------------------------------------------------------------------------------------


def _mati_bersama_induk() -> None:
    # PR_SET_PDEATHSIG: a killed `make run` must not leave web server and worker behind. Linux only.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    for sinyal in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sinyal, signal.SIG_DFL)


class Anak:
    """The child processes: their logs, their restart, their end."""

    def __init__(self) -> None:
        self.perintah: dict[str, list[str]] = {}
        self.proses: dict[str, subprocess.Popen] = {}
        self.mulai_ulang: dict[str, list[float]] = {}

    def nyalakan(self, nama: str, perintah: list[str]) -> None:
        self.perintah[nama] = perintah
        log = self.log(nama)
        log.parent.mkdir(exist_ok=True, mode=0o700)
        with open(log, "ab") as keluaran:
            self.proses[nama] = subprocess.Popen(
                [sys.executable, "-m", *perintah],
                cwd=lingkungan.BASE_DIR,
                env=lingkungan.lingkungan_anak(),
                stdin=subprocess.DEVNULL,
                stdout=keluaran,
                stderr=keluaran,
                start_new_session=True,  # Ctrl-C in the terminal reaches only us; we stop them in order
                preexec_fn=_mati_bersama_induk,
            )

    def log(self, nama: str) -> Path:
        return lingkungan.DATA_DIR / "log" / f"{nama}.log"

    def periksa(self) -> None:
        """Start again what has ended; three times within a minute is a defect, not an accident."""
        for nama, proses in list(self.proses.items()):
            if proses.poll() is None:
                continue
            saat = [s for s in self.mulai_ulang.get(nama, []) if s > time.monotonic() - 60] + [time.monotonic()]
            self.mulai_ulang[nama] = saat
            if len(saat) > 3:
                raise RuntimeError(f"{nama} terus berhenti; lihat {self.log(nama)}\n{self.ekor(nama)}")
            print(f"{nama} berhenti (kode {proses.returncode}); dinyalakan lagi.", flush=True)
            self.nyalakan(nama, self.perintah[nama])

    def ekor(self, nama: str) -> str:
        return "\n".join(self.log(nama).read_text(errors="replace").splitlines()[-15:])

    def hentikan(self) -> None:
        for proses in self.proses.values():
            if proses.poll() is None:
                proses.terminate()
        batas = time.monotonic() + BATAS_HENTI
        for proses in self.proses.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                proses.wait(max(0.1, batas - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(proses.pid, signal.SIGKILL)  # also its own children, should it have left any
            proses.wait()


def _layani(anak: Anak) -> None:
    from django.conf import settings

    alamat = f"{settings.HOST}:{settings.PORT}"
    with langkah.tampilkan("Menyalakan web, pekerja latar, dan penjadwal"):
        web = ["gunicorn", "dtks.wsgi", "--bind", alamat, "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
        anak.nyalakan("web", [*web, "--timeout", "120", "--graceful-timeout", "10", "--no-control-socket"])
        celery = ["celery", "-A", "dtks"]
        hening = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        anak.nyalakan("pekerja", [*celery, "worker", "--concurrency", "1", "--loglevel", "INFO", *hening])
        pid = lingkungan.DATA_DIR / "beat.pid"
        pid.unlink(missing_ok=True)  # a killed beat leaves it; the lock above says that no other runs
        anak.nyalakan("penjadwal", [*celery, "beat", "--loglevel", "INFO", "--pidfile", str(pid)])
    with langkah.tampilkan("Menunggu portal siap"):
        _tunggu_siap(anak, settings)
    print(f"\nSiap: http://127.0.0.1:{settings.PORT}\n", flush=True)
    if settings.MODE_CONTOH:
        _cetak_akun(settings)
    print(f"Catatan jalannya portal: {anak.log('web').parent}. Hentikan dengan Ctrl-C.", flush=True)
    while True:
        time.sleep(1)
        anak.periksa()


def _tunggu_siap(anak: Anak, settings) -> None:
    tuan_rumah = next((h.lstrip(".") for h in settings.ALLOWED_HOSTS if h != "*"), "127.0.0.1")
    tujuan = "127.0.0.1" if settings.HOST == "0.0.0.0" else settings.HOST
    permintaan = urllib.request.Request(f"http://{tujuan}:{settings.PORT}/siap/", headers={"Host": tuan_rumah})
    buka = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
    batas, sebab = time.monotonic() + BATAS_SIAP, ""
    while time.monotonic() < batas:
        for nama, proses in anak.proses.items():
            if proses.poll() is not None:
                raise RuntimeError(f"{nama} berhenti saat dinyalakan:\n{anak.ekor(nama)}")
        try:
            with buka(permintaan, timeout=5):
                return
        except urllib.error.HTTPError as galat:
            sebab = galat.read().decode(errors="replace")
        except OSError as galat:
            sebab = str(galat)
        time.sleep(0.2)
    raise RuntimeError(f"portal belum siap setelah {BATAS_SIAP} detik: {sebab}\n{anak.ekor('web')}")


def _cetak_akun(settings) -> None:
    from django.apps import apps
    from django.db import connection

    # A citizen's account has no function; everybody else has the one of the running assignment.
    berlaku = {p.pengguna_id: p for p in apps.get_model("akun", "Penugasan").objects.berlaku().select_related("wilayah")}
    baris = []
    for pengguna in apps.get_model("akun", "Pengguna").objects.filter(is_active=True).order_by("pk")[:60]:
        tugas = berlaku.get(pengguna.pk)
        nama_tugas = (tugas.get_fungsi_display(), tugas.wilayah.nama) if tugas else ("Warga", "")
        baris.append((pengguna.username, *nama_tugas))
    connection.close()
    lebar = max((len(b[0]) for b in baris), default=0), max((len(b[1]) for b in baris), default=0)
    print(f"Akun contoh (kata sandi semuanya: {settings.SANDI_CONTOH})")
    for nama, fungsi, wilayah in baris:
        print(f"  {nama:<{lebar[0]}}  {fungsi:<{lebar[1]}}  {wilayah}")
    print(flush=True)
