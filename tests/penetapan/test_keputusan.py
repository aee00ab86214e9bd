"""The decree as a document, and the public check of its code."""

import io
import re

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from dasar.models import Berkas, Jejak
from dasar.periode import nama, periode_kini
from penetapan.keputusan import buat_keputusan, konteks_keputusan, lampirkan_keputusan
from penetapan.models import Penetapan, RekapPenetapan
from penetapan.penetapan import tetapkan
from verval.models import Batch
from wilayah.models import Wilayah


@pytest.fixture
def penetapan(pabrik):
    return pabrik.ditetapkan(n=2)[0]


def test_keputusan_memuat_bulan_jumlah_segel_dan_kode(penetapan, pelaku):
    berkas = lampirkan_keputusan(penetapan, oleh=pelaku("menteri"))
    isi = berkas.jalur.read_bytes()
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        assert pdf.docinfo["/Title"] == f"Keputusan Menteri Sosial Republik Indonesia nomor {penetapan.nomor_sk}"
        assert len(pdf.pages) >= 2
    konteks = konteks_keputusan(penetapan)
    assert konteks["segel"] == bytes(penetapan.akar).hex()
    assert dict(konteks["jumlah"])["Orang"] == {"masuk": 2, "keluar": 0, "aktif": 2}
    assert konteks["tabel_provinsi"][0]["baris"][0][0] == "Sumatera Utara"
    (provinsi, tabel) = konteks["provinsi"][0]
    assert (provinsi, tabel[0]["baris"][0][0]) == ("Sumatera Utara", "Kabupaten Asahan")
    assert konteks["url_verifikasi"].endswith(f"/verifikasi/{penetapan.kode_verifikasi}/")


def test_teks_keputusan_tanpa_nama_warga(penetapan, pelaku, monkeypatch, pabrik):
    teks = {}

    def tangkap(templat, konteks, **_):
        from django.template.loader import render_to_string  # noqa: PLC0415

        teks["isi"] = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render_to_string(templat, {**konteks, "mode_contoh": True})))
        return b"%PDF-1.7"

    monkeypatch.setattr("penetapan.keputusan.buat_pdf", tangkap)
    buat_keputusan(penetapan, oleh=pelaku("menteri"))
    for kata in ("Menimbang", "Mengingat", "MEMUTUSKAN", "KESATU", nama(penetapan.periode), "memuat 2 orang", "DOKUMEN CONTOH"):
        assert kata in teks["isi"]
    for orang in penetapan_orang():
        assert orang not in teks["isi"]


def penetapan_orang() -> list[str]:
    from dtks.register.models import Individu  # noqa: PLC0415

    return [t for o in Individu.objects.all() for t in (o.nik, o.nomor_kk, o.nama)]


def test_keputusan_dilampirkan_sekali_dan_yang_dibuat_kedua_tidak_menggantikan(penetapan, pelaku):
    oleh = pelaku("menteri")
    lama = Penetapan.objects.get(pk=penetapan.pk)
    pertama = lampirkan_keputusan(penetapan, oleh=oleh)
    assert lampirkan_keputusan(penetapan, oleh=oleh) == pertama
    # A second hand that still saw the determination without its document.
    assert lampirkan_keputusan(lama, oleh=oleh) == pertama
    assert Penetapan.objects.get(pk=penetapan.pk).keputusan == pertama


def test_dokumen_yang_hilang_dapat_dibuat_lagi_oleh_manajemen_saja(penetapan, masuk, django_capture_on_commit_callbacks):
    alamat = reverse("penetapan:buat_keputusan", args=[penetapan.pk])
    klien = masuk("menteri")
    assert "Buat dokumen" in klien.get(reverse("penetapan:rincian", args=[penetapan.pk])).content.decode()
    assert klien.get(reverse("penetapan:keputusan", args=[penetapan.pk])).status_code == 404
    for akun in ("penilai", "auditor", "provinsi"):
        assert masuk(akun).post(alamat).status_code == 404
    assert klien.get(alamat).status_code == 405
    with django_capture_on_commit_callbacks(execute=True):
        klien.post(alamat)
    assert Penetapan.objects.get(pk=penetapan.pk).keputusan_id
    unduh = masuk("provinsi").get(reverse("penetapan:keputusan", args=[penetapan.pk]))
    assert b"".join(unduh.streaming_content).startswith(b"%PDF-")
    assert Jejak.objects.filter(langkah="unduh", tabel="dasar_berkas").exists()
    assert masuk("desa").get(reverse("penetapan:keputusan", args=[penetapan.pk])).status_code == 404


