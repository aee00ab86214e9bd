"""Tables that leave this app: the empty workbooks that a village fills in, and the list of proposals."""

from typing import BinaryIO

from django.http import QueryDict

from dasar.ekspor import tulis_xlsx
from dasar.jejak import Pelaku
from dasar.nilai import KOLOM, KOLOM_V1
from dasar.pengeksporan import Sumber, sumber
from usulan.filters import SaringUsulan
from usulan.models import Usulan

# version → (columns, name of the file)
TEMPLAT = {1: (KOLOM_V1, "templat-usulan.xlsx"), 2: (KOLOM, "templat-usulan-versi-2.xlsx")}


def tulis_templat(tujuan: BinaryIO, versi: int) -> None:
    """The empty workbook: one sheet DATA, one heading row, every column formatted as text. `versi` 1 (21 columns) or 2."""
    kolom, _ = TEMPLAT[versi]
    tulis_xlsx(tujuan, [k.judul for k in kolom], ())


_JUDUL_USULAN = (
    "NOMOR TANDA TERIMA", "NIK", "NOMOR KK", "NAMA", "NAMA IBU KANDUNG", "TEMPAT LAHIR", "TANGGAL LAHIR", "JENIS KELAMIN",
    "ALAMAT", "RT", "RW", "KODE WILAYAH", "DESA/KELURAHAN", "YANG DIUSULKAN", "PROGRAM", "SEBAB", "STATUS", "DIAJUKAN",
)  # fmt: skip


@sumber("usulan", "Daftar usulan")
def daftar_usulan(argumen: dict, oleh: Pelaku) -> Sumber:
    """The list of proposals as the filter of the screen narrowed it: `argumen["kueri"]` is its query string."""
    saring = SaringUsulan(QueryDict(argumen["kueri"]), pelaku=oleh)
    usulan = saring.saring(Usulan.objects.terlihat_oleh(oleh).select_related("wilayah")).order_by("wilayah_id", "id")
    baris = (
        (
            u.nomor, u.nik, u.nomor_kk, u.nama, u.ibu_kandung, u.tempat_lahir, u.tanggal_lahir, u.jenis_kelamin, u.alamat, u.rt,
            u.rw, u.wilayah_id, u.wilayah.nama, u.get_jenis_display(), u.program_id, u.get_sebab_display() if u.sebab else "",
            u.get_status_display(), u.diajukan_pada and u.diajukan_pada.date(),
        )
        for u in usulan.iterator(chunk_size=2000)
    )  # fmt: skip
    return Sumber(_JUDUL_USULAN, baris, nik=1, nomor_kk=2, ibu_kandung=4)
