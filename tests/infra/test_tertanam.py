"""The embedded servers: one start, one owner at a time, nothing left behind. Real servers in a directory of their own."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from dtks import tertanam
from dtks.tertanam.mesin import LUAR, perintah_proses

AKAR = Path(__file__).resolve().parents[2]

# Starts (or finds) the servers, says where, and uses them until its standard input closes.
PEMAKAI = """
import dataclasses, json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from dtks import tertanam as t
try:
    print(json.dumps(dataclasses.asdict(t.mulai(Path(sys.argv[2]), uji=False))), flush=True)
except t.GalatServer as galat:
    sys.exit(f"GAGAL: {galat}")
sys.stdin.read()
"""


class Pemakai:
    """Another process that uses the servers of `data_dir`."""

    def __init__(self, data_dir: Path):
        self.proses = subprocess.Popen(
            [sys.executable, "-c", PEMAKAI, str(AKAR), str(data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def server(self) -> dict:
        baris = self.proses.stdout.readline()
        assert baris, self.proses.stderr.read()
        return json.loads(baris)

    def selesai(self) -> None:
        self.proses.stdin.close()
        assert self.proses.wait(40) == 0


@pytest.fixture
def data_dir():
    # Not tmp_path: as root its parents are closed to the servers' user, which is another test.
    with tempfile.TemporaryDirectory(prefix="dtks-tertanam-", ignore_cleanup_errors=True) as d:
        Path(d).chmod(0o711)
        yield Path(d) / "data"
        tertanam.hentikan(Path(d) / "data")


def hidup(pid: int) -> bool:
    return bool(perintah_proses(pid))


def tunggu(syarat, detik: float = 15) -> bool:
    batas = time.monotonic() + detik
    while not (benar := syarat()) and time.monotonic() < batas:
        time.sleep(0.05)
    return bool(benar)


def jawab(server: dict) -> bool:
    with contextlib.closing(psycopg2.connect(server["database_url"])) as sambungan, sambungan.cursor() as kursor:
        kursor.execute("select 1")
        return kursor.fetchone() == (1,) and redis.from_url(server["redis_url"]).ping()


def test_start_kedua_menemukan_server_pertama_dan_yang_terakhir_pergi_mematikannya(data_dir):
    pertama = Pemakai(data_dir)
    server = pertama.server()
    kedua = Pemakai(data_dir)
    assert kedua.server() == server
    pertama.selesai()
    assert jawab(server)
    kedua.selesai()
    assert not hidup(server["pid_postgres"])
    assert not hidup(server["pid_valkey"])
    assert tunggu(lambda: not hidup(server["pid_penjaga"]), 2)
    assert tertanam.temukan(data_dir) is None


def test_dua_start_bersamaan_memakai_server_yang_sama(data_dir):
    para = [Pemakai(data_dir) for _ in range(3)]
    server = [p.server() for p in para]
    assert server[0] == server[1] == server[2]
    assert jawab(server[0])
    for p in para:
        p.selesai()


def test_pemakai_yang_dibunuh_tidak_meninggalkan_server(data_dir):
    pemakai = Pemakai(data_dir)
    server = pemakai.server()
    pemakai.proses.kill()
    pemakai.proses.wait()
    assert tunggu(lambda: not hidup(server["pid_postgres"]) and not hidup(server["pid_valkey"]))


def test_semua_dibunuh_lalu_berkas_pid_basi_start_berikut_tetap_jalan_dengan_data_yang_sama(data_dir):
    pemakai = Pemakai(data_dir)
    server = pemakai.server()
    with contextlib.closing(psycopg2.connect(server["database_url"])) as sambungan, sambungan:
        sambungan.cursor().execute("create table tanda as select 42 as nilai")
    for pid in (pemakai.proses.pid, server["pid_penjaga"], server["pid_postgres"], server["pid_valkey"]):
        os.kill(pid, signal.SIGKILL)
    pemakai.proses.wait()
    assert tunggu(lambda: not hidup(server["pid_postgres"]))
    berkas_pid = Path(json.loads((data_dir / "tertanam.json").read_text())["pgdata"]) / "postmaster.pid"
    # The number now belongs to a process that is no PostgreSQL: this one.
    berkas_pid.write_text(berkas_pid.read_text().replace(str(server["pid_postgres"]), str(os.getpid()), 1))

    berikut = Pemakai(data_dir)
    with contextlib.closing(psycopg2.connect(berikut.server()["database_url"])) as sambungan, sambungan.cursor() as kursor:
        kursor.execute("select nilai from tanda")
        assert kursor.fetchone() == (42,)
    berikut.selesai()


def test_penjaga_yang_dibunuh_diganti_dan_servernya_diambil_alih(data_dir):
    pertama = Pemakai(data_dir)
    server = pertama.server()
    os.kill(server["pid_penjaga"], signal.SIGKILL)
    assert tunggu(lambda: not hidup(server["pid_penjaga"]))
    kedua = Pemakai(data_dir)
    baru = kedua.server()
    assert baru["pid_postgres"] == server["pid_postgres"]
    assert baru["pid_penjaga"] != server["pid_penjaga"]
    pertama.selesai()
    kedua.selesai()
    assert not hidup(server["pid_postgres"])


def test_postgresql_yang_mati_dinyalakan_lagi_pada_porta_yang_sama(data_dir):
    pemakai = Pemakai(data_dir)
    server = pemakai.server()
    os.kill(server["pid_postgres"], signal.SIGKILL)

    def menjawab_lagi():
        with contextlib.suppress(psycopg2.OperationalError):
            return jawab(server)

    assert tunggu(menjawab_lagi, 30)
    pemakai.selesai()


def test_porta_yang_diambil_program_lain_diganti(data_dir):
    pemakai = Pemakai(data_dir)
    server = pemakai.server()
    pemakai.selesai()
    with socket.socket() as pengganggu:
        pengganggu.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        pengganggu.bind(("127.0.0.1", int(server["database_url"].rsplit(":")[-1].split("/")[0])))
        pengganggu.listen()
        berikut = Pemakai(data_dir)
        baru = berikut.server()
        assert baru["database_url"] != server["database_url"]
        assert jawab(baru)
        berikut.selesai()


def test_data_dari_versi_postgresql_lain_ditolak_dengan_petunjuk(data_dir):
    pemakai = Pemakai(data_dir)
    pemakai.server()
    pemakai.selesai()
    versi = Path(json.loads((data_dir / "tertanam.json").read_text())["pgdata"]) / "PG_VERSION"
    versi.write_text("15\n")
    ditolak = Pemakai(data_dir)
    ditolak.proses.wait(20)
    assert "PostgreSQL 15" in ditolak.proses.stderr.read()


def test_initdb_yang_terputus_diulang(data_dir):
    data_dir.mkdir()
    data_dir.chmod(0o711)
    (data_dir / "postgres.baru").mkdir()
    (data_dir / "postgres.baru" / "PG_VERSION").write_text("18\n")
    pemakai = Pemakai(data_dir)
    assert jawab(pemakai.server())
    pemakai.selesai()


def test_sandi_wajib_dan_tidak_terbaca_di_daftar_proses(data_dir):
    pemakai = Pemakai(data_dir)
    server = pemakai.server()
    sandi = server["database_url"].split(":")[2].split("@")[0]
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(server["database_url"].replace(sandi, "salah"))
    with pytest.raises(redis.exceptions.AuthenticationError):
        redis.from_url(server["redis_url"].split("://")[0] + "://" + server["redis_url"].split("@")[1]).ping()
    for nama in ("pid_postgres", "pid_valkey"):
        perintah = perintah_proses(server[nama])
        assert perintah
        assert sandi not in perintah
        assert server["redis_url"].split(":")[2].split("@")[0] not in perintah
    assert oct((data_dir / "tertanam.json").stat().st_mode & 0o777) == "0o600"
    pemakai.selesai()


@pytest.mark.skipif(os.geteuid() != 0, reason="hanya root menjalankan server sebagai pengguna lain")
def test_sebagai_root_di_bawah_induk_700_izin_induk_tidak_berubah_dan_server_bukan_root(tmp_path):
    tertutup = tmp_path / "rumah"
    tertutup.mkdir(mode=0o700)
    data_dir = tertutup / "data"
    pemakai = Pemakai(data_dir)
    server = pemakai.server()
    assert jawab(server)
    assert oct(tertutup.stat().st_mode & 0o777) == "0o700"
    assert Path(f"/proc/{server['pid_postgres']}").stat().st_uid != 0
    assert Path(f"/proc/{server['pid_valkey']}").stat().st_uid != 0
    pemakai.selesai()
    klaster = Path(json.loads((data_dir / "tertanam.json").read_text())["pgdata"])
    assert klaster.is_relative_to(LUAR)
    shutil.rmtree(klaster.parent)
