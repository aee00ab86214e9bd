"""What was sealed can be read back, and whoever touched it is found out, to the one event."""

import hashlib
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from dasar import penyegelan
from dasar.jejak import SISTEM, catat
from dasar.models import Jejak, SegelJejak
from dasar.penyegelan import Kerusakan, akar_merkle, letak, periksa, segel
from tests.basis_data import tanpa_pemicu


@pytest.fixture(autouse=True)
def blok_kecil(monkeypatch):
    """Several blocks out of few events."""
    monkeypatch.setattr(penyegelan, "BLOK", 8)


@pytest.fixture
def tersegel(db) -> list[int]:
    """Numbers of the sealed events, some forty in blocks of eight."""
    for n in range(20):
        catat(SISTEM, "uji", "dasar_berkas", n, "1209", f"catatan {n}")
    segel()
    assert SegelJejak.objects.count() > 3
    return list(Jejak.objects.order_by("pk").values_list("pk", flat=True))


def _diam_diam(perintah: str, *isi: object) -> None:
    with tanpa_pemicu() as kursor:
        kursor.execute(perintah, isi)
        assert kursor.rowcount == 1


def test_jejak_yang_tidak_disentuh_utuh(tersegel):
    assert periksa() == (len(tersegel), [])
    assert sum(SegelJejak.objects.values_list("jumlah", flat=True)) == len(tersegel)


def test_segel_kedua_tidak_menyegel_apa_pun_dan_yang_berikut_menyambung(tersegel):
    blok = SegelJejak.objects.count()
    assert segel() == 0
    assert SegelJejak.objects.count() == blok
    catat(SISTEM, "sesudah")
    assert segel() == 1
    akhir, sebelumnya = SegelJejak.objects.order_by("-sampai_id")[:2]
    assert akhir.dari_id == sebelumnya.sampai_id + 1
    assert periksa() == (len(tersegel) + 1, [])


UBAHAN = [
    ("pada", "pada + interval '1 microsecond'"),
    ("tabel", "'lain'"),
    ("objek", "null"),
    ("langkah", "'lain'"),
    ("dari", "'-'"),
    ("ke", "''"),
    ("oleh", "oleh + 1"),
    ("fungsi", "'kepala'"),
    ("wilayah", "'1208'"),
    ("alasan", "'X'"),
    ("catatan", "catatan || ' '"),
    ("permintaan", "'x'"),
    ("subjek", "42"),
]


def test_setiap_kolom_jejak_ikut_disegel():
    """A column that is added later and left out of the seal fails here."""
    assert {k for k, _ in UBAHAN} | {"id"} == {k.column for k in Jejak._meta.concrete_fields}


@pytest.mark.parametrize(("kolom", "nilai"), UBAHAN)
def test_peristiwa_yang_diubah_ditemukan_menurut_nomornya(kolom, nilai, tersegel):
    nomor = tersegel[-9]
    _diam_diam(f"update dasar_jejak set {kolom} = {nilai} where id = %s", nomor)
    assert periksa()[1] == [Kerusakan("diubah", nomor)]


def test_subjek_yang_dikosongkan_atau_diganti_ditemukan(db):
    for n in range(3):
        catat(SISTEM, "lihat", "usulan_usulan", n, subjek=1000 + n)
    segel()
    satu, dua, _ = Jejak.objects.order_by("-pk").values_list("pk", flat=True)[:3]
    _diam_diam("update dasar_jejak set subjek = null where id = %s", satu)
    _diam_diam("update dasar_jejak set subjek = 7 where id = %s", dua)
    assert periksa()[1] == [Kerusakan("diubah", dua), Kerusakan("diubah", satu)]


def test_peristiwa_tanpa_subjek_bersegel_seperti_sebelum_kolom_itu_ada(db):
    """A chain that was sealed before the column existed still holds: the leaf of such an event is over the old columns."""
    catat(SISTEM, "uji", "dasar_berkas", 5, "1209", "lama; (dengan, koma)")
    segel()
    with connection.cursor() as kursor:
        kursor.execute(
            "select sha256(convert_to(row(id, extract(epoch from pada), tabel, objek, langkah, dari, ke, oleh, fungsi, wilayah,"
            " alasan, catatan, permintaan)::text, 'UTF8')) from dasar_jejak order by id desc limit 1"
        )
        lama = bytes(kursor.fetchone()[0])
    assert bytes(SegelJejak.objects.latest("sampai_id").daun)[-32:] == lama


