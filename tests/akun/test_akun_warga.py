"""The account of a citizen: signing in, contacts, moving, closing, and what time takes away."""

from pathlib import Path

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client

from akun import penghapusan, persetujuan
from akun.models import Kontak, Pendaftaran, Pengguna, Penugasan
from akun.penugasan import akhiri
from dasar.models import Jejak
from tests.basis_data import sebagai_pemilik, tanpa_pemicu
from tests.fixtures.warga import (
    KK_WARGA,
    NIK_WARGA,
    SANDI_WARGA,
    SUREL,
    isi_halaman,
    isi_sampai_kirim,
    isian_daftar,
    kode_terkirim,
    masuk_warga,
    unggahan,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("simpan_di")]


def test_masuk_dengan_nik_kata_sandi_dan_kode_baru_membuka_halaman(warga):
    klien = Client()
    klien.post("/masuk/", {"akun": f"{NIK_WARGA[:6]} {NIK_WARGA[6:]}", "sandi": SANDI_WARGA})
    assert klien.get("/beranda/")["Location"].startswith("/masuk/kode/")
    assert klien.get("/masuk/pasang-kode/")["Location"] == "/masuk/pesan/", "aplikasi kode bukan jalan memutar"
    assert klien.get("/akun/kontak/").status_code == 302
    salah = f"{(int(kode_terkirim()) + 1) % 10**6:06d}"
    assert klien.post("/masuk/pesan/", {"kode": salah}).status_code == 409
    assert klien.post("/masuk/pesan/", {"kode": kode_terkirim()})["Location"] == "/beranda/"
    teks = isi_halaman(klien.get("/beranda/"))
    assert "Akun terverifikasi" in teks and "Kisaran Timur" in teks


def test_petugas_tetap_memakai_aplikasi_kode(warga, pelaku):
    """Whoever was a citizen and became an officer has a contact, and needs the app all the same."""
    Kontak.objects.create(pengguna_id=pelaku("verifikator").pengguna_id, saluran="surel")
    klien = Client()
    assert klien.post("/masuk/", {"akun": "verifikator", "sandi": "sandi-uji-portal"})["Location"] == "/masuk/kode/"
    assert klien.get("/masuk/pesan/")["Location"] == "/masuk/kode/"


def test_salah_berkali_kali_ditahan_lewat_nik_maupun_nama_akun(warga):
    for n in range(8):
        Client().post("/masuk/", {"akun": NIK_WARGA if n % 2 else warga.username, "sandi": "salah-salah-salah"})
    assert Client().post("/masuk/", {"akun": NIK_WARGA, "sandi": SANDI_WARGA}).status_code == 429


def test_lupa_sandi_dengan_kode_dan_jawaban_sama_untuk_yang_tidak_ada(warga):
    klien, lain = Client(), Client()
    for satu, nik, surel in ((klien, NIK_WARGA, SUREL), (lain, "9901014107900009", "ada@contoh.invalid")):
        assert satu.post("/lupa-sandi/", {"nik": nik, "saluran": "surel", "surel": surel})["Location"] == "/lupa-sandi/kode/"
        assert mail.outbox[-1].to == [surel]
    baru = {"sandi": "payung-teduh-di-sawah", "ulang": "payung-teduh-di-sawah"}
    assert lain.post("/lupa-sandi/kode/", {"kode": "123456"} | baru).status_code == 409
    assert klien.post("/lupa-sandi/kode/", {"kode": kode_terkirim()} | baru)["Location"] == "/masuk/"
    masuk_warga("payung-teduh-di-sawah")
    assert Jejak.objects.filter(langkah="pulihkan_sandi", objek=warga.pk).exists()


