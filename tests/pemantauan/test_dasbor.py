"""Dashboards: every number against a slow count, who sees what, the lists behind the numbers, the files."""

import datetime as dt
import io
from collections import Counter

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from akun.contoh import AKUN_CONTOH
from akun.fungsi import FUNGSI
from akun.models import Penugasan
from dasar import periode as bulan
from dasar.models import Ekspor
from dasar.pekerjaan import jalankan_pekerjaan
from dasar.samar import Samar
from dtks.register.models import Individu, Keluarga, Kepesertaan
from pemantauan import berkala, rekap
from pemantauan.angka import Angka, Hal
from pemantauan.bagian import SUSUNAN, susun
from pemantauan.daftar_nama import baris_daftar
from pemantauan.models import IZIN_DASBOR
from tests.arsitektur.kueri import ambil
from tests.basis_data import tanpa_pemicu
from usulan.alur import TERBUKA
from usulan.filters import CORONG
from usulan.models import Jadwal, Musyawarah, Survei, Usulan
from usulan.tenggat import PEMEGANG
from verval import putusan
from wilayah.models import Tingkat, Wilayah

pytestmark = pytest.mark.django_db
URL = "/pemantauan/dasbor/"
PUNYA_DASBOR = [a[0] for a in AKUN_CONTOH if set(FUNGSI[a[2]].izin) & set(IZIN_DASBOR)]


def _angka(pelaku, akun: str, kode: str = "") -> Angka:
    oleh = pelaku(akun)
    return Angka(Wilayah.objects.get(pk=kode or oleh.wilayah), bulan.periode_kini(), oleh)


def _dalam(kode: str) -> list[Usulan]:
    return [u for u in Usulan.objects.all() if kode == "00" or u.wilayah_id.startswith(kode)]


def _masuk(u: Usulan) -> int:
    return bulan.dari_tanggal(timezone.localdate(u.dibuat_pada))


def _terlambat(u: Usulan) -> bool:
    """The slow way: the calendar that holds for the village itself."""
    if u.status not in PEMEGANG:
        return False
    kini = bulan.periode_kini()
    batas = getattr(Jadwal.untuk(kini, u.wilayah_id), PEMEGANG[u.status][1])
    return _masuk(u) < kini or timezone.localdate() > batas


TEMPAT = [
    ("desa", "1209201008"),
    ("kecamatan", "120920"),
    ("kepala", "1209"),
    ("provinsi", "12"),
    ("menteri", "00"),
    ("menteri", "36"),
]


def test_usulan_dan_yang_terlambat_sama_dengan_hitungan_pelan(acak, pelaku):
    kini = bulan.periode_kini()
    for akun, kode in TEMPAT:
        a, ada = _angka(pelaku, akun, kode), _dalam(kode)
        assert a.keadaan == Counter(u.status for u in ada if _masuk(u) == kini), kode
        assert a.sisa == Counter(u.status for u in ada if _masuk(u) < kini and u.status in TERBUKA), kode
        assert a.jumlah_terlambat() == sum(map(_terlambat, ada)), kode
        assert {k: v for k, v in a.tren.items() if v[0]} == {
            p: (sum(_masuk(u) == p for u in ada), sum(_masuk(u) == p and u.status == "ditetapkan" for u in ada))
            for p in {_masuk(u) for u in ada}
        }
        panjang = len(a.anak[0].kode)
        for w in a.anak:
            di = [u for u in ada if u.wilayah_id[:panjang] == w.kode]
            n = a.per_anak.get(w.kode, Counter())
            assert n["masuk"] == sum(_masuk(u) == kini for u in di)
            assert n["menunggu"] == sum(u.status in TERBUKA for u in di)
            assert n["terlambat"] == sum(map(_terlambat, di))
            assert n["orang"] == sum(i.wilayah_id[:panjang] == w.kode for i in Individu.objects.berlaku())
    assert _angka(pelaku, "menteri").jumlah_terlambat() > 0


