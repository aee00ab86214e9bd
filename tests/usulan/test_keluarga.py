"""The family form: what is typed is judged by the rules of the workbook, and never lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.fixtures.pabrik import foto
from usulan.models import Survei, Usulan


@pytest.fixture
def kirim(masuk, pabrik):
    """`kirim(isi)` → answer of the family form on a new open deliberation of `desa`."""
    musyawarah = pabrik.musyawarah()

    def post(isi: dict, akun: str = "desa"):
        return masuk(akun).post(reverse("usulan:keluarga_buat", args=[musyawarah.pk]), isi)

    post.musyawarah = musyawarah
    return post


def test_keluarga_dua_anggota_masuk_sebagai_draf_dengan_surveinya(kirim, isian_keluarga):
    jawaban = kirim(isian_keluarga(jumlah=2, foto_rumah=foto(), lintang="2,984321", bujur="99.615432", persen_pangan="60"))
    assert jawaban.status_code == 302
    assert [(u.program_id, u.status, u.jenis) for u in Usulan.objects.order_by("pk")] == [
        ("PKH", "disusun", "masuk"),
        ("NONBANSOS", "disusun", "masuk"),
    ]
    survei = Survei.objects.get()
    assert (survei.sk0, survei.sk1, survei.persen_pangan) == (False, True, 60)
    assert str(survei.lintang) == "2.984321" and survei.foto_rumah.tipe == "image/jpeg"


def test_nik_lima_belas_angka_ditolak_pada_isiannya_dan_ketikan_lain_tetap(kirim, isian_keluarga):
    isi = isian_keluarga(jumlah=2)
    isi["anggota-1-nik"] = isi["anggota-1-nik"][:15]
    jawaban = kirim(isi)
    halaman = jawaban.content.decode()
    assert jawaban.status_code == 422 and not Usulan.objects.exists() and not Survei.objects.exists()
    assert 'href="#id_anggota-1-nik"' in halaman
    assert "NIK berisi 15 angka, seharusnya 16." in str(jawaban.context["isian"].anggota.forms[1].errors["nik"])
    for kunci in ("anggota-0-nik", "anggota-1-nik", "alamat", "nomor_kk"):
        assert f'value="{isi[kunci]}"' in halaman
    assert halaman.count(" checked") >= 10


def test_temuan_tentang_kartu_keluarga_ditunjukkan_sekali_pada_nomor_kk(kirim, isian_keluarga):
    jawaban = kirim(isian_keluarga(jumlah=2, nomor_kk="123"))
    galat = jawaban.context["isian"].keluarga.errors["nomor_kk"]
    assert jawaban.status_code == 422 and len(galat) == 1


def test_sepuluh_pertanyaan_tidak_dipilihkan_dan_semuanya_diminta(kirim, isian_keluarga, masuk):
    halaman = masuk("desa").get(reverse("usulan:keluarga_buat", args=[kirim.musyawarah.pk])).content.decode()
    assert " checked" not in halaman
    jawaban = kirim({k: v for k, v in isian_keluarga().items() if not k.startswith("sk")})
    assert jawaban.status_code == 422
    assert set(jawaban.context["isian"].survei.errors) == set(Survei.PERTANYAAN)


def test_tambah_anggota_tanpa_javascript_menjaga_ketikan_dan_tidak_menilai(kirim, isian_keluarga):
    isi = isian_keluarga(aksi="tambah")
    isi["anggota-0-nik"] = "123"
    jawaban = kirim(isi)
    halaman = jawaban.content.decode()
    assert jawaban.status_code == 200 and 'name="anggota-1-nik"' in halaman and 'value="123"' in halaman
    assert "govuk-error" not in halaman
    assert 'value="NONBANSOS" selected' in halaman


def test_anggota_di_tengah_dapat_dihapus_yang_lain_bergeser(kirim, isian_keluarga):
    isi = isian_keluarga(jumlah=3, aksi="hapus-1")
    halaman = kirim(isi).content.decode()
    assert isi["anggota-1-nik"] not in halaman
    assert isi["anggota-0-nik"] in halaman and isi["anggota-2-nik"] in halaman
    assert 'name="anggota-1-nik"' in halaman and 'name="anggota-2-nik"' not in halaman


@pytest.mark.parametrize("aksi", ["hapus-", "hapus-99", "hapus-x", "entah"])
def test_tombol_yang_tidak_dikenal_tidak_menghilangkan_ketikan(kirim, isian_keluarga, aksi):
    isi = isian_keluarga(jumlah=2, aksi=aksi) | {"anggota-TOTAL_FORMS": "2"}
    assert isi["anggota-1-nik"] in kirim(isi).content.decode()


def test_baris_anggota_yang_tidak_disentuh_diabaikan(kirim, isian_keluarga):
    isi = isian_keluarga() | {"anggota-TOTAL_FORMS": "2", "anggota-1-program": "NONBANSOS"}
    assert kirim(isi).status_code == 302
    assert Usulan.objects.count() == 1


def test_foto_yang_bukan_foto_ditolak_pada_isiannya_dan_diminta_lagi(kirim, isian_keluarga):
    jawaban = kirim(isian_keluarga(foto_rumah=SimpleUploadedFile("rumah.jpg", b"bukan gambar")))
    assert jawaban.status_code == 409 and "foto_rumah" in jawaban.context["isian"].survei.errors
    assert "Foto rumah perlu dipilih lagi" in jawaban.content.decode() and not Usulan.objects.exists()


def test_orang_yang_sudah_diusulkan_untuk_program_yang_sama_ditolak(kirim, isian_keluarga):
    isi = isian_keluarga()
    assert kirim(isi).status_code == 302
    jawaban = kirim(isi)
    assert jawaban.status_code == 422 and "Sudah diusulkan untuk program yang sama" in jawaban.content.decode()


def test_koordinat_di_luar_indonesia_ditolak(kirim, isian_keluarga):
    jawaban = kirim(isian_keluarga(lintang="51.5", bujur="nol"))
    assert set(jawaban.context["isian"].survei.errors) == {"lintang", "bujur"}


def test_desa_lain_tidak_dapat_mengisi_musyawarah_ini(kirim, isian_keluarga):
    assert kirim(isian_keluarga("desa3"), "desa3").status_code == 404
    assert kirim(isian_keluarga(), "kabupaten").status_code == 404


def test_draf_dapat_diperbaiki_dan_dibatalkan(masuk, pabrik):
    usulan = pabrik.disusun()[0]
    klien = masuk("desa")
    halaman = klien.get(reverse("usulan:ubah", args=[usulan.pk]))
    isi = {k: v for k, v in halaman.context["anggota"].initial.items() if not isinstance(v, bool) and v is not None}
    lahir = isi.pop("tanggal_lahir")
    isi |= {f"tanggal_lahir_{n}": v for n, v in enumerate((lahir.day, lahir.month, lahir.year))}
    isi |= halaman.context["keluarga"].initial | {"nama": "NAMA BARU"}
    assert klien.post(reverse("usulan:ubah", args=[usulan.pk]), isi).status_code == 302
    usulan.refresh_from_db()
    assert usulan.nama == "NAMA BARU"
    salah = klien.post(reverse("usulan:ubah", args=[usulan.pk]), isi | {"nik": "99"})
    assert salah.status_code == 422 and 'value="NAMA BARU"' in salah.content.decode()
    klien.post(reverse("usulan:batalkan", args=[usulan.pk]), {"alasan": ["B01"]})
    usulan.refresh_from_db()
    assert usulan.status == "dibatalkan"


def test_usulan_yang_sudah_diajukan_tidak_dapat_diubah_dibatalkan_atau_disurvei_lagi(masuk, pabrik):
    usulan = pabrik.diajukan()[0]
    klien = masuk("desa")
    rincian = klien.get(reverse("usulan:rincian", args=[usulan.pk])).content.decode()
    assert "Perbaiki isian" not in rincian and "Batalkan usulan" not in rincian
    assert klien.post(reverse("usulan:batalkan", args=[usulan.pk]), {"alasan": ["B01"]}).status_code == 409
    jawab = {f"sk{n}": "ya" for n in range(10)}
    survei = klien.post(reverse("usulan:survei_ubah", args=[usulan.pk]), jawab)
    assert survei.status_code == 409 and "sudah diajukan" in survei.content.decode()
    assert Survei.objects.get().sk2 is None


def test_jawaban_survei_dapat_diperbaiki_tanpa_kehilangan_foto(masuk, pabrik):
    usulan = pabrik.disusun()[0]
    klien, alamat = masuk("desa"), reverse("usulan:survei_ubah", args=[usulan.pk])
    jawab = {f"sk{n}": "tidak" for n in range(10)}
    assert klien.post(alamat, jawab | {"foto_rumah": foto()}).status_code == 302
    assert klien.post(alamat, jawab | {"sk1": "ya"}).status_code == 302
    survei = Survei.objects.get()
    assert survei.sk1 is True and survei.foto_rumah_id
    assert "sudah tersimpan" in klien.get(alamat).content.decode()
    assert klien.get(reverse("usulan:foto_rumah", args=[usulan.pk])).status_code == 200
    assert masuk("desa3").get(reverse("usulan:foto_rumah", args=[usulan.pk])).status_code == 404