def test_ganti_kontak_menuntut_kode_dari_kedua_sisi(warga):
    klien = masuk_warga()
    isian = {"saluran": "surel", "surel": "baru@contoh.invalid", "sandi_kini": SANDI_WARGA}
    assert "Kata sandi tidak cocok" in isi_halaman(klien.post("/akun/kontak/", isian | {"sandi_kini": "x"}))
    assert klien.post("/akun/kontak/", isian)["Location"] == "/akun/kontak/kode/"
    lama, baru = kode_terkirim(), kode_terkirim("baru@contoh.invalid")
    jawaban = klien.post("/akun/kontak/kode/", {"kode_lama": f"{(int(lama) + 1) % 10**6:06d}", "kode_baru": baru})
    assert jawaban.status_code == 409 and Pengguna.objects.get(pk=warga.pk).email == SUREL
    assert klien.post("/akun/kontak/kode/", {"kode_lama": lama, "kode_baru": baru})["Location"] == "/akun/kontak/"
    assert Pengguna.objects.get(pk=warga.pk).email == "baru@contoh.invalid"
    masuk_warga(ke="baru@contoh.invalid")


def test_kontak_hilang_daftar_ulang_memindahkan_akun_yang_sama(warga, masuk, django_capture_on_commit_callbacks):
    lama = masuk_warga()
    isi_sampai_kirim(Client(), surel="baru@contoh.invalid")
    satu = Pendaftaran.objects.latest("pk")
    assert "kontak dan kata sandi akun itu diganti" in isi_halaman(masuk("admin.kab").get(f"/pendaftaran/{satu.pk}/"))
    with django_capture_on_commit_callbacks(execute=True):
        masuk("admin.kab").post(f"/pendaftaran/{satu.pk}/setujui/")
    assert Pengguna.objects.get(nik=NIK_WARGA).pk == warga.pk
    assert lama.get("/akun/").status_code == 302, "sesi lama berakhir"
    assert any(s.to == [SUREL] and "baru saja diganti" in s.body for s in mail.outbox)
    masuk_warga(ke="baru@contoh.invalid")


def test_pindah_desa_diperiksa_lagi_dan_akun_lama_berlaku_sampai_disetujui(warga, masuk):
    klien = masuk_warga()
    isian = {"nomor_kk": KK_WARGA, "tanggal_lahir_0": 1, "tanggal_lahir_1": 7, "tanggal_lahir_2": 1990}
    assert "sudah di desa/kelurahan ini" in isi_halaman(klien.post("/akun/pindah/", isian | {"wilayah": "1209201008"}))
    assert klien.post("/akun/pindah/", isian | {"wilayah": "1209212002"})["Location"] == "/daftar/foto/"
    assert klien.post("/daftar/foto/", {"foto_ktp": unggahan(), "swafoto": unggahan()})["Location"] == "/daftar/kirim/"
    klien.post("/daftar/kirim/", {"setuju": "on"})
    assert Penugasan.objects.get(pengguna=warga, status="aktif").wilayah_id == "1209201008"
    satu = Pendaftaran.objects.get(jenis="pindah")
    masuk("admin.kab").post(f"/pendaftaran/{satu.pk}/setujui/")
    assert Penugasan.objects.get(pengguna=warga, status="aktif").wilayah_id == "1209212002"
    assert Penugasan.objects.filter(pengguna=warga, status="berakhir").count() == 1
    masuk_warga()


def test_tutup_akun_menghapus_kontak_dan_sandi_lalu_dapat_mendaftar_lagi(warga, masuk):
    klien = masuk_warga()
    assert "Kata sandi tidak cocok" in isi_halaman(klien.post("/akun/tutup/", {"sandi": "x", "yakin": "on"}))
    assert klien.post("/akun/tutup/", {"sandi": SANDI_WARGA, "yakin": "on"})["Location"] == "/masuk/"
    warga.refresh_from_db()
    assert (warga.email, warga.is_active, warga.has_usable_password()) == ("", False, False)
    assert not Kontak.objects.filter(pengguna=warga).exists()
    assert not Penugasan.objects.filter(pengguna=warga, status="aktif").exists()
    assert Client().post("/masuk/", {"akun": NIK_WARGA, "sandi": SANDI_WARGA}).status_code == 409
    isi_sampai_kirim(Client(), surel="lagi@contoh.invalid")
    masuk("admin.kab").post(f"/pendaftaran/{Pendaftaran.objects.latest('pk').pk}/setujui/")
    masuk_warga(ke="lagi@contoh.invalid")


