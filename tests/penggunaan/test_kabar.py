"""Messages to other systems: signed, repeated, never about a person, never into the house itself."""

import datetime as dt
import hashlib
import hmac
import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna
from dasar.galat import Ditolak
from dasar.jangkauan import dalam_jangkauan
from penggunaan import kabar
from penggunaan.models import AlamatKabar, KirimanKabar
from penggunaan.tasks import kirim_kabar

pytestmark = pytest.mark.django_db
URL = "https://aplikasi.contoh.id/kabar?x=1"


@pytest.fixture
def penerima(monkeypatch):
    """A real server on this machine in place of the one behind URL; `jawab` is what it answers next."""
    diterima: list[tuple[str, dict, bytes]] = []

    class Penerima(BaseHTTPRequestHandler):
        jawab = 200

        def do_POST(self):
            isi = self.rfile.read(int(self.headers["Content-Length"]))
            diterima.append((self.path, dict(self.headers), isi))
            self.send_response(type(self).jawab)
            self.send_header("Location", "https://lain.contoh.id/")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Penerima)
    utas = threading.Thread(target=server.serve_forever)
    utas.start()
    monkeypatch.setattr(kabar, "periksa_alamat", lambda url: ["203.0.113.7"])
    monkeypatch.setattr(
        kabar,
        "sambungkan",
        lambda url: urlsplit(url) and http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5),
    )
    Penerima.diterima = diterima
    yield Penerima
    server.shutdown()
    utas.join()
    server.server_close()


def _kirim() -> None:
    with dalam_jangkauan(None):
        kirim_kabar()


def test_penetapan_dikabarkan_bertanda_tangan_tanpa_data_orang(penerima, pabrik, pelaku):
    _, rahasia = kabar.daftarkan(URL, ["penetapan"], oleh=pelaku("kl"))
    penetapan, (u,) = pabrik.ditetapkan()
    _kirim()
    ((jalur, kepala, isi),) = penerima.diterima
    assert jalur == "/kabar?x=1" and kepala["Content-Type"] == "application/json"
    detik, v1 = (b.split("=", 1)[1] for b in kepala[kabar.KEPALA].split(","))
    assert hmac.compare_digest(v1, hmac.new(rahasia.encode(), f"{detik}.".encode() + isi, hashlib.sha256).hexdigest())
    pesan = json.loads(isi)
    assert pesan["kejadian"] == "penetapan" and pesan["data"]["periode"] == penetapan.periode
    assert pesan["data"]["jumlah_masuk"] == 1
    for rahasia_orang in (u.nik, u.nomor_kk, u.nama):
        assert rahasia_orang not in isi.decode()
    kiriman = KirimanKabar.objects.get()
    assert (kiriman.keadaan, kiriman.percobaan, kiriman.jawaban) == ("terkirim", 1, "200")
    _kirim()
    assert len(penerima.diterima) == 1


def test_yang_gagal_diulang_makin_jarang_dengan_nomor_yang_sama_lalu_dihentikan(penerima, pabrik, pelaku):
    kabar.daftarkan(URL, ["penetapan"], oleh=pelaku("kl"))
    pabrik.ditetapkan()
    penerima.jawab = 500
    jeda = []
    for _ in range(10):
        sebelum = timezone.now()
        _kirim()
        k = KirimanKabar.objects.get()
        if k.keadaan != "menunggu":
            break
        jeda.append(round((k.berikutnya_pada - sebelum).total_seconds() / 60))
        KirimanKabar.objects.update(berikutnya_pada=timezone.now() - dt.timedelta(seconds=1))
    assert jeda == [1, 5, 30, 120, 360, 720]
    assert (k.keadaan, k.percobaan, k.jawaban) == ("gagal", 7, "500")
    assert len({json.loads(isi)["nomor"] for _, _, isi in penerima.diterima}) == 1 and len(penerima.diterima) == 7


@pytest.mark.parametrize(("jawab", "status"), [(302, "menunggu"), (410, "gagal"), (204, "terkirim")])
def test_pengalihan_tidak_diikuti_dan_410_menghentikan(penerima, pabrik, pelaku, jawab, status):
    kabar.daftarkan(URL, ["penetapan"], oleh=pelaku("kl"))
    pabrik.ditetapkan()
    penerima.jawab = jawab
    _kirim()
    assert KirimanKabar.objects.get().keadaan == status and len(penerima.diterima) == 1


def test_serah_terima_hanya_dikabarkan_kepada_pemohonnya(penerima, pabrik, permintaan, pelaku):
    for akun in ("kl", "menteri"):
        kabar.daftarkan(URL, ["serah_terima"], oleh=pelaku(akun))
    pabrik.ditetapkan()
    p = permintaan("diserahkan")
    (kiriman,) = KirimanKabar.objects.select_related("alamat")
    assert kiriman.alamat.pengguna_id == pelaku("kl").pengguna_id
    assert kiriman.isi["data"] == {"permintaan": p.pk, "nomor": p.nomor, "jumlah": 1, "sha256": p.ekspor.berkas.sha256}


def test_yang_tidak_bertugas_lagi_tidak_dikabari(penerima, pabrik, pelaku):
    kabar.daftarkan(URL, ["penetapan"], oleh=pelaku("kl"))
    pabrik.ditetapkan()
    Pengguna.objects.filter(pk=pelaku("kl").pengguna_id).update(is_active=False)
    _kirim()
    assert penerima.diterima == [] and KirimanKabar.objects.get().jawaban == "penugasan berakhir"


@pytest.mark.parametrize(
    "url",
    [
        "http://aplikasi.contoh.id/", "https://127.0.0.1/", "https://10.1.2.3/", "https://192.168.0.9:8443/", "https://[::1]/",
        "https://169.254.169.254/latest/meta-data/", "https://localhost/", "https://u:p@8.8.8.8/", "ftp://8.8.8.8/", "bukan alamat",
        "https://",
    ],
)  # fmt: skip
def test_alamat_dalam_jaringan_atau_tanpa_https_ditolak(pelaku, url):
    with pytest.raises(Ditolak):
        kabar.daftarkan(url, ["penetapan"], oleh=pelaku("kl"))
    assert not AlamatKabar.objects.exists()


def test_alamat_didaftarkan_dan_dihentikan_di_layar_dan_kuncinya_tampil_sekali(penerima, masuk, pabrik):
    klien, alamat = masuk("kl"), reverse("penggunaan:kabar")
    jawaban = klien.post(alamat, {"url": URL, "kejadian": ["penetapan"]})
    kunci = jawaban.context["rahasia"]
    assert kunci in jawaban.content.decode() and kunci not in klien.get(alamat).content.decode()
    assert kunci.encode() not in bytes(AlamatKabar.objects.get().rahasia)
    pabrik.ditetapkan()
    nomor = AlamatKabar.objects.get().pk
    masuk("menteri").post(reverse("penggunaan:kabar_henti"), {"nomor": nomor})
    assert AlamatKabar.objects.get().dihentikan_pada is None
    klien.post(reverse("penggunaan:kabar_henti"), {"nomor": nomor})
    assert AlamatKabar.objects.get().dihentikan_pada and KirimanKabar.objects.get().jawaban == "dihentikan"
    assert "dihentikan" in klien.get(alamat).content.decode()
    assert klien.post(alamat, {"url": URL}).status_code == 422
