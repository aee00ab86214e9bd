"""No change of a stateful row without its event, whoever writes it and however."""

import io
import json
import re

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from dasar.jangkauan import seluruh_negeri
from dasar.jejak import SISTEM, Pelaku, atas_nama, catat, nomor_permintaan
from dasar.models import Jejak
from tests.basis_data import sebagai_pemilik, tanpa_pemicu
from usulan.alur import S
from usulan.models import Usulan

# COPY speaks with the driver itself.
DITOLAK = (DatabaseError, psycopg2.DatabaseError)


def _sql(perintah: str, *isi: object) -> int:
    with connection.cursor() as kursor:
        kursor.execute(perintah, list(isi))
        return kursor.rowcount


def _jejak(tabel: str = "usulan_usulan"):
    return Jejak.objects.filter(tabel=tabel)


def _ditolak(kata: str):
    return pytest.raises(DITOLAK, match=kata)


@pytest.fixture
def usulan(pabrik) -> Usulan:
    return pabrik.disusun()[0]


@pytest.fixture
def lima(pabrik) -> list[int]:
    return [u.pk for u in pabrik.disusun(n=5)]


def test_perubahan_tanpa_pelaku_ditolak(usulan):
    with _ditolak("usulan_usulan tanpa pelaku"), transaction.atomic():
        _sql("update usulan_usulan set status = 'disetujui_musdes' where id = %s", usulan.pk)
    with _ditolak("usulan_usulan tanpa pelaku"), transaction.atomic():
        Usulan.objects.filter(pk=usulan.pk).update(catatan="diam-diam")
    usulan.refresh_from_db()
    assert (usulan.status, usulan.catatan) == ("disusun", "")


def test_perubahan_di_luar_wilayah_pelaku_ditolak(usulan, pelaku):
    ubah = "update usulan_usulan set status = 'disetujui_musdes' where id = %s"
    with atas_nama(pelaku("desa2"), "setujui_musdes"):
        assert _sql(ubah, usulan.pk) == 0, "baris wilayah lain tidak terlihat"
    with (
        _ditolak("wilayah 1209201008 di luar wilayah pelaku"),
        atas_nama(pelaku("desa2"), "setujui_musdes"),
        seluruh_negeri(),
    ):
        _sql(ubah, usulan.pk)


def test_satu_baris_di_luar_wilayah_menggagalkan_seluruh_pernyataan(pabrik, pelaku):
    milik = [pabrik.disusun("desa")[0].pk, pabrik.disusun("desa3")[0].pk]
    with _ditolak("di luar wilayah"), atas_nama(pelaku("desa"), "setujui_musdes"), seluruh_negeri():
        _sql("update usulan_usulan set status = 'disetujui_musdes' where id = any(%s)", milik)
    assert not Usulan.objects.filter(pk__in=milik).exclude(status="disusun").exists()


def test_langkah_yang_bukan_milik_fungsi_ditolak(usulan, pelaku):
    oleh = pelaku("desa")
    with _ditolak("langkah layakkan oleh fungsi pengisi_desa tidak sah: disusun -> diajukan"), atas_nama(oleh, "layakkan"):
        _sql(
            "update usulan_usulan set status = 'diajukan', diajukan_pada = now(), diajukan_oleh_id = %s where id = %s",
            oleh.pengguna_id,
            usulan.pk,
        )


def test_baris_tidak_berganti_nomor_untuk_menghindari_jejak(usulan, pelaku):
    """A changed key has no old row to compare with: it must not slip past as if nothing had changed."""
    jumlah = _jejak().count()
    with _ditolak("di luar wilayah pelaku"), atas_nama(pelaku("desa"), "ubah"):
        _sql("update usulan_usulan set id = -id, status = 'disetujui_musdes' where id = %s", usulan.pk)
    assert _jejak().count() == jumlah


def test_baris_wilayah_lain_tidak_dapat_ditarik_ke_wilayah_sendiri(pabrik, pelaku):
    milik_orang = pabrik.musyawarah("desa2")
    with _ditolak("yang berpindah di luar wilayah pelaku"), atas_nama(pelaku("desa"), "ubah"), seluruh_negeri():
        _sql("update usulan_musyawarah set wilayah_id = %s where id = %s", pelaku("desa").wilayah, milik_orang.pk)
    milik_orang.refresh_from_db()
    assert milik_orang.wilayah_id == pelaku("desa2").wilayah


