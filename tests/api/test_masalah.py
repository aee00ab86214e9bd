"""Every refusal is a problem that says what to do (RFC 9457)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.api.test_sebulan import isian_keluarga, isian_musyawarah
from usulan.models import Musyawarah

pytestmark = pytest.mark.django_db


def masalah(jawaban, status: int, jenis: str) -> dict:
    assert jawaban.status_code == status, jawaban.content.decode()[:500]
    assert jawaban["Content-Type"] == "application/problem+json"
    isi = jawaban.json()
    assert isi["type"] == f"/api/v1/masalah/{jenis}/"
    assert {"title", "detail", "instance", "kode", "rincian"} <= isi.keys()
    assert isi["status"] == status
    return isi


def test_tanpa_masuk_401(client):
    jawaban = client.get("/api/v1/usulan/")
    masalah(jawaban, 401, "belum-masuk")
    assert jawaban["WWW-Authenticate"] == "Token"
    masalah(client.get("/api/v1/skema/"), 401, "belum-masuk")


def test_token_salah_401(client):
    masalah(client.get("/api/v1/saya/", headers={"Authorization": "Token bukan"}), 401, "belum-masuk")


def test_json_rusak_400(masuk):
    jawaban = masuk("desa").post("/api/v1/musyawarah/", '{"jenis": ', content_type="application/json")
    masalah(jawaban, 400, "tidak-terbaca")


@pytest.mark.parametrize(
    "kueri", [{"kursor": "!!"}, {"kursor": "WyJhIl0"}, {"jumlah": "0"}, {"jumlah": "9999"}, {"jumlah": "x"}]
)
def test_alamat_yang_tidak_terbaca_400(klien, kueri):
    isi = masalah(klien("kabupaten").get("usulan/", **kueri), 400, "tidak-terbaca")
    assert "kursor" in isi["detail"] or "jumlah" in isi["detail"]


def test_isian_kosong_422_menurut_kolom(klien):
    isi = masalah(klien("desa").kirim("musyawarah/", {"jenis": "rapat"}), 422, "isian")
    assert {"jenis", "tanggal", "jumlah_hadir"} <= isi["galat"].keys()


def test_temuan_aturan_422_menurut_anggota(klien, pabrik):
    musyawarah = pabrik.musyawarah()
    keluarga = isian_keluarga(pabrik, jumlah=1)
    keluarga["anggota"][0]["nik"] = "123"
    isi = masalah(klien("desa").kirim(f"musyawarah/{musyawarah.pk}/keluarga/", keluarga), 422, "isian")
    assert isi["rincian"][0]["anggota"] == 0
    assert isi["rincian"][0]["kolom"] == ["nik"]
    assert isi["kode"].startswith("V-NIK")


def test_nik_sebagai_angka_ditolak(klien, pabrik):
    musyawarah = pabrik.musyawarah()
    keluarga = isian_keluarga(pabrik)
    keluarga["anggota"][0]["nik"] = int(keluarga["anggota"][0]["nik"])
    isi = masalah(klien("desa").kirim(f"musyawarah/{musyawarah.pk}/keluarga/", keluarga), 422, "isian")
    assert "tanda kutip" in isi["galat"]["anggota"]["0"]["nik"][0]


def test_alasan_asing_422(klien, pabrik):
    (usulan,) = pabrik.diajukan()
    isian = {"putusan": "kembalikan", "usulan": [usulan.pk], "alasan": ["ZZ9"]}
    assert "ZZ9" in masalah(klien("kabupaten").kirim("verval/kelengkapan/", isian), 422, "isian")["galat"]["alasan"][0]


def test_sepuluh_alasan_diterima_sebelas_tidak(klien, pabrik, pasti):
    (usulan,) = pabrik.diajukan()
    kode = ["C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "C10", "N01", "N02"]
    isian = {"putusan": "kembalikan", "usulan": [usulan.pk], "alasan": kode}
    masalah(klien("kabupaten").kirim("verval/kelengkapan/", isian), 422, "isian")
    assert pasti(klien("kabupaten").kirim("verval/kelengkapan/", isian | {"alasan": kode[:10]}))["berpindah"] == 1


def test_halangan_pengajuan_409_dengan_rincian(klien, pabrik):
    musyawarah = pabrik.musyawarah(dokumen=False)
    isi = masalah(klien("desa").kirim(f"musyawarah/{musyawarah.pk}/ajukan/"), 409, "ditolak")
    assert isi["kode"] == "belum-siap"
    assert len(isi["rincian"]) == 5


def test_tanggal_besok_409(klien):
    isi = masalah(klien("desa").kirim("musyawarah/", isian_musyawarah() | {"tanggal": "2099-01-01"}), 409, "ditolak")
    assert isi["kode"] == "V-MUS-01"
    assert not Musyawarah.objects.exists()


def test_bukan_dokumen_409(klien, pabrik):
    musyawarah = pabrik.musyawarah(dokumen=False)
    berkas = SimpleUploadedFile("ba.pdf", b"bukan apa-apa")
    jawaban = klien("desa").unggah(f"musyawarah/{musyawarah.pk}/dokumen/", jenis="berita_acara", berkas=berkas)
    assert masalah(jawaban, 409, "ditolak")["kode"] == "bukan-dokumen"


def test_metode_lain_405(klien):
    masalah(klien("desa").klien.delete("/api/v1/usulan/"), 405, "metode")
    masalah(klien("desa").klien.options("/api/v1/usulan/"), 405, "metode")


def test_jenis_isi_lain_415(masuk):
    masalah(masuk("desa").post("/api/v1/musyawarah/", "a,b", content_type="text/csv"), 415, "jenis-isi")


def test_isi_raksasa_413(masuk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    jawaban = masuk("desa").post("/api/v1/musyawarah/", {"tempat": "x" * 200}, content_type="application/json")
    masalah(jawaban, 413, "terlalu-besar")


def test_alamat_tak_dikenal_404(klien):
    jawaban = klien("desa").get("tidak-ada-alamat-ini/")
    masalah(jawaban, 404, "tidak-ada")


def test_tanpa_csrf_sesi_ditolak_403_token_tidak_perlu(masuk, klien_token, pasti):
    klien = Client(enforce_csrf_checks=True)
    klien.cookies = masuk("desa").cookies
    jawaban = klien.post("/api/v1/musyawarah/", isian_musyawarah(), content_type="application/json")
    assert masalah(jawaban, 403, "tidak-berwenang")["kode"] == "csrf"
    assert not Musyawarah.objects.exists()
    pasti(klien_token("desa").kirim("musyawarah/", isian_musyawarah()), 201)
    assert Musyawarah.objects.get().wilayah_id == "1209201008"


def test_terlalu_sering_429_pada_pemeriksaan_umum(client):
    for _ in range(60):
        assert client.get("/api/v1/verifikasi/AAAA-BBBB-CCCC/").status_code == 404
    jawaban = client.get("/api/v1/verifikasi/AAAA-BBBB-CCCC/", headers={"X-Forwarded-For": "203.0.113.9"})
    masalah(jawaban, 429, "terlalu-sering")
    assert int(jawaban["Retry-After"]) > 0


def test_arti_setiap_jenis_masalah_dapat_dibaca(client, pasti):
    assert pasti(client.get("/api/v1/masalah/ditolak/"))["status"] == 409
    masalah(client.get("/api/v1/masalah/apa-saja/"), 404, "tidak-ada")


def test_sandi_salah_lima_kali_menutup_pengesahan(klien, pabrik, pasti, sandi, kode):
    batch, _ = pabrik.dibundel()
    kepala, alamat = klien("kepala"), f"batch/{batch.pk}/sahkan/"
    sidik = pasti(kepala.get(f"batch/{batch.pk}/"))["isi"]["sidik"]
    isi = {"nomor_surat": "1/2026", "sidik": sidik, "sandi": "keliru", "kode": kode("kepala")}
    for _ in range(5):
        assert pasti(kepala.kirim(alamat, isi), 409)["kode"] == "sandi-salah"
    assert pasti(kepala.kirim(alamat, isi | {"sandi": sandi}), 409)["kode"] == "sandi-terkunci"
