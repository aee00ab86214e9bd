"""Where a proposal stands, for the person proposed: by receipt number and birth date, in five words (domain.md 4.1, 8.3).

What other numbers lead to is declared in settings.PELACAK, each a `Pelacak` of its own app. Shown are places and functions,
never officers; reasons in the words of the list of reasons; of the officers' own notes only that of a refusal, which is
written for the citizen (`verval.putusan`). Rules berdasarkan praktik.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dasar import periode as bulan
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import NEGARA
from dasar.models import Jejak
from dasar.templatetags.siks import nama_samar
from usulan.alur import AKHIR, S
from usulan.linimasa import PERISTIWA, TABEL
from usulan.models import Jadwal, KodeAlasan, Usulan
from usulan.nomor import urai_tanda_terima
from wilayah.models import nama_jalur

DISIAPKAN, DIBAHAS, DIPERIKSA_DINAS, DIPERIKSA_KEMENSOS, SELESAI = range(5)
KATA = (
    gettext_lazy("Disiapkan"),
    gettext_lazy("Dibahas di musyawarah"),
    gettext_lazy("Diperiksa dinas sosial"),
    gettext_lazy("Diperiksa Kementerian Sosial"),
    gettext_lazy("Selesai"),
)
_TAHAP = {
    S.DISUSUN: DISIAPKAN,
    S.DISETUJUI_MUSDES: DIBAHAS,
    S.DIKEMBALIKAN: DIBAHAS,
    S.DIAJUKAN: DIPERIKSA_DINAS,
    S.LENGKAP: DIPERIKSA_DINAS,
    S.LAYAK: DIPERIKSA_DINAS,
    S.DIBUNDEL: DIPERIKSA_DINAS,
    S.DISAHKAN: DIPERIKSA_DINAS,
    S.DIKEMBALIKAN_KAB: DIPERIKSA_DINAS,
    S.DITERUSKAN: DIPERIKSA_KEMENSOS,
    S.LOLOS: DIPERIKSA_KEMENSOS,
    **dict.fromkeys(AKHIR, SELESAI),
}
# Who has it in hand: a function of the office, in words that a citizen knows (Kepmensos 73/HUK/2024 names the functions).
_PEMEGANG = {
    S.DISUSUN: gettext_lazy("petugas pengisi data desa/kelurahan"),
    S.DISETUJUI_MUSDES: gettext_lazy("petugas pengisi data desa/kelurahan"),
    S.DIKEMBALIKAN: gettext_lazy("petugas pengisi data desa/kelurahan"),
    S.DIAJUKAN: gettext_lazy("petugas pemeriksa kelengkapan dinas sosial"),
    S.LENGKAP: gettext_lazy("petugas verifikasi dinas sosial"),
    S.LAYAK: gettext_lazy("petugas penyusun berkas dinas sosial"),
    S.DIBUNDEL: gettext_lazy("kepala dinas sosial"),
    S.DISAHKAN: gettext_lazy("sistem, otomatis"),
    S.DIKEMBALIKAN_KAB: gettext_lazy("petugas pemeriksa kelengkapan dinas sosial"),
    S.DITERUSKAN: gettext_lazy("pemeriksa data Kementerian Sosial"),
    S.LOLOS: gettext_lazy("pejabat penetapan Kementerian Sosial"),
}
_BATAS = {
    **dict.fromkeys((S.DISUSUN, S.DISETUJUI_MUSDES, S.DIKEMBALIKAN), "batas_desa"),
    **dict.fromkeys((S.DIAJUKAN, S.LENGKAP, S.DIKEMBALIKAN_KAB), "batas_kabupaten"),
    **dict.fromkeys((S.LAYAK, S.DIBUNDEL), "batas_pengesahan"),
    **dict.fromkeys((S.DISAHKAN, S.DITERUSKAN), "batas_penilaian"),
    S.LOLOS: "batas_penetapan",
}
_HASIL = {
    S.DITETAPKAN: gettext_lazy("Diterima"),
    S.TIDAK_LAYAK: gettext_lazy("Ditolak dinas sosial"),
    S.DITOLAK_MUSDES: gettext_lazy("Ditolak musyawarah"),
    S.DIBATALKAN: gettext_lazy("Dibatalkan"),
}
_TINDAKAN = {
    S.DIKEMBALIKAN: gettext_lazy(
        "Bawa KTP dan kartu keluarga ke kantor desa/kelurahan dan tanyakan apa yang harus diperbaiki."
    ),
    S.TIDAK_LAYAK: gettext_lazy(
        "Bila keadaan Anda berbeda dari alasan itu, sampaikan buktinya ke kantor desa/kelurahan atau dinas sosial. Anda dapat"
        " diusulkan lagi pada musyawarah berikutnya."
    ),
    S.DITOLAK_MUSDES: gettext_lazy(
        "Minta penjelasan kepada desa/kelurahan. Anda dapat diusulkan lagi pada musyawarah berikutnya."
    ),
    S.DIBATALKAN: gettext_lazy("Bila pembatalan ini bukan permintaan Anda, tanyakan kepada kantor desa/kelurahan."),
    S.DITETAPKAN: gettext_lazy("Lihat hasilnya pada halaman Cek nama. Pencairan bantuan diatur oleh masing-masing program."),
}
LEWAT = gettext_lazy("Batas waktunya sudah lewat. Tanyakan kepada kantor itu dan sebutkan nomor tanda terima Anda.")
TUNGGU = gettext_lazy("Tidak ada yang perlu Anda lakukan. Simpan nomor tanda terima dan lihat lagi halaman ini.")
# States in which the reasons on the row are the reason why it stands there.
_BERALASAN = (S.DIKEMBALIKAN, S.DIKEMBALIKAN_KAB, *AKHIR)
_NOMOR = re.compile(r"\d{16}")
# No row has this number, and no answer this village: an unknown receipt asks the database the same questions.
TIADA, DESA_TIADA = 0, "1101012001"


@dataclass(frozen=True, slots=True)
class Titik:
    """One of the five stages on the way: reached on a day, being there now, or still ahead (`pada` None)."""

    kata: str
    pada: dt.datetime | None
    kini: bool


@dataclass(frozen=True, slots=True)
class Perjalanan:
    """What the visitor sees of one case. `diusulkan` is what it is about, under the heading `perihal`."""

    nomor: str
    nama: str
    diusulkan: str
    tahap: str
    hasil: str
    berhasil: bool
    tempat: str
    pemegang: str
    sejak: dt.datetime | None
    sampai: dt.date | None
    lewat: bool
    alasan: list[tuple[str, str]]
    penjelasan: str
    tindakan: str
    titik: list[Titik] = field(default_factory=list)
    perihal: str = gettext_lazy("Yang diusulkan")


@dataclass(frozen=True, slots=True)
class Pelacak:
    """One kind of number: what a row's number is read from it (None for a slip of the hand), and the way of that row.

    `cari` gets the row's number and a birth date; what does not fit and what is not there are None, by the same statements.
    """

    urai: Callable[[str], int | None]
    cari: Callable[[int, dt.date], Perjalanan | None]


@cache
def _pelacak() -> tuple[Pelacak, ...]:
    return tuple(import_string(jalur) for jalur in settings.PELACAK)


def kenali(nomor: str) -> tuple[Pelacak, int] | None:
    """Whose number this is, and which; None when it can be nobody's."""
    return next(((p, pk) for p in _pelacak() if (pk := p.urai(nomor)) is not None), None)


