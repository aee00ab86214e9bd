"""Individual data leaving the portal as a file: asked for with a purpose, made by a job, marked, registered, gone after a week.

What is exported belongs to the apps: each registers a source by name (in a module that its `tasks.py` imports).

    @sumber("usulan", "Daftar usulan")
    def _usulan(argumen: dict, oleh: Pelaku) -> Sumber: ...

A row leaves with its numbers masked unless the export says `penuh`, and always with the export's code in its last column: a
part of the table that is copied on still says where it came from.
"""

import datetime as dt
import secrets
from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO

from celery import shared_task
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from dasar.berkas import CSV, PARQUET, XLSX, simpan_aliran
from dasar.ekspor import tulis_csv, tulis_parquet, tulis_xlsx
from dasar.galat import Ditolak
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import SISTEM, Pelaku, catat
from dasar.models import Berkas, Ekspor, IsiEkspor, Pekerjaan
from dasar.pekerjaan import Lapor, antrekan, pekerjaan
from dasar.pembukaan import sebut_tujuan
from dasar.subjek import sidik
from dasar.templatetags.siks import nama_samar, nik_samar, waktu

TABEL = "dasar_ekspor"
# What a sheet of a spreadsheet holds.
BARIS_MAKS = 1_000_000
UMUR = dt.timedelta(days=7)
KOLOM_KODE = "KODE EKSPOR"
# Letters and digits that are not taken for one another when somebody reads a code out.
_HURUF = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Sumber:
    """Rows to export: headings, the cells of each row, and the positions of NIK, nomor KK and mother's name in them.

    `baris` is a generator that reads on as it is asked: a file of a million rows is made in the memory of a few thousand.
    """

    judul: Sequence[str]
    baris: Generator[Sequence]
    nik: int
    nomor_kk: int | None = None
    ibu_kandung: int | None = None


_SUMBER: dict[str, Callable[[dict, Pelaku], Sumber]] = {}
_NAMA: dict[str, str] = {}


def sumber(jenis: str, nama: str) -> Callable:
    """Register what an export of this kind holds; `nama` is how the register of exports calls it."""

    def daftarkan(buat: Callable[[dict, Pelaku], Sumber]) -> Callable:
        namai(jenis, nama)
        _SUMBER[jenis] = buat
        return buat

    return daftarkan


def namai(jenis: str, nama: str) -> None:
    """How the register of exports calls a kind. Alone, for a document that its app makes itself and closes by `selesaikan`."""
    _NAMA[jenis] = nama


def nama_jenis(jenis: str) -> str:
    return _NAMA.get(jenis, jenis)


@transaction.atomic
def minta_ekspor(jenis: str, argumen: dict, *, oleh: Pelaku, **isi: object) -> Ekspor:
    """Register an export for `oleh` and queue the job that makes its file; arguments and errors as `daftarkan_ekspor`."""
    ekspor = daftarkan_ekspor(jenis, argumen, oleh=oleh, **isi)
    ekspor.pekerjaan = antrekan("buat_ekspor", str(ekspor.pk), {"ekspor": ekspor.pk}, oleh=oleh)
    ekspor.save(update_fields=["pekerjaan"])
    return ekspor


def daftarkan_ekspor(
    jenis: str,
    argumen: dict,
    *,
    saringan: str,
    cakupan: str,
    bentuk: str,
    penuh: bool,
    tujuan: str,
    keterangan: str = "",
    penerima: Pelaku | None = None,
    oleh: Pelaku,
) -> Ekspor:
    """Write an export into the register of exports.

    `argumen` (JSON) is what the source needs to find the rows again, `saringan` the same in words, `cakupan` the code of
    the area exported, `penerima` whose copy it is (`oleh` without it). That `oleh` may export, and may have the numbers in
    full, is checked by the caller, who knows the rights. Raises Ditolak for a purpose that is missing or says nothing.
    """
    sebut_tujuan(tujuan, keterangan)
    penerima = penerima or oleh
    ekspor = Ekspor.objects.create(
        kode=_kode(),
        jenis=jenis,
        bentuk=bentuk,
        penuh=penuh,
        tujuan=tujuan,
        keterangan=" ".join(keterangan.split()),
        saringan=saringan or "Tanpa saringan",
        argumen=argumen,
        pengguna=penerima.pengguna_id,
        nama_pengguna=penerima.nama[:100],
        fungsi=penerima.fungsi,
        wilayah=penerima.wilayah,
        cakupan=cakupan,
    )
    catat(oleh, "ekspor", TABEL, ekspor.pk, cakupan, _uraian(ekspor))
    return ekspor


