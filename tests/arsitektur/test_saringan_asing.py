"""Filters, searches, page keys and exports that name another area: nothing of it is found (as in test_objek_asing.py)."""

import csv
import io

import pytest
from django.urls import reverse

from dasar.models import Ekspor
from dtks.register.kunci import samarkan
from tests.arsitektur.asing import JAUH, TETANGGA, TIADA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hanya_dinding_pertama")]


# --- filters and searches ------------------------------------------------------------------------------------------------

SARING = [
    ("desa", "usulan:daftar", "?q={nik}"),
    ("desa", "usulan:daftar", "?q={nomor}"),
    ("desa", "usulan:daftar", "?q=XAVERIUS"),
    ("kabupaten", "usulan:daftar", "?wilayah=3604172004"),
    ("kabupaten", "usulan:daftar", "?wilayah_1=36&wilayah_2=3604"),
    ("kabupaten", "usulan:daftar", "?wilayah=36"),
    ("verifikator", "verval:antrean", "?wilayah=3604172004"),
    ("verifikator", "verval:antrean", "?q={nik}"),
    ("verifikator", "verval:antrean", "?q=XAVERIUS&semua=1"),
    ("kepala", "penetapan:penerusan", "?wilayah=3604"),
    ("provinsi", "penetapan:penerusan", "?wilayah=3604"),
    ("desa", "register:daftar", "?wilayah=1209212002"),
    ("desa", "register:daftar", "?wilayah=3604172004"),
    ("desa", "register:daftar", "?cari={cari}"),
    ("kabupaten", "register:daftar", "?wilayah=3604172004&cari={cari}"),
    ("warga", "wilayah:daftar", "?q=XAVERIUS"),
]


def test_saringan_dan_pencarian_tidak_menemukan_wilayah_lain(uji, asing):
    for akun, alamat, kueri in SARING:
        for siapa in ("jauh_lolos", "jauh_lengkap"):
            u = asing.luar[siapa]
            url = reverse(alamat) + kueri.format(nik=u.nik, nomor=u.nomor, cari=samarkan("cari", u.nik))
            uji(akun, url, lambda k, t=url: k.get(t), kecuali={u.nik, u.nomor})
    assert uji.salah == []


def test_nama_desa_lain_tidak_terbuka_lewat_saringan_musyawarah(uji, asing):
    luar = asing.luar["tetangga_disusun"]
    url = reverse("usulan:musyawarah_rincian", args=[asing.milik["disusun"].musyawarah_id])
    uji("desa", url, lambda k: k.get(f"{url}?q={luar.nomor}"), kecuali={luar.nomor})
    assert uji.salah == []


def test_register_dicari_dengan_nik_nama_dan_kk_wilayah_lain(uji, asing):
    for siapa in ("jauh_lolos", "tetangga_lolos"):
        u = asing.luar[siapa]
        for teks in (u.nik, u.nomor_kk, "XAVERIUS", u.nama):
            kirim = {"teks": teks}
            uji("desa", teks, lambda k, i=kirim: k.post(reverse("register:daftar"), i, follow=True), kecuali={teks})
    assert uji.salah == []


def test_orang_desa_lain_tidak_dapat_diusulkan_keluar(uji, asing):
    url = reverse("usulan:keluar_buat", args=[asing.milik["disusun"].musyawarah_id])
    keluar = {"aksi": "simpan", "jenis": "penonaktifan", "sebab": "meninggal"}
    for siapa in ("jauh_lolos", "tetangga_lolos"):
        u = asing.luar[siapa]
        for cari in ({"cari": u.nik}, {"cari": "XAVERIUS"}, {"orang": samarkan("nik", u.nik)}):
            for kirim in (cari, cari | keluar):
                uji("desa", f"{siapa} {kirim}", lambda k, i=kirim: k.post(url, i), kecuali={u.nik})
    assert uji.salah == []


