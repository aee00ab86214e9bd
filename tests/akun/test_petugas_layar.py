"""The pages of officers, through the door: who sees whom, what a click does, what leaks nothing."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from akun import undangan
from akun.models import Pengguna, Penugasan
from akun.undangan import Calon
from dasar.models import Jejak
from tests.fixtures.pabrik import foto
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db
NIK = "9901010101900101"
HARI_INI = timezone.localdate()


def milik(akun: str) -> Penugasan:
    return Penugasan.objects.get(pengguna__username=akun, status="aktif")


def diundang(pelaku, *, sk=None) -> Penugasan:
    return undangan.undang(
        Calon("Ahmad Rifai", NIK), "verifikator", Wilayah.objects.get(pk="1209"), nomor_sk="SK/9/2026", sk=sk,
        mulai=HARI_INI, selesai=HARI_INI + dt.timedelta(days=90), oleh=pelaku("admin.kab"),
    )[0]  # fmt: skip


def tanggal(nama: str, hari: dt.date) -> dict:
    return {f"{nama}_0": hari.day, f"{nama}_1": hari.month, f"{nama}_2": hari.year}


def test_admin_melihat_petugas_kabupatennya_saja_dan_tanpa_nik_penuh(masuk):
    isi = masuk("admin.kab").get(reverse("akun:petugas")).content.decode()
    for nama in ("Nurhasanah", "Rahmad Hidayat", "Zulkifli Harahap"):
        assert nama in isi
    # Another kab/kota, the ministry, and a citizen, who is no officer.
    for nama in ("Rohmat Hidayat", "Imas Komariah", "Maria Ginting", "Siti Aminah"):
        assert nama not in isi
    assert milik("desa").nik not in isi


@pytest.mark.parametrize(
    ("kueri", "ada", "tidak"),
    [
        ("q=rahmad", "Rahmad Hidayat", "Nurhasanah"),
        ("q=9901010101800001", "Nurhasanah", "Rahmad Hidayat"),
        ("fungsi=kepala", "Zulkifli Harahap", "Nurhasanah"),
        ("status=diundang", "Ahmad Rifai", "Nurhasanah"),
        ("segera=on", "Tidak ada petugas yang cocok", "Nurhasanah"),
        ("status=karangan", "Nurhasanah", "Tidak ada petugas yang cocok"),
    ],
)
def test_saringan_daftar_petugas(kueri, ada, tidak, masuk, pelaku):
    diundang(pelaku)
    isi = masuk("admin.kab").get(reverse("akun:petugas") + "?" + kueri).content.decode()
    assert ada in isi
    assert tidak not in isi


@pytest.mark.parametrize("nama", ["tangguhkan", "akhiri", "perpanjang", "serah_terima", "batalkan"])
@pytest.mark.parametrize(("akun", "petugas"), [("admin.kab", "verifikator2"), ("admin.kab", "kepala"), ("pusdatin", "desa")])
def test_petugas_yang_bukan_urusannya_tidak_ada_baginya(nama, akun, petugas, masuk):
    """Another area, sideways, below: as if it did not exist, by GET and by POST."""
    alamat = reverse(f"akun:petugas_{nama}", args=[milik(petugas).pk])
    klien = masuk(akun)
    assert klien.get(alamat).status_code == 404
    assert klien.post(alamat, {"alasan": "x"}).status_code == 404
    assert milik(petugas).status == "aktif"


def test_admin_tidak_mengurus_dirinya_sendiri(masuk):
    sendiri = milik("admin.kab").pk
    klien = masuk("admin.kab")
    assert klien.post(reverse("akun:petugas_akhiri", args=[sendiri]), {"alasan": "x"}).status_code == 404
    assert "Akhiri penugasan" not in klien.get(reverse("akun:petugas_rincian", args=[sendiri])).content.decode()


def test_petugas_kabupaten_lain_tidak_dapat_dibuka(masuk):
    for akun in ("verifikator2", "auditor"):
        assert masuk("admin.kab").get(reverse("akun:petugas_rincian", args=[milik(akun).pk])).status_code == 404


def test_auditor_melihat_semua_petugas_tanpa_tombol(masuk):
    klien = masuk("auditor")
    isi = klien.get(reverse("akun:petugas")).content.decode()
    assert "Undang petugas" not in isi
    for akun in ("desa", "verifikator2", "menteri"):
        rincian = klien.get(reverse("akun:petugas_rincian", args=[milik(akun).pk])).content.decode()
        assert "Tindakan" not in rincian
        assert "Riwayat" in rincian


def test_menangguhkan_mengaktifkan_dan_mengakhiri_lewat_layar(masuk):
    petugas = milik("verifikator")
    admin = masuk("admin.kab")
    tangguhkan = reverse("akun:petugas_tangguhkan", args=[petugas.pk])
    assert admin.post(tangguhkan, {"alasan": " "}).status_code == 422
    assert admin.post(tangguhkan, {"alasan": "Pemeriksaan"}).status_code == 302
    ulang = admin.post(tangguhkan, {"alasan": "Pemeriksaan"})
    assert ulang.status_code == 409
    assert "sedang ditangguhkan" in ulang.content.decode()
    isi = admin.get(reverse("akun:petugas_rincian", args=[petugas.pk])).content.decode()
    for teks in ("Ditangguhkan", "Aktifkan kembali", "Pemeriksaan", "Sri Wahyuni"):
        assert teks in isi
    assert admin.get(reverse("akun:petugas_aktifkan", args=[petugas.pk])).status_code == 405
    admin.post(reverse("akun:petugas_aktifkan", args=[petugas.pk]))
    assert milik("verifikator").status == "aktif"
    admin.post(reverse("akun:petugas_akhiri", args=[petugas.pk]), {"alasan": "Mutasi"})
    petugas.refresh_from_db()
    assert (petugas.status, petugas.catatan) == ("berakhir", "Mutasi")


def test_memperpanjang_lewat_layar(masuk):
    petugas = milik("verifikator")
    alamat = reverse("akun:petugas_perpanjang", args=[petugas.pk])
    isi = {"nomor_sk": "SK/77/2026", "sk": foto("sk.jpg")}
    salah = masuk("admin.kab").post(alamat, isi | tanggal("selesai", HARI_INI))
    assert salah.status_code == 409
    assert "harus sesudah tanggal selesai yang lama" in salah.content.decode()
    assert milik("verifikator").pk == petugas.pk


def test_tautan_baru_ditampilkan_sekali_dan_yang_lama_mati(masuk, pelaku):
    petugas = diundang(pelaku)
    admin = masuk("admin.kab")
    isi = admin.post(reverse("akun:petugas_kirim_ulang", args=[petugas.pk])).content.decode()
    assert isi.count("/undangan/?kode=") == 1
    jawaban = admin.post(reverse("akun:petugas_kirim_ulang", args=[milik("verifikator").pk]), follow=True)
    assert "sudah diterima atau ditutup" in jawaban.content.decode()


def test_berkas_sk_hanya_untuk_yang_melihat_petugas_di_wilayahnya(masuk, pelaku):
    petugas = diundang(pelaku, sk=foto("sk.jpg"))
    alamat = reverse("akun:petugas_sk", args=[petugas.pk])
    jawaban = masuk("admin.kab").get(alamat)
    assert (jawaban.status_code, jawaban["Content-Type"]) == (200, "image/jpeg")
    jawaban.getvalue()
    assert Jejak.objects.filter(tabel="dasar_berkas", objek=petugas.berkas_sk_id, langkah="unduh").exists()
    for akun in ("verifikator", "kabupaten2", "kepala"):
        assert masuk(akun).get(alamat).status_code == 404
    assert Client().get(alamat).status_code == 302
    assert masuk("admin.kab").get(reverse("akun:petugas_sk", args=[milik("desa").pk])).status_code == 404


def test_serah_terima_lewat_layar_membuat_undangan_penerus(masuk):
    lama = milik("desa")
    isi = {"nama": "Ahmad Rifai", "nik": NIK, "nomor_sk": "SK/8/2026", "sk": foto("sk.jpg"), "surel": ""}
    isi |= tanggal("mulai", HARI_INI) | tanggal("selesai", HARI_INI + dt.timedelta(days=100))
    alamat = reverse("akun:petugas_serah_terima", args=[lama.pk])
    assert masuk("admin.kab").post(alamat, isi | {"nik": lama.nik, "nama": "Nurhasanah"}).status_code == 409
    jawaban = masuk("admin.kab").post(alamat, isi | {"sk": foto("sk.jpg")})
    assert "Undangan siap diserahkan" in jawaban.content.decode()
    penerus = Penugasan.objects.get(nik=NIK)
    assert (penerus.menggantikan_id, penerus.fungsi, penerus.wilayah_id) == (lama.pk, "pengisi_desa", lama.wilayah_id)


@pytest.mark.parametrize("akun", ["verifikator", "kepala", "provinsi", "warga", "menteri"])
def test_menu_petugas_hanya_bagi_yang_mengurus_atau_memeriksa(akun, masuk):
    assert 'href="/petugas/"' not in masuk(akun).get("/matriks-peran/").content.decode()


def test_matriks_peran_menandai_fungsi_sendiri(setiap_akun, masuk):
    isi = masuk(setiap_akun).get(reverse("akun:matriks_peran")).content.decode()
    assert isi.count('class="s-sendiri"') == 1
    for entitas in ("Masyarakat", "Pemerintah Daerah Provinsi", "Kementerian/Lembaga Lain", "Kementerian Sosial"):
        assert entitas in isi


def test_pusdatin_pertama_diundang_dari_terminal(capsys):
    nik = "9901010101900777"
    call_command("undang_pusdatin", nama="Wulan Sari", nik=nik, nomor_sk="SK/1/PUSDATIN")
    kode = capsys.readouterr().out.strip().split("kode=")[1]
    undangan.terima(kode, nik=nik, setuju=True, username="wulan", sandi="kebun-karet-di-tepi-jalan")
    assert Penugasan.objects.get(nik=nik).status == "aktif"
    assert Pengguna.objects.get(nik=nik).username == "wulan"
