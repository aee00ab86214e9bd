"""Constraints of the register and of determinations, broken by raw SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from dasar.jejak import SISTEM, atas_nama
from dasar.periode import berikut, periode_kini, sebelum
from dtks.register.models import Individu, Keluarga, Kepesertaan
from penetapan.models import Penetapan, RekapPenetapan
from tests.basis_data import sebagai_pemilik, tanpa_pemicu
from tests.kendala import melanggar, salin, ubah

pytestmark = pytest.mark.django_db


@pytest.fixture
def terdaftar(pabrik):
    """A person in force in the register, since last month."""
    penetapan, usulan = pabrik.ditetapkan()
    return penetapan, Individu.objects.get(nik=usulan[0].nik)


def _tanpa_penjaga(model) -> None:
    """Put the triggers of the register to sleep, so that the constraint below them is what answers."""
    with sebagai_pemilik() as kursor:
        kursor.execute("set constraints all immediate")
        kursor.execute(f"alter table {model._meta.db_table} disable trigger user")
        kursor.execute("set constraints all deferred")


def _sisip(model, asal, **isi: object) -> None:
    nilai = {k.column: getattr(asal, k.attname) for k in model._meta.local_concrete_fields if not k.generated} | isi
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(
            f"insert into {model._meta.db_table} ({', '.join(nilai)}) values ({', '.join(['%s'] * len(nilai))})",
            list(nilai.values()),
        )


@pytest.mark.parametrize("model", [Individu, Keluarga, Kepesertaan])
def test_satu_versi_berlaku_dan_masa_yang_urut(model, terdaftar):
    penetapan, orang = terdaftar
    _tanpa_penjaga(model)
    saring = {"nomor_kk": orang.nomor_kk} if model is Keluarga else {"nik": orang.nik}
    asal = model.objects.get(**saring)
    nama, dari = model._meta.model_name, asal.dari
    with melanggar(f"{nama}_satu_berlaku"):
        _sisip(model, asal, dari=berikut(dari))
    for sampai in (dari, sebelum(dari)):
        with melanggar(f"{nama}_masa_urut"):
            _sisip(model, asal, dari=dari, sampai=sampai, ditutup=penetapan.pk)
    lama = sebelum(dari)
    with melanggar(f"{nama}_tutup_berketetapan"):
        _sisip(model, asal, dari=lama, sampai=dari)
    with melanggar(f"{nama}_tutup_berketetapan"):
        _sisip(model, asal, dari=berikut(dari), ditutup=penetapan.pk)
    _sisip(model, asal, dari=lama, sampai=dari, ditutup=penetapan.pk)
    assert model.objects.filter(**saring).count() == 2


@pytest.mark.parametrize("kolom", ["dibuka", "ditutup"])
@pytest.mark.parametrize("model", [Individu, Keluarga, Kepesertaan])
def test_setiap_versi_menunjuk_penetapannya(model, kolom, terdaftar):
    _tanpa_penjaga(model)
    with pytest.raises(IntegrityError, match=f"{model._meta.db_table}_{kolom}_fk"), connection.cursor() as kursor:
        sampai = ", sampai = 299901" if kolom == "ditutup" else ""
        kursor.execute(f"update {model._meta.db_table} set {kolom} = -1 {sampai}")
        kursor.execute("set constraints all immediate")


@pytest.mark.parametrize(
    ("kendala", "model", "isi"),
    [
        ("individu_nik_16", Individu, {"nik": "99"}),
        ("individu_nik_16", Individu, {"nik": "99000000000000O1"}),
        ("individu_kk_16", Individu, {"nik": "9900000000000001", "nomor_kk": "99"}),
        ("keluarga_kk_16", Keluarga, {"nomor_kk": "990000000000000"}),
    ],
)
def test_nik_dan_kk_register_enam_belas_angka(kendala, model, isi, terdaftar):
    _, orang = terdaftar
    asal = model.objects.get(nomor_kk=orang.nomor_kk)
    with melanggar(kendala):
        _sisip(model, asal, **isi)


def _tetapkan(asal: Penetapan, periode: int) -> None:
    with atas_nama(SISTEM, "tetapkan"):
        salin("penetapan_penetapan", asal.pk, periode=periode, nomor_sk=f"SK/{periode}", kode_verifikasi=f"K{periode}")


def test_penetapan_hanya_bulan_sesudah_yang_terakhir(pabrik):
    dua_lalu = sebelum(sebelum(periode_kini()))
    asal, _ = pabrik.ditetapkan(periode=dua_lalu)
    for periode in (sebelum(dua_lalu), berikut(berikut(dua_lalu)), berikut(periode_kini()), 209912):
        with pytest.raises(IntegrityError, match="penetapan tidak berurutan bulan"):
            _tetapkan(asal, periode)
    with pytest.raises(IntegrityError, match="penetapan_penetapan_periode"):
        _tetapkan(asal, dua_lalu)
    _tetapkan(asal, berikut(dua_lalu))
    _tetapkan(asal, periode_kini())


@pytest.mark.parametrize("periode", [202012, 300001])
def test_periode_penetapan_masuk_akal(periode, terdaftar):
    with pytest.raises(IntegrityError, match="penetapan_periode_masuk_akal"), tanpa_pemicu():
        ubah("penetapan_penetapan", terdaftar[0].pk, f"periode = {periode}")


@pytest.mark.parametrize("isi", ["periode = 202101", "nomor_sk = 'lain'", "ditetapkan_oleh_id = ditetapkan_oleh_id + 1"])
def test_yang_sudah_ditetapkan_tidak_ditulis_ulang(isi, terdaftar, pelaku):
    with pytest.raises(IntegrityError, match="penetapan tidak diubah"), atas_nama(pelaku("menteri"), "lampirkan"):
        ubah("penetapan_penetapan", terdaftar[0].pk, isi)


def test_rekap_sekali_dan_tidak_negatif(terdaftar):
    rekap = RekapPenetapan.objects.filter(penetapan=terdaftar[0]).first()
    with melanggar("rekap_sekali"), transaction.atomic():
        salin("penetapan_rekappenetapan", rekap.pk)
    with melanggar("rekap_tidak_negatif"), transaction.atomic():
        ubah("penetapan_rekappenetapan", rekap.pk, "aktif = -1")
