"""Exports: asked for with a purpose, marked, masked unless need be, registered for good, gone after a week."""

import csv
import datetime as dt
import hashlib
import io

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from dasar.galat import Ditolak
from dasar.jangkauan import dalam_jangkauan
from dasar.models import Ekspor, IsiEkspor, Jejak
from dasar.pekerjaan import jalankan_pekerjaan
from dasar.pengeksporan import KOLOM_KODE, buat_ekspor, hapus_ekspor, minta_ekspor
from dasar.subjek import sidik
from dasar.templatetags.siks import nama_samar, nik_samar
from dtks.register.models import Individu
from tests.basis_data import tanpa_pemicu
from usulan.models import Usulan

pytestmark = pytest.mark.django_db
ISI = {"bentuk": "csv", "tujuan": "layanan_pengaduan", "keterangan": ""}


@pytest.fixture
def minta(masuk, django_capture_on_commit_callbacks):
    """`minta("desa", "/usulan/ekspor/", penuh=True)` → the export, its file made."""

    def kirim(akun: str, alamat: str, **isi) -> Ekspor:
        with django_capture_on_commit_callbacks(execute=True):
            jawaban = masuk(akun).post(alamat, ISI | {k: v for k, v in isi.items() if v})
        assert jawaban.status_code == 302, jawaban.content.decode()
        return Ekspor.objects.select_related("berkas").latest("pk")

    return kirim


def _tabel(ekspor: Ekspor) -> tuple[list[str], list[dict]]:
    """(lines above the headings, rows by heading) of a CSV."""
    baris = list(csv.reader(io.StringIO(ekspor.berkas.jalur.read_text("utf-8-sig")), delimiter=";"))
    kepala = next(n for n, b in enumerate(baris) if KOLOM_KODE in b)
    return [b[0] for b in baris[:kepala]], [dict(zip(baris[kepala], b, strict=True)) for b in baris[kepala + 1 :]]


def test_daftar_usulan_diekspor_sesuai_saringan_layar_dan_tersamar(pabrik, minta):
    pabrik.diajukan(n=2)
    (lengkap,) = pabrik.lengkap(n=1)
    ekspor = minta("kabupaten", reverse("usulan:ekspor") + "?status=lengkap")
    tanda, (baris,) = _tabel(ekspor)
    assert (baris["NAMA"], baris["STATUS"]) == (lengkap.nama, lengkap.get_status_display())
    assert (baris["NIK"], baris["NOMOR KK"]) == (nik_samar(lengkap.nik), nik_samar(lengkap.nomor_kk))
    assert baris["NAMA IBU KANDUNG"] == nama_samar(lengkap.ibu_kandung)
    assert baris[KOLOM_KODE] == ekspor.kode
    assert ekspor.kode in tanda[0] and ekspor.nama_pengguna in tanda[1] and "disamarkan" in tanda[0]
    assert (ekspor.jumlah, ekspor.saringan) == (1, f"Status: {lengkap.get_status_display()}")
    assert ekspor.berkas.sha256 == hashlib.sha256(ekspor.berkas.jalur.read_bytes()).hexdigest()


def test_nomor_lengkap_hanya_bagi_yang_boleh_membukanya(pabrik, minta):
    (usulan,) = pabrik.diajukan()
    _, (baris,) = _tabel(minta("verifikator", reverse("usulan:ekspor"), penuh="on"))
    assert (baris["NIK"], baris["NAMA IBU KANDUNG"]) == (usulan.nik, usulan.ibu_kandung)
    # The head signs batches and does not open numbers: what the form does not offer is not taken.
    ekspor = minta("kepala", reverse("usulan:ekspor"), penuh="on")
    assert not ekspor.penuh
    assert _tabel(ekspor)[1][0]["NIK"] == nik_samar(usulan.nik)


def test_register_satu_desa_diekspor_sebagai_xlsx(pabrik, minta, pelaku):
    _, (usulan,) = pabrik.ditetapkan()
    ekspor = minta("desa", reverse("register:ekspor"), bentuk="xlsx")
    lembar = openpyxl.load_workbook(io.BytesIO(ekspor.berkas.jalur.read_bytes())).active
    baris = list(lembar.iter_rows(values_only=True))
    assert ekspor.kode in baris[0][0]
    judul, isi = baris[3], baris[4]
    data = dict(zip(judul, isi, strict=True))
    assert (data["NAMA"], data["NIK"], data["PROGRAM"]) == (usulan.nama, nik_samar(usulan.nik), "PKH")
    assert data[KOLOM_KODE] == ekspor.kode
    assert (lembar.freeze_panes, ekspor.cakupan) == ("A5", pelaku("desa").wilayah)
    assert len(baris) == 5


