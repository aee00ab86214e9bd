"""`manage.py periksa_hak` finds what was planted behind the portal's back, and puts it right with an event each."""

import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection

from akun import hak
from akun.fungsi import FUNGSI
from akun.models import IzinWilayahGrup, IzinWilayahPengguna, Pengguna, Penugasan
from akun.penugasan import akhiri, tangguhkan
from dasar.jejak import SISTEM
from dasar.models import Jejak

pytestmark = pytest.mark.django_db


def jalankan(*argumen: str) -> tuple[int, str]:
    keluaran = io.StringIO()
    try:
        call_command("periksa_hak", *argumen, stdout=keluaran)
    except SystemExit as akhir:
        return akhir.code, keluaran.getvalue()
    return 0, keluaran.getvalue()


def _izin(kode: str) -> Permission:
    return Permission.objects.get(content_type__app_label="wilayah", codename=kode)


def _nomor(akun: str) -> int:
    return Pengguna.objects.get(username=akun).pk


def _kurang():
    IzinWilayahPengguna.objects.filter(user=_nomor("verifikator"), permission__codename="putuskan_usulan").delete()


def _lebih():
    IzinWilayahPengguna.objects.create(
        user_id=_nomor("verifikator"), content_object_id="1209", permission=_izin("sahkan_batch")
    )


def _wilayah_lain():
    with connection.cursor() as kursor:
        kursor.execute(
            "insert into akun_izinwilayahpengguna (user_id, content_object_id, permission_id) values (%s, '3604', %s)",
            [_nomor("verifikator"), _izin("putuskan_usulan").pk],
        )


def _sesudah_berakhir():
    tugas = Penugasan.objects.get(pengguna__username="desa3", status="aktif")
    akhiri(tugas, alasan="uji", oleh=SISTEM)
    IzinWilayahPengguna.objects.create(
        user_id=tugas.pengguna_id, content_object_id=tugas.wilayah_id, permission=_izin("ajukan_usulan")
    )


def _tanpa_penugasan():
    IzinWilayahPengguna.objects.create(
        user=Pengguna.objects.create(username="kosong", nama="Kosong"),
        content_object_id="00",
        permission=_izin("tetapkan_dtks"),
    )


def _izin_grup():
    IzinWilayahGrup.objects.create(
        group=Group.objects.create(name="bebas"), content_object_id="00", permission=_izin("lihat_register")
    )


def _anggota_grup():
    Pengguna.objects.get(username="desa").groups.add(Group.objects.create(name="bebas"))


def _izin_django():
    Pengguna.objects.get(username="desa").user_permissions.add(_izin("tetapkan_dtks"))


def _tanda():
    Pengguna.objects.filter(username="desa").update(is_superuser=True)


def _tanda_staf():
    Pengguna.objects.filter(username="desa").update(is_staff=True)


SELISIH = {
    "kurang": (_kurang, "putuskan_usulan di 1209 (penugasan verifikator aktif tanpa izin ini)"),
    "lebih": (_lebih, "sahkan_batch di 1209 (bukan izin fungsi verifikator)"),
    "lebih di wilayah lain": (_wilayah_lain, "putuskan_usulan di 3604 (wilayah penugasan 1209)"),
    "lebih sesudah berakhir": (_sesudah_berakhir, "ajukan_usulan di 1209212002 (penugasan berakhir)"),
    "lebih tanpa penugasan": (_tanpa_penugasan, "tetapkan_dtks di 00 (tanpa penugasan)"),
    "izin_grup": (_izin_grup, "lihat_register di 00 (grup bebas)"),
    "grup": (_anggota_grup, "bebas (akun anggota grup)"),
    "izin_django": (_izin_django, "tetapkan_dtks (izin langsung pada akun)"),
    "tanda": (_tanda, "is_superuser (tanda Django pada akun)"),
    "tanda staf": (_tanda_staf, "is_staff (tanda Django pada akun)"),
}


# Groups and flags are planted as the tables' owner would: the application cannot make a group.
@pytest.fixture
def sebagai_pemilik():
    with connection.cursor() as kursor:
        kursor.execute("select current_user")
        semula = kursor.fetchone()[0]
        kursor.execute("reset role")
        yield
        kursor.execute(f"set role {semula}")


def test_keadaan_yang_benar_tidak_punya_selisih():
    assert jalankan() == (0, "Izin sesuai dengan tabel fungsi dan penugasan aktif; dinding basis data sesuai pernyataan.\n")


@pytest.mark.parametrize("jenis", SELISIH)
def test_selisih_yang_ditanam_ditemukan_lalu_diperbaiki_dengan_satu_peristiwa(jenis, sebagai_pemilik):
    tanam, kalimat = SELISIH[jenis]
    tanam()
    kode, isi = jalankan()
    assert kode == 1
    assert kalimat in isi
    assert isi.startswith(jenis.split()[0])
    assert isi.count("\n") == 2
    sebelum = Jejak.objects.filter(langkah="perbaiki_hak").count()
    kode, isi = jalankan("--perbaiki")
    assert (kode, isi.splitlines()[-1]) == (0, "1 selisih diperbaiki.")
    assert Jejak.objects.filter(langkah="perbaiki_hak").count() == sebelum + 1
    assert jalankan()[0] == 0


def test_beberapa_selisih_sekaligus_dicetak_satu_per_satu(sebagai_pemilik):
    for tanam in (_kurang, _lebih, _wilayah_lain, _tanda):
        tanam()
    assert len(hak.selisih()) == 4
    jalankan("--perbaiki")
    assert hak.selisih() == []


def test_penugasan_yang_ditangguhkan_tidak_dianggap_kurang(pelaku):
    tangguhkan(Penugasan.objects.get(pengguna__username="verifikator"), alasan="x", oleh=pelaku("admin.kab"))
    assert hak.selisih() == []


def test_setiap_penugasan_contoh_punya_hak_tepat_menurut_tabel():
    for penugasan in Penugasan.objects.filter(status="aktif"):
        ada = IzinWilayahPengguna.objects.filter(user=penugasan.pengguna_id).values_list("permission__codename", flat=True)
        assert set(ada) == set(FUNGSI[penugasan.fungsi].izin)