def test_orang_yang_sedang_diusulkan_di_wilayah_lain_ditolak_tanpa_menyebut_orangnya(uji, asing, pabrik):
    """One open proposal per person in the nation: who knows the NIK learns in which village it lies, and nothing else."""
    u = asing.luar["jauh_lengkap"]
    satu = pabrik.anggota()[0] | {"nik": u.nik, "tanggal_lahir": u.tanggal_lahir.isoformat(), "jenis_kelamin": u.jenis_kelamin}
    badan = {k: satu.pop(k) for k in ("nomor_kk", "alamat", "rt", "rw")} | {"anggota": [satu]}
    url = f"/api/v1/musyawarah/{asing.milik['disusun'].musyawarah_id}/keluarga/"
    teks = uji(
        "desa", url, lambda k: k.post(url, badan, content_type="application/json"), kecuali={u.nik}, boleh=frozenset({409, 422})
    )
    assert uji.salah == []
    assert "V-PRG-04" in teks


# --- exports and files ---------------------------------------------------------------------------------------------------

TUJUAN = {"bentuk": "csv", "tujuan": "layanan_pengaduan", "penuh": "on"}


def test_ekspor_usulan_hanya_berisi_wilayah_sendiri(asing, masuk, django_capture_on_commit_callbacks):
    for kueri in ("", "?wilayah=3604172004", "?wilayah=36", "?q=XAVERIUS"):
        with django_capture_on_commit_callbacks(execute=True):
            masuk("kabupaten").post(reverse("usulan:ekspor") + kueri, TUJUAN)
        ekspor = Ekspor.objects.latest("pk")
        assert ekspor.cakupan == "1209"
        tabel = list(csv.reader(io.StringIO(ekspor.berkas.jalur.read_text("utf-8-sig")), delimiter=";"))
        kolom = next(b for b in tabel if "KODE WILAYAH" in b).index("KODE WILAYAH")
        wilayah = {b[kolom] for b in tabel if len(b) > kolom and b[kolom].isdigit()}
        assert wilayah and all(w.startswith("1209") for w in wilayah), (kueri, wilayah)
        assert "XAVERIUS JAUH" not in str(tabel)


def test_ekspor_register_wilayah_lain_dijawab_404(uji):
    for akun, kode in (("desa", TETANGGA), ("desa", JAUH), ("kabupaten", JAUH), ("desa", "1209")):
        url = f"{reverse('register:ekspor')}?wilayah={kode}"
        uji(akun, url, lambda k, u=url: k.get(u), boleh=TIADA)
        uji(akun, url, lambda k, u=url: k.post(u, TUJUAN), boleh=TIADA)
    assert uji.salah == []


def test_ekspor_orang_lain_tidak_ada_di_daftar_sendiri_dan_tidak_terunduh(uji, masuk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        masuk("kabupaten2").post(reverse("usulan:ekspor"), TUJUAN)
    ekspor = Ekspor.objects.get()
    assert ekspor.kode not in uji("kabupaten", "daftar", lambda k: k.get(reverse("ekspor:daftar")))
    for nama in ("ekspor:rincian", "ekspor:unduh"):
        uji("kabupaten", nama, lambda k, n=nama: k.get(reverse(n, args=[ekspor.pk])), boleh=TIADA)
    assert uji.salah == []


def test_dokumen_desa_lain_lewat_musyawarah_sendiri_dijawab_404(uji, asing):
    for luar in ("jauh_disusun", "tetangga_disusun"):
        dokumen = asing.luar[luar].musyawarah.dokumen.first()
        args = [asing.milik["disusun"].musyawarah_id, dokumen.pk]
        uji("desa", luar, lambda k, a=args: k.get(reverse("usulan:dokumen_unduh", args=a)), boleh=TIADA)
    assert uji.salah == []


def test_daftar_dan_halaman_berikutnya_tidak_pernah_memuat_wilayah_lain(uji):
    """With a page key that points into the other area, too."""
    daftar = ("usulan:daftar", "usulan:musyawarah_daftar", "verval:batch_daftar", "akun:beranda")
    for akun in ("desa", "kecamatan", "kabupaten", "verifikator", "kepala"):
        for nama in daftar:
            for kueri in ("", "?sesudah=WyIwMCIsIjAiXQ", "?sesudah=WyIzNjA0MTcyMDA0IiwiMCJd"):
                url = reverse(nama) + kueri
                uji(akun, url, lambda k, u=url: k.get(u), boleh=frozenset({200, 400, 404}))
    assert uji.salah == []