@pytest.mark.parametrize(
    ("perintah", "apa"),
    [
        ("update dasar_jejak set catatan = 'lain' where id = %s", "diubah"),
        ("delete from dasar_jejak where id = %s", "hilang"),
        ("select 1 where %s > 0", "utuh"),
    ],
)
def test_letak_satu_peristiwa_terhadap_segelnya(perintah, apa, tersegel):
    with tanpa_pemicu() as kursor:
        kursor.execute(perintah, [tersegel[10]])
    satu = letak(tersegel[10])
    assert satu.apa == apa
    assert satu.blok.dari_id <= tersegel[10] <= satu.blok.sampai_id


def test_kata_yang_dipindah_ke_kolom_sebelah_ditemukan(db):
    """The seal is over columns, not over one long line: a separator inside a note must not hide the border."""
    catat(SISTEM, "uji", catatan="satu|dua")
    segel()
    nomor = Jejak.objects.latest("pk").pk
    _diam_diam("update dasar_jejak set catatan = 'satu', permintaan = 'dua|' where id = %s", nomor)
    assert periksa()[1] == [Kerusakan("diubah", nomor)]


def test_peristiwa_yang_dihapus_ditemukan(tersegel):
    _diam_diam("delete from dasar_jejak where id = %s", tersegel[10])
    assert periksa()[1] == [Kerusakan("hilang", tersegel[10])]


@pytest.mark.parametrize("tempat", ["celah", "sebelum yang pertama", "negatif"])
def test_peristiwa_yang_disisipkan_ditemukan(tempat, tersegel):
    if tempat == "celah":
        with connection.cursor() as kursor:
            kursor.execute("select nextval('dasar_jejak_id_seq')")
            nomor = kursor.fetchone()[0]
        catat(SISTEM, "penutup celah")
        segel()
    else:
        nomor = {"sebelum yang pertama": 0, "negatif": -7}[tempat]
    _diam_diam(
        "insert into dasar_jejak (id, tabel, objek, langkah, dari, ke, oleh, fungsi, wilayah)"
        " values (%s, 'usulan_usulan', 1, 'layakkan', 'lengkap', 'layak', 1, 'verifikator', '1209')",
        nomor,
    )
    assert periksa()[1] == [Kerusakan("disisipkan", nomor)]


def test_peristiwa_yang_bertukar_tempat_ditemukan(tersegel):
    a, b = tersegel[5:7]
    with tanpa_pemicu() as kursor:
        kursor.execute("update dasar_jejak set id = -1 where id = %s", [a])
        kursor.execute("update dasar_jejak set id = %s where id = %s", [a, b])
        kursor.execute("update dasar_jejak set id = %s where id = -1", [b])
    assert periksa()[1] == [Kerusakan("diubah", a), Kerusakan("diubah", b)]


@pytest.mark.parametrize(
    "perubahan",
    [
        "akar = sha256('lain')",
        "rantai = sha256('lain')",
        "jumlah = jumlah + 1",
        "dari_id = dari_id + 1",
        "daun = overlay(daun placing sha256('lain') from 1)",
        "daun = substr(daun, 33)",
        "daun = ''",
        "nomor_objek = nomor_objek[2:]",
        "nomor_objek = '{}'",
    ],
)
def test_blok_segel_yang_diubah_ditemukan(perubahan, tersegel):
    blok = SegelJejak.objects.order_by("sampai_id")[1]
    _diam_diam(f"update dasar_segeljejak set {perubahan} where id = %s", blok.pk)
    rusak = periksa(batas=1000)[1]
    assert Kerusakan("segel", blok.pk) in rusak
    # The events of the other blocks are not blamed.
    sendiri = set(blok.nomor_objek) | {blok.pk}
    selanjutnya = SegelJejak.objects.order_by("sampai_id")[2].pk
    assert {r.nomor for r in rusak} <= sendiri | {selanjutnya}


def test_blok_segel_yang_dihapus_ditemukan(tersegel):
    pertama, kedua, ketiga = SegelJejak.objects.order_by("sampai_id")[:3]
    _diam_diam("delete from dasar_segeljejak where id = %s", kedua.pk)
    assert Kerusakan("segel", ketiga.pk) in periksa()[1]
    _diam_diam("delete from dasar_segeljejak where id = %s", pertama.pk)
    assert Kerusakan("segel", ketiga.pk) in periksa()[1]


