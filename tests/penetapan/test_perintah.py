"""`tetapkan` and `periksa_register` as an operator types them."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from dasar.periode import periode_kini, sebelum
from dtks.register.models import Individu, Keluarga
from penetapan.models import Penetapan
from penetapan.penetapan import tetapkan


def _bulan(periode: int) -> str:
    return f"{periode // 100}-{periode % 100:02d}"


def _jalankan(perintah: str, **opsi) -> tuple[int, str]:
    keluar, kode = io.StringIO(), 0
    try:
        call_command(perintah, stdout=keluar, stderr=keluar, **opsi)
    except SystemExit as galat:
        kode = galat.code
    return kode, keluar.getvalue()


def test_tetapkan_tanpa_perintah_hanya_menampilkan_rencana(pabrik):
    pabrik.lolos(n=2)
    pabrik.lengkap()
    _, isi = _jalankan("tetapkan", periode=_bulan(periode_kini()))
    assert "Masuk DTKS, PKH" in isi or "PKH" in isi
    assert "Belum sampai, tidak ikut: 1" in isi
    assert "Belum ada yang berubah" in isi
    assert not Penetapan.objects.exists()


def test_tetapkan_menetapkan_dan_meninggalkan_dokumen(pabrik):
    pabrik.lolos(n=2)
    _, isi = _jalankan("tetapkan", periode=_bulan(periode_kini()), tetapkan=True, yakin=True)
    penetapan = Penetapan.objects.get()
    assert (penetapan.jumlah_masuk, penetapan.ditetapkan_oleh.username) == (2, "menteri")
    assert str(penetapan.keputusan.jalur) in isi
    assert penetapan.keputusan.jalur.is_file()
    with pytest.raises(CommandError, match="sudah ditetapkan"):
        _jalankan("tetapkan", periode=_bulan(periode_kini()), tetapkan=True, yakin=True)


def test_tetapkan_bertanya_dulu_dan_berhenti_bila_dijawab_tidak(pabrik, monkeypatch):
    pabrik.lolos()
    monkeypatch.setattr("builtins.input", lambda _: "tidak")
    with pytest.raises(CommandError, match="Dibatalkan"):
        _jalankan("tetapkan", periode=_bulan(periode_kini()), tetapkan=True)
    assert not Penetapan.objects.exists()


@pytest.mark.parametrize(
    ("opsi", "kata"), [({"periode": "November"}, "bukan bulan"), ({"akun": "penilai"}, "tidak berfungsi manajemen")]
)
def test_tetapkan_menolak_bulan_dan_akun_yang_keliru(pabrik, opsi, kata):
    pabrik.lolos()
    with pytest.raises(CommandError, match=kata):
        _jalankan("tetapkan", **{"periode": _bulan(periode_kini()), "tetapkan": True, "yakin": True} | opsi)
    assert not Penetapan.objects.exists()


def test_register_yang_utuh_lulus_sekarang_dan_pada_bulan_lalu(pabrik, pelaku):
    lama, _ = pabrik.ditetapkan(n=3)
    pabrik.lolos(n=2)
    tetapkan(periode_kini(), nomor_sk="9/HUK/2026", oleh=pelaku("menteri"))
    for opsi in ({}, {"periode": _bulan(lama.periode)}, {"periode": _bulan(sebelum(lama.periode))}):
        kode, isi = _jalankan("periksa_register", **opsi)
        assert kode == 0, isi
        assert "Utuh" in isi


KERUSAKAN = {
    "nama diubah": ("update dtks_individu set nama = 'ORANG LAIN' where nik = %(nik)s", "isi tidak lagi sesuai dengan segel"),
    "alamat diubah": ("update dtks_keluarga set alamat = 'LAIN' where nomor_kk = %(kk)s", "isi tidak lagi sesuai dengan segel"),
    "bantuan dihapus": ("delete from dtks_kepesertaan where nik = %(nik)s", "isi tidak lagi sesuai dengan segel"),
    "orang dihapus": ("delete from dtks_individu where nik = %(nik)s", "tidak ada anggota yang berlaku"),
    "keluarga dihapus": ("delete from dtks_keluarga where nomor_kk = %(kk)s", "0 keluarga berlaku"),
    "ibu dikosongkan": ("update dtks_individu set ibu_kandung = '' where nik = %(nik)s", "ada isian wajib yang kosong"),
    "alamat dikosongkan": ("update dtks_keluarga set rt = '' where nomor_kk = %(kk)s", "ada isian wajib yang kosong"),
    "pindah desa": ("update dtks_individu set wilayah_id = '1209212002' where nik = %(nik)s", "keluarganya di desa 1209201008"),
    "bulan digeser": ("update dtks_individu set dari = dari - 1 where nik = %(nik)s", "dibuka bulan"),
    "penetapan tiada": ("update dtks_individu set dibuka = 999999 where nik = %(nik)s", "oleh penetapan nomor 999999"),
    "dua kepala": (
        """insert into dtks_individu (nik, dari, nomor_kk, wilayah_id, nama, tempat_lahir, tanggal_lahir, ibu_kandung,
                  jenis_kelamin, pekerjaan, status_kawin, pendidikan, hubungan, dibuka)
           select '9920000000000001', dari, nomor_kk, wilayah_id, nama, tempat_lahir, tanggal_lahir, ibu_kandung,
                  jenis_kelamin, pekerjaan, status_kawin, pendidikan, 1, dibuka from dtks_individu where nik = %(nik)s""",
        "2 kepala keluarga",
    ),
    "versi bertumpuk": (
        """insert into dtks_individu (nik, dari, sampai, nomor_kk, wilayah_id, nama, tempat_lahir, tanggal_lahir, ibu_kandung,
                  jenis_kelamin, pekerjaan, status_kawin, pendidikan, hubungan, dibuka, ditutup)
           select nik, dari - 1, dari + 1, nomor_kk, wilayah_id, nama, tempat_lahir, tanggal_lahir, ibu_kandung,
                  jenis_kelamin, pekerjaan, status_kawin, pendidikan, hubungan, dibuka, dibuka
             from dtks_individu where nik = %(nik)s""",
        "berlaku bersamaan",
    ),
    "tercatat meninggal": ("update dtks_padanan set status = 'meninggal' where nik = %(nik)s", "tercatat meninggal"),
    "segel desa diubah": ("update dtks_segeldesa set akar = '\\x00'", "rantai segel"),
    "segel keputusan diubah": ("update penetapan_penetapan set akar = '\\x00'", "tidak cocok dengan yang tercetak"),
}


@pytest.mark.parametrize("kerusakan", KERUSAKAN)
def test_periksa_register_menemukan_dan_menyebut_kerusakan(pabrik, rusak, kerusakan):
    pabrik.ditetapkan(n=2)
    orang = Individu.objects.order_by("nik").first()
    perintah, kata = KERUSAKAN[kerusakan]
    perintah = perintah.replace("%(nik)s", f"'{orang.nik}'").replace("%(kk)s", f"'{orang.nomor_kk}'")
    rusak(perintah)
    kode, isi = _jalankan("periksa_register")
    assert kode == 1
    assert kata in isi
    if "dtks_individu" in perintah or "dtks_keluarga" in perintah:
        assert "1209201008" in isi


def test_periksa_register_tanpa_data_lulus(db):
    assert _jalankan("periksa_register")[0] == 0
    assert Keluarga.objects.count() == 0
    with connection.cursor() as kursor:
        kursor.execute("select count(*) from dtks_segeldesa")
        assert kursor.fetchone() == (0,)
