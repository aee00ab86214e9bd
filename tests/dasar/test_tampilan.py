"""Tags, form rendering, components and assets: what every page relies on."""

import datetime as dt
import gzip
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from dasar.grafik import batang, garis
from dasar.isian import TanggalField, isian_nomor
from dasar.templatetags import siks

AKAR = Path(settings.BASE_DIR)
TEMPLATES = sorted((AKAR / "templates").rglob("*.html"))
KOMPONEN = sorted((AKAR / "templates" / "komponen").glob("*.html"))
VENDOR = AKAR / "static" / "vendor"


def baca(*bagian: str) -> str:
    return AKAR.joinpath(*bagian).read_text("utf-8")


# --- values on screen ----------------------------------------------------------------------------------------------------


def test_nik_disamarkan_sehingga_angka_tengah_tidak_pernah_sampai_ke_halaman():
    assert siks.nik_samar("9909084507900001") == "9909••••••••0001"
    assert siks.nik_samar("12345") == "•••••"
    assert siks.nik_samar(None) == "–"


@pytest.mark.parametrize(
    ("nilai", "tampak"), [(1234567, "1.234.567"), (0, "0"), (None, "–"), (Decimal("1234.5"), "1.234,5"), (-1200, "-1.200")]
)
def test_angka_ditulis_dengan_pemisah_indonesia(nilai, tampak):
    assert siks.angka(nilai) == tampak


def test_waktu_ditulis_dalam_waktu_setempat():
    saat = dt.datetime(2026, 11, 14, 18, 30, tzinfo=dt.UTC)
    assert siks.waktu(saat) == "15 November 2026 pukul 01.30 WIB"
    assert siks.tanggal(saat) == "15 November 2026"
    assert siks.tanggal_singkat(dt.date(2026, 8, 1)) == "1 Agu 2026"
    with timezone.override("Asia/Jayapura"):
        assert siks.waktu(saat) == "15 November 2026 pukul 03.30 WIT"


def test_kode_wilayah_periode_dan_ukuran_berkas_ditulis_seperti_di_surat():
    assert [siks.wilayah_titik(k) for k in ("12", "1209", "120920", "1209201008")] == [
        "12",
        "12.09",
        "12.09.20",
        "12.09.20.1008",
    ]
    assert siks.periode(202611) == "November 2026"
    assert [siks.ukuran_berkas(n) for n in (512, 204800, 1600000)] == ["512 B", "200 KB", "1,5 MB"]


def test_tenggat_menyebut_sisa_hari_dan_keterlambatan():
    hari_ini = timezone.localdate()

    def teks(geser):
        html = render_to_string("komponen/tenggat.html", {"batas": hari_ini + dt.timedelta(days=geser)})
        return re.sub(r"<[^>]+>", "", html)

    assert teks(5).strip().endswith("5 hari lagi")
    assert teks(0).strip().endswith("hari ini")
    assert teks(-2).strip().endswith("lewat 2 hari")


def test_tautan_saringan_menjaga_kueri_lain_dan_kembali_ke_halaman_pertama():
    request = RequestFactory().get("/", {"q": "siti & ani", "status": "lengkap", "sesudah": "abc"})
    templat = Template('{% load siks %}{% ganti_kueri status="layak" %}|{% ganti_kueri status=None q="" %}')
    assert templat.render(Context({"request": request}, autoescape=False)) == "?q=siti+%26+ani&status=layak|?"


# --- forms ---------------------------------------------------------------------------------------------------------------


class FormulirContoh(forms.Form):
    nik = forms.CharField(label="NIK", help_text="16 angka", min_length=16, widget=isian_nomor())
    lahir = TanggalField(label="Tanggal lahir")
    keputusan = forms.ChoiceField(label="Keputusan", choices=[("l", "Layak"), ("t", "Tidak layak")], widget=forms.RadioSelect)
    program = forms.MultipleChoiceField(label="Program", choices=[("PKH", "PKH")], widget=forms.CheckboxSelectMultiple)
    dusun = forms.ChoiceField(label="Dusun", choices=[("1", "Dusun I")])
    catatan = forms.CharField(label="Catatan", widget=forms.Textarea, required=False)
    foto = forms.FileField(label="Foto", widget=forms.FileInput({"data-perkecil": 1600}))
    setuju = forms.BooleanField(label="Data ini benar")


def salah() -> FormulirContoh:
    return FormulirContoh({"nik": "123", "lahir_0": "31", "lahir_1": "2", "lahir_2": "1990", "dusun": "9"})


