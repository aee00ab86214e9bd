"""A village's workbook through the upload door: what is accepted, what is refused, and what nobody loses."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from django.urls import reverse
from openpyxl import load_workbook

from dasar.models import Pekerjaan
from usulan.models import BarisImpor, Impor, Usulan


@pytest.fixture
def unggah(masuk, pabrik, django_capture_on_commit_callbacks):
    """`unggah(isi, nama, akun)` → (client, deliberation, answer): posts a workbook and lets its check run."""

    def kirim(isi: bytes, nama: str = "usulan.xlsx", akun: str = "desa", musyawarah=None):
        klien = masuk(akun)
        musyawarah = musyawarah or pabrik.musyawarah(akun)
        with django_capture_on_commit_callbacks(execute=True):
            jawaban = klien.post(
                reverse("usulan:impor_buat", args=[musyawarah.pk]), {"berkas": SimpleUploadedFile(nama, isi)}, follow=False
            )
        return klien, musyawarah, jawaban

    return kirim


def halaman_impor(klien) -> tuple[Impor, str]:
    impor = Impor.objects.latest("pk")
    return impor, klien.get(reverse("usulan:impor_rincian", args=[impor.pk])).content.decode()


@pytest.mark.parametrize(
    ("nama", "akun"), [("asahan-bersih.xlsx", "desa"), ("asahan-kotor.xlsx", "desa3"), ("serang-kotor.csv", "desa2")]
)
def test_buku_contoh_lewat_pintu_unggah_berakhir_seperti_harapannya(unggah, berkas_contoh, nama, akun):
    jalur, harapan = berkas_contoh(nama)
    klien, _, jawaban = unggah(jalur.read_bytes(), nama, akun)
    assert (
        jawaban.status_code == 302 and "/pekerjaan/" in jawaban.url and "lanjut=/usulan/musyawarah/buku-kerja/" in jawaban.url
    )
    impor, halaman = halaman_impor(klien)
    assert impor.status == Impor.Status.SIAP and impor.jumlah_baris == harapan["baris"]
    baris = {b.nomor: b for b in BarisImpor.objects.filter(impor_id=impor.pk).exclude(status="DITERIMA")}
    for nomor, harap in harapan["galat"].items():
        hasil = baris.pop(int(nomor))
        assert hasil.status == harap["status"], (nomor, hasil.kode)
        assert set(harap["kode"]) <= set(hasil.kode.split(",")), (nomor, hasil.kode)
    assert [n for n, b in baris.items() if b.status == "DITOLAK"] == []
    # Masked on the page, whatever the row holds.
    assert not BarisImpor.objects.filter(impor_id=impor.pk, nik__in=[k for k in halaman.split() if len(k) == 16]).exists()


def test_baris_baik_masuk_ketika_diterapkan_dan_penerapan_kedua_tidak_menambah(
    unggah, berkas_contoh, django_capture_on_commit_callbacks
):
    jalur, _ = berkas_contoh("asahan-kotor.xlsx")
    klien, musyawarah, _ = unggah(jalur.read_bytes(), akun="desa3")
    impor, halaman = halaman_impor(klien)
    assert "Belum ada yang masuk sampai Anda menekan Terapkan" in halaman and not Usulan.objects.exists()
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            klien.post(reverse("usulan:impor_terapkan", args=[impor.pk]))
        impor.refresh_from_db()
        assert impor.status == Impor.Status.DITERAPKAN
        assert Usulan.objects.count() == impor.jumlah_masuk == impor.jumlah_diterima + impor.jumlah_peringatan
    halaman = halaman_impor(klien)[1]
    assert "masuk ke daftar musyawarah" in halaman and "Terapkan" not in halaman
    assert set(Usulan.objects.values_list("musyawarah", "status").distinct()) == {(musyawarah.pk, "disusun")}


def test_buku_kerja_hasil_dapat_diunduh_dengan_tiga_kolom_tambahan(unggah, berkas_contoh):
    jalur, harapan = berkas_contoh("asahan-kotor.xlsx")
    klien, _, _ = unggah(jalur.read_bytes(), akun="desa3")
    impor, _ = halaman_impor(klien)
    jawaban = klien.get(reverse("usulan:impor_hasil", args=[impor.pk]))
    assert jawaban["Content-Disposition"].startswith("attachment")
    buku = load_workbook(io.BytesIO(jawaban.getvalue()), read_only=True).active
    baris = list(buku.iter_rows(values_only=True))
    assert list(baris[0][-3:]) == ["STATUS", "KODE", "PENJELASAN"] and len(baris) == harapan["baris"] + 1


def test_berkas_yang_sama_dua_kali_memberi_hasil_yang_sudah_ada(unggah, berkas_contoh):
    isi = berkas_contoh("asahan-bersih.xlsx")[0].read_bytes()
    _, musyawarah, _ = unggah(isi)
    klien, _, kedua = unggah(isi, "nama-lain.xlsx", musyawarah=musyawarah)
    impor = Impor.objects.get()
    assert kedua.url == reverse("usulan:impor_rincian", args=[impor.pk])
    assert "sudah pernah diunggah" in klien.get(kedua.url).content.decode()
    assert Pekerjaan.objects.filter(jenis="periksa_impor").count() == 1


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"%PDF-1.7\n%isi", "adalah PDF walaupun namanya mungkin lain"),
        (b"NAMA;UMUR\nBudi;30\n", "Judul kolom tidak ditemukan"),
        (b"NIK;NAMA;NOKK\n1;Budi;2\n", "Kolom yang tidak ditemukan: PROGRAM BANSOS"),
    ],
)
def test_berkas_yang_bukan_buku_kerja_ditolak_dengan_jalan_keluarnya(unggah, pabrik, isi, kalimat):
    musyawarah = pabrik.musyawarah()
    pabrik.disusun(musyawarah=musyawarah)
    klien, _, _ = unggah(isi, musyawarah=musyawarah)
    impor, halaman = halaman_impor(klien)
    assert impor.status == Impor.Status.GAGAL and kalimat in halaman
    assert "Unggah berkas lain" in halaman and Usulan.objects.count() == 1


def test_berkas_yang_gagal_dapat_diunggah_lagi(unggah, pabrik):
    musyawarah = pabrik.musyawarah()
    for _ in range(2):
        unggah(b"%PDF-1.7", musyawarah=musyawarah)
    assert list(Impor.objects.values_list("status", flat=True)) == ["gagal", "gagal"]


def test_berkas_kosong_ditolak_di_halaman_unggah(unggah):
    _, _, jawaban = unggah(b"")
    assert jawaban.status_code == 409 and "Simpan ulang dari Excel, lalu unggah lagi." in jawaban.content.decode()


def test_unggah_tanpa_memilih_berkas_memberi_tahu(masuk, pabrik):
    jawaban = masuk("desa").post(reverse("usulan:impor_buat", args=[pabrik.musyawarah().pk]), {})
    assert jawaban.status_code == 422 and "Pilih buku kerja yang akan diunggah." in jawaban.content.decode()


class Aliran(io.RawIOBase):
    """A body of 200 MB that must not be read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _) -> int:
        raise AssertionError("isi berkas besar dibaca")


