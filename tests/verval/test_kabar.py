"""Whoever waits hears what became of it: the person, whoever registered the person, the village. Nobody else, and never twice."""

import pytest

from akun.models import Pemberitahuan
from akun.pemberitahuan import beri_tahu_dari
from dasar.periode import periode_kini
from penetapan import penetapan, penilaian
from tests.fixtures.sanggahan import warga_baru
from usulan import pengajuan, verval_mandiri
from usulan.models import Usulan
from verval import kelengkapan, pembundelan, pengesahan, putusan

pytestmark = pytest.mark.django_db
CATATAN = "Rumah sudah layak huni."


def kabar(pengguna_id: int) -> list[str]:
    return list(
        Pemberitahuan.objects.filter(penerima=pengguna_id, jenis="usulan").order_by("id").values_list("kalimat", flat=True)
    )


def test_putusan_massal_memberi_tahu_yang_berakun_dan_desa_sekali_saja(pabrik, pelaku, django_assert_num_queries):
    usulan = pabrik.lengkap(n=4)
    warga = warga_baru("Yang Diusulkan", usulan[0].nik)
    satu, banyak = Usulan.objects.filter(pk=usulan[0].pk), Usulan.objects.filter(pk__in=[u.pk for u in usulan[1:]])
    verifikator, desa = pelaku("verifikator"), pelaku("desa").pengguna_id
    with django_assert_num_queries(10, exact=False) as pertama:
        assert putusan.putuskan(satu, "layak", oleh=verifikator) == 1
    with django_assert_num_queries(len(pertama)):
        assert putusan.putuskan(banyak, "layak", oleh=verifikator) == 3
    assert kabar(warga.pengguna_id) == ["Usulan atas nama Anda dinyatakan layak oleh dinas sosial dan menunggu pengesahan."]
    # Two acts, four proposals, one row: it lies unread still.
    assert kabar(desa) == ["Ada usulan dari Anda yang dinyatakan layak oleh dinas sosial dan menunggu pengesahan."]
    assert Pemberitahuan.objects.filter(jenis="usulan").count() == 2
    Pemberitahuan.objects.filter(penerima=desa).update(dibaca_pada="2026-01-01T00:00Z")
    pembundelan.keluarkan(
        pembundelan.susun_batch(oleh=pelaku("kabupaten"), usulan=satu), [usulan[0].pk], alasan="B02", oleh=pelaku("kepala")
    )
    assert kabar(warga.pengguna_id)[1:] == ["Usulan atas nama Anda dikembalikan ke dinas sosial untuk diperiksa sekali lagi."]
    assert len(kabar(desa)) == 2


def test_yang_tidak_ikut_berpindah_tidak_diberi_tahu(pabrik, pelaku):
    sudah = pabrik.layak()[0]
    orang = warga_baru("Sudah Layak", sudah.nik)
    baris = Usulan.objects.filter(pk=sudah.pk)
    assert putusan.putuskan(baris, "tidak_layak", oleh=pelaku("verifikator"), alasan="E01", catatan=CATATAN) == 0
    # The same row, asked for by the verifikator of another kabupaten.
    assert putusan.putuskan(Usulan.objects.all(), "layak", oleh=pelaku("verifikator2")) == 0
    assert kabar(orang.pengguna_id) == []


def test_pendaftar_membaca_kembali_ditolak_dan_ditetapkan_dengan_jumlahnya(pabrik, pelaku):
    warga, verifikator = pelaku("warga").pengguna_id, pelaku("verifikator")
    dua_keluarga = [pabrik.dialihkan() for _ in range(2)]
    lahir = [u.pk for p in dua_keluarga for u in verval_mandiri.verval_kab(p, oleh=pelaku("kabupaten"))]
    usulan = Usulan.objects.filter(pk__in=lahir)
    satu, dua = usulan.order_by("pk")
    tertua = warga_baru("Kepala Keluarga", satu.nik).pengguna_id
    awal = len(kabar(warga))
    putusan.putuskan(usulan, "layak", oleh=verifikator)
    layak = "dinyatakan layak oleh dinas sosial dan menunggu pengesahan."
    assert kabar(warga)[awal:] == [f"2 usulan yang Anda daftarkan {layak}"]
    assert Pemberitahuan.objects.filter(penerima=warga).latest("pk").alamat == "/usulan-saya/"
    assert kabar(tertua) == [f"Usulan atas nama Anda {layak}"]
    batch = pembundelan.susun_batch(oleh=pelaku("kabupaten"), usulan=usulan)
    pembundelan.keluarkan(batch, [dua.pk], alasan="B02", oleh=pelaku("kepala"))
    putusan.putuskan(usulan, "tidak_layak", oleh=verifikator, alasan="E01", catatan=CATATAN)
    ditolak = "tidak dapat diterima dinas sosial. Baca alasannya dan apa yang dapat dilakukan."
    assert kabar(warga)[awal + 2 :] == [f"Usulan yang Anda daftarkan {ditolak}"]
    assert Pemberitahuan.objects.filter(penerima=warga).latest("pk").alamat == f"/usulan-saya/{dua_keluarga[1].pk}/"
    pengesahan.sahkan(batch, nomor_surat="S/9/2026", oleh=pelaku("kepala"))
    penilaian.nilai(oleh=pelaku("penilai"), terapkan=True)
    penetapan.tetapkan(periode_kini(), nomor_sk="9/HUK/2026", oleh=pelaku("menteri"))
    assert kabar(warga)[awal + 3 :] == ["Usulan yang Anda daftarkan diterima dan ditetapkan Kementerian Sosial."]


def test_desa_dan_warga_mendengar_usulan_dikembalikan_dan_penolakan_forum_saat_disegel(pabrik, pelaku):
    oleh, (ditolak, lain) = pelaku("desa"), pabrik.disusun(n=2)
    orang = [warga_baru("Ditolak Forum", ditolak.nik).pengguna_id, warga_baru("Dikembalikan", lain.nik).pengguna_id]
    pengajuan.tolak_forum(ditolak.musyawarah, oleh=oleh, usulan=[ditolak.pk], alasan="E01")
    assert kabar(orang[0]) == []
    pengajuan.setujui_forum(ditolak.musyawarah, oleh=oleh)
    pengajuan.ajukan(ditolak.musyawarah, oleh=oleh, catatan_peringatan="Sudah diperiksa.")
    assert kabar(orang[0]) == ["Usulan atas nama Anda belum disetujui musyawarah desa/kelurahan."]
    assert kabar(oleh.pengguna_id) == []
    kelengkapan.kembalikan_ke_desa(usulan=[lain.pk], alasan="D01", oleh=pelaku("kabupaten"))
    assert kabar(orang[1]) == ["Usulan atas nama Anda dikembalikan ke desa/kelurahan untuk diperbaiki."]
    assert kabar(oleh.pengguna_id) == ["Ada usulan dari Anda yang dikembalikan ke desa/kelurahan untuk diperbaiki."]


def test_pemberitahuan_dari_kueri_menolak_jenis_yang_tidak_dikenal():
    with pytest.raises(ValueError, match="bukan jenis"):
        beri_tahu_dari("rahasia", "select 1 as penerima, '' as kalimat, '' as alamat", [])
