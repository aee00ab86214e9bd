"""Every number of a dashboard leads to the list behind it, and every list leaves the portal as an export."""

import pytest
from django.urls import reverse

from akun.contoh import AKUN_CONTOH
from akun.fungsi import FUNGSI
from dasar.models import Ekspor
from dasar.pekerjaan import jalankan_pekerjaan
from dasar.samar import Samar
from dtks.register.models import Individu, Keluarga, Kepesertaan
from pemantauan import berkala, rekap
from pemantauan.angka import Hal
from pemantauan.daftar_nama import baris_daftar, ekspor_daftar
from tests.basis_data import tanpa_pemicu
from tests.pemantauan.hitungan import PUNYA_DASBOR, URL, angka_dasbor, terlambat, usulan_dalam
from usulan.models import Survei, Usulan
from verval import putusan
from wilayah.models import Tingkat

pytestmark = pytest.mark.django_db


@pytest.fixture
def tertandai(acak, pabrik, pelaku):
    """Families and persons for each work list, written behind the triggers."""
    ditolak = pabrik.lengkap("desa")[0]
    putusan.putuskan(
        Usulan.objects.filter(pk=ditolak.pk), "tidak_layak", oleh=pelaku("verifikator"), alasan="E01", catatan="Mampu."
    )
    kk = list(Keluarga.objects.berlaku().filter(wilayah="1209201008").order_by("nomor_kk"))
    with tanpa_pemicu() as kursor:
        kursor.execute(
            "update usulan_survei set sk0 = false, sk1 = true, sk2 = false, sk3 = true, sk4 = true where nomor_kk = %s",
            [ditolak.nomor_kk],
        )
        kursor.execute("update dtks_keluarga set kriteria = 'YTYTTYTTYT' where nomor_kk = %s", [kk[0].nomor_kk])
        kursor.execute("update dtks_keluarga set kriteria = 'TYTYYTYYTT' where nomor_kk = %s", [kk[1].nomor_kk])
        kursor.execute(
            "delete from dtks_kepesertaan where nik in (select nik from dtks_individu where nomor_kk = %s)", [kk[1].nomor_kk]
        )
        kursor.execute(
            "update dtks_padanan set status = 'meninggal' where nik in (select nik from dtks_individu where nomor_kk = %s)",
            [kk[2].nomor_kk],
        )
        kursor.execute(
            "update usulan_usulan set peringatan = 'V-KEL-01' where status = 'ditetapkan' and nomor_kk = %s", [kk[2].nomor_kk]
        )
        kursor.execute(rekap.sql_susun())
    berkala.hitung_sasaran()
    return {
        "belum_masuk": ditolak.nomor_kk, "mampu": kk[0].nomor_kk, "belum_dapat": kk[1].nomor_kk, "meninggal": kk[2].nomor_kk,
        "peringatan": kk[2].nomor_kk,
    }  # fmt: skip


def test_daftar_kerja_memuat_yang_ditandai_dan_jumlahnya_sama(tertandai, pelaku, masuk):
    klien = masuk("verifikator")
    a = angka_dasbor(pelaku, "verifikator")
    for kunci, kk in tertandai.items():
        baris = list(baris_daftar(kunci, pelaku("verifikator")))
        assert kk in {b.nomor_kk for b in baris}, kunci
        assert a.berkala(Hal.SASARAN, kunci) == len(baris), kunci
        jawaban = klien.get(reverse("pemantauan:sasaran", args=[kunci]))
        assert len(jawaban.context["halaman"].baris) == len(baris)
        assert kk not in jawaban.content.decode()
    # The slow way, by the model's own count of poor answers.
    survei = [s for s in Survei.objects.all() if s.jumlah_kriteria >= berkala.BANYAK_KRITERIA]
    assert {b.nomor_kk for b in baris_daftar("belum_masuk", pelaku("verifikator"))} == {s.nomor_kk for s in survei}


def _angka_halaman(konteks) -> list[tuple[str, object, str]]:
    """Every number on a dashboard: where it stands, the number, its link."""
    angka = [(f"ringkas {b['label']}", b["nilai"], b["url"]) for b in konteks["ringkas"]]
    for b in konteks["bagian"]:
        for baris in b.baris:
            angka += [(f"{b.kunci} {baris[0].nilai} {n}", s.nilai, s.url) for n, s in enumerate(baris) if s.angka]
    return [(tempat, n, url) for tempat, n, url in angka if isinstance(n, int) and n > 0]