def test_pembuat_dan_musyawarah_usulan_tidak_berganti(usulan, pabrik, pelaku):
    lain = pabrik.musyawarah()
    for perubahan in (f"musyawarah_id = {lain.pk}", f"dibuat_oleh_id = {pelaku('verifikator').pengguna_id}"):
        with _ditolak("tidak berpindah musyawarah, wilayah, atau pembuat"), atas_nama(pelaku("desa"), "ubah"):
            _sql(f"update usulan_usulan set {perubahan} where id = %s", usulan.pk)


@pytest.mark.parametrize("kolom", ["nik = '9900000000000042'", "nama = 'Orang Lain'", "nomor_kk = '9900000000000042'"])
def test_isi_usulan_yang_sudah_diperiksa_tidak_dapat_diubah(kolom, pabrik, pelaku):
    lengkap = pabrik.lengkap()[0]
    for akun in ("desa", "kabupaten", "verifikator"):
        with _ditolak("tidak sah: lengkap -> lengkap"), atas_nama(pelaku(akun), "ubah"):
            _sql(f"update usulan_usulan set {kolom} where id = %s", lengkap.pk)


def test_isi_tidak_dapat_diganti_bersamaan_dengan_putusan_tanpa_tercatat(pabrik, pelaku):
    """The step itself may set its own columns; that it happened always stands in the log, with who did it."""
    lengkap = pabrik.lengkap()[0]
    verifikator = pelaku("verifikator")
    with atas_nama(verifikator, "layakkan"):
        _sql(
            "update usulan_usulan set status = 'layak', diputus_pada = now(), diputus_oleh_id = %s where id = %s",
            verifikator.pengguna_id,
            lengkap.pk,
        )
    terakhir = _jejak().filter(objek=lengkap.pk).latest("pk")
    assert (terakhir.langkah, terakhir.dari, terakhir.ke, terakhir.oleh, terakhir.fungsi, terakhir.wilayah) == (
        "layakkan",
        "lengkap",
        "layak",
        verifikator.pengguna_id,
        "verifikator",
        lengkap.wilayah_id,
    )


@pytest.mark.parametrize("tabel", ["dasar_jejak", "dasar_segeljejak"])
@pytest.mark.parametrize("perintah", ["update {} set id = id", "delete from {}", "truncate {}", "truncate {} cascade"])
def test_jejak_tidak_dapat_diubah_dihapus_atau_dikosongkan(tabel, perintah, usulan):
    with _ditolak(f"permission denied for table {tabel}"), atas_nama(SISTEM, "bersihkan"):
        _sql(perintah.format(tabel))
    with _ditolak(f"{tabel} tidak boleh di-{perintah.split()[0]}"), transaction.atomic(), sebagai_pemilik() as kursor:
        kursor.execute(perintah.format(tabel))
    assert Jejak.objects.exists()


@pytest.mark.parametrize(
    "tabel", ["usulan_usulan", "usulan_musyawarah", "verval_batch", "penetapan_penetapan", "akun_penugasan"]
)
@pytest.mark.parametrize("perintah", ["delete from {}", "truncate {} cascade"])
def test_baris_berjejak_tidak_pernah_dihapus(tabel, perintah, usulan):
    _sql("set constraints all immediate")
    with _ditolak("permission denied"), atas_nama(SISTEM, "hapus"):
        _sql(perintah.format(tabel))
    with _ditolak("tidak boleh di-"), atas_nama(SISTEM, "hapus"), sebagai_pemilik() as kursor:
        kursor.execute(perintah.format(tabel))


def test_peristiwa_perubahan_tidak_dapat_dikarang(usulan):
    with _ditolak("hanya ditulis oleh pemicu"), atas_nama(SISTEM, "tetapkan"):
        _sql(
            "insert into dasar_jejak (tabel, objek, langkah, dari, ke, oleh, fungsi, wilayah)"
            " values ('usulan_usulan', %s, 'tetapkan', 'lolos', 'ditetapkan', 1, 'manajemen', '00')",
            usulan.pk,
        )