def _kode() -> str:
    acak = "".join(secrets.choice(_HURUF) for _ in range(8))
    return f"E-{acak[:4]}-{acak[4:]}"


def _uraian(ekspor: Ekspor) -> str:
    isi = "nomor lengkap" if ekspor.penuh else "nomor disamarkan"
    tujuan = sebut_tujuan(ekspor.tujuan, ekspor.keterangan)
    return f"{ekspor.kode}: {nama_jenis(ekspor.jenis)}, {isi}. {ekspor.saringan}. Tujuan: {tujuan}"


@pekerjaan("buat_ekspor")
@transaction.atomic
def buat_ekspor(kerja: Pekerjaan, lapor: Lapor, oleh: Pelaku) -> dict:
    """Make the file, of one moment. Run again after a break-down it starts anew; a finished export stays as it is."""
    ekspor = Ekspor.objects.get(pk=kerja.argumen["ekspor"])
    if not ekspor.berkas_id:
        isi_ekspor(ekspor, lapor, oleh=oleh)
    return {"url": reverse("ekspor:rincian", args=[ekspor.pk])}


def isi_ekspor(ekspor: Ekspor, lapor: Lapor, *, oleh: Pelaku) -> None:
    """Make the file of a registered export, mark it, and write down what it holds; in the caller's transaction."""
    isi = _SUMBER[ekspor.jenis](ekspor.argumen, oleh)
    subjek = array("q")
    baris = _baris(ekspor, isi, subjek, lapor)
    # A row that refuses must not leave the statement open behind it.
    with closing(isi.baris), TemporaryFile() as keluar:
        bentuk = Ekspor.Bentuk(ekspor.bentuk)
        tulis_bentuk(bentuk, keluar, [*isi.judul, KOLOM_KODE], baris, pembuka=tanda_penerima(ekspor))
        berkas = simpan_aliran(
            keluar, f"{ekspor.jenis}-{ekspor.kode}.{bentuk.akhiran}", TIPE[bentuk], wilayah=ekspor.cakupan, oleh=oleh
        )
        selesaikan(ekspor, berkas, subjek, oleh=oleh)


def selesaikan(ekspor: Ekspor, berkas: Berkas, subjek: array, *, oleh: Pelaku) -> None:
    """Close an export with its file and the fingerprints of everybody in it; in the caller's transaction."""
    _catat_isi(ekspor, subjek)
    ekspor.berkas, ekspor.jumlah, ekspor.selesai_pada = berkas, len(subjek), timezone.now()
    ekspor.kedaluwarsa_pada = ekspor.selesai_pada + UMUR
    ekspor.save(update_fields=["berkas", "jumlah", "selesai_pada", "kedaluwarsa_pada"])
    catatan = f"{ekspor.kode}: {ekspor.jumlah} baris, SHA-256 {berkas.sha256}"
    catat(oleh, "ekspor_selesai", TABEL, ekspor.pk, ekspor.cakupan, catatan)


_BAGIAN_ISI = 10_000
TIPE = {Ekspor.Bentuk.CSV: CSV, Ekspor.Bentuk.XLSX: XLSX, Ekspor.Bentuk.PARQUET: PARQUET}


