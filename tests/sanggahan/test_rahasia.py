"""The objector is nobody that a village can find: no screen, file, export, notice, event or statement names him.

The table of addresses is asked as each function of the village, and the database as the application's role in their scope.
"""

import functools
import zlib

import pytest
from django.db import connection
from django.urls import reverse

from akun.models import Pengguna
from dasar.jangkauan import dalam_jangkauan
from dasar.models import Berkas, Jejak
from sanggahan import banding
from sanggahan.models import Bukti, Sanggahan
from tests.arsitektur.alamat import BERKAS, Dunia, tabel
from tests.fixtures.sanggahan import warga_baru

pytestmark = pytest.mark.django_db

NAMA, NIK = "XENIA QUORRA", "9901010101907777"
DESA = ("desa", "kecamatan")


@pytest.fixture
def penyanggah():
    return warga_baru(NAMA, NIK, akun="xenia.penyanggah")


@pytest.fixture
def dunia_sanggah(pabrik, penyanggah, perkara):
    """Objections of one conspicuous person in every state, and her appeal."""
    dunia = Dunia(pabrik)
    dunia.pekerjaan = functools.cache(dunia.pekerjaan)  # two addresses show one
    orang = dunia.perkara.orang
    perkara.dikirim(next(orang), oleh=penyanggah)
    perkara.ditugaskan(next(orang), oleh=penyanggah)
    perkara.terbukti(next(orang), oleh=penyanggah)
    s = perkara.tidak_terbukti(next(orang), oleh=penyanggah)
    banding.ajukan_keberatan(s, "Rumah yang difoto bukan rumah yang saya sanggah.", oleh=penyanggah)
    return dunia


def _rahasia(penyanggah) -> list[str]:
    return [NAMA, NIK, "xenia.penyanggah", "IMG_SITI_AMINAH", "PonselPenyanggah", "2.971357", "2,971357"]


def _isi(jawaban) -> bytes:
    isi = jawaban.getvalue() if jawaban.streaming else jawaban.content
    if isi[:5] != b"%PDF-":
        return isi
    # The text of a PDF stands in compressed streams.
    teks = bytearray(isi)
    for bagian in isi.split(b"stream\n")[1:]:
        try:
            teks += zlib.decompressobj().decompress(bagian)
        except zlib.error:
            continue
    return bytes(teks)


def test_tidak_satu_alamat_pun_menyebut_penyanggah_kepada_desa(dunia_sanggah, penyanggah, masuk):
    bocor, ditanya = [], 0
    rahasia = [r.encode() for r in _rahasia(penyanggah)]
    alamat = [a.url(nama, dunia_sanggah) for berkas in BERKAS for nama, a in tabel(berkas).items() if a.boleh != 405]
    for s in Sanggahan.objects.all():
        nama = ("rincian", "surat", "laporkan", "catat_jawaban", "buktikan", "saya_rincian", "keluarga_rincian", "tanggapi")
        alamat += [reverse(f"sanggahan:{n}", args=[s.pk]) for n in nama]
        alamat += [reverse("sanggahan:bukti", args=[s.pk, b.pk]) for b in Bukti.objects.filter(sanggahan=s)]
        alamat += [reverse("sanggahan:foto", args=[s.pk, f.pk]) for k in s.kunjungan.all() for f in k.foto.all()]
        alamat += [f"/usulan/{h.usulan_id}/" for h in s.hasil.all()]
        alamat += [f"/usulan/{h.usulan_id}/tanda-terima/" for h in s.hasil.all()]
    for akun in DESA:
        klien = masuk(akun)
        klien.raise_request_exception = False
        for url in alamat:
            jawaban = klien.get(url)
            ditanya += 1
            isi = _isi(jawaban) + str(dict(jawaban.headers)).encode()
            bocor += [f"{akun} {url}: {r.decode()}" for r in rahasia if r in isi]
        for url in (f"/usulan/?q={NAMA}", f"/api/v1/usulan/?q={NIK}"):
            assert NAMA.encode() not in klien.get(url).content.replace(b'value="' + NAMA.encode(), b"")
    assert ditanya > 300
    assert bocor == []


