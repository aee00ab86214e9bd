"""Maker, checker and signer are different people, stamps are one's own, and nobody handles their own family."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from akun.models import Pengguna
from dasar.galat import Ditolak
from dasar.jejak import atas_nama
from penetapan import penilaian
from tests.basis_data import tanpa_pemicu
from usulan import penyusunan
from usulan.galat import IsianDitolak
from usulan.models import Usulan
from verval import kelengkapan, pembundelan, pengesahan, putusan

LANGKAH = {
    "kabupaten": ("lengkapkan", "lengkap", "diperiksa"),
    "verifikator": ("layakkan", "layak", "diputus"),
}


def _jadikan_keluarga(akun: str, usulan: Usulan) -> None:
    """The officer's NIK is that of the person proposed."""
    Pengguna.objects.filter(username=akun).update(nik=usulan.nik)


def _status(usulan: list[Usulan]) -> list[str]:
    return list(Usulan.objects.filter(pk__in=[u.pk for u in usulan]).order_by("pk").values_list("status", flat=True))


def _sql(sql: str, *isi: object) -> None:
    with connection.cursor() as kursor:
        kursor.execute(sql, list(isi))


def test_verifikator_melewati_keluarganya_sendiri_dan_memutus_yang_lain(pabrik, pelaku):
    usulan = pabrik.lengkap(n=3)
    _jadikan_keluarga("verifikator", usulan[0])
    assert putusan.putuskan(Usulan.objects.all(), "layak", oleh=pelaku("verifikator")) == 2
    assert _status(usulan) == ["lengkap", "layak", "layak"]


def test_keluarga_dikenali_juga_dari_kk_dalam_register(pabrik, pelaku):
    """A brother's proposal: the officer's NIK is nowhere in it, the family card in the register holds both."""
    _, terdaftar = pabrik.ditetapkan()
    usulan = pabrik.lengkap(n=2)
    _jadikan_keluarga("verifikator", terdaftar[0])
    with tanpa_pemicu() as kursor:
        kursor.execute("update usulan_usulan set nomor_kk = %s where id = %s", [terdaftar[0].nomor_kk, usulan[0].pk])
    assert putusan.putuskan(Usulan.objects.all(), "layak", oleh=pelaku("verifikator")) == 1
    assert _status(usulan) == ["lengkap", "layak"]


@pytest.mark.parametrize("akun", ["kabupaten", "verifikator"])
def test_sql_mentah_pun_tidak_memproses_keluarga_sendiri(akun, pabrik, pelaku):
    langkah, ke, cap = LANGKAH[akun]
    usulan = (pabrik.diajukan() if akun == "kabupaten" else pabrik.lengkap())[0]
    _jadikan_keluarga(akun, usulan)
    oleh = pelaku(akun)
    with pytest.raises(IntegrityError, match="keluarga petugas sendiri"), atas_nama(oleh, langkah):
        _sql(
            f"update usulan_usulan set status = %s, {cap}_pada = now(), {cap}_oleh_id = %s where id = %s",
            ke,
            oleh.pengguna_id,
            usulan.pk,
        )


@pytest.mark.parametrize("akun", ["kabupaten", "verifikator"])
def test_cap_tidak_dapat_memakai_nama_orang_lain(akun, pabrik, pelaku):
    langkah, ke, cap = LANGKAH[akun]
    usulan = (pabrik.diajukan() if akun == "kabupaten" else pabrik.lengkap())[0]
    with pytest.raises(IntegrityError, match="cap atas nama orang lain"), atas_nama(pelaku(akun), langkah):
        _sql(
            f"update usulan_usulan set status = %s, {cap}_pada = now(), {cap}_oleh_id = %s where id = %s",
            ke,
            pelaku("auditor").pengguna_id,
            usulan.pk,
        )


def test_usulan_tidak_dibuat_atas_nama_orang_lain(pabrik, pelaku):
    isi = Usulan.objects.filter(pk=pabrik.disusun()[0].pk).values().get()
    baru = {k: v for k, v in isi.items() if k != "id"} | {
        "nik": "9900000000000088",
        "dibuat_oleh_id": pelaku("desa2").pengguna_id,
    }
    with pytest.raises(IntegrityError, match="atas nama orang lain"), atas_nama(pelaku("desa"), "buat"):
        Usulan.objects.create(**baru)


def test_operator_desa_tidak_mengusulkan_keluarganya_sendiri_dan_isiannya_tidak_hilang(pabrik, pelaku, masuk):
    anggota = pabrik.anggota()
    Pengguna.objects.filter(username="desa").update(nik=anggota[0]["nik"])
    musyawarah = pabrik.musyawarah()
    with pytest.raises(IsianDitolak) as galat:
        penyusunan.susun_keluarga(musyawarah, anggota, {}, oleh=pelaku("desa"))
    assert [t.kode for t in galat.value.temuan[0]] == ["V-PTG-01"]
    assert not Usulan.objects.exists()


def test_penilai_dan_kepala_tidak_memproses_keluarga_sendiri(pabrik, pelaku):
    batch, usulan = pabrik.dibundel(n=2)
    _jadikan_keluarga("kepala", usulan[0])
    with pytest.raises(Ditolak, match="keluarga Anda sendiri"):
        pengesahan.sahkan(batch, nomor_surat="1/2026", oleh=pelaku("kepala"))
    with pytest.raises(Ditolak, match="keluarga Anda sendiri"):
        pembundelan.keluarkan(batch, [usulan[0].pk], alasan="B01", oleh=pelaku("kepala"))
    Pengguna.objects.filter(username="kepala").update(nik="9901010101809999")
    pengesahan.sahkan(batch, nomor_surat="1/2026", oleh=pelaku("kepala"))
    _jadikan_keluarga("penilai", usulan[0])
    hasil = penilaian.nilai(oleh=pelaku("penilai"), terapkan=True)
    assert hasil.jumlah_dinilai == 1 and _status(usulan) == ["diteruskan", "lolos"]


def test_pengisi_kabupaten_membundel_tanpa_keluarganya(pabrik, pelaku):
    usulan = pabrik.layak(n=2)
    _jadikan_keluarga("kabupaten", usulan[0])
    pembundelan.susun_batch(oleh=pelaku("kabupaten"))
    assert _status(usulan) == ["layak", "dibundel"]


def test_kelengkapan_keluarga_sendiri_menunggu_rekan(pabrik, pelaku):
    usulan = pabrik.diajukan(n=2)
    _jadikan_keluarga("kabupaten", usulan[0])
    assert kelengkapan.nyatakan_lengkap(oleh=pelaku("kabupaten"), usulan=[u.pk for u in usulan]) == 1
    assert _status(usulan) == ["diajukan", "lengkap"]


def test_putusan_atas_keluarga_sendiri_lewat_halaman_tidak_mengubah_apa_pun(pabrik, masuk):
    usulan = pabrik.lengkap()[0]
    _jadikan_keluarga("verifikator", usulan)
    masuk("verifikator").post(
        reverse("verval:putuskan"), {"aksi": "layak", "usulan": [usulan.pk], "cara": "meja", "kirim": "1"}
    )
    assert _status([usulan]) == ["lengkap"]


def test_fungsi_keluarga_petugas_hanya_menjawab_tentang_petugas(db):
    with connection.cursor() as kursor:
        kursor.execute("select count(*) from usulan_keluarga_petugas(-1)")
        assert kursor.fetchone()[0] == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        _sql("create or replace function usulan_keluarga_petugas(bigint) returns int language sql as 'select 1'")
