"""A citizen objects, is followed, answered and appealed by the API alone; by session, never by token; no side learns of the other."""

import pytest

from akun.models import Pengguna
from sanggahan.models import Keberatan, Sanggahan
from tests.fixtures.sanggahan import foto_berlokasi, warga_baru

pytestmark = pytest.mark.django_db


def test_menyanggah_dijawab_dan_dikeberati_lewat_api(klien, pasti, perkara, pelaku):
    orang, lain = perkara.penerima(2)
    penyanggah, warga = Pengguna.objects.get(username="warga"), klien("warga")
    warga_baru("Ibu Keluarga", orang.nik, akun="keluarga")
    keluarga = klien("keluarga")
    temuan = pasti(warga.kirim("sanggahan-saya/cari/", {"nama": orang.nama}))
    isi = {"kunci": temuan[0]["kunci"], "alasan": "SG1", "pernyataan": "Rumahnya sudah bertingkat.", "setuju": "true"}
    assert warga.unggah("sanggahan-saya/", **isi).status_code == 422  # no photo
    assert warga.unggah("sanggahan-saya/", **isi | {"kunci": "bukan"}, foto=[foto_berlokasi()]).status_code == 404
    s = pasti(warga.unggah("sanggahan-saya/", **isi, foto=[foto_berlokasi()]), 201)
    assert (s["keadaan"], s["pernyataan"]) == ("Diterima dinas sosial", "Rumahnya sudah bertingkat.")
    assert orang.nama not in str(s) and orang.nik not in str(s) and orang.nomor_kk not in str(s)
    assert [x["id"] for x in pasti(warga.get("sanggahan-saya/"))["hasil"]] == [s["id"]]
    assert warga.unggah("sanggahan-saya/", **isi, foto=[foto_berlokasi()]).status_code == 409

    milik, milik_keluarga = f"sanggahan-saya/{s['id']}/", f"sanggahan-keluarga/{s['id']}/"
    # The family hears of it from the visit on, and never of the objector.
    assert keluarga.get(milik_keluarga).status_code == 404 and keluarga.get(milik).status_code == 404
    perkara.tugaskan(Sanggahan.objects.get(pk=s["id"]))
    dilihat = pasti(keluarga.get(milik_keluarga))
    assert dilihat["boleh_dijawab"] and dilihat["pokok"] == "Keluarga dinilai sudah mampu."
    jawaban = pasti(keluarga.kirim(f"{milik_keluarga}jawab/", {"isi": "Mobil itu milik tetangga kami."}), 201)
    assert jawaban["jawaban"] == ["Mobil itu milik tetangga kami."]
    assert warga.kirim(f"{milik_keluarga}jawab/", {"isi": "Mobil itu milik tetangga kami."}).status_code == 404
    for rahasia in (penyanggah.nama, penyanggah.nik, "bertingkat"):
        assert rahasia not in str(jawaban) + str(dilihat)

    selesai = perkara.tidak_terbukti(lain)
    alasan = {"isi": "Rumah yang difoto bukan rumah keluarga yang saya sanggah."}
    putus = pasti(warga.get(f"sanggahan-saya/{selesai.pk}/"))
    assert putus["bisa_keberatan"] and putus["catatan"] == selesai.catatan
    k = pasti(warga.kirim(f"sanggahan-saya/{selesai.pk}/keberatan/", alasan), 201)
    assert k["nomor"] == Keberatan.objects.get().nomor and k["status"] == "diajukan"
    assert warga.kirim(f"sanggahan-saya/{selesai.pk}/keberatan/", alasan).status_code == 409
    assert keluarga.kirim(f"{milik_keluarga}keberatan/", alasan).status_code == 409  # no verdict yet


def test_token_dan_petugas_tidak_membuka_sanggahan_warga(klien, klien_token, perkara):
    s = perkara.ditugaskan()
    for alamat in ("sanggahan-saya/", f"sanggahan-saya/{s.pk}/", "sanggahan-keluarga/", f"sanggahan-keluarga/{s.pk}/"):
        assert klien_token("warga").get(alamat).status_code == 403, alamat
        for petugas in ("desa", "kabupaten", "verifikator", "kepala", "auditor"):
            assert klien(petugas).get(alamat).status_code == 403, alamat
    assert klien_token("warga").kirim("sanggahan-saya/cari/", {"nama": "SUPAR"}).status_code == 403
