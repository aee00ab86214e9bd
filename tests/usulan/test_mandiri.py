"""Self-registration, through the doors that citizens and officers take."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from akun.models import Pemberitahuan, Pengguna
from dasar.galat import Ditolak
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import atas_nama
from dasar.models import Jejak
from penetapan import penilaian
from tests.basis_data import tanpa_pemicu
from tests.fixtures.pabrik import foto
from usulan import mandiri, verval_mandiri
from usulan.milik import usulan_dari
from usulan.models import AnggotaPendaftaran, Pendaftaran, Usulan
from usulan.tasks import alihkan_pendaftaran
from verval import pembundelan, pengesahan, putusan

pytestmark = pytest.mark.django_db


@pytest.fixture
def isian(isian_keluarga):
    """The citizen's form as a browser posts it, with a photo: `isian(untuk="keluarga")` puts the citizen into it."""

    def susun(untuk: str = "orang_lain", **ubahan) -> dict:
        isi = isian_keluarga("warga", program="NONBANSOS", foto_rumah=foto("rumah.jpg")) | {"untuk": untuk}
        if untuk == "keluarga":
            isi |= {
                "anggota-0-nik": Pengguna.objects.get(username="warga").nik,
                "anggota-0-jenis_kelamin": "L",
                "anggota-0-tanggal_lahir_0": "1", "anggota-0-tanggal_lahir_1": "1", "anggota-0-tanggal_lahir_2": "1980",
            }  # fmt: skip
        return isi | ubahan

    return susun


def _lewatkan(p: Pendaftaran, hari: int = 1) -> None:
    with tanpa_pemicu():
        Pendaftaran.objects.filter(pk=p.pk).update(tenggat=timezone.localdate() - dt.timedelta(days=hari))


# --- the citizen ---------------------------------------------------------------------------------------------------------


def test_warga_mengusulkan_keluarganya_mengirim_dan_mendapat_nomor(masuk, isian):
    klien = masuk("warga")
    jawaban = klien.post(reverse("usulan_saya:buat"), isian("keluarga"))
    p = Pendaftaran.objects.get()
    assert jawaban.status_code == 302 and (p.status, p.wilayah_id, p.tenggat) == ("disusun", "1209201008", None)
    jawaban = klien.post(reverse("usulan_saya:rincian", args=[p.pk]), {"benar": "on"}, follow=True)
    p.refresh_from_db()
    assert p.status == "dikirim" and p.tenggat == timezone.localdate() + dt.timedelta(days=30)
    assert p.nomor in jawaban.content.decode() and p.nomor.startswith("M-")
    assert not Usulan.objects.exists()  # never a proposal, let alone an approval, by itself


def test_belum_dikirim_tidak_terlihat_petugas_mana_pun(pabrik, masuk):
    p = pabrik.pendaftaran(kirim=False)
    for akun in ("desa", "kabupaten", "penilai", "auditor"):
        assert masuk(akun).get(reverse("mandiri:rincian", args=[p.pk])).status_code == 404
        with dalam_jangkauan(pabrik.pelaku(akun)):
            assert not Pendaftaran.objects.exists() and not AnggotaPendaftaran.objects.exists()


def test_tanpa_pernyataan_dan_tanpa_foto_tidak_terkirim(masuk, isian):
    klien = masuk("warga")
    klien.post(reverse("usulan_saya:buat"), {k: v for k, v in isian().items() if k != "foto_rumah"})
    p = Pendaftaran.objects.get()
    alamat = reverse("usulan_saya:rincian", args=[p.pk])
    assert klien.post(alamat, {}).status_code == 422
    jawaban = klien.post(alamat, {"benar": "on"})
    assert jawaban.status_code == 409 and "Foto rumah tampak depan belum ada" in jawaban.content.decode()
    p.refresh_from_db()
    assert p.status == "disusun"


def test_aturan_isian_sama_dengan_buku_kerja_dan_ketikan_tidak_hilang(masuk, isian):
    isi = isian()
    isi["anggota-0-nik"] = isi["anggota-0-nik"][:15]
    jawaban = masuk("warga").post(reverse("usulan_saya:buat"), isi)
    halaman = jawaban.content.decode()
    assert jawaban.status_code == 422 and not Pendaftaran.objects.exists()
    assert "NIK berisi 15 angka, seharusnya 16." in halaman and f'value="{isi["anggota-0-nik"]}"' in halaman


