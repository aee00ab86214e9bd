"""The second step: every officer has it, nothing is open before it, each code counts once, and no setting switches it off."""

import re
import time

import pytest
from django.conf import settings as setelan
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django_otp.oath import totp

from akun import dua_langkah, pemulihan
from akun.contoh import AKUN_CONTOH, kode_contoh
from akun.models import KodePemulihan, Pengguna, PerangkatKode, Sesi, TokenApi
from akun.token_api import PembatasToken, sidik_token
from dasar.galat import Ditolak
from dasar.models import Jejak
from dasar.rahasia import buka_rahasia
from tests.fixtures.dasar import SANDI, kode_kini, lepas_perangkat
from tests.fixtures.token import buat_token

pytestmark = pytest.mark.django_db
KODE, DAFTAR, PEMULIHAN = "/masuk/kode/", "/masuk/pasang-kode/", "/masuk/pemulihan/"


def pengguna(akun: str = "desa") -> Pengguna:
    return Pengguna.objects.get(username=akun)


@pytest.fixture
def tanpa_aplikasi():
    """The account as it is after an invitation: a password, no code app."""
    lepas_perangkat("desa")


@pytest.fixture
def setengah(client) -> Client:
    """Signed in by the password only."""
    client.post("/masuk/", {"akun": "desa", "sandi": SANDI})
    return client


def kode_untuk(rahasia_base32: str) -> str:
    """The present code of the key that a page shows, as an app computes it."""
    huruf = rahasia_base32.replace(" ", "")
    return f"{totp(_dari_base32(huruf)):06d}"


