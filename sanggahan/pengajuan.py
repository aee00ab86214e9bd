"""Sending an objection (domain.md 4.8): same village, evidence with its place, one open per recipient, five in all."""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from akun.fungsi import punya_izin
from dasar.berkas import Posisi, baca_posisi, simpan_foto
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import SISTEM, Pelaku, atas_nama, catat
from dtks.register.models import Individu
from sanggahan import kabar
from sanggahan.alasan import AlasanSanggah
from sanggahan.alur import KIRIM
from sanggahan.keluarga import sekeluarga
from sanggahan.models import Aduan, Bukti, Penyanggah, Sanggahan
from sanggahan.models.penyanggah import PANJANG_LAINNYA
from sanggahan.pencarian import rumah_dari
from usulan.kepentingan import keluarga_petugas

FOTO_MAKS = 4


def pastikan_warga(oleh: Pelaku) -> None:
    """Raises TidakBerwenang for whoever is no citizen with a verified account."""
    if not punya_izin(oleh.fungsi, "ajukan_sanggahan"):
        raise TidakBerwenang()


def sanggah(
    orang: Individu,
    *,
    alasan: str,
    pernyataan: str,
    foto: Sequence[UploadedFile],
    lintang: Decimal | None = None,
    bujur: Decimal | None = None,
    oleh: Pelaku,
) -> Sanggahan:
    """Object to a registered person of the own village, with photos of the house.

    `lintang`, `bujur`: where the photos were taken, for those that do not say so themselves. The objection is written by the
    portal; who objected goes into a row of its own, the act as an event of no area, the photos into files of the
    kabupaten/kota without a maker. Raises TidakBerwenang for whoever is no citizen, Ditolak for a person of another village
    (`beda-desa`), of the own family (`keluarga-sendiri`), a missing photo or place, an unexplained other reason, a second
    open objection to the same person (`sudah-disanggah`) and a sixth in all (`terlalu-banyak`).
    """
    pastikan_warga(oleh)
    if orang.wilayah_id != oleh.wilayah:
        raise Ditolak("Anda hanya dapat menyanggah penerima di desa/kelurahan Anda sendiri.", "beda-desa")
    if sekeluarga(oleh, orang.nik, orang.nomor_kk):
        raise Ditolak(
            "Keluarga sendiri tidak disanggah. Bila ingin berhenti menerima, pakai halaman mengundurkan diri.",
            "keluarga-sendiri",
        )
    if alasan not in AlasanSanggah.values:
        raise Ditolak("Pilih apa yang Anda sanggah.", "alasan-kosong")
    pernyataan = pernyataan.strip()
    if alasan == AlasanSanggah.LAINNYA and len(pernyataan) < PANJANG_LAINNYA:
        raise Ditolak(f"Alasan lain perlu penjelasan paling sedikit {PANJANG_LAINNYA} huruf.", "penjelasan-pendek")
    if not 0 < len(foto) <= FOTO_MAKS:
        raise Ditolak(f"Lampirkan 1 sampai {FOTO_MAKS} foto rumah yang bersangkutan.", "foto-kurang")
    posisi = [_lengkapi(baca_posisi(f), lintang, bujur) for f in foto]
    rumah = rumah_dari(orang)
    with transaction.atomic():
        _batasi(oleh)
        with atas_nama(SISTEM, KIRIM.nama):
            sanggahan = Sanggahan.objects.create(
                wilayah_id=orang.wilayah_id, nik=orang.nik, nomor_kk=orang.nomor_kk, nama=orang.nama, rt=rumah.rt, rw=rumah.rw,
                alasan_sanggah=alasan, dikirim_tanggal=timezone.localdate(),
            )  # fmt: skip
            _tulis_penyanggah(sanggahan, oleh)
            Aduan.objects.create(
                sanggahan=sanggahan, wilayah_id=sanggahan.wilayah_id, alasan_sanggah=alasan, pernyataan=pernyataan
            )
            for nomor, (satu, p) in enumerate(zip(foto, posisi, strict=True), 1):
                satu.name = f"bukti-{sanggahan.pk}-{nomor}.jpg"
                berkas = simpan_foto(satu, wilayah=sanggahan.wilayah_id[:4], oleh=SISTEM)
                Bukti.objects.create(
                    sanggahan=sanggahan, wilayah_id=sanggahan.wilayah_id, berkas=berkas, lintang=p.lintang, bujur=p.bujur,
                    diambil_pada=p.pada,
                )  # fmt: skip
        # Of no area: for the auditor alone.
        catat(oleh, "sanggah", "sanggahan_penyanggah", sanggahan.pk)
        kabar.diterima(sanggahan)
    return sanggahan


def _lengkapi(posisi: Posisi, lintang: Decimal | None, bujur: Decimal | None) -> Posisi:
    if posisi.lintang is None:
        posisi = Posisi(lintang, bujur, posisi.pada)
    if posisi.lintang is None or posisi.bujur is None:
        raise Ditolak(
            "Foto ini tidak menyimpan lokasi. Nyalakan lokasi pada kamera lalu foto ulang, atau isi lintang dan bujurnya.",
            "lokasi-kosong",
        )
    return posisi


def _batasi(oleh: Pelaku) -> None:
    """At most so many open objections of one account; two sent at once are counted one after the other."""
    with connection.cursor() as kursor:
        kursor.execute("select pg_advisory_xact_lock(hashtext('sanggahan'), %s)", [oleh.pengguna_id])
    if Penyanggah.objects.filter(pengguna=oleh.pengguna_id, terbuka=True).count() >= settings.SANGGAHAN_TERBUKA_MAKS:
        raise Ditolak(
            f"Anda masih memiliki {settings.SANGGAHAN_TERBUKA_MAKS} sanggahan yang belum selesai. Tunggu sampai salah satunya diputus.",
            "terlalu-banyak",
        )


def _tulis_penyanggah(sanggahan: Sanggahan, oleh: Pelaku) -> None:
    nik = keluarga_petugas(oleh.pengguna_id)[0]
    try:
        with seluruh_negeri(), transaction.atomic():
            Penyanggah.objects.create(
                sanggahan=sanggahan, wilayah_id=sanggahan.wilayah_id, pengguna_id=oleh.pengguna_id, nik=nik,
                nik_disanggah=sanggahan.nik,
            )  # fmt: skip
    except IntegrityError as galat:
        if "penyanggah_satu_terbuka" in str(galat):
            raise Ditolak(
                "Sanggahan Anda atas orang ini masih diperiksa. Lihat perkembangannya di daftar sanggahan Anda.",
                "sudah-disanggah",
            ) from galat
        raise
