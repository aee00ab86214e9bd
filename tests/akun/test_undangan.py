"""An invitation: one link, once, for a week, for the person who knows the NIK; then pledge, password, work."""

import datetime as dt
import hashlib
import re

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from akun import undangan
from akun.models import IzinWilayahPengguna, Pakta, Pengguna, Penugasan, Undangan
from akun.penugasan import akhiri
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jejak import SISTEM
from dasar.models import Jejak
from tests.basis_data import tanpa_pemicu
from tests.fixtures.dasar import bagian_uji
from tests.fixtures.pabrik import foto
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db
NIK, SANDI = "9901010101900101", "kebun-karet-di-tepi-jalan"
DESA = "1209201008"


def undang(pelaku, *, akun="admin.kab", fungsi="pengisi_desa", wilayah=DESA, nik=NIK, nama="Ahmad Rifai", **lain):
    mulai = timezone.localdate()
    isi = {"nomor_sk": "SK/1/2026", "sk": None, "mulai": mulai, "selesai": mulai + dt.timedelta(days=364)}
    isi |= bagian_uji(fungsi) | lain
    calon = undangan.Calon(nama, nik, "rifai@contoh.invalid")
    return undangan.undang(calon, fungsi, Wilayah.objects.get(pk=wilayah), oleh=pelaku(akun), **isi)


def terima(kode: str, nik: str = NIK, **lain):
    return undangan.terima(kode, nik=nik, setuju=True, **{"username": "rifai", "sandi": SANDI} | lain)


def ditolak(kode: str, kerja) -> str:
    with pytest.raises(Ditolak) as galat, transaction.atomic():
        kerja()
    assert galat.value.kode == kode
    return galat.value.pesan


def test_undangan_menyimpan_sidik_tautan_saja_dan_belum_memberi_hak(pelaku):
    penugasan, kode = undang(pelaku)
    satu = Undangan.objects.get(penugasan=penugasan)
    assert satu.sidik == hashlib.sha256(kode.encode()).hexdigest()
    assert dt.timedelta(days=6, hours=23) < satu.kedaluwarsa_pada - timezone.now() <= dt.timedelta(days=7)
    assert penugasan.status == "diundang"
    assert not IzinWilayahPengguna.objects.filter(user=penugasan.pengguna).exists()
    assert not penugasan.pengguna.has_usable_password()
    assert not Jejak.objects.filter(catatan__contains=kode).exists()