def test_peristiwa_tanpa_perubahan_dapat_dicatat(pelaku):
    tanda = nomor_permintaan.set("permintaan-uji")
    try:
        catat(pelaku("auditor"), "unduh", "dasar_berkas", 7, "1209", "berkas.pdf")
    finally:
        nomor_permintaan.reset(tanda)
    catatan = Jejak.objects.latest("pk")
    assert (catatan.langkah, catatan.objek, catatan.ke, catatan.permintaan) == ("unduh", 7, None, "permintaan-uji")


def _setujui_satu_satu(pk: list[int]) -> None:
    for satu in Usulan.objects.filter(pk__in=pk):
        satu.status = S.DISETUJUI_MUSDES
        satu.save(update_fields=["status"])


CARA_UBAH = {
    "update queryset": lambda pk: Usulan.objects.filter(pk__in=pk).update(status=S.DISETUJUI_MUSDES),
    "bulk_update": lambda pk: Usulan.objects.bulk_update(
        [Usulan(pk=n, status=S.DISETUJUI_MUSDES) for n in pk], ["status"], batch_size=2
    ),
    "satu per satu": _setujui_satu_satu,
    "SQL": lambda pk: _sql("update usulan_usulan set status = 'disetujui_musdes' where id = any(%s)", pk),
    "merge": lambda pk: _sql(
        "merge into usulan_usulan u using unnest(%s::bigint[]) as b(id) on b.id = u.id"
        " when matched then update set status = 'disetujui_musdes'",
        pk,
    ),
}


@pytest.mark.parametrize("cara", CARA_UBAH)
def test_setiap_cara_mengubah_menulis_satu_peristiwa_per_baris(cara, lima, pelaku):
    with atas_nama(pelaku("desa"), "setujui_musdes"):
        CARA_UBAH[cara](lima)
    baru = _jejak().filter(langkah="setujui_musdes")
    assert sorted(baru.values_list("objek", "dari", "ke")) == [(n, "disusun", "disetujui_musdes") for n in sorted(lima)]
    assert set(baru.values_list("oleh", flat=True)) == {pelaku("desa").pengguna_id}


def _salinan(asal: Usulan, jumlah: int) -> list[dict]:
    isi = {k.attname: getattr(asal, k.attname) for k in Usulan._meta.concrete_fields if k.attname not in ("id", "dibuat_pada")}
    return [isi | {"nik": f"97{n:014d}"} for n in range(jumlah)]


def _copy(asal: Usulan, jumlah: int) -> None:
    baris = _salinan(asal, jumlah)
    teks = "".join("\t".join("\\N" if v is None else str(v) for v in b.values()) + "\n" for b in baris)
    with sebagai_pemilik() as kursor:  # for the application COPY ends at the row policies
        kursor.cursor.copy_expert(f"copy usulan_usulan ({', '.join(baris[0])}) from stdin", io.StringIO(teks))


CARA_TAMBAH = {
    "bulk_create": lambda asal, n: Usulan.objects.bulk_create(Usulan(**b) for b in _salinan(asal, n)),
    "COPY": _copy,
    "SQL": lambda asal, n: _sql(
        "insert into usulan_usulan select (jsonb_populate_record(u, jsonb_build_object('id', nextval("
        "'usulan_usulan_id_seq'), 'nik', '97' || lpad(g::text, 14, '0')))).* from usulan_usulan u, generate_series(0, %s) g"
        " where u.id = %s",
        n - 1,
        asal.pk,
    ),
}


@pytest.mark.parametrize("cara", CARA_TAMBAH)
def test_setiap_cara_menambah_menulis_satu_peristiwa_per_baris(cara, usulan, pelaku):
    with atas_nama(pelaku("desa"), "buat"):
        CARA_TAMBAH[cara](usulan, 50)
    baru = Usulan.objects.filter(nik__startswith="97")
    assert baru.count() == 50
    assert set(_jejak().filter(langkah="buat", ke="disusun").values_list("objek", flat=True)) == {
        usulan.pk,
        *baru.values_list("pk", flat=True),
    }


@pytest.mark.parametrize("cara", CARA_TAMBAH)
def test_menambah_tanpa_pelaku_ditolak_dengan_cara_apa_pun(cara, usulan):
    with _ditolak("tanpa pelaku"), transaction.atomic():
        CARA_TAMBAH[cara](usulan, 2)