def test_blok_yang_disegel_ulang_setelah_diubah_memutus_rantai(tersegel):
    """Whoever alters an event and mends its own block must mend every later block too, and what the decrees carry."""
    blok = SegelJejak.objects.order_by("sampai_id")[1]
    nomor = blok.nomor_objek[0]
    _diam_diam("update dasar_jejak set oleh = 1 where id = %s", nomor)
    with connection.cursor() as kursor:
        kursor.execute(penyegelan._DAUN, [blok.dari_id - 1, blok.sampai_id])
        daun = [bytes(d) for _, d in kursor.fetchall()]
    depan = SegelJejak.objects.order_by("sampai_id")[0]
    akar = akar_merkle(daun)
    rantai = hashlib.sha256(bytes(depan.rantai) + akar).digest()
    _diam_diam(
        "update dasar_segeljejak set daun = %s, akar = %s, rantai = %s where id = %s", b"".join(daun), akar, rantai, blok.pk
    )
    lanjut = SegelJejak.objects.order_by("sampai_id")[2]
    assert periksa()[1] == [Kerusakan("segel", lanjut.pk)]


def test_laporan_berhenti_pada_batas(tersegel):
    with tanpa_pemicu() as kursor:
        kursor.execute("update dasar_jejak set oleh = oleh + 1")
    assert len(periksa(batas=5)[1]) == 5


def test_perintah_periksa_jejak_menyebut_nomor_dan_gagal(tersegel, capsys):
    call_command("periksa_jejak")
    assert f"Utuh: {len(tersegel)} peristiwa" in capsys.readouterr().out
    _diam_diam("update dasar_jejak set oleh = oleh + 1 where id = %s", tersegel[3])
    with pytest.raises(SystemExit) as keluar:
        call_command("periksa_jejak")
    assert keluar.value.code == 1
    assert f"Peristiwa {tersegel[3]}: diubah" in capsys.readouterr().err


@pytest.mark.parametrize("jumlah", [1, 2, 3, 7, 8])
def test_akar_merkle_bergantung_pada_setiap_daun_dan_urutannya(jumlah):
    daun = [hashlib.sha256(bytes([n])).digest() for n in range(jumlah)]
    akar = akar_merkle(daun)
    for n in range(jumlah):
        assert akar_merkle([*daun[:n], hashlib.sha256(b"lain").digest(), *daun[n + 1 :]]) != akar
    if jumlah > 1:
        assert akar_merkle(daun[::-1]) != akar


@pytest.fixture
def di_utas():
    """`di_utas(act)` → its Future, on a connection of its own."""
    with ThreadPoolExecutor(4) as kolam:

        def mulai(kerja):
            def bersih():
                try:
                    return kerja()
                finally:
                    connection.close()

            return kolam.submit(bersih)

        yield mulai


def _menunggu(hasil) -> bool:
    return bool(wait([hasil], timeout=0.4).not_done)


@pytest.mark.django_db(transaction=True)
def test_segel_menunggu_penulis_yang_belum_selesai_lalu_menyegelnya(di_utas):
    """Numbers are given before commit: a lower number that appears after a higher was sealed would stay outside for ever."""
    with transaction.atomic():
        catat(SISTEM, "lambat")
        hasil = di_utas(segel)
        assert _menunggu(hasil)
    assert hasil.result(20) == Jejak.objects.count()
    assert Jejak.objects.get(langkah="lambat").pk <= SegelJejak.objects.latest("sampai_id").sampai_id
    assert periksa()[1] == []


@pytest.mark.django_db(transaction=True)
def test_penulis_menunggu_segel_dan_masuk_blok_berikutnya(di_utas):
    with transaction.atomic():
        segel()
        hasil = di_utas(lambda: catat(SISTEM, "terlambat"))
        assert _menunggu(hasil)
    hasil.result(20)
    assert Jejak.objects.get(langkah="terlambat").pk > SegelJejak.objects.latest("sampai_id").sampai_id
    assert segel() == 1
    assert periksa()[1] == []


@pytest.mark.django_db(transaction=True)
def test_dua_segel_bersamaan_tidak_menyegel_dua_kali(di_utas):
    jumlah = Jejak.objects.count()
    hasil = [di_utas(segel) for _ in range(3)]
    assert sorted(h.result(20) for h in hasil) == [0, 0, jumlah]
    assert periksa() == (jumlah, [])
