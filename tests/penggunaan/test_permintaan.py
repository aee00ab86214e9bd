"""Data for another ministry: asked for, decided, handed over with a record, reported on; by three people, marked, reminded."""

import csv
import datetime as dt
import io

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jangkauan import dalam_jangkauan
from dasar.models import Ekspor, Jejak
from dasar.templatetags.siks import nik_samar, tanggal
from penggunaan import penyerahan
from penggunaan.models import Permintaan
from penggunaan.tasks import ingatkan_laporan
from tests.alur_lengkap.teks_pdf import teks_pdf
from tests.basis_data import tanpa_pemicu
from tests.penggunaan.conftest import berkas
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db
DAFTAR = "/penggunaan/"
ISI = {
    "lembaga": "Kementerian Kesehatan", "singkatan": "Kemenkes", "jabatan": "Kepala Pusat Data", "nomor_surat": "S-1/2026",
    "dasar_hukum": "PKS 4/2026", "tujuan": "Pemadanan", "program": "PKH", "cakupan": "1209", "kolom": ["ALAMAT"], "lama_hari": 30,
    "setuju": "on",
}  # fmt: skip


def _halaman(nama: str, *args) -> str:
    return reverse(f"penggunaan:{nama}", args=args)


def test_permintaan_dari_layar_sampai_laporan(pabrik, masuk, django_capture_on_commit_callbacks):
    _, (satu,) = pabrik.ditetapkan("desa2")
    kl = masuk("kl")
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = kl.post(_halaman("ajukan"), ISI | {"cakupan": "3604", "surat": berkas()})
    p = Permintaan.objects.get()
    assert jawaban.url == _halaman("rincian", p.pk)
    assert p.nomor.split("/")[1:3] == ["PORTAL-DTKS", "KEMENKES"] and p.kolom == ["NIK", "NAMA", "ALAMAT"]
    with django_capture_on_commit_callbacks(execute=True):
        masuk("menteri").post(_halaman("putuskan", p.pk), {"putusan": "setujui"})
        masuk("pusdatin").post(_halaman("serahkan", p.pk), {"bentuk": "csv"})
    p.refresh_from_db()
    assert (p.status, p.ekspor.jumlah, p.ekspor.pengguna) == ("diserahkan", 1, p.dibuat_oleh_id)
    assert p.laporan_jatuh == timezone.localdate() + dt.timedelta(days=30)
    isi = kl.get(_halaman("unduh", p.pk)).getvalue().decode("utf-8-sig")
    baris = list(csv.reader(io.StringIO(isi), delimiter=";"))
    assert "Kementerian Kesehatan" in isi
    assert baris[-2] == ["NIK", "NAMA", "ALAMAT", "KODE EKSPOR"]
    assert baris[-1] == [nik_samar(satu.nik), satu.nama, satu.alamat, p.ekspor.kode]
    with django_capture_on_commit_callbacks(execute=True):
        kl.post(_halaman("laporkan", p.pk), {"laporan": berkas("a.jpg"), "pemusnahan": berkas("b.jpg")})
    p.refresh_from_db()
    assert p.status == "dilaporkan"
    langkah = Jejak.objects.filter(tabel="penggunaan_permintaan", objek=p.pk).order_by("id").values_list("langkah", flat=True)
    assert list(langkah) == ["ajukan", "setujui", "serahkan", "laporkan"]
    assert [s.subject for s in mail.outbox] == ["Portal DTKS: permintaan data disetujui", "Portal DTKS: data siap diunduh"]
    assert all(satu.nama not in s.body and f"/penggunaan/{p.pk}/" in s.body for s in mail.outbox)


