"""Raw SQL by the very role that serves requests: what it cannot break, whatever the code above it does.

Areas stand in test_perlindungan.py, own families in tests/usulan/test_kepentingan.py, steps and actors in tests/dasar/test_jejak.py.
"""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from akun.models import Penugasan
from akun.perlindungan import PERAN
from dasar.jejak import atas_nama
from dasar.models import Jejak
from dasar.penyegelan import segel
from tests.basis_data import tanpa_pemicu

pytestmark = pytest.mark.django_db


def _sql(sql: str, *isi: object) -> list[tuple]:
    with connection.cursor() as kursor:
        kursor.execute(sql, list(isi))
        return kursor.fetchall() if kursor.description else []


@pytest.fixture(autouse=True)
def sebagai_aplikasi(db):
    assert _sql("select current_user") == [(PERAN,)]


def _ditolak(sql: str, *isi: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        _sql(sql, *isi)


# --- one person, one function --------------------------------------------------------------------------------------------

_SALIN = """insert into akun_penugasan (pengguna_id, nik, fungsi, wilayah_id, nomor_sk, mulai, selesai, status, pelaksana, alasan,
  catatan) select %s, %s, 'verifikator', '1209', 'SK/RANGKAP', mulai, selesai, 'aktif', false, '', '' from akun_penugasan
  where id = %s"""


@pytest.mark.parametrize("sama", ["akun", "nik"])
def test_penugasan_aktif_kedua_ditolak(sama, pelaku):
    lama = Penugasan.objects.get(pengguna__username="kabupaten", status="aktif")
    lain = Penugasan.objects.get(pengguna__username="pengembang", status="aktif")
    pengguna = lama.pengguna_id if sama == "akun" else lain.pengguna_id
    nik = lama.nik if sama == "nik" else "9901010101909091"
    with pytest.raises(IntegrityError), atas_nama(pelaku("admin.kab"), "angkat"):
        _sql(_SALIN, pengguna, nik, lama.pk)
    assert Penugasan.objects.filter(pengguna=lama.pengguna_id, status="aktif").count() == 1


@pytest.mark.parametrize(
    "kolom", ["fungsi = 'kepala'", "wilayah_id = '3604'", "nik = '9901010101909091'", "selesai = selesai + 3650"]
)
def test_fungsi_wilayah_dan_masa_penugasan_tidak_diganti_di_tempat(kolom, pelaku):
    tugas = Penugasan.objects.get(pengguna__username="verifikator", status="aktif")
    with pytest.raises(DatabaseError), atas_nama(pelaku("admin.kab"), "angkat"):
        _sql(f"update akun_penugasan set {kolom} where id = %s", tugas.pk)


def test_petugas_tidak_mengaktifkan_atau_mengangkat_dirinya(pelaku):
    oleh = pelaku("verifikator")
    with pytest.raises(DatabaseError), atas_nama(oleh, "angkat"):
        _sql(_SALIN, oleh.pengguna_id, "9901010101909092", Penugasan.objects.get(pengguna=oleh.pengguna_id).pk)


# --- nobody approves what they made ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("akun", "langkah", "sql"),
    [
        ("kabupaten", "lengkapkan", "status = 'lengkap', diperiksa_pada = now(), diperiksa_oleh_id = %s"),
        ("verifikator", "layakkan", "status = 'layak', diputus_pada = now(), diputus_oleh_id = %s"),
    ],
)
def test_pembuat_tidak_menyetujui_buatannya(akun, langkah, sql, pabrik, pelaku):
    """The maker has meanwhile become the checker: his function allows the step, the stamps do not."""
    usulan = pabrik.diajukan()[0] if akun == "kabupaten" else pabrik.lengkap()[0]
    pembuat = usulan.dibuat_oleh_id
    _tukar(pembuat, pelaku(akun).pengguna_id)
    oleh = Penugasan.objects.get(pengguna=pembuat, status="aktif").pelaku
    assert oleh.fungsi == Penugasan.objects.get(pengguna__username="desa", status="aktif").fungsi != "pengisi_desa"
    with pytest.raises(IntegrityError), atas_nama(oleh, langkah):
        _sql(f"update usulan_usulan set {sql} where id = %s", pembuat, usulan.pk)
    usulan.refresh_from_db()
    assert usulan.status in ("diajukan", "lengkap")


