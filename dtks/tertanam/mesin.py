"""The machine under the servers: whose they are, where their programs lie, which processes and ports there are."""

import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
from pathlib import Path

from .catatan import GalatServer

LUAR = Path("/var/lib/dtks-tertanam")


def pengguna_server() -> dict:
    """Arguments for subprocess: as root, run as `nobody`; else as ourselves."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def terjangkau(jalur: Path) -> bool:
    return os.geteuid() != 0 or all(p.stat().st_mode & 0o001 for p in [jalur, *jalur.parents])


def paket(nama: str) -> Path:
    spek = importlib.util.find_spec(nama)
    if spek is None:
        raise GalatServer(f"Paket {nama} belum terpasang: jalankan `make setup`, atau isi DATABASE_URL dan REDIS_URL.")
    return Path(spek.submodule_search_locations[0])


def salin_bila_tertutup(asal: Path, nama: str) -> Path:
    """`asal`, or a copy that the servers' user reaches. The copy appears whole or not at all."""
    if terjangkau(asal):
        return asal
    tujuan = LUAR / f"{nama}-{int(asal.stat().st_mtime)}"
    if not tujuan.exists():
        LUAR.mkdir(mode=0o755, parents=True, exist_ok=True)
        LUAR.chmod(0o755)
        sementara = LUAR / f".{nama}-{secrets.token_hex(6)}"
        shutil.copytree(asal, sementara, symlinks=True, copy_function=shutil.copy)
        for p in [sementara, *sementara.rglob("*")]:
            if not p.is_symlink():
                p.chmod(0o755 if p.is_dir() or p.stat().st_mode & 0o100 else 0o644)
        try:
            sementara.rename(tujuan)
        except OSError:  # another start placed the same copy meanwhile
            shutil.rmtree(sementara)
    return tujuan


def perintah_proses(pid: int) -> str:
    """The command line of a live process, "" when there is none (a zombie counts as none)."""
    if os.path.exists("/proc/self/cmdline"):
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    hasil = subprocess.run(["ps", "-o", "stat=,args=", "-p", str(pid)], capture_output=True, text=True)
    return "" if hasil.stdout.startswith("Z") else hasil.stdout.strip()


def porta_bebas(pilihan: int | None) -> int:
    """The port of last time if it is still free, else any free one."""
    for porta in (pilihan, 0):
        with contextlib.suppress(OSError), socket.socket() as s:
            if porta is not None:
                s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                s.bind(("127.0.0.1", porta))
                return s.getsockname()[1]
    raise GalatServer("Tidak ada porta bebas di 127.0.0.1.")
