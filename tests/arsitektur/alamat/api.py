"""The API: a missing right is 403 with problem details; what lies outside one's area is 404, as on the screens."""

from collections.abc import Callable
from dataclasses import replace

from dtks.register.kunci import samarkan
from tests.arsitektur.alamat import (
    DESA,
    DI_BAWAH_KABUPATEN,
    KAB,
    MILIK,
    NEGERI,
    SIAPA_PUN,
    UMUM,
    Alamat,
    Dunia,
    pemegang,
)

USULAN = pemegang("lihat_usulan")
BATCH = pemegang("lihat_usulan", "pantau_wilayah")
PANTAU = pemegang("pantau_wilayah")
SANGGAHAN = pemegang("lihat_sanggahan")
KEBERATAN = pemegang("periksa_sanggahan", "putuskan_sanggahan", "putuskan_keberatan", "lihat_jejak")
REGISTER = pemegang("lihat_register")
WARGA = pemegang("usul_mandiri")
SANGGAH = pemegang("ajukan_sanggahan")
NILAI = pemegang("nilai_integritas", "lihat_jejak")
PETUGAS = pemegang("kelola_pengguna", "kelola_pengguna_pusat", "lihat_petugas")


def _izin(
    fungsi: frozenset[str],
    args: Callable[[Dunia], tuple] = lambda d: (),
    boleh: int = 200,
    daftar: bool = False,
    pribadi: str = "",
    letak: str = DESA,
) -> Alamat:
    return Alamat(fungsi, boleh=boleh, lain=403, tamu=401, args=args, letak=letak, daftar=daftar, pribadi=pribadi)


def _izin_batch(fungsi: frozenset[str], args: Callable[[Dunia], tuple], daftar: bool = False, pribadi: str = "") -> Alamat:
    """A batch belongs to a kabupaten/kota: whoever stands below it sees none."""
    return replace(_izin(fungsi, args, daftar=daftar, pribadi=pribadi, letak=KAB), buta=fungsi & DI_BAWAH_KABUPATEN)


def _siapa_pun(args: Callable[[Dunia], tuple] = lambda d: ()) -> Alamat:
    return Alamat(SIAPA_PUN, tamu=401, args=args, letak=UMUM)


def _hanya_post(args: Callable[[Dunia], tuple] = lambda d: (), letak: str = DESA) -> Alamat:
    return Alamat(boleh=405, lain=405, tamu=401, args=args, letak=letak, pemilik="warga")


def _milik_warga(args: Callable[[Dunia], tuple]) -> Alamat:
    return replace(_izin(SANGGAH, args, letak=MILIK, pribadi="warga"), pemilik="warga")


def _orang(d: Dunia) -> tuple:
    return (samarkan("nik", d.ditetapkan[1][0].nik),)


def _petugas(d: Dunia) -> tuple:
    return (d.petugas.pk,)


def _musyawarah(d: Dunia) -> tuple:
    return (d.musyawarah.pk,)


def _impor(d: Dunia) -> tuple:
    return (d.impor.pk,)


def _batch(d: Dunia) -> tuple:
    return (d.dibundel[0].pk,)


def _penilaian(d: Dunia) -> tuple:
    return (d.penilaian.pk,)


def _mandiri(d: Dunia) -> tuple:
    return (d.pendaftaran.pk,)


def _koreksi(d: Dunia) -> tuple:
    return (d.koreksi.pk,)


def _periode(d: Dunia) -> tuple:
    return (d.ditetapkan[0].periode,)


