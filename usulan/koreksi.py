"""A citizen asks that something recorded about them be corrected; an office takes it up, or says why not.

UU 27/2022 Pasal 6 gives the right, Permensos 3/2021 no form of it: the steps are ours (berdasarkan praktik). Accepting one
writes nothing: what the register holds changes by a determination alone, and by the proposals that lead to it.
"""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from akun.models import Pengguna
from akun.pemberitahuan import beri_tahu
from dasar.alur import Langkah, jalankan, pastikan_boleh
from dasar.berkas import simpan_dokumen
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, atas_nama
from usulan.alur_mandiri import (
    AJUKAN_KOREKSI,
    BATALKAN_KOREKSI,
    KOREKSI_TERBUKA,
    SELESAIKAN_KOREKSI,
    SELESAIKAN_KOREKSI_KAB,
    SR,
    TERIMA_KOREKSI,
    TERIMA_KOREKSI_KAB,
    TERUSKAN_KOREKSI,
    TOLAK_KOREKSI,
    TOLAK_KOREKSI_KAB,
)
from usulan.kepentingan import keluarga_petugas
from usulan.models import Koreksi


def ajukan_koreksi(kolom: str, isi_benar: str, *, oleh: Pelaku, bukti: UploadedFile | None = None) -> Koreksi:
    """Ask the own village to have something corrected. `bukti`: a photo or PDF.

    Raises Ditolak for a field that is not on the list, without what is right, for a file that is no document, and beyond
    the number of open requests (a setting).
    """
    pastikan_boleh(AJUKAN_KOREKSI, oleh)
    if kolom not in Koreksi.Kolom.values:
        raise Ditolak("Pilih data yang salah.", "kolom-tidak-dikenal")
    if not isi_benar.strip():
        raise Ditolak("Tulis apa yang benar.", "isi-kosong")
    with transaction.atomic():
        terbuka = Koreksi.objects.milik(oleh).filter(status__in=KOREKSI_TERBUKA)
        if terbuka.count() >= settings.KOREKSI_TERBUKA_MAKS:
            raise Ditolak(
                f"Anda masih punya {settings.KOREKSI_TERBUKA_MAKS} permintaan koreksi yang belum selesai. Tunggu jawabannya.",
                "terlalu-banyak-koreksi",
            )
        berkas = simpan_dokumen(bukti, wilayah=oleh.wilayah, oleh=oleh) if bukti is not None else None
        nik = Pengguna.objects.values_list("nik", flat=True).get(pk=oleh.pengguna_id)
        with atas_nama(oleh, AJUKAN_KOREKSI.nama):
            return Koreksi.objects.create(
                wilayah_id=oleh.wilayah, pemohon_id=oleh.pengguna_id, nik=nik, kolom=kolom, isi_benar=isi_benar.strip(),
                berkas=berkas,
            )  # fmt: skip


def batalkan_koreksi(koreksi: Koreksi, *, oleh: Pelaku) -> None:
    """Withdraw one's own request before an office has decided on it. Raises Ditolak afterwards."""
    pastikan_boleh(BATALKAN_KOREKSI, oleh, koreksi.wilayah_id)
    with transaction.atomic():
        if not jalankan(Koreksi.objects.milik(oleh).filter(pk=koreksi.pk), BATALKAN_KOREKSI, oleh=oleh):
            raise Ditolak("Permintaan ini sudah diputus dan tidak dapat dibatalkan.", "tidak-dapat-diubah")


def teruskan_koreksi(koreksi: Koreksi, *, oleh: Pelaku, catatan: str = "") -> None:
    """The village passes it on to the kabupaten/kota."""
    _jalan(koreksi, TERUSKAN_KOREKSI, oleh=oleh, catatan=catatan)


def terima_koreksi(koreksi: Koreksi, *, oleh: Pelaku, catatan: str = "") -> None:
    """Take it up as the office's own task."""
    _jalan(koreksi, TERIMA_KOREKSI, TERIMA_KOREKSI_KAB, oleh=oleh, catatan=catatan)


def tolak_koreksi(koreksi: Koreksi, *, oleh: Pelaku, alasan: str, catatan: str = "") -> None:
    """Refuse it, with reasons that the citizen reads."""
    _jalan(koreksi, TOLAK_KOREKSI, TOLAK_KOREKSI_KAB, oleh=oleh, alasan=alasan, catatan=catatan)


def selesaikan_koreksi(koreksi: Koreksi, *, oleh: Pelaku, catatan: str) -> None:
    """Say that the task is done, and what was done. Raises Ditolak without words."""
    if not catatan.strip():
        raise Ditolak("Tulis apa yang sudah dilakukan; warga membacanya.", "catatan-kosong")
    _jalan(koreksi, SELESAIKAN_KOREKSI, SELESAIKAN_KOREKSI_KAB, oleh=oleh, catatan=catatan)


def _jalan(koreksi: Koreksi, *langkah: Langkah, oleh: Pelaku, catatan: str, alasan: str = "") -> None:
    menurut = next((x for x in langkah if x.boleh(oleh)), langkah[0])
    pastikan_boleh(menurut, oleh, koreksi.wilayah_id)
    nik, _ = keluarga_petugas(oleh.pengguna_id)
    if nik and nik == koreksi.nik:
        raise Ditolak("Ini permintaan tentang Anda sendiri. Serahkan kepada petugas lain.", "keluarga-sendiri")
    baris = Koreksi.objects.filter(pk=koreksi.pk)
    with transaction.atomic():
        pindah = jalankan(baris, menurut, oleh=oleh, alasan=alasan, catatan=catatan.strip())
        if pindah:
            kalimat = f"Permintaan koreksi {koreksi.nomor}: {SR(menurut.ke).label.lower()}."
            beri_tahu([koreksi.pemohon_id], "data", kalimat, f"/data-saya/koreksi/{koreksi.pk}/")
    if not pindah:
        kini = SR(baris.values_list("status", flat=True).get()).label.lower()
        raise Ditolak(f"Permintaan ini tidak lagi menunggu langkah itu: {kini}.", "tidak-menunggu")
