"""The province's view, and what waits on the work lists."""

import pytest
from django.urls import reverse

from dasar.periode import periode_kini, sebelum
from dasar.samar import Samar
from penetapan.beranda import isi
from penetapan.penetapan import tetapkan
from verval.models import Batch

ALAMAT = "/penetapan/penerusan/"


def _jumlah(jawaban) -> dict[str, dict]:
    return {b.wilayah.kode: b.isi for b in jawaban.context["baris"] if b.isi}


def test_provinsi_melihat_jumlah_per_kabupaten_menurut_tahap_tanpa_nama(pabrik, pelaku, masuk):
    ditetapkan = pabrik.lolos(n=2)
    tetapkan(periode_kini(), nomor_sk="9/HUK/2026", oleh=pelaku("menteri"))
    usulan = ditetapkan + pabrik.lolos(n=1) + pabrik.diteruskan(n=3)
    pabrik.layak(n=1)
    jawaban = masuk("provinsi").get(ALAMAT)
    assert _jumlah(jawaban) == {"1209": {"ditetapkan": 2, "lolos": 1, "diteruskan": 3}}
    teks = jawaban.content.decode()
    assert "Kabupaten Asahan" in teks
    for u in usulan:
        assert u.nama not in teks
        assert u.nik not in teks


def test_surat_pengesahan_tampil_dengan_nomor_tanggal_jumlah(pabrik, masuk):
    pabrik.diteruskan(n=2)
    batch = Batch.objects.get()
    jawaban = masuk("provinsi").get(ALAMAT)
    assert batch.nomor_surat in jawaban.content.decode()
    assert [(b.pk, b.jumlah) for b in jawaban.context["surat"].baris] == [(batch.pk, 2)]


def test_bulan_lain_tidak_memuat_yang_disahkan_bulan_ini(pabrik, masuk):
    pabrik.diteruskan()
    jawaban = masuk("provinsi").get(ALAMAT, {"periode": sebelum(periode_kini())})
    assert _jumlah(jawaban) == {}
    assert jawaban.context["surat"].baris == []
    assert "Belum ada surat pengesahan" in jawaban.content.decode()


def test_provinsi_tidak_melihat_provinsi_lain(pabrik, masuk):
    pabrik.diteruskan("desa2")
    klien = masuk("provinsi")
    jawaban = klien.get(ALAMAT)
    assert _jumlah(jawaban) == {}
    assert jawaban.context["surat"].baris == []
    for kode in ("36", "3604", "00", "3604172004", "x", "12~"):
        assert klien.get(ALAMAT, {"wilayah": kode}).status_code == 404


@pytest.mark.parametrize(
    ("akun", "kunci"), [("kl", "12"), ("menteri", "12"), ("kepala", "120920"), ("kecamatan", "1209201008"), ("pusdatin", "12")]
)
def test_setiap_pemantau_melihat_tingkat_di_bawah_wilayahnya(pabrik, masuk, akun, kunci):
    pabrik.diteruskan(n=2)
    assert _jumlah(masuk(akun).get(ALAMAT)) == {kunci: {"diteruskan": 2}}


def test_kementerian_merinci_sampai_desa(pabrik, masuk):
    pabrik.diteruskan()
    klien = masuk("menteri")
    for kode, anak in (("12", "1209"), ("1209", "120920"), ("120920", "1209201008"), ("1209201008", "1209201008")):
        assert _jumlah(klien.get(ALAMAT, {"wilayah": kode})) == {anak: {"diteruskan": 1}}


@pytest.mark.parametrize("akun", ["desa", "kabupaten", "verifikator", "warga", "pengembang", "admin.kab"])
def test_fungsi_tanpa_hak_pantau_tidak_membukanya(masuk, akun):
    assert masuk(akun).get(ALAMAT).status_code == 404


def _butir(pelaku) -> dict[str, int]:
    return {b.judul: b.jumlah for b in isi(pelaku)}