@pytest.mark.parametrize(
    ("akun", "alamat"),
    [
        ("kecamatan", "usulan:ekspor"),
        ("provinsi", "usulan:ekspor"),
        ("menteri", "register:ekspor"),
        ("pengembang", "usulan:ekspor"),
    ],
)
def test_fungsi_tanpa_hak_tidak_mengekspor(masuk, akun, alamat):
    assert masuk(akun).get(reverse(alamat)).status_code == 404
    assert masuk(akun).post(reverse(alamat), ISI).status_code == 404


def test_register_lebih_dari_satu_desa_atau_desa_lain_tidak_diekspor(masuk, pelaku):
    assert masuk("kabupaten").post(reverse("register:ekspor"), ISI).status_code == 404
    desa2 = pelaku("desa2").wilayah
    assert masuk("desa").post(f"{reverse('register:ekspor')}?wilayah={desa2}", ISI).status_code == 404
    assert not Ekspor.objects.exists()


@pytest.mark.parametrize("isi", [{"tujuan": ""}, {"tujuan": "lainnya"}, {"bentuk": "pdf"}])
def test_tanpa_tujuan_atau_bentuk_yang_sah_tidak_ada_ekspor(masuk, isi):
    jawaban = masuk("kabupaten").post(reverse("usulan:ekspor"), ISI | isi)
    assert jawaban.status_code == 422
    assert not Ekspor.objects.exists()


def test_saringan_yang_memuat_nik_dicatat_tersamar(pabrik, minta):
    (usulan,) = pabrik.diajukan()
    ekspor = minta("kabupaten", f"{reverse('usulan:ekspor')}?q={usulan.nik}")
    assert ekspor.jumlah == 1
    assert usulan.nik not in ekspor.saringan
    assert not Jejak.objects.filter(catatan__contains=usulan.nik).exists()


def test_nama_yang_berupa_rumus_dinetralkan(pabrik, minta):
    (usulan,) = pabrik.diajukan()
    with tanpa_pemicu() as kursor:
        kursor.execute("update usulan_usulan set nama = '=HYPERLINK(1)' where id = %s", [usulan.pk])
    _, (baris,) = _tabel(minta("kabupaten", reverse("usulan:ekspor")))
    assert baris["NAMA"] == "'=HYPERLINK(1)"


def test_permintaan_pembuatan_dan_unduhan_adalah_peristiwa(pabrik, minta, masuk, pelaku):
    pabrik.diajukan()
    ekspor = minta("kabupaten", reverse("usulan:ekspor"))
    klien = masuk("kabupaten")
    unduh = reverse("ekspor:unduh", args=[ekspor.pk])
    for _ in range(2):
        jawaban = klien.get(unduh)
        assert jawaban.status_code == 200
        assert "attachment" in jawaban["Content-Disposition"]
        assert hashlib.sha256(jawaban.getvalue()).hexdigest() == ekspor.berkas.sha256
    jejak = Jejak.objects.filter(tabel="dasar_ekspor", objek=ekspor.pk).order_by("pk")
    assert [j.langkah for j in jejak] == ["ekspor", "ekspor_selesai", "unduh_ekspor", "unduh_ekspor"]
    assert {j.oleh for j in jejak} == {pelaku("kabupaten").pengguna_id}
    assert ekspor.berkas.sha256 in jejak[1].catatan and "Layanan pengaduan" in jejak[0].catatan
    daftar = klien.get("/ekspor/").context["halaman"].baris
    assert [(e.pk, e.unduhan) for e in daftar] == [(ekspor.pk, 2)]


def test_hanya_penerima_yang_mengunduh_dan_hanya_auditor_yang_melihat_semua(pabrik, minta, masuk):
    pabrik.diajukan()
    ekspor = minta("kabupaten", reverse("usulan:ekspor"))
    rincian, unduh = reverse("ekspor:rincian", args=[ekspor.pk]), reverse("ekspor:unduh", args=[ekspor.pk])
    for akun, lihat in (("verifikator", 404), ("kabupaten2", 404), ("auditor", 200), ("provinsi", 404)):
        assert masuk(akun).get(rincian).status_code == lihat
        assert masuk(akun).get(unduh).status_code == 404
    assert masuk("verifikator").get("/ekspor/").context["halaman"].baris == []
    assert [e.pk for e in masuk("auditor").get("/ekspor/").context["halaman"].baris] == [ekspor.pk]


