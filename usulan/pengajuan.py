"""The forum's decision on each name, and the sealed list on its way to the district (Pasal 6(1))."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, Q

from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from usulan.alur import AJUKAN, AJUKAN_MUSYAWARAH, SETUJUI_MUSDES, TOLAK_MUSDES, S
from usulan.kabar import kabarkan
from usulan.models import Musyawarah, Usulan
from usulan.pencatatan import dokumen_kurang, kunci_terbuka, pastikan_tanggal


def setujui_forum(musyawarah: Musyawarah, *, oleh: Pelaku, usulan: Collection[int] | None = None) -> int:
    """Record that the forum agreed to these names; None = to every name not yet decided. Returns how many."""
    baris = Usulan.objects.filter(musyawarah=musyawarah)
    baris = baris.filter(status=S.DISUSUN) if usulan is None else baris.filter(pk__in=usulan)
    with transaction.atomic():
        kunci_terbuka(musyawarah)
        return jalankan(baris, SETUJUI_MUSDES, oleh=oleh)


def tolak_forum(musyawarah: Musyawarah, *, oleh: Pelaku, usulan: Collection[int], alasan: str, catatan: str = "") -> int:
    """Record that the forum refused these names, and why. Returns how many."""
    with transaction.atomic():
        kunci_terbuka(musyawarah)
        return jalankan(
            Usulan.objects.filter(musyawarah=musyawarah, pk__in=usulan),
            TOLAK_MUSDES,
            oleh=oleh,
            alasan=alasan,
            catatan=catatan,
        )


def halangan_pengajuan(musyawarah: Musyawarah) -> list[str]:
    """Everything that still stands between this deliberation and the district, as sentences for its operator."""
    halangan = []
    try:
        pastikan_tanggal(musyawarah.tanggal)
    except Ditolak as galat:
        halangan.append(galat.pesan)
    for jenis in dokumen_kurang(musyawarah):
        halangan.append(f"{jenis.label} belum diunggah.")
    jumlah = Usulan.objects.filter(musyawarah=musyawarah).aggregate(
        setuju=Count("pk", filter=Q(status=S.DISETUJUI_MUSDES)),
        belum=Count("pk", filter=Q(status=S.DISUSUN)),
        peringatan=Count("pk", filter=Q(status=S.DISETUJUI_MUSDES) & ~Q(peringatan="")),
    )
    if jumlah["belum"]:
        halangan.append(f"{jumlah['belum']} nama belum dicatat keputusan forumnya.")
    elif not jumlah["setuju"]:
        halangan.append("Belum ada nama yang disetujui forum. Isi usulan atau unggah buku kerja lebih dulu.")
    if jumlah["peringatan"] and not musyawarah.catatan_peringatan.strip():
        halangan.append(
            f"{jumlah['peringatan']} nama berperingatan. Periksa, lalu tulis penjelasan singkat di kolom penjelasan peringatan."
        )
    return halangan


@transaction.atomic
def ajukan(musyawarah: Musyawarah, *, oleh: Pelaku, catatan_peringatan: str = "") -> int:
    """Seal the list with its deliberation and hand it to the district. Returns how many proposals went.

    Rules: the four documents (Kepmensos 73/HUK/2024, V-MUS-02), a deliberation at most three months old (V-MUS-01), a
    decision of the forum for every name, at least one agreed, warnings explained. Names that the forum refused stay on
    record as refused. Raises Ditolak with every obstacle in `rincian`; two at once: one wins, the other is told.
    """
    pastikan_boleh(AJUKAN_MUSYAWARAH, oleh, musyawarah.wilayah_id)
    terkunci = kunci_terbuka(musyawarah)
    if catatan_peringatan.strip():
        terkunci.catatan_peringatan = catatan_peringatan.strip()
    halangan = halangan_pengajuan(terkunci)
    if halangan:
        raise Ditolak("Musyawarah belum dapat diajukan. " + " ".join(halangan), "belum-siap", halangan)
    baris = Usulan.objects.filter(musyawarah=terkunci, status=S.DISETUJUI_MUSDES)
    jumlah = jalankan(baris, AJUKAN, oleh=oleh)
    # Sealed, the forum's refusals stand: until here they could be taken back.
    kabarkan(Usulan.objects.filter(musyawarah=terkunci), TOLAK_MUSDES, oleh=oleh)
    jalankan(
        Musyawarah.objects.filter(pk=terkunci.pk),
        AJUKAN_MUSYAWARAH,
        oleh=oleh,
        catatan_peringatan=terkunci.catatan_peringatan,
    )
    return jumlah


def ajukan_ulang(musyawarah: Musyawarah, *, oleh: Pelaku) -> int:
    """Hand in again what was returned and mended, without a new deliberation while this one is young enough.

    Raises Ditolak when the deliberation has grown older than three months or nothing of it was returned.
    """
    pastikan_boleh(AJUKAN, oleh, musyawarah.wilayah_id)
    pastikan_tanggal(musyawarah.tanggal)
    kurang = dokumen_kurang(musyawarah)
    if kurang:
        raise Ditolak(f"{kurang[0].label} belum diunggah.", "V-MUS-02")
    jumlah = jalankan(Usulan.objects.filter(musyawarah=musyawarah, status=S.DIKEMBALIKAN), AJUKAN, oleh=oleh)
    if not jumlah:
        raise Ditolak("Tidak ada usulan yang dikembalikan pada musyawarah ini.", "tidak-ada-usulan")
    return jumlah
