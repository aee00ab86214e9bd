"""The guard: parent of both servers of one data directory. It starts them, restarts one that died, and ends them."""

import contextlib
import dataclasses
import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

from .catatan import GalatServer, Server, baca, kunci, tulis
from .mesin import LUAR, pengguna_server, perintah_proses, porta_bebas
from .postgres import Postgres
from .valkey import Valkey

JEDA = 0.1
BATAS_MULAI = 60


class Penjaga:
    """Parent of both servers of one data directory; see the docstring of the module."""

    def __init__(self, data_dir: Path, uji: bool):
        self.data_dir, self.uji, self.anak, self.porta = data_dir, uji, {}, {}

    def nyalakan(self) -> None:
        catatan = baca(self.data_dir)
        for nama in ("sandi", "sandi_super", "sandi_valkey"):
            catatan.setdefault(nama, secrets.token_urlsafe(24))
        self.catatan = catatan
        self.server = [Postgres(self.data_dir, catatan, self.uji), Valkey(self.data_dir, catatan, self.uji)]
        tulis(self.data_dir, catatan)  # before initdb: a cluster whose password is lost is lost
        for s in self.server:
            s.siapkan()
            pid, porta = s.pid_lama(), catatan.get(f"porta_{s.nama}")
            if pid and porta and s.siap(porta):
                self.anak[s.nama], self.porta[s.nama] = pid, porta
            else:
                if pid:
                    _akhiri(pid, s.sinyal_henti)
                self._mulai_satu(s, porta)
        self._catat()

    def _mulai_satu(self, s, pilihan: int | None) -> None:
        batas = time.monotonic() + BATAS_MULAI
        while time.monotonic() < batas:
            porta = porta_bebas(pilihan)
            with open(s.log, "ab") as log:
                perintah = [str(x) for x in s.perintah(porta)]
                proses = subprocess.Popen(
                    perintah,
                    stdin=subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                    cwd="/",
                    start_new_session=True,
                    **pengguna_server(),
                )
            with contextlib.suppress(BrokenPipeError):
                proses.stdin.write(s.masukan)
                proses.stdin.close()
            self.anak[s.nama], self.porta[s.nama] = proses, porta
            while proses.poll() is None and time.monotonic() < batas:
                if s.siap(porta):
                    return
                time.sleep(0.02)
            # The port was taken between choosing and binding, or a killed server's children still hold its memory.
            pilihan = None
            time.sleep(0.5)
        raise GalatServer(f"{s.nama} tidak menyala dalam {BATAS_MULAI} detik; baris terakhir {s.log}: {_ekor(s.log)}")

    def _catat(self) -> None:
        pid = {n: a if isinstance(a, int) else a.pid for n, a in self.anak.items()}
        sandi, valkey, porta = self.catatan["sandi"], self.catatan["sandi_valkey"], self.porta
        server = Server(
            database_url=f"postgres://dtks:{sandi}@127.0.0.1:{porta['postgres']}/dtks",
            redis_url=f"redis://:{valkey}@127.0.0.1:{porta['valkey']}/0",
            pid_postgres=pid["postgres"],
            pid_valkey=pid["valkey"],
            pid_penjaga=os.getpid(),
            bin_postgres=str(self.server[0].bin),
        )
        self.catatan |= {f"porta_{n}": p for n, p in porta.items()} | {"pid_valkey": pid["valkey"]}
        self.catatan["menyala"] = dataclasses.asdict(server)
        tulis(self.data_dir, self.catatan)

    def jaga(self) -> None:
        """Until nobody uses the servers: restart the one that died."""
        with kunci(self.data_dir / "tertanam.pakai", fcntl.LOCK_SH | fcntl.LOCK_NB) as fd:
            fcntl.flock(fd, fcntl.LOCK_UN)
            while True:
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return self.matikan()  # still holding the lock: a newcomer waits, then starts afresh
                for s in self.server:
                    anak = self.anak[s.nama]
                    if (anak.poll() is not None) if not isinstance(anak, int) else not perintah_proses(anak):
                        s.siapkan()
                        s.pid_lama()
                        self._mulai_satu(s, self.porta[s.nama])
                        self._catat()
                time.sleep(JEDA)

    def matikan(self) -> None:
        if hasattr(self, "catatan"):
            self.catatan["menyala"] = None
            tulis(self.data_dir, self.catatan)
        for s in reversed(getattr(self, "server", [])):
            if s.nama in self.anak:
                _akhiri(self.anak[s.nama], s.sinyal_henti)
        if self.uji:
            if hasattr(self, "server") and self.server[0].pgdata.parent.parent == LUAR:
                shutil.rmtree(self.server[0].pgdata.parent, ignore_errors=True)
            shutil.rmtree(self.data_dir, ignore_errors=True)


def _akhiri(anak, sinyal: int) -> None:
    """Stop a server (our child, or the pid of an adopted one): politely, and after 30 s by force."""
    pid = anak if isinstance(anak, int) else anak.pid
    for perintah, detik in ((sinyal, 30), (signal.SIGKILL, 5)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, perintah)
        batas = time.monotonic() + detik
        while time.monotonic() < batas:
            if (not perintah_proses(pid)) if isinstance(anak, int) else (anak.poll() is not None):
                return
            time.sleep(0.02)


def _ekor(log: Path) -> str:
    with contextlib.suppress(OSError):
        return " / ".join(log.read_text(errors="replace").splitlines()[-3:])
    return ""


def _berhenti(*_) -> None:
    raise SystemExit(0)


def utama(data_dir: Path, uji: bool) -> None:
    signal.signal(signal.SIGTERM, _berhenti)
    # Waits at most for the instant in which somebody asks whether a guard lives.
    with kunci(data_dir / "tertanam.penjaga", fcntl.LOCK_EX):
        penjaga = Penjaga(data_dir, uji)
        try:
            penjaga.nyalakan()
        except (GalatServer, OSError, subprocess.SubprocessError) as galat:
            penjaga.matikan()
            print(str(galat).replace("\n", " "), flush=True)
            return
        except SystemExit:
            penjaga.matikan()
            return
        print("ok", flush=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the caller may be gone; let go of its pipe
        try:
            penjaga.jaga()
        except SystemExit:
            penjaga.matikan()
