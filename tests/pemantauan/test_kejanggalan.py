"""Oddities in the log: each kind at its threshold and just below it, the story behind a finding, who sees it."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from dasar.jangkauan import dalam_jangkauan
from dasar.models import Jejak
from pemantauan import kejanggalan
from pemantauan.kejanggalan import J
from pemantauan.models import Kejanggalan, PemeriksaanKejanggalan
from tests.basis_data import tanpa_pemicu
from tests.fixtures.pabrik import foto
from usulan import pencatatan
from usulan.models import DokumenMusyawarah

pytestmark = pytest.mark.django_db
URL = "/pemantauan/kejanggalan/"


@pytest.fixture
def batas(settings):
    """Small thresholds, so that few events cross them."""
    settings.KEJANGGALAN = {
        "putusan": 4, "putusan_menit": 10, "berkas": 2, "alamat": 3, "luar_jam": 3, "malam_mulai": 22, "malam_selesai": 5,
        "buka": 3, "baca": 5, "baca_menit": 60,
    }  # fmt: skip
    return settings.KEJANGGALAN


def _saat(jam: int, menit: float = 0, hari_lalu: int = 2) -> dt.datetime:
    """An hour of Jakarta, some days ago."""
    return timezone.localtime().replace(hour=jam, minute=0, second=0, microsecond=0) - dt.timedelta(
        days=hari_lalu, minutes=-menit
    )


def _tulis(oleh, langkah: str, waktu: list[dt.datetime], **isi) -> None:
    """Events of an officer at these moments, each of its own request; behind the triggers, which write steps alone."""
    bawaan = {"tabel": "usulan_usulan", "wilayah": oleh.wilayah, "fungsi": oleh.fungsi, "oleh": oleh.pengguna_id}
    with tanpa_pemicu():
        Jejak.objects.bulk_create(
            Jejak(**({"pada": w, "langkah": langkah, "objek": n, "permintaan": f"uji-{w.timestamp()}"} | bawaan | isi))
            for n, w in enumerate(waktu, 1)
        )


def _temuan(jenis: J) -> list[Kejanggalan]:
    return list(Kejanggalan.objects.filter(jenis=jenis))


def test_putusan_cepat_dihitung_dalam_jendela_bergeser_bukan_per_jam(batas, pelaku):
    verifikator, lain = pelaku("verifikator"), pelaku("verifikator2")
    # Four across the turn of an hour; the other one has four in half an hour, never four in ten minutes.
    _tulis(verifikator, "layakkan", [_saat(10, m) for m in (0, 55, 57, 62, 64)], dari="lengkap", ke="layak")
    _tulis(lain, "layakkan", [_saat(10, m) for m in (0, 11, 22, 33)], dari="lengkap", ke="layak")
    kejanggalan.periksa()
    (satu,) = _temuan(J.KECEPATAN)
    assert (satu.pengguna, satu.jumlah, satu.ambang, satu.wilayah) == (verifikator.pengguna_id, 4, 4, "1209")
    assert satu.rincian == {"sehari": 5, "permintaan": 4}
    assert kejanggalan.peristiwa(satu).count() == 4


def test_putusan_massal_dari_satu_permintaan_ditemukan_dan_disebut_begitu(batas, pelaku, pabrik):
    pabrik.layak("desa", 4)
    kejanggalan.periksa()
    temuan = {k.fungsi: k for k in _temuan(J.KECEPATAN)}
    assert temuan["verifikator"].jumlah == 4
    assert temuan["verifikator"].rincian["permintaan"] == 1


def test_berkas_yang_sama_oleh_dua_akun_atau_dua_musyawarah_ditemukan(batas, pelaku, pabrik):
    satu, lain = pabrik.musyawarah("desa", dokumen=False), pabrik.musyawarah("desa2", dokumen=False)
    sama, sendiri = foto(), foto()
    for m, akun in ((satu, "desa"), (lain, "desa2")):
        sama.seek(0)
        pencatatan.unggah_dokumen(m, DokumenMusyawarah.Jenis.FOTO_KEGIATAN, sama, oleh=pelaku(akun))
    # The same paper twice in one deliberation is a replacement.
    for _ in range(2):
        sendiri.seek(0)
        pencatatan.unggah_dokumen(satu, DokumenMusyawarah.Jenis.BERITA_ACARA, sendiri, oleh=pelaku("desa"))
    kejanggalan.periksa()
    (temuan,) = _temuan(J.BERKAS)
    assert (temuan.jumlah, temuan.wilayah, temuan.pengguna) == (2, "00", None)
    pakai = kejanggalan.pemakaian(temuan)
    assert {b["musyawarah"] for b in pakai} == {satu.pk, lain.pk}
    assert {b["akun"] for b in pakai} == {pelaku("desa").pengguna_id, pelaku("desa2").pengguna_id}


def test_akun_petugas_dari_satu_alamat_dihitung_warga_tidak(batas, pelaku):
    for akun in ("desa", "kabupaten", "warga", "verifikator"):
        _tulis(pelaku(akun), "masuk", [_saat(9)], tabel="akun_pengguna", catatan="203.0.113.9")
    for akun in ("desa2", "kabupaten2"):
        _tulis(pelaku(akun), "masuk", [_saat(9)], tabel="akun_pengguna", catatan="203.0.113.10")
    kejanggalan.periksa()
    (temuan,) = _temuan(J.ALAMAT)
    assert (temuan.jumlah, temuan.rincian["alamat"], temuan.wilayah) == (3, "203.0.113.9", "1209")
    assert set(temuan.rincian["akun"]) == {pelaku(a).pengguna_id for a in ("desa", "kabupaten", "verifikator")}


def test_malam_menurut_waktu_setempat_dan_satu_langkah_massal_satu_tindakan(batas, pelaku):
    # 21.30 in Jakarta is evening there and half past eleven at night in Papua.
    _tulis(pelaku("desa"), "ajukan", [_saat(21, m) for m in (30, 31, 32)], dari="disetujui_musdes", ke="diajukan")
    _tulis(
        pelaku("desa2"), "ajukan", [_saat(21, m) for m in (30, 31, 32)], dari="disetujui_musdes", ke="diajukan",
        wilayah="9103012001",
    )  # fmt: skip
    # One night from before midnight to after it; a hundred rows of one request count once.
    _tulis(pelaku("verifikator"), "layakkan", [_saat(23, m) for m in (0, 90, 180)], dari="lengkap", ke="layak")
    _tulis(pelaku("kabupaten"), "lengkapkan", [_saat(23)] * 3, dari="diajukan", ke="lengkap", permintaan="satu")
    kejanggalan.periksa()
    assert {k.pengguna for k in _temuan(J.LUAR_JAM)} == {pelaku(a).pengguna_id for a in ("desa2", "verifikator")}
    assert {k.jumlah for k in _temuan(J.LUAR_JAM)} == {3}


def test_buka_nomor_dan_baca_massal(batas, pelaku):
    oleh = pelaku("kabupaten")
    _tulis(oleh, "buka_nomor", [_saat(8), _saat(12), _saat(16)], subjek=7)
    _tulis(pelaku("verifikator"), "buka_nomor", [_saat(8), _saat(12)], subjek=7)
    _tulis(oleh, "lihat", [_saat(9, m) for m in range(5)])
    _tulis(pelaku("desa"), "lihat", [_saat(9, 20 * m) for m in range(5)])
    _tulis(pelaku("warga"), "lihat", [_saat(9, m) for m in range(9)])
    kejanggalan.periksa()
    (buka,), (baca,) = _temuan(J.BUKA), _temuan(J.BACA)
    assert (buka.pengguna, buka.jumlah, buka.rincian) == (oleh.pengguna_id, 3, {"orang": 1})
    assert (baca.pengguna, baca.jumlah) == (oleh.pengguna_id, 5)


def test_periksa_ulang_tidak_menggandakan_tumbuh_dan_tidak_menyusut(batas, pelaku):
    oleh = pelaku("kabupaten")
    _tulis(oleh, "buka_nomor", [_saat(8, m, 1) for m in range(3)])
    assert kejanggalan.periksa() == 1
    assert kejanggalan.periksa() == 0
    _tulis(oleh, "buka_nomor", [_saat(8, 5, 1)])
    assert kejanggalan.periksa() == 1
    (temuan,) = _temuan(J.BUKA)
    assert temuan.jumlah == 4
    assert PemeriksaanKejanggalan.objects.count() == len(J)


def test_sesudah_pemeriksaan_pertama_jejak_lama_tidak_dibaca_lagi(batas, pelaku):
    kejanggalan.periksa()
    _tulis(pelaku("kabupaten"), "buka_nomor", [_saat(8, m, 40) for m in range(3)])
    assert kejanggalan.periksa() == 0


def test_pencarian_jejak_memakai_indeks(batas, pelaku):
    """Of a long log only the summary of time is read: sequential scans are switched off, an index must be left."""
    with connection.cursor() as kursor:
        kursor.execute("set local enable_seqscan = off")
        nilai = {"sejak": _saat(0), "kini": timezone.now(), "ambang": 3, "menit": 10, "mulai": 22, "selesai": 5}
        for jenis, (sql, _, _) in kejanggalan.PENCARI.items():
            kursor.execute(f"explain {sql}", nilai)
            rencana = "\n".join(b[0] for b in kursor.fetchall())
            assert "Seq Scan on dasar_jejak" not in rencana, jenis
            assert "Seq Scan on dasar_berkas" not in rencana, jenis


@pytest.fixture
def ditemukan(batas, pelaku):
    oleh = pelaku("kabupaten")
    _tulis(oleh, "buka_nomor", [_saat(8), _saat(12), _saat(16)], subjek=7)
    for akun in ("desa", "kabupaten", "verifikator"):
        _tulis(pelaku(akun), "masuk", [_saat(9)], tabel="akun_pengguna", catatan="203.0.113.9")
    kejanggalan.periksa()


def test_auditor_membuka_temuan_dan_peristiwa_di_baliknya(ditemukan, pelaku, masuk):
    klien = masuk("auditor")
    jawaban = klien.get(URL)
    assert {b["label"]: b["nilai"] for b in jawaban.context["ringkas"]}[J.BUKA.label] == 1
    assert "Jejak diperiksa sampai" in jawaban.content.decode()
    for butir in jawaban.context["ringkas"]:
        assert len(klien.get(URL + butir["url"]).context["halaman"].baris) == butir["nilai"]
    (buka,) = _temuan(J.BUKA)
    rinci = klien.get(f"{URL}{buka.pk}/")
    assert len(rinci.context["baris"]) == buka.jumlah == 3
    assert reverse("pemantauan:petugas_rincian", args=[pelaku("kabupaten").pengguna_id]) in rinci.content.decode()
    (alamat,) = _temuan(J.ALAMAT)
    rinci = klien.get(f"{URL}{alamat.pk}/")
    assert len(rinci.context["akun"]) == 3
    assert len(rinci.context["baris"]) == 3
    assert klien.get(f"{URL}?wilayah=36").context["halaman"].baris == []


def test_daftar_diunduh_seperti_tersaring_dan_unduhannya_dicatat(ditemukan, pelaku, masuk):
    klien = masuk("auditor")
    csv = b"".join(klien.get("/pemantauan/kejanggalan.csv?jenis=buka")).decode("utf-8-sig").splitlines()
    assert len(csv) == 3
    assert J.BUKA.label in csv[2]
    buku = openpyxl.load_workbook(io.BytesIO(klien.get("/pemantauan/kejanggalan.xlsx").content))
    assert len(list(buku.active.iter_rows())) == 2 + 2
    catatan = Jejak.objects.filter(langkah="unduh", tabel="pemantauan_kejanggalan", oleh=pelaku("auditor").pengguna_id)
    assert catatan.count() == 2


def test_kejanggalan_hanya_untuk_auditor_juga_di_basis_data(ditemukan, pelaku, masuk):
    nomor = _temuan(J.BUKA)[0].pk
    for akun in ("pusdatin", "penilai", "admin.kab", "provinsi"):
        klien = masuk(akun)
        assert [klien.get(u).status_code for u in (URL, f"{URL}{nomor}/", "/pemantauan/kejanggalan.csv")] == [404] * 3
        with dalam_jangkauan(pelaku(akun)), transaction.atomic():
            assert not Kejanggalan.objects.exists()


@pytest.mark.parametrize(
    "ubah",
    ["jumlah = ambang - 1", "mulai = sampai + interval '1 second'", "jenis = 'lain'"],
)
def test_temuan_di_bawah_ambang_atau_terbalik_ditolak_basis_data(ditemukan, ubah):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(f"update pemantauan_kejanggalan set {ubah}")
