"""Big exports: a download that broke goes on, Parquet keeps digits, BNBA for those who serve a programme."""

import hashlib
import io

import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from dasar.ekspor import tulis_parquet
from dasar.jangkauan import dalam_jangkauan
from dasar.models import Ekspor, Jejak
from dasar.pekerjaan import jalankan_pekerjaan
from dasar.pengeksporan import KOLOM_KODE, minta_ekspor
from dtks.register.bnba import baris_penerima
from dtks.register.models import Individu

pytestmark = pytest.mark.django_db
TUJUAN = {"bentuk": "csv", "tujuan": "layanan_pengaduan", "keterangan": ""}


@pytest.fixture
def berkas_ekspor(pabrik, pelaku):
    pabrik.diajukan(n=2)
    oleh = pelaku("kabupaten")
    ekspor = minta_ekspor("usulan", {"kueri": ""}, saringan="", cakupan=oleh.wilayah, oleh=oleh, penuh=False, **TUJUAN)
    jalankan_pekerjaan(ekspor.pekerjaan_id)
    return Ekspor.objects.select_related("berkas").get(pk=ekspor.pk)


def test_unduhan_yang_terputus_dilanjutkan_dari_tempatnya_dan_setiap_bagian_dicatat(berkas_ekspor, masuk):
    klien, alamat = masuk("kabupaten"), reverse("ekspor:unduh", args=[berkas_ekspor.pk])
    utuh = klien.get(alamat)
    isi, sidik = utuh.getvalue(), utuh["ETag"]
    assert utuh["Accept-Ranges"] == "bytes" and sidik == f'"{berkas_ekspor.berkas.sha256}"'
    awal = klien.get(alamat, headers={"Range": "bytes=0-99"})
    sisa = klien.get(alamat, headers={"Range": "bytes=100-", "If-Range": sidik})
    assert (awal.status_code, sisa.status_code) == (206, 206)
    assert sisa["Content-Range"] == f"bytes 100-{len(isi) - 1}/{len(isi)}"
    assert "attachment" in sisa["Content-Disposition"] and sisa["Cache-Control"] == "private, no-store"
    assert hashlib.sha256(awal.getvalue() + sisa.getvalue()).hexdigest() == berkas_ekspor.berkas.sha256
    catatan = list(Jejak.objects.filter(langkah="unduh_ekspor").order_by("pk").values_list("catatan", flat=True))
    assert catatan == [berkas_ekspor.kode, berkas_ekspor.kode, f"{berkas_ekspor.kode}, dilanjutkan dari byte 100"]


@pytest.mark.parametrize(
    ("kepala", "status", "panjang"),
    [
        ({"Range": "bytes=-10"}, 206, 10),
        ({"Range": "bytes=5-5"}, 206, 1),
        ({"Range": "bytes=999999999-"}, 416, 0),
        ({"Range": "bytes=9-2"}, 416, 0),
        ({"Range": "bytes=0-9", "If-Range": '"lain"'}, 200, None),
        ({"Range": "bytes=0-1,4-5"}, 200, None),
        ({"Range": "baris=0-9"}, 200, None),
    ],
)
def test_rentang_unduhan(berkas_ekspor, masuk, kepala, status, panjang):
    jawaban = masuk("kabupaten").get(reverse("ekspor:unduh", args=[berkas_ekspor.pk]), headers=kepala)
    assert jawaban.status_code == status
    assert len(jawaban.getvalue()) == (berkas_ekspor.berkas.ukuran if panjang is None else panjang)


def test_bagian_berkas_hanya_untuk_penerimanya(berkas_ekspor, masuk):
    alamat = reverse("ekspor:unduh", args=[berkas_ekspor.pk])
    assert masuk("verifikator").get(alamat, headers={"Range": "bytes=0-9"}).status_code == 404


