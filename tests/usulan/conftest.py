"""What the tests of these screens share: a family as the form sends it, and a register with one person in it."""

import json
from pathlib import Path

import pytest

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
