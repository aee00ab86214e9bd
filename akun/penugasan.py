"""The life of an assignment: opened, suspended, resumed, extended, ended. Invitation and hand-over stand beside it."""

import datetime as dt
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from akun import hak, kelayakan
from akun.alur import AKHIRI, AKTIF, AKTIFKAN, ANGKAT, BERAKHIR, DIBATALKAN, DITANGGUHKAN, DIUNDANG, KEDALUWARSA, TANGGUHKAN
from akun.bagian import periksa_bagian
from akun.fungsi import FUNGSI, F, yang_diangkat
from akun.models import Pengguna, Penugasan
from akun.sesi import akhiri_sesi
from dasar.alur import Langkah, jalankan, pastikan_boleh
from dasar.berkas import simpan_dokumen
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, atas_nama
from wilayah.models import Wilayah

# A term without another date: village elections and transfers replace officers within the year.
MASA_BAWAAN = dt.timedelta(days=364)
MASA_MAKS = dt.timedelta(days=5 * 366)

_SUDAH = {
    DIUNDANG: "Undangan ini belum diterima. Batalkan undangannya bila tidak jadi.",
    AKTIF: "Penugasan ini sedang aktif.",
    DITANGGUHKAN: "Penugasan ini sedang ditangguhkan.",
    BERAKHIR: "Penugasan ini sudah berakhir.",
    DIBATALKAN: "Undangan ini sudah dibatalkan.",
    KEDALUWARSA: "Undangan ini sudah kedaluwarsa.",
}


def angkat(
    pengguna: Pengguna,
    fungsi: str,
    wilayah: Wilayah,
    *,
    nomor_sk: str,
    mulai: dt.date,
    selesai: dt.date,
    oleh: Pelaku,
    pelaksana: bool = False,
    program: Sequence[str] = (),
    kecamatan: Sequence[str] = (),
) -> Penugasan:
    """Open an assignment at once, without an invitation: the first account of an installation, examples, tests.

    Its guardian permissions on the one area come from the declared table. Raises Ditolak for whatever `periksa_pembukaan` and
    `akun.bagian.periksa_bagian` refuse, and when the person already holds a function (Kepmensos 73/HUK/2024: functions are
    not combined).
    """
    if not pengguna.nik:
        raise Ditolak("Isi NIK petugas lebih dulu: satu orang hanya boleh memegang satu fungsi.", "nik-kosong")
    periksa_pembukaan(pengguna.nik, fungsi, wilayah, mulai, selesai, langkah=ANGKAT, oleh=oleh)
    periksa_bagian(fungsi, wilayah, program, kecamatan)
    penugasan = Penugasan(
        pengguna=pengguna,
        nik=pengguna.nik,
        fungsi=fungsi,
        wilayah=wilayah,
        nomor_sk=nomor_sk,
        mulai=mulai,
        selesai=selesai,
        pelaksana=pelaksana,
        program=sorted(program),
        kecamatan=sorted(kecamatan),
    )
    with transaction.atomic():
        simpan(penugasan, ANGKAT, oleh=oleh)
        hak.beri([penugasan])
    return penugasan


