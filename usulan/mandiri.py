"""Self-registration: what a citizen does (Pasal 4 huruf c Permensos 3/2021): saves, mends, sends, withdraws.

The same rules as for a village's own list judge the entry. What they find about others than one's own family is not told
to the citizen, who could otherwise ask the register about any neighbour: it is kept for the officers.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from akun.models import Pengguna
from akun.pemberitahuan import beri_tahu_nik
from dasar.alur import jalankan, pastikan_boleh
from dasar.berkas import simpan_foto
from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import Pelaku, atas_nama
from dasar.nilai import INFO, TOLAK, Baris, Temuan
from dtks.register.models import Individu
from usulan.alur import TERBUKA
from usulan.alur_mandiri import (
    BATALKAN_PENDAFTARAN,
    DAPAT_DIUBAH,
    KIRIM,
    KIRIM_KAB,
    MENUNGGU,
    SP,
    SUSUN,
    UBAH_PENDAFTARAN,
)
from usulan.galat import IsianDitolak
from usulan.hubungan import ATURAN_HUBUNGAN
from usulan.kepentingan import keluarga_petugas
from usulan.models import AnggotaPendaftaran, Pendaftaran, Survei, Usulan
from usulan.penyusunan import isi_usulan, periksa_anggota

_KODE_HUBUNGAN = {a.kode for a in ATURAN_HUBUNGAN}
_BUKAN_ANGGOTA = ("nomor_kk", "alamat", "rt", "rw")


def susun_pendaftaran(
    anggota: Sequence[Mapping[str, object]],
    survei: Mapping[str, object],
    *,
    oleh: Pelaku,
    untuk: str,
    keterangan: str = "",
    kontak: str = "",
    foto_rumah: UploadedFile | None = None,
) -> Pendaftaran:
    """Keep a registration of the own village that nobody else sees before it is sent.

    `anggota`, `survei`: as in `penyusunan.susun_keluarga`. `untuk`: Pendaftaran.Untuk. Raises IsianDitolak with findings at
    the fields; Ditolak when the own NIK is missing from the own family or stands in another's (`bukan-keluarga`,
    `keluarga-sendiri`), when the same person is already registered (`sudah-didaftarkan`), and beyond the number of open
    registrations for others (`terlalu-banyak-pendaftaran`, a setting).
    """
    pastikan_boleh(SUSUN, oleh)
    with transaction.atomic():
        baris, temuan = periksa_pendaftaran(anggota, oleh=oleh, untuk=untuk)
        with atas_nama(oleh, SUSUN.nama):
            pendaftaran = Pendaftaran.objects.create(
                wilayah_id=oleh.wilayah, pemohon_id=oleh.pengguna_id, untuk=untuk, keterangan=keterangan, kontak=kontak,
                **_isi_keluarga(baris[0]),
            )  # fmt: skip
        _tulis_isi(pendaftaran, baris, temuan, survei, foto_rumah, oleh)
    return pendaftaran


def perbaiki_pendaftaran(
    pendaftaran: Pendaftaran,
    anggota: Sequence[Mapping[str, object]],
    survei: Mapping[str, object],
    *,
    oleh: Pelaku,
    untuk: str,
    keterangan: str = "",
    kontak: str = "",
    foto_rumah: UploadedFile | None = None,
) -> None:
    """Replace what was typed, before it is sent or when it came back to be mended; a photo given replaces the one before.

    Raises as `susun_pendaftaran`, and Ditolak (`tidak-dapat-diubah`) for somebody else's or one that is on its way.
    """
    pastikan_boleh(UBAH_PENDAFTARAN, oleh, pendaftaran.wilayah_id)
    with transaction.atomic():
        terkunci = _kunci(pendaftaran, oleh)
        baris, temuan = periksa_pendaftaran(anggota, oleh=oleh, untuk=untuk, kecuali=terkunci)
        with atas_nama(oleh, UBAH_PENDAFTARAN.nama):
            Pendaftaran.objects.filter(pk=terkunci.pk).update(
                untuk=untuk, keterangan=keterangan, kontak=kontak, **_isi_keluarga(baris[0])
            )
        terkunci.refresh_from_db()
        terkunci.anggota.all().delete()
        _tulis_isi(terkunci, baris, temuan, survei, foto_rumah, oleh)


def simpan_foto_rumah(pendaftaran: Pendaftaran, foto: UploadedFile, *, oleh: Pelaku) -> None:
    """Put a photo of the house in place of the one before. Raises Ditolak for what is no photo, and once it is on its way."""
    pastikan_boleh(UBAH_PENDAFTARAN, oleh, pendaftaran.wilayah_id)
    with transaction.atomic():
        terkunci = _kunci(pendaftaran, oleh)
        berkas = simpan_foto(foto, wilayah=terkunci.wilayah_id, oleh=oleh)
        Survei.objects.filter(pendaftaran=terkunci).update(foto_rumah=berkas)


def kirim_pendaftaran(pendaftaran: Pendaftaran, *, oleh: Pelaku, benar: bool) -> Pendaftaran:
    """Hand the registration in: to the village, or, mended after the kabupaten/kota had asked for it, back there.

    `benar`: the citizen declares that it is true (UU 13/2011 Pasal 42). The rules are asked once more. Raises Ditolak without
    the declaration, without a photo of the house, and for one that is on its way already; IsianDitolak for what no longer holds.
    """
    pastikan_boleh(KIRIM, oleh, pendaftaran.wilayah_id)
    if not benar:
        raise Ditolak("Centang pernyataan bahwa isian Anda benar sebelum mengirim.", "belum-menyatakan")
    with transaction.atomic():
        terkunci = _kunci(pendaftaran, oleh)
        survei = Survei.objects.filter(pendaftaran=terkunci).first()
        if survei is None or survei.foto_rumah_id is None:
            raise Ditolak("Foto rumah tampak depan belum ada. Buka Perbaiki isian, lalu pilih fotonya.", "foto-kosong")
        anggota = [a.isian() for a in terkunci.anggota.select_related("pendaftaran").order_by("pk")]
        periksa_pendaftaran(anggota, oleh=oleh, untuk=terkunci.untuk, kecuali=terkunci)
        langkah = KIRIM if terkunci.dialihkan_pada is None else KIRIM_KAB
        hari_ini = timezone.localdate()
        if terkunci.tenggat is None:
            tenggat = hari_ini + dt.timedelta(days=settings.MANDIRI_HARI)
        else:
            # The days that the applicant took are not the village's.
            tenggat = max(terkunci.tenggat, hari_ini + dt.timedelta(days=settings.MANDIRI_HARI_PERBAIKAN))
        jalankan(Pendaftaran.objects.filter(pk=terkunci.pk), langkah, oleh=oleh, tenggat=tenggat)
        if terkunci.dikirim_pada is None:
            _beri_tahu_yang_diusulkan(anggota, oleh)
        terkunci.refresh_from_db()
    return terkunci


def _beri_tahu_yang_diusulkan(anggota: Sequence[Mapping[str, object]], oleh: Pelaku) -> None:
    """Whoever is proposed by somebody else hears of it, once, when they have an account; by whom is not told."""
    sendiri = Pengguna.objects.values_list("nik", flat=True).get(pk=oleh.pengguna_id)
    nik = {str(satu["nik"]) for satu in anggota} - {sendiri}
    beri_tahu_nik(
        nik, "usulan", "Seorang warga desa/kelurahan Anda mendaftarkan Anda untuk DTKS. Lihat di Data saya.", "/data-saya/"
    )


def batalkan_pendaftaran(pendaftaran: Pendaftaran, *, oleh: Pelaku) -> None:
    """Withdraw one's own registration while nobody has taken it over. Raises Ditolak (`tidak-dapat-diubah`) afterwards."""
    pastikan_boleh(BATALKAN_PENDAFTARAN, oleh, pendaftaran.wilayah_id)
    with transaction.atomic():
        milik = Pendaftaran.objects.milik(oleh).filter(pk=pendaftaran.pk)
        if not jalankan(milik, BATALKAN_PENDAFTARAN, oleh=oleh):
            raise Ditolak("Pendaftaran ini sudah diproses dan tidak dapat dibatalkan lagi.", "tidak-dapat-diubah")


