"""Officers of a kab/kota are neither SDM Kesos nor in DTKS: asked before, at acceptance, at night, after each determination."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from akun import kelayakan, undangan
from akun import penugasan as tugas
from akun.beranda import isi_beranda
from akun.models import Pengecualian, Pengguna, Penugasan, SdmKesos, TemuanKelayakan
from akun.tasks import periksa_kelayakan
from akun.undangan import Calon
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jejak import atas_nama
from dasar.models import Jejak
from dasar.periode import periode_kini, sebelum
from dtks.register.pencarian import terdaftar
from penetapan.penetapan import tetapkan
from tests.basis_data import tanpa_pemicu
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db
HARI_INI = timezone.localdate()
NIK = "9901010101900101"


def milik(akun: str) -> Penugasan:
    return Penugasan.objects.select_related("pengguna").get(pengguna__username=akun, status="aktif")


def undang(pelaku, nik: str, fungsi: str = "verifikator", wilayah: str = "1209", akun: str = "admin.kab"):
    return undangan.undang(
        Calon("Ahmad Rifai", nik),
        fungsi,
        Wilayah.objects.get(pk=wilayah),
        nomor_sk="SK/1/2026",
        sk=None,
        mulai=HARI_INI,
        selesai=HARI_INI + dt.timedelta(days=200),
        oleh=pelaku(akun),
    )


def ditolak(kode: str, kerja) -> str:
    with pytest.raises(Ditolak) as galat, transaction.atomic():
        kerja()
    assert galat.value.kode == kode
    return galat.value.pesan


def sdm(nik: str, aktif: bool = True) -> None:
    SdmKesos.objects.create(nik=nik, nama="Ahmad Rifai", jenis="PKH", aktif=aktif)


def beri(pelaku, nik: str = NIK, jenis: str = "sdm_kesos", akun: str = "pusdatin", **lain) -> Pengecualian:
    isi = {"nomor_berkas": "B/12/2026", "alasan": "Sudah mengundurkan diri", "berlaku_sampai": HARI_INI + dt.timedelta(days=60)}
    return kelayakan.kecualikan(nik, jenis, Wilayah.objects.get(pk="1209"), oleh=pelaku(akun), **isi | lain)


def jadikan_nik(akun: str, nik: str) -> Penugasan:
    """As if the officer had always had this NIK."""
    penugasan = milik(akun)
    with tanpa_pemicu():
        Pengguna.objects.filter(pk=penugasan.pengguna_id).update(nik=nik)
        Penugasan.objects.filter(pk=penugasan.pk).update(nik=nik)
    return penugasan


# --- before --------------------------------------------------------------------------------------------------------------


def test_sdm_kesos_aktif_tidak_diundang_menjadi_petugas_daerah(pelaku):
    sdm(NIK)
    assert "SDM Kesos" in ditolak("tidak-layak", lambda: undang(pelaku, NIK))


def test_sdm_kesos_yang_tidak_aktif_boleh(pelaku):
    sdm(NIK, aktif=False)
    undang(pelaku, NIK)


def test_yang_terdaftar_dalam_dtks_tidak_diundang_walau_di_provinsi_lain(pelaku, pabrik):
    _, (usulan,) = pabrik.ditetapkan("desa2")
    assert terdaftar([usulan.nik, NIK]) == {usulan.nik}
    assert "terdaftar dalam DTKS" in ditolak("tidak-layak", lambda: undang(pelaku, usulan.nik))


def test_aturan_ini_hanya_untuk_petugas_kabupaten_kota(pelaku):
    sdm(NIK)
    undang(pelaku, NIK, "pemantau_provinsi", "12", "pusdatin")


def test_diperiksa_lagi_saat_undangan_diterima_dan_saat_diaktifkan_kembali(pelaku):
    penugasan, kode = undang(pelaku, NIK)
    sdm(NIK)
    ditolak("tidak-layak", lambda: undangan.terima(kode, nik=NIK, setuju=True, username="rifai", sandi="kebun-karet-12"))
    penugasan.refresh_from_db()
    assert penugasan.status == "diundang"
    verifikator = milik("verifikator")
    tugas.tangguhkan(verifikator, alasan="x", oleh=pelaku("admin.kab"))
    sdm(verifikator.nik)
    ditolak("tidak-layak", lambda: tugas.aktifkan(verifikator, oleh=pelaku("admin.kab")))


# --- in office -----------------------------------------------------------------------------------------------------------


def test_pemeriksaan_malam_membuka_satu_temuan_dan_tidak_mengakhiri_penugasan():
    verifikator = milik("verifikator")
    sdm(verifikator.nik)
    periksa_kelayakan()
    periksa_kelayakan()
    temuan = TemuanKelayakan.objects.get()
    assert (temuan.penugasan_id, temuan.jenis, temuan.status) == (verifikator.pk, "sdm_kesos", "terbuka")
    assert milik("verifikator").status == "aktif"
    assert Jejak.objects.filter(tabel="akun_temuankelayakan", objek=temuan.pk, langkah="temukan").count() == 1


def test_petugas_pusat_tidak_diperiksa():
    sdm(milik("auditor").nik)
    assert kelayakan.periksa() == 0


def test_penetapan_yang_memasukkan_petugas_membuka_temuan(pelaku, pabrik):
    usulan = pabrik.lolos()
    verifikator2 = jadikan_nik("verifikator2", usulan[0].nik)
    tetapkan(sebelum(periode_kini()), nomor_sk="99/HUK/2026", oleh=pelaku("menteri"))
    temuan = TemuanKelayakan.objects.get()
    assert (temuan.penugasan_id, temuan.jenis) == (verifikator2.pk, "terdaftar")


def test_jumlah_pernyataan_pemeriksaan_tidak_bergantung_pada_jumlah_petugas(django_assert_max_num_queries):
    for akun in ("verifikator", "kabupaten", "kecamatan", "desa", "kepala"):
        sdm(milik(akun).nik)
    with django_assert_max_num_queries(14):
        assert kelayakan.periksa() == 5


def test_temuan_tampak_bagi_adminnya_dan_pusdatin_saja(pelaku):
    sdm(milik("verifikator").nik)
    sdm(milik("kepala").nik)
    kelayakan.periksa()

    def jumlah(akun: str) -> int:
        return {b.judul: b.jumlah for b in isi_beranda(pelaku(akun))}.get("Temuan kelayakan petugas", -1)

    # The head is appointed by Pusdatin: not the administrator's to deal with.
    assert (jumlah("admin.kab"), jumlah("pusdatin"), jumlah("verifikator"), jumlah("auditor")) == (1, 2, -1, -1)
    assert TemuanKelayakan.objects.terlihat_oleh(pelaku("admin.kab")).count() == 2
    assert not TemuanKelayakan.objects.terlihat_oleh(pelaku("kabupaten2")).exists()


def test_mengakhiri_penugasan_menutup_temuannya(pelaku):
    verifikator = milik("verifikator")
    sdm(verifikator.nik)
    kelayakan.periksa()
    tugas.akhiri(verifikator, alasan="SDM Kesos", oleh=pelaku("admin.kab"))
    assert TemuanKelayakan.objects.get().status == "selesai"


def test_halangan_yang_hilang_menutup_temuan():
    nik = milik("verifikator").nik
    sdm(nik)
    kelayakan.periksa()
    SdmKesos.objects.filter(nik=nik).update(aktif=False)
    kelayakan.periksa()
    assert TemuanKelayakan.objects.get().status == "selesai"


def test_admin_mencatat_tindak_lanjut_dan_temuan_tetap_terbuka(pelaku, masuk):
    sdm(milik("verifikator").nik)
    kelayakan.periksa()
    temuan = TemuanKelayakan.objects.get()
    alamat = reverse("akun:kelayakan_tanggapi", args=[temuan.pk])
    admin = masuk("admin.kab")
    assert admin.post(alamat, {"alasan": ""}).status_code == 422
    assert admin.post(alamat, {"alasan": "Menunggu surat PKH"}).status_code == 302
    temuan.refresh_from_db()
    assert (temuan.status, temuan.catatan) == ("terbuka", "Menunggu surat PKH")
    assert "Menunggu surat PKH" in admin.get(reverse("akun:kelayakan")).content.decode()
    for akun in ("pusdatin", "auditor", "verifikator"):
        assert masuk(akun).post(alamat, {"alasan": "x"}).status_code == 404


# --- the override --------------------------------------------------------------------------------------------------------


def test_pengecualian_membuka_jalan_dan_menutup_temuan(pelaku):
    verifikator = milik("verifikator")
    sdm(NIK)
    sdm(verifikator.nik)
    kelayakan.periksa()
    beri(pelaku)
    undang(pelaku, NIK)
    beri(pelaku, verifikator.nik)
    assert TemuanKelayakan.objects.get().status == "dikecualikan"
    assert kelayakan.periksa() == 0


def test_pengecualian_untuk_satu_halangan_tidak_menutup_halangan_lain(pelaku):
    sdm(NIK)
    beri(pelaku, jenis="terdaftar")
    ditolak("tidak-layak", lambda: undang(pelaku, NIK))


def test_pengecualian_yang_lewat_masanya_tidak_berlaku_lagi(pelaku):
    verifikator = milik("verifikator")
    sdm(verifikator.nik)
    beri(pelaku, verifikator.nik)
    with tanpa_pemicu():
        Pengecualian.objects.update(berlaku_sampai=HARI_INI - dt.timedelta(days=1))
    assert kelayakan.periksa() == 1


def test_pencabutan_pengecualian_membuka_temuan_saat_itu_juga(pelaku, masuk):
    verifikator = milik("verifikator")
    sdm(verifikator.nik)
    satu = beri(pelaku, verifikator.nik)
    alamat = reverse("akun:pengecualian_cabut", args=[satu.pk])
    assert masuk("admin.kab").post(alamat, {"alasan": "x"}).status_code == 404
    assert masuk("pusdatin").post(alamat, {"alasan": "Surat palsu"}).status_code == 302
    assert TemuanKelayakan.objects.filter(status="terbuka").count() == 1
    satu.refresh_from_db()
    assert (satu.status, satu.catatan, satu.dasar) == ("dicabut", "Surat palsu", "Sudah mengundurkan diri")


@pytest.mark.parametrize("akun", ["admin.kab", "kepala", "auditor", "menteri"])
def test_hanya_pusdatin_yang_memberi_pengecualian(akun, pelaku):
    with pytest.raises(TidakBerwenang):
        beri(pelaku, akun=akun)


@pytest.mark.parametrize(
    ("kode", "ubah"),
    [
        ("tanpa-dokumen", {"nomor_berkas": " "}),
        ("tanpa-dokumen", {"alasan": ""}),
        ("masa-pengecualian", {"berlaku_sampai": HARI_INI - dt.timedelta(days=1)}),
        ("masa-pengecualian", {"berlaku_sampai": HARI_INI + dt.timedelta(days=400)}),
        ("nik-salah", {"nik": "123"}),
    ],
)
def test_pengecualian_harus_berdokumen_dan_berbatas_waktu(kode, ubah, pelaku):
    ditolak(kode, lambda: beri(pelaku, **ubah))


def test_pengecualian_tidak_diberikan_lewat_sql_oleh_selain_pusdatin(pelaku):
    perintah = (
        "insert into akun_pengecualian (nik, wilayah_id, jenis, nomor_berkas, dasar, berlaku_sampai, status, alasan, catatan)"
        " values (%s, '1209', 'sdm_kesos', 'B', 'x', '2026-12-31', 'berlaku', '', '')"
    )
    for akun in ("admin.kab", "auditor"):
        oleh = pelaku(akun)
        with (
            pytest.raises(DatabaseError, match="tidak sah"),
            atas_nama(oleh, "beri_pengecualian"),
            connection.cursor() as kursor,
        ):
            kursor.execute(perintah, [NIK])


def test_pengecualian_tanpa_dokumen_ditolak_basis_data():
    with tanpa_pemicu(), pytest.raises(IntegrityError, match="pengecualian_berdokumen"), transaction.atomic():
        Pengecualian.objects.create(
            nik=NIK, wilayah_id="1209", jenis="sdm_kesos", nomor_berkas="", dasar="", berlaku_sampai=HARI_INI
        )


def test_pusdatin_memberi_pengecualian_lewat_layar(masuk, pelaku):
    sdm(milik("verifikator").nik)
    sdm(NIK)
    kelayakan.periksa()
    sampai = HARI_INI + dt.timedelta(days=30)
    isi = {"nomor_berkas": "B/9/2026", "alasan": "Sedang mundur"}
    isi |= {"berlaku_sampai_0": sampai.day, "berlaku_sampai_1": sampai.month, "berlaku_sampai_2": sampai.year}
    pusat = masuk("pusdatin")
    alamat = reverse("akun:kelayakan_kecualikan", args=[TemuanKelayakan.objects.get().pk])
    assert pusat.post(alamat, isi).status_code == 302
    assert TemuanKelayakan.objects.get().status == "dikecualikan"
    buat = reverse("akun:pengecualian_buat")
    isi |= {"nik": NIK, "jenis": "sdm_kesos"}
    assert pusat.post(buat, isi).status_code == 422  # the area is missing
    assert pusat.post(buat, isi | {"wilayah": "1209"}).status_code == 302
    assert pusat.post(buat, isi | {"wilayah": "1209"}).status_code == 409
    halaman = pusat.get(reverse("akun:kelayakan")).content.decode()
    assert "B/9/2026" in halaman
    assert NIK not in halaman


# --- the ministry's list -------------------------------------------------------------------------------------------------


def _unggah(klien, nama: str, isi: bytes) -> str:
    berkas = SimpleUploadedFile(nama, isi)
    format_ = "0" if nama.endswith("xlsx") else "1"
    jawaban = klien.post(reverse("admin:akun_sdmkesos_import"), {"import_file": berkas, "format": format_, "resource": ""})
    halaman = jawaban.content.decode()
    if jawaban.context.get("confirm_form") is None:
        return halaman
    data = jawaban.context["confirm_form"].initial
    return klien.post(reverse("admin:akun_sdmkesos_process_import"), data, follow=True).content.decode()


def _buku(*baris) -> bytes:
    buku, isi = Workbook(), io.BytesIO()
    for satu in (("nik", "nama", "jenis", "aktif"), *baris):
        buku.active.append(satu)
    buku.save(isi)
    return isi.getvalue()


def test_pusdatin_mengunggah_daftar_sdm_kesos_dan_langsung_diberi_tahu_temuannya(masuk):
    nik = milik("verifikator").nik
    halaman = _unggah(masuk("pusdatin"), "sdm.xlsx", _buku((nik, "Rahmad", "PKH", 1), (NIK, "Rifai", "TKSK", 1)))
    assert "1 petugas yang sedang bertugas tercatat sebagai SDM Kesos" in halaman
    assert SdmKesos.objects.count() == 2
    assert TemuanKelayakan.objects.count() == 1


def test_daftar_sdm_kesos_boleh_csv(masuk):
    _unggah(masuk("pusdatin"), "sdm.csv", f"nik,nama,jenis,aktif\n{NIK},Rifai,PSM,1\n".encode())
    assert SdmKesos.objects.get().nik == NIK


def test_nik_yang_disimpan_sebagai_bilangan_ditolak(masuk):
    halaman = _unggah(masuk("pusdatin"), "sdm.xlsx", _buku((int(NIK), "Rifai", "PKH", 1)))
    assert "bukan bilangan" in halaman
    assert not SdmKesos.objects.exists()


def test_daftar_sdm_kesos_tidak_menampilkan_nik_penuh_dan_tidak_diekspor(masuk):
    sdm(NIK)
    pusat = masuk("pusdatin")
    assert NIK not in pusat.get(reverse("admin:akun_sdmkesos_changelist")).content.decode().replace(f"/{NIK}/", "")
    assert pusat.get(reverse("admin:akun_sdmkesos_export")).status_code == 403