@pytest.mark.parametrize("untuk", ["keluarga", "orang_lain"])
def test_nik_sendiri_harus_cocok_dengan_siapa_yang_diusulkan(masuk, isian, untuk):
    isi = isian("orang_lain" if untuk == "keluarga" else "keluarga") | {"untuk": untuk}
    jawaban = masuk("warga").post(reverse("usulan_saya:buat"), isi)
    assert jawaban.status_code == 409 and not Pendaftaran.objects.exists()
    assert "Masukkan diri Anda" in jawaban.content.decode() if untuk == "keluarga" else "NIK Anda sendiri"


def test_simpan_lanjutkan_nanti_memuat_ketikan_kembali_sekali_pun_belum_benar(masuk, isian):
    klien = masuk("warga")
    isi = {k: v for k, v in isian().items() if k != "foto_rumah"} | {"aksi": "nanti", "anggota-0-nik": "99"}
    assert klien.post(reverse("usulan_saya:buat"), isi).status_code == 302
    assert "Lanjutkan mengisi" in klien.get(reverse("usulan_saya:daftar")).content.decode()
    halaman = klien.get(reverse("usulan_saya:buat")).content.decode()
    assert 'value="99"' in halaman and f'value="{isi["nomor_kk"]}"' in halaman and "govuk-error-summary" not in halaman


def test_perbaiki_menampilkan_isian_lama_dan_mengganti_anggota(masuk, pabrik, isian):
    p = pabrik.pendaftaran(kirim=False)
    klien = masuk("warga")
    alamat = reverse("usulan_saya:ubah", args=[p.pk])
    lama = p.anggota.get().nik
    assert f'value="{lama}"' in klien.get(alamat).content.decode()
    isi = {k: v for k, v in isian().items() if k != "foto_rumah"}
    assert klien.post(alamat, isi).status_code == 302
    assert [a.nik for a in p.anggota.all()] == [isi["anggota-0-nik"]]
    p.refresh_from_db()
    assert p.survei.foto_rumah_id and p.survei.nomor_kk == isi["nomor_kk"] == p.nomor_kk


def test_batas_banyaknya_keluarga_lain_adalah_setelan(pabrik, settings):
    settings.MANDIRI_ORANG_LAIN_MAKS = 1
    p = pabrik.pendaftaran()
    with pytest.raises(Ditolak) as galat:
        pabrik.pendaftaran()
    assert galat.value.kode == "terlalu-banyak-pendaftaran"
    mandiri.batalkan_pendaftaran(p, oleh=pabrik.pelaku("warga"))
    pabrik.pendaftaran(untuk="keluarga")
    assert pabrik.pendaftaran().status == "dikirim"


def test_orang_yang_sama_tidak_didaftarkan_dua_kali_oleh_warga_yang_sama(masuk, pabrik, isian):
    p = pabrik.pendaftaran(untuk="keluarga")
    jawaban = masuk("warga").post(reverse("usulan_saya:buat"), isian("keluarga"))
    assert jawaban.status_code == 409 and p.nomor in jawaban.content.decode()


