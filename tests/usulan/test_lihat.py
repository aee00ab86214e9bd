"""Reading proposals: who sees what, in which words, and what a reading leaves behind."""

import pytest
from django.urls import reverse

from dasar.models import Jejak
from tests.arsitektur.kueri import ambil
from usulan.alur import AKHIR, ALUR, S
from usulan.linimasa import PERISTIWA, pemegang
from usulan.models import Usulan

BATAS = 12


def test_setiap_langkah_punya_kalimat_di_garis_hidup():
    assert set(PERISTIWA) == {langkah.nama for langkah in ALUR}


def test_setiap_keadaan_yang_belum_selesai_punya_pemegang():
    assert all(bool(pemegang(s)) == (s not in AKHIR) for s in S)
    assert pemegang(S.DIBUNDEL) == "Kepala Perangkat Daerah" and pemegang(S.DIKEMBALIKAN).startswith("Pengisi Data Desa")


def test_draf_tidak_terlihat_dinas_sosial_tetapi_terlihat_desanya(masuk, pabrik):
    draf, ajuan = pabrik.disusun()[0], pabrik.diajukan()[0]
    for akun in ("kabupaten", "verifikator", "kepala", "kecamatan", "penilai"):
        klien = masuk(akun)
        halaman = klien.get(reverse("usulan:daftar")).content.decode()
        assert f"/usulan/{ajuan.pk}/" in halaman and f"/usulan/{draf.pk}/" not in halaman
        assert klien.get(reverse("usulan:rincian", args=[draf.pk])).status_code == 404
        assert draf.nama not in klien.get(reverse("usulan:musyawarah_rincian", args=[draf.musyawarah_id])).content.decode()
    assert masuk("desa").get(reverse("usulan:rincian", args=[draf.pk])).status_code == 200


def test_desa_dan_kabupaten_lain_tidak_melihat_apa_pun(masuk, pabrik):
    usulan = pabrik.diajukan()[0]
    for akun in ("desa3", "desa2", "kabupaten2", "verifikator2"):
        klien = masuk(akun)
        assert f"/usulan/{usulan.pk}/" not in klien.get(reverse("usulan:daftar")).content.decode()
        for nama, pk in (
            ("rincian", usulan.pk),
            ("tanda_terima", usulan.pk),
            ("musyawarah_rincian", usulan.musyawarah_id),
        ):
            assert klien.get(reverse(f"usulan:{nama}", args=[pk])).status_code == 404


@pytest.mark.parametrize(
    "nama", ["ubah", "survei_ubah", "batalkan", "musyawarah_ubah", "dokumen_unggah", "ajukan", "keluarga_buat"]
)
def test_desa_lain_tidak_dapat_menyentuh(masuk, pabrik, nama):
    usulan = pabrik.disusun()[0]
    pk = usulan.pk if nama in ("ubah", "survei_ubah", "batalkan") else usulan.musyawarah_id
    for akun in ("desa3", "kabupaten", "verifikator"):
        assert masuk(akun).post(reverse(f"usulan:{nama}", args=[pk]), {}).status_code == 404


def test_nik_dan_nomor_kk_disamarkan_di_semua_halaman_baca(masuk, pabrik):
    usulan = pabrik.diajukan()[0]
    for alamat in (
        reverse("usulan:daftar"),
        reverse("usulan:rincian", args=[usulan.pk]),
        reverse("usulan:musyawarah_rincian", args=[usulan.musyawarah_id]),
    ):
        halaman = masuk("kabupaten").get(alamat).content.decode()
        assert usulan.nik not in halaman and usulan.nomor_kk not in halaman


def test_rincian_menceritakan_perjalanan_dengan_nama_fungsi_dan_alasan(masuk, pabrik):
    usulan = pabrik.lengkap()[0]
    halaman = masuk("desa").get(reverse("usulan:rincian", args=[usulan.pk])).content.decode()
    for kalimat in (
        "Disetujui forum musyawarah",
        "Nurhasanah, Pengisi Data Desa/Kelurahan",
        "Dinyatakan lengkap",
        "Dewi Lestari, Pengisi Data Kabupaten/Kota",
        "Sekarang di Verifikator",
        usulan.nomor,
    ):
        assert kalimat in halaman