def _isi_daftar(klien, url: str, angka: int) -> object:
    """How much the page behind a number holds: its rows over all pages, or the sum that it prints over regions."""
    jawaban = klien.get(url)
    assert jawaban.status_code == 200, url
    konteks = jawaban.context
    if "ukuran" in konteks:
        if not konteks["samar"]:
            assert sum(n for _, n, _ in konteks["baris"]) == konteks["jumlah"], url
        return konteks["jumlah"]
    if "objek" in konteks:  # a determination: what came in, went out and stands, in the region
        return angka if angka in konteks["objek"][0][1].values() else konteks["objek"][0][1]
    if "angka" in konteks:  # the dashboard of a village: no list lies further down
        return angka if angka in [n for _, n, _ in _angka_halaman(konteks)] else None
    jumlah, halaman = 0, konteks["halaman"]
    while True:
        jumlah += len(halaman.baris)
        if not halaman.berikutnya:
            return jumlah
        halaman = klien.get(url.partition("?")[0] + halaman.berikutnya).context["halaman"]


def _tanpa_daftar(fungsi: str, tingkat: int, tempat: str) -> bool:
    """Numbers behind which nothing finer may be shown to this function, or is kept at all."""
    izin = FUNGSI[fungsi].izin
    if fungsi == "kl":
        return tingkat > Tingkat.KABUPATEN or (tingkat == Tingkat.KABUPATEN and tempat.startswith("wilayah"))
    if tempat.startswith("riwayat") and tempat[-1] in "23" and "pantau_wilayah" not in izin:
        return True  # kept per kabupaten/kota
    if tingkat == Tingkat.DESA:
        bernama = "lihat_usulan" in izin and "lihat_register" in izin
        return not bernama or (fungsi not in ("pengisi_desa", "auditor"))
    return False


def _jelajah(klien, oleh) -> tuple[list, list, int]:
    """Every number of the function's dashboard, of its own area and of a village (and between them for three functions that
    stand for all): those that lead nowhere, those whose list holds another number, how many were followed."""
    sudah: dict[tuple[str, int], object] = {}
    buntu, beda, banyak = [], [], 0
    tempat_turun = [k for k in ("00", "12", "1209", "120920", "1209201008") if oleh.mencakup(k) or k == oleh.wilayah]
    if oleh.fungsi not in ("manajemen", "auditor", "kl"):
        tempat_turun = [tempat_turun[0], tempat_turun[-1]]
    for kode in dict.fromkeys(tempat_turun):
        jawaban = klien.get(f"{URL}?wilayah={kode}")
        if jawaban.status_code == 404:
            assert oleh.fungsi == "kl" and len(kode) > 4
            continue
        tingkat = jawaban.context["angka"].tingkat
        for tempat, n, url in _angka_halaman(jawaban.context):
            if not url:
                if not _tanpa_daftar(oleh.fungsi, tingkat, tempat):
                    buntu.append((kode, tempat, n))
                continue
            assert not url.startswith("#")
            banyak += 1
            if (url, n) not in sudah:
                sudah[url, n] = _isi_daftar(klien, url, n)
            if sudah[url, n] != n:
                beda.append((kode, tempat, n, url, sudah[url, n]))
    return buntu, beda, banyak


def test_setiap_angka_menuju_daftar_yang_berjumlah_sama(tertandai, pelaku, masuk):
    """Generated: the dashboards of all functions; one fixture for them, because it is dear."""
    satu_per_fungsi = {a[2]: a[0] for a in reversed(AKUN_CONTOH) if a[0] in PUNYA_DASBOR}
    for fungsi, akun in satu_per_fungsi.items():
        buntu, beda, banyak = _jelajah(masuk(akun), pelaku(akun))
        assert (buntu, beda) == ([], []), fungsi
        assert banyak > 5, fungsi


