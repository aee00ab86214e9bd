"""Data saya: one's own record, who looked at it, and requests to correct it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from akun.models import Pemberitahuan, Pengguna
from akun.penugasan import akhiri
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import SISTEM, atas_nama
from dasar.models import Jejak
from dasar.subjek import sidik
from dtks.register.kunci import samarkan
from dtks.register.models import Individu
from tests.alur_lengkap.teks_pdf import teks_pdf
from tests.basis_data import tanpa_pemicu
from tests.fixtures.pabrik import foto
from usulan import koreksi as tindakan
from usulan.models import Koreksi

pytestmark = pytest.mark.django_db


@pytest.fixture
def tercatat(pabrik):
    """The citizen stands in the register, determined last month: the account's NIK is the person's."""
    _, usulan = pabrik.ditetapkan()
    u = usulan[0]
    with tanpa_pemicu() as kursor:
        kursor.execute("update akun_penugasan set nik = %s where nik = '9901010101800021'", [u.nik])
        Pengguna.objects.filter(username="warga").update(nik=u.nik)
    return u


def _pokok(jawaban) -> str:
    return jawaban.content.decode().split("<main", 1)[1].split("</main>")[0]


def test_warga_melihat_catatan_program_riwayat_dan_usulan_tentang_dirinya(masuk, tercatat):
    halaman = _pokok(masuk("warga").get(reverse("data_saya:data")))
    assert "Tercatat" in halaman and tercatat.nama in halaman and "Program Keluarga Harapan" in halaman
    assert "/HUK/2026" in halaman and "Masih berlaku" in halaman and tercatat.nomor in halaman


def test_nomor_sendiri_terang_hanya_setelah_langkah_kedua(masuk, tercatat, monkeypatch):
    klien = masuk("warga")
    halaman = _pokok(klien.get(reverse("data_saya:data")))
    assert tercatat.nik[:4] + "••••••••" + tercatat.nik[-4:] in halaman and tercatat.nik not in halaman.replace(" ", "")
    assert tercatat.ibu_kandung not in halaman
    monkeypatch.setattr("akun.tengah.PerangkatMiddleware._verify_user_sync", _lewat_langkah_kedua)
    halaman = _pokok(klien.get(reverse("data_saya:data")))
    assert tercatat.nik in halaman.replace(" ", "") and tercatat.ibu_kandung in halaman


def _lewat_langkah_kedua(self, request, user):
    user.otp_device = object()
    user.is_verified = lambda: True
    return user


def test_nomor_anggota_keluarga_lain_selalu_tersamar(masuk, pabrik, tercatat):
    with tanpa_pemicu():
        lain = Individu.objects.get(nik=tercatat.nik)
        isi = {k.attname: getattr(lain, k.attname) for k in Individu._meta.local_concrete_fields if not k.generated}
        Individu.objects.create(**isi | {"nik": "9901010101059876", "nama": "ANAK SERUMAH", "hubungan": 3})
    halaman = _pokok(masuk("warga").get(reverse("data_saya:data")))
    assert "ANAK SERUMAH" in halaman and "9901••••••••9876" in halaman and "9901010101059876" not in halaman


def test_siapa_yang_melihat_disebut_menurut_fungsi_wilayah_dan_tujuan_tanpa_nama_petugas(masuk, tercatat, pelaku):
    kunci = samarkan("nik", tercatat.nik)
    masuk("auditor").get(reverse("register:individu", args=[kunci]))
    masuk("desa").post(reverse("register:buka_nomor", args=[kunci]), {"tujuan": "layanan_pengaduan", "keterangan": "Pak Budi"})
    masuk("kabupaten").get(reverse("usulan:rincian", args=[tercatat.pk]))
    halaman = _pokok(masuk("warga").get(reverse("data_saya:data")))
    for kata in (
        "Auditor Internal Validitas Sistem",
        "Menampilkan nomor lengkap",
        "Tujuan: Layanan pengaduan",
        "Pengisi Data Kabupaten/Kota",
        "Kisaran Timur",
    ):
        assert kata in halaman
    for nama in ("Maria Ginting", "Nurhasanah", "Dewi Lestari", "Pak Budi"):
        assert nama not in halaman


def test_warga_lain_yang_membaca_tidak_terungkap(masuk, tercatat, warga_lain):
    """Whoever objects, or proposes a neighbour, is not found by the person concerned."""
    Jejak.objects.create(
        tabel="usulan_pendaftaran", langkah="lihat", oleh=warga_lain.pelaku.pengguna_id, fungsi="warga",
        wilayah="1209201008", subjek=sidik(tercatat.nik),
    )  # fmt: skip
    halaman = _pokok(masuk("warga").get(reverse("data_saya:data")))
    assert "Masyarakat" not in halaman and "Belum ada yang membuka data Anda." in halaman


def test_pintu_data_sendiri_tidak_membuka_apa_pun_milik_orang_lain(masuk, tercatat, warga_lain):
    halaman = _pokok(warga_lain.klien.get(reverse("data_saya:data")))
    assert "Anda tidak tercatat dalam DTKS" in halaman
    assert tercatat.nama not in halaman and tercatat.nomor not in halaman
    with dalam_jangkauan(warga_lain.pelaku):
        assert not Individu.objects.exists()


def test_pembacaan_sendiri_dan_unduhannya_tercatat(masuk, tercatat):
    klien = masuk("warga")
    jawaban = klien.get(reverse("data_saya:cetak"))
    teks = teks_pdf(jawaban.content)
    assert jawaban["Content-Type"] == "application/pdf" and tercatat.nama in teks and "Siapa yang melihat" in teks
    assert tercatat.nik not in teks.replace(" ", "")
    assert Jejak.objects.filter(langkah="cetak", subjek=sidik(tercatat.nik), fungsi="warga").count() == 1


def test_petugas_tidak_punya_data_saya(masuk):
    for akun in ("desa", "kabupaten", "auditor", "pusdatin"):
        assert masuk(akun).get(reverse("data_saya:data")).status_code == 404


# --- corrections -------------------------------------------------------------------------------------------------------------


def test_koreksi_diminta_sekali_jalan_dengan_bukti_dan_nomor(masuk):
    klien = masuk("warga")
    isi = {"kolom": "alamat", "isi_benar": "Jalan Mawar 3, RT 002", "bukti": foto("kk.jpg")}
    jawaban = klien.post(reverse("data_saya:minta_koreksi"), isi, follow=True)
    k = Koreksi.objects.get()
    assert k.nomor.startswith("K-") and k.nomor in jawaban.content.decode() and k.status == "diajukan"
    assert klien.get(reverse("data_saya:bukti", args=[k.pk])).status_code == 200
    assert "Permintaan koreksi data" in masuk("desa").get("/beranda/").content.decode()


def test_koreksi_yang_keliru_mengatakan_apa_yang_kurang_dan_tidak_menghilangkan_ketikan(masuk):
    klien = masuk("warga")
    jawaban = klien.post(reverse("data_saya:minta_koreksi"), {"kolom": "", "isi_benar": "RT 002"})
    assert jawaban.status_code == 422 and "Pilih data yang salah." in jawaban.content.decode()
    buruk = SimpleUploadedFile("kk.jpg", b"bukan gambar")
    jawaban = klien.post(reverse("data_saya:minta_koreksi"), {"kolom": "nama", "isi_benar": "SITI", "bukti": buruk})
    assert (
        jawaban.status_code == 409 and "bukan PDF atau foto" in jawaban.content.decode() and "SITI" in jawaban.content.decode()
    )
    assert not Koreksi.objects.exists()


def test_koreksi_diteruskan_diterima_kabupaten_lalu_selesai_tanpa_mengubah_register(masuk, pelaku, tercatat):
    sebelum = list(Individu.objects.order_by("nik", "dari").values())
    k = tindakan.ajukan_koreksi("nama", "SITI AMINAH", oleh=pelaku("warga"))
    assert masuk("kabupaten").get(reverse("koreksi:teruskan", args=[k.pk])).status_code == 404
    masuk("desa").post(reverse("koreksi:teruskan", args=[k.pk]), {"catatan": "Perlu Dukcapil."})
    masuk("kabupaten").post(reverse("koreksi:terima", args=[k.pk]), {"catatan": ""})
    assert masuk("kabupaten").post(reverse("koreksi:selesai", args=[k.pk]), {"catatan": ""}).status_code == 422
    masuk("kabupaten").post(reverse("koreksi:selesai", args=[k.pk]), {"catatan": "Sudah diusulkan ulang bulan ini."})
    k.refresh_from_db()
    assert k.status == "selesai"
    halaman = masuk("warga").get(reverse("data_saya:koreksi", args=[k.pk])).content.decode()
    assert "Sudah diusulkan ulang bulan ini." in halaman and "Dewi Lestari" not in halaman
    assert Pemberitahuan.objects.filter(penerima=k.pemohon_id, jenis="data").count() == 3
    assert list(Individu.objects.order_by("nik", "dari").values()) == sebelum


def test_koreksi_ditolak_dengan_alasan_dan_tidak_dapat_diputus_dua_kali(masuk, pelaku):
    k = tindakan.ajukan_koreksi("pekerjaan", "Buruh", oleh=pelaku("warga"))
    alamat = reverse("koreksi:tolak", args=[k.pk])
    assert masuk("desa").post(alamat, {}).status_code == 422
    masuk("desa").post(alamat, {"alasan": "R01", "catatan": "Lampirkan KK."})
    assert "Lampirkan KK." in masuk("warga").get(reverse("data_saya:koreksi", args=[k.pk])).content.decode()
    assert masuk("desa").post(reverse("koreksi:terima", args=[k.pk]), {}).status_code == 409


def test_permintaan_koreksi_orang_lain_tidak_ada_bagi_warga_lain_dan_desa_lain(masuk, pelaku, warga_lain):
    k = tindakan.ajukan_koreksi("alamat", "Jalan Mawar", bukti=foto(), oleh=pelaku("warga"))
    for nama in ("koreksi", "bukti"):
        assert warga_lain.klien.get(reverse(f"data_saya:{nama}", args=[k.pk])).status_code == 404
    assert warga_lain.klien.post(reverse("data_saya:batalkan_koreksi", args=[k.pk])).status_code == 404
    assert masuk("desa3").get(reverse("koreksi:bukti", args=[k.pk])).status_code == 404
    with dalam_jangkauan(warga_lain.pelaku):
        assert not Koreksi.objects.exists()


def test_banyaknya_koreksi_terbuka_dibatasi_setelan(masuk, pelaku, settings):
    settings.KOREKSI_TERBUKA_MAKS = 1
    k = tindakan.ajukan_koreksi("alamat", "Jalan Mawar", oleh=pelaku("warga"))
    klien, isi = masuk("warga"), {"kolom": "nama", "isi_benar": "SITI"}
    assert klien.post(reverse("data_saya:minta_koreksi"), isi).status_code == 409
    klien.post(reverse("data_saya:batalkan_koreksi", args=[k.pk]))
    assert klien.post(reverse("data_saya:minta_koreksi"), isi).status_code == 302


def test_basis_data_menjaga_isi_permintaan_koreksi(pelaku):
    k = tindakan.ajukan_koreksi("alamat", "Jalan Mawar", oleh=pelaku("warga"))
    with pytest.raises(DatabaseError, match="tidak sah diubah"), transaction.atomic(), atas_nama(pelaku("desa"), "teruskan"):
        Koreksi.objects.filter(pk=k.pk).update(status="diteruskan", isi_benar="DIUBAH")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), atas_nama(pelaku("warga"), "ajukan"):
        Koreksi.objects.create(
            wilayah_id=k.wilayah_id, pemohon_id=pelaku("desa").pengguna_id, nik=k.nik, kolom="nama", isi_benar="X"
        )


def test_setelah_penugasan_berakhir_data_sendiri_tertutup(masuk):
    pengguna = Pengguna.objects.get(username="warga")
    klien = masuk("warga")
    akhiri(pengguna.penugasan.get(status="aktif"), alasan="Pindah.", oleh=SISTEM)
    assert klien.get(reverse("data_saya:data")).status_code in (302, 404)