def test_keadaan_register_orang_lain_tidak_diberitahukan_tetapi_dicatat_untuk_petugas(pabrik, masuk, isian):
    """Otherwise the form would answer anybody who asks whether a neighbour is registered."""
    _, ditetapkan = pabrik.ditetapkan(program="NONBANSOS")
    u = ditetapkan[0]
    isi = isian() | {"anggota-0-nik": u.nik, "anggota-0-nama": u.nama, "nomor_kk": u.nomor_kk}
    isi |= {"anggota-0-jenis_kelamin": u.jenis_kelamin, "anggota-0-ibu_kandung": u.ibu_kandung}
    lahir = u.tanggal_lahir
    isi |= {f"anggota-0-tanggal_lahir_{n}": str(v) for n, v in enumerate((lahir.day, lahir.month, lahir.year))}
    jawaban = masuk("warga").post(reverse("usulan_saya:buat"), isi, follow=True)
    assert "terdaftar" not in jawaban.content.decode().split("<main", 1)[1].split("</main>")[0]
    anggota = AnggotaPendaftaran.objects.get()
    assert "V-PRG-01" in anggota.peringatan
    mandiri.kirim_pendaftaran(anggota.pendaftaran, oleh=pabrik.pelaku("warga"), benar=True)
    halaman = masuk("desa").get(reverse("mandiri:rincian", args=[anggota.pendaftaran_id])).content.decode()
    assert "Sudah terdaftar dalam DTKS" in halaman
    hasil = verval_mandiri.musyawarahkan(pabrik.musyawarah(), [anggota.pendaftaran_id], oleh=pabrik.pelaku("desa"))
    assert hasil.pendaftaran == 0 and "sudah terdaftar" in hasil.ditolak[0][1]


def test_diri_sendiri_yang_sudah_diusulkan_diberi_tahu_dengan_jelas(pabrik, masuk, isian):
    p = pabrik.pendaftaran(untuk="keluarga")
    verval_mandiri.musyawarahkan(pabrik.musyawarah(), [p.pk], oleh=pabrik.pelaku("desa"))
    isi = isian("keluarga") | {"nomor_kk": p.nomor_kk}
    jawaban = masuk("warga").post(reverse("usulan_saya:buat"), isi)
    assert jawaban.status_code == 422 and "Sudah diusulkan untuk program yang sama" in jawaban.content.decode()


def test_warga_lain_tidak_melihat_dan_tidak_mengubah_pendaftaran_orang(pabrik, warga_lain, isian):
    p, draf = pabrik.pendaftaran(), pabrik.pendaftaran(kirim=False)
    klien = warga_lain.klien
    for nama in ("rincian", "ubah", "batalkan", "foto_rumah", "tanda_terima"):
        for satu in (p, draf):
            assert klien.get(reverse(f"usulan_saya:{nama}", args=[satu.pk])).status_code == 404, nama
    assert klien.post(reverse("usulan_saya:rincian", args=[draf.pk]), {"benar": "on"}).status_code == 404
    assert klien.post(reverse("usulan_saya:batalkan", args=[p.pk])).status_code == 404
    assert p.nomor not in klien.get(reverse("usulan_saya:daftar")).content.decode()
    with dalam_jangkauan(warga_lain.pelaku):  # the second wall alone
        assert not Pendaftaran.objects.exists() and not AnggotaPendaftaran.objects.exists()


def test_yang_diusulkan_orang_lain_diberi_tahu_tanpa_nama_pengusul(pabrik, warga_lain):
    anggota = pabrik.anggota("warga", program="NONBANSOS")
    anggota[0] |= {"nik": warga_lain.nik, "tanggal_lahir": dt.date(1981, 1, 1), "jenis_kelamin": "L"}
    oleh = pabrik.pelaku("warga")
    p = mandiri.susun_pendaftaran(anggota, {}, oleh=oleh, untuk="orang_lain", foto_rumah=foto())
    mandiri.kirim_pendaftaran(p, oleh=oleh, benar=True)
    kabar = Pemberitahuan.objects.get(penerima=warga_lain.pelaku.pengguna_id)
    assert "mendaftarkan Anda" in kabar.kalimat and oleh.nama not in kabar.kalimat
    halaman = warga_lain.klien.get(reverse("data_saya:data")).content.decode()
    assert "Didaftarkan warga lain" in halaman and p.nomor in halaman and oleh.nama not in halaman


# --- the village -----------------------------------------------------------------------------------------------------------