def test_bulan_tanpa_perubahan_menyebut_pasal_12_ayat_4(penetapan, pelaku):
    baru = tetapkan(periode_kini(), nomor_sk="9/HUK/2026", oleh=pelaku("menteri"))
    assert buat_keputusan(baru).ukuran > 10_000
    assert baru.tanpa_perubahan


def test_tabel_lampiran_dibagi_bila_programnya_banyak(penetapan, monkeypatch):
    objek = [("INDIVIDU", "Orang"), ("KELUARGA", "Keluarga"), *((f"P{n}", f"Program {n}") for n in range(6))]
    monkeypatch.setattr("penetapan.keputusan.objek_rekap", lambda: objek)
    tabel = konteks_keputusan(penetapan)["tabel_provinsi"]
    assert [len(t["objek"]) for t in tabel] == [5, 3]
    assert [len(t["baris"][0][1]) for t in tabel] == [15, 9]
    assert RekapPenetapan.objects.filter(penetapan=penetapan).count() == 3
    assert Wilayah.objects.filter(pk="12").exists()


# --- public check --------------------------------------------------------------------------------------------------------


def test_kode_keputusan_diperiksa_siapa_saja_tanpa_masuk(penetapan, pelaku):
    lampirkan_keputusan(penetapan, oleh=pelaku("menteri"))
    isi = Client().get(f"/verifikasi/{penetapan.kode_verifikasi}/").content.decode()
    for kata in (penetapan.nomor_sk, nama(penetapan.periode), bytes(penetapan.akar).hex(), penetapan.keputusan.sha256):
        assert kata in isi
    for rahasia in (*penetapan_orang(), "Anita Kusuma"):
        assert rahasia not in isi


def test_kode_surat_menyebut_kabupaten_fungsi_dan_jumlah_tanpa_nama_orang(penetapan):
    batch = Batch.objects.get()
    isi = Client().get(f"/verifikasi/{batch.kode_verifikasi.lower().replace('-', '')}/").content.decode()
    for kata in (batch.nomor_surat, "Kabupaten Asahan", "Kepala Perangkat Daerah", batch.sidik):
        assert kata in isi
    for rahasia in (*penetapan_orang(), "Zulkifli Harahap"):
        assert rahasia not in isi


@pytest.mark.parametrize("kode", ["K7QF-2M9D-X4TA", "x", "' or 1=1", "<b>"])
def test_kode_tidak_dikenal_dijawab_tidak_ditemukan_dengan_petunjuk(db, kode):
    jawaban = Client().get(reverse("verifikasi:rincian", args=[kode]))
    assert jawaban.status_code == 404
    isi = jawaban.content.decode()
    assert "tidak ditemukan" in isi
    assert "dinas sosial kabupaten/kota" in isi
    assert "<b>" not in isi.replace("<b>", "", 0) or kode != "<b>"


def test_kode_yang_diketik_menuju_halaman_jawabannya(penetapan):
    jawaban = Client().get("/verifikasi/", {"kode": f" {penetapan.kode_verifikasi.lower()} "})
    assert jawaban.url == f"/verifikasi/{penetapan.kode_verifikasi}/"
    assert Client().get("/verifikasi/").status_code == 200
    kosong = Client().get("/verifikasi/", {"kode": ""})
    assert kosong.status_code == 422
    assert "Tulis kode" in kosong.content.decode()


def test_berkas_keputusan_tidak_dapat_diambil_lewat_halaman_publik(penetapan, pelaku):
    lampirkan_keputusan(penetapan, oleh=pelaku("menteri"))
    jawaban = Client().get(reverse("penetapan:keputusan", args=[penetapan.pk]))
    assert jawaban.status_code == 302
    assert jawaban.url.startswith("/masuk/")
    assert Berkas.objects.exists()
