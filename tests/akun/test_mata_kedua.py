"""Password and code app of one officer are never reset by the same administrator."""

import datetime as dt

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from akun import dua_langkah, pemulihan
from akun.models import Pengguna, PerangkatKode, SetelUlangKode, TautanSandi
from akun.pakta import tanda_tangani
from akun.penugasan import angkat
from akun.peristiwa import catat_akun
from dasar.galat import Ditolak
from dasar.jejak import SISTEM, Pelaku, atas_nama
from tests.basis_data import tanpa_pemicu
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db


def petugas() -> Pengguna:
    return Pengguna.objects.get(username="desa")


@pytest.fixture
def rekan() -> Pelaku:
    """A second administrator of the same kabupaten."""
    orang = Pengguna.objects.create(username="admin.dua", nama="Marlina Sitorus", nik="9901010101800999")
    hari = timezone.localdate()
    isi = {"nomor_sk": "SK/9", "mulai": hari, "selesai": hari + dt.timedelta(days=30), "oleh": SISTEM}
    tugas = angkat(orang, "admin_kabupaten", Wilayah.objects.get(pk="1209"), **isi)
    tanda_tangani(tugas, oleh=tugas.pelaku)
    return tugas.pelaku


def _mundurkan(model, jam: int) -> None:
    with transaction.atomic(), tanpa_pemicu() as kursor:
        kursor.execute(f"update {model._meta.db_table} set dibuat_pada = dibuat_pada - make_interval(hours => {jam})")


def test_yang_membuat_tautan_sandi_tidak_mematikan_aplikasi_kode_dan_rekannya_boleh(masuk, pelaku, rekan):
    admin = masuk("admin.kab")
    nomor = petugas().pk
    assert admin.post(reverse("akun:keamanan_tautan", args=[nomor])).status_code == 200
    jawaban = admin.post(reverse("akun:keamanan_kode", args=[nomor]), {"alasan": "Ponsel hilang"})
    assert jawaban.status_code == 409
    isi = jawaban.content.decode()
    assert "Marlina Sitorus" in isi and "kode pemulihannya" in isi and "Matikan aplikasi kode" not in isi
    assert dua_langkah.perangkat_dari(petugas()) is not None
    dua_langkah.setel_ulang(petugas(), alasan="Ponsel hilang", oleh=rekan)
    assert dua_langkah.perangkat_dari(petugas()) is None


def test_yang_mematikan_aplikasi_kode_tidak_membuat_tautan_sandi(masuk, rekan):
    admin, nomor = masuk("admin.kab"), petugas().pk
    assert admin.post(reverse("akun:keamanan_kode", args=[nomor]), {"alasan": "Ponsel hilang"}).status_code == 302
    jawaban = admin.post(reverse("akun:keamanan_tautan", args=[nomor]))
    assert jawaban.status_code == 409 and not jawaban.context["tautan"]
    assert not TautanSandi.objects.exists()
    assert pemulihan.buat_tautan(petugas(), oleh=rekan)


def test_tanpa_admin_lain_pesannya_menyebut_jalan_keluarnya(pelaku):
    pemulihan.buat_tautan(petugas(), oleh=pelaku("admin.kab"))
    with pytest.raises(Ditolak, match="mengangkat admin kedua"):
        dua_langkah.setel_ulang(petugas(), alasan="Hilang", oleh=pelaku("admin.kab"))


def test_sehari_berlalu_saja_tidak_cukup_sampai_petugas_masuk_dengan_kedua_langkah(pelaku):
    oleh = pelaku("admin.kab")
    pemulihan.buat_tautan(petugas(), oleh=oleh)
    _mundurkan(TautanSandi, 25)
    with pytest.raises(Ditolak) as galat:
        dua_langkah.setel_ulang(petugas(), alasan="Hilang", oleh=oleh)
    assert galat.value.kode == "mata-kedua"
    catat_akun(petugas(), "masuk")
    dua_langkah.setel_ulang(petugas(), alasan="Hilang", oleh=oleh)
    assert SetelUlangKode.objects.get().dibuat_oleh_id == oleh.pengguna_id


def test_jeda_dari_setelan_boleh_lebih_panjang_tetapi_tidak_lebih_pendek(pelaku, settings):
    oleh = pelaku("admin.kab")
    pemulihan.buat_tautan(petugas(), oleh=oleh)
    catat_akun(petugas(), "masuk")
    for jam, mundur in ((1, 23), (72, 2)):
        settings.SETEL_ULANG_JEDA_JAM = jam
        _mundurkan(TautanSandi, mundur)
        with pytest.raises(Ditolak):
            dua_langkah.setel_ulang(petugas(), alasan="Hilang", oleh=oleh)


@pytest.mark.parametrize(
    "sql",
    [
        "insert into akun_setelulangkode (pengguna_id, dibuat_oleh_id, alasan, dibuat_pada)"
        " values (%(petugas)s, %(admin)s, 'x', now() - interval '9 days')",
        "insert into akun_setelulangkode (pengguna_id, dibuat_oleh_id, alasan) values (%(petugas)s, %(rekan)s, 'x')",
        "update akun_perangkatkode set confirmed = false where user_id = %(petugas)s",
        "delete from akun_perangkatkode where user_id = %(petugas)s",
        "update akun_tautansandi set dibuat_oleh_id = %(rekan)s",
        "update akun_tautansandi set dibuat_pada = now() - interval '9 days'",
    ],
)
def test_sql_mentah_pun_tidak_menyetel_ulang_keduanya(sql, pelaku, rekan):
    oleh = pelaku("admin.kab")
    pemulihan.buat_tautan(petugas(), oleh=oleh)
    catat_akun(petugas(), "masuk")
    isi = {"petugas": petugas().pk, "admin": oleh.pengguna_id, "rekan": rekan.pengguna_id}
    with pytest.raises(DatabaseError), atas_nama(oleh, "setel_ulang_kode"), connection.cursor() as kursor:
        kursor.execute(sql, isi)
    assert PerangkatKode.objects.get(user=petugas()).confirmed


def test_tautan_admin_tidak_membuka_akun_tanpa_langkah_kedua_petugas(pelaku):
    token = pemulihan.buat_tautan(petugas(), oleh=pelaku("admin.kab"))
    baru = "payung-teduh-di-pasar"
    klien = Client()
    klien.post(f"/atur-sandi/{token}/", {"new_password1": baru, "new_password2": baru})
    assert klien.post("/masuk/", {"akun": "desa", "sandi": baru}).url == "/masuk/kode/"
    assert klien.get("/masuk/pasang-kode/").status_code == 302
    assert klien.get("/beranda/").status_code == 302


def test_petugas_dikabari_lewat_surel_tanpa_tautannya(pelaku, rekan, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        token = pemulihan.buat_tautan(petugas(), oleh=pelaku("admin.kab"))
        dua_langkah.setel_ulang(petugas(), alasan="Hilang", oleh=rekan)
    assert [s.to for s in mail.outbox] == [["desa@contoh.invalid"]] * 2
    assert not any(token in s.body for s in mail.outbox)
