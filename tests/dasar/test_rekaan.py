import csv
import json
import re
from datetime import date
from itertools import chain, islice
from pathlib import Path

import openpyxl
import pytest

from dasar.nilai import KOLOM, KOLOM_V1, KUNCI, KUNCI_V1, Konteks, Pemeriksa, PenandaGanda, status_dari
from dasar.rekaan import JUMLAH_NOMOR, SEBARAN, TANGGAL_ACUAN, TempatRekaan, baris_buku, buat_buku, keluarga_rekaan
from dasar.rekaan.keluarga import _Penyusun
from dasar.rekaan.sebaran import _ANGGOTA_RATA, BAGIAN_BERKOMPONEN, ambang

KISARAN = TempatRekaan("1209201008", "Sumatera Utara", "Kabupaten Asahan", "Kota Kisaran Timur", "Kisaran Timur")
TERAS = TempatRekaan("3604172004", "Banten", "Kabupaten Serang", "Carenang", "Teras")
SAMPEL = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def asahan():
    return list(keluarga_rekaan([KISARAN.kode], 20_000, benih=7))


@pytest.fixture(scope="module")
def warga(asahan):
    return [orang for keluarga in asahan for orang in keluarga.anggota]


def _konteks(tempat: TempatRekaan) -> Konteks:
    return Konteks(
        hari_ini=TANGGAL_ACUAN,
        provinsi_sah=frozenset(["12", "36", "99"]),
        kode_desa=tempat.kode,
        nama_wilayah=(tempat.provinsi, tempat.kabupaten, tempat.kecamatan, tempat.desa),
    )


def _umur(orang) -> float:
    return (TANGGAL_ACUAN - orang.tanggal_lahir).days / 365.2425


def test_benih_yang_sama_memberi_keluarga_yang_sama(asahan):
    assert list(keluarga_rekaan([KISARAN.kode], 500, benih=7)) == asahan[:500]
    assert next(keluarga_rekaan([KISARAN.kode], 1, benih=8)) != asahan[0]


def test_pekerjaan_boleh_dipotong_di_mana_saja(asahan):
    potongan = [keluarga_rekaan([KISARAN.kode], n, benih=7, nomor_awal=awal) for awal, n in ((0, 137), (137, 63))]
    assert list(chain(*potongan)) == asahan[:200]


def test_nik_dan_kk_tidak_pernah_kembar(asahan, warga):
    nomor = {o.nik for o in warga} | {k.nomor_kk for k in asahan}
    assert len(nomor) == len(warga) + len(asahan)


def test_benih_lain_dengan_nomor_lain_tidak_bertabrakan(warga):
    lain = keluarga_rekaan([TERAS.kode], 5_000, benih=7_000, nomor_awal=20_000)
    assert {o.nik for o in warga}.isdisjoint(o.nik for k in lain for o in k.anggota)


def test_kursi_dan_nomor_menentukan_wilayah_dan_seri_secara_tunggal():
    """Uniqueness without a memory: digits 1-6 and 13-16 alone already tell every person and every family apart."""
    nomor = [0, 1, 1249, 1250, 9_998, 9_999, 989_900, JUMLAH_NOMOR - 2, JUMLAH_NOMOR - 1]
    kunci = set()
    jumlah = 0
    for n in nomor:
        keluarga = next(keluarga_rekaan([KISARAN.kode], 1, benih=3, nomor_awal=n))
        for angka in (keluarga.nomor_kk, *(o.nik for o in keluarga.anggota)):
            assert re.fullmatch(r"99[1-9]\d{13}", angka) and not angka.endswith("0000") and angka[4:6] != "00"
            kunci.add(angka[:6] + angka[12:])
            jumlah += 1
        assert keluarga.nomor_kk[2] == "1" and all(o.nik[2] >= "2" for o in keluarga.anggota)
    assert len(kunci) == jumlah


def test_nomor_di_luar_persediaan_ditolak():
    with pytest.raises(ValueError, match="Nomor keluarga"):
        next(keluarga_rekaan([KISARAN.kode], 2, benih=1, nomor_awal=JUMLAH_NOMOR - 1))
    with pytest.raises(ValueError, match="Tidak ada desa"):
        next(keluarga_rekaan([], 1, benih=1))


def test_nik_rekaan_tidak_menabrak_buku_contoh(warga):
    assert all(o.nik[2:4] >= "10" for o in warga)
    with (SAMPEL / "serang-kotor.csv").open(encoding="utf-8-sig") as berkas:
        contoh = {baris["NIK"] for baris in csv.DictReader(berkas, delimiter=";")}
    assert contoh and contoh.isdisjoint(o.nik for o in warga)