def test_desa_memasukkan_beberapa_pendaftaran_sekaligus_ke_musyawarah(pabrik, masuk):
    satu, dua = pabrik.pendaftaran(), pabrik.pendaftaran(untuk="keluarga")
    musyawarah = pabrik.musyawarah()
    klien = masuk("desa")
    halaman = klien.get(reverse("mandiri:daftar")).content.decode()
    assert satu.nomor in halaman and "30 hari lagi" in halaman
    jawaban = klien.post(reverse("mandiri:masukkan"), {"musyawarah": musyawarah.pk, "pendaftaran": [satu.pk, dua.pk]})
    assert jawaban.url == reverse("usulan:musyawarah_rincian", args=[musyawarah.pk])
    usulan = Usulan.objects.order_by("pk")
    assert {u.pendaftaran_id for u in usulan} == {satu.pk, dua.pk} and {u.status for u in usulan} == {"disusun"}
    # The officer made the list: the maker of these proposals, as of all others on it.
    assert {u.dibuat_oleh_id for u in usulan} == {pabrik.pelaku("desa").pengguna_id}
    assert musyawarah.survei.count() == 2 and all(s.foto_rumah_id for s in musyawarah.survei.all())
    assert {p.status for p in Pendaftaran.objects.all()} == {"dimusyawarahkan"}
    warga = masuk("warga").get(reverse("usulan_saya:rincian", args=[satu.pk])).content.decode()
    assert "Masuk daftar musyawarah" in warga and "Pengisi Data Desa/Kelurahan" in warga and "Nurhasanah" not in warga


def test_musyawarah_yang_dibatalkan_mengembalikan_pendaftaran_ke_antrean(pabrik, masuk):
    p, musyawarah = pabrik.pendaftaran(), pabrik.musyawarah()
    verval_mandiri.musyawarahkan(musyawarah, [p.pk], oleh=pabrik.pelaku("desa"))
    masuk("desa").post(reverse("usulan:musyawarah_batalkan", args=[musyawarah.pk]), {"alasan": "B01"})
    p.refresh_from_db()
    assert p.status == "dikirim" and p.tenggat == timezone.localdate() + dt.timedelta(days=30)
    verval_mandiri.musyawarahkan(pabrik.musyawarah(), [p.pk], oleh=pabrik.pelaku("desa"))
    assert len(usulan_dari([p])[p.pk]) == 1


def test_desa_meminta_perbaikan_dengan_alasan_dan_warga_mengirim_lagi(pabrik, masuk):
    p = pabrik.pendaftaran()
    _lewatkan(p)
    alamat = reverse("mandiri:minta_perbaikan", args=[p.pk])
    assert masuk("desa").post(alamat, {}).status_code == 422
    masuk("desa").post(alamat, {"alasan": "D02", "catatan": "Fotonya gelap."})
    klien = masuk("warga")
    halaman = klien.get(reverse("usulan_saya:rincian", args=[p.pk])).content.decode()
    assert "Foto rumah tidak jelas" in halaman and "Fotonya gelap." in halaman
    assert "perlu Anda perbaiki" in Pemberitahuan.objects.get(penerima=p.pemohon_id).kalimat
    klien.post(reverse("usulan_saya:rincian", args=[p.pk]), {"benar": "on"})
    p.refresh_from_db()
    # The days that the applicant took are not the village's.
    assert p.status == "dikirim" and p.tenggat == timezone.localdate() + dt.timedelta(days=7)


def test_desa_lain_dan_fungsi_lain_tidak_menyentuh_pendaftaran(pabrik, masuk):
    p = pabrik.pendaftaran()
    musyawarah = pabrik.musyawarah("desa3")
    masuk("desa3").post(reverse("mandiri:masukkan"), {"musyawarah": musyawarah.pk, "pendaftaran": p.pk})
    assert masuk("desa3").get(reverse("mandiri:rincian", args=[p.pk])).status_code == 404
    assert masuk("warga").get(reverse("mandiri:daftar")).status_code == 404
    p.refresh_from_db()
    assert p.status == "dikirim" and not Usulan.objects.exists()


def test_petugas_tidak_menangani_pendaftaran_keluarganya_sendiri(pabrik, pelaku):
    anggota = pabrik.anggota("warga", program="NONBANSOS")
    anggota[0] |= {"nik": Pengguna.objects.get(username="desa").nik, "tanggal_lahir": dt.date(1980, 1, 1), "jenis_kelamin": "L"}
    warga, desa = pelaku("warga"), pelaku("desa")
    p = mandiri.susun_pendaftaran(anggota, {}, oleh=warga, untuk="orang_lain", foto_rumah=foto())
    p = mandiri.kirim_pendaftaran(p, oleh=warga, benar=True)
    hasil = verval_mandiri.musyawarahkan(pabrik.musyawarah(), [p.pk], oleh=desa)
    assert "petugas yang mengisi" in hasil.ditolak[0][1]
    with pytest.raises(Ditolak, match="keluarga Anda sendiri"):
        verval_mandiri.minta_perbaikan(p, alasan="D01", oleh=desa)