def test_setiap_isian_biasa_tampil_dengan_kelas_sistem_desain():
    html = str(FormulirContoh())
    for kelas in (
        "govuk-input",
        "govuk-radios__input",
        "govuk-checkboxes__input",
        "govuk-select",
        "govuk-textarea",
        "govuk-file-upload",
    ):
        assert re.search(rf'class="[^"]*\b{kelas}\b', html), kelas
    assert 'data-perkecil="1600"' in html
    assert 'data-i18n.choose-files-button="Pilih berkas"' in html
    assert html.count("(boleh kosong)") == 1


def test_keterangan_galat_sebuah_isian_ditemukan_pembaca_layar():
    html = str(salah())
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    ditunjuk = {i for rujukan in re.findall(r'aria-describedby="([^"]+)"', html) for i in rujukan.split()}
    assert ditunjuk and ditunjuk <= ids
    assert 'class="govuk-input govuk-input--error govuk-input--width-20 s-angka"' in html
    assert html.count('aria-invalid="true"') >= 7


def test_ringkasan_galat_menuju_isian_yang_ada_dan_menyebut_namanya():
    formulir = salah()
    html = render_to_string(
        "komponen/formulir.html", {"formulir": formulir, "csrf": "x", "teks": "Simpan", "pesan": "Sudah diajukan."}
    )
    tujuan = re.findall(r'<li><a href="#([^"]+)">', html)
    assert len(tujuan) == 7
    assert set(tujuan) <= set(re.findall(r'\bid="([^"]+)"', html))
    assert "Ada 8 isian" in html
    assert "Sudah diajukan." in html
    assert re.search(r'href="#id_foto">Foto: ', html)
    assert 'enctype="multipart/form-data"' in html


def test_ringkasan_galat_juga_menunjuk_ke_baris_sebuah_formset():
    Baris = forms.formset_factory(FormulirContoh, extra=0)
    formset = Baris({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-nik": "1", "form-1-nik": "2"})
    html = render_to_string("komponen/galat_ringkas.html", {"formset": formset})
    assert 'href="#id_form-0-nik"' in html
    assert "#id_form-1-lahir_0" in html


def test_ringkasan_galat_kosong_bila_tidak_ada_yang_salah():
    assert render_to_string("komponen/galat_ringkas.html", {"formulir": FormulirContoh()}).strip() == ""


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        (["5", "", "1990"], "Isi juga bulan."),
        (["31", "2", "1990"], "tidak ada"),
        (["5", "7", "90"], "empat angka"),
        (["lima", "7", "1990"], "dengan angka"),
        (["٥", "7", "1990"], "dengan angka"),
    ],
)
def test_tanggal_tiga_kotak_mengatakan_apa_yang_salah(isi, pesan):
    with pytest.raises(forms.ValidationError, match=pesan):
        TanggalField().clean(isi)


def test_tanggal_tiga_kotak_membaca_tanggal():
    assert TanggalField().clean([" 5 ", "7", "1990"]) == dt.date(1990, 7, 5)
    assert TanggalField(required=False).clean(["", "", ""]) is None


# --- frame and components ------------------------------------------------------------------------------------------------


def test_pesan_dan_galat_tampil_terbaca_dan_tidak_menjadi_html():
    konteks = {"messages": [Message(25, "Tersimpan <b>")], "galat": "Usulan sudah diajukan."}
    html = render_to_string("komponen/pesan.html", konteks)
    assert 'role="alert"' in html and 'role="status"' in html
    assert "Tersimpan &lt;b&gt;" in html
    assert html.index("Usulan sudah diajukan.") < html.index("Tersimpan")


def test_setiap_komponen_dibuka_dengan_daftar_parameternya():
    assert len(KOMPONEN) > 15
    for berkas in KOMPONEN:
        assert berkas.read_text("utf-8").startswith("{% comment %}\n"), berkas.name


def test_tidak_ada_skrip_atau_gaya_sebaris_yang_dilarang_kebijakan_isi():
    sebaris = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=\"|javascript:|hx-on|hx-vals=.js:")
    melanggar = [b.relative_to(AKAR).as_posix() for b in TEMPLATES if sebaris.search(b.read_text("utf-8"))]
    assert melanggar == []


def test_setiap_ikon_yang_dipakai_ada_di_lembar_ikon():
    ada = re.findall(r'<symbol id="([^"]+)"', (AKAR / "static" / siks.SPRITE).read_text("utf-8"))
    assert len(ada) == len(set(ada))
    dipakai = {n for b in TEMPLATES for n in re.findall(r'{% ikon ["\']([^"\']+)', b.read_text("utf-8"))}
    dipakai |= {n for b in TEMPLATES for n in re.findall(r'\bikon=["\']([^"\']+)', b.read_text("utf-8"))}
    assert dipakai and dipakai <= set(ada)