def test_nik_menyebut_tanggal_lahir_dan_jenis_kelamin_pemiliknya(warga):
    for o in warga:
        hari = o.tanggal_lahir.day + (40 if o.jenis_kelamin == "P" else 0)
        assert o.nik[6:12] == f"{hari:02d}{o.tanggal_lahir:%m%y}"


def test_susunan_keluarga_masuk_akal(asahan):
    for keluarga in asahan:
        shdk = [o.shdk for o in keluarga.anggota]
        kepala = keluarga.anggota[0]
        assert shdk[0] == "1" and shdk.count("1") == 1 and shdk.count("3") <= 1 and shdk.count("7") <= 1
        istri = next((o for o in keluarga.anggota if o.shdk == "3"), None)
        if istri:
            assert (kepala.jenis_kelamin, istri.jenis_kelamin, kepala.status_kawin) == ("L", "P", "KAWIN")
        ibu = istri or (kepala if kepala.jenis_kelamin == "P" else None)
        for anak in (o for o in keluarga.anggota if o.shdk == "4"):
            assert _umur(kepala) - _umur(anak) > 14
            if ibu:
                assert anak.ibu_kandung == ibu.nama and 16 < _umur(ibu) - _umur(anak) < 44
        for orang_tua in (o for o in keluarga.anggota if o.shdk == "7"):
            assert kepala.ibu_kandung == orang_tua.nama and _umur(orang_tua) - _umur(kepala) > 16
        for o in keluarga.anggota:
            assert o.nama != o.ibu_kandung and 0 <= _umur(o) < 100
            if o.mulai_hamil:
                assert o.jenis_kelamin == "P" and 0 < (TANGGAL_ACUAN - o.mulai_hamil).days < 280
        bekerja = kepala.pekerjaan not in ("BELUM/TIDAK BEKERJA", "MENGURUS RUMAH TANGGA")
        assert keluarga.kriteria[5] == bekerja and len(keluarga.kriteria) == 10


@pytest.mark.parametrize("desa", [KISARAN.kode, TERAS.kode, "3275011001"])
def test_nama_satu_kata_sekitar_seperenam(desa):
    nama = [o.nama for k in keluarga_rekaan([desa], 4_000, benih=5) for o in k.anggota]
    assert 0.14 < sum(" " not in n for n in nama) / len(nama) < 0.21


def test_nama_mengikuti_daerahnya(warga):
    marga = {"SIMANJUNTAK", "SITORUS", "MANURUNG", "NASUTION"}
    serang = [o.nama for k in keluarga_rekaan([TERAS.kode], 2_000, benih=7) for o in k.anggota]
    assert sum(o.nama.split()[-1] in marga for o in warga) / len(warga) > 0.05
    assert not any(n.split()[-1] in marga for n in serang)


def test_nama_sering_dan_jarang_seperti_di_dunia(warga):
    kali = sorted(map([o.nama for o in warga].count, {o.nama for o in warga[:300]}), reverse=True)
    assert kali[0] > 20 * kali[-1]


@pytest.mark.parametrize("desa", [KISARAN.kode, TERAS.kode])
def test_kepesertaan_mendekati_angka_kabupaten(desa):
    sebaran = SEBARAN[desa[:4]]
    keluarga = list(keluarga_rekaan([desa], 20_000, benih=11))
    orang = [o for k in keluarga for o in k.anggota]
    assert sum("PKH" in o.program for o in orang) / len(keluarga) == pytest.approx(sebaran.pkh, abs=0.012)
    assert sum("BPNT" in o.program for o in orang) / len(keluarga) == pytest.approx(sebaran.bpnt, abs=0.012)
    assert sum("PBI" in o.program for o in orang) / len(orang) == pytest.approx(sebaran.pbi, abs=0.012)


def test_angka_acuan_sebaran_masih_benar(asahan, warga):
    penyusun = _Penyusun(TANGGAL_ACUAN)
    assert len(warga) / len(asahan) == pytest.approx(_ANGGOTA_RATA, abs=0.04)
    assert sum(map(penyusun._berkomponen, asahan)) / len(asahan) == pytest.approx(BAGIAN_BERKOMPONEN, abs=0.01)
    assert [round(ambang(p), 3) for p in (0.0, 0.5, 1.0)] == [0.0, 0.5, 1.0]


