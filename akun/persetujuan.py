"""The officer's queue (domain.md 4.4): photos looked at, an account opened, or what to repair said in plain words."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from akun import kode_sekali, pakta
from akun.alur import HIDUP, SETUJUI_PENDAFTARAN, SP_MENUNGGU, TOLAK_PENDAFTARAN
from akun.dua_langkah import perangkat_dari, setel_ulang
from akun.fungsi import FUNGSI, F
from akun.models import Kontak, Pendaftaran, Pengguna, Penugasan, Saluran
from akun.pemberitahuan import beri_tahu
from akun.pendaftaran import portal
from akun.penugasan import akhiri, angkat
from akun.sesi import akhiri_sesi
from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat
from dasar.nilai.nik import tanggal_lahir_dari_nik

# A citizen holds no term: the assignment ends when the account is closed, or moves.
TANPA_AKHIR = dt.date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class AlasanTolak:
    """Why a registration comes back: words for the officer, and what the applicant reads and does."""

    label: str
    perbaikan: str


ALASAN: dict[str, AlasanTolak] = {
    "K01": AlasanTolak("Foto KTP terbalik atau miring", "Foto KTP terbalik. Foto ulang sampai tulisannya terbaca lurus."),
    "K02": AlasanTolak(
        "Foto KTP buram atau silau", "Tulisan pada foto KTP tidak terbaca. Foto ulang di tempat terang, tanpa lampu kilat."
    ),
    "K03": AlasanTolak("Foto fotokopi, bukan KTP asli", "Yang difoto adalah fotokopi. Foto KTP aslinya."),
    "K04": AlasanTolak("Foto KTP terpotong atau tertutup", "Sebagian KTP tidak tampak. Foto seluruh KTP tanpa tertutup jari."),
    "S01": AlasanTolak("Foto diri tanpa KTP", "KTP tidak tampak di foto diri. Pegang KTP di samping wajah Anda."),
    "S02": AlasanTolak(
        "Wajah pada foto diri tidak jelas", "Wajah Anda tidak jelas. Foto ulang tanpa masker, di tempat terang."
    ),
    "S03": AlasanTolak(
        "Orang di foto diri berbeda dengan KTP",
        "Wajah di foto diri tidak cocok dengan KTP. Yang mendaftar harus pemilik KTP.",
    ),
    "S04": AlasanTolak("Pakaian pada foto diri kurang pantas", "Foto ulang dengan pakaian yang sopan."),
    "D01": AlasanTolak(
        "Isian berbeda dengan KTP", "Isian Anda berbeda dengan KTP. Salin NIK, nama, dan tanggal lahir dari KTP."
    ),
    "D02": AlasanTolak(
        "Data berbeda dengan data kependudukan",
        "Data Anda berbeda dengan data kependudukan. Periksa isian; bila KTP yang keliru, perbaiki di Dukcapil.",
    ),
    "D03": AlasanTolak(
        "Alamat KTP di desa/kelurahan lain",
        "KTP Anda beralamat di desa/kelurahan lain. Daftarlah dari desa/kelurahan di KTP.",
    ),
    "D04": AlasanTolak(
        "NIK memegang fungsi petugas",
        "NIK ini dipakai petugas portal. Petugas tidak dapat memiliki akun masyarakat selama bertugas.",
    ),
}


def perbaikan(alasan: str) -> list[str]:
    """What the applicant reads, for codes joined by commas."""
    return [ALASAN[k].perbaikan for k in alasan.split(",") if k in ALASAN]


def tenggat(daftar: Pendaftaran) -> dt.date:
    """Until when it should be decided (settings.PENDAFTARAN_HARI, berdasarkan praktik)."""
    return timezone.localdate(daftar.diajukan_pada) + dt.timedelta(days=settings.PENDAFTARAN_HARI)


def petunjuk(daftar: Pendaftaran) -> list[dict[str, str]]:
    """What the portal knows beside the photos, for komponen/periksa.html."""
    butir = [_petunjuk_akun(daftar), _petunjuk_padan(daftar)]
    lahir = tanggal_lahir_dari_nik(daftar.nik, timezone.localdate())
    if lahir is None or (lahir.day, lahir.month, lahir.year % 100) != (
        daftar.tanggal_lahir.day,
        daftar.tanggal_lahir.month,
        daftar.tanggal_lahir.year % 100,
    ):
        butir.append(("Tanggal lahir berbeda dengan yang tertulis di dalam NIK. Bandingkan dengan KTP.", "peringatan"))
    lain = Pendaftaran.objects.filter(nik=daftar.nik, status=SP_MENUNGGU).exclude(pk=daftar.pk).count()
    if lain:
        butir.append((f"Ada {lain} pendaftaran lain dengan NIK ini yang juga menunggu. Setujui paling banyak satu.", "galat"))
    return [{"teks": teks, "warna": warna} for teks, warna in butir if teks]


def _petunjuk_akun(daftar: Pendaftaran) -> tuple[str, str]:
    tugas = Penugasan.objects.filter(nik=daftar.nik, status__in=HIDUP).first()
    if tugas is None:
        return "NIK ini belum punya akun.", "sukses"
    if tugas.fungsi != F.WARGA:
        return f"NIK ini memegang fungsi {FUNGSI[tugas.fungsi].nama}: pendaftaran tidak dapat disetujui.", "galat"
    if daftar.pengguna_id == tugas.pengguna_id:
        return f"Akun ini sekarang di {tugas.wilayah.nama_lengkap}; bila disetujui, pindah.", "info"
    return (
        "NIK ini sudah punya akun masyarakat. Bila disetujui, kontak dan kata sandi akun itu diganti: pastikan orangnya sama.",
        "peringatan",
    )


def _petunjuk_padan(daftar: Pendaftaran) -> tuple[str, str]:
    match daftar.padan:
        case "padan":
            return "Padan dengan data kependudukan.", "sukses"
        case "tidak_padan":
            beda = daftar.padan_beda.replace("_", " ").replace(",", ", ")
            return f"Tidak padan dengan data kependudukan: {beda}.", "peringatan"
        case "tidak_ditemukan":
            return "NIK tidak ditemukan dalam data kependudukan.", "galat"
        case _:
            return "Belum dipadankan dengan data kependudukan.", "info"


@transaction.atomic
def setujui(daftar: Pendaftaran, *, oleh: Pelaku) -> Pengguna:
    """Open the account, its function `warga` on the village, and its contact; or take the account to the new village.

    A citizen who registers again (telephone lost, password forgotten) gets the same account with the new contact and
    password; whoever had the old contact is told, and signed out. Raises Ditolak when it was decided already, for the own
    NIK, and `fungsi-rangkap` for the NIK of an officer (Kepmensos 73/HUK/2024: functions are not combined).
    """
    pastikan_boleh(SETUJUI_PENDAFTARAN, oleh, daftar.wilayah_id)
    tugas = Penugasan.objects.filter(nik=daftar.nik, status__in=HIDUP).select_related("pengguna").first()
    if tugas is not None and tugas.fungsi != F.WARGA:
        raise Ditolak(
            f"NIK ini memegang fungsi {FUNGSI[tugas.fungsi].nama}. Satu orang satu fungsi: akhiri penugasan itu lebih dulu, "
            "atau minta diperbaiki dengan alasan yang sesuai.",
            "fungsi-rangkap",
        )
    pengguna = _akun(daftar, oleh)
    catatan = f"Akun {pengguna.pk}."
    baris = Pendaftaran.objects.filter(pk=daftar.pk)
    if not jalankan(baris, SETUJUI_PENDAFTARAN, oleh=oleh, catatan=catatan, pengguna_id=pengguna.pk):
        raise Ditolak("Pendaftaran ini sudah diputus orang lain. Buka lagi daftarnya.", "sudah-diputus")
    _tempatkan(pengguna, daftar, tugas)
    kata = "Akun Portal DTKS Anda sudah aktif. Masuk dengan NIK dan kata sandi Anda."
    beri_tahu([pengguna.pk], "akun", "Akun Anda sudah diperiksa dan aktif.", reverse("akun:beranda"))
    kabari(daftar, "akun Anda aktif", f"{kata} {settings.ALAMAT_PORTAL}{reverse('akun:masuk')}")
    return pengguna


def _akun(daftar: Pendaftaran, oleh: Pelaku) -> Pengguna:
    pengguna = daftar.pengguna or Pengguna.objects.filter(nik=daftar.nik).first()
    if daftar.jenis == Pendaftaran.Jenis.PINDAH:
        return pengguna
    lama = Kontak.objects.filter(pengguna=pengguna).first() if pengguna else None
    if lama is not None and lama.alamat and lama.alamat != daftar.alamat:
        teks = (
            "Kontak dan kata sandi akun Portal DTKS Anda baru saja diganti setelah petugas memeriksa KTP dan foto diri. "
            "Bila bukan Anda yang memintanya, segera hubungi dinas sosial kabupaten/kota Anda."
        )
        saluran, alamat = lama.saluran, lama.alamat
        transaction.on_commit(lambda: kode_sekali.antar(saluran, alamat, "akun Anda diganti", teks, jenis="kabar"))
    if pengguna is not None and perangkat_dari(pengguna) is not None:
        # An officer of earlier days: nobody administers a citizen's code app, so a lost one would lock him out.
        setel_ulang(pengguna, alasan="Akun masyarakat dibuka.", oleh=oleh)
    pengguna = pengguna or Pengguna(username=f"warga-{secrets.token_hex(8)}", nik=daftar.nik)
    pengguna.nama, pengguna.email, pengguna.password, pengguna.is_active = daftar.nama, daftar.surel, daftar.sandi, True
    pengguna.save()
    isi = {"saluran": daftar.saluran, "telepon": daftar.telepon, "kabar": daftar.saluran, "terbukti_pada": timezone.now()}
    Kontak.objects.update_or_create(pengguna=pengguna, defaults=isi)
    akhiri_sesi(pengguna)
    catat(portal(pengguna.pk), "buka_akun", "akun_pengguna", pengguna.pk, daftar.wilayah_id, f"pendaftaran {daftar.pk}")
    return pengguna


def _tempatkan(pengguna: Pengguna, daftar: Pendaftaran, tugas: Penugasan | None) -> None:
    """The function `warga` on the village, by the acts that open and end every function."""
    if tugas is not None and tugas.wilayah_id == daftar.wilayah_id:
        return
    oleh = portal(pengguna.pk)
    if tugas is not None:
        akhiri(tugas, alasan=f"Pindah ke {daftar.wilayah.nama_lengkap}.", oleh=oleh, sebab="pindah")
    baru = angkat(
        pengguna,
        F.WARGA,
        daftar.wilayah,
        nomor_sk=f"Pendaftaran {daftar.pk}",
        mulai=timezone.localdate(),
        selesai=TANPA_AKHIR,
        oleh=oleh,
    )
    # Promised when the registration was sent (akun.pendaftaran.kirim).
    pakta.tanda_tangani(baru, oleh=oleh)


@transaction.atomic
def tolak(daftar: Pendaftaran, alasan: Sequence[str], *, oleh: Pelaku, catatan: str = "") -> None:
    """Send it back with reasons; what was typed stays, and the applicant repairs only what is wrong.

    Raises Ditolak for an unknown or missing reason, and when it was decided already.
    """
    pastikan_boleh(TOLAK_PENDAFTARAN, oleh, daftar.wilayah_id)
    if set(alasan) - ALASAN.keys():
        raise Ditolak("Alasan ini tidak dikenal. Pilih dari daftar.", "alasan-tidak-dikenal")
    baris = Pendaftaran.objects.filter(pk=daftar.pk)
    if not jalankan(baris, TOLAK_PENDAFTARAN, oleh=oleh, alasan=",".join(alasan), catatan=catatan):
        raise Ditolak("Pendaftaran ini sudah diputus orang lain. Buka lagi daftarnya.", "sudah-diputus")
    if daftar.pengguna_id:
        beri_tahu([daftar.pengguna_id], "akun", "Permintaan pindah Anda perlu diperbaiki.", reverse("akun:beranda"))
    alamat = f"{settings.ALAMAT_PORTAL}{reverse('akun:warga_lanjut')}"
    kata = "Pendaftaran Portal DTKS Anda perlu diperbaiki. Isian Anda tersimpan. Lihat apa yang kurang di"
    kabari(daftar, "pendaftaran Anda perlu diperbaiki", f"{kata} {alamat}")


def kabari(daftar: Pendaftaran, judul: str, teks: str) -> None:
    """One mail or message to the proved contact, once the act stands."""
    saluran, alamat = Saluran(daftar.saluran), daftar.alamat
    transaction.on_commit(lambda: kode_sekali.antar(saluran, alamat, judul, teks, jenis="kabar"))