def test_berkas_200_mb_ditolak_sebelum_sebyte_pun_dibaca(masuk, pabrik):
    jawaban = masuk("desa").generic(
        "POST",
        reverse("usulan:impor_buat", args=[pabrik.musyawarah().pk]),
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(200 * 1024 * 1024), "wsgi.input": Aliran()},
    )
    assert jawaban.status_code == 413
    assert "berukuran 200 MB, paling besar 20 MB" in jawaban.content.decode()
    assert not Impor.objects.exists()


def test_berkas_sedikit_di_atas_batas_ditolak_dengan_kalimat_yang_sama(unggah):
    _, _, jawaban = unggah(b"x" * (20 * 1024 * 1024 + 10))
    assert jawaban.status_code == 409 and "paling besar 20 MB" in jawaban.content.decode()


def test_unggahan_tetap_menuntut_tanda_csrf(masuk, pabrik):
    klien = masuk("desa")
    klien.handler.enforce_csrf_checks = True
    jawaban = klien.post(
        reverse("usulan:impor_buat", args=[pabrik.musyawarah().pk]), {"berkas": SimpleUploadedFile("a.xlsx", b"x")}
    )
    assert jawaban.status_code == 403 and not Impor.objects.exists()


def test_buku_desa_lain_ditolak_semua_barisnya(unggah, berkas_contoh):
    klien, _, _ = unggah(berkas_contoh("asahan-bersih.xlsx")[0].read_bytes(), akun="desa3")
    impor, halaman = halaman_impor(klien)
    assert impor.jumlah_ditolak == impor.jumlah_baris
    assert "Tidak ada baris yang dapat masuk" in halaman and "mungkin milik desa/kelurahan lain" in halaman
    assert ">Terapkan<" not in halaman


