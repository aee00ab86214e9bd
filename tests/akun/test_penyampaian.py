"""The digest: one mail or message per person, nothing personal in it; the gateway against a real HTTP server."""

import datetime as dt
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core import mail

from akun import gerbang_pesan, penyampaian
from akun.gerbang_pesan import Hasil
from akun.models import Kontak, Pemberitahuan, Pengguna
from akun.pemberitahuan import beri_tahu, tandai_dibaca
from akun.tasks import sampaikan_kabar
from dasar.jangkauan import dalam_jangkauan
from tests.basis_data import tanpa_pemicu

KUNCI = "kunci-bersama-untuk-uji"


class Gerbang:
    """A gateway that keeps what it got and answers what it is told to."""

    def __init__(self) -> None:
        self.permintaan: list[tuple[dict, bytes]] = []
        self.jawaban: list[int] = []
        self.dikenal: set[str] = set()
        induk = self

        class Penjawab(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                badan = self.rfile.read(int(self.headers["Content-Length"]))
                induk.permintaan.append((dict(self.headers), badan))
                status = induk.jawaban.pop(0) if induk.jawaban else 202
                kunci = self.headers["Idempotency-Key"]
                if status == 202 and kunci in induk.dikenal:
                    status = 409
                if status in (202, 599):
                    induk.dikenal.add(kunci)
                self.send_response(503 if status == 599 else status)
                if status == 302:
                    self.send_header("Location", f"http://127.0.0.1:{induk.port}/lain")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *isi: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Penjawab)
        self.port = self.server.server_address[1]
        self.utas = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.utas.start()

    def tutup(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.utas.join()


@pytest.fixture
def gerbang(settings):
    satu = Gerbang()
    settings.GERBANG_PESAN_URL, settings.GERBANG_PESAN_KUNCI = f"http://127.0.0.1:{satu.port}/kirim", KUNCI
    yield satu
    satu.tutup()


def test_pesan_bertanda_tangan_dan_berisi_yang_dijanjikan_dokumen(gerbang):
    assert gerbang_pesan.kirim("+6281234567890", "Halo, ada kabar.", jenis="kabar", idempotensi="a1") == Hasil.TERKIRIM
    kepala, badan = gerbang.permintaan[0]
    assert json.loads(badan) == {"versi": 1, "tujuan": "+6281234567890", "teks": "Halo, ada kabar.", "jenis": "kabar"}
    assert kepala["Content-Type"] == "application/json; charset=utf-8" and kepala["Idempotency-Key"] == "a1"
    bahan = f"{kepala['X-Portal-Waktu']}.a1.".encode() + badan
    assert kepala["X-Portal-Tanda"] == "v1=" + hmac.new(KUNCI.encode(), bahan, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("jawaban", "hasil", "upaya"),
    [
        ([200], Hasil.TERKIRIM, 1),
        ([503], Hasil.TERKIRIM, 2),
        ([429, 503], Hasil.TUNDA, 2),
        ([422], Hasil.DITOLAK, 1),
        ([401], Hasil.DITOLAK, 1),
        ([302], Hasil.DITOLAK, 1),
        ([599], Hasil.TERKIRIM, 2),  # taken, and the answer was lost: the second attempt hears 409
    ],
)
def test_jawaban_gerbang_menentukan_dicoba_lagi_atau_tidak(gerbang, jawaban, hasil, upaya):
    gerbang.jawaban = list(jawaban)
    assert gerbang_pesan.kirim("+6281234567890", "Kode", jenis="kode", idempotensi="b1") == hasil
    assert len(gerbang.permintaan) == upaya
    assert len({k["Idempotency-Key"] for k, _ in gerbang.permintaan}) == 1


def test_gerbang_mati_ditunda_dan_log_tidak_menyebut_nomor(gerbang, caplog):
    gerbang.tutup()
    gerbang.utas = threading.Thread()
    gerbang.tutup = lambda: None
    assert gerbang_pesan.kirim("+6281234567890", "Rahasia", jenis="kode", idempotensi="c1") == Hasil.TUNDA
    assert caplog.records and "81234567890" not in caplog.text and "Rahasia" not in caplog.text


def test_tanpa_gerbang_mode_contoh_menulis_berkas_dan_selain_itu_menolak(settings, tmp_path):
    settings.GERBANG_PESAN_URL, settings.DATA_DIR = "", tmp_path
    settings.MODE_CONTOH = True
    assert gerbang_pesan.kirim("+628111111111", "Halo", jenis="kabar", idempotensi="d1") == Hasil.TERKIRIM
    assert "Halo" in next((tmp_path / "pesan").iterdir()).read_text()
    settings.MODE_CONTOH = False
    assert not gerbang_pesan.tersedia()
    assert gerbang_pesan.kirim("+628111111111", "Halo", jenis="kabar", idempotensi="d1") == Hasil.DITOLAK


# --- the digest --------------------------------------------------------------------------------------------------------------


def _kabari(pelaku, akun: str, *jenis: str) -> None:
    for n, satu in enumerate(jenis):
        beri_tahu([pelaku(akun).pengguna_id], satu, f"Siti Aminah, kabar nomor {n} tentang 9901010101900101.")


@pytest.mark.django_db
def test_satu_surel_per_orang_tanpa_isi_kabarnya(pelaku):
    _kabari(pelaku, "warga", "usulan", "usulan", "data")
    _kabari(pelaku, "desa", "tugas")
    assert penyampaian.sampaikan(segera=False) == 2
    surat = {s.to[0]: s.body for s in mail.outbox}
    assert len(mail.outbox) == 2
    isi = surat["warga@contoh.invalid"]
    assert "Ada 3 kabar tentang usulan Anda dan data Anda." in isi and "/pemberitahuan/" in isi
    assert "Siti" not in isi and "9901" not in isi and "nomor" not in isi
    assert set(Pemberitahuan.objects.values_list("lewat", flat=True)) == {"surel"}
    assert penyampaian.sampaikan(segera=False) == 0, "tidak dua kali"


@pytest.mark.django_db
def test_yang_mendesak_tidak_menunggu_pagi_dan_membawa_yang_lain(pelaku):
    _kabari(pelaku, "warga", "usulan")
    with dalam_jangkauan(None):  # as the worker runs it
        sampaikan_kabar(segera=True)
    assert mail.outbox == []
    _kabari(pelaku, "warga", "penghentian")
    sampaikan_kabar(segera=True)
    assert len(mail.outbox) == 1 and "Ada 2 kabar" in mail.outbox[0].body


@pytest.mark.django_db
def test_yang_sudah_dibaca_dan_yang_memilih_portal_tidak_dikirimi(pelaku):
    _kabari(pelaku, "warga", "usulan")
    tandai_dibaca(oleh=pelaku("warga"))
    Kontak.objects.create(pengguna_id=pelaku("desa").pengguna_id, saluran="surel", kabar="portal")
    _kabari(pelaku, "desa", "penghentian")
    assert penyampaian.sampaikan(segera=False) == 0
    assert mail.outbox == [] and set(Pemberitahuan.objects.values_list("lewat", flat=True)) == {"portal"}


@pytest.mark.django_db
def test_yang_memilih_pesan_dikirimi_lewat_gerbang_sekali_walau_jawabannya_hilang(pelaku, gerbang):
    nomor = pelaku("warga").pengguna_id
    Kontak.objects.create(pengguna_id=nomor, saluran="pesan", telepon="+6281234567890", kabar="pesan")
    _kabari(pelaku, "warga", "sanggahan")
    gerbang.jawaban = [503, 503]
    assert penyampaian.sampaikan(segera=True) == 0
    assert Pemberitahuan.objects.belum_disampaikan().exists(), "dicoba lagi di putaran berikutnya"
    assert penyampaian.sampaikan(segera=True) == 1
    assert len({k["Idempotency-Key"] for k, _ in gerbang.permintaan}) == 1
    assert json.loads(gerbang.permintaan[-1][1])["teks"].startswith("Portal DTKS: Ada kabar tentang sanggahan")
    assert mail.outbox == []


@pytest.mark.django_db
def test_setelah_tiga_hari_gagal_dianggap_sampai_lewat_portal(pelaku, gerbang):
    Kontak.objects.create(pengguna_id=pelaku("warga").pengguna_id, saluran="pesan", telepon="+6281234567890", kabar="pesan")
    _kabari(pelaku, "warga", "umum")
    with tanpa_pemicu() as kursor:
        kursor.execute("update akun_pemberitahuan set dibuat_pada = now() - %s", [dt.timedelta(days=4)])
    gerbang.jawaban = [503, 503]
    assert penyampaian.sampaikan(segera=False) == 0
    assert Pemberitahuan.objects.get().lewat == "portal"


@pytest.mark.django_db
def test_akun_tanpa_alamat_tetap_melihatnya_di_portal(pelaku):
    Pengguna.objects.filter(username="warga").update(email="")
    _kabari(pelaku, "warga", "umum")
    assert penyampaian.sampaikan(segera=False) == 0
    assert Pemberitahuan.objects.get().lewat == "portal"
