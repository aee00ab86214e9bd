"""The second wall: what the database itself refuses to the role that serves requests."""

import contextlib
import re
import threading

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from akun.pandangan import PANDANGAN
from akun.perlindungan import LINDUNG, PERAN, TERBUKA, penyimpangan
from dasar.jangkauan import TANPA, dalam_jangkauan, jangkauan_kini
from dasar.jejak import atas_nama
from dasar.models import Jejak
from dasar.penyegelan import segel
from dasar.periode import periode_kini as KINI
from dtks.register.models import Individu
from tests.basis_data import sebagai_pemilik
from usulan.models import Usulan

BERWILAYAH = ("usulan_usulan", "usulan_survei", "usulan_musyawarah", "dtks_individu", "dtks_keluarga", "dtks_kepesertaan")


def _satu(sql: str, *isi: object):
    with connection.cursor() as kursor:
        kursor.execute(sql, list(isi))
        return kursor.fetchone()[0]


@pytest.fixture
def isi_negeri(pabrik):
    """Determined persons in two kabupaten."""
    pabrik.lolos("desa2", 2)
    return pabrik.ditetapkan("desa", 3)[1]


@pytest.mark.django_db
def test_setiap_tabel_dinyatakan_terlindung_atau_terbuka():
    ada = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    ada |= {"django_migrations"}
    assert sorted(ada - set(LINDUNG) - set(TERBUKA)) == [], "tabel tanpa pernyataan di akun/perlindungan.py"
    assert sorted((set(LINDUNG) | set(TERBUKA)) - ada) == [], "pernyataan tanpa tabel"
    assert not set(LINDUNG) & set(TERBUKA)


@pytest.mark.django_db
def test_kolom_yang_menyimpan_nik_warga_ada_di_tabel_yang_terlindung():
    with connection.cursor() as kursor:
        kursor.execute(
            "select distinct table_name from information_schema.columns"
            " where table_schema = 'public' and column_name in ('nik', 'nomor_kk')"
        )
        berisi = {baris[0] for baris in kursor.fetchall()}
    # Officers' accounts: signing in comes before any scope.
    assert {t for t in berisi if not t.startswith("akun_")} <= set(LINDUNG) | set(PANDANGAN)


@pytest.mark.django_db
def test_basis_data_seperti_yang_dinyatakan():
    assert penyimpangan() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "perubahan",
    [
        "alter table usulan_usulan disable row level security",
        "drop policy dtks_lihat on dtks_individu",
        "create policy bocor on usulan_usulan for select to public using (true)",
        f"grant delete on dasar_jejak to {PERAN}",
        f"grant update (oleh) on dasar_jejak to {PERAN}",
        "alter policy dtks_lihat on usulan_usulan using (true)",
        "create or replace function dtks_jangkauan(awal text, akhir text, fungsi text, oleh text, bagian text) returns void"
        " language plpgsql as $$ begin perform set_config('dtks.lihat_akhir_data', '~', true); end $$",
    ],
)
def test_penyimpangan_yang_ditanam_ditemukan(perubahan):
    with transaction.atomic():
        with sebagai_pemilik() as kursor:
            kursor.execute(perubahan)
        assert penyimpangan() != []
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_peran_aplikasi_tidak_memiliki_apa_pun_dan_tidak_melewati_kebijakan():
    assert _satu("select current_user") == PERAN
    assert (
        _satu("select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = %s", PERAN)
        is False
    )
    assert _satu("select count(*) from pg_class where pg_get_userbyid(relowner) = %s", PERAN) == 0
    assert _satu("select has_schema_privilege(%s, 'public', 'create')", PERAN) is False


def test_login_aplikasi_tidak_dapat_menjadi_pemilik():
    """With the very credentials that web and worker use, not a role that the suite has stepped down to."""
    basis = settings.DATABASES["default"]
    koneksi = psycopg2.connect(host=basis["HOST"], port=basis["PORT"], dbname="dtks", user=PERAN, password=basis["PASSWORD"])
    with contextlib.closing(koneksi), koneksi.cursor() as kursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        kursor.execute("set role dtks")


@pytest.mark.django_db
@pytest.mark.parametrize("tabel", BERWILAYAH)
def test_tanpa_jangkauan_tidak_ada_baris(tabel, isi_negeri):
    with dalam_jangkauan(None):
        assert _satu(f"select count(*) from {tabel}") == 0
    assert _satu(f"select count(*) from {tabel}") > 0


@pytest.mark.django_db
@pytest.mark.parametrize("tabel", BERWILAYAH)
@pytest.mark.parametrize("akun", ["desa", "kecamatan", "kabupaten", "verifikator", "kepala", "penilai"])
def test_sql_mentah_hanya_membaca_wilayah_sendiri(tabel, akun, isi_negeri, pelaku):
    oleh = pelaku(akun)
    with dalam_jangkauan(oleh):
        assert _satu(f"select count(*) from {tabel} where not (wilayah_id >= %s and wilayah_id < %s)", *oleh.rentang) == 0
        assert _satu(f"select count(*) from {tabel}") > 0


@pytest.mark.django_db
@pytest.mark.parametrize("tabel", BERWILAYAH)
@pytest.mark.parametrize("akun", ["warga", "admin.kab", "pengembang", "mutu"])
def test_fungsi_tanpa_data_individual_tidak_membaca_satu_baris_pun(tabel, akun, isi_negeri, pelaku):
    with dalam_jangkauan(pelaku(akun)):
        assert _satu(f"select count(*) from {tabel}") == 0


