"""The way of an objection on the public page "Lacak" (usulan.lacak), for the family concerned.

Its number is known to both sides, the village and the district, so what else is asked must not tell one side of the other: it
is the birth date of the person objected to. Asked by the objector's, the page would say of any neighbour whether it was them.
And it answers only from the visit on, when the family and the village have been told: before, a list of numbers tried with the
birth dates of a village would say who has just been objected to, and when. The objector follows it with the own account.
"""

import datetime as dt
import re

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dasar.jangkauan import seluruh_negeri
from dasar.models import Jejak
from dasar.templatetags.publik import hari
from dasar.templatetags.siks import nama_samar
from dtks.register.models import Individu
from sanggahan.alur import BELUM_DIDENGAR, DIPUTUS, SS
from sanggahan.linimasa import TABEL
from sanggahan.models import Sanggahan
from usulan.lacak import DESA_TIADA, LEWAT, TIADA, Pelacak, Perjalanan, Titik
from wilayah.models import nama_jalur

_NOMOR = re.compile(r"S-([0-9]{1,12})")
DICEK, MENUNGGU, SELESAI = range(3)
_KATA = (gettext_lazy("Dicek ke lapangan"), gettext_lazy("Menunggu putusan"), gettext_lazy("Selesai"))
_TAHAP = {
    SS.CEK_LAPANGAN: DICEK,
    SS.DIKUNJUNGI: MENUNGGU,
    SS.TERBUKTI: SELESAI,
    SS.TIDAK_TERBUKTI: SELESAI,
    SS.LEWAT_WAKTU: SELESAI,
}
_HASIL = {
    SS.TERBUKTI: gettext_lazy("Terbukti"),
    SS.TIDAK_TERBUKTI: gettext_lazy("Tidak terbukti"),
    SS.LEWAT_WAKTU: gettext_lazy("Diusulkan karena batas waktu lewat"),
}


def urai(nomor: str) -> int | None:
    """The row's number behind `S-000123`."""
    cocok = _NOMOR.fullmatch(nomor.strip().upper())
    return int(cocok[1]) if cocok else None


def lacak_sanggahan(pk: int, tanggal_lahir: dt.date) -> Perjalanan | None:
    """The way of an objection that the family has been told of, against a person born on this day."""
    with seluruh_negeri():
        s = Sanggahan.objects.filter(pk=pk).exclude(status__in=BELUM_DIDENGAR).first()
        lahir = Individu.objects.filter(nik=s.nik if s else "", tanggal_lahir=tanggal_lahir)
        cocok = s if lahir.exists() else None
        kejadian = list(Jejak.objects.filter(tabel=TABEL, objek=cocok.pk if cocok else TIADA).exclude(ke=None).order_by("id"))
    jalur = nama_jalur(cocok.wilayah_id if cocok else DESA_TIADA)
    if cocok is None:
        return None
    status = SS(cocok.status)
    tahap = _TAHAP[status]
    pada = {_TAHAP[j.ke]: j.pada for j in kejadian if j.ke in _TAHAP and j.ke != j.dari}
    sampai = None if tahap == SELESAI else cocok.batas
    lewat = sampai is not None and sampai < timezone.localdate()
    tempat, pemegang = _tempat(cocok, tahap, jalur)
    return Perjalanan(
        nomor=cocok.nomor,
        nama=nama_samar(cocok.nama),
        perihal=_("Perihal"),
        diusulkan=_("Sanggahan atas kelayakan keluarga ini"),
        tahap=str(_KATA[tahap]),
        hasil=str(_HASIL.get(status, "")),
        berhasil=status == SS.TIDAK_TERBUKTI,
        tempat=tempat,
        pemegang=pemegang,
        sejak=pada.get(tahap),
        sampai=sampai,
        lewat=lewat,
        alasan=[],
        penjelasan="",
        tindakan=_tindakan(cocok, lewat),
        titik=[Titik(str(k), pada.get(n) if n <= tahap else None, n == tahap) for n, k in enumerate(_KATA)],
    )


def _tempat(s: Sanggahan, tahap: int, jalur: list[str]) -> tuple[str, str]:
    """Office and function that have it now."""
    if tahap == SELESAI or len(jalur) < 2:
        return "", ""
    dinas = _("Dinas sosial %(kabupaten)s") % {"kabupaten": jalur[1]}
    if s.dieskalasi_pada:
        return dinas, _("dilaporkan kepada kepala dinas sosial dan provinsi")
    if tahap == DICEK:
        return _("Kantor desa/kelurahan %(desa)s") % {"desa": jalur[-1]}, _("petugas kunjungan rumah")
    return dinas, _("petugas verifikasi dinas sosial")


def _tindakan(s: Sanggahan, lewat: bool) -> str:
    if s.boleh_dijawab:
        return _("Keluarga berhak menjawab sampai %(hari)s: dengan akun masyarakat, atau di kantor desa/kelurahan.") % {
            "hari": hari(s.batas_jawab)
        }
    if s.status in DIPUTUS:
        return _(
            "Alasan putusan dapat dibaca dengan akun masyarakat atau ditanyakan ke dinas sosial. Keberatan dapat diajukan sampai"
            " %(hari)s."
        ) % {"hari": hari(s.batas_keberatan)}
    if s.status == SS.LEWAT_WAKTU:
        return _("Usulannya masih diperiksa, diputus, dan disahkan seperti usulan lain. Tanyakan ke dinas sosial.")
    return str(LEWAT) if lewat else _("Tunggu putusannya. Sampai ada putusan, tidak ada yang berubah bagi keluarga ini.")


SANGGAHAN = Pelacak(urai, lacak_sanggahan)