# --- the days, and what comes after them -------------------------------------------------------------------------------


def test_lewat_tiga_puluh_hari_naik_ke_kabupaten_tanpa_diterima_atau_ditolak(pabrik, masuk):
    lewat, tepat, perbaikan = pabrik.pendaftaran(), pabrik.pendaftaran(), pabrik.pendaftaran()
    verval_mandiri.minta_perbaikan(perbaikan, alasan="D01", oleh=pabrik.pelaku("desa"))
    for p, hari in ((lewat, 1), (tepat, 0), (perbaikan, 5)):
        _lewatkan(p, hari)
    with dalam_jangkauan(None):
        alihkan_pendaftaran()
        alihkan_pendaftaran()  # twice is once
    status = dict(Pendaftaran.objects.values_list("pk", "status"))
    assert status == {lewat.pk: "dialihkan", tepat.pk: "dikirim", perbaikan.pk: "perbaikan"}
    assert not Usulan.objects.exists()
    assert Jejak.objects.filter(tabel="usulan_pendaftaran", objek=lewat.pk, langkah="alihkan_tenggat", oleh=0).count() == 1
    kabar = list(Pemberitahuan.objects.filter(alamat__in=["/usulan-saya/", "/pendaftaran-mandiri/"]))
    assert {k.penerima.username for k in kabar} == {"warga", "kabupaten"}
    beranda = masuk("kabupaten").get("/beranda/").content.decode()
    assert "Pendaftaran mandiri menunggu verifikasi langsung" in beranda
    assert lewat.nomor in masuk("kabupaten").get(reverse("mandiri:daftar")).content.decode()


def test_desa_dapat_mengalihkan_sebelum_batasnya_dan_tetap_boleh_memusyawarahkan(pabrik, masuk):
    p = pabrik.pendaftaran()
    masuk("desa").post(reverse("mandiri:alihkan", args=[p.pk]), {"alasan": "D06"})
    p.refresh_from_db()
    assert p.status == "dialihkan"
    assert verval_mandiri.musyawarahkan(pabrik.musyawarah(), [p.pk], oleh=pabrik.pelaku("desa")).pendaftaran == 1


def test_diverifikasi_langsung_pembuatnya_warga_dan_empat_orang_berbeda_sampai_ditetapkan(pabrik, masuk, pelaku):
    p = pabrik.dialihkan(untuk="keluarga")
    assert masuk("kabupaten").post(reverse("mandiri:terima", args=[p.pk])).status_code == 302
    u = Usulan.objects.get()
    assert (u.status, u.musyawarah_id, u.pendaftaran_id) == ("lengkap", None, p.pk)
    assert (u.dibuat_oleh_id, u.diajukan_oleh_id) == (p.pemohon_id, p.pemohon_id)
    assert u.diperiksa_oleh_id == pelaku("kabupaten").pengguna_id
    halaman = masuk("verifikator").get(reverse("verval:putusan", args=[u.pk])).content.decode()
    assert "diverifikasi langsung" in halaman and "5 dari 9" in halaman
    assert "Pendaftaran mandiri" in masuk("verifikator").get(reverse("verval:antrean")).content.decode()
    # No village to go back to.
    assert putusan.putuskan(Usulan.objects.all(), "dikembalikan", oleh=pelaku("verifikator"), alasan="N01") == 0
    assert putusan.putuskan(Usulan.objects.all(), "layak", oleh=pelaku("verifikator"), cara="kunjungan") == 1
    batch = pembundelan.susun_batch(oleh=pelaku("kabupaten"), usulan=Usulan.objects.all())
    pengesahan.sahkan(batch, nomor_surat="S/M/2026", oleh=pelaku("kepala"))
    penilaian.nilai(oleh=pelaku("penilai"), terapkan=True)
    u.refresh_from_db()
    assert u.status in ("lolos", "dikembalikan_kab")
    for alamat in (reverse("usulan:rincian", args=[u.pk]), reverse("usulan:tanda_terima", args=[u.pk])):
        assert masuk("kabupaten").get(alamat).status_code == 200
    for nama in ("ubah", "survei_ubah", "batalkan"):  # not the village's to mend or withdraw
        assert masuk("desa").get(reverse(f"usulan:{nama}", args=[u.pk])).status_code == 404
    warga = masuk("warga").get(reverse("usulan_saya:rincian", args=[p.pk])).content.decode()
    assert "Diputus layak" in warga and "Disahkan kabupaten/kota" in warga


