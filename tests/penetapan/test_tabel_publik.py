"""The tables behind the public pages: written by the determination, found by fingerprints, holding no number."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from dasar.periode import periode_kini, sebelum
from dtks.register import cek, rekap_desa
from dtks.register.models import Cek, RekapDesa
from penetapan.models import WaktuJawab
from penetapan.penetapan import tetapkan
from penetapan.waktu_jawab import hitung_waktu_jawab
from tests.basis_data import sebagai_pemilik
from usulan.models import Usulan

pytestmark = pytest.mark.django_db
LALU, KINI = sebelum(periode_kini()), periode_kini()


@pytest.fixture
def ditetapkan(pabrik):
    return pabrik.ditetapkan("desa", 2)[1]


@pytest.fixture
def keluar(pabrik, pelaku, rusak, ditetapkan):
    """`keluar("penonaktifan")`: this month's determination takes the first of the determined out."""

    def tetapkan_keluar(jenis: str) -> Usulan:
        (pengganti,) = pabrik.lolos()
        rusak(
            """update usulan_usulan d set jenis = %s, sebab = 'meninggal', nik = s.nik, nomor_kk = s.nomor_kk,
                      program_id = case when %s = 'penonaktifan' then 'NONBANSOS' else s.program_id end
                 from usulan_usulan s where s.id = %s and d.id = %s""",
            [jenis, jenis, ditetapkan[0].pk, pengganti.pk],
        )
        tetapkan(KINI, nomor_sk="KELUAR/HUK/2026", oleh=pelaku("menteri"))
        return ditetapkan[0]

    return tetapkan_keluar


def test_penetapan_menulis_satu_baris_per_orang_yang_ditemukan_dengan_nik_nama_dan_desa(ditetapkan):
    for u in ditetapkan:
        temuan = cek.cari(u.nama.lower(), u.wilayah_id, u.nik)
        assert [(b.program, b.keluar) for b in temuan.baris] == [([["PKH", LALU, None]], None)]
        assert temuan.lebih is False
    assert Cek.objects.count() == Usulan.objects.values("nik").distinct().count()


def test_nama_dibandingkan_tanpa_spasi_tanda_baca_dan_besar_kecil_huruf(ditetapkan):
    u = ditetapkan[0]
    for tulisan in (u.nama.upper(), f"  {u.nama.lower()} ", u.nama.replace(" ", ""), u.nama.replace(" ", "-")):
        assert cek.cari(tulisan, u.wilayah_id, u.nik).baris


def test_faktor_kedua_yang_salah_sama_dengan_orang_yang_tidak_dikenal(ditetapkan):
    u = ditetapkan[0]
    for nama, desa, nik in (
        (u.nama + "X", u.wilayah_id, u.nik),
        (u.nama, "1209201009", u.nik),
        (u.nama, u.wilayah_id, "9999990101010001"),
    ):
        assert cek.cari(nama, desa, nik) == cek.Temuan([], False)


def test_tabel_cek_tidak_memuat_nomor_alamat_nama_lengkap_atau_tanggal_lahir(ditetapkan):
    with connection.cursor() as kursor:
        kursor.execute("select string_agg(c::text, ' ') from dtks_cek c")
        isi = kursor.fetchone()[0]
    for u in ditetapkan:
        for rahasia in (u.nik, u.nomor_kk, u.alamat, u.nama, u.tanggal_lahir.isoformat(), u.ibu_kandung):
            assert rahasia not in isi
    assert "•••" in isi


def test_bantuan_yang_dihentikan_tetap_disebut_beserta_bulannya(keluar):
    u = keluar("penghentian")
    (baris,) = cek.cari(u.nama, u.wilayah_id, u.nik).baris
    assert (baris.program, baris.keluar) == ([["PKH", LALU, KINI]], None)


def test_orang_yang_keluar_hanya_terlihat_dengan_nik(keluar):
    u = keluar("penonaktifan")
    (baris,) = cek.cari(u.nama, u.wilayah_id, u.nik).baris
    assert baris.keluar == KINI
    assert cek.cari(u.nama, u.wilayah_id).baris == []


@pytest.mark.parametrize("jenis", ["penghentian", "penonaktifan"])
def test_rekap_desa_sama_dengan_yang_berlaku_dalam_register_pada_setiap_bulan(keluar, jenis):
    keluar(jenis)
    assert rekap_desa.beda_dengan_register() == []
    orang = {(r.objek, r.periode): r.aktif for r in RekapDesa.objects.filter(wilayah="1209201008")}
    assert orang["INDIVIDU", LALU] == 2
    assert orang["PKH", KINI] == 1
    assert orang.get(("INDIVIDU", KINI)) == (1 if jenis == "penonaktifan" else None)


def test_periksa_register_menemukan_cek_dan_rekap_yang_berbeda_dan_susun_publik_memperbaikinya(ditetapkan, rusak, capsys):
    rusak("update dtks_cek set program = '[]'")
    rusak("update dtks_rekapdesa set aktif = 99")
    with pytest.raises(SystemExit):
        call_command("periksa_register")
    keluaran = capsys.readouterr().out
    assert "Cek publik sesuai dengan register" in keluaran and "susun_publik" in keluaran
    with sebagai_pemilik():
        call_command("susun_publik")
    call_command("periksa_register")
    assert cek.cari(ditetapkan[0].nama, ditetapkan[0].wilayah_id, ditetapkan[0].nik).baris[0].program


@pytest.mark.parametrize(
    "sql",
    [
        "update dtks_cek set keluar = 202601",
        "insert into dtks_rekapdesa (wilayah_id, objek, periode, aktif) values ('1209201008', 'PKH', 202001, 7)",
        "delete from dtks_cek",
        "update dtks_rekapdesa set aktif = 0",
    ],
)
def test_tabel_publik_tidak_ditulis_di_luar_penetapan(ditetapkan, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(sql)


def test_waktu_jawab_menghitung_yang_dijawab_yang_menunggu_dan_yang_lewat(pabrik, rusak):
    """Two answered after 2 and 4 days, one returned on the day, one waiting since long ago."""
    satu, dua = pabrik.layak("desa", 2)
    lama, baru = pabrik.diajukan("desa2", 2)
    for u, hari in ((satu, 2), (dua, 4)):
        rusak("update usulan_usulan set diajukan_pada = diputus_pada - %s * interval '1 day' where id = %s", [hari, u.pk])
    rusak("update usulan_usulan set diajukan_pada = now() - interval '100 days' where id = %s", [lama.pk])
    assert hitung_waktu_jawab() == 2
    asahan, serang = WaktuJawab.objects.order_by("pk")
    assert (asahan.pk, asahan.dijawab, asahan.menunggu, round(asahan.median_hari, 2)) == ("1209", 2, 0, 3)
    assert (serang.pk, serang.dijawab, serang.menunggu, serang.median_hari) == ("3604", 0, 2, None)
    assert serang.lewat >= 1
    assert baru.status == "diajukan"