def test_kolom_yang_diabaikan_disebut_namanya(unggah):
    judul = "NIK;PROGRAM BANSOS;NOKK;NAMA;TEMPAT LAHIR;TANGGAL LAHIR;IBU KANDUNG;JENIS KELAMIN;JENIS PEKERJAAN;STATUS KAWIN;"
    judul += "ALAMAT;RT;RW;PROVINSI;KABUPATEN;KECAMATAN;KELURAHAN;WARNA RUMAH"
    klien, _, _ = unggah((judul + "\n" + ";".join("x" * 18) + "\n").encode(), "usulan.csv")
    assert "diabaikan: WARNA RUMAH" in halaman_impor(klien)[1]


def test_impor_desa_lain_tidak_ada_bagi_desa_dan_dinas(unggah, berkas_contoh, masuk):
    unggah(berkas_contoh("asahan-bersih.xlsx")[0].read_bytes())
    impor = Impor.objects.get()
    for akun in ("desa3", "desa2", "kabupaten", "verifikator"):
        for nama in ("impor_rincian", "impor_hasil"):
            assert masuk(akun).get(reverse(f"usulan:{nama}", args=[impor.pk])).status_code == 404
        assert masuk(akun).post(reverse("usulan:impor_terapkan", args=[impor.pk])).status_code == 404


@pytest.mark.parametrize(("versi", "jumlah"), [(1, 21), (2, 38)])
def test_templat_kosong_diterima_kembali_oleh_pintu_unggah(masuk, versi, jumlah):
    jawaban = masuk("desa").get(reverse("usulan:templat", args=[versi]))
    lembar = load_workbook(io.BytesIO(jawaban.content)).active
    assert lembar.title == "DATA" and len([s for s in lembar[1] if s.value]) == jumlah
    assert masuk("desa").get(reverse("usulan:templat", args=[3])).status_code == 404


def test_halaman_hasil_dipotong_per_lima_puluh_baris(unggah, berkas_contoh):
    klien, _, _ = unggah(berkas_contoh("asahan-bersih.xlsx")[0].read_bytes(), akun="desa3")
    impor, halaman = halaman_impor(klien)
    terlihat, alamat = 0, reverse("usulan:impor_rincian", args=[impor.pk])
    lanjut = alamat
    while lanjut:
        potongan = klien.get(lanjut).context["halaman"]
        terlihat += len(potongan.baris)
        lanjut = alamat + potongan.berikutnya if potongan.berikutnya else ""
    assert terlihat == impor.jumlah_baris == BarisImpor.objects.filter(impor_id=impor.pk).count()
    assert Impor.objects.aggregate(n=Sum("jumlah_ditolak"))["n"] == terlihat
