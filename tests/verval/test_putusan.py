"""The verifikator's queue and verdicts, one by one and in bulk."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dasar.jejak import atas_nama
from dasar.models import Jejak, Pekerjaan
from tests.basis_data import sebagai_pemilik
from usulan.models import Usulan
from verval import putusan, views_putusan

pytestmark = pytest.mark.django_db

PUTUSKAN = "/verval/putuskan/"


def _isi(jawaban) -> str:
    return jawaban.content.decode()


def _status(usulan) -> list[str]:
    return list(Usulan.objects.filter(pk__in=[u.pk for u in usulan]).order_by("pk").values_list("status", flat=True))


def _pk(usulan) -> list[int]:
    return [u.pk for u in usulan]


def test_antrean_menampilkan_yang_menunggu_dan_menyamarkan_nik(masuk, pabrik):
    usulan = pabrik.lengkap(n=2)
    isi = _isi(masuk("verifikator").get(reverse("verval:antrean")))
    assert all(u.nama in isi and u.nik not in isi for u in usulan)
    assert "2 usulan menunggu putusan Anda" in isi


def test_layak_lebih_dulu_menunjukkan_apa_yang_diputus(masuk, pabrik):
    usulan = pabrik.lengkap(n=2)
    klien = masuk("verifikator")
    jawaban = klien.post(PUTUSKAN, {"aksi": "layak", "usulan": _pk(usulan)})
    assert jawaban.status_code == 200 and "Bagaimana Anda memverifikasinya?" in _isi(jawaban)
    assert _status(usulan) == ["lengkap"] * 2
    klien.post(PUTUSKAN, {"aksi": "layak", "usulan": _pk(usulan), "cara": "kunjungan", "kirim": "1"})
    assert _status(usulan) == ["layak"] * 2
    assert set(Usulan.objects.filter(pk__in=_pk(usulan)).values_list("cara_verval", flat=True)) == {"kunjungan"}


@pytest.mark.parametrize("aksi", ["dikembalikan", "tidak_layak"])
def test_pengembalian_dan_penolakan_wajib_beralasan(masuk, pabrik, aksi):
    usulan = pabrik.lengkap()
    jawaban = masuk("verifikator").post(
        PUTUSKAN, {"aksi": aksi, "usulan": _pk(usulan), "cara": "meja", "kirim": "1", "catatan": "Sudah saya baca."}
    )
    assert jawaban.status_code == 422 and "Pilih paling sedikit satu alasan" in _isi(jawaban)
    assert "Sudah saya baca." in _isi(jawaban)
    assert _status(usulan) == ["lengkap"]


def test_penolakan_wajib_disertai_penjelasan_untuk_warga(masuk, pabrik):
    usulan = pabrik.lengkap()
    isian = {"aksi": "tidak_layak", "usulan": _pk(usulan), "cara": "meja", "alasan": "E08", "kirim": "1"}
    klien = masuk("verifikator")
    for catatan in ("", "   "):
        jawaban = klien.post(PUTUSKAN, {**isian, "catatan": catatan})
        assert jawaban.status_code == 422 and "penjelasan yang dapat dipahami warga" in _isi(jawaban)
    klien.post(PUTUSKAN, {**isian, "catatan": "Keluarga memiliki mobil."})
    baris = Usulan.objects.get(pk=usulan[0].pk)
    assert (baris.status, baris.alasan, baris.catatan) == ("tidak_layak", "E08", "Keluarga memiliki mobil.")


def test_putusan_yang_tidak_dikenal_ditolak(masuk, pabrik):
    usulan = pabrik.lengkap()
    assert masuk("verifikator").post(PUTUSKAN, {"aksi": "setuju", "usulan": _pk(usulan)}).status_code == 409
    assert _status(usulan) == ["lengkap"]


def test_kabupaten_lain_tidak_terlihat_dan_tidak_tersentuh_oleh_nomor_palsu(masuk, pabrik):
    milik, asing = pabrik.lengkap(n=2), pabrik.lengkap("desa2", n=2)
    klien = masuk("verifikator")
    assert all(u.nama not in _isi(klien.get(reverse("verval:antrean"))) for u in asing)
    assert klien.get(reverse("verval:putusan", args=[asing[0].pk])).status_code == 404
    jawaban = klien.post(PUTUSKAN, {"aksi": "layak", "usulan": _pk(milik + asing), "cara": "meja", "kirim": "1"}, follow=True)
    assert _status(milik) == ["layak"] * 2 and _status(asing) == ["lengkap"] * 2
    assert "2 usulan dinyatakan layak" in _isi(jawaban) and "tidak berubah" not in _isi(jawaban)


@pytest.mark.parametrize("akun", ["desa", "kecamatan", "kabupaten", "kepala", "auditor", "penilai", "provinsi", "warga"])
def test_hanya_verifikator_yang_memutus(masuk, pabrik, akun):
    usulan = pabrik.lengkap()
    klien = masuk(akun)
    assert klien.get(reverse("verval:antrean")).status_code == 404
    assert klien.get(reverse("verval:putusan", args=[usulan[0].pk])).status_code == 404
    assert klien.post(PUTUSKAN, {"aksi": "layak", "usulan": _pk(usulan), "cara": "meja", "kirim": "1"}).status_code == 404
    assert _status(usulan) == ["lengkap"]


def test_yang_sudah_diputus_petugas_lain_dilaporkan_tidak_berubah(masuk, pabrik, pelaku):
    usulan = pabrik.lengkap(n=3)
    putusan.putuskan(
        Usulan.objects.filter(pk=usulan[0].pk), "tidak_layak", oleh=pelaku("verifikator"), alasan="E12", catatan="x"
    )
    jawaban = masuk("verifikator").post(
        PUTUSKAN, {"aksi": "layak", "usulan": _pk(usulan), "cara": "meja", "kirim": "1"}, follow=True
    )
    assert "2 usulan dinyatakan layak" in _isi(jawaban) and "1 usulan tidak berubah" in _isi(jawaban)
    assert _status(usulan) == ["tidak_layak", "layak", "layak"]


def test_semua_hasil_saringan_diputus_sekaligus_dengan_satu_jejak_per_usulan(masuk, pabrik):
    pkh, bpnt = pabrik.lengkap(n=60), pabrik.lengkap(n=2, program="BPNT")
    klien = masuk("verifikator")
    isi = _isi(klien.get(reverse("verval:antrean"), {"program": "PKH", "semua": "1"}))
    assert "60 usulan dipilih" in isi
    isian = {"aksi": "layak", "semua": "1", "saring": "program=PKH", "sampai": "2099-01-01T00:00:00+07:00"}
    jawaban = klien.post(PUTUSKAN, isian)
    assert "60 usulan" in _isi(jawaban) and _status(pkh[:1]) == ["lengkap"]
    jawaban = klien.post(PUTUSKAN, {**isian, "cara": "meja", "kirim": "1", "diminta": "60"}, follow=True)
    assert "60 usulan dinyatakan layak" in _isi(jawaban)
    assert set(_status(pkh)) == {"layak"} and _status(bpnt) == ["lengkap"] * 2
    assert Jejak.objects.filter(tabel="usulan_usulan", langkah="layakkan", objek__in=_pk(pkh)).count() == 60


def test_yang_masuk_antrean_setelah_dipilih_tidak_ikut_diputus(masuk, pabrik):
    lama = pabrik.lengkap()
    saat = Usulan.objects.get(pk=lama[0].pk).diperiksa_pada
    baru = pabrik.lengkap()
    if Usulan.objects.get(pk=baru[0].pk).diperiksa_pada == saat:
        # One transaction has one clock: tell the second row's check a moment later, as it is outside the test.
        with atas_nama(pabrik.pelaku("verifikator"), "x"), sebagai_pemilik() as kursor:
            kursor.execute("alter table usulan_usulan disable trigger jejak_update")
            kursor.execute("update usulan_usulan set diperiksa_pada = %s + interval '1 hour' where id = %s", [saat, baru[0].pk])
            kursor.execute("alter table usulan_usulan enable trigger jejak_update")
    isian = {"aksi": "layak", "semua": "1", "saring": "", "sampai": saat.isoformat(), "cara": "meja", "kirim": "1"}
    masuk("verifikator").post(PUTUSKAN, isian)
    assert _status(lama) == ["layak"] and _status(baru) == ["lengkap"]


def test_saringan_yang_tidak_terbaca_tidak_menjadi_lebih_luas(masuk, pabrik):
    usulan = pabrik.lengkap(n=2)
    isian = {"aksi": "layak", "semua": "1", "cara": "meja", "kirim": "1"}
    for saring in ("program=TIDAKADA", "wilayah=3604", "jenis=apa"):
        jawaban = masuk("verifikator").post(PUTUSKAN, {**isian, "saring": saring})
        assert jawaban.status_code == 409 and "Saringan tidak terbaca" in _isi(jawaban)
    assert _status(usulan) == ["lengkap"] * 2


def test_pilihan_yang_sangat_besar_dikerjakan_sebagai_pekerjaan(masuk, pabrik, monkeypatch, django_capture_on_commit_callbacks):
    usulan = pabrik.lengkap(n=3)
    monkeypatch.setattr(views_putusan, "BATAS_LANGSUNG", 2)
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = masuk("verifikator").post(
            PUTUSKAN,
            {
                "aksi": "layak", "semua": "1", "saring": "program=PKH", "sampai": "2099-01-01T00:00:00+07:00",
                "cara": "meja", "kirim": "1", "diminta": "3",
            },
        )  # fmt: skip
    kerja = Pekerjaan.objects.get(jenis="putuskan_banyak")
    assert jawaban.url.startswith(reverse("dasar:pekerjaan", args=[kerja.pk]))
    assert (kerja.status, kerja.hasil["jumlah"]) == ("selesai", 3)
    assert _status(usulan) == ["layak"] * 3


def test_jumlah_pernyataan_sql_tidak_bergantung_pada_jumlah_usulan(masuk, pabrik):
    sedikit, banyak = pabrik.lengkap(n=3), pabrik.lengkap(n=30)
    klien = masuk("verifikator")
    jumlah = []
    for usulan in (sedikit, banyak):
        with CaptureQueriesContext(
            connection,
        ) as catatan:
            klien.post(PUTUSKAN, {"aksi": "layak", "usulan": _pk(usulan), "cara": "meja", "kirim": "1"})
        jumlah.append(len(catatan))
    assert jumlah[0] == jumlah[1]
    assert set(_status(sedikit + banyak)) == {"layak"}


def test_saringan_menyempit_menurut_nama_nik_program_peringatan_dan_wilayah(masuk, pabrik):
    sini, sana = pabrik.lengkap(n=2), pabrik.lengkap("desa3", n=1, program="BPNT")
    klien = masuk("verifikator")

    def nama(**kueri):
        halaman = klien.get(reverse("verval:antrean"), kueri).context["halaman"]
        return {u.pk for u in halaman.baris}

    assert nama(q=sini[0].nik) == {sini[0].pk}
    assert sini[0].pk in nama(q=sini[0].nama.lower())
    assert nama(program="BPNT") == nama(wilayah="120921") == nama(wilayah_3="120921", wilayah_4="1209212002") == {sana[0].pk}
    assert nama(peringatan="ada") | nama(peringatan="tidak") == set(_pk(sini + sana))
    assert nama(peringatan="ada") & nama(peringatan="tidak") == set()


def test_setelah_memutus_satu_usulan_yang_berikut_terbuka(masuk, pabrik):
    usulan = pabrik.lengkap(n=2)
    klien = masuk("verifikator")
    isi = _isi(klien.get(reverse("verval:putusan", args=[usulan[0].pk])))
    assert "Survei kriteria" in isi and "Perjalanan usulan" in isi and "Dinyatakan lengkap" in isi
    isian = {"usulan": usulan[0].pk, "lanjut": usulan[0].pk, "aksi": "layak", "cara": "meja", "saring": ""}
    jawaban = klien.post(PUTUSKAN, isian)
    assert jawaban.url == reverse("verval:putusan", args=[usulan[1].pk])
    jawaban = klien.post(PUTUSKAN, {**isian, "usulan": usulan[1].pk, "lanjut": usulan[1].pk}, follow=True)
    assert "Tidak ada lagi usulan yang menunggu" in _isi(jawaban)


def test_usulan_yang_sudah_diputus_orang_lain_menyebut_siapa_yang_lebih_dulu(masuk, pabrik):
    usulan = pabrik.layak()
    jawaban = masuk("verifikator").post(
        PUTUSKAN, {"usulan": usulan[0].pk, "lanjut": usulan[0].pk, "aksi": "layak", "cara": "meja"}
    )
    assert jawaban.status_code == 409 and "sudah diputus oleh Rahmad Hidayat" in _isi(jawaban)


@pytest.mark.parametrize("kolom", ["dibuat_oleh_id", "diperiksa_oleh_id"])
def test_pembuat_dan_pemeriksa_tidak_dapat_memutus(pabrik, pelaku, kolom):
    usulan = pabrik.lengkap()
    with (
        pytest.raises(IntegrityError, match="usulan_"),
        transaction.atomic(),
        atas_nama(pelaku("verifikator"), "layakkan"),
        connection.cursor() as kursor,
    ):
        kursor.execute(
            f"update usulan_usulan set status = 'layak', diputus_pada = now(), diputus_oleh_id = {kolom} where id = %s",
            [usulan[0].pk],
        )
    assert _status(usulan) == ["lengkap"]


@pytest.mark.parametrize("akun", ["desa", "kabupaten"])
def test_yang_dulu_mengisi_atau_memeriksa_melewati_usulannya_sendiri_tanpa_menggagalkan_yang_lain(pabrik, pelaku, akun):
    sendiri, lain = pabrik.lengkap(n=2), pabrik.lengkap("desa2")
    kini = replace(pelaku(akun), fungsi="verifikator", wilayah="00")
    assert putusan.putuskan(Usulan.objects.filter(status="lengkap"), "layak", oleh=kini) == 1
    assert _status(sendiri) == ["lengkap"] * 2 and _status(lain) == ["layak"]


def test_antrean_dan_rincian_paling_banyak_dua_belas_pernyataan(masuk, pabrik, django_assert_max_num_queries):
    usulan = pabrik.lengkap(n=12)
    klien = masuk("verifikator")
    with django_assert_max_num_queries(12):
        klien.get(reverse("verval:antrean"))
    with django_assert_max_num_queries(16):
        klien.get(reverse("verval:putusan", args=[usulan[0].pk]))