@pytest.mark.django_db
def test_sql_mentah_tidak_mengubah_atau_menambah_di_wilayah_lain(isi_negeri, pelaku):
    with atas_nama(pelaku("verifikator2"), "layakkan"):
        assert Usulan.objects.filter(wilayah__gte="1209", wilayah__lt="1209~").update(catatan="x") == 0
    desa, desa2 = pelaku("desa"), pelaku("desa2")
    asal = Usulan.objects.filter(wilayah=desa.wilayah).values().first()
    isi = {k: v for k, v in asal.items() if k not in ("id", "nik")} | {"nik": "9900000000000088"}
    with pytest.raises(DatabaseError, match="row-level security"), atas_nama(desa2, "buat"):
        Usulan.objects.create(**isi)


@pytest.mark.django_db
def test_jejak_dibaca_menurut_wilayah_dan_ditulis_oleh_siapa_pun(isi_negeri, pelaku):
    with dalam_jangkauan(pelaku("verifikator2")):
        assert Jejak.objects.filter(wilayah__startswith="1209").count() == 0
        assert Jejak.objects.filter(wilayah__startswith="3604").exists()
    with dalam_jangkauan(pelaku("auditor")):
        assert Jejak.objects.filter(wilayah__startswith="1209").exists()


@pytest.mark.django_db(transaction=True)
def test_jangkauan_ikut_setiap_pernyataan_dan_tidak_tertinggal_pada_koneksi(isi_negeri, pelaku):
    """Outside a transaction too: each statement is one, and the next request on the connection starts with nothing."""
    jumlah = {}

    def utas() -> None:
        try:
            assert jangkauan_kini.get() == TANPA
            for akun in ("desa", "desa2", None):
                with dalam_jangkauan(pelaku(akun) if akun else None):
                    jumlah[akun] = (
                        Individu.objects.count(),
                        _satu("select coalesce(current_setting('dtks.lihat_awal', true), '')"),
                    )
            jumlah["sesudah"] = Individu.objects.count(), _satu("select coalesce(current_setting('dtks.lihat_awal', true), '')")
        finally:
            connection.close()

    kerja = threading.Thread(target=utas)
    kerja.start()
    kerja.join()
    assert jumlah == {"desa": (3, "1209201008"), "desa2": (2, "3604172004"), None: (0, ""), "sesudah": (0, "")}


@pytest.mark.django_db
def test_hitungan_antrean_kecamatan_tidak_membaca_seluruh_tabel(pelaku):
    """The range reaches the index: a kecamatan's reader never scans the nation (performance, goal 8)."""
    with dalam_jangkauan(pelaku("kecamatan")), connection.cursor() as kursor:
        kursor.execute("set local enable_seqscan = off")
        kursor.execute("explain select count(*) from usulan_usulan where status = 'ditetapkan'")
        rencana = "\n".join(b[0] for b in kursor.fetchall())
        assert re.search("Index Cond: .*lihat_awal.*lihat_akhir", rencana), rencana


@pytest.mark.django_db
@pytest.mark.parametrize("perintah", [["periksa_register"], ["periksa_jejak"], ["tetapkan", "--periode"]])
def test_perintah_melihat_seluruh_negeri_dengan_sendirinya(perintah, isi_negeri, capsys):
    """A shell has no scope of its own."""
    if perintah[-1] == "--periode":
        perintah = [*perintah, f"{KINI() // 100}-{KINI() % 100:02d}"]
    segel()
    with dalam_jangkauan(None):
        call_command(*perintah)
    keluaran = capsys.readouterr().out
    assert "kesalahan" not in keluaran and re.search(r"[1-9]", keluaran)


# Places that read beyond the actor's area, each for a rule that the law makes national. A new one is decided here.
SELURUH_NEGERI = {
    "akun/kelayakan.py",
    "akun/pendaftaran.py",
    "dasar/penyegelan.py",
    "dtks/register/pencarian.py",
    "penetapan/api/publik.py",
    "penetapan/management/commands/periksa_register.py",
    "penetapan/management/commands/satu_bulan.py",
    "penetapan/management/commands/susun_publik.py",
    "penetapan/management/commands/tetapkan.py",
    "penetapan/views/verifikasi.py",
    "penetapan/waktu_jawab.py",
    "sanggahan/banding.py",
    "sanggahan/hasil.py",
    "sanggahan/kabar.py",
    "sanggahan/lacak.py",
    "sanggahan/linimasa.py",
    "sanggahan/pelaporan.py",
    "sanggahan/pencarian.py",
    "sanggahan/pengajuan.py",
    "sanggahan/penghapusan.py",
    "sanggahan/pengunduran.py",
    "sanggahan/tenggat.py",
    "sanggahan/views/saya.py",
    "usulan/kabar.py",
    "usulan/lacak.py",
    "usulan/lacak_mandiri.py",
    "usulan/mandiri.py",
    "usulan/milik.py",
    "usulan/pemeriksaan.py",
    "usulan/isian_asing.py",
    "usulan/penerbitan.py",
    "usulan/penyusunan.py",
}


def test_hanya_tempat_yang_dinyatakan_membaca_seluruh_negeri():
    pemakai = {
        str(p.relative_to(settings.BASE_DIR))
        for p in settings.BASE_DIR.glob("*/**/*.py")
        if "seluruh_negeri()" in p.read_text() and p.parts[len(settings.BASE_DIR.parts)] not in ("tests", ".venv", "bench")
    }
    assert pemakai - {"dasar/jangkauan.py"} <= SELURUH_NEGERI, sorted(pemakai - SELURUH_NEGERI)
