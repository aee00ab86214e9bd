"""The list for the RT: who in the village has no account and should hear what happened this month (domain.md 4.7, pains 3, 7).

Whoever has an account is told by the portal (akun.pemberitahuan). For everybody else the operator prints this list, and the
RT goes from door to door: names, what happened in words, what to do. Never NIK, family card, programme or a state of health:
the paper is seen by neighbours.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F as Kolom
from django.db.models import QuerySet
from django.utils import timezone

from akun.alur import AKTIF
from akun.fungsi import F
from akun.models import Penugasan
from dasar.jejak import Pelaku
from dasar.models import Jejak
from dasar.periode import berikut, tanggal_pertama
from dtks.register.models import Individu, Keluarga, Kepesertaan
from usulan.alur import S
from usulan.models import Usulan

_TUNGGU = "Tidak perlu melakukan apa-apa. Kabar berikutnya disampaikan lagi."
_DATANG = "Datang ke kantor desa/kelurahan dengan KTP dan kartu keluarga."
_KEBERATAN = f"Bila keberatan, atau ada keadaan darurat: segera. {_DATANG}"
_DIPERIKSA = ("Usulan sedang diperiksa dinas sosial kabupaten/kota.", _TUNGGU)
_DIPERIKSA_KEMENSOS = ("Usulan disetujui kabupaten/kota dan sedang diperiksa Kementerian Sosial.", _TUNGGU)

# What a proposal to be taken in has come to, and what the person does: by state.
KABAR: dict[str, tuple[str, str]] = {
    S.DITOLAK_MUSDES: ("Musyawarah belum menyetujui usulan ini.", f"Bila keadaan berubah, minta diusulkan lagi. {_DATANG}"),
    S.DIAJUKAN: ("Usulan sudah dikirim ke dinas sosial kabupaten/kota.", _TUNGGU),
    S.DIKEMBALIKAN: ("Usulan dikembalikan ke desa/kelurahan karena ada yang perlu dilengkapi.", _DATANG),
    S.LENGKAP: _DIPERIKSA,
    S.LAYAK: _DIPERIKSA,
    S.DIBUNDEL: _DIPERIKSA,
    S.DIKEMBALIKAN_KAB: _DIPERIKSA,
    S.TIDAK_LAYAK: ("Usulan belum dapat diterima dinas sosial.", f"Alasannya dapat ditanyakan. {_DATANG}"),
    S.DISAHKAN: _DIPERIKSA_KEMENSOS,
    S.DITERUSKAN: _DIPERIKSA_KEMENSOS,
    S.LOLOS: _DIPERIKSA_KEMENSOS,
    S.DITETAPKAN: ("Usulan diterima: sekarang tercatat dalam DTKS.", "Simpan kabar ini. Tidak perlu membayar apa pun."),
}
BERHENTI = ("Kepesertaan dalam DTKS atau bantuan dihentikan.", _KEBERATAN)
AKAN_BERHENTI = ("Penghentian bantuan sedang diperiksa.", _KEBERATAN)
_KELUAR = (Usulan.Jenis.PENGHENTIAN, Usulan.Jenis.PENONAKTIFAN)
_ZONA = timezone.get_default_timezone()


@dataclass(frozen=True, slots=True)
class Kabar:
    """One line of the list."""

    rw: str
    rt: str
    nama: str
    peristiwa: str
    tindakan: str


def daftar_kabar(pelaku: Pelaku, periode: int) -> list[Kabar]:
    """Everybody of the village without an account whose proposal or participation changed in the month `periode` (YYYYMM).

    Sorted by RW, RT and name, each person once, with the last thing that happened. A handful of statements.
    """
    berakun = Penugasan.objects.filter(fungsi=F.WARGA, status=AKTIF, wilayah=pelaku.wilayah).values("nik")
    usulan = _berubah(Usulan.objects.terlihat_oleh(pelaku).exclude(nik__in=berakun), periode)
    per_nik = {u.nik: Kabar(u.rw, u.rt, u.nama, *_kata(u)) for u in usulan}
    berhenti = Kepesertaan.objects.terlihat_oleh(pelaku).filter(sampai=periode).exclude(nik__in=berakun)
    nik = set(berhenti.values_list("nik", flat=True)) - per_nik.keys()
    orang = {i.nik: i for i in Individu.objects.terlihat_oleh(pelaku).filter(nik__in=nik).order_by("dari")}
    kartu = Keluarga.objects.terlihat_oleh(pelaku).filter(nomor_kk__in=[i.nomor_kk for i in orang.values()])
    alamat = {k.nomor_kk: (k.rw, k.rt) for k in kartu.order_by("dari")}
    lain = [Kabar(*alamat.get(i.nomor_kk, ("", "")), i.nama, *BERHENTI) for i in orang.values()]
    return sorted([*per_nik.values(), *lain], key=lambda k: (k.rw.zfill(3), k.rt.zfill(3), k.nama))


def _berubah(usulan: QuerySet[Usulan], periode: int) -> QuerySet[Usulan]:
    """Proposals that took a step in the month which a citizen hears of, the latest of a person last."""
    awal, akhir = (dt.datetime.combine(tanggal_pertama(p), dt.time(), _ZONA) for p in (periode, berikut(periode)))
    langkah = Jejak.objects.filter(tabel="usulan_usulan", ke__in=KABAR, pada__gte=awal, pada__lt=akhir)
    return usulan.filter(status__in=KABAR, pk__in=langkah.exclude(dari=Kolom("ke")).values("objek")).order_by("id")


def _kata(usulan: Usulan) -> tuple[str, str]:
    if usulan.jenis in _KELUAR:
        return BERHENTI if usulan.status == S.DITETAPKAN else AKAN_BERHENTI
    return KABAR[usulan.status]
