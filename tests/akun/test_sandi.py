"""Passwords: long, unknown, about nothing that an outsider would try; changed by their owner, reset by a link that works once."""

import datetime as dt

import pytest
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from akun import sandi
from akun.models import Pengguna, PerangkatKode, TautanSandi
from dasar.galat import Ditolak
from dasar.models import Jejak
from tests.fixtures.dasar import SANDI, kode_kini, lepas_perangkat

pytestmark = pytest.mark.django_db
BARU = "payung-teduh-di-pasar"


def pengguna(akun: str = "desa") -> Pengguna:
    return Pengguna.objects.get(username=akun)


@pytest.mark.parametrize(
    "kata",
    [
        "pendek-saja",
        "123456789012",
        "passwordpassword",
        "aaaaaaaaaaaaaa",
        "dtks2026dtks2026",
        "PortalDTKS-2026!",
        "R4h4s14Kemensos",
        "Nurhasanah1234",
        "kisarantimur2026",
        "desa-desa-desa-99",
        "sayang-99010101801-ku",
        "x" * 257,
    ],
)
def test_kata_sandi_yang_mudah_ditebak_ditolak(kata):
    with pytest.raises(ValidationError):
        validate_password(kata, pengguna())


@pytest.mark.parametrize(
    "kata",
    [
        BARU,
        "kuda jerami baterai benar",
        "semuahurufkecil",
        "Gx7#pL2" * 20,
        "829471650283",
        "ñandú cabai garam lada",
        "пароль из длинных слов",
    ],
)
def test_kata_sandi_panjang_diterima_tanpa_syarat_jenis_huruf(kata):
    validate_password(kata, pengguna())


def test_bagian_nik_ditolak():
    with pytest.raises(ValidationError, match="NIK"):
        validate_password(f"gerobak-{pengguna().nik[4:12]}-biru", pengguna())


def test_tidak_ada_aturan_susunan_dan_kata_sandi_tidak_berumur():
    nama = {type(v).__name__ for v in get_default_password_validators()}
    assert nama == {
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "PanjangMaksimumValidator",
        "CommonPasswordValidator",
        "KataKonteksValidator",
    }


def test_ganti_sandi_mengakhiri_sesi_lain_dan_tercatat(masuk):
    klien, lain = masuk("desa"), masuk("desa")
    alamat = reverse("akun:sandi")
    salah = klien.post(alamat, {"old_password": "x", "new_password1": BARU, "new_password2": BARU})
    assert salah.status_code == 422 and "Kata sandi sekarang tidak cocok" in salah.content.decode()
    lemah = klien.post(alamat, {"old_password": SANDI, "new_password1": "Nurhasanah12", "new_password2": "Nurhasanah12"})
    assert lemah.status_code == 422
    benar = klien.post(alamat, {"old_password": SANDI, "new_password1": BARU, "new_password2": BARU})
    assert benar.url == "/akun/"
    assert klien.get("/akun/").status_code == 200
    assert lain.get("/akun/").status_code == 302
    assert Jejak.objects.filter(langkah="ganti_sandi", objek=pengguna().pk).count() == 1


# --- by link -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def tautan(masuk) -> str:
    jawaban = masuk("admin.kab").post(reverse("akun:keamanan_tautan", args=[pengguna().pk]))
    alamat = jawaban.context["tautan"]
    assert alamat in jawaban.content.decode()
    return alamat[alamat.index("/atur-sandi/") :]


def test_tautan_admin_mengatur_sandi_sekali_dan_mengakhiri_semua_sesi(client, masuk, tautan):
    petugas = masuk("desa")
    assert client.get(tautan).status_code == client.get(tautan).status_code == 200
    assert client.post(tautan, {"new_password1": "desa", "new_password2": "desa"}).status_code == 422
    assert client.post(tautan, {"new_password1": BARU, "new_password2": BARU}).url == "/masuk/"
    assert pengguna().check_password(BARU) and petugas.get("/akun/").status_code == 302
    assert client.get(tautan).status_code == 410
    assert client.post(tautan, {"new_password1": BARU + "2", "new_password2": BARU + "2"}).status_code == 410
    assert pengguna().check_password(BARU)
    assert set(Jejak.objects.filter(objek=pengguna().pk).values_list("langkah", flat=True)) >= {
        "buat_tautan_sandi",
        "atur_ulang_sandi",
    }


def test_tautan_berlaku_satu_hari_dan_diganti_oleh_yang_baru(client, masuk, tautan):
    masuk("admin.kab").post(reverse("akun:keamanan_tautan", args=[pengguna().pk]))
    assert client.get(tautan).status_code == 410
    TautanSandi.objects.update(selesai_pada=None)
    assert client.get(tautan).status_code == 200
    TautanSandi.objects.update(kedaluwarsa=timezone.now() - dt.timedelta(seconds=1))
    assert client.get(tautan).status_code == 410


def test_tautan_tersimpan_sebagai_sidik_dan_tidak_tertulis_di_jejak(tautan):
    token = tautan.split("/")[2]
    assert not TautanSandi.objects.filter(sidik=token).exists()
    assert not Jejak.objects.filter(catatan__contains=token).exists()


def test_tautan_akun_yang_dinonaktifkan_tidak_berlaku(client, tautan):
    Pengguna.objects.filter(username="desa").update(is_active=False)
    assert client.get(tautan).status_code == 410


# --- once more, before what cannot be undone -----------------------------------------------------------------------------


def test_langkah_naik_meminta_sandi_dan_kode_dan_kodenya_tidak_dapat_dipakai_lagi(pelaku):
    oleh, orang = pelaku("kepala"), pengguna("kepala")
    kode = kode_kini("kepala")
    with pytest.raises(Ditolak) as galat:
        sandi.pastikan_langkah_naik(orang, "salah", kode, oleh=oleh)
    assert galat.value.kode == "sandi-salah"
    sandi.pastikan_langkah_naik(orang, SANDI, kode, oleh=oleh)
    with pytest.raises(Ditolak) as galat:
        sandi.pastikan_langkah_naik(orang, SANDI, kode, oleh=oleh)
    assert galat.value.kode == "kode-terpakai"
    catatan = Jejak.objects.filter(oleh=orang.pk, langkah__endswith="_salah").order_by("pk")
    assert list(catatan.values_list("langkah", flat=True)) == ["sandi_salah", "kode_salah"]


def test_lima_jawaban_salah_menutup_langkah_naik(pelaku):
    oleh, orang = pelaku("kepala"), pengguna("kepala")
    for n in range(sandi.SALAH_MAKS):
        PerangkatKode.objects.update(throttling_failure_count=0)
        with pytest.raises(Ditolak):
            sandi.pastikan_langkah_naik(orang, SANDI if n % 2 else "salah", "000000", oleh=oleh)
    with pytest.raises(Ditolak) as galat:
        sandi.pastikan_langkah_naik(orang, SANDI, kode_kini("kepala"), oleh=oleh)
    assert galat.value.kode == "sandi-terkunci"


def test_tanpa_aplikasi_kode_tidak_ada_langkah_naik(pelaku):
    lepas_perangkat("kepala")
    with pytest.raises(Ditolak) as galat:
        sandi.pastikan_langkah_naik(pengguna("kepala"), SANDI, "123456", oleh=pelaku("kepala"))
    assert galat.value.kode == "kode-belum-ada"
