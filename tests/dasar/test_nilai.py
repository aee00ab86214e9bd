"""Every value rule as a sentence, and the sample workbooks as their .harapan.json says."""

import json
from datetime import date
from pathlib import Path

import pytest

from dasar.impor import buka_tabel
from dasar.nilai import (
    ATURAN_BARIS,
    KUNCI,
    PROGRAM_BAKU,
    Konteks,
    Pemeriksa,
    PenandaGanda,
    bersihkan_nik,
    jenis_kelamin_dari_nik,
    nilai_bernama,
    nilai_berurut,
    periksa_baris,
    periksa_nilai,
    ringkas_nama_wilayah,
    status_dari,
    tanggal_lahir_dari_nik,
)

DATA = Path(__file__).parents[1] / "data"
HARI_INI = date(2026, 11, 21)
KISARAN = ("Sumatera Utara", "Kabupaten Asahan", "Kota Kisaran Timur", "Kisaran Timur")
BENAR = {
    "nik": "9901011211870001",
    "program": "PKH",
    "nomor_kk": "9901010911210002",
    "nama": "SITI AMINAH",
    "tempat_lahir": "KISARAN",
    "tanggal_lahir": "12/11/1987",
    "ibu_kandung": "NURHAYATI",
    "jenis_kelamin": "L",
    "pekerjaan": "PEDAGANG",
    "status_kawin": "KAWIN",
    "alamat": "Dusun II",
    "rt": "003",
    "rw": "001",
    "provinsi": "Sumatera Utara",
    "kabupaten": "Kabupaten Asahan",
    "kecamatan": "Kota Kisaran Timur",
    "desa": "Kisaran Timur",
    "disabilitas": "TIDAK",
    "kode_disabilitas": "",
    "hamil": "TIDAK",
    "tanggal_mulai_hamil": "",
}


def konteks(**ubah):
    bawaan = {
        "hari_ini": HARI_INI,
        "provinsi_sah": frozenset(("12", "36", "99")),
        "kabupaten_sah": frozenset(("1209", "3604")),
        "kecamatan_sah": frozenset(("120920", "120921", "360417")),
        "kode_desa": "1209201008",
        "nama_wilayah": KISARAN,
    }
    return Konteks(**(bawaan | ubah))


def temuan(_konteks=None, **ubah):
    return periksa_baris(BENAR | ubah, _konteks or konteks())[1]


def kode(_konteks=None, **ubah):
    return {satu.kode: satu.tingkat for satu in temuan(_konteks, **ubah)}


def bersih(**ubah):
    return periksa_baris(BENAR | ubah, konteks())[0]


def test_baris_benar_diterima_tanpa_temuan():
    baris, daftar = periksa_baris(BENAR, konteks())
    assert daftar == []
    assert baris.tanggal_lahir == date(1987, 11, 12)
    assert baris.program == "PKH"
    assert baris.disabilitas is False


@pytest.mark.parametrize("nama", ["asahan-bersih.xlsx", "asahan-kotor.xlsx", "serang-kotor.csv"])
def test_contoh_buku_kerja_dinilai_seperti_harapannya(nama):
    harapan = json.loads((DATA / f"{nama.rsplit('.', 1)[0]}.harapan.json").read_text())
    tabel = buka_tabel(DATA / nama, nama)
    k = konteks(kode_desa=harapan["desa"], nama_wilayah=tuple(harapan["wilayah"]))
    pemeriksa, ganda = Pemeriksa(k, tabel.kunci), PenandaGanda()
    jumlah = 0
    for nomor, sel in tabel.baris():
        baris, daftar = pemeriksa(sel)
        if kembar := ganda.periksa(nomor, baris, daftar):
            daftar.append(kembar)
        duga = harapan["galat"].get(str(nomor), {"status": "DITERIMA", "kode": []})
        assert status_dari(daftar) == duga["status"], (nomor, daftar)
        assert set(duga["kode"]) <= {satu.kode for satu in daftar}, (nomor, daftar)
        jumlah += 1
    assert jumlah == harapan["baris"]


