"""Registration of masyarakat (Permensos 3/2021 Pasal 4 huruf c; Kepmensos 73/HUK/2024): data, contact, photos, then an officer.

The applicant is a visitor: his steps are the portal's. Whether a NIK has an account already changes nothing that he is told;
the officer who looks at the photos is told (akun.persetujuan).
"""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.module_loading import import_string

from akun import kode_sekali
from akun.alur import (
    AJUKAN_PINDAH,
    BUKTIKAN,
    DAFTAR,
    ISI_PENDAFTARAN,
    KIRIM_PENDAFTARAN,
    SP_BARU,
    SP_DITOLAK,
    SP_LEWAT,
    SP_MENUNGGU,
    SP_TERBUKTI,
)
from akun.models import Pendaftaran, Pengguna, Saluran
from dasar import berkas
from dasar.alur import Langkah, jalankan
from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import NEGARA, Pelaku, atas_nama
from dasar.mutu_foto import pastikan_mutu
from dasar.nilai import jenis_kelamin_dari_nik
from wilayah.models import Wilayah

UMUR_MIN = 17
# Under these purposes a code is asked for (akun.kode_sekali).
KODE_DAFTAR, KODE_LANJUT = "daftar", "lanjut"
# (name of the photo on screen, whether it shows a card that lies across)
FOTO = {"foto_ktp": ("Foto KTP", True), "swafoto": ("Foto diri dengan KTP", False)}
_NAMA_BERKAS = {"foto_ktp": "ktp.jpg", "swafoto": "swafoto.jpg"}
DAPAT_DIISI = (SP_BARU, SP_TERBUKTI, SP_DITOLAK)


@dataclass(frozen=True, slots=True)
class Isian:
    """What the applicant types about himself."""

    nik: str
    nomor_kk: str
    nama: str
    tanggal_lahir: dt.date
    wilayah: Wilayah
    pernah_kawin: bool = False


@dataclass(frozen=True, slots=True)
class _Klaim:
    """What the civil registry is asked about (settings.PEMADAN reads these names)."""

    nik: str
    nama: str
    nomor_kk: str
    tanggal_lahir: dt.date
    jenis_kelamin: str


def portal(pengguna_id: int = 0) -> Pelaku:
    """Who acts for a visitor: the portal."""
    return Pelaku(pengguna_id, "sistem", NEGARA)


def umur(lahir: dt.date, pada: dt.date) -> int:
    return pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day))


def pastikan_dewasa(lahir: dt.date, pernah_kawin: bool) -> None:
    """An identity card is held from 17 years on, or from marriage (UU 24/2013 Pasal 63). Raises Ditolak `di-bawah-umur`."""
    if umur(lahir, timezone.localdate()) < UMUR_MIN and not pernah_kawin:
        raise Ditolak(
            "Akun hanya untuk yang sudah punya KTP: berumur 17 tahun, atau sudah kawin. Minta orang tua atau wali mendaftar; "
            "mereka dapat mengusulkan Anda. Tidak ada wali? Datanglah ke kantor desa atau kelurahan.",
            "di-bawah-umur",
        )


@transaction.atomic
def mulai(isian: Isian, *, saluran: str, alamat: str, pengunjung: str) -> tuple[Pendaftaran, str]:
    """Open a registration and send the code to its address. Returns it and, in example mode, the code.

    Raises Ditolak for a person under age, and as `kode_sekali.kirim` does.
    """
    pastikan_dewasa(isian.tanggal_lahir, isian.pernah_kawin)
    kontak = {"surel": alamat} if saluran == Saluran.SUREL else {"telepon": alamat}
    with atas_nama(portal(), DAFTAR.nama):
        daftar = Pendaftaran.objects.create(
            nik=isian.nik,
            nomor_kk=isian.nomor_kk,
            nama=" ".join(isian.nama.split()),
            tanggal_lahir=isian.tanggal_lahir,
            wilayah=isian.wilayah,
            saluran=saluran,
            **kontak,
        )
    return daftar, kode_sekali.kirim(KODE_DAFTAR, str(daftar.pk), saluran=saluran, alamat=alamat, pengunjung=pengunjung)


