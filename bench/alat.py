"""Timing, rolled-back transactions, the bench database."""

import contextlib
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from akun.contoh import buat_akun_contoh
from akun.perlindungan import PERAN
from dasar import periode as bulan
from dasar.jangkauan import jangkauan, jangkauan_kini
from dasar.jejak import SISTEM
from dtks.register.models import Individu
from penetapan.contoh.petugas import pelaku
from penetapan.contoh.register_awal import tetapkan_awal

NAMA_BASIS = "dtks_ukur"


@dataclass(slots=True)
class Catatan:
    """Everything measured in one run."""

    hasil: list[dict] = field(default_factory=list)

    def tulis(self, nama: str, nilai: float, satuan: str, sasaran: str = "", tercapai: bool | None = None) -> None:
        self.hasil.append({"nama": nama, "nilai": nilai, "satuan": satuan, "sasaran": sasaran, "tercapai": tercapai})
        tanda = "" if tercapai is None else "  ya" if tercapai else "  TIDAK"
        print(f"  {nama:<66}{nilai:>12.3f} {satuan:<12}{sasaran:<22}{tanda}", flush=True)


def _detik(kerja: Callable[[], object], sebelum: Callable[[], None] | None = None) -> float:
    """Seconds of `kerja` in a transaction that is rolled back; `sebelum` runs inside it, untimed."""
    with transaction.atomic():
        if sebelum:
            sebelum()
        mulai = time.perf_counter()
        kerja()
        lama = time.perf_counter() - mulai
        transaction.set_rollback(True)
    return lama


def median(kerja: Callable[[], object], kali: int = 3, *, sebelum: Callable[[], None] | None = None) -> float:
    """Median seconds of `kerja`, each time rolled back."""
    return statistics.median(_detik(kerja, sebelum) for _ in range(kali))


def bergiliran(
    kami: Callable[[], object], telanjang: Callable[[], object], sebelum_telanjang: Callable[[], None], kali: int = 3
) -> tuple[float, float]:
    """Median seconds of both sides, which take turns: what every rolled-back round leaves in the tables slows both alike."""
    waktu = [(_detik(kami), _detik(telanjang, sebelum_telanjang)) for _ in range(kali)]
    return statistics.median(k for k, _ in waktu), statistics.median(t for _, t in waktu)


def tanpa_pemicu(tabel: str) -> None:
    """For the bare side: the owner's eyes, and the table's own triggers sleep until the transaction is rolled back; its keys
    stay."""
    with connection.cursor() as kursor:
        kursor.execute("set local role none")
        # Keys that are checked late would hold the table against the change.
        kursor.execute(f"set constraints all immediate; alter table {tabel} disable trigger user; set constraints all deferred")


def jalankan(sql: str, isi: object = None) -> int:
    with connection.cursor() as kursor:
        kursor.execute(sql, isi)
        return kursor.rowcount


def siapkan_basis(skala: float, ulang: bool) -> None:
    """Connect to the bench database; build it when it is missing: schema, regions, accounts, a register at `skala`."""
    asal = settings.DATABASES["default"]
    with contextlib.closing(psycopg2.connect(**_alamat(asal))) as koneksi:
        koneksi.autocommit = True
        with koneksi.cursor() as kursor:
            kursor.execute("select 1 from pg_database where datname = %s", [NAMA_BASIS])
            ada = kursor.fetchone() is not None
            if ada and ulang:
                kursor.execute(f"drop database {NAMA_BASIS} with (force)")
            if not ada or ulang:
                kursor.execute(f"create database {NAMA_BASIS}")
    connection.close()
    connection.settings_dict["NAME"] = NAMA_BASIS
    call_command("migrate", verbosity=0, interactive=False)
    if not Individu.objects.exists():
        mulai = time.perf_counter()
        print("Menyusun basis data ukur (sekali saja)…", flush=True)
        call_command("muat_wilayah", verbosity=0)
        buat_akun_contoh(settings.SANDI_CONTOH)
        tetapkan_awal(["1209", "3604"], skala, bulan.sebelum(bulan.periode_kini()), oleh=pelaku("menteri"))
        jalankan("vacuum analyze")
        print(f"  selesai dalam {time.perf_counter() - mulai:.0f} detik", flush=True)


def pakai_aplikasi() -> None:
    """From here on the connection is the application's, as in web and worker; the bench itself looks at the whole nation."""
    connection.close()
    connection.settings_dict["OPTIONS"]["assume_role"] = PERAN
    jangkauan_kini.set(jangkauan(SISTEM))


def sebagai_pemilik(sql: str) -> None:
    """Run statements that are the owner's, inside a transaction."""
    jalankan(f"set local role none; {sql}; set local role {PERAN}")


def _alamat(asal: dict) -> dict:
    return {
        "dbname": asal["NAME"], "user": asal["USER"], "password": asal["PASSWORD"], "host": asal["HOST"], "port": asal["PORT"],
    }  # fmt: skip
