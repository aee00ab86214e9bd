"""Batches, the head's signature, and the letter."""

import io
import re
import threading
from dataclasses import replace

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from akun.beranda import isi_beranda
from dasar.galat import Ditolak
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import atas_nama
from dasar.models import Jejak
from tests.fixtures.dasar import SANDI, kode_kini
from usulan.models import Usulan
from verval import pembundelan, pengesahan
from verval.models import Batch
from verval.surat import isi_surat, lampirkan_surat

pytestmark = pytest.mark.django_db


def _isi(jawaban) -> str:
    return jawaban.content.decode()


def _status(usulan) -> list[str]:
    return list(Usulan.objects.filter(pk__in=[u.pk for u in usulan]).order_by("pk").values_list("status", flat=True))


def _alamat(nama: str, batch) -> str:
    return reverse(f"verval:{nama}", args=[batch.pk])


def _isian(batch, **ubah) -> dict:
    return {
        "nomor_surat": f"460/{batch.pk}/DINSOS/XI/2026",
        "setuju": "on",
        "sandi": SANDI,
        "kode": kode_kini("kepala"),
        "sidik": pengesahan.sidik_daftar(batch)[1],
        **ubah,
    }


def test_menyusun_lebih_dulu_menunjukkan_jumlah_dan_asal_lalu_memuat_semua_yang_layak(masuk, pabrik):
    usulan = pabrik.layak(n=2) + pabrik.layak("desa3", program="BPNT")
    klien = masuk("kabupaten")
    isi = _isi(klien.get(reverse("verval:batch_susun")))
    assert "Kisaran Timur" in isi and "Perkebunan Bandar Selamat" in isi and "Usulan layak" in isi
    assert set(_status(usulan)) == {"layak"}
    klien.post(reverse("verval:batch_susun"))
    assert set(_status(usulan)) == {"dibundel"}
    assert Batch.objects.get().item.count() == 3


def test_berkas_tanpa_usulan_layak_tidak_dapat_disusun(masuk):
    jawaban = masuk("kabupaten").post(reverse("verval:batch_susun"))
    assert jawaban.status_code == 409 and "Belum ada usulan yang dinyatakan layak" in _isi(jawaban)
    assert not Batch.objects.exists()


def test_membatalkan_berkas_wajib_beralasan_dan_mengembalikan_usulan_ke_layak(masuk, pabrik):
    batch, usulan = pabrik.dibundel(n=2)
    klien = masuk("kabupaten")
    assert klien.post(_alamat("batch_batalkan", batch), {"catatan": " "}).status_code == 422
    assert set(_status(usulan)) == {"dibundel"}
    klien.post(_alamat("batch_batalkan", batch), {"catatan": "Salah kecamatan"})
    assert set(_status(usulan)) == {"layak"}
    batch.refresh_from_db()
    assert (batch.status, batch.catatan) == ("dibatalkan", "Salah kecamatan")


def test_kepala_mengesahkan_dan_suratnya_langsung_ada(masuk, pabrik):
    batch, usulan = pabrik.dibundel(n=3)
    klien = masuk("kepala")
    isi = _isi(klien.get(_alamat("batch_sahkan", batch)))
    assert "<strong>3 usulan</strong>" in isi and pengesahan.sidik_daftar(batch)[1][:32] in isi
    jawaban = klien.post(_alamat("batch_sahkan", batch), _isian(batch), follow=True)
    assert "3 usulan disahkan" in _isi(jawaban) and "Unduh surat pengesahan" in _isi(jawaban)
    assert set(_status(usulan)) == {"diteruskan"}
    batch.refresh_from_db()
    assert batch.jumlah == 3 and batch.surat is not None
    assert list(
        Jejak.objects.filter(tabel="verval_batch", objek=batch.pk, dari__isnull=False)
        .order_by("id")
        .values_list("langkah", flat=True)
    ) == ["susun", "sahkan", "lampirkan"]


def _teks_pdf(isi: bytes) -> str:
    """Text of a PDF by its ToUnicode maps: enough to find words and numbers."""
    teks = []
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        for halaman in pdf.pages:
            peta = {}
            for nama, huruf in halaman.resources.get("/Font", {}).items():
                baris = huruf["/ToUnicode"].read_bytes().decode()
                peta[nama] = {
                    int(a, 16): bytes.fromhex(b).decode("utf-16-be") for a, b in re.findall(r"^<(\w+)> <(\w+)>$", baris, re.M)
                }
            kini = {}
            for perintah in pikepdf.parse_content_stream(halaman):
                if str(perintah.operator) == "Tf":
                    kini = peta[str(perintah.operands[0])]
                elif str(perintah.operator) in ("TJ", "Tj"):
                    isi_ = perintah.operands[0]
                    for bagian in isi_ if isinstance(isi_, pikepdf.Array) else [isi_]:
                        if isinstance(bagian, pikepdf.String):
                            b = bytes(bagian)
                            teks.append("".join(kini.get(int.from_bytes(b[i : i + 2], "big"), "") for i in range(0, len(b), 2)))
    return "".join(teks)