@transaction.atomic
def mulai_pindah(pengguna: Pengguna, isian: Isian) -> Pendaftaran:
    """A citizen has moved: the new card is looked at again, the account stays as it is meanwhile.

    Returns the earlier request while that is open. Raises Ditolak for the village that the account has already.
    """
    kini = pengguna.penugasan.filter(status="aktif").first()
    if kini is not None and kini.wilayah_id == isian.wilayah.pk:
        raise Ditolak("Akun Anda sudah di desa/kelurahan ini. Pilih desa/kelurahan yang baru.", "desa-sama")
    with atas_nama(portal(pengguna.pk), AJUKAN_PINDAH.nama):
        berjalan = pengguna.pendaftaran.filter(jenis=Pendaftaran.Jenis.PINDAH, status__in=(*DAPAT_DIISI, SP_MENUNGGU))
        if lama := berjalan.order_by("pk").first():
            return lama
        return Pendaftaran.objects.create(
            jenis=Pendaftaran.Jenis.PINDAH,
            status=SP_TERBUKTI,
            pengguna=pengguna,
            nik=pengguna.nik,
            nomor_kk=isian.nomor_kk,
            nama=pengguna.nama,
            tanggal_lahir=isian.tanggal_lahir,
            wilayah=isian.wilayah,
            saluran=pengguna.kontak.saluran,
            surel=pengguna.email,
            telepon=pengguna.kontak.telepon,
        )


def baca(nomor: int | None) -> Pendaftaran | None:
    """The registration whose number the visitor's session holds; None once its time is over."""
    with seluruh_negeri():
        semua = Pendaftaran.objects.exclude(status=SP_LEWAT).select_related("wilayah", "foto_ktp", "swafoto")
        return semua.filter(pk=nomor).first() if nomor else None


def _langkah(daftar: Pendaftaran, langkah: Langkah, **isi: object) -> None:
    baris = Pendaftaran.objects.filter(pk=daftar.pk)
    lama = {"alasan": daftar.alasan, "catatan": daftar.catatan} if langkah is ISI_PENDAFTARAN else {}
    if not jalankan(baris, langkah, oleh=portal(daftar.pengguna_id or 0), **lama, **isi):
        raise Ditolak("Pendaftaran ini sudah dikirim atau sudah berakhir. Buka lagi halamannya.", "pendaftaran-tertutup")


def buktikan(daftar: Pendaftaran, kode: str) -> None:
    """The address is the applicant's. Raises as `kode_sekali.pakai` does."""
    kode_sekali.pakai((KODE_DAFTAR, str(daftar.pk), kode))
    _langkah(daftar, BUKTIKAN)


def akui_kontak(daftar: Pendaftaran) -> None:
    """The same, for whoever has just come back by a code sent to that very address."""
    _langkah(daftar, BUKTIKAN)


def ubah_isian(daftar: Pendaftaran, isian: Isian) -> None:
    """Correct what was typed, before it is sent or after it came back. Raises Ditolak as `mulai` does."""
    pastikan_dewasa(isian.tanggal_lahir, isian.pernah_kawin)
    nama = " ".join(isian.nama.split())
    # An account that moves keeps its person.
    orang = {} if daftar.pengguna_id else {"nik": isian.nik, "nama": nama}
    isi = orang | {"nomor_kk": isian.nomor_kk, "tanggal_lahir": isian.tanggal_lahir, "wilayah_id": daftar.wilayah_id}
    if isian.wilayah.pk != daftar.wilayah_id:
        raise Ditolak(
            "Desa/kelurahan tidak dapat diganti di pendaftaran ini. Buat pendaftaran baru dengan desa/kelurahan yang benar.",
            "desa-tetap",
        )
    _langkah(daftar, ISI_PENDAFTARAN, **isi)


