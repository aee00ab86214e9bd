"""Every screen that a citizen meets, and those of the officers who answer him: axe at phone, desktop and in the dark; bytes.

One walk over addresses with one prepared world. What only an answer to a form shows is walked in the other browser tests.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Response

from akun.models import Kontak, Pengguna
from akun.pemberitahuan import beri_tahu
from akun.tengah import LEWAT_PESAN
from tests.alur_lengkap.layar import ATURAN_AXE, HTML_MAKS, LEBAR, LINGKUP_AXE, PONSEL
from tests.arsitektur.alamat import Dunia
from tests.fixtures.warga import SUREL, isian_daftar, kode_terkirim, unggahan

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]

# Bytes of a first visit with nothing kept: HTML, styles, scripts, font and pictures, compressed as they are served.
KUNJUNGAN_MAKS = {
    "/": 60_000,
    "/cek/": 60_000,
    "/cek/1209201008/": 60_000,
    "/lacak/": 60_000,
    "/statistik/?wilayah=1209": 60_000,
    "/statistik/waktu/": 60_000,
    "/bantuan/": 60_000,
    "/bantuan/aksesibilitas/": 60_000,
    "/bantuan/privasi/": 60_000,
    "/verifikasi/": 60_000,
    "/masuk/": 90_000,
    "/daftar/": 90_000,
    "/daftar/lanjut/": 90_000,
    "/lupa-sandi/": 90_000,
}
# Sizes are judged in the portal's own dress: these pages carry rows of regions.
SETIAP = ((PONSEL, "light"), (LEBAR, "light"), (PONSEL, "dark"))
# In the dark only colours are new.
ATURAN_GELAP = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def _bita(jawaban: Response) -> int:
    """As it is sent: text compressed, the pages quickly and the files that lie ready thoroughly; a font as it is."""
    tipe, isi = jawaban.headers.get("content-type", ""), jawaban.body()
    return len(isi) if "font" in tipe else len(brotli.compress(isi, quality=5 if "html" in tipe else 11))


class Penyapu:
    """Visits an address as somebody, and notes what is wrong there, so that one run tells everything."""

    def __init__(self, page: Page, alamat: str, masuk) -> None:
        self.page, self.alamat, self.masuk = page, alamat, masuk
        self.simpan = Path(os.environ["LAYAR_DIR"]) / "akses-warga" if "LAYAR_DIR" in os.environ else None
        if self.simpan:
            self.simpan.mkdir(parents=True, exist_ok=True)
        self.kuki: dict[str, list] = {"": []}
        self.salah: list[str] = []
        self._jawaban: list[Response] = []
        self._bita: dict[str, int] = {}
        page.on("response", lambda j: self._jawaban.append(j))

    def kunjungi(self, jalur: str, batas: int) -> None:
        """Look at a public page and weigh what it brings to a browser that has nothing yet."""
        self._jawaban.clear()
        if not self.lihat(jalur):
            return
        # What an earlier page brought lies in the browser's memory; a first visit to this one would have fetched it.
        self._bita |= {j.url: _bita(j) for j in self._jawaban if j.url not in self._bita}
        bita = {j.url: self._bita[j.url] for j in self._jawaban}
        jumlah, html = sum(bita.values()), bita[self.alamat + jalur]
        if not 15_000 < jumlah <= batas or html > HTML_MAKS:
            self.salah.append(f"{jalur}: kunjungan pertama {jumlah} bita (batas {batas}), HTML {html} bita")

    def sebagai(self, akun: str, klien: Client | None = None) -> None:
        """From here on with the session of this account (or of this client); '' is a visitor."""
        if akun and akun not in self.kuki:
            klien = klien or self.masuk(akun)
            self.kuki[akun] = [{"name": n, "value": k.value, "url": self.alamat} for n, k in klien.cookies.items()]
        self.page.context.clear_cookies()
        self.page.context.add_cookies(self.kuki[akun])

    def lihat(self, jalur: str, nama: str = "") -> bool:
        """Judge one page at every width and theme; False when it is not there."""
        page = self.page
        jawaban = page.goto(self.alamat + jalur)
        nama = nama or jalur.strip("/").replace("/", "-") or "depan"
        if jawaban.status != 200 or page.url.split("?")[0] != self.alamat + jalur.split("?")[0]:
            self.salah.append(f"{nama}: {jawaban.status} {page.url}")
            return False
        for ukuran, tema in SETIAP:
            page.set_viewport_size(ukuran)
            page.emulate_media(color_scheme=tema)
            self._satu(f"{nama} {ukuran['width']} {tema}", tema)
            # Pictures only for whoever asks for them: they take a third of the time.
            if self.simpan:
                berkas = self.simpan / f"{nama.replace('?', '-')}-{ukuran['width']}-{tema}.png"
                page.screenshot(path=berkas, full_page=True, animations="disabled")
        page.emulate_media(color_scheme="light")
        return True

    def _satu(self, nama: str, tema: str) -> None:
        lebih = self.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        if lebih > 0:
            self.salah.append(f"{nama}: {lebih} piksel terlalu lebar")
        aturan = ATURAN_AXE if tema == "light" else ATURAN_GELAP
        # The first judgement brings axe into the page; there it stays.
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(Axe().axe_script)
        hasil = self.page.evaluate("([lingkup, aturan]) => axe.run(lingkup, aturan)", [LINGKUP_AXE, aturan])
        for t in hasil["violations"]:
            self.salah.append(f"{nama}: {t['id']} {[n['html'][:160] for n in t['nodes'][:3]]}")


def _pendaftar() -> Iterator[tuple[Client, str]]:
    """A visitor's client before each step of the registration, and the address of that step."""
    klien = Client()
    klien.post("/daftar/", isian_daftar())
    yield klien, "/daftar/kode/"
    klien.post("/daftar/kode/", {"kode": kode_terkirim(SUREL)})
    yield klien, "/daftar/foto/"
    yield klien, "/daftar/isian/"
    klien.post("/daftar/foto/", {"foto_ktp": unggahan(), "swafoto": unggahan()})
    yield klien, "/daftar/kirim/"
    isi = {"sandi": "kebun-karet-di-tepi-jalan", "ulang": "kebun-karet-di-tepi-jalan", "setuju": "on"}
    klien.post("/daftar/kirim/", isi)
    yield klien, "/daftar/keadaan/"