ALAMAT = {
    "api-skema": _siapa_pun(),
    "api-dasar:pekerjaan": Alamat(
        frozenset({"pengisi_desa"}), lain=404, tamu=401, args=lambda d: (d.pekerjaan().pk,), letak=MILIK
    ),
    "api-dasar:masalah": Alamat(SIAPA_PUN, tamu=200, args=lambda d: ("tidak-berwenang",), letak=UMUM),
    "api-wilayah:daftar": _siapa_pun(),
    "api-wilayah:rincian": _siapa_pun(lambda d: ("1209",)),
    "api-wilayah:anak": _siapa_pun(lambda d: ("1209",)),
    "api-akun:saya": _siapa_pun(),
    "api-akun:fungsi": _siapa_pun(),
    "api-akun:petugas-list": _izin(PETUGAS, daftar=True),
    "api-akun:petugas-detail": _izin(PETUGAS, _petugas),
    "api-akun:petugas-sk": _izin(PETUGAS, lambda d: (d.undangan.pk,)),
    "api-akun:petugas-tautan": _hanya_post(_petugas),
    "api-akun:petugas-batalkan": _hanya_post(_petugas),
    "api-akun:petugas-tangguhkan": _hanya_post(_petugas),
    "api-akun:petugas-aktifkan": _hanya_post(_petugas),
    "api-akun:petugas-perpanjang": _hanya_post(_petugas),
    "api-akun:petugas-serah-terima": _hanya_post(_petugas),
    "api-akun:petugas-akhiri": _hanya_post(_petugas),
    "api-akun:kelayakan-list": _izin(PETUGAS, daftar=True),
    "api-akun:kelayakan-tindak-lanjut": _hanya_post(lambda d: (d.temuan.pk,)),
    "api-akun:kelayakan-pengecualian": _hanya_post(lambda d: (d.temuan.pk,)),
    "api-akun:pengecualian-list": _izin(PETUGAS, daftar=True),
    "api-akun:pengecualian-cabut": _hanya_post(lambda d: (d.pengecualian.pk,), NEGERI),
    "api-register:cari": _hanya_post(),
    "api-register:individu": _izin(REGISTER, _orang, pribadi="auditor"),
    "api-register:nomor": _hanya_post(_orang),
    "api-register:keluarga": _izin(REGISTER, lambda d: (samarkan("kk", d.ditetapkan[1][0].nomor_kk),), pribadi="auditor"),
    "api-usulan:program": _siapa_pun(),
    "api-usulan:alasan": _siapa_pun(),
    "api-usulan:jadwal": _izin(pemegang("lihat_usulan", "pantau_wilayah")),
    "api-usulan:musyawarah-list": _izin(USULAN, daftar=True),
    "api-usulan:musyawarah-detail": _izin(USULAN, _musyawarah),
    "api-usulan:musyawarah-ajukan": _hanya_post(_musyawarah),
    "api-usulan:musyawarah-ajukan-ulang": _hanya_post(_musyawarah),
    "api-usulan:musyawarah-batalkan": _hanya_post(_musyawarah),
    "api-usulan:musyawarah-dokumen": _izin(USULAN, _musyawarah),
    "api-usulan:musyawarah-impor": _izin(USULAN, _musyawarah),
    "api-usulan:musyawarah-isi-dokumen": _izin(USULAN, lambda d: (d.musyawarah.pk, d.dokumen.pk), pribadi="auditor"),
    "api-usulan:musyawarah-keluarga": _hanya_post(_musyawarah),
    "api-usulan:musyawarah-keputusan-forum": _hanya_post(_musyawarah),
    "api-usulan:musyawarah-usulan-keluar": _hanya_post(_musyawarah),
    "api-usulan:impor-detail": _izin(USULAN, _impor),
    "api-usulan:impor-baris": _izin(USULAN, _impor, daftar=True, pribadi="auditor"),
    "api-usulan:impor-hasil": _izin(USULAN, _impor, pribadi="auditor"),
    "api-usulan:impor-terapkan": _hanya_post(_impor),
    "api-usulan:usulan-list": _izin(USULAN, daftar=True, pribadi="auditor"),
    "api-usulan:usulan-batalkan": _hanya_post(),
    "api-usulan:usulan-detail": _izin(USULAN, lambda d: (d.diajukan.pk,), pribadi="auditor"),
    "api-usulan:usulan-nomor": _hanya_post(lambda d: (d.diajukan.pk,)),
    "api-usulan:usulan-survei": _hanya_post(lambda d: (d.diajukan.pk,)),
    # This family has no photo of its house.
    "api-usulan:usulan-foto-rumah": _izin(USULAN, lambda d: (d.diajukan.pk,), boleh=404),
    "api-usulan:data-saya": replace(_izin(WARGA), pribadi="warga"),
    "api-usulan:pendaftaran-list": _izin(USULAN | WARGA, daftar=True, pribadi="auditor"),
    "api-usulan:pendaftaran-musyawarahkan": _hanya_post(),
    "api-usulan:pendaftaran-detail": replace(_izin(USULAN | WARGA, _mandiri, pribadi="auditor"), pemilik="warga"),
    "api-usulan:pendaftaran-foto-rumah": replace(_izin(USULAN | WARGA, _mandiri, pribadi="auditor"), pemilik="warga"),
    "api-usulan:pendaftaran-kirim": _hanya_post(_mandiri, MILIK),
    "api-usulan:pendaftaran-batalkan": _hanya_post(_mandiri, MILIK),
    "api-usulan:pendaftaran-minta-perbaikan": _hanya_post(_mandiri),
    "api-usulan:pendaftaran-alihkan": _hanya_post(_mandiri),
    "api-usulan:pendaftaran-terima": _hanya_post(lambda d: (d.dialihkan.pk,)),
    "api-usulan:pendaftaran-tolak": _hanya_post(lambda d: (d.dialihkan.pk,)),
    "api-usulan:pendaftaran-verval-kemensos": _hanya_post(lambda d: (d.dialihkan.pk,)),
    "api-usulan:koreksi-list": _izin(USULAN | WARGA, daftar=True, pribadi="auditor"),
    "api-usulan:koreksi-detail": replace(_izin(USULAN | WARGA, _koreksi, pribadi="auditor"), pemilik="warga"),
    "api-usulan:koreksi-batalkan": _hanya_post(_koreksi, MILIK),
    "api-usulan:koreksi-teruskan": _hanya_post(_koreksi),
    "api-usulan:koreksi-terima": _hanya_post(_koreksi),
    "api-usulan:koreksi-tolak": _hanya_post(_koreksi),
    "api-usulan:koreksi-selesai": _hanya_post(_koreksi),
    "api-verval:kelengkapan": _hanya_post(),
    "api-verval:putusan": _hanya_post(),
    "api-sanggahan:sanggahan-list": _izin(SANGGAHAN, daftar=True, pribadi="verifikator"),
    "api-sanggahan:sanggahan-detail": _izin(SANGGAHAN, lambda d: (d.perkara.ditugaskan.pk,), pribadi="verifikator"),
    **{
        f"api-sanggahan:sanggahan-{n}": _hanya_post(lambda d: (d.perkara.dikunjungi.pk,))
        for n in ("tolak-awal", "tugaskan", "buktikan", "bantah", "ulangi")
    },
    # The citizen's own, and those about the own family.
    "api-sanggahan:sanggahan-saya-list": _izin(SANGGAH, daftar=True),
    "api-sanggahan:sanggahan-saya-detail": _milik_warga(lambda d: (d.perkara.dikirim.pk,)),
    "api-sanggahan:sanggahan-saya-cari": _hanya_post(letak=UMUM),
    "api-sanggahan:sanggahan-saya-keberatan": _hanya_post(lambda d: (d.perkara.tidak_terbukti.pk,), MILIK),
    "api-sanggahan:sanggahan-keluarga-list": _izin(SANGGAH, daftar=True),
    "api-sanggahan:sanggahan-keluarga-detail": _milik_warga(lambda d: (d.perkara.tentang_warga.pk,)),
    "api-sanggahan:sanggahan-keluarga-jawab": _hanya_post(lambda d: (d.perkara.tentang_warga.pk,), MILIK),
    "api-sanggahan:sanggahan-keluarga-keberatan": _hanya_post(lambda d: (d.perkara.tentang_warga.pk,), MILIK),
    "api-sanggahan:keberatan-list": _izin(KEBERATAN, daftar=True, pribadi="kepala"),
    "api-sanggahan:keberatan-detail": _izin(KEBERATAN, lambda d: (d.perkara.keberatan.pk,), pribadi="kepala"),
    "api-sanggahan:keberatan-putuskan": _hanya_post(lambda d: (d.perkara.keberatan.pk,)),
    "api-verval:batch-list": _izin(BATCH, daftar=True),
    "api-verval:batch-detail": _izin_batch(BATCH, _batch),
    "api-verval:batch-batalkan": _hanya_post(_batch, KAB),
    "api-verval:batch-keluarkan": _hanya_post(_batch, KAB),
    "api-verval:batch-sahkan": _hanya_post(_batch, KAB),
    "api-verval:batch-surat": _izin_batch(USULAN, lambda d: (d.disahkan.pk,), pribadi="auditor"),
    "api-verval:batch-usulan": _izin_batch(USULAN, _batch, daftar=True, pribadi="auditor"),
    "api-penetapan:penerusan": _izin(PANTAU, daftar=True),
    "api-penetapan:verifikasi": Alamat(SIAPA_PUN, boleh=404, tamu=404, args=lambda d: ("AAAA-BBBB-CCCC",), letak=UMUM),
    "api-penetapan:penilaian-list": _izin(NILAI, daftar=True),
    "api-penetapan:penilaian-detail": _izin(NILAI, _penilaian, letak=NEGERI),
    "api-penetapan:penilaian-temuan": _izin(NILAI, _penilaian, letak=NEGERI, daftar=True, pribadi="auditor"),
    "api-penetapan:penetapan-list": _izin(PANTAU, daftar=True),
    "api-penetapan:penetapan-rencana": _izin(pemegang("tetapkan_dtks")),
    "api-penetapan:penetapan-detail": _izin(PANTAU, _periode, letak=NEGERI),
    "api-penetapan:penetapan-keputusan": _izin(PANTAU, _periode, letak=NEGERI),
    "api-penggunaan:dci_cari": _hanya_post(),
    "api-penetapan:penetapan-rekap": _izin(PANTAU, _periode, letak=NEGERI, daftar=True),
}