def test_semua_aturan_berdasar_dan_berketerangan():
    for aturan in ATURAN_BARIS:
        assert aturan.kode.startswith("V-")
        assert aturan.tingkat in "EWI"
        assert aturan.keterangan
        assert aturan.dasar
        assert set(aturan.kolom) <= set(KUNCI)


@pytest.mark.parametrize(
    ("ubah", "harapan"),
    [
        ({"nik": "990101121187001"}, {"V-NIK-01": "E"}),
        ({"nik": "99010112118700012"}, {"V-NIK-01": "E"}),
        ({"nik": "99010112O1870001"}, {"V-NIK-01": "E"}),
        ({"nik": "٩٩٠١٠١١٢١١٨٧٠٠٠١"}, {"V-NIK-01": "E"}),
        ({"nik": "0000000000000000"}, {"V-NIK-02": "E"}),
        ({"nik": "0701011211870001"}, {"V-NIK-03": "E"}),
        ({"nik": "9901013511870001"}, {"V-NIK-05": "W"}),
        ({"nik": "9901017211870001"}, {"V-NIK-05": "W"}),
        ({"nik": "9901011213870001"}, {"V-NIK-05": "W"}),
        ({"nik": "9901013102870001"}, {"V-NIK-05": "W"}),
        ({"nik": "9901015211870001"}, {"V-NIK-06": "W"}),
        ({"tanggal_lahir": "11/12/1987"}, {"V-NIK-07": "W"}),
        ({"nik": "9901011211870000"}, {"V-NIK-08": "W"}),
        ({"nomor_kk": "990101091121000"}, {"V-KK-01": "E"}),
        ({"nomor_kk": "99010109112100O2"}, {"V-KK-01": "E"}),
        ({"nomor_kk": "9999999999999999"}, {"V-KK-01": "E", "V-KK-04": "W"}),
        ({"nomor_kk": "9901011211870001"}, {"V-KK-02": "E"}),
        ({"nomor_kk": "9901014911210002"}, {"V-KK-04": "W"}),
        ({"nomor_kk": "9901013002210002"}, {"V-KK-04": "W"}),
        ({"nomor_kk": "9901012211260002"}, {"V-KK-04": "W"}),
        ({"nik": 9901011211870001.0}, {"V-SEL-01": "E"}),
        ({"nik": "9,90102E+15"}, {"V-SEL-01": "E"}),
        ({"nik": "9.90102e15"}, {"V-SEL-01": "E"}),
        ({"nomor_kk": 9901010911210002}, {"V-SEL-01": "E"}),
        ({"nomor_kk": "9901010911210002.0"}, {"V-SEL-01": "E"}),
        ({"tanggal_lahir": "31/02/1980"}, {"V-TGL-01": "E"}),
        ({"tanggal_lahir": "12 Nov 87"}, {"V-TGL-01": "E"}),
        ({"tanggal_lahir": 32093.0}, {"V-TGL-01": "E"}),
        ({"tanggal_lahir": "12/11/87"}, {"V-TGL-01": "E"}),
        ({"jenis_kelamin": "X"}, {"V-JK-01": "E"}),
        ({"program": "BLT MINYAK"}, {"V-PGM-01": "E"}),
        ({"desa": "DESA ENTAH BERANTAH"}, {"V-WIL-01": "E"}),
        ({"kabupaten": "Kabupaten Serang"}, {"V-WIL-01": "E"}),
        ({"nama": "DEWI H4SIBUAN"}, {"V-PRG-09": "W"}),
        ({"nama": "A"}, {"V-PRG-09": "W"}),
        ({"nama": "ALM BUDI"}, {"V-PRG-09": "W"}),
        ({"nama": "BUDI (ALM)"}, {"V-PRG-09": "W"}),
        ({"nama": "Dr. BUDI"}, {"V-PRG-09": "W"}),
        ({"nama": "BUDI, S.Pd"}, {"V-PRG-09": "W"}),
        ({"ibu_kandung": "siti  aminah"}, {"V-PRG-10": "W"}),
        ({"ibu_kandung": "-"}, {"V-PRG-10": "E"}),
        ({"ibu_kandung": "TIDAK TAHU"}, {"V-PRG-10": "E"}),
        ({"tanggal_lahir": "12/11/2087"}, {"V-PRG-12": "E"}),
        ({"tanggal_lahir": "12/11/1887"}, {"V-PRG-12": "W"}),
        ({"pekerjaan": "Pegawai Negeri Sipil (PNS)"}, {"V-PRG-11": "W"}),
        ({"pekerjaan": "PENSIUNAN"}, {"V-PRG-11": "W"}),
        ({"nama": ""}, {"V-KEL-01": "E"}),
        ({"alamat": "   "}, {"V-KEL-01": "E"}),
        ({"rt": "-"}, {"V-KEL-01": "E"}),
        ({"rw": "1234"}, {"V-KEL-01": "E"}),
        ({"status_kawin": "JANDA"}, {"V-KEL-01": "E"}),
        ({"nama": "A" * 101}, {"V-KEL-01": "E"}),
        ({"disabilitas": "YA"}, {"V-KEL-01": "E"}),
        ({"disabilitas": "YA", "kode_disabilitas": "13"}, {"V-KEL-01": "E"}),
        ({"kode_disabilitas": "2"}, {"V-KEL-01": "W"}),
        ({"hamil": "YA", "tanggal_mulai_hamil": "01/09/2026"}, {"V-KEL-01": "E"}),
        ({"latitude": "100", "longitude": "2,9"}, {"V-LOK-01": "W"}),
        ({"latitude": "utara", "longitude": "99,6"}, {"V-LOK-01": "W"}),
        ({"latitude": "2,98", "longitude": ""}, {"V-LOK-01": "W"}),
        ({"kat": "Ya", "nama_suku": ""}, {"V-KEL-01": "E"}),
        ({"sk3": "mungkin"}, {"V-KEL-01": "E"}),
        ({"shdk": "Tetangga"}, {"V-KEL-01": "E"}),
        ({"pendidikan": "99"}, {"V-KEL-01": "E"}),
        ({"kode_desa": "3604172004"}, {"V-WIL-01": "E"}),
    ],
)
def test_satu_kesalahan_menghasilkan_kodenya_saja(ubah, harapan):
    assert kode(**ubah) == harapan


