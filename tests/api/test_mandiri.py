"""A self-registration from the first word to the verifikator, and a correction, by the API alone."""

import pytest

from tests.fixtures.pabrik import foto
from usulan.models import Usulan

pytestmark = pytest.mark.django_db


@pytest.fixture
def keluarga(pabrik) -> dict:
    satu = pabrik.anggota("warga", program="NONBANSOS")[0]
    satu["tanggal_lahir"] = satu["tanggal_lahir"].isoformat()
    alamat = {k: satu.pop(k) for k in ("nomor_kk", "alamat", "rt", "rw")}
    return alamat | {"anggota": [satu], "untuk": "orang_lain", "survei": {f"sk{n}": True for n in range(10)}}


def test_mendaftar_mengirim_dimusyawarahkan_lewat_api(klien, pasti, keluarga, pabrik):
    warga, desa = klien("warga"), klien("desa")
    p = pasti(warga.kirim("pendaftaran-mandiri/", keluarga), 201)
    alamat = f"pendaftaran-mandiri/{p['id']}/"
    assert p["status"] == "disusun" and keluarga["nomor_kk"] not in str(p)
    assert warga.kirim(f"{alamat}kirim/", {"benar": True}).status_code == 409  # no photo of the house yet
    pasti(warga.unggah(f"{alamat}foto-rumah/", foto_rumah=foto()))
    assert desa.get(alamat).status_code == 404
    assert pasti(warga.kirim(f"{alamat}kirim/", {"benar": True}))["status"] == "dikirim"
    assert [x["id"] for x in pasti(desa.get("pendaftaran-mandiri/"))["hasil"]] == [p["id"]]
    isi = {"musyawarah": pabrik.musyawarah().pk, "pendaftaran": [p["id"]]}
    hasil = pasti(desa.kirim("pendaftaran-mandiri/musyawarahkan/", isi))
    assert hasil["pendaftaran"] == 1 and hasil["usulan"] == [Usulan.objects.get().pk]
    akhir = pasti(warga.get(alamat))
    assert akhir["usulan"][0]["status"] == "disusun" and akhir["riwayat"][0]["kejadian"] == "Masuk daftar musyawarah"


def test_verifikasi_langsung_lewat_api_dan_peringatan_hanya_untuk_petugas(klien, pasti, pabrik):
    p = pabrik.dialihkan()
    alamat = f"pendaftaran-mandiri/{p.pk}/"
    assert "peringatan" in pasti(klien("kabupaten").get(alamat))["anggota"][0]
    assert pasti(klien("warga").get(alamat))["anggota"][0]["peringatan"] == []
    assert klien("desa").kirim(f"{alamat}terima/").status_code == 403
    assert pasti(klien("kabupaten").kirim(f"{alamat}terima/"))["status"] == "diverifikasi"
    assert Usulan.objects.get().status == "lengkap"


def test_koreksi_dan_data_saya_lewat_api(klien, pasti):
    warga = klien("warga")
    k = pasti(warga.unggah("koreksi/", kolom="alamat", isi_benar="Jalan Mawar 3", bukti=foto("kk.jpg")), 201)
    assert k["bukti"] is True and k["riwayat"][0]["oleh"] == "Anda"
    assert pasti(klien("desa").kirim(f"koreksi/{k['id']}/terima/", {}))["status"] == "diterima"
    assert pasti(warga.get("data-saya/"))["tercatat"] is False
    assert klien("desa").get("data-saya/").status_code == 403
