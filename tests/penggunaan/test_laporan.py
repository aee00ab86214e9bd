"""The monthly report: the figures that kabupaten print, from the village counts, for any region and month."""

import io
from itertools import product

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna
from dasar.jangkauan import dalam_jangkauan
from dasar.periode import periode_kini, sebelum
from dasar.samar import Samar
from penggunaan import laporan
from penggunaan.models import LanggananLaporan
from penggunaan.tasks import kirim_laporan
from tests.alur_lengkap.teks_pdf import teks_pdf
from tests.basis_data import tanpa_pemicu

pytestmark = pytest.mark.django_db
MUKA = "/laporan/"


def _hitung(tabel: str, awalan: str, periode: int, syarat: str = "") -> int:
    """The slow and independent count from the versions."""
    with connection.cursor() as kursor:
        kursor.execute(
            f"select count(*) from {tabel} where wilayah_id like %s and dari <= %s and (sampai is null or sampai > %s) {syarat}",
            [f"{awalan}%", periode, periode],
        )
        return kursor.fetchone()[0]


@pytest.fixture
def dua_bulan(pabrik):
    lalu = sebelum(periode_kini())
    pabrik.ditetapkan("desa", 3, "PKH", lalu)
    pabrik.lolos("desa2", 2, "BPNT")
    pabrik.ditetapkan("desa3", 1, "PBI", periode_kini())
    return lalu, periode_kini()


def test_angka_laporan_sama_dengan_hitungan_register(dua_bulan):
    for kode, periode in product(("1209", "3604", "120920", "1209201008", "12", "00"), dua_bulan):
        awalan = "" if kode == "00" else kode
        isi = laporan.susun(kode, periode)
        angka = {nama: kini for nama, kini, _, _ in isi.indikator}
        assert angka["Keluarga dalam DTKS (KK)"] == _hitung("dtks_keluarga", awalan, periode)
        assert angka["Orang dalam DTKS (jiwa)"] == _hitung("dtks_individu", awalan, periode)
        for _, baris in isi.tabel:
            for n, (o, kolom) in enumerate(laporan.objek()):
                assert sum(b.sel[n][1] for b in baris) == angka.get(kolom, 0), (kolom, baris)
                if o in ("PKH", "BPNT", "PBI"):
                    assert angka.get(kolom, 0) == _hitung("dtks_kepesertaan", awalan, periode, f"and program_id = '{o}'")


def test_selisih_terhadap_bulan_sebelumnya(dua_bulan):
    indikator = {nama: sisa for nama, *sisa in laporan.susun("3604", dua_bulan[1]).indikator}
    assert indikator["Keluarga dalam DTKS (KK)"] == [2, 0, 2]


def test_kabupaten_memuat_kecamatan_dan_desa_seperti_yang_diumumkan(masuk, dua_bulan):
    jawaban = masuk("kepala").get(MUKA, {"periode": dua_bulan[1]})
    isi = jawaban.content.decode()
    for kata in (
        "Keluarga dalam DTKS (KK)",
        "(KPM)",
        "(jiwa)",
        "Jumlah desa/kelurahan",
        "Menurut kecamatan",
        "Menurut desa/kelurahan",
    ):
        assert kata in isi
    angka = {n: k for n, k, _, _ in jawaban.context["laporan"].indikator}
    assert (angka["Jumlah kecamatan"], angka["Jumlah desa/kelurahan"]) == (25, 204)
    assert jawaban.context["laporan"].penetapan.nomor_sk in isi


def test_unduhan_memuat_angka_yang_sama(masuk, dua_bulan):
    klien, kueri = masuk("verifikator"), f"?periode={dua_bulan[1]}"
    judul, baris = laporan.baris_terbawah(laporan.susun("1209", dua_bulan[1]))
    lembar = openpyxl.load_workbook(io.BytesIO(klien.get(f"{MUKA}xlsx/{kueri}").content)).active
    tabel = list(lembar.iter_rows(values_only=True))
    assert list(tabel[1]) == judul and len(tabel) == len(baris) + 2
    parquet = pq.read_table(io.BytesIO(klien.get(f"{MUKA}parquet/{kueri}").content))
    assert [list(b.values()) for b in parquet.to_pylist()] == baris
    pdf = klien.get(f"{MUKA}pdf/{kueri}")
    assert pdf["Content-Disposition"].endswith(f'laporan-dtks-1209-{dua_bulan[1]}.pdf"')
    teks = "".join(teks_pdf(pdf.content).split())
    assert "Asahan" in teks and "KisaranTimur" in teks
    assert klien.get(f"{MUKA}csv/{kueri}").status_code == 404


@pytest.mark.parametrize(
    ("akun", "kode"),
    [("kl", 200), ("provinsi", 200), ("desa", 200), ("pusdatin", 200), ("warga", 404), ("pengembang", 404), ("admin.kab", 404)],
)
def test_siapa_yang_membaca_laporan(masuk, akun, kode):
    assert masuk(akun).get(MUKA).status_code == kode


def test_wilayah_lain_dan_bulan_tanpa_penetapan_ditolak(masuk, dua_bulan):
    klien = masuk("kepala")
    for kueri in ({"wilayah": "3604"}, {"wilayah": "x"}, {"periode": "190001"}):
        assert klien.get(MUKA, kueri).status_code == 422
        assert klien.get(f"{MUKA}pdf/", kueri).status_code == 404