@pytest.mark.parametrize(
    "ubah",
    [
        {"nik": " 9901.0112.1187.0001 "},
        {"tanggal_lahir": "1987-11-12"},
        {"tanggal_lahir": "12-11-1987"},
        {"tanggal_lahir": date(1987, 11, 12)},
        {"jenis_kelamin": "laki - laki"},
        {"program": " non-bansos "},
        {"program": "Sembako"},
        {"program": "PBI-JK"},
        {
            "provinsi": "PROV. SUMATERA UTARA",
            "kabupaten": "KAB. ASAHAN",
            "kecamatan": "Kec. Kisaran Timur",
            "desa": "kelurahan kisaran-timur",
        },
        {"kabupaten": "asahan"},
        {"nama": "MUHAMMAD BIN ABDULLAH"},
        {"nama": "SITI BINTI AHMAD"},
        {"nama": "NI'MATUL-ZAHRA"},
        {"rt": 3.0, "rw": "1"},
        {"disabilitas": "YA", "kode_disabilitas": 2.0},
        {"disabilitas": "", "hamil": ""},
        {"nomor_kk": "9901011211990002"},
        {"latitude": "2,9876", "longitude": 99.62},
        {"sk0": "Ya", "sk1": "0", "sk2": 1.0, "sk3": "", "sk4": True},
        {"shdk": "KEPALA KELUARGA", "pendidikan": "SLTA/Sederajat", "kat": "Tidak", "kode_desa": "12.09.20.1008"},
    ],
)
def test_penulisan_wajar_lain_diterima(ubah):
    assert kode(**ubah) == {}