def periksa_pendaftaran(
    anggota: Sequence[Mapping[str, object]], *, oleh: Pelaku, untuk: str, kecuali: Pendaftaran | None = None
) -> tuple[list[Baris], dict[int, list[Temuan]]]:
    """The rows as the rules typed them and the findings per member, when nothing of what the citizen may be told blocks.

    `kecuali`: the registration that these rows are about to replace. Raises as `susun_pendaftaran`.
    """
    if len({satu["nomor_kk"] for satu in anggota}) != 1:
        raise Ditolak("Semua anggota satu keluarga memakai nomor KK yang sama. Isi keluarga lain secara terpisah.", "V-KK-05")
    baris, temuan = periksa_anggota(oleh.wilayah, anggota, oleh=oleh)
    nik_sendiri = Pengguna.objects.values_list("nik", flat=True).get(pk=oleh.pengguna_id)
    _pastikan_untuk(untuk, nik_sendiri, {b.nik for b in baris})
    kerabat = keluarga_tercatat(oleh.pengguna_id, [b.nik for b in baris])
    tampak = {
        n: [t for t in semua if t.kode not in _KODE_HUBUNGAN or baris[n].nik in kerabat or _dalam_isian(t)]
        for n, semua in temuan.items()
    }
    if any(t.tingkat == TOLAK for satu in tampak.values() for t in satu):
        raise IsianDitolak(tampak)
    _pastikan_belum(oleh, baris, kerabat, kecuali)
    if untuk == Pendaftaran.Untuk.ORANG_LAIN:
        _pastikan_batas(oleh, kecuali)
    return baris, temuan


