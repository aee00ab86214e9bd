"""A job is a row: it is found again, it always ends, and what happened to it can be read."""

import datetime as dt
from pathlib import Path

import pytest
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from dasar import pekerjaan as modul
from dasar.berkas import XLSX
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat, nomor_permintaan
from dasar.models import Jejak, Pekerjaan
from dasar.pekerjaan import HILANG_SETELAH, PERCOBAAN_MAKS, antrekan, jalankan_pekerjaan, pulihkan
from usulan.models import BarisImpor, Impor
from usulan.pengimporan import terima_buku
from usulan.tasks import periksa

OLEH = Pelaku(5, "pengisi_desa", "1209201008", "Nurhasanah")
BUKU = Path(__file__).parents[1] / "data" / "asahan-kotor.xlsx"


@pytest.fixture
def penangan(monkeypatch):
    """`penangan(handler)` registers it as the kind "uji" for this test."""

    def daftarkan(kerja) -> None:
        monkeypatch.setitem(modul._PENANGAN, "uji", kerja)

    return daftarkan


def _antre(**isi) -> Pekerjaan:
    awal = {"jenis": "uji", "kunci": "1", "pengguna": 5, "fungsi": "pengisi_desa", "wilayah": "1209201008"}
    return Pekerjaan.objects.create(**awal | isi)


def _jalan(kerja: Pekerjaan) -> Pekerjaan:
    jalankan_pekerjaan(kerja.pk)
    kerja.refresh_from_db()
    return kerja


@pytest.mark.django_db
def test_pekerjaan_selesai_menyimpan_hasil_dan_bertindak_atas_nama_pengantre(penangan):
    terlihat = []

    def kerja(kerja, lapor, oleh):
        terlihat.append((oleh.pengguna_id, oleh.fungsi, oleh.wilayah, nomor_permintaan.get(), kerja.argumen))
        return {"url": "/selesai/"}

    penangan(kerja)
    satu = _jalan(_antre(argumen={"a": 1}))
    assert (satu.status, satu.kemajuan, satu.hasil, satu.percobaan) == ("selesai", 100, {"url": "/selesai/"}, 1)
    assert satu.selesai_pada
    assert terlihat == [(5, "pengisi_desa", "1209201008", f"pekerjaan-{satu.pk}", {"a": 1})]
    assert nomor_permintaan.get() == ""


@pytest.mark.django_db
def test_pekerjaan_yang_sudah_diambil_tidak_dijalankan_dua_kali(penangan):
    kali = []
    penangan(lambda *a: kali.append(1))
    satu = _antre()
    for _ in range(3):
        jalankan_pekerjaan(satu.pk)
    jalankan_pekerjaan(-1)
    assert kali == [1]


@pytest.mark.django_db
def test_kesalahan_mengakhiri_pekerjaan_dengan_nomornya_dan_tetap_terdengar(penangan):
    def kerja(*_):
        raise ZeroDivisionError("rincian dalam")

    penangan(kerja)
    satu = _antre()
    with pytest.raises(ZeroDivisionError):
        jalankan_pekerjaan(satu.pk)
    satu.refresh_from_db()
    assert satu.status == "gagal"
    assert f"pekerjaan-{satu.pk}" in satu.pesan
    assert "Tidak ada yang berubah" in satu.pesan
    assert "rincian dalam" not in satu.pesan
    assert satu.selesai_pada
    assert nomor_permintaan.get() == ""


@pytest.mark.django_db
def test_penolakan_mengakhiri_pekerjaan_dengan_kalimatnya(penangan):
    def kerja(*_):
        raise Ditolak("Berkas kosong. Isi dulu.", "berkas-kosong", ["baris 1", "baris 2"])

    penangan(kerja)
    satu = _jalan(_antre())
    assert (satu.status, satu.pesan) == ("gagal", "Berkas kosong. Isi dulu.")
    assert satu.hasil == {"kode": "berkas-kosong", "rincian": ["baris 1", "baris 2"]}


@pytest.mark.django_db
def test_penolakan_yang_panjang_tetap_tersimpan(penangan):
    def kerja(*_):
        raise Ditolak("x" * 2000)

    penangan(kerja)
    assert len(_jalan(_antre()).pesan) == 300


