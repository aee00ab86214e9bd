"""Recording a deliberation and its documents (Kepmensos 73/HUK/2024; Pasal 5 and 6(1) Permensos 3/2021)."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.alur import jalankan, pastikan_boleh
from dasar.berkas import simpan_dokumen, simpan_foto
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, atas_nama, catat
from usulan.alur import BATALKAN, BATALKAN_MUSYAWARAH, BUAT_MUSYAWARAH, UBAH_MUSYAWARAH, S
from usulan.models import DokumenMusyawarah, Musyawarah, Usulan
from usulan.pelepasan import lepaskan_pendaftaran

# Kepmensos 73/HUK/2024 asks for a deliberation at least every three months; older than that carries no proposal.
UMUR_MAKS = dt.timedelta(days=92)
FOTO_MAKS = 10

_ISI = ("jenis", "nomor_berita_acara", "tanggal", "tempat", "pimpinan", "notulis", "jumlah_hadir", "ringkasan")


def pastikan_tanggal(tanggal: dt.date) -> None:
    """V-MUS-01: held, and held within the last three months. Raises Ditolak."""
    hari_ini = timezone.localdate()
    if tanggal > hari_ini:
        raise Ditolak(
            f"Tanggal musyawarah {tanggal:%d-%m-%Y} belum terjadi. Catat musyawarah setelah dilaksanakan.", "V-MUS-01"
        )
    if tanggal < hari_ini - UMUR_MAKS:
        raise Ditolak(
            f"Musyawarah {tanggal:%d-%m-%Y} sudah lebih dari tiga bulan. Adakan musyawarah baru, lalu catat di sini.",
            "V-MUS-01",
        )


def catat_musyawarah(*, oleh: Pelaku, **isi) -> Musyawarah:
    """Open a deliberation of the actor's own village; its list of names is open until it is handed in.

    `isi`: jenis, nomor_berita_acara, tanggal, tempat, pimpinan, notulis, jumlah_hadir, ringkasan.
    Raises Ditolak for a date in the future or over three months old, and for a minutes number already used.
    """
    pastikan_boleh(BUAT_MUSYAWARAH, oleh)
    pastikan_tanggal(isi["tanggal"])
    try:
        with atas_nama(oleh, BUAT_MUSYAWARAH.nama):
            return Musyawarah.objects.create(
                wilayah_id=oleh.wilayah, dibuat_oleh_id=oleh.pengguna_id, **{k: isi[k] for k in _ISI if k in isi}
            )
    except IntegrityError as galat:
        raise _nomor_terpakai(galat, isi["nomor_berita_acara"]) from galat


def perbaiki_musyawarah(musyawarah: Musyawarah, *, oleh: Pelaku, **isi) -> None:
    """Change what was recorded, while the list is open. Raises Ditolak once it is sealed."""
    pastikan_boleh(UBAH_MUSYAWARAH, oleh, musyawarah.wilayah_id)
    pastikan_tanggal(isi.get("tanggal", musyawarah.tanggal))
    try:
        with atas_nama(oleh, UBAH_MUSYAWARAH.nama):
            kunci_terbuka(musyawarah)
            Musyawarah.objects.filter(pk=musyawarah.pk).update(**{k: isi[k] for k in _ISI if k in isi})
    except IntegrityError as galat:
        raise _nomor_terpakai(galat, isi.get("nomor_berita_acara", "")) from galat


def _nomor_terpakai(galat: IntegrityError, nomor: str) -> Exception:
    if "musyawarah_nomor_ba" in str(galat):
        return Ditolak(
            f"Nomor berita acara {nomor} sudah dipakai musyawarah lain di desa/kelurahan ini. Periksa nomornya.",
            "nomor-terpakai",
        )
    return galat


def kunci_terbuka(musyawarah: Musyawarah) -> Musyawarah:
    """Lock the deliberation for this transaction and make sure that its list is open. Raises Ditolak when sealed."""
    terkunci = Musyawarah.objects.select_for_update().get(pk=musyawarah.pk)
    if not terkunci.terbuka:
        raise Ditolak(
            "Daftar usulan sudah disegel bersama musyawarahnya dan tidak dapat ditambah. Catat musyawarah baru.",
            "daftar-disegel",
        )
    return terkunci


def unggah_dokumen(musyawarah: Musyawarah, jenis: str, unggahan: UploadedFile, *, oleh: Pelaku) -> DokumenMusyawarah:
    """Attach one of the four documents; a newer one replaces the older, which stays readable. Photos add up.

    Allowed while the list is open, and afterwards as long as something of it was returned to the village (a wrong or
    missing document is one of the reasons to return). Raises Ditolak otherwise, and for a file that is no document.
    """
    pastikan_boleh(UBAH_MUSYAWARAH, oleh, musyawarah.wilayah_id)
    with atas_nama(oleh, UBAH_MUSYAWARAH.nama):
        terkunci = Musyawarah.objects.select_for_update().get(pk=musyawarah.pk)
        dikembalikan = Usulan.objects.filter(musyawarah=terkunci, status=S.DIKEMBALIKAN).exists()
        if not terkunci.terbuka and not dikembalikan:
            raise Ditolak("Dokumen musyawarah yang sudah diajukan tidak dapat diganti.", "daftar-disegel")
        foto = jenis == DokumenMusyawarah.Jenis.FOTO_KEGIATAN
        berlaku = DokumenMusyawarah.objects.filter(musyawarah=terkunci, jenis=jenis, digantikan_pada__isnull=True)
        if foto and berlaku.count() >= FOTO_MAKS:
            raise Ditolak(f"Paling banyak {FOTO_MAKS} foto kegiatan.", "foto-banyak")
        simpan = simpan_foto if foto else simpan_dokumen
        berkas = simpan(unggahan, wilayah=terkunci.wilayah_id, oleh=oleh)
        if not foto:
            berlaku.update(digantikan_pada=timezone.now())
        dokumen = DokumenMusyawarah.objects.create(
            musyawarah=terkunci, jenis=jenis, berkas=berkas, dibuat_oleh_id=oleh.pengguna_id
        )
        catat(oleh, "unggah_dokumen", "usulan_musyawarah", terkunci.pk, terkunci.wilayah_id, jenis)
    return dokumen


def dokumen_kurang(musyawarah: Musyawarah) -> list[DokumenMusyawarah.Jenis]:
    """Which of the four documents are still missing (V-MUS-02), in the order of the decree."""
    ada = set(musyawarah.dokumen.filter(digantikan_pada__isnull=True).values_list("jenis", flat=True))
    return [j for j in DokumenMusyawarah.Jenis if j.value not in ada]


@transaction.atomic
def batalkan_musyawarah(musyawarah: Musyawarah, *, alasan: str, catatan: str, oleh: Pelaku) -> None:
    """Withdraw a deliberation that was never handed in, with all names on its list."""
    jalankan(Usulan.objects.filter(musyawarah=musyawarah), BATALKAN, oleh=oleh, alasan=alasan, catatan=catatan)
    if not jalankan(
        Musyawarah.objects.filter(pk=musyawarah.pk), BATALKAN_MUSYAWARAH, oleh=oleh, alasan=alasan, catatan=catatan
    ):
        raise Ditolak("Musyawarah ini sudah diajukan dan tidak dapat dibatalkan.", "daftar-disegel")
    lepaskan_pendaftaran(Usulan.objects.filter(musyawarah=musyawarah), oleh=oleh)