def test_rincian_diunduh_dan_ukuran_asing_tidak_ada(acak, masuk):
    klien = masuk("provinsi")
    csv = b"".join(klien.get(f"{URL}rincian/corong.masuk/unduh.csv")).decode("utf-8-sig").splitlines()
    jumlah = klien.get(f"{URL}rincian/corong.masuk/").context["jumlah"]
    assert csv[-1] == f";Jumlah;{jumlah}"
    assert klien.get(f"{URL}rincian/corong.masuk/unduh.xlsx").status_code == 200
    for asing in ("corong", "corong.apa", "umur.9", "sasaran.apa", "alasan.Z99", "peserta.APA", "tunggu.ditetapkan", "x"):
        assert klien.get(f"{URL}rincian/{asing}/").status_code == 404, asing
    assert klien.get(f"{URL}rincian/orang/?wilayah=1209201008").status_code == 404
    assert klien.get(f"{URL}rincian/orang/?wilayah=36").status_code == 404
    isi = masuk("kl").get(f"{URL}rincian/orang/").context
    assert isinstance(isi["jumlah"], Samar) and all(isinstance(n, Samar) for _, n, _ in isi["baris"])
    assert masuk("kl").get(f"{URL}rincian/orang/?wilayah=120920").status_code == 404


def test_daftar_terlambat_sama_dengan_hitungan_pelan_menurut_kalender_wilayahnya(acak, masuk):
    for akun, kode in (("auditor", "00"), ("verifikator", "1209"), ("desa", "1209201008")):
        klien, ada = masuk(akun), [u for u in usulan_dalam(kode) if terlambat(u)]
        if akun == "verifikator":
            ada = [u for u in ada if u.status not in ("disusun", "disetujui_musdes")]
        halaman = klien.get("/usulan/?hal=terlambat").context["halaman"]
        assert {u.pk for u in halaman.baris} == {u.pk for u in ada}, akun
        assert ada


def test_daftar_kerja_dan_pengembalian_diekspor_tersamar_dengan_tujuan(tertandai, masuk, pelaku):
    klien = masuk("verifikator")
    for url, jumlah in (
        (reverse("pemantauan:sasaran_ekspor", args=["mampu"]), 1),
        (reverse("pemantauan:sasaran_ekspor", args=["umur-12"]), None),
        (reverse("pemantauan:alasan_ekspor", args=["E01"]), None),
    ):
        halaman = klien.get(url.removesuffix("ekspor/"))
        assert f'href="{url}' in halaman.content.decode()
        assert klien.post(url, {"bentuk": "csv", "tujuan": ""}).status_code == 422
        assert klien.post(url, {"bentuk": "csv", "tujuan": "pemeriksaan_auditor"}).status_code == 302
        ekspor = Ekspor.objects.latest("pk")
        jalankan_pekerjaan(ekspor.pekerjaan_id)
        ekspor.refresh_from_db()
        assert ekspor.jumlah == (jumlah or len(halaman.context["halaman"].baris)) > 0
        isi = ekspor.berkas.jalur.read_text("utf-8-sig")
        assert tertandai["mampu"] not in isi and "••••" in isi
    # A function without the right to export sees the list without the way out.
    assert masuk("kecamatan").get(reverse("pemantauan:alasan_ekspor", args=["E01"])).status_code == 404


def test_daftar_kerja_desa_lain_tidak_terlihat(tertandai, pelaku, masuk):
    assert not list(baris_daftar("mampu", pelaku("desa3")))
    assert masuk("desa3").get(reverse("pemantauan:sasaran", args=["mampu"]) + "?wilayah=1209201008").status_code == 404
    for asing in ("apa", "umur-9", "peserta-APA"):
        assert masuk("verifikator").get(reverse("pemantauan:sasaran", args=[asing])).status_code == 404
    # The register itself is leafed through village by village.
    assert masuk("verifikator").get(reverse("pemantauan:sasaran", args=["keluarga"])).status_code == 404
    assert masuk("verifikator").get(reverse("pemantauan:sasaran", args=["keluarga"]) + "?wilayah=1209201008").status_code == 200


def test_daftar_peserta_menyebut_nama_orangnya_di_layar_dan_dalam_ekspor(tertandai, pelaku, masuk):
    milik = {"wilayah": "1209201008", "sampai": None}
    k = Kepesertaan.objects.filter(**milik).first()
    url = reverse("pemantauan:sasaran", args=[f"peserta-{k.program_id}"]) + "?wilayah=1209201008"
    nama = set(
        Individu.objects.filter(nik__in=Kepesertaan.objects.filter(**milik, program=k.program_id).values("nik")).values_list(
            "nama", flat=True
        )
    )
    jawaban = masuk("verifikator").get(url)
    assert {b.judul for b in jawaban.context["halaman"].baris} == nama
    baris = ekspor_daftar({"kunci": f"peserta-{k.program_id}", "wilayah": "1209201008"}, pelaku("verifikator")).baris
    assert {b[1] for b in baris} == nama