def test_berkas_dihapus_setelah_tujuh_hari_dan_barisnya_tetap(pabrik, minta, masuk):
    pabrik.diajukan()
    lama, baru = (minta("kabupaten", reverse("usulan:ekspor")) for _ in range(2))
    assert dt.timedelta(days=6, hours=23) < lama.kedaluwarsa_pada - timezone.now() < dt.timedelta(days=7)
    Ekspor.objects.filter(pk=lama.pk).update(kedaluwarsa_pada=timezone.now())
    with dalam_jangkauan(None):  # as the worker runs it
        hapus_ekspor()
    lama.refresh_from_db()
    assert lama.dihapus_pada and not lama.berkas.jalur.exists()
    assert baru.berkas.jalur.exists()
    klien = masuk("kabupaten")
    assert klien.get(reverse("ekspor:unduh", args=[lama.pk])).status_code == 404
    assert "Berkas dihapus" in klien.get(reverse("ekspor:rincian", args=[lama.pk])).content.decode()
    assert Jejak.objects.filter(langkah="ekspor_dihapus", objek=lama.pk, oleh=0).count() == 1


def test_isi_ekspor_diketahui_orangnya_tanpa_nik(pabrik, minta):
    usulan = pabrik.diajukan(n=2)
    isi = IsiEkspor.objects.get(ekspor=minta("kabupaten", reverse("usulan:ekspor")))
    assert set(isi.subjek) == {sidik(u.nik) for u in usulan}


@pytest.mark.parametrize(
    "perintah",
    [
        "delete from dasar_ekspor",
        "truncate dasar_ekspor cascade",
        "update dasar_ekspor set tujuan = 'verifikasi_dokumen'",
        "update dasar_ekspor set pengguna = pengguna + 1",
        "update dasar_ekspor set penuh = true",
        "update dasar_isiekspor set subjek = '{}'",
        "delete from dasar_isiekspor",
    ],
)
def test_daftar_ekspor_tidak_dapat_dihapus_atau_ditulis_ulang(pabrik, minta, perintah):
    pabrik.diajukan()
    minta("kabupaten", reverse("usulan:ekspor"))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(perintah)


def test_pekerjaan_yang_diulang_tidak_membuat_berkas_kedua(pabrik, pelaku):
    pabrik.diajukan()
    oleh = pelaku("kabupaten")
    ekspor = minta_ekspor("usulan", {"kueri": ""}, saringan="", cakupan=oleh.wilayah, oleh=oleh, penuh=False, **ISI)
    jalankan_pekerjaan(ekspor.pekerjaan_id)
    ekspor.refresh_from_db()
    buat_ekspor(ekspor.pekerjaan, lambda persen, teks: None, oleh)
    assert Jejak.objects.filter(langkah="ekspor_selesai").count() == 1


def test_ekspor_terlalu_besar_ditolak_dengan_kalimat(pabrik, pelaku, monkeypatch):
    monkeypatch.setattr("dasar.pengeksporan.BARIS_MAKS", 1)
    pabrik.diajukan(n=2)
    oleh = pelaku("kabupaten")
    ekspor = minta_ekspor("usulan", {"kueri": ""}, saringan="", cakupan=oleh.wilayah, oleh=oleh, penuh=False, **ISI)
    jalankan_pekerjaan(ekspor.pekerjaan_id)
    ekspor.pekerjaan.refresh_from_db()
    assert ekspor.pekerjaan.status == "gagal"
    assert "Persempit saringannya" in ekspor.pekerjaan.pesan


def test_tujuan_kosong_ditolak_tindakannya_juga(pelaku):
    oleh = pelaku("kabupaten")
    with pytest.raises(Ditolak, match="Pilih untuk apa"):
        minta_ekspor("usulan", {}, saringan="", cakupan=oleh.wilayah, bentuk="csv", penuh=False, tujuan="", oleh=oleh)


def test_ekspor_tidak_melampaui_wilayah_peminta(pabrik, minta):
    (milik,), (lain,) = pabrik.diajukan("desa"), pabrik.diajukan("desa2")
    _, baris = _tabel(minta("desa", reverse("usulan:ekspor")))
    assert {b["NAMA"] for b in baris} == {milik.nama}
    assert Usulan.objects.filter(pk=lain.pk).exists() and not Individu.objects.exists()