def _dari_base32(huruf: str) -> bytes:
    bit = "".join(f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.index(h):05b}" for h in huruf)
    return bytes(int(bit[i : i + 8], 2) for i in range(0, len(bit) // 8 * 8, 8))


def pasang(klien: Client, **isi):
    halaman = klien.get(DAFTAR)
    konteks = halaman.context
    return klien.post(DAFTAR, {"segel": konteks["form"]["segel"].value(), "kode": kode_untuk(konteks["rahasia"])} | isi)


# --- what a half-open session may do ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("alamat", "/beranda/ /akun/ /usulan/ /register/ /admin/ /akun/sandi/ /akun/sesi/".split())
def test_hanya_dengan_kata_sandi_tidak_ada_halaman_yang_terbuka(setengah, alamat):
    jawaban = setengah.get(alamat)
    assert jawaban.status_code in (302, 404)
    if jawaban.status_code == 302:
        assert jawaban.url.startswith(("/masuk/kode/", "/masuk/?next="))


def test_hanya_dengan_kata_sandi_api_menolak_dan_perubahan_tidak_terjadi(setengah):
    for alamat in ("saya/", "usulan/", "register/cari/", "wilayah/", "skema/"):
        jawaban = setengah.get(f"/api/v1/{alamat}")
        assert jawaban.status_code == 403 and jawaban.json()["kode"] == "langkah-kedua"
    assert setengah.post("/akun/sandi/", {}).url.startswith(KODE)
    assert setengah.post("/akun/token/", {"sandi": SANDI, "kode": kode_kini("desa")}).url.startswith(KODE)
    assert not TokenApi.objects.exists()


def test_hanya_dengan_kata_sandi_boleh_keluar_dan_membaca_halaman_umum(setengah):
    isi = setengah.get("/bantuan/").content.decode()
    assert "Langkah kedua belum selesai" in isi and "Menu utama" not in isi
    assert setengah.post("/keluar/").url == "/"
    assert setengah.get(KODE).status_code == 302


@pytest.mark.parametrize("akun", [a[0] for a in AKUN_CONTOH if a[2] != "warga"])
def test_setiap_petugas_diminta_langkah_kedua(client, akun):
    assert client.post("/masuk/", {"akun": akun, "sandi": SANDI}).url == KODE


def test_langkah_kedua_tidak_dapat_dimatikan_dengan_setelan(setengah):
    with override_settings(MODE_CONTOH=False, DEBUG=True, AXES_ENABLED=False):
        assert setengah.get("/beranda/").url.startswith(KODE)
    assert not [nama for nama in dir(setelan) if re.search(r"OTP|TOTP|LANGKAH|2FA|MFA", nama)]


# --- setting it up ---------------------------------------------------------------------------------------------------------


def test_petugas_baru_memasang_aplikasi_lalu_mendapat_sepuluh_kode_pemulihan_sekali(tanpa_aplikasi, client):
    assert client.post("/masuk/", {"akun": "desa", "sandi": SANDI, "next": "/akun/"}).url == f"{DAFTAR}?next=%2Fakun%2F"
    assert client.get("/beranda/").url.startswith(KODE)
    halaman = client.get(DAFTAR).content.decode()
    assert "<svg" in halaman and "style=" not in halaman
    jawaban = pasang(client, next="/akun/")
    kode = jawaban.context["kode"]
    assert len(set(kode)) == 10 and all(re.fullmatch(r"\d[A-Z2-9]{4}-[A-Z2-9]{5}", k) for k in kode)
    assert 'href="/akun/"' in jawaban.content.decode()
    assert client.get("/beranda/").status_code == 200
    assert client.get(DAFTAR).url == "/akun/kode/"
    assert not any(k in client.get("/akun/kode/").content.decode() for k in kode)
    langkah = set(Jejak.objects.filter(objek=pengguna().pk, tabel="akun_pengguna").values_list("langkah", flat=True))
    assert {"daftar_kode", "kode_pemulihan_baru", "masuk"} <= langkah


def test_membuka_halaman_pemasangan_tidak_menyimpan_apa_pun(tanpa_aplikasi, setengah):
    setengah.get(DAFTAR)
    assert not PerangkatKode.objects.filter(user=pengguna()).exists()


def test_kode_salah_saat_memasang_menampilkan_kunci_yang_sama(tanpa_aplikasi, setengah):
    awal = setengah.get(DAFTAR).context
    ulang = setengah.post(DAFTAR, {"segel": awal["form"]["segel"].value(), "kode": "000000"})
    assert ulang.status_code == 409 and ulang.context["rahasia"] == awal["rahasia"]


def test_tawaran_milik_orang_lain_atau_yang_lewat_satu_jam_ditolak(tanpa_aplikasi, monkeypatch):
    lepas_perangkat("kepala")
    tawaran = dua_langkah.tawarkan(pengguna("kepala"))
    with pytest.raises(Ditolak) as galat:
        dua_langkah.daftarkan(pengguna(), tawaran.segel, kode_untuk(tawaran.rahasia))
    assert galat.value.kode == "tawaran-lewat"
    kini = time.time()
    monkeypatch.setattr(time, "time", lambda: kini + 3601)
    with pytest.raises(Ditolak):
        dua_langkah.daftarkan(pengguna("kepala"), tawaran.segel, kode_untuk(tawaran.rahasia))


def test_akun_yang_sudah_punya_aplikasi_tidak_dapat_menggantinya_dengan_kata_sandi_saja(setengah):
    assert setengah.get(DAFTAR).url == KODE
    tawaran = dua_langkah.tawarkan(pengguna())
    semula = bytes(PerangkatKode.objects.get(user=pengguna()).rahasia)
    setengah.post(DAFTAR, {"segel": tawaran.segel, "kode": kode_untuk(tawaran.rahasia)})
    assert bytes(PerangkatKode.objects.get(user=pengguna()).rahasia) == semula


def test_rahasia_aplikasi_terenkripsi_dan_terikat_pada_pemiliknya():
    perangkat = PerangkatKode.objects.get(user=pengguna())
    rahasia = buka_rahasia("akun.perangkat", perangkat.rahasia, str(perangkat.user_id))
    assert len(rahasia) == 20 and rahasia not in bytes(perangkat.rahasia)
    lain = PerangkatKode.objects.get(user=pengguna("kepala"))
    assert buka_rahasia("akun.perangkat", perangkat.rahasia, str(lain.user_id)) is None
    with override_settings(SECRET_KEY="kunci-baru-" + "y" * 50, SECRET_KEY_FALLBACKS=[setelan.SECRET_KEY]):
        assert perangkat.kode_belum_terpakai()


# --- codes -----------------------------------------------------------------------------------------------------------------


def test_kode_yang_sudah_dipakai_ditolak_dengan_penjelasan(setengah):
    kode = kode_kini("desa")
    assert setengah.post(KODE, {"kode": kode}).status_code == 302
    lain = Client()
    lain.post("/masuk/", {"akun": "desa", "sandi": SANDI})
    ulang = lain.post(KODE, {"kode": kode})
    assert ulang.status_code == 409 and "sudah dipakai" in ulang.content.decode()
    assert lain.get("/beranda/").status_code == 302


def test_setelah_kode_salah_harus_menunggu_sebentar(setengah):
    assert setengah.post(KODE, {"kode": "000000"}).status_code == 409
    tunggu = setengah.post(KODE, {"kode": kode_kini("desa")})
    assert tunggu.status_code == 429 and "Tunggu" in tunggu.content.decode()


@pytest.mark.parametrize("kode", ["", "abcdef", "12345", "1234567", "１２３４５６"])
def test_kode_yang_bukan_enam_angka_ditolak_tanpa_galat_sistem(setengah, kode):
    assert setengah.post(KODE, {"kode": kode}).status_code in (409, 422)


def test_kode_boleh_ditulis_dengan_spasi(setengah):
    kode = kode_kini("desa")
    assert setengah.post(KODE, {"kode": f" {kode[:3]} {kode[3:]}"}).status_code == 302


def test_kunci_sesi_berganti_pada_setiap_langkah(client):
    client.get("/masuk/")
    client.post("/masuk/", {"akun": "desa", "sandi": SANDI})
    pertama = client.session.session_key
    client.post(KODE, {"kode": kode_kini("desa")})
    assert client.session.session_key != pertama
    assert Sesi.objects.filter(pengguna=pengguna()).count() == 1


# --- recovery codes ------------------------------------------------------------------------------------------------------


def test_kode_pemulihan_membuka_langkah_kedua_satu_kali_saja(setengah):
    kode = dua_langkah.buat_kode_pemulihan(pengguna())
    assert setengah.post(PEMULIHAN, {"kode": kode[3].lower().replace("-", " ")}).url == "/beranda/"
    assert "tersisa 9" in setengah.get("/beranda/").content.decode()
    lain = Client()
    lain.post("/masuk/", {"akun": "desa", "sandi": SANDI})
    assert lain.post(PEMULIHAN, {"kode": kode[3]}).status_code == 409
    assert lain.post(PEMULIHAN, {"kode": kode[4]}).status_code == 302


def test_kode_pemulihan_tersimpan_sebagai_sidik_dan_yang_baru_menggantikan_semua(setengah):
    lama, baru = dua_langkah.buat_kode_pemulihan(pengguna()), dua_langkah.buat_kode_pemulihan(pengguna())
    baris = KodePemulihan.objects.filter(pengguna=pengguna())
    assert baris.count() == 10
    assert not any(k.replace("-", "") in b.sidik for b in baris for k in baru)
    assert setengah.post(PEMULIHAN, {"kode": lama[0]}).status_code == 409
    assert setengah.post(PEMULIHAN, {"kode": baru[0]}).status_code == 302


@pytest.mark.parametrize("kode", ["", "-", "9", "zzzzz-zzzzz", "١٢٣٤٥-٦٧٨٩٠", "0" * 19])
def test_kode_pemulihan_yang_aneh_ditolak_tanpa_galat_sistem(setengah, kode):
    assert setengah.post(PEMULIHAN, {"kode": kode}).status_code in (409, 422)


def test_daftar_kode_pemulihan_diperbarui_dengan_sandi_dan_kode(masuk):
    klien = masuk("desa")
    assert klien.post("/akun/kode/", {"sandi": "salah", "kode": kode_kini("desa")}).status_code == 409
    jawaban = klien.post("/akun/kode/", {"sandi": SANDI, "kode": kode_kini("desa")})
    assert len(jawaban.context["kode"]) == 10
    assert "10 belum dipakai" in klien.get("/akun/kode/").content.decode()


# --- another telephone ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cara", ["kode", "pemulihan"])
def test_ponsel_diganti_dengan_kode_lama_atau_kode_pemulihan(masuk, cara):
    klien, lain = masuk("desa"), masuk("desa")
    lama = kode_kini("desa") if cara == "kode" else dua_langkah.buat_kode_pemulihan(pengguna())[0]
    halaman = klien.get("/akun/kode/ganti/").context
    isi = {"segel": halaman["form"]["segel"].value(), "kode": kode_untuk(halaman["rahasia"]), "kode_lama": lama}
    assert klien.post("/akun/kode/ganti/", isi | {"sandi": "salah"}).status_code == 409
    assert klien.post("/akun/kode/ganti/", isi | {"sandi": SANDI, "kode": "000000"}).status_code == 409
    jawaban = klien.post("/akun/kode/ganti/", isi | {"sandi": SANDI})
    assert len(jawaban.context["kode"]) == 10
    assert klien.get("/akun/").status_code == 200
    assert lain.get("/akun/").status_code == 302
    assert PerangkatKode.objects.get(user=pengguna()).langkah_kode(kode_untuk(halaman["rahasia"])) is not None


def test_ponsel_tidak_diganti_tanpa_kode_lama(masuk):
    klien = masuk("desa")
    halaman = klien.get("/akun/kode/ganti/").context
    isi = {"segel": halaman["form"]["segel"].value(), "kode": kode_untuk(halaman["rahasia"]), "sandi": SANDI}
    semula = bytes(PerangkatKode.objects.get(user=pengguna()).rahasia)
    for lama in ("111111", "3AAAA-AAAAA"):
        assert klien.post("/akun/kode/ganti/", isi | {"kode_lama": lama}).status_code == 409
    assert bytes(PerangkatKode.objects.get(user=pengguna()).rahasia) == semula


# --- a lost one ----------------------------------------------------------------------------------------------------------


def test_admin_mematikan_aplikasi_yang_hilang_dengan_alasan_lalu_petugas_memasang_lagi(masuk):
    petugas, admin = masuk("desa"), masuk("admin.kab")
    kode = dua_langkah.buat_kode_pemulihan(pengguna())
    alamat = reverse("akun:keamanan_kode", args=[pengguna().pk])
    assert admin.post(alamat, {"alasan": ""}).status_code == 422
    assert admin.post(alamat, {"alasan": "Ponsel hilang, datang sendiri"}).status_code == 302
    catatan = Jejak.objects.get(langkah="setel_ulang_kode")
    assert (catatan.objek, catatan.fungsi, catatan.catatan) == (
        pengguna().pk,
        "admin_kabupaten",
        "Ponsel hilang, datang sendiri",
    )
    assert petugas.get("/akun/").status_code == 302
    lagi = Client()
    assert lagi.post("/masuk/", {"akun": "desa", "sandi": SANDI}).url == DAFTAR
    assert lagi.post(PEMULIHAN, {"kode": kode[0]}).status_code == 302
    assert lagi.get("/beranda/").status_code == 302
    assert pasang(lagi).status_code == 200
    assert lagi.get("/beranda/").status_code == 200


def test_atur_ulang_kata_sandi_tidak_mematikan_langkah_kedua(client, pelaku):
    token = pemulihan.buat_tautan(pengguna(), oleh=pelaku("admin.kab"))
    baru = "payung-teduh-di-pasar"
    assert client.post(f"/atur-sandi/{token}/", {"new_password1": baru, "new_password2": baru}).url == "/masuk/"
    assert client.post("/masuk/", {"akun": "desa", "sandi": baru}).url == KODE


# --- the demonstration -----------------------------------------------------------------------------------------------------


def test_kode_akun_contoh_tampil_hanya_dalam_mode_contoh_dan_hanya_untuk_akun_contoh(setengah, settings):
    isi = setengah.get(KODE).content.decode()
    assert f"Mode contoh: kode akun ini sekarang {kode_kini('desa')}" in isi
    settings.MODE_CONTOH = False
    assert "Mode contoh" not in setengah.get(KODE).content.decode()
    settings.MODE_CONTOH = True
    biasa = Pengguna.objects.create(username="bukan.contoh", nama="Bukan Contoh")
    PerangkatKode.objects.create(user=biasa, name="x", rahasia=PerangkatKode.sandikan(b"x" * 20, biasa.pk))
    assert kode_contoh(biasa) == ""


# --- tokens ----------------------------------------------------------------------------------------------------------------


ISI_TOKEN = {"nama": "SIKS desa", "lembaga": "Dinas Sosial", "lingkup": ["lihat_usulan"], "hari": "90", "sandi": SANDI}


def test_token_api_terbit_hanya_dengan_sandi_dan_kode_dan_tampil_sekali(masuk):
    klien = masuk("desa")
    assert klien.post("/akun/token/", ISI_TOKEN | {"kode": "000000"}).status_code == 409
    assert not TokenApi.objects.exists()
    PerangkatKode.objects.update(throttling_failure_count=0)
    jawaban = klien.post("/akun/token/", ISI_TOKEN | {"kode": kode_kini("desa")})
    kunci = jawaban.context["kunci"]
    assert kunci in jawaban.content.decode() and kunci not in klien.get("/akun/token/").content.decode()
    token = TokenApi.objects.get()
    assert kunci not in str(TokenApi.objects.values()) and token.sidik == sidik_token(kunci)
    api = Client(headers={"Authorization": f"Token {kunci}"})
    assert api.get("/api/v1/saya/").json()["username"] == "desa"
    assert api.get("/api/v1/saya/").json()["izin"] == ["lihat_usulan"]
    klien.post("/akun/token/cabut/", {"nomor": token.pk})
    assert api.get("/api/v1/saya/").status_code == 401
    assert TokenApi.objects.get().dicabut_pada


@pytest.mark.parametrize(
    "ubah", [{"lingkup": ["tetapkan_dtks"]}, {"lingkup": []}, {"hari": "9999"}, {"nama": ""}, {"lembaga": ""}]
)
def test_token_di_luar_izin_sendiri_atau_tanpa_masa_ditolak(masuk, ubah):
    jawaban = masuk("desa").post("/akun/token/", ISI_TOKEN | ubah | {"kode": kode_kini("desa")})
    assert jawaban.status_code == 422 and not TokenApi.objects.exists()


def test_token_hanya_membuka_lingkupnya_dan_sampai_masanya(masuk, pabrik):
    pabrik.ditetapkan()
    sempit = Client(headers={"Authorization": f"Token {buat_token('verifikator', ['lihat_usulan'])}"})
    assert sempit.get("/api/v1/usulan/").status_code == 200
    cari = {"teks": "SITI", "dalam": "1209"}
    assert sempit.post("/api/v1/register/cari/", cari, content_type="application/json").status_code == 403
    luas = Client(headers={"Authorization": f"Bearer {buat_token('verifikator')}"})
    assert luas.post("/api/v1/register/cari/", cari, content_type="application/json").status_code == 200
    for kunci in (buat_token("verifikator", hari=-0.001), "dtks_bukan-token", buat_token("verifikator")[:-1]):
        assert Client(headers={"Authorization": f"Token {kunci}"}).get("/api/v1/usulan/").status_code == 401


def test_token_orang_lain_tidak_dapat_dicabut(masuk):
    buat_token("verifikator")
    for nomor in (TokenApi.objects.get().pk, "x", ""):
        masuk("desa").post("/akun/token/cabut/", {"nomor": nomor})
    assert TokenApi.objects.berlaku().count() == 1


def test_paling_banyak_lima_token_berlaku(masuk):
    for _ in range(5):
        buat_token("desa")
    jawaban = masuk("desa").post("/akun/token/", ISI_TOKEN | {"kode": kode_kini("desa")})
    assert jawaban.status_code == 409 and "Cabut yang tidak dipakai lagi" in jawaban.content.decode()


def test_token_dibatasi_sendiri_sendiri(monkeypatch, db):
    cache.clear()
    monkeypatch.setattr(PembatasToken, "THROTTLE_RATES", {"token": "2/min"})
    satu, dua = (Client(headers={"Authorization": f"Token {buat_token('desa')}"}) for _ in range(2))
    assert [satu.get("/api/v1/saya/").status_code for _ in range(3)] == [200, 200, 429]
    assert dua.get("/api/v1/saya/").status_code == 200
    cache.clear()