def _tukar(satu: int, dua: int) -> None:
    """Two officers exchange their functions, as after a transfer; behind the log's back."""
    with tanpa_pemicu() as kursor:
        kursor.execute("set constraints all deferred")
        kursor.execute("update akun_penugasan set status = 'berakhir' where pengguna_id = %s", [dua])
        kursor.execute(
            "update akun_penugasan p set fungsi = q.fungsi, wilayah_id = q.wilayah_id from akun_penugasan q"
            " where p.pengguna_id = %s and p.status = 'aktif' and q.pengguna_id = %s",
            [satu, dua],
        )


def test_langkah_fungsi_lain_ditolak_juga_dengan_pelaku_yang_benar(pabrik, pelaku):
    usulan = pabrik.diajukan()[0]
    oleh = pelaku("desa")
    with pytest.raises(DatabaseError), atas_nama(oleh, "layakkan"):
        _sql(
            "update usulan_usulan set status = 'layak', diputus_pada = now(), diputus_oleh_id = %s where id = %s",
            oleh.pengguna_id,
            usulan.pk,
        )


# --- the event log --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "update dasar_jejak set oleh = 1",
        "update dasar_jejak set catatan = ''",
        "delete from dasar_jejak",
        "truncate dasar_jejak",
        "truncate dasar_jejak cascade",
        "update dasar_segeljejak set jumlah = 0",
        "delete from dasar_segeljejak",
        "truncate dasar_segeljejak",
        "delete from dasar_isiekspor",
        "delete from dasar_ekspor",
        "alter table dasar_jejak disable trigger all",
        "alter table usulan_usulan disable trigger user",
        "drop table dasar_jejak",
        "alter table dasar_jejak no force row level security",
        "alter table dasar_jejak disable row level security",
        "set session_replication_role = replica",
        "create trigger x before insert on dasar_jejak for each row execute function suppress_redundant_updates_trigger()",
        "create rule x as on insert to dasar_jejak do instead nothing",
    ],
)
def test_jejak_dan_segelnya_tidak_tersentuh(sql, pabrik):
    pabrik.disusun()
    segel()
    sebelum = _sql("select count(*), max(id), sum(hashtext(dasar_jejak::text)) from dasar_jejak")
    _ditolak(sql)
    assert _sql("select count(*), max(id), sum(hashtext(dasar_jejak::text)) from dasar_jejak") == sebelum


def test_peristiwa_perubahan_tidak_dapat_dikarang_dengan_nama_orang_lain(pelaku):
    oleh = pelaku("verifikator")
    with atas_nama(pelaku("desa"), "uji"):
        _ditolak(
            "insert into dasar_jejak (tabel, objek, langkah, dari, ke, oleh, fungsi, wilayah)"
            " values ('usulan_usulan', 1, 'layakkan', 'lengkap', 'layak', %s, 'verifikator', '1209')",
            oleh.pengguna_id,
        )
    assert not Jejak.objects.filter(langkah="layakkan").exists()


# --- the role itself ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        f"alter role {PERAN} bypassrls",
        f"alter role {PERAN} superuser",
        "create role penyusup superuser",
        "create table curian as select * from usulan_usulan",
        "create function f() returns int language sql security definer as 'select 1'",
        "create extension file_fdw",
        "copy usulan_usulan to program 'cat'",
        "copy usulan_usulan to '/tmp/curian'",
        "select pg_read_file('/etc/passwd')",
        "select * from pg_authid",
        "alter table usulan_usulan drop constraint usulan_diperiksa_bercap",
    ],
)
def test_peran_aplikasi_tidak_memperluas_haknya(sql):
    _ditolak(sql)


def test_yang_bukan_pemilik_tidak_memberi_hak_dan_tidak_melepas_pemicu():
    """A grant by somebody without the right is a warning for PostgreSQL, not an error: nothing may have come of it."""
    _sql(f"grant update, delete on dasar_jejak to {PERAN}")
    assert _sql("select has_table_privilege('dasar_jejak', 'update') or has_table_privilege('dasar_jejak', 'delete')") == [
        (False,)
    ]
    semua = _pemicu()
    assert len(semua) > 20
    for tabel, pemicu in semua:
        _ditolak(f'drop trigger "{pemicu}" on "{tabel}"')


def _pemicu() -> list[tuple[str, str]]:
    return _sql(
        "select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal"
        " and c.relnamespace = 'public'::regnamespace"
    )
