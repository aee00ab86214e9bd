"""Checking a village's workbook: read, staged, judged by every rule, and given back with what is wrong.

Parsing streams into COPY; the rules of one row run in Python while it streams, the rules between rows in SQL on the
staged rows. Memory does not grow with the file (CSV), and the number of statements not with the rows.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from dasar.aliran import AliranTeks
from dasar.berkas import XLSX, simpan_isi
from dasar.ekspor import HasilBaris, buku_hasil
from dasar.galat import Ditolak
from dasar.impor import TabelDitolak, buka_tabel
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import Pelaku, catat
from dasar.nilai import DITOLAK, INFO, Baris, Konteks, Pemeriksa, Temuan, status_dari
from dtks.register.models import Program
from usulan.hubungan import TERDAFTAR, sql_temuan
from usulan.kepentingan import keluarga_petugas
from usulan.models import BarisImpor, Impor
from wilayah.models import nama_jalur
from wilayah.riwayat import kode_pernah_ada

Lapor = Callable[[int, str], None]

# Text that is never null stands first, so that a line is escaped by one look for a backslash (which marks a null).
_KOLOM_TEKS = (
    "impor_id", "nomor", "status", "kode", "penjelasan", "kolom", "nik", "nama", "program",
)  # fmt: skip
_KOLOM_ISI = (
    "nomor_kk", "tempat_lahir", "tanggal_lahir", "ibu_kandung", "jenis_kelamin", "pekerjaan", "status_kawin", "pendidikan",
    "alamat", "rt", "rw", "nama_suku",
)  # fmt: skip
_KOLOM_BOLEH_KOSONG = ("hubungan", "disabilitas", "hamil_sejak", "kriteria", "lintang", "bujur")
_KOLOM = _KOLOM_TEKS + _KOLOM_ISI + _KOLOM_BOLEH_KOSONG
_TANPA_ISI = "\t\\N" * (len(_KOLOM) - len(_KOLOM_TEKS)) + "\n"
_TANPA_TAMBAHAN = "\t\\N" * len(_KOLOM_BOLEH_KOSONG) + "\n"
_BERSIH = ("DITERIMA", "", "", "")
_SK = tuple(f"sk{n}" for n in range(10))

SUMBER_IMPOR = """select nomor, nik, nomor_kk, program, nama, tanggal_lahir, ibu_kandung, hubungan
  from usulan_barisimpor where impor_id = %(impor)s and status <> 'DITOLAK'"""


def konteks_periksa(desa: str) -> Konteks:
    """What the row rules must know for rows of this village (code): programmes, region names, codes that ever existed."""
    provinsi, kabupaten, kecamatan = kode_pernah_ada()
    if settings.MODE_CONTOH:
        provinsi = provinsi | {"99"}
    program = {}
    for baris in Program.objects.filter(aktif=True):
        program |= dict.fromkeys([baris.kode, *(s.strip() for s in baris.sinonim.split(",") if s.strip())], baris.kode)
    return Konteks(
        hari_ini=timezone.localdate(),
        provinsi_sah=frozenset(provinsi),
        kabupaten_sah=frozenset(kabupaten),
        kecamatan_sah=frozenset(kecamatan),
        program=program,
        kode_desa=desa,
        nama_wilayah=tuple(nama_jalur(desa)),
    )


def periksa_impor(impor: Impor, *, oleh: Pelaku, lapor: Lapor) -> None:
    """Stage and judge the import's file; leave the counts, the staged findings and the result workbook.

    One transaction under the import's row lock: two checks at once are one, and one that was done before is left as it
    is. Raises Ditolak, after marking the import `gagal`, when the file cannot be read.
    """
    lapor(2, "Membuka berkas")
    try:
        with transaction.atomic(), impor.berkas.jalur.open("rb") as isi:
            terkunci = Impor.objects.select_for_update(of=("self",)).select_related("berkas").get(pk=impor.pk)
            if terkunci.status != Impor.Status.DIPERIKSA:
                return
            tabel = buka_tabel(isi, terkunci.berkas.nama)
            BarisImpor.objects.filter(impor_id=terkunci.pk).delete()
            lapor(5, "Membaca dan memeriksa baris")
            tampung(terkunci.pk, tabel, konteks_periksa(terkunci.wilayah_id))
            lapor(60, "Mencocokkan dengan DTKS dan usulan lain")
            terapkan_temuan(terkunci)
            hitung(terkunci, kolom_diabaikan=[j[:100] for j in tabel.tak_dikenal], pesan=" ".join(tabel.catatan))
            lapor(85, "Menyusun buku kerja hasil")
            simpan_buku_hasil(terkunci, oleh=oleh)
            Impor.objects.filter(pk=terkunci.pk).update(status=Impor.Status.SIAP)
    except TabelDitolak as galat:
        Impor.objects.filter(pk=impor.pk).update(status=Impor.Status.GAGAL, pesan=str(galat))
        raise Ditolak(str(galat), "berkas-tidak-terbaca") from galat


def tampung(nomor_impor: int, tabel, konteks: Konteks) -> None:
    """Stream the rows of a table through the row rules into the staging table, by one COPY.

    By way of a temporary table: COPY does not go into a table with row-level security.
    """
    pemeriksa = Pemeriksa(konteks, tabel.kunci)
    with connection.cursor() as kursor:
        kursor.execute(
            "drop table if exists baris_masuk; create temporary table baris_masuk (like usulan_barisimpor) on commit drop"
        )
        kolom = ", ".join(_KOLOM)
        kursor.cursor.copy_expert(
            f"copy baris_masuk ({kolom}) from stdin", AliranTeks(_baris_copy(nomor_impor, tabel, pemeriksa))
        )
        kursor.execute(f"insert into usulan_barisimpor ({kolom}) select {kolom} from baris_masuk; drop table baris_masuk")
        kursor.execute("analyze usulan_barisimpor")


def _baris_copy(nomor_impor: int, tabel, pemeriksa: Pemeriksa) -> Iterator[str]:
    berkriteria = any(k in _SK for k in tabel.kunci)
    kosong = "\\N"
    awal = f"{nomor_impor}\t"
    for nomor, sel in tabel.baris():
        b, temuan = pemeriksa(sel)
        status, kode, penjelasan, kolom = _ringkas(temuan) if temuan else _BERSIH
        if status == DITOLAK:
            # Only what the list of refused rows shows: the file keeps the rest as it was written.
            isi = "\t".join((str(nomor), status, kode, penjelasan, kolom, b.nik[:40], b.nama[:100], b.program))
            yield awal + (isi.replace("\\", "\\\\") if "\\" in isi else isi) + _TANPA_ISI
            continue
        # Cells have no tabs or line breaks left: reading them folds white space.
        isi = "\t".join(
            (
                str(nomor), status, kode, penjelasan, kolom, b.nik, b.nama, b.program, b.nomor_kk, b.tempat_lahir,
                b.tanggal_lahir.isoformat(), b.ibu_kandung, b.jenis_kelamin, b.pekerjaan, b.status_kawin, b.pendidikan,
                b.alamat, b.rt, b.rw, b.nama_suku,
            )
        )  # fmt: skip
        if "\\" in isi:
            isi = isi.replace("\\", "\\\\")
        if berkriteria or b.shdk or b.kode_disabilitas or b.tanggal_mulai_hamil:
            sisa = "\t".join(
                (
                    b.shdk or kosong, b.kode_disabilitas or kosong,
                    b.tanggal_mulai_hamil.isoformat() if b.tanggal_mulai_hamil else kosong,
                    _kriteria(b) if berkriteria else kosong, kosong if b.latitude is None else repr(b.latitude),
                    kosong if b.longitude is None else repr(b.longitude),
                )
            )  # fmt: skip
            yield f"{awal}{isi}\t{sisa}\n"
        else:
            yield awal + isi + _TANPA_TAMBAHAN


def _kriteria(baris: Baris) -> str:
    return "".join("-" if j is None else "Y" if j else "T" for j in (getattr(baris, k) for k in _SK))


def _ringkas(temuan: list[Temuan]) -> tuple[str, str, str, str]:
    """Status, codes, explanation and faulty columns of one row. What is only worth knowing is left to the detail page."""
    berarti = [t for t in temuan if t.tingkat != INFO]
    kode = dict.fromkeys(t.kode for t in berarti)
    kolom = dict.fromkeys(k for t in berarti for k in t.kolom)
    return status_dari(berarti), ",".join(kode), " ".join(t.pesan for t in berarti), ",".join(kolom)


def terapkan_temuan(impor: Impor) -> int:
    """Judge the staged rows by the rules between rows; mark those with findings. Returns how many rows were marked.

    Runs at the check and again when the rows are taken over; what a row was already told is not told twice. Leaves the
    temporary table `terdaftar` (nomor, nomor_kk, wilayah_id): which of the rows stand in the register.
    """
    kecamatan = impor.wilayah_id[:6]
    nik, kk = keluarga_petugas(impor.dibuat_oleh_id)
    isi = {
        "impor": impor.pk, "awal": kecamatan, "akhir": kecamatan + "~", "kecuali": [], "nik_petugas": nik, "kk_petugas": kk,
    }  # fmt: skip
    # What stands against a row may stand anywhere in the nation; only the row's own findings are written.
    with seluruh_negeri(), connection.cursor() as kursor:
        kursor.execute("drop table if exists terdaftar")
        kursor.execute(f"create temporary table terdaftar on commit drop as with b as ({SUMBER_IMPOR}) {TERDAFTAR}", isi)
        kursor.execute("analyze terdaftar")
        kursor.execute(
            f"""update usulan_barisimpor s
                   set status = case when t.tolak then 'DITOLAK' else 'PERINGATAN' end,
                       kode = concat_ws(',', nullif(s.kode, ''), t.kode),
                       penjelasan = concat_ws(' ', nullif(s.penjelasan, ''), t.pesan),
                       kolom = concat_ws(',', nullif(s.kolom, ''), t.kolom)
                  from (select nomor, bool_or(tingkat = 'E') as tolak, string_agg(distinct kode, ',') as kode,
                               string_agg(distinct pesan, ' ') as pesan, string_agg(distinct kolom, ',') as kolom
                          from ({sql_temuan(SUMBER_IMPOR, "select * from terdaftar")}) as g(nomor, kode, tingkat, kolom, pesan)
                         group by nomor) t
                 where s.impor_id = %(impor)s and s.nomor = t.nomor
                   and (position(t.kode in s.kode) = 0 or t.tolak)""",
            isi,
        )
        return kursor.rowcount


def hitung(impor: Impor, **isi) -> None:
    jumlah = dict(BarisImpor.objects.filter(impor_id=impor.pk).values_list("status").annotate(n=Count("nomor")).order_by())
    impor.jumlah_diterima = jumlah.get("DITERIMA", 0)
    impor.jumlah_peringatan = jumlah.get("PERINGATAN", 0)
    impor.jumlah_ditolak = jumlah.get("DITOLAK", 0)
    Impor.objects.filter(pk=impor.pk).update(
        jumlah_diterima=impor.jumlah_diterima,
        jumlah_peringatan=impor.jumlah_peringatan,
        jumlah_ditolak=impor.jumlah_ditolak,
        **isi,
    )


def simpan_buku_hasil(impor: Impor, *, oleh: Pelaku) -> None:
    """The same workbook back with STATUS, KODE, PENJELASAN and coloured cells; kept as a file of the import."""
    hasil = {
        nomor: HasilBaris(status, tuple(kode.split(",")), penjelasan, tuple((k, status) for k in kolom.split(",") if k))
        for nomor, status, kode, penjelasan, kolom in BarisImpor.objects.filter(impor_id=impor.pk)
        .exclude(status="DITERIMA")
        .values_list("nomor", "status", "kode", "penjelasan", "kolom")
    }
    tujuan = io.BytesIO()
    buku_hasil(impor.berkas.jalur, impor.berkas.nama, hasil, tujuan)
    nama = f"hasil-{Path(impor.berkas.nama).stem}.xlsx"
    berkas = simpan_isi(tujuan.getvalue(), nama, XLSX, wilayah=impor.wilayah_id, oleh=oleh)
    Impor.objects.filter(pk=impor.pk).update(hasil=berkas)
    catat(oleh, "periksa_impor", "usulan_impor", impor.pk, impor.wilayah_id, impor.berkas.nama)