def test_surat_memuat_jumlah_nomor_kode_sidik_dan_nama_tanpa_nik_penuh(masuk, pabrik):
    batch, usulan = pabrik.dibundel(n=3)
    klien = masuk("kepala")
    klien.post(_alamat("batch_sahkan", batch), _isian(batch))
    batch.refresh_from_db()
    jawaban = klien.get(_alamat("surat", batch))
    assert jawaban["Content-Type"] == "application/pdf"
    teks = _teks_pdf(b"".join(jawaban.streaming_content)).replace(" ", "")
    for bagian in ("3usulan", batch.kode_verifikasi, batch.nomor_surat, batch.sidik[:32], "73/HUK/2024", "ZulkifliHarahap"):
        assert bagian.replace(" ", "") in teks, bagian
    assert f"/verifikasi/{batch.kode_verifikasi}/" in teks
    for u in usulan:
        assert u.nama.replace(" ", "") in teks and u.nik not in teks


def test_surat_daftar_panjang_memuat_rekap_desa_tanpa_nama(pabrik, pelaku, monkeypatch):
    batch, usulan = pabrik.dibundel(n=2)
    batch = pengesahan.sahkan(batch, nomor_surat="1/2026", oleh=pelaku("kepala"))
    monkeypatch.setattr("verval.surat.NAMA_MAKS", 1)
    teks = _teks_pdf(isi_surat(batch)).replace(" ", "")
    assert "rekapitulasiperdesa/kelurahan" in teks and usulan[0].nama.replace(" ", "") not in teks


def test_surat_yang_belum_ada_dibuat_atas_permintaan_dan_hanya_sekali(masuk, pabrik, pelaku):
    batch, _ = pabrik.dibundel()
    klien = masuk("kabupaten")
    assert klien.post(_alamat("surat_buat", batch)).status_code == 409
    assert klien.get(_alamat("surat", batch)).status_code == 404
    pengesahan.sahkan(batch, nomor_surat="2/2026", oleh=pelaku("kepala"))
    assert "Buat surat" in _isi(klien.get(_alamat("batch_rincian", batch)))
    klien.post(_alamat("surat_buat", batch))
    batch.refresh_from_db()
    pertama = batch.surat_id
    assert pertama and klien.get(_alamat("surat", batch)).status_code == 200
    assert lampirkan_surat(batch, oleh=pelaku("kabupaten")).surat_id == pertama


@pytest.mark.parametrize(
    ("ubah", "status", "pesan"),
    [
        ({"nomor_surat": " "}, 422, "Tulis nomor surat pengesahan"),
        ({"setuju": ""}, 422, "Centang pernyataan"),
        ({"sandi": ""}, 422, "Masukkan kata sandi Anda"),
        ({"sandi": "keliru"}, 409, "Kata sandi tidak cocok"),
        ({"kode": ""}, 422, "Isi kode dari aplikasi"),
        ({"kode": "000000"}, 409, "Kode tidak cocok"),
        ({"sidik": "0" * 64}, 409, "Isi berkas berubah"),
    ],
)
def test_pengesahan_tanpa_nomor_pernyataan_sandi_atau_atas_isi_lain_ditolak(masuk, pabrik, ubah, status, pesan):
    batch, usulan = pabrik.dibundel()
    jawaban = masuk("kepala").post(_alamat("batch_sahkan", batch), _isian(batch, **ubah))
    assert jawaban.status_code == status and pesan in _isi(jawaban)
    assert _status(usulan) == ["dibundel"]
    if "nomor_surat" not in ubah:
        assert _isian(batch)["nomor_surat"] in _isi(jawaban)


def test_lima_kali_sandi_salah_mengunci_pengesahan_sementara(masuk, pabrik):
    batch, usulan = pabrik.dibundel()
    klien = masuk("kepala")
    for _ in range(5):
        klien.post(_alamat("batch_sahkan", batch), _isian(batch, sandi="keliru"))
    jawaban = klien.post(_alamat("batch_sahkan", batch), _isian(batch))
    assert jawaban.status_code == 409 and "terlalu sering" in _isi(jawaban)
    assert _status(usulan) == ["dibundel"]


