from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from dasar.galat import Ditolak
from wilayah.models import Tingkat, Wilayah
from wilayah.pemuatan import BarisWilayah, baca_daftar, muat, muat_sebagian

ASLI = [
    BarisWilayah("00", "Indonesia", "negara"),
    BarisWilayah("12", "Sumatera Utara", "provinsi"),
    BarisWilayah("1209", "Kabupaten Asahan", "kabupaten"),
    BarisWilayah("120920", "Kota Kisaran Timur", "kecamatan"),
    *(BarisWilayah(f"12092010{n:02d}", f"Kelurahan {n}", "kelurahan") for n in range(1, 41)),
]


def test_daftar_lengkap_termuat_dalam_hitungan_detik_dan_aman_diulang(db, capsys):
    call_command("muat_wilayah")
    pertama = capsys.readouterr().out
    call_command("muat_wilayah")
    kedua = capsys.readouterr().out
    for jumlah in ("38", "514", "7.285", "83.762"):
        assert f" {jumlah}\n" in pertama and f" {jumlah}\n" in kedua
    assert "91600 baru" in pertama
    assert "0 baru, 0 berubah, 0 berakhir" in kedua
    # The sizes of the two demo kabupaten, which other parts rely on.
    asahan = Wilayah.objects.di_bawah("1209")
    assert (asahan.kecamatan().count(), asahan.desa().count(), asahan.filter(jenis="kelurahan").count()) == (25, 204, 27)
    assert Wilayah.objects.di_bawah("3604").desa().count() == 326


def test_sebagian_hanya_memuat_yang_diminta_dan_moyangnya(wilayah_contoh):
    assert wilayah_contoh.per_tingkat == {
        Tingkat.NEGARA: 1, Tingkat.PROVINSI: 2, Tingkat.KABUPATEN: 2, Tingkat.KECAMATAN: 54, Tingkat.DESA: 530,
    }  # fmt: skip
    assert muat_sebagian(["1209", "3604"]).jumlah_perubahan == 0


def test_sebagian_tidak_mengakhiri_yang_lain(wilayah_contoh):
    muat_sebagian(["9402"])
    assert Wilayah.objects.berlaku().di_bawah("1209").desa().count() == 204


def test_nama_baru_menggantikan_nama_lama_beserta_kunci_dan_dasarnya(db):
    muat(ASLI)
    baru = [BarisWilayah("120920", "Kisaran Raya", "kecamatan") if b.kode == "120920" else b for b in ASLI]
    hasil = muat(baru, dasar_hukum="Kepmendagri uji")
    assert (hasil.baru, hasil.berubah, hasil.berakhir) == (0, 1, 0)
    kecamatan = Wilayah.objects.get(pk="120920")
    assert (kecamatan.nama, kecamatan.kunci, kecamatan.dasar_hukum) == ("Kisaran Raya", "kisaran raya", "Kepmendagri uji")
    assert Wilayah.objects.get(pk="1209").dasar_hukum != "Kepmendagri uji"


def test_yang_hilang_dari_daftar_berakhir_tetapi_tidak_dihapus_dan_bisa_kembali(db):
    muat(ASLI)
    hasil = muat(ASLI[:-1], berlaku_dari=date(2027, 1, 2))
    hilang = Wilayah.objects.get(pk=ASLI[-1].kode)
    assert (hasil.berakhir, hilang.berlaku_sampai) == (1, date(2027, 1, 2))
    assert not Wilayah.objects.berlaku().filter(pk=hilang.pk).exists()
    assert muat(ASLI).berubah == 1
    hilang.refresh_from_db()
    assert hilang.berlaku_sampai is None


def test_daftar_terpotong_ditolak_dan_tidak_mengubah_apa_pun(db):
    muat(ASLI)
    with pytest.raises(Ditolak, match="Tidak ada yang diubah") as galat:
        muat(ASLI[:20])
    assert galat.value.kode == "daftar-wilayah-tidak-lengkap"
    assert Wilayah.objects.berlaku().count() == len(ASLI)


def test_nama_dengan_tanda_khusus_masuk_utuh(db):
    muat([*ASLI, BarisWilayah("1209201099", "Pa'u \\N (Lama)", "kelurahan")])
    assert Wilayah.objects.get(pk="1209201099").nama == "Pa'u \\N (Lama)"


def test_anak_tanpa_induk_ditolak_basis_data(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        muat([*ASLI, BarisWilayah("130101", "Tanpa Induk", "kecamatan")])
        connection.check_constraints()


def test_setiap_baris_daftar_bertingkat_dan_berinduk_di_dalam_daftar():
    kode = {b.kode for b in baca_daftar()}
    assert len(kode) == 91_600
    assert {k[:-4] for k in kode if len(k) == 10} <= kode


@pytest.mark.parametrize(
    ("kode", "tingkat", "jenis", "induk", "kendala"),
    [
        ("12x9", 2, "kabupaten", "12", "wilayah_kode_angka"),
        ("12099", 2, "kabupaten", "12", "wilayah_kode_setingkat"),
        ("1210", 3, "kecamatan", "12", "wilayah_kode_setingkat"),
        ("1310", 2, "kabupaten", "12", "wilayah_kode_setingkat"),
        ("1310", 2, "kabupaten", None, "wilayah_kode_setingkat"),
        ("13", 1, "provinsi", None, "wilayah_kode_setingkat"),
        ("1210", 2, "kecamatan", "12", "wilayah_jenis_setingkat"),
        ("1209202999", 4, "kelurahan", "120920", "wilayah_jenis_setingkat"),
    ],
)
def test_baris_yang_tidak_masuk_akal_ditolak_basis_data(db, kode, tingkat, jenis, induk, kendala):
    muat(ASLI)
    with pytest.raises(IntegrityError, match=kendala), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(
            "INSERT INTO wilayah_wilayah (kode, nama, tingkat, jenis, induk_id, kunci, berlaku_dari, dasar_hukum)"
            " VALUES (%s, 'X', %s, %s, %s, 'x', '2025-01-01', '-')",
            [kode, tingkat, jenis, induk],
        )


def test_masa_berlaku_tidak_berakhir_sebelum_dimulai(db):
    muat(ASLI)
    with pytest.raises(IntegrityError, match="wilayah_masa_berlaku_urut"), transaction.atomic():
        Wilayah.objects.filter(pk="12").update(berlaku_sampai=date(2000, 1, 1))