def test_sql_mentah_dalam_jangkauan_desa_tidak_menemukan_penyanggah(dunia_sanggah, penyanggah, pelaku):
    """Every table and column that the application's role may read, as text; accounts are the directory that all sign in by."""
    direktori = {"akun_pengguna", "akun_penugasan", "akun_pakta", "akun_izinwilayahpengguna"}
    bocor = []
    for akun in DESA:
        with dalam_jangkauan(pelaku(akun)), connection.cursor() as kursor:
            kursor.execute(
                "select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm')"
                " and has_table_privilege(c.oid, 'select')"
            )
            for (nama,) in kursor.fetchall():
                if nama not in direktori:
                    bocor += [f"{akun} {nama}: {r}" for r in _temuan(kursor, nama, penyanggah)]
            for nama in ("penyanggah", "aduan", "bukti", "tanggapan", "keberatan"):
                kursor.execute(f"select count(*) from sanggahan_{nama}")
                assert kursor.fetchone()[0] == 0, nama
            # What was only sent is not there yet: its hour would tell.
            kursor.execute("select count(*) from sanggahan_sanggahan where status in ('dikirim', 'ditolak_awal')")
            assert kursor.fetchone()[0] == 0
            kursor.execute(
                "select count(*) from dasar_jejak where fungsi = 'warga' or langkah = 'kirim' or tabel = 'sanggahan_keberatan'"
            )
            assert kursor.fetchone()[0] == 0
    assert bocor == []


def _temuan(kursor, nama: str, penyanggah) -> list[str]:
    """What of the objector stands in a table: in words, or as the account's number in a column of accounts."""
    hasil = []
    kursor.execute(f'select t::text from "{nama}" t')
    isi = "\n".join(baris[0] for baris in kursor.fetchall())
    hasil += [r for r in (*_rahasia(penyanggah), NIK[:12] + "77") if r in isi]
    kursor.execute(
        f'select count(*) from "{nama}" t, jsonb_each_text(to_jsonb(t)) isi(nama_kolom, nilai)'
        " where nilai = %s and nama_kolom ~ '(oleh|pengguna|pemohon|penerima|user)'",
        [str(penyanggah.pengguna_id)],
    )
    return hasil + (["nomor akun"] if kursor.fetchone()[0] else [])


def test_fungsi_basis_data_tidak_menjawab_desa_siapa_penyanggahnya(dunia_sanggah, penyanggah, pelaku):
    """Whoever asks the function about every account learns nothing of a citizen, nor anything at all from a village."""
    semua = list(Pengguna.objects.values_list("pk", flat=True))
    for akun in ("desa", "kecamatan", "kabupaten"):
        with dalam_jangkauan(pelaku(akun)), connection.cursor() as kursor:
            kursor.execute(
                "select distinct p from unnest(%s) p, sanggahan_sanggahan s where sanggahan_berkerabat(s.id, p)", [semua]
            )
            assert kursor.fetchall() == []


def test_foto_penyanggah_tanpa_exif_tanpa_nama_dan_tanpa_pembuat(dunia_sanggah):
    for b in Bukti.objects.select_related("berkas"):
        isi = b.berkas.jalur.read_bytes()
        assert b"PonselPenyanggah" not in isi and b"Exif" not in isi
        assert (b.berkas.dibuat_oleh, b.berkas.wilayah) == (0, "1209")
        assert b.berkas.nama.startswith("bukti-")
    assert not Berkas.objects.filter(nama__icontains="SITI").exists()


def test_verifikator_dan_auditor_membaca_penyanggah_dan_pembacaannya_dicatat(dunia_sanggah, masuk, pelaku):
    s = Sanggahan.objects.get(status="terbukti")
    for akun, terlihat in (("verifikator", True), ("auditor", True), ("kabupaten", False), ("kepala", False), ("desa", False)):
        isi = masuk(akun).get(reverse("sanggahan:rincian", args=[s.pk])).content.decode()
        assert (NAMA in isi) is terlihat, akun
    baca = Jejak.objects.filter(tabel="sanggahan_penyanggah", objek=s.pk, langkah="lihat")
    assert set(baca.values_list("oleh", flat=True)) == {pelaku(a).pengguna_id for a in ("verifikator", "auditor")}


def test_desa_hanya_membaca_pokok_bukan_pernyataan_penyanggah(dunia_sanggah, masuk):
    s = Sanggahan.objects.get(status="cek_lapangan")
    pernyataan = s.aduan.pernyataan
    assert pernyataan in masuk("kabupaten").get(reverse("sanggahan:rincian", args=[s.pk])).content.decode()
    isi = masuk("desa").get(reverse("sanggahan:rincian", args=[s.pk])).content.decode()
    assert s.pokok in isi
    assert pernyataan not in isi
    assert masuk("desa").get(reverse("sanggahan:bukti", args=[s.pk, s.bukti.get().pk])).status_code == 404


def test_draf_isian_sanggahan_tidak_disimpan(masuk):
    """A kept draft names its address and its owner: that alone would tell."""
    klien = masuk("warga")
    klien.post("/akun/draf/", {"jalur": "/sanggahan/saya/cari/", "nama": "SUKARDI"})
    with connection.cursor() as kursor:
        kursor.execute("select count(*) from akun_draf where jalur like '/sanggahan/saya/%'")
        assert kursor.fetchone()[0] == 0