def simpan_foto(daftar: Pendaftaran, jenis: str, unggahan: UploadedFile) -> None:
    """Keep one photo: re-encoded, without EXIF, for the kab/kota that verifies; its village does not see it.

    Raises Ditolak as `pastikan_mutu` and `dasar.berkas.simpan_foto` do, and `kontak-belum` before the address is proved.
    """
    if daftar.status == SP_BARU:
        raise Ditolak("Masukkan dulu kode yang dikirim kepada Anda.", "kontak-belum")
    sebutan, mendatar = FOTO[jenis]
    pastikan_mutu(unggahan, sebutan=sebutan, mendatar=mendatar)
    unggahan.name = _NAMA_BERKAS[jenis]  # a file's own name may say whose it is
    oleh = portal(daftar.pengguna_id or 0)
    with atas_nama(oleh, ISI_PENDAFTARAN.nama):
        baru = berkas.simpan_foto(unggahan, wilayah=daftar.wilayah_id[:4], oleh=oleh)
        _langkah(daftar, ISI_PENDAFTARAN, **{f"{jenis}_id": baru.pk})
        lama = getattr(daftar, jenis)
        if lama is not None and lama.sha256 != baru.sha256:
            berkas.buang_isi(lama)
    setattr(daftar, jenis, baru)


def perlu_sandi(daftar: Pendaftaran) -> bool:
    """A new account's password is chosen with the last step; one that moves, or comes back repaired, has it already."""
    return not daftar.sandi and daftar.pengguna_id is None


def kirim(daftar: Pendaftaran, *, setuju: bool, sandi: str = "") -> None:
    """Send to the officer; the civil registry is asked on the way.

    `sandi` has been checked by the portal's rules. Raises Ditolak without both photos, the password or the promise.
    """
    if not (daftar.foto_ktp_id and daftar.swafoto_id):
        raise Ditolak("Unggah kedua foto dulu: KTP, dan diri Anda memegang KTP.", "foto-kurang")
    if not setuju:
        raise Ditolak("Baca pernyataannya, lalu beri tanda centang.", "pernyataan-belum")
    if perlu_sandi(daftar) and not sandi:
        raise Ditolak("Pilih kata sandi untuk akun Anda.", "sandi-kosong")
    isi = {"sandi": make_password(sandi)} if sandi else {}
    padan, beda = _padankan(daftar)
    _langkah(daftar, KIRIM_PENDAFTARAN, diajukan_pada=Now(), dieskalasi_pada=None, padan=padan, padan_beda=beda, **isi)


def _padankan(daftar: Pendaftaran) -> tuple[str, str]:
    if not settings.PEMADAN:
        return "", ""
    pemadan: Callable = import_string(settings.PEMADAN)
    kelamin = jenis_kelamin_dari_nik(daftar.nik)
    klaim = _Klaim(daftar.nik, daftar.nama, daftar.nomor_kk, daftar.tanggal_lahir, kelamin)
    jawaban = next(iter(pemadan().padankan([klaim])), None)
    return (jawaban.status, jawaban.beda) if jawaban else ("", "")


def kode_lanjut(nik: str, *, saluran: str, alamat: str, pengunjung: str) -> tuple[str, str]:
    """Send a code by which a visitor comes back to his registration: (subject of the code, code in example mode).

    Where there is none with this NIK and address, the address is told so, and the visitor sees the same page.
    """
    with seluruh_negeri():
        kontak = {"surel__iexact": alamat} if saluran == Saluran.SUREL else {"telepon": alamat}
        semua = Pendaftaran.objects.filter(nik=nik, saluran=saluran, **kontak).exclude(status=SP_LEWAT)
        ada = semua.order_by("-pk").values_list("pk", flat=True).first()
    if ada is not None:
        return str(ada), kode_sekali.kirim(KODE_LANJUT, str(ada), saluran=saluran, alamat=alamat, pengunjung=pengunjung)
    return tanpa_hasil(KODE_LANJUT, "pendaftaran", saluran, alamat, pengunjung), ""


def tanpa_hasil(untuk: str, apa: str, saluran: str, alamat: str, pengunjung: str) -> str:
    """The same work for an address that nothing belongs to; returns a subject for which no code will ever be right."""
    sasaran = secrets.token_hex(8)
    kode_sekali.siapkan(untuk, sasaran, "", alamat=alamat, pengunjung=pengunjung)
    teks = (
        f"Seseorang meminta kode Portal DTKS untuk alamat ini, tetapi tidak ada {apa} dengan NIK dan alamat yang diketik. "
        "Bila itu Anda, periksa NIK dan alamat yang dulu Anda pakai. Bila bukan, abaikan."
    )
    kode_sekali.antar(saluran, alamat, "permintaan kode", teks, jenis="kode")
    return sasaran