def test_alamat_yang_tidak_ada_dijawab_dengan_halaman_biasa_yang_berbahasa_indonesia(client):
    jawaban = client.get("/tidak-ada/")
    html = jawaban.content.decode()
    assert jawaban.status_code == 404
    assert '<html lang="id"' in html and "Langsung ke isi utama" in html
    assert "Halaman tidak ditemukan" in html and "di luar wilayah dan tugas Anda" in html


def test_tema_hanya_menerima_dua_pilihan(rf):
    def akar(nilai):
        request = rf.get("/")
        request.COOKIES["tema"] = nilai
        return re.search(r"<html[^>]*>", render_to_string("404.html", request=request))[0]

    assert 'data-tema="gelap"' in akar("gelap")
    assert "data-tema" not in akar('x" onload="y')


def test_halaman_galat_server_tidak_memerlukan_apa_pun():
    html = render_to_string("500.html", {"nomor_permintaan": "7f3a"})
    assert "7f3a" in html
    assert "tidak disimpan" in html


def test_grafik_batang_adalah_tabel_dan_nilai_kecil_tetap_terlihat():
    baris = batang([("Air Joman", 1000), ("Buntu Pane", 1), ("Teluk Dalam", 0)])
    assert [b["lebar"] for b in baris] == ["100.0", "0.5", "0"]
    html = render_to_string(
        "komponen/grafik_batang.html", {"judul": "Dua kecamatan", "baris": [("Air Joman", 1234), ("Buntu", 0)]}
    )
    assert '<td class="num">1.234</td>' in html and "<caption>Dua kecamatan</caption>" in html


def test_grafik_garis_membawa_tabel_datanya_dan_tahan_data_kosong():
    g = garis(["Jan", "Feb"], [{"nama": "Masuk", "nilai": [3, 1_500_000]}])
    assert g["sumbu"][-1]["teks"] == "2 jt"
    assert [b["nilai"] for b in g["tabel"]] == [[3], [1_500_000]]
    assert garis([], [])["kurva"] == []
    html = render_to_string(
        "komponen/grafik_garis.html", {"judul": "x", "label": ["Jan"], "deret": [{"nama": "Masuk", "nilai": [7]}]}
    )
    assert "<td>7</td>" in html


def test_kemajuan_berhenti_bertanya_ketika_pekerjaan_berakhir():
    def html(status):
        return render_to_string("komponen/kemajuan.html", {"status": status, "url": "/p/1/", "persen": 40, "judul": "Impor"})

    assert "hx-get" in html("berjalan") and "hx-get" in html("antre")
    assert "hx-get" not in html("selesai") and "hx-get" not in html("gagal")


# --- assets --------------------------------------------------------------------------------------------------------------


def test_gaya_dan_skrip_tetap_ringan():
    def kilo(*berkas):
        return sum(len(gzip.compress((AKAR / "static" / b).read_bytes(), 9)) for b in berkas) / 1024

    assert kilo("vendor/govuk-frontend-6.6.0/govuk-frontend.min.css", "siks/siks.css") <= 25
    assert (
        kilo(
            "vendor/govuk-frontend-6.6.0/govuk-frontend.min.js",
            "vendor/htmx-2.0.11/htmx.min.js",
            "siks/siks.js",
            "siks/foto.js",
        )
        <= 35
    )


def test_huruf_dan_lambang_milik_gov_uk_tidak_ikut():
    css = baca("static", "vendor", "govuk-frontend-6.6.0", "govuk-frontend.min.css")
    for jejak in ("GDS", "crest", "url(", "sourceMapping"):
        assert jejak not in css


def test_setiap_berkas_pihak_lain_disertai_lisensinya():
    for folder in VENDOR.iterdir():
        assert any((folder / nama).is_file() for nama in ("LICENSE", "OFL.txt")), folder.name


def test_tema_gelap_pilihan_dan_tema_gelap_sistem_sama():
    css = baca("static", "siks", "siks.css")
    sistem = re.search(r"prefers-color-scheme:dark\)\{:root:not\(\[data-tema=terang\]\)\{(.*?)\}\}", css, re.S)[1]
    pilihan = re.search(r"\n:root\[data-tema=gelap\]\{(.*?)\}", css, re.S)[1]
    assert sistem.split() == pilihan.split()