def test_undangan_dikirim_lewat_surel_dengan_tautannya(pelaku, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _, kode = undang(pelaku)
    (surat,) = mail.outbox
    assert surat.to == ["rifai@contoh.invalid"]
    assert undangan.alamat_tautan(kode) in surat.body
    assert NIK not in surat.body


def test_menerima_membuka_penugasan_pakta_hak_dan_akun(pelaku):
    penugasan, kode = undang(pelaku)
    pengguna = terima(kode)
    penugasan.refresh_from_db()
    assert penugasan.status == "aktif"
    assert (pengguna.username, pengguna.check_password(SANDI)) == ("rifai", True)
    pakta = Pakta.objects.get(penugasan=penugasan)
    assert "Ahmad Rifai" in pakta.teks
    assert "SK/1/2026" in pakta.teks
    assert IzinWilayahPengguna.objects.filter(user=pengguna, content_object=DESA).exists()
    langkah = Jejak.objects.filter(tabel="akun_penugasan", objek=penugasan.pk).order_by("pk").values_list("langkah", "oleh")
    admin = pelaku("admin.kab").pengguna_id
    assert list(langkah) == [
        ("undang", admin),
        ("kirim_undangan", admin),
        ("terima", pengguna.pk),
        ("pakta", pengguna.pk),
    ]


def test_tautan_hanya_dapat_dipakai_sekali(pelaku):
    _, kode = undang(pelaku)
    terima(kode)
    ditolak("undangan-tidak-berlaku", lambda: terima(kode))


def test_tautan_yang_lewat_tujuh_hari_tidak_berlaku(pelaku):
    penugasan, kode = undang(pelaku)
    Undangan.objects.filter(penugasan=penugasan).update(kedaluwarsa_pada=timezone.now() - dt.timedelta(seconds=1))
    ditolak("undangan-tidak-berlaku", lambda: terima(kode))
    assert undangan.kedaluwarsakan(SISTEM) == 1
    penugasan.refresh_from_db()
    assert penugasan.status == "kedaluwarsa"
    undang(pelaku)  # the person is free again


def test_tautan_karangan_dan_tautan_kosong_tidak_berlaku():
    for kode in ("", "x", "0" * 43):
        ditolak("undangan-tidak-berlaku", lambda kode=kode: terima(kode))


def test_tautan_orang_lain_ditolak_karena_niknya_berbeda(pelaku):
    penugasan, kode = undang(pelaku)
    ditolak("nik-tidak-cocok", lambda: terima(kode, nik="9901010101900102"))
    penugasan.refresh_from_db()
    assert penugasan.status == "diundang"


def test_lima_kali_salah_menyebut_nik_mematikan_tautan(pelaku):
    _, kode = undang(pelaku)
    for _ in range(undangan.SALAH_MAKS):
        with pytest.raises(Ditolak, match="NIK tidak cocok"):
            terima(kode, nik="9901010101900102")
    ditolak("undangan-tidak-berlaku", lambda: terima(kode))


def test_tanpa_pakta_undangan_tidak_diterima(pelaku):
    _, kode = undang(pelaku)
    ditolak("pakta-belum", lambda: undangan.terima(kode, nik=NIK, setuju=False, username="rifai", sandi=SANDI))


def test_nama_akun_yang_terpakai_ditolak_juga_dengan_huruf_besar(pelaku):
    _, kode = undang(pelaku)
    ditolak("nama-akun-terpakai", lambda: terima(kode, username="Verifikator"))


def test_tautan_baru_mematikan_yang_lama(pelaku):
    penugasan, lama = undang(pelaku)
    baru = undangan.kirim_ulang(penugasan, oleh=pelaku("admin.kab"))
    ditolak("undangan-tidak-berlaku", lambda: terima(lama))
    terima(baru)
    ditolak("undangan-tertutup", lambda: undangan.kirim_ulang(penugasan, oleh=pelaku("admin.kab")))


def test_undangan_yang_dibatalkan_tidak_dapat_diterima(pelaku):
    penugasan, kode = undang(pelaku)
    undangan.batalkan(penugasan, alasan="Tidak jadi", oleh=pelaku("admin.kab"))
    ditolak("undangan-tidak-berlaku", lambda: terima(kode))
    assert penugasan.status == "dibatalkan"
    ditolak("sudah-dibatalkan", lambda: undangan.batalkan(penugasan, alasan="lagi", oleh=pelaku("admin.kab")))


# --- who may invite whom -------------------------------------------------------------------------------------------------


def test_admin_tidak_mengundang_dirinya_sendiri(pelaku):
    nik = Pengguna.objects.get(username="admin.kab").nik
    ditolak("diri-sendiri", lambda: undang(pelaku, nik=nik, nama="Sri Wahyuni"))


@pytest.mark.parametrize(("akun", "wilayah"), [("admin.kab", "1209"), ("pusdatin", "00")])
def test_tidak_ada_yang_mengundang_ke_fungsinya_sendiri(akun, wilayah, pelaku):
    fungsi = pelaku(akun).fungsi
    ditolak("bukan-pengangkat", lambda: undang(pelaku, akun=akun, fungsi=fungsi, wilayah=wilayah))


@pytest.mark.parametrize("wilayah", ["3604", "3604172004", "12", "00"])
def test_admin_tidak_mengundang_di_luar_kabupatennya(wilayah, pelaku):
    fungsi = {10: "pengisi_desa", 4: "verifikator", 2: "pemantau_provinsi"}[len(wilayah) if wilayah != "00" else 2]
    ditolak("di-luar-wilayah", lambda: undang(pelaku, fungsi=fungsi, wilayah=wilayah))


@pytest.mark.parametrize("fungsi", ["kepala", "pemantau_provinsi", "auditor", "manajemen", "pusdatin"])
def test_admin_tidak_mengundang_ke_samping_atau_ke_atas(fungsi, pelaku):
    ditolak("bukan-pengangkat", lambda: undang(pelaku, fungsi=fungsi, wilayah="1209"))


@pytest.mark.parametrize("fungsi", ["pengisi_desa", "verifikator"])
def test_pusdatin_tidak_mengundang_petugas_milik_admin_kabupaten(fungsi, pelaku):
    wilayah = DESA if fungsi == "pengisi_desa" else "1209"
    ditolak("bukan-pengangkat", lambda: undang(pelaku, akun="pusdatin", fungsi=fungsi, wilayah=wilayah))


@pytest.mark.parametrize("akun", ["kepala", "auditor", "menteri", "verifikator"])
def test_yang_bukan_pengangkat_tidak_mengundang_siapa_pun(akun, pelaku):
    with pytest.raises(TidakBerwenang):
        undang(pelaku, akun=akun)


@pytest.mark.parametrize(
    ("fungsi", "wilayah"),
    [("admin_kabupaten", "3604"), ("pemantau_provinsi", "36"), ("kl", "00"), ("auditor", "00"), ("perguruan_tinggi", "00")],
)
def test_pusdatin_mengundang_provinsi_pusat_dan_admin(fungsi, wilayah, pelaku):
    penugasan, _ = undang(pelaku, akun="pusdatin", fungsi=fungsi, wilayah=wilayah)
    assert penugasan.status == "diundang"


def test_yang_sudah_bertugas_tidak_diundang_lagi_untuk_masa_yang_sama(pelaku):
    lama = Pengguna.objects.get(username="verifikator")
    ditolak("fungsi-rangkap", lambda: undang(pelaku, nik=lama.nik, nama=lama.nama))
    undang(pelaku)
    ditolak("fungsi-rangkap", lambda: undang(pelaku, fungsi="verifikator", wilayah="1209"))


def test_nik_yang_sudah_punya_akun_dengan_nama_lain_ditolak(pelaku):
    akhiri(Penugasan.objects.get(pengguna__username="verifikator"), alasan="Mutasi", oleh=SISTEM)
    nik = Pengguna.objects.get(username="verifikator").nik
    assert "Rahmad" not in ditolak("nama-berbeda", lambda: undang(pelaku, nik=nik, nama="Orang Lain"))


def test_akun_lama_menerima_dengan_masuk_dan_kata_sandinya_tetap(pelaku):
    akun = Pengguna.objects.get(username="verifikator")
    akhiri(Penugasan.objects.get(pengguna=akun), alasan="Mutasi", oleh=SISTEM)
    penugasan, kode = undang(pelaku, nik=akun.nik, nama=akun.nama, fungsi="pengisi_kabupaten", wilayah="1209")
    ditolak("perlu-masuk", lambda: terima(kode, nik=akun.nik))
    ditolak("perlu-masuk", lambda: terima(kode, nik=akun.nik, masuk_sebagai=pelaku("admin.kab").pengguna_id))
    sandi = akun.password
    terima(kode, nik=akun.nik, masuk_sebagai=akun.pk)
    akun.refresh_from_db()
    assert (akun.username, akun.password) == ("verifikator", sandi)


# --- the screens ---------------------------------------------------------------------------------------------------------


def _isi_formulir(**lain) -> dict:
    mulai = timezone.localdate()
    selesai = mulai + dt.timedelta(days=300)
    isi = {"fungsi": "pengisi_desa", "wilayah": DESA, "nama": "Ahmad Rifai", "nik": "9901 0101 0190 0101", "surel": ""}
    isi |= {"nomor_sk": "SK/7/2026", "sk": foto("sk.jpg")}
    for nama, hari in (("mulai", mulai), ("selesai", selesai)):
        isi |= {f"{nama}_0": hari.day, f"{nama}_1": hari.month, f"{nama}_2": hari.year}
    return isi | lain


def _kode_dalam(halaman: str) -> str:
    return re.search(r"/undangan/\?kode=([\w-]{20,})", halaman)[1]


def test_dari_formulir_undangan_sampai_akun_siap(masuk):
    admin = masuk("admin.kab")
    jawaban = admin.post(reverse("akun:petugas_undang"), _isi_formulir())
    assert jawaban.status_code == 200
    assert "no-store" in jawaban["Cache-Control"]
    kode = _kode_dalam(jawaban.content.decode())
    penugasan = Penugasan.objects.get(nik=NIK)
    assert penugasan.berkas_sk.wilayah == DESA
    # Nowhere else: the officer's page does not show the link again.
    assert kode not in admin.get(reverse("akun:petugas_rincian", args=[penugasan.pk])).content.decode()

    tamu = Client()
    halaman = tamu.get(reverse("akun:undangan"), {"kode": kode})
    isi = halaman.content.decode()
    assert "Ahmad Rifai" in isi
    assert NIK not in isi
    assert "Pakta integritas" in isi
    data = {"kode": kode, "nik": NIK, "username": "ahmad.rifai", "sandi": SANDI, "ulang": SANDI, "setuju": "on"}
    assert tamu.post(reverse("akun:undangan"), data | {"sandi": "pendek", "ulang": "pendek"}).status_code == 422
    assert tamu.post(reverse("akun:undangan"), data | {"setuju": ""}).status_code == 422
    assert tamu.post(reverse("akun:undangan"), data | {"nik": NIK[:-1] + "9"}).status_code == 409
    jadi = tamu.post(reverse("akun:undangan"), data)
    assert (jadi.status_code, jadi["Location"]) == (302, reverse("akun:masuk"))
    assert tamu.get(reverse("akun:undangan"), {"kode": kode}).status_code == 410


def test_membuka_tautan_tidak_mengubah_apa_pun(pelaku, django_assert_num_queries):
    penugasan, kode = undang(pelaku)
    sebelum = (Jejak.objects.count(), Undangan.objects.values().get(penugasan=penugasan))
    Client().get(reverse("akun:undangan"), {"kode": kode})
    assert (Jejak.objects.count(), Undangan.objects.values().get(penugasan=penugasan)) == sebelum


def test_petugas_lain_yang_sedang_masuk_tidak_menerima_undangan(masuk, pelaku):
    _, kode = undang(pelaku)
    data = {"kode": kode, "nik": NIK, "username": "rifai", "sandi": SANDI, "ulang": SANDI, "setuju": "on"}
    for klien in (masuk("admin.kab"), masuk("kecamatan")):
        assert klien.post(reverse("akun:undangan"), data).status_code == 409
    assert Penugasan.objects.get(nik=NIK).status == "diundang"


def test_formulir_undangan_menjelaskan_penolakan_pada_isiannya(masuk):
    admin = masuk("admin.kab")
    for ubah, kalimat in (
        ({"fungsi": "verifikator"}, "tidak setingkat"),
        ({"nik": "123"}, "16 angka"),
        ({"nik": Pengguna.objects.get(username="desa").nik, "nama": "Nurhasanah"}, "masih memegang fungsi lain"),
    ):
        jawaban = admin.post(reverse("akun:petugas_undang"), _isi_formulir(**ubah))
        assert jawaban.status_code in (409, 422)
        assert kalimat in jawaban.content.decode()
    assert not Penugasan.objects.filter(nomor_sk="SK/7/2026").exists()


@pytest.mark.parametrize("ubah", [{"fungsi": "kepala"}, {"fungsi": "admin_kabupaten"}, {"wilayah": "3604172004"}])
def test_formulir_undangan_tidak_menerima_fungsi_atau_wilayah_di_luar_kewenangan(ubah, masuk):
    assert masuk("admin.kab").post(reverse("akun:petugas_undang"), _isi_formulir(**ubah)).status_code == 422
    assert not Penugasan.objects.filter(nik=NIK).exists()


# --- what the database refuses by itself ---------------------------------------------------------------------------------


def test_pakta_tidak_dapat_diubah_atau_dihapus(pelaku):
    _, kode = undang(pelaku)
    terima(kode)
    for perintah in ("update akun_pakta set teks = 'lain'", "delete from akun_pakta", "truncate akun_pakta"):
        with (
            pytest.raises(DatabaseError, match="tidak boleh di|permission denied"),
            transaction.atomic(),
            connection.cursor() as kursor,
        ):
            kursor.execute(perintah)


@pytest.mark.parametrize(
    ("kendala", "isi"),
    [
        ("undangan_satu_tautan", {"dipakai_pada": None}),
        ("undangan_dipakai_sekali", {"dipakai_pada": "sekarang"}),
    ],
)
def test_satu_penugasan_satu_tautan_terbuka_dan_satu_yang_terpakai(kendala, isi, pelaku):
    penugasan, _ = undang(pelaku)
    kini = timezone.now()
    if isi["dipakai_pada"]:
        with tanpa_pemicu():
            Undangan.objects.filter(penugasan=penugasan).update(dipakai_pada=kini)
    with pytest.raises(IntegrityError, match=kendala), transaction.atomic():
        Undangan.objects.create(
            penugasan=penugasan,
            sidik="f" * 64,
            kedaluwarsa_pada=kini + dt.timedelta(days=7),
            dipakai_pada=kini if isi["dipakai_pada"] else None,
        )
