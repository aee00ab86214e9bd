"""The declared table of functions: the single source of who may do what.

Entities and functions are those of Kepmensos 73/HUK/2024, Bab I; perguruan tinggi is the quality control of Permensos
3/2021 Pasal 6(4) and 7(3); Pusdatin administration and `sistem` are ours (berdasarkan praktik). Permissions on areas,
menus, guards and tests are derived from here. A right to write belongs to exactly one function (a test holds it).
"""

from dataclasses import dataclass
from enum import StrEnum


class F(StrEnum):
    WARGA = "warga"
    PEMANTAU_PROVINSI = "pemantau_provinsi"
    ADMIN_KABUPATEN = "admin_kabupaten"
    PENGISI_DESA = "pengisi_desa"
    PEMANTAU_KECAMATAN = "pemantau_kecamatan"
    PENGISI_KABUPATEN = "pengisi_kabupaten"
    VERIFIKATOR = "verifikator"
    KEPALA = "kepala"
    KL = "kl"
    MANAJEMEN = "manajemen"
    PEKERJA_INFORMASI = "pekerja_informasi"
    PETUGAS_TEKNIS = "petugas_teknis"
    PENGEMBANG = "pengembang"
    AUDITOR = "auditor"
    PERGURUAN_TINGGI = "perguruan_tinggi"
    PUSDATIN = "pusdatin"
    SISTEM = "sistem"


NEGARA, PROVINSI, KABUPATEN, KECAMATAN, DESA = range(5)
PROGRAM, KECAMATAN_TERTENTU = "program", "kecamatan"

IZIN_TULIS = (
    "kelola_musyawarah",
    "ajukan_usulan",
    "periksa_kelengkapan",
    "susun_batch",
    "putuskan_usulan",
    "sahkan_batch",
    "nilai_integritas",
    "tetapkan_dtks",
    "kelola_pengguna",
    "kelola_pengguna_pusat",
    "kelola_rujukan",
    "ajukan_sanggahan",
    "periksa_sanggahan",
    "kunjungi_sanggahan",
    "putuskan_sanggahan",
    "putuskan_keberatan",
    "usul_mandiri",
)
IZIN_BACA = (
    "lihat_usulan",
    "lihat_register",
    "pantau_wilayah",
    "lihat_petugas",
    "lihat_jejak",
    "buka_data_pribadi",
    "ekspor_data",
    "lihat_sanggahan",
    "pantau_sanggahan",
    "lihat_data_saya",
)
# Whoever holds one of these opens the pages of officers; who may act on which officer is said by `diangkat_oleh`.
IZIN_PETUGAS = ("kelola_pengguna", "kelola_pengguna_pusat", "lihat_petugas")


@dataclass(frozen=True, slots=True)
class Fungsi:
    """One function: its entity, the level of the area that an assignment names, what it may do, who appoints it."""

    kode: F
    nama: str
    entitas: str
    tingkat: int
    izin: tuple[str, ...]
    diangkat_oleh: tuple[F, ...]
    uraian: str
    # What an assignment may narrow: PROGRAM (it names at least one), KECAMATAN (none: the whole area), or ''.
    bagian: str = ""


_KAB = "Pemerintah Daerah Kabupaten/Kota"
_KEMENSOS = "Kementerian Sosial"

