"""The list for the RT: those without an account, in words for citizens, without a number or a programme."""

import pytest

from akun.models import Penugasan
from tests.basis_data import tanpa_pemicu
from usulan.models import Usulan

pytestmark = pytest.mark.django_db


def teks(masuk, akun="desa", kueri="") -> str:
    return masuk(akun).get(f"/usulan/kabar-rt/{kueri}").content.decode()


def test_memuat_yang_bergerak_bulan_ini_dengan_kata_warga_dan_tanpa_nomor(pabrik, masuk):
    layak, kembali, draf = pabrik.layak()[0], pabrik.diteruskan()[0], pabrik.disusun()[0]
    isi = teks(masuk)
    for u in (layak, kembali):
        assert u.nama in isi and u.nik not in isi and u.nomor_kk not in isi
    assert "sedang diperiksa dinas sosial" in isi and "sedang diperiksa Kementerian Sosial" in isi
    assert draf.nama not in isi or Usulan.objects.filter(nama=draf.nama).count() > 1
    assert "PKH" not in isi and f"RT {layak.rt} / RW {layak.rw}" in isi
    assert "Tidak ada warga tanpa akun" in teks(masuk, kueri="?bulan=lalu")


def test_yang_punya_akun_diberi_tahu_portal_bukan_rt(pabrik, masuk):
    u = pabrik.layak()[0]
    assert u.nama in teks(masuk)
    nik = Penugasan.objects.get(pengguna__username="warga").nik
    with tanpa_pemicu() as kursor:
        kursor.execute("update usulan_usulan set nik = %s where id = %s", [nik, u.pk])
    assert u.nama not in teks(masuk)


def test_penetapan_penghentian_memberi_jalan_keberatan(pabrik, masuk):
    _, usulan = pabrik.ditetapkan()
    assert "sekarang tercatat dalam DTKS" in teks(masuk)
    with tanpa_pemicu() as kursor:
        kursor.execute("update usulan_usulan set jenis = 'penghentian', sebab = 'mampu' where id = %s", [usulan[0].pk])
    isi = teks(masuk)
    assert "dihentikan" in isi and "Bila keberatan" in isi


def test_hanya_pengisi_desa_dan_hanya_desanya(pabrik, masuk):
    jauh = pabrik.layak("desa2")[0]
    assert jauh.nama not in teks(masuk) and jauh.nama in teks(masuk, "desa2")
    for akun in ("kecamatan", "kabupaten", "verifikator", "warga", "auditor"):
        assert masuk(akun).get("/usulan/kabar-rt/").status_code == 404