def test_nomor_surat_yang_sudah_dipakai_ditolak(masuk, pabrik):
    satu, _ = pabrik.dibundel()
    klien = masuk("kepala")
    klien.post(_alamat("batch_sahkan", satu), _isian(satu, nomor_surat="460/9/2026"))
    dua, usulan = pabrik.dibundel()
    jawaban = klien.post(_alamat("batch_sahkan", dua), _isian(dua, nomor_surat="460/9/2026"))
    assert jawaban.status_code == 409 and "sudah dipakai" in _isi(jawaban)
    assert _status(usulan) == ["dibundel"]


def test_berkas_kosong_tidak_dapat_disahkan(masuk, pabrik):
    batch, usulan = pabrik.dibundel()
    klien = masuk("kepala")
    isian = _isian(batch)
    klien.post(_alamat("batch_keluarkan", batch), {"usulan": usulan[0].pk, "kirim": "1", "alasan": "N09"})
    jawaban = klien.post(_alamat("batch_sahkan", batch), {**isian, "sidik": pengesahan.sidik_daftar(batch)[1]})
    assert jawaban.status_code == 409 and "Berkas ini kosong" in _isi(jawaban)
    assert "Berkas ini kosong" in _isi(klien.get(_alamat("batch_sahkan", batch)))


def test_kepala_mengeluarkan_satu_usulan_dengan_alasan_dan_yang_lain_tetap(masuk, pabrik):
    batch, usulan = pabrik.dibundel(n=2)
    klien = masuk("kepala")
    jawaban = klien.post(_alamat("batch_keluarkan", batch), {"usulan": usulan[0].pk})
    assert jawaban.status_code == 200 and "Mengapa perlu diverifikasi ulang?" in _isi(jawaban)
    assert klien.post(_alamat("batch_keluarkan", batch), {"usulan": usulan[0].pk, "kirim": "1"}).status_code == 422
    assert _status(usulan) == ["dibundel"] * 2
    klien.post(
        _alamat("batch_keluarkan", batch), {"usulan": usulan[0].pk, "kirim": "1", "alasan": "E11", "catatan": "Sudah pindah?"}
    )
    assert _status(usulan) == ["lengkap", "dibundel"]


def test_usulan_yang_bukan_isi_berkas_tidak_dapat_dikeluarkan_dengan_nomor_palsu(masuk, pabrik):
    batch, _ = pabrik.dibundel()
    lain_batch, lain = pabrik.dibundel("desa2")
    jawaban = masuk("kepala").post(_alamat("batch_keluarkan", batch), {"usulan": lain[0].pk, "kirim": "1", "alasan": "E11"})
    assert jawaban.status_code == 409 and _status(lain) == ["dibundel"]
    assert masuk("kepala").get(_alamat("batch_rincian", lain_batch)).status_code == 404


def test_berkas_kabupaten_lain_tidak_ditemukan_dan_tidak_tersentuh(masuk, pabrik):
    batch, usulan = pabrik.dibundel()
    for akun, nama in (("kepala2", "batch_sahkan"), ("kabupaten2", "batch_batalkan"), ("kepala2", "batch_keluarkan")):
        klien = masuk(akun)
        assert klien.get(_alamat("batch_rincian", batch)).status_code == 404
        isian = {**_isian(batch), "catatan": "x", "alasan": "E11", "kirim": "1", "usulan": usulan[0].pk}
        assert klien.post(_alamat(nama, batch), isian).status_code == 404
        assert klien.get(_alamat("surat", batch)).status_code == 404
    assert _status(usulan) == ["dibundel"]


def test_pengisi_tidak_dapat_mengesahkan_dan_kepala_tidak_dapat_menyusun(masuk, pabrik):
    batch, usulan = pabrik.dibundel()
    assert masuk("kabupaten").post(_alamat("batch_sahkan", batch), _isian(batch)).status_code == 404
    assert masuk("kepala").post(reverse("verval:batch_susun")).status_code == 404
    assert masuk("kepala").post(_alamat("batch_batalkan", batch), {"catatan": "x"}).status_code == 404
    assert _status(usulan) == ["dibundel"]


def test_pemantau_melihat_rekap_tanpa_nama(masuk, pabrik):
    batch, usulan = pabrik.dibundel()
    isi = _isi(masuk("provinsi").get(_alamat("batch_rincian", batch)))
    assert "Rekapitulasi" in isi and usulan[0].nama not in isi
    assert masuk("provinsi").get(_alamat("surat", batch)).status_code == 404


