"""The counts of the dashboards are those of a slow count of the tables, whatever happened and by which statement."""

from collections import Counter

import pytest
from django.db import connection

from dasar.jangkauan import dalam_jangkauan
from dtks.register.models import Individu, Keluarga, Kepesertaan
from pemantauan import rekap
from pemantauan.models import Gerak, Rekap
from usulan import pengajuan
from usulan.models import Usulan

pytestmark = pytest.mark.django_db


def _hitung_pelan(kode: str) -> Counter:
    """Row by row in Python, by nothing that the recap uses."""
    hasil = Counter()
    for u in Usulan.objects.filter(wilayah__gte=kode, wilayah__lt=kode + "~"):
        hasil["usulan", u.jenis, u.program_id, u.status] += 1
    hasil["orang", "", "", ""] = sum(i.wilayah_id.startswith(kode) for i in Individu.objects.berlaku())
    hasil["keluarga", "", "", ""] = sum(k.wilayah_id.startswith(kode) for k in Keluarga.objects.berlaku())
    for k in Kepesertaan.objects.berlaku():
        hasil["peserta", "", k.program_id, ""] += k.wilayah_id.startswith(kode)
    return +hasil


@pytest.mark.parametrize("dilipat", [False, True])
def test_rekap_sama_dengan_hitungan_pelan(acak, dilipat):
    if dilipat:
        assert rekap.lipat() > 0
        assert not Gerak.objects.exists()
    for kode, tingkat in (("1209", 2), ("1209201008", 4), ("36", 1), ("1209", 4)):
        hasil = Counter()
        for b in rekap.baca(kode, tingkat, ["usulan", "orang", "keluarga", "peserta"]):
            hasil[b.hal, b.jenis, b.program, b.keadaan] += b.jumlah
        assert hasil == _hitung_pelan(kode)
    assert rekap.selisih() == []


def test_negara_menjumlahkan_semua_tingkat(acak):
    rekap.lipat()
    for tingkat in range(5):
        assert sum(b.jumlah for b in rekap.baca("00", tingkat, ["usulan"], kolom=())) == Usulan.objects.count()


def test_alasan_dihitung_per_kode_dan_tetap_setelah_diajukan_ulang(acak, pelaku):
    def alasan() -> Counter:
        return Counter({(b.keadaan, b.alasan): b.jumlah for b in rekap.baca("1209", 2, ["alasan"])})

    harap = Counter({("tidak_layak", "E01"): 1, ("tidak_layak", "E08"): 1, ("dikembalikan", "C06"): 1})
    assert alasan() == harap
    pengajuan.ajukan_ulang(Usulan.objects.filter(status="dikembalikan").get().musyawarah, oleh=pelaku("desa"))
    assert Usulan.objects.filter(status="dikembalikan").count() == 0
    assert alasan() == harap
    assert rekap.selisih() == []


def test_lipatan_kedua_tidak_mengubah_angka(acak):
    rekap.lipat()
    semula = sorted(Rekap.objects.values_list("tingkat", "wilayah", "hal", "keadaan", "jumlah"))
    assert rekap.lipat() == 0
    assert sorted(Rekap.objects.values_list("tingkat", "wilayah", "hal", "keadaan", "jumlah")) == semula


def test_selisih_menemukan_rekap_yang_diubah(acak):
    rekap.lipat()
    baris = Rekap.objects.filter(hal="usulan", tingkat=2).first()
    Rekap.objects.filter(pk=baris.pk).update(jumlah=baris.jumlah + 5)
    beda = rekap.selisih()
    assert [(b[0], b[1], b[-2] - b[-1]) for b in beda] == [(2, baris.wilayah_id, 5)]


def test_perubahan_isi_tanpa_perpindahan_tidak_menulis_gerak(pabrik, pelaku):
    usulan = pabrik.disusun("desa")[0]
    n = Gerak.objects.count()
    pengajuan.setujui_forum(usulan.musyawarah, oleh=pelaku("desa"))
    assert Gerak.objects.count() == n + 2  # one leaves a state, one comes to the next


def test_susun_ulang_memberi_angka_yang_sama(acak):
    rekap.lipat()
    kolom = ("tingkat", "wilayah", *rekap.KOLOM, "jumlah")
    semula = sorted(Rekap.objects.values_list(*kolom))
    with connection.cursor() as kursor:
        kursor.execute(rekap.sql_susun())
    assert sorted(Rekap.objects.values_list(*kolom)) == semula


def test_sql_mentah_hanya_melihat_rekap_wilayah_sendiri(acak, pelaku):
    rekap.lipat()
    for oleh in map(pelaku, ("desa2", "kecamatan", "provinsi", "admin.kab")):
        with dalam_jangkauan(oleh):
            kode = set(Rekap.objects.values_list("wilayah", flat=True))
        assert kode
        assert all(k.startswith(oleh.wilayah) for k in kode)
    with dalam_jangkauan(None):
        assert not Rekap.objects.exists()
