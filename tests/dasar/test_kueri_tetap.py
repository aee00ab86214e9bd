"""dasar.kueri_tetap: a queryset compiled once gives what the queryset gives."""

import dataclasses
import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from akun.models import Penugasan
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import CATAT, isi_catatan
from dasar.kueri_tetap import KueriPelaku, KueriTetap
from dasar.models import Jejak
from dasar.pernyataan import PernyataanTetap
from usulan.models import Usulan
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db

_BERLAKU = KueriTetap(
    lambda akun, hari: Penugasan.objects.berlaku(hari).filter(pengguna__username=akun).select_related("wilayah"),
    "contoh",
    dt.date.min,
)


def test_baris_dan_yang_ikut_sama_dengan_kuerinya(django_assert_num_queries):
    for akun in ("desa", "verifikator"):
        biasa = Penugasan.objects.berlaku().get(pengguna__username=akun)
        with django_assert_num_queries(1):
            (satu,) = _BERLAKU(akun, timezone.localdate())
            nama = satu.wilayah.nama
        assert nama == biasa.wilayah.nama
        assert {f.attname: getattr(satu, f.attname) for f in Penugasan._meta.concrete_fields} == {
            f.attname: getattr(biasa, f.attname) for f in Penugasan._meta.concrete_fields
        }


def test_hari_yang_diberikan_menentukan_bukan_hari_saat_disusun():
    selesai = Penugasan.objects.berlaku().get(pengguna__username="desa").selesai
    assert _BERLAKU("desa", selesai) != []
    assert _BERLAKU("desa", selesai + dt.timedelta(days=1)) == []


def test_contoh_yang_tidak_tampak_dalam_pernyataan_ditolak():
    with pytest.raises(ValueError, match="tidak tampak"):
        KueriTetap(lambda kode: Wilayah.objects.filter(pk__startswith=kode), "contoh")("12")


def _usulan() -> KueriPelaku:
    return KueriPelaku(lambda p, nomor: Usulan.objects.terlihat_oleh(p).filter(pk__gte=nomor), -1)


def test_tiap_pelaku_hanya_mendapat_wilayahnya_dan_yang_tak_berhak_tidak_mendapat_apa_pun(pabrik, pelaku):
    kueri = _usulan()
    (asahan,), (serang,) = pabrik.lengkap("desa"), pabrik.lengkap("desa2")
    hasil = {akun: kueri(pelaku(akun), 0) for akun in ("verifikator", "verifikator2", "auditor", "warga")}
    assert (hasil["verifikator"], hasil["verifikator2"], hasil["warga"]) == ([asahan], [serang], [])
    assert set(hasil["auditor"]) == {asahan, serang}


def test_tugas_yang_dipersempit_mendapat_bagiannya_saja(pabrik, pelaku):
    kueri, (usulan,) = _usulan(), pabrik.lengkap("desa")
    semua = pelaku("verifikator")
    assert kueri(semua, 0) == kueri(dataclasses.replace(semua, kecamatan=(usulan.wilayah_id[:6],)), 0) == [usulan]
    assert kueri(dataclasses.replace(semua, kecamatan=("120921",)), 0) == []


def _jumlah(pernyataan: PernyataanTetap, *nilai: object) -> int:
    with connection.cursor() as kursor:
        pernyataan.jalankan(kursor, nilai)
        return kursor.fetchone()[0]


def test_pernyataan_disiapkan_sekali_per_koneksi_dan_tetap_satu_pesan(django_assert_num_queries):
    kueri = PernyataanTetap("select count(*) from wilayah_wilayah where kode >= %s and kode < %s")
    with django_assert_num_queries(2) as pesan:
        assert _jumlah(kueri, "12", "12~") == Wilayah.objects.filter(pk__startswith="12").count()
    assert "prepare tetap_" in pesan[0]["sql"]
    with django_assert_num_queries(1) as pesan:
        assert _jumlah(kueri, "1209", "1209~") > 0
    assert "prepare " not in pesan[0]["sql"] and "execute tetap_" in pesan[0]["sql"]


def test_yang_selalu_sama_ditulis_ke_dalam_pernyataan_sehingga_perencana_tahu_isinya(django_assert_num_queries):
    kueri = PernyataanTetap("select count(*) from wilayah_wilayah where tingkat = %s and kode = %s", [(None, 2), (0, None)])
    with django_assert_num_queries(1) as pesan:
        assert _jumlah(kueri, "1209") == 1
    assert "tingkat = 2 and kode = $1;" in pesan[0]["sql"]


def test_di_belakang_pengumpul_koneksi_pernyataannya_dikirim_apa_adanya(settings, django_assert_num_queries):
    settings.PERNYATAAN_TETAP = False
    kueri = PernyataanTetap("select count(*) from wilayah_wilayah where tingkat = %s and kode = %s", [(None, 2), (0, None)])
    with django_assert_num_queries(1) as pesan:
        assert _jumlah(kueri, "1209") == 1
    assert "tetap_" not in pesan[0]["sql"]


def test_galat_pada_pemakaian_pertama_tidak_merusak_yang_berikutnya():
    kueri = PernyataanTetap("select 6 / %s::int")
    with pytest.raises(DatabaseError), transaction.atomic():
        _jumlah(kueri, 0)
    assert _jumlah(kueri, 3) == _jumlah(kueri, 3) == 2


def test_pernyataan_yang_sama_menunjukkan_kepada_tiap_orang_wilayahnya_saja(pabrik, pelaku):
    pabrik.lengkap("desa", 2)
    pabrik.lengkap("desa2")
    kueri = PernyataanTetap("select count(*) from usulan_usulan where id >= %s")
    for akun, jumlah in (("verifikator", 2), ("verifikator2", 1), ("auditor", 3), ("warga", 0), ("verifikator", 2)):
        with dalam_jangkauan(pelaku(akun)):
            assert _jumlah(kueri, 0) == jumlah, akun
    # The plan that was kept is not the one of whoever came first.
    for _ in range(8):
        with dalam_jangkauan(pelaku("verifikator2")):
            assert _jumlah(kueri, 0) == 1


@pytest.mark.parametrize("akun", ["verifikator", "warga"])
@pytest.mark.parametrize("sempit", [False, True])
def test_yang_ikut_serta_tertulis_bagi_siapa_pun_yang_membaca(akun, sempit, pabrik, pelaku):
    pabrik.lengkap("desa")
    kueri = KueriPelaku(lambda p, nomor: Usulan.objects.terlihat_oleh(p).filter(pk__gte=nomor), -1, sambil=CATAT)
    oleh = pelaku(akun)
    if sempit:
        oleh = dataclasses.replace(oleh, kecamatan=("120920",))
    for kali in (1, 2):
        baris = kueri(oleh, 0, sambil=isi_catatan(oleh, "lihat", "usulan_usulan", 7, "1209", "coba", None))
        assert len(baris) == (akun == "verifikator")
        assert Jejak.objects.filter(oleh=oleh.pengguna_id, langkah="lihat", objek=7, catatan="coba").count() == kali