def test_berita_acara_menyebut_siapa_tujuan_kolom_jumlah_sidik_dan_batas(pabrik, permintaan):
    pabrik.ditetapkan()
    p = permintaan("diserahkan")
    teks = "".join(teks_pdf(p.bast.jalur.read_bytes()).split())
    for isi in (
        p.nomor, p.lembaga, p.tujuan, "NIK, NOMOR KK, NAMA, ALAMAT", p.ekspor.kode, p.ekspor.berkas.sha256[:32],
        tanggal(p.dipakai_sampai), tanggal(p.laporan_jatuh), "Perjanjian kerahasiaan", str(p.diserahkan_oleh),
    ):  # fmt: skip
        assert "".join(isi.split()) in teks


@pytest.mark.parametrize("penuh", [True, False])
def test_nomor_lengkap_hanya_bila_diminta_dan_disetujui(pabrik, permintaan, penuh):
    _, (u,) = pabrik.ditetapkan()
    p = permintaan("diserahkan", penuh=penuh)
    isi = p.ekspor.berkas.jalur.read_text("utf-8-sig")
    assert (u.nik in isi) is penuh and (u.nomor_kk in isi) is penuh
    assert p.ekspor.penuh is penuh


def test_pemohon_penyetuju_dan_penyerah_tiga_orang(permintaan, pelaku):
    p = permintaan()
    penyerahan.setujui(p, oleh=pelaku("pusdatin"))
    with pytest.raises(Ditolak, match="tidak menyerahkan"):
        penyerahan.mulai_penyerahan(p, bentuk="csv", oleh=pelaku("pusdatin"))
    with pytest.raises(IntegrityError), transaction.atomic(), tanpa_pemicu() as kursor:
        kursor.execute("update penggunaan_permintaan set disetujui_oleh_id = dibuat_oleh_id where id = %s", [p.pk])


@pytest.mark.parametrize(
    ("langkah", "akun"),
    [("ajukan", "pusdatin"), ("setujui", "kl"), ("setujui", "auditor"), ("serahkan", "menteri"), ("laporkan", "pusdatin")],
)
def test_langkah_hanya_oleh_fungsinya(permintaan, pelaku, langkah, akun):
    p, oleh = permintaan("diajukan" if langkah != "serahkan" else "disetujui"), pelaku(akun)
    with pytest.raises(TidakBerwenang):
        match langkah:
            case "ajukan":
                penyerahan.ajukan(berkas(), oleh=oleh, kolom=[], cakupan=Wilayah.objects.get(pk="1209"))
            case "setujui":
                penyerahan.setujui(p, oleh=oleh)
            case "serahkan":
                penyerahan.mulai_penyerahan(p, bentuk="csv", oleh=oleh)
            case "laporkan":
                penyerahan.laporkan(p, berkas(), berkas(), oleh=oleh)


def test_yang_belum_disetujui_tidak_diserahkan_dan_yang_ditolak_beralasan(permintaan, pelaku, masuk):
    p = permintaan()
    with pytest.raises(Ditolak, match="disetujui"):
        penyerahan.mulai_penyerahan(p, bentuk="csv", oleh=pelaku("pusdatin"))
    kosong = masuk("menteri").post(_halaman("putuskan", p.pk), {"putusan": "tolak"})
    assert kosong.status_code == 422 and "Tulis mengapa" in kosong.content.decode()
    penyerahan.tolak(p, oleh=pelaku("menteri"), catatan="Dasar hukum tidak cukup.")
    assert "Dasar hukum tidak cukup." in masuk("kl").get(_halaman("rincian", p.pk)).content.decode()
    with pytest.raises(Ditolak, match="Ditolak"):
        penyerahan.setujui(p, oleh=pelaku("pusdatin"))


@pytest.mark.parametrize(
    "ubah",
    [{"cakupan": "00"}, {"cakupan": ""}, {"program": ""}, {"lama_hari": 0}, {"lama_hari": 400}, {"setuju": ""}, {"surat": None},
     {"kolom": ["IBU"]}],
)  # fmt: skip
def test_permintaan_yang_kurang_ditolak_dan_isiannya_tetap(masuk, ubah):
    isi = {k: v for k, v in (ISI | {"surat": berkas()} | ubah).items() if v is not None}
    jawaban = masuk("kl").post(_halaman("ajukan"), isi)
    assert jawaban.status_code == 422
    assert "PKS 4/2026" in jawaban.content.decode()
    assert not Permintaan.objects.exists()