@pytest.mark.parametrize("kolom", ["dibuat_oleh_id", "diperiksa_oleh_id", "diputus_oleh_id"])
def test_pembuat_pemeriksa_dan_pemutus_tidak_dapat_mengesahkan_usulan(pabrik, pelaku, kolom):
    _, usulan = pabrik.dibundel()
    with (
        pytest.raises(IntegrityError, match="usulan_"),
        transaction.atomic(),
        atas_nama(pelaku("kepala"), "sahkan"),
        connection.cursor() as kursor,
    ):
        kursor.execute(
            f"update usulan_usulan set status = 'disahkan', disahkan_pada = now(), disahkan_oleh_id = {kolom} where id = %s",
            [usulan[0].pk],
        )


def test_penyusun_berkas_tidak_dapat_menjadi_pengesahnya(pabrik, pelaku):
    batch, _ = pabrik.dibundel()
    with (
        pytest.raises(IntegrityError, match="batch_penyusun_bukan_pengesah"),
        transaction.atomic(),
        atas_nama(pelaku("kepala"), "sahkan"),
        connection.cursor() as kursor,
    ):
        kursor.execute(
            "update verval_batch set status = 'disahkan', disahkan_pada = now(), disahkan_oleh_id = dibuat_oleh_id,"
            " nomor_surat = '1', jumlah = 1, sidik = 'x', kode_verifikasi = 'y' where id = %s",
            [batch.pk],
        )


@pytest.mark.parametrize("akun", ["desa", "kabupaten", "verifikator"])
def test_kepala_yang_dulu_ikut_mengerjakan_berkas_diberi_tahu_bahwa_pejabat_lain_yang_mengesahkan(pabrik, pelaku, akun):
    batch, usulan = pabrik.dibundel()
    with pytest.raises(Ditolak, match="pekerjaan Anda sendiri"):
        pengesahan.sahkan(batch, nomor_surat="1/2026", oleh=replace(pelaku(akun), fungsi="kepala", wilayah="1209"))
    assert _status(usulan) == ["dibundel"]


@pytest.mark.django_db(transaction=True)
def test_dua_pengesahan_bersamaan_hanya_satu_yang_berhasil_dan_yang_lain_tahu_siapa(pabrik, pelaku):
    batch, usulan = pabrik.dibundel(n=5)
    oleh, mulai, hasil = pelaku("kepala"), threading.Barrier(2), []

    def sahkan(nomor):
        try:
            mulai.wait()
            with dalam_jangkauan(oleh):
                hasil.append(pengesahan.sahkan(batch, nomor_surat=nomor, oleh=oleh).nomor_surat)
        except Ditolak as galat:
            hasil.append(galat)
        finally:
            connection.close()

    utas = [threading.Thread(target=sahkan, args=(f"{n}/2026",)) for n in (1, 2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    kalah = [h for h in hasil if isinstance(h, Ditolak)]
    assert len(hasil) == 2 and len(kalah) == 1
    assert kalah[0].kode == "sudah-disahkan" and "sudah disahkan oleh Zulkifli Harahap" in kalah[0].pesan
    assert set(_status(usulan)) == {"diteruskan"}
    assert Jejak.objects.filter(tabel="verval_batch", objek=batch.pk, langkah="sahkan").count() == 1


def test_halaman_berkas_paling_banyak_dua_belas_pernyataan(masuk, pabrik, django_assert_max_num_queries):
    batch, _ = pabrik.dibundel(n=12)
    for akun in ("kabupaten", "kepala"):
        klien = masuk(akun)
        with django_assert_max_num_queries(12):
            klien.get(reverse("verval:batch_daftar"))
        with django_assert_max_num_queries(12):
            klien.get(_alamat("batch_rincian", batch))


def test_beranda_menyebut_apa_yang_menunggu_setiap_fungsi(pabrik, pelaku, django_assert_max_num_queries):
    pabrik.diajukan(n=2)
    pabrik.layak(n=3)
    pabrik.lengkap(n=4)
    batch, _ = pabrik.dibundel(n=5)

    def menunggu(akun):
        with django_assert_max_num_queries(6):
            return {b.judul: b.jumlah for b in isi_beranda(pelaku(akun))}

    assert menunggu("kabupaten")["Usulan menunggu pemeriksaan kelengkapan"] == 2
    assert menunggu("kabupaten")["Usulan layak, belum masuk berkas pengesahan"] == 3
    assert menunggu("verifikator")["Usulan menunggu putusan Anda"] == 4
    assert menunggu("kepala")["Berkas menunggu pengesahan Anda"] == 1
    pembundelan.batalkan_batch(batch, alasan="x", oleh=pelaku("kabupaten"))
    assert menunggu("kepala")["Berkas menunggu pengesahan Anda"] == 0
