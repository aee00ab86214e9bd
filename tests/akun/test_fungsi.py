"""The declared table of functions, held against the decree and against what it is derived into."""

import itertools

import pytest
from django.contrib.auth.models import Permission

from akun.alur import ALUR as ALUR_PENUGASAN
from akun.contoh import AKUN_CONTOH
from akun.fungsi import DAFTAR_FUNGSI, FUNGSI, IZIN_BACA, IZIN_TULIS, NEGARA, F, punya_izin
from akun.models import Penugasan
from penetapan.alur import ALUR_PENETAPAN
from usulan.alur import ALUR, ALUR_MUSYAWARAH
from usulan.alur_mandiri import ALUR_KOREKSI, ALUR_MANDIRI
from verval.alur import ALUR_BATCH
from wilayah.hak import HAK_WILAYAH

# Kepmensos 73/HUK/2024, Bab I, entity by entity (domain.md 2.1); perguruan tinggi: Permensos 3/2021 Pasal 6(4), 7(3).
KEPMENSOS = {
    "Masyarakat": {"warga"},
    "Pemerintah Daerah Provinsi": {"pemantau_provinsi"},
    "Pemerintah Daerah Kabupaten/Kota": {
        "admin_kabupaten",
        "pengisi_desa",
        "pemantau_kecamatan",
        "pengisi_kabupaten",
        "verifikator",
        "kepala",
    },
    "Kementerian/Lembaga Lain": {"kl"},
    "Kementerian Sosial": {"manajemen", "pekerja_informasi", "petugas_teknis", "pengembang", "auditor", "pusdatin"},
    "Perguruan Tinggi": {"perguruan_tinggi"},
}


def _tulis(kode: str) -> set[str]:
    return set(FUNGSI[kode].izin) & set(IZIN_TULIS)


def test_setiap_fungsi_dalam_keputusan_menteri_ada_pada_entitasnya():
    ditulis: dict[str, set[str]] = {}
    for fungsi in DAFTAR_FUNGSI:
        ditulis.setdefault(fungsi.entitas, set()).add(fungsi.kode.value)
    assert ditulis == KEPMENSOS
    assert set(FUNGSI) | {"sistem"} == {f.value for f in F}


@pytest.mark.parametrize(("satu", "dua"), itertools.combinations(FUNGSI, 2))
def test_hak_tulis_dua_fungsi_tidak_beririsan(satu, dua):
    assert not _tulis(satu) & _tulis(dua)


def test_setiap_hak_tulis_dipegang_tepat_satu_fungsi():
    assert sorted(h for kode in FUNGSI for h in _tulis(kode)) == sorted(IZIN_TULIS)


def test_setiap_hak_dikenal_wilayah_dan_tidak_ada_yang_menganggur():
    hak = [kode for kode, _ in HAK_WILAYAH]
    assert len(set(hak)) == len(hak)
    assert {h for f in DAFTAR_FUNGSI for h in f.izin} == set(hak) == {*IZIN_TULIS, *IZIN_BACA}


@pytest.mark.django_db
def test_setiap_hak_ada_di_basis_data():
    ada = set(Permission.objects.filter(content_type__app_label="wilayah").values_list("codename", flat=True))
    assert {*IZIN_TULIS, *IZIN_BACA} <= ada


def test_tidak_ada_yang_mengangkat_fungsinya_sendiri_atau_yang_di_atasnya():
    for fungsi in DAFTAR_FUNGSI:
        assert fungsi.diangkat_oleh
        assert fungsi.kode not in fungsi.diangkat_oleh
        for pengangkat in set(fungsi.diangkat_oleh) - {F.SISTEM}:
            assert FUNGSI[pengangkat].tingkat <= fungsi.tingkat
            assert fungsi.kode not in FUNGSI[pengangkat].diangkat_oleh
            # Who appoints decides no case: all that it may write is accounts and reference data.
            assert _tulis(pengangkat) <= {"kelola_pengguna", "kelola_pengguna_pusat", "kelola_rujukan"}


def test_pengangkat_adalah_yang_boleh_melangkah_dalam_alur_penugasan():
    pengangkat = {p.value for f in DAFTAR_FUNGSI for p in f.diangkat_oleh}
    for langkah in ALUR_PENUGASAN:
        assert {f.value for f in langkah.fungsi} <= pengangkat
    assert {f.value for x in ALUR_PENUGASAN for f in x.fungsi} == pengangkat


def test_auditor_pengembang_dan_pemantau_tidak_menulis_apa_pun():
    for kode in (
        "auditor",
        "pengembang",
        "kl",
        "perguruan_tinggi",
        "pemantau_provinsi",
        "pemantau_kecamatan",
        "petugas_teknis",
    ):
        assert not _tulis(kode), kode
    assert FUNGSI["pengembang"].izin == ()
    assert not punya_izin("kl", "lihat_usulan")
    assert not punya_izin("kl", "lihat_register")


LANGKAH = [("usulan", x) for x in ALUR] + [("musyawarah", x) for x in ALUR_MUSYAWARAH]
LANGKAH += [("pendaftaran", x) for x in ALUR_MANDIRI] + [("koreksi", x) for x in ALUR_KOREKSI]
LANGKAH += [("batch", x) for x in ALUR_BATCH] + [("penetapan", x) for x in ALUR_PENETAPAN]


@pytest.mark.parametrize(("objek", "langkah"), LANGKAH, ids=lambda v: getattr(v, "nama", v))
def test_setiap_langkah_milik_satu_fungsi_yang_memegang_hak_tulis(objek, langkah):
    manusia = [f for f in langkah.fungsi if f != F.SISTEM]
    assert len(manusia) <= 1
    for fungsi in manusia:
        assert _tulis(fungsi)


def test_izin_fungsi_yang_tidak_dikenal_tidak_ada():
    assert not punya_izin("sistem", "tetapkan_dtks")
    assert not punya_izin("", "lihat_usulan")
    assert not punya_izin("karangan", "lihat_usulan")


def test_akun_contoh_ada_untuk_setiap_fungsi():
    assert {a[2] for a in AKUN_CONTOH} == set(FUNGSI)


@pytest.mark.django_db
def test_wilayah_akun_contoh_setingkat_dengan_fungsinya(setiap_akun):
    penugasan = Penugasan.objects.select_related("wilayah").get(pengguna__username=setiap_akun)
    assert penugasan.wilayah.tingkat == FUNGSI[penugasan.fungsi].tingkat
    assert FUNGSI[penugasan.fungsi].tingkat != NEGARA or penugasan.wilayah_id == "00"