def test_beranda_menyebut_yang_menunggu_setiap_fungsi(pabrik, pelaku):
    pabrik.diteruskan(n=2)
    assert _butir(pelaku("penilai")) == {"Usulan menunggu penilaian integritas": 2}
    provinsi = _butir(pelaku("provinsi"))
    assert provinsi["Usulan diteruskan bulan ini"] == 2
    assert provinsi["Kabupaten/kota belum meneruskan usulan"] == 0
    assert _butir(pelaku("menteri")) == {"Bulan yang belum ditetapkan": 1}
    assert _butir(pelaku("auditor")) == {"Penetapan": 0}
    assert isi(pelaku("desa")) == []


def test_beranda_manajemen_menghitung_bulan_yang_tertinggal_dan_diam_setelah_ditetapkan(pabrik, pelaku):
    dua_lalu = sebelum(sebelum(periode_kini()))
    pabrik.ditetapkan(periode=dua_lalu)
    assert _butir(pelaku("menteri")) == {"Bulan yang belum ditetapkan": 2}
    for periode, nomor in ((sebelum(periode_kini()), "8/HUK/2026"), (periode_kini(), "9/HUK/2026")):
        tetapkan(periode, nomor_sk=nomor, oleh=pelaku("menteri"))
    judul = list(_butir(pelaku("menteri")))
    assert judul[0].endswith("sudah ditetapkan")
    assert "Usulan lolos untuk bulan berikutnya" in judul


def test_menu_hanya_memuat_yang_boleh_dibuka(masuk):
    provinsi = masuk("provinsi").get(ALAMAT).content.decode()
    assert f'href="{reverse("penetapan:daftar")}"' in provinsi
    assert f'href="{reverse("penetapan:penilaian")}"' not in provinsi
    assert 'href="/register/"' not in provinsi


def test_lembaga_lain_melihat_penerusan_dan_rekap_dibulatkan_di_layar_dan_api(pabrik, masuk):
    """Counts under five point at persons: neither page nor API tells them, and neither goes below the kabupaten/kota."""
    penetapan, _ = pabrik.ditetapkan("desa", 2)
    pabrik.diteruskan("desa", 2)
    pabrik.diteruskan("desa2", 1)
    klien = masuk("kl")
    for kode in ("", "12", "1209"):
        jawaban = klien.get(ALAMAT, {"wilayah": kode} if kode else {})
        assert "&lt;5" in jawaban.content.decode()
        semua = [n for b in jawaban.context["baris"] for n in (b.jumlah, *(n for _, n in b.angka)) if n]
        semua += [b["nilai"] for b in jawaban.context["ringkas"]] + [s.jumlah for s in jawaban.context["surat"].baris]
        assert semua and all(isinstance(n, Samar) for n in semua)
    assert "wilayah=120920" not in jawaban.content.decode()
    assert klien.get(ALAMAT, {"wilayah": "120920"}).status_code == 404
    rincian = klien.get(reverse("penetapan:rincian", args=[penetapan.pk])).context
    assert all(isinstance(m, Samar) for _, n in rincian["objek"] for m in n.values())
    assert all(isinstance(n, Samar) for b in rincian["baris"] if b.isi for n in b.orang.values())
    api = klien.get("/api/v1/penerusan/", {"dalam": "1209"}).json()
    assert {n for b in api for n in (b["jumlah"], *b["per_status"].values())} == {0}
    assert klien.get("/api/v1/penerusan/", {"dalam": "120920"}).status_code == 404
    rekap = klien.get(f"/api/v1/penetapan/{penetapan.periode}/rekap/").json()["hasil"]
    assert rekap and {b[k] for b in rekap for k in ("masuk", "keluar", "aktif")} == {0}
    # Who monitors for the ministry reads them exactly.
    assert sum(b["jumlah"] for b in masuk("menteri").get("/api/v1/penerusan/").json()) == 5
    assert "&lt;5" not in masuk("menteri").get(ALAMAT).content.decode()