def test_pesan_menyebut_kolom_yang_salah():
    assert temuan(desa="Entah", kecamatan="Antah")[0].kolom == ("kecamatan", "desa")
    kosong = temuan(nama="", alamat="")[0]
    assert kosong.kolom == ("nama", "alamat")
    assert "NAMA, ALAMAT" in kosong.pesan


def test_nik_kosong_disebut_kosong():
    assert kode(nik="") == {"V-NIK-01": "E", "V-KEL-01": "E"}


def test_ibu_kandung_kosong_ditolak_sebagai_kolom_wajib():
    assert kode(ibu_kandung="") == {"V-PRG-10": "E", "V-KEL-01": "E"}


def test_tanggal_nik_mustahil_ditolak_dalam_mode_ketat():
    assert kode(konteks(nik_ketat=True), nik="9901013511870001") == {"V-NIK-05": "E"}


def test_provinsi_99_ditolak_di_luar_mode_contoh():
    assert kode(konteks(provinsi_sah=frozenset(("12",))))["V-NIK-03"] == "E"


def test_kecamatan_nik_yang_tak_dikenal_diperingatkan_dan_daerah_lain_hanya_dicatat():
    assert kode(nik="1209991211870001") == {"V-NIK-04": "W", "V-NIK-09": "I"}
    assert kode(nik="3604171211870001") == {"V-NIK-09": "I"}
    assert status_dari(temuan(nik="3604171211870001")) == "DITERIMA"
    assert kode(nomor_kk="3604170911210002") == {"V-KK-03": "I"}


def test_29_februari_sah_bila_salah_satu_abad_kabisat():
    assert "V-NIK-05" not in kode(nik="9901012902000001")
    assert "V-NIK-05" in kode(nik="9901012902010001")


@pytest.mark.parametrize(
    ("ubah", "harapan"),
    [
        ({"tanggal_mulai_hamil": "01/09/2026"}, {}),
        ({"tanggal_mulai_hamil": ""}, {"V-KEL-01": "E"}),
        ({"tanggal_mulai_hamil": "01/12/2026"}, {"V-KEL-01": "E"}),
        ({"tanggal_mulai_hamil": "01/01/2026"}, {"V-KEL-01": "W"}),
        ({"tanggal_mulai_hamil": "01/09/2026", "tanggal_lahir": "12/11/1967", "nik": "9901015211670001"}, {"V-KEL-01": "W"}),
        ({"tanggal_mulai_hamil": "31/02/2026"}, {"V-TGL-01": "E"}),
    ],
)
def test_kehamilan_perempuan_diperiksa_tanggal_dan_umurnya(ubah, harapan):
    assert kode(**({"nik": "9901015211870001", "jenis_kelamin": "P", "hamil": "YA"} | ubah)) == harapan


def test_kepala_keluarga_anak_dan_suami_anak_diperingatkan():
    anak = {"nik": "9901011211180001", "tanggal_lahir": "12/11/2018", "status_kawin": "BELUM KAWIN"}
    assert kode(**anak, shdk="1") == {"V-PRG-07": "W"}
    assert kode(**anak, shdk="Suami") == {"V-PRG-08": "W"}
    assert kode(**anak, shdk="Anak") == {}


def test_nilai_dirapikan_tanpa_diubah():
    baris = bersih(nik=" 9901.0112 11870001", nama="  Siti   Aminah ", rt="4", status_kawin="cerai  mati", program="sembako")
    assert (baris.nik, baris.nama, baris.rt) == ("9901011211870001", "Siti Aminah", "004")
    assert (baris.status_kawin, baris.program) == ("CERAI MATI", "BPNT")
    assert bersihkan_nik(" 33.73 04") == "337304"
    assert bersihkan_nik("3373-04") == "3373-04"


