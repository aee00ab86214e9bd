"""What one may ask of the register: by NIK, nomor KK or name, in an area, as of now or of any month."""

import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.array import ArrayContains
from django.db import connection
from django.db.models import F, Func, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from dasar.bacaan import CARI, CARI_POTONGAN
from dasar.galat import Ditolak
from dasar.halaman import Halaman, potong
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import NEGARA, Pelaku, catat
from dasar.kueri_tetap import KueriPelaku
from dasar.models import Jejak
from dasar.subjek import sidik
from dtks.register.kunci import buka, samarkan
from dtks.register.models import PANJANG_KABUPATEN, Individu, Keluarga, Kepesertaan

_KOLOM_PINDAH = ("sesudah", "sebelum")
PANJANG_NOMOR, PANJANG_POTONGAN = 16, 6
MIRIP_MAKS = 30
POTONGAN_MAKS = 30


def cari(pelaku: Pelaku, teks: str = "", *, dalam: str = "", periode: int | None = None) -> QuerySet[Individu]:
    """Persons whose NIK or nomor KK is `teks` (16 digits), whose NIK begins so (fewer digits), or whose name begins so;
    everybody of the area without it.

    `dalam` narrows to a part of the area, `periode` (YYYYMM) asks for the register as that month's determination left
    it, None as it is now.
    """
    orang = Individu.objects.terlihat_oleh(pelaku, dalam)
    orang = orang.berlaku() if periode is None else orang.pada(periode)
    if teks.isdigit():
        if len(teks) < PANJANG_NOMOR:
            return orang.filter(nik__gte=teks, nik__lt=teks + "~")
        return orang.filter(Q(nik=teks) | Q(nomor_kk=teks))
    if not teks:
        return orang
    area = dalam or pelaku.wilayah
    if len(area) >= PANJANG_KABUPATEN:
        orang = orang.filter(kabupaten=area[:PANJANG_KABUPATEN])
    awal = teks.upper()
    # A range, not LIKE: the code points are the order of the column, and the last one closes it.
    return orang.filter(nama_cari__gte=awal, nama_cari__lt=awal + chr(sys.maxunicode))


def nomor_lengkap(teks: str) -> bool:
    """Whether `teks` is a whole NIK or nomor KK."""
    return teks.isdigit() and len(teks) == PANJANG_NOMOR


def potongan(teks: str) -> bool:
    """Whether `teks` is a part of a NIK."""
    return teks.isdigit() and len(teks) < PANJANG_NOMOR


def catat_pencarian(teks: str, *, luas: str, kata: str, oleh: Pelaku) -> None:
    """Write down that `oleh` searched the area `luas` for `teks`; `kata` says it in words.

    A part of a NIK could be tried out digit by digit, so such searches are counted (berdasarkan praktik). Raises Ditolak
    (`terlalu-banyak-potongan`) after POTONGAN_MAKS within an hour.
    """
    sebagian = potongan(teks)
    if sebagian:
        lalu = Jejak.objects.filter(
            oleh=oleh.pengguna_id, langkah=CARI_POTONGAN, ke=None, pada__gt=timezone.now() - dt.timedelta(hours=1)
        )
        if lalu.count() >= POTONGAN_MAKS:
            raise Ditolak(
                f"Anda sudah {POTONGAN_MAKS} kali mencari dengan potongan NIK dalam satu jam. Lanjutkan nanti, atau cari"
                " dengan NIK lengkap atau nama.",
                "terlalu-banyak-potongan",
            )
    catat(oleh, CARI_POTONGAN if sebagian else CARI, "dtks_individu", wilayah=luas, catatan=kata, subjek=sidik(teks))


# Why a person stands among the similar ones, by the step of `dtks_cari_nama` (akun.pintu_data) that found them.
SEBAB_MIRIP = {1: "Ejaan atau urutan lain", 2: "Nama mirip", 3: "Sebagian nama cocok", 4: "Akhir NIK cocok"}


@dataclass(frozen=True, slots=True)
class Mirip:
    """A person who was perhaps meant, and why."""

    orang: Individu
    sebab: str


def mirip(pelaku: Pelaku, teks: str, *, dalam: str = "", periode: int | None = None) -> list[Mirip]:
    """Persons whom `cari(…, teks)` does not find and who may be meant, best first, at most MIRIP_MAKS.

    By name: other spellings (Moh./Muhammad, oe/u, dj/j), another order of words, words mistyped or begun, one of three or
    more words amiss. By a part of a NIK (six digits or more): those whose NIK ends so. Within one kabupaten/kota: a wider
    area gives nothing. The keys come through a door of the database that applies the scope itself; the rows are then read
    under row-level security like any other.
    """
    luas = dalam or pelaku.wilayah
    if not teks or nomor_lengkap(teks) or len(luas) < PANJANG_KABUPATEN or luas == NEGARA:
        return []
    fungsi = "nik, dari, 4 from dtks_cari_akhir_nik" if potongan(teks) else "nik, dari, jenjang from dtks_cari_nama"
    with connection.cursor() as kursor:
        kursor.execute(f"select {fungsi}(%s, %s, %s, %s)", [teks, luas, periode, MIRIP_MAKS])
        kunci = kursor.fetchall()
    baris = Individu.objects.terlihat_oleh(pelaku, dalam).filter(nik__in=[nik for nik, _, _ in kunci])
    orang = {(o.nik, o.dari): o for o in baris.select_related("wilayah")}
    return [Mirip(orang[nik, dari], SEBAB_MIRIP[jenjang]) for nik, dari, jenjang in kunci if (nik, dari) in orang]


