"""Writes docs/aturan.md: every rule, criterion and reason code of the portal, from the lists that the code itself uses.

Run by `make docs`; a test holds that the file equals what this gives, so the page cannot drift from the program.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

AKAR = Path(__file__).resolve().parent.parent
if not apps.ready:  # run as a program, not from the suite
    sys.path.insert(0, str(AKAR))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtks.settings")
    django.setup()

from akun.fungsi import FUNGSI, FUNGSI_BERKECAMATAN, FUNGSI_BERPROGRAM  # noqa: E402
from dasar.nilai import ATURAN_BARIS  # noqa: E402
from dasar.nilai.kolom import KOLOM  # noqa: E402
from penetapan.kriteria import KRITERIA  # noqa: E402
from usulan.hubungan import ATURAN_HUBUNGAN  # noqa: E402
from usulan.models import DokumenMusyawarah, KodeAlasan  # noqa: E402
from usulan.models.rujukan import TANGGAL_BAWAAN  # noqa: E402
from usulan.pencatatan import UMUR_MAKS  # noqa: E402
from usulan.rujukan import ALASAN  # noqa: E402

TUJUAN = AKAR / "docs" / "aturan.md"

AKIBAT = {"E": "Ditolak", "W": "Peringatan", "I": "Keterangan"}
BATAS = (
    ("batas_desa", "Desa/kelurahan mengajukan"),
    ("batas_kabupaten", "Kabupaten/kota selesai memverifikasi"),
    ("batas_pengesahan", "Kepala dinas mengesahkan"),
    ("batas_penilaian", "Kementerian Sosial menilai integritas"),
)

_LITERAL = re.compile(r"'((?:[^']|'')*)'(?:\s*'((?:[^']|'')*)')*")


def kalimat(sql: str) -> list[str]:
    """The sentences that a check writes, in the order of its SQL; what it fills in from the data stands as `…`."""
    hasil = []
    for cocok in _LITERAL.finditer(sql):
        utuh = "".join(re.findall(r"'((?:[^']|'')*)'", cocok.group())).replace("''", "'").replace("%%s", "…").strip()
        if " " in utuh and utuh.endswith(".") and utuh not in hasil:
            hasil.append(utuh)
    return hasil


def kolom(kunci: Sequence[str]) -> str:
    """Headings of the workbook's columns that a rule is about."""
    judul = {k.kunci: k.judul for k in KOLOM} | {"program": "PROGRAM BANSOS", "hubungan": "SHDK"}
    return ", ".join(judul[k] for k in kunci) if len(kunci) < 5 else "beberapa kolom"


def dasar(teks: str) -> str:
    """The legal source of a rule; working notes of the design are not one."""
    sumber = [s.strip() for s in teks.split(";") if ".md" not in s]
    return "; ".join(sumber) or "berdasarkan praktik"


