"""By officer, by object, and the log itself."""

import pytest
from django.urls import reverse

from akun.models import Pengguna
from dasar.models import Jejak
from pemantauan.kejadian import sebutan

pytestmark = pytest.mark.django_db
OBJEK = "/pemantauan/objek/"


def _petugas(akun: str) -> str:
    return reverse("pemantauan:petugas_rincian", args=[Pengguna.objects.get(username=akun).pk])


def test_petugas_ditemukan_menurut_nama_akun_dan_fungsi(masuk, pelaku):
    klien = masuk("auditor")
    for kueri in ({"q": "verifikator2"}, {"q": pelaku("verifikator2").nama.lower()}, {"fungsi": "verifikator"}):
        nama = {p.username for p in klien.get(reverse("pemantauan:petugas"), kueri).context["halaman"].baris}
        assert "verifikator2" in nama and "desa" not in nama
    kosong = klien.get(reverse("pemantauan:petugas"), {"q": "tidak-ada-orang-ini"})
    assert "Tidak ada petugas yang cocok" in kosong.content.decode()


def test_halaman_petugas_menghitung_menurut_tindakan_dan_hari(cerita, masuk):
    konteks = masuk("auditor").get(_petugas("desa")).context
    jumlah = {(t["judul"], t["objek"]): t["n"] for t in konteks["per_tindakan"]}
    assert jumlah["Membuka data", "individu"] == 2
    assert jumlah["Disegel dan diajukan ke kabupaten/kota", "usulan"] == 1
    assert sum(n for _, n in konteks["per_hari"]) == sum(jumlah.values())
    assert {b.oleh for b in konteks["baris"]} == {Pengguna.objects.get(username="desa").nama}
    assert konteks["tugas"]


def test_percobaan_petugas_yang_ditolak_terlihat(cerita, masuk):
    baris = masuk("auditor").get(_petugas("desa2"), {"kelompok": "ditolak"}).context["baris"]
    assert [(b.judul, b.catatan) for b in baris] == [("Akses ditolak", "Membuka register:individu, dijawab 404")]


def test_pengangkatan_oleh_orang_lain_terlihat_pada_petugas_yang_diangkat(masuk):
    tentang = masuk("auditor").get(_petugas("desa")).context["tentang"]
    assert [b for b in tentang if b.objek.startswith("Penugasan")]


def test_usulan_dicari_dengan_nomor_tanda_terima(cerita, masuk, pelaku):
    konteks = masuk("auditor").get(OBJEK, {"jenis": "usulan", "nomor": f" {cerita.usulan.nomor.lower()} "}).context
    assert cerita.usulan.nama in konteks["ditemukan"].nama
    assert konteks["ditemukan"].url_orang == cerita.url
    judul = {b.judul for b in konteks["baris"]}
    assert {"Diputus layak", "Membuka data", "Menampilkan nomor lengkap"} <= judul


def test_percobaan_membuka_usulan_yang_ditolak_ada_pada_usulannya(cerita, masuk, pelaku):
    masuk("desa2").get(reverse("usulan:rincian", args=[cerita.usulan.pk]))
    # The same number of another kind of object is not aimed at this proposal.
    masuk("desa2").get(reverse("usulan:musyawarah_rincian", args=[cerita.usulan.pk + 10**6]))
    baris = masuk("auditor").get(OBJEK, {"jenis": "usulan", "nomor": cerita.usulan.nomor}).context["baris"]
    assert [b.oleh for b in baris if b.judul == "Akses ditolak"] == [pelaku("desa2").nama]


def test_berkas_musyawarah_penetapan_dan_permintaan_ditemukan(pabrik, masuk):
    penetapan, (usulan,) = pabrik.ditetapkan()
    klien = masuk("auditor")
    batch = usulan.item_batch.get().batch
    permintaan = klien.get("/beranda/", headers={"X-Request-ID": "uji-permintaan-12"})["X-Request-ID"]
    klien.get(reverse("usulan:rincian", args=[usulan.pk]), headers={"X-Request-ID": permintaan})
    for jenis, nomor, judul in (
        ("berkas", batch.nomor_surat, "Sahkan"),
        ("berkas", str(batch.pk), "Sahkan"),
        ("musyawarah", usulan.musyawarah.nomor_berita_acara, "Segel dan ajukan"),
        ("penetapan", penetapan.nomor_sk, "Tetapkan"),
        ("penetapan", f"{penetapan.periode // 100}-{penetapan.periode % 100:02d}", "Tetapkan"),
        ("permintaan", permintaan, "Membuka data"),
    ):
        konteks = klien.get(OBJEK, {"jenis": jenis, "nomor": nomor}).context
        assert konteks["ditemukan"] is not None, (jenis, nomor)
        assert any(judul in b.judul for b in konteks["baris"]), (jenis, nomor, [b.judul for b in konteks["baris"]])


@pytest.mark.parametrize("jenis", ["usulan", "musyawarah", "berkas", "penetapan", "ekspor", "permintaan"])
def test_nomor_yang_tidak_ada_dijawab_dengan_kalimat(masuk, jenis):
    jawaban = masuk("auditor").get(OBJEK, {"jenis": jenis, "nomor": "tidak-ada-99"})
    assert jawaban.status_code == 200
    assert "Tidak ada objek dengan nomor itu" in jawaban.content.decode()


def test_jejak_disaring_menurut_jenis_fungsi_dan_wilayah(cerita, masuk, pelaku):
    klien, alamat = masuk("auditor"), reverse("pemantauan:peristiwa")
    buka = klien.get(alamat, {"kelompok": "buka"}).context["baris"]
    assert [(b.judul, b.oleh) for b in buka] == [("Menampilkan nomor lengkap", pelaku("verifikator").nama)]
    di_serang = klien.get(alamat, {"kelompok": "ditolak", "wilayah": pelaku("desa2").wilayah}).context["baris"]
    assert [b.oleh for b in di_serang] == [pelaku("desa2").nama]
    kosong = klien.get(alamat, {"kelompok": "ekspor"}).content.decode()
    assert "Tidak ada peristiwa dengan saringan ini" in kosong


def test_ringkasan_sehari_menghitung_yang_perlu_dilihat(cerita, masuk):
    angka = {b["label"]: b["nilai"] for b in masuk("auditor").get(reverse("pemantauan:muka")).context["ringkas"]}
    assert angka["Nomor lengkap dibuka"] == 1
    assert angka["Percobaan ditolak"] == 1


def test_setiap_peristiwa_alur_punya_sebutan(cerita):
    """No step of a workflow is shown by its code."""
    polos = {
        (j.tabel, j.langkah)
        for j in Jejak.objects.filter(ke__isnull=False)
        if sebutan(j.tabel, j.langkah) == j.langkah.replace("_", " ").capitalize() and "_" in j.langkah
    }
    assert polos == set()
