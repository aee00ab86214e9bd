"""The admin: reference data only, Pusdatin only, nothing deleted, every change an event."""

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile

from akun.contoh import AKUN_CONTOH
from akun.models import Pengguna, Penugasan, SdmKesos
from dasar.models import Jejak
from dtks.register.models import Program
from usulan.models import Jadwal, KodeAlasan

pytestmark = pytest.mark.django_db
BATAS = ("2026-12-10", "2026-12-15", "2026-12-20", "2026-12-25", "2026-12-30")


def isian_jadwal(batas=BATAS, **isi):
    nama = ("batas_desa", "batas_kabupaten", "batas_pengesahan", "batas_penilaian", "batas_penetapan")
    return {"periode": "202612", "wilayah": "00"} | dict(zip(nama, batas, strict=True)) | isi


@pytest.mark.parametrize("akun", [a[0] for a in AKUN_CONTOH if a[2] != "pusdatin"])
def test_fungsi_lain_tidak_menemukan_admin(masuk, akun):
    klien = masuk(akun)
    for alamat in ("/admin/", "/admin/dtks/program/", "/admin/tidak-ada/"):
        assert klien.get(alamat).status_code == 404


def test_tanda_staf_dan_superuser_saja_tidak_membuka_admin(masuk):
    Pengguna.objects.filter(username="desa").update(is_staff=True, is_superuser=True)
    assert masuk("desa").get("/admin/").status_code == 404


def test_satu_pintu_masuk_untuk_admin(client, masuk):
    assert client.get("/admin/dtks/program/").url == "/masuk/?next=/admin/dtks/program/"
    assert client.get("/admin/login/", {"next": "/admin/"}).url == "/masuk/?next=/admin/"
    klien = masuk("pusdatin")
    assert klien.get("/admin/password_change/").url == "/akun/sandi/"
    assert klien.post("/admin/logout/").url == "/"
    assert Jejak.objects.filter(langkah="keluar").count() == 1


def test_hanya_data_rujukan_dan_daftar_akun_yang_terdaftar():
    assert set(admin.site._registry) == {Program, KodeAlasan, Jadwal, Pengguna, Penugasan, SdmKesos}


@pytest.mark.parametrize(
    "model", ["dtks/program", "usulan/kodealasan", "usulan/jadwal", "akun/pengguna", "akun/penugasan", "akun/sdmkesos"]
)
def test_pusdatin_membaca_semua_daftar(masuk, model):
    assert masuk("pusdatin").get(f"/admin/{model}/").status_code == 200


def test_tidak_ada_yang_dapat_dihapus(masuk):
    klien = masuk("pusdatin")
    assert klien.post("/admin/dtks/program/PKH/delete/", {"post": "yes"}).status_code == 403
    assert Program.objects.filter(pk="PKH").exists()


def test_akun_dan_penugasan_hanya_dibaca_dengan_nik_tersamar(masuk):
    klien = masuk("pusdatin")
    pengguna = Pengguna.objects.get(username="desa")
    penugasan = Penugasan.objects.get(pengguna=pengguna)
    for alamat in (f"/admin/akun/pengguna/{pengguna.pk}/change/", f"/admin/akun/penugasan/{penugasan.pk}/change/"):
        isi = klien.get(alamat).content.decode()
        assert pengguna.nik not in isi and "9901••••••••0001" in isi and pengguna.password not in isi
        assert klien.post(alamat, {}).status_code == 403


def test_program_ditambah_dan_diubah_tercatat_dan_kodenya_tetap(masuk):
    klien = masuk("pusdatin")
    klien.post(
        "/admin/dtks/program/add/", {"kode": "ATENSI", "nama": "Asistensi Rehabilitasi Sosial", "sinonim": "", "aktif": "on"}
    )
    klien.post("/admin/dtks/program/ATENSI/change/", {"kode": "LAIN", "nama": "ATENSI", "sinonim": "", "aktif": ""})
    program = Program.objects.get(pk="ATENSI")
    assert (program.nama, program.aktif) == ("ATENSI", False) and not Program.objects.filter(pk="LAIN").exists()
    catatan = Jejak.objects.filter(tabel="dtks_program").order_by("pk").values_list("langkah", "fungsi", "catatan")
    assert [c[:2] for c in catatan] == [("tambah_rujukan", "pusdatin"), ("ubah_rujukan", "pusdatin")]
    assert catatan[1][2] == "ATENSI: nama, aktif"


def test_impor_kode_alasan_menambah_dan_mengubah_lalu_tercatat(masuk):
    klien = masuk("pusdatin")
    isi = "kode,kelompok,teks,tindakan,aktif\nC99,C,Berkas rusak,Unggah ulang.,1\nC01,C,Berita acara tidak ada,Unggah.,1\n"
    berkas = SimpleUploadedFile("alasan.csv", isi.encode(), "text/csv")
    tinjau = klien.post("/admin/usulan/kodealasan/import/", {"import_file": berkas, "format": "1", "resource": "0"})
    konfirmasi = tinjau.context["confirm_form"]
    assert not KodeAlasan.objects.filter(pk="C99").exists()
    klien.post("/admin/usulan/kodealasan/process_import/", konfirmasi.initial)
    assert KodeAlasan.objects.get(pk="C99").teks == "Berkas rusak"
    assert KodeAlasan.objects.get(pk="C01").teks == "Berita acara tidak ada"
    assert Jejak.objects.get(langkah="impor_rujukan").catatan == "new 1, update 1"


def test_ekspor_program_memberi_buku_kerja(masuk):
    jawaban = masuk("pusdatin").get("/admin/dtks/program/export/")
    assert jawaban.status_code == 200 and jawaban.content[:2] == b"PK"


def test_jadwal_yang_urut_disimpan_dan_yang_terbalik_ditolak_dengan_kalimat(masuk):
    klien = masuk("pusdatin")
    terbalik = klien.post("/admin/usulan/jadwal/add/", isian_jadwal((BATAS[1], BATAS[0], *BATAS[2:])))
    assert "tidak boleh sebelum batas pengajuan desa/kelurahan" in terbalik.content.decode()
    assert "2026-12" not in klien.post("/admin/usulan/jadwal/add/", isian_jadwal(periode="202613")).headers.get("Location", "")
    assert klien.post("/admin/usulan/jadwal/add/", isian_jadwal()).status_code == 302
    assert Jadwal.objects.get(periode=202612).wilayah_id == "00"
