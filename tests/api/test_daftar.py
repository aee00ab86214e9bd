"""Lists: pages by key without loss or repetition, few statements, and the public resources about regions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


def _semua(klien, alamat: str, **kueri) -> list:
    jawaban, hasil = klien.get(alamat, **kueri), []
    while True:
        assert jawaban.status_code == 200, jawaban.content
        isi = jawaban.json()
        hasil += isi["hasil"]
        if isi["berikutnya"] is None:
            return hasil
        jawaban = klien.klien.get(isi["berikutnya"])


@pytest.mark.parametrize("jumlah", [1, 2, 3, 200])
def test_halaman_usulan_utuh_dan_tidak_berulang(jumlah, klien, pabrik):
    usulan = pabrik.diajukan("desa", 3) + pabrik.diajukan("desa3", 2)
    hasil = [u["id"] for u in _semua(klien("kabupaten"), "usulan/", jumlah=jumlah)]
    assert hasil == [u.pk for u in sorted(usulan, key=lambda u: (u.wilayah_id, u.pk))]


def test_halaman_menurun(klien, pabrik):
    musyawarah = [pabrik.musyawarah(dokumen=False).pk for _ in range(3)]
    assert [m["id"] for m in _semua(klien("desa"), "musyawarah/", jumlah=2)] == musyawarah[::-1]


@pytest.mark.parametrize(
    ("akun", "alamat"),
    [
        ("desa", "usulan/"),
        ("desa", "musyawarah/"),
        ("desa", "musyawarah/{m}/"),
        ("desa", "musyawarah/{m}/dokumen/"),
        ("desa", "musyawarah/{m}/impor/"),
        ("kabupaten", "usulan/?status=ditetapkan"),
        ("kabupaten", "usulan/{u}/"),
        ("kabupaten", "batch/"),
        ("kabupaten", "batch/{b}/usulan/"),
        ("penilai", "penilaian/"),
        ("provinsi", "penerusan/"),
        ("provinsi", "penetapan/"),
        ("provinsi", "penetapan/{p}/rekap/"),
        ("warga", "wilayah/?q=kisaran"),
        ("warga", "saya/"),
    ],
)
def test_paling_banyak_dua_belas_pernyataan(akun, alamat, klien, pabrik):
    penetapan, usulan = pabrik.ditetapkan(n=4)
    nomor = {"m": usulan[0].musyawarah_id, "u": usulan[0].pk, "p": penetapan.periode, "b": usulan[0].item_batch.get().batch_id}
    pemakai = klien(akun)
    with CaptureQueriesContext(
        connection,
    ) as catatan:
        jawaban = pemakai.klien.get("/api/v1/" + alamat.format(**nomor))
    assert jawaban.status_code == 200, jawaban.content
    assert len(catatan) <= 12
    assert not any(" OFFSET " in q["sql"].upper() for q in catatan)


def test_wilayah_dicari_dan_dituruni(klien, pasti):
    warga = klien("warga")
    anak = _semua(warga, "wilayah/1209/anak/", jumlah=10)
    assert len(anak) > 10
    assert {a["wilayah"]["induk"] for a in anak} == {"1209"}
    temuan = pasti(warga.get("wilayah/", q="kisaran timur", di="1209"))["hasil"]
    assert "1209201008" in [t["wilayah"]["kode"] for t in temuan]
    assert pasti(warga.get("wilayah/1209201008/"))["jalur"][0] == "Sumatera Utara"
    assert warga.get("wilayah/99/").status_code == 404
    assert warga.get("wilayah/", di="12x").status_code == 400


def test_saya_menyebut_fungsi_wilayah_dan_izin(klien, pasti):
    saya = pasti(klien("verifikator").get("saya/"))
    assert (saya["fungsi"]["kode"], saya["wilayah"]["kode"]) == ("verifikator", "1209")
    assert "putuskan_usulan" in saya["izin"]
    assert len(pasti(klien("warga").get("fungsi/"))) == 16


def test_rujukan_dan_jadwal(klien, pasti):
    assert {"PKH", "BPNT"} <= {p["kode"] for p in pasti(klien("warga").get("rujukan/program/"))}
    assert "C07" in {a["kode"] for a in pasti(klien("warga").get("rujukan/alasan/"))}
    assert pasti(klien("desa").get("rujukan/jadwal/", periode="2026-11"))["batas_desa"] == "2026-11-11"
