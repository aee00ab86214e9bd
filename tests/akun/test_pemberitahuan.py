"""Notices: one sentence for one account, seen by nobody else, read by a press of a button."""

import pytest
from django.db import IntegrityError, connection, transaction

from akun.models import Pemberitahuan, Pengguna
from akun.pemberitahuan import beri_tahu, beri_tahu_nik
from dasar.jangkauan import dalam_jangkauan

pytestmark = pytest.mark.django_db


def test_penerima_ganda_tertutup_dan_tidak_ada_dihitung_sekali_atau_tidak(pelaku, django_assert_num_queries):
    desa, verifikator = pelaku("desa").pengguna_id, pelaku("verifikator").pengguna_id
    Pengguna.objects.filter(pk=verifikator).update(is_active=False)
    with django_assert_num_queries(1):
        assert beri_tahu([desa, desa, verifikator, 987654321], "usulan", "Usulan Anda dinyatakan layak.", "/beranda/") == 1
    satu = Pemberitahuan.objects.get()
    assert (satu.penerima_id, satu.dibaca_pada, satu.disampaikan_pada, satu.lewat) == (desa, None, None, "")


def test_menurut_nik_hanya_warga_terverifikasi_yang_tercapai(pelaku):
    warga, desa = (Pengguna.objects.get(username=n) for n in ("warga", "desa"))
    assert beri_tahu_nik([warga.nik, desa.nik, "9901010101909999"], "data", "Data Anda diperbaiki.") == 1
    assert Pemberitahuan.objects.get().penerima == warga


@pytest.mark.parametrize(
    "isi",
    [
        ("karangan", "Kabar.", ""),
        ("umum", "", ""),
        ("umum", "x" * 301, ""),
        ("umum", "Kabar.", "https://contoh.invalid/"),
        ("umum", "Kabar.", "//contoh.invalid/"),
    ],
)
def test_jenis_kalimat_dan_alamat_yang_keliru_adalah_cacat_pemanggil(isi, pelaku):
    with pytest.raises(ValueError):
        beri_tahu([pelaku("desa").pengguna_id], *isi)
    assert not Pemberitahuan.objects.exists()


def test_nik_di_dalam_kalimat_disamarkan(pelaku):
    beri_tahu([pelaku("desa").pengguna_id], "umum", "Tentang 9901010101900101.")
    assert Pemberitahuan.objects.get().kalimat == "Tentang 9901********0101."


@pytest.mark.parametrize("kolom", ["alamat = '//luar.invalid'", "kalimat = ''", "lewat = 'surel'", "disampaikan_pada = now()"])
def test_basis_data_menolak_baris_yang_tidak_masuk_akal(kolom, pelaku):
    beri_tahu([pelaku("desa").pengguna_id], "umum", "Kabar.")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(f"update akun_pemberitahuan set {kolom}")


def test_basis_data_hanya_memperlihatkan_dan_mengubah_milik_penerima(pelaku):
    desa, warga = pelaku("desa"), pelaku("warga")
    beri_tahu([desa.pengguna_id, warga.pengguna_id], "umum", "Kabar.")
    with connection.cursor() as kursor:
        for siapa, jumlah in ((desa, 1), (warga, 1), (pelaku("auditor"), 0), (pelaku("admin.kab"), 0), (None, 0)):
            with dalam_jangkauan(siapa):
                kursor.execute("select count(*), coalesce(min(penerima_id), 0) from akun_pemberitahuan")
                assert kursor.fetchone() == (jumlah, siapa.pengguna_id if jumlah else 0)
        with dalam_jangkauan(warga):
            kursor.execute("update akun_pemberitahuan set dibaca_pada = now() where penerima_id = %s", [desa.pengguna_id])
            assert kursor.rowcount == 0


def test_halaman_menampilkan_milik_sendiri_dan_jumlah_di_kepala(masuk, pelaku):
    beri_tahu([pelaku("warga").pengguna_id], "usulan", "Usulan Anda diterima desa.", "/bantuan/")
    beri_tahu([pelaku("desa").pengguna_id], "tugas", "Ada tugas baru.")
    isi = masuk("warga").get("/pemberitahuan/").content.decode()
    assert "Usulan Anda diterima desa." in isi and "Ada tugas baru." not in isi
    assert "1 belum dibaca" in isi
    assert "belum dibaca" not in masuk("auditor").get("/beranda/").content.decode()


def test_membuka_menandai_dibaca_dan_menuju_alamatnya(masuk, pelaku):
    beri_tahu([pelaku("warga").pengguna_id], "usulan", "Usulan Anda diterima desa.", "/bantuan/")
    satu = Pemberitahuan.objects.get()
    klien = masuk("warga")
    klien.get("/pemberitahuan/")
    assert Pemberitahuan.objects.belum_dibaca().exists(), "melihat daftar tidak menulis apa pun"
    assert klien.post(f"/pemberitahuan/{satu.pk}/buka/")["Location"] == "/bantuan/"
    assert not Pemberitahuan.objects.belum_dibaca().exists()
    assert masuk("desa").post(f"/pemberitahuan/{satu.pk}/buka/").status_code == 404


def test_tandai_semua_hanya_menyentuh_milik_sendiri(masuk, pelaku):
    beri_tahu([pelaku("warga").pengguna_id, pelaku("desa").pengguna_id], "umum", "Kabar.")
    jawaban = masuk("warga").post("/pemberitahuan/baca/", follow=True)
    assert "1 pemberitahuan ditandai sudah dibaca" in jawaban.content.decode()
    assert list(Pemberitahuan.objects.belum_dibaca().values_list("penerima", flat=True)) == [pelaku("desa").pengguna_id]


def test_daftar_terpotong_dengan_kunci(masuk, pelaku):
    for n in range(31):
        beri_tahu([pelaku("warga").pengguna_id], "umum", f"Kabar nomor {n}.")
    klien = masuk("warga")
    satu = klien.get("/pemberitahuan/").content.decode()
    assert "Kabar nomor 30." in satu and "Kabar nomor 0." not in satu
    terakhir = Pemberitahuan.objects.order_by("-pk")[29].pk
    assert "Kabar nomor 0." in klien.get(f"/pemberitahuan/?sesudah={terakhir}").content.decode()
