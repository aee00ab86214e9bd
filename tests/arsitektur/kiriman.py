"""The declared table of changes: every address that names an object, by every method but GET.

One row per method and address: who holds the right, and a body that the portal reads. A method without a row fails the
suite. Where the object lies stands in the row of tests/arsitektur/alamat, whose `args` name it unless the row says otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from akun.draf import simpan_draf
from akun.models import Draf
from akun.pemberitahuan import beri_tahu
from dtks.register.kunci import samarkan
from tests.arsitektur.alamat import BERKAS, SIAPA_PUN, TANPA, UMUM, Dunia, pemegang, semua_pola, tabel
from tests.fixtures.dasar import SANDI
from tests.fixtures.pabrik import foto

ADMIN = "admin:"


@dataclass(frozen=True)
class Kiriman:
    """`fungsi` may send `isi`; `args` names the object where it is another than that of the GET.

    `buta` hold the right for other objects and do not see this one: 404, by the API too.
    """

    fungsi: frozenset[str]
    isi: Callable[[Dunia], dict] = lambda dunia: {}
    args: Callable[[Dunia], tuple] | None = None
    buta: frozenset[str] = frozenset()


def metode_pengubah(view: Callable) -> set[str] | None:
    """Methods but GET that a view answers; None when it does not say."""
    if hasattr(view, "actions"):
        semua = {m.upper() for m in view.actions}
    elif hasattr(view, "cls"):
        semua = {m.upper() for m in view.cls.http_method_names if hasattr(view.cls, m)}
    else:
        semua = _dinyatakan(view)
    return None if semua is None else semua - {"GET", "HEAD", "OPTIONS"}


def _dinyatakan(view: Callable | None) -> set[str] | None:
    """What require_http_methods was given, wherever it stands among the decorators."""
    while view is not None:
        if "request_method_list" in view.__code__.co_freevars:
            isi = dict(zip(view.__code__.co_freevars, view.__closure__, strict=True))
            return set(isi["request_method_list"].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return None


def perubahan_berobjek() -> dict[str, set[str] | None]:
    """By name: the changing methods of every address with an object of somebody. Django's own admin is left out: Pusdatin's."""
    milik = {nama for berkas in BERKAS for nama, alamat in tabel(berkas).items() if alamat.letak != UMUM}
    return {
        nama: metode_pengubah(view)
        for nama, (rute, view) in semua_pola().items()
        if "<" in rute and nama in milik and not rute.startswith("admin/")
    }


def _alasan(kode: str, **lain: str) -> Callable[[Dunia], dict]:
    return lambda d: {"alasan": kode, "kirim": "1", **lain}


def _musyawarah(d: Dunia) -> dict:
    hari = timezone.localdate()
    return {
        "jenis": "muskel",
        "tanggal_0": hari.day,
        "tanggal_1": hari.month,
        "tanggal_2": hari.year,
        "nomor_berita_acara": "470/UBAH/2026",
        "tempat": "Aula",
        "pimpinan": "Lurah",
        "notulis": "Sekretaris",
        "jumlah_hadir": 20,
    }


def _sk(d: Dunia) -> dict:
    tahun = timezone.localdate().year + 1
    return {"nomor_sk": "SK/77/2026", "sk": foto(), "selesai_0": 1, "selesai_1": 6, "selesai_2": tahun}


def _calon(d: Dunia) -> dict:
    hari = timezone.localdate()
    masa = {"mulai_0": hari.day, "mulai_1": hari.month, "mulai_2": hari.year}
    return _sk(d) | masa | {"nama": "Pengganti", "nik": "9901010101909007", "surel": ""}


def _sk_api(d: Dunia) -> dict:
    return {"nomor_sk": "SK/77/2026", "sk": foto(), "selesai": f"{timezone.localdate().year + 1}-06-01"}


def _calon_api(d: Dunia) -> dict:
    mulai = timezone.localdate().isoformat()
    return _sk_api(d) | {"mulai": mulai, "nama": "Pengganti", "nik": "9901010101909007"}


def _draf(d: Dunia) -> tuple[int]:
    isi = QueryDict("tempat=Aula")
    simpan_draf(d.pengguna.pk, "/usulan/musyawarah/catat/", isi, [], otomatis=False)
    return (Draf.objects.get(pengguna=d.pengguna).pk,)


def _kabar(d: Dunia) -> tuple[int]:
    beri_tahu([d.pengguna.pk], "umum", "Kabar untuk pengisi data.", "/beranda/")
    return (d.pengguna.pemberitahuan.latest("pk").pk,)


def _keluarga_api(d: Dunia) -> dict:
    satu = d.pabrik.anggota()[0]
    satu["tanggal_lahir"] = satu["tanggal_lahir"].isoformat()
    alamat = {k: satu.pop(k) for k in ("nomor_kk", "alamat", "rt", "rw")}
    return alamat | {"anggota": [satu]}


def _keluarga(d: Dunia) -> dict:
    satu = d.pabrik.anggota()[0]
    lahir = satu.pop("tanggal_lahir")
    isi = {k: satu.pop(k) for k in ("nomor_kk", "alamat", "rt", "rw")}
    isi |= {"anggota-TOTAL_FORMS": "1", "anggota-INITIAL_FORMS": "0", "aksi": "simpan"}
    isi |= {f"anggota-0-tanggal_lahir_{n}": v for n, v in enumerate((lahir.day, lahir.month, lahir.year))}
    return isi | {f"anggota-0-{k}": v for k, v in satu.items()} | {f"sk{n}": "ya" for n in range(10)}


def _sahkan(d: Dunia) -> dict:
    # The code is wrong: one's own head is stopped at the last gate.
    return {"nomor_surat": "460/1/2026", "setuju": "on", "sidik": "0" * 64, "sandi": SANDI, "kode": "000000"}


TUJUAN = {"tujuan": "layanan_pengaduan"}
DESA = pemegang("ajukan_usulan")
KELOLA = pemegang("kelola_pengguna")
KELOLA_AKUN = pemegang("kelola_pengguna", "kelola_pengguna_pusat")
PUSAT = pemegang("kelola_pengguna_pusat")
BUKA = pemegang("buka_data_pribadi")
KL, PUTUSKAN_PERMINTAAN = frozenset(["kl"]), frozenset(["pusdatin", "manajemen"])
SUSUN, SAHKAN = pemegang("susun_batch"), pemegang("sahkan_batch")
TETAPKAN = pemegang("tetapkan_dtks")


def _undangan(d: Dunia) -> tuple[int]:
    return (d.undangan.pk,)


def _draf_usulan(d: Dunia) -> tuple[int]:
    return (d.disusun.pk,)


def _disahkan(d: Dunia) -> tuple[int]:
    return (d.disahkan.pk,)


def _buku(d: Dunia) -> dict:
    return {"berkas": foto("bukan-buku.xlsx")}


def _pendaftaran(d: Dunia) -> dict:
    return _keluarga(d) | {"untuk": "orang_lain"}


def _koreksi_lanjut(d: Dunia) -> tuple[int]:
    return (d.koreksi_diteruskan.pk,)


WARGA = pemegang("usul_mandiri")
PERIKSA = pemegang("periksa_kelengkapan")
CATATAN = {"catatan": "Sudah dikerjakan."}

SG_WARGA, SG_PERIKSA = pemegang("ajukan_sanggahan"), pemegang("periksa_sanggahan")
SG_DESA, SG_PUTUSKAN = pemegang("kunjungi_sanggahan"), pemegang("putuskan_sanggahan")
SG_HASIL = {"hasil": "penghentian", "sebab": "mampu", "penjelasan": "Kunjungan menunjukkan sudah mampu."}
SG_KEBERATAN = {"isi": "Kami keberatan karena keadaan kami tidak berubah sama sekali."}


KIRIMAN: dict[str, Kiriman] = {
    "POST usulan_saya:rincian": Kiriman(WARGA, lambda d: {"benar": "on"}),
    "POST usulan_saya:ubah": Kiriman(WARGA, _pendaftaran),
    "POST usulan_saya:batalkan": Kiriman(WARGA),
    "POST data_saya:batalkan_koreksi": Kiriman(WARGA),
    "POST mandiri:minta_perbaikan": Kiriman(DESA | PERIKSA, _alasan("D01")),
    "POST mandiri:alihkan": Kiriman(DESA, _alasan("D06")),
    "POST mandiri:terima": Kiriman(PERIKSA),
    "POST mandiri:tolak": Kiriman(PERIKSA, _alasan("D05", catatan="Sudah terdaftar.")),
    "POST mandiri:verval_kemensos": Kiriman(
        pemegang("nilai_integritas"), lambda d: {"cara": "kunjungan", "catatan": "Keadaan darurat."}
    ),
    "POST koreksi:terima": Kiriman(DESA | PERIKSA, lambda d: CATATAN),
    "POST koreksi:teruskan": Kiriman(DESA, lambda d: CATATAN),
    "POST koreksi:tolak": Kiriman(DESA | PERIKSA, _alasan("R01"), _koreksi_lanjut),
    "POST koreksi:selesai": Kiriman(DESA | PERIKSA, lambda d: CATATAN),
    "POST akun:draf_buang": Kiriman(SIAPA_PUN, args=_draf),
    "POST akun:pemberitahuan_buka": Kiriman(SIAPA_PUN - {TANPA}, args=_kabar),
    "POST akun:keamanan_sesi": Kiriman(KELOLA),
    "POST akun:keamanan_tautan": Kiriman(KELOLA),
    "POST akun:keamanan_kode": Kiriman(KELOLA, _alasan("Ponsel hilang.")),
    "POST akun:pendaftaran_setujui": Kiriman(KELOLA, buta=KELOLA_AKUN - KELOLA),
    "POST akun:pendaftaran_tolak": Kiriman(KELOLA, _alasan("K01"), buta=KELOLA_AKUN - KELOLA),
    "POST akun:petugas_kirim_ulang": Kiriman(KELOLA, args=_undangan),
    "POST akun:petugas_batalkan": Kiriman(KELOLA, _alasan("Batal."), _undangan),
    "POST akun:petugas_tangguhkan": Kiriman(KELOLA, _alasan("Cuti panjang.")),
    "POST akun:petugas_aktifkan": Kiriman(KELOLA),
    "POST akun:petugas_perpanjang": Kiriman(KELOLA, _sk),
    "POST akun:petugas_serah_terima": Kiriman(KELOLA, _calon),
    "POST akun:petugas_akhiri": Kiriman(KELOLA, _alasan("Pindah tugas.")),
    "POST akun:kelayakan_tanggapi": Kiriman(KELOLA, _alasan("Sedang diperiksa.")),
    "POST akun:kelayakan_kecualikan": Kiriman(PUSAT),
    "POST akun:pengecualian_cabut": Kiriman(PUSAT, _alasan("Tidak perlu lagi.")),
    "POST api-akun:petugas-tautan": Kiriman(KELOLA, args=_undangan, buta=PUSAT),
    "POST api-akun:petugas-batalkan": Kiriman(KELOLA, _alasan("Batal."), _undangan, buta=PUSAT),
    "POST api-akun:petugas-tangguhkan": Kiriman(KELOLA, _alasan("Cuti panjang."), buta=PUSAT),
    "POST api-akun:petugas-aktifkan": Kiriman(KELOLA, buta=PUSAT),
    "POST api-akun:petugas-perpanjang": Kiriman(KELOLA, _sk_api, buta=PUSAT),
    "POST api-akun:petugas-serah-terima": Kiriman(KELOLA, _calon_api, buta=PUSAT),
    "POST api-akun:petugas-akhiri": Kiriman(KELOLA, _alasan("Pindah tugas."), buta=PUSAT),
    "POST api-akun:kelayakan-tindak-lanjut": Kiriman(KELOLA, _alasan("Sedang diperiksa."), buta=PUSAT),
    "POST api-akun:kelayakan-pengecualian": Kiriman(PUSAT),
    "POST api-akun:pengecualian-cabut": Kiriman(PUSAT, _alasan("Tidak perlu lagi.")),
    "POST usulan:buka_nomor": Kiriman(BUKA, lambda d: TUJUAN),
    "POST usulan:ubah": Kiriman(DESA, lambda d: {"nama": "DIUBAH"}),
    "POST usulan:survei_ubah": Kiriman(DESA, lambda d: {"sk0": "tidak"}),
    "POST usulan:batalkan": Kiriman(DESA, _alasan("B01")),
    "POST usulan:musyawarah_ubah": Kiriman(DESA, _musyawarah),
    "POST usulan:musyawarah_batalkan": Kiriman(DESA, _alasan("B01")),
    "POST usulan:dokumen_unggah": Kiriman(DESA, lambda d: {"berita_acara": foto()}),
    "POST usulan:keputusan": Kiriman(DESA, lambda d: {"aksi": "setujui_semua"}),
    "POST usulan:ajukan": Kiriman(DESA, lambda d: {"catatan_peringatan": "Sudah."}),
    "POST usulan:ajukan_ulang": Kiriman(DESA),
    "POST usulan:keluarga_buat": Kiriman(DESA, _keluarga),
    "POST usulan:keluar_buat": Kiriman(DESA, lambda d: {"cari": "SITI"}),
    "POST usulan:impor_buat": Kiriman(DESA, _buku),
    "POST usulan:impor_terapkan": Kiriman(DESA),
    "POST verval:batch_batalkan": Kiriman(SUSUN, lambda d: {"catatan": "Salah susun."}),
    "POST verval:batch_keluarkan": Kiriman(SAHKAN, lambda d: {"usulan": d.dibundel[1][0].pk, "alasan": "N01", "kirim": "1"}),
    "POST verval:batch_sahkan": Kiriman(SAHKAN, _sahkan),
    "POST verval:surat_buat": Kiriman(SUSUN | SAHKAN, args=_disahkan),
    "POST sanggahan:tolak_awal": Kiriman(SG_PERIKSA, _alasan("SA2", catatan="Bukan rumahnya.")),
    "POST sanggahan:tugaskan": Kiriman(SG_PERIKSA, lambda d: {"pengunjung": d.pengguna.pk}),
    "POST sanggahan:laporkan": Kiriman(SG_DESA, lambda d: {"uraian": "Kosong."}),
    "POST sanggahan:catat_jawaban": Kiriman(SG_DESA, lambda d: {"penjawab": "Ibu", "isi": "Kami masih layak menerima."}),
    "POST sanggahan:buktikan": Kiriman(SG_PUTUSKAN, lambda d: SG_HASIL),
    "POST sanggahan:bantah": Kiriman(SG_PUTUSKAN, lambda d: {"alasan": "ST1", "penjelasan": "Keluarga ini masih memenuhi."}),
    "POST sanggahan:ulangi": Kiriman(SG_PUTUSKAN, _alasan("SU1")),
    "POST sanggahan:keberatan_rincian": Kiriman(
        pemegang("putuskan_keberatan"), lambda d: SG_HASIL | {"putusan": "tolak", "alasan": "KB4"}
    ),
    "POST api-sanggahan:sanggahan-tolak-awal": Kiriman(
        SG_PERIKSA, lambda d: {"alasan": "SA2", "catatan": "Bukan rumahnya."}, lambda d: (d.perkara.dikirim.pk,)
    ),
    "POST api-sanggahan:sanggahan-tugaskan": Kiriman(
        SG_PERIKSA, lambda d: {"pengunjung": d.pengguna.pk}, lambda d: (d.perkara.dikirim.pk,)
    ),
    "POST api-sanggahan:sanggahan-buktikan": Kiriman(SG_PUTUSKAN, lambda d: SG_HASIL),
    "POST api-sanggahan:sanggahan-bantah": Kiriman(
        SG_PUTUSKAN, lambda d: {"alasan": "ST1", "penjelasan": "Keluarga ini masih memenuhi."}
    ),
    "POST api-sanggahan:sanggahan-ulangi": Kiriman(SG_PUTUSKAN, lambda d: {"alasan": "SU1"}),
    "POST api-sanggahan:keberatan-putuskan": Kiriman(
        pemegang("putuskan_keberatan"), lambda d: SG_HASIL | {"terima": False, "alasan": "KB4"}
    ),
    "POST api-sanggahan:sanggahan-saya-keberatan": Kiriman(SG_WARGA, lambda d: SG_KEBERATAN),
    "POST api-sanggahan:sanggahan-keluarga-jawab": Kiriman(SG_WARGA, lambda d: {"isi": "Kami masih layak menerima."}),
    "POST api-sanggahan:sanggahan-keluarga-keberatan": Kiriman(SG_WARGA, lambda d: SG_KEBERATAN),
    "POST sanggahan:saya_buat": Kiriman(SG_WARGA, lambda d: {"alasan": "SG1", "setuju": "on"}),
    "POST sanggahan:keluarga_rincian": Kiriman(SG_WARGA, lambda d: {"isi": "Kami masih layak menerima."}),
    "POST sanggahan:tanggapi": Kiriman(SG_WARGA, lambda d: {"layak": "ya"}),
    "POST sanggahan:saya_keberatan": Kiriman(SG_WARGA, lambda d: SG_KEBERATAN),
    "POST sanggahan:saya_keberatan_usulan": Kiriman(SG_WARGA, lambda d: SG_KEBERATAN),
    "POST penetapan:terapkan": Kiriman(pemegang("nilai_integritas")),
    "POST penetapan:buat_keputusan": Kiriman(TETAPKAN),
    "POST penggunaan:putuskan": Kiriman(PUTUSKAN_PERMINTAAN, lambda d: {"putusan": "setujui"}),
    "POST penggunaan:serahkan": Kiriman(frozenset(["pusdatin"]), lambda d: {"bentuk": "csv"}),
    "POST penggunaan:laporkan": Kiriman(KL, lambda d: {"laporan": foto(), "pemusnahan": foto()}),
    "POST penggunaan:batalkan": Kiriman(KL),
    "POST pemantauan:ingatkan": Kiriman(frozenset({"pemantau_kecamatan"})),
    "POST register:buka_nomor": Kiriman(BUKA, lambda d: TUJUAN),
    "POST api-register:nomor": Kiriman(BUKA, lambda d: TUJUAN),
    "PATCH api-usulan:musyawarah-detail": Kiriman(DESA, lambda d: {"tempat": "Diubah"}),
    "POST api-usulan:musyawarah-ajukan": Kiriman(DESA),
    "POST api-usulan:musyawarah-ajukan-ulang": Kiriman(DESA),
    "POST api-usulan:musyawarah-batalkan": Kiriman(DESA, lambda d: {"alasan": ["B01"]}),
    "POST api-usulan:musyawarah-dokumen": Kiriman(DESA, lambda d: {"jenis": "berita_acara", "berkas": foto()}),
    "POST api-usulan:musyawarah-impor": Kiriman(DESA, _buku),
    "POST api-usulan:musyawarah-keluarga": Kiriman(DESA, _keluarga_api),
    "POST api-usulan:musyawarah-keputusan-forum": Kiriman(DESA, lambda d: {"putusan": "setuju"}),
    "POST api-usulan:musyawarah-usulan-keluar": Kiriman(
        DESA, lambda d: {"nik": "9901010101909009", "jenis": "penonaktifan", "sebab": "meninggal"}
    ),
    "POST api-usulan:impor-terapkan": Kiriman(DESA),
    "PATCH api-usulan:usulan-detail": Kiriman(DESA, lambda d: {"nama": "DIUBAH"}, _draf_usulan),
    "POST api-usulan:usulan-foto-rumah": Kiriman(DESA, lambda d: {"foto_rumah": foto()}, _draf_usulan),
    "POST api-usulan:usulan-nomor": Kiriman(BUKA, lambda d: TUJUAN),
    "PATCH api-usulan:usulan-survei": Kiriman(DESA, lambda d: {"sk0": False}, _draf_usulan),
    "PUT api-usulan:pendaftaran-detail": Kiriman(WARGA, lambda d: _keluarga_api(d) | {"untuk": "orang_lain"}),
    "POST api-usulan:pendaftaran-foto-rumah": Kiriman(WARGA, lambda d: {"foto_rumah": foto()}),
    "POST api-usulan:pendaftaran-kirim": Kiriman(WARGA, lambda d: {"benar": True}),
    "POST api-usulan:pendaftaran-batalkan": Kiriman(WARGA),
    "POST api-usulan:pendaftaran-minta-perbaikan": Kiriman(DESA | PERIKSA, lambda d: {"alasan": ["D01"]}),
    "POST api-usulan:pendaftaran-alihkan": Kiriman(DESA, lambda d: {"alasan": ["D06"]}),
    "POST api-usulan:pendaftaran-terima": Kiriman(PERIKSA),
    "POST api-usulan:pendaftaran-tolak": Kiriman(PERIKSA, lambda d: {"alasan": ["D05"], "catatan": "Sudah."}),
    "POST api-usulan:pendaftaran-verval-kemensos": Kiriman(
        pemegang("nilai_integritas"), lambda d: {"cara": "kunjungan", "catatan": "Darurat."}
    ),
    "POST api-usulan:koreksi-batalkan": Kiriman(WARGA),
    "POST api-usulan:koreksi-teruskan": Kiriman(DESA, lambda d: CATATAN),
    "POST api-usulan:koreksi-terima": Kiriman(DESA | PERIKSA, lambda d: CATATAN),
    "POST api-usulan:koreksi-tolak": Kiriman(DESA | PERIKSA, lambda d: {"alasan": ["R01"]}),
    "POST api-usulan:koreksi-selesai": Kiriman(DESA | PERIKSA, lambda d: CATATAN),
    "POST api-verval:batch-batalkan": Kiriman(SUSUN, lambda d: {"catatan": "Salah susun."}),
    "POST api-verval:batch-keluarkan": Kiriman(SAHKAN, lambda d: {"usulan": [d.dibundel[1][0].pk], "alasan": ["N01"]}),
    "POST api-verval:batch-sahkan": Kiriman(SAHKAN, _sahkan),
    "POST api-verval:batch-surat": Kiriman(SUSUN | SAHKAN, args=_disahkan),
    "POST api-penetapan:penetapan-keputusan": Kiriman(TETAPKAN),
}


def tiada(args: tuple) -> tuple:
    """The same address of an object that does not exist: another number, the key of nobody."""
    return tuple(987_654_321 if isinstance(a, int) else samarkan("nik", "9999010101019999") for a in args)