def test_pernyataan_yang_tidak_mengubah_apa_pun_tidak_menulis_peristiwa(usulan, pelaku):
    jumlah = _jejak().count()
    with atas_nama(pelaku("desa"), "ubah"):
        _sql("update usulan_usulan set nama = nama where id = %s", usulan.pk)
        _sql("update usulan_usulan set nama = 'x' where id = -1")
    assert _jejak().count() == jumlah


SETELAN = ("dtks.oleh", "dtks.fungsi", "dtks.awal", "dtks.akhir", "dtks.langkah", "dtks.permintaan")


def _setelan() -> list[str]:
    with connection.cursor() as kursor:
        kursor.execute("select " + ", ".join(f"coalesce(current_setting('{s}', true), '')" for s in SETELAN))
        return list(kursor.fetchone())


def test_pelaku_luar_kembali_setelah_pelaku_dalam(db):
    luar, dalam = Pelaku(11, "kepala", "1209"), Pelaku(12, "verifikator", "3604")
    with atas_nama(luar, "sahkan"):
        with atas_nama(dalam, "layakkan"):
            assert _setelan()[:5] == ["12", "verifikator", "3604", "3604~", "layakkan"]
        assert _setelan()[:5] == ["11", "kepala", "1209", "1209~", "sahkan"]
    assert _setelan() == [""] * 6


def test_pelaku_luar_kembali_juga_bila_pelaku_dalam_gagal(db):
    with atas_nama(Pelaku(11, "kepala", "1209"), "sahkan"):
        with pytest.raises(ZeroDivisionError), atas_nama(SISTEM, "teruskan"):
            raise ZeroDivisionError
        assert _setelan()[:2] == ["11", "kepala"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("galat", [ZeroDivisionError, KeyboardInterrupt, None])
def test_setelah_transaksi_tidak_ada_pelaku_yang_tertinggal(galat):
    """The connection goes back to other requests: nothing of the one who acted may stay on it."""

    def bertindak() -> None:
        with atas_nama(Pelaku(11, "kepala", "1209"), "sahkan"):
            assert _setelan()[0] == "11"
            if galat:
                raise galat

    if galat:
        with pytest.raises(galat):
            bertindak()
    else:
        bertindak()
    assert _setelan() == [""] * 6


@pytest.mark.django_db(transaction=True)
def test_setelah_ditolak_pemicu_tidak_ada_pelaku_yang_tertinggal(pabrik, pelaku):
    usulan = pabrik.disusun()[0]
    with _ditolak("di luar wilayah"), atas_nama(pelaku("desa2"), "setujui_musdes"), seluruh_negeri():
        _sql("update usulan_usulan set status = 'disetujui_musdes' where id = %s", usulan.pk)
    assert _setelan() == [""] * 6
    with _ditolak("tanpa pelaku"):
        _sql("update usulan_usulan set status = 'disetujui_musdes' where id = %s", usulan.pk)


def test_rentang_negara_mencakup_semua_dan_rentang_desa_hanya_dirinya():
    assert SISTEM.mencakup("00")
    assert SISTEM.mencakup("9471")
    kab = Pelaku(1, "verifikator", "1209")
    assert [kab.mencakup(k) for k in ("1209", "1209201008", "12", "1210", "00", "120", "1208999999")] == [
        True, True, False, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("kurang", SETELAN[:5])
def test_setelan_pelaku_yang_tidak_lengkap_tidak_cukup(kurang, usulan, pelaku):
    nilai = dict(zip(SETELAN, (pelaku("desa").pengguna_id, "pengisi_desa", "1209", "1209~", "setujui_musdes"), strict=False))
    with _ditolak("usulan_usulan"), transaction.atomic():
        for nama in SETELAN:
            _sql(f"reset {nama}")
        for nama in nilai.keys() - {kurang}:
            _sql("select set_config(%s, %s, true)", nama, str(nilai[nama]))
        _sql("update usulan_usulan set status = 'disetujui_musdes' where id = %s", usulan.pk)


def test_tanpa_pemicu_memang_tidak_menulis_jejak(usulan):
    """What the other tests of this folder use to play the superuser really goes behind the triggers' back."""
    jumlah = _jejak().count()
    with tanpa_pemicu() as kursor:
        kursor.execute("update usulan_usulan set catatan = %s where id = %s", [json.dumps({"a": 1}), usulan.pk])
        assert kursor.rowcount == 1
    assert _jejak().count() == jumlah
    assert re.match(r"\{", Usulan.objects.get(pk=usulan.pk).catatan)
