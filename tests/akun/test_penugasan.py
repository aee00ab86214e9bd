"""One person, one function, on one area, for one term (Kepmensos 73/HUK/2024)."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from guardian.shortcuts import get_user_perms

from akun.akses import penugasan_kini
from akun.contoh import AKUN_CONTOH
from akun.fungsi import FUNGSI
from akun.models import IzinWilayahPengguna, Pengguna, Penugasan
from akun.pakta import tanda_tangani
from akun.penugasan import akhiri, angkat
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jejak import SISTEM, atas_nama
from dasar.models import Jejak
from tests.fixtures.dasar import bagian_uji
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db
CONTOH_WILAYAH = {0: "00", 1: "12", 2: "1209", 3: "120920", 4: "1209201008"}


def _orang(nama: str = "baru", nik: str | None = "9900000000000101") -> Pengguna:
    return Pengguna.objects.create(username=nama, nama=nama.title(), nik=nik)


def _angkat(orang: Pengguna, fungsi: str, kode: str = "", *, oleh, hari: int = 365, mulai: dt.date | None = None) -> Penugasan:
    mulai = mulai or timezone.localdate()
    return angkat(
        orang,
        fungsi,
        Wilayah.objects.get(pk=kode or CONTOH_WILAYAH[FUNGSI[fungsi].tingkat]),
        nomor_sk="SK/1/2026",
        mulai=mulai,
        selesai=mulai + dt.timedelta(days=hari),
        oleh=oleh,
        **bagian_uji(fungsi),
    )


def _kosongkan_kepala(fungsi: str) -> None:
    """A kab/kota has one head: the place is made free first."""
    if fungsi == "kepala":
        akhiri(Penugasan.objects.get(pengguna__username="kepala"), alasan="uji", oleh=SISTEM)


def _ditolak(kode: str, kerja) -> str:
    jumlah = (Penugasan.objects.count(), IzinWilayahPengguna.objects.count())
    with pytest.raises(Ditolak) as galat, transaction.atomic():
        kerja()
    assert galat.value.kode == kode
    assert (Penugasan.objects.count(), IzinWilayahPengguna.objects.count()) == jumlah
    return galat.value.pesan


@pytest.mark.parametrize("fungsi", FUNGSI)
def test_pengangkatan_menurunkan_izin_dari_tabel_dan_pengakhiran_mencabutnya(fungsi):
    orang = _orang()
    _kosongkan_kepala(fungsi)
    penugasan = _angkat(orang, fungsi, oleh=SISTEM)
    tanda_tangani(penugasan, oleh=penugasan.pelaku)
    assert set(get_user_perms(orang, penugasan.wilayah)) == set(FUNGSI[fungsi].izin)
    assert IzinWilayahPengguna.objects.filter(user=orang).count() == len(FUNGSI[fungsi].izin)
    assert penugasan_kini(orang) == penugasan
    akhiri(penugasan, alasan="Mutasi", oleh=SISTEM)
    assert not IzinWilayahPengguna.objects.filter(user=orang).exists()
    assert penugasan_kini(orang) is None
    penugasan.refresh_from_db()
    assert (penugasan.status, penugasan.catatan) == ("berakhir", "Mutasi")


def test_pengangkatan_dan_pengakhiran_tercatat(pelaku):
    oleh = pelaku("admin.kab")
    penugasan = _angkat(_orang(), "verifikator", oleh=oleh)
    akhiri(penugasan, alasan="Mutasi", oleh=oleh)
    peristiwa = Jejak.objects.filter(tabel="akun_penugasan", objek=penugasan.pk).order_by("pk")
    assert list(peristiwa.values_list("langkah", "dari", "ke", "oleh", "fungsi", "wilayah")) == [
        ("angkat", "", "aktif", oleh.pengguna_id, "admin_kabupaten", "1209"),
        ("akhiri", "aktif", "berakhir", oleh.pengguna_id, "admin_kabupaten", "1209"),
    ]


def test_setelah_berakhir_orang_yang_sama_dapat_diangkat_dalam_fungsi_lain(pelaku):
    oleh, orang = pelaku("admin.kab"), _orang()
    akhiri(_angkat(orang, "verifikator", oleh=oleh), alasan="Mutasi", oleh=oleh)
    kedua = _angkat(orang, "pengisi_kabupaten", oleh=oleh)
    assert set(get_user_perms(orang, kedua.wilayah)) == set(FUNGSI["pengisi_kabupaten"].izin)


@pytest.mark.parametrize(
    ("fungsi", "kode"), [("verifikator", "120920"), ("pengisi_desa", "1209"), ("pemantau_kecamatan", "1209201008")]
)
def test_wilayah_yang_tidak_setingkat_ditolak(fungsi, kode, pelaku):
    pesan = _ditolak("tingkat-wilayah", lambda: _angkat(_orang(), fungsi, kode, oleh=pelaku("admin.kab")))
    assert "tidak setingkat dengan fungsi" in pesan


@pytest.mark.parametrize("fungsi", FUNGSI)
@pytest.mark.parametrize("akun", ["admin.kab", "pusdatin"])
def test_hanya_pengangkatnya_yang_mengangkat_dan_mengakhiri(akun, fungsi, pelaku):
    oleh = pelaku(akun)
    orang = _orang()
    _kosongkan_kepala(fungsi)
    if oleh.fungsi in FUNGSI[fungsi].diangkat_oleh:
        akhiri(_angkat(orang, fungsi, oleh=oleh), alasan="Mutasi", oleh=oleh)
        return
    kode = "1209" if akun == "admin.kab" and FUNGSI[fungsi].tingkat < 2 else ""
    assert "tidak diangkat oleh fungsi Anda" in _ditolak("bukan-pengangkat", lambda: _angkat(orang, fungsi, kode, oleh=oleh))
    penugasan = _angkat(orang, fungsi, oleh=SISTEM)
    luar = not oleh.mencakup(penugasan.wilayah_id)
    kode_tolak = "di-luar-wilayah" if luar else "bukan-pengangkat"
    _ditolak(kode_tolak, lambda: akhiri(penugasan, alasan="Mutasi", oleh=oleh))
    penugasan.refresh_from_db()
    assert penugasan.status == "aktif"


@pytest.mark.parametrize("akun", [a[0] for a in AKUN_CONTOH if a[2] not in ("admin_kabupaten", "pusdatin")])
def test_petugas_lain_tidak_mengangkat_siapa_pun(akun, pelaku):
    with pytest.raises(TidakBerwenang):
        _angkat(_orang(), "verifikator", oleh=pelaku(akun))


def test_admin_tidak_mengangkat_dan_mengakhiri_di_kabupaten_lain(pelaku):
    oleh = pelaku("admin.kab")
    _ditolak("di-luar-wilayah", lambda: _angkat(_orang(), "verifikator", "3604", oleh=oleh))
    orang_lain = Penugasan.objects.get(pengguna__username="verifikator2")
    _ditolak("di-luar-wilayah", lambda: akhiri(orang_lain, alasan="Mutasi", oleh=oleh))


def test_admin_tidak_mengangkat_dirinya_sendiri(pelaku):
    admin = Pengguna.objects.get(username="admin.kab")
    _ditolak("diri-sendiri", lambda: _angkat(admin, "verifikator", oleh=pelaku("admin.kab")))


@pytest.mark.parametrize("nik", [None, ""])
def test_tanpa_nik_tidak_dapat_diangkat(nik, pelaku):
    orang = _orang(nik=None)
    orang.nik = nik
    assert "Isi NIK" in _ditolak("nik-kosong", lambda: _angkat(orang, "verifikator", oleh=pelaku("admin.kab")))


def test_fungsi_kedua_ditolak_dengan_pesan_yang_menyebut_orangnya(pelaku):
    orang = _orang()
    _angkat(orang, "verifikator", oleh=pelaku("admin.kab"))
    pesan = _ditolak("fungsi-rangkap", lambda: _angkat(orang, "pengisi_desa", oleh=pelaku("admin.kab")))
    assert pesan == "Baru masih memegang fungsi lain. Akhiri penugasan itu lebih dulu."


def test_mengakhiri_dua_kali_ditolak(pelaku):
    penugasan = _angkat(_orang(), "verifikator", oleh=pelaku("admin.kab"))
    akhiri(penugasan, alasan="Mutasi", oleh=pelaku("admin.kab"))
    _ditolak("sudah-berakhir", lambda: akhiri(penugasan, alasan="Mutasi", oleh=pelaku("admin.kab")))


@pytest.mark.parametrize(("mulai", "hari"), [(-10, 9), (1, 10)], ids=["sudah lewat", "belum mulai"])
def test_di_luar_masa_tugas_tidak_ada_pelaku_dan_tidak_ada_izin(mulai, hari, client, pelaku):
    orang = _orang()
    penugasan = _angkat(
        orang, "verifikator", oleh=pelaku("admin.kab"), mulai=timezone.localdate() + dt.timedelta(days=mulai), hari=hari
    )
    tanda_tangani(penugasan, oleh=penugasan.pelaku)
    assert penugasan_kini(orang) is None


def test_hari_pertama_dan_hari_terakhir_masih_bertugas(pelaku):
    orang = _orang()
    penugasan = _angkat(orang, "verifikator", oleh=pelaku("admin.kab"), hari=0)
    tanda_tangani(penugasan, oleh=penugasan.pelaku)
    assert penugasan_kini(orang).pelaku.fungsi == "verifikator"


def _sql(perintah: str, *isi) -> None:
    with atas_nama(SISTEM, "angkat"), connection.cursor() as kursor:
        kursor.execute(perintah, isi)


TAMBAH = (
    "insert into akun_penugasan (pengguna_id, nik, fungsi, wilayah_id, nomor_sk, mulai, selesai, status, alasan, catatan)"
    " values (%s, %s, %s, '1209', 'SK', %s, %s, %s, '', '')"
)


@pytest.mark.parametrize(
    ("kendala", "ubah"),
    [
        ("satu_kepala_definitif", {"fungsi": "kepala"}),
        ("satu_fungsi_per_akun", {"akun": "verifikator"}),
        ("satu_fungsi_per_orang", {"nik": "sama"}),
        ("penugasan_masa_urut", {"selesai": "2025-12-31"}),
        ("penugasan_nik_16", {"nik": "990000000000010"}),
        ("penugasan_nik_16", {"nik": "99000000000001O1"}),
        ("penugasan_fungsi_dikenal", {"fungsi": "raja"}),
        ("penugasan_fungsi_dikenal", {"fungsi": "sistem"}),
        ("penugasan_status_dikenal", {"status": "cuti"}),
    ],
)
def test_kendala_penugasan_menolak_sql_langsung(kendala, ubah):
    """The second account of one person does not help: the constraint stands on the NIK too."""
    orang = Pengguna.objects.get(username=ubah["akun"]) if "akun" in ubah else _orang()
    nik = ubah.get("nik", orang.nik if "akun" not in ubah else "9900000000000999")
    if nik == "sama":
        nik = Pengguna.objects.get(username="verifikator").nik
    isi = [ubah.get("fungsi", "verifikator"), "2026-01-01", ubah.get("selesai", "2026-12-31"), ubah.get("status", "aktif")]
    with pytest.raises(IntegrityError, match=f'"{kendala}"'), transaction.atomic():
        _sql(TAMBAH, orang.pk, nik, *isi)


@pytest.mark.parametrize("nik", ["123", "99000000000001O1", "99000000000001012", "9900000000000 01"])
def test_kendala_nik_akun_menolak_sql_langsung(nik):
    with pytest.raises(Exception, match="pengguna_nik_16|too long"), transaction.atomic():
        _sql("update akun_pengguna set nik = %s where username = 'desa'", nik)


def test_dua_akun_tidak_memakai_nik_yang_sama():
    with pytest.raises(IntegrityError, match="akun_pengguna_nik"), transaction.atomic():
        _orang(nik=Pengguna.objects.get(username="desa").nik)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sama", ["akun", "nik"])
def test_dua_pengangkatan_bersamaan_hanya_satu_yang_jadi(sama, pelaku):
    """Two administrators press at once; whoever comes second is told, and no right of the second function stays."""
    orang = _orang()
    oleh = pelaku("admin.kab")
    gerbang = Barrier(2)
    # For "nik": a second account of the same person, whose NIK only the assignments' own constraint compares.
    kedua = orang if sama == "akun" else Pengguna.objects.create(username="kembar", nama="Kembar", nik="9900000000000102")

    def satu(nomor: int, fungsi: str) -> str:
        try:
            petugas = Pengguna.objects.get(pk=nomor)
            petugas.nik = orang.nik
            gerbang.wait(10)
            _angkat(petugas, fungsi, oleh=oleh)
            return "jadi"
        except Ditolak as galat:
            return galat.kode
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as kolam:
        hasil = [
            f.result(20)
            for f in (kolam.submit(satu, orang.pk, "verifikator"), kolam.submit(satu, kedua.pk, "pengisi_kabupaten"))
        ]
    assert sorted(hasil) == ["fungsi-rangkap", "jadi"]
    penugasan = Penugasan.objects.get(nik=orang.nik, status="aktif")
    izin = set(
        IzinWilayahPengguna.objects.filter(user__username__in=["baru", "kembar"]).values_list("permission__codename", flat=True)
    )
    assert izin == set(FUNGSI[penugasan.fungsi].izin)