def lacak(nomor: str, tanggal_lahir: dt.date) -> Perjalanan | None:
    """The way of the case with this number, for who knows the birth date that belongs to it; None otherwise.

    A wrong birth date and a number that was never given out are one answer, found by the same statements.
    """
    kenal = kenali(nomor)
    return kenal[0].cari(kenal[1], tanggal_lahir) if kenal else None


def lacak_usulan(pk: int, tanggal_lahir: dt.date) -> Perjalanan | None:
    """The way of a proposal whose person was born on this day."""
    with seluruh_negeri():
        return perjalanan_usulan(Usulan.objects.filter(pk=pk, tanggal_lahir=tanggal_lahir).first())


def perjalanan_usulan(usulan: Usulan | None) -> Perjalanan | None:
    """The way of this proposal; None for none, by the same statements. Read as the system."""
    jejak = list(Jejak.objects.filter(tabel=TABEL, objek=usulan.pk if usulan else TIADA, langkah__in=PERISTIWA).order_by("id"))
    desa = usulan.wilayah_id if usulan else DESA_TIADA
    jalur = nama_jalur(desa)
    alasan = kata_alasan(usulan.daftar_alasan if usulan and usulan.status in _BERALASAN else [])
    masuk = next((j.pada for j in reversed(jejak) if usulan and j.ke == usulan.status and j.dari != j.ke), timezone.now())
    jadwal = _jadwal(bulan.dari_tanggal(timezone.localtime(masuk).date()), desa)
    if usulan is None:
        return None
    status = S(usulan.status)
    sampai = _sampai(jadwal, status, timezone.localtime(masuk).date())
    lewat = sampai is not None and sampai < timezone.localdate()
    return Perjalanan(
        nomor=usulan.nomor,
        nama=nama_samar(usulan.nama),
        diusulkan=_uraian(usulan),
        tahap=str(KATA[_TAHAP[status]]),
        hasil=str(_HASIL.get(status, "")),
        berhasil=status == S.DITETAPKAN,
        tempat=_tempat(status, jalur),
        pemegang=str(_PEMEGANG.get(status, "")),
        sejak=masuk,
        sampai=sampai,
        lewat=lewat,
        alasan=alasan,
        penjelasan=tanpa_nomor(usulan.catatan) if status == S.TIDAK_LAYAK else "",
        tindakan=str(_TINDAKAN.get(status) or (LEWAT if lewat else TUNGGU)),
        titik=_titik(jejak, status, usulan.dibuat_pada),
    )