def test_parquet_menyimpan_tanda_dan_enam_belas_angka(masuk, pabrik, django_capture_on_commit_callbacks):
    _, (usulan,) = pabrik.ditetapkan()
    with django_capture_on_commit_callbacks(execute=True):
        isi = {"bentuk": "parq", "tujuan": "layanan_pengaduan", "penuh": "on"}
        masuk("verifikator").post(f"{reverse('register:ekspor')}?wilayah={usulan.wilayah_id}", isi)
    ekspor = Ekspor.objects.select_related("berkas").get()
    assert ekspor.berkas.nama.endswith(".parquet")
    tabel = pq.read_table(io.BytesIO(ekspor.berkas.jalur.read_bytes()))
    (baris,) = tabel.to_pylist()
    assert (baris["NIK"], baris["TANGGAL LAHIR"], baris[KOLOM_KODE]) == (usulan.nik, usulan.tanggal_lahir, ekspor.kode)
    assert ekspor.kode in tabel.schema.metadata[b"tanda"].decode()


def test_parquet_ditulis_berkelompok_dan_kosong_pun_sah(monkeypatch):
    monkeypatch.setattr("dasar.ekspor._KELOMPOK_PARQUET", 10)
    isi = io.BytesIO()
    tulis_parquet(isi, ["A", "B"], ((f"{n:016d}", n) for n in range(25)))
    berkas = pq.ParquetFile(isi)
    assert (berkas.num_row_groups, berkas.metadata.num_rows) == (3, 25)
    assert berkas.read().to_pylist()[24] == {"A": "0000000000000024", "B": 24}
    kosong = io.BytesIO()
    tulis_parquet(kosong, ["A"], ())
    assert pq.read_table(kosong).num_rows == 0


def _bnba(klien, **kueri):
    return klien.post(f"{reverse('register:bnba')}?{'&'.join(f'{k}={v}' for k, v in kueri.items())}", TUJUAN)


@pytest.mark.parametrize(
    ("akun", "wilayah"),
    [("desa", ""), ("kabupaten", ""), ("verifikator", "1209201008"), ("kepala", ""), ("teknis", "1209"), ("menteri", "1209")],
)
def test_bnba_program_memuat_penerimanya_saja(masuk, pabrik, akun, wilayah, django_capture_on_commit_callbacks):
    _, (pkh,) = pabrik.ditetapkan(program="PKH")
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = _bnba(masuk(akun), program="PKH", wilayah=wilayah)
    assert jawaban.status_code == 302, jawaban.content.decode()
    ekspor = Ekspor.objects.select_related("berkas").get()
    isi = ekspor.berkas.jalur.read_text("utf-8-sig")
    assert (ekspor.jenis, ekspor.jumlah) == ("bnba", 1)
    assert pkh.nama in isi and pkh.alamat in isi and pkh.nik not in isi
    assert ekspor.saringan.startswith("Program: ") and "Asahan" in ekspor.saringan or "Kisaran" in ekspor.saringan
    with django_capture_on_commit_callbacks(execute=True):
        _bnba(masuk(akun), program="BPNT", wilayah=wilayah)
    assert Ekspor.objects.latest("pk").jumlah == 0


@pytest.mark.parametrize("akun", ["provinsi", "kl", "kecamatan", "warga", "pengembang", "pusdatin", "mutu"])
def test_bnba_tertutup_bagi_fungsi_yang_hanya_melihat_jumlah(masuk, akun):
    assert masuk(akun).get(reverse("register:bnba")).status_code == 404
    assert _bnba(masuk(akun), program="PKH", wilayah="1209").status_code == 404


@pytest.mark.parametrize(
    ("akun", "kueri"),
    [
        ("desa", {"program": "PKH", "wilayah": "3604172004"}),
        ("menteri", {"program": "PKH", "wilayah": ""}),
        ("menteri", {"program": "PKH", "wilayah": "12"}),
        ("kabupaten", {"program": "", "wilayah": ""}),
        ("kabupaten", {"program": "NONBANSOS", "wilayah": ""}),
    ],
)
def test_bnba_tanpa_program_terlalu_luas_atau_di_luar_wilayah_ditolak(masuk, akun, kueri):
    assert _bnba(masuk(akun), **kueri).status_code == 422
    assert not Ekspor.objects.exists()


def test_bnba_dibaca_di_bawah_keamanan_baris(pabrik, pelaku):
    pabrik.ditetapkan("desa2", program="PKH")
    assert Individu.objects.count() == 1
    with dalam_jangkauan(pelaku("verifikator")):
        assert list(baris_penerima("PKH", "3604", None, oleh=pelaku("verifikator"))) == []