def test_petugas_dan_warga_contoh_tidak_punya_halaman_kontak(masuk):
    for akun in ("desa", "warga", "admin.kab"):
        assert masuk(akun).get("/akun/tutup/").status_code == 404
    assert "Akun terverifikasi" in isi_halaman(masuk("warga").get("/beranda/"))


# --- retention ---------------------------------------------------------------------------------------------------------------


def test_pendaftaran_lewat_masa_simpan_kehilangan_foto_dan_data(menunggu, pelaku):
    _, ditolak = menunggu
    persetujuan.tolak(ditolak, ["S03"], oleh=pelaku("admin.kab"))
    klien = Client()
    klien.post("/daftar/", isian_daftar(surel="lain@contoh.invalid"))
    klien.post("/daftar/kode/", {"kode": kode_terkirim("lain@contoh.invalid")})
    klien.post("/daftar/foto/", {"foto_ktp": unggahan()})
    begini = Pendaftaran.objects.latest("pk")
    jalur = [Path(b.jalur) for b in (ditolak.foto_ktp, ditolak.swafoto, begini.foto_ktp)]
    assert penghapusan.hapus_lewat() == 0 and all(j.exists() for j in jalur)
    with tanpa_pemicu() as kursor:
        kursor.execute("update akun_pendaftaran set diputus_pada = now() - interval '366 days' where status = 'ditolak'")
        kursor.execute("update akun_pendaftaran set dibuat_pada = now() - interval '8 days' where status = 'terbukti'")
    assert penghapusan.hapus_lewat() == 2
    assert not any(j.exists() for j in jalur)
    for satu in Pendaftaran.objects.all():
        assert (satu.status, satu.nik, satu.nama, satu.surel, satu.foto_ktp_id) == ("kedaluwarsa", None, "", "", None)
    assert klien.get("/daftar/foto/")["Location"] == "/daftar/"


@pytest.mark.parametrize(
    ("kolom", "kendala"),
    [
        ("nik = '12'", "pendaftaran_akun_nik_16"),
        ("status = 'karangan'", "pendaftaran_akun_"),
        ("nama = ''", "pendaftaran_akun_utuh_atau_terhapus"),
        ("foto_ktp_id = null", "pendaftaran_akun_diajukan_berfoto"),
        ("diputus_pada = now()", "pendaftaran_akun_berputusan"),
        ("status = 'disetujui'", "pendaftaran_akun_ber"),
    ],
)
def test_kendala_pendaftaran_ditegakkan_basis_data(menunggu, kolom, kendala):
    with pytest.raises(DatabaseError, match=kendala), transaction.atomic(), sebagai_pemilik() as kursor:
        kursor.execute("set local session_replication_role = replica")
        kursor.execute(f"update akun_pendaftaran set {kolom}")


def test_bekas_petugas_menjadi_warga_tanpa_aplikasi_kode_lama(masuk, pelaku):
    """A former officer keeps the account, not the code app that nobody could reset for a citizen."""
    lama = Penugasan.objects.get(pengguna__username="kecamatan", status="aktif")
    akhiri(lama, alasan="Pensiun.", oleh=pelaku("admin.kab"))
    isi_sampai_kirim(Client(), nik=lama.nik)
    masuk("admin.kab").post(f"/pendaftaran/{Pendaftaran.objects.get().pk}/setujui/")
    assert Penugasan.objects.get(pengguna=lama.pengguna_id, status="aktif").fungsi == "warga"
    masuk_warga(akun=lama.nik)


def test_sandi_petugas_tidak_dipulihkan_lewat_pintu_warga(pelaku):
    """An officer who was a citizen has a contact; a new password is still the administrator's business."""
    petugas = Pengguna.objects.get(username="verifikator")
    Kontak.objects.create(pengguna=petugas, saluran="surel")
    klien = Client()
    klien.post("/lupa-sandi/", {"nik": petugas.nik, "saluran": "surel", "surel": petugas.email})
    assert "tidak ada akun" in mail.outbox[-1].body