DAFTAR_FUNGSI: tuple[Fungsi, ...] = (
    Fungsi(
        F.WARGA,
        "Masyarakat",
        "Masyarakat",
        DESA,
        ("usul_mandiri", "lihat_data_saya", "ajukan_sanggahan"),
        (F.SISTEM,),
        "Mendaftarkan diri, mengusulkan, dan memberi tanggapan atas sanggahan.",
    ),
    Fungsi(
        F.PEMANTAU_PROVINSI,
        "Pemantau Provinsi",
        "Pemerintah Daerah Provinsi",
        PROVINSI,
        ("pantau_wilayah", "pantau_sanggahan"),
        (F.PUSDATIN,),
        "Memantau pengelolaan data kabupaten/kota di wilayahnya.",
    ),
    Fungsi(
        F.ADMIN_KABUPATEN,
        "Administrasi Pengguna",
        _KAB,
        KABUPATEN,
        ("kelola_pengguna",),
        (F.PUSDATIN,),
        "Mengelola akun petugas di kabupaten/kotanya.",
    ),
    Fungsi(
        F.PENGISI_DESA,
        "Pengisi Data Desa/Kelurahan",
        _KAB,
        DESA,
        (
            "kelola_musyawarah",
            "ajukan_usulan",
            "lihat_usulan",
            "lihat_register",
            "buka_data_pribadi",
            "ekspor_data",
            "kunjungi_sanggahan",
            "lihat_sanggahan",
        ),
        (F.ADMIN_KABUPATEN,),
        "Mencatat musyawarah, mengisi usulan, mengajukannya ke dinas sosial.",
    ),
    Fungsi(
        F.PEMANTAU_KECAMATAN,
        "Pemantau Tingkat Kecamatan",
        _KAB,
        KECAMATAN,
        ("lihat_usulan", "pantau_wilayah"),
        (F.ADMIN_KABUPATEN,),
        "Memantau proses pengelolaan data desa/kelurahan di kecamatannya.",
    ),
    Fungsi(
        F.PENGISI_KABUPATEN,
        "Pengisi Data Kabupaten/Kota",
        _KAB,
        KABUPATEN,
        (
            "periksa_kelengkapan",
            "susun_batch",
            "lihat_usulan",
            "lihat_register",
            "buka_data_pribadi",
            "ekspor_data",
            "periksa_sanggahan",
            "lihat_sanggahan",
        ),
        (F.ADMIN_KABUPATEN,),
        "Memeriksa kelengkapan usulan desa dan menyusun berkas pengesahan.",
    ),
    Fungsi(
        F.VERIFIKATOR,
        "Verifikator",
        _KAB,
        KABUPATEN,
        (
            "putuskan_usulan",
            "lihat_usulan",
            "lihat_register",
            "buka_data_pribadi",
            "ekspor_data",
            "putuskan_sanggahan",
            "lihat_sanggahan",
        ),
        (F.ADMIN_KABUPATEN,),
        "Memverifikasi dan memvalidasi usulan.",
        KECAMATAN_TERTENTU,
    ),
    Fungsi(
        F.KEPALA,
        "Kepala Perangkat Daerah",
        _KAB,
        KABUPATEN,
        ("sahkan_batch", "lihat_usulan", "pantau_wilayah", "ekspor_data", "putuskan_keberatan", "lihat_sanggahan"),
        (F.PUSDATIN,),
        "Mengesahkan hasil verifikasi dan validasi kabupaten/kota.",
    ),
    Fungsi(
        F.KL,
        "Pejabat Kementerian/Lembaga Lain",
        "Kementerian/Lembaga Lain",
        NEGARA,
        ("pantau_wilayah",),
        (F.PUSDATIN,),
        "Mewakili kementerian/lembaga selain Kementerian Sosial; melihat angka agregat program yang ditugaskan.",
        PROGRAM,
    ),
    Fungsi(
        F.MANAJEMEN,
        "Manajemen",
        _KEMENSOS,
        NEGARA,
        ("tetapkan_dtks", "pantau_wilayah", "ekspor_data"),
        (F.PUSDATIN,),
        "Menetapkan DTKS setiap bulan atas nama Menteri.",
    ),
    Fungsi(
        F.PEKERJA_INFORMASI,
        "Pekerja Informasi",
        _KEMENSOS,
        NEGARA,
        ("nilai_integritas", "lihat_usulan", "lihat_register", "pantau_wilayah", "buka_data_pribadi", "ekspor_data"),
        (F.PUSDATIN,),
        "Menilai usulan menurut kriteria integritas data.",
    ),
    Fungsi(
        F.PETUGAS_TEKNIS,
        "Petugas Teknis",
        _KEMENSOS,
        NEGARA,
        ("lihat_register", "pantau_wilayah", "ekspor_data"),
        (F.PUSDATIN,),
        "Mewakili unit teknis pelaksana program yang ditugaskan.",
        PROGRAM,
    ),
    Fungsi(
        F.PENGEMBANG,
        "Pengembang dan Pemelihara",
        _KEMENSOS,
        NEGARA,
        (),
        (F.PUSDATIN,),
        "Mengembangkan dan memelihara aplikasi, tanpa melihat data individual.",
    ),
    Fungsi(
        F.AUDITOR,
        "Auditor Internal Validitas Sistem",
        _KEMENSOS,
        NEGARA,
        (
            "lihat_usulan",
            "lihat_register",
            "lihat_petugas",
            "lihat_jejak",
            "pantau_wilayah",
            "buka_data_pribadi",
            "ekspor_data",
            "lihat_sanggahan",
        ),
        (F.PUSDATIN,),
        "Memeriksa seluruh proses; tidak mengubah apa pun.",
    ),
    Fungsi(
        F.PERGURUAN_TINGGI,
        "Perguruan Tinggi (Penjaminan Kualitas)",
        "Perguruan Tinggi",
        NEGARA,
        (),
        (F.PUSDATIN,),
        "Memberi pendapat atas perkara pengendalian/penjaminan kualitas yang ditugaskan.",
    ),
    Fungsi(
        F.PUSDATIN,
        "Administrasi Pusdatin",
        _KEMENSOS,
        NEGARA,
        ("kelola_pengguna_pusat", "kelola_rujukan", "pantau_wilayah"),
        (F.SISTEM,),
        "Mengelola akun pusat dan data rujukan; tidak memutus perkara apa pun.",
    ),
)

# Officers of a kab/kota (Kepmensos 73/HUK/2024, Bab I no. 3): neither SDM Kesos nor registered in DTKS.
FUNGSI_DAERAH: tuple[str, ...] = tuple(f.kode.value for f in DAFTAR_FUNGSI if f.entitas == _KAB)
FUNGSI_BERPROGRAM: tuple[str, ...] = tuple(f.kode.value for f in DAFTAR_FUNGSI if f.bagian == PROGRAM)
FUNGSI_BERKECAMATAN: tuple[str, ...] = tuple(f.kode.value for f in DAFTAR_FUNGSI if f.bagian == KECAMATAN_TERTENTU)
FUNGSI: dict[str, Fungsi] = {f.kode.value: f for f in DAFTAR_FUNGSI}
PILIHAN_FUNGSI = [(f.kode.value, f.nama) for f in DAFTAR_FUNGSI]


def punya_izin(kode_fungsi: str, izin: str) -> bool:
    """Whether the declared table gives the function this permission."""
    fungsi = FUNGSI.get(kode_fungsi)
    return fungsi is not None and izin in fungsi.izin


def yang_diangkat(kode_fungsi: str) -> list[str]:
    """Codes of the functions that this one appoints; `sistem` (bootstrap) appoints every one."""
    return [f.kode.value for f in DAFTAR_FUNGSI if kode_fungsi == F.SISTEM or kode_fungsi in f.diangkat_oleh]