def serupa(teks: str) -> Q:
    """Rows whose `nama` holds the words of `teks` by their sound, in any order: for lists that are short by themselves, as no
    index serves it."""
    kata = _kata(Value(teks))
    isi = Func(kata, function="cardinality", output_field=IntegerField())
    return Q(ArrayContains(_kata(F("nama")), kata)) & Q(GreaterThan(isi, 0))


def _kata(asal: F | Value) -> Func:
    return Func(asal, function="dtks_kata_nama", output_field=ArrayField(TextField()))


def urutan(teks: str) -> tuple[str, ...]:
    """The columns that order the result of `cari(…, teks)`, as their index holds them."""
    return ("nama_cari", "nik") if teks and not teks.isdigit() else ("wilayah_id", "nik")


def potong_samar(baris: QuerySet, request: HttpRequest, urut: tuple[str, ...]) -> Halaman:
    """`dasar.halaman.potong` for lists ordered by NIK or name: the paging key travels encrypted."""
    kueri = request.GET.copy()
    for nama in _KOLOM_PINDAH:
        if nama in kueri:
            kueri[nama] = buka("halaman", kueri[nama])
    halaman = potong(baris, SimpleNamespace(GET=kueri), urut=urut, teks=True)
    return Halaman(halaman.baris, _samar(halaman.sebelumnya), _samar(halaman.berikutnya))


def _samar(alamat: str) -> str:
    if not alamat:
        return ""
    return "?" + urlencode([(k, samarkan("halaman", v) if k in _KOLOM_PINDAH else v) for k, v in parse_qsl(alamat[1:])])


def program_aktif(nik: Collection[str], pelaku: Pelaku, periode: int | None = None) -> dict[str, list[str]]:
    """{NIK: [programme codes]} of those named for a programme, now or in a month."""
    peserta = Kepesertaan.objects.terlihat_oleh(pelaku).filter(nik__in=nik)
    peserta = peserta.berlaku() if periode is None else peserta.pada(periode)
    hasil: dict[str, list[str]] = defaultdict(list)
    for satu, program in peserta.order_by("program").values_list("nik", "program"):
        hasil[satu].append(program)
    return hasil


@dataclass(frozen=True, slots=True)
class Riwayat:
    """One version with what changed against the version before it."""

    versi: Individu | Keluarga
    berubah: list[str] = field(default_factory=list)


_BUKAN_ISI = {"pk", "dari", "sampai", "dibuka", "ditutup"}


def riwayat(versi: list) -> list[Riwayat]:
    """Versions of one person or family, newest first, each with the names of the columns that differ from the older one."""
    kolom = [k for k in versi[0]._meta.concrete_fields if k.name not in _BUKAN_ISI] if versi else []
    lama = [*versi[1:], None]
    return [
        Riwayat(v, [str(k.verbose_name) for k in kolom if getattr(v, k.attname) != getattr(d, k.attname)] if d else [])
        for v, d in zip(versi, lama, strict=True)
    ]


def _anggota(pelaku: Pelaku, nomor_kk: str, periode: int | None) -> QuerySet[Individu]:
    orang = Individu.objects.terlihat_oleh(pelaku).filter(nomor_kk=nomor_kk)
    orang = orang.berlaku() if periode is None else orang.pada(periode)
    return orang.order_by("hubungan", "tanggal_lahir", "nik")


_ANGGOTA_KINI = KueriPelaku(lambda pelaku, nomor_kk: _anggota(pelaku, nomor_kk, None), "nomor yang dicari")


def anggota(pelaku: Pelaku, nomor_kk: str, periode: int | None = None) -> list[Individu]:
    """Members of a family that the actor may see, now or in a month, head first."""
    if periode is None:
        return _ANGGOTA_KINI(pelaku, nomor_kk)
    return list(_anggota(pelaku, nomor_kk, periode))


def sebutan_penetapan(nomor: Collection[int | None]) -> dict[int, dict]:
    """How the determinations of these numbers are cited: {number: {"periode", "nomor_sk", "kode"}}.

    The register stands below penetapan; settings.SEBUTAN_PENETAPAN names the function by path.
    """
    sebut: Callable[[Collection[int]], dict[int, dict]] = import_string(settings.SEBUTAN_PENETAPAN)
    return sebut({n for n in nomor if n is not None})


def terdaftar(nik: Collection[str]) -> set[str]:
    """Those of the NIK that stand in the register now, wherever in the country; one statement.

    For rules that the law makes national (settings.CEK_TERDAFTAR: an officer of a kab/kota may not be registered). The
    answer is yes or no about a number that the caller already has; no row is shown.
    """
    if not nik:
        return set()
    with seluruh_negeri():
        return set(Individu.objects.berlaku().filter(nik__in=list(nik)).values_list("nik", flat=True))
