"""Officers by the API: the same acts as the screens, the same refusals, as problem details."""

import pytest
from django.utils import timezone

from akun.kelayakan import periksa
from akun.models import Pengguna, Penugasan, SdmKesos
from akun.penugasan import angkat
from dasar.jejak import SISTEM
from tests.fixtures.pabrik import foto
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db

API = "/api/v1/"
HARI = timezone.localdate


def _sk(**lain) -> dict:
    return {"nomor_sk": "SK/7/2026", "sk": foto(), "selesai": HARI().replace(year=HARI().year + 1, day=1).isoformat()} | lain


def _calon(**lain) -> dict:
    return _sk(mulai=HARI().isoformat(), nama="Rina Sari", nik="9901010101909021") | lain


def _undang(klien, **lain):
    return klien.post(API + "petugas/", _calon(fungsi="pengisi_desa", wilayah="1209201007") | lain)


def _penugasan(akun: str) -> Penugasan:
    return Penugasan.objects.get(pengguna__username=akun, status="aktif")


def test_undangan_memberi_tautan_sekali_dan_tidak_pernah_lagi(masuk):
    admin = masuk("admin.kab")
    jawaban = _undang(admin)
    assert jawaban.status_code == 201, jawaban.content
    isi = jawaban.json()
    assert "?kode=" in isi["tautan"] and jawaban["Cache-Control"] == "no-store"
    assert isi["petugas"]["status"] == "diundang" and isi["petugas"]["nik"] == "9901••••••••9021"
    kode = isi["tautan"].partition("?kode=")[2]
    rincian = admin.get(f"{API}petugas/{isi['petugas']['id']}/")
    assert rincian.status_code == 200 and kode not in rincian.content.decode()
    assert "9901010101909021" not in admin.get(API + "petugas/").content.decode()


@pytest.mark.parametrize(
    ("ubah", "status", "kode"),
    [
        ({"fungsi": "verifikator", "wilayah": "3604"}, 403, "di-luar-wilayah"),
        ({"fungsi": "kepala", "wilayah": "1209"}, 422, "isian"),
        ({"fungsi": "verifikator", "wilayah": "120920"}, 409, "tingkat-wilayah"),
        ({"nik": "990101010190902"}, 422, "isian"),
        ({"selesai": "2020-01-01"}, 409, "masa-terbalik"),
        ({"nik": "9901010101800001"}, 409, "nama-berbeda"),
    ],
)
def test_undangan_yang_melanggar_ditolak_dengan_kodenya(masuk, ubah, status, kode):
    jawaban = _undang(masuk("admin.kab"), **ubah)
    assert (jawaban.status_code, jawaban.json()["kode"]) == (status, kode)
    assert not Penugasan.objects.filter(nik="9901010101909021").exists()


def test_tangguhkan_aktifkan_akhiri_lewat_api(masuk):
    admin, desa = masuk("admin.kab"), _penugasan("desa")
    alamat = f"{API}petugas/{desa.pk}/"
    kirim = {"content_type": "application/json"}
    assert admin.post(alamat + "tangguhkan/", {"alasan": "Cuti."}, **kirim).json()["status"] == "ditangguhkan"
    assert admin.post(alamat + "tangguhkan/", {"alasan": "Cuti."}, **kirim).json()["kode"] == "sudah-ditangguhkan"
    assert admin.post(alamat + "aktifkan/", **kirim).json()["status"] == "aktif"
    kosong = admin.post(alamat + "akhiri/", {"alasan": ""}, **kirim)
    assert kosong.status_code == 422 and "alasan" in kosong.json()["galat"]
    assert admin.post(alamat + "akhiri/", {"alasan": "Pindah."}, **kirim).json()["status"] == "berakhir"


def test_perpanjang_dan_serah_terima_membawa_surat_keputusan(masuk):
    admin, desa = masuk("admin.kab"), _penugasan("desa")
    serah = admin.post(f"{API}petugas/{desa.pk}/serah-terima/", _calon())
    assert serah.status_code == 201 and serah.json()["petugas"]["menggantikan"] == desa.pk
    assert admin.get(f"{API}petugas/{serah.json()['petugas']['id']}/sk/").status_code == 200
    orang = Pengguna.objects.create(username="lurah.siumbut", nama="Budi Siumbut", nik="9901010101909022")
    pendek = angkat(
        orang, "pengisi_desa", Wilayah.objects.get(pk="1209201007"), nomor_sk="SK/1", mulai=HARI(), selesai=HARI(), oleh=SISTEM
    )
    panjang = admin.post(f"{API}petugas/{pendek.pk}/perpanjang/", _sk())
    assert panjang.status_code == 201 and panjang.json()["nomor_sk"] == "SK/7/2026"


def test_daftar_disaring_menurut_status_fungsi_dan_nama(masuk):
    admin = masuk("admin.kab")

    def nama(**kueri) -> set[str]:
        return {p["nama"] for p in admin.get(API + "petugas/", kueri).json()["hasil"]}

    assert nama(fungsi="verifikator") == {"Rahmad Hidayat"}
    assert nama(status="diundang") == set()
    assert nama(q="nurhas") == {"Nurhasanah"}
    assert admin.get(API + "petugas/", {"status": "entah"}).status_code == 422


def test_temuan_ditindaklanjuti_admin_dan_dikecualikan_pusdatin(masuk):
    admin, pusdatin, desa = masuk("admin.kab"), masuk("pusdatin"), _penugasan("desa")
    SdmKesos.objects.create(nik=desa.nik, nama="Nurhasanah", jenis="PKH")
    periksa()
    temuan = admin.get(API + "kelayakan-petugas/").json()["hasil"]
    assert [t["penugasan"] for t in temuan] == [desa.pk]
    alamat = f"{API}kelayakan-petugas/{temuan[0]['id']}/"
    kirim = {"content_type": "application/json"}
    assert admin.post(alamat + "tindak-lanjut/", {"alasan": "Diminta mundur."}, **kirim).json()["catatan"] == "Diminta mundur."
    izin = {"nomor_berkas": "B/9", "alasan": "Sudah mundur.", "berlaku_sampai": HARI().isoformat()}
    assert admin.post(alamat + "pengecualian/", izin, **kirim).status_code == 403
    satu = pusdatin.post(alamat + "pengecualian/", izin, **kirim)
    assert satu.status_code == 201 and satu.json()["nik"] != desa.nik
    assert admin.get(API + "kelayakan-petugas/").json()["hasil"] == []
    cabut = pusdatin.post(f"{API}pengecualian-petugas/{satu.json()['id']}/cabut/", {"alasan": "Keliru."}, **kirim)
    assert cabut.json()["status"] == "dicabut"
    assert len(admin.get(API + "kelayakan-petugas/").json()["hasil"]) == 1


def test_petugas_kabupaten_lain_tidak_ada(masuk):
    lain = _penugasan("desa2")
    admin = masuk("admin.kab")
    for metode, alamat in (("get", ""), ("post", "tangguhkan/"), ("post", "akhiri/"), ("get", "sk/")):
        jawaban = getattr(admin, metode)(f"{API}petugas/{lain.pk}/{alamat}", {"alasan": "x"})
        assert jawaban.status_code == 404, alamat
    assert _penugasan("desa2").pk == lain.pk