@pytest.mark.django_db
def test_satu_pekerjaan_aktif_per_jenis_dan_kunci(penangan):
    pertama = antrekan("uji", "7", {"n": 1}, oleh=OLEH)
    assert antrekan("uji", "7", {"n": 2}, oleh=OLEH) == pertama
    assert antrekan("uji", "8", {}, oleh=OLEH) != pertama
    assert antrekan("lain", "7", {}, oleh=OLEH) != pertama
    with pytest.raises(IntegrityError, match="pekerjaan_satu_aktif"), transaction.atomic():
        _antre(kunci="7")
    penangan(lambda *a: {})
    _jalan(pertama)
    assert antrekan("uji", "7", {}, oleh=OLEH) != pertama


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kendala", "isi"),
    [
        ("pekerjaan_kemajuan_persen", "kemajuan = 101"),
        ("pekerjaan_kemajuan_persen", "kemajuan = -1"),
        ("pekerjaan_selesai_bertanggal", "status = 'selesai'"),
        ("pekerjaan_selesai_bertanggal", "selesai_pada = now()"),
    ],
)
def test_kendala_pekerjaan_menolak_sql_langsung(kendala, isi):
    satu = _antre()
    with pytest.raises(IntegrityError, match=kendala), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(f"update dasar_pekerjaan set {isi} where id = %s", [satu.pk])


@pytest.mark.django_db
def test_pekerjaan_baru_dikirim_setelah_transaksinya_jadi(penangan, django_capture_on_commit_callbacks):
    kali = []
    penangan(lambda *a: kali.append(1) or {})
    with django_capture_on_commit_callbacks(execute=True) as panggilan:
        antrekan("uji", "1", {}, oleh=OLEH)
        assert kali == []
    assert len(panggilan) == 1
    assert kali == [1]


@pytest.fixture
def antrean_mati(monkeypatch):
    """The real client against a port where nobody listens."""
    mati = "redis://127.0.0.1:1/0"
    ubah = {"task_always_eager": False, "broker_url": mati, "broker_write_url": mati}
    semula = {nama: current_app.conf.get(nama) for nama in ubah}
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    current_app.conf.update(ubah)
    yield
    current_app.conf.update(semula)


@pytest.mark.django_db
def test_antrean_mati_meninggalkan_barisnya_dan_pulihkan_mengirimnya_kemudian(
    penangan, antrean_mati, caplog, django_capture_on_commit_callbacks
):
    penangan(lambda *a: {"url": "/"})
    with django_capture_on_commit_callbacks(execute=True):
        satu = antrekan("uji", "1", {}, oleh=OLEH)
    satu.refresh_from_db()
    assert (satu.status, satu.percobaan) == ("antre", 0)
    assert f"antrean tidak terjangkau; pekerjaan {satu.pk} menunggu" in caplog.text
    # A minute later, still down: the row goes on standing.
    Pekerjaan.objects.update(dibuat_pada=timezone.now() - dt.timedelta(minutes=2))
    assert pulihkan() == 1
    satu.refresh_from_db()
    assert satu.status == "antre"
    # The queue is back.
    current_app.conf.update(task_always_eager=True)
    assert pulihkan() == 1
    satu.refresh_from_db()
    assert (satu.status, satu.hasil) == ("selesai", {"url": "/"})
    assert pulihkan() == 0


@pytest.mark.django_db
def test_pekerjaan_yang_baru_diantrekan_tidak_dikirim_ulang():
    _antre()
    assert pulihkan() == 0


def _terputus(percobaan: int = 1, diam: dt.timedelta = HILANG_SETELAH + dt.timedelta(minutes=1)) -> Pekerjaan:
    """What a killed worker leaves."""
    lalu = timezone.now() - diam
    return _antre(status="berjalan", mulai_pada=lalu, detak_pada=lalu, dibuat_pada=lalu, percobaan=percobaan, kemajuan=40)


@pytest.mark.django_db
def test_pekerjaan_yang_pekerjanya_mati_dijalankan_lagi(penangan):
    penangan(lambda *a: {"url": "/"})
    satu = _terputus()
    assert pulihkan() == 1
    satu.refresh_from_db()
    assert (satu.status, satu.percobaan) == ("selesai", 2)