def test_membuka_rincian_tercatat_sekali_per_pembacaan(masuk, pabrik):
    usulan = pabrik.diajukan()[0]
    klien = masuk("verifikator")
    klien.get(reverse("usulan:rincian", args=[usulan.pk]))
    catatan = Jejak.objects.get(tabel="usulan_usulan", objek=usulan.pk, langkah="lihat")
    assert catatan.fungsi == "verifikator" and catatan.wilayah == usulan.wilayah_id


def test_tanda_terima_adalah_pdf_bernomor(masuk, pabrik):
    usulan = pabrik.diajukan()[0]
    jawaban = masuk("desa").get(reverse("usulan:tanda_terima", args=[usulan.pk]))
    assert jawaban.content.startswith(b"%PDF-") and usulan.nomor in jawaban["Content-Disposition"]


def test_daftar_dapat_disaring_menurut_keadaan_jenis_program_dan_nama(masuk, pabrik):
    draf, ajuan = pabrik.disusun(program="BPNT")[0], pabrik.diajukan(program="PKH")[0]
    klien = masuk("desa")

    def terlihat(**kueri) -> set[int]:
        return {u.pk for u in klien.get(reverse("usulan:daftar"), kueri).context["halaman"].baris}

    assert terlihat() == {draf.pk, ajuan.pk}
    assert terlihat(status="diajukan") == terlihat(tahap="kabupaten") == terlihat(program="PKH") == {ajuan.pk}
    assert terlihat(q=draf.nik) == {draf.pk} == terlihat(q=draf.nomor)
    assert draf.pk in terlihat(q=draf.nama.lower())
    assert terlihat(jenis="penghentian") == set() == terlihat(peringatan="on") - {draf.pk, ajuan.pk}
    assert terlihat(status="ngawur") == {draf.pk, ajuan.pk}


def test_dinas_menyaring_menurut_kecamatan(masuk, pabrik):
    satu, lain = pabrik.diajukan()[0], pabrik.diajukan("desa3")[0]
    klien = masuk("kabupaten")
    baris = klien.get(reverse("usulan:daftar"), {"wilayah": "120921"}).context["halaman"].baris
    assert [u.pk for u in baris] == [lain.pk] and satu.pk != lain.pk


@pytest.mark.parametrize("akun", ["desa", "kabupaten", "penilai", "kecamatan"])
@pytest.mark.parametrize("nama", ["daftar", "musyawarah_daftar", "musyawarah_rincian"])
def test_halaman_daftar_hemat_pernyataan_sql(masuk, pabrik, akun, nama):
    usulan = pabrik.diajukan(n=3)
    if nama == "musyawarah_rincian":
        alamat = reverse(f"usulan:{nama}", args=[usulan[0].musyawarah_id])
    else:
        alamat = reverse(f"usulan:{nama}")
    klien = masuk(akun)
    klien.get(alamat)
    kueri = ambil(klien, alamat)[1]
    assert len(kueri) <= BATAS, "\n".join(kueri)


def test_daftar_dibaca_halaman_demi_halaman_tanpa_terlewat(masuk, pabrik, berkas_contoh, pelaku):
    musyawarah = pabrik.musyawarah()
    pabrik.disusun(n=60, musyawarah=musyawarah)
    for akun, dasar in (
        ("desa", reverse("usulan:daftar")),
        ("desa", reverse("usulan:musyawarah_rincian", args=[musyawarah.pk])),
    ):
        klien, alamat, semua = masuk(akun), dasar, []
        while alamat:
            halaman = klien.get(alamat).context["halaman"]
            semua += [u.pk for u in halaman.baris]
            alamat = dasar + halaman.berikutnya if halaman.berikutnya else ""
        assert sorted(semua) == sorted(Usulan.objects.values_list("pk", flat=True))


def test_halaman_kosong_berkata_apa_yang_dapat_dilakukan(masuk):
    assert "Buka musyawarah" in masuk("desa").get(reverse("usulan:daftar")).content.decode()
    assert "Catat musyawarah" in masuk("desa").get(reverse("usulan:musyawarah_daftar")).content.decode()
    assert "tanpa" in masuk("kecamatan").get(reverse("usulan:musyawarah_daftar")).content.decode().lower()
