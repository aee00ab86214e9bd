"""Who may do what by the API: rights by function, rows by area, and no number in clear."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import AllowAny, IsAuthenticated

from akun.fungsi import IZIN_BACA, IZIN_TULIS
from akun.izin_api import Berizin, BerizinSesi
from usulan.models import Usulan

pytestmark = pytest.mark.django_db


def _semua(pola, awalan=""):
    for p in pola:
        if isinstance(p, URLResolver):
            yield from _semua(p.url_patterns, awalan + str(p.pattern))
        elif isinstance(p, URLPattern):
            yield awalan + str(p.pattern), p.callback


def _alamat_api():
    api = next(p for p in get_resolver().url_patterns if str(p.pattern) == "api/v1/")
    return list(_semua(api.url_patterns))


def test_setiap_langkah_api_menyebut_izinnya():
    """An action that `izin` does not name is closed to everybody: somebody forgot it."""
    jumlah = 0
    for alamat, view in _alamat_api():
        kelas = view.cls
        if set(kelas.permission_classes) & {AllowAny, IsAuthenticated}:
            continue
        assert kelas.permission_classes in ([Berizin], [BerizinSesi]), alamat
        langkah = set(getattr(view, "actions", {}).values()) or {
            m.upper() for m in ("get", "post", "patch") if hasattr(kelas, m)
        }
        for satu in langkah:
            assert set(kelas.izin[satu]) <= {*IZIN_TULIS, *IZIN_BACA}, (alamat, satu)
            jumlah += 1
    assert jumlah > 40


def test_yang_tanpa_izin_hanya_yang_disebut_di_sini():
    umum = {alamat for alamat, view in _alamat_api() if set(view.cls.permission_classes) & {AllowAny, IsAuthenticated}}
    assert umum == {
        "skema/",
        "pekerjaan/<int:pk>/",
        "masalah/<slug:jenis>/",
        "wilayah/",
        "wilayah/<kode_wilayah:kode>/",
        "wilayah/<kode_wilayah:kode>/anak/",
        "saya/",
        "fungsi/",
        "rujukan/program/",
        "rujukan/alasan/",
        "verifikasi/<str:kode>/",
    }


# (address, method, who may)
PINTU = [
    ("usulan/", "get", "desa kecamatan kabupaten verifikator kepala penilai auditor"),
    ("musyawarah/", "post", "desa"),
    ("usulan/batalkan/", "post", "desa"),
    ("verval/kelengkapan/", "post", "kabupaten"),
    ("verval/putusan/", "post", "verifikator"),
    ("batch/", "get", "desa kecamatan kabupaten verifikator kepala provinsi kl penilai menteri teknis auditor pusdatin"),
    ("batch/999/sahkan/", "post", "kepala"),
    ("batch/999/batalkan/", "post", "kabupaten"),
    ("penilaian/", "post", "penilai"),
    ("penilaian/", "get", "penilai auditor"),
    ("penetapan/", "post", "menteri"),
    ("penetapan/rencana/", "get", "menteri"),
    ("penetapan/", "get", "kecamatan kepala provinsi kl penilai menteri teknis auditor pusdatin"),
    ("penerusan/", "get", "kecamatan kepala provinsi kl penilai menteri teknis auditor pusdatin"),
    ("register/cari/", "post", "desa kabupaten verifikator penilai teknis auditor"),
]


def test_fungsi_tanpa_izin_ditolak_403(klien, setiap_akun):
    akun = klien(setiap_akun)
    for alamat, metode, siapa in PINTU:
        jawaban = akun.get(alamat) if metode == "get" else akun.kirim(alamat)
        boleh = setiap_akun.rstrip("23") in siapa.split()
        assert (jawaban.status_code != 403) is boleh, (alamat, metode)
        if not boleh:
            assert jawaban.json()["kode"] == "tidak-berwenang"


def test_usulan_desa_lain_dijawab_seperti_tidak_ada(klien, pabrik):
    (usulan,) = pabrik.disusun("desa")
    asing, tiada = (klien("desa2").get(f"usulan/{pk}/") for pk in (usulan.pk, 10**15))
    assert asing.status_code == tiada.status_code == 404
    beda = {"instance", "nomor"}
    assert {k: v for k, v in asing.json().items() if k not in beda} == {k: v for k, v in tiada.json().items() if k not in beda}
    for akun in ("desa2", "desa3", "kabupaten2", "kabupaten"):
        # The district too: what the village has not handed in yet is the village's own.
        assert klien(akun).get(f"usulan/{usulan.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("langkah", "isi"),
    [
        ("ajukan/", {}),
        ("keputusan-forum/", {"putusan": "setuju"}),
        ("batalkan/", {"alasan": ["B01"]}),
        ("dokumen/", None),
        ("", None),
    ],
)
def test_musyawarah_desa_lain_404(langkah, isi, klien, pabrik):
    usulan = pabrik.disusun("desa")[0]
    alamat = f"musyawarah/{usulan.musyawarah_id}/{langkah}"
    jawaban = klien("desa2").get(alamat) if isi is None else klien("desa2").kirim(alamat, isi)
    assert jawaban.status_code == 404
    usulan.refresh_from_db()
    assert usulan.status == "disusun"


def test_dokumen_desa_lain_404(klien, pabrik):
    dokumen = pabrik.musyawarah("desa").dokumen.first()
    sendiri = pabrik.musyawarah("desa2")
    assert klien("desa2").get(f"musyawarah/{dokumen.musyawarah_id}/dokumen/{dokumen.pk}/").status_code == 404
    assert klien("desa2").get(f"musyawarah/{sendiri.pk}/dokumen/{dokumen.pk}/").status_code == 404


def test_nomor_wilayah_lain_dalam_borongan_tidak_berpindah_dan_angkanya_mengatakannya(klien, pabrik, pasti):
    asahan, serang = pabrik.diajukan("desa"), pabrik.diajukan("desa2")
    nomor = [u.pk for u in asahan + serang]
    hasil = pasti(klien("kabupaten").kirim("verval/kelengkapan/", {"putusan": "lengkap", "usulan": nomor}))
    assert hasil == {"diminta": 2, "berpindah": 1}
    hasil = pasti(klien("verifikator").kirim("verval/putusan/", {"putusan": "layak", "usulan": nomor}))
    assert hasil == {"diminta": 2, "berpindah": 1}
    assert Usulan.objects.get(pk=serang[0].pk).status == "diajukan"
    batch = pasti(klien("kabupaten").kirim("batch/", {"usulan": nomor}), 201)
    assert batch["isi"]["jumlah"] == 1
    assert klien("kepala2").get(f"batch/{batch['id']}/").status_code == 404


def test_saringan_di_luar_wilayah_tidak_melebar(klien, pabrik):
    pabrik.lengkap("desa")
    jawaban = klien("verifikator").kirim("verval/putusan/", {"putusan": "layak", "saring": {"wilayah": "3604"}})
    assert jawaban.status_code == 422
    assert Usulan.objects.get().status == "lengkap"
    assert klien("kabupaten").get("usulan/", dalam="3604").json()["hasil"] == []


def test_musyawarah_kabupaten_lain_tidak_dapat_dilengkapkan(klien, pabrik):
    (usulan,) = pabrik.diajukan("desa")
    isi = {"putusan": "lengkap", "musyawarah": usulan.musyawarah_id}
    assert klien("kabupaten2").kirim("verval/kelengkapan/", isi).status_code == 404


def test_pekerjaan_orang_lain_404(klien, pabrik, django_capture_on_commit_callbacks):
    pabrik.diteruskan()
    with django_capture_on_commit_callbacks(execute=True):
        alamat = klien("penilai").kirim("penilaian/")["Location"]
    assert klien("penilai").klien.get(alamat).status_code == 200
    assert klien("menteri").klien.get(alamat).status_code == 404


def test_token_bertindak_sebagai_pemiliknya_walau_ada_sesi_lain(klien, klien_token, pasti):
    assert pasti(klien_token("kabupaten").get("saya/"))["wilayah"]["kode"] == "1209"
    campur = klien("desa2")
    campur.kepala = klien_token("verifikator").kepala
    saya = pasti(campur.get("saya/"))
    assert (saya["username"], saya["fungsi"]["kode"]) == ("verifikator", "verifikator")
    assert campur.kirim("musyawarah/").status_code == 403


def test_tidak_ada_nik_dan_kk_utuh_dalam_jawaban(klien, pabrik):
    _, (usulan,) = pabrik.ditetapkan()
    desa = klien("desa")
    kunci = desa.kirim("register/cari/", {"teks": usulan.nama[:4], "dalam": "1209201008"}).json()["hasil"][0]["kunci"]
    orang = desa.get(f"register/individu/{kunci}/")
    jawaban = [
        desa.get("usulan/"),
        desa.get(f"usulan/{usulan.pk}/"),
        desa.kirim("register/cari/", {"teks": usulan.nomor_kk}),
        orang,
        desa.get(f"register/keluarga/{orang.json()['kunci_keluarga']}/"),
    ]
    for satu in jawaban:
        assert satu.status_code == 200
        assert not re.search(r"\d{16}", satu.content.decode())


def test_register_wilayah_lain_dan_bulan_sebelumnya_kosong(klien, pabrik, pasti):
    penetapan, (usulan,) = pabrik.ditetapkan()
    cari = {"teks": usulan.nik}
    hasil = pasti(klien("desa").kirim("register/cari/", cari | {"periode": str(penetapan.periode)}))["hasil"]
    assert [o["nama"] for o in hasil] == [usulan.nama]
    assert pasti(klien("desa").kirim("register/cari/", cari | {"periode": "2021-01"}))["hasil"] == []
    assert pasti(klien("desa2").kirim("register/cari/", cari))["hasil"] == []
    assert klien("desa2").get(f"register/individu/{hasil[0]['kunci']}/").status_code == 404
    assert klien("desa").get("register/individu/bukan-kunci/").status_code == 404
    # A name is not searched through the whole country.
    assert klien("penilai").kirim("register/cari/", {"teks": "SITI"}).status_code == 422