def test_nilai_berurut_sejalan_dengan_daftar_kolom():
    baris = bersih(latitude="2.5", longitude="99,5")
    assert dict(zip(KUNCI, nilai_berurut(baris), strict=True)) == nilai_bernama(baris)
    assert nilai_bernama(baris)["longitude"] == 99.5


def test_nik_menyatakan_tanggal_lahir_dan_jenis_kelamin():
    assert tanggal_lahir_dari_nik("9901015211870001", HARI_INI) == date(1987, 11, 12)
    assert tanggal_lahir_dari_nik("9901011211260001", HARI_INI) == date(2026, 11, 12)
    assert tanggal_lahir_dari_nik("9901012211260001", HARI_INI) == date(1926, 11, 22)
    assert tanggal_lahir_dari_nik("9901013102870001", HARI_INI) is None
    assert jenis_kelamin_dari_nik("9901015211870001") == "P"
    assert jenis_kelamin_dari_nik("123") == ""


def test_nilai_tunggal_hanya_diperiksa_aturan_yang_cukup_dengannya():
    assert [satu.kode for satu in periksa_nilai(konteks(), nik="9901013511870000")] == ["V-NIK-05", "V-NIK-08"]
    assert [satu.kode for satu in periksa_nilai(konteks(), nik="9901011211870001", nomor_kk="9901011211870001")] == ["V-KK-02"]


def test_program_tambahan_administrator_dikenal():
    assert kode(konteks(program=PROGRAM_BAKU | {"Bantuan Rumah": "RUMAH"}), program="bantuan rumah") == {}


def test_nama_wilayah_dibandingkan_tanpa_kata_jenis():
    assert ringkas_nama_wilayah("Kec. KOTA Kisaran-Timur") == ringkas_nama_wilayah("kisaran timur")
    assert ringkas_nama_wilayah("Kecamatan Kota") == "KECAMATANKOTA"
    assert ringkas_nama_wilayah("DKI Jakarta") == ringkas_nama_wilayah("Daerah Khusus Ibukota Jakarta") == "JAKARTA"
    assert ringkas_nama_wilayah("DI Yogyakarta") == ringkas_nama_wilayah("Daerah Istimewa Yogyakarta")
    assert ringkas_nama_wilayah("Kep. Riau") == ringkas_nama_wilayah("Kepulauan Riau")


def test_orang_dan_program_kembar_ditolak_di_baris_kemudian_saja():
    ganda, k = PenandaGanda(), konteks()
    satu, bersih_saja = periksa_baris(BENAR, k)
    assert ganda.periksa(2, satu, bersih_saja) is None
    kedua = ganda.periksa(9, satu, [])
    assert kedua.kode == "V-PRG-04"
    assert "baris 2" in kedua.pesan
    lain, _ = periksa_baris(BENAR | {"program": "BPNT"}, k)
    assert ganda.periksa(10, lain, []) is None


def test_baris_yang_ditolak_tidak_menghalangi_perbaikannya():
    ganda, k = PenandaGanda(), konteks()
    salah, daftar = periksa_baris(BENAR | {"nama": ""}, k)
    assert ganda.periksa(2, salah, daftar) is None
    benar, daftar = periksa_baris(BENAR, k)
    assert ganda.periksa(3, benar, daftar) is None


def test_urutan_kolom_lain_dan_baris_pendek_terbaca():
    pemeriksa = Pemeriksa(konteks(), ("", *reversed(BENAR)))
    assert pemeriksa(["diabaikan", *reversed(BENAR.values())])[1] == []
    assert {satu.kode for satu in pemeriksa(["x"])[1]} == {"V-NIK-01", "V-KK-01", "V-KEL-01", "V-PRG-10"}