def periksa_pembukaan(
    nik: str, fungsi: str, wilayah: Wilayah, mulai: dt.date, selesai: dt.date, *, langkah: Langkah, oleh: Pelaku
) -> None:
    """What must hold before a term is opened, by whatever way.

    Raises TidakBerwenang when the function or the area of `oleh` does not allow the step, Ditolak when `oleh` does not
    appoint this function, appoints himself, when the level of the area does not fit, when the term is turned round, and when
    the person is not eligible (`kelayakan.pastikan_layak`; the portal's own steps are not asked).
    """
    uraian = FUNGSI[fungsi]
    pastikan_boleh(langkah, oleh, wilayah.pk)
    pastikan_pengangkat(fungsi, oleh)
    if wilayah.tingkat != uraian.tingkat:
        raise Ditolak(f"Wilayah {wilayah.nama} tidak setingkat dengan fungsi {uraian.nama}.", "tingkat-wilayah")
    if selesai < mulai:
        raise Ditolak("Tanggal selesai penugasan mendahului tanggal mulainya. Periksa masa tugasnya.", "masa-terbalik")
    if oleh.fungsi == F.SISTEM:
        return
    if Pengguna.objects.filter(pk=oleh.pengguna_id, nik=nik).exists():
        raise Ditolak("Anda tidak dapat mengangkat diri sendiri. Mintalah kepada pengangkat Anda.", "diri-sendiri")
    if selesai - mulai > MASA_MAKS:
        raise Ditolak("Masa tugas paling lama lima tahun. Periksa tanggal selesainya.", "masa-panjang")
    kelayakan.pastikan_layak(nik, fungsi, wilayah.pk, oleh=oleh)


def pastikan_pengangkat(fungsi: str, oleh: Pelaku) -> None:
    """Nobody grants or takes away what they do not administer (security.md, 4)."""
    if fungsi not in yang_diangkat(oleh.fungsi):
        raise Ditolak(f"Fungsi {FUNGSI[fungsi].nama} tidak diangkat oleh fungsi Anda.", "bukan-pengangkat")


def simpan(penugasan: Penugasan, langkah: Langkah, *, oleh: Pelaku) -> None:
    """Write a new row; the constraints of the database become sentences."""
    try:
        with atas_nama(oleh, langkah.nama):
            penugasan.save(force_insert=True)
    except IntegrityError as galat:
        raise _tafsir(galat, penugasan) from galat


def pindahkan(penugasan: Penugasan, langkah: Langkah, *, oleh: Pelaku, alasan: str = "", catatan: str = "") -> None:
    """Take one step with one assignment. Raises Ditolak when it stands in another state or a constraint refuses."""
    try:
        pindah = jalankan(Penugasan.objects.filter(pk=penugasan.pk), langkah, oleh=oleh, alasan=alasan, catatan=catatan)
    except IntegrityError as galat:
        raise _tafsir(galat, penugasan) from galat
    penugasan.refresh_from_db(fields=["status", "alasan", "catatan"])
    if not pindah:
        raise Ditolak(_SUDAH[penugasan.status], f"sudah-{penugasan.status}")


def _tafsir(galat: IntegrityError, penugasan: Penugasan) -> Exception:
    teks = str(galat)
    if "satu_fungsi" in teks:
        return Ditolak(
            f"{penugasan.pengguna.nama} masih memegang fungsi lain. Akhiri penugasan itu lebih dulu.", "fungsi-rangkap"
        )
    if "satu_kepala" in teks:
        sebutan = "pelaksana tugas kepala" if penugasan.pelaksana else "kepala"
        return Ditolak(
            f"{penugasan.wilayah.nama} sudah punya {sebutan} yang aktif. Akhiri penugasan itu, atau pakai serah terima.",
            "kepala-sudah-ada",
        )
    if "satu_penerus" in teks:
        return Ditolak("Penerus untuk petugas ini sudah diundang. Batalkan undangan itu lebih dulu.", "penerus-sudah-ada")
    return galat


def _pastikan_kelola(penugasan: Penugasan, langkah: Langkah, oleh: Pelaku) -> None:
    pastikan_boleh(langkah, oleh, penugasan.wilayah_id)
    pastikan_pengangkat(penugasan.fungsi, oleh)


@transaction.atomic
def tangguhkan(penugasan: Penugasan, *, alasan: str, oleh: Pelaku) -> None:
    """Suspend: rights go at once, the term runs on, and the person is free for no other function meanwhile.

    Raises Ditolak when `oleh` does not appoint this function or the assignment is not active.
    """
    _pastikan_kelola(penugasan, TANGGUHKAN, oleh)
    pindahkan(penugasan, TANGGUHKAN, oleh=oleh, alasan="tangguh", catatan=alasan)
    hak.cabut([penugasan.pengguna_id])
    akhiri_sesi(penugasan.pengguna_id)