def keluarga_tercatat(pengguna_id: int, nik: Sequence[str]) -> set[str]:
    """Those of `nik` that are the citizen's own or, by the register or an open proposal, stand on the citizen's family card."""
    sendiri, kk = keluarga_petugas(pengguna_id)
    if not sendiri:
        return set()
    with seluruh_negeri():
        terdaftar = Individu.objects.berlaku().filter(nik__in=nik, nomor_kk__in=kk).values_list("nik", flat=True)
        diusulkan = Usulan.objects.filter(nik__in=nik, nomor_kk__in=kk, status__in=TERBUKA).values_list("nik", flat=True)
        return {sendiri, *terdaftar, *diusulkan}


def _dalam_isian(temuan: Temuan) -> bool:
    """A finding between the rows typed, which tells nothing that was not typed."""
    return temuan.kode == "V-KK-05" or "berkas ini" in temuan.pesan or "baris lain" in temuan.pesan


def _pastikan_untuk(untuk: str, sendiri: str | None, nik: set[str]) -> None:
    if untuk == Pendaftaran.Untuk.KELUARGA and sendiri not in nik:
        raise Ditolak(
            "NIK Anda tidak ada di antara anggota yang diisi. Masukkan diri Anda sebagai salah satu anggota, atau pilih "
            "“Orang lain” bila yang diusulkan bukan keluarga Anda.",
            "bukan-keluarga",
        )
    if untuk == Pendaftaran.Untuk.ORANG_LAIN and sendiri in nik:
        raise Ditolak("NIK Anda sendiri ada di antara anggota. Pilih “Saya dan keluarga saya”.", "keluarga-sendiri")


