"""An assignment from its opening to its end: suspension, resumption, extension, hand-over, the night."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from guardian.shortcuts import get_user_perms

from akun import masa, serah_terima, undangan
from akun import penugasan as tugas
from akun.akses import penugasan_kini
from akun.beranda import isi_beranda
from akun.fungsi import FUNGSI
from akun.models import IzinWilayahPengguna, Pakta, PemberitahuanMasa, Pengguna, Penugasan, Undangan
from akun.pakta import tanda_tangani
from akun.undangan import Calon
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jejak import SISTEM, Pelaku, atas_nama
from dasar.models import Jejak
from tests.basis_data import tanpa_pemicu
from usulan.models import Musyawarah
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db
HARI_INI = timezone.localdate()
PENERUS = Calon("Ahmad Rifai", "9901010101900101")


def milik(akun: str) -> Penugasan:
    return Penugasan.objects.select_related("pengguna", "wilayah").get(pengguna__username=akun, status="aktif")


def ditolak(kode: str, kerja) -> str:
    with pytest.raises(Ditolak) as galat, transaction.atomic():
        kerja()
    assert galat.value.kode == kode
    return galat.value.pesan


def geser(penugasan: Penugasan, **isi) -> None:
    """As time would leave it."""
    with tanpa_pemicu():
        Penugasan.objects.filter(pk=penugasan.pk).update(**isi)


def keputusan(hari: int = 364) -> dict:
    return {"nomor_sk": "SK/2/2026", "sk": None, "mulai": HARI_INI, "selesai": HARI_INI + dt.timedelta(days=hari)}


# --- suspension ----------------------------------------------------------------------------------------------------------


def test_penangguhan_mencabut_hak_saat_itu_juga_dan_pengaktifan_mengembalikannya(pelaku, masuk):
    verifikator, oleh = milik("verifikator"), pelaku("admin.kab")
    klien = masuk("verifikator")
    assert klien.get(reverse("verval:antrean")).status_code == 200
    tugas.tangguhkan(verifikator, alasan="Pemeriksaan internal", oleh=oleh)
    assert klien.get(reverse("verval:antrean")).status_code == 302, "sesinya berakhir"
    klien = masuk("verifikator")
    assert klien.get(reverse("verval:antrean")).status_code == 404
    assert penugasan_kini(verifikator.pengguna) is None
    assert not IzinWilayahPengguna.objects.filter(user=verifikator.pengguna).exists()
    tugas.aktifkan(verifikator, oleh=oleh)
    assert klien.get(reverse("verval:antrean")).status_code == 200
    assert set(get_user_perms(verifikator.pengguna, verifikator.wilayah)) == set(FUNGSI["verifikator"].izin)
    jejak = Jejak.objects.filter(tabel="akun_penugasan", objek=verifikator.pk, langkah="tangguhkan").get()
    assert (jejak.oleh, jejak.catatan) == (oleh.pengguna_id, "Pemeriksaan internal")


def test_yang_ditangguhkan_tidak_bebas_memegang_fungsi_lain(pelaku):
    verifikator, oleh = milik("verifikator"), pelaku("admin.kab")
    tugas.tangguhkan(verifikator, alasan="x", oleh=oleh)
    calon = Calon(verifikator.pengguna.nama, verifikator.nik)
    desa = Wilayah.objects.get(pk="1209201008")
    ditolak("fungsi-rangkap", lambda: undangan.undang(calon, "pengisi_desa", desa, oleh=oleh, **keputusan()))


def test_langkah_pada_keadaan_yang_salah_ditolak_dengan_keadaannya(pelaku):
    verifikator, oleh = milik("verifikator"), pelaku("admin.kab")
    assert "sedang aktif" in ditolak("sudah-aktif", lambda: tugas.aktifkan(verifikator, oleh=oleh))
    tugas.tangguhkan(verifikator, alasan="x", oleh=oleh)
    ditolak("sudah-ditangguhkan", lambda: tugas.tangguhkan(verifikator, alasan="x", oleh=oleh))
    tugas.akhiri(verifikator, alasan="x", oleh=oleh)
    ditolak("sudah-berakhir", lambda: tugas.aktifkan(verifikator, oleh=oleh))


def test_yang_sudah_lewat_masanya_tidak_diaktifkan(pelaku):
    verifikator, oleh = milik("verifikator"), pelaku("admin.kab")
    tugas.tangguhkan(verifikator, alasan="x", oleh=oleh)
    geser(verifikator, selesai=HARI_INI - dt.timedelta(days=1))
    verifikator.refresh_from_db()
    ditolak("masa-lewat", lambda: tugas.aktifkan(verifikator, oleh=oleh))


@pytest.mark.parametrize("langkah", [tugas.tangguhkan, tugas.akhiri])
@pytest.mark.parametrize("akun", ["kepala", "provinsi", "auditor", "verifikator2"])
def test_admin_kabupaten_tidak_mengurus_yang_bukan_urusannya(langkah, akun, pelaku):
    with pytest.raises(Ditolak) as galat:
        langkah(milik(akun), alasan="x", oleh=pelaku("admin.kab"))
    assert galat.value.kode in ("bukan-pengangkat", "di-luar-wilayah")
    assert milik(akun).status == "aktif"


@pytest.mark.parametrize("akun", ["verifikator", "desa", "auditor", "provinsi"])
def test_petugas_lain_tidak_menangguhkan_siapa_pun(akun, pelaku):
    with pytest.raises(TidakBerwenang):
        tugas.tangguhkan(milik("kecamatan"), alasan="x", oleh=pelaku(akun))


# --- the database by itself ----------------------------------------------------------------------------------------------


def _sql(oleh: Pelaku, langkah: str, perintah: str, *isi) -> None:
    with atas_nama(oleh, langkah), connection.cursor() as kursor:
        kursor.execute(perintah, isi)


TAMBAH = (
    "insert into akun_penugasan (pengguna_id, nik, fungsi, wilayah_id, nomor_sk, mulai, selesai, status, alasan, catatan)"
    " values (%s, %s, %s, %s, 'SK', %s, %s, %s, '', '')"
)


def test_sql_langsung_tidak_mengangkat_diri_sendiri_dan_fungsi_yang_bukan_urusannya(pelaku):
    oleh = pelaku("admin.kab")
    admin = Pengguna.objects.get(username="admin.kab")
    kembar = Pengguna.objects.create(username="kembar", nama="Kembar")
    baru = Pengguna.objects.create(username="baru", nama="Baru")
    masa_lain = ("2120-01-01", "2120-12-31")
    for orang, nik, fungsi in (
        (admin.pk, admin.nik, "verifikator"),
        (kembar.pk, admin.nik, "verifikator"),
        (baru.pk, "9901010101900101", "admin_kabupaten"),
        (baru.pk, "9901010101900101", "kepala"),
    ):
        with pytest.raises(DatabaseError, match="tidak sah"), transaction.atomic():
            _sql(oleh, "undang", TAMBAH, orang, nik, fungsi, "1209", *masa_lain, "diundang")


def test_sql_langsung_tidak_mengaktifkan_diri_sendiri_dan_tidak_mengubah_isi_penugasan(pelaku):
    admin, desa = milik("admin.kab"), milik("desa")
    with pytest.raises(DatabaseError, match="diri sendiri"), transaction.atomic():
        _sql(admin.pelaku, "tangguhkan", "update akun_penugasan set status = 'ditangguhkan' where id = %s", admin.pk)
    for isi in ("fungsi = 'pemantau_kecamatan'", "selesai = '2120-01-01'", "nik = '9901010101900101'"):
        with pytest.raises(DatabaseError, match="tidak sah|langkah"), transaction.atomic():
            _sql(SISTEM, "akhiri", f"update akun_penugasan set status = 'berakhir', {isi} where id = %s", desa.pk)


@pytest.mark.parametrize("status", ["diundang", "aktif", "ditangguhkan"])
def test_dua_masa_yang_beririsan_ditolak_basis_data_dan_yang_berurutan_tidak(status):
    """By exclusion constraint, on the account and on the NIK."""
    asal = milik("kecamatan")
    geser(asal, mulai="2026-01-01", selesai="2026-12-31")
    kedua = Pengguna.objects.create(username="kembar", nama="Kembar")
    for orang, nik, kendala in (
        (asal.pengguna_id, "9901010101900101", "satu_fungsi_per_masa_akun"),
        (kedua.pk, asal.nik, "satu_fungsi_per_masa_orang"),
    ):
        with tanpa_pemicu() as kursor:
            isi = [orang, nik, "pemantau_kecamatan", "120920"]
            pola = kendala if status != "aktif" else "satu_fungsi"
            with pytest.raises(IntegrityError, match=pola), transaction.atomic():
                kursor.execute(TAMBAH, [*isi, "2026-12-31", "2027-12-30", status])
            if status != "aktif":
                kursor.execute(TAMBAH, [*isi, "2027-01-01", "2027-12-31", status])


def test_satu_kepala_definitif_dan_satu_pelaksana_tugas(pelaku):
    wilayah, oleh = Wilayah.objects.get(pk="1209"), pelaku("pusdatin")
    orang = [Pengguna.objects.create(username=f"k{n}", nama=f"K{n}", nik=f"990101010190020{n}") for n in range(3)]
    isi = {"nomor_sk": "SK/3/2026", "mulai": HARI_INI, "selesai": HARI_INI + dt.timedelta(days=90), "oleh": oleh}
    assert "sudah punya kepala" in ditolak("kepala-sudah-ada", lambda: tugas.angkat(orang[0], "kepala", wilayah, **isi))
    tugas.angkat(orang[1], "kepala", wilayah, pelaksana=True, **isi)
    ditolak("kepala-sudah-ada", lambda: tugas.angkat(orang[2], "kepala", wilayah, pelaksana=True, **isi))


def test_pelaksana_tugas_hanya_untuk_kepala(pelaku):
    orang = Pengguna.objects.create(username="k", nama="K", nik="9901010101900200")
    with pytest.raises(IntegrityError, match="pelaksana_hanya_kepala"), transaction.atomic():
        tugas.angkat(
            orang, "verifikator", Wilayah.objects.get(pk="1209"), nomor_sk="SK", mulai=HARI_INI, selesai=HARI_INI,
            pelaksana=True, oleh=pelaku("admin.kab"),
        )  # fmt: skip


# --- extension -----------------------------------------------------------------------------------------------------------


def test_perpanjangan_membuka_masa_baru_dan_meminta_pakta_lagi(pelaku, masuk):
    lama, oleh = milik("verifikator"), pelaku("admin.kab")
    geser(lama, selesai=HARI_INI + dt.timedelta(days=5))
    lama.refresh_from_db()
    baru = tugas.perpanjang(lama, nomor_sk="SK/4/2026", sk=None, selesai=HARI_INI + dt.timedelta(days=370), oleh=oleh)
    lama.refresh_from_db()
    assert (lama.status, baru.status, baru.mulai) == ("berakhir", "aktif", HARI_INI)
    klien = masuk("verifikator")
    jawaban = klien.get(reverse("verval:antrean"))
    assert (jawaban.status_code, jawaban["Location"]) == (302, reverse("akun:pakta"))
    assert "Pakta integritas" in klien.get(reverse("akun:pakta")).content.decode()
    assert klien.post(reverse("akun:pakta"), {}).status_code == 422
    assert klien.post(reverse("akun:pakta"), {"setuju": "on"}).status_code == 302
    assert klien.get(reverse("verval:antrean")).status_code == 200
    assert Pakta.objects.filter(penugasan=baru).count() == 1


def test_tanpa_pakta_penugasan_tidak_membuka_halaman_atau_api():
    orang = Pengguna.objects.create(username="tanpa", nama="Tanpa Pakta", nik="9901010101900300")
    tugas.angkat(
        orang, "pengisi_kabupaten", Wilayah.objects.get(pk="1209"), nomor_sk="SK", mulai=HARI_INI, selesai=HARI_INI,
        oleh=SISTEM,
    )  # fmt: skip
    klien = Client()
    klien.force_login(orang)
    for alamat in ("akun:beranda", "usulan:daftar", "akun:akun", "akun:matriks_peran"):
        assert klien.get(reverse(alamat))["Location"] == reverse("akun:pakta")
    assert klien.get("/api/v1/usulan/").status_code == 403


def test_pakta_ditandatangani_petugasnya_sendiri(pelaku):
    ditolak("bukan-petugasnya", lambda: tanda_tangani(milik("desa"), oleh=pelaku("admin.kab")))


def test_perpanjangan_yang_tidak_menambah_masa_ditolak(pelaku):
    lama = milik("verifikator")
    ditolak(
        "masa-tidak-bertambah",
        lambda: tugas.perpanjang(lama, nomor_sk="SK", sk=None, selesai=HARI_INI, oleh=pelaku("admin.kab")),
    )


# --- hand-over -----------------------------------------------------------------------------------------------------------


def test_serah_terima_mengakhiri_yang_lama_pada_saat_penerus_menerima(pelaku, pabrik):
    lama, oleh = milik("desa"), pelaku("admin.kab")
    draf = pabrik.disusun()[0]
    penerus, kode = serah_terima.serahkan(lama, PENERUS, oleh=oleh, **keputusan())
    lama.refresh_from_db()
    assert lama.status == "aktif"
    assert penugasan_kini(lama.pengguna) == lama
    baru = undangan.terima(kode, nik=PENERUS.nik, setuju=True, username="rifai", sandi="kebun-karet-di-tepi-jalan")
    lama.refresh_from_db()
    penerus.refresh_from_db()
    assert (lama.status, lama.alasan, penerus.status) == ("berakhir", "serah_terima", "aktif")
    assert not IzinWilayahPengguna.objects.filter(user=lama.pengguna).exists()
    # The work is the area's: the draft stands in the successor's list. Its history stays with who wrote it.
    assert any("belum diajukan" in b.judul for b in isi_beranda(penugasan_kini(baru).pelaku))
    assert Musyawarah.objects.terlihat_oleh(penugasan_kini(baru).pelaku).filter(pk=draf.musyawarah_id).exists()
    draf.refresh_from_db()
    assert draf.dibuat_oleh_id == lama.pengguna_id
    assert Jejak.objects.filter(tabel="usulan_usulan", objek=draf.pk, langkah="buat", oleh=lama.pengguna_id).exists()


def test_halaman_serah_terima_menyebut_pekerjaan_yang_berpindah(masuk, pabrik):
    pabrik.disusun(n=2)
    isi = masuk("admin.kab").get(reverse("akun:petugas_serah_terima", args=[milik("desa").pk])).content.decode()
    assert 'belum diajukan: <strong class="s-angka">2</strong>' in isi


def test_penerus_diundang_satu_saja_dan_bukan_orang_yang_sama(pelaku):
    lama, oleh = milik("desa"), pelaku("admin.kab")
    ditolak("penerus-sama", lambda: serah_terima.serahkan(lama, Calon("Nurhasanah", lama.nik), oleh=oleh, **keputusan()))
    serah_terima.serahkan(lama, PENERUS, oleh=oleh, **keputusan())
    lain = Calon("Orang Lain", "9901010101900102")
    ditolak("penerus-sudah-ada", lambda: serah_terima.serahkan(lama, lain, oleh=oleh, **keputusan()))


def test_serah_terima_kepala_tidak_pernah_dua_kepala(pelaku):
    lama = milik("kepala")
    _, kode = serah_terima.serahkan(lama, PENERUS, oleh=pelaku("pusdatin"), **keputusan())
    undangan.terima(kode, nik=PENERUS.nik, setuju=True, username="rifai", sandi="kebun-karet-di-tepi-jalan")
    assert Penugasan.objects.filter(fungsi="kepala", wilayah="1209", status="aktif").count() == 1


# --- the night -----------------------------------------------------------------------------------------------------------


def test_malam_mengakhiri_yang_lewat_dan_mencabut_haknya(pelaku):
    habis, masih = milik("verifikator"), milik("kabupaten")
    geser(habis, selesai=HARI_INI - dt.timedelta(days=1))
    geser(masih, selesai=HARI_INI)
    assert masa.jaga()["berakhir"] == 1
    habis.refresh_from_db()
    assert (habis.status, habis.alasan) == ("berakhir", "masa_habis")
    assert not IzinWilayahPengguna.objects.filter(user=habis.pengguna).exists()
    assert IzinWilayahPengguna.objects.filter(user=masih.pengguna).exists()
    assert Jejak.objects.filter(tabel="akun_penugasan", objek=habis.pk, langkah="akhiri", oleh=0).exists()


@pytest.mark.parametrize(("hari", "kali"), [(31, 0), (30, 1), (8, 1), (7, 1), (0, 1)])
def test_pemberitahuan_dikirim_sekali_pada_setiap_ambang(hari, kali, django_capture_on_commit_callbacks):
    geser(milik("verifikator"), selesai=HARI_INI + dt.timedelta(days=hari))
    with django_capture_on_commit_callbacks(execute=True):
        assert masa.beri_tahu() == kali
    with django_capture_on_commit_callbacks(execute=True):
        assert masa.beri_tahu() == 0
    tujuan = [s.to[0] for s in mail.outbox]
    assert tujuan == ["verifikator@contoh.invalid", "admin.kab@contoh.invalid"] * kali


def test_ambang_kedua_memberi_tahu_lagi():
    verifikator = milik("verifikator")
    geser(verifikator, selesai=HARI_INI + dt.timedelta(days=30))
    masa.beri_tahu()
    geser(verifikator, selesai=HARI_INI + dt.timedelta(days=6))
    assert masa.beri_tahu() == 1
    assert list(PemberitahuanMasa.objects.values_list("ambang", flat=True).order_by("-ambang")) == [30, 7]


def test_admin_mendapat_satu_surel_untuk_semua_petugasnya(django_capture_on_commit_callbacks):
    for akun in ("verifikator", "kabupaten", "kecamatan"):
        geser(milik(akun), selesai=HARI_INI + dt.timedelta(days=20))
    with django_capture_on_commit_callbacks(execute=True):
        masa.beri_tahu()
    (surat,) = [s for s in mail.outbox if s.to == ["admin.kab@contoh.invalid"]]
    assert "3 petugas" in surat.subject
    assert len(mail.outbox) == 4


def test_masa_yang_segera_berakhir_ada_di_daftar_kerja_petugas_dan_adminnya(pelaku, masuk):
    geser(milik("verifikator"), selesai=HARI_INI + dt.timedelta(days=20))
    assert "Masa tugas Anda segera berakhir" in masuk("verifikator").get("/beranda/").content.decode()
    butir = {b.judul: b.jumlah for b in isi_beranda(pelaku("admin.kab"))}
    assert butir["Masa tugas petugas segera berakhir"] == 1
    assert {b.judul: b.jumlah for b in isi_beranda(pelaku("pusdatin"))}["Masa tugas petugas segera berakhir"] == 0


# --- at once -------------------------------------------------------------------------------------------------------------


def _bersamaan(*kerja) -> list[str]:
    """Each on its own connection, all at one moment; what became of each."""
    gerbang = Barrier(len(kerja))

    def satu(langkah) -> str:
        try:
            gerbang.wait(10)
            langkah()
            return "jadi"
        except Ditolak as galat:
            return galat.kode
        finally:
            connection.close()

    with ThreadPoolExecutor(len(kerja)) as kolam:
        return sorted(f.result(30) for f in [kolam.submit(satu, k) for k in kerja])


@pytest.mark.django_db(transaction=True)
def test_dua_undangan_bersamaan_untuk_satu_orang_hanya_satu_yang_jadi(pelaku):
    oleh = pelaku("admin.kab")
    Pengguna.objects.create(username="rifai", nama=PENERUS.nama, nik=PENERUS.nik)

    def undang(fungsi: str, kode: str):
        return lambda: undangan.undang(PENERUS, fungsi, Wilayah.objects.get(pk=kode), oleh=oleh, **keputusan())

    hasil = _bersamaan(undang("verifikator", "1209"), undang("pengisi_desa", "1209201008"))
    assert hasil == ["fungsi-rangkap", "jadi"]
    assert Penugasan.objects.filter(nik=PENERUS.nik).count() == 1


@pytest.mark.django_db(transaction=True)
def test_tautan_yang_dipakai_dua_kali_bersamaan_hanya_berhasil_sekali(pelaku):
    _, kode = undangan.undang(PENERUS, "verifikator", Wilayah.objects.get(pk="1209"), oleh=pelaku("admin.kab"), **keputusan())

    def terima(nama: str):
        return lambda: undangan.terima(kode, nik=PENERUS.nik, setuju=True, username=nama, sandi="kebun-karet-di-jalan")

    assert _bersamaan(terima("rifai"), terima("ahmad")) == ["jadi", "undangan-tidak-berlaku"]
    assert Undangan.objects.filter(dipakai_pada__isnull=False).count() == 1
    assert Pakta.objects.filter(penugasan__nik=PENERUS.nik).count() == 1


@pytest.mark.django_db(transaction=True)
def test_dua_kepala_diangkat_bersamaan_hanya_satu_yang_jadi(pelaku):
    oleh, wilayah = pelaku("pusdatin"), Wilayah.objects.get(pk="1209")
    tugas.akhiri(milik("kepala"), alasan="Pensiun", oleh=oleh)
    orang = [Pengguna.objects.create(username=f"k{n}", nama=f"K{n}", nik=f"990101010190020{n}") for n in range(2)]
    isi = {"nomor_sk": "SK", "mulai": HARI_INI, "selesai": HARI_INI, "oleh": oleh}
    hasil = _bersamaan(*(lambda o=o: tugas.angkat(o, "kepala", wilayah, **isi) for o in orang))
    assert hasil == ["jadi", "kepala-sudah-ada"]