def _berkontak(klien: Client, akun: str) -> Client:
    """The account has a proved contact, and its session has passed the code."""
    pengguna = Pengguna.objects.get(username=akun)
    Kontak.objects.create(pengguna=pengguna, saluran="surel")
    sesi = klien.session
    sesi[LEWAT_PESAN] = pengguna.pk
    sesi.save()
    return klien


WARGA = (
    ("beranda/", "akun/", "akun/kontak/", "akun/pindah/", "akun/tutup/", "akun/sandi/", "akun/sesi/", "pemberitahuan/")
    + ("usulan-saya/", "usulan-saya/baru/", "data-saya/", "data-saya/koreksi/", "sanggahan/saya/", "sanggahan/saya/cari/")
)  # fmt: skip


def test_setiap_layar_warga_lolos_axe_di_ponsel_desktop_dan_gelap(page, live_server, masuk, pabrik, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    d, sapu = Dunia(pabrik), Penyapu(page, live_server.url, masuk)
    page.set_default_timeout(20_000)
    for jalur, batas in KUNJUNGAN_MAKS.items():
        sapu.kunjungi(jalur, batas)
    for n, (klien, jalur) in enumerate(_pendaftar()):
        sapu.sebagai(f"pendaftar {n}", klien)
        sapu.lihat(jalur)

    # Empty first, as a new account sees it.
    sapu.sebagai("desa3")
    sapu.lihat("/pendaftaran-mandiri/", "mandiri-kosong")
    sapu.lihat("/koreksi/", "koreksi-kosong")
    sapu.lihat("/sanggahan/", "sanggahan-kosong")

    # One transaction: some of the world is made behind the triggers' back.
    with transaction.atomic():
        warga, petugas = _warga(d), list(_petugas(d))
    beri_tahu([pabrik.pelaku("warga").pengguna_id], "usulan", "Pendaftaran Anda masuk daftar musyawarah.", "/usulan-saya/")
    sapu.sebagai("warga", _berkontak(masuk("warga"), "warga"))
    for jalur in (*("/" + j for j in WARGA), *warga):
        sapu.lihat(jalur)
    for akun, alamat in petugas:
        sapu.sebagai(akun)
        for jalur in alamat:
            sapu.lihat(jalur, f"{akun}-{jalur.strip('/').replace('/', '-')}")
    assert not sapu.salah, "\n".join(sapu.salah)


def _ke(nama: str, *args: object) -> str:
    return reverse(nama, args=args)


def _warga(d: Dunia) -> list[str]:
    s = d.perkara
    # The citizen's own family, before the account takes the NIK of a registered person.
    assert d.dialihkan and s.tentang_warga
    draf = d.pendaftaran_draf.pk
    return [
        _ke("usulan_saya:rincian", d.pendaftaran.pk), _ke("usulan_saya:rincian", draf), _ke("usulan_saya:ubah", draf),
        _ke("usulan_saya:batalkan", draf), _ke("data_saya:koreksi", d.koreksi.pk), _ke("sanggahan:saya_buat", s.kunci),
        _ke("sanggahan:saya_rincian", s.dikirim.pk), _ke("sanggahan:saya_rincian", s.tidak_terbukti.pk),
        _ke("sanggahan:saya_rincian", s.keberatan.sanggahan_id), _ke("sanggahan:keluarga_rincian", s.tentang_warga.pk),
        _ke("sanggahan:tanggapi", s.tetangga.pk),
    ]  # fmt: skip


def _petugas(d: Dunia) -> Iterator[tuple[str, list[str]]]:
    s = d.perkara
    dikirim, ditugaskan, dikunjungi = s.dikirim.pk, s.ditugaskan.pk, s.dikunjungi.pk
    p, dialihkan, koreksi, akun = d.pendaftaran.pk, d.dialihkan.pk, d.koreksi.pk, d.pendaftaran_akun.pk
    yield "admin.kab", [
        "/pendaftaran/", _ke("akun:pendaftaran_rincian", akun), _ke("akun:pendaftaran_tolak", akun), "/pemberitahuan/",
    ]  # fmt: skip
    yield "desa", [
        "/beranda/", "/usulan/kabar-rt/", "/pendaftaran-mandiri/", _ke("mandiri:rincian", p), _ke("mandiri:minta_perbaikan", p),
        _ke("mandiri:alihkan", p), "/koreksi/", _ke("koreksi:rincian", koreksi), _ke("koreksi:terima", koreksi),
        _ke("koreksi:teruskan", koreksi), _ke("koreksi:tolak", koreksi), "/sanggahan/", _ke("sanggahan:rincian", ditugaskan),
        _ke("sanggahan:laporkan", ditugaskan), _ke("sanggahan:catat_jawaban", ditugaskan), "/sanggahan/mundur/",
    ]  # fmt: skip
    yield "kabupaten", [
        "/beranda/", "/pendaftaran-mandiri/", _ke("mandiri:rincian", dialihkan), _ke("mandiri:tolak", dialihkan), "/sanggahan/",
        _ke("sanggahan:rincian", dikirim), _ke("sanggahan:tugaskan", dikirim), _ke("sanggahan:tolak_awal", dikirim),
    ]  # fmt: skip
    yield "verifikator", [
        "/beranda/", "/sanggahan/", _ke("sanggahan:rincian", dikunjungi), _ke("sanggahan:buktikan", dikunjungi),
        _ke("sanggahan:bantah", dikunjungi), _ke("sanggahan:ulangi", dikunjungi), _ke("sanggahan:perkara", s.mundur.usulan_id),
    ]  # fmt: skip
    yield "kepala", ["/sanggahan/", "/sanggahan/keberatan/", _ke("sanggahan:keberatan_rincian", s.keberatan.pk)]
    yield "penilai", [_ke("mandiri:verval_kemensos", dialihkan)]