def test_kalender_kabupaten_berlaku_juga_pada_halaman_negara(acak, pelaku):
    """Asahan's dates are past, those of the nation not: only Asahan is late, seen from any height."""
    baru = {k[0] for k, n in _angka(pelaku, "menteri").terlambat.items() if k[1] == "lengkap" and n}
    assert baru == {"12"}


def test_corong_sama_dengan_hitungan_pelan(acak, pelaku):
    kini = bulan.periode_kini()
    b = susun(_angka(pelaku, "verifikator"), "corong")
    for (label, keadaan), (nama, n) in zip(CORONG.values(), b.baris, strict=True):
        assert nama.nilai == label
        assert n.nilai == sum(u.status in keadaan and _masuk(u) == kini for u in _dalam("1209"))


def test_register_cakupan_dan_umur_sama_dengan_hitungan_pelan(acak, pelaku):
    for akun, kode in TEMPAT:
        a = _angka(pelaku, akun, kode)
        awal = "" if kode == "00" else kode
        keluarga = [k for k in Keluarga.objects.berlaku() if k.wilayah_id.startswith(awal)]
        assert a.register("keluarga") == len(keluarga)
        assert a.register("orang") == sum(i.wilayah_id.startswith(awal) for i in Individu.objects.berlaku())
        assert a.peserta == Counter(k.program_id for k in Kepesertaan.objects.berlaku() if k.wilayah_id.startswith(awal))
        assert sum(a.umur_jawaban.values()) == len(keluarga)
        assert a.umur_jawaban[0] == sum(k.kriteria == "-" * 10 for k in keluarga)


