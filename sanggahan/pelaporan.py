"""The visit's report, the family's answer, and what neighbours say (domain.md 4.8)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from akun.fungsi import punya_izin
from dasar.alur import jalankan, pastikan_boleh
from dasar.berkas import baca_posisi, simpan_foto
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import Pelaku, atas_nama, catat
from sanggahan import kabar
from sanggahan.alur import LAPORKAN, SS
from sanggahan.keluarga import sekeluarga
from sanggahan.models import FotoKunjungan, Jawaban, Kunjungan, Penyanggah, Sanggahan, Tanggapan
from sanggahan.models.kunjungan import FOTO_MIN
from sanggahan.pemeriksaan import kunci
from sanggahan.pengajuan import pastikan_warga
from usulan.models import Survei

TABEL = "sanggahan_sanggahan"
FOTO_MAKS = 6
JAWABAN_MAKS = 3
_LAMA = dt.timedelta(days=60)


def laporkan(
    sanggahan: Sanggahan,
    *,
    dikunjungi_pada: dt.datetime,
    jawaban: Mapping[str, bool | None],
    bertemu: bool,
    uraian: str,
    foto: Sequence[UploadedFile],
    lintang: Decimal | None = None,
    bujur: Decimal | None = None,
    oleh: Pelaku,
) -> Kunjungan:
    """Hand in the report of a visit: ten answers (None: could not be asked), at least two photos, place and time.

    Raises Ditolak for somebody else than the assigned visitor (`bukan-petugasnya`), too few photos, no place, a time that has
    not come or lies before the order, and when it was reported already.
    """
    pastikan_boleh(LAPORKAN, oleh, sanggahan.wilayah_id)
    if not FOTO_MIN <= len(foto) <= FOTO_MAKS:
        raise Ditolak(f"Lampirkan {FOTO_MIN} sampai {FOTO_MAKS} foto kunjungan.", "foto-kurang")
    if lintang is None or bujur is None:
        terbaca = [p for p in map(baca_posisi, foto) if p.lintang is not None]
        if not terbaca:
            raise Ditolak("Isi lintang dan bujur rumah, atau foto ulang dengan lokasi kamera menyala.", "lokasi-kosong")
        lintang, bujur = terbaca[0].lintang, terbaca[0].bujur
    if dikunjungi_pada > timezone.now() or dikunjungi_pada < timezone.now() - _LAMA:
        raise Ditolak("Waktu kunjungan belum terjadi atau sudah terlalu lama. Periksa tanggal dan jamnya.", "waktu-kunjungan")
    with transaction.atomic():
        terkunci = kunci(sanggahan, SS.CEK_LAPANGAN)
        if terkunci.petugas_id != oleh.pengguna_id:
            raise Ditolak("Kunjungan ini ditugaskan kepada petugas lain.", "bukan-petugasnya")
        with atas_nama(oleh, LAPORKAN.nama):
            kunjungan = Kunjungan.objects.create(
                sanggahan=terkunci, wilayah_id=terkunci.wilayah_id, dikunjungi_pada=dikunjungi_pada, bertemu=bertemu,
                jawaban="".join({True: "Y", False: "T", None: "-"}[jawaban.get(n)] for n in Survei.PERTANYAAN),
                uraian=uraian.strip(), lintang=lintang, bujur=bujur, jumlah_foto=len(foto), dibuat_oleh_id=oleh.pengguna_id,
            )  # fmt: skip
            for nomor, satu in enumerate(foto, 1):
                satu.name = f"kunjungan-{terkunci.pk}-{nomor}.jpg"
                FotoKunjungan.objects.create(
                    kunjungan=kunjungan, wilayah_id=terkunci.wilayah_id,
                    berkas=simpan_foto(satu, wilayah=terkunci.wilayah_id, oleh=oleh),
                )  # fmt: skip
        jalankan(Sanggahan.objects.filter(pk=terkunci.pk), LAPORKAN, oleh=oleh)
        kabar.dilaporkan(terkunci)
    return kunjungan


def jawab(sanggahan: Sanggahan, isi: str, *, penjawab: str = "", oleh: Pelaku) -> Jawaban:
    """The family's answer: by an account of the family, or written down by the village in the words of `penjawab`.

    Raises TidakBerwenang for anybody else, Ditolak after the days to answer, after three answers, and for an empty one.
    """
    desa = punya_izin(oleh.fungsi, "kunjungi_sanggahan") and oleh.mencakup(sanggahan.wilayah_id)
    warga = punya_izin(oleh.fungsi, "ajukan_sanggahan") and sekeluarga(oleh, sanggahan.nik, sanggahan.nomor_kk)
    if not desa and not warga:
        raise TidakBerwenang()
    if len(isi.strip()) < 10:
        raise Ditolak("Tulis jawaban keluarga dengan kalimat lengkap.", "jawaban-pendek")
    if desa and not penjawab.strip():
        raise Ditolak("Tulis nama anggota keluarga yang menjawab.", "penjawab-kosong")
    with transaction.atomic(), seluruh_negeri():
        terkunci = Sanggahan.objects.select_for_update().get(pk=sanggahan.pk)
        if not terkunci.boleh_dijawab:
            raise Ditolak("Masa menjawab sudah lewat atau perkara ini sudah diputus.", "masa-jawab-lewat")
        if Jawaban.objects.filter(sanggahan=terkunci).count() >= JAWABAN_MAKS:
            raise Ditolak(f"Jawaban sudah diberikan {JAWABAN_MAKS} kali.", "jawaban-banyak")
        jawaban = Jawaban.objects.create(
            sanggahan=terkunci, wilayah_id=terkunci.wilayah_id, isi=isi.strip(), dibuat_oleh_id=oleh.pengguna_id,
            cara=Jawaban.Cara.DESA if desa else Jawaban.Cara.AKUN, penjawab=penjawab.strip() if desa else oleh.nama,
        )  # fmt: skip
    catat(oleh, "jawab", TABEL, sanggahan.pk, sanggahan.wilayah_id)
    return jawaban


def tanggapi(sanggahan: Sanggahan, layak: bool, keterangan: str = "", *, oleh: Pelaku) -> Tanggapan:
    """Say whether the family is still eligible: another verified resident of the village, once. Counted, never decisive.

    Raises TidakBerwenang for whoever is none, Ditolak for the objector, the family itself, and a second answer.
    """
    pastikan_warga(oleh)
    if not oleh.mencakup(sanggahan.wilayah_id):
        raise TidakBerwenang()
    if Penyanggah.objects.filter(sanggahan=sanggahan, pengguna=oleh.pengguna_id).exists():
        raise Ditolak("Anda yang menyanggah. Tanggapan diberikan oleh warga lain.", "penyanggah-sendiri")
    if sekeluarga(oleh, sanggahan.nik, sanggahan.nomor_kk):
        raise Ditolak("Ini keluarga Anda sendiri. Jawab melalui halaman jawaban keluarga.", "keluarga-sendiri")
    if sanggahan.status not in (SS.CEK_LAPANGAN, SS.DIKUNJUNGI):
        raise Ditolak("Sanggahan ini tidak lagi menerima tanggapan.", "tidak-ditanggapi")
    try:
        with transaction.atomic():
            tanggapan = Tanggapan.objects.create(
                sanggahan=sanggahan, wilayah_id=sanggahan.wilayah_id, pengguna_id=oleh.pengguna_id, layak=layak,
                keterangan=keterangan.strip(),
            )  # fmt: skip
    except IntegrityError as galat:
        if "tanggapan_satu_per_warga" in str(galat):
            raise Ditolak("Anda sudah memberi tanggapan atas sanggahan ini.", "sudah-menanggapi") from galat
        raise
    catat(oleh, "tanggapi", "sanggahan_penyanggah", sanggahan.pk)
    return tanggapan