@transaction.atomic
def aktifkan(penugasan: Penugasan, *, oleh: Pelaku) -> None:
    """Resume a suspended assignment. Raises Ditolak when its term is over or the person is no longer eligible."""
    _pastikan_kelola(penugasan, AKTIFKAN, oleh)
    if penugasan.selesai < timezone.localdate():
        raise Ditolak("Masa tugas ini sudah lewat. Akhiri, lalu undang kembali dengan surat keputusan baru.", "masa-lewat")
    kelayakan.pastikan_layak(penugasan.nik, penugasan.fungsi, penugasan.wilayah_id, oleh=oleh)
    pindahkan(penugasan, AKTIFKAN, oleh=oleh)
    hak.beri([penugasan])


@transaction.atomic
def akhiri(penugasan: Penugasan, *, alasan: str, oleh: Pelaku, sebab: str = "akhir") -> None:
    """Close an assignment and withdraw its permissions. The row and its history stay; `sebab` is the reason's code.

    Raises Ditolak when `oleh` does not appoint this function, or when the assignment has already ended.
    """
    _pastikan_kelola(penugasan, AKHIRI, oleh)
    pindahkan(penugasan, AKHIRI, oleh=oleh, alasan=sebab, catatan=alasan)
    hak.cabut([penugasan.pengguna_id])
    akhiri_sesi(penugasan.pengguna_id)
    kelayakan.tutup_temuan([penugasan.pk], "Penugasan berakhir.")


@transaction.atomic
def perpanjang(
    penugasan: Penugasan,
    *,
    nomor_sk: str,
    sk: UploadedFile | None,
    selesai: dt.date,
    oleh: Pelaku,
    program: Sequence[str] | None = None,
    kecamatan: Sequence[str] | None = None,
) -> Penugasan:
    """A new term for the same person, function and area, from today: the old one ends in the same moment.

    `program` and `kecamatan` are those of the new term; None: as before. The pledge is asked anew at the next page. Raises
    Ditolak as `periksa_pembukaan` and `periksa_bagian` do, when the assignment is not active, and when the new end is not
    later than the old.
    """
    if selesai <= penugasan.selesai:
        raise Ditolak("Tanggal selesai yang baru harus sesudah tanggal selesai yang lama.", "masa-tidak-bertambah")
    mulai = timezone.localdate()
    periksa_pembukaan(penugasan.nik, penugasan.fungsi, penugasan.wilayah, mulai, selesai, langkah=ANGKAT, oleh=oleh)
    if penugasan.status != AKTIF:
        raise Ditolak(_SUDAH[penugasan.status], f"sudah-{penugasan.status}")
    program = penugasan.program if program is None else sorted(program)
    kecamatan = penugasan.kecamatan if kecamatan is None else sorted(kecamatan)
    periksa_bagian(penugasan.fungsi, penugasan.wilayah, program, kecamatan)
    pindahkan(penugasan, AKHIRI, oleh=oleh, alasan="perpanjang", catatan=f"Diperpanjang dengan {nomor_sk}.")
    hak.cabut([penugasan.pengguna_id])
    baru = Penugasan(
        pengguna=penugasan.pengguna,
        nik=penugasan.nik,
        fungsi=penugasan.fungsi,
        wilayah=penugasan.wilayah,
        nomor_sk=nomor_sk,
        berkas_sk=simpan_dokumen(sk, wilayah=penugasan.wilayah_id, oleh=oleh) if sk else None,
        pelaksana=penugasan.pelaksana,
        menggantikan=penugasan,
        mulai=mulai,
        selesai=selesai,
        program=program,
        kecamatan=kecamatan,
    )
    simpan(baru, ANGKAT, oleh=oleh)
    hak.beri([baru])
    kelayakan.tutup_temuan([penugasan.pk], "Penugasan diperpanjang.")
    return baru