def test_kabupaten_menolak_dengan_penjelasan_yang_dibaca_warga(pabrik, masuk):
    p = pabrik.dialihkan()
    alamat = reverse("mandiri:tolak", args=[p.pk])
    assert masuk("kabupaten").post(alamat, {"alasan": "D05"}).status_code == 422
    masuk("kabupaten").post(alamat, {"alasan": "D05", "catatan": "Sudah masuk usulan bulan lalu."})
    halaman = masuk("warga").get(reverse("usulan_saya:rincian", args=[p.pk])).content.decode()
    assert "Selesai: ditolak" in halaman and "Sudah masuk usulan bulan lalu." in halaman


def test_diperbaiki_atas_permintaan_kabupaten_kembali_ke_kabupaten(pabrik, pelaku):
    p = pabrik.dialihkan()
    verval_mandiri.minta_perbaikan(p, alasan="D01", oleh=pelaku("kabupaten"))
    assert mandiri.kirim_pendaftaran(p, oleh=pelaku("warga"), benar=True).status == "dialihkan"


def test_kementerian_hanya_mengambil_yang_macet_dan_bukan_yang_menilai_integritasnya(pabrik, masuk, pelaku):
    p = pabrik.dialihkan(untuk="keluarga")
    alamat, isi = (
        reverse("mandiri:verval_kemensos", args=[p.pk]),
        {"cara": "kunjungan", "catatan": "Rumah roboh karena banjir."},
    )
    assert masuk("penilai").post(alamat, isi).status_code == 409
    with tanpa_pemicu():
        Pendaftaran.objects.filter(pk=p.pk).update(dialihkan_pada=timezone.now() - dt.timedelta(days=31))
    assert "macet di kabupaten/kota" in masuk("penilai").get("/beranda/").content.decode()
    assert masuk("penilai").post(alamat, isi).status_code == 302
    u = Usulan.objects.get()
    assert (u.status, u.verval_pusat, u.cara_verval, u.diperiksa_oleh_id) == ("diteruskan", True, "kunjungan", None)
    assert "pengecualian" in masuk("kabupaten").get(reverse("usulan:rincian", args=[u.pk])).content.decode()
    with pytest.raises(Ditolak, match="Tidak ada usulan"):
        penilaian.nilai(oleh=pelaku("penilai"), terapkan=True)
    with (
        pytest.raises(IntegrityError, match="usulan_verval_pusat"),
        transaction.atomic(),
        atas_nama(pelaku("penilai"), "loloskan"),
    ):
        Usulan.objects.update(status="lolos", dinilai_oleh_id=pelaku("penilai").pengguna_id, dinilai_pada=timezone.now())


def test_dua_petugas_mengambil_pendaftaran_yang_sama_satu_yang_menang(pabrik, pelaku):
    p = pabrik.dialihkan()
    verval_mandiri.verval_kab(p, oleh=pelaku("kabupaten"))
    with pytest.raises(Ditolak, match="tidak lagi menunggu"):
        verval_mandiri.tolak_pendaftaran(p, alasan="D05", catatan="Terlambat.", oleh=pelaku("kabupaten"))
    assert verval_mandiri.musyawarahkan(pabrik.musyawarah(), [p.pk], oleh=pelaku("desa")).pendaftaran == 0
    assert Usulan.objects.count() == 1
