"""What the processes of one data directory agree on: the locks, and the record of what runs where."""

import contextlib
import dataclasses
import fcntl
import json
import os
import time
from pathlib import Path


class GalatServer(Exception):
    """An embedded server cannot start; the message says what to do."""


@dataclasses.dataclass(frozen=True)
class Server:
    """Where the running servers are. The URLs carry their generated passwords."""

    database_url: str
    redis_url: str
    pid_postgres: int
    pid_valkey: int
    pid_penjaga: int
    bin_postgres: str

    @property
    def database_url_aplikasi(self) -> str:
        """The same database as the role that serves requests: it owns nothing."""
        return self.database_url.replace("//dtks:", "//dtks_aplikasi:", 1)


@contextlib.contextmanager
def kunci(berkas: Path, cara: int, buat: int = os.O_CREAT):
    fd = os.open(berkas, os.O_RDWR | buat, 0o600)
    try:
        fcntl.flock(fd, cara)
        yield fd
    finally:
        os.close(fd)


def terkunci(berkas: Path, cara: int) -> bool:
    """Whether a lock of kind `cara` on the file is refused at this moment."""
    try:
        with kunci(berkas, cara | fcntl.LOCK_NB, buat=0):
            return False
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False


def penjaga_hidup(data_dir: Path) -> bool:
    # Shared: two askers must not take each other for the guard.
    return terkunci(data_dir / "tertanam.penjaga", fcntl.LOCK_SH)


def tunggu_penjaga_pergi(data_dir: Path, detik: float = 10) -> None:
    batas = time.monotonic() + detik
    while penjaga_hidup(data_dir):
        if time.monotonic() > batas:
            raise GalatServer(f"Server tertanam yang lama belum juga berhenti; lihat {data_dir}/tertanam.log")
        time.sleep(0.05)


def baca(data_dir: Path) -> dict:
    try:
        return json.loads((data_dir / "tertanam.json").read_text())
    except FileNotFoundError:
        return {}


def tulis(data_dir: Path, catatan: dict) -> None:
    baru = data_dir / "tertanam.json.baru"
    with open(os.open(baru, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
        json.dump(catatan, f, indent=1)
    baru.replace(data_dir / "tertanam.json")