@pytest.mark.django_db
def test_pekerjaan_yang_masih_berdetak_dibiarkan(penangan):
    penangan(lambda *a: {})
    satu = _terputus(diam=HILANG_SETELAH - dt.timedelta(minutes=1))
    assert pulihkan() == 0
    satu.refresh_from_db()
    assert satu.status == "berjalan"


@pytest.mark.django_db
def test_setelah_tiga_kali_terputus_pekerjaan_diakhiri_dengan_kalimat():
    satu = _terputus(percobaan=PERCOBAAN_MAKS)
    assert pulihkan() == 0
    satu.refresh_from_db()
    assert (satu.status, satu.percobaan) == ("gagal", 3)
    assert "ulangi dari halamannya" in satu.pesan
    assert satu.selesai_pada


@pytest.mark.django_db
def test_jenis_yang_tidak_dikenal_berakhir_gagal():
    satu = _antre(jenis="karangan")
    with pytest.raises(KeyError):
        jalankan_pekerjaan(satu.pk)
    satu.refresh_from_db()
    assert satu.status == "gagal"


@pytest.mark.django_db(transaction=True)
def test_kemajuan_terlihat_dari_luar_selagi_transaksi_tindakan_masih_terbuka(penangan):
    """Whoever looks sees how far it is, and nothing of what the act has written so far."""
    terlihat = []

    def lihat(kursor) -> tuple:
        kursor.execute("select status, kemajuan, pesan from dasar_pekerjaan")
        baris = kursor.fetchone()
        kursor.execute("select count(*) from dasar_jejak where langkah = 'setengah'")
        return (*baris, kursor.fetchone()[0])

    def kerja(kerja, lapor, oleh):
        luar = connection.get_new_connection(connection.get_connection_params())
        luar.autocommit = True
        try:
            with transaction.atomic(), luar.cursor() as kursor:
                catat(oleh, "setengah")
                for persen in (40, 250, -3):
                    lapor(persen, f"sampai {persen}")
                    terlihat.append(lihat(kursor))
        finally:
            luar.close()
        return {}

    penangan(kerja)
    satu = _jalan(_antre())
    assert terlihat == [
        ("berjalan", 40, "sampai 40", 0),
        ("berjalan", 99, "sampai 250", 0),
        ("berjalan", 0, "sampai -3", 0),
    ]
    assert (satu.status, satu.kemajuan, satu.pesan) == ("selesai", 100, "")
    assert Jejak.objects.filter(langkah="setengah").count() == 1


@pytest.mark.django_db(transaction=True)
def test_kesalahan_di_tengah_tidak_meninggalkan_setengah_pekerjaan(penangan):
    def kerja(kerja, lapor, oleh):
        with transaction.atomic():
            catat(oleh, "setengah")
            lapor(50, "separuh jalan")
            raise ZeroDivisionError

    penangan(kerja)
    satu = _antre()
    with pytest.raises(ZeroDivisionError):
        jalankan_pekerjaan(satu.pk)
    satu.refresh_from_db()
    assert satu.status == "gagal"
    assert not Jejak.objects.filter(langkah="setengah").exists()


def _potret(impor: Impor) -> tuple:
    impor.refresh_from_db()
    baris = list(BarisImpor.objects.filter(impor_id=impor.pk).order_by("nomor").values())
    return impor.status, impor.jumlah_diterima, impor.jumlah_peringatan, impor.jumlah_ditolak, baris


@pytest.mark.django_db
def test_pemeriksaan_impor_dua_kali_memberi_hasil_yang_sama(pabrik, pelaku):
    """A worker may be killed at any moment, and the row is queued anew: the second run starts from the first line."""
    unggahan = SimpleUploadedFile("asahan-kotor.xlsx", BUKU.read_bytes(), XLSX)
    impor, kerja = terima_buku(pabrik.musyawarah("desa", dokumen=False), unggahan, oleh=pelaku("desa"))
    lapor = lambda persen, pesan: None  # noqa: E731
    periksa(kerja, lapor, pelaku("desa"))
    pertama = _potret(impor)
    assert pertama[0] == "siap"
    assert pertama[4]
    periksa(kerja, lapor, pelaku("desa"))
    assert _potret(impor) == pertama