def tulis_bentuk(
    bentuk: str, keluar: BinaryIO, judul: Sequence[str], baris: Iterable[Sequence], *, pembuka: Sequence[str] = ()
) -> None:
    """Write the rows in one of the forms of an export, as they come: memory does not grow with them."""
    match bentuk:
        case Ekspor.Bentuk.CSV:
            for potongan in tulis_csv(judul, baris, pembuka=pembuka):
                keluar.write(potongan)
        case Ekspor.Bentuk.PARQUET:
            tulis_parquet(keluar, judul, baris, pembuka=pembuka)
        case _:
            tulis_xlsx(keluar, judul, baris, pembuka=pembuka)


def _catat_isi(ekspor: Ekspor, subjek: array) -> None:
    # Through a table, in parts: as one value a million numbers would be held several times over on their way out.
    with connection.cursor() as kursor:
        kursor.execute("drop table if exists isi_keluar; create temporary table isi_keluar (nomor bigint) on commit drop")
        for awal in range(0, len(subjek), _BAGIAN_ISI):
            bagian = "{" + ",".join(map(str, subjek[awal : awal + _BAGIAN_ISI])) + "}"
            kursor.execute("insert into isi_keluar select unnest(%s::bigint[])", [bagian])
        kursor.execute(
            f"insert into {IsiEkspor._meta.db_table} (ekspor_id, subjek)"
            " select %s, coalesce(array_agg(distinct nomor order by nomor), '{}') from isi_keluar",
            [ekspor.pk],
        )


def _baris(ekspor: Ekspor, isi: Sumber, subjek: array, lapor: Lapor) -> Iterator[list]:
    """The rows as they leave; whom they are about is noted in `subjek` on the way."""
    samar = () if ekspor.penuh else ((isi.nik, nik_samar), (isi.nomor_kk, nik_samar), (isi.ibu_kandung, nama_samar))
    samar = [(tempat, tutup) for tempat, tutup in samar if tempat is not None]
    for nomor, asal in enumerate(isi.baris, 1):
        if nomor > BARIS_MAKS:
            raise Ditolak(
                f"Ekspor ini lebih dari {BARIS_MAKS:,} baris. Persempit saringannya.".replace(",", "."), "ekspor-besar"
            )
        sel = list(asal)
        subjek.append(sidik(sel[isi.nik]))
        for tempat, tutup in samar:
            sel[tempat] = tutup(sel[tempat])
        yield [*sel, ekspor.kode]
        if nomor % 2000 == 0:
            lapor(min(95, nomor * 95 // BARIS_MAKS), f"{nomor} baris")


def tanda_penerima(ekspor: Ekspor) -> list[str]:
    """What stands above the headings: what this is, whose copy, what for."""
    isi = "NIK, nomor KK, dan nama ibu kandung LENGKAP" if ekspor.penuh else "NIK, nomor KK, dan nama ibu kandung disamarkan"
    return [
        f"RAHASIA. Data pribadi dari Portal DTKS, hanya untuk penerima di bawah ini. Salinan {ekspor.kode}. {isi}.",
        f"Diekspor oleh {ekspor.nama_pengguna} pada {waktu(ekspor.dibuat_pada)}. Saringan: {ekspor.saringan}.",
        f"Tujuan: {sebut_tujuan(ekspor.tujuan, ekspor.keterangan)}. Hapus setelah dipakai (UU 27/2022).",
    ]


def hapus_kedaluwarsa() -> int:
    """Take away the files whose time is over; their rows stay. Returns how many.

    A file is removed before its row says so: a row never claims that a file is gone which still lies there.
    """
    jumlah = 0
    for ekspor in Ekspor.objects.filter(kedaluwarsa_pada__lte=timezone.now(), dihapus_pada=None).select_related("berkas"):
        ekspor.berkas.jalur.unlink(missing_ok=True)
        Ekspor.objects.filter(pk=ekspor.pk).update(dihapus_pada=timezone.now())
        catat(SISTEM, "ekspor_dihapus", TABEL, ekspor.pk, ekspor.cakupan, ekspor.kode)
        jumlah += 1
    return jumlah


@shared_task(name="dasar.hapus_ekspor", ignore_result=True)
def hapus_ekspor() -> None:
    """Every hour, by beat: the system sees everybody's files."""
    with dalam_jangkauan(SISTEM):
        hapus_kedaluwarsa()