def tabel(kepala: Sequence[str], baris: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(kepala) + " |"
    yield "|" + "---|" * len(kepala)
    for satu in baris:
        yield "| " + " | ".join(sel.replace("|", "\\|") for sel in satu) + " |"
    yield ""


def susun() -> str:
    """The whole page; no database is asked."""
    return "\n".join([*_pembuka(), *_baris(), *_hubungan(), *_musyawarah(), *_kriteria(), *_alasan(), *_batas(), *_penugasan()])


def _pembuka() -> Iterator[str]:
    yield "# Kode aturan dan kode alasan"
    yield ""
    yield "Kode di halaman ini sama dengan yang tampil di layar, di buku kerja hasil, dan di API. Halaman ini disusun dari"
    yield "program oleh `skrip/daftar_aturan.py` (`make docs`); jangan disunting dengan tangan."
    yield ""
    yield "**Ditolak**: baris atau isian itu tidak dapat masuk. **Peringatan**: dapat masuk, tetapi harus dijelaskan sebelum"
    yield "diajukan. **Keterangan**: hanya untuk diketahui."
    yield ""


def _baris() -> Iterator[str]:
    yield "## Aturan satu baris"
    yield ""
    yield "Berlaku untuk buku kerja, formulir keluarga, dan API."
    yield ""
    yield from tabel(
        ("Kode", "Akibat", "Kolom", "Aturan", "Dasar"),
        ((a.kode, AKIBAT[a.tingkat], kolom(a.kolom), a.keterangan, dasar(a.dasar)) for a in ATURAN_BARIS),
    )


def _hubungan() -> Iterator[str]:
    yield "## Aturan antarbaris"
    yield ""
    yield "Membandingkan baris dengan baris lain, dengan DTKS, dengan usulan yang masih diproses, dan dengan data kependudukan."
    yield ""
    yield from tabel(
        ("Kode", "Akibat", "Kolom", "Pesan", "Dasar"),
        (
            (
                a.kode,
                AKIBAT[a.tingkat],
                kolom(a.kolom.split(",")),
                " ".join(kalimat(a.sql)),
                dasar(a.dasar),
            )
            for a in sorted(ATURAN_HUBUNGAN, key=lambda a: a.kode)
        ),
    )


def _musyawarah() -> Iterator[str]:
    dokumen = ", ".join(j.label.lower() for j in DokumenMusyawarah.Jenis)
    yield "## Aturan musyawarah"
    yield ""
    yield from tabel(
        ("Kode", "Akibat", "Aturan", "Dasar"),
        (
            (
                "V-MUS-01",
                AKIBAT["E"],
                f"Musyawarah sudah dilaksanakan, paling lama {UMUR_MAKS.days} hari (tiga bulan) yang lalu.",
                "Kepmensos 73/HUK/2024",
            ),
            ("V-MUS-02", AKIBAT["E"], f"Empat dokumen ada: {dokumen}.", "Kepmensos 73/HUK/2024"),
        ),
    )


def _kriteria() -> Iterator[str]:
    yield "## Lima kriteria integritas"
    yield ""
    yield "Pasal 8 ayat (3) Permensos 3/2021. Usulan yang tidak memenuhi kembali ke kabupaten/kota dengan kode alasannya."
    yield ""
    yield from tabel(
        ("Huruf", "Kriteria", "Kode alasan", "Bukti pada hasil penilaian"),
        (
            (k.huruf, k.nama, k.kode_alasan, " ".join(dict.fromkeys(b for sql in k.periksa for b in kalimat(sql))))
            for k in KRITERIA
        ),
    )


def _alasan() -> Iterator[str]:
    yield "## Kode alasan"
    yield ""
    yield "Daftar awal. Administrasi Pusdatin dapat menambah atau menonaktifkan kode di **Data rujukan**."
    yield ""
    for kelompok in KodeAlasan.Kelompok:
        yield f"### {kelompok.label}"
        yield ""
        yield from tabel(
            ("Kode", "Alasan", "Yang harus dilakukan"),
            ((kode, teks, tindakan or "–") for kode, huruf, teks, tindakan in ALASAN if huruf == kelompok.value),
        )


def _batas() -> Iterator[str]:
    yield "## Batas waktu setiap bulan"
    yield ""
    yield "Berlaku bila tidak ada jadwal khusus di **Data rujukan**. Batas ini mengingatkan; yang lewat tidak hilang dan tidak ditolak."
    yield ""
    yield from tabel(
        ("Pekerjaan", "Tanggal"),
        [(nama, str(TANGGAL_BAWAAN[kunci])) for kunci, nama in BATAS] + [("Penetapan", "hari kerja terakhir")],
    )


def _nama(fungsi: Iterable[str]) -> str:
    return " dan ".join(FUNGSI[f].nama for f in fungsi)


def _penugasan() -> Iterator[str]:
    maksimum, detik = settings.BATAS_PUBLIK["isian-orang-luar"]
    yield "## Aturan penugasan petugas"
    yield ""
    yield "Kode yang dijawab API; layar menampilkan kalimatnya."
    yield ""
    yield from tabel(
        ("Kode", "Aturan", "Dasar"),
        (
            ("fungsi-rangkap", "Satu orang memegang satu fungsi pada satu waktu.", "Kepmensos 73/HUK/2024"),
            (
                "program-kosong, program-tidak-dikenal",
                f"{_nama(FUNGSI_BERPROGRAM)} bertugas untuk satu program atau lebih dari daftar program yang aktif. Hanya"
                " kepesertaan program itu yang terlihat, diekspor, dan diminta.",
                "berdasarkan praktik",
            ),
            ("di-luar-program", "Data yang diminta atau diekspor termasuk program penugasannya.", "berdasarkan praktik"),
            (
                "kecamatan-di-luar",
                f"{_nama(FUNGSI_BERKECAMATAN)} dapat dibatasi pada kecamatan di kabupaten/kotanya; tanpa daftar berarti"
                " seluruhnya.",
                "berdasarkan praktik",
            ),
            (
                "mata-kedua",
                "Kata sandi dan aplikasi kode satu petugas tidak disetel ulang oleh admin yang sama sampai petugas masuk dengan"
                f" kedua langkah dan {settings.SETEL_ULANG_JEDA_JAM} jam berlalu.",
                "berdasarkan praktik",
            ),
            (
                "terlalu-sering",
                f"Isian keluarga yang ditolak menyangkut paling banyak {maksimum} orang dari desa/kelurahan lain dalam"
                f" {detik // 60} menit per petugas.",
                "berdasarkan praktik",
            ),
        ),
    )


if __name__ == "__main__":
    TUJUAN.write_text(susun(), "utf-8")
    print(f"{TUJUAN.relative_to(AKAR)} ditulis")
