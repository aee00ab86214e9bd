"""Embedded PostgreSQL 18 and Valkey: started, found and stopped for one data directory.

They stand in for `DATABASE_URL` and `REDIS_URL` on a machine that has neither. Three calls:

    mulai(data_dir)      -> Server   start them, or find those that are up; this process now uses them
    temukan(data_dir)    -> Server | None   the running ones, without starting or using them
    hentikan(data_dir)               stop them, whoever uses them

Who stops them. A small guard process (penjaga.py) is the parent of both servers. Every process that called
`mulai` holds a shared lock on `tertanam.pakai` for as long as it lives. The guard stops the servers and ends as soon as
nobody holds that lock. The kernel releases a lock however its holder died, so neither a one-shot command nor a killed
`make run` leaves a server behind, and no command stops the servers another one still uses. A server that crashes is started
again on its port; a guard that was killed is replaced by the next `mulai`, which adopts the servers it left.

As root the servers run as `nobody`, who must reach programs and data. Where a parent directory forbids that (a home of mode
700) they are placed under `/var/lib/dtks-tertanam`; the mode of a directory we did not create is never changed.

Standard library only, in the whole package: the guard must start at once and stay small.
"""

import atexit
import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from .catatan import GalatServer, Server, baca, kunci, penjaga_hidup, terkunci, tunggu_penjaga_pergi

__all__ = ["GalatServer", "Server", "hentikan", "lepas", "mulai", "temukan"]

JEDA = 0.05
_pegangan: dict[Path, tuple[int, int]] = {}  # data_dir -> (lock descriptor, process that opened it)


def mulai(data_dir: Path, *, uji: bool = False) -> Server:
    """Start the servers of `data_dir` or find them, and use them until this process ends. Safe to call twice and at once.

    `uji`: servers of a test run: no fsync, and `data_dir` is removed when they stop. Raises `GalatServer`.
    """
    data_dir = Path(data_dir).resolve()
    if not data_dir.exists():
        data_dir.mkdir(parents=True)
        # Ours, so ours to open: `nobody` must pass through it to its cluster, and see nothing else in it.
        data_dir.chmod(0o711)
    with kunci(data_dir / "tertanam.kunci", fcntl.LOCK_EX):
        if data_dir not in _pegangan:
            fd = os.open(data_dir / "tertanam.pakai", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(fd, fcntl.LOCK_SH)  # waits while a guard is stopping the servers
            _pegangan[data_dir] = (fd, os.getpid())
            atexit.register(lepas, data_dir)
        server = temukan(data_dir)
        if server is None:
            tunggu_penjaga_pergi(data_dir)
            _luncurkan_penjaga(data_dir, uji)
            server = temukan(data_dir)
        if server is None:
            raise GalatServer(f"Server tertanam berhenti lagi segera setelah menyala; lihat {data_dir}/tertanam.log")
        return server


def temukan(data_dir: Path) -> Server | None:
    """The running servers of `data_dir`, or None. Starts nothing."""
    data_dir = Path(data_dir).resolve()
    menyala = baca(data_dir).get("menyala")
    if not menyala or not penjaga_hidup(data_dir):
        return None
    return Server(**menyala)


def hentikan(data_dir: Path) -> bool:
    """Stop the servers of `data_dir` even if they are in use. True when there were any."""
    data_dir = Path(data_dir).resolve()
    server = temukan(data_dir)
    if server is None:
        return False
    os.kill(server.pid_penjaga, signal.SIGTERM)
    tunggu_penjaga_pergi(data_dir, 40)
    return True


def lepas(data_dir: Path) -> None:
    """Stop using the servers; returns when they are down if nobody else uses them. Runs by itself at the end of a process."""
    data_dir = Path(data_dir).resolve()
    fd, pid = _pegangan.get(data_dir, (-1, -1))
    if pid != os.getpid():  # never opened, or a forked child: the lock is its parent's
        return
    os.close(fd)
    del _pegangan[data_dir]
    batas = time.monotonic() + 40
    while time.monotonic() < batas and penjaga_hidup(data_dir):
        pakai = data_dir / "tertanam.pakai"
        if not terkunci(pakai, fcntl.LOCK_EX) or terkunci(pakai, fcntl.LOCK_SH):
            time.sleep(JEDA)  # idle, the guard is about to notice; or the guard is stopping them
        else:
            return  # somebody else uses them


# The package `dtks` loads Celery, which the guard has no use for: an empty one of that name stands in for it.
_PENJAGA = """
import sys, types
dtks = sys.modules["dtks"] = types.ModuleType("dtks")
dtks.__path__ = [sys.argv[1]]
from pathlib import Path
from dtks.tertanam.penjaga import utama
utama(Path(sys.argv[2]), uji="uji" in sys.argv[3:])
"""


def _luncurkan_penjaga(data_dir: Path, uji: bool) -> None:
    dtks = str(Path(__file__).resolve().parent.parent)
    perintah = [sys.executable, "-P", "-c", _PENJAGA, dtks, str(data_dir), *(["uji"] if uji else [])]
    with open(os.open(data_dir / "tertanam.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as log:
        penjaga = subprocess.Popen(
            perintah, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, cwd="/", start_new_session=True
        )
    # One line of answer. The guard outlives us and closes the pipe after it; a guard that dies closes it too.
    jawaban = penjaga.stdout.readline().decode().strip()
    penjaga.stdout.close()
    penjaga.returncode = 0  # a detached process: no warning that it still runs
    if jawaban != "ok":
        raise GalatServer(jawaban or f"Server tertanam tidak dapat dimulai; lihat {data_dir}/tertanam.log")
