"""Identifiers of another area where they are not the address: ticked rows, bodies of the API, forms about officers.

Three questions of each: the answer is a refusal or leaves the row out, it says nothing about that person, nothing changes.
The second wall stands open here: it would hide what a view forgot. That it holds by itself stands in test_perlindungan.py.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from akun.models import Penugasan, Sesi
from tests.arsitektur.asing import JAUH, TETANGGA, TIADA, Asing
from tests.fixtures.pabrik import foto

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hanya_dinding_pertama")]


# --- ticked rows, by the screens -----------------------------------------------------------------------------------------

# (account, address, fields without the rows, state of the foreign rows, whose rows)
BORONGAN: list[tuple[str, str, dict, str]] = [
    *(
        (
            "verifikator",
            "verval:putuskan",
            {"aksi": aksi, "cara": "meja", "catatan": "Uji", "alasan": "N01", **kirim},
            "lengkap",
        )
        for aksi in ("layak", "tidak_layak", "dikembalikan")
        for kirim in ({}, {"kirim": "1"})
    ),
    ("verifikator", "verval:putuskan", {"aksi": "layak", "cara": "meja", "lanjut": "{pk}"}, "lengkap"),
    *(
        ("kabupaten", "verval:kelengkapan_proses", {"aksi": aksi, "catatan": "Uji", "alasan": "C07", **kirim}, "diajukan")
        for aksi in ("lengkap", "kembalikan")
        for kirim in ({}, {"kirim": "1"})
    ),
]


def test_baris_wilayah_lain_dalam_centang_tidak_ikut(uji, asing):
    for akun, alamat, isian, keadaan_usulan in BORONGAN:
        jauh = asing.luar[f"jauh_{keadaan_usulan}"].pk
        for pilihan in ([jauh], [jauh, asing.milik[keadaan_usulan].pk]):
            kirim = {k: v.format(pk=jauh) for k, v in isian.items()} | {"usulan": pilihan}
            uji(akun, f"{alamat} {kirim}", lambda k, n=alamat, i=kirim: k.post(reverse(n), i, follow=True))
    assert uji.salah == []


def test_musyawarah_wilayah_lain_dalam_isian_dijawab_404(uji, asing):
    luar, url = asing.luar["jauh_diajukan"], reverse("verval:kelengkapan_proses")
    for aksi in ("lengkap_semua", "kembalikan_semua", "lengkap"):
        kirim = {"musyawarah": luar.musyawarah_id, "aksi": aksi, "usulan": [luar.pk], "kirim": "1", "alasan": "C07"}
        uji("kabupaten", aksi, lambda k, i=kirim: k.post(url, i), boleh=TIADA)
    assert uji.salah == []


def test_usulan_wilayah_lain_pada_musyawarah_sendiri_tidak_ikut(uji, asing):
    for aksi in ("lengkap", "kembalikan"):
        kirim = {"musyawarah": asing.milik["diajukan"].musyawarah_id, "aksi": aksi, "kirim": "1", "alasan": "C07"}
        kirim["usulan"] = [asing.luar["jauh_diajukan"].pk]
        uji("kabupaten", aksi, lambda k, i=kirim: k.post(reverse("verval:kelengkapan_proses"), i, follow=True))
    assert uji.salah == []


def test_keputusan_forum_atas_nama_desa_lain_tidak_ikut(uji, asing):
    url = reverse("usulan:keputusan", args=[asing.milik["disusun"].musyawarah_id])
    for aksi in ("setujui", "tolak", "batalkan"):
        for luar in ("jauh_disusun", "tetangga_disusun"):
            for lain in ({}, {"kirim": "1", "alasan": "B01"}):
                kirim = lain | {"aksi": aksi, "usulan": [asing.luar[luar].pk]}
                uji("desa", f"{aksi} {luar}", lambda k, i=kirim: k.post(url, i, follow=True))
    assert uji.salah == []


def test_isi_berkas_kabupaten_lain_tidak_dapat_dikeluarkan(uji, asing):
    url = reverse("verval:batch_keluarkan", args=[asing.milik["dibundel"].item_batch.get().batch_id])
    for lain in ({}, {"kirim": "1", "alasan": "N01"}):
        kirim = {"usulan": [asing.luar["jauh_dibundel"].pk], **lain}
        uji("kepala", f"keluarkan {lain}", lambda k, i=kirim: k.post(url, i, follow=True))
    assert uji.salah == []


def test_semua_menurut_saringan_wilayah_lain_tidak_melebar(uji, asing, masuk):
    url = reverse("verval:putuskan")
    for saring in (f"wilayah={JAUH}", "wilayah=3604", "wilayah=36", "wilayah=00"):
        kirim = {"aksi": "layak", "semua": "1", "saring": saring, "kirim": "1", "cara": "meja"}
        uji("verifikator", saring, lambda k, i=kirim: k.post(url, i, follow=True))
        masuk("verifikator").post(url, kirim)
        asing.milik["lengkap"].refresh_from_db()
        assert asing.milik["lengkap"].status == "lengkap", f"{saring} ditolak dan tetap memutus semua milik sendiri"
    assert uji.salah == []


# --- bodies of the API ---------------------------------------------------------------------------------------------------

API: list[tuple[str, str, Callable[[Asing], str], Callable[[Asing], dict]]] = [
    (
        "kabupaten",
        "post",
        lambda a: "verval/kelengkapan/",
        lambda a: {"putusan": "lengkap", "usulan": [a.luar["jauh_diajukan"].pk]},
    ),
    (
        "kabupaten",
        "post",
        lambda a: "verval/kelengkapan/",
        lambda a: {"putusan": "kembalikan", "usulan": [a.luar["jauh_diajukan"].pk], "alasan": ["C07"]},
    ),
    (
        "kabupaten",
        "post",
        lambda a: "verval/kelengkapan/",
        lambda a: {"putusan": "lengkap", "musyawarah": a.luar["jauh_diajukan"].musyawarah_id},
    ),
    ("verifikator", "post", lambda a: "verval/putusan/", lambda a: {"putusan": "layak", "usulan": [a.luar["jauh_lengkap"].pk]}),
    (
        "verifikator",
        "post",
        lambda a: "verval/putusan/",
        lambda a: {"putusan": "tidak_layak", "usulan": [a.luar["jauh_lengkap"].pk], "alasan": ["N01"], "catatan": "Uji"},
    ),
    ("verifikator", "post", lambda a: "verval/putusan/", lambda a: {"putusan": "layak", "saring": {"wilayah": JAUH}}),
    ("kabupaten", "post", lambda a: "batch/", lambda a: {"usulan": [a.luar["jauh_lengkap"].pk]}),
    (
        "kepala",
        "post",
        lambda a: f"batch/{a.milik['dibundel'].item_batch.get().batch_id}/keluarkan/",
        lambda a: {"usulan": [a.luar["jauh_dibundel"].pk], "alasan": ["N01"]},
    ),
    (
        "desa",
        "post",
        lambda a: f"musyawarah/{a.milik['disusun'].musyawarah_id}/keputusan-forum/",
        lambda a: {"putusan": "setuju", "usulan": [a.luar["tetangga_disusun"].pk, a.luar["jauh_disusun"].pk]},
    ),
    (
        "desa",
        "post",
        lambda a: f"musyawarah/{a.milik['disusun'].musyawarah_id}/keputusan-forum/",
        lambda a: {"putusan": "tolak", "usulan": [a.luar["tetangga_disusun"].pk], "alasan": ["M01"]},
    ),
    (
        "desa",
        "post",
        lambda a: "usulan/batalkan/",
        lambda a: {"usulan": [a.luar["tetangga_disusun"].pk, a.luar["jauh_disusun"].pk], "alasan": ["B01"]},
    ),
    *(
        (
            "desa",
            "post",
            lambda a: f"musyawarah/{a.milik['disusun'].musyawarah_id}/usulan-keluar/",
            lambda a, siapa=siapa: {"nik": a.luar[siapa].nik, "jenis": "penonaktifan", "sebab": "meninggal"},
        )
        for siapa in ("jauh_lolos", "tetangga_lolos")
    ),
    ("desa", "get", lambda a: f"usulan/?musyawarah={a.luar['tetangga_disusun'].musyawarah_id}", lambda a: {}),
    ("kabupaten", "get", lambda a: f"usulan/?dalam={JAUH}", lambda a: {}),
    ("kabupaten", "get", lambda a: "usulan/?dalam=00", lambda a: {}),
    ("kabupaten", "get", lambda a: f"usulan/?musyawarah={a.luar['jauh_diajukan'].musyawarah_id}", lambda a: {}),
    *(
        ("desa", "post", lambda a: "register/cari/", lambda a, siapa=siapa: {"teks": a.luar[siapa].nik})
        for siapa in ("jauh_lolos", "tetangga_lolos")
    ),
    ("desa", "post", lambda a: "register/cari/", lambda a: {"teks": "XAVERIUS", "dalam": TETANGGA}),
    ("desa", "post", lambda a: "register/cari/", lambda a: {"teks": "XAVERIUS", "dalam": "1209"}),
    ("kabupaten", "post", lambda a: "register/cari/", lambda a: {"teks": "XAVERIUS", "dalam": "3604"}),
    (
        "desa",
        "get",
        lambda a: (
            f"musyawarah/{a.milik['disusun'].musyawarah_id}/dokumen/{a.luar['tetangga_disusun'].musyawarah.dokumen.first().pk}/"
        ),
        lambda a: {},
    ),
]


def test_api_tidak_mengubah_dan_tidak_menyebut_orang_wilayah_lain(uji, asing):
    for akun, metode, alamat, badan in API:
        url, isi = f"/api/v1/{alamat(asing)}", badan(asing)
        if metode == "get":
            uji(akun, url, lambda k, u=url: k.get(u))
        else:
            uji(akun, f"{url} {isi}", lambda k, u=url, i=isi: k.post(u, i, content_type="application/json"))
    assert uji.salah == []


# --- officers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kode", [JAUH, "3604", "12"])
@pytest.mark.parametrize("fungsi", ["pengisi_desa", "verifikator", "kepala", "admin_kabupaten", "pusdatin"])
def test_undangan_di_luar_wilayah_atau_fungsi_pengangkat_ditolak(kode, fungsi, masuk):
    hari, akhir = timezone.localdate(), timezone.localdate() + dt.timedelta(days=300)
    kirim = {"fungsi": fungsi, "wilayah": kode, "nama": "Calon", "nik": "9901010101909011", "nomor_sk": "SK/1", "sk": foto()}
    for nama, tanggal in (("mulai", hari), ("selesai", akhir)):
        kirim |= {f"{nama}_0": tanggal.day, f"{nama}_1": tanggal.month, f"{nama}_2": tanggal.year}
    sebelum = Penugasan.objects.count()
    jawaban = masuk("admin.kab").post(reverse("akun:petugas_undang"), kirim)
    assert jawaban.status_code in (409, 422)
    assert Penugasan.objects.count() == sebelum


@pytest.mark.parametrize("kueri", ["?q=Rohmat", "?q=desa2", "?q=9901010101800002", "?fungsi=kepala", "?status=aktif", ""])
def test_daftar_petugas_tidak_memuat_petugas_kabupaten_lain(kueri, masuk):
    teks = masuk("admin.kab").get(reverse("akun:petugas") + kueri).content.decode()
    for nama in ("Rohmat Hidayat", "Tubagus Fadhil", "Imas Komariah", "Asep Sunandar"):
        assert nama not in teks


def test_sesi_orang_lain_tidak_dapat_diakhiri_dengan_kuncinya(masuk):
    """The key of a foreign session, sent as one's own and as one of an officer that one does manage."""
    masuk("desa2").get(reverse("akun:beranda"))
    lain = Sesi.objects.get(pengguna__username="desa2")
    desa = Penugasan.objects.get(pengguna__username="desa", status="aktif").pengguna_id
    kunci = str(lain.pk)
    for akun, url in (("desa", reverse("akun:sesi_akhiri")), ("admin.kab", reverse("akun:keamanan_sesi", args=[desa]))):
        masuk(akun).post(url, {"sesi": kunci})
        assert Sesi.objects.filter(pk=lain.pk).exists(), akun
