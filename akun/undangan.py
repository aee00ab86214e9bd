"""Invitation by a single-use link: who is appointed checks the own data, signs the pledge and chooses a password.

The code of the link is a random secret that is kept as its hash only. The inviter sees it once; the invited person proves
to be the one by typing the own NIK, which the link does not carry.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from akun import hak, kelayakan, pakta
from akun.alur import AKHIRI, AKTIF, BATALKAN, DITANGGUHKAN, DIUNDANG, KEDALUWARSAKAN, TERIMA, UNDANG
from akun.bagian import periksa_bagian, sebut_bagian
from akun.fungsi import FUNGSI
from akun.models import Pengguna, Penugasan, Undangan
from akun.penugasan import pastikan_pengangkat, periksa_pembukaan, pindahkan, simpan
from akun.surel import kirim_setelah_simpan
from dasar.alur import jalankan, pastikan_boleh
from dasar.berkas import simpan_dokumen
from dasar.galat import Ditolak
from dasar.jejak import NEGARA, Pelaku, catat
from dasar.nilai.nik import bentuk_16_angka
from dasar.templatetags.siks import tanggal
from wilayah.models import Wilayah

UMUR = dt.timedelta(days=7)
SALAH_MAKS = 5

PESAN_TIDAK_BERLAKU = (
    "Tautan undangan ini tidak berlaku: sudah dipakai, dibatalkan, lewat tujuh hari, atau salah salin."
    " Minta tautan baru kepada yang mengundang Anda."
)


@dataclass(frozen=True, slots=True)
class Calon:
    """The person to be invited, as the inviter types it."""

    nama: str
    nik: str
    surel: str = ""


def undang(
    calon: Calon,
    fungsi: str,
    wilayah: Wilayah,
    *,
    nomor_sk: str,
    sk: UploadedFile | None,
    mulai: dt.date,
    selesai: dt.date,
    oleh: Pelaku,
    pelaksana: bool = False,
    menggantikan: Penugasan | None = None,
    program: Sequence[str] = (),
    kecamatan: Sequence[str] = (),
) -> tuple[Penugasan, str]:
    """Open an invited assignment and its link. Returns it and the code, which is nowhere kept in clear.

    Raises Ditolak as `akun.penugasan.periksa_pembukaan` and `akun.bagian.periksa_bagian` do, for a NIK of another form, for a
    term that has passed, for a name that differs from the account that the NIK has already, and when the person is already
    invited or in office.
    """
    if not bentuk_16_angka(calon.nik):
        raise Ditolak("NIK terdiri atas 16 angka. Salin dari KTP.", "nik-salah")
    periksa_pembukaan(calon.nik, fungsi, wilayah, mulai, selesai, langkah=UNDANG, oleh=oleh)
    periksa_bagian(fungsi, wilayah, program, kecamatan)
    if selesai < timezone.localdate():
        raise Ditolak("Masa tugas ini sudah lewat. Periksa tanggal selesainya.", "masa-lewat")
    with transaction.atomic():
        penugasan = Penugasan(
            pengguna=_akun(calon),
            nik=calon.nik,
            fungsi=fungsi,
            wilayah=wilayah,
            nomor_sk=nomor_sk,
            berkas_sk=simpan_dokumen(sk, wilayah=wilayah.pk, oleh=oleh) if sk else None,
            pelaksana=pelaksana,
            menggantikan=menggantikan,
            mulai=mulai,
            selesai=selesai,
            program=sorted(program),
            kecamatan=sorted(kecamatan),
            status=DIUNDANG,
        )
        simpan(penugasan, UNDANG, oleh=oleh)
        return penugasan, _buat_tautan(penugasan, calon.surel, oleh=oleh)


def _akun(calon: Calon) -> Pengguna:
    """The account of this NIK; a new one can do nothing until the invitation is accepted."""
    nama = " ".join(calon.nama.split())
    pengguna = Pengguna.objects.filter(nik=calon.nik).first()
    if pengguna is None:
        pengguna = Pengguna(username=f"undangan-{secrets.token_hex(8)}", nama=nama, nik=calon.nik, email=calon.surel)
        pengguna.set_unusable_password()
        try:
            with transaction.atomic():
                pengguna.save()
        except IntegrityError as galat:
            raise Ditolak("NIK ini baru saja diundang orang lain. Muat ulang daftar petugas.", "fungsi-rangkap") from galat
        return pengguna
    if pengguna.has_usable_password():
        if pengguna.nama.casefold() != nama.casefold():
            raise Ditolak(
                "NIK ini sudah punya akun dengan nama lain. Periksa NIK dan namanya; bila nama di akun itu salah, minta"
                " Pusdatin memperbaikinya.",
                "nama-berbeda",
            )
    elif not pengguna.penugasan.hidup().exists():
        # Nobody has ever signed in with it: what an earlier invitation typed may be corrected.
        Pengguna.objects.filter(pk=pengguna.pk).update(nama=nama, email=calon.surel)
        pengguna.nama = nama
    return pengguna


def _buat_tautan(penugasan: Penugasan, surel: str, *, oleh: Pelaku) -> str:
    kode = secrets.token_urlsafe(32)
    Undangan.objects.create(penugasan=penugasan, sidik=_sidik(kode), surel=surel, kedaluwarsa_pada=timezone.now() + UMUR)
    catat(oleh, "kirim_undangan", "akun_penugasan", penugasan.pk, penugasan.wilayah_id)
    bagian = "".join(f" {nama}: {isi}." for nama, isi in sebut_bagian(penugasan))
    kirim_setelah_simpan(
        surel,
        "undangan menjadi petugas",
        f"Yth. {penugasan.pengguna.nama},\n\n"
        f"Anda ditunjuk sebagai {FUNGSI[penugasan.fungsi].nama}, {penugasan.wilayah.nama_lengkap},"
        f" {tanggal(penugasan.mulai)} sampai {tanggal(penugasan.selesai)} ({penugasan.nomor_sk}).{bagian}\n\n"
        f"Buka tautan ini untuk menerima, paling lambat {tanggal(timezone.now() + UMUR)}. Tautan hanya dapat dipakai sekali:\n"
        f"{alamat_tautan(kode)}\n\n"
        "Siapkan KTP Anda. Jangan teruskan surel ini kepada siapa pun.\n",
    )
    return kode


def alamat_tautan(kode: str) -> str:
    """The address to hand over. The code is in the query, which no log of the portal writes down."""
    return f"{settings.ALAMAT_PORTAL}{reverse('akun:undangan')}?kode={kode}"


def _sidik(kode: str) -> str:
    return hashlib.sha256(kode.encode()).hexdigest()


def kirim_ulang(penugasan: Penugasan, *, oleh: Pelaku) -> str:
    """A new link in place of the old one, which stops working. Returns the new code.

    Raises Ditolak when the invitation is no longer open or `oleh` does not appoint the function.
    """
    pastikan_boleh(UNDANG, oleh, penugasan.wilayah_id)
    pastikan_pengangkat(penugasan.fungsi, oleh)
    with transaction.atomic():
        terkunci = Penugasan.objects.select_for_update().get(pk=penugasan.pk)
        if terkunci.status != DIUNDANG:
            raise Ditolak("Undangan ini sudah diterima atau ditutup.", "undangan-tertutup")
        lama = penugasan.undangan.order_by("-pk").first()
        _cabut_tautan([penugasan.pk])
        return _buat_tautan(penugasan, lama.surel if lama else "", oleh=oleh)


def _cabut_tautan(penugasan: list[int]) -> None:
    Undangan.objects.filter(penugasan__in=penugasan, dipakai_pada=None, dicabut_pada=None).update(dicabut_pada=Now())


@transaction.atomic
def batalkan(penugasan: Penugasan, *, alasan: str, oleh: Pelaku) -> None:
    """Take an invitation back; its link stops working. Raises Ditolak when it has been accepted or closed."""
    pastikan_boleh(BATALKAN, oleh, penugasan.wilayah_id)
    pastikan_pengangkat(penugasan.fungsi, oleh)
    pindahkan(penugasan, BATALKAN, oleh=oleh, alasan="batal", catatan=alasan)
    _cabut_tautan([penugasan.pk])


def cari(kode: str) -> Undangan | None:
    """The open invitation of this code, with its assignment; None for whatever does not work (any more)."""
    return (
        Undangan.objects.filter(
            sidik=_sidik(kode),
            dipakai_pada=None,
            dicabut_pada=None,
            kedaluwarsa_pada__gt=timezone.now(),
            salah__lt=SALAH_MAKS,
            penugasan__status=DIUNDANG,
        )
        .select_related("penugasan__pengguna", "penugasan__wilayah", "penugasan__menggantikan__pengguna")
        .first()
    )


def pastikan_nik(undangan: Undangan, nik: str) -> None:
    """The visitor is the invited person: knows the NIK. Five wrong answers close the link (counted, not rolled back).

    Raises Ditolak (`nik-tidak-cocok`).
    """
    penugasan = undangan.penugasan
    if nik == penugasan.nik:
        return
    Undangan.objects.filter(pk=undangan.pk).update(salah=F("salah") + 1)
    catat(_tamu(penugasan), "undangan_ditolak", "akun_penugasan", penugasan.pk, penugasan.wilayah_id, "NIK tidak cocok")
    raise Ditolak(
        "NIK tidak cocok dengan undangan ini. Periksa KTP Anda. Bila NIK di undangan salah, minta undangan baru.",
        "nik-tidak-cocok",
    )


def _tamu(penugasan: Penugasan) -> Pelaku:
    """The invited person: an account without a function, whose steps are those of the portal."""
    return Pelaku(penugasan.pengguna_id, "sistem", NEGARA, penugasan.pengguna.nama)


def terima(
    kode: str, *, nik: str, setuju: bool, username: str = "", sandi: str = "", masuk_sebagai: int | None = None
) -> Pengguna:
    """Accept: the link is used up, the pledge kept, the assignment active with its rights, a predecessor's ended.

    `username` and `sandi` are set on an account that has no password yet; the caller has checked them by the portal's
    password rules. An account that has one keeps it, and only its owner accepts: `masuk_sebagai` is the number of the
    signed-in account. Raises Ditolak for a link that does not work, a NIK that is not the invited person's, an account that
    is not the visitor's, a missing pledge, a taken user name, and as an appointment does.
    """
    undangan = cari(kode)
    if undangan is None:
        raise Ditolak(PESAN_TIDAK_BERLAKU, "undangan-tidak-berlaku")
    pastikan_nik(undangan, nik)
    if not setuju:
        raise Ditolak("Pakta integritas harus disetujui sebelum penugasan dapat dimulai.", "pakta-belum")
    penugasan = undangan.penugasan
    if penugasan.pengguna.has_usable_password() and masuk_sebagai != penugasan.pengguna_id:
        raise Ditolak("Anda sudah punya akun. Masuk dulu dengan akun itu, lalu buka lagi tautan ini.", "perlu-masuk")
    kelayakan.pastikan_layak(penugasan.nik, penugasan.fungsi, penugasan.wilayah_id, oleh=_tamu(penugasan))
    with transaction.atomic():
        terpakai = Undangan.objects.filter(
            pk=undangan.pk, dipakai_pada=None, dicabut_pada=None, kedaluwarsa_pada__gt=Now()
        ).update(dipakai_pada=Now())
        if not terpakai:
            raise Ditolak(PESAN_TIDAK_BERLAKU, "undangan-tidak-berlaku")
        oleh = _tamu(penugasan)
        _isi_akun(penugasan.pengguna, username, sandi)
        _akhiri_pendahulu(penugasan, oleh)
        pindahkan(penugasan, TERIMA, oleh=oleh)
        hak.beri([penugasan])
        pakta.tanda_tangani(penugasan, oleh=oleh)
    return penugasan.pengguna


def _isi_akun(pengguna: Pengguna, username: str, sandi: str) -> None:
    if pengguna.has_usable_password():
        return
    if not username or not sandi:
        raise Ditolak("Isi nama akun dan kata sandi.", "akun-kosong")
    if Pengguna.objects.filter(username__iexact=username).exclude(pk=pengguna.pk).exists():
        raise Ditolak("Nama akun ini sudah dipakai. Pilih nama lain.", "nama-akun-terpakai")
    pengguna.username = username
    pengguna.set_password(sandi)
    try:
        with transaction.atomic():
            pengguna.save(update_fields=["username", "password"])
    except IntegrityError as galat:
        raise Ditolak("Nama akun ini sudah dipakai. Pilih nama lain.", "nama-akun-terpakai") from galat


def _akhiri_pendahulu(penugasan: Penugasan, oleh: Pelaku) -> None:
    """Hand-over: the predecessor ends in the moment in which the successor begins."""
    lama = penugasan.menggantikan
    if lama is None or lama.status not in (AKTIF, DITANGGUHKAN):
        return
    catatan = f"Diserahterimakan kepada {penugasan.pengguna.nama}."
    jalankan(Penugasan.objects.filter(pk=lama.pk), AKHIRI, oleh=oleh, alasan="serah_terima", catatan=catatan)
    hak.cabut([lama.pengguna_id])
    kelayakan.tutup_temuan([lama.pk], catatan)


@transaction.atomic
def kedaluwarsakan(oleh: Pelaku) -> int:
    """Close every invitation whose last link has run out, so that the person is free again. Returns how many."""
    baris = Penugasan.objects.filter(status=DIUNDANG).exclude(
        pk__in=Undangan.objects.filter(
            dipakai_pada=None, dicabut_pada=None, kedaluwarsa_pada__gt=Now(), salah__lt=SALAH_MAKS
        ).values("penugasan")
    )
    nomor = list(baris.values_list("pk", flat=True))
    if nomor:
        jalankan(Penugasan.objects.filter(pk__in=nomor), KEDALUWARSAKAN, oleh=oleh, catatan="Tidak diterima dalam tujuh hari.")
        _cabut_tautan(nomor)
    return len(nomor)