def kata_alasan(kode: list[str]) -> list[tuple[str, str]]:
    """(reason, what to do) of these codes, in one statement whatever their number."""
    teks = {k.kode: (k.teks, k.tindakan) for k in KodeAlasan.objects.filter(pk__in=kode or [""])}
    return [teks[k] for k in kode if k in teks]


def tanpa_nomor(catatan: str) -> str:
    """An officer's note without the sixteen digits of a NIK or family card."""
    return _NOMOR.sub("•" * 16, catatan)


def _jadwal(periode: int, desa: str) -> list[Jadwal]:
    """The calendar of the month and of the next one."""
    return [Jadwal.untuk(periode, desa or NEGARA), Jadwal.untuk(bulan.berikut(periode), desa or NEGARA)]


def _sampai(jadwal: list[Jadwal], status: S, masuk: dt.date) -> dt.date | None:
    """By when this hand should be done: the first date of the calendar that is not before the day it came there."""
    nama = _BATAS.get(status)
    return next((b for j in jadwal if nama and (b := getattr(j, nama)) >= masuk), None)


def _uraian(usulan: Usulan) -> str:
    program = usulan.program_id
    if usulan.jenis == Usulan.Jenis.MASUK:
        return _("Masuk DTKS") if program == "NONBANSOS" else _("Masuk DTKS dan %(program)s") % {"program": program}
    if usulan.jenis == Usulan.Jenis.PENONAKTIFAN:
        return _("Keluar dari DTKS")
    if usulan.jenis == Usulan.Jenis.BANSOS:
        return _("Bantuan %(program)s") % {"program": program}
    return _("Penghentian bantuan %(program)s") % {"program": program}


def _tempat(status: S, jalur: list[str]) -> str:
    """The office that has it now; '' when it is over."""
    tahap = _TAHAP[status]
    if tahap == SELESAI or len(jalur) < 2:
        return ""
    if tahap in (DISIAPKAN, DIBAHAS):
        return _("Kantor desa/kelurahan %(desa)s") % {"desa": jalur[-1]}
    if tahap == DIPERIKSA_DINAS:
        return _("Dinas sosial %(kabupaten)s") % {"kabupaten": jalur[1]}
    return _("Kementerian Sosial")


def _titik(jejak: list[Jejak], status: S, dibuat: dt.datetime) -> list[Titik]:
    """The five stages, each with the last day on which the proposal came to it; what lies ahead of now has no day."""
    kini = _TAHAP[status]
    pada: dict[int, dt.datetime] = {DISIAPKAN: dibuat}
    for j in jejak:
        tahap = _TAHAP.get(j.ke)
        if tahap is not None and tahap != _TAHAP.get(j.dari):
            pada[tahap] = j.pada
    return [Titik(str(KATA[n]), pada.get(n) if n <= kini else None, n == kini) for n in range(5)]


USULAN = Pelacak(urai_tanda_terima, lacak_usulan)