def test_musyawarah_dan_lama_menunggu_sama_dengan_hitungan_pelan(acak, pelaku):
    sejak = timezone.localdate() - dt.timedelta(days=92)
    bermusyawarah = {m.wilayah_id for m in Musyawarah.objects.filter(status="diajukan", tanggal__gte=sejak)}
    for akun, kode in TEMPAT:
        a = _angka(pelaku, akun, kode)
        desa = {w.kode for w in Wilayah.objects.desa().berlaku() if kode == "00" or w.kode.startswith(kode)}
        assert a.berkala(Hal.DESA) == len(desa)
        assert a.berkala(Hal.TANPA_MUSDES) == len(desa - bermusyawarah)
        bertugas = set(Penugasan.objects.berlaku().filter(fungsi="pengisi_desa").values_list("wilayah", flat=True))
        assert a.berkala(Hal.TANPA_PETUGAS) == len(desa - bertugas)
        ada = [u for u in _dalam(kode) if u.status == "lengkap"]
        jam = sorted((timezone.now() - u.diperiksa_pada).total_seconds() / 3600 for u in ada)
        assert (a.berkala(Hal.TUNGGU, "lengkap") is None) == (not jam)
        if jam:
            assert abs(a.berkala(Hal.TUNGGU, "lengkap") - jam[len(jam) // 2]) <= 1


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
    a = _angka(pelaku, "verifikator")
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
        klien, ada = masuk(akun), [u for u in _dalam(kode) if _terlambat(u)]
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


def test_setiap_fungsi_mendapat_dasbor_dengan_paling_banyak_15_kueri(acak, masuk):
    assert {a[2] for a in AKUN_CONTOH if a[0] in PUNYA_DASBOR} == set(SUSUNAN)
    boros = []
    for akun in PUNYA_DASBOR:
        jawaban, kueri = ambil(masuk(akun), URL)
        assert jawaban.status_code == 200, akun
        if len(kueri) > 15:
            boros.append((akun, len(kueri)))
    assert boros == []


def test_wilayah_di_luar_tugas_tidak_ada_dan_bulan_keliru_diabaikan(masuk):
    klien = masuk("kepala")
    for kode in ("3604", "12", "00", "x", "120"):
        assert klien.get(f"{URL}?wilayah={kode}").status_code == 404
        assert klien.get(f"{URL}corong.csv?wilayah={kode}").status_code == 404
    for periode in ("209912", "apa", "202613"):
        assert klien.get(f"{URL}?periode={periode}").context["angka"].periode == bulan.periode_kini()
    lalu = bulan.sebelum(bulan.periode_kini())
    isi = klien.get(f"{URL}?wilayah=120920&periode={lalu}").content.decode()
    assert bulan.nama(lalu) in isi
    assert "Kecamatan Kota Kisaran Timur" in isi


def test_lembaga_lain_melihat_angka_dibulatkan_dan_tidak_di_bawah_kabupaten(acak, masuk, pelaku):
    klien = masuk("kl")
    assert klien.get(f"{URL}?wilayah=120920").status_code == 404
    jawaban = klien.get(f"{URL}?wilayah=1209")
    assert jawaban.status_code == 200
    angka = [s.nilai for b in jawaban.context["bagian"] for baris in b.baris for s in baris if isinstance(s.nilai, int)]
    assert angka
    assert all(isinstance(n, Samar) and (n < 5 or n % 5 == 0) for n in angka)
    assert "/usulan/?" not in jawaban.content.decode()
    csv = b"".join(klien.get(f"{URL}cakupan.csv?wilayah=1209")).decode("utf-8-sig")
    assert "<5" in csv
    assert [f"{Samar(n)}" for n in (0, 1, 4, 5, 7, 8, 1002)] == ["0", "<5", "<5", "5", "5", "10", "1000"]


def test_pemantau_tidak_mendapat_tautan_ke_nama(acak, masuk):
    isi = masuk("provinsi").get(URL).content.decode()
    assert "/usulan/?" not in isi
    assert "/pemantauan/sasaran/" not in isi
    assert "?wilayah=1209" in isi


def test_tabel_diunduh_sebagai_csv_dan_xlsx(acak, masuk):
    klien = masuk("kepala")
    jawaban = klien.get(f"{URL}wilayah.csv")
    assert "attachment" in jawaban["Content-Disposition"]
    baris = b"".join(jawaban).decode("utf-8-sig").splitlines()
    assert baris[0].startswith("Menurut wilayah: Kabupaten Asahan")
    buku = openpyxl.load_workbook(io.BytesIO(klien.get(f"{URL}wilayah.xlsx").content))
    isi = [[str(s or "") for s in b] for b in buku.active.iter_rows(values_only=True)]
    assert [";".join(b) for b in isi[1:]] == [b.replace('"', "") for b in baris[1:]]
    assert len(isi) == 2 + Wilayah.objects.berlaku().filter(induk="1209", tingkat=Tingkat.KECAMATAN).count()
    assert klien.get(f"{URL}tidakada.csv").status_code == 404
    assert masuk("desa").get(f"{URL}wilayah.csv").status_code == 404


def test_bagan_diunduh_sebagai_svg_mandiri_dan_png(acak, masuk):
    klien = masuk("menteri")
    for kunci in ("corong", "masuk", "riwayat", "alasan", "umur", "peta"):
        svg = klien.get(f"{URL}{kunci}.svg")
        assert svg["Content-Type"] == "image/svg+xml"
        isi = svg.content.decode()
        assert isi.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
        assert "<style>" in isi
        assert "href" not in isi
    png = klien.get(f"{URL}corong.png").content
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(png) > 10_000
    assert klien.get(f"{URL}wilayah.svg").status_code == 404


def test_peta_negara_berupa_ubin_dengan_tautan_dan_tabel(acak, masuk):
    isi = masuk("menteri").get(f"{URL}?peta=orang").content.decode()
    assert 'aria-label="Provinsi Sumatera Utara: ' in isi
    assert "Lihat sebagai tabel" in isi
    assert 'aria-current="true">Orang dalam DTKS' in isi
