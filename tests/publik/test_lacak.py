"""Following a proposal: five words, who holds it and until when, why it was refused; one answer for all that does not fit."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from akun.models import Pengguna
from dasar.nilai.nik import tanggal_lahir_dari_nik
from dasar.publik import BITA_JAWABAN
from sanggahan import tenggat
from tests.alur_lengkap.teks_pdf import teks_pdf
from tests.basis_data import tanpa_pemicu
from usulan import koreksi, mandiri, verval_mandiri
from usulan import lacak as modul
from usulan.alur import S
from usulan.lacak import lacak
from usulan.models import Jadwal, Usulan
from usulan.nomor import nomor_tanda_terima
from verval import kelengkapan, putusan

pytestmark = pytest.mark.django_db


def _teks(jawaban) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", jawaban.content.decode().split("<main", 1)[1].split("</main>")[0]))


def pelaku_nama(baris) -> str:
    return baris.get().diputus_oleh.nama


@pytest.mark.parametrize(
    ("keadaan", "kata", "tempat", "pemegang"),
    [
        ("disusun", "Disiapkan", "Kantor desa/kelurahan Kisaran Timur", "petugas pengisi data"),
        ("diajukan", "Diperiksa dinas sosial", "Dinas sosial Kabupaten Asahan", "pemeriksa kelengkapan"),
        ("lengkap", "Diperiksa dinas sosial", "Dinas sosial Kabupaten Asahan", "petugas verifikasi"),
        ("diteruskan", "Diperiksa Kementerian Sosial", "Kementerian Sosial", "pemeriksa data"),
        ("lolos", "Diperiksa Kementerian Sosial", "Kementerian Sosial", "pejabat penetapan"),
    ],
)
def test_terlihat_di_mana_usulan_berada_siapa_memegangnya_dan_sampai_kapan(tamu, pabrik, keadaan, kata, tempat, pemegang):
    (u,) = getattr(pabrik, keadaan)()
    teks = _teks(tamu.lacak(u.nomor.lower(), u.tanggal_lahir))
    for bagian in (kata, tempat, pemegang, u.nomor, "Paling lambat", "Sejak"):
        assert bagian in teks
    for rahasia in (u.nama, u.nik, u.nomor_kk, u.alamat, "Rahmat"):
        assert rahasia not in teks


def test_setiap_keadaan_punya_kata_pemegang_dan_tindakan(pabrik):
    (u,) = pabrik.diajukan()
    hasil = lacak(u.nomor, u.tanggal_lahir)
    assert [t.kini for t in hasil.titik].count(True) == 1
    assert [bool(t.pada) for t in hasil.titik] == [True, True, True, False, False]
    for s in S:
        assert s in modul._TAHAP
        assert (s in modul._PEMEGANG) == (s in modul._BATAS) != (s in modul._HASIL)


def test_penolakan_menyebut_alasan_dalam_kata_dan_apa_yang_dapat_dilakukan_tanpa_nama_petugas(tamu, pabrik, pelaku):
    (u,) = pabrik.lengkap()
    baris = Usulan.objects.filter(pk=u.pk)
    putusan.putuskan(
        baris, "tidak_layak", alasan="E08", catatan="Ada mobil atas nama 9901010101909001.", oleh=pelaku("verifikator")
    )
    teks = _teks(tamu.lacak(u.nomor, u.tanggal_lahir))
    assert "Ditolak dinas sosial" in teks and "Memiliki mobil." in teks and "diusulkan lagi" in teks
    assert "Ada mobil atas nama ••••" in teks and "9901010101909001" not in teks
    assert pelaku_nama(baris) not in teks and "Paling lambat" not in teks


def test_pengembalian_menyebut_apa_yang_kurang(tamu, pabrik, pelaku):
    (u,) = pabrik.diajukan()
    kelengkapan.kembalikan_ke_desa(oleh=pelaku("kabupaten"), usulan=[u.pk], alasan="C07", catatan="")
    teks = _teks(tamu.lacak(u.nomor, u.tanggal_lahir))
    assert "Dibahas di musyawarah" in teks and "Foto KTP atau KK tidak terbaca." in teks and "kantor desa" in teks.lower()


def test_yang_ditetapkan_disebut_diterima(tamu, pabrik):
    (u,) = pabrik.ditetapkan()[1]
    teks = _teks(tamu.lacak(u.nomor, u.tanggal_lahir))
    assert "Diterima" in teks and "Cek nama" in teks


def test_batas_waktu_menurut_kalender_kabupaten_dan_disebut_bila_lewat(tamu, pabrik, rusak_waktu):
    (u,) = pabrik.diajukan()
    lama = rusak_waktu(u, 70)
    hasil = lacak(u.nomor, u.tanggal_lahir)
    assert hasil.sejak.date() == lama.date() and hasil.sampai >= lama.date() and hasil.lewat
    assert "sudah lewat" in _teks(tamu.lacak(u.nomor, u.tanggal_lahir))
    periode = lama.year * 100 + lama.month
    hari = {n: lama.date() + dt.timedelta(days=0) for n in ("batas_desa", "batas_kabupaten", "batas_pengesahan")}
    Jadwal.objects.create(
        periode=periode, wilayah_id="1209", **hari, batas_penilaian=hari["batas_desa"], batas_penetapan=hari["batas_desa"]
    )
    assert lacak(u.nomor, u.tanggal_lahir).sampai == lama.date()


@pytest.fixture
def rusak_waktu(db):
    def geser(u, hari: int) -> dt.datetime:
        with connection.cursor() as kursor:
            kursor.execute("set constraints all immediate")
        with tanpa_pemicu() as kursor:
            kursor.execute("update dasar_jejak set pada = pada - %s * interval '1 day' where objek = %s", [hari, u.pk])
            kursor.execute("select max(pada) from dasar_jejak where objek = %s and ke = 'diajukan'", [u.pk])
            return kursor.fetchone()[0]

    return geser


def test_tanggal_lahir_salah_dan_nomor_yang_tidak_ada_sama_jawaban_panjang_dan_kuerinya(tamu, pabrik):
    (u,) = pabrik.diajukan()
    hasil = []
    for nomor, lahir in (
        (u.nomor, u.tanggal_lahir),
        (u.nomor, u.tanggal_lahir + dt.timedelta(days=1)),
        ("U-0Z0000-0", u.tanggal_lahir),
    ):
        with CaptureQueriesContext(connection) as kueri:
            jawaban = tamu.lacak(nomor, lahir)
        pola = [re.sub(r"'[^']*'|\b\d+\b", "?", q["sql"]) for q in kueri]
        kepala = sorted((k, v) for k, v in jawaban.items() if k != "X-Request-ID")
        hasil.append((jawaban.status_code, len(jawaban.content), kepala, pola, _teks(jawaban)))
    assert hasil[1] == hasil[2]
    assert hasil[0][:4] == hasil[1][:4]
    assert hasil[0][1] == BITA_JAWABAN


# --- other numbers ---------------------------------------------------------------------------------------------------------


def test_pendaftaran_mandiri_diikuti_dengan_nomor_m_sampai_menjadi_usulan(tamu, pabrik, pelaku):
    p = pabrik.pendaftaran()
    (anggota,) = p.anggota.all()
    teks = _teks(tamu.lacak(p.nomor.lower(), anggota.tanggal_lahir))
    for bagian in ("Disiapkan", "Pendaftaran mandiri", "Kantor desa/kelurahan Kisaran Timur", "Paling lambat", p.nomor):
        assert bagian in teks
    for rahasia in (anggota.nama, anggota.nik, p.pemohon.nama):
        assert rahasia not in teks
    verval_mandiri.minta_perbaikan(p, alasan="C07", oleh=pelaku("desa"))
    teks = _teks(tamu.lacak(p.nomor, anggota.tanggal_lahir))
    assert "Foto KTP atau KK tidak terbaca." in teks and "Usulan saya" in teks
    mandiri.kirim_pendaftaran(p, oleh=pelaku("warga"), benar=True)
    verval_mandiri.alihkan(p, alasan="D06", oleh=pelaku("desa"))
    assert "Dinas sosial Kabupaten Asahan" in _teks(tamu.lacak(p.nomor, anggota.tanggal_lahir))
    p.refresh_from_db()
    (u,) = verval_mandiri.verval_kab(p, oleh=pelaku("kabupaten"))
    teks = _teks(tamu.lacak(p.nomor, anggota.tanggal_lahir))
    assert "petugas verifikasi dinas sosial" in teks and p.nomor in teks and u.nomor not in teks
    draf = pabrik.pendaftaran(kirim=False)
    assert lacak(draf.nomor, draf.anggota.get().tanggal_lahir) is None


def test_koreksi_diikuti_yang_meminta_tanpa_isinya(tamu, pelaku):
    warga = Pengguna.objects.get(username="warga")
    k = koreksi.ajukan_koreksi("alamat", "Jalan Mawar 3", oleh=pelaku("warga"))
    lahir = tanggal_lahir_dari_nik(warga.nik, dt.date.today())
    teks = _teks(tamu.lacak(k.nomor, lahir))
    for bagian in ("Koreksi data: alamat, rt, atau rw", "Kantor desa/kelurahan Kisaran Timur", "Diperiksa", k.nomor):
        assert bagian in teks
    assert "Mawar" not in teks and warga.nama not in teks
    koreksi.teruskan_koreksi(k, oleh=pelaku("desa"))
    assert "Dinas sosial Kabupaten Asahan" in _teks(tamu.lacak(k.nomor, lahir))
    koreksi.tolak_koreksi(k, alasan="C07", catatan="Bukti 9901010101909001 tidak terbaca.", oleh=pelaku("kabupaten"))
    teks = _teks(tamu.lacak(k.nomor, lahir))
    assert "Ditolak" in teks and "Foto KTP atau KK tidak terbaca." in teks and "Bukti •••" in teks


def test_sanggahan_diikuti_keluarga_sejak_kunjungan_dan_tidak_menunjuk_penyanggah(tamu, perkara, pelaku):
    penyanggah = Pengguna.objects.get(username="warga")
    lahir_penyanggah = tanggal_lahir_dari_nik(penyanggah.nik, dt.date.today())
    orang, lain = perkara.penerima(2)
    s = perkara.dikirim(orang)
    # Before the visit neither side's birth date opens it: nobody can try numbers and learn who was just objected to.
    assert lacak(s.nomor, orang.tanggal_lahir) is None and lacak(s.nomor, lahir_penyanggah) is None
    s = perkara.ditugaskan(lain)
    teks = _teks(tamu.lacak(s.nomor, lain.tanggal_lahir))
    for bagian in ("Dicek ke lapangan", "Kantor desa/kelurahan Kisaran Timur", "berhak menjawab sampai", "Paling lambat"):
        assert bagian in teks
    for rahasia in (penyanggah.nama, penyanggah.nik, lain.nama, "bertingkat", "mampu", "Sanggahan diterima"):
        assert rahasia not in teks
    assert lahir_penyanggah != lain.tanggal_lahir and lacak(s.nomor, lahir_penyanggah) is None
    perkara.tua(s, 40)
    tenggat.jaga()
    teks = _teks(tamu.lacak(s.nomor, lain.tanggal_lahir))
    assert "sudah lewat" in teks and "kepala dinas sosial dan provinsi" in teks


def test_putusan_sanggahan_terlihat_dengan_batas_keberatannya(tamu, perkara):
    (orang,) = perkara.penerima()
    s = perkara.tidak_terbukti(orang)
    teks = _teks(tamu.lacak(s.nomor, orang.tanggal_lahir))
    assert "Tidak terbukti" in teks and "Keberatan dapat diajukan sampai" in teks and s.catatan not in teks


def test_nomor_lain_pun_menjawab_yang_tidak_cocok_dan_yang_tidak_ada_dengan_kueri_yang_sama(tamu, perkara, pabrik, pelaku):
    (orang,) = perkara.penerima()
    p, k = pabrik.pendaftaran(), koreksi.ajukan_koreksi("nama", "SITI", oleh=pelaku("warga"))
    s = perkara.ditugaskan(orang)
    jauh = dt.date(1931, 2, 3)
    ada = [
        (p.nomor, p.anggota.get().tanggal_lahir, nomor_tanda_terima(10**6, "M")),
        (k.nomor, tanggal_lahir_dari_nik(k.nik, dt.date.today()), nomor_tanda_terima(10**6, "K")),
        (s.nomor, orang.tanggal_lahir, "S-999999"),
    ]
    for nomor, lahir, tiada in ada:
        hasil = []
        for satu, tanggal in ((nomor, lahir), (nomor, jauh), (tiada, lahir)):
            with CaptureQueriesContext(connection) as kueri:
                jawaban = tamu.lacak(satu, tanggal)
            hasil.append((jawaban.status_code, len(jawaban.content), len(kueri), "Tidak ditemukan" in _teks(jawaban)))
        assert hasil[1] == hasil[2] == (200, BITA_JAWABAN, hasil[0][2], True) and hasil[0][3] is False, nomor


@pytest.mark.parametrize("nomor", ["U-003RJ0-9", "M-003RJ0-9", "K-000012", "S-12-3", "S-²", "123", "U-ÉÉ-1", ""])
def test_salah_ketik_pada_nomor_disebut_sebelum_dicari(tamu, nomor):
    jawaban = tamu.lacak(nomor, dt.date(1990, 1, 1))
    assert jawaban.status_code == 422
    assert "nomor" in jawaban.content.decode().lower()


def test_tanda_terima_memuat_alamat_lacak(masuk, pabrik, settings):
    (u,) = pabrik.diajukan()
    pdf = masuk("desa").get(f"/usulan/{u.pk}/tanda-terima/").content
    assert f"{settings.ALAMAT_PORTAL}/lacak/" in teks_pdf(pdf).replace("\n", "")