def test_hanya_pemohon_yang_mengunduh_dan_setelah_dihapus_tidak_lagi(pabrik, permintaan, masuk):
    pabrik.ditetapkan()
    p = permintaan("diserahkan")
    for akun in ("pusdatin", "menteri", "auditor", "verifikator", "provinsi", "desa"):
        assert masuk(akun).get(_halaman("unduh", p.pk)).status_code == 404
    for akun, kode in (("auditor", 200), ("menteri", 200), ("provinsi", 404), ("desa", 404), ("kecamatan", 404)):
        assert masuk(akun).get(_halaman("rincian", p.pk)).status_code == kode
        assert masuk(akun).get(DAFTAR).status_code == kode
        assert masuk(akun).get(_halaman("dokumen", p.pk, "bast")).status_code == kode
    klien = masuk("kl")
    assert klien.get(_halaman("unduh", p.pk), headers={"Range": "bytes=0-4"}).status_code == 206
    Ekspor.objects.update(dihapus_pada=timezone.now())
    assert klien.get(_halaman("unduh", p.pk)).status_code == 404
    assert klien.get(_halaman("dokumen", p.pk, "rahasia")).status_code == 404


def test_lembaga_lain_tidak_melihat_permintaan_ini(permintaan, pelaku):
    p = permintaan()
    lain = pelaku("kl").__class__(987_654, "kl", "00", "Lain")
    assert not Permintaan.objects.terlihat_oleh(lain).exists()
    assert Permintaan.objects.terlihat_oleh(pelaku("kl")).get() == p
    assert not Permintaan.objects.terlihat_oleh(None).exists()


def test_pekerjaan_penyerahan_yang_diulang_tidak_membuat_salinan_kedua(pabrik, permintaan, pelaku):
    pabrik.ditetapkan()
    p = permintaan("diserahkan")
    penyerahan.serahkan(p.pk, "csv", lambda persen, teks: None, oleh=pelaku("pusdatin"))
    assert Ekspor.objects.filter(jenis="serah_terima").count() == 1


def test_laporan_diingatkan_pada_harinya_dan_sekali_saja(pabrik, permintaan, django_capture_on_commit_callbacks):
    pabrik.ditetapkan()
    p = permintaan("diserahkan")
    Pengguna.objects.filter(pk=p.dibuat_oleh_id).update(email="kl@contoh.id")
    mail.outbox.clear()
    seharusnya = []
    # Days from the date on which the report is due; a day on which nothing ran is made up for on the next.
    for hari, tanda in ((-10, ""), (-7, "H-7"), (-3, ""), (-1, "H-1"), (0, ""), (1, "H+1"), (8, "H+7"), (31, "H+30"), (90, "")):
        jatuh = timezone.localdate() - dt.timedelta(days=hari)
        with tanpa_pemicu() as kursor:
            kursor.execute("update penggunaan_permintaan set laporan_jatuh = %s where id = %s", [jatuh, p.pk])
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True), dalam_jangkauan(None):
                ingatkan_laporan()
        seharusnya += [tanda] if tanda else []
        catatan = Jejak.objects.filter(langkah="ingatkan_laporan", objek=p.pk).order_by("pk").values_list("catatan", flat=True)
        assert list(catatan) == seharusnya, hari
        assert len(mail.outbox) == len(seharusnya)
    assert "terlambat" in mail.outbox[-1].subject and "terlambat" not in mail.outbox[0].subject


@pytest.mark.parametrize(
    "sql",
    [
        "update penggunaan_permintaan set status = 'diserahkan'",
        "update penggunaan_permintaan set status = 'disetujui'",
        "delete from penggunaan_permintaan",
        "update penggunaan_permintaan set tujuan = 'lain'",
    ],
)
def test_sql_mentah_tidak_memindahkan_permintaan(permintaan, sql):
    permintaan()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(sql)
