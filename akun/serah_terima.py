"""Hand-over to a successor: the same function, area, programmes and kecamatan, another person, another decree.

Open work belongs to the area, not to the person: drafts, imports and batches stand in the successor's work list from the
first moment. What was done stays with the one who did it, by the event log and by the stamps on each row; so a successor
who decided something in an earlier function is still kept from checking or signing it.
"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile

from akun.alur import AKTIF, DITANGGUHKAN
from akun.beranda import Butir, isi_beranda
from akun.models import Penugasan
from akun.undangan import Calon, undang
from dasar.galat import Ditolak
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import Pelaku


def pekerjaan_terbuka(penugasan: Penugasan) -> list[Butir]:
    """What waits for this function in this area now: counts and titles, no rows. It is what the successor will find."""
    with dalam_jangkauan(penugasan.pelaku):
        return [butir for butir in isi_beranda(penugasan.pelaku) if butir.jumlah and not butir.pribadi]


def serahkan(
    penugasan: Penugasan,
    penerus: Calon,
    *,
    nomor_sk: str,
    sk: UploadedFile | None,
    mulai: dt.date,
    selesai: dt.date,
    oleh: Pelaku,
) -> tuple[Penugasan, str]:
    """Invite the successor. The old assignment goes on until the invitation is accepted and ends in that moment.

    Returns the invited assignment and the code of its link. Raises Ditolak as `undang` does, when the old assignment is
    over, and when the successor is the same person (that is an extension) or has been invited already.
    """
    if penugasan.status not in (AKTIF, DITANGGUHKAN):
        raise Ditolak("Penugasan ini tidak sedang berjalan. Undang petugas baru saja.", "bukan-aktif")
    if penerus.nik == penugasan.nik:
        raise Ditolak("Penerusnya orang yang sama. Untuk masa tugas baru, pakai Perpanjang.", "penerus-sama")
    return undang(
        penerus,
        penugasan.fungsi,
        penugasan.wilayah,
        nomor_sk=nomor_sk,
        sk=sk,
        mulai=mulai,
        selesai=selesai,
        pelaksana=penugasan.pelaksana,
        menggantikan=penugasan,
        program=penugasan.program,
        kecamatan=penugasan.kecamatan,
        oleh=oleh,
    )
