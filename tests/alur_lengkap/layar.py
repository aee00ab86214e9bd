"""One screen after the other, as a person sees it: followed by label, photographed, and checked at both widths."""

import re
from pathlib import Path

import brotli
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

from tests.alur_lengkap.panduan import Panduan

LEBAR, PONSEL = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Bytes: brotli as a proxy makes it (HTML) and as it lies ready (static files). A page of many rows pays for its rows.
HTML_MAKS, KUNJUNGAN_PERTAMA_MAKS = 15_000, 90_000
# Rows of a list are alike: a few of them are judged for all.
LINGKUP_AXE = {"include": [["body"]], "exclude": [["tbody tr:nth-child(n+4)"]]}
ATURAN_AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_PELANGGARAN = (
    "addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI))"
)


class Layar:
    """A page of the browser. `panduan` (optional) must name every label that is used; `cepat` leaves axe and the wide width out."""

    def __init__(self, page: Page, alamat: str, simpan: Path, panduan: Panduan | None = None, *, cepat: bool = False) -> None:
        self.page, self.alamat, self.simpan, self.panduan, self.cepat = page, alamat, simpan, panduan, cepat
        self.nomor = 0
        self.galat: list[str] = []
        simpan.mkdir(parents=True, exist_ok=True)
        page.set_viewport_size(LEBAR)
        page.set_default_timeout(15_000)
        page.add_init_script(_PELANGGARAN)
        page.on("console", lambda m: self.galat.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.galat.append(str(e)))

    def _pola(self, label: str, urut: bool) -> re.Pattern[str]:
        return self.panduan.pola(label, urut=urut) if self.panduan else re.compile(f"^{re.escape(label)}$")

    # --- doing ---------------------------------------------------------------------------------------------------------

    def buka(self, jalur: str) -> None:
        self.page.goto(self.alamat + jalur)

    def tautan(self, label: str, *, urut: bool = True):
        """The visible link or button of this name; the work's own before the menu's. A file's link says "(unduh)" to the ear."""
        nama = re.compile(self._pola(label, urut).pattern[:-1] + r"( \(unduh\))?$")
        cari = self.page.get_by_role("button", name=nama).or_(self.page.get_by_role("link", name=nama))
        utama = cari.and_(self.page.locator("main *")).filter(visible=True)
        return utama.first if utama.count() else cari.filter(visible=True).first

    def klik(self, label: str, *, urut: bool = True) -> None:
        self.tautan(label, urut=urut).click()
        self.page.wait_for_load_state("load")

    def menu(self, label: str) -> None:
        self.page.get_by_role("navigation", name="Menu utama").get_by_role("link", name=self._pola(label, True)).click()
        self.page.wait_for_load_state("load")

    def kolom(self, label: str, *, urut: bool = True):
        pola = self._pola(label, urut).pattern
        return self.page.get_by_label(re.compile(pola[:-1] + r"( \(boleh kosong\))?$")).filter(visible=True).first

    def isi(self, label: str, nilai: str, *, tertulis: bool = True, urut: bool = True) -> None:
        """Type into the field; `tertulis`: the README gives the value."""
        if tertulis and self.panduan:
            self.panduan.pastikan_tertulis(nilai)
        self.kolom(label, urut=urut).fill(nilai)

    def pilih_berkas(self, label: str, berkas: Path) -> None:
        if self.panduan:
            assert berkas.name in self.panduan.teks, f"README tidak menyebut {berkas.name}"
        # The page is first let come to rest: its scripts put a button in the input's place.
        self.page.wait_for_load_state("networkidle")
        kolom = self.kolom(label)
        if kolom.evaluate("e => e.type") == "file":
            kolom.set_input_files(berkas)
            return
        # With JavaScript a button stands in for the input.
        with self.page.expect_file_chooser() as pemilih:
            kolom.click()
        pemilih.value.set_files(berkas)

    def pilih(self, label: str, nilai: str) -> None:
        """Choose in a list; one that depends on another fetches its choices first."""
        self.panduan.pastikan_tertulis(nilai)
        self.kolom(label).select_option(label=nilai)
        self.page.wait_for_load_state("networkidle")

    def remah(self, label: str) -> None:
        self.page.get_by_role("navigation", name="Letak halaman").get_by_role("link", name=self._pola(label, True)).click()
        self.page.wait_for_load_state("load")

    def muat_ulang_sampai_ada(self, label: str) -> None:
        """The worker may still be making the document."""
        for _ in range(20):
            if self.page.get_by_role("link", name=re.compile(label)).count():
                return
            self.page.wait_for_timeout(500)
            self.page.reload()

    def masuk(self, akun: str, sandi: str) -> None:
        """Hand over to another account."""
        self.page.get_by_role("button", name=self._pola("Keluar", False)).click()
        self.page.get_by_role("banner").get_by_role("link", name=self._pola("Masuk", False)).click()
        self.isi_masuk(akun, sandi)

    def isi_masuk(self, akun: str, sandi: str) -> None:
        self.isi("Nama akun", akun, urut=False)
        self.isi("Kata sandi", sandi, tertulis=False, urut=False)
        self.page.get_by_role("button", name=self._pola("Masuk", False)).click()
        self.isi_kode()
        self.page.get_by_role("button", name=self._pola("Lanjutkan", False)).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self._pola("Pekerjaan Anda", False))

    def isi_kode(self) -> None:
        """The code that the page of an example account shows; it is spent once used, so two quick ones may have to wait."""
        petunjuk = self.page.locator("main").get_by_text(re.compile("Mode contoh: kode akun ini"))
        for _ in range(40):
            kode = re.search(r"sekarang (\d{6})", petunjuk.inner_text())
            if kode:
                break
            self.page.wait_for_timeout(1000)
            self.page.reload()
        self.isi("Kode dari aplikasi", kode[1], tertulis=False, urut=False)

    def tampak(self, label: str) -> None:
        expect(self.page.locator("main").get_by_text(self._pola(label, True)).filter(visible=True).first).to_be_visible()

    # --- looking -------------------------------------------------------------------------------------------------------

    def lihat(self, nama: str, *, axe: bool = False, banyak_baris: bool = False) -> None:
        """Photograph and check this screen at both widths. `banyak_baris`: a list, whose size depends on its rows."""
        self.nomor += 1
        # As the browser holds it: the answer's own bytes are gone when a redirect or a reload came in between.
        ukuran = len(brotli.compress(self.page.content().encode(), quality=5))
        assert banyak_baris or ukuran <= HTML_MAKS, f"{nama}: HTML {ukuran} bita"
        for lebar in (PONSEL,) if self.cepat else (LEBAR, PONSEL):
            self.page.set_viewport_size(lebar)
            lebih = self.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
            assert lebih <= 0, f"{nama}: {lebih} piksel terlalu lebar pada {lebar['width']}"
            berkas = self.simpan / f"{self.nomor:02d}-{nama}-{lebar['width']}.png"
            self.page.screenshot(path=berkas, full_page=not banyak_baris, animations="disabled")
            # One width a screen, in turn: axe takes most of the time, and both widths share their markup.
            if axe and not self.cepat and lebar == (PONSEL if self.nomor % 2 else LEBAR):
                self.periksa_akses(f"{nama} pada {lebar['width']}")
        self.page.set_viewport_size(LEBAR)
        assert self.galat == [], f"{nama}: {self.galat}"

    def periksa_akses(self, nama: str) -> None:
        temuan = Axe().run(self.page, context=LINGKUP_AXE, options=ATURAN_AXE).response["violations"]
        assert not temuan, f"{nama}: " + "; ".join(f"{t['id']} {[n['html'][:160] for n in t['nodes'][:3]]}" for t in temuan)

    def unduh(self, label: str) -> bytes:
        """What the link leads to, fetched with the session of this browser."""
        jawaban = self.page.context.request.get(self.alamat + self.tautan(label).get_attribute("href"))
        assert jawaban.status == 200, f"{label}: {jawaban.status}"
        return jawaban.body()


def ukuran_terkirim(page: Page, alamat: str) -> int:
    """Bytes of a first visit: text compressed, pictures and fonts as they are."""
    jawaban: list[Response] = []
    page.on("response", lambda j: jawaban.append(j))
    page.goto(alamat)
    page.wait_for_load_state("networkidle")
    jumlah = 0
    for j in jawaban:
        isi, tipe = j.body(), j.headers.get("content-type", "")
        jumlah += len(brotli.compress(isi, quality=5 if "html" in tipe else 11)) if "font" not in tipe else len(isi)
    return jumlah
