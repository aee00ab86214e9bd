"""The shortcut for clean rows answers as every rule asked one by one would, on good rows and on rows spoilt at random."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from dasar.impor import buka_tabel
from dasar.nilai import ATURAN_BARIS, INGAT, KUNCI, Aturan, Baris, Konteks, Pemeriksa
from dasar.rekaan.buku import TempatRekaan, buat_buku

DATA = Path(__file__).parents[1] / "data"
KISARAN = ("Sumatera Utara", "Kabupaten Asahan", "Kota Kisaran Timur", "Kisaran Timur")
TEMPAT = TempatRekaan("1209201008", *KISARAN)
BIASA = Konteks(
    hari_ini=date(2026, 11, 21),
    provinsi_sah=frozenset(("12", "36", "99")),
    kabupaten_sah=frozenset(("1209", "3604")),
    kecamatan_sah=frozenset(("120920", "120921", "360417")),
    kode_desa="1209201008",
    nama_wilayah=KISARAN,
)
KONTEKS = {
    "biasa": {},
    "bukan_contoh": {"provinsi_sah": frozenset(("12", "36")), "nik_ketat": True},
    "tanpa_rujukan": {"provinsi_sah": None, "kabupaten_sah": None, "kecamatan_sah": None, "nama_wilayah": None},
    "lampau": {"hari_ini": date(2004, 2, 29), "kode_desa": ""},
}
# What people type, and what has led shortcuts astray: near dates, numbers of one digit, letters whose capitals are two.
ISIAN = [
    None, "", "  ", "-", "X", "A", "ß", "SS", "\u0345A", "e\u0301", "ΐA", "名字", "A\tB", "A\u00a0B", "A" * 100, "A" * 101,
    "SITI", "siti  aminah", "NI'MAH", "NIMAH", "H. ALI", "BUDI, S.Pd", "ALM BUDI", "TIDAK TAHU", "Guru PNS", "PENSIUNAN",
    "PKH", "non-bansos", "BLT", "L", "P", "laki - laki", "KAWIN", "JANDA", "YA", "TIDAK", "0", "1", "12", "13", "RT 4", "1234",
    0, 1, 2.0, 7.5, True, False, date(1987, 11, 12), "12/11/1987", "1987-11-12", "1/2/1990", "29/02/2000", "29/02/1999",
    "12/11/1887", "31/12/1915", "01/01/1916", "21/11/2026", "22/11/2026", "12/11/2099", "١٢/١١/١٩٨٧", "12/11/198٧", 32093.0,
    "9901011211870001", "9901015211870001", "9901014000870001", "9901012902000001", "9901016902010001", "1111111111111111",
    "4141414141414141", "1209201211870001", "3604171211870000", "0701011211870001", "1209991211870001", "99010112118700٠1",
    "9901.0112.1187.0001", "9,90102E+15", 9901010911210002.0, "9901012211260002", "9901010112690002", "9901012902000002",
    "sumatera utara", "asahan", "Kisaran", "12.09.20.1008", "3604172004", "2,98", "-6.1", "Kepala Keluarga", "SLTA/Sederajat",
]  # fmt: skip


def isi(baris):
    kunci = (*KUNCI, "sel_angka", "lahir_nik", "jk_nik", "lahir_ringkas")
    return {nama: repr(getattr(baris, nama)) for nama in kunci} | {"diketik": dict(baris.diketik)}


def satu_per_satu(pemeriksa, sel):
    """The row read the long way, and the findings of every rule of the list in its order."""
    baris = pemeriksa.baca([*sel[: pemeriksa.lebar], *[None] * (pemeriksa.lebar + 1 - len(sel))])
    temuan = []
    for _, aturan in pemeriksa.aturan:
        hasil = aturan.periksa(baris, pemeriksa.konteks)
        if isinstance(hasil, str):
            temuan.append((aturan.kode, aturan.tingkat, aturan.kolom, hasil))
        elif hasil is not None:
            temuan.append((hasil.kode, hasil.tingkat, hasil.kolom, hasil.pesan))
    return baris, temuan


def sama(pemeriksa, sel):
    baris, temuan = pemeriksa(sel)
    harapan, semua = satu_per_satu(pemeriksa, sel)
    assert [(satu.kode, satu.tingkat, satu.kolom, satu.pesan) for satu in temuan] == semua, sel
    assert isi(baris) == isi(harapan), sel


def rusakkan(acak, sel, baris):
    sel = list(sel)
    for _ in range(acak.choice((0, 1, 1, 1, 2, 3))):
        letak = acak.randrange(len(sel))
        cara, lama = acak.random(), sel[letak]
        if cara < 0.5:
            sel[letak] = acak.choice(ISIAN)
        elif cara < 0.65:
            sel[letak] = acak.choice(baris)[letak]
        elif cara < 0.8 and lama and isinstance(lama, str):
            potong = acak.randrange(len(lama))
            sel[letak] = lama[:potong] + acak.choice("0123456789 Oé'-.") + lama[potong + acak.randrange(2) :]
        elif cara < 0.9:
            sel[letak] = acak.choice(sel)
        elif letak > 8:
            return sel[:letak]
    return sel


def buku(tmp_path, kotor, versi, benih=5, banyak=400):
    jalur = tmp_path / "buku.csv"
    buat_buku(jalur, TEMPAT, banyak, benih=benih, kotor=kotor, versi=versi)
    tabel = buka_tabel(jalur)
    return tabel.kunci, [sel for _, sel in tabel.baris()]


@pytest.mark.parametrize("versi", [1, 2])
@pytest.mark.parametrize("nama", KONTEKS)
def test_jalan_pintas_sama_dengan_menanyai_setiap_aturan(tmp_path, nama, versi):
    kunci, baris = buku(tmp_path, 0.3, versi)
    acak = Random(f"{nama} {versi}")
    terbalik = list(range(len(kunci)))[::-1]
    for urut in (range(len(kunci)), terbalik):
        pemeriksa = Pemeriksa(replace(BIASA, **KONTEKS[nama]), tuple(kunci[n] for n in urut))
        for _ in range(1_500):
            sel = rusakkan(acak, acak.choice(baris), baris)
            sama(pemeriksa, [sel[n] for n in urut if n < len(sel)])


@pytest.mark.parametrize(
    "ubah",
    [
        {"nik": "9901013112150001", "jenis_kelamin": "L", "tanggal_lahir": "31/12/1915"},
        {"nik": "9901017112150001", "jenis_kelamin": "P", "tanggal_lahir": "31/12/1915"},
        {"nik": "9901012211260001", "jenis_kelamin": "L", "tanggal_lahir": "22/11/2026"},
        {"nik": "9901012902000001", "jenis_kelamin": "L", "tanggal_lahir": "29/02/2000"},
        {"nik": "9901016902000001", "jenis_kelamin": "P", "tanggal_lahir": date(2000, 2, 29)},
        {
            "nik": "9901010101800001",
            "jenis_kelamin": "L",
            "tanggal_lahir": "01/01/1980",
            "hamil": "YA",
            "tanggal_mulai_hamil": "01/09/2026",
        },
        {
            "nik": "9901014101800001",
            "jenis_kelamin": "P",
            "tanggal_lahir": "01/01/1980",
            "hamil": "YA",
            "tanggal_mulai_hamil": "01/09/2026",
        },
        {
            "nik": "9901014101600001",
            "jenis_kelamin": "P",
            "tanggal_lahir": "01/01/1960",
            "hamil": "YA",
            "tanggal_mulai_hamil": "01/09/2026",
        },
        {"nama": "A" * 101},
        {"ibu_kandung": "A" * 101},
        {"alamat": "A" * 201},
        {"nama": "NI'MAH", "ibu_kandung": "NIMAH"},
        {"nama": "NIMAH", "ibu_kandung": "NI'MAH"},
        {"nama": "STRAß", "ibu_kandung": "STRASS"},
        {"nama": "\u0345A", "ibu_kandung": "ΙA"},
    ],
)
def test_jalan_pintas_sama_pada_keadaan_yang_menyangkut_beberapa_kolom(tmp_path, ubah):
    kunci, baris = buku(tmp_path, 0.0, 1, banyak=30)
    pemeriksa = Pemeriksa(replace(BIASA), kunci)
    for sel in baris:
        sama(pemeriksa, [ubah.get(nama, lama) for nama, lama in zip(kunci, sel, strict=True)])


@pytest.mark.parametrize("nama", ["asahan-bersih.xlsx", "asahan-kotor.xlsx", "serang-kotor.csv"])
def test_jalan_pintas_sama_pada_contoh_buku_kerja(nama):
    tabel = buka_tabel(DATA / nama, nama)
    pemeriksa = Pemeriksa(replace(BIASA), tabel.kunci)
    for _, sel in tabel.baris():
        sama(pemeriksa, sel)


def test_baris_bersih_tidak_menanyai_aturan_satu_pun(tmp_path):
    kunci, baris = buku(tmp_path, 0.0, 1)
    pemeriksa = Pemeriksa(replace(BIASA), kunci)
    jawab = [pemeriksa.pintas.baca(sel) for sel in baris]
    assert sum(satu is not None and satu[1] == () for satu in jawab) > 0.9 * len(baris)


def test_aturan_baru_ditanyakan_kepada_setiap_baris(tmp_path):
    kunci, baris = buku(tmp_path, 0.0, 1, banyak=50)
    baru = Aturan("V-UJI-01", INGAT, ("nama",), lambda b, k: "Selalu.", "Uji.", "uji")
    pemeriksa = Pemeriksa(replace(BIASA), kunci, (baru, *ATURAN_BARIS))
    assert all(pemeriksa(sel)[1][0].kode == "V-UJI-01" for sel in baris)


def test_sel_benar_tidak_dibaca_seperti_angka_satu(tmp_path):
    kunci, (sel, *_) = buku(tmp_path, 0.0, 1, banyak=5)
    pemeriksa = Pemeriksa(replace(BIASA), kunci)

    def baca(nama, satu):
        isian = dict(zip(kunci, sel, strict=True)) | {"disabilitas": "YA", "kode_disabilitas": "2", nama: satu}
        return getattr(pemeriksa(list(isian.values()))[0], nama)

    urut = (1.0, True, 1, True)
    assert [baca("tempat_lahir", satu) for satu in urut] == ["1", "YA", "1", "YA"]
    assert [baca("rt", satu) for satu in urut] == ["001", "", "001", ""]
    assert [baca("kode_disabilitas", satu) for satu in urut] == ["1", "", "1", ""]


def test_baris_kosong_tidak_berbagi_catatan():
    satu, lain = Baris(), Baris()
    satu.nama = "SITI"
    assert lain.nama == ""
    with pytest.raises(TypeError):
        satu.diketik["nama"] = "x"