def test_yang_lebih_miskin_lebih_sering_menjawab_miskin_dan_menerima_bantuan(asahan):
    miskin = [k for k in asahan if k.taraf < 0.25]
    mampu = [k for k in asahan if k.taraf > 0.75]
    for nomor, jawaban in ((1, True), (2, False), (3, True), (4, True), (6, True), (7, True), (8, False)):
        bagian = [sum(k.kriteria[nomor] is jawaban for k in kelompok) / len(kelompok) for kelompok in (miskin, mampu)]
        assert bagian[0] > bagian[1] + 0.15
    penerima = [sum(any(o.program for o in k.anggota) for k in kelompok) for kelompok in (miskin, mampu)]
    assert penerima[0] > 4 * penerima[1]


def test_desa_dibagi_bergiliran_dan_alamatnya_mengikuti_jenis_desa():
    keluarga = list(keluarga_rekaan([KISARAN.kode, "1209212002"], 10, benih=1))
    assert [k.desa for k in keluarga] == [KISARAN.kode, "1209212002"] * 5
    assert all(k.alamat.startswith("LINGKUNGAN" if k.desa[6] == "1" else "DUSUN") for k in keluarga)
    assert all(len(k.rt) == len(k.rw) == 3 for k in keluarga)


@pytest.mark.parametrize(("versi", "kunci"), [(1, KUNCI_V1), (2, KUNCI)])
def test_baris_buku_lolos_pemeriksaan_tanpa_temuan(asahan, versi, kunci):
    periksa = Pemeriksa(_konteks(KISARAN), kunci)
    for keluarga in islice(asahan, 1_000):
        for orang in keluarga.anggota:
            sel = baris_buku(keluarga, "PBI", KISARAN, orang=orang, versi=versi)
            assert len(sel) == len(kunci) and all(isinstance(s, str) for s in sel)
            temuan = periksa(sel)[1]
            assert not temuan or status_dari(temuan) == "DITERIMA", temuan


def _baca(path: Path) -> list[list]:
    if path.suffix == ".xlsx":
        lembar = openpyxl.load_workbook(path, read_only=True)["DATA"]
        return [list(baris) for baris in lembar.iter_rows(values_only=True)]
    with path.open(encoding="utf-8-sig", newline="") as berkas:
        return list(csv.reader(berkas, delimiter=";"))


@pytest.mark.parametrize(("nama", "tempat"), [("a.xlsx", KISARAN), ("b.csv", TERAS)])
@pytest.mark.parametrize("kotor", [0.0, 0.15])
def test_buku_dilaporkan_pemeriksa_persis_seperti_diharapkan(tmp_path, nama, tempat, kotor):
    harapan = buat_buku(tmp_path / nama, tempat, 400, benih=21, kotor=kotor)
    judul, *baris = _baca(tmp_path / nama)
    assert judul == [k.judul for k in KOLOM_V1] and len(baris) == 400
    assert bool(harapan) == bool(kotor)
    periksa, ganda = Pemeriksa(_konteks(tempat)), PenandaGanda()
    for nomor, sel in enumerate(baris, start=2):
        isi, temuan = periksa([s if s != "" else None for s in sel])
        kembar = ganda.periksa(nomor, isi, temuan)
        temuan = [*temuan, *([kembar] if kembar else [])]
        kode = {t.kode for t in temuan}
        if nomor in harapan:
            assert harapan[nomor] in kode, (nomor, sel)
        else:
            assert not temuan or status_dari(temuan) == "DITERIMA", (nomor, sel, kode)
    if kotor:
        assert len(set(harapan.values())) == 18


def test_buku_versi_dua_memuat_semua_kolom(tmp_path):
    buat_buku(tmp_path / "v2.csv", KISARAN, 20, benih=1, versi=2)
    judul, *baris = _baca(tmp_path / "v2.csv")
    assert judul == [k.judul for k in KOLOM] and {b[-1] for b in baris} == {KISARAN.kode}


def test_buku_yang_sama_dapat_dibuat_ulang(tmp_path):
    harapan = [buat_buku(tmp_path / f"{n}.csv", TERAS, 100, benih=4, kotor=0.2) for n in (1, 2)]
    assert harapan[0] == harapan[1]
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


def test_harapan_buku_contoh_dan_buku_rekaan_memakai_kode_yang_sama(tmp_path):
    contoh = json.loads((SAMPEL / "asahan-kotor.harapan.json").read_text())["galat"]
    rekaan = buat_buku(tmp_path / "c.csv", KISARAN, 400, benih=2, kotor=0.3)
    assert {k for galat in contoh.values() for k in galat["kode"]} <= set(rekaan.values())


def test_tanggal_acuan_lain_menggeser_umur():
    lama = [o for k in keluarga_rekaan([KISARAN.kode], 50, benih=1, pada=date(2020, 1, 1)) for o in k.anggota]
    assert all(o.tanggal_lahir < date(2020, 1, 1) for o in lama)
