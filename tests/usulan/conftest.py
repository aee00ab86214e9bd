"""What the tests of these screens share: a family as the form sends it, and a register with one person in it."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from akun.models import Pengguna
from akun.pakta import tanda_tangani
from akun.penugasan import angkat
from dasar.jejak import SISTEM, Pelaku
from wilayah.models import Wilayah

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def berkas_contoh():
    """`berkas_contoh("asahan-kotor.xlsx")` → (path, what a checker must say of it)."""

    def cari(nama: str):
        return DATA / nama, json.loads((DATA / f"{Path(nama).stem}.harapan.json").read_text())

    return cari


@pytest.fixture
def isian_keluarga(pabrik):
    """The family form as a browser posts it: `isian_keluarga(jumlah=2)`."""

    def susun(akun: str = "desa", *, jumlah: int = 1, program: str = "PKH", **ubahan) -> dict:
        # Synthetic families differ in size: take the first that is large enough.
        anggota = pabrik.anggota(akun, jumlah=jumlah, program=program)
        while len(anggota) < jumlah:
            anggota = pabrik.anggota(akun, jumlah=jumlah, program=program)
        isi = {k: anggota[0][k] for k in ("nomor_kk", "alamat", "rt", "rw")}
        isi |= {"anggota-TOTAL_FORMS": str(len(anggota)), "anggota-INITIAL_FORMS": "0", "aksi": "simpan"}
        for n, orang in enumerate(anggota):
            lahir = orang["tanggal_lahir"]
            isi |= {
                f"anggota-{n}-{k}": orang[k]
                for k in ("nik", "nama", "tempat_lahir", "ibu_kandung", "jenis_kelamin", "pekerjaan", "status_kawin", "shdk")
            }
            isi[f"anggota-{n}-program"] = program if n == 0 else "NONBANSOS"
            isi |= {f"anggota-{n}-tanggal_lahir_{i}": str(v) for i, v in enumerate((lahir.day, lahir.month, lahir.year))}
        isi |= {f"sk{n}": "ya" if n % 2 else "tidak" for n in range(10)}
        return isi | ubahan

    return susun


@dataclass(frozen=True)
class Warga:
    """A second verified citizen of Kisaran Timur."""

    nik: str
    klien: Client
    pelaku: Pelaku


@pytest.fixture
def warga_lain(masuk) -> Warga:
    nik = "9901010101811234"
    pengguna = Pengguna.objects.create(username="warga.lain", nama="Budi Santoso", nik=nik)
    penugasan = angkat(
        pengguna,
        "warga",
        Wilayah.objects.get(pk="1209201008"),
        nomor_sk="-",
        mulai=dt.date(2026, 1, 1),
        selesai=dt.date(2099, 12, 31),
        oleh=SISTEM,
    )
    tanda_tangani(penugasan, oleh=penugasan.pelaku)
    return Warga(nik, masuk("warga.lain"), penugasan.pelaku)