def test_sebelum_penetapan_pertama_halamannya_kosong_berpetunjuk(masuk):
    isi = masuk("kepala").get(MUKA).content.decode()
    assert "Belum ada bulan yang ditetapkan" in isi
    assert masuk("kepala").get(f"{MUKA}pdf/").status_code == 404


def test_surel_laporan_sekali_per_bulan_hanya_bagi_yang_masih_berhak(masuk, pabrik, pelaku, django_capture_on_commit_callbacks):
    for akun in ("kepala", "kepala2"):
        Pengguna.objects.filter(username=akun).update(email=f"{akun}@contoh.id")
        masuk(akun).post(reverse("laporan:langganan"), {"nyala": "1"})
    pabrik.ditetapkan()
    Pengguna.objects.filter(username="kepala2").update(is_active=False)
    mail.outbox.clear()
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True), dalam_jangkauan(None):
            kirim_laporan()
    (surel,) = mail.outbox
    assert surel.to == ["kepala@contoh.id"]
    assert "/laporan/?wilayah=1209" in surel.body
    masuk("kepala").post(reverse("laporan:langganan"), {"nyala": "0"})
    assert not LanggananLaporan.objects.filter(pengguna=pelaku("kepala").pengguna_id).exists()


def test_halaman_laporan_paling_banyak_12_perintah_sql(masuk, dua_bulan, django_assert_max_num_queries):
    klien = masuk("kepala")
    klien.get(MUKA)
    with django_assert_max_num_queries(12):
        assert klien.get(MUKA).status_code == 200


def test_pendaftaran_mandiri_dihitung_menurut_bulan_pertama_dikirim(dua_bulan, pabrik, masuk, settings):
    """As Asahan announces it: this month, and since January. What was mended and sent again counts once, where it was first."""
    settings.MANDIRI_ORANG_LAIN_MAKS = 9
    lalu, kini = dua_bulan
    pendaftaran = [pabrik.pendaftaran("warga") for _ in range(3)]
    pabrik.pendaftaran("warga", kirim=False)
    with tanpa_pemicu() as kursor:
        kursor.execute(
            "update dasar_jejak set pada = pada - interval '31 days' where tabel = 'usulan_pendaftaran' and objek = %s",
            [pendaftaran[0].pk],
        )
        kursor.execute(
            "insert into dasar_jejak (tabel, objek, langkah, dari, ke, oleh, fungsi, wilayah)"
            " select tabel, objek, langkah, 'perbaikan', ke, oleh, fungsi, wilayah from dasar_jejak"
            " where tabel = 'usulan_pendaftaran' and objek = %s and langkah = 'kirim'",
            [pendaftaran[0].pk],
        )
    for kode in ("00", "12", "1209", "120920", "1209201008"):
        isi = laporan.susun(kode, kini)
        angka = {n: sisa for n, *sisa in isi.indikator}
        assert angka[laporan.KATA_MANDIRI] == [2, 1, 1], kode
        setahun = 3 if lalu // 100 == kini // 100 else 2
        assert angka["Pendaftaran mandiri sejak Januari (keluarga)"] == [setahun, setahun - 2, 2]
        assert all(sum(dict(b.sel)[laporan.KATA_MANDIRI] for b in baris) == 2 for _, baris in isi.tabel)
    assert {n: k for n, k, _, _ in laporan.susun("3604", kini).indikator}[laporan.KATA_MANDIRI] == 0
    # Who sees no registration sees the count.
    for akun in ("provinsi", "menteri", "desa"):
        assert laporan.KATA_MANDIRI in masuk(akun).get(MUKA).content.decode()
        assert {n: k for n, k, *_ in masuk(akun).get(MUKA).context["laporan"].indikator}[laporan.KATA_MANDIRI] == 2
    with connection.cursor() as kursor:
        kursor.execute("set local enable_seqscan = off")
        saat = timezone.now()
        nilai = {"panjang": 4, "awal": "1209", "akhir": "1209~"} | dict.fromkeys(
            ("bulan", "lalu", "januari", "akhir_bulan"), saat
        )
        kursor.execute("explain " + laporan._SQL_MANDIRI, nilai)
        assert "jejak_mandiri" in "".join(b[0] for b in kursor.fetchall())


def test_lembaga_lain_membaca_laporan_dibulatkan_dan_tanpa_desa(dua_bulan, masuk):
    klien = masuk("kl")
    isi = klien.get(MUKA, {"wilayah": "1209"}).context["laporan"]
    assert isi.samar
    assert [label for label, _ in isi.tabel] == ["Kecamatan"]
    assert all(isinstance(n, Samar) for b in isi.tabel[0][1] for _, n in b.sel)
    assert all(isinstance(k, Samar) for n, k, _, _ in isi.indikator if not n.startswith("Jumlah"))
    assert {n: b for n, *_, b in isi.indikator}["Orang dalam DTKS (jiwa)"] == 0
    parquet = pq.read_table(io.BytesIO(klien.get(f"{MUKA}parquet/?wilayah=1209").content)).to_pylist()
    assert "<5" in {n for b in parquet for n in b.values()}
    assert klien.get(MUKA, {"wilayah": "120920"}).status_code == 404
    assert klien.get(f"{MUKA}xlsx/?wilayah=1209201008").status_code == 404