def _pastikan_belum(oleh: Pelaku, baris: list[Baris], kerabat: set[str], kecuali: Pendaftaran | None) -> None:
    """One open registration per person, as far as the citizen may know: the own ones, and anybody's about the own family."""
    terbuka = Q(pendaftaran__status__in=(SP.DISUSUN, *MENUNGGU))
    nik = [b.nik for b in baris]
    with seluruh_negeri():
        ada = (
            AnggotaPendaftaran.objects.filter(terbuka, nik__in=nik)
            .filter(Q(pendaftaran__pemohon=oleh.pengguna_id) | (Q(nik__in=kerabat) & ~Q(pendaftaran__status=SP.DISUSUN)))
            .exclude(pendaftaran=kecuali)
            .select_related("pendaftaran")
            .first()
        )
    if ada is None:
        return
    if ada.pendaftaran.pemohon_id == oleh.pengguna_id:
        pesan = f"{ada.nama} sudah ada dalam pendaftaran Anda nomor {ada.pendaftaran.nomor}. Buka pendaftaran itu, atau batalkan dulu."
    else:
        pesan = f"{ada.nama} sudah didaftarkan warga lain dan masih diproses. Tunggu hasilnya."
    raise Ditolak(pesan, "sudah-didaftarkan")


def _pastikan_batas(oleh: Pelaku, kecuali: Pendaftaran | None) -> None:
    terbuka = Pendaftaran.objects.milik(oleh).filter(
        untuk=Pendaftaran.Untuk.ORANG_LAIN, status__in=(SP.DISUSUN, *MENUNGGU, SP.DIMUSYAWARAHKAN)
    )
    if terbuka.exclude(pk=kecuali and kecuali.pk).count() >= settings.MANDIRI_ORANG_LAIN_MAKS:
        raise Ditolak(
            f"Anda sudah mengusulkan {settings.MANDIRI_ORANG_LAIN_MAKS} keluarga lain yang belum selesai. Tunggu salah satunya "
            "selesai, atau sampaikan langsung ke kantor desa/kelurahan.",
            "terlalu-banyak-pendaftaran",
        )


def _kunci(pendaftaran: Pendaftaran, oleh: Pelaku) -> Pendaftaran:
    terkunci = Pendaftaran.objects.milik(oleh).select_for_update().filter(pk=pendaftaran.pk, status__in=DAPAT_DIUBAH).first()
    if terkunci is None:
        raise Ditolak("Pendaftaran ini sudah dikirim dan tidak dapat diubah lagi.", "tidak-dapat-diubah")
    return terkunci


def _isi_keluarga(b: Baris) -> dict[str, str]:
    return {k: getattr(b, k) for k in _BUKAN_ANGGOTA}


def _tulis_isi(
    pendaftaran: Pendaftaran,
    baris: list[Baris],
    temuan: dict[int, list[Temuan]],
    survei: Mapping[str, object],
    foto_rumah: UploadedFile | None,
    oleh: Pelaku,
) -> None:
    kolom = [{k: v for k, v in isi_usulan(b, []).items() if k not in (*_BUKAN_ANGGOTA, "peringatan")} for b in baris]
    AnggotaPendaftaran.objects.bulk_create(
        AnggotaPendaftaran(pendaftaran=pendaftaran, peringatan=_kode(temuan[n]), **isi) for n, isi in enumerate(kolom)
    )
    isi = dict(survei)
    if foto_rumah is not None:
        isi["foto_rumah"] = simpan_foto(foto_rumah, wilayah=pendaftaran.wilayah_id, oleh=oleh)
    Survei.objects.update_or_create(
        pendaftaran=pendaftaran,
        defaults=isi
        | {"nomor_kk": pendaftaran.nomor_kk, "wilayah_id": pendaftaran.wilayah_id, "diisi_oleh_id": oleh.pengguna_id},
    )


def _kode(temuan: list[Temuan]) -> str:
    return ",".join(dict.fromkeys(t.kode for t in temuan if t.tingkat != INFO))


def tenggat_lewat():
    """Sent registrations whose village let its last day pass."""
    return Pendaftaran.objects.filter(status=SP.DIKIRIM, tenggat__lt=timezone.localdate()).order_by(F("tenggat"), "pk")
