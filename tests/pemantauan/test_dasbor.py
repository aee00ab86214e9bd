"""Dashboards: every number against a slow count, who sees what, the lists behind the numbers, the files."""

import datetime as dt
import io
from collections import Counter

import openpyxl
import pytest
from django.utils import timezone

from akun.contoh import AKUN_CONTOH
from akun.models import Penugasan
from dasar import periode as bulan
from dasar.samar import Samar
from dtks.register.models import Individu, Keluarga, Kepesertaan
from pemantauan.angka import Hal
from pemantauan.bagian import SUSUNAN, susun
from tests.arsitektur.kueri import ambil
from tests.pemantauan.hitungan import PUNYA_DASBOR, URL, angka_dasbor, bulan_masuk, terlambat, usulan_dalam
from usulan.alur import TERBUKA
from usulan.filters import CORONG
from usulan.models import Musyawarah
from wilayah.models import Tingkat, Wilayah

pytestmark = pytest.mark.django_db
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
        a, ada = angka_dasbor(pelaku, akun, kode), usulan_dalam(kode)
        assert a.keadaan == Counter(u.status for u in ada if bulan_masuk(u) == kini), kode
        assert a.sisa == Counter(u.status for u in ada if bulan_masuk(u) < kini and u.status in TERBUKA), kode
        assert a.jumlah_terlambat() == sum(map(terlambat, ada)), kode
        assert {k: v for k, v in a.tren.items() if v[0]} == {
            p: (sum(bulan_masuk(u) == p for u in ada), sum(bulan_masuk(u) == p and u.status == "ditetapkan" for u in ada))
            for p in {bulan_masuk(u) for u in ada}
        }
        panjang = len(a.anak[0].kode)
        for w in a.anak:
            di = [u for u in ada if u.wilayah_id[:panjang] == w.kode]
            n = a.per_anak.get(w.kode, Counter())
            assert n["masuk"] == sum(bulan_masuk(u) == kini for u in di)
            assert n["menunggu"] == sum(u.status in TERBUKA for u in di)
            assert n["terlambat"] == sum(map(terlambat, di))
            assert n["orang"] == sum(i.wilayah_id[:panjang] == w.kode for i in Individu.objects.berlaku())
    assert angka_dasbor(pelaku, "menteri").jumlah_terlambat() > 0


def test_kalender_kabupaten_berlaku_juga_pada_halaman_negara(acak, pelaku):
    """Asahan's dates are past, those of the nation not: only Asahan is late, seen from any height."""
    baru = {k[0] for k, n in angka_dasbor(pelaku, "menteri").terlambat.items() if k[1] == "lengkap" and n}
    assert baru == {"12"}


def test_corong_sama_dengan_hitungan_pelan(acak, pelaku):
    kini = bulan.periode_kini()
    b = susun(angka_dasbor(pelaku, "verifikator"), "corong")
    for (label, keadaan), (nama, n) in zip(CORONG.values(), b.baris, strict=True):
        assert nama.nilai == label
        assert n.nilai == sum(u.status in keadaan and bulan_masuk(u) == kini for u in usulan_dalam("1209"))


def test_register_cakupan_dan_umur_sama_dengan_hitungan_pelan(acak, pelaku):
    for akun, kode in TEMPAT:
        a = angka_dasbor(pelaku, akun, kode)
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
        a = angka_dasbor(pelaku, akun, kode)
        desa = {w.kode for w in Wilayah.objects.desa().berlaku() if kode == "00" or w.kode.startswith(kode)}
        assert a.berkala(Hal.DESA) == len(desa)
        assert a.berkala(Hal.TANPA_MUSDES) == len(desa - bermusyawarah)
        bertugas = set(Penugasan.objects.berlaku().filter(fungsi="pengisi_desa").values_list("wilayah", flat=True))
        assert a.berkala(Hal.TANPA_PETUGAS) == len(desa - bertugas)
        ada = [u for u in usulan_dalam(kode) if u.status == "lengkap"]
        jam = sorted((timezone.now() - u.diperiksa_pada).total_seconds() / 3600 for u in ada)
        assert (a.berkala(Hal.TUNGGU, "lengkap") is None) == (not jam)
        if jam:
            assert abs(a.berkala(Hal.TUNGGU, "lengkap") - jam[len(jam) // 2]) <= 1


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
