"""Finding whom to object to, without a way to list a village: by name, masked, few at a time, counted (security.md)."""

import datetime as dt
import sys
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import Pelaku, catat
from dasar.models import Jejak
from dasar.templatetags.siks import nama_samar
from dtks.register.kunci import buka, samarkan
from dtks.register.models import Individu, Keluarga

CARI = "cari_disanggah"
TAMPIL_MAKS = 5
PANJANG_MIN = 5
_KUNCI = "sanggahan"


@dataclass(frozen=True, slots=True)
class Temuan:
    """One person found: enough to know a neighbour by, too little to learn of a stranger. `kunci` opens for this account only."""

    kunci: str
    nama: str
    rt: str
    rw: str


def cari_disanggah(nama: str, *, oleh: Pelaku) -> list[Temuan]:
    """Registered persons of the actor's own village whose name begins so; at most five, else none: write more of the name.

    Every search is an event that no village function reads. Raises Ditolak for fewer than five letters, for more than five
    persons of that name's beginning, and after `settings.SANGGAHAN_CARI_PER_JAM` searches within an hour.
    """
    awal = " ".join(nama.upper().split())
    if len(awal) < PANJANG_MIN:
        raise Ditolak(f"Tulis paling sedikit {PANJANG_MIN} huruf pertama dari namanya.", "nama-pendek")
    sejam = timezone.now() - dt.timedelta(hours=1)
    if (
        Jejak.objects.filter(oleh=oleh.pengguna_id, langkah=CARI, ke=None, pada__gt=sejam).count()
        >= settings.SANGGAHAN_CARI_PER_JAM
    ):
        raise Ditolak("Anda sudah terlalu sering mencari dalam satu jam ini. Coba lagi nanti.", "cari-sering")
    with seluruh_negeri():
        orang = list(
            Individu.objects.berlaku()
            .filter(
                wilayah=oleh.wilayah,
                kabupaten=oleh.wilayah[:4],
                nama_cari__gte=awal,
                nama_cari__lt=awal + chr(sys.maxunicode),
            )
            .order_by("nama_cari", "nik")[: TAMPIL_MAKS + 1]
        )
        luas = len(orang) > TAMPIL_MAKS
        if luas:
            # A whole name is an answer also where longer names begin with it.
            orang = [o for o in orang if o.nama_cari == awal][:TAMPIL_MAKS]
        rumah = {k.nomor_kk: k for k in Keluarga.objects.berlaku().filter(nomor_kk__in={o.nomor_kk for o in orang})}
    catat(oleh, CARI, catatan=f"{len(orang)} baris")
    if luas and not orang:
        raise Ditolak("Terlalu banyak nama yang cocok. Tulis namanya lebih lengkap.", "cari-luas")
    return [
        Temuan(_kunci(o.nik, oleh), nama_samar_awal(o.nama, awal), rumah[o.nomor_kk].rt, rumah[o.nomor_kk].rw) for o in orang
    ]


def nama_samar_awal(nama: str, dicari: str) -> str:
    """What was typed, in clear, and the rest of the name masked."""
    sisa = nama[len(dicari) :]
    return nama[: len(dicari)] + "".join(" " if h == " " else "•" for h in sisa)


def _kunci(nik: str, oleh: Pelaku) -> str:
    return samarkan(_KUNCI, f"{oleh.pengguna_id}:{nik}")


def buka_kunci(kunci: str, *, oleh: Pelaku) -> Individu | None:
    """The registered person of the own village behind a key that `cari_disanggah` gave this account; None for any other."""
    siapa, _, nik = buka(_KUNCI, kunci).partition(":")
    if siapa != str(oleh.pengguna_id):
        return None
    with seluruh_negeri():
        return Individu.objects.berlaku().filter(nik=nik, wilayah=oleh.wilayah).first()


def rumah_dari(orang: Individu) -> Keluarga:
    """The family card of a person in force."""
    with seluruh_negeri():
        return Keluarga.objects.berlaku().get(nomor_kk=orang.nomor_kk)


def sebut(orang: Individu, rumah: Keluarga) -> str:
    """How the objector reads whom it is about: masked, with the neighbourhood."""
    return f"{nama_samar(orang.nama)}, RT {rumah.rt} RW {rumah.rw}"
