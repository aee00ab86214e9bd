"""Registration of masyarakat through the pages: data, code, photos, promise, officer, first sign-in."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image, ImageFilter

from akun import persetujuan, undangan
from akun.models import KodeSekali, Kontak, Pemberitahuan, Pendaftaran, Pengguna, Penugasan
from dasar.galat import Ditolak
from dasar.jangkauan import dalam_jangkauan
from dasar.models import Jejak
from tests.basis_data import tanpa_pemicu
from tests.fixtures.warga import (
    KK_WARGA,
    NIK_WARGA,
    SUREL,
    gambar_kartu,
    isi_halaman,
    isi_sampai_kirim,
    isian_daftar,
    kode_terkirim,
    masuk_warga,
    unggahan,
)
from wilayah.models import Wilayah

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("simpan_di")]


# --- step 1 ----------------------------------------------------------------------------------------------------------------


def test_isian_yang_salah_disebut_dan_yang_benar_tidak_hilang():
    jawaban = Client().post("/daftar/", isian_daftar(nik="123", surel="bukan-surel"))
    assert jawaban.status_code == 422
    teks = isi_halaman(jawaban)
    assert "NIK terdiri atas 16 angka" in teks and "Alamat surel ini tidak lengkap" in teks
    assert 'value="Siti Rahmah"' in teks and f'value="{KK_WARGA}"' in teks and 'value="1990"' in teks
    assert not Pendaftaran.objects.exists() and mail.outbox == []


@pytest.mark.parametrize(("kawin", "diterima"), [("", False), ("on", True)])
def test_di_bawah_tujuh_belas_hanya_bila_sudah_kawin(kawin, diterima):
    tahun = timezone.localdate().year - 16
    isian = isian_daftar(tanggal_lahir_2=str(tahun)) | ({"pernah_kawin": kawin} if kawin else {})
    jawaban = Client().post("/daftar/", isian)
    assert (jawaban.status_code == 302) is diterima
    assert diterima or "Minta orang tua atau wali mendaftar" in isi_halaman(jawaban)


def test_wilayah_dipilih_bertahap_tanpa_javascript():
    tanpa_desa = isian_daftar() | {"wilayah": "", "wilayah_1": "12", "wilayah_2": "1209"}
    teks = isi_halaman(Client().post("/daftar/", tanpa_desa))
    assert "Pilih sampai desa atau kelurahan." in teks and 'name="wilayah_3"' in teks


def test_jawaban_sama_untuk_nik_yang_sudah_punya_akun_dan_milik_petugas(masuk):
    tubuh = []
    for n, nik in enumerate((NIK_WARGA, "9901010101800021", "9901010101800001")):  # nobody's, the citizen's, an officer's
        klien = Client()
        jawaban = klien.post("/daftar/", isian_daftar(nik=nik, surel=f"a{n}@contoh.invalid"))
        halaman = klien.get("/daftar/kode/").content.decode().replace(f"a{n}@", "a@")
        tubuh.append((jawaban.status_code, re.sub(r'value="[A-Za-z0-9]{64}"|kodenya \d{6}', "", halaman)))
    assert Pengguna.objects.filter(nik="9901010101800021").exists()
    assert tubuh[0] == tubuh[1] == tubuh[2]


# --- step 2 ----------------------------------------------------------------------------------------------------------------


def test_kode_hanya_tersimpan_sebagai_sidik_dan_alamat_juga():
    Client().post("/daftar/", isian_daftar())
    satu = KodeSekali.objects.get()
    kolom = [str(getattr(satu, k.name)) for k in KodeSekali._meta.concrete_fields]
    assert not any(kode_terkirim() in k or SUREL in k or "127.0.0.1" in k for k in kolom)


def test_kode_salah_lima_kali_mematikan_kode_yang_benar():
    klien = Client()
    klien.post("/daftar/", isian_daftar())
    benar = kode_terkirim()
    salah = f"{(int(benar) + 1) % 10**6:06d}"
    for _ in range(5):
        assert "Kode tidak cocok" in isi_halaman(klien.post("/daftar/kode/", {"kode": salah}))
    assert "tidak berlaku lagi" in isi_halaman(klien.post("/daftar/kode/", {"kode": benar}))
    assert Pendaftaran.objects.get().status == "baru"


def test_kode_lewat_waktu_dan_kode_yang_sudah_diganti_tidak_berlaku():
    klien = Client()
    klien.post("/daftar/", isian_daftar())
    lama = kode_terkirim()
    klien.post("/daftar/kode/ulang/")
    assert klien.post("/daftar/kode/", {"kode": lama}).status_code == 409
    KodeSekali.objects.update(kedaluwarsa_pada=timezone.now() - dt.timedelta(seconds=1))
    assert "tidak berlaku lagi" in isi_halaman(klien.post("/daftar/kode/", {"kode": kode_terkirim()}))


def test_kode_per_alamat_dibatasi_dan_isian_tetap_ada():
    for _ in range(3):
        assert Client().post("/daftar/", isian_daftar()).status_code == 302
    jawaban = Client().post("/daftar/", isian_daftar())
    assert jawaban.status_code == 429
    assert "Terlalu banyak kode diminta" in isi_halaman(jawaban) and 'value="Siti Rahmah"' in isi_halaman(jawaban)
    assert len(mail.outbox) == 3 and Pendaftaran.objects.count() == 3


def test_kode_per_pengunjung_dibatasi():
    for n in range(40):
        Client().post("/daftar/", isian_daftar(surel=f"a{n}@contoh.invalid"))
    assert Client().post("/daftar/", isian_daftar(surel="lain@contoh.invalid")).status_code == 429
    klien = Client(REMOTE_ADDR="10.0.0.9")
    assert klien.post("/daftar/", isian_daftar(surel="lain@contoh.invalid")).status_code == 302


def test_pengunjung_lain_tidak_melihat_pendaftaran_orang(menunggu):
    for alamat in ("kode", "foto", "isian", "kirim", "keadaan"):
        assert Client().get(f"/daftar/{alamat}/")["Location"] == "/daftar/"


# --- step 3 ----------------------------------------------------------------------------------------------------------------


def test_foto_yang_baik_tersimpan_sewaktu_yang_lain_ditolak():
    klien = Client()
    klien.post("/daftar/", isian_daftar())
    klien.post("/daftar/kode/", {"kode": kode_terkirim()})
    buram = unggahan(gambar_kartu().filter(ImageFilter.GaussianBlur(9)))
    jawaban = klien.post("/daftar/foto/", {"foto_ktp": unggahan(), "swafoto": buram})
    assert jawaban.status_code == 422 and "Foto buram" in isi_halaman(jawaban)
    assert "Foto ini sudah tersimpan" in isi_halaman(jawaban)
    satu = Pendaftaran.objects.get()
    assert satu.foto_ktp_id and not satu.swafoto_id
    assert klien.post("/daftar/foto/", {"swafoto": unggahan()})["Location"] == "/daftar/kirim/"


def test_foto_ditulis_ulang_tanpa_exif_bernama_netral_dan_yang_diganti_hilang(menunggu):
    _, satu = menunggu
    with Image.open(satu.foto_ktp.jalur) as gambar:
        assert not gambar.getexif()
    assert satu.foto_ktp.nama == "ktp.jpg" and satu.foto_ktp.wilayah == "1209"
    klien = Client()
    klien.post("/daftar/", isian_daftar(surel="lain@contoh.invalid"))
    klien.post("/daftar/kode/", {"kode": kode_terkirim("lain@contoh.invalid")})
    klien.post("/daftar/foto/", {"foto_ktp": unggahan(), "swafoto": unggahan()})
    pertama = Pendaftaran.objects.latest("pk").foto_ktp
    klien.post("/daftar/foto/", {"foto_ktp": unggahan()})
    assert Pendaftaran.objects.latest("pk").foto_ktp != pertama and not pertama.jalur.exists()


def test_kirim_menuntut_kata_sandi_yang_kuat_dan_pernyataan():
    klien = Client()
    klien.post("/daftar/", isian_daftar())
    klien.post("/daftar/kode/", {"kode": kode_terkirim()})
    assert klien.get("/daftar/kirim/")["Location"] == "/daftar/foto/"
    klien.post("/daftar/foto/", {"foto_ktp": unggahan(), "swafoto": unggahan()})
    teks = isi_halaman(klien.post("/daftar/kirim/", {"sandi": "pendek", "ulang": "pendek"}))
    assert "12" in teks and "Baca pernyataannya" in teks
    assert Pendaftaran.objects.get().status == "terbukti"


def test_yang_sudah_dikirim_tidak_diubah_oleh_sql_sekalipun(menunggu, pelaku):
    _, satu = menunggu
    with pytest.raises(DatabaseError, match="tidak sah"), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("select set_config('dtks.oleh','0',true), set_config('dtks.fungsi','sistem',true),"
                       " set_config('dtks.awal','0',true), set_config('dtks.akhir','~',true),"
                       " set_config('dtks.langkah','isi_pendaftaran',true)")  # fmt: skip
        kursor.execute("update akun_pendaftaran set nama = 'ORANG LAIN' where id = %s", [satu.pk])


# --- the queue ---------------------------------------------------------------------------------------------------------------


def test_antrean_hanya_untuk_admin_pengguna_di_wilayahnya(menunggu, masuk, pelaku):
    _, satu = menunggu
    jawaban = masuk("admin.kab").get("/pendaftaran/")
    assert "Siti Rahmah" in isi_halaman(jawaban) and NIK_WARGA not in isi_halaman(jawaban)
    for akun in ("desa", "kabupaten", "verifikator", "auditor", "pusdatin", "warga", "provinsi"):
        klien = masuk(akun)
        # Pusdatin has the page for what waited past its day, and this one did not.
        alamat = ("",) if akun != "pusdatin" else ()
        alamat += (f"{satu.pk}/", f"{satu.pk}/foto/foto_ktp/", f"{satu.pk}/tolak/")
        assert "Siti Rahmah" not in isi_halaman(klien.get("/pendaftaran/"))
        assert {klien.get(f"/pendaftaran/{a}").status_code for a in alamat} == {404}, akun
        assert klien.post(f"/pendaftaran/{satu.pk}/setujui/").status_code == 404
        with dalam_jangkauan(pelaku(akun)):
            assert not Pendaftaran.objects.exists(), akun
    assert Pendaftaran.objects.get().status == "menunggu"


def test_admin_kabupaten_lain_tidak_melihatnya(menunggu, pelaku, masuk):
    lain = Penugasan.objects.get(pengguna__username="admin.kab")
    with tanpa_pemicu() as kursor:
        kursor.execute("update akun_penugasan set wilayah_id = '3604' where id = %s", [lain.pk])
        kursor.execute("update akun_izinwilayahpengguna set content_object_id = '3604' where user_id = %s", [lain.pengguna_id])
    klien = masuk("admin.kab")
    assert "Siti Rahmah" not in isi_halaman(klien.get("/pendaftaran/"))
    assert klien.get(f"/pendaftaran/{menunggu[1].pk}/").status_code == 404


def test_melihat_pendaftaran_dan_fotonya_adalah_peristiwa(menunggu, masuk):
    _, satu = menunggu
    klien = masuk("admin.kab")
    assert f"{NIK_WARGA[:4]} {NIK_WARGA[4:8]}" in isi_halaman(klien.get(f"/pendaftaran/{satu.pk}/"))
    foto = klien.get(f"/pendaftaran/{satu.pk}/foto/swafoto/")
    assert foto["Content-Type"] == "image/jpeg" and foto.getvalue()[:2] == b"\xff\xd8"
    assert set(Jejak.objects.exclude(subjek=None).values_list("langkah", flat=True)) >= {"lihat", "unduh"}


def test_petunjuk_memberi_tahu_padan_dan_pendaftaran_kembar(menunggu, masuk):
    isi_sampai_kirim(Client(), surel="lain@contoh.invalid", tanggal_lahir_0="2")
    teks = isi_halaman(masuk("admin.kab").get(f"/pendaftaran/{Pendaftaran.objects.latest('pk').pk}/"))
    assert "Tidak padan dengan data kependudukan: tanggal lahir" in teks
    assert "Ada 1 pendaftaran lain dengan NIK ini" in teks
    assert "Padan dengan data kependudukan" in isi_halaman(masuk("admin.kab").get(f"/pendaftaran/{menunggu[1].pk}/"))


def test_disetujui_membuka_satu_fungsi_warga_dan_memberi_tahu(warga, django_capture_on_commit_callbacks):
    tugas = Penugasan.objects.get(pengguna=warga, status="aktif")
    assert (tugas.fungsi, tugas.wilayah_id, tugas.nik) == ("warga", "1209201008", NIK_WARGA)
    assert "KTP asli saya" in tugas.pakta.teks
    assert Kontak.objects.get(pengguna=warga).alamat == SUREL
    assert Pemberitahuan.objects.filter(penerima=warga, jenis="akun").exists()
    langkah = Jejak.objects.filter(tabel="akun_pendaftaran", ke="disetujui").get()
    assert (langkah.langkah, langkah.fungsi) == ("setujui_pendaftaran", "admin_kabupaten")


def test_nik_petugas_tidak_menjadi_akun_warga(masuk):
    petugas = Pengguna.objects.get(username="desa")
    isi_sampai_kirim(Client(), nik=petugas.nik)
    satu = Pendaftaran.objects.get()
    klien = masuk("admin.kab")
    assert "tidak dapat disetujui" in isi_halaman(klien.get(f"/pendaftaran/{satu.pk}/"))
    assert "Satu orang satu fungsi" in isi_halaman(klien.post(f"/pendaftaran/{satu.pk}/setujui/", follow=True))
    satu.refresh_from_db()
    assert satu.status == "menunggu" and petugas.has_usable_password()


def test_nik_warga_tidak_diundang_menjadi_petugas(warga, pelaku):
    mulai = timezone.localdate()
    with pytest.raises(Ditolak) as galat, transaction.atomic():
        undangan.undang(
            undangan.Calon("Siti Rahmah", NIK_WARGA), "pengisi_desa", Wilayah.objects.get(pk="1209201008"),
            nomor_sk="SK/1", sk=None, mulai=mulai, selesai=mulai, oleh=pelaku("admin.kab"),
        )  # fmt: skip
    assert galat.value.kode == "fungsi-rangkap"


def test_dua_putusan_hanya_satu_yang_jadi(menunggu, pelaku):
    _, satu = menunggu
    persetujuan.tolak(satu, ["K02"], oleh=pelaku("admin.kab"))
    with pytest.raises(Ditolak) as galat, transaction.atomic():
        persetujuan.setujui(satu, oleh=pelaku("admin.kab"))
    assert galat.value.kode == "sudah-diputus" and not Pengguna.objects.filter(nik=NIK_WARGA).exists()


def test_ditolak_dengan_alasan_lalu_diperbaiki_tanpa_mengetik_ulang(menunggu, masuk, django_capture_on_commit_callbacks):
    klien, satu = menunggu
    admin = masuk("admin.kab")
    assert "Pilih paling sedikit satu alasan" in isi_halaman(admin.post(f"/pendaftaran/{satu.pk}/tolak/", {"catatan": ""}))
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(f"/pendaftaran/{satu.pk}/tolak/", {"alasan": ["K03", "S02"], "catatan": "Pakai KTP asli."})
    assert NIK_WARGA not in mail.outbox[-1].body and "/daftar/lanjut/" in mail.outbox[-1].body
    teks = isi_halaman(klien.get("/daftar/keadaan/"))
    assert "Foto KTP aslinya." in teks and "Wajah Anda tidak jelas." in teks and "Pakai KTP asli." in teks
    assert klien.post("/daftar/foto/", {"foto_ktp": unggahan()})["Location"] == "/daftar/kirim/"
    assert 'name="sandi"' not in isi_halaman(klien.get("/daftar/kirim/"))
    klien.post("/daftar/kirim/", {"setuju": "on"})
    satu.refresh_from_db()
    assert (satu.status, satu.diputus_pada) == ("menunggu", None)
    admin.post(f"/pendaftaran/{satu.pk}/setujui/")
    assert masuk_warga().get("/beranda/").status_code == 200


def test_kembali_ke_pendaftaran_dari_ponsel_lain(menunggu):
    klien = Client()
    klien.post("/daftar/lanjut/", {"nik": NIK_WARGA, "saluran": "surel", "surel": SUREL.upper()})
    surat = next(s for s in reversed(mail.outbox) if s.to[0].lower() == SUREL)
    kode = re.search(r"\b(\d{6})\b", surat.body)[1]
    assert klien.post("/daftar/lanjut/kode/", {"kode": kode})["Location"] == "/daftar/keadaan/"
    assert "Menunggu diperiksa" in isi_halaman(klien.get("/daftar/keadaan/"))
    klien.post("/daftar/selesai/")
    assert klien.get("/daftar/keadaan/")["Location"] == "/daftar/"


def test_lanjut_menjawab_sama_untuk_yang_tidak_ada_dan_alamatnya_diberi_tahu(menunggu):
    jawaban = []
    for nik, surel in ((NIK_WARGA, SUREL), (NIK_WARGA, "orang@contoh.invalid"), ("9901014107900009", "ada@contoh.invalid")):
        klien, sebelum = Client(), len(mail.outbox)
        pertama = klien.post("/daftar/lanjut/", {"nik": nik, "saluran": "surel", "surel": surel})
        assert len(mail.outbox) == sebelum + 1 and mail.outbox[-1].to == [surel]
        kedua = klien.post("/daftar/lanjut/kode/", {"kode": "abc def"})
        jawaban.append((pertama["Location"], kedua.status_code, "Kode tidak cocok" in isi_halaman(kedua)))
    assert len(set(jawaban)) == 1
    assert "tidak ada pendaftaran" in mail.outbox[-1].body
