"""The documents say what the portal does: generated lists are current, links lead somewhere, labels stand on the screens."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from skrip import daftar_aturan

AKAR = Path(settings.BASE_DIR)
DOKUMEN = AKAR / "docs"
HALAMAN = [AKAR / "README.md", *sorted(DOKUMEN.glob("*.md"))]
PANDUAN = sorted(DOKUMEN.glob("panduan-*.md"))
APLIKASI = ("dasar", "wilayah", "akun", "dtks", "usulan", "verval", "sanggahan", "penetapan", "penggunaan", "pemantauan")
# Headings of a guide.
BUKAN_LABEL = {"Untuk siapa.", "Hasilnya.", "Batas waktu."}


def nama(berkas: Path) -> str:
    return berkas.name


def jangkar(judul: str) -> str:
    """A heading as the address that a Markdown page gives it."""
    return re.sub(r"[^\w\- ]", "", judul.lower()).replace(" ", "-")


@pytest.fixture(scope="module")
def teks_layar() -> str:
    """Everything that can stand on a screen: the templates, and the words in the code."""
    templat = [p.read_text("utf-8") for p in sorted((AKAR / "templates").rglob("*.html"))]
    kode = [p.read_text("utf-8") for app in APLIKASI for p in sorted((AKAR / app).rglob("*.py")) if "migrations" not in p.parts]
    rata = re.sub(r"\s+", " ", "\n".join([*templat, *kode]))
    return re.sub(r"""(["']) f?\1""", "", rata)  # one sentence written as several literals


def test_daftar_aturan_sama_dengan_daftar_dalam_kode():
    assert daftar_aturan.TUJUAN.read_text("utf-8") == daftar_aturan.susun(), "jalankan skrip/daftar_aturan.py"


def test_setiap_kode_aturan_dalam_kode_ada_dalam_daftar():
    kode = {
        k
        for app in APLIKASI
        for p in (AKAR / app).rglob("*.py")
        for k in re.findall(r"\bV-[A-Z]{2,3}-\d\d\b", p.read_text("utf-8"))
    }
    assert len(kode) > 25
    assert sorted(k for k in kode if f"| {k} |" not in daftar_aturan.susun()) == []


def test_kalimat_pemeriksaan_dibaca_dari_sql():
    sql = "select id, format('Sudah ada di %%s. '\n 'Hapus ''satu''.', nama) from t where d = 'masuk'"
    assert daftar_aturan.kalimat(sql) == ["Sudah ada di …. Hapus 'satu'."]


@pytest.mark.parametrize("halaman", HALAMAN, ids=nama)
def test_tautan_ke_berkas_setempat_ada_tujuannya(halaman):
    hilang = []
    for tujuan in re.findall(r"\]\(([^)\s]+)\)", halaman.read_text("utf-8")):
        if re.match(r"[a-z]+:", tujuan):
            continue
        jalur, _, bagian = tujuan.partition("#")
        berkas = halaman.parent / jalur if jalur else halaman
        if not berkas.exists():
            hilang.append(tujuan)
        elif bagian:
            judul = re.findall(r"^#+ (.+)$", berkas.read_text("utf-8"), re.M)
            hilang += [] if bagian in map(jangkar, judul) else [tujuan]
    assert hilang == []


def tidak_tertulis(kalimat: set[str], layar: str) -> list[str]:
    """Those of the sentences that no screen has; `…` stands for what the screen fills in."""
    potongan = {k: [b.strip(" ().") for b in k.split("…")] for k in kalimat}
    pola = {
        k: [rf"(?<!\w){re.escape(b)}(?!\w)" if b[:1].isalnum() else re.escape(b) for b in isi] for k, isi in potongan.items()
    }
    return sorted(k for k, semua in pola.items() if not all(re.search(satu, layar) for satu in semua))


@pytest.mark.parametrize("panduan", PANDUAN, ids=nama)
def test_label_tebal_panduan_ada_di_layar(panduan, teks_layar):
    label = set(re.findall(r"\*\*(.+?)\*\*", re.sub(r"\s+", " ", panduan.read_text("utf-8")))) - BUKAN_LABEL
    assert label
    assert tidak_tertulis(label, teks_layar) == []


@pytest.mark.parametrize("panduan", PANDUAN, ids=nama)
def test_pesan_dalam_panduan_ada_di_layar(panduan, teks_layar):
    pesan, dalam_tabel = set(), False
    for baris in panduan.read_text("utf-8").splitlines():
        dalam_tabel = baris.startswith("|") and (dalam_tabel or baris == "| Pesan | Artinya |")
        if dalam_tabel and baris != "| Pesan | Artinya |" and not baris.startswith("|---"):
            pesan.add(baris.split("|")[1].strip())
    assert pesan
    assert tidak_tertulis(pesan, teks_layar) == []


def test_setiap_gambar_dipakai_satu_panduan_dan_cukup_kecil():
    dipakai = {g for p in PANDUAN for g in re.findall(r"\(gambar/([^)]+)\)", p.read_text("utf-8"))}
    gambar = sorted((DOKUMEN / "gambar").glob("*.png"))
    assert {g.name for g in gambar} == dipakai
    assert [g.name for g in gambar if g.stat().st_size > 120_000] == []
    assert sum(g.stat().st_size for g in gambar) < 3_000_000


def test_setiap_panduan_ada_di_indeks():
    indeks = (DOKUMEN / "README.md").read_text("utf-8")
    assert [p.name for p in PANDUAN if f"({p.name})" not in indeks] == []
